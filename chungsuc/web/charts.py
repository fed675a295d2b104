"""Charts drawn on the server: a drawing and the same figures as a table, always both.

The drawings are fluid: across in per cent, down in pixels, so that letters keep their size on a phone and on paper.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from chungsuc.web.numbers import Number, plain
from chungsuc.web.svg import ACCENT, INK, element, hatch, percent, unique
from chungsuc.web.tables import Cell, Column, Row, Table, name_cell, number_cell

_TRACK, _FILL, _MISS = "#ebe7e1", "#3d3833", "#c98a3a"


@dataclass(frozen=True)
class Chart:
    """A drawing (safe SVG) and its figures. `frame` is the CSS class of the room around the drawing."""

    svg: SafeString
    table: Table
    title: str
    unit: str = ""
    frame: str = "bars-plot"


@dataclass(frozen=True)
class TargetRow:
    """One target of the plan as a row of the home page.

    `missing` says what is missing, in a few words; `outcome` is its state; `forecast_text` says the forecast with its
    assumption and `forecast_brief` the same in two or three words for a phone; `places` is the number of decimals;
    `better` is "more" or "less".
    """

    name: str
    actual: Number | None
    target: Number
    maximum: Number
    outcome: object
    missing: str
    unit: str = ""
    href: str = ""
    places: int | None = None
    forecast: Number | None = None
    forecast_text: str = ""
    forecast_brief: str = ""
    better: str = "more"

    @property
    def bar(self) -> Chart:
        """The bar with its target mark."""
        return target_bar(self.actual, self.target, self.maximum, self.name, self.forecast, self.better)


def target_bar(actual: Number | None, target: Number, maximum: Number, label: str, forecast: Number | None = None,
               better: str = "more") -> Chart:  # fmt: skip
    """A bar from 0 to `maximum` with a mark at the target; the forecast is hatched.

    Where less is better, what lies beyond the target is hatched in another colour. None draws an empty track.
    """
    top = float(maximum) or 1.0
    at = {name: float(value) / top for name, value in
          (("actual", actual), ("target", target), ("forecast", forecast)) if value is not None}  # fmt: skip
    identity = "b" + unique(label, actual, target, maximum, forecast, better)
    parts = [_words(label, _bar_words(actual, target, forecast, better)), *_bar_parts(at, identity, better)]
    svg = element("svg", *parts, class_="fluid", role="img", height=18, width="100%")
    return Chart(svg, _bar_table(label, actual, target, forecast), label)


def _bar_parts(at: Mapping[str, float], identity: str, better: str) -> list[SafeString]:
    done, goal, later = at.get("actual", 0.0), at["target"], at.get("forecast", 0.0)
    solid = min(done, goal) if better == "less" else done
    colour = _MISS if better == "less" else _FILL
    parts = [element("defs", hatch(identity, colour)), element("rect", y=4, width="100%", height=10, fill=_TRACK)]
    if later > done and better == "more":
        parts.append(_slice(done, later, fill=f"url(#{identity})", stroke=colour, stroke_width=1))
    if done > goal and better == "less":
        parts.append(_slice(goal, done, fill=f"url(#{identity})", stroke=colour, stroke_width=1))
    parts.append(_slice(0.0, solid, fill=_FILL))
    pin = element("path", d="M0 0v18M-4 0h8", stroke=INK, stroke_width=2, fill="none")
    parts.append(element("svg", pin, x=percent(goal), overflow="visible", width=1, height=18))
    return parts


def _slice(start: float, end: float, **look: object) -> SafeString:
    return element("rect", x=percent(start), y=4, width=percent(max(min(end, 1.0) - start, 0.0)), height=10, **look)


def _bar_words(actual: Number | None, target: Number, forecast: Number | None, better: str) -> str:
    goal = f"mục tiêu {'ít nhất' if better == 'more' else 'không quá'} {plain(target)}"
    done = "chưa có số liệu" if actual is None else f"thực hiện {plain(actual)}"
    return f"{done}, {goal}" + (f", dự báo {plain(forecast)}" if forecast is not None else "")


def _words(title: str, description: str) -> SafeString:
    return mark_safe(element("title", title) + element("desc", description))


def _bar_table(label: str, actual: Number | None, target: Number, forecast: Number | None) -> Table:
    columns = [
        Column("what", "Nội dung", sortable=False),
        Column("value", "Số", numeric=True, sortable=False, priority=1),
    ]
    lines = [("Thực hiện", actual), ("Mục tiêu", target), *([("Dự báo", forecast)] if forecast is not None else [])]
    rows = [Row({"what": name_cell(name), "value": number_cell(value)}) for name, value in lines]
    return Table(columns, rows, label, hide_caption=True)


# --- lines over years ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Series:
    """One line: values by year (None or absent: a gap). `here` marks the place the page speaks of."""

    name: str
    values: Mapping[int, Number | None]
    here: bool = False


_HEIGHT, _TOP, _BOTTOM = 260, 28, 28
_LOOKS = ((None, "disc"), ("7 4", "square"), ("2 4", "triangle"), ("9 3 2 3", "ring"))
_COLOURS = (INK, "#17624f", "#9a5400", "#57504a")


@dataclass(frozen=True)
class _Plane:
    """Where years and values lie: x as a share of the width, y in pixels from the top."""

    first: int
    last: int
    low: float
    high: float

    def x(self, year: float) -> float:
        return (year - self.first) / ((self.last - self.first) or 1)

    def y(self, value: Number) -> float:
        share = (float(value) - self.low) / ((self.high - self.low) or 1.0)
        return round(_HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM), 1)


def line_chart(series: Sequence[Series], title: str, unit: str = "", target: Number | None = None,
               marks: Sequence[tuple[int, str]] = (), description: str = "") -> Chart:  # fmt: skip
    """Yearly points with direct labels, a target line, marks where the ruler changed; a missing year is a gap.

    `marks` are (first year under the new set, words): (2022, "thay bộ tiêu chí 2022"). The scale is taken from the data
    and is not forced to begin at zero.
    """
    years = sorted({year for line in series for year in line.values} | {year for year, _ in marks})
    table = _line_table(series, years, title, unit)
    values = [float(v) for line in series for v in line.values.values() if v is not None]
    if not values:
        empty = element("text", "Chưa có số liệu", x="0", y=40)
        return Chart(_drawing(title, description, [empty], 60), table, title, unit, "line-plot")
    steps = _steps(min(values), max([*values, *([float(target)] if target is not None else [])]))
    plane = _Plane(years[0], years[-1], steps[0], steps[-1])
    parts = [*_grid(plane, steps, years), *_change_marks(plane, marks), *_target_line(plane, target)]
    labels = _spread([(plane.y(_last(line)), line) for line in series if _last_year(line) is not None])
    for index, line in enumerate(series):
        parts += _line(plane, line, index, [year for year, _ in marks])
        parts += [_end_label(line, index, y) for y, of in labels if of is line]
    return Chart(_drawing(title, description or _told(series, years), parts, _HEIGHT), table, title, unit, "line-plot")


def _drawing(title: str, description: str, parts: Sequence[SafeString], height: int) -> SafeString:
    words = _words(title, description)
    return element("svg", words, *parts, class_="fluid", role="img", height=height, width="100%")


def _steps(low: float, high: float) -> list[float]:
    """Round values for four to six grid lines that hold everything."""
    span = (high - low) or abs(high) or 1.0
    size = 10.0 ** len(str(int(span))) / 1000 if span >= 1 else 0.01
    for factor in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        step = size * factor
        first = int(low // step)
        last = int(-(-high // step))
        if last - first <= 5:
            break
    return [round(step * count, 6) for count in range(first, max(last, first + 1) + 1)]


def _grid(plane: _Plane, steps: Sequence[float], years: Sequence[int]) -> list[SafeString]:
    parts = []
    for step in steps:
        y = plane.y(step)
        parts.append(element("line", x1="0", x2="100%", y1=y, y2=y, class_="c-axis" if step == steps[0] else "grid"))
        words = plain(round(step, 2) if step % 1 else int(step))
        parts.append(element("text", words, x="0", dx=-10, y=y + 4, text_anchor="end", class_="c-quiet"))
    for year in range(years[0], years[-1] + 1):
        x = percent(plane.x(year))
        parts.append(element("text", str(year), x=x, y=_HEIGHT - 8, text_anchor="middle", class_="c-quiet"))
    return parts


def _change_marks(plane: _Plane, marks: Sequence[tuple[int, str]]) -> list[SafeString]:
    parts = []
    for year, words in marks:
        x = percent(plane.x(year - 0.5))
        parts.append(element("line", x1=x, x2=x, y1=14, y2=_HEIGHT - _BOTTOM, class_="c-mark"))
        parts.append(element("text", words, x=x, dx=5, y=14, class_="c-quiet c-halo"))
    return parts


def _target_line(plane: _Plane, target: Number | None) -> list[SafeString]:
    if target is None:
        return []
    y = plane.y(target)
    line = element("line", x1="0", x2="100%", y1=y, y2=y, stroke=INK, stroke_width=2, stroke_dasharray="10 4")
    words = element("text", f"mục tiêu {plain(target)}", x="0", dx=6, y=y - 7, class_="c-halo")
    return [line, words]


def _line(plane: _Plane, line: Series, index: int, changes: Sequence[int]) -> list[SafeString]:
    colour, (dash, shape) = _look(line, index)
    known = sorted((year, value) for year, value in line.values.items() if value is not None)
    parts = []
    for (before, low), (year, high) in zip(known, known[1:], strict=False):
        if year - before == 1:  # a missing year stays a gap
            across = any(before < change <= year for change in changes)
            parts.append(element("line", x1=percent(plane.x(before)), y1=plane.y(low), x2=percent(plane.x(year)),
                                 y2=plane.y(high), stroke=colour, stroke_width=1.2 if across else 2.4,
                                 stroke_dasharray="1 4" if across else dash, stroke_linecap="round"))  # fmt: skip
    for year, value in known:
        parts.append(_point(shape, percent(plane.x(year)), plane.y(value), colour))
    return parts


def _look(line: Series, index: int) -> tuple[str, tuple[str | None, str]]:
    return ACCENT if line.here else _COLOURS[index % 4], _LOOKS[index % 4]


_POINTS = {"square": "M-4 -4h8v8h-8z", "triangle": "M0 -5l5 9h-10z"}


def _point(shape: str, x: str, y: float, colour: str) -> SafeString:
    if shape in _POINTS:
        inner = element("path", d=_POINTS[shape], fill=colour)
    else:
        inner = element("circle", r=4, fill=colour if shape == "disc" else "#fff", stroke=colour, stroke_width=2)
    return element("svg", inner, x=x, y=y, overflow="visible", width=1, height=1)


def _last_year(line: Series) -> int | None:
    return max((year for year, value in line.values.items() if value is not None), default=None)


def _last(line: Series) -> Number:
    year = _last_year(line)
    value = line.values[year] if year is not None else None
    return value if value is not None else 0


def _spread(labels: list[tuple[float, Series]]) -> list[tuple[float, Series]]:
    """Moves labels apart so that each has its 36 pixels, staying within the drawing."""
    placed: list[tuple[float, Series]] = []
    for y, line in sorted(labels, key=lambda label: label[0]):
        placed.append((max(y, placed[-1][0] + 36) if placed else y, line))
    over = max((placed[-1][0] - (_HEIGHT - _BOTTOM - 16)), 0) if placed else 0
    return [(y - over, line) for y, line in placed]


def _end_label(line: Series, index: int, y: float) -> SafeString:
    colour, _ = _look(line, index)
    rows = [element("tspan", plain(_last(line)), x="100%", dx=12, class_="c-strong")]
    rows += [element("tspan", text, x="100%", dx=12, dy=15) for text in folded(line.name, 16)]
    return element("text", *rows, y=y + 4, fill=colour)


def folded(text: str, width: int) -> list[str]:
    """At most two lines of about `width` letters, broken between words; what does not fit ends in an ellipsis."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width and len(lines) < 2:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return [line if len(line) <= width + 2 else f"{line[:width]}…" for line in lines]


def _told(series: Sequence[Series], years: Sequence[int]) -> str:
    return ". ".join(
        f"{line.name}: " + ", ".join(f"năm {year} {plain(line.values.get(year))}" for year in years) for line in series
    )


def _line_table(series: Sequence[Series], years: Sequence[int], title: str, unit: str) -> Table:
    columns = [Column("year", "Năm", sortable=False)]
    columns += [Column(str(at), line.name, numeric=True, unit=unit, sortable=False, priority=2 if at else 1)
                for at, line in enumerate(series)]  # fmt: skip
    rows = [Row({"year": Cell(str(year)), **{str(at): number_cell(line.values.get(year))
                 for at, line in enumerate(series)}}) for year in years]  # fmt: skip
    return Table(columns, rows, title, hide_caption=True)


# --- who fails most -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BarItem:
    """One bar: its words, its value, an address to open."""

    label: str
    value: Number
    href: str = ""


def bar_list(items: Sequence[BarItem], title: str, unit: str = "", maximum: Number | None = None,
             places: int | None = None) -> Chart:  # fmt: skip
    """Bars under their words, in the order given; each label opens to its detail. `maximum` fixes the full width,
    `places` the number of decimals.
    """
    top = float(maximum if maximum is not None else max((item.value for item in items), default=1)) or 1.0
    parts = [_bar_item(item, index * 42, top, places) for index, item in enumerate(items)]
    told = ". ".join(f"{item.label}: {plain(item.value, places)}" for item in items)
    words = _words(title, told)
    # Links inside an image are unreachable: with links the drawing is a group that names itself.
    linked = any(item.href for item in items)
    svg = element("svg", words, *parts, class_="fluid", role="group" if linked else "img", width="100%",
                  height=max(len(items) * 42, 20), aria_label=title if linked else None)  # fmt: skip
    columns = [Column("what", "Nội dung", sortable=False),
               Column("value", "Số", numeric=True, unit=unit, sortable=False, priority=1)]  # fmt: skip
    rows = [Row({"what": name_cell(item.label, item.href), "value": number_cell(item.value, places)}) for item in items]
    return Chart(svg, Table(columns, rows, title, hide_caption=True), title, unit)


def _bar_item(item: BarItem, y: int, top: float, places: int | None) -> SafeString:
    share = float(item.value) / top
    label = element("text", item.label, y=y + 14)
    label = element("a", label, href=item.href, text_decoration="underline") if item.href else label
    value = element("text", plain(item.value, places), x="100%", y=y + 14, text_anchor="end", class_="c-strong")
    track = element("rect", y=y + 20, width="100%", height=10, fill=_TRACK)
    return mark_safe(label + value + track + element("rect", y=y + 20, width=percent(share), height=10, fill=_FILL))
