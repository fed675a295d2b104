"""Guidance documents as pages show them: versions, and who read the newest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import UnitFact, known_as
from chungsuc.web.tables import Cell, Column, Row, Table, day_cell, name_cell, number_cell

from .duty_facts import audiences_of, bodies_of
from .launch_facts import audiences_naming
from .models import Guidance, GuidanceRead, GuidanceVersion, Plan
from .rules.duties import Bodies, Bound


def audience_choices(plan: Plan, day: date) -> list[tuple[str, str]]:
    """The audiences of a day to whom guidance may be sent: those that name kinds of units."""
    return [(a.code, a.name) for a in audiences_of(plan, [row["code"] for row in plan.audiences]) if a.holds(day)]


def readers(plan: Plan, found: Guidance, day: date, bodies: Bodies | None = None) -> dict[int, Bound]:
    """Who has to read a guidance document on a day, by unit id; never the body that issued it. One query at most."""
    every = (bodies or bodies_of(plan)).bound(audiences_of(plan, found.to), day)
    return {pk: bound for pk, bound in every.items() if pk != found.by_id}


def named_units(plan: Plan, person: Person, day: date) -> set[str]:
    """The audiences to which the units of a person's reach belong. One query, none for the whole province."""
    scope = person.scope("duty.read").unit_ids
    if scope is None:
        return set()
    bodies = bodies_of(plan)
    return {code for pk in scope for code in audiences_naming(plan, bodies, pk, day)}


def guidance_listed(plan: Plan, person: Person, day: date) -> Table:
    """The guidance documents that a person may read, with how many units read the newest version. Four queries."""
    everything = person.scope("duty.read").unit_ids is None
    rows = list(plan.guidance.prefetch_related("versions__reads"))
    bodies = bodies_of(plan)
    named = set() if everything else named_units(plan, person, day)
    shown = [row for row in rows if everything or named & set(row.to)]
    columns = [
        Column("title", "Văn bản", sortable=False),
        Column("version", "Lần", numeric=True, sortable=False),
        Column("sent_on", "Gửi ngày", sortable=False, whole=True),
        Column("read", "Đã đọc", sortable=False, priority=1),
    ]
    table_rows = []
    for row in shown:
        newest = list(row.versions.all())[-1]
        asked = readers(plan, row, day, bodies)
        read = {one.unit_id for one in newest.reads.all()} & set(asked)
        told = f"{len(read)}/{len(asked)} đơn vị" if everything else _own_words(person, read, asked)
        cell = Cell(told, outcome="met" if set(asked) <= read else "undetermined")
        table_rows.append(
            Row(
                {
                    "title": name_cell(row.title, reverse("guidance_one", args=[row.pk]), newest.paper),
                    "version": number_cell(newest.number),
                    "sent_on": day_cell(newest.sent_on),
                    "read": Cell("thôi áp dụng", outcome="not_applicable") if row.ended_on else cell,
                }
            )
        )
    empty = "Chưa có văn bản hướng dẫn nào. Sở Nội vụ, Văn phòng Điều phối gửi thì văn bản hiện ở đây."
    return Table(columns, table_rows, "Văn bản hướng dẫn", empty=empty, hide_caption=True)


def _own_words(person: Person, read: set[int], asked: dict[int, Bound]) -> str:
    own = person.acts_for("launch.open") & set(asked)
    if not own:
        return f"{len(read)}/{len(asked)} đơn vị"
    return "đơn vị đã đọc" if own <= read else "đơn vị chưa đọc"


@dataclass(frozen=True)
class Reader:
    """A unit that has to read a version, who of it did and when, and which version it had read before."""

    unit: UnitFact
    read: GuidanceRead | None
    before: int | None
    late: bool

    @property
    def label(self) -> str:
        if self.read:
            return "đã đọc"
        again = f", đã đọc lần {self.before}" if self.before else ""
        return f"quá hạn, chưa đọc{again}" if self.late else f"chưa đọc{again}"

    @property
    def outcome(self) -> str:
        return "met" if self.read else "overdue" if self.late else "undetermined"


def reading_of(
    plan: Plan, found: Guidance, versions: Sequence[GuidanceVersion], day: date, seen: frozenset[int] | None
) -> list[Reader]:  # fmt: skip
    """Who read the newest version, who has not first; `seen`: only these units. Five queries."""
    newest = versions[-1]
    asked = readers(plan, found, day)
    units = [pk for pk in asked if seen is None or pk in seen]
    reads: dict[int, dict[int, GuidanceRead]] = {}
    numbers = {version.pk: version.number for version in versions}
    for one in GuidanceRead.objects.filter(version__in=versions, unit_id__in=units):
        reads.setdefault(one.unit_id, {})[numbers[one.version_id]] = one
    names = known_as(units)
    late = newest.due is not None and newest.due < day
    facts = []
    for pk in units:
        own = reads.get(pk, {})
        before = max((number for number in own if number < newest.number), default=None)
        read = own.get(newest.number)
        facts.append(Reader(names[pk], read, before, late and read is None))
    return sorted(facts, key=lambda fact: (fact.read is not None, fact.unit.sort_key, fact.unit.code))


def reader_table(facts: Sequence[Reader]) -> Table:
    """Who read a version."""
    columns = [
        Column("unit", "Đơn vị", sortable=False),
        Column("at", "Đọc lúc", sortable=False),
        Column("state", "Tình trạng", sortable=False, priority=1),
    ]
    rows = [
        Row(
            {
                "unit": name_cell(fact.unit.name),
                "at": Cell(
                    f"{timezone.localtime(fact.read.at):%H:%M %d/%m/%Y}" if fact.read else "",
                    note=fact.read.by_name if fact.read else "",
                ),
                "state": Cell(fact.label, outcome=fact.outcome),
            }
        )
        for fact in facts
    ]
    return Table(columns, rows, "Ai đã đọc bản mới nhất", empty="Không có đơn vị nào phải đọc.", hide_caption=True)
