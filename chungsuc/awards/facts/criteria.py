"""The criteria of section IV that a subject's kind has to meet, with what the data answer to each."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from chungsuc.law.citations import Citation
from chungsuc.law.periods import show_day
from chungsuc.movement.models import Subject as PlanSubject
from chungsuc.questions.asking import Asking, rows_of, together
from chungsuc.rulebook.rule_facts import RuleFact

from ..models import AwardSubject
from ..rules.eligibility import MET, NEEDS_HUMAN, NOT_MET
from ..rules.eligibility_facts import Criterion, Evidence
from ..rules.naming import INITIATIVE, LABOUR, LAND, MONEY
from .law import Law, law_asked
from .results import Known

CONTRIBUTIONS = "contributions"
_GIVEN = (MONEY, LABOUR, LAND, INITIATIVE)


def criteria_of(
    subject: AwardSubject, kind: RuleFact | None, known: Known, evidence: tuple[Evidence, ...], rows: Mapping[str, Any]
) -> tuple[Criterion, ...]:
    """The recognised level where the kind asks for one, then each criterion of its group. No query.

    What the data cannot answer stays for a person: "tiêu biểu" is nobody's column.
    """
    if kind is None:
        return ()
    group = next((row for row in rows["plan"] if row.code == kind.value["group"]), None)
    cited = _clause(kind, group.letter if group else "")
    found = [_level(subject, kind, known, rows, cited)] if kind.value["levels"] and subject.itself else []
    if group is None:
        return tuple(found)
    asked = dict(_parted(word) for word in kind.value.get("criteria", ()))
    for no, text in enumerate(group.criteria, start=1):
        if asked and str(no) not in asked:
            continue
        found.append(_answered(Criterion(no, text, cited), asked.get(str(no), ""), subject, evidence, rows))
    return tuple(found)


def texts_by_kind(law: Law, plan: Iterable[Any]) -> dict[str, tuple[str, ...]]:
    """The texts of the criteria of each kind of subject, in the plan's order. `plan`: the plan's subjects. No query."""
    groups: dict[str, tuple[str, ...]] = {}
    for row in plan:
        groups.setdefault(row.code, tuple(row.criteria))
    return {code: groups.get(str(kind.value["group"]), ()) for code, kind in law.subjects.items()}


def texts_asked(day: date) -> Asking[dict[str, tuple[str, ...]]]:
    """`texts_by_kind` as of a day, for whoever asks more in the same query. One round."""
    askings: list[Asking[Any]] = [law_asked(day), rows_of(plan_subjects())]
    law, plan = yield from together(askings)
    return texts_by_kind(law, plan)


def plan_subjects() -> Any:
    """Whom section IV names, the latest plan first."""
    return PlanSubject.objects.select_related("plan").order_by("-plan__since", "pk")


def _clause(kind: RuleFact, letter: str) -> str:
    told = kind.citation
    return str(Citation(told.document, f"Mục IV.{letter}" if letter else "", told.source, told.status))


def _parted(word: str) -> tuple[str, str]:
    no, _, by = word.partition(":")
    return no, by


def _level(subject: AwardSubject, kind: RuleFact, known: Known, rows: Mapping[str, Any], cited: str) -> Criterion:
    """Whether the unit holds one of the levels of its kind; only a former unit of it: somebody has to see."""
    held = [
        row
        for row in rows["recognised"]
        if row.unit_id in known.pasts[subject.pk] and row.level.code in kind.value["levels"]
    ]
    own = [row for row in held if row.unit_id == subject.unit_id]
    keys = tuple(f"recognition:{row.pk}" for row in own or held)
    told = "; ".join(
        f"{row.level.name}, Quyết định {row.decision_number} ngày {show_day(row.signed_on)}"
        + ("" if row.unit_id == subject.unit_id else f" (khi là {row.owner})")
        for row in own or held
    )
    if own:
        return Criterion(0, "", cited, MET, f"Đã được công nhận: {told}.", keys)
    if held:
        words = f"Đơn vị cũ đã được công nhận: {told}. Hãy xem đơn vị mới sau sáp nhập có giữ mức ấy không."
        return Criterion(0, "", cited, NEEDS_HUMAN, words, keys)
    return Criterion(0, "", cited, NOT_MET, "Chưa được công nhận mức nào mà kế hoạch nêu cho nhóm này.")


def _answered(
    one: Criterion,
    by: str,
    subject: AwardSubject,
    evidence: tuple[Evidence, ...],
    rows: Mapping[str, Any],
) -> Criterion:
    if by == CONTRIBUTIONS:
        given = [e for e in evidence if e.confirmed and (e.kind in _GIVEN or e.key.startswith("contribution:"))]
        if not given:
            return one
        told = "; ".join(e.words for e in given[:3])
        words = f"{len(given)} đóng góp, sáng kiến đã xác nhận: {told}."
        return Criterion(one.no, one.text, one.citation, MET, words, tuple(e.key for e in given))
    own = [row for row in rows["statements"] if row.kind == by and row.case.unit_id == subject.unit_id] if by else []
    if not own or own[-1].outcome not in (MET, NOT_MET):
        return one
    last = own[-1]
    met = "xác nhận đạt" if last.outcome == MET else "xác nhận không đạt"
    words = f"{one.text.rstrip('.')}: {met}, {last.paper} ngày {show_day(last.on)}."
    return Criterion(one.no, one.text, one.citation, last.outcome, words)
