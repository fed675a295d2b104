"""Quiet hours, and when a mail that did not go is tried again."""

from datetime import UTC, datetime, timedelta

import pytest

from chungsuc.notices.rules import MOST_TRIES, Hours, is_quiet, next_try

AT = datetime(2024, 3, 1, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "quiet"),
    [
        (Hours(18, 7), {18, 19, 20, 21, 22, 23, 0, 1, 2, 3, 4, 5, 6}),
        (Hours(12, 14), {12, 13}),
        (Hours(0, 0), set()),
        (Hours(23, 0), {23}),
        (Hours(9, 9), set()),
    ],
)
def test_the_quiet_hours_of_a_day(hours: Hours, quiet: set[int]) -> None:
    assert {hour for hour in range(24) if is_quiet(hours, hour)} == quiet


def test_the_words_for_quiet_hours() -> None:
    assert Hours(18, 7).words == "từ 18 giờ đến 7 giờ"
    assert Hours(3, 3).words == "không có"


@pytest.mark.parametrize(("tries", "wait"), [(1, 15), (2, 30), (3, 60), (5, 240), (20, 240), (47, 240)])
def test_a_mail_is_tried_again_later_and_later(tries: int, wait: int) -> None:
    assert next_try(AT, tries) == AT + timedelta(minutes=wait)


def test_a_mail_is_not_tried_for_ever() -> None:
    assert next_try(AT, MOST_TRIES) is None
