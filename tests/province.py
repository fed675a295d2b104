"""A province to test with: the real pack, the three sample workbooks, and one account for every role."""

import json
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import standing

PACK = Path("packs/dak_nong_2021_2025")
SAMPLES = (
    ("bieu-tong-hop-2023.xlsx", "indicator-values"),
    ("ket-qua-tieu-chi-2021.xlsx", "criterion-results"),
    ("so-cong-nhan.xlsx", "recognitions"),
)
PASSWORD = "mật khẩu dài cho bài thử"
# name: (role, unit, first day, last day)
POSTS = {
    "leader": ("province_leader", "VPUB", date(2021, 1, 1), None),
    "coordinator": ("ntm_coordinator", "VPDP", date(2021, 1, 1), None),
    "emulation": ("emulation_officer", "SNV", date(2021, 1, 1), None),
    "department": ("department", "SXD", date(2021, 1, 1), None),
    "front": ("fatherland_front", "MTTQ", date(2021, 1, 1), None),
    "inspector": ("inspector", "TTT", date(2021, 1, 1), None),
    "council": ("council_member", "SNV", date(2021, 1, 1), None),
    "district": ("district", "dn-666", date(2021, 1, 1), date(2025, 6, 30)),
    "commune": ("commune", "ld-24751", date(2025, 7, 1), None),
    "other_commune": ("commune", "ld-24616", date(2025, 7, 1), None),
    "administrator": ("administrator", "VPUB", date(2021, 1, 1), None),
    "nobody": (None, None, None, None),
}


class Province:
    """The loaded province; `account(name)` makes the account of a role when first asked."""

    def __init__(self) -> None:
        self._accounts: dict[str, Any] = {}

    def account(self, name: str) -> Any:
        from chungsuc.accounts.models import User
        from chungsuc.organisations.actions import give_post
        from chungsuc.organisations.models import Unit

        if name not in self._accounts:
            role, unit, since, until = POSTS[name]
            user = User(username=name, full_name=f"Người {name}", must_change_password=False)
            user.set_password(PASSWORD)
            user.save()
            if role:
                give_post(
                    account=user, role=role, unit=Unit.objects.get(code=unit), since=since, until=until, by="bài thử"
                )
            self._accounts[name] = user
        return self._accounts[name]


def load_province(samples: bool = True) -> Province:
    """Loads the pack (and the samples) into the current database."""
    from chungsuc.cli.import_file import take_in
    from chungsuc.cli.load_pack import load

    load(str(PACK))
    if samples:
        for name, kind in SAMPLES:
            told = take_in(PACK / "samples" / name, kind=kind)
            assert told["counts"]["refused"] == 0, told
    return Province()


_kept: dict[str, list[tuple[str, list[str], list[tuple]]]] = {}


def _tables() -> list[str]:
    """The rooms' tables, each after those it refers to."""
    from django.apps import apps
    from django.db import connection

    models = [m for m in apps.get_models() if m.__module__.startswith("chungsuc.")]
    known = set(connection.introspection.table_names())
    return [m._meta.db_table for m in models if m._meta.db_table in known]


def _keep(name: str) -> None:
    from django.db import connection

    rows = []
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            found = [tuple(_plain(value) for value in row) for row in cursor.fetchall()]
            if found:
                rows.append((table, columns, found))
    _kept[name] = rows


def _plain(value: Any) -> Any:
    """PostgreSQL hands JSON back as objects; it takes it as text."""
    return json.dumps(value) if isinstance(value, dict | list) else value


def _bring_back(name: str) -> None:
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection

    unchecked = connection.constraint_checks_disabled() if connection.vendor == "sqlite" else nullcontext()
    with unchecked, connection.cursor() as cursor:
        for table, columns, rows in _kept[name]:
            names = ", ".join(f'"{column}"' for column in columns)
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)
        for sql in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(sql)


def _put(name: str, *, samples: bool) -> None:
    """Loads once by the real commands; then brings it back as rows, which is 20 times faster."""
    if name in _kept:
        _bring_back(name)
    else:
        load_province(samples=samples)
        _keep(name)


standing.ground("bare_province", lambda: _put("bare", samples=False))
standing.ground("loaded_province", lambda: _put("province", samples=True))


@pytest.fixture
def province(loaded_province: None) -> Province:
    """The province with its samples, inside the test's own transaction."""
    return Province()


@pytest.fixture
def bare_province(a_database_to_stand_on: None, db: None) -> Province:
    """The province's pack without any values."""
    if not standing.holds("bare_province"):
        _put("bare", samples=False)
    return Province()


@pytest.fixture
def loaded_province(a_database_to_stand_on: None, db: None) -> None:
    """The pack and the samples."""
    if not standing.holds("loaded_province"):
        _put("province", samples=True)
