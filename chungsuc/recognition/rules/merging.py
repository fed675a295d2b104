"""What a level becomes when recognised units merge. Pure; the rule itself is data of the pack."""

from collections.abc import Sequence
from dataclasses import dataclass

from chungsuc.law.citations import Citation, Status
from chungsuc.law.verdicts import Outcome, Reason, Verdict, all_of

ALL_PARTS = "all_parts"


@dataclass(frozen=True)
class Part:
    """A unit that flowed into the new one: was it a commune of the programme, and how it stood on its last day."""

    name: str
    in_scope: bool
    outcome: Outcome


@dataclass(frozen=True)
class MergerRule:
    """The rule of a day: how a merged unit keeps a level; what a part outside the programme means (None: no rule)."""

    keeps: str | None
    outsider: str | None
    citation: Citation | None
    outsider_citation: Citation | None = None


NO_RULE = MergerRule(None, None, None)


def after_merger(parts: Sequence[Part], rule: MergerRule) -> Verdict:
    """Whether a unit made of `parts` holds the level that these held.

    With the rule "all parts": one commune without it and the new unit has to be examined again (not met). A part that
    never was a commune of the programme (a town, a ward) leaves it open until a rule says what it means.
    """
    if rule.keeps != ALL_PARTS or not parts:
        return Verdict(
            Outcome.UNDETERMINED, (Reason("Chưa có quy định về mức đã đạt sau sáp nhập.", Outcome.UNDETERMINED),)
        )
    reasons = tuple(_reason(part, rule) for part in parts)
    return Verdict(all_of(reason.outcome for reason in reasons), reasons)


def after_split(parts: Sequence[Part]) -> Verdict:
    """Whether a unit that came out of a split holds a level.

    What the divided unit never had none of its successors has; whether they keep what it had, no rule says.
    """
    names = ", ".join(part.name for part in parts)
    if all(part.outcome is Outcome.NOT_MET for part in parts):
        text = f"Lập ra do chia tách {names}, chưa được công nhận."
        return Verdict(Outcome.NOT_MET, (Reason(text, Outcome.NOT_MET),))
    missing = Citation("Quy định về mức đã đạt sau chia tách", status=Status.MISSING)
    text = f"Lập ra do chia tách {names}; chưa có quy định về mức đã đạt sau chia tách."
    return Verdict(Outcome.UNDETERMINED, (Reason(text, Outcome.UNDETERMINED, missing),))


def _reason(part: Part, rule: MergerRule) -> Reason:
    if part.in_scope:
        said = {
            Outcome.MET: "đã được công nhận",
            Outcome.NOT_MET: "chưa được công nhận",
            Outcome.UNDETERMINED: "chưa đủ căn cứ",
        }[part.outcome]
        return Reason(f"{part.name}: {said}.", part.outcome, rule.citation)
    if rule.outsider == "ignored":
        return Reason(f"{part.name}: không thuộc diện xét, không tính.", Outcome.MET, rule.outsider_citation)
    if rule.outsider == "breaks":
        return Reason(f"{part.name}: không phải xã đạt chuẩn.", Outcome.NOT_MET, rule.outsider_citation)
    text = f"{part.name}: phường, thị trấn không thuộc diện công nhận; chưa có quy định tính thế nào khi sáp nhập."
    missing = Citation("Quy định về đơn vị không thuộc diện xét khi sáp nhập", status=Status.MISSING)
    return Reason(text, Outcome.UNDETERMINED, rule.outsider_citation or missing)
