"""What lists that are brought in may name: every form and kind of subject there ever was, who is known already."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chungsuc.law.pack_awards import FORM, SUBJECT
from chungsuc.rulebook.models import Figure

from ..models import Award, AwardSubject, MatchDismissal
from ..models.decisions import STANDING
from ..rules.naming import subject_key


@dataclass(frozen=True)
class Named:
    """A form or kind as the pack says it; `until`: the last day on which it is given, None while it is."""

    code: str
    name: str
    value: Mapping[str, Any]
    until: date | None


def forms_ever() -> dict[str, Named]:
    """Every form of award of whatever days, by code. One query."""
    return _ever(FORM)


def kinds_ever() -> dict[str, Named]:
    """Every kind of subject of whatever days, by code. One query."""
    return _ever(SUBJECT)


def _ever(prefix: str) -> dict[str, Named]:
    found: dict[str, Named] = {}
    for row in Figure.objects.current().filter(key__startswith=prefix).order_by("file", "line", "since"):
        code = row.key.removeprefix(prefix)
        before = found.get(code)
        until = None if row.until is None or (before is not None and before.until is None) else row.until
        found[code] = Named(code, str(row.value["name"]), row.value, until)
    return found


@dataclass(frozen=True)
class Who:
    """A subject as a list names it; `itself`: the unit is the subject, whatever it is called."""

    unit_id: int
    kind: str
    itself: bool
    name: str
    told_apart: str = ""


def subjects_named(who: Sequence[Who]) -> list[tuple[AwardSubject, ...]]:
    """Who is known under each name at that unit, also by another name of theirs. Two queries, however many.

    More than one: namesakes that the list does not tell apart.
    """
    units = {one.unit_id for one in who}
    rows = AwardSubject.objects.filter(unit_id__in=units).prefetch_related("variants")
    of_unit: dict[int, AwardSubject] = {}
    named: dict[tuple[int, str, str], dict[int, AwardSubject]] = {}
    for row in rows:
        if row.itself:
            of_unit[row.unit_id] = row
            continue
        for key in {row.name_key, *(variant.name_key for variant in row.variants.all())}:
            named.setdefault((row.unit_id, row.kind, key), {})[row.pk] = row
    return [_fitting(one, of_unit, named) for one in who]


def _fitting(
    one: Who, of_unit: Mapping[int, AwardSubject], named: Mapping[tuple[int, str, str], Mapping[int, AwardSubject]]
) -> tuple[AwardSubject, ...]:
    if one.itself:
        return (of_unit[one.unit_id],) if one.unit_id in of_unit else ()
    found = tuple(named.get((one.unit_id, one.kind, subject_key(one.name)), {}).values())
    if not one.told_apart:
        return found
    return tuple(row for row in found if subject_key(row.told_apart) == subject_key(one.told_apart))


def standing_awards(subject_ids: Iterable[int]) -> dict[tuple[int, str, str, date], Award]:
    """The awards of subjects that stand, by subject, form, number and day of the decision. One query."""
    rows = Award.objects.filter(subject_id__in=set(subject_ids), state=STANDING)
    return {(row.subject_id, row.form, row.number, row.decided_on): row for row in rows}


COMPARED = ("name", "place", "merit", "merit_kind", "signer", "since", "until", "bonus")


@dataclass(frozen=True)
class NewAward:
    """An award as a row of a list tells it, `name` as it is written there, `bonus` in đồng.

    `given`: the fields that the list has a column for.
    """

    who: Who
    name: str
    collective: bool
    form: str
    form_name: str
    number: str
    day: date
    place: str = ""
    merit: str = ""
    signer: str = ""
    since: int | None = None
    until: int | None = None
    bonus: int | None = None
    merit_kind: str = ""
    given: frozenset[str] = frozenset()
    cell: str = ""


def known_awards(rows: Sequence[NewAward]) -> list[tuple[tuple[AwardSubject, ...], Award | None]]:
    """For each row who it may speak of, and the award of that one that stands already. Three queries, however many."""
    found = subjects_named([row.who for row in rows])
    standing = standing_awards(one.pk for subjects in found for one in subjects)
    return [
        (subjects, standing.get((subjects[0].pk, row.form, row.number, row.day)) if len(subjects) == 1 else None)
        for row, subjects in zip(rows, found, strict=True)
    ]


def differing(row: NewAward, award: Award) -> list[str]:
    """The fields in which a row says something else than the register; empty when it says the same."""
    return [name for name in COMPARED if name in row.given and getattr(row, name) != getattr(award, name)]


OTHERWISE = (
    "Sổ khen thưởng đã có khen thưởng này, ghi khác. Hãy đính chính ở sổ khen thưởng, hoặc bỏ dòng này trong tệp."
)


def namesakes(count: int) -> str:
    """That several bear one name, in words."""
    return f"Có {count} người cùng tên này ở đơn vị ấy. Hãy ghi thêm ở cột “Để phân biệt”."


def place_of(who: Who) -> tuple[int, str, str, str]:
    """What makes two rows speak of one subject that is not in the files yet."""
    return (who.unit_id, "", "", "") if who.itself else (
        who.unit_id, who.kind, subject_key(who.name), subject_key(who.told_apart),
    )  # fmt: skip


def cells_twice(rows: Iterable[NewAward]) -> str:
    """That two rows are one award, in words; "" when none are."""
    seen: dict[tuple[Any, ...], str] = {}
    for row in rows:
        place = (*place_of(row.who), row.form, row.number, row.day)
        if place in seen:
            return f"Hai dòng ở ô {seen[place]} và ô {row.cell} là một khen thưởng. Hãy bỏ một dòng trong tệp."
        seen[place] = row.cell
    return ""


def unused(batch: Any) -> Any:
    """The awards of a batch that undoing would take back: nothing rests on them since. A query, not yet asked."""
    dismissed = MatchDismissal.objects.filter(key__startswith="award:").values_list("key", flat=True)
    kept = [int(key.removeprefix("award:")) for key in dismissed if key.removeprefix("award:").isdigit()]
    rows = Award.objects.filter(imported=batch, state=STANDING, award_steps=None, superseded_by=None)
    return rows.exclude(pk__in=kept)
