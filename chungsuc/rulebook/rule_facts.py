"""The rule of a day for one matter: a figure in force, else a named officer's written ruling, else nothing."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from chungsuc.law.citations import Citation, Status
from chungsuc.law.periods import WorkingCalendar, WorkingSpan
from chungsuc.law.verdicts import Outcome, Reason, Verdict
from chungsuc.questions.asking import Asking, rows_of

from .citing import document_words, with_documents
from .models import DayOff, Figure, Ruling


@dataclass(frozen=True)
class RuleFact:
    """What a rule says on a day. `value` is None when nothing does: then the matter is undetermined, never guessed."""

    key: str
    label: str
    value: Any
    unit: str
    citation: Citation
    ruling: Ruling | None = None
    listed: bool = True  # whether the pack speaks of the rule at all, for whatever days

    @property
    def missing(self) -> bool:
        return self.value is None

    @property
    def whole(self) -> int | None:
        """The value as a count (of days, votes, times); None when missing."""
        return None if self.value is None else int(self.value)

    @property
    def cited_beside(self) -> str:
        """The citation beside the rule's own name, which is not said twice where no document is known."""
        return str(self.citation).removeprefix(f"{self.label} ")

    @property
    def undetermined(self) -> Verdict:
        """The verdict of whatever needs this rule while it is missing."""
        text = f"Chưa có quy định «{self.label}»; cần quyết định bằng văn bản của người có thẩm quyền."
        return Verdict(Outcome.UNDETERMINED, (Reason(text, Outcome.UNDETERMINED, self.citation),))


def rule_on(key: str, day: date, subject: str = "") -> RuleFact:
    """One rule on `day`; `subject` ("recognition.case:12") lets a ruling for that matter answer. See `rules_on`."""
    return rules_on([key], day, subject)[key]


def rules_on(keys: Iterable[str], day: date, subject: str = "") -> dict[str, RuleFact]:
    """The rules of `day` by key. One query whatever their number, two where one is missing and rulings may answer."""
    asked = list(keys)
    of_day: dict[str, Figure] = {}
    known: dict[str, Figure] = {}
    versions = with_documents(Figure.objects.current().keyed(asked).with_standing())
    for figure in versions.order_by("key", "since"):
        known[figure.key] = figure
        if figure.since <= day and (figure.until is None or figure.until >= day):
            of_day[figure.key] = figure
    missing = [key for key in asked if key not in of_day or of_day[key].value is None] if subject else []
    written = Ruling.objects.filter(subject=subject, key__in=missing, on__lte=day) if missing else ()
    rulings = {ruling.key: ruling for ruling in written}
    return {key: _rule(key, of_day.get(key), known.get(key), rulings.get(key)) for key in asked}


def rules_under(prefixes: Iterable[str], day: date) -> dict[str, RuleFact]:
    """Every rule of `day` whose key begins with one of the prefixes, in the order of its file. One query."""
    return _by_key(_under(prefixes, day))


def rules_under_asked(prefixes: Iterable[str], day: date) -> Asking[dict[str, RuleFact]]:
    """`rules_under` for whoever asks more in the same query. One round."""
    return _by_key((yield from rows_of(_under(prefixes, day))))


def _under(prefixes: Iterable[str], day: date) -> Any:
    begins = Q()
    for prefix in prefixes:
        begins |= Q(key__startswith=prefix)
    return with_documents(Figure.objects.on(day).filter(begins).with_standing()).order_by("file", "line", "key")


def _by_key(figures: Iterable[Figure]) -> dict[str, RuleFact]:
    return {figure.key: _rule(figure.key, figure, figure, None) for figure in figures}


@dataclass(frozen=True)
class Versions:
    """Every version of some rules, read once, to be asked for many days. Rulings are not among them."""

    by_key: Mapping[str, tuple[Any, ...]]
    _told: dict[tuple[str, date], RuleFact] = field(default_factory=dict, repr=False, compare=False)

    def on(self, key: str, day: date) -> RuleFact:
        """What a rule says on a day, as `rule_on` would tell it; only of the keys that were read. No query.

        Worked out once: a list asks about thousands of rows that were received on a few days.
        """
        if (key, day) not in self._told:
            known = self.by_key.get(key, ())
            held = [one for one in known if one.since <= day and (one.until is None or one.until >= day)]
            self._told[key, day] = _rule(key, held[-1] if held else None, known[-1] if known else None, None)
        return self._told[key, day]

    def under(self, prefixes: Iterable[str], day: date) -> dict[str, RuleFact]:
        """Every rule of a day whose key begins with one of the prefixes, as `rules_under` would tell them. No query."""
        begins = tuple(prefixes)
        held = [
            one for key, known in self.by_key.items() if key.startswith(begins)
            for one in known if one.since <= day and (one.until is None or one.until >= day)
        ]  # fmt: skip
        return {one.key: self.on(one.key, day) for one in sorted(held, key=lambda one: (one.file, one.line, one.key))}


def versions_of(keys: Iterable[str], prefixes: Iterable[str] = ()) -> Versions:
    """Every version of these keys, and of every key that begins with one of the prefixes. One query."""
    return _versions(_figures(keys, prefixes))


def versions_asked(keys: Iterable[str], prefixes: Iterable[str] = ()) -> Asking[Versions]:
    """`versions_of` for whoever asks more in the same query. One round."""
    return _versions((yield from rows_of(_figures(keys, prefixes))))


def versions_parts(keys: Iterable[str], prefixes: Iterable[str] = ()) -> dict[str, Any]:
    """What an asking asks for `versions_of` and the calendar, beside its own questions in one round."""
    return {"figures": _figures(keys, prefixes), "days_off": _days_off()}


def versions_told(told: Mapping[Any, Iterable[Any]]) -> tuple[Versions, WorkingCalendar]:
    """The versions and the calendar out of what an asking was told of `versions_parts`. No query."""
    return _versions(told["figures"]), _calendar_of(told["days_off"])


def _figures(keys: Iterable[str], prefixes: Iterable[str]) -> Any:
    asked = Q(key__in=list(keys))
    for prefix in prefixes:
        asked |= Q(key__startswith=prefix)
    return with_documents(Figure.objects.current().filter(asked).with_standing()).order_by("key", "since")


def _versions(figures: Iterable[Any]) -> Versions:
    by_key: dict[str, list[Any]] = {}
    for figure in figures:
        by_key.setdefault(figure.key, []).append(figure)
    return Versions({key: tuple(rows) for key, rows in by_key.items()})


def _rule(key: str, figure: Figure | None, other: Figure | None, ruling: Ruling | None) -> RuleFact:
    spoken = figure or other  # of a rule of other days only the name is used
    label, unit = (spoken.label, spoken.unit) if spoken else (f"chưa ghi trong gói dữ liệu, khóa {key}", "")
    if figure is not None and figure.value is not None:
        name = document_words(figure) or figure.document or figure.label
        citation = Citation(name, source=figure.source, status=Status(figure.standing))
        return RuleFact(key, label, figure.value, unit, citation)
    if ruling is not None:
        citation = Citation(ruling.paper, source=f"{ruling.by_name}, quyết định cho việc này", status=Status.CONFIRMED)
        return RuleFact(key, label, ruling.value, unit, citation, ruling, spoken is not None)
    return RuleFact(key, label, None, unit, Citation(label, status=Status.MISSING), listed=spoken is not None)


_kept: ContextVar[list[WorkingCalendar] | None] = ContextVar("kept calendar", default=None)


@contextmanager
def one_calendar() -> Iterator[None]:
    """Within, the days off are read once: for a page on which many rooms count working days."""
    token = _kept.set([])
    try:
        yield
    finally:
        _kept.reset(token)


def calendar() -> WorkingCalendar:
    """The days off and swapped Saturdays of every year that is known. One query, none where `one_calendar` holds it."""
    kept = _kept.get()
    if kept:
        return kept[0]
    read = _read_calendar()
    if kept is not None:
        kept.append(read)
    return read


def _read_calendar() -> WorkingCalendar:
    return _calendar_of(_days_off())


def _days_off() -> Any:
    return DayOff.objects.values_list("day", "kind")


def _calendar_of(days_off: Iterable[Any]) -> WorkingCalendar:
    rows = list(days_off)
    return WorkingCalendar(
        frozenset(day for day, kind in rows if kind == DayOff.HOLIDAY),
        frozenset(day for day, kind in rows if kind == DayOff.WORKING_SATURDAY),
        frozenset(day.year for day, _ in rows),
    )


def deadline(start: date, rule: RuleFact) -> WorkingSpan | None:
    """The last day of a rule's count of days from `start` (not counted); None when the rule is missing.

    Working days where the rule's unit says so, calendar days else. CalendarMissing for a year without its days off.
    """
    if rule.missing:
        return None
    if "làm việc" in rule.unit:
        return calendar().add(start, int(rule.value))
    return WorkingSpan(start + timedelta(days=int(rule.value)), ())


def calendar_source(first: date, last: date) -> str:
    """Where the days off between two days were read, and how sure they are: one sentence."""
    rows = DayOff.objects.filter(day__year__gte=first.year, day__year__lte=last.year)
    told = sorted({(row.source or "chưa ghi nguồn", Status(row.status).label) for row in rows})
    return "; ".join(f"{source} ({label})" for source, label in told) or "chưa có lịch ngày nghỉ"
