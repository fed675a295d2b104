"""Checks of plausibility of a pack, asked of declared figures. Pure: figures in, sentences out; no tables, no clock.

`params` of a rule by its kind:

range     {indicator, min?, max?}: the figure lies within.
jump      {indicator, points?: how far it may move | share?: by how many per cent}: against last year's figure.
relation  {when?: {indicator, operator, value}, expect: {indicator, operator, value | than: indicator, factor?}}:
          where the condition holds (or always), the expectation must.

A check that misses one of its figures says nothing: what is missing is said elsewhere.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from chungsuc.law.figures import show_decimal

KINDS = ("range", "jump", "relation")
LEVELS = ("error", "warning")
OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {">=": ge, "<=": le, "==": eq, ">": gt, "<": lt, "!=": ne}
# (indicator, sex) -> figure; yes/no is a bool
Figures = Mapping[tuple[str, str], Decimal | bool]
SEXES = ("", "m", "f")
SEX_WORDS = {"": "", "m": " (nam)", "f": " (nữ)"}
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Rule:
    """One rule of the pack, as loaded."""

    code: str
    kind: str
    level: str
    params: Mapping[str, Any]
    words: str
    source: str = ""
    status: str = ""


@dataclass(frozen=True)
class Doubt:
    """A rule that figures do not pass: at which indicator, and what was found, in one sentence."""

    code: str
    level: str
    indicator: str
    sex: str
    text: str
    source: str = ""
    status: str = ""

    @property
    def blocks(self) -> bool:
        return self.level == "error"


def doubts(rules: Iterable[Rule], now: Figures, before: Figures) -> tuple[Doubt, ...]:
    """Everything that the figures of a year do not pass, in the order of the rules; `before` are last year's."""
    found = []
    for rule in rules:
        for indicator, sex, said in _ASKED[rule.kind](rule.params, now, before):
            text = f"Chỉ tiêu {indicator}{SEX_WORDS[sex]}: {said}. {rule.words}"
            found.append(Doubt(rule.code, rule.level, indicator, sex, text, rule.source, rule.status))
    return tuple(found)


Found = Iterable[tuple[str, str, str]]


def _range(params: Mapping[str, Any], now: Figures, before: Figures) -> Found:
    low, high = _number(params.get("min")), _number(params.get("max"))
    for sex, figure in _numbers(params["indicator"], now):
        if low is not None and figure < low:
            yield params["indicator"], sex, f"{show_decimal(figure)} nhỏ hơn {show_decimal(low)}"
        if high is not None and figure > high:
            yield params["indicator"], sex, f"{show_decimal(figure)} lớn hơn {show_decimal(high)}"


def _jump(params: Mapping[str, Any], now: Figures, before: Figures) -> Found:
    points, share = _number(params.get("points")), _number(params.get("share"))
    for sex, figure in _numbers(params["indicator"], now):
        last = before.get((params["indicator"], sex))
        if last is None or isinstance(last, bool):
            continue
        moved = abs(figure - last)
        said = f"năm trước {show_decimal(last)}, năm nay {show_decimal(figure)}"
        if (points is not None and moved > points) or (share is not None and moved * HUNDRED > share * abs(last)):
            yield params["indicator"], sex, said


def _relation(params: Mapping[str, Any], now: Figures, before: Figures) -> Found:
    when, expect = params.get("when"), params["expect"]
    for sex in SEXES:
        figure = now.get((expect["indicator"], sex))
        condition = None if when is None else _either(when["indicator"], sex, now)
        other = _either(expect["than"], sex, now) if "than" in expect else _value(expect["value"])
        if figure is None or other is None or (when is not None and condition is None):
            continue
        if when is not None and not OPERATORS[when["operator"]](condition, _value(when["value"])):
            continue
        if not OPERATORS[expect["operator"]](figure, _scaled(expect, other)):
            yield expect["indicator"], sex, _said(when, condition, expect, figure, other)


def _scaled(expect: Mapping[str, Any], other: Decimal | bool) -> Decimal | bool:
    """What is compared with: the other figure, or so many times it."""
    factor = _number(expect.get("factor"))
    return other if factor is None or isinstance(other, bool) else other * factor


def _said(when: Any, condition: Any, expect: Mapping[str, Any], figure: Any, other: Any) -> str:
    said = f"đang là {_shown(figure)}"
    if "than" in expect:
        said += f", chỉ tiêu {expect['than']} là {_shown(other)}"
        if (scaled := _scaled(expect, other)) != other:
            said += f" ({show_decimal(Decimal(str(expect['factor'])))} lần là {_shown(scaled)})"
    if when is not None:
        said += f", trong khi chỉ tiêu {when['indicator']} là {_shown(condition)}"
    return said


_ASKED: Mapping[str, Callable[[Mapping[str, Any], Figures, Figures], Found]] = {
    "range": _range,
    "jump": _jump,
    "relation": _relation,
}


def _numbers(indicator: str, figures: Figures) -> Iterable[tuple[str, Decimal]]:
    for sex in SEXES:
        figure = figures.get((indicator, sex))
        if figure is not None and not isinstance(figure, bool):
            yield sex, figure


def _either(indicator: str, sex: str, figures: Figures) -> Decimal | bool | None:
    """The figure of that sex, or the common one where it is not counted apart."""
    return figures.get((indicator, sex), figures.get((indicator, "")))


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _value(value: Any) -> Decimal | bool:
    return value if isinstance(value, bool) else Decimal(str(value))


def _shown(value: Decimal | bool) -> str:
    return ("đạt" if value else "không đạt") if isinstance(value, bool) else show_decimal(value)
