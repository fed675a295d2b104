"""The calendar as RFC 5545 wants it: lines, folding, escaping, whole days, the same name for the same obligation."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.deadlines.facts import DueFact, UnitName
from chungsuc.deadlines.feed import LONGEST, calendar_text, escaped, folded
from chungsuc.deadlines.registry import Due
from chungsuc.deadlines.rules import State

AT = datetime(2024, 3, 1, 8, 30, tzinfo=UTC)
DUE = Due("thu.viec:1:7", 7, "Gửi báo cáo; kèm phụ lục, biểu", date(2024, 3, 1), None, "/han-viec/", "Mục VII.4")
FACT = DueFact("thu.viec", DUE, UnitName("SXD", "Sở Xây dựng", "so"), State.LATE, date(2024, 3, 1), -2)


def unfolded(text: str) -> list[str]:
    """The logical lines of a calendar; fails for a physical line that is too long or does not end with CRLF."""
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    physical = text.split("\r\n")[:-1]
    assert all(len(line.encode()) <= LONGEST for line in physical)
    return re.sub(r"\r\n ", "", text).split("\r\n")[:-1]


def components(text: str) -> list[dict[str, str]]:
    """The events as properties by name, read strictly."""
    lines = unfolded(text)
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    assert "VERSION:2.0" in lines and any(line.startswith("PRODID:") for line in lines)
    events, current = [], None
    for line in lines[1:-1]:
        if line == "BEGIN:VEVENT":
            assert current is None
            current = {}
        elif line == "END:VEVENT":
            events.append(current)
            current = None
        else:
            name, _, value = line.partition(":")
            assert re.fullmatch(r"[A-Z-]+(;[A-Z]+=[A-Z-]+)?", name), line
            if current is not None:
                assert name not in current
                current[name] = value
    assert current is None
    return events


def test_an_obligation_is_one_whole_day_that_says_how_it_stands() -> None:
    [event] = components(calendar_text([FACT], AT))
    assert event["DTSTART;VALUE=DATE"] == "20240301" and event["DTEND;VALUE=DATE"] == "20240302"
    assert (
        event["DTSTAMP"] == "20240301T083000Z" and event["STATUS"] == "CONFIRMED" and event["CATEGORIES"] == "quá hạn"
    )
    assert event["SUMMARY"] == "Quá hạn: Sở Xây dựng: Gửi báo cáo\\; kèm phụ lục\\, biểu"
    assert event["DESCRIPTION"].startswith("quá 2 ngày làm việc (hạn 01/03/2024)\\nMục VII.4\\nhttp")


def test_the_name_of_an_event_stays_while_its_obligation_changes() -> None:
    moved = replace(FACT, state=State.EXCUSED, until=date(2024, 3, 15))
    other = replace(FACT, due=replace(DUE, key="thu.viec:2:7"))
    first, later, second = components(calendar_text([FACT, moved, other], AT))
    assert first["UID"] == later["UID"] != second["UID"] and re.fullmatch(r"[0-9a-f]{40}@chung-suc", first["UID"])
    assert later["DTSTART;VALUE=DATE"] == "20240315"


@pytest.mark.parametrize(
    ("state", "status", "words"),
    [
        (State.OPEN, "TENTATIVE", "Chưa đến hạn"), (State.EXCUSED, "TENTATIVE", "Được gia hạn"),
        (State.LATE, "CONFIRMED", "Quá hạn"), (State.DONE, "CONFIRMED", "Đã xong"),
    ],
)  # fmt: skip
def test_each_state_has_its_status_and_its_word(state: State, status: str, words: str) -> None:
    [event] = components(calendar_text([replace(FACT, state=state)], AT))
    assert event["STATUS"] == status and event["SUMMARY"].startswith(f"{words}: ")


def test_a_calendar_without_obligations_is_a_calendar() -> None:
    assert components(calendar_text([], AT)) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [("a,b;c\\d", "a\\,b\\;c\\\\d"), ("một\r\nhai\nba", "một\\nhai\\nba"), ("x\x00\x1b\ty", "xy"), ("", "")],
)
def test_signs_with_a_meaning_are_marked(text: str, value: str) -> None:
    assert escaped(text) == value


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), max_size=400))
def test_folding_keeps_every_letter_and_no_line_is_too_long(text: str) -> None:
    parts = list(folded(f"SUMMARY:{text}"))
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == f"SUMMARY:{text}"
    assert all(len(part.encode()) <= LONGEST for part in parts) and all(part[0] == " " for part in parts[1:])


@given(st.text(max_size=200))
def test_whatever_is_typed_breaks_no_calendar(text: str) -> None:
    [event] = components(calendar_text([replace(FACT, due=replace(DUE, what=text))], AT))
    assert event["SUMMARY"].startswith("Quá hạn: Sở Xây dựng: ")
