"""The command line: `chungsuc VERB`.

A verb is a module of this package with NAME, HELP, `add_arguments(parser)` and `run(options) -> int`; it is known when
it stands in VERBS. A verb that needs no database says `NEEDS_DJANGO = False`. Results: 0 fine, 1 something was found or
failed, 2 the call itself was wrong.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from chungsuc.cli.vietnamese import Parser
from chungsuc.cli.words import CannotRun

VERBS = [
    "migrate",
    "load_pack",
    "check_pack",
    "import_file",
    "import_boundaries",
    "evaluate",
    "progress",
    "units",
    "working_days",
    "due",
    "recount",
    "scores",
    "bonus",
    "register",
    "eligibility",
    "recognition",
    "annual_report",
    "verify_audit",
    "add_administrator",
    "check_evidence",
    "lint_paper",
    "setup_demo",
    "serve",
    "worker",
]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and return the process's exit status; what people should read goes to the two outputs."""
    for output in (sys.stdout, sys.stderr):
        if hasattr(output, "reconfigure"):
            output.reconfigure(encoding="utf-8", errors="replace")
    options = parser().parse_args(argv)
    verb: ModuleType = options.verb
    try:
        if getattr(verb, "NEEDS_DJANGO", True):
            return _with_database(verb, options)
        return int(verb.run(options))
    except CannotRun as fault:
        print(fault, file=sys.stderr)
        return fault.status
    except BrokenPipeError:  # `chungsuc … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """All verbs with their arguments, everything in Vietnamese."""
    top = Parser(prog="chungsuc", description="Chung Sức: theo dõi phong trào thi đua xây dựng nông thôn mới.")
    verbs = top.add_subparsers(title="lệnh", metavar="LỆNH", required=True, dest="verb_name")
    for name in VERBS:
        module = import_module(f"chungsuc.cli.{name}")
        own = verbs.add_parser(module.NAME, help=module.HELP, description=module.HELP)
        module.add_arguments(own)
        own.set_defaults(verb=module)
    return top


def _with_database(verb: ModuleType, options: argparse.Namespace) -> int:
    """Run a verb on the database; one out of reach or not migrated is told in a sentence, not in a traceback."""
    _set_up_django()
    from django.db import OperationalError, ProgrammingError

    try:
        return int(verb.run(options))
    except (OperationalError, ProgrammingError):
        advice = _database_advice()
        if advice is None:
            raise
        raise CannotRun(advice, 1) from None


def _database_advice() -> str | None:
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "Không dùng được cơ sở dữ liệu. Hãy kiểm tra DATABASE_URL, CHUNGSUC_DATA_DIR và máy chủ cơ sở dữ liệu."
    advice = "Cơ sở dữ liệu chưa được tạo hoặc chưa đúng phiên bản. Hãy chạy chungsuc migrate rồi thử lại."
    return advice if missing else None


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chungsuc.settings")
    import django

    try:
        django.setup()
    except (ValueError, OSError) as fault:  # the settings read the environment
        raise CannotRun(f"Cấu hình dịch vụ chưa dùng được: {fault}. Hãy kiểm tra các biến môi trường.") from fault
