"""What recognition asks of each person: the step that is theirs, and what their body has to say about a case."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from chungsuc.councils.facts import before_councils
from chungsuc.criteria.models import Owner
from chungsuc.criteria.rules import part_order
from chungsuc.law.periods import WorkingCalendar
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Placement
from chungsuc.organisations.queries import holds_on
from chungsuc.organisations.rules import ROLES
from chungsuc.organisations.work import WorkLine, due_words
from chungsuc.oversight.facts import published_about
from chungsuc.questions.asking import Asking, rows_of, together
from chungsuc.rulebook.rule_facts import RuleFact, calendar, rules_on

from . import workflow
from .access import bodies_asked, may_take
from .actions.examining import STATEMENTS_OPEN
from .casefile import ALWAYS, listed
from .models import Appraisal, Case, CaseEvent, Level, Posting, Statement
from .models.cases import SUBJECT
from .outlook import ASIDE, clocks
from .rules.posting import last_day

STEPPING = ("case.submit", "case.check", "case.manage", "case.decide")
POSTING = "days:posting"
NOW: Mapping[str, str] = {
    workflow.REGISTERED: "bắt đầu tự đánh giá",
    workflow.ASSESSING: "tự đánh giá, lập báo cáo",
    workflow.CONSULTING: "niêm yết, thông báo, lấy ý kiến",
    workflow.COMPLETING: "hoàn thiện hồ sơ rồi trình",
    workflow.RETURNED: "sửa theo lý do trả lại rồi trình lại",
    workflow.VERIFYING: "thẩm tra hồ sơ",
    workflow.SURVEYING: "đã có kết quả hài lòng, chuyển thẩm định",
    workflow.APPRAISING: "theo dõi thẩm định, chuyển bước sau khi đủ",
    workflow.VOTING: "triệu tập Hội đồng",
    workflow.SUBMITTED: "quyết định công nhận, hoặc yêu cầu thẩm định lại",
    workflow.RECOGNISED: "công bố quyết định",
    workflow.PROPOSED: "thẩm tra đề nghị thu hồi",
    workflow.EXAMINED: "quyết định việc thu hồi",
}


def _named(case: Any) -> str:
    return f"{case.unit_name}: {case.level.name}, năm {case.year}"


def steps_to_take(person: Person) -> Asking[Iterable[WorkLine]]:
    """The open cases whose next step is this person's. Two rounds and one query for rules, none without a right to any
    step.
    """
    if not any(person.may(right) for right in STEPPING):
        return ()
    open_ = Case.objects.open().visible(person.scope("case.read")).named()
    every = yield from rows_of(open_.order_by("state_since", "pk"))
    at = {state: [case for case in every if case.state == state] for state in NOW}
    asked: list[Any] = [
        regimes(every, person.day), _waiting(at), _postings(at[workflow.CONSULTING]), _reasons(at[workflow.RETURNED])
    ]  # fmt: skip
    tiers, waiting, posted, reasons = yield from together(asked)
    mine = [case for case in every if case.pk not in waiting and _is_mine(person, case, tiers[case.pk])]
    if not mine:
        return ()
    rules, known = rules_on([*ALWAYS, POSTING], person.day), calendar()
    until = _deadlines(mine, posted, rules, person.day, known)
    return [_step(case, until.get(case.pk), reasons.get(case.pk, case.state_label), person, known) for case in mine]


def _step(case: Case, until: date | None, who: str, person: Person, known: WorkingCalendar) -> WorkLine:
    due, late = due_words(until, person.day, known) if until else ("", False)
    gone = case.holder.until is not None and case.holder.until < person.day
    words = "chuyển sang đơn vị kế thừa" if gone else NOW[case.state]
    link = reverse("cases") if gone else reverse("case", args=[case.pk])
    return WorkLine(f"{_named(case)}: {words}", link, who, due, late)


def _is_mine(person: Person, case: Case, regime: str) -> bool:
    """Whether the person takes the next step; a vote is the council's, so whoever convenes it is asked."""
    if case.state == workflow.VOTING or (case.holder.until is not None and case.holder.until < person.day):
        return person.may("case.manage", case.holder_id)
    steps = workflow.steps_from(case.state, kind=case.level.unit_kind, regime=regime, procedure=case.procedure)
    return any(step.act not in ASIDE and may_take(person, step, case) for step in steps)


def regimes(cases: Iterable[Case], day: date) -> Asking[dict[int, str]]:
    """Under which regime each case stands on a day (see `CaseFile.regime`). One round."""
    found = list(cases)
    over = Placement.objects.on(day).filter(unit_id=OuterRef("parent_id"), parent__kind="district")
    placed = Placement.objects.on(day).filter(unit_id__in={case.holder_id for case in found})
    rows = yield from rows_of(placed.annotate(within=Exists(over)).values_list("unit_id", "parent__kind", "within"))
    above = {unit: (kind == "district", within) for unit, kind, within in rows}
    told = {}
    for case in found:
        district, commune_in_district = above.get(case.holder_id, (False, False))
        standing = case.holder.until is None or case.holder.until >= day
        three = {"district": standing, "village": commune_in_district}.get(case.level.unit_kind, district)
        told[case.pk] = workflow.THREE_TIER if three else workflow.TWO_TIER
    return told


def _waiting(at: Mapping[str, list[Case]]) -> Asking[set[int]]:
    """The cases that wait for somebody else: for the survey's result, or for a session that is convened."""
    surveying = {str(case.pk) for case in at[workflow.SURVEYING]}
    voting = {str(case.pk) for case in at[workflow.VOTING]}
    published, convened = yield from together([published_about(SUBJECT, surveying), before_councils(SUBJECT, voting)])
    return {int(key) for key in (*(surveying - published), *convened)}


def _postings(consulting: Iterable[Case]) -> Asking[list[Posting]]:
    """The postings that count of some cases."""
    return rows_of(Posting.objects.filter(case__in=list(consulting), replaced_on=None))


def _deadlines(
    cases: Iterable[Case], posted: Iterable[Posting], rules: Mapping[str, RuleFact], day: date, known: WorkingCalendar
) -> dict[int, date]:
    """Until when each case's step runs: its clock, or the last day of its posting."""
    clock = clocks(cases, rules, day, known)
    until = {pk: each.until for pk, each in clock.items() if each.until is not None}
    days = rules[POSTING].whole
    return until | {row.case_id: last_day(row.opened_on, days) for row in posted if days}


def _reasons(returned: Iterable[Case]) -> Asking[dict[int, str]]:
    """Why each returned case came back."""
    rows = yield from rows_of(CaseEvent.objects.filter(case__in=list(returned), act="return").order_by("seq"))
    return {row.case_id: f"Trả lại: {row.reason}" for row in rows}


def findings_to_give(person: Person) -> Asking[Iterable[WorkLine]]:
    """What this person's body has still to confirm or to appraise.

    Two rounds, one more for each generation of mergers of bodies, and one query for rules.
    """
    own = {post.unit_id for post in person.posts if "case.appraise" in ROLES[post.role].rights}
    if not own:
        return ()
    open_ = Case.objects.filter(procedure=workflow.RECOGNITION, state__in=STATEMENTS_OPEN)
    in_reach = open_.visible(person.scope("case.appraise")).named()
    cases = yield from rows_of(in_reach.order_by("state_since", "pk"))
    if not cases:
        return ()
    rules = rules_on(["days:appraise", *(key for case in cases for key in _keys(case))], person.day)
    said = Statement.objects.filter(case__in=cases, is_current=True)
    done = Appraisal.objects.filter(case__in=cases, is_current=True)
    asked: list[Any] = [
        _demanded(cases, own, rules, person.day), _parts_of(cases, own, rules, person.day),
        rows_of(said.values_list("case_id", "kind")), rows_of(done.values_list("case_id", "part")),
    ]  # fmt: skip
    demanded, parts, stated, appraised = yield from together(asked)
    left = _Left(demanded, parts, frozenset(stated), frozenset(appraised))
    return list(_findings(cases, left, rules, person.day))


@dataclass(frozen=True)
class _Left:
    """By case what is demanded of one's body and what parts are its own; and what was stated and appraised."""

    demanded: Mapping[int, list[tuple[str, str]]]
    parts: Mapping[int, list[str]]
    stated: frozenset[tuple[int, str]]
    appraised: frozenset[tuple[int, str]]


def _findings(cases: Iterable[Case], of: _Left, rules: Mapping[str, RuleFact], day: date) -> Iterator[WorkLine]:
    known = calendar()
    clock = clocks([case for case in cases if case.state == workflow.APPRAISING], rules, day, known)
    for case in cases:
        names = [name for code, name in of.demanded.get(case.pk, ()) if (case.pk, code) not in of.stated]
        left = [part for part in of.parts.get(case.pk, ()) if (case.pk, part) not in of.appraised]
        until = clock[case.pk].until if case.pk in clock else None
        due, late = due_words(until, day, known) if until else ("", False)
        link = reverse("case_appraisals", args=[case.pk])
        if left:
            text = f"{_named(case)}: thẩm định tiêu chí {', '.join(left)}"
            yield WorkLine(text, link, case.state_label, due, late)
        if names:
            yield WorkLine(f"{_named(case)}: xác nhận {'; '.join(names)}", link, case.state_label, due, late)


def _keys(case: Case) -> tuple[str, str, str]:
    """The rules that say what is confirmed in a case, by kind and by level, and which level its criteria are of."""
    code = case.level.code
    return f"rule:statements_{case.level.unit_kind}", f"rule:statements_{code}", f"rule:level_base_{code}"


def _demanded(
    cases: Iterable[Case], own: set[int], rules: Mapping[str, RuleFact], day: date
) -> Asking[dict[int, list[tuple[str, str]]]]:
    """For each case the conditions that some bodies have to confirm: (code, name)."""
    items = {case.pk: [item for key in _keys(case)[:2] for item in listed(rules[key])] for case in cases}
    bodies = yield from bodies_asked({item["body"] for some in items.values() for item in some}, day)
    mine = {code for code, body in bodies.items() if body.pk in own}
    return {pk: [(item["code"], item["name"]) for item in some if item["body"] in mine] for pk, some in items.items()}


def _parts_of(
    cases: Iterable[Case], own: set[int], rules: Mapping[str, RuleFact], day: date
) -> Asking[dict[int, list[str]]]:
    """For each case that is being appraised the parts of its set that some bodies answer for."""
    asked = [case for case in cases if case.state == workflow.APPRAISING]
    if not asked:
        return {}
    rows = Owner.objects.filter(holds_on(day), body_id__in=own)
    known = yield {"owners": rows.values_list("set__code", "part"), "levels": Level.objects.all()}
    sets = {level.code: level.set_code for level in known["levels"]}
    found: dict[str, list[str]] = {}
    for code, part in known["owners"]:
        found.setdefault(code, []).append(part)
    told = {}
    for case in asked:
        code = case.level.set_code or sets.get(str(rules[_keys(case)[2]].value), "")
        told[case.pk] = sorted(found.get(code, ()), key=part_order)
    return told
