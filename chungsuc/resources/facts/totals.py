"""Confirmed contributions by source, unit, year and kind, for the units of a day.

A district is the sum of itself and its communes of the day; a unit after a merger is the sum of itself and of what
went into it. What a unit left behind that went into several is kept under its own name: nobody guesses.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chungsuc.organisations.facts import UnitFact, UnitTree, known_as, tree_on
from chungsuc.organisations.heirs import heirs_on

from ..models import GiftTerms
from ..rules.counting import Sum, Total, total
from ..sources import sources_on
from ..workflow import WAITING


@dataclass(frozen=True)
class UnitLine:
    """What one unit of the day received. `whole` adds what is under it; `ended` is a unit whose heir is not known."""

    unit: UnitFact
    whole: Total
    level: int = 0
    ended: bool = False


@dataclass(frozen=True)
class Totals:
    """Everything confirmed that was given by `day`: every sum, attributed to the units of the day."""

    day: date
    tree: UnitTree
    sums: tuple[Sum, ...]
    ended: Mapping[int, UnitFact]
    waiting: int

    @property
    def whole(self) -> Total:
        return total(self.sums)

    @property
    def years(self) -> list[int]:
        return sorted({one.year for one in self.sums})

    @property
    def sources(self) -> dict[str, str]:
        """The sources by code, in the order of the pack, then those it no longer names."""
        return {one.source: one.source_name for one in self.sums}

    def of_unit(self, unit_id: int) -> Total:
        """What a unit received, with everything under it on the day."""
        under = {unit_id, *(unit.id for unit in self.tree.under(unit_id))}
        return total(one for one in self.sums if one.unit_id in under)

    def of_source(self, code: str) -> Total:
        """What came from one source."""
        return total(one for one in self.sums if one.source == code)

    def of_year(self, year: int) -> Total:
        """What was given in one year."""
        return total(one for one in self.sums if one.year == year)

    @property
    def lines(self) -> tuple[UnitLine, ...]:
        """The units of the day that received anything: each district with its communes, then the rest."""
        found: list[UnitLine] = []
        province = self.tree.province
        for unit in self.tree.children.get(province.id if province else None, ()):
            self._add(found, unit, 0)
            for below in self.tree.children.get(unit.id, ()):
                self._add(found, below, 1)
        if province is not None:
            own = total(one for one in self.sums if one.unit_id == province.id)
            found += [UnitLine(province, own)] if own.rows else []
        left = (
            UnitLine(unit, total(s for s in self.sums if s.unit_id == pk), ended=True)
            for pk, unit in self.ended.items()
        )
        return (*found, *left)

    def _add(self, found: list[UnitLine], unit: UnitFact, level: int) -> None:
        whole = self.of_unit(unit.id)
        if whole.rows:
            found.append(UnitLine(unit, whole, level))


def totals_on(day: date, *, unit_ids: Iterable[int] | None = None, year: int | None = None, source: str = "") -> Totals:
    """The totals of units (None: all) as of `day`: given by then, confirmed by now. At most ten queries.

    `year` and `source` narrow to what was given in a year and came from a source.
    """
    every = GiftTerms.objects.current().filter(given_on__lte=day).within(unit_ids)
    if year is not None:
        every = every.filter(given_on__year=year)
    if source:
        every = every.filter(source=source)
    tree, heirs = tree_on(day), heirs_on(day)
    names = _source_names(day)
    sums, ended = [], set()
    for row in every.confirmed().sums():
        unit_id, until = row["contribution__unit_id"], row["contribution__unit__until"]
        heir = heirs.of(unit_id, until)
        at: int = heir if heir is not None and heir in tree.units else unit_id
        if at not in tree.units:
            ended.add(at)
        sums.append(_sum(row, at, names))
    ordered = sorted(sums, key=lambda one: (list(names).index(one.source), one.year))
    waiting = every.filter(contribution__state=WAITING).count()
    return Totals(day, tree, tuple(ordered), known_as(ended), waiting)


def _sum(row: dict, at: int, names: dict[str, str]) -> Sum:
    names.setdefault(row["source"], row["source"])
    return Sum(
        at, row["source"], names[row["source"]], row["year"], row["kind"], row["measure"], row["rows"],
        Decimal(row["amount"]), Decimal(row["worth"]), row["rows"] - row["valued"],
    )  # fmt: skip


def _source_names(day: date) -> dict[str, str]:
    """The names of sources by code: as the pack of the day orders them, then as they were recorded."""
    names = dict(sources_on(day).choices)
    for code, name in GiftTerms.objects.order_by().values_list("source", "source_name").distinct():
        names.setdefault(code, name)
    return names
