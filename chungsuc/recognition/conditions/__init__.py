"""The conditions that the table of steps names: name → (label, where to mend it, what it says of a case on a day).

What a lower room knows is asked of its facts. `provide` lets a test, or a province that does it otherwise, answer.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from chungsuc.law.verdicts import Outcome, Reason, Verdict, all_of

from ..casefile import CaseFile
from . import consulting, examining, standing, surveying, voting

Asks = Callable[[CaseFile], Verdict]


@dataclass(frozen=True)
class Condition:
    """A named condition. `page` is the address (its name) where what is missing is brought."""

    name: str
    label: str
    asks: Asks
    page: str = ""


@dataclass(frozen=True)
class Checked:
    """A condition and what it says."""

    condition: Condition
    verdict: Verdict

    @property
    def met(self) -> bool:
        return self.verdict.outcome is Outcome.MET


CONDITIONS: dict[str, Condition] = {
    c.name: c
    for c in (
        Condition("unit_fits_level", "Đơn vị thuộc diện xét", standing.unit_fits_level),
        Condition("level_open", "Mức đang được xét công nhận", standing.level_open),
        Condition("level_over", "Mức không còn được xét công nhận", standing.level_over),
        Condition("year_fits", "Năm đánh giá", standing.year_fits),
        Condition("lower_level_held", "Đã được công nhận mức dưới", standing.lower_level_held),
        Condition("not_recognised", "Chưa được công nhận mức này", standing.not_recognised),
        Condition("merged", "Đơn vị đã sáp nhập", standing.merged),
        Condition("self_assessed", "Có kết quả tự đánh giá", examining.self_assessed),
        Condition("posting_over", "Đủ thời gian niêm yết", consulting.posting_over, "case_posting"),
        Condition("broadcasts", "Đủ số lần thông báo", consulting.broadcasts, "case_posting"),
        Condition("posting_places", "Đủ nơi niêm yết", consulting.posting_places, "case_posting"),
        Condition("posting_proof", "Có căn cứ đã niêm yết", consulting.posting_proof, "case_posting"),
        Condition("objections_answered", "Đã trả lời phản ánh", consulting.objections_answered, "case_posting"),
        Condition("opinions", "Có ý kiến bằng văn bản", consulting.opinions, "case_opinions"),
        Condition("dossier", "Hồ sơ đủ thành phần", examining.dossier, "case_dossier"),
        Condition("self_met", "Tự đánh giá đạt bộ tiêu chí", examining.self_met),
        Condition("set_met", "Đạt bộ tiêu chí", examining.set_met),
        Condition("satisfaction", "Sự hài lòng của người dân", surveying.satisfaction),
        Condition("statements", "Xác nhận của cơ quan phụ trách", examining.statements, "case_appraisals"),
        Condition("level_conditions", "Điều kiện riêng của mức", examining.level_conditions, "case_appraisals"),
        Condition("appraisals", "Thẩm định từng tiêu chí", examining.appraisals, "case_appraisals"),
        Condition("council_vote", "Kết quả bỏ phiếu của Hội đồng", voting.council_vote),
        Condition("revocation_grounds", "Căn cứ thu hồi", standing.revocation_grounds),
        Condition("still_recognised", "Công nhận còn hiệu lực", standing.still_recognised),
    )
}


def provide(name: str, asks: Asks) -> None:
    """Replaces the answer to a condition; KeyError for a name that the table does not know."""
    old = CONDITIONS[name]
    CONDITIONS[name] = Condition(old.name, old.label, asks, old.page)


def check(file: CaseFile, names: Iterable[str]) -> tuple[Checked, ...]:
    """What each named condition says of a case."""
    return tuple(Checked(CONDITIONS[name], CONDITIONS[name].asks(file)) for name in names)


def together(checked: Iterable[Checked]) -> Verdict:
    """One verdict of several conditions, with all their reasons; met when there are none."""
    every = list(checked)
    if not every:
        return Verdict(Outcome.MET, ())
    reasons = tuple(
        Reason(r.text, r.outcome, r.citation, r.about or c.condition.label) for c in every for r in c.verdict.reasons
    )
    return Verdict(all_of(c.verdict.outcome for c in every), reasons)
