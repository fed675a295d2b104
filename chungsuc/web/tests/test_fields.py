"""Fields that many forms share."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from chungsuc.web.fields import AmountField, typed_amount


@pytest.mark.parametrize("typed", ["150.000", "150000", "150 000"])
def test_an_amount_of_money_may_be_typed_with_one_group_of_thousands(typed: str) -> None:
    assert AmountField("Số tiền", whole=True).clean(typed) == Decimal(150_000)


def test_an_amount_that_may_have_decimals_still_asks_which_is_meant() -> None:
    with pytest.raises(ValidationError, match="có thể hiểu theo hai cách"):
        AmountField("Khối lượng").clean("1.234")


@pytest.mark.parametrize("typed", ["1,5", "1.500,5"])
def test_a_whole_amount_has_no_decimals(typed: str) -> None:
    with pytest.raises(ValidationError, match="số tròn"):
        AmountField("Số tiền", whole=True).clean(typed)


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("amount", ["0", "7", "150000", "1500000", "999"])
def test_what_is_written_back_into_a_form_reads_as_the_same(amount: str, whole: bool) -> None:
    assert AmountField("Số tiền", whole=whole).clean(typed_amount(Decimal(amount))) == Decimal(amount)
