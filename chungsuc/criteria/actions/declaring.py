"""A commune's own figures: written version by version, never over somebody else's without being told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from chungsuc.audit.actions import record
from chungsuc.organisations.access import Person, require
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now

from .. import events, workflow
from ..facts.writable import open_to_question, report_measures, returned_places, said
from ..models import CriteriaSet, Declared, Indicator, Report
from .locking import require_values_open
from .placed import Place, PlacedFigure
from .values import hold_units


class EntryRefused(ValueError):
    """Figures cannot be declared now; the message says why and what to do."""


class Conflict(ValueError):
    """Somebody else declared the same place meanwhile. `theirs` holds the current version by (measure, sex)."""

    def __init__(self, theirs: Mapping[Place, Declared]) -> None:
        self.theirs = theirs
        who = ", ".join(sorted({row.entered_by for row in theirs.values()}))
        super().__init__(f"Trong lúc đồng chí nhập, {who} đã ghi số khác. Hãy xem cả hai số và chọn một.")


@dataclass(frozen=True)
class Entry(PlacedFigure):
    """What was entered at one place, and over which version (`base`, 0 for none).

    `client_id` is the device's own mark of this entry; `supersedes` are marks of earlier entries from the same device
    that this one replaces, whether or not they arrived.
    """

    bare: bool = False
    source_document: str = ""
    note: str = ""
    base: int = 0
    client_id: UUID | None = None
    supersedes: tuple[UUID, ...] = ()

    @property
    def content(self) -> tuple:
        return (*self.figures, self.source_document, self.note)


@transaction.atomic
def declare(
    unit: Unit,
    criteria_set: CriteriaSet,
    year: int,
    entries: Sequence[Entry],
    *,
    acting: Person,
    at: datetime | None = None,
) -> dict[Place, Declared]:
    """Writes new versions of those places whose content differs; starts the unit's report when there is none yet.

    Returns the version in use of every place asked about that has one. All or nothing: Conflict when any place was
    changed since its `base`, Locked while a lock holds one, EntryRefused where the report's state or the year forbid
    it. What arrives twice by its `client_id` is written once. Writes Declared and Report rows and one event.
    """
    require(acting, "value.declare", unit.pk)
    hold_units({unit.pk})
    moment = at or now()
    indicators = _asked(unit, criteria_set, year, entries, acting.day)
    known = {(r.measure_id, r.sex): r for r in _current(unit.pk, year, indicators)}
    done = _arrived(entries, unit.pk, year, acting)
    todo = [e for e in entries if e.client_id not in done and _differs(e, known.get(e.place))]
    if todo:
        _require_writable(unit, year, {e.place for e in todo}, moment)
        stale = [known[e.place] for e in todo if e.place in known and not _over(e, known[e.place], acting)]
        if stale:
            raise Conflict({(row.measure_id, row.sex): row for row in stale})
        report = start_report(unit, criteria_set, year, moment)
        written = [_replace(e, known.get(e.place), unit.pk, year, acting, moment) for e in todo]
        _record(report, unit, criteria_set, known, written, indicators, acting)
        known |= {(row.measure_id, row.sex): row for row in written}
    known |= {(row.measure_id, row.sex): row for row in done.values() if row.is_current}
    return {e.place: known[e.place] for e in entries if e.place in known}


def start_report(unit: Unit, criteria_set: CriteriaSet, year: int, moment: datetime) -> Report:
    """The unit's report of this set and year, begun when there is none. The caller holds the unit and records."""
    report, _ = Report.objects.get_or_create(
        unit=unit, set=criteria_set, year=year, defaults={"state": workflow.DRAFT, "started_at": moment}
    )
    return report


def _asked(
    unit: Unit, criteria_set: CriteriaSet, year: int, entries: Iterable[Entry], day: date
) -> dict[int, Indicator]:
    """The indicators that are entered, by measure; EntryRefused for what this unit cannot declare by this set."""
    if unit.kind != criteria_set.unit_kind or criteria_set.detail != "indicator" or year not in criteria_set.years:
        raise EntryRefused(f"{criteria_set.name} không dùng để khai năm {year} cho đơn vị này.")
    if unit.since.year > year or (unit.until is not None and unit.until.year < year):
        raise EntryRefused(f"Đơn vị không tồn tại trong năm {year}. Hãy khai cho đơn vị của năm ấy.")
    if date(year, 1, 1) > day:
        raise EntryRefused(f"Năm {year} chưa đến, chưa khai được.")
    measures = {entry.measure_id for entry in entries}
    rows = Indicator.objects.filter(criterion__set=criteria_set, measure_id__in=measures)
    found = {row.measure_id: row for row in rows}
    for entry in entries:
        indicator = found.get(entry.measure_id)
        if indicator is None or (entry.sex != "") != indicator.by_sex:
            raise EntryRefused("Bộ tiêu chí không hỏi số liệu này. Hãy mở lại trang.")
        if entry.state == Declared.NOT_APPLICABLE and not indicator.not_applicable_allowed:
            raise EntryRefused(f"Chỉ tiêu {indicator.code} không được ghi “không áp dụng”.")
    return found


def _current(unit_id: int, year: int, measures: Iterable[int]) -> Iterable[Declared]:
    return Declared.objects.filter(unit_id=unit_id, year=year, measure_id__in=list(measures), is_current=True)


def _arrived(entries: Iterable[Entry], unit_id: int, year: int, acting: Person) -> dict[UUID, Declared]:
    """What was written before under the same marks; EntryRefused when a mark belongs to something else."""
    marks = {entry.client_id: entry for entry in entries if entry.client_id is not None}
    found = {}
    for row in Declared.objects.filter(client_id__in=marks) if marks else ():
        entry = marks[row.client_id]  # type: ignore[index]
        same = (row.unit_id, row.year, row.measure_id, row.sex) == (unit_id, year, *entry.place)
        if not same or row.entered_by != acting.username:
            raise EntryRefused("Mã của máy khai này đã dùng cho số liệu khác. Hãy mở lại trang rồi nhập lại.")
        found[entry.client_id] = row
    return found  # type: ignore[return-value]


def _differs(entry: Entry, known: Declared | None) -> bool:
    if known is None:
        return entry.state != Declared.BLANK or bool(entry.source_document or entry.note)
    return entry.content != known.content


def _over(entry: Entry, known: Declared, acting: Person) -> bool:
    """Whether the entry was made knowing the current version: over it, or over what the same device sent itself."""
    mine = known.entered_by == acting.username and known.client_id is not None
    return entry.base == known.pk or (mine and known.client_id in entry.supersedes)


def _require_writable(unit: Unit, year: int, places: set[Place], moment: datetime) -> None:
    """Locked or EntryRefused when a place may not be written: see `workflow.OPEN_STATES`."""
    measures = {measure for measure, _ in places}
    require_values_open([unit.pk], measures, year)
    for report in open_to_question(unit.pk, year, measures):
        if report.state in workflow.OPEN_STATES:
            continue
        back = returned_places(report)
        if not {place for place in places if place[0] in report_measures(report, measures)} <= back:
            label = workflow.STATES[report.state].label
            raise EntryRefused(
                f"Báo cáo năm {year} đang ở bước “{label}”; chỉ sửa được chỗ đã được trả lại. "
                "Nếu cần sửa, hãy nêu ở phần trao đổi để cơ quan thẩm định trả lại đúng số liệu ấy."
            )


def require_writable(unit: Unit, year: int, measure_id: int, *, acting: Person) -> None:
    """Raises PermissionDenied, Locked or EntryRefused when nothing may be added to a value now; writes nothing.

    Any returned sex of a measure opens it: documents belong to the measure as a whole.
    """
    require(acting, "value.declare", unit.pk)
    hold_units({unit.pk})
    sexes = {sex for measure, sex in _all_returned(unit.pk, year) if measure == measure_id}
    _require_writable(unit, year, {(measure_id, next(iter(sexes), ""))}, now())


def _all_returned(unit_id: int, year: int) -> set[Place]:
    reports = Report.objects.filter(unit_id=unit_id, year=year, state=workflow.VERIFYING)
    return {place for report in reports for place in returned_places(report)}


def _replace(
    entry: Entry, known: Declared | None, unit_id: int, year: int, acting: Person, moment: datetime
) -> Declared:
    if known is not None and not Declared.objects.filter(pk=known.pk, is_current=True).update(is_current=False):
        raise Conflict({entry.place: Declared.objects.get(
            unit_id=unit_id, year=year, measure_id=entry.measure_id, sex=entry.sex, is_current=True
        )})  # fmt: skip
    return Declared.objects.create(
        unit_id=unit_id,
        measure_id=entry.measure_id,
        year=year,
        sex=entry.sex,
        state=entry.state,
        number=entry.number,
        flag=entry.flag,
        numerator=entry.numerator,
        denominator=entry.denominator,
        bare=entry.bare,
        source_document=entry.source_document,
        note=entry.note,
        entered_by=acting.username,
        entered_at=moment,
        client_id=entry.client_id,
        replaces=known,
    )


def _record(
    report: Report,
    unit: Unit,
    criteria_set: CriteriaSet,
    known: Mapping[Place, Declared],
    written: Iterable[Declared],
    indicators: Mapping[int, Indicator],
    acting: Person,
) -> None:
    changes = [
        {
            "indicator": indicators[row.measure_id].code,
            "sex": row.sex,
            "before": said(known.get((row.measure_id, row.sex))),
            "after": said(row),
        }
        for row in written
    ]
    record(
        events.DECLARED,
        actor=acting.username,
        subject_type="criteria.report",
        subject_id=f"{unit.code}/{criteria_set.code}/{report.year}",
        subject_label=f"{criteria_set.name}, năm {report.year}"[:200],
        unit_code=unit.code,
        details={"changes": changes},
        actor_post=acting.title[:200],
    )
