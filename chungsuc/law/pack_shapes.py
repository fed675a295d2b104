"""What a pack says, as frozen values. `law.packs` reads the files into these; rooms load them into tables.

A pack is a folder of readable YAML files: one movement of one province. Another province's movement is another folder
and no code. Every figure carries `since`, `source` and `status`, and knows the file and line it was read from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .pack_place import Place as Place
from .pack_plan_shapes import (
    AudienceShape,
    InstructionShape,
    LaunchShape,
    MilestoneShape,
    PhaseShape,
    SubjectShape,
    TargetShape,
)


@dataclass(frozen=True)
class FigureShape:
    """One figure of law or plan. `key` is stable; `value` is None exactly when `status` is "missing".

    Keys: `target:<target>`, `threshold:<set>:<indicator>:<region or *>:<year or *>`, `rule:<name>`, `days:<name>`,
    `share:<name>`, `quota:<name>`, those of `pack_papers`, `pack_awards`. `value`: int, Decimal, bool,
    str, or a list/dict of these.
    """

    key: str
    label: str
    value: Any
    unit: str
    since: date
    until: date | None
    source: str
    status: str  # verified | recalled | demonstration | missing
    place: Place
    document: str = ""
    note: str = ""


@dataclass(frozen=True)
class DocumentShape:
    """A legal document. `number_confirmed` is empty while the printed numbers contradict each other."""

    code: str
    kind: str
    numbers_printed: tuple[str, ...]
    number_confirmed: str
    title: str
    issuer: str
    issued_on: date | None
    since: date | None
    until: date | None
    role: str  # plan | legal_basis | criteria | procedure | reorganisation | other
    source: str
    status: str
    place: Place
    note: str = ""


@dataclass(frozen=True)
class AttributeShape:
    """A dated property of a unit: region, special_difficulty, border, commune_group, in_ntm_scope, role."""

    key: str
    value: str
    since: date
    until: date | None
    source: str
    status: str
    place: Place | None = None


@dataclass(frozen=True)
class UnitShape:
    """A unit of any kind. `until` is the last day it exists. `code` is unique over all time; a GSO code is not."""

    code: str
    kind: str  # province | district | commune | department | mass_organisation | fatherland_front | …
    form: str  # tỉnh | huyện | thành phố | xã | phường | thị trấn | "" for bodies
    name: str
    also_spelled: tuple[str, ...]
    gso_code: str
    parent: str  # a unit's code, "" for the top
    since: date
    until: date | None
    attributes: tuple[AttributeShape, ...]
    point: tuple[float, float] | None  # longitude, latitude
    neighbours: tuple[str, ...]  # unit codes
    source: str
    status: str
    place: Place


@dataclass(frozen=True)
class LineageShape:
    """One old unit that flows, wholly or in part, into one new unit. Shares are percentages, None when not known."""

    predecessor: str
    successor: str
    share_area: Any = None
    share_people: Any = None


@dataclass(frozen=True)
class EventShape:
    """A legal event on units: merge | split | rename | move. It takes effect at the start of `effective_on`."""

    code: str
    kind: str
    effective_on: date
    document: str
    title: str
    lineage: tuple[LineageShape, ...]
    source: str
    status: str
    place: Place


@dataclass(frozen=True)
class GroupShape:
    """A cluster or block with dated members (unit code, since, until)."""

    code: str
    name: str
    kind: str  # cluster | block
    since: date
    until: date | None
    members: tuple[tuple[str, date, date | None], ...]
    source: str
    status: str
    place: Place


@dataclass(frozen=True)
class OwnerShape:
    """The body that answers for a criterion ("17") or one indicator of it ("17.1") of a set."""

    set_code: str
    part: str
    body: str
    since: date
    until: date | None
    source: str
    status: str
    place: Place


@dataclass(frozen=True)
class IndicatorShape:
    """An indicator of a set. `measure` names what is measured: the same measure may serve several sets."""

    code: str
    criterion: int
    name: str
    text: str
    kind: str  # boolean | percent | number | count
    unit: str
    operator: str  # >= | <= | ==
    by_sex: bool
    not_applicable_allowed: bool
    measure: str
    set_by: str  # national | national_by_region | province | unknown
    source: str
    status: str
    place: Place
    note: str = ""


@dataclass(frozen=True)
class ThresholdShape:
    """What an indicator has to reach for a region ("*": any) in a year (None: any). The figure holds the value."""

    indicator: str
    region: str
    year: int | None
    figure: str


@dataclass(frozen=True)
class CriterionShape:
    no: int
    name: str
    group: str


@dataclass(frozen=True)
class SetShape:
    """A criteria set. `detail` is "indicator", or "criterion" when only criteria were ever reported.

    `region_rule` maps a unit attribute to the region whose thresholds are used instead of `region_default`,
    for example {"special_difficulty": "trung_du_mien_nui_phia_bac"}.
    """

    code: str
    name: str
    level: str
    detail: str
    document: str
    since: date
    until: date | None
    years: tuple[int, ...]
    region_default: str
    region_rule: Mapping[str, str]
    criteria: tuple[CriterionShape, ...]
    indicators: tuple[IndicatorShape, ...]
    thresholds: tuple[ThresholdShape, ...]
    source: str
    status: str
    place: Place


@dataclass(frozen=True)
class LevelShape:
    """A level of recognition. `includes` are the levels that a holder is counted as holding too."""

    code: str
    name: str
    aliases: tuple[str, ...]
    unit_kind: str  # commune | district | province | village
    rank: int
    includes: tuple[str, ...]
    set_code: str
    since: date | None
    until: date | None
    document: str
    source: str
    status: str
    place: Place


@dataclass(frozen=True)
class DayOffShape:
    """A holiday, or a Saturday that is worked instead (`kind`: holiday | working_saturday)."""

    day: date
    kind: str
    source: str
    status: str
    place: Place


@dataclass(frozen=True)
class KindShape:
    """A kind of document that proves something. `valid_months` is None when it does not lapse by itself."""

    code: str
    name: str
    issuer: str
    example: str
    valid_months: int | None
    source: str
    status: str
    place: Place


@dataclass(frozen=True)
class ProofShape:
    """That a kind of document proves an indicator of a set; `needed` when nothing else will do."""

    set_code: str
    indicator: str
    kind: str
    needed: bool
    place: Place


@dataclass(frozen=True)
class CheckShape:
    """A check of plausibility of declared figures. `kind`: range | jump | relation; `level`: error | warning.

    `params` as `chungsuc.criteria.plausibility` reads them; `indicators` are the codes they name.
    """

    set_code: str
    code: str
    kind: str
    level: str
    params: Mapping[str, Any]
    indicators: tuple[str, ...]
    words: str
    source: str
    status: str
    place: Place


@dataclass(frozen=True)
class Pack:
    """Everything a movement's folder says."""

    code: str
    name: str
    short_name: str
    province: str  # unit code of the province that runs it
    plan_document: str
    since: date
    until: date
    files: tuple[str, ...]
    samples: tuple[Mapping[str, Any], ...] = ()  # demonstration workbooks: file, kind, set, year
    documents: tuple[DocumentShape, ...] = ()
    figures: tuple[FigureShape, ...] = ()
    units: tuple[UnitShape, ...] = ()
    events: tuple[EventShape, ...] = ()
    groups: tuple[GroupShape, ...] = ()
    owners: tuple[OwnerShape, ...] = ()
    sets: tuple[SetShape, ...] = ()
    levels: tuple[LevelShape, ...] = ()
    targets: tuple[TargetShape, ...] = ()
    subjects: tuple[SubjectShape, ...] = ()
    milestones: tuple[MilestoneShape, ...] = ()
    audiences: tuple[AudienceShape, ...] = ()  # whom the plan binds, named by milestones, instructions, launches
    instructions: tuple[InstructionShape, ...] = ()
    launches: tuple[LaunchShape, ...] = ()
    phases: tuple[PhaseShape, ...] = ()
    days_off: tuple[DayOffShape, ...] = ()
    kinds: tuple[KindShape, ...] = ()  # of documents taken as evidence
    proofs: tuple[ProofShape, ...] = ()
    published: tuple[Mapping[str, Any], ...] = ()  # figures others published, to compare with, never to compute with
    checks: tuple[CheckShape, ...] = ()
    regions: Mapping[str, str] = field(default_factory=dict)  # code of a region of thresholds -> its Vietnamese name


@dataclass(frozen=True)
class Finding:
    """What check-pack says about one place. `level`: error | warning | note."""

    file: str
    line: int
    level: str
    message: str


def unknown_region(region: str) -> str:
    """What is said of a region that the pack does not name."""
    return f"Không có vùng mã “{region}”; sửa mã hoặc thêm vào bảng regions của pack.yaml."


@dataclass(frozen=True)
class PackReading:
    """A pack (None when an error forbids it) and everything found on the way.

    `readable` is what could be read of it all the same, `said` where each text of a row stands, `codes` what rows call
    themselves, those that had to be left out among them.
    """

    pack: Pack | None
    findings: tuple[Finding, ...] = field(default=())
    readable: Pack | None = None
    said: Mapping[tuple[Place, str], Place] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.level == "error")
