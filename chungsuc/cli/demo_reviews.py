"""Reports for a first look: the round of 2022 frozen, that of 2023 frozen with reports received, returned and late."""

from collections.abc import Iterator
from datetime import date
from typing import Any

MARK = "trình diễn"
BEFORE, ROUND, REVIEW = "hang-nam-2022", "hang-nam-2023", "so-ket-2023"
OFFICER = "thidua"
# user, unit, day of sending, what the office answers on which day
SENT = (
    ("huyendakrlap", "dn-666", date(2023, 12, 8), date(2023, 12, 11), ""),
    ("mattran", "MTTQ", date(2023, 12, 12), date(2023, 12, 13), ""),
    ("soxaydung", "SXD", date(2023, 12, 14), date(2023, 12, 18), "Chưa nêu kết quả giúp đỡ các xã (trình diễn)"),
)
WORDS = {
    "chi-dao": "Đã ban hành kế hoạch, phổ biến đến các phòng, ban và các xã (đoạn trình diễn).",
    "ket-qua": "Các nhiệm vụ đã đăng ký đều có địa chỉ và kết quả; số liệu do hệ thống điền (đoạn trình diễn).",
    "tuyen-truyen": "Đã giới thiệu gương người tốt, việc tốt trên hệ thống truyền thanh (đoạn trình diễn).",
    "ton-tai": "Nguồn lực còn phân tán, một số tiêu chí môi trường chưa vững (đoạn trình diễn).",
    "phuong-huong": "Tập trung giữ vững các tiêu chí đã đạt, tháo gỡ tiêu chí khó (đoạn trình diễn).",
}


def demonstrate(day: date) -> Iterator[str]:
    """Makes what is missing; every step is a real act on its own day."""
    from chungsuc.reviews.models import ReportRound

    if day < date(2024, 1, 1) or ReportRound.objects.exists():
        return
    _frozen(BEFORE, date(2022, 11, 15), date(2022, 12, 31))
    round, kind = _opened(ROUND, date(2023, 11, 15))
    for user, unit, sent_on, answered_on, reason in SENT:
        _sent(round, kind, user, unit, sent_on, answered_on, reason)
    _begun(round, kind, "huyendakmil", "dn-663", date(2023, 12, 12))
    _freeze(round, date(2023, 12, 31))
    _opened(REVIEW, date(2023, 10, 2))
    yield "Báo cáo năm 2023: số liệu đã chốt, có báo cáo đã nhận, một báo cáo bị trả lại, nhiều đơn vị chậm."


def _person(user: str, day: date) -> Any:
    from chungsuc.accounts.models import User
    from chungsuc.organisations.access import person_on

    return person_on(User.objects.get(username=user), day)


def _opened(code: str, day: date) -> tuple[Any, Any]:
    from chungsuc.reviews import actions
    from chungsuc.reviews.outline import kind_on

    paper = f"Công văn đôn đốc báo cáo ({MARK})"
    round = actions.open_round(code, by=_person(OFFICER, day), today=day, paper=paper)
    found = kind_on(round.kind, round.due)
    return round, found.kind if found else None


def _freeze(round: Any, day: date) -> None:
    from chungsuc.reviews import actions

    round.refresh_from_db()
    actions.freeze(round, version=round.version, by=_person(OFFICER, day), today=day)


def _frozen(code: str, opened_on: date, day: date) -> None:
    round, _ = _opened(code, opened_on)
    _freeze(round, day)


def _sent(round: Any, kind: Any, user: str, unit: str, sent_on: date, answered_on: date, reason: str) -> None:
    from chungsuc.organisations.models import Unit
    from chungsuc.reviews import actions

    about = Unit.objects.get(code=unit)
    approval = {"approver": f"Người đứng đầu ({MARK})", "paper": f"01/BC ({MARK})"}
    who = _person(user, sent_on)
    report = actions.submit(round, kind, about, WORDS, version=0, by=who, today=sent_on, **approval)
    answer: dict[str, Any] = {"version": report.version, "by": _person(OFFICER, answered_on), "today": answered_on}
    if reason:
        actions.send_back(report, reason=reason, **answer)
    else:
        actions.receive(report, **answer)


def _begun(round: Any, kind: Any, user: str, unit: str, day: date) -> None:
    from chungsuc.organisations.models import Unit
    from chungsuc.reviews import actions

    words = {"chi-dao": WORDS["chi-dao"]}
    about, who = Unit.objects.get(code=unit), _person(user, day)
    actions.save_draft(round, kind, about, words, version=0, by=who, today=day)
