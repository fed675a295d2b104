"""The clocks of checks, against counts by hand; and the draw that anybody can make again."""

import hashlib
from datetime import date
from decimal import Decimal

import pytest

from chungsuc.awards.rules.clocks import ENDED, NOT_BEGUN, RUNNING, STOPPED, Clock, Stop, clock
from chungsuc.awards.rules.sampling import drawn, how_many, mark
from chungsuc.law.periods import WorkingCalendar

# Tết Giáp Thìn: 08/02-14/02/2024 off, as the pack's calendar says; no Saturday worked instead in February.
TET = [date(2024, 2, day) for day in (8, 9, 12, 13, 14)]
CALENDAR = WorkingCalendar(frozenset([date(2024, 1, 1), *TET]), frozenset([date(2024, 5, 4)]), frozenset([2024]))
START = date(2024, 2, 1)  # a Thursday


@pytest.mark.parametrize(
    ("day", "used"),
    [
        (date(2024, 2, 1), 0),  # the day of receipt is not counted
        (date(2024, 2, 2), 1),  # Friday
        (date(2024, 2, 4), 1),  # the weekend
        (date(2024, 2, 7), 4),  # Monday to Wednesday before Tết
        (date(2024, 2, 14), 4),  # Tết: nothing
        (date(2024, 2, 15), 5),
        (date(2024, 2, 16), 6),
        (date(2024, 2, 19), 7),
    ],
)
def test_days_through_tet_are_those_counted_by_hand(day: date, used: int) -> None:
    seen = clock(START, day, [], 25, CALENDAR)
    # By hand: 2, 5, 6, 7, 15, 16, 19-23, 26-29/2, 1, 4-8, 11-14/3 are 25 working days: the last is 14/03.
    assert (seen.used, seen.left, seen.last_day) == (used, 25 - used, date(2024, 3, 14))
    assert seen.state == RUNNING and not seen.late


def test_it_is_late_on_the_day_after_the_last_and_not_before() -> None:
    last, after = (clock(START, day, [], 25, CALENDAR) for day in (date(2024, 3, 14), date(2024, 3, 15)))
    assert (last.left, last.late, after.left, after.late) == (0, False, -1, True)
    assert after.words == "quá 1 ngày làm việc (đã dùng 26 ngày làm việc, được 25), hạn 14/03/2024"


def test_days_of_a_stop_do_not_count_and_move_the_last_day() -> None:
    # Stopped on Wednesday 7/2 (4 used), answered on Tuesday 20/2: 15, 16, 19, 20/2 do not count, four days.
    stop = Stop(date(2024, 2, 7), date(2024, 2, 20))
    seen = clock(START, date(2024, 2, 21), [stop], 25, CALENDAR)
    assert (seen.state, seen.used, seen.last_day) == (RUNNING, 5, date(2024, 3, 20))


def test_while_it_stands_no_last_day_is_known_and_nothing_is_used() -> None:
    stop = Stop(date(2024, 2, 7), None)
    told = {clock(START, day, [stop], 25, CALENDAR) for day in (date(2024, 2, 8), date(2024, 4, 1))}
    assert told == {Clock(STOPPED, 4, 25, None)}
    assert told.pop().words == "đang dừng; còn 21 ngày làm việc (đã dùng 4 ngày làm việc, được 25)"


def test_two_stops_are_both_left_out() -> None:
    stops = [Stop(date(2024, 2, 2), date(2024, 2, 5)), Stop(date(2024, 2, 16), date(2024, 2, 20))]
    # Counted: 2, 6, 7, 15, 16, 21/2.
    assert clock(START, date(2024, 2, 21), stops, None, CALENDAR).used == 6


def test_without_a_rule_it_still_counts_and_says_so() -> None:
    seen = clock(START, date(2024, 2, 7), [], None, CALENDAR)
    assert (seen.used, seen.left, seen.late, seen.last_day) == (4, None, False, None)
    assert seen.words == "đã dùng 4 ngày làm việc, chưa có quy định về số ngày"


def test_it_ends_with_the_conclusion_and_has_not_begun_before_its_start() -> None:
    ended = clock(START, date(2024, 6, 1), [], 25, CALENDAR, ended=date(2024, 2, 6))
    assert (ended.state, ended.used, ended.late) == (ENDED, 3, False)
    before = clock(START, date(2024, 2, 5), [], 25, CALENDAR, ended=date(2024, 2, 6))
    assert (before.state, before.used) == (RUNNING, 2)
    assert clock(None, START, [], 25, CALENDAR).state == clock(START, date(2024, 1, 31), [], 25, CALENDAR).state
    assert clock(None, START, [], 25, CALENDAR).words == "chưa bắt đầu" and NOT_BEGUN == "not_begun"


def test_a_year_without_its_days_off_is_told_and_not_guessed() -> None:
    seen = clock(date(2024, 12, 30), date(2025, 1, 3), [], 25, CALENDAR)
    assert (seen.used, seen.last_day) == (None, None)
    assert seen.words.startswith("Chưa có lịch ngày nghỉ của năm 2025")


def test_anybody_finds_the_same_dossiers_with_hashlib_alone() -> None:
    pool, seed = [11, 12, 15, 20, 31, 44, 57, 60, 71, 83, 90], "KQXS Đắk Nông 09/03/2024: 812345"
    ranked = sorted(pool, key=lambda pk: hashlib.sha256(f"{seed}:{pk}".encode()).hexdigest())
    assert drawn(pool, seed, Decimal(10)) == sorted(ranked[:2])
    assert drawn(reversed(pool), seed, Decimal(10)) == sorted(ranked[:2])
    assert mark("a", 1) == hashlib.sha256(b"a:1").hexdigest()


@pytest.mark.parametrize(
    ("size", "percent", "number"), [(0, "10", 0), (1, "10", 1), (10, "10", 1), (11, "10", 2), (3, "100", 3)]
)
def test_a_share_is_rounded_up(size: int, percent: str, number: int) -> None:
    assert how_many(size, Decimal(percent)) == number


@pytest.mark.parametrize("percent", ["0", "-1", "101"])
def test_what_is_no_share_draws_nothing(percent: str) -> None:
    with pytest.raises(ValueError, match="is no share"):
        how_many(10, Decimal(percent))
