"""Rounds: opening with the list built from the file, building it anew, setting a line aside, closing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where, record
from chungsuc.law.periods import show_day
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import known_as
from chungsuc.organisations.models import Unit
from chungsuc.reviews.models import ReportRound
from chungsuc.web.day import now

from .. import events
from ..access import PRAISES, runs
from ..facts.eligibility import Eligibility, eligibility_many
from ..facts.file import Evidence, evidence_of
from ..facts.law import Law, law_on
from ..facts.rounds import considered, fits_form, form_name, forms_of, not_this_year, units_to_enter
from ..models import AwardSubject, Listing, Round
from ..models.rounds import ASIDE, CLOSED, OPEN, WAITING
from ..models.rounds import SUBJECT as ROUND
from ..rules.naming import label, subject_key
from ..workflow.dossiers import RECEIVES
from .refusals import AwardRefused, Stale

STALE = "Đợt hoặc dòng này vừa được người khác thay đổi nên chưa ghi gì. Hãy mở lại trang để xem rồi làm lại."
BATCH = 500


@dataclass(frozen=True)
class Opening:
    """What is told of a round that opens. `code`: the award round of a review round, "" for a yearly one."""

    name: str
    year: int
    forms: tuple[str, ...]
    nominate_until: date
    paper: str = ""
    code: str = ""


@transaction.atomic
def open_round(body: Unit, told: Opening, *, acting: Person) -> Round:
    """Opens a round with its list: enters the units that were missing, and a line for every subject and form.

    Writes the round, subjects, lines, one event. PermissionDenied for whoever does not lead rounds of the body;
    AwardRefused for forms that the law of the day does not allow (with the clause), a day that is over, or a second
    round of that name or code. A fixed number of queries and one more for each 500 lines.
    """
    if not runs(acting, body):
        raise PermissionDenied(RECEIVES if body.kind == "province" else PRAISES)
    law = law_on(acting.day)
    _openable(body, told, law)
    made = Round(
        body=body, code=told.code, year=told.year, name=nfc(told.name), forms=list(told.forms), paper=nfc(told.paper),
        opened_on=acting.day, nominate_until=told.nominate_until, by=acting.username,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise AwardRefused("Đợt này đã mở rồi. Hãy mở danh sách đợt để xem, hoặc đặt tên khác.", "name") from None
    entered = _enter(units_to_enter(body, law), acting)
    built = _build(made, law, acting)
    _told(events.ROUND_OPENED, made, acting, {"forms": list(told.forms), "lines": built, "entered": entered})
    return made


def _openable(body: Unit, told: Opening, law: Law) -> None:
    if not nfc(told.name):
        raise AwardRefused("Chưa ghi tên đợt. Hãy ghi tên đợt.", "name")
    if not told.forms:
        raise AwardRefused("Chưa chọn hình thức. Hãy chọn ít nhất một hình thức.", "forms")
    allowed = forms_of(law, body)
    for form in told.forms:
        if form not in allowed:
            raise AwardRefused(f"{form_name(law, form)} không do cơ quan này xét. Hãy bỏ hình thức ấy.", "forms")
        if refused := not_this_year(law, form) or not_this_year(law, form, told.year):
            raise AwardRefused(refused, "forms")
    if told.nominate_until < law.day:
        raise AwardRefused(
            f"Ngày nhận hồ sơ cuối cùng phải từ {show_day(law.day)} trở đi. Hãy sửa lại.", "nominate_until"
        )
    if told.code and not ReportRound.objects.filter(award_round=told.code).exists():
        raise AwardRefused("Chưa có đợt sơ kết, tổng kết nào mang mã này. Hãy chọn lại.", "code")


def _enter(units: Sequence[tuple[Any, str]], acting: Person) -> int:
    moment = now()
    AwardSubject.objects.bulk_create(
        [
            AwardSubject(
                kind=kind, unit=unit, itself=True, private=False, name=unit.name or unit.code,
                name_key=subject_key(unit.name or unit.code), registered_by=acting.username,
                registered_on=acting.day, recorded_at=moment,
            )
            for unit, kind in units
        ],
        batch_size=BATCH,
        ignore_conflicts=True,
    )  # fmt: skip
    return len(units)


def _build(round: Round, law: Law, acting: Person) -> int:
    """Writes a line for every subject and form that is not listed, and anew those that still wait."""
    reach = acting.own_scope(PRAISES).unit_ids or frozenset()
    subjects = list(considered(round.body, acting.day, reach).select_related("unit").order_by("pk"))
    evidence = evidence_of(subjects, acting.day)
    seen = set(Listing.objects.filter(round=round).exclude(state=WAITING).values_list("subject_id", "form"))
    rows = []
    for form in round.forms:
        if form not in law.forms:
            continue
        asked = [one for one in subjects if (one.pk, form) not in seen and fits_form(law, form, one.kind)]
        found = eligibility_many(asked, form, acting.day, round=round)
        rows += [_line(round, one, form, found[one.pk], evidence.get(one.pk, ()), acting.day) for one in asked]
    Listing.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["round", "subject", "form"],
        update_fields=["outcome", "lines", "evidence", "built_on"],
    )
    return len(rows)


def _line(
    round: Round, subject: AwardSubject, form: str, found: Eligibility, evidence: Iterable[Evidence], day: date
) -> Listing:
    lines = [
        {
            "rule": one.rule,
            "result": one.result,
            "reason": one.reason,
            "citation": str(one.citation or ""),
            "about": one.about,
        }
        for one in found.lines
    ]
    rests = [[one.key, one.words] for one in evidence if one.confirmed]
    return Listing(
        round=round, subject=subject, form=form, outcome=found.outcome, lines=lines, evidence=rests, built_on=day
    )


@transaction.atomic
def rebuild(round: Round, version: int, *, acting: Person) -> int:
    """Builds the list anew: new subjects are added, lines that still wait are worked out again; returns how many.

    Writes lines, the round's version, one event. PermissionDenied, AwardRefused for a closed round, Stale.
    """
    fresh = _held(round, version, acting)
    law = law_on(acting.day)
    entered = _enter(units_to_enter(fresh.body, law), acting)
    built = _build(fresh, law, acting)
    if not change_where(fresh, {"version": version}, version=version + 1):
        raise Stale(STALE)
    _told(events.LIST_BUILT, fresh, acting, {"lines": built, "entered": entered})
    return built


@transaction.atomic
def close_round(round: Round, version: int, *, acting: Person) -> Round:
    """Closes a round: no dossier can be begun or handed in any more. Writes the state, one event."""
    fresh = _held(round, version, acting)
    said = {"state": CLOSED, "closed_on": acting.day, "version": version + 1}
    if not change_where(fresh, {"version": version, "state": OPEN}, **said):
        raise Stale(STALE)
    _told(events.ROUND_CLOSED, fresh, acting, {})
    return fresh


def _held(round: Round, version: int, acting: Person) -> Round:
    fresh = Round.objects.select_for_update(of=("self",)).prefetch_related("body").get(pk=round.pk)
    if not runs(acting, fresh.body):
        raise PermissionDenied(RECEIVES)
    if fresh.version != version:
        raise Stale(STALE)
    if fresh.state != OPEN:
        raise AwardRefused(f"Đợt «{fresh.name}» đã đóng. Hãy mở một đợt khác.")
    return fresh


@transaction.atomic
def set_aside(listing: Listing, version: int, *, reason: str, acting: Person) -> Listing:
    """Sets a line of the list aside, with a reason. Writes the line, one event; PermissionDenied, Stale as above."""
    if not nfc(reason):
        raise AwardRefused("Chưa ghi lý do. Hãy ghi vì sao để lại, để người xem sau này biết.", "reason")
    return _judged(listing, version, WAITING, ASIDE, nfc(reason), acting)


@transaction.atomic
def put_back(listing: Listing, version: int, *, acting: Person) -> Listing:
    """Puts a line that was set aside back into the list. Writes the line, one event."""
    return _judged(listing, version, ASIDE, WAITING, "", acting)


def _judged(listing: Listing, version: int, before: str, after: str, reason: str, acting: Person) -> Listing:
    fresh = Listing.objects.select_related("round", "round__body", "subject").get(pk=listing.pk)
    if not runs(acting, fresh.round.body):
        raise PermissionDenied(RECEIVES)
    said = {"state": after, "reason": reason, "by": acting.username, "on": acting.day, "version": version + 1}
    if not change_where(fresh, {"version": version, "state": before}, **said):
        raise Stale(STALE)
    subject = fresh.subject
    place = known_as([subject.unit_id], acting.day)[subject.unit_id]
    record(
        events.LISTING_ASIDE if after == ASIDE else events.LISTING_BACK,
        actor=acting.username,
        actor_post=acting.title[:200],
        subject_type="awards.listing",
        subject_id=str(fresh.pk),
        subject_label=label(subject.pk, subject.name, place.name, subject.private)[:200],
        unit_code=place.code,
        details={"round": fresh.round_id, "form": fresh.form},
        reason=reason,
    )
    return fresh


def _told(event: str, round: Round, acting: Person, details: dict[str, object]) -> None:
    record(
        event,
        actor=acting.username,
        actor_post=acting.title[:200],
        subject_type=ROUND,
        subject_id=str(round.pk),
        subject_label=round.name[:200],
        unit_code=round.body.code,
        details=details,
        paper=round.paper[:200],
    )
