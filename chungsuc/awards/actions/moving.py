"""One step of a dossier: table, version, state, the step written, one event. Every act goes through here."""

from dataclasses import dataclass
from datetime import date

from chungsuc.audit.actions import change_where, record
from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import known_as

from .. import events
from ..models import AchievementUse, Dossier, DossierStep
from ..models.dossiers import SUBJECT
from ..rules.naming import label
from ..workflow.dossiers import ACTS, ENDED, why_not
from .refusals import AwardRefused, Stale

STALE = "Hồ sơ này vừa được người khác chuyển bước hoặc sửa nên chưa ghi gì. Hãy mở lại trang để xem rồi làm lại."


@dataclass(frozen=True)
class Said:
    """Who acts, on which day, why and on whose paper. `name`, `post` are empty where a council or a job acts."""

    on: date
    by: str
    name: str = ""
    post: str = ""
    reason: str = ""
    paper: str = ""


def said_by(person: Person, reason: str = "", paper: str = "") -> Said:
    """What a person says of an act of today."""
    return Said(person.day, person.username, person.name[:200], person.title[:300], reason.strip(), paper.strip()[:300])


def held(dossier: Dossier, version: int | None = None) -> Dossier:
    """The dossier, held until the transaction ends. Stale when `version` is not the present one. Part of an act."""
    fresh = (
        Dossier.objects.select_for_update(of=("self",)).select_related("subject", "body", "round").get(pk=dossier.pk)
    )
    if version is not None and fresh.version != version:
        raise Stale(STALE)
    return fresh


def move(dossier: Dossier, act: str, said: Said, **fields: object) -> Dossier:
    """Takes a held dossier one step on. Part of an act: the caller has the transaction and has checked the right.

    Writes the state (and `fields`), the step and one event; frees its achievements where the dossier ends. AwardRefused
    where the table does not allow it or the reason is missing; Stale when somebody else was first.
    """
    row = ACTS[act]
    if refused := why_not(act, dossier.state):
        raise AwardRefused(refused)
    if row.needs_reason and not said.reason:
        raise AwardRefused("Chưa ghi lý do. Hãy ghi vì sao, để người đọc hồ sơ sau này biết.", "reason")
    last = dossier.steps.order_by("-seq").first()
    if last is not None and said.on < last.on:
        raise AwardRefused(
            f"Bước trước ghi ngày {show_day(last.on)}; ngày của bước này không được trước ngày ấy.", "on"
        )
    before, after = dossier.state, row.after or dossier.state
    seen = {"version": dossier.version, "state": before}
    if not change_where(dossier, seen, version=dossier.version + 1, state=after, **fields):
        raise Stale(STALE)
    if after in ENDED:
        AchievementUse.objects.filter(dossier=dossier, live=True).update(live=False)
    written(dossier, act, before, after, said, (last.seq if last else 0) + 1)
    return dossier


def written(dossier: Dossier, act: str, before: str, after: str, said: Said, seq: int) -> None:
    """Writes a step and its event. Part of an act."""
    DossierStep.objects.create(
        dossier=dossier, seq=seq, act=act, from_state=before, to_state=after, on=said.on, by=said.by,
        by_name=said.name, by_post=said.post, reason=said.reason, paper=said.paper,
    )  # fmt: skip
    told(events.DOSSIER_MOVED if before else events.DOSSIER_DRAFTED, dossier, said, {"act": act, "to": after})


def told(event: str, dossier: Dossier, said: Said, details: dict[str, object]) -> None:
    """Records an event about a dossier, without a name of a person. Part of an act."""
    place = known_as([dossier.subject.unit_id], said.on)[dossier.subject.unit_id]
    about = label(dossier.subject_id, dossier.subject.name, place.name, dossier.subject.private)
    record(
        event,
        actor=said.by,
        actor_post=said.post[:200],
        subject_type=SUBJECT,
        subject_id=str(dossier.pk),
        subject_label=f"Hồ sơ khen thưởng số {dossier.pk}: {about}"[:200],
        unit_code=place.code,
        details=details,
        reason=said.reason,
        paper=said.paper[:200],
    )
