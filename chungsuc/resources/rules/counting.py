"""Contributions added up: each kind in its own measure, the worth in đồng, and what has no known worth. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from .giving import GOODS, LABOUR, LAND, MONEY

ZERO = Decimal(0)


@dataclass(frozen=True)
class Sum:
    """What is known of one unit, source, year, kind and measure. `value` is in đồng; `unvalued` rows have none."""

    unit_id: int
    source: str
    source_name: str
    year: int
    kind: str
    measure: str
    rows: int
    quantity: Decimal
    value: Decimal
    unvalued: int


@dataclass(frozen=True)
class Total:
    """Sums added up: money, labour days, land in m², goods by measure, worth in đồng, rows without a known worth."""

    rows: int = 0
    money: Decimal = ZERO
    labour: Decimal = ZERO
    land: Decimal = ZERO
    goods: Mapping[str, Decimal] = field(default_factory=dict)
    value: Decimal = ZERO
    unvalued: int = 0

    @property
    def in_kind(self) -> Decimal:
        """The worth of what is not money."""
        return self.value - self.money


def total(sums: Iterable[Sum]) -> Total:
    """The sums of any units, sources, years and kinds together; quantities of different measures are never added."""
    rows, value, unvalued = 0, ZERO, 0
    kinds: dict[str, Decimal] = {MONEY: ZERO, LABOUR: ZERO, LAND: ZERO}
    goods: dict[str, Decimal] = {}
    for one in sums:
        rows, value, unvalued = rows + one.rows, value + one.value, unvalued + one.unvalued
        if one.kind == GOODS:
            goods[one.measure] = goods.get(one.measure, ZERO) + one.quantity
        else:
            kinds[one.kind] += one.quantity
    return Total(rows, kinds[MONEY], kinds[LABOUR], kinds[LAND], dict(sorted(goods.items())), value, unvalued)
