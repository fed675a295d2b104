"""Former awards that may be a subject's own: the register and the files, as rows to be matched by `rules.matching`."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from ..models import Achievement, Award, MatchDismissal
from ..models.decisions import REPLACED, REVOKED
from ..rules.lineage import pasts_of
from ..rules.matching import Rewarded, Sought
from ..rules.naming import REWARD
from ..workflow import CONFIRMED
from .results import Known, within


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; the 28th for a 29 February."""
    return date(day.year - years, day.month, min(day.day, 28) if day.month == 2 else day.day)


def sought_of(known: Known, names: Mapping[int, str], day: date) -> dict[int, Sought]:
    """Who is looked for, by subject; `names` of units by id. Only what had gone into a unit by `day` is its past."""
    went = {earlier: on for earlier, _, on in known.edges if on <= day}
    return {
        one.pk: Sought(
            one.pk,
            one.name,
            tuple((variant.name, variant.source) for variant in known.variants[one.pk]),
            {unit: (went[unit], names.get(unit, "")) for unit in known.pasts[one.pk] if unit in went}
            if one.itself
            else None,
        )
        for one in known.subjects
    }


def formers_asked(known: Known, since: date, until: date, but: Iterable[int]) -> dict[str, Any]:
    """The querysets of everything that may be a former award of the subjects, by name."""
    keys = sorted({key for one in sought_of(known, {}, until).values() for key in one.keys})
    ids, units = [one.pk for one in known.subjects], known.units()
    own = within("subject_id", ids) | Q(subject__itself=True) & within("subject__unit_id", units)
    named = own | within("name_key", keys)
    in_files = own | within("subject__name_key", keys)
    awards = Award.objects.known().exclude(state=REPLACED).until(until).filter(decided_on__gte=since)
    rewards = Achievement.objects.standing().filter(kind=REWARD, on__gte=since, on__lte=until)
    return {
        "awards": awards.exclude(dossier_id__in=list(but)).filter(named).select_related("subject"),
        "rewards": rewards.filter(in_files).select_related("subject"),
        "dismissed": MatchDismissal.objects.filter(own, undone_on=None).select_related("subject"),
    }


def dismissed_for(
    known: Known, rows: Mapping[str, Any], names: Mapping[int, str], near: Mapping[int, Iterable[Rewarded]]
) -> dict[int, dict[str, str]]:
    """By subject, which of the awards near it do not count for it, with the reason.

    What was concluded of a unit goes on into the unit that it went into, told as such; not about an award of another
    unit that went in beside: of that one nothing was concluded.
    """
    found: dict[int, dict[str, str]] = {one.pk: {} for one in known.subjects}
    earlier = [(before, after) for before, after, _ in known.edges]
    pasts = pasts_of({row.subject.unit_id for row in rows["dismissed"]}, earlier)
    awards = {pk: {award.key: award for award in of} for pk, of in near.items()}
    for row in rows["dismissed"]:
        for pk in known.owners(row.subject):
            award = awards[pk].get(row.key)
            if row.subject_id == pk:
                found[pk][row.key] = row.reason
            elif award is not None and not (
                award.of_unit and award.unit_id in known.pasts[pk] and award.unit_id not in pasts[row.subject.unit_id]
            ):
                unit = names.get(row.subject.unit_id, "")
                found[pk].setdefault(row.key, f"{row.reason} (kết luận khi là {unit})")
    return found


def rewarded(rows: Mapping[str, Any], levels: Mapping[str, str], names: Mapping[str, str]) -> list[Rewarded]:
    """The rows as awards to match; `levels`, `names` of forms by code."""
    found = [
        Rewarded(
            f"award:{row.pk}", row.form, row.form_name, row.name, row.place, row.decided_on, f"Quyết định {row.number}",
            row.subject_id, row.subject.unit_id, row.subject.itself,
            (row.since, row.until) if row.since and row.until else None, row.state == REVOKED,
            level=levels.get(row.form, ""), merit_kind=row.merit_kind,
        )
        for row in rows["awards"]
    ]  # fmt: skip
    found += [
        Rewarded(
            f"achievement:{row.pk}", row.form, names.get(row.form, row.title), row.subject.name, "", row.on, row.paper,
            row.subject_id, row.subject.unit_id, row.subject.itself, unconfirmed=row.state != CONFIRMED,
            level=levels.get(row.form, ""), merit_kind=row.merit_kind,
        )
        for row in rows["rewards"]
    ]  # fmt: skip
    return found
