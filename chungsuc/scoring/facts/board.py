"""A round with everything about it: who takes part, what was marked, what it comes to. A fixed number of queries."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import Http404

from chungsuc.law.citations import Citation, Status

from ..models import Closing, Contestant, Mark, Pair, Round, Sheet
from ..rules.pairing import Pairs, paired
from ..rules.ranking import Ranked, ranking
from ..rules.scores import ADD, COUNCIL, CROSS, DEDUCT, PAPER, SELF, Marked, UnitScore, scores
from ..rules.tables import ScoreTable, read_table
from ..workflow import CLOSED


@dataclass(frozen=True)
class Board:
    """One round. Units go by their codes; `pairs` are (scorer, scored), `sheets` by the same."""

    round: Round
    table: ScoreTable
    contestants: Mapping[str, Contestant]
    pairs: tuple[tuple[str, str], ...]
    barred: tuple[Pair, ...]
    sheets: Mapping[tuple[str, str], Sheet]
    marks: tuple[Marked, ...]
    closings: tuple[Closing, ...]

    @property
    def ranked(self) -> list[str]:
        """The codes of those who are ranked, in the round's order."""
        return [code for code, one in self.contestants.items() if one.ranked]

    @property
    def named(self) -> list[Contestant]:
        """Those who are only named, with why."""
        return [one for one in self.contestants.values() if not one.ranked]

    @property
    def names(self) -> dict[str, str]:
        return {code: one.name for code, one in self.contestants.items()}

    @cached_property
    def scores(self) -> Mapping[str, UnitScore]:
        """What the marks come to, of everybody who is ranked."""
        return {one.unit: one for one in scores(self.table, self.ranked, self.marks, self.pairs)}

    @cached_property
    def ranking(self) -> list[Ranked]:
        """The places as the marks stand now."""
        return ranking(self.table, list(self.scores.values()), self.names)

    @property
    def standing(self) -> Closing | None:
        """The frozen result that stands; None while the round is open."""
        return next((one for one in self.closings if one.reopened_on is None), None)

    @property
    def until(self) -> date | None:
        """By when the present step is to be done."""
        return {
            "self": self.round.self_until,
            "cross": self.round.cross_until,
            "council": self.round.council_until,
        }.get(self.round.state)

    @property
    def citation(self) -> Citation:
        """Where the table stands and how sure it is."""
        return Citation(
            f"Bảng điểm “{self.table.name}”", source=self.round.table_source, status=Status(self.round.table_status)
        )

    def handed_in(self, scorer: str, unit: str) -> bool:
        """Whether a scorer's sheet about a unit is in."""
        sheet = self.sheets.get((scorer, unit))
        return sheet is not None and sheet.handed_in_on is not None

    def to_score(self, scorer: str) -> list[str]:
        """The units that a unit has to cross-score."""
        return [scored for one, scored in self.pairs if one == scorer]

    def waiting(self) -> list[tuple[str, str]]:
        """The sheets (scorer, unit) that the present step still waits for."""
        if self.round.state == "self":
            return [(code, code) for code in self.ranked if not self.handed_in(code, code)]
        if self.round.state == "cross":
            return [pair for pair in self.pairs if not self.handed_in(*pair)]
        return []

    def last_seen(self, unit: str, item: str) -> int:
        """The place of the newest mark that was entered or decided on an item of a unit; 0 when there is none."""
        stages = (PAPER, COUNCIL, DEDUCT, ADD)
        return max((m.seq for m in self.marks if (m.unit, m.item) == (unit, item) and m.stage in stages), default=0)

    def drawn(self) -> Pairs:
        """The pairs that the units would get now, with the bars that are entered."""
        barred = [(one.scorer.code, one.scored.code) for one in self.barred]
        return paired(self.ranked, self.table.reviewers, barred)

    def hidden_from(self, own: Iterable[str]) -> "Board":
        """The board as somebody of these units may see it: others' scores only once the own are in.

        While units score themselves, others' own scores stay hidden until the own sheet is in; while they score each
        other, others' cross scores until every sheet of the own unit is in. Nothing is hidden afterwards.
        """
        mine = [code for code in own if code in self.contestants]
        state = self.round.state
        if state not in (SELF, CROSS) or not mine:
            return self
        asked = [(code, code) for code in mine if self.contestants[code].ranked]
        asked = asked if state == SELF else [(code, scored) for code in mine for scored in self.to_score(code)]
        if all(self.handed_in(*pair) for pair in asked):
            return self
        kept = tuple(mark for mark in self.marks if mark.stage != state or mark.scorer in mine)
        return Board(
            self.round, self.table, self.contestants, self.pairs, self.barred, self.sheets, kept, self.closings
        )


def board_of(round: Round) -> Board:  # noqa: A002 - the room's noun
    """Everything about a round. Five queries, however many units and marks."""
    contestants = list(round.contestants.select_related("unit"))
    pairs = list(Pair.objects.filter(round=round).select_related("scorer", "scored"))
    sheets = Sheet.objects.filter(round=round).select_related("scorer", "unit")
    return Board(
        round=round,
        table=table_of(round),
        contestants={one.unit.code: one for one in contestants},
        pairs=tuple((one.scorer.code, one.scored.code) for one in pairs if not one.barred),
        barred=tuple(one for one in pairs if one.barred),
        sheets={(one.scorer.code, one.unit.code): one for one in sheets},
        marks=marks_of(round),
        closings=tuple(round.closings.order_by("-number")),
    )


def table_of(round: Round) -> ScoreTable:  # noqa: A002
    """The scoring table as it stood when the round was opened."""
    return read_table(round.table_key, json.loads(round.table_json, parse_float=Decimal, parse_int=Decimal))


def marks_of(round: Round) -> tuple[Marked, ...]:  # noqa: A002
    """Every mark of a round in the order of recording. One query."""
    rows = Mark.objects.filter(round=round).order_by("seq")
    found = rows.values_list("seq", "unit__code", "item", "stage", "scorer__code", "points", "reason", "paper")
    return tuple(
        Marked(seq, u, item, stage, by or "", points, why, paper)
        for seq, u, item, stage, by, points, why, paper in found
    )


def round_named(code: str, among: Any = None) -> Round:
    """The round with this code, among those given; Http404 when there is none."""
    rows = Round.objects.all() if among is None else among
    found = rows.select_related("group", "organiser").filter(code=code).first()
    if found is None:
        raise Http404("round")
    return found  # type: ignore[no-any-return]


def is_frozen(board: Board) -> bool:
    """Whether a frozen result stands."""
    return board.round.state == CLOSED and board.standing is not None
