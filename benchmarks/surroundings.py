"""A throwaway service to measure in: its own data folder, its own database, removed afterwards."""

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
SERVER = os.environ.get("DATABASE_URL_PG") or "postgresql://postgres@127.0.0.1:5432/postgres"


def postgresql_missing() -> str:
    """Why there is no PostgreSQL to measure on, or ""."""
    import psycopg

    try:
        psycopg.connect(SERVER, connect_timeout=3).close()
    except psycopg.Error:
        return "thiếu máy chủ PostgreSQL (đặt DATABASE_URL_PG)"
    return ""


@contextmanager
def service(database: str = "sqlite") -> Iterator[Path]:
    """Django with an empty database of the given kind in a folder that is removed at the end; gives the folder."""
    with tempfile.TemporaryDirectory(prefix="chungsuc-bench-") as folder:
        os.environ["CHUNGSUC_DATA_DIR"] = folder
        os.environ["CHUNGSUC_JOBS_INLINE"] = "1"
        os.environ["DJANGO_SETTINGS_MODULE"] = "chungsuc.settings"
        if database == "sqlite":
            os.environ.pop("DATABASE_URL", None)
            _migrate()
            yield Path(folder)
            _disconnect()
        else:
            with _postgresql_database() as url:
                os.environ["DATABASE_URL"] = url
                _migrate()
                yield Path(folder)
                _disconnect()


@contextmanager
def _postgresql_database() -> Iterator[str]:
    import psycopg

    name = f"chungsuc_bench_{os.getpid()}_{secrets.token_hex(3)}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{SERVER.rsplit('/', 1)[0]}/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _migrate() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def _disconnect() -> None:
    from django.db import connection

    connection.close()


def peak(process: str = "self") -> float:
    """The most memory a process (this one) has held, MiB (not what it inherited from whoever started it)."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmHWM")


def alone(function: str, *arguments: Any) -> Any:
    """Calls "module:function" in a fresh process with the same surroundings and returns what it returned (JSON)."""
    code = "from benchmarks.surroundings import answer; answer()"
    given = json.dumps([function, arguments])
    done = subprocess.run([sys.executable, "-c", code], input=given, capture_output=True, text=True, cwd=PROJECT)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])


def answer() -> None:
    """The other end of `alone`."""
    function, arguments = json.loads(sys.stdin.read())
    module, name = function.split(":")
    print(json.dumps(getattr(import_module(module), name)(*arguments)))


def on_both(function: str, *arguments: Any) -> Iterator[tuple[str, Any]]:
    """(title, result or None) of a function(database, …) for SQLite and PostgreSQL, each in a fresh process."""
    yield "SQLite", alone(function, "sqlite", *arguments)
    yield "PostgreSQL", None if postgresql_missing() else alone(function, "postgresql", *arguments)


def times(full: int, small: int, quick: bool) -> int:
    """How often what is repeated is repeated: `CHUNGSUC_BENCH_TIMES` of a full run where it is set; the figure says it."""
    return small if quick else int(os.environ.get("CHUNGSUC_BENCH_TIMES", full))


def collect() -> None:
    """What SQLite and PostgreSQL need to plan well after a bulk insert."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
