"""What papers ask of people: drafts that were returned, papers that wait for a number, certificates to reissue."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from chungsuc.organisations.access import Person
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.work import WorkLine
from chungsuc.questions.asking import Asking, rows_of

from .access import NUMBER, bodies
from .models import Paper
from .reissue_facts import reissues_to_decide
from .workflow import DRAFT

MOST = 20


def papers_to_number(person: Person) -> Asking[Iterable[WorkLine]]:
    """The papers that wait for a number of one's bodies, the oldest first. One round, none without the right."""
    own = bodies(person, NUMBER)
    if not own:
        return ()
    found = yield from rows_of(Paper.objects.waiting(own).annotate(body=last_name_of("unit_id")).defer("sheet")[:MOST])
    return [
        WorkLine(f"Cấp số: {row.kind_name}, {row.subject[:150]}", f"{reverse('papers_number')}?vb={row.pk}", row.body)
        for row in found
    ]


def reissues_waiting(person: Person) -> Asking[Iterable[WorkLine]]:
    """The certificates of one's bodies that are asked for again, the oldest first. One round at most."""
    own = bodies(person, NUMBER)
    return [_reissue(row) for row in (yield from rows_of(reissues_to_decide(own)[:MOST]))] if own else ()


def _reissue(row: Any) -> WorkLine:
    of = row.certificate
    text = f"Cấp lại {of.batch.kind_name.lower()} số {of.number.printed}, {of.recipient[:100]}: {row.why_name}"
    return WorkLine(text, reverse("certificate_reissue", args=[of.pk]), row.body)


def papers_returned(person: Person) -> Asking[Iterable[WorkLine]]:
    """The person's own drafts that were returned, with the reason. One round, none without the right."""
    if not person.may("paper.draft"):
        return ()
    back = Paper.objects.filter(state=DRAFT, drafted_by=person.username).exclude(note="").defer("sheet")
    found = yield from rows_of(back.order_by("id")[:MOST])
    return [
        WorkLine(f"{row.kind_name}, {row.subject[:150]}: {row.note[:200]}", reverse("paper", args=[row.pk]))
        for row in found
    ]
