"""A posted list: what its proof is made of, and whether the period is over. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chungsuc.law.citations import Citation
from chungsuc.law.periods import show_day
from chungsuc.law.verdicts import Outcome, Reason, Verdict, all_of


@dataclass(frozen=True)
class Posted:
    """A posting as the rule sees it. `days` in working days; `open` counts objections that nobody answered yet,
    `unsettled` those to the whole list that were found right while nobody wrote that the list stands. `as_posted`:
    whether the dossier still says what was posted of it.
    """

    since: date
    until: date
    days: int | None
    open: int
    upheld: int
    unsettled: int = 0
    as_posted: bool = True


def canonical(
    title: str, form: str, since: date, until: date, rule: str, lines: Sequence[tuple[int, str, str, str]]
) -> str:
    """The list as one text that is the same wherever it is made: sorted keys, no spaces, accents as they are.

    A line is (order, name, place, merit).
    """
    told: Mapping[str, Any] = {
        "title": title,
        "form": form,
        "since": since.isoformat(),
        "until": until.isoformat(),
        "rule": rule,
        "lines": [list(line) for line in lines],
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def proof_of(text: str) -> str:
    """sha256 of the canonical text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def posting_over(posted: Posted | None, needed: int, day: date, citation: Citation | None) -> Verdict:
    """Whether a list was posted for the whole of the `needed` working days, with every objection answered."""
    if posted is None:
        text = f"Chưa công khai; phải công khai {needed} ngày làm việc trước khi Hội đồng họp."
        return Verdict(Outcome.NOT_MET, (Reason(text, Outcome.NOT_MET, citation),))
    told = (_period(posted, needed, day, citation), _objections(posted, citation))
    return Verdict(all_of(reason.outcome for reason in told), told)


def _period(posted: Posted, needed: int, day: date, citation: Citation | None) -> Reason:
    if not posted.as_posted:
        text = "Thành tích ghi ở hồ sơ đã đổi sau khi công khai. Hãy công khai lại hồ sơ này."
        return Reason(text, Outcome.NOT_MET, citation)
    about = f"Công khai từ {show_day(posted.since)} đến hết {show_day(posted.until)}"
    if posted.days is not None and posted.days < needed:
        return Reason(f"{about}: {posted.days} ngày làm việc, phải đủ {needed}.", Outcome.NOT_MET, citation)
    if day <= posted.until:
        return Reason(f"{about}: chưa hết thời gian công khai.", Outcome.NOT_MET, citation)
    return Reason(f"{about}: đã đủ.", Outcome.MET, citation)


def _objections(posted: Posted, citation: Citation | None) -> Reason:
    if posted.open:
        return Reason(f"Còn {posted.open} ý kiến chưa trả lời.", Outcome.NOT_MET, citation)
    if posted.unsettled:
        text = (
            f"Có {posted.unsettled} ý kiến về cả danh sách được kết luận là đúng mà chưa ai xử lý: hãy rút danh sách "
            "rồi công khai lại, hoặc người khác với người đã công khai ghi vì sao vẫn giữ."
        )
        return Reason(text, Outcome.NOT_MET, citation)
    upheld = f" Có {posted.upheld} ý kiến được kết luận là đúng." if posted.upheld else ""
    return Reason(f"Mọi ý kiến đã được trả lời.{upheld}", Outcome.MET, citation)


def nothing_demands(form: str) -> Verdict:
    """The verdict where the law of the day asks for no posting of the form."""
    text = f"Không có quy định phải công khai danh sách đề nghị {form} trước khi Hội đồng họp."
    return Verdict(Outcome.MET, (Reason(text, Outcome.MET),))


def longest(days: Iterable[int]) -> int:
    """The longest of several periods: a list is posted until each of its lines was."""
    return max(days)
