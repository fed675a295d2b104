"""The register of recognised units as it stood on a day: every entry, also a revoked one. Three queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from chungsuc.law.spelling import fold
from chungsuc.organisations.access import Scope
from chungsuc.organisations.models import Identity, Lineage, Placement
from chungsuc.recognition.models import Recognition


@dataclass(frozen=True)
class EntryFact:
    """One entry. `name` and `district` are those of the day of signing; `now` names what the unit became by the day."""

    id: int
    unit_id: int
    unit_code: str
    name: str
    district: str
    now: tuple[str, ...]
    level: str
    level_code: str
    for_year: int
    decision: str
    signed_on: date
    announced_on: date | None
    note: str
    filename: str
    paper: str
    sheet: str
    cell: str
    batch_id: str
    revoked_on: date | None
    revoked_by: str
    revoked_why: str

    @property
    def in_force(self) -> bool:
        return self.revoked_on is None


@dataclass(frozen=True)
class Asked:
    """What the register is asked for; "" and None ask for everything."""

    level: str = ""
    district: str = ""
    year: int | None = None
    decision: str = ""

    def takes(self, entry: EntryFact) -> bool:
        """Whether an entry is among those asked for."""
        return (
            (not self.level or entry.level_code == self.level)
            and (not self.district or entry.district == self.district)
            and (self.year is None or entry.for_year == self.year)
            and (not self.decision or fold(self.decision) in fold(entry.decision))
        )


def entries_on(day: date, scope: Scope) -> list[EntryFact]:
    """The register's entries signed by `day` for units in scope, newest first. Two queries."""
    rows = scope.filter(Recognition.objects.standing().filter(signed_on__lte=day))
    rows = rows.annotate(
        unit_name=Subquery(_identity("unit_id").values("name")[:1]),
        last_name=Subquery(Identity.objects.filter(unit_id=OuterRef("unit_id")).order_by("-since").values("name")[:1]),
        parent=Subquery(_then(Placement.objects.filter(unit_id=OuterRef("unit_id"))).values("parent_id")[:1]),
    ).annotate(
        parent_name=Subquery(_identity("parent").values("name")[:1]),
        parent_form=Subquery(_identity("parent").values("form")[:1]),
    )
    found = list(rows.select_related("unit", "level", "batch", "revocation").order_by("-signed_on", "-id"))
    became = _became({row.unit_id for row in found}, day)
    return [_fact(row, day, became.get(row.unit_id, ())) for row in found]


def _then(rows: QuerySet) -> QuerySet:
    """Dated rows that held on the day on which the entry around was signed."""
    signed = OuterRef("signed_on")
    return rows.filter(Q(until=None) | Q(until__gte=signed), since__lte=signed)


def _identity(unit: str) -> QuerySet:
    return _then(Identity.objects.filter(unit_id=OuterRef(unit)))


def _became(unit_ids: set[int], day: date) -> dict[int, tuple[str, ...]]:
    """By unit, the names of those that it had flowed into by the day."""
    first = Identity.objects.filter(unit_id=OuterRef("successor_id"), since__lte=F("unit__since")).values("name")[:1]
    rows = Lineage.objects.filter(predecessor_id__in=unit_ids, event__effective_on__lte=day).annotate(
        name=Subquery(first)
    )
    found: dict[int, tuple[str, ...]] = {}
    for row in rows:
        found[row.predecessor_id] = (*found.get(row.predecessor_id, ()), row.name or "")
    return found


def _fact(row: Recognition, day: date, now: Sequence[str]) -> EntryFact:
    revocation = getattr(row, "revocation", None)
    if revocation is not None and revocation.signed_on > day:
        revocation = None
    above = row.parent_form in ("huyện", "thành phố", "thị xã")  # type: ignore[attr-defined]
    return EntryFact(
        id=row.pk,
        unit_id=row.unit_id,
        unit_code=row.unit.code,
        name=row.unit_name or row.last_name or row.unit.code,  # type: ignore[attr-defined]
        district=row.parent_name if above else "",  # type: ignore[attr-defined]
        now=tuple(name for name in now if name),
        level=row.level.name,
        level_code=row.level.code,
        for_year=row.for_year,
        decision=row.decision_number,
        signed_on=row.signed_on,
        announced_on=row.announced_on,
        note="; ".join(filter(None, (row.note, row.certificate_number and f"Bằng số {row.certificate_number}"))),
        filename=row.batch.filename if row.batch else "",
        paper=row.batch.paper if row.batch else "",
        sheet=row.sheet,
        cell=row.cell,
        batch_id=str(row.batch_id or ""),
        revoked_on=revocation.signed_on if revocation else None,
        revoked_by=revocation.decision_number if revocation else "",
        revoked_why=revocation.reason if revocation else "",
    )
