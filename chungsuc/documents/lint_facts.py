"""What the loaded pack tells the linter: units and bodies over time, law, words, kinds of papers, where rules stand."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from chungsuc.organisations.models import Identity, Spelling
from chungsuc.rulebook.models import Figure, LegalDocument
from chungsuc.typesetting.docx_in import read
from chungsuc.web.day import today

from .facts import symbols_on
from .rules.lint import day_of, lint
from .rules.lint_shapes import RULES, Finding, KindFact, KnownDocument, LintFacts, NamedUnit, Slip

_PREFIX = "lint:"
_LEVELS = {"province": "province", "district": "district", "commune": "commune"}
_BODIES = (
    "department", "coordination_office", "central_body", "armed_forces", "fatherland_front", "mass_organisation",
    "press",
)  # fmt: skip
_PAD_NUMBERS = "rule:paper_number_pad_below"
_PEOPLES = {"ỦY BAN NHÂN DÂN": "UBND", "HỘI ĐỒNG NHÂN DÂN": "HĐND"}
_LEAST_WORDS = 3  # of a body's name: "Văn phòng" alone may be anybody's


@dataclass(frozen=True)
class Reading:
    """A paper that was read: its findings, the day it was judged on, whether the paper itself says a day."""

    findings: list[Finding]
    day: date
    dated: bool
    loaded: bool


def reading_of(content: bytes, asked: date | None = None) -> Reading:
    """A .docx judged on the day asked for, else on its own, else today. Raises DocxRefused; seven queries."""
    text = read(content)
    own = day_of(text)
    day = asked or own or today()
    facts = lint_facts(day)
    return Reading(lint(text, facts, day), day, bool(asked or own), is_loaded(facts))


def lint_facts(day: date) -> LintFacts:
    """Everything that a paper of `day` is held against; empty where nothing is loaded. Seven queries.

    Units and law are those of all time: a paper may speak of former ones. Words and rules are those of `day`, or the
    earliest known for a paper from before them.
    """
    figures = _figures(day)
    lint = {key.removeprefix(_PREFIX): value for key, value in figures.items() if key.startswith(_PREFIX)}
    return LintFacts(
        units=_units(),
        documents=_documents(),
        slips=tuple(Slip(one["wrong"], one["right"], one["source"]) for one in lint.get("words") or ()),
        right_words=tuple(lint.get("right_words") or ()),
        kinds=tuple(
            KindFact(value["name"], value["symbol"], value["bases"])
            for key, value in figures.items()
            if key.startswith("paper:") and value
        ),
        symbols=_symbols(day),
        kind_symbols={one["name"]: one["symbol"] for one in lint.get("kind_symbols") or ()},
        letters=tuple(lint.get("letters") or ()),
        pad_days_below=int(lint.get("pad_days_below") or 0),
        pad_months=tuple(int(month) for month in lint.get("pad_months") or ()),
        pad_numbers_below=int(figures.get(_PAD_NUMBERS) or 0),
        end_mark=str(lint.get("end_mark") or ""),
        citations={rule: str(lint[rule]) for rule in RULES if lint.get(rule)},
    )


def is_loaded(facts: LintFacts) -> bool:
    """Whether a pack was loaded at all: without one neither units nor law nor words are known."""
    return bool(facts.units or facts.documents or facts.slips)


def _figures(day: date) -> dict[str, Any]:
    """The values by key that hold on a day; of a key that begins later, its first."""
    found: dict[str, Any] = {}
    rows = Figure.objects.current().filter(key__regex=r"^(lint|paper):|^rule:paper_number").order_by("since")
    for figure in rows:
        over = figure.until is not None and figure.until < day
        if (figure.since <= day and not over) or figure.key not in found:
            found[figure.key] = figure.value
    return found


def _units() -> tuple[NamedUnit, ...]:
    """Every unit and body over all time."""
    spelled: dict[int, list[str]] = {}
    for unit_id, name in Spelling.objects.values_list("unit_id", "name"):
        spelled.setdefault(unit_id, []).append(name)
    rows = Identity.objects.filter(unit__kind__in=(*_LEVELS, *_BODIES)).values_list(
        "unit_id", "name", "form", "since", "until", "unit__kind", "unit__since", "unit__until"
    )
    found = []
    for unit_id, name, form, since, until, kind, unit_since, unit_until in rows:
        level = _LEVELS.get(kind, "body")
        last = min((end for end in (until, unit_until) if end), default=None)
        found.append(NamedUnit(name, level, form, max(since, unit_since), last, tuple(spelled.get(unit_id, ()))))
    return tuple(found)


def _documents() -> tuple[KnownDocument, ...]:
    return tuple(
        KnownDocument(
            kind=one.kind,
            numbers=tuple(dict.fromkeys([number for number in (one.number_confirmed, *one.numbers_printed) if number])),
            title=one.title,
            issued_on=one.issued_on,
            since=one.since,
            until=one.until,
        )
        for one in LegalDocument.objects.all()
    )


def _symbols(day: date) -> dict[str, str]:
    """The letters of bodies in a number, by name: what letterheads say, and people's committees and councils of all."""
    said = {name: letters for name, letters in symbols_on(day).items() if len(name.split()) >= _LEAST_WORDS}
    return said | _PEOPLES
