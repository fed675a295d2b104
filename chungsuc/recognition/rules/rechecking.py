"""Whether a recognised unit still meets its set, and whether there are grounds to revoke. Pure; shares are data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from chungsuc.law.citations import Citation
from chungsuc.law.figures import show_decimal
from chungsuc.law.verdicts import Outcome, Reason, Verdict


class Finding(StrEnum):
    """What a year's verdicts say of a recognised unit."""

    HOLDS = "holds"
    WARNING = "warning"
    REVOKE = "revoke"
    UNDETERMINED = "undetermined"

    @property
    def label(self) -> str:
        """What people read."""
        return _LABELS[self]

    @property
    def sign(self) -> str:
        """The key of its shape on pages."""
        return _SIGNS[self]


_LABELS = {
    Finding.HOLDS: "còn đạt",
    Finding.WARNING: "cảnh báo",
    Finding.REVOKE: "có căn cứ thu hồi",
    Finding.UNDETERMINED: "chưa đủ căn cứ",
}
_SIGNS = {
    Finding.HOLDS: "met",
    Finding.WARNING: "not_met",
    Finding.REVOKE: "overdue",
    Finding.UNDETERMINED: "undetermined",
}


@dataclass(frozen=True)
class RevocationRule:
    """The rule of a day: the share that suffices alone, the share that needs a key criterion, and these criteria.

    None for what is missing: then whatever depends on it is undetermined.
    """

    share: Decimal | None
    share_with_key: Decimal | None
    key_criteria: frozenset[int] | None
    citation: Citation
    key_citation: Citation


@dataclass(frozen=True)
class Rechecked:
    """The finding with its reasons and the numbers it rests on."""

    finding: Finding
    failed: tuple[int, ...]
    unknown: tuple[int, ...]
    total: int
    reasons: tuple[Reason, ...]

    @property
    def verdict(self) -> Verdict:
        """As grounds for a revocation: met when the shares are reached."""
        outcome = {Finding.REVOKE: Outcome.MET, Finding.UNDETERMINED: Outcome.UNDETERMINED}.get(
            self.finding, Outcome.NOT_MET
        )
        return Verdict(outcome, tuple(Reason(r.text, outcome, r.citation, r.about) for r in self.reasons))


def recheck(outcomes: Mapping[int, Outcome], rule: RevocationRule) -> Rechecked:
    """What a year's verdicts of every criterion mean for the recognition.

    Grounds to revoke: the failing share reaches `share`, or reaches `share_with_key` with a key criterion among them.
    What is undetermined counts for neither side: when it could bring the unit over a share, nothing is concluded.
    """
    failed = tuple(sorted(no for no, outcome in outcomes.items() if outcome is Outcome.NOT_MET))
    unknown = tuple(sorted(no for no, outcome in outcomes.items() if outcome is Outcome.UNDETERMINED))
    total = len(outcomes)
    if not total:
        return _told(Finding.UNDETERMINED, failed, unknown, total, "Chưa có kết quả đánh giá của năm này.", None)
    if rule.share is None or rule.share_with_key is None:
        text = "Chưa có tỷ lệ tiêu chí không đạt để thu hồi."
        return _told(Finding.UNDETERMINED, failed, unknown, total, text, rule.citation)
    if _reaches(len(failed), total, rule.share):
        text = f"{_said(failed, total)}, từ {show_decimal(rule.share)} % trở lên."
        return _told(Finding.REVOKE, failed, unknown, total, text, rule.citation)
    if _reaches(len(failed), total, rule.share_with_key):
        return _with_key(failed, unknown, total, rule)
    worst = len(failed) + len(unknown)
    if unknown and _reaches(worst, total, rule.share_with_key):
        text = f"{_said(failed, total)}, còn {len(unknown)} tiêu chí chưa đủ căn cứ nên chưa kết luận được."
        return _told(Finding.UNDETERMINED, failed, unknown, total, text, rule.citation)
    if failed:
        text = f"{_said(failed, total)}, chưa đến {show_decimal(rule.share_with_key)} %: cảnh báo, phải khắc phục."
        return _told(Finding.WARNING, failed, unknown, total, text, rule.citation)
    if unknown:
        text = f"{len(unknown)}/{total} tiêu chí chưa đủ căn cứ."
        return _told(Finding.UNDETERMINED, failed, unknown, total, text, rule.citation)
    return _told(Finding.HOLDS, failed, unknown, total, f"Đạt cả {total} tiêu chí.", rule.citation)


def _with_key(failed: tuple[int, ...], unknown: tuple[int, ...], total: int, rule: RevocationRule) -> Rechecked:
    said = _said(failed, total)
    if rule.key_criteria is None:
        text = f"{said}; chưa có quy định tiêu chí then chốt của mức này."
        return _told(Finding.UNDETERMINED, failed, unknown, total, text, rule.key_citation)
    keys = sorted(rule.key_criteria & set(failed))
    if keys:
        text = f"{said}, trong đó có tiêu chí then chốt {', '.join(map(str, keys))}."
        return _told(Finding.REVOKE, failed, unknown, total, text, rule.key_citation)
    share = rule.share or Decimal(100)
    if unknown and (rule.key_criteria & set(unknown) or _reaches(len(failed) + len(unknown), total, share)):
        text = f"{said}; còn {len(unknown)} tiêu chí chưa đủ căn cứ nên chưa kết luận được."
        return _told(Finding.UNDETERMINED, failed, unknown, total, text, rule.key_citation)
    text = f"{said}, không có tiêu chí then chốt nào: cảnh báo, phải khắc phục."
    return _told(Finding.WARNING, failed, unknown, total, text, rule.key_citation)


def _told(
    finding: Finding, failed: tuple[int, ...], unknown: tuple[int, ...], total: int, text: str, cited: Citation | None
) -> Rechecked:
    outcome = {Finding.HOLDS: Outcome.MET, Finding.UNDETERMINED: Outcome.UNDETERMINED}.get(finding, Outcome.NOT_MET)
    return Rechecked(finding, failed, unknown, total, (Reason(text, outcome, cited),))


def _said(failed: Sequence[int], total: int) -> str:
    percent = show_decimal(Decimal(len(failed) * 100) / total, 1)
    return f"{len(failed)}/{total} tiêu chí không đạt ({percent} %: {', '.join(map(str, failed)) or 'không có'})"


def _reaches(count: int, total: int, share: Decimal) -> bool:
    """Exact: 6 of 19 reach 30 % because 600 ≥ 570."""
    return Decimal(count * 100) >= share * total


def recheck_district(revoked: int, communes: int, share: Decimal | None, citation: Citation) -> Verdict:
    """Whether so many of a district's communes lost their recognition that the district's own has to be revoked."""
    if share is None or not communes:
        text = "Chưa có tỷ lệ xã bị thu hồi để thu hồi công nhận huyện." if communes else "Huyện không có xã nào."
        return Verdict(Outcome.UNDETERMINED, (Reason(text, Outcome.UNDETERMINED, citation),))
    outcome = Outcome.MET if _reaches(revoked, communes, share) else Outcome.NOT_MET
    text = f"{revoked}/{communes} xã đã bị thu hồi, mức phải thu hồi công nhận huyện là {show_decimal(share)} %."
    return Verdict(outcome, (Reason(text, outcome, citation),))


def as_rechecked(verdict: Verdict, revoked: int, communes: int) -> Rechecked:
    """What the communes of a district mean for its own recognition, in the words of a re-check."""
    found = {Outcome.MET: Finding.REVOKE, Outcome.UNDETERMINED: Finding.UNDETERMINED}.get(verdict.outcome)
    finding = found or (Finding.WARNING if revoked else Finding.HOLDS)
    return Rechecked(finding, (), (), communes, verdict.reasons)
