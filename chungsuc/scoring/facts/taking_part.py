"""Who would take part in a group's round of a year, and by which table: asked before a round is opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chungsuc.organisations.facts import known_as
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.models import Group, Lineage, Membership
from chungsuc.rulebook.models import Figure
from chungsuc.rulebook.rule_facts import RuleFact, rules_on

from ..rules.tables import ScoreTable, read_table
from ..rules.taking_part import LAST_DAY, Member, TakingPart, chosen_day, taking_part

MEMBER_DAY = "rule:score_member_day"
TERMS = ("days:score_self", "days:score_cross", "days:score_council")
PREFIX = "scoring:"


@dataclass(frozen=True)
class Opening:
    """What a new round would be: its table and members, or what is missing for it."""

    group: Group
    year: int
    day: date
    figure: Figure | None
    table: ScoreTable | None
    rule: RuleFact
    taking: tuple[TakingPart, ...]
    names: Mapping[str, str]
    ids: Mapping[str, int]
    missing: tuple[str, ...]

    @property
    def ranked(self) -> tuple[TakingPart, ...]:
        return tuple(one for one in self.taking if one.ranked)

    @property
    def code(self) -> str:
        """The code of the round: the group's and the year."""
        return f"{self.group.code}-{self.year}"

    @property
    def listed(self) -> list[tuple[str, TakingPart]]:
        """Everybody with the name of that time."""
        return [(self.names[one.unit], one) for one in self.taking]


def opening_of(group: Group, year: int) -> Opening:
    """What a round of a group and year would be. Six queries whatever the number of members."""
    day = chosen_day(year, group.until)
    rule = rules_on([MEMBER_DAY], day)[MEMBER_DAY]
    figure = table_figure(group.code, day)
    rows = list(Membership.objects.filter(group=group, since__lte=day).select_related("unit"))
    members = _members(rows, year, day)
    taking = taking_part(year, day, members) if rule.value == LAST_DAY else []
    codes = {row.unit.code: row.unit_id for row in rows}
    facts = known_as([codes[one.unit] for one in taking], day)
    names = {one.unit: facts[codes[one.unit]].name for one in taking}
    taking.sort(key=lambda one: (not one.ranked, facts[codes[one.unit]].sort_key, one.unit))
    table = read_table(figure.key, figure.value) if figure else None
    told = _missing(group, year, rule, figure, taking)
    return Opening(group, year, day, figure, table, rule, tuple(taking), names, codes, told)


def table_figure(group_code: str, day: date) -> Figure | None:
    """The scoring table of a group on a day; None when the pack has none. One query."""
    rows = Figure.objects.on(day).filter(key__startswith=PREFIX).with_standing()
    return next((row for row in rows if row.value and group_code in row.value["groups"]), None)


def _members(rows: Sequence[Membership], year: int, day: date) -> list[Member]:
    ids = {row.unit_id for row in rows}
    first = date(year, 1, 1)
    lines = Lineage.objects.filter(predecessor_id__in=ids) | Lineage.objects.filter(successor_id__in=ids)
    lines = lines.filter(event__effective_on__gte=first, event__effective_on__lte=day + timedelta(days=1))
    heirs: dict[int, list[str]] = {}
    events: dict[int, str] = {}
    taken: dict[int, list[str]] = {}
    named = lines.select_related("event").annotate(old=last_name_of("predecessor_id"), new=last_name_of("successor_id"))
    for line in named.order_by("event__effective_on", "pk"):
        heirs.setdefault(line.predecessor_id, []).append(line.new)
        events[line.predecessor_id] = line.event.title
        if line.event.effective_on <= day:
            taken.setdefault(line.successor_id, []).append(line.old)
    return [
        Member(
            row.unit.code, row.since, row.until, tuple(heirs.get(row.unit_id, ())), events.get(row.unit_id, ""),
            tuple(taken.get(row.unit_id, ())),
        )
        for row in rows
    ]  # fmt: skip


def _missing(
    group: Group, year: int, rule: RuleFact, figure: Figure | None, taking: Sequence[TakingPart]
) -> tuple[str, ...]:
    told = []
    if rule.value != LAST_DAY:
        told.append(f"Chưa có quy định «{rule.label}» dùng được cho năm {year}.")
    if figure is None:
        told.append(f"Gói dữ liệu chưa có bảng điểm cho {group.name} vào năm {year}.")
    if rule.value == LAST_DAY and sum(one.ranked for one in taking) < 2:
        told.append(f"{group.name} có chưa đến hai thành viên vào ngày chốt của năm {year}, không xếp hạng được.")
    return tuple(told)
