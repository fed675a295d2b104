"""What recognition asks of each person: the step that is theirs, and what their body has to say about a case."""

from collections.abc import Iterable, Iterator, Mapping
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
from chungsuc.rulebook.rule_facts import RuleFact, calendar, rules_on

from . import workflow
from .access import bodies_on, may_take
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


def steps_to_take(person: Person) -> Iterator[WorkLine]:
    """The open cases whose next step is this person's. A fixed number of queries, none without a right to any step."""
    if not any(person.may(right) for right in STEPPING):
        return
    every = list(Case.objects.open().visible(person.scope("case.read")).named().order_by("state_since", "pk"))
    tiers = regimes(every, person.day)
    mine = [case for case in every if _is_mine(person, case, tiers[case.pk])]
    at = {state: [case for case in mine if case.state == state] for state in NOW}
    waiting = _waiting(at)
    mine = [case for case in mine if case.pk not in waiting]
    if not mine:
        return
    rules, known = rules_on([*ALWAYS, POSTING], person.day), calendar()
    until = _deadlines(mine, at[workflow.CONSULTING], rules, person.day, known)
    reasons = _reasons(at[workflow.RETURNED])
    for case in mine:
        due, late = due_words(until[case.pk], person.day, known) if case.pk in until else ("", False)
        gone = case.holder.until is not None and case.holder.until < person.day
        words = "chuyển sang đơn vị kế thừa" if gone else NOW[case.state]
        link = reverse("cases") if gone else reverse("case", args=[case.pk])
        yield WorkLine(f"{_named(case)}: {words}", link, reasons.get(case.pk, case.state_label), due, late)


def _is_mine(person: Person, case: Case, regime: str) -> bool:
    """Whether the person takes the next step; a vote is the council's, so whoever convenes it is asked."""
    if case.state == workflow.VOTING or (case.holder.until is not None and case.holder.until < person.day):
        return person.may("case.manage", case.holder_id)
    steps = workflow.steps_from(case.state, kind=case.level.unit_kind, regime=regime, procedure=case.procedure)
    return any(step.act not in ASIDE and may_take(person, step, case) for step in steps)


def regimes(cases: Iterable[Case], day: date) -> dict[int, str]:
    """Under which regime each case stands on a day (see `CaseFile.regime`). One query."""
    found = list(cases)
    over = Placement.objects.on(day).filter(unit_id=OuterRef("parent_id"), parent__kind="district")
    placed = Placement.objects.on(day).filter(unit_id__in={case.holder_id for case in found})
    rows = placed.annotate(within=Exists(over)).values_list("unit_id", "parent__kind", "within")
    above = {unit: (kind == "district", within) for unit, kind, within in rows} if found else {}
    told = {}
    for case in found:
        district, commune_in_district = above.get(case.holder_id, (False, False))
        standing = case.holder.until is None or case.holder.until >= day
        three = {"district": standing, "village": commune_in_district}.get(case.level.unit_kind, district)
        told[case.pk] = workflow.THREE_TIER if three else workflow.TWO_TIER
    return told


def _waiting(at: Mapping[str, list[Case]]) -> set[int]:
    """The cases that wait for somebody else: for the survey's result, or for a session that is convened."""
    surveying = {str(case.pk) for case in at[workflow.SURVEYING]}
    voting = {str(case.pk) for case in at[workflow.VOTING]}
    unanswered = surveying - published_about(SUBJECT, surveying) if surveying else set()
    convened = before_councils(SUBJECT, voting) if voting else frozenset()
    return {int(key) for key in (*unanswered, *convened)}


def _deadlines(
    cases: Iterable[Case], posted: Iterable[Case], rules: Mapping[str, RuleFact], day: date, known: WorkingCalendar
) -> dict[int, date]:
    """Until when each case's step runs: its clock, or the last day of its posting."""
    clock = clocks(cases, rules, day, known)
    until = {pk: each.until for pk, each in clock.items() if each.until is not None}
    days = rules[POSTING].whole
    rows = Posting.objects.filter(case__in=list(posted), replaced_on=None) if days and posted else ()
    return until | {row.case_id: last_day(row.opened_on, days) for row in rows if days}


def _reasons(returned: Iterable[Case]) -> dict[int, str]:
    """Why each returned case came back."""
    found = list(returned)
    rows = CaseEvent.objects.filter(case__in=found, act="return").order_by("seq") if found else ()
    return {row.case_id: f"Trả lại: {row.reason}" for row in rows}


def findings_to_give(person: Person) -> Iterator[WorkLine]:
    """What this person's body has still to confirm or to appraise. A fixed number of queries."""
    own = {post.unit_id for post in person.posts if "case.appraise" in ROLES[post.role].rights}
    if not own:
        return
    open_ = Case.objects.filter(procedure=workflow.RECOGNITION, state__in=STATEMENTS_OPEN)
    cases = list(open_.visible(person.scope("case.appraise")).named().order_by("state_since", "pk"))
    if not cases:
        return
    demanded = _demanded(cases, own, person.day)
    parts = _parts_of(cases, own, person.day)
    said = set(Statement.objects.filter(case__in=cases, is_current=True).values_list("case_id", "kind"))
    done = set(Appraisal.objects.filter(case__in=cases, is_current=True).values_list("case_id", "part"))
    rules, known = rules_on(["days:appraise"], person.day), calendar()
    clock = clocks([case for case in cases if case.state == workflow.APPRAISING], rules, person.day, known)
    for case in cases:
        names = [name for code, name in demanded.get(case.pk, ()) if (case.pk, code) not in said]
        left = [part for part in parts.get(case.pk, ()) if (case.pk, part) not in done]
        until = clock[case.pk].until if case.pk in clock else None
        due, late = due_words(until, person.day, known) if until else ("", False)
        link = reverse("case_appraisals", args=[case.pk])
        if left:
            text = f"{_named(case)}: thẩm định tiêu chí {', '.join(left)}"
            yield WorkLine(text, link, case.state_label, due, late)
        if names:
            yield WorkLine(f"{_named(case)}: xác nhận {'; '.join(names)}", link, case.state_label, due, late)


def _demanded(cases: Iterable[Case], own: set[int], day: date) -> dict[int, list[tuple[str, str]]]:
    """For each case the conditions that some bodies have to confirm: (code, name)."""
    keys = {
        case.pk: [f"rule:statements_{case.level.unit_kind}", f"rule:statements_{case.level.code}"] for case in cases
    }
    rules = rules_on({key for some in keys.values() for key in some}, day)
    items = {pk: [item for key in some for item in listed(rules[key])] for pk, some in keys.items()}
    bodies = bodies_on({item["body"] for some in items.values() for item in some}, day)
    mine = {code for code, body in bodies.items() if body.pk in own}
    return {pk: [(item["code"], item["name"]) for item in some if item["body"] in mine] for pk, some in items.items()}


def _parts_of(cases: Iterable[Case], own: set[int], day: date) -> dict[int, list[str]]:
    """For each case that is being appraised the parts of its set that some bodies answer for."""
    asked = [case for case in cases if case.state == workflow.APPRAISING]
    bare = {case.level.code for case in asked if not case.level.set_code}
    bases = rules_on([f"rule:level_base_{code}" for code in bare], day) if bare else {}
    sets = {level.code: level.set_code for level in Level.objects.all()} if bare else {}
    found: dict[str, list[str]] = {}
    rows = Owner.objects.filter(holds_on(day), body_id__in=own) if asked else Owner.objects.none()
    for code, part in rows.values_list("set__code", "part"):
        found.setdefault(code, []).append(part)
    told = {}
    for case in asked:
        rule = bases.get(f"rule:level_base_{case.level.code}")
        code = case.level.set_code or (sets.get(str(rule.value), "") if rule else "")
        told[case.pk] = sorted(found.get(code, ()), key=part_order)
    return told
