"""Every write to the plan."""

from django.db import transaction

from chungsuc.audit.actions import record
from chungsuc.law.pack_shapes import Pack

from . import events
from .models import Milestone, Plan, Subject, Target


@transaction.atomic
def load_plan(pack: Pack, *, by: str) -> bool:
    """Writes the pack's plan with its targets, subjects and milestones if it is not known yet, and one event."""
    if Plan.objects.filter(code=pack.code).exists():
        return False
    plan = Plan.objects.create(
        code=pack.code,
        name=pack.name,
        short_name=pack.short_name,
        document=pack.plan_document,
        province=pack.province,
        since=pack.since,
        until=pack.until,
        samples=[{key: str(value) for key, value in sample.items()} for sample in pack.samples],
        published=[{key: str(value) for key, value in row.items()} for row in pack.published],
    )
    _write_targets(plan, pack)
    Subject.objects.bulk_create(
        [
            Subject(plan=plan, code=s.code, letter=s.letter, name=s.name, criteria=list(s.criteria))
            for s in pack.subjects
        ]
    )
    Milestone.objects.bulk_create(
        [
            Milestone(
                plan=plan,
                code=m.code,
                name=m.name,
                who=m.who,
                due=m.due,
                every_year=m.every_year,
                article=m.article,
                status=m.status,
            )
            for m in pack.milestones
        ]
    )
    record(
        events.PLAN_LOADED,
        actor=by,
        subject_type="movement.plan",
        subject_id=pack.code,
        subject_label=pack.short_name,
        details={"targets": [t.code for t in pack.targets]},
    )
    return True


def _write_targets(plan: Plan, pack: Pack) -> None:
    Target.objects.bulk_create(
        [
            Target(
                plan=plan,
                code=t.code,
                position=position,
                name=t.name,
                text=t.text,
                operator=t.operator,
                figure=t.figure,
                unit=t.unit,
                measure=t.measure,
                params={key: _plain(value) for key, value in t.params.items()},
                due=t.due,
                basis_until=t.basis_until,
                after_basis=t.after_basis,
                after_basis_source=t.after_basis_source,
            )
            for position, t in enumerate(pack.targets)
        ]
    )


def _plain(value: object) -> object:
    """A parameter as JSON keeps it: days and numbers as text, lists as lists."""
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, bool) else str(value)
