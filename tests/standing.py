"""What many tests stand on is loaded once: it stands in an open transaction, and each test undoes only its own.

Tests are sorted so that those who want the same ground follow each other. A test with real transactions, or one that
wants an empty database, finds the ground taken away. Where nothing stands yet, the fixtures of tests/province.py load it.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

REAL_TRANSACTIONS = 90  # they, and what asks for no database, come after all others

_grounds: dict[str, Callable[[], None]] = {}
_open: tuple[str, Any] | None = None
_unblock: Callable[[], AbstractContextManager[None]] | None = None


def ground(fixture: str, put: Callable[[], None]) -> None:
    """`put` writes into an empty database what the fixture of that name promises."""
    _grounds[fixture] = put


def holds(fixture: str) -> bool:
    """Whether what this fixture promises stands already."""
    return _open is not None and _open[0] == fixture


def may_stand(unblock: Callable[[], AbstractContextManager[None]]) -> None:
    """From now on there is a database."""
    global _unblock
    _unblock = unblock


def wanted(item: pytest.Item) -> str | None:
    """The fixture whose ground the test asks for; None when it wants none."""
    asked = getattr(item, "fixturenames", ())
    if _is_real(item):
        return None
    return next((fixture for fixture in _grounds if fixture in asked), None)


def order(item: pytest.Item) -> int:
    """Where a test comes: an empty database first, then each ground, then the rest as it was."""
    if _is_real(item) or not item.get_closest_marker("database"):
        return REAL_TRANSACTIONS
    fixture = wanted(item)
    return 0 if fixture is None else 1 + list(_grounds).index(fixture)


def _is_real(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    asked = getattr(item, "fixturenames", ())
    return "transactional_db" in asked or "live_server" in asked or bool(mark and mark.kwargs.get("transaction"))


def prepare(item: pytest.Item) -> None:
    """Lets stand what the test wants, and takes away what it does not. Before the test's own transaction."""
    fixture = wanted(item)
    if _unblock is None or (_open[0] if _open else None) == fixture:
        return
    with _unblock():
        leave()
        if fixture:
            _enter(fixture)


def _enter(fixture: str) -> None:
    global _open
    from django.db import transaction

    block = transaction.Atomic(using=None, savepoint=True, durable=False)
    block._from_testcase = True  # what a test opens inside may be durable, as with Django's own TestCase
    block.__enter__()
    _open = (fixture, block)
    _grounds[fixture]()


def leave() -> None:
    """Takes away whatever stands."""
    global _open
    from django.db import transaction

    if _open:
        transaction.set_rollback(True)
        _open[1].__exit__(None, None, None)
        _open = None


def emptied(empty: Callable[[Any], None], case: Any) -> None:
    """Empties the database after a test. A page that was closed may have left a last request at the live server: where
    PostgreSQL ends the emptying for its sake (a deadlock), that request is answered by then, and it is done again.
    """
    from django.core.management import CommandError
    from django.db import OperationalError

    try:
        empty(case)
    except CommandError as told:
        if not isinstance(told.__cause__, OperationalError):
            raise
        empty(case)
