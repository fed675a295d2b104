"""Reading the registers of a pack: documents, figures, levels, days off, and what others published."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from .figures import read_fraction
from .pack_nodes import Node, as_day, impossible_day
from .pack_rows import STATUSES, Row
from .pack_shapes import DayOffShape, DocumentShape, FigureShape, LevelShape

ROLES = ("plan", "legal_basis", "criteria", "procedure", "reorganisation", "other")
LEVEL_KINDS = ("commune", "district", "province", "village")
FREE_PREFIXES = ("rule", "days", "share", "quota")  # figures written by hand; targets and thresholds are made
SATURDAY = 5
WHOLE = 100  # percent


def read_document(row: Row) -> DocumentShape:
    """A legal document. `number` alone means printed and confirmed; `numbers_printed` alone awaits a correction."""
    number = row.text_or("number")
    printed = row.texts("numbers_printed") or ((number,) if number else ())
    since, until = row.period(required=False)
    return DocumentShape(
        code=row.text("code"),
        kind=row.text("kind"),
        numbers_printed=printed,
        number_confirmed=row.text_or("number_confirmed", number),
        title=row.text("title"),
        issuer=row.text("issuer"),
        issued_on=row.day_or_none("issued_on"),
        since=None if since == date.min else since,
        until=until,
        role=row.one_of("role", ROLES),
        source=row.source(),
        status=row.status(),
        place=row.place,
        note=row.text_or("note"),
    )


def stated(row: Row, key: str, label: str, value: Any, *, unit: str = "", status: str | None = None) -> FigureShape:
    """A value read elsewhere in the row, with the period, source, status and notes that the row states for it."""
    since, until = row.period()
    return FigureShape(
        key=key,
        label=label,
        value=value,
        unit=unit,
        since=since,
        until=until,
        source=row.source(),
        status=row.status() if status is None else status,
        place=row.place,
        document=row.text_or("document"),
        note=row.text_or("note"),
    )


def figure_of(row: Row, *, key: str, label: str, unit: str) -> FigureShape:
    """The figure a row states under its `value`. No value is allowed exactly when the status is "missing"."""
    status = row.status()
    value = row.value("value")
    if row.find("value") is None and status != "missing":
        row.refuse("Chưa có “value”; điền giá trị, hoặc ghi status: missing nếu chưa tra được.")
    if value is not None and status == "missing":
        row.refuse("Đã có “value” mà status vẫn là missing; ghi đúng tình trạng của giá trị này.")
    return stated(row, key, label, value, unit=unit, status=status)


def read_figure(row: Row) -> FigureShape:
    """A free figure of rules.yaml or awards.yaml; its key begins with rule:, days:, share: or quota:."""
    key = row.text("key")
    prefix, _, name = key.partition(":")
    if key and (prefix not in FREE_PREFIXES or not name):
        row.refuse(f"Khóa số liệu “{key}” phải bắt đầu bằng rule:, days:, share: hoặc quota: rồi đến tên.")
    figure = figure_of(row, key=key, label=row.text("label"), unit=row.text_or("unit"))
    why_not = _unfit(prefix, figure)
    if why_not:
        row.refuse(why_not, row.find("value"))
    return figure


def _unfit(prefix: str, figure: FigureShape) -> str:
    """Why a value cannot be what its key and unit of measure say, or ""."""
    value = figure.value
    if value is None:
        return ""
    if prefix == "days" and not (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return f"Số ngày phải là số nguyên từ 0; đang là “{value}”."
    if prefix == "share" and read_fraction(value) is not None:
        return f"Phân số “{value}” không có đơn vị tính; bỏ “unit”." if figure.unit else ""
    if prefix == "share" and not (_is_number(value) and 0 <= value <= WHOLE):
        return f'Tỷ lệ phải là số từ 0 đến 100, hoặc phân số trong ngoặc kép như "2/3"; đang là “{value}”.'
    if figure.unit and not all(map(_is_number, _leaves(value))):
        return f"Đã có đơn vị tính “{figure.unit}” thì giá trị phải là số; đang là “{value}”."
    return ""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _leaves(value: Any) -> list[Any]:
    """The plain values of a list or table."""
    if isinstance(value, Mapping):
        return [leaf for one in value.values() for leaf in _leaves(one)]
    return [leaf for one in value for leaf in _leaves(one)] if isinstance(value, tuple) else [value]


def read_level(row: Row) -> LevelShape:
    """A level of recognition. A level without `since` has been given since before the pack's time."""
    since, until = row.period(required=False)
    return LevelShape(
        code=row.text("code"),
        name=row.text("name"),
        aliases=row.texts("aliases"),
        unit_kind=row.one_of("unit_kind", LEVEL_KINDS),
        rank=row.integer("rank"),
        includes=row.texts("includes"),
        set_code=row.text_or("set"),
        since=None if since == date.min else since,
        until=until,
        document=row.text_or("document"),
        source=row.source(),
        status=row.status(),
        place=row.place,
    )


def read_days_off(row: Row) -> tuple[DayOffShape, ...]:
    """Holidays and worked Saturdays of calendar.yaml, each a table of year: [days]."""
    source, status = row.source(), row.one_of("status", STATUSES)
    days: list[DayOffShape] = []
    for key, kind in (("holidays", "holiday"), ("working_saturdays", "working_saturday")):
        for year, listed in row.table(key).items():
            if listed.kind != "list":
                row.refuse(f"Năm {year} phải là danh sách ngày; đặt trong ngoặc vuông.", listed)
            days.extend(_day_off(row, year, node, kind, source, status) for node in listed.items)
    return tuple(days)


def _day_off(row: Row, year: str, node: Node, kind: str, source: str, status: str) -> DayOffShape:
    day = as_day(node.raw)
    if day is None:
        row.refuse(impossible_day(node.raw), node)
        day = date.min
    elif str(day.year) != year:
        row.refuse(f"Ngày {node.raw} đặt dưới năm {year}; chuyển về đúng năm.", node)
    elif (day.weekday() != SATURDAY) if kind == "working_saturday" else (day.weekday() >= SATURDAY):
        row.refuse(
            f"Ngày {node.raw} không hợp với bảng này: chỉ ghi ngày nghỉ từ thứ Hai đến thứ Sáu, hoặc thứ Bảy làm bù.",
            node,
        )
    return DayOffShape(day, kind, source, status, node.place)


def read_published(row: Row) -> Mapping[str, Any]:
    """A figure somebody published, to compare with. Its place in the pack travels with it."""
    printed: dict[str, Any] = {
        "as_of": row.text("as_of"),
        "unit": row.text("unit"),
        "measure": row.text("measure"),
        "label": row.text("label"),
        "value": row.value("value"),
        "source": row.source(),
        "status": row.status(),
    }
    for key in ("of", "day", "note"):
        if row.says(key):
            printed[key] = row.value(key)
    for key in ("value", "of"):
        if isinstance(printed.get(key), str):
            row.refuse(f"“{key}” phải là số, hoặc true, false; đang là “{printed[key]}”.", row.find(key))
    return printed | {"file": row.place.file, "line": row.place.line}
