"""Decisions of award: a list is drawn from announced dossiers, given up, or taken and entered into the register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where, record
from chungsuc.documents.models import Paper
from chungsuc.law.periods import show_day
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import known_as
from chungsuc.organisations.models import Unit

from .. import events
from ..access import decides, receives
from ..conditions.deciding import barred, forwarded_first
from ..facts.law import Laws, law_on
from ..facts.outcome import Entry, entries_of
from ..models import Award, Decision, Dossier, Round
from ..models.decisions import DECISION, DROPPED, PREPARED, TAKEN
from ..papers.decision import issued_paper, known_decision
from ..rules.decisions import decided_elsewhere, fault_of_taking
from ..rules.naming import subject_key
from ..workflow.dossiers import ANNOUNCED, DECIDES, FORWARDED, RECEIVES, STATES
from .moving import Said, held_many, move_many
from .refusals import AwardRefused, Stale

STALE = "Quyết định này vừa được người khác ghi hoặc bỏ nên chưa ghi gì. Hãy mở lại trang để xem."


@dataclass(frozen=True)
class Signed:
    """A decision as it was signed: its number, day and signer; `works` are the reward works by the dossier's id."""

    number: str
    on: date
    signer: str
    works: Mapping[int, str] = field(default_factory=dict)


@transaction.atomic
def prepare_decision(
    body: Unit, form: str, dossiers: Sequence[Dossier], *, acting: Person, round: Round | None = None
) -> Decision:
    """Draws the list of a decision from announced dossiers (or those sent up). Writes the decision and one event.

    PermissionDenied for whoever does not receive for the body; AwardRefused for an empty list, a dossier of another
    body or form, one that waits for no decision or that an open case bars, or one that stands in another list already.
    """
    if not receives(acting, body):
        raise PermissionDenied(RECEIVES)
    if not dossiers:
        raise AwardRefused("Chưa chọn hồ sơ nào. Hãy chọn ít nhất một hồ sơ đã công bố kết quả.", "dossiers")
    held = held_many(dossier.pk for dossier in dossiers)
    for dossier in held:
        if dossier.body_id != body.pk or dossier.form != form:
            raise AwardRefused(f"Hồ sơ số {dossier.pk} thuộc cơ quan hoặc hình thức khác. Hãy chọn lại.", "dossiers")
        if dossier.state not in (ANNOUNCED, FORWARDED):
            label = STATES[dossier.state].label
            raise AwardRefused(f"Hồ sơ số {dossier.pk} đang ở bước “{label}”, chưa chờ quyết định.", "dossiers")
    listed = {pk for row in Decision.objects.filter(body=body, form=form, state=PREPARED) for pk in row.dossiers}
    if twice := sorted(listed & {dossier.pk for dossier in held}):
        raise AwardRefused(f"Hồ sơ số {twice[0]} đã có trong một quyết định đang lập. Hãy mở lại trang.", "dossiers")
    if stopped := barred(held, acting.day):
        pk, why = next(iter(sorted(stopped.items())))
        raise AwardRefused(f"Hồ sơ số {pk}: {why} Hãy bỏ chọn, hoặc chờ người có quyền gỡ bằng văn bản.", "dossiers")
    made = Decision.objects.create(
        body=body, form=form, round=round, dossiers=[dossier.pk for dossier in dossiers], by=acting.username
    )
    _told(events.DECISION_PREPARED, made, acting, {"form": form, "dossiers": len(held)})
    return made


@transaction.atomic
def drop_decision(decision: Decision, version: int, *, reason: str, acting: Person) -> Decision:
    """Gives up a decision that is being prepared; its dossiers wait for another one. Writes the state and one event."""
    fresh = _held_decision(decision, version)
    if not receives(acting, fresh.body):
        raise PermissionDenied(RECEIVES)
    if fresh.state != PREPARED:
        raise AwardRefused("Chỉ bỏ được quyết định đang lập.")
    if not reason.strip():
        raise AwardRefused("Chưa ghi lý do. Hãy ghi vì sao bỏ.", "reason")
    if (paper := issued_paper(fresh)) is not None:
        raise AwardRefused(f"Văn bản số {paper.number} của quyết định này đã ban hành. Hãy ghi quyết định đã ký.")
    if not change_where(fresh, {"version": version, "state": PREPARED}, version=version + 1, state=DROPPED):
        raise Stale(STALE)
    _told(events.DECISION_DROPPED, fresh, acting, {"dossiers": len(fresh.dossiers)}, reason=reason.strip())
    return fresh


@transaction.atomic
def take_decision(decision: Decision, version: int, signed: Signed, *, acting: Person) -> list[Award]:
    """Records that a decision was signed: every dossier of its list is awarded and enters the register.

    Writes the decision, a step and an event of each dossier, an award each with its bonus or the gap, and one event,
    all or none. PermissionDenied for whoever does not decide for the body; AwardRefused at its field; Stale when
    somebody was first. What the paper issued here says is not typed otherwise.
    """
    Unit.objects.select_for_update(no_key=True).get(pk=decision.body_id)  # numbers of a body one at a time
    fresh = _held_decision(decision, version)
    if not decides(acting, fresh.body):
        raise PermissionDenied(DECIDES)
    if fresh.state != PREPARED:
        raise Stale(STALE)
    paper = issued_paper(fresh)
    number, signer = nfc(signed.number).strip(), nfc(signed.signer).strip()
    name, wrong = fault_of_taking(number, signer, signed.on, acting.day)
    if wrong:
        raise AwardRefused(wrong, name)
    _agrees_with(paper, fresh, number, signed.on)
    _number_is_free(fresh, number, signed.on, acting.day)
    dossiers = held_many(fresh.dossiers)
    lines = entries_of(dossiers, signed.on)
    said = Said(
        signed.on, acting.username, acting.name[:200], acting.title[:300],
        paper=f"Quyết định số {number} ngày {show_day(signed.on)}",
    )  # fmt: skip
    after = {"decided_on": signed.on, "number": number, "signer": signer, "paper": paper}
    if not change_where(fresh, {"version": version, "state": PREPARED}, version=version + 1, state=TAKEN, **after):
        raise Stale(STALE)
    laws = Laws.read()
    for dossier in dossiers:
        if told := next(iter(forwarded_first(dossier, signed.on, laws)), ""):
            raise AwardRefused(f"Hồ sơ số {dossier.pk}: {told}")
    move_many(dossiers, "award", said)
    made = _entered(fresh, [lines[pk] for pk in fresh.dossiers], signed, acting)
    money = sum(award.bonus or 0 for award in made)
    told_of = {"form": fresh.form, "awards": len(made), "bonus": money, "on": signed.on.isoformat()}
    _told(events.DECISION_TAKEN, fresh, acting, told_of, paper=said.paper)
    return made


def _held_decision(decision: Decision, version: int) -> Decision:
    """The decision, held until the transaction ends. Stale when `version` is not the present one. Part of an act."""
    fresh = Decision.objects.select_for_update(of=("self",)).prefetch_related("body").get(pk=decision.pk)
    if fresh.version != version:
        raise Stale(STALE)
    return fresh


def _agrees_with(paper: Paper | None, decision: Decision, number: str, on: date) -> None:
    """AwardRefused where what is typed is not what the paper issued here says."""
    known = known_decision(decision, paper)
    if known and (number, on) != (known.number, known.on):
        raise AwardRefused(
            f"Văn bản ban hành ở đây là số {known.number} ngày {show_day(known.on)}. Hãy ghi đúng như thế.",
            "number",
        )


def _number_is_free(decision: Decision, number: str, on: date, day: date) -> None:
    """AwardRefused where a decision of that number and year is known: what is decided above may give several forms."""
    shape = law_on(on).forms.get(decision.form)
    elsewhere = shape is not None and decided_elsewhere(shape.value)
    known = Decision.objects.filter(body_id=decision.body_id, state=TAKEN, number__iexact=number)
    for row in known.filter(decided_on__year=on.year):
        if not (elsewhere and row.decided_on == on):
            raise AwardRefused(
                f"Số quyết định {number} đã dùng cho quyết định ký ngày {show_day(row.decided_on or day)}. "
                "Hãy xem lại số.", "number",
            )  # fmt: skip


def _entered(decision: Decision, lines: Sequence[Entry], signed: Signed, acting: Person) -> list[Award]:
    """The awards of a decision, in the order of its list. AwardRefused where one of a dossier is there already."""
    rows = [
        Award(
            subject_id=line.subject_id,
            form=decision.form,
            form_name=line.form_name[:300],
            dossier_id=line.dossier_id,
            decision=decision,
            name=line.name[:300],
            name_key=subject_key(line.name)[:400],
            place=line.place[:400],
            collective=line.collective,
            merit=line.merit,
            merit_kind=line.merit_kind,
            decided_on=signed.on,
            number=decision.number,
            signer=decision.signer,
            regime=line.regime,
            since=line.since,
            until=line.until,
            bonus=line.bonus,
            coefficient=line.coefficient,
            base_salary=line.base_salary,
            bonus_words=line.bonus_words,
            works=nfc(signed.works.get(line.dossier_id, "")).strip()[:300],
            by=acting.username,
        )
        for line in lines
    ]
    try:
        with transaction.atomic():
            return list(Award.objects.bulk_create(rows))
    except IntegrityError:
        raise Stale("Một hồ sơ trong danh sách vừa có quyết định khác. Hãy mở lại trang để xem.") from None


def _told(
    event: str, decision: Decision, acting: Person, details: dict[str, object], *, reason: str = "", paper: str = ""
) -> None:
    """Records an event about a decision, without a name of a person."""
    place = known_as([decision.body_id], acting.day)[decision.body_id]
    record(
        event,
        actor=acting.username,
        actor_post=acting.title[:200],
        subject_type=DECISION,
        subject_id=str(decision.pk),
        subject_label=f"Quyết định khen thưởng, danh sách số {decision.pk} ({place.name})"[:200],
        unit_code=place.code,
        details=details,
        reason=reason,
        paper=paper[:200],
    )
