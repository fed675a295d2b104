"""What a decision says of each dossier of its list: name, place, merit, years, bonus. Nothing of it is typed again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from chungsuc.law.figures import show_money
from chungsuc.organisations.facts import UnitFact, known_as, known_as_asked
from chungsuc.questions.asking import Asking, answer, together

from ..models import AchievementUse, Dossier
from ..models.decisions import STANDING
from ..rules.bonus import COLLECTIVE, INDIVIDUAL
from ..rules.decisions import span_of
from ..rules.naming import inside
from .law import BonusFact, Law, Laws, cited

ONCE_PAID = "bonus_once"


@dataclass(frozen=True)
class Entry:
    """One line of a decision's list, as the register will keep it. Money in đồng; None with the reason in words.

    `doubt`: what a person has to decide about the money, "" when nothing.
    """

    dossier_id: int
    subject_id: int
    name: str
    place: str
    private: bool
    collective: bool
    merit: str
    merit_kind: str
    form_name: str
    regime: str
    since: int | None
    until: int | None
    bonus: int | None
    coefficient: Decimal | None
    base_salary: int | None
    bonus_words: str
    sources: tuple[str, ...] = ()
    doubt: str = ""


def entries_of(dossiers: Sequence[Dossier], decided: date) -> dict[int, Entry]:
    """What a decision of `decided` says of each dossier (with subject and its unit), by the dossier's id.

    Two queries, whatever their number and the days on which they were received.
    """
    askings: list[Asking[Any]] = [
        known_as_asked({dossier.subject.unit_id for dossier in dossiers}, decided),
        _rests_on(dossiers),
        Laws.asked(),
    ]
    units, (uses, paid), laws = answer(together(askings))
    above = known_as({fact.parent_id for fact in units.values() if fact.parent_id}, decided)
    years: dict[int, list[int]] = defaultdict(list)
    twice: dict[int, dict[int, str]] = defaultdict(dict)
    for dossier_id, year, key in uses:
        years[dossier_id].append(year)
        twice[dossier_id] |= paid.get(key, {})
    found = {}
    for dossier in dossiers:
        entry = _entry(dossier, laws, decided, years[dossier.pk], units, above)
        found[dossier.pk] = _with_doubt(entry, laws.on(dossier.received_on or decided), twice[dossier.pk])
    return found


Rests: TypeAlias = tuple[list[tuple[int, int, str]], dict[str, dict[int, str]]]


def _rests_on(dossiers: Sequence[Dossier]) -> Asking[Rests]:
    """(dossier, year, achievement) of what the dossiers rest on; by achievement, the standing awards with money that
    rest on it already, in words. One round.
    """
    ids = [dossier.pk for dossier in dossiers]
    mine = AchievementUse.objects.filter(dossier__in=ids)
    rows = AchievementUse.objects.filter(key__in=mine.values("key"), dossier__award__state=STANDING)
    rows = rows.filter(dossier__award__bonus__gt=0).exclude(dossier__in=ids).order_by("dossier__award__pk")
    of_award = ("dossier__award__pk", "dossier__award__form_name", "dossier__award__number", "dossier__award__bonus")
    found: dict[str, dict[int, str]] = defaultdict(dict)
    uses = mine.order_by("pk").values_list("dossier_id", "year", "key")
    told = yield {"uses": uses, "paid": rows.values_list("key", *of_award)}
    for key, pk, form, number, bonus in told["paid"]:
        found[key][pk] = f"{show_money(bonus)} ({form}, Quyết định {number})"
    return list(told["uses"]), found


def _with_doubt(entry: Entry, law: Law, paid: Mapping[int, str]) -> Entry:
    """The entry with what a person has to decide before money is paid twice for one achievement: never silently more,
    never silently less.
    """
    rule = next((one for one in law.rules.values() if one.value["check"] == ONCE_PAID), None)
    if rule is None or not paid:
        return entry
    told = f"Cùng thành tích đã được thưởng {'; '.join(paid.values())}. {rule.value['name']}"
    doubt = f"{told} Cần người quyết số tiền chi ({cited(rule)})."
    return replace(entry, doubt=doubt, bonus_words=f"{entry.bonus_words}; {doubt}".removeprefix("; "))


def _bonus(laws: Laws, form: str, kind: str, decided: date, received: date) -> BonusFact | str:
    """The bonus, or why there can be none."""
    try:
        return laws.bonus(form, kind, decided, received)
    except ValueError as fault:
        return str(fault)


def _entry(
    dossier: Dossier, laws: Laws, decided: date, years: Iterable[int], units: dict[int, UnitFact],
    above: dict[int, UnitFact],
) -> Entry:  # fmt: skip
    subject, received = dossier.subject, dossier.received_on or decided
    law = laws.on(received)
    kind = law.subjects.get(subject.kind)
    collective = is_collective(subject, kind)
    found = _bonus(laws, dossier.form, COLLECTIVE if collective else INDIVIDUAL, decided, received)
    told = found if isinstance(found, BonusFact) else None
    shape = law.forms.get(dossier.form)
    since, until = span_of(years)
    return Entry(
        dossier_id=dossier.pk,
        subject_id=subject.pk,
        name=units[subject.unit_id].name if subject.itself else subject.name,
        place=place_of(subject, units[subject.unit_id], above),
        private=subject.private,
        collective=collective,
        merit=dossier.merit,
        merit_kind=dossier.merit_kind,
        form_name=str(shape.value["name"]) if shape else dossier.form,
        regime=dossier.regime,
        since=since,
        until=until,
        bonus=told.bonus.amount if told else None,
        coefficient=told.bonus.coefficient if told else None,
        base_salary=int(told.base_salary) if told and told.base_salary is not None else None,
        bonus_words=bonus_words(found),
        sources=told.sources if told else (),
    )


def is_collective(subject: Any, kind: Any) -> bool:
    """Whether a subject is a collective; a kind that the law of the day does not know is one where no person is."""
    return bool(kind.value["as"] == COLLECTIVE) if kind is not None else not subject.private


def place_of(subject: Any, unit: UnitFact, above: dict[int, UnitFact]) -> str:
    """Where a subject is, beside its name: what tells it apart and its unit, or the district of a commune itself."""
    district = above.get(unit.parent_id or 0)
    upper = district.name if district is not None and district.kind == "district" else ""
    own = "" if subject.itself else unit.name
    first, *others = [part for part in (subject.told_apart, own, upper) if part] or [""]
    return ", ".join((first, *(inside(part) for part in others)))


def bonus_words(found: BonusFact | str) -> str:
    """What a bonus rests on, or why there is none."""
    if isinstance(found, str):
        return found
    return found.sentence or "; ".join(found.sources)
