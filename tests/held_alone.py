"""A row is locked by itself: no query joins other tables and locks at once.

PostgreSQL, having waited for a lock, looks at the changed row again but joins it to the rows it had found before. If the
one who was first changed what the row points to, the join fits no more, and the row that is there "does not exist": the
second person gets an error instead of being told what changed. What a row points to is asked for after it is held
(`prefetch_related`). Every test of the suite runs under this watch, on SQLite too, where nothing shows the fault.
"""

from typing import Any

from django.db.models.sql.compiler import SQLCompiler


class JoinedLock(AssertionError):
    """A query that joins tables and locks rows."""


def watch() -> None:
    """From now on a query that would lock rows of a join is not made."""
    as_sql = SQLCompiler.as_sql

    def alone(self: Any, *args: Any, **options: Any) -> Any:
        told = as_sql(self, *args, **options)
        if self.query.select_for_update and " JOIN " in told[0]:
            raise JoinedLock(f"Locks rows of {self.query.model.__name__} while it joins other tables: {told[0]}")
        return told

    SQLCompiler.as_sql = alone  # type: ignore[method-assign]
