"""Reading the heading of a pack and the targets of its plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from .pack_law import figure_of
from .pack_nodes import Node, as_value
from .pack_plan_shapes import TargetShape
from .pack_rows import Row
from .pack_shapes import FigureShape

OPERATORS = (">=", "<=", "==")
MEASURES = ("recognised", "average_criteria", "communes_below", "new_districts")
AFTER_BASIS = ("", "frozen", "undetermined")
PARAMS: Mapping[str, tuple[type, str]] = {
    "level": (str, "mã một mức công nhận"),
    "levels": (tuple, "danh sách mã mức công nhận"),
    "below": (str, "khóa một số liệu"),
    "counted_from": (date, "một ngày"),
}
SAMPLE_KINDS = ("indicator-values", "criterion-results", "recognitions")


@dataclass(frozen=True)
class Heading:
    """What pack.yaml says."""

    code: str
    name: str
    short_name: str
    province: str
    plan_document: str
    since: date
    until: date
    samples: tuple[Mapping[str, Any], ...]
    regions: Mapping[str, str]


def read_heading(row: Row) -> Heading:
    """The pack's name, period, province, plan and demonstration workbooks."""
    since, until = row.period()
    if until is None:
        row.refuse("Thiếu “until”; ghi ngày cuối của giai đoạn.", row.node.pairs.get("until"))
    return Heading(
        code=row.text("code"),
        name=row.text("name"),
        short_name=row.text("short_name"),
        province=row.text("province"),
        plan_document=row.text("plan_document"),
        since=since,
        until=until or since,
        samples=row.rows("samples", _sample),
        regions=row.words("regions"),
    )


def _sample(row: Row) -> Mapping[str, Any]:
    sample: dict[str, Any] = {
        "file": row.text("file"),
        "kind": row.one_of("kind", SAMPLE_KINDS),
        "set": row.text_or("set"),
        "year": row.integer("year") if row.find("year") else None,
        "faulty": row.flag("faulty"),
        "note": row.text_or("note"),
    }
    return sample | {"line": row.place.line}


def read_target(row: Row) -> tuple[TargetShape, FigureShape]:
    """A target and the figure that holds its value, under the key target:<code>."""
    code, name, unit = row.text("code"), row.text("name"), row.text("unit")
    figure = figure_of(row, key=f"target:{code}", label=f"Chỉ tiêu: {name}", unit=unit)
    if figure.value is not None and not _is_number(figure.value):
        row.refuse("“value” của chỉ tiêu phải là một số, ví dụ 43 hoặc 17.2.", row.find("value"))
    basis_until = row.day_or_none("basis_until")
    after = row.one_of("after_basis", AFTER_BASIS, "")
    if (basis_until is None) != (after == ""):
        row.refuse("“basis_until” và “after_basis” phải đi cùng nhau; điền cả hai hoặc bỏ cả hai.")
    target = TargetShape(
        code=code,
        name=name,
        text=row.text("text"),
        operator=row.one_of("operator", OPERATORS),
        figure=figure.key,
        unit=unit,
        measure=row.one_of("measure", MEASURES),
        params=_params(row, row.table("params")),
        due=row.day("due"),
        basis_until=basis_until,
        after_basis=after,
        after_basis_source=row.text("after_basis_source") if after else row.text_or("after_basis_source"),
        place=row.place,
    )
    return target, figure


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _params(row: Row, table: Mapping[str, Node]) -> Mapping[str, Any]:
    params: dict[str, Any] = {}
    for key, node in table.items():
        params[key] = as_value(node, row.ledger)
        for one in node.items or (node,):
            row.ledger.note(row.place, one.raw, one.place)
        if key not in PARAMS:
            row.refuse(f"Tham số “{key}” không dùng được; chọn trong: {', '.join(PARAMS)}.", node)
        elif not isinstance(params[key], PARAMS[key][0]):
            row.refuse(f"Tham số “{key}” phải là {PARAMS[key][1]}.", node)
    return params
