"""Reading how papers are set and who issues them: `papers.yaml` becomes figures like every other rule of law.

Keys: `layout:<measure>` with `:least` and `:most` where the decree gives a range, `layout:font`, `paper:<kind>`,
`letterhead:<unit>` and `letterhead:kind:<kind of unit>`.
"""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from .pack_law import figure_of, read_figure, stated
from .pack_rows import Row
from .pack_shapes import FigureShape
from .pack_units import UNIT_KINDS

AUTHORITIES = ("", "TM.", "KT.", "TL.", "TUQ.", "Q.")
BLANKS = ("unit", "unit_place", "code", "parent", "parent_place")
_BLANK = re.compile(r"\{([^{}]*)\}")


def read_papers(row: Row) -> tuple[FigureShape, ...]:
    """Every figure of papers.yaml."""
    font = row.find("font")
    made = [row.inside(font, _read_font)] if font is not None else []
    figures = [figure for figure in made if figure is not None]
    for measures in row.rows("layout", read_measure, required=True):
        figures.extend(measures)
    figures.extend(row.rows("rules", read_figure))
    figures.extend(row.rows("kinds", read_kind_of_paper, required=True))
    for letterheads in row.rows("letterheads", read_letterheads):
        figures.extend(letterheads)
    return tuple(figures)


def _read_font(row: Row) -> FigureShape:
    return figure_of(row, key="layout:font", label=row.text("label"), unit="")


def read_measure(row: Row) -> tuple[FigureShape, ...]:
    """A measure of the layout: what is used, with the least and the most where the decree gives a range."""
    name, label = row.text("measure"), row.text("label")
    used = figure_of(row, key=f"layout:{name}", label=label, unit=row.text("unit"))
    if used.value is None:
        return (used,)
    if not _is_number(used.value):
        row.refuse(f"Số đo “{name}” phải là số; đang là “{used.value}”.", row.find("value"))
        return ()
    bounds = {end: row.number(end) for end in ("least", "most") if row.find(end) is not None}
    if used.value < bounds.get("least", used.value) or used.value > bounds.get("most", used.value):
        row.refuse(f"Số đo “{name}” {used.value} nằm ngoài khoảng cho phép; sửa value, least hoặc most.")
    words = {"least": "ít nhất", "most": "nhiều nhất"}
    return used, *(
        replace(used, key=f"layout:{name}:{end}", label=f"{label}, {words[end]}", value=value)
        for end, value in bounds.items()
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def read_kind_of_paper(row: Row) -> FigureShape:
    """A kind of paper; its figure's value is a table, `name` first of what people read."""
    value = {
        "name": row.text("label"),
        "title": row.text_or("name"),
        "symbol": row.text_or("symbol"),
        "bases": row.flag("bases"),
        "to": row.flag("to"),
        "articles": row.flag("articles"),
        "certificate": row.flag("certificate"),
        "drafter": row.flag("drafter"),
        "to_words": row.text_or("to_words", "Kính gửi"),
    }
    code = row.text("code")
    return stated(row, f"paper:{code}", f"Loại văn bản: {value['name']}", value)


def read_letterheads(row: Row) -> tuple[FigureShape, ...]:
    """Whose name stands above a paper, of one unit or of every unit of some kinds, and who signs."""
    unit, kinds = row.text_or("unit"), row.texts("for")
    if bool(unit) == bool(kinds):
        row.refuse("Ghi đúng một trong hai: unit (mã một đơn vị) hoặc for (các loại đơn vị).")
    for kind in kinds:
        if kind not in UNIT_KINDS:
            row.refuse(f"Loại đơn vị “{kind}” không dùng được; chọn trong: {', '.join(UNIT_KINDS)}.", row.find("for"))
    body = row.texts("body")
    if not body:
        row.refuse("Thiếu “body”; ghi tên cơ quan, mỗi dòng một phần.")
    value = {
        "name": " ".join(body),
        "body": body,
        "parent": row.texts("parent"),
        "symbol": row.text("symbol"),
        "place": row.text("place"),
        "head": row.text("head"),
        "authority_line": row.text_or("authority_line"),
        "offices": row.rows("offices", _read_office, required=True),
    }
    _check_blanks(row, value)
    keys = [f"letterhead:kind:{kind}" for kind in kinds] or [f"letterhead:{unit}"]
    return tuple(stated(row, key, f"Tên cơ quan trên văn bản: {value['name']}", value) for key in keys)


def _read_office(row: Row) -> dict[str, Any]:
    return {
        "code": row.text("code"),
        "office": row.text("office"),
        "authority": row.one_of("authority", AUTHORITIES, ""),
        "of": row.texts("of"),
    }


def _check_blanks(row: Row, value: dict[str, Any]) -> None:
    for key in ("body", "parent", "symbol", "place", "authority_line"):
        texts = value[key] if isinstance(value[key], tuple) else (value[key],)
        for blank in (blank for text in texts for blank in _BLANK.findall(text) if blank not in BLANKS):
            known = ", ".join(f"{{{one}}}" for one in BLANKS)
            row.refuse(f"Không có chỗ trống {{{blank}}}; chọn trong: {known}.", row.find(key))
