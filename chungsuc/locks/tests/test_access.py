"""Who may see a lock, and for which units somebody may ask for an opening: own units first, heirs for their past."""

from datetime import date

import pytest
from django.http import Http404

from chungsuc.locks.access import lock_for, units_to_ask_for
from chungsuc.locks.models import Lock
from chungsuc.organisations.access import EVERYWHERE, NOWHERE, Person, Scope, person_on
from chungsuc.organisations.models import Lineage
from tests.province import Province

from .setting import put

BEFORE, AFTER = date(2025, 6, 30), date(2025, 8, 1)


def asked(person: Person, lock: Lock, day: date) -> list[str]:
    return [code for code, _ in units_to_ask_for(person, lock, day)]


class Request:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope


def test_a_lock_is_shown_only_to_whom_it_holds(bare_province: Province) -> None:
    own, other, general = put("ld-24751"), put("ld-24616"), put()
    own_scope = Scope(frozenset({own.unit_id}))
    assert lock_for(Request(own_scope), own.pk) == own  # type: ignore[arg-type]
    assert lock_for(Request(own_scope), general.pk) == general  # type: ignore[arg-type]
    assert lock_for(Request(EVERYWHERE), other.pk) == other  # type: ignore[arg-type]
    for scope, lock in ((own_scope, other), (NOWHERE, own)):
        with pytest.raises(Http404):
            lock_for(Request(scope), lock.pk)  # type: ignore[arg-type]
    with pytest.raises(Http404):
        lock_for(Request(EVERYWHERE), 0)  # type: ignore[arg-type]


def test_a_commune_asks_for_itself_whatever_the_lock_holds(bare_province: Province) -> None:
    commune = person_on(bare_province.account("commune"), AFTER)
    assert units_to_ask_for(commune, put(), AFTER) == [("ld-24751", "Xã Nhân Cơ")]
    assert asked(commune, put("ld-24751"), AFTER) == ["ld-24751"]
    assert asked(commune, put("ld-24616"), AFTER) == []


def test_the_successor_asks_for_itself_when_the_lock_is_on_a_unit_of_its_past(bare_province: Province) -> None:
    commune = person_on(bare_province.account("commune"), AFTER)
    for before in Lineage.objects.filter(successor__code="ld-24751").select_related("predecessor"):
        assert asked(commune, put(before.predecessor.code), AFTER) == ["ld-24751"]


def test_a_lock_on_the_province_itself_is_asked_about_under_the_names_it_has_had(bare_province: Province) -> None:
    department = person_on(bare_province.account("department"), AFTER)
    assert sorted(asked(department, put("dn-67"), AFTER)) == ["dn-67", "ld-68"]
    assert asked(person_on(bare_province.account("commune"), AFTER), put("dn-67"), AFTER) == []


def test_a_district_asks_for_its_communes_and_first_for_itself(bare_province: Province) -> None:
    district = person_on(bare_province.account("district"), BEFORE)
    units = asked(district, put(what="evidence", year=None), BEFORE)
    assert units[0] == "dn-666" and "dn-24751" in units and "dn-24616" not in units
    assert len(units) == len(set(units))


def test_who_reaches_the_whole_province_may_ask_for_any_unit_that_the_lock_holds(bare_province: Province) -> None:
    department = person_on(bare_province.account("department"), AFTER)
    everywhere = asked(department, put(), AFTER)
    assert {"ld-24751", "ld-24616"} <= set(everywhere)
    assert asked(department, put("ld-24616"), AFTER) == ["ld-24616"]


@pytest.mark.parametrize("who", ["nobody", "leader", "coordinator", "inspector", "administrator"])
def test_whom_no_lock_can_hold_back_has_nothing_to_ask(bare_province: Province, who: str) -> None:
    assert units_to_ask_for(person_on(bare_province.account(who), AFTER), put(), AFTER) == []
