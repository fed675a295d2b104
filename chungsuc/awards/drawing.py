"""Papers and certificates made of a decision, as drafts of the body's own office: once each, never typed again."""

from typing import Any

from chungsuc.documents.access import DRAFT, may
from chungsuc.documents.actions import PaperRefused, draft, prepare_batch
from chungsuc.documents.facts import LetterheadFact, letterhead_of
from chungsuc.documents.models import CertificateBatch, Paper
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit

from .access import PROVINCE
from .facts.decisions import elsewhere, entries_in
from .facts.register import batches_of
from .facts.summaries import summaries_of
from .models import Award, Dossier
from .models.decisions import DECISION, PREPARED, TAKEN
from .papers.certificates import MOST, batch_of, kind_of
from .papers.decision import KIND, decision_sheet
from .papers.submission import SUBMISSION, SUMMARY, submission_sheet, summary_sheet

NO_HEAD = "Chưa đủ căn cứ: gói dữ liệu chưa có đầu đề văn bản của cơ quan này. Hãy báo người quản trị gói dữ liệu."


def papers_of(decision: Any) -> list[Paper]:
    """The papers made of a decision that were not dropped, the newest first. One query."""
    rows = Paper.objects.about(DECISION, str(decision.pk)).exclude(state="dropped").select_related("number")
    return list(rows.defer("sheet"))


def office_of(person: Person, body: Unit) -> Unit:
    """The office whose paper a submission or summary is: the person's own where the province decides, else the body.

    PaperRefused for whoever drafts for no office.
    """
    if body.kind != PROVINCE:
        return body
    own = Unit.objects.on(person.day).filter(pk__in={post.unit_id for post in person.posts}).exclude(kind=PROVINCE)
    for unit in own:
        if may(person, DRAFT, unit.pk):
            return unit  # type: ignore[no-any-return]
    raise PaperRefused("Đồng chí không soạn văn bản cho cơ quan nào. Hãy để người soạn thảo của cơ quan làm.")


def head_of(unit: Unit, person: Person) -> LetterheadFact:
    """The letterhead of a body on the person's day. PaperRefused where the pack has none."""
    head = letterhead_of(unit, person.day)
    if head is None:
        raise PaperRefused(NO_HEAD)
    return head


def _known(decision: Any, kind: str) -> Paper | None:
    return next((paper for paper in papers_of(decision) if paper.kind == kind), None)


def _dossiers(decision: Any) -> list[Dossier]:
    return list(Dossier.objects.filter(pk__in=decision.dossiers).select_related("subject", "subject__unit"))


def draw_decision(decision: Any, person: Person) -> Paper:
    """The decision as a draft of its body, or the one that there is. PaperRefused where it is decided above."""
    if (known := _known(decision, KIND)) is not None:
        return known
    if decision.state != PREPARED:
        raise PaperRefused("Quyết định này đã ghi hoặc đã bỏ nên không lập dự thảo nữa.")
    if who := elsewhere(decision.form, person.day):
        raise PaperRefused(f"{who} quyết định hình thức này; ở đây chỉ lập tờ trình và ghi số quyết định.")
    sheet = decision_sheet(decision, entries_in(decision, person.day), head_of(decision.body, person), person.day)
    return draft(sheet, unit=decision.body, by=person, source=DECISION, source_key=str(decision.pk))


def draw_submission(decision: Any, person: Person) -> Paper:
    """The submission to whoever decides, as a draft, or the one that there is: of the body where it is decided above,
    else of the person's office."""
    if (known := _known(decision, SUBMISSION)) is not None:
        return known
    above = elsewhere(decision.form, person.day)
    unit = decision.body if above else office_of(person, decision.body)
    head = head_of(decision.body, person)
    to = above or " ".join(head.authority_line.split()).capitalize()
    sheet = submission_sheet(entries_in(decision, person.day), summaries_of(_dossiers(decision)), to, head)
    return draft(sheet, unit=unit, by=person, source=DECISION, source_key=str(decision.pk))


def draw_summary(decision: Any, person: Person) -> Paper:
    """The summary of achievements of a decision's list as a draft, or the one that there is."""
    if (known := _known(decision, SUMMARY)) is not None:
        return known
    sheet = summary_sheet(entries_in(decision, person.day), summaries_of(_dossiers(decision)))
    unit = office_of(person, decision.body)
    return draft(sheet, unit=unit, by=person, source=DECISION, source_key=str(decision.pk))


def draw_certificates(decision: Any, person: Person) -> CertificateBatch:
    """The next batch of certificates of a taken decision: of standing awards in no batch yet, 1,000 at most."""
    if decision.state != TAKEN:
        raise PaperRefused("Quyết định chưa ghi là đã ký nên chưa lập bằng để in được.")
    kind = kind_of(decision.form)
    if not kind:
        raise PaperRefused("Bằng của hình thức này do cấp quyết định in, không in ở đây.")
    batches = batches_of(decision)
    known = {str(entry.get("key")) for batch in batches for entry in batch.entries}
    rows = Award.objects.standing().filter(decision=decision).order_by("pk")
    awards = [row for row in rows if str(row.pk) not in known]
    if not awards:
        if batches:
            return batches[-1]
        raise PaperRefused("Không còn khen thưởng nào có giá trị để in bằng.")
    given = batch_of(decision, awards[:MOST], head_of_day(decision))
    return prepare_batch(decision.body, kind, by=person, **given)


def head_of_day(decision: Any) -> LetterheadFact:
    """The letterhead of the body on the day of the decision. PaperRefused where the pack has none."""
    head = letterhead_of(decision.body, decision.decided_on)
    if head is None:
        raise PaperRefused(NO_HEAD)
    return head


DRAWS = {
    "quyet-dinh": ("Lập dự thảo quyết định", draw_decision),
    "to-trinh": ("Lập tờ trình", draw_submission),
    "tom-tat": ("Lập báo cáo tóm tắt thành tích", draw_summary),
}
