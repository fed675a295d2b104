"""From ballots to a verdict. Pure: exact fractions, no clock, no tables."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from chungsuc.law.citations import Citation
from chungsuc.law.figures import show_decimal
from chungsuc.law.verdicts import Outcome, Reason, Verdict, all_of

YES, NO, NONE = "yes", "no", "none"
ANSWERS = {YES: "Hài lòng", NO: "Chưa hài lòng", NONE: "Không có ý kiến"}
OVERALL = "chung"
Ballot = Mapping[str, str]  # content code → answer


@dataclass(frozen=True)
class Content:
    """One thing a ballot asks about. The content with code "chung" asks about the whole."""

    code: str
    text: str


@dataclass(frozen=True)
class Kind:
    """A kind of ballot: its code, its name and what it asks."""

    code: str
    name: str
    contents: tuple[Content, ...]


@dataclass(frozen=True)
class Demand:
    """What a rule demands, in percent, with its citation; `share` None when the rule is missing."""

    label: str
    share: Decimal | None
    citation: Citation


@dataclass(frozen=True)
class Tally:
    """How the ballots answered one content. The share counts every ballot that came in, also those without opinion."""

    content: Content
    yes: int
    no: int
    none: int

    @property
    def ballots(self) -> int:
        return self.yes + self.no + self.none

    @property
    def share(self) -> Fraction | None:
        """Satisfied, in percent, exactly; None without ballots."""
        return Fraction(100 * self.yes, self.ballots) if self.ballots else None


@dataclass(frozen=True)
class Coverage:
    """Households asked and households that answered, of one hamlet or of all."""

    name: str
    asked: int
    answered: int

    @property
    def share(self) -> Fraction | None:
        return Fraction(100 * self.answered, self.asked) if self.asked else None


def tallies(contents: Sequence[Content], ballots: Iterable[Ballot]) -> list[Tally]:
    """The answers by content; a content that a ballot leaves out counts as "no opinion", never as satisfied."""
    counted: dict[str, Counter[str]] = {content.code: Counter() for content in contents}
    for ballot in ballots:
        for code, count in counted.items():
            answer = ballot.get(code, NONE)
            count[answer if answer in ANSWERS else NONE] += 1
    return [Tally(c, counted[c.code][YES], counted[c.code][NO], counted[c.code][NONE]) for c in contents]


def percent(share: Fraction) -> str:
    """An exact share as people read it, two decimals: "71,43 %". Rounded down, so that 89,999 never reads as 90."""
    hundredths = share.numerator * 100 // share.denominator
    return f"{show_decimal(Decimal(hundredths) / 100)} %"


def reaches(about: str, share: Fraction | None, demand: Demand) -> Reason:
    """Whether a share reaches a demand: one reason with its citation; undetermined where either is missing."""
    if share is None:
        return Reason("chưa có phiếu nào", Outcome.UNDETERMINED, demand.citation, about)
    if demand.share is None:
        text = f"{percent(share)}; chưa có quy định «{demand.label}»"
        return Reason(text, Outcome.UNDETERMINED, demand.citation, about)
    met = share >= Fraction(demand.share)
    outcome = Outcome.MET if met else Outcome.NOT_MET
    text = f"{percent(share)}, yêu cầu ≥ {show_decimal(demand.share)} %: {outcome.label}"
    return Reason(text, outcome, demand.citation, about)


def result(coverage: Coverage, tallied: Sequence[Tally], needed: Demand, satisfied: Demand, each: Demand) -> Verdict:
    """The survey as a condition: enough households, enough of them satisfied with the whole and with each content.

    Below the required coverage nothing is said about satisfaction: too few have spoken, so it is not met.
    """
    reasons = [reaches("Tỷ lệ hộ tham gia", coverage.share, needed)]
    for tally in tallied:
        demand = satisfied if tally.content.code == OVERALL else each
        about = "Hài lòng chung" if tally.content.code == OVERALL else f"Nội dung «{tally.content.text}»"
        reasons.append(reaches(about, tally.share, demand))
    if not any(tally.content.code == OVERALL for tally in tallied):
        reasons.append(Reason("phiếu không hỏi mức hài lòng chung", Outcome.UNDETERMINED, satisfied.citation))
    return Verdict(all_of(reason.outcome for reason in reasons), tuple(reasons))


def told_apart(sizes: Mapping[int, int], smallest: int | None) -> list[int]:
    """Which hamlets may be told apart: those with enough ballots, and only while what is left has enough as well.

    Otherwise the whole less the hamlets told would give away the few ballots of the rest. None without a rule.
    """
    if smallest is None:
        return []
    told = sorted((hamlet for hamlet, size in sizes.items() if size >= smallest), key=lambda h: -sizes[h])
    while told and 0 < sum(size for hamlet, size in sizes.items() if hamlet not in told) < smallest:
        told.pop()
    return sorted(told)


@dataclass(frozen=True)
class Mismatch:
    """A paper ballot that the two people entered differently, or that only one of them entered."""

    sheet: int
    contents: tuple[str, ...]
    missing_round: int = 0


def compared(first: Mapping[int, Ballot], second: Mapping[int, Ballot]) -> tuple[list[int], list[Mismatch]]:
    """The numbers of the paper ballots on which both entries agree, and what does not agree, in order."""
    agreed, wrong = [], []
    for sheet in sorted({*first, *second}):
        one, other = first.get(sheet), second.get(sheet)
        if one is None or other is None:
            wrong.append(Mismatch(sheet, (), 1 if one is None else 2))
            continue
        differing = tuple(code for code in sorted({*one, *other}) if one.get(code) != other.get(code))
        if differing:
            wrong.append(Mismatch(sheet, differing))
        else:
            agreed.append(sheet)
    return agreed, wrong


def drawn(numbers: Sequence[int], size: int, seed: str) -> list[int]:
    """`size` of the numbers, drawn so that anybody with the published seed draws the same ones, in order.

    Each number is ranked by SHA-256 of "seed/number": no generator whose sequence might change with a version.
    """
    from hashlib import sha256

    ranked = sorted(numbers, key=lambda number: sha256(f"{seed}/{number}".encode()).hexdigest())
    return sorted(ranked[:size])
