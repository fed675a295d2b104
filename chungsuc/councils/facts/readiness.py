"""What an act still waits for, in words: it explains the disabled button and guards the write."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from chungsuc.law.periods import CalendarMissing, show_day
from chungsuc.law.verdicts import Outcome
from chungsuc.rulebook.rule_facts import calendar

from .. import registry
from ..registry import Candidate
from ..rules import LETTERS_REFUSED, needed, quorum
from ..workflow import why_not
from .rules_of_day import LETTERS, PAPERS, as_rule
from .sessions import SessionRecord


@dataclass(frozen=True)
class Missing:
    """One thing that is missing: a sentence, the page that mends it (an address' name) and that page's words."""

    text: str
    page: str = ""
    words: str = ""


RULES_PAGE = ("council_rules", "Ghi quyết định của Chủ tịch Hội đồng")
INTERESTS_PAGE = ("council_interests", "Quyết định từng trường hợp")
ATTENDANCE_PAGE = ("council_attendance", "Điểm danh")
PAPER_PAGE = ("council_paper_ballots", "Kiểm phiếu giấy")


def not_yet(record: SessionRecord, act: str, today: date) -> tuple[Missing, ...]:
    """Why an act cannot be done now; empty when it can. At most one query (the calendar) and upper rooms' guards."""
    refused = why_not(act, record.session.state)
    if refused:
        return (Missing(refused),)
    asked = _CONDITIONS.get(act)
    return asked(record, today) if asked else ()


def _send_papers(record: SessionRecord, today: date) -> tuple[Missing, ...]:
    if not record.papers:
        return (Missing("Chưa có tài liệu nào. Hãy thêm ít nhất một tài liệu."),)
    return _papers_in_time(record, today)


def _papers_in_time(record: SessionRecord, sent: date) -> tuple[Missing, ...]:
    rule = record.rules[PAPERS]
    if rule.missing:
        return (Missing(f"Chưa có quy định «{rule.label}».", *RULES_PAGE),)
    try:
        earliest = calendar().add(sent, rule.whole or 0).until
    except CalendarMissing as missing:
        return (Missing(str(missing)),)
    if earliest <= record.session.held_on:
        return ()
    return (
        Missing(
            f"Tài liệu phải gửi trước ngày họp ít nhất {rule.whole} ngày làm việc: gửi ngày {show_day(sent)} thì họp "
            f"sớm nhất ngày {show_day(earliest)}, phiên này họp ngày {show_day(record.session.held_on)}. "
            "Hãy dời ngày họp."
        ),
    )


def _open_session(record: SessionRecord, today: date) -> tuple[Missing, ...]:
    session, told = record.session, list[Missing]()
    if today != session.held_on:
        when = "chưa đến" if today < session.held_on else "đã qua"
        told.append(Missing(f"Hôm nay {show_day(today)} {when} ngày họp {show_day(session.held_on)}."))
    told += _papers_in_time(record, session.papers_sent_on or today)
    told += _attendance(record)
    told += _guards(record, today)
    return tuple(told)


def _attendance(record: SessionRecord) -> list[Missing]:
    unmarked = [member.full_name for member in record.members if not member.attendance]
    if unmarked:
        return [Missing(f"Chưa điểm danh {len(unmarked)} thành viên: {_names(unmarked)}.", *ATTENDANCE_PAGE)]
    rule = as_rule(record.rules[record.session.quorum_key])
    verdict = quorum(record.present, len(record.members), rule)
    if verdict.outcome is Outcome.MET:
        return []
    page = RULES_PAGE if rule.missing else ATTENDANCE_PAGE
    return [Missing(f"{reason.text}.", *page) for reason in verdict.reasons]


def _guards(record: SessionRecord, today: date) -> list[Missing]:
    told = []
    asked = [Candidate(item.subject, item.key, item.label, item.unit_id) for item in record.items]
    for item, verdict in zip(record.items, registry.guarded(record.session.matter, asked, today), strict=True):
        if verdict.outcome is not Outcome.MET:
            told += [
                Missing(f"{item.label}: {reason}.") for reason in verdict.reasons if reason.outcome is not Outcome.MET
            ]
    return told


def _open_voting(record: SessionRecord, today: date) -> tuple[Missing, ...]:
    told = list(_attendance(record))
    if record.undecided:
        names = _names([f"{one.member} ({one.item})" for one in record.undecided])
        told.append(Missing(f"Chưa quyết định về {len(record.undecided)} mối liên quan: {names}.", *INTERESTS_PAGE))
    letters = any(member.by_letter for member in record.members)
    if letters and record.rules[LETTERS].value == LETTERS_REFUSED:
        told.append(Missing("Quy định của phiên họp không tính phiếu gửi thư. Hãy điểm danh lại.", *ATTENDANCE_PAGE))
    lacking = {}
    for item in record.items:
        rules = needed(record.terms(item), recusals=bool(record.recused(item.pk)), letters=letters)
        lacking.update({rule.key: rule.label for rule in rules if rule.missing})
        if not record.entitled(item.pk):
            told.append(Missing(f"{item.label}: không còn ai được biểu quyết."))
    told += [Missing(f"Chưa có quy định «{label}».", *RULES_PAGE) for label in lacking.values()]
    return (*told, *_guards(record, today))


def _close_voting(record: SessionRecord, today: date) -> tuple[Missing, ...]:
    told = []
    if record.papers_out:
        told.append(Missing("Còn phiếu giấy chưa kiểm đủ hai người.", *PAPER_PAGE))
    if not any(record.ballots_in(item.pk) for item in record.items):
        told.append(Missing("Chưa có phiếu nào."))
    return tuple(told)


def _names(names: list[str], most: int = 5) -> str:
    rest = len(names) - most
    return "; ".join(names[:most]) + (f" và {rest} trường hợp khác" if rest > 0 else "")


_CONDITIONS: dict[str, Callable[[SessionRecord, date], tuple[Missing, ...]]] = {
    "send_papers": _send_papers,
    "open_session": _open_session,
    "open_voting": _open_voting,
    "close_voting": _close_voting,
}
