"""Papers of dossiers: what the proposing unit sends, and what the appraisal writes to others, each once."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Q

from chungsuc.documents.actions import PaperRefused, draft
from chungsuc.documents.facts import paper_rules_on
from chungsuc.documents.models import Paper
from chungsuc.law.pack_awards import REPORT, SHEET
from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import known_as
from chungsuc.questions.asking import Asking, rows_of
from chungsuc.rulebook.rule_facts import rules_under

from ..facts.outcome import entries_of
from ..facts.visits import signing_unit
from ..models import Award, Consultation, Dossier
from ..models.dossiers import SUBJECT
from ..papers.appraising import DRAFTER, LETTER, MINUTES, NOTICE, consultation_letter, posting_notice, visit_minutes
from ..papers.proposing import proposal_sheet, report_sheet
from ..papers.submission import SUBMISSION, SUMMARY
from ..rules.naming import report_forms
from ..workflow.dossiers import ENDED
from .office import drawn_once, head_of, office_of

PROPOSAL, CONSULTATION, POSTING, VISIT = (
    "awards.proposal", "awards.consultation", "awards.posting", "awards.visit",
)  # fmt: skip
NO_FORM = "Chưa rõ mẫu báo cáo thành tích của hồ sơ nhận ngày {day}; hãy viết theo hướng dẫn rồi gắn vào hồ sơ."
NO_PARTS = (
    "Hồ sơ nhận ngày {day} dùng {name} nhưng gói dữ liệu chưa ghi mẫu ấy có những phần nào. Hãy viết theo mẫu rồi gắn "
    "vào hồ sơ, hoặc đề nghị người quản trị gói dữ liệu ghi các phần của mẫu."
)


def papers_asked(dossier: Any) -> Asking[list[Paper]]:
    """The papers made of a dossier, or of the list it stands in, that were not dropped, the newest first. One round."""
    made = Q(source=SUBJECT, source_key=str(dossier.pk)) | Q(source=PROPOSAL, source_key=proposal_key(dossier))
    rows = Paper.objects.filter(made).exclude(state="dropped").select_related("number")
    return (yield from rows_of(rows.defer("sheet").order_by("-pk")))  # type: ignore[no-any-return]


def proposal_key(dossier: Any) -> str:
    """What names the list that a unit proposes: the dossier that shows it first is not part of the name."""
    return f"{dossier.proposer_id}-{dossier.body_id}-{dossier.round_id or 0}-{dossier.form}"


def draw_proposal(dossier: Any, person: Person) -> Paper:
    """The submission of the unit with everybody whom it proposes for the form in the round; the draft there is."""
    key = proposal_key(dossier)
    return drawn_once(dossier.proposer, PROPOSAL, key, SUBMISSION, lambda: _proposal(dossier, key, person))


def _proposal(dossier: Any, key: str, person: Person) -> Paper:
    of_list = {name: getattr(dossier, name) for name in ("proposer_id", "body_id", "round_id", "form")}
    rows: Any = (
        Dossier.objects.filter(**of_list).exclude(state__in=ENDED).select_related("subject__unit", "body", "round")
    )
    found = list(rows.order_by("pk"))
    entries = list(entries_of(found, person.day).values())
    head = head_of(dossier.proposer, person)
    to = head_of(dossier.body, person).leader
    named = found[0].round.name if found[0].round else ""
    return draft(
        proposal_sheet(entries, to, head, named), unit=dossier.proposer, by=person, source=PROPOSAL, source_key=key
    )


def draw_report(dossier: Any, person: Person) -> Paper:
    """The report of achievements by the form of the regime as a draft of the proposing unit, or the one that there is.

    PaperRefused where nobody knows the form of that regime.
    """
    return drawn_once(dossier, SUBJECT, str(dossier.pk), SUMMARY, lambda: _report(dossier, person))


def _report(dossier: Any, person: Person) -> Paper:
    on = dossier.received_on or person.day
    [entry] = entries_of([dossier], person.day).values()
    forms = rules_under((SHEET, REPORT), on)
    codes = report_forms(entry.merit_kind, collective=entry.collective)
    code = next((one for one in codes if f"{SHEET}{one}" in forms), "")
    if not code:
        raise PaperRefused(NO_FORM.format(day=show_day(on)))
    if f"{REPORT}{code}" not in forms:
        raise PaperRefused(NO_PARTS.format(name=forms[f"{SHEET}{code}"].value["name"], day=show_day(on)))
    sheet = {**forms[f"{SHEET}{code}"].value, "parts": forms[f"{REPORT}{code}"].value["parts"]}
    uses = list(dossier.uses.order_by("year", "pk").values_list("year", "words"))
    former = [
        f"{row.form_name}, Quyết định số {row.number} ngày {show_day(row.decided_on)}."
        for row in Award.objects.standing()
        .filter(subject=dossier.subject, decided_on__lte=on)
        .order_by("decided_on", "pk")
    ]
    to = head_of(dossier.body, person).name
    made = report_sheet(entry, sheet, uses, former, head_of(dossier.proposer, person), to)
    return draft(made, unit=dossier.proposer, by=person, source=SUBJECT, source_key=str(dossier.pk))


def draw_letter(question: Any, person: Person) -> Paper:
    """The letter to the agency that was asked, with everybody about whom it was asked the same on that day."""
    same = {name: getattr(question, name) for name in ("agency_id", "about", "asked_on", "due_on")}
    rows = list(Consultation.objects.filter(**same, dossier__body=question.dossier.body).order_by("pk"))
    key = str(rows[0].pk)
    return drawn_once(rows[0], CONSULTATION, key, LETTER, lambda: _letter(question, rows, person))


def _letter(question: Any, rows: Sequence[Consultation], person: Person) -> Paper:
    asked: Any = Dossier.objects.filter(pk__in=[row.dossier_id for row in rows]).select_related("subject__unit", "body")
    entries = list(entries_of(list(asked.order_by("pk")), person.day).values())
    office = office_of(person, question.dossier.body)
    agency = known_as([question.agency_id], question.asked_on)[question.agency_id].name
    drafters = {one.symbol for one in paper_rules_on(person.day).drafters.get(office.code, ())}
    drafter = DRAFTER if DRAFTER in drafters else ""
    sheet = consultation_letter(rows[0], agency, entries, head_of(office, person), drafter)
    return draft(sheet, unit=office, by=person, source=CONSULTATION, source_key=str(rows[0].pk))


def draw_notice(posting: Any, person: Person) -> Paper:
    """The notice of a posted list as a draft, or the one that there is. PaperRefused once the list was withdrawn."""
    return drawn_once(posting, POSTING, str(posting.pk), NOTICE, lambda: _notice(posting, person))


def _notice(posting: Any, person: Person) -> Paper:
    if posting.withdrawn_on is not None:
        raise PaperRefused("Danh sách này đã rút nên không lập thông báo nữa.")
    lines = list(posting.lines.select_related("dossier__subject__unit", "dossier__body"))
    [entry] = entries_of([lines[0].dossier], person.day).values()
    office = office_of(person, posting.body)
    sheet = posting_notice(posting, lines, entry.form_name, head_of(office, person))
    return draft(sheet, unit=office, by=person, source=POSTING, source_key=str(posting.pk))


def draw_minutes(visit: Any, person: Person) -> Paper:
    """The minutes of a visit as a draft of the office that went, or the one that there is."""
    return drawn_once(visit, VISIT, str(visit.pk), MINUTES, lambda: _minutes(visit, person))


def _minutes(visit: Any, person: Person) -> Paper:
    dossier: Any = Dossier.objects.select_related("subject__unit", "body").get(pk=visit.dossier_id)
    [entry] = entries_of([dossier], person.day).values()
    at = signing_unit(dossier.subject, visit.visited_on)
    place = known_as([at], visit.visited_on)[at].name
    office = office_of(person, dossier.body)
    sheet = visit_minutes(visit, entry, place, head_of(office, person))
    return draft(sheet, unit=office, by=person, source=VISIT, source_key=str(visit.pk))


UNIT_DRAWS: Mapping[str, tuple[str, Callable[[Any, Person], Paper]]] = {
    "to-trinh": ("Lập tờ trình đề nghị khen thưởng", draw_proposal),
    "bao-cao": ("Lập báo cáo thành tích", draw_report),
}
"""What the proposing unit draws from a dossier, by address, in the order of the buttons."""
