"""One step of a dossier: table, version, state, the step written, one event. Every act goes through here."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chungsuc.audit.actions import Act, change_where, record_many
from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import UnitFact, known_as

from .. import events
from ..models import AchievementUse, Dossier, DossierStep
from ..models.dossiers import SUBJECT
from ..rules.naming import label
from ..workflow.dossiers import ACTS, DRAFT, ENDED, why_not
from .refusals import AwardRefused, Stale

BATCH = 500
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
        Dossier.objects.select_for_update(of=("self",)).prefetch_related("subject", "body", "round").get(pk=dossier.pk)
    )
    if version is not None and fresh.version != version:
        raise Stale(STALE)
    return fresh


def held_many(keys: Iterable[int]) -> list[Dossier]:
    """Those of some dossiers that there are, held in one order until the transaction ends, with all that is said of
    them. Part of an act.
    """
    rows = Dossier.objects.filter(pk__in=list(keys)).order_by("pk")
    held_ones = list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
    # Read after they are held, by a join: related rows of thousands asked by their keys are too deep for SQLite.
    return list(
        Dossier.objects.filter(pk__in=held_ones).select_related("subject__unit", "body", "round").order_by("pk")
    )


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
    if last is not None and (early := _too_early(said.on, last.on)):
        raise AwardRefused(early, "on")
    before, after = dossier.state, row.after or dossier.state
    seen = {"version": dossier.version, "state": before}
    if not change_where(dossier, seen, version=dossier.version + 1, state=after, **fields):
        raise Stale(STALE)
    if after in ENDED:
        AchievementUse.objects.filter(dossier=dossier, live=True).update(live=False)
    written(dossier, act, before, after, said, (last.seq if last else 0) + 1)
    return dossier


def move_many(dossiers: Sequence[Dossier], act: str, said: Said) -> None:
    """`move` for many held dossiers (with subjects): all go on or none, a step and an event each. Part of an act.

    A fixed number of queries, one more for each version that they stand at, and one more for each few hundred rows.
    """
    row, places = ACTS[act], known_as({one.subject.unit_id for one in dossiers}, said.on)
    if row.needs_reason and not said.reason:
        raise AwardRefused("Chưa ghi lý do. Hãy ghi vì sao, để người đọc hồ sơ sau này biết.", "reason")
    last = _last_steps(dossiers)
    steps, acts, standing = [], [], Counter[tuple[int, str]]()
    for one in dossiers:
        seq, on = last.get(one.pk, (0, said.on))
        if refused := why_not(act, one.state):
            raise AwardRefused(f"{one}: {refused}")
        if early := _too_early(said.on, on):
            raise AwardRefused(f"{one}: {early}", "on")
        after = row.after or one.state
        steps.append(_step(one, act, one.state, after, said, seq + 1))
        acts.append(dossier_act(events.DOSSIER_MOVED, one, places, said, {"act": act, "to": after}))
        standing[one.version, one.state] += 1
    ids = [one.pk for one in dossiers]
    for (version, state), count in standing.items():
        rows = Dossier.objects.filter(pk__in=ids, version=version, state=state)
        if rows.update(version=version + 1, state=row.after or state) != count:
            raise Stale(STALE)
    if row.after in ENDED:
        AchievementUse.objects.filter(dossier_id__in=ids, live=True).update(live=False)
    DossierStep.objects.bulk_create(steps, batch_size=BATCH)
    record_many(acts)
    for one in dossiers:
        one.version, one.state = one.version + 1, row.after or one.state


def _last_steps(dossiers: Sequence[Dossier]) -> dict[int, tuple[int, date]]:
    """The number and the day of the last step of each. One query."""
    rows = DossierStep.objects.filter(dossier__in=[one.pk for one in dossiers]).order_by("dossier_id", "seq")
    return {pk: (seq, on) for pk, seq, on in rows.values_list("dossier_id", "seq", "on")}


def _too_early(on: date, last: date) -> str:
    if on >= last:
        return ""
    return f"Bước trước ghi ngày {show_day(last)}; ngày của bước này không được trước ngày ấy."


def written(dossier: Dossier, act: str, before: str, after: str, said: Said, seq: int) -> None:
    """Writes a step and its event. Part of an act."""
    _step(dossier, act, before, after, said, seq).save()
    told(events.DOSSIER_MOVED if before else events.DOSSIER_DRAFTED, dossier, said, {"act": act, "to": after})


def drafted_many(dossiers: Sequence[Dossier], said: Said, places: Mapping[int, UnitFact]) -> list[Act]:
    """Writes the first step of many dossiers that were just begun; their events, to be recorded. Part of an act."""
    steps = [_step(one, "draft", "", DRAFT, said, 1) for one in dossiers]
    DossierStep.objects.bulk_create(steps, batch_size=BATCH)
    details: dict[str, object] = {"act": "draft", "to": DRAFT}
    return [dossier_act(events.DOSSIER_DRAFTED, one, places, said, details) for one in dossiers]


def _step(dossier: Dossier, act: str, before: str, after: str, said: Said, seq: int) -> DossierStep:
    return DossierStep(
        dossier=dossier, seq=seq, act=act, from_state=before, to_state=after, on=said.on, by=said.by,
        by_name=said.name, by_post=said.post, reason=said.reason, paper=said.paper,
    )  # fmt: skip


def told(event: str, dossier: Dossier, said: Said, details: dict[str, object]) -> None:
    """Records an event about a dossier, without a name of a person. Part of an act."""
    record_many([dossier_act(event, dossier, known_as([dossier.subject.unit_id], said.on), said, details)])


def dossier_act(
    event: str, dossier: Dossier, places: Mapping[int, UnitFact], said: Said, details: dict[str, object]
) -> Act:
    """An event about a dossier, without a name of a person; `places`: units as they are called. Part of an act."""
    place = places[dossier.subject.unit_id]
    about = label(dossier.subject_id, dossier.subject.name, place.name, dossier.subject.private)
    return Act(
        act=event,
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
