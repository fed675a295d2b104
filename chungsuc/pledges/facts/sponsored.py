"""Who helps whom on a day, and how far the helped communes came by verified results: for scoring and for both sides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from chungsuc.criteria.facts import assessment_day, sets_for_year
from chungsuc.criteria.models import Assessment
from chungsuc.organisations.facts import known_as
from chungsuc.organisations.heirs import Heirs, heirs_on
from chungsuc.recognition.facts import base_level

from ..models import HelpOutcome, Sponsorship, Visit
from ..workflow import CONFIRMED


@dataclass(frozen=True)
class SponsoredCommune:
    """One sponsorship as it holds on a day: helper and commune are those that answer that day (None: nobody)."""

    sponsorship_id: int
    helper_id: int | None
    commune_id: int | None
    assigned_helper_id: int
    assigned_commune_id: int
    since: date
    until: date | None
    decision: str


@dataclass(frozen=True)
class SponsoredProgress:
    """How a helped commune stands at the end of a year by its VERIFIED results.

    `met` of `of` criteria of the set that judges the year; `before` of the year before by the same set, None where it
    cannot be compared. `missing` says why nothing can be told; then `met` is None. `visits`, `outcomes`: those of the
    year that the commune confirmed.
    """

    sponsorship_id: int
    commune_id: int
    commune_name: str
    year: int
    met: int | None
    undetermined: int
    of: int
    before: int | None
    missing: str
    visits: int
    outcomes: int

    @property
    def change(self) -> int | None:
        """How many criteria more than the year before; None where it cannot be said."""
        return None if self.met is None or self.before is None else self.met - self.before


def sponsored_communes(day: date, helpers: Iterable[int] | None = None) -> list[SponsoredCommune]:
    """The sponsorships of `day`, of some helpers (the units that answer on that day) or of all. Two queries."""
    heirs = heirs_on(day)
    rows = Sponsorship.objects.on(day).select_related("helper", "commune").order_by("id")
    wanted = None if helpers is None else set(helpers)
    found = [_as_of(row, heirs) for row in rows]
    return [one for one in found if wanted is None or one.helper_id in wanted]


def _as_of(row: Sponsorship, heirs: Heirs) -> SponsoredCommune:
    return SponsoredCommune(
        row.pk,
        heirs.of(row.helper_id, row.helper.until),
        heirs.of(row.commune_id, row.commune.until),
        row.helper_id,
        row.commune_id,
        row.since,
        row.until,
        row.decision,
    )


def sponsored_progress(unit_id: int, year: int) -> tuple[SponsoredProgress, ...]:
    """How the communes that a unit helped at the end of `year` stand by verified results. Ten queries at most."""
    return every_sponsored_progress(year, [unit_id]).get(unit_id, ())


def every_sponsored_progress(
    year: int, helpers: Iterable[int] | None = None, *, until: date | None = None
) -> Mapping[int, tuple[SponsoredProgress, ...]]:
    """`sponsored_progress` of many helpers by unit id (None: of all). As many queries as for one.

    `until`: as it was known on that day of the year, not at the year's end: who helps whom, what had been confirmed.
    """
    day = until or assessment_day(year)
    found = [one for one in sponsored_communes(day, helpers) if one.helper_id is not None]
    communes = {one.commune_id for one in found if one.commune_id is not None}
    names = known_as(communes, day) if communes else {}
    results = _results(communes, year) if communes else {}
    visits, outcomes = (_confirmed(model, found, year, until) for model in (Visit, HelpOutcome))
    told: dict[int, tuple[SponsoredProgress, ...]] = {}
    for one in found:
        assert one.helper_id is not None
        at = one.commune_id or one.assigned_commune_id
        rows = results.get(at, {})
        now, before = rows.get(year), rows.get(year - 1)
        progress = SponsoredProgress(
            sponsorship_id=one.sponsorship_id,
            commune_id=at,
            commune_name=names[at].name if at in names else "",
            year=year,
            met=now.met if now else None,
            undetermined=now.undetermined if now else 0,
            of=now.met + now.not_met + now.undetermined if now else 0,
            before=before.met if now and before and before.set_id == now.set_id else None,
            missing=_missing(one, now, year),
            visits=visits.get(one.sponsorship_id, 0),
            outcomes=outcomes.get(one.sponsorship_id, 0),
        )
        told[one.helper_id] = (*told.get(one.helper_id, ()), progress)
    return told


def commune_results(commune_id: int, year: int) -> tuple[Assessment | None, Assessment | None]:
    """A commune's verified results of a year, and of the year before by the same set. Three queries."""
    rows = _results([commune_id], year).get(commune_id, {})
    now, before = rows.get(year), rows.get(year - 1)
    return now, before if now and before and before.set_id == now.set_id else None


def _missing(one: SponsoredCommune, now: Assessment | None, year: int) -> str:
    if one.commune_id is None:
        return "Xã đã kết thúc và không vào đúng một đơn vị; chưa có quyết định phân công lại."
    return "" if now else f"Chưa có kết quả thẩm định của xã năm {year}."


def _results(communes: Iterable[int], year: int) -> dict[int, dict[int, Assessment]]:
    """The results of two years by commune and year, by the sets of the first level of communes; the newest counts."""
    level = base_level()
    sets = [one.pk for at in (year, year - 1) for one in sets_for_year(at, level=level)]
    rows = Assessment.objects.filter(unit_id__in=list(communes), year__in=(year, year - 1), set_id__in=sets)
    found: dict[int, dict[int, Assessment]] = {}
    for row in rows.select_related("set").order_by("set__since"):
        found.setdefault(row.unit_id, {})[row.year] = row
    return found


def _confirmed(
    model: type[Visit] | type[HelpOutcome], found: Iterable[SponsoredCommune], year: int, until: date | None
) -> dict[int, int]:
    rows = model._default_manager.filter(
        Q(state=CONFIRMED), on__year=year, sponsorship_id__in=[one.sponsorship_id for one in found]
    )
    rows = rows if until is None else rows.filter(on__lte=until, answered_on__lte=until)
    counted = rows.order_by().values("sponsorship_id").annotate(count=Count("id"))
    return dict(counted.values_list("sponsorship_id", "count"))
