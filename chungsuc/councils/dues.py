"""What councils put into the calendar: papers before a session, and the session itself."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from chungsuc.deadlines.registry import Due, Line, Terms, Units, columns

from .facts.rules_of_day import PAPERS
from .models import Session
from .workflow import CANCELLED

SESSIONS = "councils.sessions"
RULES = (PAPERS,)


def session_rows(day: date, units: Units) -> QuerySet:
    """The sessions convened by `day`; the council's own body organises them."""
    rows = Session.objects.filter(convened_on__lte=day).exclude(state=CANCELLED)
    return columns(
        rows, unit="council__unit_id", start="papers_sent_on", due="held_on", done_on="closed_on",
        first="council__name", number="number",
    )  # fmt: skip


def read_session(line: Line, day: date, terms: Terms) -> Iterator[Due]:
    """Two obligations: papers so many days before the session (while a rule says how many), and the session."""
    if line.due is None:
        return
    href, named = reverse("council_session", args=[line.pk]), f"phiên số {line.number}, {line.first}"
    sent_by = terms.latest_day(line.due, PAPERS)
    if sent_by is not None:
        yield Due(
            f"{SESSIONS}:tai-lieu:{line.pk}:{line.unit_id}", line.unit_id, f"Gửi tài liệu {named}", sent_by, line.start,
            href, terms.source(PAPERS),
        )  # fmt: skip
    yield Due(
        f"{SESSIONS}:hop:{line.pk}:{line.unit_id}", line.unit_id, f"Họp và kiểm phiếu {named}", line.due, line.done_on,
        href, "Giấy triệu tập phiên họp",
    )  # fmt: skip
