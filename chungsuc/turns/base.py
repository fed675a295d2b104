"""SQLite lets one transaction write; whoever finds it busy sleeps longer and longer and is overtaken again and again.

Here a writer first takes the turn: a lock on a file beside the database, asked for at short, equal intervals. The
operating system gives it back when a process dies. See docs/decisions/0019-writers-take-turns.md.
"""

import fcntl
import os
import time
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

PAUSE = 0.002  # seconds between two questions: shorter than any act, so that nobody is overtaken twice by chance
SUFFIX = "-turn"


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, whose transactions wait for their turn before they begin and give it back when they end."""

    _turn: int | None = None  # the open file that the lock is on
    _mine = False

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give_turn()
            raise

    def _commit(self) -> Any:
        try:
            return super()._commit()  # type: ignore[misc]
        finally:
            self._give_turn()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._give_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            if self._turn is not None:
                os.close(self._turn)  # which gives the turn back
            self._turn, self._mine = None, False

    def _take_turn(self) -> None:
        """Waits until no other transaction writes; as long as the settings let SQLite itself wait."""
        if self._mine or self.is_in_memory_db():
            return
        if self._turn is None:
            self._turn = os.open(f"{self.settings_dict['NAME']}{SUFFIX}", os.O_RDWR | os.O_CREAT, 0o600)
        patience = time.monotonic() + float(self.settings_dict["OPTIONS"].get("timeout", 5))
        while not self._mine:
            try:
                fcntl.flock(self._turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._mine = True
            except BlockingIOError:
                if time.monotonic() > patience:
                    raise OperationalError("database is locked") from None
                time.sleep(PAUSE)

    def _give_turn(self) -> None:
        if self._mine and self._turn is not None:
            fcntl.flock(self._turn, fcntl.LOCK_UN)
        self._mine = False
