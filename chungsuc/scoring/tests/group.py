"""A group to test with: the technical departments, an officer, a leader, and one official for each unit."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from chungsuc.accounts.models import User
from chungsuc.organisations.access import Person, person_on
from chungsuc.organisations.actions import give_post
from chungsuc.organisations.models import Group, Unit
from chungsuc.scoring import actions
from chungsuc.scoring.facts import Board, board_of
from chungsuc.scoring.models import Round

DAY, LATER = date(2024, 1, 10), date(2024, 1, 31)
UNITS = ("SCT", "SKHCN", "SNNPTNT", "SXD", "SGTVT", "SKHDT", "STC", "STNMT")
TYPED = ("ban-chi-dao", "co-che", "tuyen-truyen")


def official(name: str, role: str, unit: str, since: date = date(2021, 1, 1)) -> Any:
    """An account with one post; made once."""
    user, made = User.objects.get_or_create(
        username=name, defaults={"full_name": f"Người {name}", "must_change_password": False}
    )
    if made:
        give_post(account=user, role=role, unit=Unit.objects.get(code=unit), since=since, until=None, by="bài thử")
    return user


@dataclass
class Block:
    """A block's round of a year; `to(state)` brings it where a test wants it. Everything happens on one day."""

    code: str = "KHOI-1"
    year: int = 2023
    day: date = DAY
    round: Round = field(init=False)

    def __post_init__(self) -> None:
        group = Group.objects.get(code=self.code)
        self.round = actions.open_round(group, self.year, on=self.day, person=self.officer, paper="05/KH-SNV")

    @property
    def officer(self) -> Person:
        return person_on(official("canbo", "emulation_officer", "SNV"), self.day)

    @property
    def leader(self) -> Person:
        return person_on(official("lanhdaotinh", "province_leader", "VPUB"), self.day)

    def of(self, unit: str) -> Person:
        """The official of a unit."""
        return person_on(official(f"cua-{unit.lower()}", "department", unit), self.day)

    @property
    def board(self) -> Board:
        return board_of(Round.objects.select_related("group", "organiser").get(pk=self.round.pk))

    def hand_in(self, scorer: str, unit: str = "", points: str = "8", **more: Any) -> Any:
        """A sheet with the same points on every typed item."""
        given = {item.code: Decimal(points) for item in self.board.table.typed}
        told = {"scorer": scorer, "unit": unit or scorer, "points": given, "seen": 0, "on": self.day}
        person = more.pop("person", None) or self.of(scorer)
        return actions.hand_in(self.fresh(), person=person, **{**told, **more})

    def enter(self, unit: str, points: str = "8", item: str = "nhiem-vu-chinh-tri", **more: Any) -> Any:
        """A result from its paper."""
        told = {"reason": "Hoàn thành tốt", "paper": "12/QĐ-UBND", "seen": self.board.last_seen(unit, item)}
        told |= {"person": self.officer, "on": self.day, **more}
        return actions.enter(self.fresh(), unit=unit, item=item, points=Decimal(points), **told)

    def decide(self, unit: str, item: str, points: str | None, **more: Any) -> Any:
        """A decision of the group."""
        told = {"reason": "theo biên bản họp khối", "seen": self.board.last_seen(unit, item), "person": self.officer}
        given = None if points is None else Decimal(points)
        return actions.decide(self.fresh(), unit=unit, item=item, points=given, on=self.day, **{**told, **more})

    def move(self, act: str, **more: Any) -> Any:
        """Takes the round on."""
        told = {"until": LATER, "seen": self.fresh().version, "on": self.day, "person": self.officer, **more}
        return getattr(actions, act)(self.fresh(), **told)

    def close(self, **more: Any) -> Any:
        told = {"paper": "03/BB-KHOI1", "seen": self.fresh().version, "on": self.day, "person": self.officer, **more}
        return actions.close(self.fresh(), **told)

    def fresh(self) -> Round:
        """The round as it stands now."""
        return Round.objects.select_related("group", "organiser").get(pk=self.round.pk)

    def to(self, state: str, points: str = "8") -> "Block":
        """To a state on the plain way: every sheet in, every paper entered, what cannot be read decided."""
        if state == "opened":
            return self
        self.move("begin_self")
        if state == "self":
            return self
        for unit in self.board.ranked:
            self.hand_in(unit, points=points)
        self.move("begin_cross")
        if state == "cross":
            return self
        for scorer, unit in self.board.pairs:
            self.hand_in(scorer, unit, points=points)
        self.move("begin_council")
        for unit in self.board.ranked:
            self.enter(unit)
        for score in list(self.board.scores.values()):
            for part in score.open_parts:
                self.decide(score.unit, part.part.code, "0")
        if state == "closed":
            self.close()
        return self
