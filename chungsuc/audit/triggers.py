"""The database's own refusal to change the journal, on SQLite and PostgreSQL.

An entry may only be added; the head may only move forwards. A later migration that makes SQLite rebuild
one of the two tables loses its triggers and must call `create_triggers` again.
"""

from typing import Any

ENTRY_REFUSAL = "Nhật ký chỉ được ghi thêm vào cuối: không sửa, không xóa, không chèn mục nào. Hãy ghi một mục mới."
HEAD_REFUSAL = "Dấu cuối của nhật ký chỉ được tiến lên theo mục mới, không lùi và không xóa."

# SQLite's INSERT OR REPLACE deletes without firing delete triggers: an insert upon a row that is there is refused too.
_SQLITE = {
    "audit_entry_no_update": f"BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, '{ENTRY_REFUSAL}'); END",
    "audit_entry_no_delete": f"BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, '{ENTRY_REFUSAL}'); END",
    "audit_entry_no_replace": (
        "BEFORE INSERT ON audit_entry WHEN EXISTS (SELECT 1 FROM audit_entry WHERE seq = NEW.seq) "
        f"BEGIN SELECT RAISE(ABORT, '{ENTRY_REFUSAL}'); END"
    ),
    "audit_head_forwards": (
        "BEFORE UPDATE ON audit_chainhead WHEN NEW.id IS NOT OLD.id OR NEW.seq <= OLD.seq "
        f"BEGIN SELECT RAISE(ABORT, '{HEAD_REFUSAL}'); END"
    ),
    "audit_head_no_delete": f"BEFORE DELETE ON audit_chainhead BEGIN SELECT RAISE(ABORT, '{HEAD_REFUSAL}'); END",
    "audit_head_once": (
        "BEFORE INSERT ON audit_chainhead WHEN EXISTS (SELECT 1 FROM audit_chainhead) "
        f"BEGIN SELECT RAISE(ABORT, '{HEAD_REFUSAL}'); END"
    ),
}

_POSTGRESQL_FUNCTIONS = {
    "audit_refuse_entry": f"BEGIN RAISE EXCEPTION '{ENTRY_REFUSAL}' USING ERRCODE = 'restrict_violation'; END",
    "audit_refuse_head": f"BEGIN RAISE EXCEPTION '{HEAD_REFUSAL}' USING ERRCODE = 'restrict_violation'; END",
}
_POSTGRESQL = {
    "audit_entry_no_change": ("audit_entry", "BEFORE UPDATE OR DELETE", "ROW", "", "audit_refuse_entry"),
    "audit_entry_no_truncate": ("audit_entry", "BEFORE TRUNCATE", "STATEMENT", "", "audit_refuse_entry"),
    "audit_head_forwards": (
        "audit_chainhead",
        "BEFORE UPDATE",
        "ROW",
        "WHEN (NEW.id <> OLD.id OR NEW.seq <= OLD.seq)",
        "audit_refuse_head",
    ),
    "audit_head_no_delete": ("audit_chainhead", "BEFORE DELETE", "ROW", "", "audit_refuse_head"),
    "audit_head_no_truncate": ("audit_chainhead", "BEFORE TRUNCATE", "STATEMENT", "", "audit_refuse_head"),
}


def create_triggers(connection: Any) -> None:
    """Makes every trigger of the journal on the connection's engine; those already there are made anew."""
    drop_triggers(connection)
    _run(connection, {"sqlite": _sqlite_creation, "postgresql": _postgresql_creation}[connection.vendor]())


def drop_triggers(connection: Any) -> None:
    """Removes the triggers. For the migration's way back and for emptying a test database; never in service."""
    _run(connection, {"sqlite": _sqlite_removal, "postgresql": _postgresql_removal}[connection.vendor]())


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _sqlite_creation() -> list[str]:
    return [f"CREATE TRIGGER {name} {body}" for name, body in _SQLITE.items()]


def _sqlite_removal() -> list[str]:
    return [f"DROP TRIGGER IF EXISTS {name}" for name in _SQLITE]


def _postgresql_creation() -> list[str]:
    functions = [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body${body}$body$"
        for name, body in _POSTGRESQL_FUNCTIONS.items()
    ]
    triggers = []
    for name, (table, event, level, condition, function) in _POSTGRESQL.items():
        what = f"{event} ON {table} FOR EACH {level} {condition}"
        triggers.append(f"CREATE TRIGGER {name} {what} EXECUTE FUNCTION {function}()")
        # ALWAYS: otherwise session_replication_role = replica would switch it off for a session.
        triggers.append(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
    return functions + triggers


def _postgresql_removal() -> list[str]:
    triggers = [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, (table, *_) in _POSTGRESQL.items()]
    return triggers + [f"DROP FUNCTION IF EXISTS {name}()" for name in _POSTGRESQL_FUNCTIONS]
