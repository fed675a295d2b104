"""What needs somebody's decision: every kind of obstacle found in a day's facts, and which five come first.

Pure: a frozen scene in, problems out. The constants below decide only how many are shown and in what order; no right
and no verdict rests on them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chungsuc.law.verdicts import Outcome

SHOWN = 5  # presentation: as many as a leader can settle in one meeting
NEAR = 2  # presentation: "near" the level means that at most so many criteria are missing
NAMED = 3  # presentation: so many communes are named in a sentence, the others are counted

COORDINATOR = "Văn phòng Điều phối nông thôn mới tỉnh"


@dataclass(frozen=True)
class CommuneState:
    """A commune of the programme on the day: its newest result (None: no values) and its standing in the register."""

    code: str
    name: str
    district: str
    standing: Outcome
    met: int | None = None
    failed: tuple[int, ...] = ()
    unsettled: int = 0
    parts_without: int = 0

    @property
    def missing(self) -> int | None:
        """How many criteria are not known to be met."""
        return None if self.met is None else len(self.failed) + self.unsettled


@dataclass(frozen=True)
class CriterionState:
    """A criterion: its name and who answers for it on the day ("" when nobody was named)."""

    no: int
    name: str
    owner: str = ""


@dataclass(frozen=True)
class Due:
    """By when, and by which paper."""

    day: date
    source: str


@dataclass(frozen=True)
class Scene:
    """Everything that can turn out to be a problem on a day."""

    day: date
    communes: tuple[CommuneState, ...]
    districts: Mapping[str, str]  # code: name
    criteria: Mapping[int, CriterionState]
    year: int | None  # of the newest results
    last_year: int  # the newest year that is over
    bar: int | None  # the number of criteria that no commune may stay below, as the plan says
    dues: Mapping[str, Due]  # by what the target counts
    next_report: Due | None = None
    plan_numbers: tuple[str, ...] = ()  # printed numbers that contradict each other
    plan_issuer: str = ""
    unsettled_targets: int = 0  # set for units that are no more
    former_count: int = 0
    missing_rule: int | None = None  # the figure (its id) that keeps merged communes open


@dataclass(frozen=True)
class Problem:
    """One thing to settle: in a sentence, who answers, by when, how many communes wait for it, where it is seen."""

    kind: str
    text: str
    who: str
    communes: int
    due: Due | None = None
    link: tuple[str, ...] = ()
    query: Mapping[str, str] = field(default_factory=dict)


def first_problems(scene: Scene, most: int = SHOWN) -> list[Problem]:
    """The problems to show: one of each kind, those on which most communes wait first; then second ones of a kind."""
    found = sorted(all_problems(scene), key=lambda problem: -problem.communes)
    seen: set[str] = set()
    firsts: list[Problem] = []
    others: list[Problem] = []
    for problem in found:
        (others if problem.kind in seen else firsts).append(problem)
        seen.add(problem.kind)
    chosen = [*firsts, *others][:most]
    return sorted(chosen, key=lambda problem: -problem.communes)


def all_problems(scene: Scene) -> list[Problem]:
    """Every problem that the scene holds, kind by kind."""
    kinds = (_no_values, _near, _ready, _lapsed, _failing, _districts, _open_mergers, _to_examine, _targets, _number)
    return [problem for kind in kinds for problem in kind(scene)]


def _no_values(scene: Scene) -> Iterable[Problem]:
    without = [c for c in scene.communes if c.met is None]
    if scene.year is None or scene.year < scene.last_year:
        without = list(scene.communes)
    if without:
        if scene.year is None:
            text = f"Chưa xã nào trong {len(without)} xã có số liệu tiêu chí."
        elif len(without) == len(scene.communes):
            text = f"Chưa xã nào trong {len(without)} xã có số liệu tiêu chí năm {scene.last_year}."
        else:
            text = f"{len(without)} xã chưa có số liệu tiêu chí năm {scene.last_year}: {_named(without)}."
        yield Problem("values", text, COORDINATOR, len(without), scene.next_report, ("imports",))


def _near(scene: Scene) -> Iterable[Problem]:
    near = [c for c in _unrecognised(scene) if c.missing is not None and 0 < c.missing <= NEAR]
    if not near:
        return
    near.sort(key=lambda commune: commune.missing or 0)
    lacking = Counter(no for commune in near for no in commune.failed)
    named = [f"{c.name} (còn {_numbers(c.failed)})" if c.failed else c.name for c in near]
    text = f"{len(near)} xã chưa được công nhận chỉ còn thiếu 1–{NEAR} tiêu chí: {_listed(named)}."
    who = _owners(scene, [no for no, _ in lacking.most_common(NEAR)])
    yield Problem("near", text, who, len(near), scene.dues.get("recognised"), ("map",), {"xem": "tieu-chi"})


def _ready(scene: Scene) -> Iterable[Problem]:
    ready = [c for c in _unrecognised(scene) if c.missing == 0]
    if ready:
        text = f"{len(ready)} xã đủ tiêu chí theo số liệu năm {scene.year} nhưng chưa có quyết định công nhận"
        due = scene.dues.get("recognised")
        yield Problem("ready", f"{text}: {_named(ready)}.", COORDINATOR, len(ready), due, ("register",))


def _lapsed(scene: Scene) -> Iterable[Problem]:
    lapsed = [c for c in scene.communes if c.standing is Outcome.MET and c.failed]
    if lapsed:
        lapsed.sort(key=lambda commune: -len(commune.failed))
        named = [f"{c.name} ({c.met}/{len(scene.criteria)})" for c in lapsed]
        text = f"{len(lapsed)} xã đã công nhận nhưng số liệu năm {scene.year} chưa đạt đủ tiêu chí: {_listed(named)}."
        yield Problem("lapsed", text, COORDINATOR, len(lapsed), scene.next_report, ("map",), {"xem": "tieu-chi"})


def _failing(scene: Scene) -> Iterable[Problem]:
    failing = Counter(no for commune in scene.communes for no in commune.failed)
    judged = sum(commune.met is not None for commune in scene.communes)
    for place, (no, count) in enumerate(failing.most_common(2)):
        criterion = scene.criteria.get(no, CriterionState(no, ""))
        most = ", nhiều nhất trong các tiêu chí" if place == 0 else ""
        text = f"Tiêu chí {no} {criterion.name}: {count}/{judged} xã chưa đạt{most}."
        due, query = scene.dues.get("average_criteria"), {"xem": str(no)}
        yield Problem("criterion", text, _owners(scene, [no]), count, due, ("map",), query)


def _districts(scene: Scene) -> Iterable[Problem]:
    if scene.bar is None:
        return
    below = Counter(c.district for c in scene.communes if c.met is not None and c.met + c.unsettled < scene.bar)
    for code, count in below.most_common(2):
        if code in scene.districts:
            name, of = scene.districts[code], sum(c.district == code for c in scene.communes)
            text = f"{name}: {count}/{of} xã đạt dưới {scene.bar} tiêu chí."
            who, due = f"UBND {name[:1].lower()}{name[1:]}", scene.dues.get("communes_below")
            yield Problem("district", text, who, count, due, ("unit", code))


def _open_mergers(scene: Scene) -> Iterable[Problem]:
    still_open = [c for c in scene.communes if c.standing is Outcome.UNDETERMINED]
    if still_open:
        text = (
            f"{len(still_open)} xã mới chưa xác định được có giữ mức đã đạt hay không, vì chưa có quy định khi nhập "
            f"với phường, thị trấn: {_named(still_open)}."
        )
        link = ("figure", str(scene.missing_rule)) if scene.missing_rule else ("lineage",)
        yield Problem("open", text, f"{COORDINATOR} xin hướng dẫn", len(still_open), scene.dues.get("recognised"), link)


def _to_examine(scene: Scene) -> Iterable[Problem]:
    broken = [c for c in scene.communes if c.standing is Outcome.NOT_MET and c.parts_without]
    if broken:
        broken.sort(key=lambda commune: commune.parts_without)
        text = (
            f"{len(broken)} xã mới phải rà soát, xét lại vì có phần chưa được công nhận; vướng ít phần nhất: "
            f"{_named(broken)}."
        )
        due = scene.dues.get("recognised")
        yield Problem("examine", text, f"{COORDINATOR}, UBND các xã", len(broken), due, ("map",), {"xem": "cong-nhan"})


def _targets(scene: Scene) -> Iterable[Problem]:
    if scene.unsettled_targets:
        text = (
            f"{scene.unsettled_targets} chỉ tiêu đặt cho {scene.former_count} xã cũ chưa có văn bản quy đổi sang "
            f"{len(scene.communes)} xã mới."
        )
        yield Problem("targets", text, "UBND tỉnh", len(scene.communes), scene.dues.get("recognised"), ("plan",))


def _number(scene: Scene) -> Iterable[Problem]:
    if len(scene.plan_numbers) > 1:
        printed = " và ".join(scene.plan_numbers)
        text = f"Kế hoạch in hai số khác nhau ({printed}), cần văn bản đính chính."
        yield Problem("number", text, scene.plan_issuer or "UBND tỉnh", 0, scene.next_report, ("plan",))


def _unrecognised(scene: Scene) -> list[CommuneState]:
    return [commune for commune in scene.communes if commune.standing is Outcome.NOT_MET]


def _owners(scene: Scene, numbers: Sequence[int]) -> str:
    """Who answers for these criteria, each body once, with the criteria it answers for."""
    by_owner: dict[str, list[int]] = {}
    for no in numbers:
        owner = scene.criteria[no].owner if no in scene.criteria else ""
        by_owner.setdefault(owner or f"{COORDINATOR} (chưa ghi cơ quan phụ trách)", []).append(no)
    if len(numbers) == 1:
        return next(iter(by_owner))
    return "; ".join(f"{owner} ({_numbers(found)})" for owner, found in by_owner.items()) or COORDINATOR


def _numbers(numbers: Iterable[int]) -> str:
    return "tiêu chí " + ", ".join(map(str, numbers))


def _named(communes: Iterable[CommuneState]) -> str:
    return _listed([commune.name for commune in communes])


def _listed(words: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    rest = len(words) - NAMED
    return ", ".join(words[:NAMED]) + (f" và {rest} xã khác" if rest > 0 else "")


def next_of(dues: Iterable[tuple[str, date, bool]], day: date, until: date) -> Due | None:
    """The next thing due on or after `day` from (name, first day, whether every year); none after `until`."""
    ahead = []
    for name, first, yearly in dues:
        years = range(first.year, until.year + 1) if yearly else (first.year,)
        ahead += [Due(due, name) for year in years if day <= (due := _in_year(first, year)) <= until]
    return min(ahead, key=lambda due: due.day, default=None)


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
