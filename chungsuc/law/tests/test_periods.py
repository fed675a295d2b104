"""Days, periods and working days, counted by hand on the calendar of 2024."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.law.periods import (
    CalendarMissing,
    DayError,
    Period,
    PeriodError,
    WorkingCalendar,
    WorkingSpan,
    read_day,
    show_day,
)

HOLIDAYS_2024 = frozenset(
    date.fromisoformat(day)
    for day in ["2024-01-01", "2024-02-08", "2024-02-09", "2024-02-12", "2024-02-13", "2024-02-14", "2024-04-18",
                "2024-04-29", "2024-04-30", "2024-05-01", "2024-09-02", "2024-09-03"]
)  # fmt: skip
CALENDAR = WorkingCalendar(HOLIDAYS_2024, frozenset({date(2024, 5, 4)}), frozenset({2024}))
DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
DAYS_2024 = st.dates(date(2024, 1, 1), date(2024, 12, 31))


@st.composite
def periods(draw):
    since, until = sorted((draw(DAYS), draw(DAYS)))
    return Period(draw(st.sampled_from([since, None])), draw(st.sampled_from([until, None])))


class TestPeriods:
    def test_the_first_and_the_last_day_belong_to_it(self):
        period = Period(date(2021, 7, 1), date(2025, 6, 30))
        inside = [date(2021, 7, 1), date(2023, 1, 1), date(2025, 6, 30)]
        outside = [date(2021, 6, 30), date(2025, 7, 1)]
        assert [period.covers(day) for day in inside + outside] == [True, True, True, False, False]

    def test_an_open_side_has_no_end(self):
        assert Period(date(2025, 7, 1), None).covers(date.max)
        assert Period(None, date(2025, 6, 30)).covers(date.min)
        assert not Period(date(2025, 7, 1), None).covers(date(2025, 6, 30))
        assert not Period(None, date(2025, 6, 30)).covers(date(2025, 7, 1))

    def test_periods_that_share_one_day_overlap(self):
        first, second = Period(date(2021, 1, 1), date(2025, 6, 30)), Period(date(2025, 6, 30), None)
        assert first.overlaps(second)
        assert second.overlaps(first)

    def test_periods_that_follow_each_other_do_not_overlap(self):
        first, second = Period(None, date(2025, 6, 30)), Period(date(2025, 7, 1), None)
        assert not first.overlaps(second)
        assert not second.overlaps(first)

    def test_days_count_both_ends(self):
        assert Period(date(2024, 2, 28), date(2024, 3, 1)).days() == 3
        assert Period(date(2024, 2, 28), date(2024, 2, 28)).days() == 1

    @pytest.mark.parametrize("period", [Period(None, date(2024, 1, 1)), Period(date(2024, 1, 1), None)])
    def test_an_open_period_has_no_number_of_days(self, period):
        assert period.days() is None

    def test_an_end_before_the_beginning_is_refused(self):
        with pytest.raises(PeriodError) as refusal:
            Period(date(2025, 7, 1), date(2025, 6, 30))
        assert str(refusal.value) == (
            "Ngày kết thúc 30/06/2025 trước ngày bắt đầu 01/07/2025. Hãy sửa một trong hai ngày."
        )

    @given(periods(), periods())
    def test_overlap_means_a_common_day(self, one, other):
        common = max((day for day in (one.since, other.since) if day), default=date(1999, 1, 1))
        assert one.overlaps(other) == other.overlaps(one)
        until = min((day for day in (one.until, other.until) if day), default=date(2041, 1, 1))
        assert one.overlaps(other) == (common <= until)


class TestReadingDays:
    @pytest.mark.parametrize(
        "typed",
        ["31/12/2023", "31-12-2023", "ngày 31 tháng 12 năm 2023", "Ngày 31 tháng 12 năm 2023", "31.12.2023", "2023-12-31", " 31/12/2023 ", "31 / 12 / 2023", date(2023, 12, 31),
         datetime(2023, 12, 31, 23, 59, tzinfo=UTC)],
    )  # fmt: skip
    def test_a_day_is_read_in_every_usual_form(self, typed):
        day = read_day(typed)
        assert (type(day), day) == (date, date(2023, 12, 31))

    def test_the_day_comes_before_the_month(self):
        assert read_day("03/07/2025") == read_day("3/7/2025") == date(2025, 7, 3)

    @pytest.mark.parametrize("typed", ["", "  "])
    def test_a_blank_is_told_as_such(self, typed):
        with pytest.raises(DayError) as refusal:
            read_day(typed)
        assert str(refusal.value) == "Chưa nhập ngày. Hãy gõ ngày/tháng/năm, ví dụ 31/12/2023."

    @pytest.mark.parametrize(
        "typed",
        ["31/12-2023", "31/12/23", "12/2023", "2023", "hôm nay", "2023/12/31", "31/12/2023 10:00", 45291, "x" * 99],
    )
    def test_what_is_no_day_is_refused_and_quoted(self, typed):
        with pytest.raises(DayError, match="không phải là ngày.*ví dụ 31/12/2023") as refusal:
            read_day(typed)
        assert f"«{str(typed)[:40]}»" in str(refusal.value)

    @pytest.mark.parametrize("typed", ["30/02/2023", "12/31/2023", "29/02/2023", "0/1/2023", "2023-13-01"])
    def test_a_day_that_does_not_exist_is_refused(self, typed):
        with pytest.raises(DayError, match=f"«{typed}» không có trong lịch"):
            read_day(typed)

    @pytest.mark.parametrize(
        ("typed", "year"),
        [("31/12/1899", 1899), ("01/01/2101", 2101), ("01/01/0203", 203), (date(203, 1, 1), 203),
         (datetime(203, 1, 1, tzinfo=UTC), 203)],
    )  # fmt: skip
    def test_a_slip_in_the_year_is_refused(self, typed, year):
        with pytest.raises(DayError) as refusal:
            read_day(typed)
        assert str(refusal.value) == f"«{typed}» có năm {year}, ngoài khoảng 1900-2100. Hãy kiểm tra lại năm."

    def test_the_first_and_last_year_are_read(self):
        assert (read_day("01/01/1900"), read_day("31/12/2100")) == (date(1900, 1, 1), date(2100, 12, 31))

    def test_days_are_shown_with_leading_noughts(self):
        assert show_day(date(2025, 7, 3)) == "03/07/2025"
        assert show_day(date(203, 11, 12)) == "12/11/0203"

    @given(DAYS)
    def test_what_is_shown_is_read_back(self, day):
        assert read_day(show_day(day)) == read_day(day.isoformat()) == day


class TestWorkingDays:
    def test_weekends_and_holidays_are_off_and_the_swapped_saturday_is_not(self):
        assert CALENDAR.is_working(date(2024, 5, 3))
        assert CALENDAR.is_working(date(2024, 5, 4))
        assert not CALENDAR.is_working(date(2024, 5, 5))
        assert not CALENDAR.is_working(date(2024, 5, 11))
        assert not CALENDAR.is_working(date(2024, 4, 30))

    def test_received_on_the_eve_of_tet_2024_one_day_ends_after_tet(self):
        # Wednesday 7 February; 8-14 February are off (Tết and a weekend); Thursday the 15th is the first day.
        span = CALENDAR.add(date(2024, 2, 7), 1)
        assert span == WorkingSpan(date(2024, 2, 15), tuple(date(2024, 2, day) for day in range(8, 15)))

    def test_three_days_over_the_swapped_saturday_of_may_2024(self):
        # Friday 26 April; off 27 April - 1 May; counted: Thursday 2, Friday 3 and Saturday 4 May.
        span = CALENDAR.add(date(2024, 4, 26), 3)
        assert span.until == date(2024, 5, 4)
        assert [show_day(day) for day in span.skipped] == [
            "27/04/2024", "28/04/2024", "29/04/2024", "30/04/2024", "01/05/2024",
        ]  # fmt: skip

    def test_twenty_five_days_of_an_ordinary_month(self):
        # Monday 3 June 2024 + 25: five whole weeks without a holiday.
        span = CALENDAR.add(date(2024, 6, 3), 25)
        assert (span.until, len(span.skipped)) == (date(2024, 7, 8), 10)

    def test_received_on_a_day_off_counts_from_the_next_working_day(self):
        assert CALENDAR.add(date(2024, 5, 5), 1) == WorkingSpan(date(2024, 5, 6), ())

    def test_no_days_end_where_they_begin(self):
        assert CALENDAR.add(date(2024, 2, 8), 0) == WorkingSpan(date(2024, 2, 8), ())

    def test_a_negative_count_is_refused(self):
        with pytest.raises(ValueError, match="không thể là -1"):
            CALENDAR.add(date(2024, 2, 8), -1)

    def test_between_counts_the_last_day_and_not_the_first(self):
        assert CALENDAR.between(date(2024, 4, 26), date(2024, 5, 4)) == 3
        assert CALENDAR.between(date(2024, 5, 2), date(2024, 5, 2)) == 0

    def test_between_is_negative_when_the_end_is_past(self):
        assert CALENDAR.between(date(2024, 5, 4), date(2024, 4, 26)) == -3

    @pytest.mark.parametrize(
        "ask",
        [
            lambda: CALENDAR.is_working(date(2025, 1, 1)),
            lambda: CALENDAR.add(date(2024, 12, 31), 1),
            lambda: CALENDAR.between(date(2024, 12, 30), date(2025, 1, 2)),
        ],
    )
    def test_a_year_without_data_is_not_guessed(self, ask):
        with pytest.raises(CalendarMissing, match="Chưa có lịch ngày nghỉ của năm 2025") as refusal:
            ask()
        assert refusal.value.year == 2025

    def test_the_day_of_receipt_may_lie_in_a_year_without_data(self):
        assert CALENDAR.add(date(2023, 12, 31), 1) == WorkingSpan(date(2024, 1, 2), (date(2024, 1, 1),))

    @given(st.dates(date(2024, 1, 1), date(2024, 10, 1)), st.integers(min_value=1, max_value=40))
    def test_adding_and_counting_agree(self, start, days):
        span = CALENDAR.add(start, days)
        assert CALENDAR.is_working(span.until)
        assert CALENDAR.between(start, span.until) == days
        assert not any(CALENDAR.is_working(day) for day in span.skipped)
        assert days + len(span.skipped) == (span.until - start).days

    @given(DAYS_2024, DAYS_2024, DAYS_2024)
    def test_counts_add_up(self, a, b, c):
        assert CALENDAR.between(a, b) + CALENDAR.between(b, c) == CALENDAR.between(a, c)

    @given(DAYS_2024)
    def test_a_day_after_is_one_or_none(self, day):
        before = day - timedelta(days=1)
        assert CALENDAR.between(before, day) == int(CALENDAR.is_working(day))
