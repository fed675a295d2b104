"""Figures of a round as a page shows them: frozen ones where there are, else asked now; and what changed since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..annexes import tables
from ..asking import Answers, Asking
from ..models import Freeze, FrozenFigure, FrozenTable, ReportRound
from ..outline import AnyRound, Reporter
from ..registry import AnnexColumn, AnnexTable, Fact
from ..rules import Difference, Kind, difference


@dataclass(frozen=True)
class Line:
    """A figure beside last year's."""

    fact: Fact
    difference: Difference


@dataclass(frozen=True)
class Change:
    """A frozen figure that would be another one if it were asked again for the same day."""

    unit_id: int | None
    label: str
    frozen: str
    now: str
    href: str


def freeze_of(round: AnyRound) -> Freeze | None:
    """The freeze that counts: the newest. One query, none for a round that was never opened."""
    if not isinstance(round, ReportRound) or round.pk is None:
        return None
    return Freeze.objects.filter(round=round).order_by("-number").first()


def frozen_facts(freeze: Freeze, unit_id: int | None = None) -> tuple[Fact, ...]:
    """The frozen figures of the province (None) or of a unit, those inside tables left out. One query."""
    rows = FrozenFigure.objects.filter(freeze=freeze, unit=unit_id, table="").order_by("position")
    return tuple(_fact(row) for row in rows)


def _fact(row: FrozenFigure) -> Fact:
    number = None if row.number is None else row.number.normalize() + 0
    return Fact(row.key, row.label, number, row.text, row.measure, row.source, row.href)


def frozen_tables(freeze: Freeze) -> tuple[AnnexTable, ...]:
    """The frozen annexes, their figures put into their cells. Two queries."""
    facts = {row.key: _fact(row) for row in FrozenFigure.objects.filter(freeze=freeze, unit=None)}
    tables = FrozenTable.objects.filter(freeze=freeze).order_by("position")
    return tuple(_table(row, facts) for row in tables)


def _table(row: FrozenTable, facts: Mapping[str, Fact]) -> AnnexTable:
    rows = [[facts[cell["f"]] if isinstance(cell, dict) else str(cell) for cell in cells] for cells in row.rows]
    layout: dict[str, Any] = row.columns
    columns = [AnnexColumn(one["name"], one["share"], one["align"]) for one in layout["columns"]]
    return AnnexTable(row.code, row.title, columns, rows, row.note, bool(layout["landscape"]))


def as_frozen_table(table: AnnexTable) -> tuple[dict[str, Any], list[list[Any]]]:
    """A table as it is kept: its layout, and its rows with references to figures."""
    columns = [{"name": one.name, "share": one.share, "align": one.align} for one in table.columns]
    rows = [[{"f": cell.key} if isinstance(cell, Fact) else cell for cell in row] for row in table.rows]
    return {"columns": columns, "landscape": table.landscape}, rows


def as_data(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """Figures as a sent version keeps them."""
    return [{**vars(fact), "number": None if fact.number is None else str(fact.number)} for fact in facts]


def from_data(rows: Iterable[Mapping[str, Any]]) -> tuple[Fact, ...]:
    """Figures out of a sent version."""
    return tuple(Fact(**{**row, "number": None if row["number"] is None else Decimal(row["number"])}) for row in rows)


def facts_shown(round: AnyRound, kind: Kind, freeze: Freeze | None, reporter: Reporter | None) -> tuple[Fact, ...]:
    """The figures of the province (no reporter) or of a unit: frozen where they are, else asked as of the cut-off."""
    if freeze is not None:
        return frozen_facts(freeze, reporter.unit_id if reporter else None)
    asking = Asking(round, kind, only=frozenset({reporter.unit_id}) if reporter else None)
    if reporter is None:
        return tuple(asking.province())
    return asking.of_units([reporter])[reporter.unit_id]


def tables_shown(round: AnyRound, kind: Kind, freeze: Freeze | None) -> tuple[AnnexTable, ...]:
    """The annexes: frozen where they are, else asked as of the cut-off day."""
    return frozen_tables(freeze) if freeze is not None else tuple(tables(Asking(round, kind)))


def beside_last_year(round: AnyRound, facts: Sequence[Fact], unit_id: int | None = None) -> list[Line]:
    """Figures beside those frozen in last year's round of the same kind. One query."""
    rows = FrozenFigure.objects.filter(
        freeze__round__kind=round.kind, freeze__round__year=round.year - 1, unit=unit_id, table=""
    )
    before: dict[str, tuple[int, Decimal | None]] = {}
    for key, number, figure in rows.order_by("freeze__number").values_list("key", "freeze__number", "number"):
        before[key] = (number, None if figure is None else figure.normalize() + 0)
    return [
        Line(fact, difference(fact.number, before.get(fact.key, (0, None))[1], known=fact.key in before))
        for fact in facts
    ]


def changes_since(round: ReportRound, kind: Kind, freeze: Freeze) -> list[Change]:
    """What would be another figure if it were asked again now for the same day: told beside the report, never in it."""
    now = answered(Asking(round, kind).everything())
    changed = []
    for row in FrozenFigure.objects.filter(freeze=freeze).order_by("unit_id", "position"):
        found = now.pop((row.unit_id, row.key), None)
        text = found.text if found else "không còn số này"
        if text != row.text:
            changed.append(Change(row.unit_id, row.label, row.text, text, row.href))
    for (unit_id, _), fact in now.items():
        changed.append(Change(unit_id, fact.label, "chưa có khi chốt", fact.text, fact.href))
    return changed


def answered(answers: Answers) -> dict[tuple[int | None, str], Fact]:
    """Every figure of the answers by unit (None: the province) and key, those inside tables with them."""
    found: dict[tuple[int | None, str], Fact] = {(None, fact.key): fact for fact in answers.province}
    for unit_id, facts in answers.units.items():
        found.update({(unit_id, fact.key): fact for fact in facts})
    for table in answers.tables:
        cells = (cell for row in table.rows for cell in row if isinstance(cell, Fact))
        for fact in cells:
            found.setdefault((None, fact.key), fact)
    return found
