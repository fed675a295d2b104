"""Every figure of a round, asked as of its cut-off day: the province's, each unit's, and the tables of the annexes.

Asked before the freeze, frozen, and asked again afterwards to tell what has changed: always by this one piece.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.urls import reverse

from chungsuc.criteria.facts import owners_on
from chungsuc.criteria.models import Criterion, Verdict
from chungsuc.law.figures import round_half_up, show_decimal
from chungsuc.law.periods import show_day
from chungsuc.law.verdicts import Outcome
from chungsuc.movement.facts import plan_figures, progress_on
from chungsuc.movement.models import Plan
from chungsuc.movement.readings import Readings, Results
from chungsuc.movement.rules.targets import Progress
from chungsuc.organisations.facts import UnitFact
from chungsuc.oversight.models import Survey
from chungsuc.oversight.workflow import CONCLUDED
from chungsuc.recognition.models import Level

from .lateness import later_days
from .models import ReportEvent, ReportRound
from .outline import AnyRound, Reporter, reporters_of
from .registry import AnnexTable, Asked, Fact, figures_of, province_figures_of
from .rules import DONE, LATE, LATE_DONE, NOT_ASKED, PROVINCE, Kind, standing
from .workflow import SENT

UNKNOWN = "chưa đủ căn cứ"
Amount = tuple[Decimal | None, str]


@dataclass(frozen=True)
class Answers:
    """Everything of a round as of its cut-off day."""

    day: date
    province: tuple[Fact, ...]
    units: Mapping[int, tuple[Fact, ...]]
    tables: tuple[AnnexTable, ...]


def whole(count: int) -> tuple[Decimal, str]:
    """A count as a number and as it is printed."""
    return Decimal(count), show_decimal(count)


def dated(address: str, day: date) -> str:
    """A page of this service as of a day."""
    return f"{address}?ngay={show_day(day)}"


@dataclass
class Asking:
    """What the figures of a round are asked from; every table is read once, when it is first needed."""

    round: AnyRound
    kind: Kind
    only: frozenset[int] | None = None  # units whose figures are asked; None: all that report
    readings: Readings = field(default_factory=Readings)

    @property
    def day(self) -> date:
        return self.round.cut_off

    @cached_property
    def plan(self) -> Plan | None:
        return Plan.objects.first()

    @cached_property
    def targets(self) -> list[Progress]:
        return progress_on(self.plan, self.day, readings=self.readings) if self.plan else []

    @cached_property
    def reporters(self) -> list[Reporter]:
        return reporters_of(self.round, self.kind)

    @cached_property
    def results(self) -> Results | None:
        return self.readings.results(self.day)

    @cached_property
    def below(self) -> Decimal | None:
        """Under how many criteria a commune counts as far behind; the plan's target says which figure it is."""
        if self.plan is None:
            return None
        rows = [target for target in self.plan.targets.all() if "below" in target.params]
        figure = plan_figures(rows).get(str(rows[0].params["below"])) if rows else None
        return figure.value if figure else None

    @cached_property
    def levels(self) -> list[Level]:
        return list(Level.objects.order_by("unit_kind", "rank"))

    @cached_property
    def verdicts(self) -> Mapping[int, Mapping[int, str]]:
        """The outcome of every criterion of the newest year's set, by commune and number. One query."""
        found: dict[int, dict[int, str]] = {}
        if self.results is None:
            return found
        rows = Verdict.objects.filter(assessment__set=self.results.set, assessment__year=self.results.year)
        for unit, no, outcome in rows.order_by("no").values_list("assessment__unit_id", "no", "outcome"):
            found.setdefault(unit, {})[no] = outcome
        return found

    @cached_property
    def criteria(self) -> Mapping[int, str]:
        """The names of the criteria of that set by number. One query."""
        return dict(Criterion.objects.filter(set=self.results.set).values_list("no", "name")) if self.results else {}

    @cached_property
    def sent(self) -> Mapping[int, date]:
        """When each unit had first sent what counted as its report on the cut-off day. One query."""
        if not isinstance(self.round, ReportRound) or self.round.pk is None:
            return {}
        state: dict[int, tuple[str, date | None]] = {}
        rows = ReportEvent.objects.filter(report__round=self.round, on__lte=self.day).order_by("report_id", "seq")
        for unit, act, to_state, on in rows.values_list("report__unit_id", "act", "to_state", "on"):
            before = state.get(unit, ("", None))[1]
            state[unit] = (to_state, on if act == "submit" and before is None else before)
        return {unit: first for unit, (to_state, first) in state.items() if to_state in SENT and first}

    @cached_property
    def later(self) -> Mapping[int, date]:
        """The later days that were granted to units by the cut-off day. One query."""
        return later_days(self.round.code, self.day)

    @cached_property
    def asked(self) -> Asked:
        units = self.only if self.only is not None else frozenset(one.unit_id for one in self.reporters)
        return Asked(self.round.year, self.day, units)

    # --- answers ---

    def everything(self) -> Answers:
        """The province, every unit that reports, and every table."""
        from .annexes import tables

        return Answers(self.day, tuple(self.province()), self.of_units(self.reporters), tuple(tables(self)))

    def province(self) -> Iterator[Fact]:
        """The province's own figures, group by group."""
        makes = {"targets": self.target_facts, "recognitions": self._recognitions, "reports": self._reports}
        for group in self.kind.groups_for(PROVINCE):
            yield from makes[group]() if group in makes else province_figures_of(group, self.asked)

    def of_units(self, reporters: Iterable[Reporter]) -> Mapping[int, tuple[Fact, ...]]:
        """The figures of units, by unit. A fixed number of queries whatever their number."""
        known: dict[str, Mapping[int, Iterable[Fact]]] = {}
        found: dict[int, tuple[Fact, ...]] = {}
        for one in reporters:
            facts: list[Fact] = []
            for group in self.kind.groups_for(one.kind):
                if (own := getattr(self, f"_{group}_of", None)) is not None:
                    facts += own(one)
                else:
                    if group not in known:
                        known[group] = figures_of(group, self.asked)
                    facts += known[group].get(one.unit_id, ())
            found[one.unit_id] = tuple(facts)
        return found

    def target_facts(self) -> Iterator[Fact]:
        """What each target of the plan has reached, what it asks, and of how many."""
        for item in self.targets:
            href = dated(reverse("target", args=[item.code]), self.day)
            source = "; ".join(reason.text for reason in item.reasons) or f"Số liệu tính đến {show_day(self.day)}."
            number, text = _amount(item)
            yield Fact(f"target.{item.code}", item.name, number, text, item.unit, source, href)
            planned: Amount = (item.target, show_decimal(item.target)) if item.target is not None else (None, UNKNOWN)
            words, due = f"Chỉ tiêu {item.due.year}: {item.name}", f"Kế hoạch, chỉ tiêu đến năm {item.due.year}."
            yield Fact(f"target.{item.code}.planned", words, *planned, item.unit, due, href)
            yield Fact(f"target.{item.code}.of", f"{item.name}: trên tổng số", *whole(item.amount.of), "", source, href)

    def _decisions(self, unit_ids: frozenset[int] | None = None) -> Iterator[tuple[Level, int]]:
        signed = [
            entry
            for entry in self.readings.in_force(self.day)
            if entry.signed_on.year == self.round.year and (unit_ids is None or entry.unit_id in unit_ids)
        ]
        for level in self.levels:
            yield level, sum(entry.level.code == level.code for entry in signed)

    def _recognitions(self) -> Iterator[Fact]:
        href = dated(reverse("register"), self.day)
        for level, count in self._decisions():
            yield Fact(
                f"recognitions.{level.code}",
                f"Được công nhận {level.name} trong năm",
                *whole(count),
                "đơn vị",
                f"Sổ công nhận, quyết định ký từ {show_day(self.asked.since)} đến {show_day(self.day)}.",
                href,
            )

    def _reports(self) -> Iterator[Fact]:
        states = [self.standing_of(one.unit_id) for one in self.reporters]
        sent = sum(state in (DONE, LATE_DONE) for state in states)
        late = sum(state in (LATE, LATE_DONE) for state in states)
        source = f"Danh sách đơn vị gửi báo cáo, tính đến {show_day(self.day)}; hạn gửi {show_day(self.round.due)}."
        href = reverse("report_round", args=[self.round.code])
        yield Fact("reports.asked", "Đơn vị phải gửi báo cáo", *whole(len(states)), "đơn vị", source, href)
        yield Fact("reports.received", "Đơn vị đã gửi báo cáo", *whole(sent), "đơn vị", source, href)
        yield Fact("reports.late", "Đơn vị gửi chậm hoặc chưa gửi", *whole(late), "đơn vị", source, href)

    def standing_of(self, unit_id: int) -> str:
        """How a unit stood towards the last day for sending, on the cut-off day."""
        if not isinstance(self.round, ReportRound):
            return NOT_ASKED
        due = self.later.get(unit_id, self.round.due)
        return standing(due, self.sent.get(unit_id), self.day)

    def _communes_under(self, unit_id: int) -> list[UnitFact]:
        tree = self.readings.tree(self.day)
        below = {unit.id for unit in tree.under(unit_id)}
        return [unit for unit in tree.ntm_communes if unit.id in below]

    def said_of(self, results: Results | None) -> str:
        """Of which year and by which set the results are."""
        return f"Số liệu năm {results.year}, {results.set.name}." if results else "Chưa có số liệu tiêu chí."

    def _area_of(self, one: Reporter) -> Iterator[Fact]:
        """A district: its communes, by level, their criteria."""
        communes, results = self._communes_under(one.unit_id), self.results
        href, register = dated(reverse("unit", args=[one.code]), self.day), self.readings.register(self.day)
        source = f"Sổ công nhận tính đến {show_day(self.day)}."
        yield Fact("area.communes", "Xã trong chương trình", *whole(len(communes)), "xã", "Danh mục đơn vị.", href)
        for level in (level for level in self.levels if level.unit_kind == "commune"):
            held = sum(register.standing(unit.id, level.code).outcome is Outcome.MET for unit in communes)
            yield Fact(f"area.level.{level.code}", f"Đạt {level.name}", *whole(held), "xã", source, href)
        if results is None or not communes:
            yield Fact("area.average", "Tiêu chí bình quân một xã", None, UNKNOWN, "", self.said_of(results), href)
            return
        found = [results.by_unit.get(unit.id) for unit in communes]
        sure = all(row is not None and not row[2] for row in found)
        average = round_half_up(Decimal(sum(row[0] for row in found if row)) / len(communes), 2) if sure else None
        text = UNKNOWN if average is None else show_decimal(average)
        yield Fact(
            "area.average", "Tiêu chí bình quân một xã", average, text, "tiêu chí/xã", self.said_of(results), href
        )
        if self.below is not None and sure:
            count = sum(row[0] < self.below for row in found if row)
            label = f"Xã đạt dưới {show_decimal(self.below)} tiêu chí"
            yield Fact("area.below", label, *whole(count), "xã", self.said_of(results), href)

    def _recognitions_of(self, one: Reporter) -> Iterator[Fact]:
        below = {unit.id for unit in self._communes_under(one.unit_id)} if one.kind == "district" else set()
        href = dated(reverse("unit", args=[one.code]), self.day)
        source = f"Sổ công nhận, quyết định ký trong năm {self.round.year}, đến {show_day(self.day)}."
        for level, count in self._decisions(frozenset(below | {one.unit_id})):
            if count or level.unit_kind == "commune":
                label = f"Được công nhận {level.name} trong năm"
                yield Fact(f"recognitions.{level.code}", label, *whole(count), "đơn vị", source, href)

    def _own_of(self, one: Reporter) -> Iterator[Fact]:
        """A commune: its criteria of the newest year, and what it holds."""
        href, results = dated(reverse("unit", args=[one.code]), self.day), self.results
        row = results.by_unit.get(one.unit_id) if results else None
        source = self.said_of(results if row else None)
        sure = row is not None and not row[2]
        met: Amount = whole(row[0]) if row and sure else (None, UNKNOWN)
        yield Fact("own.met", "Số tiêu chí đạt", *met, "tiêu chí", source, href)
        if results:
            yield Fact("own.criteria", "Số tiêu chí của bộ", *whole(results.criteria), "tiêu chí", source, href)
        register = self.readings.register(self.day)
        for level in (level for level in self.levels if level.unit_kind == "commune"):
            outcome = register.standing(one.unit_id, level.code).outcome
            said = f"Sổ công nhận tính đến {show_day(self.day)}."
            yield Fact(f"own.level.{level.code}", level.name, None, outcome.label, "", said, href)

    @cached_property
    def _owners(self) -> Mapping[int, tuple[int, ...]]:
        """The whole criteria that each body answers for on the day. One query."""
        found: dict[int, list[int]] = {}
        rows = owners_on(self.results.set.code, self.day) if self.results else {}
        for part, owner in rows.items():
            if part.isdigit():
                found.setdefault(owner.body_id, []).append(int(part))
        return {body: tuple(sorted(numbers)) for body, numbers in found.items()}

    def _owned_criteria_of(self, one: Reporter) -> Iterator[Fact]:
        """A body: how many communes meet each criterion that it answers for."""
        if self.results is None:
            return
        communes = self.readings.tree(self.day).ntm_communes
        for no in self._owners.get(one.unit_id, ()):
            said = [self.verdicts.get(unit.id, {}).get(no, "") for unit in communes]
            href = dated(reverse("criterion", args=[self.results.set.code, no]), self.day)
            number, text = whole(said.count(Outcome.MET.value)) if all(said) else (None, UNKNOWN)
            label = f"Xã đạt tiêu chí {no} {self.criteria.get(no, '')}".strip()
            source = f"{self.said_of(self.results)} Trên {len(communes)} xã."
            yield Fact(f"criterion.{no}.met", label, number, text, "xã", source, href)

    @cached_property
    def _concluded(self) -> int:
        rows = Survey.objects.filter(state=CONCLUDED, concluded_on__lte=self.day, concluded_on__gte=self.asked.since)
        return rows.count()

    def _surveys_of(self, one: Reporter) -> Iterator[Fact]:
        source = f"Kết quả lấy ý kiến đã công bố trong năm {self.round.year}, đến {show_day(self.day)}."
        label = "Cuộc lấy ý kiến hài lòng đã công bố trong năm"
        yield Fact("surveys.concluded", label, *whole(self._concluded), "cuộc", source, reverse("surveys"))


def _amount(item: Progress) -> tuple[Decimal | None, str]:
    """The amount as a number and in words: two decimals at most, a range while something is undetermined."""
    low, high = item.amount.low, item.amount.high
    if low is None or high is None:
        return None, UNKNOWN
    shown = [show_decimal(round_half_up(value, 2) if value != int(value) else value) for value in (low, high)]
    if low != high:
        return None, f"từ {shown[0]} đến {shown[1]} ({UNKNOWN})"
    return round_half_up(low, 2), shown[0]
