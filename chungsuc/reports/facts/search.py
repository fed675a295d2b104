"""One search over units of all eras, criteria, law and decisions: without accents, in any spelling. Six queries."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Replace

from chungsuc.criteria.models import Indicator
from chungsuc.law.periods import show_day
from chungsuc.law.spelling import fold, from_tcvn3, looks_like_tcvn3, nfc, unit_form, unit_key
from chungsuc.organisations.access import NOWHERE, Person, Scope
from chungsuc.organisations.models import KINDS, Identity, Lineage
from chungsuc.organisations.rules import readings, search_words
from chungsuc.recognition.models import Recognition
from chungsuc.reports.facts.addresses import address
from chungsuc.rulebook.facts import value_said
from chungsuc.rulebook.models import Figure, LegalDocument

SHOWN = 40
MANY = 100
LONGEST = 200
_KINDS = dict(KINDS)


@dataclass(frozen=True)
class Hit:
    """One thing found: its name, where it leads ("" nowhere), and what tells it from its namesakes."""

    name: str
    url: str
    about: str


@dataclass(frozen=True)
class Group:
    """The things of one sort that were found; at most SHOWN of them are listed."""

    title: str
    hits: tuple[Hit, ...]
    count: int

    @property
    def left_out(self) -> int:
        return self.count - len(self.hits)


@dataclass(frozen=True)
class Findings:
    """What a search found, in groups; those without a hit are left out."""

    query: str
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)

    @property
    def too_many(self) -> bool:
        return self.count > MANY


def find(written: str, person: Person) -> Findings:
    """Everything that fits the words and lies in the person's reach. Empty words find nothing and ask nothing."""
    written = written[:LONGEST]
    query = nfc(from_tcvn3(written) if looks_like_tcvn3(written) else written)
    if not search_words(query):
        return Findings(query, ())
    for reading in dict.fromkeys((query, _OTHER_K.sub("dak", fold(query)))):
        groups = _groups(reading, person)
        if groups:
            return Findings(query, groups)
    return Findings(query, ())


_OTHER_K = re.compile(r"\bdac\b")  # the plan itself prints "Đắc Nông": read so when nothing is spelled as typed


def _groups(query: str, person: Person) -> tuple[Group, ...]:
    words, law = search_words(query), person.may("figure.read")
    groups = (
        _group("Đơn vị", _units(query, person.scope("unit.read"))),
        _group("Tiêu chí, chỉ tiêu", _indicators(words) if person.may("value.read") else ()),
        _group("Văn bản", _documents(words) if law else ()),
        _group("Số liệu quy định", _figures(words) if law else ()),
        _group("Quyết định công nhận", _decisions(words, person.scope("recognition.read"))),
    )
    return tuple(group for group in groups if group.hits)


def _group(title: str, hits: Sequence[Hit]) -> Group:
    return Group(title, tuple(hits[:SHOWN]), len(hits))


def _fits(words: Iterable[str], text: str) -> bool:
    """Whether every word begins a word of the text; a bare number has to be the whole word."""
    parts = fold(text).split()
    return all(any(part == word or (not word.isdigit() and part.startswith(word)) for part in parts) for word in words)


def _units(query: str, scope: Scope) -> list[Hit]:
    """The units of that name in its plainest reading that names any: "xa dak wer" is first a name, then a commune."""
    found = (_units_read(name, scope) for name in dict.fromkeys(name for name, _ in readings(query)))
    return next(filter(None, found), [])


def _units_read(query: str, scope: Scope) -> list[Hit]:
    typed = [] if query.isascii() and query.isdigit() else (unit_key(query) or fold(query)).split()
    joined = Identity.objects.may_hold(typed).annotate(joined=Replace("name_key", Value(" "), Value("")))
    rows = scope.filter(joined.filter(_named(query)))
    found = list(rows.select_related("unit").distinct())
    key, form = unit_key(query), unit_form(query)
    found.sort(key=lambda i: (i.form != form if form else False, i.name_key != key, i.sort_key, i.since))
    became = _became([identity.unit_id for identity in found[:SHOWN]])
    return [_unit_hit(identity, became.get(identity.unit_id, "")) for identity in found]


def _named(query: str) -> Q:
    """Identities whose own or other spelling holds every word, or whose GSO code was typed."""
    key = unit_key(query) or fold(query)
    if query.isascii() and query.isdigit():
        return Q(gso_code=query) | Q(name_key__contains=query)
    own, other = Q(), Q()
    for word in key.split():
        own &= Q(name_key__contains=word)
        other &= Q(unit__spellings__name_key__contains=word)
    return own | other | Q(joined__contains=key.replace(" ", ""))


def _became(unit_ids: Sequence[int]) -> dict[int, str]:
    """By unit, the names of those that it flowed into."""
    name = Identity.objects.filter(unit_id=OuterRef("successor_id")).order_by("-since").values("name")[:1]
    found: dict[int, str] = {}
    for row in Lineage.objects.filter(predecessor_id__in=unit_ids).annotate(name=Subquery(name)):
        found[row.predecessor_id] = ", ".join(filter(None, (found.get(row.predecessor_id), row.name)))
    return found


def _unit_hit(identity: Identity, became: str) -> Hit:
    until = min((day for day in (identity.until, identity.unit.until) if day), default=None)
    period = f"từ {show_day(identity.since)}{f' đến {show_day(until)}' if until else ''}"
    told = [_KINDS[identity.unit.kind], period]
    if identity.gso_code:
        told.append(f"mã {identity.gso_code}")
    if became:
        told.append(f"nay thuộc {became}")
    return Hit(identity.name, address("unit", identity.unit.code, day=until), " · ".join(told))


def _indicators(words: Sequence[str]) -> list[Hit]:
    rows = Indicator.objects.select_related("criterion__set").order_by("-criterion__set__since", "criterion__no")
    hits: dict[tuple[int, int], Hit] = {}
    for row in rows:
        criterion = row.criterion
        if _fits(words, f"tiêu chí {criterion.no} {criterion.name}"):
            hits.setdefault((criterion.pk, 0), _criterion_hit(row, str(criterion)))
        if row.code != str(criterion.no) and _fits(words, f"chỉ tiêu {row.code} {row.name} {row.text}"):
            hits[criterion.pk, row.pk] = _criterion_hit(row, f"Chỉ tiêu {row.code}. {row.name}")
    return list(hits.values())


def _criterion_hit(row: Indicator, name: str) -> Hit:
    criteria_set = row.criterion.set
    return Hit(name, address("criterion", criteria_set.code, row.criterion.no), criteria_set.name)


def _documents(words: Sequence[str]) -> list[Hit]:
    url = address("documents")
    found = (d for d in LegalDocument.objects.all() if _fits(words, f"{d} {d.title} {d.issuer}"))
    return [Hit(str(document), url, document.title) for document in found]


def _figures(words: Sequence[str]) -> list[Hit]:
    found = (figure for figure in Figure.objects.current() if _fits(words, figure.label))
    return [Hit(f.label, address("figure", f.pk), _figure_said(f)) for f in found]


def _figure_said(figure: Figure) -> str:
    said = value_said(figure)
    return f"{said} {figure.unit}".strip() if said else "chưa có giá trị"


def _decisions(words: Sequence[str], scope: Scope) -> list[Hit]:
    if scope == NOWHERE or not any(any(char.isdigit() for char in word) for word in words):
        return []
    rows: QuerySet = scope.filter(Recognition.objects.standing())
    decisions = rows.values("decision_number", "signed_on", level_name=F("level__name")).annotate(units=Count("unit"))
    found = [row for row in decisions.order_by("-signed_on") if _fits(words, str(row["decision_number"]))]
    return [_decision_hit(str(r["decision_number"]), r["signed_on"], str(r["level_name"]), r["units"]) for r in found]


def _decision_hit(number: str, signed_on: date, level: str, units: int) -> Hit:
    url = address("register", day=signed_on, quyet_dinh=number)
    return Hit(f"Quyết định {number}", url, f"{level} · ký ngày {show_day(signed_on)} · {units} đơn vị")
