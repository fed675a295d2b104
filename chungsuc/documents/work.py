"""What papers ask of people: drafts that were returned, papers that wait for a number, certificates to reissue."""

from collections.abc import Iterator

from django.urls import reverse

from chungsuc.organisations.access import Person
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.work import WorkLine

from .access import NUMBER, bodies
from .models import Paper
from .reissue_facts import reissues_to_decide
from .workflow import DRAFT

MOST = 20


def papers_to_number(person: Person) -> Iterator[WorkLine]:
    """The papers that wait for a number of one's bodies, the oldest first. One query, none without the right."""
    own = bodies(person, NUMBER)
    if not own:
        return
    for row in Paper.objects.waiting(own).annotate(body=last_name_of("unit_id")).defer("sheet")[:MOST]:
        text = f"Cấp số: {row.kind_name}, {row.subject[:150]}"
        yield WorkLine(text, f"{reverse('papers_number')}?vb={row.pk}", row.body)


def reissues_waiting(person: Person) -> Iterator[WorkLine]:
    """The certificates of one's bodies that are asked for again, the oldest first. At most one query."""
    own = bodies(person, NUMBER)
    if not own:
        return
    for row in reissues_to_decide(own)[:MOST]:
        of = row.certificate
        text = f"Cấp lại {of.batch.kind_name.lower()} số {of.number.printed}, {of.recipient[:100]}: {row.why_name}"
        yield WorkLine(text, reverse("certificate_reissue", args=[of.pk]), row.body)


def papers_returned(person: Person) -> Iterator[WorkLine]:
    """The person's own drafts that were returned, with the reason. One query, none without the right."""
    if not person.may("paper.draft"):
        return
    rows = Paper.objects.filter(state=DRAFT, drafted_by=person.username).exclude(note="").defer("sheet")
    for row in rows.order_by("id")[:MOST]:
        yield WorkLine(f"{row.kind_name}, {row.subject[:150]}: {row.note[:200]}", reverse("paper", args=[row.pk]))
