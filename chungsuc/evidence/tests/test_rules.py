"""How a document stands on a day, when its validity ends, and what is wrong with its days."""

from datetime import date

import pytest

from chungsuc.evidence.rules import (
    LAPSED,
    LAPSING,
    VALID,
    WITHDRAWN,
    Standing,
    months_after,
    standing_on,
    why_not_dated,
)

DAY, EVE, MORROW = date(2024, 3, 15), date(2024, 3, 14), date(2024, 3, 16)


@pytest.mark.parametrize(
    ("expires_on", "withdrawn_on", "warn_days", "standing"),
    [
        (None, None, 30, VALID),
        (DAY, None, None, VALID),
        (EVE, None, None, LAPSED),
        (EVE, None, 30, LAPSED),
        (DAY, None, 30, LAPSING),
        (date(2024, 4, 14), None, 30, LAPSING),
        (date(2024, 4, 15), None, 30, VALID),
        (DAY, None, 0, LAPSING),
        (MORROW, None, 0, VALID),
        (None, DAY, 30, WITHDRAWN),
        (EVE, EVE, 30, WITHDRAWN),
        (None, MORROW, 30, VALID),
        (EVE, MORROW, 30, LAPSED),
    ],
)
def test_a_document_proves_something_to_the_last_day_of_its_validity(
    expires_on: date | None, withdrawn_on: date | None, warn_days: int | None, standing: Standing
) -> None:
    assert standing_on(DAY, expires_on=expires_on, withdrawn_on=withdrawn_on, warn_days=warn_days) == standing


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 1, 15), 36, date(2027, 1, 15)),
        (date(2024, 11, 30), 1, date(2024, 12, 30)),
        (date(2024, 12, 31), 1, date(2025, 1, 31)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2024, 5, 31), 0, date(2024, 5, 31)),
    ],
)
def test_months_are_counted_to_a_day_that_the_month_has(day: date, months: int, last: date) -> None:
    assert months_after(day, months) == last


ISSUED = "Ngày ban hành sau hôm nay. Hãy xem lại ngày ghi trên tài liệu."
TAKEN = "Ngày chụp sau hôm nay. Hãy xem lại ngày chụp."
ORDER = "Ngày hết hiệu lực trước ngày ban hành. Hãy xem lại hai ngày này."


@pytest.mark.parametrize(
    ("issued_on", "expires_on", "taken_on", "said"),
    [
        (None, None, None, ""),
        (DAY, DAY, DAY, ""),
        (MORROW, None, None, ISSUED),
        (None, None, MORROW, TAKEN),
        (MORROW, DAY, MORROW, ISSUED),
        (DAY, EVE, None, ORDER),
        (None, EVE, None, ""),
        (DAY, None, EVE, ""),
    ],
)
def test_days_that_cannot_be_are_told(
    issued_on: date | None, expires_on: date | None, taken_on: date | None, said: str
) -> None:
    assert why_not_dated(DAY, issued_on=issued_on, expires_on=expires_on, taken_on=taken_on) == said
