"""Maps without tiles from anywhere: communes on a grid by their real positions, or their outlines where loaded."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sqrt

from django.utils.safestring import SafeString, mark_safe

from chungsuc.web.charts import folded
from chungsuc.web.outlines import Ring, area_of, middle_of, simplified
from chungsuc.web.svg import INK, TONES, element, hatch, mark, unique
from chungsuc.web.tables import Column, Row, Table, name_cell

_W, _H = 60, 46
_WIDEST, _LARGEST = 620, 1.5  # a drawing's width in pixels, and how much a tile may grow where there are few
_ROOM = 1.3  # cells for every tile: enough to keep the province's shape, few enough to keep names large


@dataclass(frozen=True)
class Tile:
    """One unit: x is its longitude, y its latitude; `group` its district; `bucket` a key of the legend."""

    code: str
    label: str
    x: float
    y: float
    group: str
    bucket: str
    value_text: str = ""
    href: str = ""
    here: bool = False


@dataclass(frozen=True)
class Shape:
    """One unit with its outlines: rings of (longitude, latitude)."""

    code: str
    label: str
    rings: tuple[Ring, ...]
    bucket: str
    value_text: str = ""
    href: str = ""
    group: str = ""
    here: bool = False


@dataclass(frozen=True)
class Bucket:
    """A class of the legend. `tone`: full, strong, soft (dark to light), failed, late, unknown, out."""

    key: str
    label: str
    tone: str


@dataclass(frozen=True)
class LegendLine:
    """One line of the legend with its count."""

    swatch: SafeString
    label: str
    count: int


@dataclass(frozen=True)
class Map:
    """What `{% map %}` prints: the drawing, the legend as counts, the same as a table."""

    svg: SafeString
    legend: list[LegendLine]
    table: Table
    title: str


Spot = tuple[int, int]
Places = Mapping[str, Spot]
Wishes = Mapping[str, tuple[float, float]]


def tile_map(tiles: Sequence[Tile], legend: Sequence[Bucket], title: str) -> Map:
    """A grid of tiles, no two in one cell, each a link; a heavier line runs between districts.

    Links follow in reading order, from the north-west; arrows move between neighbours where scripts run.
    """
    spots = place(tuple((tile.code, tile.x, tile.y) for tile in tiles))
    tones = {bucket.key: bucket.tone for bucket in legend}
    identity = "m" + unique(title, len(tiles))
    ordered = sorted(tiles, key=lambda tile: (spots[tile.code][1], spots[tile.code][0]))
    defs = element("defs", *_patterns(identity), *_stamps(identity, tones.values()))
    parts = [defs, *(_tile(tile, spots[tile.code], tones[tile.bucket], identity) for tile in ordered)]
    parts.append(_borders(tiles, spots))
    wide, high = (max(spot[at] for spot in spots.values()) + 1 if spots else 1 for at in (0, 1))
    across = min(round(wide * _W * _LARGEST), _WIDEST)
    svg = element("svg", *parts, role="group", aria_label=title, data_map="", font_size=11, fill=INK, width=across,
                  viewBox=f"-3 -3 {wide * _W + 6} {high * _H + 6}")  # fmt: skip
    return Map(svg, _legend(legend, [tile.bucket for tile in tiles], identity), _table(tiles, legend, title), title)


# --- where each tile goes -----------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def place(points: tuple[tuple[str, float, float], ...]) -> Places:
    """Column and row of every code, counted from 0 at the north-west; the same points always land the same.

    Points go to the nearest free cell, then pairs are exchanged and tiles moved while that brings them nearer.
    """
    if not points:
        return {}
    wanted, columns, rows = _wanted(points)
    taken: dict[tuple[int, int], str] = {}
    for code in sorted(wanted, key=lambda code: (wanted[code][1], wanted[code][0], code)):
        cells = ((column, row) for row in range(rows) for column in range(columns) if (column, row) not in taken)
        taken[min(cells, key=lambda cell, code=code: _far(wanted[code], cell))] = code  # type: ignore[misc]
    spots = {code: cell for cell, code in taken.items()}
    _settle(spots, wanted, [(column, row) for row in range(rows) for column in range(columns)])
    left, top = min(cell[0] for cell in spots.values()), min(cell[1] for cell in spots.values())
    return {code: (cell[0] - left, cell[1] - top) for code, cell in spots.items()}


def _wanted(points: Sequence[tuple[str, float, float]]) -> tuple[dict[str, tuple[float, float]], int, int]:
    """Where each would like to be on a grid of the province's own proportions."""
    xs, ys = [x for _, x, _ in points], [y for _, _, y in points]
    flat = cos(radians(sum(ys) / len(ys)))
    width, height = max((max(xs) - min(xs)) * flat, 1e-9), max(max(ys) - min(ys), 1e-9)
    ratio = min(max(width / height * _H / _W, 0.25), 4.0)
    columns = max(round(sqrt(len(points) * _ROOM * ratio)), 1)
    rows = -(-int(len(points) * _ROOM + 1) // columns)
    across, down = flat / width * (columns - 1), (rows - 1) / height
    return {code: ((x - min(xs)) * across, (max(ys) - y) * down) for code, x, y in points}, columns, rows


def _far(wish: tuple[float, float], cell: tuple[int, int]) -> float:
    return (wish[0] - cell[0]) ** 2 + (wish[1] - cell[1]) ** 2


def _settle(spots: dict[str, Spot], wanted: Wishes, cells: Sequence[Spot]) -> None:
    """Exchanges and moves in `spots` until nothing brings tiles nearer to where they belong."""
    held = {cell: code for code, cell in spots.items()}
    for _ in range(30):
        moved = False
        for code in sorted(spots):
            for cell in cells:
                other, own = held.get(cell), spots[code]
                if other == code or _gain(wanted, code, own, cell, other) <= 1e-9:
                    continue
                spots[code], held[cell] = cell, code
                if other is None:
                    del held[own]
                else:
                    spots[other], held[own] = own, other
                moved = True
        if not moved:
            return


def _gain(wanted: Wishes, code: str, own: Spot, cell: Spot, other: str | None) -> float:
    now = _far(wanted[code], own) + (_far(wanted[other], cell) if other else 0.0)
    then = _far(wanted[code], cell) + (_far(wanted[other], own) if other else 0.0)
    return now - then


# --- drawing ------------------------------------------------------------------------------------------------------


def _patterns(identity: str) -> list[SafeString]:
    return [hatch(f"{identity}-{name}", tone.hatch, tone.fill, 6) for name, tone in TONES.items() if tone.hatch]


def _stamps(identity: str, used: Iterable[str]) -> list[SafeString]:
    """One drawing of a tile for every tone in use; the tiles refer to it, which keeps seventy of them light."""
    drawn = []
    for name in sorted(set(used)):
        tone = TONES[name]
        parts = [element("rect", x=1.5, y=1.5, width=_W - 3, height=_H - 3, fill=tone.fill)]
        if tone.hatch:
            fill = f"url(#{identity}-{name})"
            parts.append(element("rect", x=2, y=_H - 8, width=_W - 4, height=6, fill=fill, stroke="none"))
        parts.append(element("g", mark(tone.shape, _W - 8.5, 9, 7, tone.ink), stroke="none"))
        drawn.append(element("g", *parts, id=f"{identity}-t-{name}"))
    return drawn


def _tile(tile: Tile, spot: tuple[int, int], tone_name: str, identity: str) -> SafeString:
    tone = TONES[tone_name]
    lines = folded(tile.label, 7)
    size = {7: 11, 8: 10.5}.get(max(7, *map(len, lines)), 9.5)
    start = 28 if len(lines) == 1 else 22
    drawn = [element("use", href=f"#{identity}-t-{tone_name}")]
    drawn += [element("text", line, x=5, y=start + at * 13, font_size=None if size == 11 else size,
                      fill=None if tone.ink == INK else tone.ink) for at, line in enumerate(lines)]  # fmt: skip
    moved = element("g", *drawn, transform=f"translate({spot[0] * _W} {spot[1] * _H})", aria_hidden="true")
    return _link(tile, moved, data_c=spot[0], data_r=spot[1])


def _link(unit: Tile | Shape, drawn: SafeString, **data: object) -> SafeString:
    spoken = ", ".join(part for part in (unit.label, unit.group, unit.value_text) if part)
    kind = "here" if unit.here else None
    if unit.href:
        return element("a", drawn, href=unit.href, aria_label=spoken, class_=kind, **data)
    return element("g", element("title", spoken), drawn, role="img", aria_label=spoken, class_=kind)


def _borders(tiles: Sequence[Tile], spots: Places) -> SafeString:
    """One path along every cell edge that has another district, or nothing, on its other side."""
    groups = {spots[tile.code]: tile.group for tile in tiles}
    path = []
    for (column, row), group in sorted(groups.items()):
        x, y = column * _W, row * _H
        sides = (
            (-1, 0, f"{x} {y}v{_H}"),
            (1, 0, f"{x + _W} {y}v{_H}"),
            (0, -1, f"{x} {y}h{_W}"),
            (0, 1, f"{x} {y + _H}h{_W}"),
        )
        for across, down, edge in sides:
            beside = groups.get((column + across, row + down))
            if beside is None or (beside != group and (across, down) in ((1, 0), (0, 1))):
                path.append(f"M{edge}")
    return element("path", d="".join(path), fill="none", stroke=INK, stroke_width=2, stroke_linecap="square",
                   pointer_events="none")  # fmt: skip


def _legend(legend: Sequence[Bucket], used: Sequence[str], identity: str) -> list[LegendLine]:
    counts = Counter(used)
    return [LegendLine(_swatch(bucket.tone, identity), bucket.label, counts[bucket.key]) for bucket in legend]


def _swatch(tone_name: str, identity: str) -> SafeString:
    tone = TONES[tone_name]
    box = element("rect", x=0.5, y=0.5, width=27, height=19, fill=tone.fill, stroke="#857c72")
    strip = element("rect", x=1, y=13, width=26, height=6, fill=f"url(#{identity}-{tone_name})") if tone.hatch else ""
    return element("svg", box, strip, mark(tone.shape, 14, 8 if tone.hatch else 10, 9, tone.ink), viewBox="0 0 28 20",
                   aria_hidden="true")  # fmt: skip


def _table(units: Sequence[Tile] | Sequence[Shape], legend: Sequence[Bucket], title: str) -> Table:
    words = {bucket.key: bucket.label for bucket in legend}
    columns = [Column("name", "Đơn vị", sortable=False), Column("state", "Mức", sortable=False, priority=1)]
    return Table(columns, [_table_row(unit, words[unit.bucket]) for unit in units], title, hide_caption=True)


def _table_row(unit: Tile | Shape, state: str) -> Row:
    cells = {"name": name_cell(unit.label, unit.href, unit.group), "state": name_cell(state, note=unit.value_text)}
    return Row(cells, here=unit.here)


# --- real outlines ------------------------------------------------------------------------------------------------


def outline_map(shapes: Sequence[Shape], legend: Sequence[Bucket], title: str, width: int = 640) -> Map:
    """Real outlines, simplified and fitted into `width` units; a unit large enough carries its name."""
    tones = {bucket.key: bucket.tone for bucket in legend}
    identity = "o" + unique(title, len(shapes))
    fitted, height = _fitted(shapes, width)
    drawn = [_outline(shape, rings, tones[shape.bucket], identity) for shape, rings in zip(shapes, fitted, strict=True)]
    largest = [max(rings, key=area_of, default=()) for rings in fitted]
    names = _names([(shape.label, ring) for shape, ring in zip(shapes, largest, strict=True)])
    defs = element("defs", *_patterns(identity))
    svg = element("svg", defs, *drawn, *names, role="group", aria_label=title, data_map="", width=_WIDEST,
                  viewBox=f"-2 -2 {width + 4} {height + 4}")  # fmt: skip
    return Map(svg, _legend(legend, [shape.bucket for shape in shapes], identity), _table(shapes, legend, title), title)


def _fitted(shapes: Sequence[Shape], width: int) -> tuple[list[list[Ring]], int]:
    """Every shape's rings in drawing units, y downwards, and the drawing's height."""
    points = [point for shape in shapes for ring in shape.rings for point in ring] or [(0.0, 0.0)]
    left, top = min(x for x, _ in points), max(y for _, y in points)
    right, bottom = max(x for x, _ in points), min(y for _, y in points)
    flat = cos(radians((top + bottom) / 2))
    scale = width / max((right - left) * flat, 1e-9)

    def put(ring: Ring) -> Ring:
        return simplified(tuple(((x - left) * flat * scale, (top - y) * scale) for x, y in ring), 1.2)

    return [[put(ring) for ring in shape.rings] for shape in shapes], max(round((top - bottom) * scale), 1)


def _outline(shape: Shape, rings: Sequence[Ring], tone_name: str, identity: str) -> SafeString:
    tone = TONES[tone_name]
    path = "".join("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in ring) + "z" for ring in rings if ring)
    fill = f"url(#{identity}-{tone_name})" if tone.hatch else tone.fill
    drawn = element("path", class_="edge", d=path, fill=fill, fill_rule="evenodd")
    middle = middle_of(max(rings, key=area_of, default=()))
    return _link(shape, mark_safe(drawn), data_c=round(middle[0]), data_r=round(middle[1]))


def _names(units: Sequence[tuple[str, Ring]]) -> list[SafeString]:
    """Names in the middle of their units, largest first; one that would cover another is left to the table below."""
    written: list[tuple[float, float, float, float]] = []
    drawn = []
    for label, ring in sorted(units, key=lambda unit: -area_of(unit[1])):
        lines, (x, y) = folded(label, 9), middle_of(ring)
        half, high = max(map(len, lines)) * 3.6, len(lines) * 6.5
        box = (x - half, y - high, x + half, y + high)
        if any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in written):
            continue
        written.append(box)
        rows = [element("tspan", line, x=round(x), dy=0 if at == 0 else 12) for at, line in enumerate(lines)]
        drawn.append(element("text", *rows, y=round(y - 6 * (len(lines) - 1) + 4)))
    return [element("g", *drawn, font_size=11, text_anchor="middle", fill=INK, class_="c-halo", pointer_events="none",
                    aria_hidden="true")]  # fmt: skip
