"""Adding up after a merger: both numbers of a share and counts, and a reason for everything else."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.criteria.sums import PartValue, add_up


def share(name: str, above: int, below: int) -> PartValue:
    return PartValue(name, "given", Decimal(above) * 100 / below, Decimal(above), Decimal(below))


def count(name: str, number: int) -> PartValue:
    return PartValue(name, "given", Decimal(number))


A, B, NOT_THERE = share("Xã A", 95, 100), share("Xã B", 10, 50), PartValue("Xã C", "not_applicable")


def test_numerators_and_denominators_are_added_and_the_percentage_follows() -> None:
    found = add_up("percent", [A, B])
    assert (found.numerator, found.denominator, found.number) == (105, 150, 70)  # not (95 + 20) / 2 = 57,5
    assert found.why_not == ""


def test_one_unit_alone_keeps_its_value() -> None:
    assert add_up("percent", [A]).number == 95


def test_counts_are_added_and_zero_is_a_count() -> None:
    assert add_up("count", [count("Xã A", 3), count("Xã B", 0)]).number == 3


def test_where_it_does_not_apply_nothing_is_added() -> None:
    assert add_up("percent", [A, NOT_THERE]).number == 95
    assert add_up("percent", [NOT_THERE]).why_not == "Không áp dụng ở mọi đơn vị nhập vào."


@pytest.mark.parametrize(
    ("kind", "parts", "words"),
    [
        ("percent", [A, PartValue("Xã D", "given", Decimal(90))], "Chỉ có tỷ lệ, không có tử số và mẫu số của Xã D."),
        ("percent", [A, PartValue("Xã D"), PartValue("Xã E")], "Thiếu số liệu của Xã D, Xã E."),
        ("percent", [A, share("Xã D", 0, 1), PartValue("Xã E", "given", Decimal(1), Decimal(1), Decimal(2), False)],
         "Chỉ một phần của Xã E nhập vào"),
        ("count", [count("Xã A", 3), PartValue("Xã D")], "Thiếu số liệu của Xã D."),
        ("number", [count("Xã A", 45)], "Số bình quân của từng đơn vị không cộng được"),
        ("boolean", [PartValue("Xã A", "given")], "Nội dung đạt hay không đạt"),
        ("percent", [], "Không có đơn vị nào nhập vào."),
        ("percent", [PartValue("Xã A", "given", Decimal(0), Decimal(0), Decimal(0))], "Mẫu số cộng lại bằng 0."),
    ],
)  # fmt: skip
def test_what_cannot_be_added_says_why(kind: str, parts: list[PartValue], words: str) -> None:
    found = add_up(kind, parts)
    assert found.why_not.startswith(words)
    assert (found.number, found.numerator, found.denominator) == (None, None, None)


shares = st.integers(1, 10**6).flatmap(lambda below: st.tuples(st.integers(0, below), st.just(below)))


@given(st.lists(shares, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_sum_lies_between_its_parts_and_their_order_never_matters(drawn, shuffling) -> None:
    parts = [share(f"Xã {n}", above, below) for n, (above, below) in enumerate(drawn)]
    found = add_up("percent", parts)
    ratios = [Decimal(above) * 100 / below for above, below in drawn]
    assert min(ratios) - Decimal("0.000001") <= found.number <= max(ratios) + Decimal("0.000001")
    shuffled = list(parts)
    shuffling.shuffle(shuffled)
    assert add_up("percent", shuffled) == found


@given(st.lists(shares, min_size=2, max_size=6))
def test_merging_in_two_steps_comes_to_the_same(drawn) -> None:
    parts = [share(f"Xã {n}", above, below) for n, (above, below) in enumerate(drawn)]
    first = add_up("percent", parts[:-1])
    again = PartValue("Xã mới", "given", first.number, first.numerator, first.denominator)
    assert add_up("percent", [again, parts[-1]]) == add_up("percent", parts)
