"""Whether a report was posted as the law asks: long enough, announced often enough, at every place, answered. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chungsuc.law.citations import Citation
from chungsuc.law.periods import show_day
from chungsuc.law.verdicts import Outcome, Reason, Verdict, all_of


@dataclass(frozen=True)
class PostingFact:
    """A running posting: its first day, the codes of its places, the days of its broadcasts, what proves it."""

    opened_on: date
    places: frozenset[str] = frozenset()
    broadcasts: tuple[date, ...] = ()
    proof: str = ""


@dataclass(frozen=True)
class ObjectionFact:
    """An objection: when it came, and when it was answered (None: not yet)."""

    received_on: date
    answered_on: date | None


def one(text: str, outcome: Outcome, citation: Citation | None = None, about: str = "") -> Verdict:
    """A verdict with one reason."""
    return Verdict(outcome, (Reason(text, outcome, citation, about),))


NOT_POSTED = "Chưa niêm yết công khai báo cáo. Hãy ghi ngày bắt đầu niêm yết."


def last_day(opened_on: date, days: int) -> date:
    """The last day of a posting of so many days; the first day counts as one of them."""
    return opened_on + timedelta(days=days - 1)


def posting_over(posting: PostingFact | None, needed: int, day: date, citation: Citation) -> Verdict:
    """Whether `needed` full days have passed by the morning of `day`; the first day of the posting counts as day 1."""
    if posting is None:
        return one(NOT_POSTED, Outcome.NOT_MET, citation)
    end = last_day(posting.opened_on, needed)
    if day > end:
        return one(f"Đã niêm yết đủ {needed} ngày, đến hết {show_day(end)}.", Outcome.MET, citation)
    running = (day - posting.opened_on).days + 1
    if running < 1:
        return one(f"Niêm yết từ {show_day(posting.opened_on)}, chưa bắt đầu.", Outcome.NOT_MET, citation)
    text = f"Niêm yết mới đến ngày thứ {running}, phải đủ {needed} ngày (đến hết {show_day(end)})."
    return one(text, Outcome.NOT_MET, citation)


def broadcasts_made(
    posting: PostingFact | None, needed: int, days: int | None, day: date, citation: Citation
) -> Verdict:
    """Whether enough announcements were made by `day`, counting those within the posting period (when it is known)."""
    if posting is None:
        return one(NOT_POSTED, Outcome.NOT_MET, citation)
    end = last_day(posting.opened_on, days) if days else day
    made = sum(posting.opened_on <= on <= min(end, day) for on in posting.broadcasts)
    if made >= needed:
        return one(f"Đã thông báo {made} lần trên truyền thanh, cần {needed}.", Outcome.MET, citation)
    text = f"Mới thông báo {made} lần trên truyền thanh trong thời gian niêm yết, cần {needed}."
    return one(text, Outcome.NOT_MET, citation)


def places_posted(posting: PostingFact | None, places: Sequence[Mapping[str, str]], citation: Citation) -> Verdict:
    """Whether the report was posted at every place that the rule names."""
    if posting is None:
        return one(NOT_POSTED, Outcome.NOT_MET, citation)
    missing = [place["name"] for place in places if place["code"] not in posting.places]
    if missing:
        return one(f"Chưa niêm yết ở: {'; '.join(missing)}.", Outcome.NOT_MET, citation)
    return one(f"Đã niêm yết ở đủ {len(places)} nơi.", Outcome.MET, citation)


def posting_proved(posting: PostingFact | None, documents: int, citation: Citation) -> Verdict:
    """Whether the posting is proved: by documents of the file, or by a paper that is named."""
    if posting is None:
        return one(NOT_POSTED, Outcome.NOT_MET, citation)
    if documents or posting.proof:
        said = f"{documents} tài liệu" if documents else posting.proof
        return one(f"Có căn cứ đã niêm yết: {said}.", Outcome.MET, citation)
    return one("Chưa có căn cứ đã niêm yết (biên bản, ảnh chụp).", Outcome.NOT_MET, citation)


def objections_answered(objections: Iterable[ObjectionFact], day: date, citation: Citation) -> Verdict:
    """Whether every objection that came by `day` was answered by then."""
    came = [o for o in objections if o.received_on <= day]
    waiting = [o for o in came if o.answered_on is None or o.answered_on > day]
    if waiting:
        first = min(o.received_on for o in waiting)
        text = f"Còn {len(waiting)} ý kiến phản ánh chưa trả lời, nhận sớm nhất ngày {show_day(first)}."
        return one(text, Outcome.NOT_MET, citation)
    said = f"Đã trả lời cả {len(came)} ý kiến phản ánh." if came else "Không có ý kiến phản ánh nào."
    return one(said, Outcome.MET, citation)


def opinions_given(
    given: Mapping[str, tuple[bool, date]], bodies: Sequence[Mapping], day: date, cited: Citation
) -> Verdict:
    """Whether every body that must be heard gave its written opinion by `day`, and none of these disagrees."""
    reasons = []
    for body in bodies:
        agrees, on = given.get(body["code"], (False, date.max))
        if on > day:
            outcome = Outcome.NOT_MET if body.get("required") else Outcome.MET
            said = "chưa có ý kiến bằng văn bản" if body.get("required") else "không có ý kiến (không bắt buộc)"
        elif agrees:
            outcome, said = Outcome.MET, f"nhất trí, văn bản ngày {show_day(on)}"
        else:
            outcome = Outcome.NOT_MET if body.get("required") else Outcome.MET
            said = f"chưa nhất trí, văn bản ngày {show_day(on)}"
        reasons.append(Reason(f"{body['name']}: {said}.", outcome, cited))
    return Verdict(all_of(reason.outcome for reason in reasons), tuple(reasons))
