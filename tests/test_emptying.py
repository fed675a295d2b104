"""How the database is emptied after a test with real transactions, while a last request may still be answered."""

from typing import Any

import pytest
from django.core.management import CommandError
from django.db import OperationalError

from tests.standing import emptied


def emptying(*faults: Exception | None) -> tuple[Any, list[str]]:
    """An emptying that fails in turn with these, and what it was asked to empty."""
    left, asked = list(faults), []

    def empty(case: str) -> None:
        asked.append(case)
        fault = left.pop(0)
        if fault is not None:
            raise CommandError("couldn't be flushed") from fault

    return empty, asked


def test_a_deadlock_with_a_last_request_is_tried_once_more() -> None:
    empty, asked = emptying(OperationalError("deadlock detected"), None)
    emptied(empty, "a test")
    assert asked == ["a test", "a test"]


def test_a_second_deadlock_and_any_other_fault_are_told() -> None:
    for faults, times in (([OperationalError(), OperationalError()], 2), ([ValueError()], 1)):
        empty, asked = emptying(*faults)
        with pytest.raises(CommandError):
            emptied(empty, "a test")
        assert len(asked) == times
