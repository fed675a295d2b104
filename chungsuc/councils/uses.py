"""Documents that go to the members: which papers of which session use them, in words."""

from collections.abc import Iterable

from django.urls import reverse

from chungsuc.evidence.facts import DocumentFact, document_choices, documents_for
from chungsuc.evidence.registry import Use

from .models import Item, Paper, Session

SUBJECT, LABEL = "councils.paper", "tài liệu phiên họp"


def named(keys: Iterable[str]) -> dict[str, Use]:
    """Papers in words with the address of their session. One query."""
    ids = [int(key) for key in keys if key.isdecimal()]
    rows = Paper.objects.filter(pk__in=ids).select_related("session__council")
    return {
        str(paper.pk): Use(f"{paper.session}: {paper.title}", reverse("council_session", args=[paper.session_id]))
        for paper in rows
    }


def offered(session: Session, items: Iterable[Item]) -> list[tuple[str, str]]:
    """(id, words) of what the units that the session speaks of hold on its day. One query, none without a unit."""
    units = {item.unit_id for item in items if item.unit_id is not None}
    return document_choices(units, session.held_on) if units else []


def attached(papers: Iterable[Paper]) -> list[tuple[Paper, tuple[DocumentFact, ...]]]:
    """Papers with the documents behind them. One query, none without papers."""
    rows = list(papers)
    found = documents_for(SUBJECT, [str(paper.pk) for paper in rows]) if rows else {}
    return [(paper, found[str(paper.pk)]) for paper in rows]
