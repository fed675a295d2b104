"""An index of three letters each over the names of units: whatever part of a name is typed is found at once.

SQLite keeps it in a table of its own, filled by triggers (FTS5, the trigram tokenizer); PostgreSQL in an index
(pg_trgm, which the owner of a database may switch on), written at once: put off, new names would be read one by one by
every search until the next VACUUM. Where either is missing, names are found as before, one by one.
A later migration that makes SQLite rebuild organisations_identity loses the triggers and must call `create` again.
"""

from typing import Any

from django.db import DatabaseError, transaction

TABLE, INDEX = "organisations_joined_name", "identity_joined_name"
SHORTEST = 3  # letters: what is shorter is in no index of three letters each
TRIGGERS = (f"{TABLE}_in", f"{TABLE}_out", f"{TABLE}_changed")

_JOINED = "replace({}name_key, ' ', '')"
JOINED = _JOINED.format("")
_IN = f"INSERT INTO {TABLE} (rowid, joined) VALUES (new.id, {_JOINED.format('new.')});"
_OUT = f"INSERT INTO {TABLE} ({TABLE}, rowid, joined) VALUES ('delete', old.id, {_JOINED.format('old.')});"
_SQLITE = (
    f"CREATE VIEW {TABLE}_of AS SELECT id, {JOINED} AS joined FROM organisations_identity",
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5 (joined, content='{TABLE}_of', content_rowid='id', tokenize='trigram')",
    f"CREATE TRIGGER {TRIGGERS[0]} AFTER INSERT ON organisations_identity BEGIN {_IN} END",
    f"CREATE TRIGGER {TRIGGERS[1]} AFTER DELETE ON organisations_identity BEGIN {_OUT} END",
    f"CREATE TRIGGER {TRIGGERS[2]} AFTER UPDATE OF id, name_key ON organisations_identity BEGIN {_OUT} {_IN} END",
    f"INSERT INTO {TABLE} ({TABLE}) VALUES ('rebuild')",
)
_WITHOUT_FTS5 = (f"CREATE VIEW {TABLE} AS SELECT id AS rowid, joined FROM {TABLE}_of",)
_POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    f"CREATE INDEX {INDEX} ON organisations_identity USING gin (({JOINED}) gin_trgm_ops) WITH (fastupdate = off)",
)


def create(connection: Any) -> None:
    """Makes the index anew on the connection's engine, of the names that are there."""
    drop(connection)
    try:
        _run(connection, _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL)
    except DatabaseError:
        _run(connection, (_SQLITE[0], *_WITHOUT_FTS5) if connection.vendor == "sqlite" else ())


def drop(connection: Any) -> None:
    """Removes the index; the extension of PostgreSQL stays."""
    if connection.vendor == "sqlite":
        _run(connection, [f"DROP TRIGGER IF EXISTS {name}" for name in TRIGGERS])
        with connection.cursor() as cursor:
            cursor.execute("SELECT type FROM sqlite_master WHERE name = %s", [TABLE])
            found = cursor.fetchone()
        _run(connection, [f"DROP {found[0]} {TABLE}"] if found else [])
        _run(connection, [f"DROP VIEW IF EXISTS {TABLE}_of"])
    else:
        _run(connection, [f"DROP INDEX IF EXISTS {INDEX}"])


def _run(connection: Any, statements: Any) -> None:
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
