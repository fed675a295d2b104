"""Where a right reaches: by post, on a day; no post means no scope, and no scope means no access."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from chungsuc.organisations.access import EVERYWHERE, NOWHERE, Scope, may_somewhere, person, person_on, require
from chungsuc.organisations.models import Unit
from tests.province import Province

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


def ids(*codes: str) -> frozenset[int]:
    return frozenset(Unit.objects.filter(code__in=codes).values_list("pk", flat=True))


def test_a_scope_covers_its_units_and_no_scope_covers_none() -> None:
    assert EVERYWHERE.covers(7) and not EVERYWHERE.empty
    assert not NOWHERE.covers(7) and NOWHERE.empty
    assert Scope(frozenset({7})).covers(7) and not Scope(frozenset({7})).covers(8)
    assert not Scope(frozenset({7})).empty


@pytest.mark.django_db
def test_a_scope_filters_rows_by_the_field_it_is_given(bare_province: Province) -> None:
    own = ids("ld-24751")
    assert set(Scope(own).filter(Unit.objects, "pk").values_list("pk", flat=True)) == own
    assert EVERYWHERE.filter(Unit.objects, "pk") is Unit.objects
    assert not NOWHERE.filter(Unit.objects, "pk").exists()


def test_nobody_and_an_account_that_is_closed_hold_no_post(bare_province: Province) -> None:
    account = bare_province.account("coordinator")
    assert person_on(account, AFTER).may("value.import")
    account.is_active = False
    for somebody in (account, AnonymousUser()):
        found = person_on(somebody, AFTER)
        assert (found.posts, found.title) == ((), "")
        assert found.scope("unit.read") == NOWHERE and not found.may("unit.read")


def test_a_district_reaches_its_communes_to_its_last_day_and_nothing_afterwards(bare_province: Province) -> None:
    account = bare_province.account("district")
    on_last_day = person_on(account, BEFORE)
    assert on_last_day.title == "UBND huyện, thành phố"
    assert on_last_day.may("value.check", next(iter(ids("dn-24751")))) is True
    assert on_last_day.may("value.check", next(iter(ids("dn-24616")))) is False
    assert on_last_day.may("value.check", next(iter(ids("ld-24751")))) is False  # what its communes go into tomorrow
    assert person_on(account, AFTER).scope("value.check") == NOWHERE


def test_a_commune_of_today_reads_the_past_of_the_units_it_was_made_of(bare_province: Province) -> None:
    scope = person_on(bare_province.account("commune"), AFTER).scope("value.read")
    assert ids("ld-24751", "dn-24751") <= (scope.unit_ids or frozenset())
    assert not ids("ld-24616", "dn-24616", "ld-68") & (scope.unit_ids or frozenset())


def test_a_right_nobody_has_heard_of_is_a_fault_of_the_program_not_a_refusal(bare_province: Province) -> None:
    with pytest.raises(ValueError, match="unknown right value.delete"):
        person_on(bare_province.account("leader"), AFTER).scope("value.delete")


def test_a_right_that_is_not_held_is_refused_and_one_that_is_gives_its_reach(bare_province: Province) -> None:
    commune = person_on(bare_province.account("commune"), AFTER)
    assert require(commune, "value.declare", next(iter(ids("ld-24751")))).covers(next(iter(ids("ld-24751"))))
    with pytest.raises(PermissionDenied):
        require(commune, "value.declare", next(iter(ids("ld-24616"))))
    with pytest.raises(PermissionDenied):
        require(commune, "lock.manage")


def test_the_person_of_a_request_is_asked_for_once_a_day(
    bare_province: Province, django_assert_num_queries: Any
) -> None:
    request = RequestFactory().get("/")
    request.user = bare_province.account("district")
    with django_assert_num_queries(1):
        first = person(request, BEFORE)
        assert person(request, BEFORE) is first
    assert person(request, AFTER).day == AFTER


def test_a_menu_shows_a_page_only_to_who_holds_its_right_somewhere_today(
    bare_province: Province, settings: Any
) -> None:
    settings.TODAY = "2026-03-02"
    shown = may_somewhere("lock.manage")
    for somebody, expected in (
        (bare_province.account("coordinator"), True),
        (bare_province.account("commune"), False),
        (AnonymousUser(), False),
    ):
        request = RequestFactory().get("/")
        request.user = somebody
        assert shown(request) is expected
    assert shown(RequestFactory().get("/")) is False


def test_a_department_reads_the_province_and_acts_for_itself_and_what_it_was_made_of(bare_province: Province) -> None:
    found = person_on(bare_province.account("department"), AFTER)
    assert found.scope("value.verify") == EVERYWHERE
    assert found.own_scope("value.verify").unit_ids == ids("SXD", "SGTVT")
    assert found.acts_for("value.verify") == ids("SXD")
    assert found.own_scope("post.manage") == NOWHERE and found.acts_for("post.manage") == frozenset()
