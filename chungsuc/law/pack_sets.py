"""Reading a criteria set: one file of `criteria/` gives a set, its indicators and the figures of its thresholds."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .pack_law import figure_of
from .pack_nodes import as_number
from .pack_plan import OPERATORS
from .pack_rows import EARLIEST, LATEST, Row
from .pack_shapes import CriterionShape, FigureShape, IndicatorShape, SetShape, ThresholdShape

DETAILS = ("indicator", "criterion")
KINDS = ("boolean", "percent", "number", "count")
SET_BY = ("national", "national_by_region", "province", "unknown")
CHOOSES_A_REGION = ("special_difficulty", "border", "commune_group", "in_ntm_scope")  # attributes of a unit
YES_NO = "đạt/không đạt"


@dataclass(frozen=True)
class _Head:
    code: str
    name: str
    detail: str
    declared: tuple[int, int]  # criteria, indicators
    rest: Mapping[str, Any]


def read_set(row: Row, regions: Mapping[str, str]) -> tuple[SetShape | None, tuple[FigureShape, ...]]:
    """A set and the figures of its thresholds; no set when a part of it is broken."""
    for key in ("criteria", "indicators", "thresholds"):
        row.says(key)
    heading = row.find("set")
    if heading is None:
        row.refuse("Thiếu “set”; ghi tên, mức, văn bản và thời gian của bộ tiêu chí dưới khóa này.")
    head = row.inside(heading, _head) if heading else None
    if head is None:
        return None, ()
    criteria, indicators = _judged(row, head)
    if row.broken:  # a threshold of an indicator that could not be read would be blamed without cause
        return None, ()
    names = {indicator.code: indicator for indicator in indicators}
    made = row.rows("thresholds", lambda item: _threshold(item, head, names, regions), required=True)
    _compare_with_declared(row, head, len(criteria), len(indicators))
    shape = SetShape(
        code=head.code,
        name=head.name,
        detail=head.detail,
        criteria=criteria,
        indicators=indicators,
        thresholds=tuple(threshold for threshold, _ in made),
        **head.rest,
    )
    return (None if row.broken else shape), tuple(figure for _, figure in made)


def _judged(row: Row, head: _Head) -> tuple[tuple[CriterionShape, ...], tuple[IndicatorShape, ...]]:
    criteria = row.rows("criteria", _criterion, required=True)
    if head.detail == "criterion":
        return criteria, tuple(_as_indicator(item, head, row) for item in criteria)
    return criteria, row.rows("indicators", lambda item: _indicator(item, head.code), required=True)


def _head(row: Row) -> _Head:
    since, until = row.period()
    structure = {key: as_number(value.raw) for key, value in row.table("structure").items()}
    criteria, indicators = structure.get("criteria"), structure.get("indicators")
    if not (isinstance(criteria, int) and isinstance(indicators, int) and len(structure) == 2):
        row.refuse(
            "“structure” phải ghi số tiêu chí và chỉ tiêu, ví dụ {criteria: 19, indicators: 57}.", row.find("structure")
        )
    region_rule = row.words("region_rule")
    for key in region_rule:
        if key not in CHOOSES_A_REGION:
            known = ", ".join(CHOOSES_A_REGION)
            row.refuse(f"Không có thuộc tính “{key}” để chọn vùng; dùng: {known}.", row.table("region_rule")[key])
    rest = {
        "level": row.text("level"),
        "document": row.text("document"),
        "since": since,
        "until": until,
        "years": _years(row),
        "region_default": row.text("region_default"),
        "region_rule": region_rule,
        "source": row.source(),
        "status": row.status(),
        "place": row.place,
    }
    return _Head(
        code=row.text("code"),
        name=row.text("name"),
        detail=row.one_of("detail", DETAILS, "indicator"),
        declared=(int(criteria or 0), int(indicators or 0)),
        rest=rest,
    )


def _years(row: Row) -> tuple[int, ...]:
    years = tuple(as_number(year) for year in row.texts("years"))
    if not years or not all(isinstance(year, int) and EARLIEST <= year <= LATEST for year in years):
        row.refuse("“years” phải liệt kê các năm đánh giá, ví dụ [2021, 2022].", row.find("years"))
        return ()
    return tuple(int(year) for year in years if year)


def _compare_with_declared(row: Row, head: _Head, criteria: int, indicators: int) -> None:
    """A set that lost a row would judge more softly than the decision; it must not pass unseen."""
    declared = head.declared
    if (criteria, indicators) != declared:
        row.ledger.error(
            row.place,
            f"Bộ {head.code} ghi {declared[0]} tiêu chí, {declared[1]} chỉ tiêu mà tệp có {criteria} và {indicators}; "
            "bổ sung dòng thiếu, bỏ dòng thừa hoặc sửa structure.",
        )


def _criterion(row: Row) -> CriterionShape:
    return CriterionShape(row.integer("no"), row.text("name"), row.text("group"))


def _indicator(row: Row, set_code: str) -> IndicatorShape:
    code = row.text("code")
    kind = row.one_of("kind", KINDS)
    return IndicatorShape(
        code=code,
        criterion=row.integer("criterion"),
        name=row.text("name"),
        text=row.text("text"),
        kind=kind,
        unit=row.text_or("unit", YES_NO) if kind == "boolean" else row.text("unit"),
        operator=row.one_of("operator", OPERATORS, "==" if kind == "boolean" else None),
        by_sex=row.flag("by_sex"),
        not_applicable_allowed=row.flag("not_applicable_allowed"),
        measure=row.text_or("measure", f"{set_code}:{code}"),
        set_by=row.one_of("set_by", SET_BY),
        source=row.source(),
        status=row.status(),
        place=row.place,
        note=row.text_or("note"),
    )


def _as_indicator(criterion: CriterionShape, head: _Head, row: Row) -> IndicatorShape:
    """Where only criteria were reported, each criterion is its own yes/no indicator."""
    code = str(criterion.no)
    return IndicatorShape(
        code=code,
        criterion=criterion.no,
        name=criterion.name,
        text=f"Tiêu chí số {criterion.no} về {criterion.name}",
        kind="boolean",
        unit=YES_NO,
        operator="==",
        by_sex=False,
        not_applicable_allowed=False,
        measure=f"{head.code}:{code}",
        set_by="national",
        source=head.rest.get("source", ""),
        status=head.rest.get("status", ""),
        place=row.place,
    )


def _threshold(
    row: Row, head: _Head, indicators: Mapping[str, IndicatorShape], regions: Mapping[str, str]
) -> tuple[ThresholdShape, FigureShape]:
    code, region = row.text("indicator"), row.text("region")
    year = row.integer("year") if row.find("year") else None
    key = f"threshold:{head.code}:{code}:{region}:{year or '*'}"
    indicator = indicators.get(code)
    words = [
        f"Chỉ tiêu {code}",
        indicator.name if indicator else "",
        regions.get(region, "") and f"vùng {regions.get(region)}",
    ]
    words.append(f"năm {year}" if year else "")
    label = f"{', '.join(word for word in words if word)} ({head.name})"
    figure = figure_of(row, key=key, label=label, unit=indicator.unit if indicator else "")
    if indicator is None:
        row.refuse(f"Ngưỡng ghi cho chỉ tiêu “{code}” không có trong bộ; sửa mã chỉ tiêu.")
    else:
        _fits_kind(row, figure.value, indicator)
    return ThresholdShape(code, region, year, key), figure


def _fits_kind(row: Row, value: Any, indicator: IndicatorShape) -> None:
    if value is None:
        return
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if indicator.kind == "boolean" and not isinstance(value, bool):
        row.refuse(
            f"Chỉ tiêu {indicator.code} là đạt/không đạt: ngưỡng phải là true; đang là “{value}”.", row.find("value")
        )
    elif indicator.kind != "boolean" and not is_number:
        row.refuse(f"Chỉ tiêu {indicator.code} đo bằng số: ngưỡng phải là số; đang là “{value}”.", row.find("value"))
    elif indicator.kind == "percent" and not 0 <= value <= 100:
        row.refuse(f"Chỉ tiêu {indicator.code} là tỷ lệ: ngưỡng phải từ 0 đến 100; đang là {value}.", row.find("value"))
    elif indicator.kind == "count" and not isinstance(value, int):
        row.refuse(
            f"Chỉ tiêu {indicator.code} đếm số lượng: ngưỡng phải là số nguyên; đang là {value}.", row.find("value")
        )
