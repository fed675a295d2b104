"""What appraisal asks of people: dossiers to examine, results to confirm, opinions, visits, objections."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person
from chungsuc.organisations.lineage import last_name_of, past_of
from chungsuc.organisations.models import Placement
from chungsuc.organisations.work import WorkLine
from chungsuc.questions.asking import Asking, rows_of

from .access import CONSULTED, NTM, PRAISES, PROVINCE, consultations_of
from .facts.checking import NTM_KEYS, NTM_UNITS
from .facts.clocks import Timing
from .facts.queue import in_order, queue_parts
from .models import AchievementUse, Dossier, FieldVisit, Finding, Objection
from .rules.clocks import NOT_BEGUN
from .workflow import KEEP
from .workflow.dossiers import APPRAISING, CONTENT, FORMAL, RECEIVES, SUBMITTED

MOST = 20


def _line(text: str, name: str, pk: int, until: date | None = None, day: date = date.max) -> WorkLine:
    due, late = ("", False) if until is None else (f"đến hết {show_day(until)}", until < day)
    return WorkLine(text, reverse(name, args=[pk]), "", due, late)


def dossiers_to_examine(person: Person) -> Asking[Iterable[WorkLine]]:
    """The dossiers that wait for who receives, with the day on which the clock that runs is over: to be taken in, to be
    checked, the first due first: at most 20. Two rounds.
    """
    mine = _received_by(person, "body")
    if mine is None:
        return []
    waiting = Dossier.objects.filter(mine, state__in=(SUBMITTED, FORMAL, CONTENT)).exclude(by=person.username)
    found = yield {**queue_parts(waiting), **Timing.parts()}
    first = in_order(found, person.day, Timing.told(found))[:MOST]
    named = Dossier.objects.filter(pk__in=[one.pk for one in first]).annotate(at=last_name_of("proposer_id"))
    rows = (yield from rows_of(named.order_by().values_list("pk", "at", "state"))) if first else ()
    told = {pk: (at, state) for pk, at, state in rows}
    words = {SUBMITTED: "nhận hồ sơ khen thưởng", FORMAL: "kiểm tra thể thức hồ sơ khen thưởng"}
    lines = []
    for one in first:
        at, state = told[one.pk]
        text = f"{at}: {words.get(state, 'thẩm định hồ sơ khen thưởng')} số {one.pk}"
        due = "" if one.clock.state == NOT_BEGUN else one.clock.words
        lines.append(WorkLine(text, reverse("award_appraisal", args=[one.pk]), "", due, one.clock.late))
    return lines


def _received_by(person: Person, of: str) -> Q | None:
    """The rows whose body (the field `of`) the person receives for; None for who receives for nobody."""
    bodies = person.acts_for(PRAISES)
    if not bodies and not person.may(RECEIVES):
        return None
    mine = Q(**{f"{of}_id__in": bodies})
    return mine | Q(**{f"{of}__kind": PROVINCE}) if person.may(RECEIVES) else mine


def results_to_confirm(person: Person) -> Asking[Iterable[WorkLine]]:
    """The dossiers of units whose results of the programme wait for the coordination office: at most 20. One round."""
    if not person.may(NTM):
        return []
    said = Finding.objects.filter(dossier=OuterRef("pk"), kind="ntm")
    resting = AchievementUse.objects.filter(dossier=OuterRef("pk"))
    named = resting.filter(Q(key__startswith=NTM_KEYS[0]) | Q(key__startswith=NTM_KEYS[1]))
    about = Q(subject__itself=True, subject__unit__kind__in=NTM_UNITS) | Q(Exists(named))
    waiting = Dossier.objects.filter(about, ~Exists(said), body__kind=PROVINCE, state__in=APPRAISING)
    found = yield from rows_of(waiting.annotate(at=last_name_of("subject__unit_id")).order_by("pk")[:MOST])
    return [
        WorkLine(
            f"{row.at}: xác nhận kết quả nông thôn mới trong hồ sơ khen thưởng số {row.pk}",
            reverse("award_finding", args=[row.pk, "nong-thon-moi"]),
        )
        for row in found
    ]


def opinions_to_give(person: Person) -> Asking[Iterable[WorkLine]]:
    """The questions that wait for one's own agency, the first due first: at most 20. One round."""
    if not person.acts_for(CONSULTED):
        return []
    waiting = consultations_of(person).filter(answered_on=None, dossier__state__in=APPRAISING)
    found = yield from rows_of(waiting.order_by("due_on", "pk")[:MOST])
    return [
        _line(f"Cho ý kiến: {row.about} (câu hỏi số {row.pk})", "award_opinion", row.pk, row.due_on, person.day)
        for row in found
    ]


def visits_to_countersign(person: Person) -> Asking[Iterable[WorkLine]]:
    """The visits that wait for the commune's word, the oldest first: at most 20. One round."""
    units = person.acts_for(KEEP)
    if not units:
        return []
    placed = Placement.objects.on(person.day).filter(parent_id__in=units, unit__kind="village").values("unit_id")
    where = Q(dossier__subject__unit_id__in=placed)
    for unit_id in sorted(units):
        where |= Q(dossier__subject__unit_id__in=past_of(unit_id))
    waiting = FieldVisit.objects.filter(where, countersigned_on=None).order_by("visited_on", "pk")[:MOST]
    found = yield from rows_of(waiting)
    return [
        _line(f"Ký xác nhận kiểm tra thực tế ngày {show_day(row.visited_on)}", "award_visit", row.pk) for row in found
    ]


def objections_to_answer(person: Person) -> Asking[Iterable[WorkLine]]:
    """The objections against posted lists that wait for an answer, the oldest first: at most 20. One round."""
    mine = _received_by(person, "posting__body")
    if mine is None:
        return []
    waiting = Objection.objects.filter(mine, answered_on=None, posting__withdrawn_on=None)
    found = yield from rows_of(waiting.order_by("received_on", "pk")[:MOST])
    return [
        _line(f"Trả lời ý kiến số {row.pk} về danh sách công khai số {row.posting_id}", "award_posted", row.posting_id)
        for row in found
    ]
