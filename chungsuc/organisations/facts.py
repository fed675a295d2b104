"""The units of a day as frozen values, and the lineage between days."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from chungsuc.law.spelling import unit_key
from chungsuc.questions.asking import Asking, answer

from .models import Attribute, Identity, Lineage, Placement, Spelling, Unit
from .queries import holds_on
from .rules import Candidate, NameIndex

YES = "yes"


@dataclass(frozen=True, slots=True)
class UnitFact:
    """A unit as it stood on a day. `attributes` maps a key to its value on that day."""

    id: int
    code: str
    kind: str
    form: str
    name: str
    gso_code: str
    sort_key: str
    parent_id: int | None
    since: date
    until: date | None
    attributes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, unit: Unit, identity: Identity | None, placed: Placement | None) -> "UnitFact":
        """The unit with the name and the place it had on a day; a unit without a name goes by its code."""
        return cls(
            id=unit.pk,
            code=unit.code,
            kind=unit.kind,
            form=identity.form if identity else "",
            name=identity.name if identity else unit.code,
            gso_code=identity.gso_code if identity else "",
            sort_key=identity.sort_key if identity else "",
            parent_id=placed.parent_id if placed else None,
            since=unit.since,
            until=unit.until,
        )

    @property
    def in_ntm_scope(self) -> bool:
        return self.attributes.get("in_ntm_scope") == YES


@dataclass(frozen=True)
class UnitTree:
    """All units of one day. Built with two queries whatever their number."""

    day: date
    units: Mapping[int, UnitFact]

    @cached_property
    def children(self) -> Mapping[int | None, tuple[UnitFact, ...]]:
        below: dict[int | None, list[UnitFact]] = {}
        for unit in self.units.values():
            below.setdefault(unit.parent_id if unit.parent_id in self.units else None, []).append(unit)
        return {parent: tuple(sorted(found, key=lambda u: (u.sort_key, u.code))) for parent, found in below.items()}

    def under(self, unit_id: int | None) -> Iterator[UnitFact]:
        """Every unit below `unit_id` (None: all), parents before children."""
        for unit in self.children.get(unit_id, ()):
            yield unit
            yield from self.under(unit.id)

    def above(self, unit_id: int) -> list[UnitFact]:
        """The chain from the top to the unit itself."""
        chain: list[UnitFact] = []
        at: int | None = unit_id
        while at is not None and at in self.units:
            chain.append(self.units[at])
            at = self.units[at].parent_id
        return chain[::-1]

    @cached_property
    def province(self) -> UnitFact | None:
        return next((u for u in self.units.values() if u.kind == "province"), None)

    @cached_property
    def districts(self) -> tuple[UnitFact, ...]:
        """District-level units in the order of their GSO codes, as official tables list them."""
        return tuple(sorted((u for u in self.units.values() if u.kind == "district"), key=lambda u: u.gso_code))

    @cached_property
    def communes(self) -> tuple[UnitFact, ...]:
        """Commune-level units, district by district, in the order of their GSO codes."""
        found = [u for u in self.units.values() if u.kind == "commune"]
        return tuple(sorted(found, key=lambda u: (self._district_code(u), u.gso_code)))

    @cached_property
    def ntm_communes(self) -> tuple[UnitFact, ...]:
        """The communes that the programme covers on this day."""
        return tuple(u for u in self.communes if u.in_ntm_scope)

    def district_of(self, unit: UnitFact) -> UnitFact | None:
        """The district above a unit, or None where there is no district level."""
        return next((u for u in self.above(unit.id) if u.kind == "district"), None)

    def _district_code(self, unit: UnitFact) -> str:
        district = self.units.get(unit.parent_id or 0)
        return district.gso_code if district and district.kind == "district" else ""

    def by_code(self, code: str) -> UnitFact | None:
        return next((u for u in self.units.values() if u.code == code), None)


FIELDS = (
    "id", "code", "kind", "form", "name", "gso_code", "sort_key", "parent_id", "since", "until",
)  # fmt: skip
QUICK_ATTRIBUTES = ("in_ntm_scope", "special_difficulty", "border", "commune_group", "region")


def tree_on(day: date, *, kinds: Iterable[str] = ("province", "district", "commune")) -> UnitTree:
    """The units of `day` of the given kinds, with their names, codes, parents and attributes of that day."""
    attributes: dict[int, dict[str, str]] = {}
    found = Attribute.objects.on(day).filter(key__in=QUICK_ATTRIBUTES, unit__kind__in=list(kinds))
    for unit_id, key, value in found.values_list("unit_id", "key", "value"):
        attributes.setdefault(unit_id, {})[key] = value
    alike: dict[tuple[tuple[str, str], ...], dict[str, str]] = {}  # a nation's communes share a few dozen
    units = {}
    for row in Unit.objects.on(day).filter(kind__in=list(kinds)).named_on(day).values_list(*FIELDS):
        named = dict(zip(FIELDS, row, strict=True))
        named["name"] = named["name"] or named["code"]
        named["form"], named["gso_code"] = named["form"] or "", named["gso_code"] or ""
        named["sort_key"] = named["sort_key"] or ""
        own = attributes.pop(row[0], {})
        units[row[0]] = UnitFact(**named, attributes=alike.setdefault(tuple(sorted(own.items())), own))
    return UnitTree(day, units)


def name_index(tree: UnitTree, *, kinds: Iterable[str] = ("commune",)) -> NameIndex:
    """Finds the tree's units of the given kinds by any known spelling of their names."""
    wanted = set(kinds)
    spelled: dict[int, list[str]] = {}
    for unit_id, name in Spelling.objects.filter(unit__kind__in=wanted).values_list("unit_id", "name"):
        spelled.setdefault(unit_id, []).append(name)
    index = NameIndex()
    for unit in tree.units.values():
        if unit.kind in wanted:
            parent = tree.units.get(unit.parent_id or 0)
            candidate = Candidate(unit.id, unit.name, unit_key(parent.name) if parent else "")
            index.add(candidate, *spelled.get(unit.id, ()))
    return index


def known_as(unit_ids: Iterable[int], day: date | None = None) -> dict[int, UnitFact]:
    """Units by id as they stood on `day`, or on their own last known day when they did not exist then. One query."""
    return answer(known_as_asked(unit_ids, day))


def known_as_asked(unit_ids: Iterable[int], day: date | None = None) -> Asking[dict[int, UnitFact]]:
    """`known_as` for whoever asks more in the same query. One round."""
    ids = list(set(unit_ids))
    told = yield {
        "units": Unit.objects.filter(pk__in=ids),
        "identities": Identity.objects.filter(unit_id__in=ids),
        "placements": Placement.objects.filter(unit_id__in=ids),
    }
    named, placed = (_by_unit(told[name]) for name in ("identities", "placements"))
    facts: dict[int, UnitFact] = {}
    for unit in told["units"]:
        asked = day or unit.until or date.max
        at = min(max(asked, unit.since), unit.until or date.max)
        facts[unit.pk] = UnitFact.of(unit, _held(named, unit.pk, at), _held(placed, unit.pk, at))
    return facts


def _by_unit(rows: Iterable[Any]) -> dict[int, list[Any]]:
    by: dict[int, list[Any]] = {}
    for row in rows:
        by.setdefault(row.unit_id, []).append(row)
    return by


def _held(rows: Mapping[int, list[Any]], unit_id: int, day: date) -> Any:
    """The first of a unit's rows that held on a day."""
    own = rows.get(unit_id, ())
    return next((row for row in own if row.since <= day and (row.until is None or row.until >= day)), None)


def predecessors(unit_ids: Iterable[int]) -> dict[int, list[Lineage]]:
    """For each unit the lineage rows that lead into it, with their events."""
    rows: dict[int, list[Lineage]] = {}
    for row in Lineage.objects.filter(successor_id__in=list(unit_ids)).select_related("event"):
        rows.setdefault(row.successor_id, []).append(row)
    return rows


def with_formers(rows: QuerySet) -> QuerySet:
    """Lineage rows with what is asked of each predecessor: its last name, whether it was in the programme at its
    end, and whether something went into it in turn. Adds no query.
    """
    names = Identity.objects.filter(unit_id=OuterRef("predecessor_id")).order_by("-since")
    scope = Attribute.objects.filter(
        unit_id=OuterRef("predecessor_id"), key="in_ntm_scope", since__lt=OuterRef("event__effective_on")
    ).order_by("-since")
    return rows.select_related("event", "predecessor").annotate(
        former_name=Subquery(names.values("name")[:1]),
        former_scope=Subquery(scope.values("value")[:1]),
        former_scope_until=Subquery(scope.values("until")[:1]),
        goes_on=Exists(Lineage.objects.filter(successor_id=OuterRef("predecessor_id"))),
    )


def former(row: Any) -> UnitFact:
    """The predecessor of a row from `with_formers` on its last day: what a merger asks of it."""
    unit, last = row.predecessor, row.event.effective_on - timedelta(days=1)
    held = row.former_scope_until is None or row.former_scope_until >= last
    attributes = {"in_ntm_scope": row.former_scope} if row.former_scope and held else {}
    name = row.former_name or unit.code
    return UnitFact(unit.pk, unit.code, unit.kind, "", name, "", "", None, unit.since, unit.until, attributes)


def successors(unit_ids: Iterable[int]) -> dict[int, list[Lineage]]:
    """For each unit the lineage rows that lead out of it, with their events."""
    rows: dict[int, list[Lineage]] = {}
    for row in Lineage.objects.filter(predecessor_id__in=list(unit_ids)).select_related("event"):
        rows.setdefault(row.predecessor_id, []).append(row)
    return rows


def attributes_on(unit_ids: Iterable[int], key: str, day: date) -> dict[int, str]:
    """The value of one attribute on a day, by unit."""
    rows = Attribute.objects.filter(holds_on(day), unit_id__in=list(unit_ids), key=key)
    return dict(rows.values_list("unit_id", "value"))


def heir_of(unit: Unit, day: date) -> Unit | None:
    """The one unit that a unit flowed into on a day; None when there was none, or several: nobody guesses which."""
    rows = Lineage.objects.filter(predecessor=unit, event__effective_on=day).select_related("successor")
    heirs = {row.successor_id: row.successor for row in rows}
    return next(iter(heirs.values())) if len(heirs) == 1 else None
