"""Decisions as pages read them: what waits for one, what is being prepared, what each says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from chungsuc.organisations.facts import known_as
from chungsuc.questions.together import rows_together

from ..models import Award, Decision, Dossier
from ..models.decisions import DECISION_STATES, PREPARED
from ..rules.decisions import decided_elsewhere
from ..workflow.dossiers import ANNOUNCED, FORWARDED
from .law import Law, law_on
from .outcome import Entry, entries_of


@dataclass(frozen=True)
class Prepared:
    """A decision with its body and form in words."""

    row: Any
    body: str
    form_name: str

    @property
    def state_label(self) -> str:
        """Its state in words."""
        return str(dict(DECISION_STATES)[self.row.state])


@dataclass(frozen=True)
class Listed:
    """Dossiers of one body and form that wait for a decision and stand in no list yet."""

    body_id: int
    body: str
    form: str
    form_name: str
    count: int


def form_names(law: Law) -> dict[str, str]:
    """The forms of a day by code, in words."""
    return {code: str(rule.value["name"]) for code, rule in law.forms.items()}


def told(rows: Iterable[Any], day: date, law: Law | None = None) -> list[Prepared]:
    """Decisions with their bodies and forms in words; `law`: of the day, where it is known. Three queries at most."""
    found = list(rows)
    bodies = known_as({row.body_id for row in found}, day)
    names = names_of_forms(day, {row.form for row in found}, law)
    return [Prepared(row, bodies[row.body_id].name, names.get(row.form, row.form)) for row in found]


def names_of_forms(day: date, codes: Iterable[str], law: Law | None = None) -> dict[str, str]:
    """Forms in words as of a day; what is gone by then is called as the register last called it. Two queries at most;
    `law`: of the day, where it is known.
    """
    names = form_names(law or law_on(day))
    gone = [code for code in codes if code not in names]
    last = {code: Award.objects.filter(form=code).order_by("-decided_on", "-pk")[:1] for code in gone}
    rows = rows_together({code: row.values_list("form_name", flat=True) for code, row in last.items()})
    return names | {str(code): name for code, found in rows.items() for name in found}


def waiting_for(asked: Q, day: date) -> list[Listed]:
    """What waits for a decision within reach, by body and form; `asked` narrows rows by `body`. A few queries."""
    taken = [pk for row in Decision.objects.filter(state=PREPARED).only("dossiers") for pk in row.dossiers]
    rows = Dossier.objects.filter(asked, state__in=(ANNOUNCED, FORWARDED)).exclude(pk__in=taken)
    groups = list(rows.order_by().values("body_id", "form").annotate(count=Count("pk")).order_by("body_id", "form"))
    bodies = known_as({group["body_id"] for group in groups}, day)
    names = names_of_forms(day, {group["form"] for group in groups})
    return [
        Listed(
            group["body_id"], bodies[group["body_id"]].name, group["form"], names.get(group["form"], group["form"]),
            group["count"],
        )
        for group in groups
    ]  # fmt: skip


def dossiers_waiting(body_id: int, form: str) -> list[Any]:
    """The dossiers of a body and form that stand in no list yet, in the order of their receipt. One query."""
    rows = Dossier.objects.filter(body_id=body_id, form=form, state__in=(ANNOUNCED, FORWARDED))
    rows = rows.select_related("subject", "subject__unit", "body", "round")
    listed = Decision.objects.filter(body_id=body_id, form=form, state=PREPARED).only("dossiers")
    found = rows_together({"rows": rows.order_by("received_on", "stamp", "pk"), "listed": listed})
    taken = {pk for row in found["listed"] for pk in row.dossiers}
    return [row for row in found["rows"] if row.pk not in taken]


def entries_in(decision: Any, day: date) -> list[Entry]:
    """The list of a decision in its order, as it would be on `day`, or as it was entered. A few queries."""
    rows = Dossier.objects.filter(pk__in=decision.dossiers).select_related("subject", "subject__unit", "body")
    found = entries_of(list(rows), decision.decided_on or day)
    return [found[pk] for pk in decision.dossiers if pk in found]


@dataclass(frozen=True)
class Money:
    """What a list comes to in đồng, and for how many it cannot be told."""

    amount: int
    unknown: int


def money_of(entries: Sequence[Entry]) -> Money:
    """The award money of a list. No query."""
    return Money(sum(entry.bonus or 0 for entry in entries), sum(entry.bonus is None for entry in entries))


def elsewhere(form: str, day: date, law: Law | None = None) -> str:
    """Who decides a form that is decided above the province, "" where the body itself does. One query, none where the
    `law` of the day is known.
    """
    rule = (law or law_on(day)).forms.get(form)
    shape: Mapping[str, Any] = rule.value if rule is not None else {}
    return str(shape["decides"]) if shape and decided_elsewhere(shape) else ""
