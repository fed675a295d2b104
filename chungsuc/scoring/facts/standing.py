"""The frozen results that stood on a day, by group: for reports upward."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from ..models import Closing, Round
from ..workflow import CANCELLED


@dataclass(frozen=True)
class UnitResult:
    """What one unit came to: points (None: they could not be told) and its place, shared with `tied_with`."""

    unit: str
    unit_id: int | None
    name: str
    points: Decimal | None
    rank: int | None
    tied_with: tuple[str, ...]

    @property
    def place(self) -> str:
        """The place in words: "4 (đồng hạng)"."""
        if self.rank is None:
            return "chưa xếp được"
        return f"{self.rank} (đồng hạng)" if self.tied_with else str(self.rank)


@dataclass(frozen=True)
class RoundResult:
    """A round as it was frozen: `number` is that of the closing, `paper` the minutes it rests on."""

    code: str
    group: str
    group_name: str
    year: int
    number: int
    on: date
    paper: str
    ranking: tuple[UnitResult, ...]


def results_on(day: date, until_year: int) -> list[RoundResult]:
    """The newest result of each group, of a year up to `until_year`, that stood frozen on `day`. Two queries."""
    newest: dict[str, Closing] = {}
    rows = _standing(day).filter(round__year__lte=until_year).exclude(round__state=CANCELLED)
    for closing in rows.select_related("round__group").order_by("round__year", "number"):
        newest[closing.round.group.code] = closing
    chosen = sorted(newest.values(), key=lambda one: one.round.group.code)
    ids = _unit_ids([one.round_id for one in chosen])
    return [_result(one, ids) for one in chosen]


def _standing(day: date) -> QuerySet[Closing]:
    """The closings that were made by `day` and not reopened by then."""
    return Closing.objects.filter(Q(reopened_on=None) | Q(reopened_on__gt=day), on__lte=day)


def open_rounds(day: date, year: int) -> list[str]:
    """The names of the rounds of a year that were open on `day`, without a frozen result. One query."""
    frozen = _standing(day).filter(round=OuterRef("pk"))
    rows = Round.objects.filter(~Exists(frozen), year=year, opened_on__lte=day).exclude(state=CANCELLED)
    return [str(one) for one in rows.select_related("group").order_by("group__code")]


def _unit_ids(rounds: list[int]) -> dict[str, int]:
    rows = Round.objects.filter(pk__in=rounds) if rounds else Round.objects.none()
    return dict(rows.values_list("contestants__unit__code", "contestants__unit_id"))


def _result(closing: Closing, ids: Mapping[str, int]) -> RoundResult:
    body: Mapping[str, Any] = json.loads(closing.body)
    found = closing.round
    ranking = tuple(
        UnitResult(
            unit=row["unit"],
            unit_id=ids.get(row["unit"]),
            name=row["name"],
            points=None if row["points"] is None else Decimal(row["points"]),
            rank=row["rank"],
            tied_with=tuple(row["tied_with"]),
        )
        for row in body["ranking"]
    )
    return RoundResult(
        found.code, found.group.code, found.group.name, found.year, closing.number, closing.on, closing.paper, ranking
    )
