"""A scoring table as a frozen value, read from the figure that holds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

TYPED, DOCUMENT, AUTOMATIC = "typed", "document", "automatic"
HOW = {
    TYPED: "đơn vị tự chấm, đơn vị khác chấm chéo",
    DOCUMENT: "ghi theo văn bản",
    AUTOMATIC: "máy đọc từ số liệu của hệ thống",
}
_ROUNDING = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN}
ITEM, DEDUCTION, BONUS = "item", "deduction", "bonus"


@dataclass(frozen=True)
class Anchor:
    """A level of the scale in words, and its points."""

    points: Decimal
    text: str


@dataclass(frozen=True)
class Part:
    """A row of a table: an item, a deduction or a bonus. Marks go from 0 to `most`; an item counts `weight` times."""

    code: str
    name: str
    ground: str
    most: Decimal
    kind: str = ITEM
    weight: Decimal = Decimal(1)
    how: str = TYPED
    figure: str = ""
    anchors: tuple[Anchor, ...] = ()
    bands: tuple[tuple[Decimal, Decimal], ...] = ()
    each: Decimal = Decimal(0)
    short: str = ""

    @property
    def label(self) -> str:
        """Its name where there is little room."""
        return self.short or self.name

    @property
    def worth(self) -> Decimal:
        """The most that it adds to (or, of a deduction, takes from) a unit's points."""
        return self.most * self.weight

    def points_for(self, value: Decimal) -> Decimal:
        """The points that a value of the item's own figure earns (of a deduction: costs)."""
        if self.kind == DEDUCTION:
            return min(value * self.each, self.most)
        return next((points for least, points in self.bands if value >= least), Decimal(0))


@dataclass(frozen=True)
class ScoreTable:
    """One scoring table: items, what is taken off, what is added apart, how ties are decided and numbers rounded."""

    code: str
    name: str
    total: Decimal
    self_share: Decimal
    cross_share: Decimal
    reviewers: int
    least_reviews: int
    places: int
    rounding: str
    round_at: str
    items: tuple[Part, ...]
    deductions: tuple[Part, ...]
    bonuses: tuple[Part, ...]
    bonus_most: Decimal
    bonus_ranks: bool
    ties: tuple[str, ...]

    @cached_property
    def parts(self) -> Mapping[str, Part]:
        """Items, deductions and bonuses by code."""
        return {part.code: part for part in (*self.items, *self.deductions, *self.bonuses)}

    @cached_property
    def typed(self) -> tuple[Part, ...]:
        """The items that units score themselves and each other."""
        return tuple(item for item in self.items if item.how == TYPED)

    @cached_property
    def automatic(self) -> tuple[Part, ...]:
        """The items and deductions that are read from the system."""
        return tuple(part for part in (*self.items, *self.deductions) if part.how == AUTOMATIC)

    def rounded(self, value: Fraction) -> Decimal:
        """A number with the table's decimals, rounded exactly as the table says (from a fraction, without a float)."""
        scale = 10**self.places
        scaled = value * scale
        whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
        digit = Decimal(whole)
        if rest:
            part, half = Fraction(rest, scaled.denominator), Fraction(1, 2)
            step = Decimal("0.5") if part == half else Decimal("0.25") if part < half else Decimal("0.75")
            digit = (digit + step).quantize(Decimal(1), rounding=_ROUNDING[self.rounding])
        signed = -digit if scaled < 0 else digit
        return signed.scaleb(-self.places)


def read_table(code: str, value: Mapping[str, Any]) -> ScoreTable:
    """The table that a figure's value (numbers as Decimal) says; `law.pack_scoring` checked that its parts agree."""
    bonus = value["bonus"]
    return ScoreTable(
        code=code,
        name=str(value["name"]),
        total=Decimal(value["total"]),
        self_share=Decimal(value["shares"]["self"]),
        cross_share=Decimal(value["shares"]["cross"]),
        reviewers=int(value["reviewers"]),
        least_reviews=int(value["least_reviews"]),
        places=int(value["places"]),
        rounding=str(value["rounding"]),
        round_at=str(value["round_at"]),
        items=tuple(_part(row, ITEM) for row in value["items"]),
        deductions=tuple(_part(row, DEDUCTION) for row in value["deductions"]),
        bonuses=tuple(_part(row, BONUS) for row in bonus["items"]),
        bonus_most=Decimal(bonus["most"]),
        bonus_ranks=bool(bonus["ranks"]),
        ties=tuple(str(item) for item in value["ties"]),
    )


def _part(row: Mapping[str, Any], kind: str) -> Part:
    return Part(
        code=str(row["code"]),
        name=str(row["name"]),
        ground=str(row["ground"]),
        most=Decimal(row["most"]),
        kind=kind,
        weight=Decimal(row.get("weight", 1)),
        how=str(row.get("how", TYPED)),
        figure=str(row.get("figure", "")),
        anchors=tuple(Anchor(Decimal(a["points"]), str(a["text"])) for a in row.get("anchors", ())),
        bands=tuple((Decimal(b["least"]), Decimal(b["points"])) for b in row.get("bands", ())),
        each=Decimal(row.get("each", 0)),
        short=str(row.get("short", "")),
    )
