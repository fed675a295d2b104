"""How values become verdicts. Pure: frozen values in, outcomes with their reasons out; no clock, no tables, no floats.

Numbers are whole millionths, so that a verdict never depends on binary fractions. A finding is a compact list,
`[indicator, outcome, why, value, threshold]`, kept as JSON beside its verdict; `explain` puts it into words.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from json import dumps
from operator import eq, ge, le
from typing import Any, NamedTuple

from chungsuc.law.figures import show_decimal
from chungsuc.law.verdicts import Outcome

MILLION = 1_000_000
COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {">=": ge, "<=": le, "==": eq}
SIGNS = {">=": "≥", "<=": "≤", "==": "="}
ANY = "*"
BOTH_SEXES = ("m", "f")
ONE = ("",)
MET, NOT_MET, UNDETERMINED = Outcome.MET.value, Outcome.NOT_MET.value, Outcome.UNDETERMINED.value

# why a finding is what it is
REACHED, MISSED = "reached", "missed"
NO_VALUE, NO_THRESHOLD, ONE_SEX = "no_value", "no_threshold", "one_sex_missing"
NOT_APPLICABLE, NOT_APPLICABLE_REFUSED = "not_applicable", "not_applicable_refused"
NO_INDICATOR = "no_indicator"

NA = object()  # the reading "không áp dụng"
Reading = Any  # int (millionths), bool, NA, or absent
Readings = Mapping[tuple[int, str], Reading]
# an indicator ready to judge: code, what to look up, how to compare, with what, and whether it may not apply
Prepared = tuple[str, tuple[tuple[int, str], ...], Callable[[Any, Any], bool], int | bool | None, bool]
# the same for the loop: its only key, code, comparison, threshold, and all of it
Step = tuple[tuple[int, str], str, Callable[[Any, Any], bool], int | bool | None, Prepared]
# and for the loop that writes: key, comparison, threshold, the JSON before the reading (reached, missed) and after it
Spelled = tuple[tuple[int, str], Callable[[Any, Any], bool], int | bool | None, str, str, str, Prepared]
Told = tuple[int, str, str]  # number of the criterion, outcome, findings as JSON


@dataclass(frozen=True)
class IndicatorRule:
    """An indicator as the engine needs it. `thresholds` maps (region, year or None) to millionths or a flag."""

    code: str
    criterion: int
    measure: int
    operator: str
    by_sex: bool
    not_applicable_allowed: bool
    thresholds: Mapping[tuple[str, int | None], int | bool | None]

    def threshold(self, region: str, year: int) -> int | bool | None:
        """The value for this region and year: the most particular row wins; None when none is known."""
        for key in ((region, year), (region, None), (ANY, year), (ANY, None)):
            if key in self.thresholds:
                return self.thresholds[key]
        return None


@dataclass(frozen=True)
class SetRule:
    """A set as the engine needs it: the numbers of its criteria in order, and its indicators."""

    code: str
    criteria: tuple[int, ...]
    indicators: tuple[IndicatorRule, ...]
    region_default: str = ""
    region_rule: Mapping[str, str] = field(default_factory=dict)

    def region_of(self, attributes: Mapping[str, str]) -> str:
        """The region whose thresholds a unit is held to, from its attributes of that year."""
        for attribute, region in self.region_rule.items():
            if attributes.get(attribute) == "yes":
                return region
        return attributes.get("region") or self.region_default


def region_of(rule: SetRule, attributes: Mapping[str, str]) -> str:
    """See SetRule.region_of."""
    return rule.region_of(attributes)


Finding = list[Any]


class CriterionFinding(NamedTuple):
    """The outcome of one criterion and the findings of its indicators that led to it. A tuple: there are millions."""

    no: int
    outcome: str
    findings: list[Finding]


class Judge:
    """A set prepared for one region and one year; judges one unit after another."""

    def __init__(self, rule: SetRule, region: str, year: int) -> None:
        self.rule = rule
        by_criterion: dict[int, list[Prepared]] = {no: [] for no in rule.criteria}
        for indicator in rule.indicators:
            sexes = BOTH_SEXES if indicator.by_sex else ONE
            prepared = (
                indicator.code,
                tuple((indicator.measure, sex) for sex in sexes),
                COMPARE[indicator.operator],
                indicator.threshold(region, year),
                indicator.not_applicable_allowed,
            )
            by_criterion[indicator.criterion].append(prepared)
        self._criteria = tuple(
            (no, MET if rows else UNDETERMINED, tuple(_step(row) for row in rows)) for no, rows in by_criterion.items()
        )

    def unit(self, readings: Readings) -> list[CriterionFinding]:
        """The outcome of every criterion for one unit's readings, keyed by (measure, sex).

        Spelled out in one place because a nation asks it for three million values. What is plainly given is compared
        here; everything else is left to `judge_indicator`, which would give the same finding.
        """
        get, judged = readings.get, []
        for no, outcome, steps in self._criteria:
            findings = []
            for key, code, compare, threshold, prepared in steps:
                reading = get(key, NA)
                if reading is NA:
                    finding = judge_indicator(*prepared, readings)
                    outcome = _lower(outcome, finding[1])
                elif compare(reading, threshold):
                    finding = [code, MET, REACHED, reading, threshold]
                else:
                    finding, outcome = [code, NOT_MET, MISSED, reading, threshold], NOT_MET
                findings.append(finding)
            judged.append(_new(CriterionFinding, (no, outcome, findings)))
        return judged

    @cached_property
    def _spelled(self) -> tuple[tuple[int, str, tuple[Spelled, ...]], ...]:
        return tuple((no, outcome, tuple(_spelled(step) for step in steps)) for no, outcome, steps in self._criteria)

    def told(self, readings: Readings) -> list[Told]:
        """What `unit` finds, as it is kept: (number of the criterion, outcome, findings as JSON).

        A nation's findings are text in the end, so a number that is plainly given never becomes a list first.
        """
        get, judged = readings.get, []
        for no, outcome, steps in self._spelled:
            texts = []
            for key, compare, threshold, reached, missed, end, prepared in steps:
                reading = get(key, NA)
                if reading.__class__ is not int:
                    finding = judge_indicator(*prepared, readings)
                    outcome = _lower(outcome, finding[1])
                    texts.append(dumps(finding, ensure_ascii=False))
                elif compare(reading, threshold):
                    texts.append(f"{reached}{reading}{end}")
                else:
                    outcome = NOT_MET
                    texts.append(f"{missed}{reading}{end}")
            judged.append((no, outcome, f"[{', '.join(texts)}]"))
        return judged


_new = tuple.__new__  # a third faster than the class's own constructor
_ASK_IN_FULL = (0, "not a sex")  # a key that no reading has


def _step(prepared: Prepared) -> Step:
    """An indicator for the loop: its only key, or one that is never given where both sexes or no threshold matter."""
    code, keys, compare, threshold, _ = prepared
    plain = len(keys) == 1 and threshold is not None
    return (keys[0] if plain else _ASK_IN_FULL, code, compare, threshold, prepared)


def _spelled(step: Step) -> Spelled:
    """A step of the loop with the JSON of its two findings, up to the reading and after it."""
    key, code, compare, threshold, prepared = step
    begin = dumps(code, ensure_ascii=False)
    reached, missed = (f'[{begin}, "{outcome}", "{why}", ' for outcome, why in ((MET, REACHED), (NOT_MET, MISSED)))
    return (key, compare, threshold, reached, missed, f", {dumps(threshold)}]", prepared)


def _lower(one: str, other: str) -> str:
    """The worse of two outcomes: not met, then undetermined, then met."""
    return NOT_MET if NOT_MET in (one, other) else UNDETERMINED if UNDETERMINED in (one, other) else MET


def whole(outcomes: Iterable[str]) -> str:
    """Met when all are met; not met as soon as one is not; undetermined otherwise, and when there are none."""
    seen = set(outcomes)
    if NOT_MET in seen:
        return NOT_MET
    return MET if seen == {MET} else UNDETERMINED


def judge_indicator(
    code: str,
    keys: Sequence[tuple[int, str]],
    compare: Callable[[Any, Any], bool],
    threshold: int | bool | None,
    not_applicable_allowed: bool,
    readings: Readings,
) -> Finding:
    """One indicator of one unit. A missing value or threshold is undetermined, never met and never failed.

    Of two sexes both have to reach the threshold; one that misses it decides, one that is missing leaves it open.
    """
    given = [readings[key] for key in keys if key in readings]
    if not given:
        return [code, UNDETERMINED, NO_VALUE, None, threshold]
    if NA in given:
        if not_applicable_allowed:
            return [code, MET, NOT_APPLICABLE, None, threshold]
        return [code, UNDETERMINED, NOT_APPLICABLE_REFUSED, None, threshold]
    shown = given if len(keys) > 1 else given[0]
    if threshold is None:
        return [code, UNDETERMINED, NO_THRESHOLD, shown, None]
    if not all(compare(reading, threshold) for reading in given):
        return [code, NOT_MET, MISSED, shown, threshold]
    if len(given) < len(keys):
        return [code, UNDETERMINED, ONE_SEX, shown, threshold]
    return [code, MET, REACHED, shown, threshold]


def counts(criteria: Iterable[CriterionFinding]) -> tuple[int, int, int]:
    """How many criteria are met, not met, undetermined."""
    outcomes = [criterion.outcome for criterion in criteria]
    return outcomes.count(MET), outcomes.count(NOT_MET), outcomes.count(UNDETERMINED)


def told_counts(told: Iterable[Told]) -> tuple[int, int, int]:
    """See `counts`."""
    outcomes = [outcome for _, outcome, _ in told]
    return outcomes.count(MET), outcomes.count(NOT_MET), outcomes.count(UNDETERMINED)


def shown(value: Any, unit: str = "") -> str:
    """A reading or threshold in words: "98,5 %", "đạt", "nam 80 %, nữ 66,7 %"."""
    if isinstance(value, list):
        return "; ".join(shown(item, unit) for item in value)
    if value is None:
        return "chưa có"
    if isinstance(value, bool):
        return "đạt" if value else "không đạt"
    return f"{show_decimal(Decimal(value) / MILLION)} {unit}".strip()


@dataclass(frozen=True)
class Wording:
    """What `explain` needs of an indicator to speak about a finding."""

    code: str
    name: str
    unit: str
    operator: str
    by_sex: bool = False


def demand(wording: Wording, threshold: Any) -> str:
    """The requirement in words: "≥ 90 %", "đạt"."""
    if isinstance(threshold, bool):
        return "đạt" if threshold else "không"
    unit = "" if wording.unit == "đạt/không đạt" else wording.unit
    return f"{SIGNS[wording.operator]} {shown(threshold, unit)}"


def explain(finding: Finding, wording: Wording) -> str:
    """One Vietnamese sentence that says why the indicator stands as it does."""
    _, _, why, value, threshold = finding
    unit = "" if wording.unit == "đạt/không đạt" else wording.unit
    if wording.by_sex and isinstance(value, list) and len(value) == 2:
        said = f"nam {shown(value[0], unit)}, nữ {shown(value[1], unit)}"
    else:
        said = shown(value, unit)
    sentences: Mapping[str, Callable[[], str]] = {
        REACHED: lambda: f"{said}, yêu cầu {demand(wording, threshold)}: đạt.",
        MISSED: lambda: f"{said}, yêu cầu {demand(wording, threshold)}: chưa đạt.",
        NO_VALUE: lambda: "chưa có số liệu, nên chưa đủ căn cứ.",
        NO_THRESHOLD: lambda: f"{said}; chưa có mức yêu cầu cho vùng và năm này, nên chưa đủ căn cứ.",
        ONE_SEX: lambda: f"{said}; mới có số liệu của một giới, yêu cầu cả nam và nữ {demand(wording, threshold)}.",
        NOT_APPLICABLE: lambda: "không áp dụng; bộ tiêu chí cho phép, tính là đạt.",
        NOT_APPLICABLE_REFUSED: lambda: "ghi không áp dụng nhưng bộ tiêu chí không cho phép, nên chưa đủ căn cứ.",
    }
    return f"Chỉ tiêu {wording.code} {wording.name}: {sentences[why]()}"


def distance(finding: Finding, operator: str) -> Decimal | None:
    """By how much a missed number falls short of (or exceeds) its threshold; None where it is no number.

    Of two sexes the one that misses it by more; the one that reaches it says nothing.
    """
    _, outcome, _, value, threshold = finding
    if outcome != NOT_MET or isinstance(threshold, bool) or threshold is None:
        return None
    values = value if isinstance(value, list) else [value]
    missing = [item for item in values if not COMPARE[operator](item, threshold)]
    return max(abs(Decimal(threshold - item)) for item in missing) / MILLION


def part_order(part: str) -> list[int]:
    """What the parts of a set are sorted by: "2" before "17", "17.9" before "17.10"."""
    return [int(each) for each in part.split(".")]
