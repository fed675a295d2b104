"""Who may take a step of a case, act for its unit, and speak for a body; bodies that were merged are followed."""

from datetime import date
from typing import Any

import pytest

from chungsuc.organisations.access import Person, person_on
from chungsuc.organisations.actions import give_post
from chungsuc.organisations.models import LegalEvent, Lineage, Placement, Unit
from chungsuc.recognition.access import bodies_on, body_on, is_own, may_take, speaks_for
from chungsuc.recognition.models import Case, Level
from chungsuc.recognition.workflow import RECOGNITION, THREE_TIER, Step, step_of
from tests.province import Province

from .casework import COMMUNE, Office, plain_case

DAY = date(2024, 9, 1)
pytestmark = pytest.mark.usefixtures("bare_province")


def step(act: str, state: str, kind: str = "commune") -> Step:
    found = step_of(act, state, kind=kind, regime=THREE_TIER, procedure=RECOGNITION)
    assert found is not None
    return found


def village_case() -> Case:
    village = Unit.objects.create(code="thon-1", kind="village", since=date(2004, 1, 1))
    Placement.objects.create(unit=village, parent=Unit.objects.get(code=COMMUNE), since=date(2004, 1, 1))
    level = Level.objects.filter(unit_kind="village")[0]
    given = {"state": "assessing", "state_since": DAY, "version": 1, "opened_by": "bài thử"}
    return Case.objects.create(unit=village, holder=village, level=level, year=2023, **given)


@pytest.mark.parametrize(
    ("who", "reports", "checks"),
    [("commune", True, False), ("district", False, True), ("ntm_coordinator", False, False), ("department:SXD", False, False)],
)  # fmt: skip
def test_what_only_the_unit_may_do_its_superiors_may_not(who: str, reports: bool, checks: bool) -> None:
    case, person = plain_case(COMMUNE), Office().person(who, DAY)
    assert may_take(person, step("report", "assessing"), case) is reports
    assert may_take(person, step("pass_check", "verifying"), case) is checks
    assert is_own(person, case) is reports


def test_a_neighbour_neither_reports_nor_files_for_another_commune() -> None:
    case, neighbour = plain_case(COMMUNE), Office("dn-24751").person("commune", DAY)
    assert not may_take(neighbour, step("report", "assessing"), case)
    assert not is_own(neighbour, case)


@pytest.mark.parametrize(
    ("commune", "who", "acts"),
    [(COMMUNE, "commune", True), (COMMUNE, "district", False), ("dn-24751", "commune", False)],
)
def test_the_commune_of_a_village_acts_for_it(commune: str, who: str, acts: bool) -> None:
    case, person = village_case(), Office(commune).person(who, DAY)
    assert may_take(person, step("report", "assessing", "village"), case) is acts
    assert is_own(person, case) is acts


def test_nobody_without_a_post_takes_a_step(bare_province: Province) -> None:
    person = person_on(bare_province.account("nobody"), DAY)
    assert not may_take(person, step("report", "assessing"), plain_case(COMMUNE))
    assert not is_own(person, plain_case(COMMUNE))


def body(code: str, until: date | None = None) -> Unit:
    return Unit.objects.create(code=code, kind="department", since=date(2004, 1, 1), until=until)


def merged(old: Unit, new: Unit, on: date) -> None:
    event = LegalEvent.objects.create(
        code=f"nhap-{old.code}", kind="merge", effective_on=on, document="thu", title="Nhập"
    )
    Lineage.objects.create(event=event, predecessor=old, successor=new)


def test_a_body_is_followed_into_what_it_was_merged_into_by_the_day(django_assert_num_queries: Any) -> None:
    first, second = body("CU-1", date(2023, 12, 31)), body("CU-2", date(2024, 6, 30))
    last = body("MOI")
    merged(first, second, date(2024, 1, 1))
    merged(second, last, date(2024, 7, 1))
    for day, expected in (
        (date(2023, 12, 31), first),
        (date(2024, 1, 1), second),
        (date(2024, 6, 30), second),
        (date(2024, 7, 1), last),
    ):
        assert body_on("CU-1", day) == expected
    with django_assert_num_queries(3):
        assert bodies_on(["CU-1", "CU-2", "MOI"], DAY) == {"CU-1": last, "CU-2": last, "MOI": last}


def test_a_body_that_ended_without_a_successor_is_nobody_and_its_fellows_stay() -> None:
    gone, kept = body("GIAI-THE", date(2024, 6, 30)), body("CON")
    assert body_on("GIAI-THE", date(2024, 6, 30)) == gone
    assert body_on("GIAI-THE", date(2024, 7, 1)) is None
    assert body_on("KHONG-CO", DAY) is None
    assert bodies_on(["GIAI-THE", "CON"], DAY) == {"CON": kept}


def test_only_who_holds_a_post_of_a_department_at_a_body_speaks_for_it(bare_province: Province) -> None:
    construction, transport = Unit.objects.get(code="SXD"), Unit.objects.get(code="SGTVT")
    speaker = Office().person("department:SXD", DAY)
    assert speaks_for(speaker, construction.pk) and not speaks_for(speaker, transport.pk)
    assert not speaks_for(_inspector_at(bare_province, construction), construction.pk)


def _inspector_at(province: Province, unit: Unit) -> Person:
    account = province.account("nobody")
    give_post(account=account, role="inspector", unit=unit, since=date(2021, 1, 1), until=None, by="bài thử")
    return person_on(account, DAY)
