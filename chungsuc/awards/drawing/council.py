"""The papers of a session about awards, drawn before it votes: its submission, a summary for each form."""

from collections.abc import Callable, Mapping
from typing import Any

from chungsuc.documents.actions import PaperRefused, draft
from chungsuc.documents.models import Paper
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import known_as

from ..facts.council import by_form, cases_of
from ..papers.council import council_submission_sheet, council_summary_sheet
from ..papers.submission import SUBMISSION, SUMMARY
from .office import drawn_once, own_office

SESSION = "awards.session"
EMPTY = "Phiên họp này chưa có hồ sơ khen thưởng nào."


def session_papers(session: Any) -> list[Paper]:
    """The papers drawn for a session that were not dropped, the newest first. One query."""
    rows = Paper.objects.filter(source=SESSION, source_key__startswith=f"{session.pk}-").exclude(state="dropped")
    return list(rows.select_related("number").defer("sheet").order_by("-pk"))


def session_of(key: str) -> str:
    """The number of the session that a paper's key names: "12-BK_TINH" → "12"."""
    return key.partition("-")[0]


def draw_council_submission(session: Any, form: str, person: Person) -> Paper:
    """The submission of the person's office to the council as a draft, or the one that there is."""
    key = f"{session.pk}-"
    return drawn_once(session, SESSION, key, SUBMISSION, lambda: _submission(session, key, person))


def _submission(session: Any, key: str, person: Person) -> Paper:
    cases = by_form(cases_of(session))
    if not cases:
        raise PaperRefused(EMPTY)
    office = own_office(person)
    name = known_as([office.pk], person.day)[office.pk].name
    return draft(council_submission_sheet(cases, session, name), unit=office, by=person, source=SESSION, source_key=key)


def draw_council_summary(session: Any, form: str, person: Person) -> Paper:
    """The summary of a form's cases as a draft, or the one that there is. PaperRefused for a form without cases."""
    key = f"{session.pk}-{form}"
    return drawn_once(session, SESSION, key, SUMMARY, lambda: _summary(session, form, key, person))


def _summary(session: Any, form: str, key: str, person: Person) -> Paper:
    cases = by_form(cases_of(session)).get(form)
    if not cases:
        raise PaperRefused(EMPTY)
    office = own_office(person)
    return draft(council_summary_sheet(cases, session), unit=office, by=person, source=SESSION, source_key=key)


SESSION_DRAWS: Mapping[str, Callable[[Any, str, Person], Paper]] = {
    "to-trinh": draw_council_submission,
    "tom-tat": draw_council_summary,
}
