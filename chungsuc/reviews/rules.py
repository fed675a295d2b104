"""What a round asks, who is late, what differs from last year, and figures that stand inside a text. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from chungsuc.law.figures import show_decimal
from chungsuc.law.periods import show_day

PROVINCE = "province"
TOKEN = re.compile(r"\[\[([^\[\]]+)\]\]")
_BLANK = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Section:
    """A section to be written: its heading, what is asked, how the province's own text begins."""

    code: str
    heading: str
    question: str
    opening: str = ""
    required: bool = False


@dataclass(frozen=True)
class Reporters:
    """Kinds of units that report while the last day for units lies between `since` and `until` (both count)."""

    kinds: tuple[str, ...]
    since: date
    until: date | None = None

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Kind:
    """A kind of report as the pack has it on a day."""

    code: str
    name: str
    title: str
    milestone: str
    upward: str
    receiver: str
    programme: bool
    sent_to: tuple[str, ...]
    recipients: tuple[str, ...]
    bases: tuple[str, ...]
    reporters: tuple[Reporters, ...]
    sections: tuple[Section, ...]
    groups: Mapping[str, tuple[str, ...]]

    def kinds_due(self, due: date) -> frozenset[str]:
        """Which kinds of units owe the report whose last day is `due`."""
        return frozenset(kind for group in self.reporters if group.on(due) for kind in group.kinds)

    def groups_for(self, kind: str) -> tuple[str, ...]:
        """The groups of figures that are filled in for a kind of unit."""
        return self.groups.get(kind, ())

    @property
    def by_code(self) -> Mapping[str, Section]:
        return {section.code: section for section in self.sections}


@dataclass(frozen=True)
class Round:
    """The days of a round as the pack has them."""

    code: str
    kind: str
    name: str
    year: int
    opens_on: date
    due: date
    cut_off: date
    award_round: str = ""


def kind_of(code: str, value: Mapping[str, Any]) -> Kind:
    """A kind of report out of its figure's value."""
    groups: dict[str, tuple[str, ...]] = {}
    for row in value["figures"]:
        for kind in row["for"]:
            groups[kind] = (*groups.get(kind, ()), *row["groups"])
    return Kind(
        code=code,
        name=value["name"],
        title=value["title"],
        milestone=value["milestone"],
        upward=value["upward"],
        receiver=value["receiver"],
        programme=bool(value["programme"]),
        sent_to=tuple(value["sent_to"]),
        recipients=tuple(value["recipients"]),
        bases=tuple(value["bases"]),
        reporters=tuple(_reporters(row) for row in value["reporters"]),
        sections=tuple(Section(**row) for row in value["sections"]),
        groups=groups,
    )


def _reporters(row: Mapping[str, Any]) -> Reporters:
    until = date.fromisoformat(row["until"]) if row["until"] else None
    return Reporters(tuple(row["kinds"]), date.fromisoformat(row["since"]), until)


def round_of(code: str, value: Mapping[str, Any]) -> Round:
    """A round out of its figure's value."""
    days = {name: date.fromisoformat(value[name]) for name in ("opens_on", "due", "cut_off")}
    return Round(
        code=code,
        kind=value["kind"],
        name=value["name"],
        year=int(value["year"]),
        award_round=value["award_round"],
        **days,
    )


def filled(text: str, *, year: int, cut_off: date, plan: str) -> str:
    """The pack's words with their blanks filled: year, next_year, cut_off, plan."""
    words = {"year": str(year), "next_year": str(year + 1), "cut_off": show_day(cut_off), "plan": plan}
    return _BLANK.sub(lambda found: words.get(found[1], found[0]), text)


# --- who is late ---

DONE, LATE_DONE, LATE, OPEN, NOT_ASKED = "done", "late_done", "late", "open", "not_asked"
STANDINGS: Mapping[str, tuple[str, str]] = {
    DONE: ("đã gửi đúng hạn", "met"),
    LATE_DONE: ("gửi chậm", "overdue"),
    LATE: ("quá hạn, chưa gửi", "overdue"),
    OPEN: ("chưa gửi, còn hạn", "undetermined"),
    NOT_ASKED: ("kỳ báo cáo chưa mở", "undetermined"),
}
"""How a unit stands towards the last day: the words, and the outcome whose shape goes with them."""


def standing(due: date, sent_on: date | None, day: date) -> str:
    """How a unit stands on `day`: what was sent after `day` was not sent yet."""
    if sent_on is not None and sent_on <= day:
        return DONE if sent_on <= due else LATE_DONE
    return LATE if day > due else OPEN


def standing_words(standing: str, returned: bool) -> str:
    """How a unit stands towards the last day, in words; what was sent and returned is not "not sent"."""
    return "quá hạn, chưa gửi lại" if standing == LATE and returned else STANDINGS[standing][0]


# --- differences from last year ---


@dataclass(frozen=True)
class Difference:
    """How a figure differs from last year's: a word, a shape, and both numbers."""

    shape: str
    word: str
    before: str = ""

    def __str__(self) -> str:
        return f"{self.shape} {self.word}"


def difference(now: Decimal | None, before: Decimal | None, *, known: bool) -> Difference:
    """`known` is whether last year's report has the figure at all; without numbers nothing is compared."""
    if not known:
        return Difference("◌", "năm trước chưa chốt số này")
    if now is None or before is None:
        shown = "chưa đủ căn cứ" if before is None else show_decimal(before)
        return Difference("◌", "không so được", shown)
    change = now - before
    if change == 0:
        return Difference("▬", "không đổi", show_decimal(before))
    word = "tăng" if change > 0 else "giảm"
    return Difference("▲" if change > 0 else "▼", f"{word} {show_decimal(abs(change))}", show_decimal(before))


def wording(now: str, before: str | None) -> Difference:
    """How a paragraph differs from last year's: a text that was only copied is told."""
    if not now.strip():
        return Difference("○", "chưa viết")
    if before is None or not before.strip():
        return Difference("◌", "năm trước không có")
    if " ".join(now.split()) == " ".join(before.split()):
        return Difference("▬", "giống hệt năm trước")
    return Difference("▲", "khác năm trước")


# --- figures that stand inside a text ---


def tokens(text: str) -> tuple[str, ...]:
    """The names of the figures that a text refers to, each once, in their order."""
    return tuple(dict.fromkeys(name.strip() for name in TOKEN.findall(text)))


def with_names(text: str, names: Mapping[str, str]) -> str:
    """Keys of figures replaced by what people call them; a key without a name stays."""
    return TOKEN.sub(lambda found: f"[[{names.get(found[1].strip(), found[1].strip())}]]", text)


def with_keys(text: str, names: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """What people wrote, its figures by key again; and the names that mean no figure. `names` is by key.

    Names are compared without regard to case and to blanks, so that a slip of the hand loses no reference.
    """
    keys = {_plain(name): key for key, name in names.items()} | {_plain(key): key for key in names}
    unknown = tuple(name for name in tokens(text) if _plain(name) not in keys)
    return TOKEN.sub(lambda found: f"[[{keys.get(_plain(found[1]), found[1].strip())}]]", text), unknown


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def lost_tokens(before: str, after: str) -> tuple[str, ...]:
    """The figures that an edited text does not refer to any more: they are never dropped without a word."""
    kept = set(tokens(after))
    return tuple(name for name in tokens(before) if name not in kept)


def with_figures(text: str, shown: Mapping[str, str]) -> str:
    """The text as it is read: every reference replaced by what its figure says."""
    return TOKEN.sub(lambda found: shown.get(found[1].strip(), "(chưa có số)"), text)


def missing_sections(sections: Iterable[Section], written: Mapping[str, str]) -> tuple[Section, ...]:
    """The required sections without any text."""
    return tuple(section for section in sections if section.required and not written.get(section.code, "").strip())


def unknown_sections(sections: Iterable[Section], codes: Collection[str]) -> tuple[str, ...]:
    """Codes that are no section of the kind."""
    known = {section.code for section in sections}
    return tuple(code for code in codes if code not in known)
