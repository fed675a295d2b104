"""How a council decides: quorum, denominator, share, and what a ballot is. Pure: exact numbers, no clock, no tables."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from chungsuc.law.citations import Citation
from chungsuc.law.figures import read_fraction, show_decimal
from chungsuc.law.verdicts import Outcome, Reason, Verdict, all_of

YES, NO, ABSTAIN, INVALID = "yes", "no", "abstain", "invalid"
CHOICES: Mapping[str, str] = {YES: "Đồng ý", NO: "Không đồng ý", ABSTAIN: "Không có ý kiến"}
COUNTED_AS: Mapping[str, str] = {**CHOICES, INVALID: "Phiếu không hợp lệ"}
# What a member reads of the whole vote; the reasons below it only tell how it was counted.
DECIDED: Mapping[Outcome, str] = {
    Outcome.MET: "Được thông qua",
    Outcome.NOT_MET: "Không được thông qua",
    Outcome.UNDETERMINED: "Chưa đủ căn cứ kết luận",
}

PRESENT, TOTAL = "present", "total"  # what a share is taken of
RECUSED_IN, RECUSED_OUT = "in", "out"  # whether a recused member stays in the denominator
LETTERS_COUNTED, LETTERS_REFUSED = "counted", "not_counted"

# The codes of receipts: no I, L, O, U and no vowels that make words; two groups of five, 25 letters to choose from.
CODE_LETTERS = "2346789BCDFGHJKMNPQRTVWXZ"
CODE_GROUPS, CODE_GROUP = 2, 5
FEW = 3  # with fewer ballots than this on an item the result tells how each was cast


@dataclass(frozen=True)
class Rule:
    """One rule as the law of the day gives it; `value` None while it is missing."""

    key: str
    label: str
    value: Decimal | str | None
    citation: Citation

    @property
    def missing(self) -> bool:
        return self.value is None

    @property
    def told_missing(self) -> Reason:
        """The reason of whatever needs this rule while it is missing."""
        text = f"Chưa có quy định «{self.label}»; cần quyết định bằng văn bản của Chủ tịch Hội đồng"
        return Reason(text, Outcome.UNDETERMINED, self.citation)


@dataclass(frozen=True)
class Terms:
    """The rules of a vote: the share needed, what it is taken of, the place of recused members and of letters."""

    share: Rule
    share_of: Rule
    recused: Rule
    letters: Rule


@dataclass(frozen=True)
class Poll:
    """What happened with one item. `recused` of the roll took no part; `recused_here` of them were present.

    `letters` members were absent and voted in writing; `present` came (recused ones too).
    """

    roll: int
    present: int
    letters: int
    recused: int
    recused_here: int
    yes: int
    no: int
    abstain: int
    invalid: int

    @property
    def turnout(self) -> int:
        return self.yes + self.no + self.abstain + self.invalid


@dataclass(frozen=True)
class Decision:
    """The verdict with the numbers it rests on; `share` is a percentage cut (never rounded up) to four places."""

    verdict: Verdict
    denominator: int | None
    share: Decimal | None


def percent(part: int, whole: int) -> Decimal:
    """`part` of `whole` in per cent, cut to four places so that it never looks greater than it is."""
    exact = Fraction(part * 100, whole)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.0001"), ROUND_DOWN)


def said(share: Decimal) -> str:
    """A percentage in words, cut to two places."""
    return f"{show_decimal(share.quantize(Decimal('0.01'), ROUND_DOWN).normalize() + 0)} %"


def share_of(value: Decimal | str | None) -> Fraction:
    """What a rule asks, exactly: a percentage ("90") or a part of the whole ("2/3")."""
    part = read_fraction(value)
    return part if part is not None else Fraction(Decimal(value or 0)) / 100


def share_percent(value: Decimal | str | None) -> Decimal:
    """What a rule asks in per cent, a fraction cut to four places: for a column that holds numbers."""
    part = read_fraction(value)
    return Decimal(value or 0) if part is None else percent(part.numerator, part.denominator)


def share_said(value: Decimal | str | None) -> str:
    """What a rule asks, in words: "90 %", "2/3"."""
    return str(value) if read_fraction(value) is not None else said(Decimal(value or 0))


def reaches(part: int, whole: int, share: Fraction) -> bool:
    """Whether `part` is at least that share of `whole`: exact."""
    return part >= share * whole


def quorum(present: int, roll: int, share: Rule) -> Verdict:
    """Whether enough of the roll came. Undetermined while the share is missing or the roll is empty."""
    if share.value is None:
        return Verdict(Outcome.UNDETERMINED, (share.told_missing,))
    if roll == 0:
        return _undetermined("Danh sách Hội đồng của ngày họp chưa có thành viên nào", share.citation)
    met = reaches(present, roll, share_of(share.value))
    text = (
        f"{present} trên {roll} thành viên dự họp ({said(percent(present, roll))}), "
        f"cần ít nhất {share_said(share.value)}"
    )
    outcome = Outcome.MET if met else Outcome.NOT_MET
    return Verdict(outcome, (Reason(text, outcome, share.citation, "số thành viên dự họp"),))


def needed(terms: Terms, *, recusals: bool, letters: bool) -> tuple[Rule, ...]:
    """The rules that this vote cannot do without: on recused members and letters only where there are any."""
    asked = [terms.share, terms.share_of]
    return tuple([*asked, *([terms.recused] if recusals else []), *([terms.letters] if letters else [])])


def decide(poll: Poll, terms: Terms) -> Decision:
    """What the vote on an item came to. Abstentions and invalid ballots stay in the denominator: they are no consent.

    Undetermined, with what is missing, while a rule that this vote needs is missing.
    """
    asked = needed(terms, recusals=poll.recused > 0, letters=poll.letters > 0)
    lacking = tuple(rule.told_missing for rule in asked if rule.missing)
    if lacking:
        return Decision(Verdict(Outcome.UNDETERMINED, lacking), None, None)
    if poll.letters and terms.letters.value == LETTERS_REFUSED:
        text = "Có phiếu gửi thư trong khi quy định không tính phiếu gửi thư"
        return Decision(_undetermined(text, terms.letters.citation), None, None)
    whole = denominator(poll, terms)
    if whole <= 0:
        return Decision(_undetermined("Không còn thành viên nào để tính tỷ lệ", terms.share_of.citation), whole, None)
    met = reaches(poll.yes, whole, share_of(terms.share.value))
    outcome = Outcome.MET if met else Outcome.NOT_MET
    reasons = (
        Reason(
            f"{poll.yes} trên {whole} đồng ý ({said(percent(poll.yes, whole))}), "
            f"cần ít nhất {share_said(terms.share.value)}",
            outcome,
            terms.share.citation,
            "tỷ lệ đồng ý",
        ),
        Reason(_denominator_said(poll, terms, whole), outcome, terms.share_of.citation, "số thành viên tính tỷ lệ"),
        *_also_said(poll, terms, outcome),
    )
    return Decision(Verdict(all_of([outcome]), reasons), whole, percent(poll.yes, whole))


def denominator(poll: Poll, terms: Terms) -> int:
    """What the share is taken of: the whole roll, or those present together with those who wrote."""
    if terms.share_of.value == TOTAL:
        whole, recused = poll.roll, poll.recused
    else:
        whole, recused = poll.present + poll.letters, poll.recused_here
    return whole - recused if terms.recused.value == RECUSED_OUT else whole


def _denominator_said(poll: Poll, terms: Terms, whole: int) -> str:
    if terms.share_of.value == TOTAL:
        counted, recused = f"Toàn bộ {poll.roll} thành viên Hội đồng", poll.recused
    else:
        counted, recused = f"{poll.present} thành viên dự họp", poll.recused_here
        if poll.letters:
            counted += f" và {poll.letters} thành viên gửi phiếu"
    if recused and terms.recused.value == RECUSED_OUT:
        return f"{counted}, trừ {recused} thành viên không biểu quyết, còn {whole}"
    return f"{counted}, tổng {whole}" if terms.share_of.value != TOTAL and poll.letters else counted


def _also_said(poll: Poll, terms: Terms, outcome: Outcome) -> list[Reason]:
    told = []
    if poll.recused:
        how = "không tính" if terms.recused.value == RECUSED_OUT else "vẫn tính"
        text = f"{poll.recused} thành viên có liên quan không biểu quyết, {how} khi lấy tỷ lệ"
        told.append(Reason(text, outcome, terms.recused.citation, "không biểu quyết"))
    if poll.letters:
        text = f"{poll.letters} thành viên vắng mặt biểu quyết bằng phiếu gửi thư, tính như người dự họp"
        told.append(Reason(text, outcome, terms.letters.citation, "phiếu gửi thư"))
    return told


def _undetermined(text: str, citation: Citation) -> Verdict:
    return Verdict(Outcome.UNDETERMINED, (Reason(text, Outcome.UNDETERMINED, citation),))


def tally(ballots: Iterable[Mapping[str, str]]) -> dict[str, int]:
    """How many ballots say what: the recount that anybody can do on the published list."""
    found = Counter(ballot["choice"] for ballot in ballots)
    return {choice: found[choice] for choice in COUNTED_AS}


def put_in(ballots: Sequence[Mapping[str, str]], fresh: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """The box with (code, choice) pairs added, sorted by code: where a ballot lies tells nothing of when it came.

    ValueError for a choice that is none, or a code that is in the box already.
    """
    found = {ballot["code"]: ballot["choice"] for ballot in ballots}
    for code, choice in fresh:
        if choice not in COUNTED_AS or code in found:
            raise ValueError("a ballot needs a known choice and a code of its own")
        found[code] = choice
    return [{"code": code, "choice": found[code]} for code in sorted(found)]


def code_from(numbers: Sequence[int]) -> str:
    """A receipt code from random numbers below len(CODE_LETTERS): "7QX2M-93KTB"."""
    letters = "".join(CODE_LETTERS[number] for number in numbers)
    return "-".join(letters[at : at + CODE_GROUP] for at in range(0, len(letters), CODE_GROUP))
