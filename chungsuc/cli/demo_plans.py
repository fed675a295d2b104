"""Plans of units and a sponsorship for a first look: one approved, one returned, one being written; a visit to confirm.

Every step is a real act on its own day. What is there already is left alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

MARK = "trình diễn"
YEAR = 2025
Rows = Mapping[str, Sequence[Mapping[str, str]]]


def demonstrate_plans(day: date) -> Iterator[str]:
    """Makes what is missing, as of `day`; tells each thing made. Nothing before the movement's plan is there."""
    from chungsuc.movement.models import Plan
    from chungsuc.pledges.models import UnitPlan

    movement = Plan.objects.first()
    begun = date(YEAR, 2, 10)
    if movement is None or day < date(YEAR, 7, 1) or UnitPlan.objects.exists():
        return
    for code, who, rows in (("SXD", "soxaydung", _department()), ("MTTQ", "mattran", _front())):
        edition = _submitted(movement, code, who, rows, begun)
        if code == "SXD":
            _approve(edition, begun + timedelta(days=7))
        else:
            _return(edition, begun + timedelta(days=7))
    _drafted(movement, day)
    yield "Kế hoạch năm của Sở Xây dựng đã duyệt, của Mặt trận bị trả lại, của xã Nhân Cơ đang soạn."
    _help(day)
    yield "Sở Xây dựng giúp đỡ xã Nhân Cơ: một lần xuống xã chờ xã xác nhận."


def _person(username: str, day: date) -> Any:
    from chungsuc.accounts.models import User
    from chungsuc.organisations.access import person_on

    return person_on(User.objects.get(username=username), day)


def _started(movement: Any, code: str, who: str, rows: Rows, day: date) -> Any:
    from chungsuc.organisations.models import Unit
    from chungsuc.pledges import actions

    hand = {"person": _person(who, day), "today": day}
    edition = actions.start(Unit.objects.get(code=code), YEAR, movement=movement, **hand)
    for section, made in rows.items():
        edition = actions.write(edition, section, made, version=edition.version, **hand)
    return edition


def _submitted(movement: Any, code: str, who: str, rows: Rows, day: date) -> Any:
    from chungsuc.pledges import actions

    edition = _started(movement, code, who, rows, day)
    return actions.submit(edition, version=edition.version, person=_person(who, day), today=day)


def _approve(edition: Any, day: date) -> None:
    from chungsuc.pledges import actions

    paper = f"15/TB-SNV ({MARK})"
    actions.approve(edition, paper=paper, version=edition.version, person=_person("thidua", day), today=day)


def _return(edition: Any, day: date) -> None:
    from chungsuc.pledges import actions

    reason = f"Nhiệm vụ 1 chưa ghi số hộ được vận động; đề nghị ghi rõ ({MARK})"
    actions.send_back(edition, reason=reason, version=edition.version, person=_person("thidua", day), today=day)


def _drafted(movement: Any, day: date) -> None:
    task = _task(
        "Chỉnh trang ngõ xóm thôn 1", ("ld-24751", "thôn 1"), "02 km ngõ xóm có điện chiếu sáng", "Văn phòng UBND"
    )
    _started(movement, "ld-24751", "xanhanco", {"tasks": [task]}, day)


def _task(what: str, where: tuple[str, str], result: str, who: str, serves: str = "movement") -> dict[str, str]:
    return {
        "what": f"{what} ({MARK})",
        "place_unit": where[0],
        "place": where[1],
        "result": result,
        "responsible": who,
        "serves": serves,
        "due": f"{YEAR}-10-31",
    }


def _target(name: str, amount: str, unit: str) -> dict[str, str]:
    told = {"kind": "free", "name": f"{name} ({MARK})", "operator": ">=", "amount": amount, "unit": unit}
    return {**told, "due": f"{YEAR}-12-31"}


def _department() -> Rows:
    commune, hamlet = ("dn-24751", ""), ("dn-24751", "bon Bù Dấp")
    measured = {"kind": "plan", "code": "xa_ntm_nang_cao", "name": "Xã đạt chuẩn nông thôn mới nâng cao"}
    return {
        "targets": [
            _target("Số xã được hướng dẫn lập, điều chỉnh quy hoạch", "8", "xã"),
            {**_target("", "2", "xã"), **measured},
        ],
        "tasks": [
            _task("Lập quy hoạch chung xã", commune, "01 đồ án quy hoạch chung được phê duyệt", "Phòng Quy hoạch"),
            _task("Vận động xây nhà đại đoàn kết", hamlet, "03 nhà hoàn thành", "Công đoàn Sở", "both"),
            _task("Vận động xây dựng nhà đại đoàn kết", hamlet, "03 nhà cho hộ nghèo", "Đoàn Sở", "campaign"),
        ],
        "money": [{"source": "ngan-sach-tinh", "source_name": "Ngân sách tỉnh", "amount": "450000000"}],
    }


def _front() -> Rows:
    where = ("dn-24673", "thôn Nam Định")
    return {
        "targets": [_target("Số khu dân cư ra quân dọn vệ sinh", "100", "khu dân cư")],
        "tasks": [_task("Vận động hộ dân hiến đất làm đường", where, "500 m đường", "Ban Phong trào", "both")],
    }


def _help(day: date) -> None:
    from chungsuc.organisations.models import Unit
    from chungsuc.pledges import actions

    since = date(2024, 3, 1)
    units = (Unit.objects.get(code="SXD"), Unit.objects.get(code="dn-24751"))
    found = actions.assign(
        *units, since=since, decision=f"08/QĐ-BCĐ ({MARK})", decision_on=since, person=_person("dieuphoi", since),
        today=since,
    )  # fmt: skip
    hand = {"person": _person("soxaydung", day), "today": day}
    found.refresh_from_db()
    made = actions.commit(
        found,
        what=f"Hỗ trợ lập quy hoạch chung ({MARK})",
        result="01 đồ án được phê duyệt",
        due=date(YEAR, 12, 31),
        **hand,
    )
    actions.visit(
        found, on=day - timedelta(days=3), people="Phó Giám đốc Sở, Phòng Quy hoạch",
        content=f"Rà soát quy hoạch, xem 2 km đường thôn ({MARK})", **hand,
    )  # fmt: skip
    actions.tell_outcome(
        found, on=day - timedelta(days=2), what=f"Xong nhiệm vụ quy hoạch chung ({MARK})", commitment=made, **hand
    )
