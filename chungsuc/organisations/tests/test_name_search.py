"""The index of three letters each over names: it leaves out nothing that fits, whatever becomes of a name."""

from datetime import date

import pytest
from django.db import connection

from chungsuc.law.spelling import unit_key
from chungsuc.organisations import name_search
from chungsuc.organisations.models import Identity, Spelling, Unit

pytestmark = pytest.mark.django_db


def named(name: str, code: str = "x-1") -> Identity:
    unit = Unit.objects.create(code=code, kind="commune", since=date(2015, 1, 1))
    return Identity.objects.create(unit=unit, name=name, name_key=unit_key(name), since=date(2015, 1, 1))


def found(*words: str) -> list[str]:
    return sorted(Identity.objects.may_hold(words).values_list("name", flat=True))


@pytest.fixture(params=["with its index", "without"])
def kept(request, monkeypatch) -> None:
    """Names are found alike where the database offers no such index."""
    if request.param == "without":
        monkeypatch.setattr(name_search, "_SQLITE", (name_search._SQLITE[0], "CREATE VIRTUAL TABLE x USING nothing"))
        monkeypatch.setattr(name_search, "_POSTGRESQL", ("CREATE EXTENSION there_is_no_such",))
        name_search.create(connection)


def test_a_name_is_found_by_any_part_of_three_letters(kept) -> None:
    named("Xã Đắk Nông", "x-1")
    named("Xã Krông Nô", "x-2")
    assert found("dak", "nong") == ["Xã Đắk Nông"]
    assert found("ron") == ["Xã Krông Nô"]
    assert found("daknong") == ["Xã Đắk Nông"]
    assert found("khong") == []


def test_a_word_that_is_too_short_leaves_nothing_out(kept) -> None:
    named("Xã Y Ty", "x-1")
    named("Xã Krông Nô", "x-2")
    assert found("y", "ty") == ["Xã Krông Nô", "Xã Y Ty"]
    assert found("y", "krong") == ["Xã Krông Nô"]


def test_a_unit_is_found_by_its_other_spelling(kept) -> None:
    identity = named("Xã Quảng Tín")
    Spelling.objects.create(unit=identity.unit, name="Quảng Tâm", name_key=unit_key("Quảng Tâm"))
    assert found("tam") == found("tin") == ["Xã Quảng Tín"]


def test_a_name_that_changed_or_went_is_found_no_more(kept) -> None:
    identity = named("Xã Đắk Nông")
    Identity.objects.filter(pk=identity.pk).update(name="Xã Thuận An", name_key="thuan an")
    assert (found("nong"), found("thuan")) == ([], ["Xã Thuận An"])
    identity.delete()
    assert found("thuan") == []


def test_names_written_before_are_in_a_new_index() -> None:
    named("Xã Đắk Nông")
    name_search.drop(connection)
    name_search.create(connection)
    assert found("nong") == ["Xã Đắk Nông"]


def test_no_migration_has_lost_the_index() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            wanted = set(name_search.TRIGGERS)
        else:
            cursor.execute("SELECT indexname FROM pg_indexes")
            wanted = {name_search.INDEX}
        assert wanted <= {name for (name,) in cursor.fetchall()}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the index of PostgreSQL")
def test_no_search_reads_names_that_wait_to_be_taken_in(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = %s", [name_search.INDEX])
        assert cursor.fetchone() == (["fastupdate=off"],)
