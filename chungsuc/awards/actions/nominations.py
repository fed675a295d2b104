"""A list of nominees becomes subjects and drafts of dossiers, and is taken back, all of it in few statements."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.actions import Act, record_many
from chungsuc.imports.actions import record_batch
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import UnitFact, known_as
from chungsuc.organisations.models import Unit

from .. import events, workflow
from ..access import READ, keeps, proposes
from ..facts.file import Evidence, evidence_of
from ..facts.law import Law, law_on
from ..facts.lists import namesakes, place_of
from ..facts.nominees import NewNominee, proposer_of, standing_dossiers, untouched
from ..facts.rounds import deciding_body, is_person, open_rounds
from ..models import AchievementUse, AwardSubject, Dossier, Round
from ..workflow.dossiers import PROPOSES
from .dossiers import allowed, fits, new_dossier, standing_twin, told_kind, uses_of
from .files import TWIN, new_subject, subject_act
from .moving import BATCH, Said, drafted_many, held_many, move_many, said_by
from .refusals import AwardRefused, Stale

For = Callable[[Unit], Person]
"""Who proposes somebody of a unit: the sender, or for a command on the server the unit itself."""
NOT_THEIRS = "người gửi không đề nghị cho đơn vị này. Hãy bỏ dòng ấy, hoặc để đơn vị ấy tự đề nghị."
MEANWHILE = "Người khác vừa lập hồ sơ hoặc ghi đối tượng trong danh sách này. Hãy tải lại tệp để xem lại."


@dataclass
class _Senders:
    """Who proposes for each unit, to which body, in which round. A few queries for each unit that a list names."""

    law: Law
    units: Mapping[int, Unit]
    places: Mapping[int, UnitFact]
    acting_for: For
    _acting: dict[int, Person] = field(default_factory=dict)
    _proposers: dict[int, Unit | None] = field(default_factory=dict)
    _rounds: dict[tuple[int, str], tuple[Unit | None, Round | None]] = field(default_factory=dict)
    _open: dict[int, Sequence[Round]] = field(default_factory=dict)

    def acting(self, unit_id: int) -> Person:
        """Whoever sends what is proposed of a unit."""
        if unit_id not in self._acting:
            self._acting[unit_id] = self.acting_for(self.units[unit_id])
        return self._acting[unit_id]

    def proposer(self, unit_id: int) -> Unit:
        """The unit that proposes somebody of a unit; PermissionDenied where the sender acts for none, or not for it."""
        acting = self.acting(unit_id)
        if unit_id not in self._proposers:
            self._proposers[unit_id] = proposer_of(acting, self.units[unit_id])
        found = self._proposers[unit_id]
        if found is None or not proposes(acting, found.pk) or not acting.scope(READ).covers(unit_id):
            raise PermissionDenied(PROPOSES)
        return found

    def round(self, level: str, form: str, proposer: Unit) -> tuple[Unit | None, Round | None]:
        """The body that decides a form for what a unit proposes, and its round that takes it today."""
        if (proposer.pk, form) not in self._rounds:
            parent = known_as([proposer.pk], self.law.day)[proposer.pk].parent_id
            body = deciding_body(level, proposer, self.law.day, parent)
            if body is not None and body.pk not in self._open:
                self._open[body.pk] = tuple(open_rounds(body, self.law.day))
            held = self._open[body.pk] if body else ()
            self._rounds[proposer.pk, form] = body, next((one for one in held if form in one.forms), None)
        return self._rounds[proposer.pk, form]


@transaction.atomic
def write_nominees(rows: Sequence[NewNominee], *, batch: Any, acting_for: For, by: str) -> int:
    """Drafts a dossier for each row that has none standing, and enters whom no file has. Returns how many drafts.

    Each subject and each draft is its own recorded act, by the rules of `register` and `draft`; one event more tells of
    the batch. AwardRefused with the row's cell for what the law, the round or the sender's rights do not allow; Stale
    when somebody else wrote the same meanwhile. A fixed number of queries, a few more for each unit that the list names
    and one more for each few hundred rows.
    """
    known = standing_dossiers(rows)
    fresh = [(row, subjects) for row, (subjects, former) in zip(rows, known, strict=True) if former is None]
    if not fresh:
        return 0
    ids = {row.who.unit_id for row, _ in fresh}
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=ids)}
    some = acting_for(units[fresh[0][0].who.unit_id])
    senders = _Senders(law_on(some.day), units, known_as(ids, some.day), acting_for)
    subjects, entered = _subjects(fresh, senders)
    made, levels = [], []
    evidence = evidence_of(list({one.pk: one for one in subjects}.values()), some.day)
    free = _free(evidence)
    for (row, _), subject in zip(fresh, subjects, strict=True):
        one, level = _at_its_cell(row, lambda r=row, s=subject: _draft(r, s, senders, free, batch))  # type: ignore[misc]
        made.append(one)
        levels.append(level)
    _save(made, [row.cell for row, _ in fresh])
    uses = [
        use
        for one, level in zip(made, levels, strict=True)
        for use in uses_of(one, free(one.subject_id, level), level, senders.acting(one.subject.unit_id), live=False)
    ]
    AchievementUse.objects.bulk_create(uses, batch_size=BATCH)
    _recorded(made, entered, senders)
    record_batch(events.NOMINEES_IMPORTED, batch, by, {"drafted": len(made)})
    return len(made)


def _at_its_cell(row: NewNominee, done: Callable[[], Any]) -> Any:
    """What stands in the way of a row is said with its cell."""
    try:
        return done()
    except PermissionDenied:
        raise AwardRefused(f"Ô {row.cell}: {NOT_THEIRS}") from None
    except AwardRefused as refused:
        raise AwardRefused(f"Ô {row.cell}: {refused}") from None


def _subjects(
    fresh: Sequence[tuple[NewNominee, tuple[AwardSubject, ...]]], senders: _Senders
) -> tuple[list[AwardSubject], list[AwardSubject]]:
    """Who each row speaks of, and those of them who were entered now."""
    new: dict[Any, AwardSubject] = {}
    found = []
    for row, subjects in fresh:
        if not subjects and place_of(row.who) not in new:
            new[place_of(row.who)] = _at_its_cell(row, lambda r=row: _new(r, senders))  # type: ignore[misc]
        elif len(subjects) > 1:
            raise AwardRefused(f"Ô {row.cell}: {namesakes(len(subjects))}")
        found.append(subjects[0] if subjects else new[place_of(row.who)])
    entered = list(new.values())
    try:
        with transaction.atomic():
            AwardSubject.objects.bulk_create(entered, batch_size=BATCH)
    except IntegrityError:
        raise Stale(TWIN) from None
    for one in found:
        one.unit = senders.units[one.unit_id]
    return found, entered


def _new(row: NewNominee, senders: _Senders) -> AwardSubject:
    who, acting = row.who, senders.acting(row.who.unit_id)
    senders.proposer(who.unit_id)
    if not keeps(acting, who.unit_id):
        raise PermissionDenied(workflow.KEEP)
    place, unit = senders.places[who.unit_id], senders.units[who.unit_id]
    return new_subject(senders.law, who.kind, unit, place, who.name, who.told_apart, acting)


def _free(evidence: Mapping[int, tuple[Evidence, ...]]) -> Callable[[int, str], list[Evidence]]:
    """The achievements of a subject that are confirmed and that no standing dossier of a level rests on. One query."""
    keys = sorted({one.key for of in evidence.values() for one in of})
    live: set[tuple[str, str]] = set()
    for at in range(0, len(keys), BATCH):
        rows = AchievementUse.objects.filter(live=True, key__in=keys[at : at + BATCH])
        live |= set(rows.values_list("key", "level"))
    return lambda pk, level: [one for one in evidence.get(pk, ()) if one.confirmed and (one.key, level) not in live]


def _draft(
    row: NewNominee, subject: AwardSubject, senders: _Senders, free: Callable[[int, str], list[Evidence]], batch: Any
) -> tuple[Dossier, str]:
    """The draft of a row, not yet written, and the level of its form."""
    acting, proposer = senders.acting(row.who.unit_id), senders.proposer(row.who.unit_id)
    rule = allowed(senders.law, row.form, subject, proposer, acting)
    level = str(rule.value["level"])
    body, round = senders.round(level, row.form, proposer)
    if body is None:
        raise AwardRefused(f"Không rõ cơ quan quyết định {rule.value['name']} cho đơn vị này. Hãy chọn hình thức khác.")
    fits(round, rule, row.form, senders.law, acting)
    chosen = free(subject.pk, level)
    more = {"round": round, "imported": batch, "woman": row.woman if is_person(senders.law, subject) else None}
    more["merit_kind"] = told_kind(row.merit_kind, round)
    return new_dossier(subject, row.form, proposer, body, acting, row.merit, chosen, **more), level


def _save(made: Sequence[Dossier], cells: Sequence[str]) -> None:
    seen: dict[tuple[int, str], str] = {}
    for one, cell in zip(made, cells, strict=True):
        if (first := seen.setdefault((one.subject_id, one.form), cell)) != cell:
            raise AwardRefused(f"Ô {cell}: đã có ở ô {first}. Hãy bỏ một dòng.")
    try:
        with transaction.atomic():
            Dossier.objects.bulk_create(made, batch_size=BATCH)
    except IntegrityError:
        same = Dossier.objects.standing().filter(subject_id__in={one.subject_id for one in made})
        standing = set(same.values_list("subject_id", "form", "round_id"))
        for one, cell in zip(made, cells, strict=True):
            if (one.subject_id, one.form, one.round_id) in standing:
                raise AwardRefused(f"Ô {cell}: {standing_twin(one)}") from None
        raise Stale(MEANWHILE) from None


def _recorded(made: Sequence[Dossier], entered: Sequence[AwardSubject], senders: _Senders) -> None:
    """Writes the first steps and the events: of each subject that was entered, of each draft."""
    acts: list[Act] = [
        subject_act(events.REGISTERED, one, senders.places[one.unit_id], senders.acting(one.unit_id)) for one in entered
    ]
    by_sender: dict[str, list[Dossier]] = {}
    for one in made:
        by_sender.setdefault(senders.acting(one.subject.unit_id).title, []).append(one)
    for of in by_sender.values():
        acts += drafted_many(of, said_by(senders.acting(of[0].subject.unit_id)), senders.places)
    record_many(acts)


@transaction.atomic
def undo_nominees(batch: Any, *, said: Said) -> int:
    """Withdraws the drafts of a batch that nobody changed since; their subjects stay. A step and an event each, one
    event more for the batch. As few queries as `move_many`.
    """
    rows = untouched(batch).select_for_update(of=("self",)).order_by("pk")
    drafts = held_many(rows.values_list("pk", flat=True))
    if drafts:
        move_many(drafts, "withdraw", said)
    record_batch(events.NOMINEES_UNDONE, batch, said.by, {"withdrawn": len(drafts)}, said.reason)
    return len(drafts)
