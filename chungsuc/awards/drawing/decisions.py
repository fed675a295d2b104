"""Papers and certificates made of a decision, as drafts of the body's own office."""

from collections.abc import Callable
from typing import Any

from chungsuc.documents.actions import PaperRefused, draft, once, prepare_batch
from chungsuc.documents.facts import LetterheadFact, letterhead_of
from chungsuc.documents.models import Blank, CertificateBatch, Paper
from chungsuc.organisations.access import Person
from chungsuc.typesetting.wording import day_in_words

from ..access import PROVINCE
from ..facts.council import CouncilCase, briefed
from ..facts.decisions import elsewhere, entries_in
from ..facts.register import batches_of
from ..models import Award, Dossier, DossierStep
from ..models.decisions import DECISION, PREPARED, TAKEN
from ..papers.certificates import MOST, batch_of, kind_of
from ..papers.decision import KIND, Grounds, decision_sheet
from ..papers.submission import SUBMISSION, SUMMARY, sessions_said, submission_sheet, summary_sheet
from .office import NO_HEAD, drawn_once, head_of, known_paper, office_of, papers_about


def papers_of(decision: Any) -> list[Paper]:
    """The papers made of a decision that were not dropped, the newest first. One query."""
    return papers_about(DECISION, str(decision.pk))


def _known(decision: Any, kind: str) -> Paper | None:
    return known_paper(DECISION, str(decision.pk), kind)


def _once(decision: Any, kind: str, draws: Callable[[], Paper]) -> Paper:
    return drawn_once(decision, DECISION, str(decision.pk), kind, draws)


def _cases(decision: Any, person: Person) -> dict[int, CouncilCase]:
    """What the council read of each dossier of a decision, by dossier."""
    rows = Dossier.objects.filter(pk__in=decision.dossiers).select_related("subject__unit", "body", "round")
    return {case.dossier_id: case for case in briefed(list(rows.order_by("pk")), person.day)}


def draw_decision(decision: Any, person: Person) -> Paper:
    """The decision as a draft of its body, or the one that there is. PaperRefused where it is decided above."""
    return _once(decision, KIND, lambda: _decision(decision, person))


def _decision(decision: Any, person: Person) -> Paper:
    if decision.state != PREPARED:
        raise PaperRefused("Quyết định này đã ghi hoặc đã bỏ nên không lập dự thảo nữa.")
    if who := elsewhere(decision.form, person.day):
        raise PaperRefused(f"{who} quyết định hình thức này; ở đây chỉ lập tờ trình và ghi số quyết định.")
    head, entries = head_of(decision.body, person), entries_in(decision, person.day)
    sheet = decision_sheet(decision, entries, head, person.day, _grounds(decision, person))
    return draft(sheet, unit=decision.body, by=person, source=DECISION, source_key=str(decision.pk))


def _grounds(decision: Any, person: Person) -> Grounds:
    """Who proposed the decision, by which submission, and where it was voted or minuted. A body that decides for itself
    is proposed to by nobody here."""
    held = sessions_said(_cases(decision, person).values())
    steps = DossierStep.objects.filter(dossier__in=list(decision.dossiers), act="minutes_pass").order_by("pk")
    held += [step.paper for step in steps if step.paper]
    if decision.body.kind != PROVINCE:
        return Grounds(votes=tuple(dict.fromkeys(held)))
    sent, office = _known(decision, SUBMISSION), office_of(person, decision.body)
    if sent is not None and sent.number is not None and sent.day is not None:
        number = sent.number.confirmed or sent.number.printed
        asked = f"Tờ trình số {number} {day_in_words(sent.day)}"
        return Grounds(head_of(sent.unit, person).leader, asked, tuple(dict.fromkeys(held)))
    return Grounds(head_of(office, person).leader, "", tuple(dict.fromkeys(held)))


def draw_submission(decision: Any, person: Person) -> Paper:
    """The submission to whoever decides, as a draft, or the one that there is: of the body where it is decided above,
    else of the person's office."""
    return _once(decision, SUBMISSION, lambda: _submission(decision, person))


def _submission(decision: Any, person: Person) -> Paper:
    above = elsewhere(decision.form, person.day)
    unit = decision.body if above else office_of(person, decision.body)
    to = above or head_of(decision.body, person).leader
    sheet = submission_sheet(entries_in(decision, person.day), _cases(decision, person), to)
    return draft(sheet, unit=unit, by=person, source=DECISION, source_key=str(decision.pk))


def draw_summary(decision: Any, person: Person) -> Paper:
    """The summary of achievements of a decision's list as a draft, or the one that there is."""
    return _once(decision, SUMMARY, lambda: _summary(decision, person))


def _summary(decision: Any, person: Person) -> Paper:
    sheet = summary_sheet(entries_in(decision, person.day), _cases(decision, person))
    unit = office_of(person, decision.body)
    return draft(sheet, unit=unit, by=person, source=DECISION, source_key=str(decision.pk))


def blanks_of(decision: Any) -> list[Blank]:
    """The pre-printed blanks of the body that decided, by name. One query."""
    return list(Blank.objects.filter(unit_id=decision.body_id).order_by("name", "pk"))


def draw_certificates(decision: Any, person: Person, blank: Blank | None = None) -> CertificateBatch:
    """The next batch of certificates of a taken decision: of standing awards in no batch yet, 1,000 at most; whole, or
    the fields alone for a `blank`."""
    if decision.state != TAKEN:
        raise PaperRefused("Quyết định chưa ghi là đã ký nên chưa lập bằng để in được.")
    kind = kind_of(decision.form)
    if not kind:
        raise PaperRefused("Bằng của hình thức này do cấp quyết định in, không in ở đây.")
    return once(decision, lambda: _whole(decision), lambda: _next_batch(decision, kind, person, blank))


def _left(decision: Any) -> tuple[list[CertificateBatch], list[Award]]:
    """The batches of a decision, and its standing awards that are in none. Two queries."""
    batches = batches_of(decision)
    known = {str(entry.get("key")) for batch in batches for entry in batch.entries}
    rows = Award.objects.standing().filter(decision=decision).order_by("pk")
    return batches, [row for row in rows if str(row.pk) not in known]


def _whole(decision: Any) -> CertificateBatch | None:
    """The last batch of a decision once every award is in one."""
    batches, left = _left(decision)
    return batches[-1] if batches and not left else None


def _next_batch(decision: Any, kind: str, person: Person, blank: Blank | None) -> CertificateBatch:
    _, awards = _left(decision)
    if not awards:
        raise PaperRefused("Không còn khen thưởng nào có giá trị để in bằng.")
    given = batch_of(decision, awards[:MOST], head_of_day(decision))
    return prepare_batch(decision.body, kind, by=person, blank=blank, **given)


def head_of_day(decision: Any) -> LetterheadFact:
    """The letterhead of the body on the day of the decision. PaperRefused where the pack has none."""
    head = letterhead_of(decision.body, decision.decided_on)
    if head is None:
        raise PaperRefused(NO_HEAD)
    return head


DRAWS = {
    "to-trinh": ("Lập tờ trình", draw_submission),
    "quyet-dinh": ("Lập dự thảo quyết định", draw_decision),
    "tom-tat": ("Lập báo cáo tóm tắt thành tích", draw_summary),
}
