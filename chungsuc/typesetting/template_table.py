"""A filled template's tables and rules made to fit what came into them: columns by their text, rules by the names."""

from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree

from .content import Table
from .docx_styles import RULE
from .docx_xml import MAIN, TWIPS_A_POINT, shared, twips
from .layout import Layout
from .text_width import longest

_W = f"{{{MAIN}}}"
_LEAST, _MOST = 5, 40  # letters that a column is reckoned to hold, so that none is a thread and none takes all
_BODY, _SUBJECT, _IN_TABLE = "VBCoQuan", "VBTrichYeu", "VBBang"
_SIDES = {"right": "right", "centre": "center", "left": ""}
_AFTER_SIDE = tuple(  # of a paragraph's properties, in the schema's order after its side
    f"{_W}{name}" for name in ("textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
                               "rPr", "sectPr", "pPrChange")
)  # fmt: skip


def fitted(part: bytes, layout: Layout | None, known: Sequence[Table] = ()) -> bytes:
    """The document part with widths on the grid and on every cell, and rules of the layout's share.

    A table that holds the rows of one of `known` also gets its columns' proportions and sides, and its bold total.
    """
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    by_rows = {_folded([*table.rows, *([table.total] if table.total else [])]): table for table in known}
    for table in root.iter(f"{_W}tbl"):
        said = _known(table, by_rows)
        _fit(table, said)
        if said is not None:
            _set_sides(table, said)
    if layout is not None:
        for p in root.iter(f"{_W}p"):
            if _style(p) == RULE:
                _draw(p, layout)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _known(table: Any, by_rows: dict[tuple[tuple[str, ...], ...], Table]) -> Table | None:
    """The table whose rows these are, all of them below one row of heads."""
    rows = [[_text(cell) for cell in row.findall(f"{_W}tc")] for row in table.findall(f"{_W}tr")]
    return by_rows.get(_folded(rows[1:])) if len(rows) > 1 else None


def _folded(rows: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(" ".join(cell.split()) for cell in row) for row in rows)


def _set_sides(table: Any, said: Table) -> None:
    """Numbers to the right where the sheet has them there, unless the officer set the cell in Word; the total bold."""
    rows = table.findall(f"{_W}tr")[1:]
    for row in rows:
        for cell, column in zip(row.findall(f"{_W}tc"), said.columns, strict=True):
            for p in cell.findall(f"{_W}p"):
                _set_side(p, _SIDES[column.align])
    for r in rows[-1].iter(f"{_W}r") if said.total else ():
        look = r.find(f"{_W}rPr")
        if look is None:
            look = etree.Element(f"{_W}rPr")
            r.insert(0, look)
        if look.find(f"{_W}b") is None:
            first = sum(one.tag in (f"{_W}rStyle", f"{_W}rFonts") for one in look)  # the schema's order
            look.insert(first, etree.Element(f"{_W}b"))


def _set_side(p: Any, side: str) -> None:
    """A paragraph of the house's own style of tables to one side; any other is as its author wants it."""
    properties = p.find(f"{_W}pPr")
    if not side or _style(p) != _IN_TABLE or properties.find(f"{_W}jc") is not None:
        return
    told = etree.Element(f"{_W}jc", {f"{_W}val": side})
    after = next((n for n, one in enumerate(properties) if one.tag in _AFTER_SIDE), len(properties))
    properties.insert(after, told)


def _fit(table: Any, said: Table | None = None) -> None:
    """Widths anew where the cells that came out are not those the grid was made for."""
    grid = table.find(f"{_W}tblGrid")
    rows = [row.findall(f"{_W}tc") for row in table.findall(f"{_W}tr")]
    columns = max((len(row) for row in rows), default=0)
    if grid is None or not columns or any(len(row) != columns for row in rows) or list(table.iter(f"{_W}gridSpan")):
        return
    widths = [int(float(column.get(f"{_W}w", "0"))) for column in grid]
    told = [[_width(cell) for cell in row] for row in rows]
    if all(row == widths for row in told):
        return
    whole = _whole(table) or sum(widths)
    letters = [max(len(_text(row[n])) for row in rows) for n in range(columns)]
    shares = [float(min(max(count, _LEAST), _MOST)) for count in letters]
    widths = shared([max(column.share, 0.01) for column in said.columns] if said else shares, whole)
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        etree.SubElement(grid, f"{_W}gridCol", {f"{_W}w": str(width)})
    for row in rows:
        for cell, width in zip(row, widths, strict=True):
            _set_width(cell, width)


def _whole(table: Any) -> int:
    width = table.find(f"{_W}tblPr/{_W}tblW")
    return int(width.get(f"{_W}w")) if width is not None and width.get(f"{_W}type") == "dxa" else 0


def _width(cell: Any) -> int:
    width = cell.find(f"{_W}tcPr/{_W}tcW")
    return int(float(width.get(f"{_W}w", "0"))) if width is not None else 0


def _set_width(cell: Any, width: int) -> None:
    properties = cell.find(f"{_W}tcPr")
    if properties is None:
        properties = etree.Element(f"{_W}tcPr")
        cell.insert(0, properties)
    told = properties.find(f"{_W}tcW")
    if told is None:
        told = etree.Element(f"{_W}tcW")
        properties.insert(0, told)
    told.set(f"{_W}w", str(width))
    told.set(f"{_W}type", "dxa")


def _draw(p: Any, layout: Layout) -> None:
    """A rule as long as its share of the name above it."""
    above = p.getprevious()
    indent = p.find(f"{_W}pPr/{_W}ind")
    if above is None or indent is None or _style(above) not in (_BODY, _SUBJECT):
        return
    cell = p.getparent()
    within = _width(cell) if cell.tag == f"{_W}tc" else _page(layout)
    size = layout.pt("body_name" if _style(above) == _BODY else "subject")
    length = layout.share("body_rule_share") * longest(_text(above), size, within / TWIPS_A_POINT)
    side = max(0, (within - round(length * TWIPS_A_POINT)) // 2)
    for edge in ("left", "right"):
        indent.set(f"{_W}{edge}", str(side))
    if (room := above.find(f"{_W}pPr/{_W}ind")) is not None:  # the subject takes the whole line again
        above.find(f"{_W}pPr").remove(room)


def _page(layout: Layout) -> int:
    return twips(layout.mm("page_width") - layout.mm("margin_left") - layout.mm("margin_right"))


def _style(p: Any) -> str:
    named = p.find(f"{_W}pPr/{_W}pStyle")
    return named.get(f"{_W}val") if named is not None else ""


def _text(element: Any) -> str:
    return "".join(t.text or "" if t.tag == f"{_W}t" else "\n" for t in element.iter(f"{_W}t", f"{_W}br"))
