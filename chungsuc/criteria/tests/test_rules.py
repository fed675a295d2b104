"""How values become verdicts: a table of cases, and what must hold for any values."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.criteria.rules import (
    COMPARE,
    MET,
    MILLION,
    MISSED,
    NA,
    NO_THRESHOLD,
    NO_VALUE,
    NOT_APPLICABLE,
    NOT_APPLICABLE_REFUSED,
    NOT_MET,
    ONE_SEX,
    REACHED,
    UNDETERMINED,
    CriterionFinding,
    IndicatorRule,
    Judge,
    SetRule,
    Wording,
    counts,
    demand,
    distance,
    explain,
    judge_indicator,
    part_order,
    region_of,
    shown,
    told_counts,
    whole,
)

ONE = ((7, ""),)
BOTH = ((7, "m"), (7, "f"))


def millions(number: str) -> int:
    return int(Decimal(number) * MILLION)


def indicator(code="1", criterion=1, measure=7, operator=">=", thresholds=None, by_sex=False, na=False):
    known = {("*", None): millions("80")} if thresholds is None else thresholds
    return IndicatorRule(code, criterion, measure, operator, by_sex, na, known)


# (keys, operator, threshold, may not apply, readings) → (outcome, why)
CASES = {
    "QĐ 318, tiêu chí 3.1: bằng mức là đạt": (ONE, ">=", millions("80"), False, {(7, ""): millions("80")}, MET, REACHED),
    "QĐ 318, tiêu chí 3.1: kém một phần triệu là chưa đạt": (
        ONE, ">=", millions("80"), False, {(7, ""): millions("80") - 1}, NOT_MET, MISSED,
    ),
    "QĐ 318, tiêu chí 15.3: không quá mức là đạt": (
        ONE, "<=", millions("26.5"), False, {(7, ""): millions("26.5")}, MET, REACHED,
    ),
    "QĐ 318, tiêu chí 15.3: vượt mức là chưa đạt": (
        ONE, "<=", millions("26.5"), False, {(7, ""): millions("26.6")}, NOT_MET, MISSED,
    ),
    "QĐ 318, tiêu chí 9.1: không nhà tạm, số 0 là một số liệu": (
        ONE, "==", 0, False, {(7, ""): 0}, MET, REACHED,
    ),
    "QĐ 318, tiêu chí 9.1: còn một nhà tạm": (ONE, "==", 0, False, {(7, ""): millions("1")}, NOT_MET, MISSED),
    "QĐ 318, tiêu chí 3.1: số 0 là chưa đạt, không phải để trống": (
        ONE, ">=", millions("80"), False, {(7, ""): 0}, NOT_MET, MISSED,
    ),
    "để trống là chưa đủ căn cứ, không phải số 0": (ONE, "<=", 0, False, {}, UNDETERMINED, NO_VALUE),
    "QĐ 318, tiêu chí 1.1: đạt": (ONE, "==", True, False, {(7, ""): True}, MET, REACHED),
    "QĐ 318, tiêu chí 1.1: không đạt": (ONE, "==", True, False, {(7, ""): False}, NOT_MET, MISSED),
    "không áp dụng nơi được phép": (ONE, ">=", millions("80"), True, {(7, ""): NA}, MET, NOT_APPLICABLE),
    "không áp dụng nơi không được phép": (
        ONE, ">=", millions("80"), False, {(7, ""): NA}, UNDETERMINED, NOT_APPLICABLE_REFUSED,
    ),
    "thiếu mức yêu cầu": (ONE, ">=", None, False, {(7, ""): millions("99")}, UNDETERMINED, NO_THRESHOLD),
    "thiếu cả mức và số liệu": (ONE, ">=", None, False, {}, UNDETERMINED, NO_VALUE),
    "QĐ 318, tiêu chí 15.1: cả nam và nữ đạt": (
        BOTH, ">=", millions("90"), False, {(7, "m"): millions("90"), (7, "f"): millions("95")}, MET, REACHED,
    ),
    "QĐ 318, tiêu chí 15.1: nữ chưa đạt": (
        BOTH, ">=", millions("90"), False, {(7, "m"): millions("99"), (7, "f"): millions("89")}, NOT_MET, MISSED,
    ),
    "QĐ 318, tiêu chí 15.1: thiếu số của nữ, nam đạt": (
        BOTH, ">=", millions("90"), False, {(7, "m"): millions("99")}, UNDETERMINED, ONE_SEX,
    ),
    "QĐ 318, tiêu chí 15.1: thiếu số của nam, nữ chưa đạt thì đã rõ": (
        BOTH, ">=", millions("90"), False, {(7, "f"): millions("89")}, NOT_MET, MISSED,
    ),
    "số liệu của chỉ tiêu khác không dùng thay": (
        ONE, ">=", millions("80"), False, {(8, ""): millions("99")}, UNDETERMINED, NO_VALUE,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_an_indicator_is_judged(case) -> None:
    keys, operator, threshold, allowed, readings, outcome, why = case
    found = judge_indicator("1", keys, COMPARE[operator], threshold, allowed, readings)
    assert found[:3] == ["1", outcome, why]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_whole_set_judges_an_indicator_as_it_is_judged_alone(case) -> None:
    keys, operator, threshold, allowed, readings, _, _ = case
    alone = judge_indicator("1", keys, COMPARE[operator], threshold, allowed, readings)
    rule = indicator(operator=operator, by_sex=len(keys) == 2, na=allowed, thresholds={("*", None): threshold})
    (criterion,) = Judge(SetRule("bộ", (1,), (rule,)), "tay_nguyen", 2023).unit(readings)
    assert criterion == (1, alone[1], [alone])


THRESHOLDS = {("tay_nguyen", 2023): 1, ("tay_nguyen", None): 2, ("*", 2023): 3, ("*", None): 4}


@pytest.mark.parametrize(
    ("taken_away", "chosen"),
    [(0, 1), (1, 2), (2, 3), (3, 4), (4, None)],
    ids=["vùng và năm", "vùng", "năm", "chung", "không có"],
)
def test_the_most_particular_threshold_applies(taken_away, chosen) -> None:
    left = dict(list(THRESHOLDS.items())[taken_away:])
    assert indicator(thresholds=left).threshold("tay_nguyen", 2023) == chosen


def test_a_threshold_known_to_be_missing_is_not_replaced_by_a_general_one() -> None:
    rule = indicator(thresholds={("tay_nguyen", None): None, ("*", None): 4})
    assert rule.threshold("tay_nguyen", 2023) is None
    assert rule.threshold("dong_nam_bo", 2023) == 4


@pytest.mark.parametrize(
    ("attributes", "region"),
    [
        ({}, "tay_nguyen"),
        ({"region": "dong_nam_bo"}, "dong_nam_bo"),
        ({"region": "dong_nam_bo", "special_difficulty": "yes"}, "trung_du"),
        ({"region": "dong_nam_bo", "special_difficulty": "no"}, "dong_nam_bo"),
    ],
    ids=["vùng của bộ", "vùng của xã", "xã đặc biệt khó khăn", "không đặc biệt khó khăn"],
)
def test_the_region_follows_the_units_attributes(attributes, region) -> None:
    rule = SetRule("bộ", (1,), (), "tay_nguyen", {"special_difficulty": "trung_du"})
    assert region_of(rule, attributes) == region


@pytest.mark.parametrize(
    ("outcomes", "together"),
    [
        ([], UNDETERMINED),
        ([MET, MET], MET),
        ([MET, UNDETERMINED], UNDETERMINED),
        ([UNDETERMINED], UNDETERMINED),
        ([MET, NOT_MET, UNDETERMINED], NOT_MET),
    ],
    ids=["không có chỉ tiêu", "đều đạt", "còn thiếu", "thiếu hết", "một chỉ tiêu chưa đạt là chưa đạt"],
)
def test_a_criterion_follows_its_indicators(outcomes, together) -> None:
    assert whole(outcomes) == together


def test_a_criterion_without_indicators_is_undetermined() -> None:
    assert Judge(SetRule("bộ", (1,), ()), "tay_nguyen", 2023).unit({}) == [CriterionFinding(1, UNDETERMINED, [])]


def test_outcomes_are_counted() -> None:
    found = [CriterionFinding(no, said, []) for no, said in enumerate([MET, MET, NOT_MET, UNDETERMINED, MET])]
    assert counts(found) == (3, 1, 1)


# --- words --------------------------------------------------------------------------------------------------------


def wording(operator=">=", unit="%", by_sex=False) -> Wording:
    return Wording("15.1", "Bảo hiểm y tế", unit, operator, by_sex)


SENTENCES = {
    "đạt": ([REACHED, millions("92.5"), millions("90")], "92,5 %, yêu cầu ≥ 90 %: đạt."),
    "chưa đạt": ([MISSED, millions("89"), millions("90")], "89 %, yêu cầu ≥ 90 %: chưa đạt."),
    "chưa có số liệu": ([NO_VALUE, None, millions("90")], "chưa có số liệu, nên chưa đủ căn cứ."),
    "chưa có mức": (
        [NO_THRESHOLD, millions("89"), None],
        "89 %; chưa có mức yêu cầu cho vùng và năm này, nên chưa đủ căn cứ.",
    ),
    "không áp dụng": ([NOT_APPLICABLE, None, 1], "không áp dụng; bộ tiêu chí cho phép, tính là đạt."),
    "không được không áp dụng": (
        [NOT_APPLICABLE_REFUSED, None, 1],
        "ghi không áp dụng nhưng bộ tiêu chí không cho phép, nên chưa đủ căn cứ.",
    ),
}


@pytest.mark.parametrize("case", SENTENCES.values(), ids=SENTENCES.keys())
def test_a_finding_is_explained_in_one_sentence(case) -> None:
    rest, sentence = case
    assert explain(["15.1", MET, *rest], wording()) == f"Chỉ tiêu 15.1 Bảo hiểm y tế: {sentence}"


def test_both_sexes_are_named() -> None:
    found = ["15.1", NOT_MET, MISSED, [millions("99"), millions("89")], millions("90")]
    assert "nam 99 %, nữ 89 %, yêu cầu ≥ 90 %: chưa đạt." in explain(found, wording(by_sex=True))


def test_one_missing_sex_is_said() -> None:
    found = ["15.1", UNDETERMINED, ONE_SEX, [millions("99")], millions("90")]
    said = explain(found, wording(by_sex=True))
    assert said.endswith("99 %; mới có số liệu của một giới, yêu cầu cả nam và nữ ≥ 90 %.")


def test_yes_and_no_are_said_without_a_unit() -> None:
    plain = wording("==", "đạt/không đạt")
    assert explain(["15.1", MET, REACHED, True, True], plain).endswith(": đạt, yêu cầu đạt: đạt.")
    assert explain(["15.1", NOT_MET, MISSED, False, True], plain).endswith(": không đạt, yêu cầu đạt: chưa đạt.")
    assert demand(plain, False) == "không"


def test_a_missing_figure_and_several_figures_are_shown() -> None:
    assert shown(None) == "chưa có"
    assert shown([millions("1"), millions("2")], "lít") == "1 lít; 2 lít"


@pytest.mark.parametrize(
    ("operator", "value", "threshold", "gap"),
    [
        (">=", millions("39.5"), millions("47"), Decimal("7.5")),
        ("<=", millions("30"), millions("26.5"), Decimal("3.5")),
        ("==", millions("2"), 0, Decimal(2)),
        (">=", [millions("99"), millions("66.7")], millions("80"), Decimal("13.3")),
        (">=", [millions("70"), millions("66.7")], millions("80"), Decimal("13.3")),
        ("==", False, True, None),
        (">=", millions("39.5"), None, None),
    ],
    ids=["thiếu", "vượt", "lệch", "chỉ nữ thiếu", "cả hai thiếu", "không phải số", "không có mức"],
)
def test_the_distance_to_a_threshold_is_that_of_who_misses_it(operator, value, threshold, gap) -> None:
    assert distance(["1", NOT_MET, MISSED, value, threshold], operator) == gap


def test_what_is_met_has_no_distance() -> None:
    assert distance(["1", MET, REACHED, millions("90"), millions("80")], ">=") is None


# --- what holds for any values ------------------------------------------------------------------------------------

readings = st.integers(min_value=-(10**12), max_value=10**12)
given_or_not = st.one_of(st.none(), st.just(NA), readings)
operators = st.sampled_from(sorted(COMPARE))
rules = st.builds(
    lambda code, criterion, measure, operator, by_sex, na, threshold: IndicatorRule(
        str(code), criterion, measure, operator, by_sex, na, {("*", None): threshold}
    ),
    st.integers(1, 99),
    st.integers(1, 4),
    st.integers(1, 6),
    operators,
    st.booleans(),
    st.booleans(),
    st.one_of(st.none(), readings),
)
values = st.dictionaries(
    st.tuples(st.integers(1, 6), st.sampled_from(["", "m", "f"])), st.one_of(st.just(NA), readings), max_size=18
)


@given(st.lists(rules, max_size=12), values, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(indicators, found, shuffling) -> None:
    judge = Judge(SetRule("bộ", (1, 2, 3, 4), tuple(indicators)), "", 2023)
    mixed = list(found.items())
    shuffling.shuffle(mixed)
    other_rules = list(indicators)
    shuffling.shuffle(other_rules)
    other = Judge(SetRule("bộ", (1, 2, 3, 4), tuple(other_rules)), "", 2023)
    assert judge.unit(found) == judge.unit(dict(mixed))
    outcomes = [(criterion.no, criterion.outcome) for criterion in judge.unit(found)]
    assert outcomes == [(criterion.no, criterion.outcome) for criterion in other.unit(dict(mixed))]


@given(st.lists(rules, max_size=12), values)
def test_a_criterion_is_always_the_whole_of_its_findings(indicators, found) -> None:
    for criterion in Judge(SetRule("bộ", (1, 2, 3, 4), tuple(indicators)), "", 2023).unit(found):
        assert criterion.outcome == whole(finding[1] for finding in criterion.findings)


@given(st.lists(rules, max_size=12), values)
def test_what_is_kept_is_what_was_found(indicators, found) -> None:
    judge = Judge(SetRule("bộ", (1, 2, 3, 4), tuple(indicators)), "", 2023)
    kept = [(c.no, c.outcome, json.dumps(c.findings, ensure_ascii=False)) for c in judge.unit(found)]
    assert judge.told(found) == kept
    assert told_counts(kept) == counts(judge.unit(found))


@given(readings, readings, st.integers(min_value=0, max_value=10**12), st.sampled_from([">=", "<="]))
def test_going_the_better_way_never_loses_what_was_met(value, threshold, step, operator) -> None:
    better = value + step if operator == ">=" else value - step
    before, after = (
        judge_indicator("1", ONE, COMPARE[operator], threshold, False, {(7, ""): each})[1] for each in (value, better)
    )
    assert before == NOT_MET or after == MET


@given(readings, readings, readings, operators)
def test_both_sexes_are_met_only_when_each_alone_is(men, women, threshold, operator) -> None:
    both = judge_indicator("1", BOTH, COMPARE[operator], threshold, False, {(7, "m"): men, (7, "f"): women})
    each = [COMPARE[operator](reading, threshold) for reading in (men, women)]
    assert both[1] == (MET if all(each) else NOT_MET)


@given(st.one_of(st.none(), readings), operators, st.booleans())
def test_what_is_missing_stays_undetermined(threshold, operator, allowed) -> None:
    for keys in (ONE, BOTH):
        assert judge_indicator("1", keys, COMPARE[operator], threshold, allowed, {})[1] == UNDETERMINED


@given(readings, operators)
def test_without_a_threshold_no_number_decides(value, operator) -> None:
    assert judge_indicator("1", ONE, COMPARE[operator], None, True, {(7, ""): value})[1] == UNDETERMINED


def test_parts_follow_each_other_as_people_count() -> None:
    assert sorted(["17.10", "2", "17", "17.9", "10"], key=part_order) == ["2", "10", "17", "17.9", "17.10"]
