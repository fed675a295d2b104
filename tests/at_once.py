"""Acts that start together, each on a connection of its own: how a test or a measurement has two people act at once."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Barrier
from typing import Any

from django.db import connection


def at_once(*acts: Callable[[], Any], refused: tuple[type[Exception], ...] = ()) -> list[Any]:
    """What each act gave, or the refusal it met, in the order of the acts. None begins before all are ready.

    An error that is not of the kinds `refused` is no answer: it is raised when all acts have ended. The acts write for
    good (each connection commits), so the test wants real transactions.
    """
    start = Barrier(len(acts))

    def alone(act: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return act()
        except refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(alone, acts))


@contextmanager
def on_file(path: Path) -> Iterator[None]:
    """The database of the tests as a file that many connections share, as in service; PostgreSQL shares its own.

    SQLite in memory locks tables, not transactions, and would refuse what a file lets wait. What is written stays in the
    file; the database in memory is as it was afterwards.
    """
    if not (connection.vendor == "sqlite" and connection.is_in_memory_db()):
        yield
        return
    connection.ensure_connection()
    in_memory, name = connection.connection, connection.settings_dict["NAME"]
    with closing(sqlite3.connect(path)) as file:
        in_memory.backup(file)
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"], connection.connection = name, in_memory
