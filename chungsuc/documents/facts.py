"""What a day says of papers: how they are set, which kinds there are, whose name stands above them and who signs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from chungsuc.organisations.models import Unit
from chungsuc.rulebook.models import Figure
from chungsuc.typesetting.content import Authority, Letterhead, Signature
from chungsuc.typesetting.kinds import PaperKind
from chungsuc.typesetting.layout import Layout, MissingMeasure

_PAD_BELOW = "rule:paper_number_pad_below"
_DRAFTERS = "rule:paper_drafters"
_TO = "Kính gửi"
_COMMITTEE = "ỦY BAN NHÂN DÂN"
_BLANK = re.compile(r"\{(\w+)\}")


def layout_on(day: date) -> Layout:
    """The measures of `day`. MissingMeasure when not even the font is known; one measure that lacks is told when it is
    needed. One query.
    """
    values = _values("layout:", day)
    font = values.pop("font", None)
    if not isinstance(font, str):
        raise MissingMeasure("layout:font")
    return Layout(font, {name: value for name, value in values.items() if isinstance(value, Decimal)})


@dataclass(frozen=True)
class DrafterFact:
    """A unit inside a body that drafts its letters: its letters in their numbers, its name."""

    symbol: str
    name: str


@dataclass(frozen=True)
class PaperRules:
    """The kinds of paper of a day by code, in the pack's order, and the drafting units of bodies by the body's code."""

    kinds: dict[str, PaperKind]
    drafters: dict[str, tuple[DrafterFact, ...]]

    @property
    def drafted(self) -> frozenset[str]:
        """The kinds whose numbers name the unit that drafted them: công văn."""
        return frozenset(code for code, kind in self.kinds.items() if kind.has_drafter)


def paper_rules_on(day: date) -> PaperRules:
    """What the pack of `day` says of kinds and drafting units; empty where it is silent. One query."""
    asked = Q(key__startswith="paper:") | Q(key__in=[_PAD_BELOW, _DRAFTERS])
    rows = Figure.objects.on(day).filter(asked).order_by("file", "line", "key")
    values = {figure.key: figure.value for figure in rows}
    below = int(values.get(_PAD_BELOW) or 0)
    kinds = {key.removeprefix("paper:"): value for key, value in values.items() if key.startswith("paper:") and value}
    drafters: dict[str, list[DrafterFact]] = {}
    for row in values.get(_DRAFTERS) or ():
        drafters.setdefault(row["body"], []).append(DrafterFact(row["symbol"], row["name"]))
    return PaperRules(
        {code: _kind(code, value, below) for code, value in kinds.items()},
        {body: tuple(found) for body, found in drafters.items()},
    )


def kinds_on(day: date) -> dict[str, PaperKind]:
    """The kinds of paper of `day` by code, in the pack's order. One query."""
    return paper_rules_on(day).kinds


def _kind(code: str, value: Mapping[str, Any], below: int) -> PaperKind:
    return PaperKind(
        code=code,
        name=value["title"],
        symbol=value["symbol"],
        needs_bases=value["bases"],
        has_to=value["to"],
        has_articles=value["articles"],
        certificate=value["certificate"],
        has_drafter=bool(value.get("drafter")),
        pad_below=below,
        to_words=value.get("to_words", _TO),
        label=value["name"],
    )


def _values(prefix: str, day: date) -> dict[str, Any]:
    rows = Figure.objects.on(day).filter(key__startswith=prefix).order_by("file", "line", "key")
    return {figure.key.removeprefix(prefix): figure.value for figure in rows}


@dataclass(frozen=True)
class Office:
    """Somebody who may sign for a body, and in which capacity; the person's name is typed with the paper."""

    code: str
    office: str
    authority: Authority = ""
    of: str = ""
    name: str = ""

    @property
    def label(self) -> str:
        """The lines above the name, on one: "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH, PHÓ CHỦ TỊCH"."""
        lines = [f"{self.authority} {self.of}".strip(), self.office]
        return ", ".join(part for line in lines for part in line.split("\n") if part)

    def signed(self, name: str) -> Signature:
        """The signature of a person of this office."""
        return Signature(self.office, name, self.authority, self.of)


@dataclass(frozen=True)
class LetterheadFact:
    """Whose paper it is on a day: the body, the body above it, the symbol in its numbers, and who may sign."""

    body: str
    parent: str
    symbol: str
    place: str
    authority_line: str  # above the bases of the head's own decisions: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"
    offices: tuple[Office, ...]
    name: str = ""  # inside a sentence: "UBND tỉnh Lâm Đồng", "Sở Nội vụ"
    head: str = ""  # inside a sentence: "Chủ tịch", "Giám đốc"

    @property
    def leader(self) -> str:
        """Who leads the body, inside a sentence: "Chủ tịch UBND tỉnh Lâm Đồng"."""
        return f"{self.head} {self.name}".strip()

    @property
    def letterhead(self) -> Letterhead:
        """As a paper carries it."""
        return Letterhead(self.body, self.parent, self.place)


def letterhead_of(unit: Unit, day: date) -> LetterheadFact | None:
    """Whose name stands above a paper of `unit` on `day`: a letterhead of its own, else that of units of its kind.

    None where the pack has neither, or the unit does not exist on that day: then nothing is guessed. Three queries.
    """
    named: Any = Unit.objects.named_on(day).filter(pk=unit.pk).on(day).first()
    keys = [f"letterhead:{unit.code}", f"letterhead:kind:{unit.kind}"]
    found = {figure.key: figure.value for figure in Figure.objects.on(day).filter(key__in=keys)}
    value = next((found[key] for key in keys if found.get(key)), None)
    if named is None or value is None:
        return None
    above: Any = Unit.objects.named_on(day).filter(pk=named.parent_id).first() if named.parent_id else None
    return _letterhead(value, _blanks(named, above))


def symbols_on(day: date) -> dict[str, str]:
    """The symbol of every body of `day` by its name as printed, on one line: {"SỞ NỘI VỤ": "SNV"}. Three queries."""
    found = _values("letterhead:", day)
    kinds = [key.removeprefix("kind:") for key in found if key.startswith("kind:")]
    asked = Q(kind__in=kinds) | Q(code__in=list(found))
    units: list[Any] = list(Unit.objects.named_on(day).on(day).filter(asked).order_by("pk"))
    above = {unit.pk: unit for unit in Unit.objects.named_on(day).filter(pk__in={unit.parent_id for unit in units})}
    told = {}
    for unit in units:
        fact = _letterhead(found.get(unit.code) or found[f"kind:{unit.kind}"], _blanks(unit, above.get(unit.parent_id)))
        told[" ".join(fact.body.split("\n"))] = fact.symbol
    return told


def _blanks(unit: Any, above: Any) -> dict[str, str]:
    return {
        "unit": unit.name or "",
        "unit_place": _place(unit),
        "code": unit.code,
        "parent": above.name if above else "",
        "parent_place": _place(above) if above else "",
    }


def _place(unit: Any) -> str:
    """The name without the kind of unit before it: "Huyện Đắk R'Lấp" is the place "Đắk R'Lấp"."""
    name, form = unit.name or "", unit.form or ""
    return name[len(form) :].strip() if form and name.lower().startswith(form.lower()) else name


def _letterhead(value: Mapping[str, Any], blanks: Mapping[str, str]) -> LetterheadFact:
    capitals = {key: text.upper() for key, text in blanks.items()}
    body = [_filled(text, capitals) for text in value["body"]]
    return LetterheadFact(
        body="\n".join(body),
        parent="\n".join(_filled(text, capitals) for text in value["parent"]),
        symbol=_filled(value["symbol"], blanks),
        place=_filled(value["place"], blanks),
        authority_line=_filled(value["authority_line"], capitals) or " ".join([value["head"], *body]),
        offices=tuple(
            Office(one["code"], one["office"], one["authority"], "\n".join(one["of"])) for one in value["offices"]
        ),
        name=_in_sentence(body[0], blanks["unit"]),
        head=str(value["head"]).capitalize(),
    )


def _in_sentence(first: str, unit: str) -> str:
    """The body inside a sentence: a people's committee by its unit, any other by its own name."""
    return f"UBND {unit[:1].lower()}{unit[1:]}" if first == _COMMITTEE else unit


def _filled(text: str, blanks: Mapping[str, str]) -> str:
    return _BLANK.sub(lambda found: blanks.get(found[1], found[0]), text)


def number_text(kind: PaperKind, letterhead: LetterheadFact, n: int | None, drafter: str = "") -> str:
    """What stands after "Số:": "05/QĐ-UBND", "12/SNV-TĐKT" for a letter; "/QĐ-UBND" while there is no number.

    `drafter` are the letters of the unit that drafted; only kinds whose numbers name it take them.
    """
    symbol = "-".join(part for part in (kind.symbol, letterhead.symbol, drafter if kind.has_drafter else "") if part)
    if n is None:
        return f"/{symbol}"
    return f"{n:02d}/{symbol}" if n < kind.pad_below else f"{n}/{symbol}"
