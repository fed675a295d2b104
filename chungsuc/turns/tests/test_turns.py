"""Two connections on one file: who comes second waits for the turn and gets it at once; nobody keeps it."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.db.utils import OperationalError

from chungsuc.turns.base import SUFFIX, DatabaseWrapper


@pytest.fixture(autouse=True)
def files_of_their_own(django_db_blocker: Any) -> Iterator[None]:
    """These tests open files of their own, never the database of the suite."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def one(tmp_path: Path) -> Iterator[DatabaseWrapper]:
    connection = connected(tmp_path)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE line (number INTEGER)")
    yield connection
    connection.close()


def connected(folder: Path, timeout: float = 20) -> DatabaseWrapper:
    settings: dict[str, Any] = {**connections.settings["default"], "NAME": str(folder / "lines.sqlite3")}
    settings["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": timeout}
    return DatabaseWrapper({**settings, "ENGINE": "chungsuc.turns"}, "lines")


def write(connection: DatabaseWrapper, number: int) -> None:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO line VALUES (%s)", [number])
        connection.commit()
    finally:
        connection.set_autocommit(True)


def begin(connection: DatabaseWrapper) -> None:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def lines(folder: Path) -> list[int]:
    with sqlite3.connect(folder / "lines.sqlite3") as plain:
        return [row[0] for row in plain.execute("SELECT number FROM line ORDER BY rowid")]


def test_who_comes_second_waits_for_the_end_of_the_first(one: DatabaseWrapper, tmp_path: Path) -> None:
    begin(one)
    began = threading.Event()

    def second() -> None:
        other = connected(tmp_path)
        began.set()
        write(other, 2)
        other.close()

    thread = threading.Thread(target=second)
    thread.start()
    began.wait()
    with one.cursor() as cursor:
        cursor.execute("INSERT INTO line VALUES (1)")
    one.commit()
    one.set_autocommit(True)
    thread.join()
    assert lines(tmp_path) == [1, 2]


@pytest.mark.parametrize("ending", ["commit", "rollback", "close"])
def test_every_end_of_a_transaction_gives_the_turn_back(one: DatabaseWrapper, tmp_path: Path, ending: str) -> None:
    begin(one)
    getattr(one, ending)()
    other = connected(tmp_path, timeout=0)
    write(other, 7)
    other.close()
    assert lines(tmp_path) == [7]


def test_patience_ends_with_the_same_error_as_without_turns(one: DatabaseWrapper, tmp_path: Path) -> None:
    begin(one)
    other = connected(tmp_path, timeout=0)
    with pytest.raises(OperationalError, match="database is locked"):
        begin(other)
    one.rollback()
    one.set_autocommit(True)
    write(other, 3)
    other.close()
    assert lines(tmp_path) == [3]


def test_a_transaction_that_cannot_begin_gives_the_turn_back(one: DatabaseWrapper, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "lines.sqlite3", isolation_level=None) as plain:  # somebody who takes no turns
        plain.execute("BEGIN IMMEDIATE")
        other = connected(tmp_path, timeout=0)
        with pytest.raises(OperationalError):
            begin(other)
        plain.execute("ROLLBACK")
    write(one, 4)
    other.close()
    assert lines(tmp_path) == [4]


def test_writers_at_once_lose_nothing(one: DatabaseWrapper, tmp_path: Path) -> None:
    def writer(first: int) -> None:
        own = connected(tmp_path)
        for number in range(first, first + 20):
            write(own, number)
        own.close()

    threads = [threading.Thread(target=writer, args=(100 * n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(lines(tmp_path)) == [100 * n + k for n in range(8) for k in range(20)]


def test_a_database_in_memory_has_no_turns(tmp_path: Path) -> None:
    settings = {**connections.settings["default"], "NAME": ":memory:", "OPTIONS": {"transaction_mode": "IMMEDIATE"}}
    connection = DatabaseWrapper({**settings, "ENGINE": "chungsuc.turns"}, "lines")
    begin(connection)
    connection.rollback()
    connection.close()
    assert list(tmp_path.glob(f"*{SUFFIX}")) == []
