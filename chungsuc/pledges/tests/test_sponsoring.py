"""Who helps which commune: assigned by a decision, promised, told, confirmed or contested; followed through mergers."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from chungsuc.audit.models import Entry
from chungsuc.pledges import actions
from chungsuc.pledges.models import Sponsorship, Visit
from chungsuc.pledges.refusals import PledgeRefused, Stale

from .pledging import COMMUNE, DAY, HELPER, MERGED_INTO, person, unit

pytestmark = pytest.mark.usefixtures("bare_province")
SINCE = date(2023, 1, 15)


def assigned(code: str = "VPDP", **more: object) -> Sponsorship:
    said = {"since": SINCE, "decision": "05/QĐ-BCĐ", "decision_on": SINCE, **more}
    return actions.assign(unit(HELPER), unit(COMMUNE), person=person(code), today=DAY, **said)  # type: ignore[arg-type]


def visited(found: Sponsorship, code: str = HELPER, day: date = DAY) -> Visit:
    return actions.visit(found, on=day, people="Lãnh đạo Sở", content="Xem đường", person=person(code, day), today=day)


def test_a_decision_assigns_and_a_second_time_it_is_refused() -> None:
    found = assigned()
    with pytest.raises(PledgeRefused, match="được phân công giúp đỡ xã này rồi"):
        assigned()
    entry = Entry.objects.get(act="pledges.sponsor_assigned")
    assert (entry.unit_code, entry.paper) == (COMMUNE, "05/QĐ-BCĐ")
    assert list(Sponsorship.objects.on(DAY)) == [found] and not Sponsorship.objects.on(date(2023, 1, 14)).exists()


@pytest.mark.parametrize("code", [HELPER, COMMUNE, "TTT", "MTTQ"])
def test_who_may_not_assign_does_not(code: str) -> None:
    with pytest.raises(PermissionDenied):
        assigned(code)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"decision": " "}, "decision"),
        ({"decision_on": date(2024, 1, 11)}, "decision_on"),
        ({"since": date(2003, 1, 1)}, "helper"),
    ],
)
def test_an_assignment_names_its_decision_and_units_of_its_day(more: dict[str, object], field: str) -> None:
    with pytest.raises(PledgeRefused) as refused:
        assigned(**more)
    assert refused.value.field == field


def test_the_helper_promises_and_tells_and_nobody_else() -> None:
    found = assigned()
    hand = {"person": person(HELPER), "today": DAY}
    made = actions.commit(found, what="Làm đường", result="500 m", due=date(2024, 6, 30), amount=Decimal(10), **hand)
    with pytest.raises(PledgeRefused, match="mục IV điểm a"):
        actions.commit(found, what="Làm đường", result=" ", due=date(2024, 6, 30), **hand)
    visited(found)
    with pytest.raises(PledgeRefused, match="đã ghi rồi"):
        visited(found)
    actions.tell_outcome(found, on=DAY, what="500 m đường", commitment=made, **hand)
    for code in ("SYT", COMMUNE, "VPDP"):
        with pytest.raises(PermissionDenied):
            visited(found, code)
        with pytest.raises(PermissionDenied):
            actions.commit(found, what="x", result="x", due=DAY, person=person(code), today=DAY)
    told = Entry.objects.filter(act__startswith="pledges.").order_by("seq").values_list("act", flat=True)
    assert list(told)[1:] == ["pledges.committed", "pledges.visited", "pledges.outcome_told"]


@pytest.mark.parametrize("day", [date(2024, 1, 11), date(2023, 1, 14)])
def test_a_visit_is_of_a_day_that_was_and_within_the_assignment(day: date) -> None:
    found = assigned()
    with pytest.raises(PledgeRefused):
        actions.visit(found, on=day, people="x", content="x", person=person(HELPER), today=DAY)


def test_the_commune_confirms_or_contests_with_a_reason_and_the_helper_withdraws() -> None:
    visit = visited(assigned())
    hand = {"person": person(COMMUNE), "today": DAY}
    with pytest.raises(PledgeRefused, match="Chưa ghi lý do"):
        actions.contest(visit, reason="", version=0, **hand)
    actions.contest(visit, reason="Không có đoàn nào", version=0, **hand)
    assert (visit.state, visit.answer, visit.answered_on) == ("contested", "Không có đoàn nào", DAY)
    with pytest.raises(Stale):
        actions.confirm(Visit.objects.get(), version=0, **hand)
    actions.confirm(visit, version=1, **hand)
    with pytest.raises(Stale, match="xã đã xác nhận"):
        actions.withdraw_told(visit, reason="x", version=2, person=person(HELPER), today=DAY)
    actions.contest(visit, reason="Nhầm ngày", version=2, **hand)
    actions.withdraw_told(visit, reason="Ghi nhầm ngày", version=3, person=person(HELPER), today=DAY)
    assert Visit.objects.get().state == "withdrawn"
    visited(visit.sponsorship)  # what was withdrawn may be told again


@pytest.mark.parametrize("code", [HELPER, "SYT", "VPDP", "dn-24751"])
def test_nobody_confirms_for_the_commune(code: str) -> None:
    visit = visited(assigned())
    for act in (actions.confirm, actions.contest):
        more = {"reason": "x"} if act is actions.contest else {}
        with pytest.raises(PermissionDenied):
            act(visit, version=0, person=person(code), today=DAY, **more)
    assert Visit.objects.get().state == "waiting"


def test_after_the_merger_the_new_commune_answers() -> None:
    found, after = assigned(), date(2025, 7, 1)
    visit = visited(found, HELPER, after)
    with pytest.raises(PermissionDenied):
        actions.confirm(visit, version=0, person=person(COMMUNE, after), today=after)
    actions.confirm(visit, version=0, person=person(MERGED_INTO, after), today=after)
    assert Visit.objects.get().answered_by == f"nguoi-{MERGED_INTO}"


def test_an_assignment_is_ended_once_by_a_paper() -> None:
    found = assigned()
    hand = {"until": DAY, "person": person("SNV"), "today": DAY}
    with pytest.raises(PledgeRefused):
        actions.end(found, reason="Xã đã đạt chuẩn", paper=" ", **hand)
    again = Sponsorship.objects.get()
    actions.end(found, reason="Xã đã đạt chuẩn", paper="9/QĐ-BCĐ", **hand)
    with pytest.raises(Stale):
        actions.end(again, reason="x", paper="x", **hand)
    assert assigned(since=date(2024, 1, 10)).pk != found.pk
