"""Whether two pieces of work that were written down twice may be one and the same. Pure; nothing is merged here.

The campaign “Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh” and the movement speak of the same roads and
houses. Alike are two works of one unit whose words mostly agree, whose times meet or nearly meet, and whose places,
figures and amounts do not speak against it. How much agreement is asked stands in the pack; a person decides.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations

from chungsuc.law.figures import round_half_up, show_decimal
from chungsuc.law.periods import show_day
from chungsuc.law.spelling import fold
from chungsuc.law.verdicts import Outcome, Reason, Verdict

WORDS_KEY, GAP_KEY, AMOUNT_KEY = "share:alike_words", "days:alike_gap", "share:alike_amount"
KEYS = (WORDS_KEY, GAP_KEY, AMOUNT_KEY)
_WORD = re.compile(r"[0-9a-z]+")
_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Work:
    """A task, a result or a contribution as it was written. `key` is the caller's own; empty fields say nothing.

    `amount` is in `measure` ("m", "ngày công", "đồng"); `place` is where, in words ("thôn 1").
    """

    key: str
    text: str
    unit_id: int | None
    since: date | None = None
    until: date | None = None
    amount: Decimal | None = None
    measure: str = ""
    place: str = ""


@dataclass(frozen=True)
class Scale:
    """What the pack asks on a day: the share of words in common (%), the days between, the difference of amounts (%).

    None: the pack does not say, and nothing can be said.
    """

    words: Decimal | None
    gap: int | None
    amount: Decimal | None

    @property
    def missing(self) -> bool:
        return self.words is None or self.gap is None or self.amount is None


@dataclass(frozen=True)
class Pair:
    """Two works that may be one, and why, strongest reason first."""

    one: Work
    other: Work
    share: Decimal
    reasons: tuple[Reason, ...]


def alike(one: Work, other: Work, scale: Scale) -> Verdict:
    """Whether two works may be one: met, not met (with what speaks against it), undetermined without a scale."""
    if scale.words is None or scale.gap is None or scale.amount is None:
        return Verdict(
            Outcome.UNDETERMINED,
            (Reason("Gói dữ liệu chưa ghi mức giống nhau để so hai việc.", Outcome.UNDETERMINED),),
        )
    asked = (
        _same_unit(one, other),
        _words(one, other, scale.words),
        _numbers(one, other),
        _times(one, other, scale.gap),
        _places(one, other),
        _amounts(one, other, scale.amount),
    )
    reasons = tuple(reason for reason in asked if reason is not None)
    against = tuple(reason for reason in reasons if reason.outcome is Outcome.NOT_MET)
    return Verdict(Outcome.NOT_MET, against) if against else Verdict(Outcome.MET, reasons)


def pairs_alike(works: Iterable[Work], scale: Scale) -> Iterator[Pair]:
    """Every pair of works that may be one; only works of the same unit are compared, each pair once."""
    by_unit: dict[int, list[Work]] = {}
    for work in works:
        if work.unit_id is not None:
            by_unit.setdefault(work.unit_id, []).append(work)
    for of_unit in by_unit.values():
        yield from _pairs(list(combinations(of_unit, 2)), scale)


def matches_of(work: Work, others: Iterable[Work], scale: Scale) -> list[Pair]:
    """Which of `others` may be the same as `work`, most alike first: asked while somebody writes it down."""
    found = _pairs([(work, other) for other in others if other.key != work.key], scale)
    return sorted(found, key=lambda pair: (-pair.share, pair.other.key))


def _pairs(candidates: Sequence[tuple[Work, Work]], scale: Scale) -> Iterator[Pair]:
    for one, other in candidates:
        verdict = alike(one, other, scale)
        if verdict.outcome is Outcome.MET:
            yield Pair(one, other, share_of_words(one.text, other.text), verdict.reasons)


def share_of_words(one: str, other: str) -> Decimal:
    """The share of words in common, in per cent of both texts (0 where one is empty); without accents and case."""
    first, second = Counter(_words_of(one)), Counter(_words_of(other))
    whole = first.total() + second.total()
    return Decimal(200 * (first & second).total()) / whole if whole else Decimal(0)


def _words_of(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _met(text: str) -> Reason:
    return Reason(text, Outcome.MET)


def _not(text: str) -> Reason:
    return Reason(text, Outcome.NOT_MET)


def _same_unit(one: Work, other: Work) -> Reason:
    same = one.unit_id is not None and one.unit_id == other.unit_id
    return _met("Cùng một đơn vị.") if same else _not("Không cùng một đơn vị.")


def _words(one: Work, other: Work, least: Decimal) -> Reason:
    share = share_of_words(one.text, other.text)
    told = f"Lời ghi giống nhau {show_decimal(round_half_up(share, 0))} % (mức so {show_decimal(least)} %)."
    return _met(told) if share >= least else _not(told)


def _numbers(one: Work, other: Work) -> Reason | None:
    """“Đường thôn 1” and “Đường thôn 2” are two roads though nearly all words agree."""
    first, second = ({word for word in _words_of(work.text) if word.isdigit()} for work in (one, other))
    if first and second and not first & second:
        return _not(f"Con số trong lời ghi khác nhau: {', '.join(sorted(first))} và {', '.join(sorted(second))}.")
    return None


def _times(one: Work, other: Work, most: int) -> Reason | None:
    first, second = _span(one), _span(other)
    if first is None or second is None:
        return None
    apart = max((second[0] - first[1]).days, (first[0] - second[1]).days)
    if apart <= 0:
        return _met("Thời gian trùng nhau.")
    told = f"Cách nhau {apart} ngày (mức so {most} ngày)."
    return _met(told) if apart <= most else _not(told)


def _span(work: Work) -> tuple[date, date] | None:
    """From the first to the last day that is known."""
    days = [day for day in (work.since, work.until) if day is not None]
    return (min(days), max(days)) if days else None


def _places(one: Work, other: Work) -> Reason | None:
    first, second = " ".join(_words_of(one.place)), " ".join(_words_of(other.place))
    if not first or not second:
        return None
    return (
        _met(f"Cùng địa chỉ: {one.place}.") if first == second else _not(f"Khác địa chỉ: {one.place}, {other.place}.")
    )


def _amounts(one: Work, other: Work, most: Decimal) -> Reason | None:
    if one.amount is None or other.amount is None or fold(one.measure) != fold(other.measure):
        return None
    larger = max(abs(one.amount), abs(other.amount))
    apart = abs(one.amount - other.amount) * _HUNDRED / larger if larger else Decimal(0)
    told = f"Khối lượng {show_decimal(one.amount)} và {show_decimal(other.amount)} {one.measure}".rstrip()
    if not apart:
        return _met(f"Cùng khối lượng: {show_decimal(one.amount)} {one.measure}".rstrip() + ".")
    told += f", lệch {show_decimal(round_half_up(apart, 0))} % (mức so {show_decimal(most)} %)."
    return _met(told) if apart <= most else _not(told)


def told_days(work: Work) -> str:
    """When a work was, in words; "" when nothing is known."""
    span = _span(work)
    return (
        ""
        if span is None
        else f"{show_day(span[0])} – {show_day(span[1])}"
        if span[0] != span[1]
        else show_day(span[0])
    )
