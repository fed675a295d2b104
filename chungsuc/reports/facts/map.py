"""The communes of a day as a map: by criteria met, by level held, or by one criterion."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from chungsuc.criteria.models import Criterion, Verdict
from chungsuc.law.periods import show_day
from chungsuc.law.verdicts import Outcome
from chungsuc.movement.readings import Readings, Results
from chungsuc.organisations.access import Scope
from chungsuc.organisations.facts import UnitFact
from chungsuc.organisations.models import Boundary
from chungsuc.recognition.facts import Register
from chungsuc.recognition.models import Level
from chungsuc.web.maps import Bucket, Map, Shape, Tile, outline_map, tile_map
from chungsuc.web.outlines import Ring
from chungsuc.web.tables import Column, Row, Table, name_cell

from .addresses import address

BY_CRITERIA, BY_LEVEL = "tieu-chi", "cong-nhan"
NEAR = 2  # presentation: a class of its own for communes that miss so few criteria
OUT = Bucket("out", "Phường, thị trấn", "out")
UNKNOWN = Bucket("unknown", "Chưa đủ căn cứ", "unknown")
NOT_HELD = Bucket("none", "Chưa được công nhận", "failed")
LEVEL_TONES = ("full", "strong", "soft")  # from the highest level down; further levels share the last
CRITERION_BUCKETS = (Bucket("met", "Đạt", "strong"), Bucket("not_met", "Chưa đạt", "failed"), UNKNOWN, OUT)


@dataclass(frozen=True)
class Painted:
    """The class of a commune and what is said about it."""

    bucket: str
    words: str


@dataclass(frozen=True)
class View:
    """One way to colour the map, for the choice above it."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class MapPage:
    """What the page of the map shows."""

    title: str
    lede: str
    map: Map
    views: tuple[View, ...]
    criteria: tuple[View, ...]
    note: str


Painter = Callable[[UnitFact], Painted]


def map_page(readings: Readings, day: date, asked: str, scope: Scope, bar: int | None) -> MapPage | None:
    """The map as asked ("tieu-chi", "cong-nhan" or a criterion's number); None for a view that does not exist.

    `bar` is the number of criteria that no commune may stay below, where the plan says one. Three queries of its own.
    """
    results = readings.results(day)
    criteria = dict(Criterion.objects.filter(set=results.set).values_list("no", "name")) if results else {}
    view = asked or (BY_CRITERIA if results else BY_LEVEL)
    if view == BY_CRITERIA:
        buckets, paint = by_criteria(results, bar)
        said = f"Số tiêu chí đạt năm {results.year}" if results else "Số tiêu chí đạt"
    elif view == BY_LEVEL:
        buckets, paint = by_level(readings.register(day))
        said = "Mức công nhận"
    elif view.isdecimal() and int(view) in criteria:
        buckets, paint = CRITERION_BUCKETS, by_criterion(results, int(view))
        said = f"Tiêu chí {view}. {criteria[int(view)]}"
    else:
        return None
    units = [unit for unit in readings.tree(day).communes if scope.covers(unit.id)]
    painted = {unit.id: paint(unit) if unit.in_ntm_scope else Painted("out", "không thuộc diện xét") for unit in units}
    rings = outlines(readings, units)
    title = f"{said}, ngày {show_day(day)}"
    drawn = draw(readings, day, units, painted, buckets, title, rings)
    return MapPage(
        title=said,
        lede=_lede(units, painted, buckets),
        map=replace(drawn, table=_table(readings, day, units, painted, buckets, title)),
        views=_views(view, day),
        criteria=tuple(
            View(f"{no}. {name}", address("map", day=day, xem=str(no)), view == str(no))
            for no, name in criteria.items()
        ),
        note=_note(units, rings),
    )


def _views(view: str, day: date) -> tuple[View, ...]:
    names = ((BY_CRITERIA, "Số tiêu chí đạt"), (BY_LEVEL, "Mức công nhận"))
    return tuple(View(label, address("map", day=day, xem=key), view == key) for key, label in names)


def _lede(units: Sequence[UnitFact], painted: Mapping[int, Painted], buckets: Sequence[Bucket]) -> str:
    """The counts in one sentence."""
    counts = [(b.label, sum(painted[u.id].bucket == b.key for u in units)) for b in buckets if b is not OUT]
    said = ", ".join(f"{label[:1].lower()}{label[1:]} {count} xã" for label, count in counts if count)
    return f"{sum(unit.in_ntm_scope for unit in units)} xã: {said}." if said else "Chưa có xã nào vào ngày này."


def _note(units: Sequence[UnitFact], rings: Mapping[int, tuple[Ring, ...]]) -> str:
    if rings:
        return "Đường bao chỉ để minh họa, không phải căn cứ xác định địa giới."
    return "Mỗi ô là một đơn vị, xếp theo vị trí thật; nét đậm là ranh giới huyện." if units else ""


# --- the three ways to colour -------------------------------------------------------------------------------------


def by_criteria(results: Results | None, bar: int | None) -> tuple[tuple[Bucket, ...], Painter]:
    """By how many criteria are met; what is still open leaves a commune open where it could change its class."""
    whole = results.criteria if results else 0
    buckets = [Bucket("all", f"Đủ {whole} tiêu chí", "full"), Bucket("near", f"Thiếu 1–{NEAR} tiêu chí", "strong")]
    if bar is not None and bar < whole - NEAR:
        buckets += [
            Bucket("over", f"Từ {bar} đến {whole - NEAR - 1} tiêu chí", "soft"),
            Bucket("below", f"Dưới {bar} tiêu chí", "failed"),
        ]
    else:
        buckets.append(Bucket("below", f"Dưới {whole - NEAR} tiêu chí", "failed"))

    def of(met: int) -> str:
        if met >= whole:
            return "all"
        if met >= whole - NEAR:
            return "near"
        return "over" if bar is not None and bar <= met < whole - NEAR else "below"

    def paint(unit: UnitFact) -> Painted:
        if results is None or unit.id not in results.by_unit:
            return Painted("unknown", "chưa có số liệu")
        met, _, unknown = results.by_unit[unit.id]
        said = f"{met}/{whole} tiêu chí" + (f", {unknown} tiêu chí chưa đủ căn cứ" if unknown else "")
        return Painted(of(met) if of(met) == of(met + unknown) else "unknown", said)

    return (*buckets, UNKNOWN, OUT), paint


def by_level(register: Register) -> tuple[tuple[Bucket, ...], Painter]:
    """By the highest level of communes held on the day: the legend and the painter. One query."""
    levels = list(Level.objects.filter(unit_kind="commune").order_by("-rank"))
    tones = (*LEVEL_TONES, *[LEVEL_TONES[-1]] * len(levels))
    buckets = tuple(Bucket(level.code, level.name, tone) for level, tone in zip(levels, tones, strict=False))

    def paint(unit: UnitFact) -> Painted:
        standings = [register.standing(unit.id, level.code).outcome for level in levels]
        held = next((level for level, outcome in zip(levels, standings, strict=True) if outcome is Outcome.MET), None)
        if held:
            return Painted(held.code, held.name)
        still_open = bool(standings) and standings[-1] is Outcome.UNDETERMINED
        return Painted("unknown", "chưa xác định được") if still_open else Painted("none", NOT_HELD.label)

    return (*buckets, NOT_HELD, UNKNOWN, OUT), paint


def by_criterion(results: Results | None, no: int) -> Painter:
    """By the outcome of one criterion. One query."""
    outcomes: dict[int, str] = {}
    if results:
        rows = Verdict.objects.filter(assessment__set=results.set, assessment__year=results.year, no=no)
        outcomes = dict(rows.values_list("assessment__unit_id", "outcome"))
    words = {"met": "đạt", "not_met": "chưa đạt"}

    def paint(unit: UnitFact) -> Painted:
        outcome = outcomes.get(unit.id, "")
        return Painted(outcome, words[outcome]) if outcome in words else Painted("unknown", "chưa đủ căn cứ")

    return paint


# --- drawing ------------------------------------------------------------------------------------------------------


def outlines(readings: Readings, units: Sequence[UnitFact]) -> dict[int, tuple[Ring, ...]]:
    """The outlines of all these units, a merged one put together from its parts; nothing unless all have one.

    One query. Half a map of outlines would hide the units that have none.
    """
    known = {row.unit_id: row.rings for row in Boundary.objects.filter(is_current=True)}
    found: dict[int, tuple[Ring, ...]] = {}
    for unit in units:
        parts = [row.predecessor_id for row in readings.lineage.get(unit.id, ())]
        ids = [unit.id] if unit.id in known else parts
        if not ids or any(part not in known for part in ids):
            return {}
        found[unit.id] = tuple(tuple((x, y) for x, y in ring) for part in ids for ring in known[part])
    return found


def draw(
    readings: Readings,
    day: date,
    units: Sequence[UnitFact],
    painted: Mapping[int, Painted],
    buckets: Sequence[Bucket],
    title: str,
    rings: Mapping[int, tuple[Ring, ...]],
) -> Map:
    """The drawing: outlines where all units have one, tiles by their points otherwise."""
    used = [bucket for bucket in buckets if bucket is not OUT or any(not unit.in_ntm_scope for unit in units)]
    tree = readings.tree(day)
    about = {unit.id: _about(unit, tree.district_of(unit), painted[unit.id], day) for unit in units}
    if rings:
        return outline_map([Shape(rings=rings[unit.id], **about[unit.id]) for unit in units], used, title)
    tiles = []
    for unit in units:
        x, _, y = unit.attributes.get("point", "").partition(" ")
        if y:
            tiles.append(Tile(x=float(x), y=float(y), **about[unit.id]))
    return tile_map(tiles, used, title)


def _about(unit: UnitFact, district: UnitFact | None, painted: Painted, day: date) -> dict[str, Any]:
    form = f"{unit.form} "
    label = unit.name[len(form):] if unit.name.lower().startswith(form) else unit.name  # fmt: skip
    return {
        "code": unit.code,
        "label": label,
        "group": district.name if district else "",
        "bucket": painted.bucket,
        "value_text": painted.words,
        "href": address("unit", unit.code, day=day),
    }


def _table(
    readings: Readings,
    day: date,
    units: Sequence[UnitFact],
    painted: Mapping[int, Painted],
    buckets: Sequence[Bucket],
    title: str,
) -> Table:
    """The same as the drawing says, in the order of official lists."""
    words = {bucket.key: bucket.label for bucket in buckets}
    tree = readings.tree(day)
    columns = [Column("name", "Đơn vị", sortable=False), Column("state", "Mức", sortable=False, priority=1)]
    if tree.districts:
        columns.insert(1, Column("district", "Huyện", sortable=False))
    columns.append(Column("words", "Cụ thể", sortable=False))
    rows = []
    for unit in units:
        district = tree.district_of(unit)
        rows.append(
            Row(
                {
                    "name": name_cell(unit.name, address("unit", unit.code, day=day)),
                    "district": name_cell(district.name if district else ""),
                    "state": name_cell(words[painted[unit.id].bucket]),
                    "words": name_cell(painted[unit.id].words),
                }
            )
        )
    return Table(columns, rows, title, empty="Chưa có đơn vị nào trong phạm vi được giao vào ngày này.")
