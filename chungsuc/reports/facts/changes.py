"""What else happened to units: renamed, moved, newly opened. Mergers and splits are told by `lineage`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from chungsuc.audit.models import Entry
from chungsuc.organisations import events
from chungsuc.organisations.access import Scope
from chungsuc.organisations.models import TERRITORIAL, Identity, LegalEvent, Placement, Unit

from .lineage import documents_named

MOST = 100
_OPENED = (*TERRITORIAL, "village")  # enterprises, households and people come by the hundred: the search finds them


@dataclass(frozen=True)
class Change:
    """One event about one unit; `unit_code` is "" when the event does not say whose it is."""

    title: str
    unit_code: str
    on: date
    document: str


def changes_among(scope: Scope) -> list[Change]:
    """The renames, the moves and the openings of territory in scope, the newest first, at most MOST. Three queries."""
    found = [*_of_events(_events(scope)), *_of_openings(_openings(scope))]
    documents = documents_named({change.document for change in found})
    newest = sorted(found, key=lambda change: (change.on, change.title), reverse=True)[:MOST]
    return [
        Change(c.title, c.unit_code, c.on, str(documents[c.document]) if c.document in documents else c.document)
        for c in newest
    ]


def _events(scope: Scope) -> QuerySet:
    named = Identity.objects.filter(event_id=OuterRef("pk")).values("unit_id")[:1]
    placed = Placement.objects.filter(event_id=OuterRef("pk")).values("unit_id")[:1]
    rows = LegalEvent.objects.filter(kind__in=("rename", "move")).annotate(
        unit_id=Coalesce(Subquery(named), Subquery(placed))
    )
    code = Unit.objects.filter(pk=OuterRef("unit_id")).values("code")[:1]
    return scope.filter(rows).annotate(unit_code=Subquery(code)).order_by("-effective_on", "code")[:MOST]


def _of_events(rows: Iterable) -> list[Change]:
    return [Change(row.title, row.unit_code or "", row.effective_on, row.document) for row in rows]


def _openings(scope: Scope) -> QuerySet:
    """The units whose opening the journal knows: those of a pack came with it."""
    opened = Entry.objects.filter(act=events.UNIT_OPENED, unit_code=OuterRef("code"))
    named = Identity.objects.filter(unit_id=OuterRef("pk")).order_by("since").values("name")[:1]
    rows = Unit.objects.filter(kind__in=_OPENED).annotate(
        paper=Subquery(opened.values("paper")[:1]), first_name=Subquery(named)
    )
    return scope.filter(rows.filter(paper__isnull=False), "pk").order_by(F("since").desc(), "code")[:MOST]


def _of_openings(rows: Iterable) -> list[Change]:
    return [Change(f"Mở {row.first_name or row.code}", row.code, row.since, row.paper) for row in rows]
