"""What an approval brings about: the rows in force, the edition before stepped back, likely duplicates found."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from chungsuc.audit.actions import change_where
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now

from .. import workflow
from ..models import Edition, Money, OwnCriterion, PledgedTarget, Step, Task, Terms, UnitPlan
from ..refusals import Stale
from ..rules.content import CRITERIA, MONEY, TARGETS, TASKS, rows_of
from .overlaps import find_overlaps

_SAID = ("what", "place_unit_id", "place", "result", "due", "responsible", "money", "serves")


def step_back(plan: UnitPlan, person: Person, today: date) -> Edition | None:
    """The edition in force makes room for the next one: it held until yesterday. A part of an act."""
    standing = plan.editions.filter(state=workflow.APPROVED).first()
    if standing is None:
        return None
    until, version = today - timedelta(days=1), standing.version
    before = {"state": workflow.APPROVED, "version": version}
    if not change_where(standing, before, state=workflow.SUPERSEDED, version=version + 1, until=until):
        raise Stale("Bản đang có hiệu lực vừa thay đổi. Hãy mở lại trang để xem.")
    Step.objects.create(
        edition=standing, seq=standing.version, act="supersede", from_state=workflow.APPROVED, to_state=standing.state,
        on=today, recorded_at=now(), by=person.username, by_name=person.name[:200], by_post=person.title[:300],
    )  # fmt: skip
    return standing


def put_in_force(edition: Edition, before: Edition | None, today: date) -> None:
    """Writes what an approved edition registers. A part of an act; unchanged tasks keep their rows."""
    units = _units(edition)
    content = edition.content
    PledgedTarget.objects.bulk_create(_target(edition, row, units) for row in rows_of(content, TARGETS))
    OwnCriterion.objects.bulk_create(_criterion(edition, row) for row in rows_of(content, CRITERIA))
    Money.objects.bulk_create(
        Money(edition=edition, line=int(row["line"]), source=row["source"], source_name=row.get("source_name", ""),
              amount=Decimal(row["amount"]), note=row.get("note", ""))
        for row in rows_of(content, MONEY)
    )  # fmt: skip
    changed = _tasks(edition, rows_of(content, TASKS), units, today)
    find_overlaps(edition.plan, changed, today)


def _units(edition: Edition) -> Mapping[str, int]:
    """The units that the content names, by code. One query."""
    rows = (*rows_of(edition.content, TARGETS), *rows_of(edition.content, TASKS))
    codes = {row.get(name, "") for row in rows for name in ("about", "place_unit")}
    return dict(Unit.objects.filter(code__in=codes - {""}).values_list("code", "pk"))


def _target(edition: Edition, row: Mapping[str, str], units: Mapping[str, int]) -> PledgedTarget:
    return PledgedTarget(
        edition=edition,
        line=int(row["line"]),
        kind=row.get("kind") or "free",
        code=row.get("code", ""),
        name=row["name"],
        about_id=units.get(row.get("about", "")),
        operator=row.get("operator") or ">=",
        amount=Decimal(row["amount"]),
        unit=row.get("unit", ""),
        due=date.fromisoformat(row["due"]),
    )


def _criterion(edition: Edition, row: Mapping[str, str]) -> OwnCriterion:
    """A district's criterion holds in the movement's period, and never longer than the district itself."""
    plan = edition.plan
    ends = [day for day in (plan.movement.until, plan.unit.until, _day(row.get("until", ""))) if day is not None]
    since = _day(row.get("since", "")) or edition.since or edition.started_on
    return OwnCriterion(
        edition=edition,
        line=int(row["line"]),
        name=row["name"],
        required=row["required"],
        how=row.get("how", ""),
        since=min(since, min(ends)),
        until=min(ends),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _tasks(edition: Edition, rows: Iterable[Mapping[str, str]], units: Mapping[str, int], today: date) -> list[Terms]:
    """The tasks of an edition: new ones, changed terms, and the end of those that it no longer names."""
    known = {task.line: task for task in Task.objects.filter(plan=edition.plan)}
    last = {terms.task_id: terms for terms in Terms.objects.current().filter(task__plan=edition.plan)}
    wanted = {int(row["line"]): _said(row, units) for row in rows}
    Task.objects.bulk_create(Task(plan=edition.plan, line=line) for line in wanted if line not in known)
    tasks = {task.line: task for task in Task.objects.filter(plan=edition.plan)}
    made = []
    for line, said in wanted.items():
        task = tasks[line]
        standing = last.get(task.pk)
        if standing is not None and standing.until is None and _same(standing, said):
            continue
        made.append(Terms(task=task, edition=edition, since=today, **said))
    yesterday = today - timedelta(days=1)
    changed = {terms.task_id for terms in made}
    Terms.objects.filter(is_last=True, until=None, task__in=changed).update(until=yesterday)
    Terms.objects.filter(is_last=True, task__in=changed).update(is_last=False)
    gone = [task.pk for line, task in tasks.items() if line not in wanted]
    Terms.objects.filter(is_last=True, until=None, task__in=gone).update(until=yesterday)
    return Terms.objects.bulk_create(made)


def _same(standing: Terms, said: Mapping[str, Any]) -> bool:
    return all(getattr(standing, name) == said[name] for name in _SAID)


def _said(row: Mapping[str, str], units: Mapping[str, int]) -> dict[str, Any]:
    return {
        "what": row["what"],
        "place_unit_id": units[row["place_unit"]],
        "place": row.get("place", ""),
        "result": row["result"],
        "due": date.fromisoformat(row["due"]),
        "responsible": row["responsible"],
        "money": Decimal(row["money"]) if row.get("money") else None,
        "serves": row.get("serves") or "movement",
    }
