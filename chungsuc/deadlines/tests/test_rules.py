"""How an obligation stands on a day: done, excused, late, open; who is told when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.deadlines.rules import (
    DayCount,
    Grant,
    State,
    escalates_on,
    granted_by,
    last_day,
    left_words,
    state_on,
    to_remind,
    was_late,
    working_days,
)
from chungsuc.law.periods import WorkingCalendar

DUE, NEXT = date(2024, 2, 14), date(2024, 2, 15)
CALENDAR = WorkingCalendar(
    frozenset({date(2024, 2, 8), date(2024, 2, 9), date(2024, 2, 12), date(2024, 2, 13), date(2024, 2, 14)}),
    frozenset({date(2024, 5, 4)}),
    frozenset({2023, 2024, 2025}),
)
LONGER = Grant(date(2024, 2, 10), date(2024, 2, 20))


@pytest.mark.parametrize(
    ("day", "done_on", "grant", "state"),
    [
        (date(2024, 2, 1), None, None, State.OPEN),
        (DUE, None, None, State.OPEN),
        (NEXT, None, None, State.LATE),
        (NEXT, DUE, None, State.DONE),
        (NEXT, NEXT, None, State.DONE),
        (DUE, NEXT, None, State.OPEN),
        (NEXT, date(2024, 2, 16), None, State.LATE),
        (NEXT, None, LONGER, State.EXCUSED),
        (DUE, None, LONGER, State.EXCUSED),
        (date(2024, 2, 20), None, LONGER, State.EXCUSED),
        (date(2024, 2, 21), None, LONGER, State.LATE),
        (NEXT, DUE, LONGER, State.DONE),
        (NEXT, None, Grant(date(2024, 2, 10), date(2024, 2, 13)), State.LATE),
        (DUE, None, Grant(date(2024, 2, 10), DUE), State.OPEN),
    ],
)
def test_the_state_of_a_day(day: date, done_on: date | None, grant: Grant | None, state: State) -> None:
    assert state_on(day, DUE, done_on, grant) is state


def test_an_extension_counts_from_the_day_it_was_granted_and_the_last_one_counts() -> None:
    second = Grant(date(2024, 2, 18), date(2024, 2, 28))
    assert granted_by([LONGER, second], date(2024, 2, 9)) is None
    assert granted_by([LONGER, second], date(2024, 2, 10)) == LONGER
    assert granted_by([second, LONGER], date(2024, 2, 18)) == second
    assert last_day(DUE, None) == DUE and last_day(DUE, second) == date(2024, 2, 28)


@pytest.mark.parametrize(
    ("done_on", "grants", "late"),
    [
        (None, [], False),
        (DUE, [], False),
        (NEXT, [], True),
        (NEXT, [LONGER], False),
        (NEXT, [Grant(date(2024, 2, 16), date(2024, 2, 20))], True),
    ],
)
def test_what_was_done_late_is_judged_by_the_extensions_of_that_day(
    done_on: date | None, grants: list[Grant], late: bool
) -> None:
    assert was_late(DUE, done_on, grants) is late


@given(st.dates(date(2023, 1, 1), date(2025, 12, 31)), st.dates(date(2023, 1, 1), date(2025, 12, 31)))
def test_the_quick_count_of_working_days_is_the_calendars(a: date, b: date) -> None:
    assert DayCount(CALENDAR).between(a, b) == CALENDAR.between(a, b)


def test_a_year_without_its_days_off_is_not_counted() -> None:
    assert working_days(CALENDAR, date(2025, 12, 30), date(2026, 1, 5)) is None
    assert DayCount(CALENDAR).between(date(2025, 12, 30), date(2026, 1, 5)) is None
    assert DayCount(CALENDAR).between(date(2026, 1, 5), date(2026, 1, 5)) == 0


def test_the_leader_is_told_after_so_many_working_days_and_never_by_a_guess() -> None:
    assert escalates_on(CALENDAR, date(2024, 2, 7), 3) == date(2024, 2, 19)
    assert escalates_on(CALENDAR, date(2024, 2, 7), 0) == date(2024, 2, 7)
    assert escalates_on(CALENDAR, DUE, None) is None
    assert escalates_on(CALENDAR, date(2025, 12, 31), 3) is None


@pytest.mark.parametrize(
    ("state", "left", "days", "told"),
    [
        (State.OPEN, 5, 5, True),
        (State.OPEN, 6, 5, False),
        (State.EXCUSED, 0, 5, True),
        (State.OPEN, None, 5, True),
        (State.OPEN, 0, None, False),
        (State.LATE, -1, 5, False),
        (State.DONE, 1, 5, False),
    ],
)
def test_what_is_told_beforehand(state: State, left: int | None, days: int | None, told: bool) -> None:
    assert to_remind(state, left, days) is told


@pytest.mark.parametrize(
    ("state", "left", "done_on", "late", "words"),
    [
        (State.OPEN, 3, None, False, "còn 3 ngày làm việc (đến 14/02/2024)"),
        (State.OPEN, 0, None, False, "hạn chót 14/02/2024"),
        (State.OPEN, None, None, False, "đến 14/02/2024 (chưa có lịch ngày nghỉ để đếm)"),
        (State.EXCUSED, 3, None, False, "còn 3 ngày làm việc (gia hạn đến 14/02/2024)"),
        (State.LATE, -2, None, False, "quá 2 ngày làm việc (hạn 14/02/2024)"),
        (State.LATE, -1040, None, False, "quá 1.040 ngày làm việc (hạn 14/02/2024)"),
        (State.LATE, 0, None, False, "quá hạn 14/02/2024"),
        (State.LATE, None, None, False, "quá hạn 14/02/2024"),
        (State.DONE, 3, date(2024, 2, 10), False, "xong ngày 10/02/2024"),
        (State.DONE, 3, date(2024, 2, 16), True, "xong ngày 16/02/2024, sau hạn"),
    ],
)
def test_the_words_for_what_is_left(
    state: State, left: int | None, done_on: date | None, late: bool, words: str
) -> None:
    assert left_words(state, DUE, left, done_on, late) == words


def test_every_state_has_its_word_and_its_shape() -> None:
    assert [state.label for state in State] == ["chưa đến hạn", "quá hạn", "đã xong", "được gia hạn"]
    assert [state.outcome for state in State] == ["not_met", "overdue", "met", "undetermined"]


@given(st.dates(date(2024, 1, 1), date(2024, 12, 1)), st.integers(0, 30), st.integers(1, 40))
def test_no_extension_makes_anything_later(due: date, wait: int, longer: int) -> None:
    day = due + timedelta(days=wait)
    grant = Grant(due, due + timedelta(days=longer))
    order = [State.OPEN, State.EXCUSED, State.LATE]
    assert order.index(state_on(day, due, None, grant)) <= max(1, order.index(state_on(day, due, None)))
