"""Whether a pack's units agree over time: codes, placement, lineage, clusters."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations

from .pack_nodes import Ledger
from .pack_shapes import EventShape, LineageShape, Pack, UnitShape
from .pack_units import ONE_DAY, follower, overlap

TERRITORIAL = ("province", "commune")  # a district may end without a successor: the level itself was abolished
WHOLE = 100  # percent


def check_units(pack: Pack, ledger: Ledger) -> None:
    """Everything about units that can be wrong although every row reads well."""
    units = {unit.code: unit for unit in pack.units}
    _check_gso_codes(pack.units, ledger)
    for unit in pack.units:
        _check_placement(unit, units, pack.events, ledger)
    for event in pack.events:
        _check_event(event, pack, units, ledger)
    _check_partition(pack, ledger)
    _check_groups(pack, units, ledger)


def _check_gso_codes(units: Iterable[UnitShape], ledger: Ledger) -> None:
    by_code: dict[str, list[UnitShape]] = {}
    for unit in units:
        if unit.gso_code:
            by_code.setdefault(unit.gso_code, []).append(unit)
    for code, holders in by_code.items():
        for one, other in combinations(holders, 2):
            if overlap(one.since, one.until, other.since, other.until):
                ledger.error(
                    other.place,
                    f"Mã hành chính {code} cùng lúc thuộc {one.name} (dòng {one.place.line}) và {other.name}; "
                    "sửa mã hoặc thời gian tồn tại.",
                )


def _check_placement(
    unit: UnitShape, units: Mapping[str, UnitShape], events: tuple[EventShape, ...], ledger: Ledger
) -> None:
    if unit.kind == "commune" and not unit.parent:
        ledger.error(unit.place, f"{unit.name} chưa ghi thuộc đơn vị nào; điền parent.")
    parent, since = units.get(unit.parent), unit.since
    while parent is not None:
        if parent.since > since:
            ledger.error(
                unit.place, f"{unit.name} có từ {since:%d/%m/%Y}, trước {parent.name}; xem lại since hoặc parent."
            )
            return
        if parent.until is None or (unit.until is not None and unit.until <= parent.until):
            return
        since = parent.until + ONE_DAY
        parent = units.get(follower(parent.code, since, events))
        if parent is None or not _lives(parent, since):
            ledger.error(
                unit.place,
                f"{unit.name} không còn thuộc đơn vị nào từ {since:%d/%m/%Y}; ghi until hoặc sự kiện sáp nhập.",
            )
            return


def _lives(unit: UnitShape, day: date) -> bool:
    return unit.since <= day and (unit.until is None or day <= unit.until)


def _check_event(event: EventShape, pack: Pack, units: Mapping[str, UnitShape], ledger: Ledger) -> None:
    if not pack.since <= event.effective_on <= pack.until:
        ledger.error(
            event.place, f"Sự kiện ngày {event.effective_on:%d/%m/%Y} nằm ngoài giai đoạn của gói; xem lại ngày."
        )
    for line in event.lineage:
        old, new = units.get(line.predecessor), units.get(line.successor)
        if old is None or new is None:
            continue  # told as a broken reference
        if event.kind in ("merge", "split"):
            _check_end(event, old, ledger)
        if not _lives(new, event.effective_on):
            ledger.error(
                event.place, f"{new.name} không tồn tại vào ngày {event.effective_on:%d/%m/%Y}; xem lại thời gian."
            )
    _check_shares(event, units, ledger)


def _check_end(event: EventShape, old: UnitShape, ledger: Ledger) -> None:
    """A unit that is merged away exists until the day before."""
    last = event.effective_on - ONE_DAY
    if old.until is not None and old.until < last:
        ledger.error(event.place, f"{old.name} đã kết thúc ngày {old.until:%d/%m/%Y}, trước sự kiện; xem lại until.")
    elif event.kind == "merge" and (old.until is None or old.until > last):
        ledger.error(
            event.place, f"{old.name} nhập vào đơn vị khác từ {event.effective_on:%d/%m/%Y}; ghi until: {last}."
        )


def _check_shares(event: EventShape, units: Mapping[str, UnitShape], ledger: Ledger) -> None:
    """A unit flows whole into one other; into several only by parts, whose known shares make up the whole."""
    flows: dict[str, list[LineageShape]] = {}
    for line in event.lineage:
        flows.setdefault(line.predecessor, []).append(line)
    for code, lines in flows.items():
        name = units[code].name if code in units else code
        if len({line.successor for line in lines}) < len(lines):
            ledger.error(event.place, f"{name} được ghi hai lần vào cùng một đơn vị mới; bỏ một dòng.")
        elif len(lines) > 1 and event.kind == "merge":
            ledger.error(event.place, f"{name} nhập vào hai đơn vị mới; chọn một, hoặc ghi sự kiện là split.")
        for shares in ([line.share_area for line in lines], [line.share_people for line in lines]):
            if None not in shares and sum(shares) != WHOLE:
                ledger.error(
                    event.place, f"Các phần của {name} cộng lại là {sum(shares)} %, không phải 100 %; sửa tỷ lệ."
                )


def _check_partition(pack: Pack, ledger: Ledger) -> None:
    """On a day of events every commune that ends goes somewhere, and every commune that begins comes from somewhere."""
    for day in sorted({event.effective_on for event in pack.events}):
        events = [event for event in pack.events if event.effective_on == day]
        old = {line.predecessor for event in events for line in event.lineage}
        new = {line.successor for event in events for line in event.lineage}
        for unit in pack.units:
            if unit.kind not in TERRITORIAL:
                continue
            if unit.until == day - ONE_DAY and unit.code not in old:
                ledger.error(
                    unit.place, f"{unit.name} kết thúc trước {day:%d/%m/%Y} mà không nhập vào đâu; bổ sung vào lineage."
                )
            if unit.since == day and unit.code not in new:
                ledger.error(
                    unit.place, f"{unit.name} có từ {day:%d/%m/%Y} mà không từ đơn vị cũ nào; bổ sung vào lineage."
                )


def _check_groups(pack: Pack, units: Mapping[str, UnitShape], ledger: Ledger) -> None:
    for group in pack.groups:
        seen: set[str] = set()
        for code, _, _ in group.members:
            unit = units.get(code)
            if unit is not None and not overlap(group.since, group.until, unit.since, unit.until):
                ledger.error(
                    group.place, f"{unit.name} không tồn tại trong thời gian của {group.name}; bỏ khỏi danh sách."
                )
            if code in seen:
                ledger.error(group.place, f"{group.name} ghi thành viên {code} hai lần; bỏ một.")
            seen.add(code)
