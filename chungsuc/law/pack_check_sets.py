"""Whether criteria sets agree with themselves, with each other, and with the units they judge."""

from collections.abc import Iterable

from .pack_nodes import Ledger
from .pack_shapes import IndicatorShape, Pack, Place, SetShape, ThresholdShape, unknown_region


def check_sets(pack: Pack, ledger: Ledger) -> None:
    """Criteria, indicators, thresholds, regions, levels and owners of every set.

    A region that a unit is given is told where it is given, by the reading.
    """
    for shape in pack.sets:
        _check_criteria(shape, ledger)
        _check_operators(shape, ledger)
        _check_regions(shape, pack, ledger)
        _check_thresholds(shape, pack, ledger)
    _check_measures(pack.sets, ledger)
    _check_owners(pack, ledger)
    _check_levels(pack, ledger)


def _check_criteria(shape: SetShape, ledger: Ledger) -> None:
    numbers = [criterion.no for criterion in shape.criteria]
    for no in sorted({no for no in numbers if numbers.count(no) > 1}):
        ledger.error(shape.place, f"Tiêu chí số {no} được ghi {numbers.count(no)} lần; mỗi tiêu chí một dòng.")
    used = {indicator.criterion for indicator in shape.indicators}
    for criterion in shape.criteria:
        if criterion.no not in used:
            ledger.error(
                shape.place, f"Tiêu chí {criterion.no} {criterion.name} chưa có chỉ tiêu nào; bổ sung chỉ tiêu."
            )
    first: dict[str, Place] = {}
    for indicator in shape.indicators:
        if indicator.code in first:
            line = first[indicator.code].line
            ledger.error(indicator.place, f"Chỉ tiêu {indicator.code} đã có ở dòng {line}; sửa mã hoặc bỏ một dòng.")
        first.setdefault(indicator.code, indicator.place)
        if indicator.criterion not in numbers:
            ledger.error(
                indicator.place, f"Chỉ tiêu {indicator.code} thuộc tiêu chí {indicator.criterion} không có trong bộ."
            )
        elif indicator.code.split(".")[0] != str(indicator.criterion):
            ledger.error(
                indicator.place,
                f"Chỉ tiêu {indicator.code} ghi nhầm vào tiêu chí {indicator.criterion}; sửa criterion.",
            )


def _check_operators(shape: SetShape, ledger: Ledger) -> None:
    for indicator in shape.indicators:
        if indicator.kind == "boolean" and indicator.operator != "==":
            ledger.error(
                indicator.place,
                f"Chỉ tiêu {indicator.code} là đạt/không đạt nên phép so phải là ==, không phải {indicator.operator}.",
            )
        if indicator.kind == "boolean" and indicator.by_sex:
            ledger.error(indicator.place, f"Chỉ tiêu {indicator.code} là đạt/không đạt, không tách nam nữ; bỏ by_sex.")


def _regions_of(shape: SetShape, pack: Pack) -> set[str]:
    """The regions whose thresholds a unit can be judged by under this set."""
    lived = {a.value for unit in pack.units for a in unit.attributes if a.key == "region"}
    return (lived | {shape.region_default} | set(shape.region_rule.values())) & set(pack.regions)


def _check_regions(shape: SetShape, pack: Pack, ledger: Ledger) -> None:
    known = {*pack.regions, "*"}
    named = {(region, shape.place) for region in (shape.region_default, *shape.region_rule.values())}
    places = {figure.key: figure.place for figure in pack.figures}
    named |= {(threshold.region, places[threshold.figure]) for threshold in shape.thresholds}
    for region, place in sorted(named, key=lambda pair: (pair[0], pair[1].line)):
        if region not in known:
            ledger.error(ledger.said.get((place, region), place), unknown_region(region))


def _check_thresholds(shape: SetShape, pack: Pack, ledger: Ledger) -> None:
    for indicator in shape.indicators:
        rows = [threshold for threshold in shape.thresholds if threshold.indicator == indicator.code]
        for region in sorted(_regions_of(shape, pack)):
            years = [str(year) for year in shape.years if not _covers(rows, region, year)]
            if years:
                ledger.error(
                    _place_of(indicator, shape),
                    f"Chỉ tiêu {indicator.code} thiếu ngưỡng cho vùng {pack.regions[region]}, năm "
                    f"{', '.join(years)}; thêm dòng ngưỡng, chưa tra được thì ghi status: missing.",
                )


def _place_of(indicator: IndicatorShape, shape: SetShape) -> Place:
    return indicator.place if shape.detail == "indicator" else shape.place


def _covers(rows: Iterable[ThresholdShape], region: str, year: int) -> bool:
    return any(row.region in (region, "*") and row.year in (year, None) for row in rows)


def _check_measures(sets: Iterable[SetShape], ledger: Ledger) -> None:
    """What carries one name is measured in one way, else a value of one set would be judged by another's ruler."""
    first: dict[str, IndicatorShape] = {}
    for indicator in (item for shape in sets for item in shape.indicators):
        known = first.setdefault(indicator.measure, indicator)
        same = (known.kind, known.unit, known.by_sex) == (indicator.kind, indicator.unit, indicator.by_sex)
        if not same:
            ledger.error(
                indicator.place,
                f"Chỉ tiêu {indicator.code} dùng chung số đo với {known.place.file} dòng {known.place.line} nhưng khác "
                "loại, đơn vị tính hoặc cách tách nam nữ; bỏ measure hoặc sửa cho giống.",
            )


def _check_owners(pack: Pack, ledger: Ledger) -> None:
    parts = {
        shape.code: {str(criterion.no) for criterion in shape.criteria} | {item.code for item in shape.indicators}
        for shape in pack.sets
    }
    for owner in pack.owners:
        if owner.part not in parts.get(owner.set_code, {owner.part}):
            ledger.error(owner.place, f"Bộ tiêu chí không có phần “{owner.part}”; sửa mã tiêu chí hoặc chỉ tiêu.")
    for shape in pack.sets:
        owned = {owner.part for owner in pack.owners if owner.set_code == shape.code}
        for criterion in shape.criteria if owned else ():
            if str(criterion.no) not in owned:
                ledger.say(
                    shape.place,
                    "warning",
                    f"Tiêu chí {criterion.no} {criterion.name} chưa có cơ quan phụ trách; bổ sung.",
                )


def _check_levels(pack: Pack, ledger: Ledger) -> None:
    """Names are told apart when a register is read, and a level never includes itself."""
    by_name: dict[str, str] = {}
    for level in pack.levels:
        if level.code in level.includes:
            ledger.error(level.place, f"Mức {level.name} bao gồm chính nó; bỏ khỏi includes.")
        for name in {word.casefold() for word in (level.name, *level.aliases)}:
            if by_name.setdefault(name, level.code) != level.code:
                ledger.error(level.place, f"Cách viết “{name}” dùng cho hai mức công nhận; giữ ở một mức.")
