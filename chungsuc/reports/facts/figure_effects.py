"""What another value of a figure would change: the amendment is tried, looked at, and taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from chungsuc.criteria.models import Assessment
from chungsuc.law.figures import show_decimal
from chungsuc.movement.facts import progress_on
from chungsuc.movement.rules.targets import Progress
from chungsuc.organisations.facts import known_as
from chungsuc.rulebook.actions import amend_figure
from chungsuc.rulebook.facts import value_said
from chungsuc.rulebook.models import Figure

from .targets import the_plan

MOST = 20
Counts = tuple[int, int, int]  # met, not met, undetermined
Key = tuple[int, str, int]  # unit, set, year


@dataclass(frozen=True)
class Effects:
    """`units`: how many assessments change; `groups`: the first of them in words, under set and year;
    `targets`: the plan's that change.
    """

    said: str
    units: int
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    targets: tuple[str, ...]

    @property
    def more(self) -> int:
        return self.units - sum(len(lines) for _, lines in self.groups)


def effects_of(figure: Figure, value: Any, day: date) -> Effects:
    """What a new value would change in assessments and in the targets of `day`. Leaves nothing written.

    FigureRefused when the figure cannot be amended.
    """
    counts, targets = _counts(), _targets(day)
    with transaction.atomic():
        given = {"by": "diễn tập", "by_name": "diễn tập", "on": day}
        amended = amend_figure(figure, value=value, source="diễn tập", **given)  # type: ignore[arg-type]
        said, after, reached = value_said(amended), _counts(), _targets(day)
        transaction.set_rollback(True)
    changed = [key for key in after if after[key] != counts.get(key)]
    told = tuple(f"{row.name}: {_reached(targets[code])} → {_reached(row)}" for code, row in reached.items()
                 if _reached(row) != _reached(targets[code]))  # fmt: skip
    return Effects(said, len(changed), _groups(changed, counts, after), told)


def _groups(
    changed: Iterable[Key], before: Mapping[Key, Counts], after: Mapping[Key, Counts]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    first = sorted(changed, key=lambda one: (one[1], one[2], str(one[0])))[:MOST]
    units = known_as({unit for unit, _, _ in first})
    found: dict[str, list[str]] = {}
    for key in first:
        unit, name, year = key
        words = f"{units[unit].name}: {_words(before.get(key))} → {_words(after[key])}"
        found.setdefault(f"{name}, năm {year}", []).append(words)
    return tuple((title, tuple(lines)) for title, lines in found.items())


def _counts() -> Mapping[Key, Counts]:
    rows = Assessment.objects.values_list("unit_id", "set__name", "year", "met", "not_met", "undetermined")
    return {(unit, name, year): (met, not_met, undetermined) for unit, name, year, met, not_met, undetermined in rows}


def _targets(day: date) -> Mapping[str, Progress]:
    plan = the_plan()
    return {row.code: row for row in progress_on(plan, day)} if plan else {}


def _words(counts: Counts | None) -> str:
    if counts is None:
        return "chưa đánh giá"
    met, not_met, undetermined = counts
    return f"{met} đạt, {not_met} chưa đạt" + (f", {undetermined} chưa đủ căn cứ" if undetermined else "")


def _reached(row: Progress) -> str:
    low, high = row.amount.low, row.amount.high
    span = [] if low is None else [show_decimal(low)] + ([show_decimal(high)] if high not in (None, low) else [])
    asked = "chưa có" if row.target is None else show_decimal(row.target)
    return f"{' đến '.join(span) or 'chưa có'}/{asked}, {row.outcome.label.lower()}"
