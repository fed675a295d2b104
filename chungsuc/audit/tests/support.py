"""For tests only: plausible acts, and how a journal that refuses every change is forged all the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections

from chungsuc.audit.actions import Act, record_many
from chungsuc.audit.triggers import create_triggers, drop_triggers


@contextmanager
def without_triggers(alias: str = "default") -> Iterator[None]:
    """Lifts the journal's triggers inside the block, as somebody who owns the database could."""
    drop_triggers(connections[alias])
    try:
        yield
    finally:
        create_triggers(connections[alias])


def an_act(number: int = 1, **changed: Any) -> Act:
    """One plausible act; `changed` replaces any of its fields."""
    given: dict[str, Any] = {
        "act": "criteria.value_recorded",
        "actor": "nguyen.van.a",
        "actor_post": "Chuyên viên Phòng Kinh tế",
        "subject_type": "criteria.value",
        "subject_id": str(number),
        "subject_label": f"Chỉ tiêu 1.{number} của xã Đắk Wil",
        "unit_code": f"{24700 + number % 5}",
        "details": {"before": None, "after": f"{number},5", "cell": f"K{number}"},
        "reason": "Số liệu rà soát quý III",
        "paper": "12/QĐ-UBND",
    }
    return Act(**given | changed)


def recorded(count: int) -> None:
    """Records `count` acts in the current transaction."""
    record_many([an_act(number) for number in range(1, count + 1)])


def forge(statement: str, parameters: tuple[Any, ...] = ()) -> None:
    """Runs one statement on the database behind the application's back. Lift the triggers first."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
