"""Reading the checks of plausibility of declared figures: `checks.yaml`."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .pack_nodes import Ledger, Node, as_value
from .pack_rows import Row
from .pack_shapes import CheckShape, Pack

KINDS = ("range", "jump", "relation")
LEVELS = ("error", "warning")
OPERATORS = (">=", "<=", "==", ">", "<", "!=")


def read_checks(row: Row) -> tuple[CheckShape, ...]:
    """The checks of one set."""
    set_code = row.text("set")
    return row.rows("checks", lambda item: _read_check(item, set_code), required=True)


def _read_check(row: Row, set_code: str) -> CheckShape:
    kind = row.one_of("kind", KINDS)
    params, indicators = _PARAMS[kind](row) if kind in _PARAMS else ({}, ())
    return CheckShape(
        set_code=set_code,
        code=row.text("code"),
        kind=kind,
        level=row.one_of("level", LEVELS),
        params=params,
        indicators=indicators,
        words=row.text("words"),
        source=row.source(),
        status=row.status(),
        place=row.place,
    )


Params = tuple[Mapping[str, Any], tuple[str, ...]]


def _number_of(row: Row, key: str) -> dict[str, Any]:
    return {key: row.number(key)} if row.find(key) is not None else {}


def _range(row: Row) -> Params:
    code = row.text("indicator")
    found = {**_number_of(row, "min"), **_number_of(row, "max")}
    if not found:
        row.refuse("Phép kiểm tra khoảng phải ghi min, max hoặc cả hai.")
    elif len(found) == 2 and found["min"] > found["max"]:
        row.refuse(f"min {found['min']} lớn hơn max {found['max']}; xem lại hai số.")
    return {"indicator": code, **found}, (code,)


def _jump(row: Row) -> Params:
    code = row.text("indicator")
    found = {**_number_of(row, "points"), **_number_of(row, "share")}
    if len(found) != 1:
        row.refuse("Phép kiểm tra tăng giảm phải ghi đúng một trong hai: points (điểm) hoặc share (%).")
    return {"indicator": code, **found}, (code,)


def _relation(row: Row) -> Params:
    expect, when = row.find("expect"), row.find("when")
    if expect is None:
        row.refuse("Phép kiểm tra quan hệ phải ghi expect: điều phải đúng.")
        return {}, ()
    params = {"expect": row.inside(expect, _side) or {}}
    if when is not None:
        params["when"] = row.inside(when, _side) or {}
    named = [side.get(key) for side in params.values() for key in ("indicator", "than")]
    return params, tuple(code for code in named if code)


def _side(row: Row) -> dict[str, Any]:
    side: dict[str, Any] = {"indicator": row.text("indicator"), "operator": row.one_of("operator", OPERATORS)}
    than, value = row.text_or("than"), _plain(row.find("value"), row.ledger)
    if bool(than) == (value is not None):
        row.refuse("Ghi đúng một trong hai: value (một số, hoặc true) hay than (chỉ tiêu khác).")
    side |= {"than": than} if than else {"value": value}
    return {**side, **_number_of(row, "factor")} if than else side


def _plain(node: Node | None, ledger: Ledger) -> Any:
    value = as_value(node, ledger) if node is not None else None
    return value if isinstance(value, bool | int | Decimal) else None


_PARAMS = {"range": _range, "jump": _jump, "relation": _relation}


def check_checks(pack: Pack, ledger: Ledger) -> None:
    """Every check names a set of the pack and indicators of it, of a kind that fits; codes are used once."""
    sets = {shape.code: {indicator.code: indicator for indicator in shape.indicators} for shape in pack.sets}
    first: dict[tuple[str, str], int] = {}
    for check in pack.checks:
        key = (check.set_code, check.code)
        if key in first:
            ledger.error(check.place, f"Mã phép kiểm tra “{check.code}” đã dùng ở dòng {first[key]}; đặt mã khác.")
        first.setdefault(key, check.place.line)
        if check.set_code not in sets:
            ledger.error(check.place, f"Không có bộ tiêu chí mã “{check.set_code}”; sửa mã.")
            continue
        for code in check.indicators:
            indicator = sets[check.set_code].get(code)
            if indicator is None:
                ledger.error(check.place, f"Bộ {check.set_code} không có chỉ tiêu {code}; sửa mã chỉ tiêu.")
            elif indicator.kind == "boolean" and check.kind != "relation":
                ledger.error(check.place, f"Chỉ tiêu {code} là đạt/không đạt, không kiểm tra bằng số được.")
