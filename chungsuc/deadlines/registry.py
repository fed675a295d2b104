"""What is due by whom: upper rooms are entered by `wiring.py`, the calendar asks them all.

A source tells every obligation that was known on a day (done, open or late) of the units of a set (None: of all). It
checks no right: whoever calls hands in only the units that the person may see. A source has one of two forms:

- `register_rows`: a queryset brought into the common columns by `columns(…)`, and a function that reads one row. All
  sources of this form are asked together in one query, whatever their number, and rules and days off are handed in.
- `register_dues`: an asking (`questions`), for what is worked out in Python from several tables, in two rounds at best.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, DateField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from chungsuc.law.periods import CalendarMissing, WorkingCalendar
from chungsuc.questions.asking import Asking, answer, rows_of, together
from chungsuc.rulebook.rule_facts import RuleFact, calendar, rules_on


@dataclass(frozen=True, slots=True)
class Due:
    """One obligation of one unit: who must do what by the end of which day.

    `key` is the same for the same obligation of the same unit on every day; it starts with the name of its source and
    ends with the unit's id ("movement.duties:ke-hoach-don-vi:2022:12"). `what` is one Vietnamese clause without
    personal data ("Gửi Báo cáo năm 2023"); `done_on` is None while it is not done; `href` is the page on which it is
    done; `source` is the article that demands it; `note` says more, if need be.
    """

    key: str
    unit_id: int
    what: str
    due: date
    done_on: date | None
    href: str
    source: str
    note: str = ""


Units = frozenset[int] | None
Asks = Callable[[date, Units], Asking[Iterable[Due]]]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a source in the common columns; what each means is between the source's query and its reader."""

    pk: int
    unit_id: int
    start: date | None
    due: date | None
    done_on: date | None
    first: str
    second: str
    third: str
    number: int | None
    other: int | None


@dataclass(frozen=True)
class Terms:
    """The rules of a day by key and the days off; and what could not be worked out, counted by what is missing."""

    rules: dict[str, RuleFact]
    calendar: WorkingCalendar
    gaps: Counter[str] = field(default_factory=Counter)

    def source(self, key: str) -> str:
        """What a rule is cited by: its document, and how sure it is where it is not official."""
        cited = self.rules[key].citation
        place = " ".join(part for part in (cited.article, cited.document) if part)
        return place if cited.status.official else f"{place} ({cited.status.label})"

    def last_day(self, start: date | None, key: str) -> date | None:
        """The last day of a rule's count of days from `start` (not counted).

        None while nothing has started, the rule is missing or the year has no calendar; the two latter are counted.
        """
        return self._counted(start, key, 1)

    def latest_day(self, end: date | None, key: str) -> date | None:
        """The last day that lies a rule's count of days before `end`; None as for `last_day`."""
        return self._counted(end, key, -1)

    def _counted(self, day: date | None, key: str, way: int) -> date | None:
        rule = self.rules[key]
        if day is None:
            return None
        if rule.whole is None:
            self.gaps[f"chưa có quy định «{rule.label}»"] += 1
            return None
        if "làm việc" not in rule.unit:
            return day + timedelta(days=way * rule.whole)
        try:
            return _stepped(self.calendar, day, way * rule.whole)
        except CalendarMissing as fault:
            self.gaps[f"chưa có lịch ngày nghỉ năm {fault.year}"] += 1
            return None


def _stepped(known: WorkingCalendar, day: date, working_days: int) -> date:
    if working_days >= 0:
        return known.add(day, working_days).until
    left, at = -working_days, day
    while left:
        at -= timedelta(days=1)
        left -= known.is_working(at)
    return at


Rows = Callable[[date, Units], QuerySet]
Reads = Callable[[Line, date, Terms], Iterable[Due]]


@dataclass(frozen=True)
class _Source:
    title: str
    in_work: bool
    asks: Asks | None = None
    rows: Rows | None = None
    reads: Reads | None = None
    rules: tuple[str, ...] = ()


_sources: dict[str, _Source] = {}


def register_dues(name: str, title: str, asks: Asks, *, in_work: bool = False) -> None:
    """Lets a room add its obligations under a title; entered again under the same name it is replaced.

    `in_work`: shown under "Việc đến hạn" of "Việc của tôi"; not for a room that tells its work there itself.
    """
    _sources[name] = _Source(title, in_work, asks=asks)


def register_rows(
    name: str, title: str, rows: Rows, reads: Reads, *, rules: Iterable[str] = (), in_work: bool = False
) -> None:
    """As `register_dues`, for a source that is one query: `rows(day, units)` gives it through `columns`.

    `reads(line, day, terms)` makes the obligations of a row; `rules` are the keys that it may ask `terms` for.
    """
    _sources[name] = _Source(title, in_work, rows=rows, reads=reads, rules=tuple(rules))


def columns(
    queryset: QuerySet,
    *,
    unit: Any = "unit_id",
    start: Any = None,
    due: Any = None,
    done_on: Any = None,
    first: Any = "",
    second: Any = "",
    third: Any = "",
    number: Any = None,
    other: Any = None,
) -> QuerySet:
    """The rows in the common columns. Each is the name of a field, an expression, or nothing."""
    days = {"row_start": start, "row_due": due, "row_done": done_on}
    texts = {"row_first": first, "row_second": second, "row_third": third}
    numbers = {"row_unit": unit, "row_number": number, "row_other": other}
    return queryset.order_by().annotate(
        row_pk=Cast("pk", IntegerField()),
        **{name: Cast(_expression(given), DateField()) for name, given in days.items()},
        **{name: Cast(_expression(given), CharField()) for name, given in texts.items()},
        **{name: Cast(_expression(given), IntegerField()) for name, given in numbers.items()},
    )


def _expression(given: Any) -> Any:
    if isinstance(given, str) and given:
        return F(given)
    return Value(given) if given is None or isinstance(given, str) else given


_COLUMNS = (
    "row_pk", "row_unit", "row_start", "row_due", "row_done", "row_first", "row_second", "row_third", "row_number",
    "row_other",
)  # fmt: skip


def kinds(*, in_work: bool = False) -> dict[str, str]:
    """The titles of the sources by name, in the order in which they were entered; `in_work`: only those."""
    return {name: source.title for name, source in _sources.items() if source.in_work or not in_work}


def rules_asked() -> list[str]:
    """The keys of all rules that the sources' readers may ask for."""
    return sorted({key for source in _sources.values() for key in source.rules})


def asked(
    day: date, units: Units, names: Iterable[str] | None = None, terms: Terms | None = None
) -> list[tuple[str, Due]]:
    """Every obligation with the name of its source; `names` asks only some of the sources.

    One query a round of the sources (one for those of rows alone), and two for rules and days off unless `terms` holds
    them.
    """
    return answer(dues_of_sources(day, units, names, terms or Terms(rules_on(rules_asked(), day), calendar())))


def dues_of_sources(
    day: date, units: Units, names: Iterable[str] | None, terms: Terms
) -> Asking[list[tuple[str, Due]]]:
    """As `asked`, for who asks more in the same queries."""
    wanted = set(_sources if names is None else names)
    chosen = {name: source for name, source in _sources.items() if name in wanted}
    askings = [
        source.asks(day, units) if source.asks else _read(source, day, units, terms) for source in chosen.values()
    ]
    told = yield from together(askings)
    return [(name, due) for name, dues in zip(chosen, told, strict=True) for due in dues]


def _read(source: _Source, day: date, units: Units, terms: Terms) -> Asking[Iterable[Due]]:
    assert source.rows is not None and source.reads is not None
    dues: list[Due] = []
    for pk, unit_id, *rest in (yield from rows_of(source.rows(day, units).values_list(*_COLUMNS))):
        if unit_id is not None and (units is None or unit_id in units):
            dues += source.reads(Line(pk, unit_id, *rest), day, terms)
    return dues
