"""Who may take which step of a case, and speak for which body."""

from collections.abc import Iterable
from datetime import date

from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Lineage, Unit
from chungsuc.organisations.rules import ROLES
from chungsuc.questions.asking import Asking, answer, rows_of

from .models import Case
from .workflow import Step


def may_take(person: Person, step: Step, case: Case) -> bool:
    """Whether somebody may take a step of a case; what only the unit itself may do, its superiors may not.

    A village has no office of its own: the commune that it belongs to acts for it.
    """
    actor = step.actor
    if not actor.own:
        return any(person.may(right, case.holder_id) for right in actor.rights)
    posts = [post for post in person.posts if set(actor.rights) & ROLES[post.role].rights]
    if case.level.unit_kind == "village":
        covered = any(person.may(right, case.holder_id) for right in actor.rights)
        return covered and any(post.role == "commune" for post in posts)
    return any(post.unit_id == case.holder_id for post in posts)


def is_own(person: Person, case: Case) -> bool:
    """Whether somebody acts for the unit that carries the case on: files its papers, answers its objections."""
    return any(
        "case.submit" in ROLES[post.role].rights
        and (post.unit_id == case.holder_id or (case.level.unit_kind == "village" and post.role == "commune"))
        for post in person.posts
    ) and person.may("case.submit", case.holder_id)


def body_on(code: str, day: date) -> Unit | None:
    """The body of that code on a day: itself, or what it was merged into by then."""
    return bodies_on([code], day).get(code)


def bodies_on(codes: Iterable[str], day: date) -> dict[str, Unit]:
    """The bodies of some codes on a day. One query, and one more for each generation of mergers."""
    return answer(bodies_asked(codes, day))


def bodies_asked(codes: Iterable[str], day: date) -> Asking[dict[str, Unit]]:
    """As `bodies_on`, for who asks more in the same queries."""
    units = yield from rows_of(Unit.objects.filter(code__in=set(codes)))
    found = {unit.code: unit for unit in units}
    while gone := {unit.pk for unit in found.values() if unit.until is not None and unit.until < day}:
        rows = Lineage.objects.filter(predecessor__in=gone, event__effective_on__lte=day).select_related("successor")
        became = {row.predecessor_id: row.successor for row in (yield from rows_of(rows))}
        found = {
            code: became.get(unit.pk, unit) for code, unit in found.items() if unit.pk not in gone or unit.pk in became
        }
    return found


def speaks_for(person: Person, body_id: int) -> bool:
    """Whether somebody holds a post of a department at this very body."""
    return any("case.appraise" in ROLES[post.role].rights and post.unit_id == body_id for post in person.posts)
