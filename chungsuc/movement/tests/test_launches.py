"""Launching, sending on, opening, reminding, withdrawing: permitted, forbidden, stale, recorded; and 01/07/2025."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.models import Entry
from chungsuc.movement import actions
from chungsuc.movement.actions import MovementRefused, Stale
from chungsuc.movement.dues import dispatch_rows
from chungsuc.movement.launch_facts import dispatches_of, launches_seen, receivers, sender_of, unit_page
from chungsuc.movement.models import Dispatch, Launch, Reminder
from chungsuc.movement.tests.movers import LAST, LATER, LAUNCHED, MERGED, PAPER, READ, Movers
from chungsuc.movement.work import launches_to_open, launches_to_send_on
from chungsuc.organisations.facts import known_as
from chungsuc.questions.asking import answer


def entries(act: str) -> list[Entry]:
    return list(Entry.objects.filter(act=act))


def to(launch: Launch) -> dict[str, int]:
    kinds: dict[str, int] = {}
    for kind in launch.dispatches.values_list("unit__kind", flat=True):
        kinds[kind] = kinds.get(kind, 0) + 1
    return kinds


def test_the_provinces_launch_goes_to_every_unit_that_the_plan_names(movers: Movers) -> None:
    launch = movers.launched()
    assert to(launch) == {
        "department": 18, "central_body": 1, "armed_forces": 3, "fatherland_front": 1, "mass_organisation": 5,
        "coordination_office": 1, "press": 2, "district": 8,
    }  # fmt: skip
    assert set(launch.dispatches.values_list("due", flat=True)) == {date(2022, 7, 27)}  # five working days
    [entry] = entries("movement.launched")
    assert (entry.subject_id, entry.unit_code, entry.paper) == (str(launch.pk), "dn-67", "1337/QĐ-UBND")
    assert entry.details == {"sent": 39, "on": "2022-07-20", "issued_on": "2022-07-13"}


@pytest.mark.parametrize("name", ["leader", "coordinator", "department", "inspector", "district", "nobody"])
def test_nobody_but_the_emulation_office_launches_for_the_province(movers: Movers, name: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.launch(movers.plan, PAPER, unit=movers.unit("dn-67"), by=movers.person(name, LAUNCHED), on=LAUNCHED)
    assert sender_of(movers.person(name, LAUNCHED), LAUNCHED) == (movers.unit("dn-666") if name == "district" else None)
    assert not Launch.objects.exists() and entries("movement.launched") == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"number": " "}, "number"),
        ({"title": ""}, "title"),
        ({"issued_on": date(2022, 7, 21)}, "issued_on"),
    ],
)
def test_a_launch_cites_a_document_of_that_day_or_before(movers: Movers, changed: dict, field: str) -> None:
    with pytest.raises(MovementRefused) as refused:
        actions.launch(
            movers.plan, replace(PAPER, **changed), unit=movers.unit("dn-67"), by=movers.person("emulation", LAUNCHED),
            on=LAUNCHED,
        )  # fmt: skip
    assert refused.value.field == field and not Launch.objects.exists()


def test_the_same_document_launches_once(movers: Movers) -> None:
    movers.launched()
    with pytest.raises(Stale, match="1337/QĐ-UBND đã được phát động"):
        movers.launched()
    assert Launch.objects.count() == len(entries("movement.launched")) == 1


def test_a_unit_says_once_that_it_read_and_looking_says_nothing(movers: Movers) -> None:
    launch = movers.launched()
    sent = movers.opened(launch, "district", "dn-666")
    assert (sent.opened_by, sent.opened_by_name) == ("district-dn-666", "Người dn-666")
    assert [entry.unit_code for entry in entries("movement.opened")] == ["dn-666"]
    with pytest.raises(Stale, match="Đồng nghiệp"):
        movers.opened(launch, "district", "dn-666")
    assert len(entries("movement.opened")) == 1
    facts = dispatches_of(launch, READ, None)
    assert [fact.unit.code for fact in facts if fact.state == "opened"] == ["dn-666"]
    assert len(facts) == 39 and facts[-1].state == "opened"


@pytest.mark.parametrize("name", ["emulation", "leader", "department", "nobody"])
def test_nobody_opens_for_another_unit(movers: Movers, name: str) -> None:
    sent = Dispatch.objects.get(launch=movers.launched(), unit__code="dn-666")
    with pytest.raises(PermissionDenied):
        actions.open_dispatch(sent, by=movers.person(name, READ))
    assert Dispatch.objects.get(pk=sent.pk).opened_at is None and entries("movement.opened") == []


def test_a_district_launches_on_to_its_own_communes_once_it_has_read(movers: Movers) -> None:
    launch = movers.launched()
    movers.on(READ)
    by, unit = movers.official("district", "dn-666", READ), movers.unit("dn-666")
    own = replace(PAPER, number="45/KH-UBND", title="Kế hoạch của huyện", issued_on=READ)
    with pytest.raises(MovementRefused, match="chưa xác nhận"):
        actions.launch(movers.plan, own, unit=unit, by=by, on=READ)
    movers.opened(launch, "district", "dn-666")
    made = actions.launch(movers.plan, own, unit=unit, by=by, on=READ)
    parents = set(made.dispatches.values_list("unit__placements__parent__code", flat=True))
    assert to(made) == {"commune": 11} and "dn-666" in parents
    with pytest.raises(PermissionDenied):
        actions.launch(movers.plan, replace(own, number="46"), unit=movers.unit("dn-663"), by=by, on=READ)


def test_no_district_launches_after_the_districts_are_gone(movers: Movers) -> None:
    launch = movers.launched()
    movers.opened(launch, "district", "dn-666")
    by = movers.official("district", "dn-666", MERGED)
    with pytest.raises(PermissionDenied):
        actions.launch(movers.plan, PAPER, unit=movers.unit("dn-666"), by=by, on=MERGED)
    assert receivers(movers.plan, movers.unit("dn-666"), MERGED) == {}


def test_after_the_merger_the_new_communes_get_it_and_no_one_twice(movers: Movers) -> None:
    launch = movers.launched()
    movers.on(LAST)
    by = movers.person("emulation", LAST)
    assert [line.text for line in answer(launches_to_send_on(by))] == [
        "Gửi phát động 1337/QĐ-UBND cho 2 đơn vị chưa được gửi"
    ]
    assert actions.send_on(launch, by=by, on=LAST) == 2  # departments made on 01/03/2025
    movers.on(MERGED)
    by = movers.person("emulation", MERGED)
    assert [line.text for line in answer(launches_to_send_on(by))] == [
        "Gửi phát động 1337/QĐ-UBND cho 28 đơn vị chưa được gửi"
    ]
    assert actions.send_on(launch, by=by, on=MERGED) == 28
    assert to(launch)["commune"] == 28
    with pytest.raises(Stale, match="Mọi đơn vị phải nhận"):
        actions.send_on(launch, by=by, on=MERGED)
    assert [entry.details["sent"] for entry in entries("movement.sent_on")] == [2, 28]
    sent = movers.opened(launch, "commune", "ld-24751", MERGED)
    assert sent.opened_at is not None
    assert (
        list(answer(launches_to_send_on(by)))
        == []
        == list(answer(launches_to_send_on(movers.person("leader", MERGED))))
    )


def test_units_that_ended_unread_are_told_apart_and_asked_no_more(movers: Movers) -> None:
    launch = movers.launched()
    states = {fact.unit.code: fact.state for fact in dispatches_of(launch, MERGED, None)}
    assert (states["dn-666"], states["SNNPTNT"], states["SXD"]) == ("closed", "closed", "overdue")
    due = {row.unit_id for row in dispatch_rows(MERGED, None)}
    assert movers.unit("dn-666").pk not in due and movers.unit("SXD").pk in due


def test_who_has_not_read_is_reminded_once_a_day(movers: Movers) -> None:
    launch = movers.launched()
    movers.opened(launch, "district", "dn-666")
    movers.on(LATER)
    by = movers.person("emulation", LATER)
    assert len(actions.remind(launch, by=by, on=LATER)) == 38
    with pytest.raises(Stale, match="đều đã được nhắc"):
        actions.remind(launch, by=by, on=LATER)
    assert len(actions.remind(launch, by=by, on=date(2022, 8, 2))) == 38
    assert Reminder.objects.count() == 76
    assert [entry.details["reminded"] for entry in entries("movement.reminded")] == [38, 38]
    with pytest.raises(PermissionDenied):
        actions.remind(launch, by=movers.person("leader", LATER), on=LATER)


def test_what_waits_to_be_read_stands_in_the_work_of_its_unit_only(movers: Movers) -> None:
    launch = movers.launched()
    movers.on(LATER)
    mine = movers.official("district", "dn-666", LATER)
    [line] = answer(launches_to_open(mine))
    assert (line.text, line.href, line.due, line.overdue) == (
        "Huyện Đắk R'Lấp: nhận, đọc phát động 1337/QĐ-UBND", "/phong-trao/don-vi/dn-666/", "hạn 27/07/2022", True,
    )  # fmt: skip
    assert list(answer(launches_to_open(movers.person("leader", LATER)))) == []
    movers.opened(launch, "district", "dn-666", LATER)
    assert list(answer(launches_to_open(mine))) == []


def test_a_launch_is_withdrawn_while_nobody_has_read_it(movers: Movers) -> None:
    launch = movers.launched()
    by = movers.person("emulation", READ)
    with pytest.raises(MovementRefused, match="Chưa ghi lý do"):
        actions.withdraw_launch(launch, reason=" ", by=by)
    with pytest.raises(PermissionDenied):
        actions.withdraw_launch(launch, reason="nhầm", by=movers.person("leader", READ))
    actions.withdraw_launch(launch, reason="Gửi nhầm văn bản", by=by)
    with pytest.raises(Stale):
        actions.withdraw_launch(launch, reason="nữa", by=by)
    with pytest.raises(Stale):
        actions.open_dispatch(
            launch.dispatches.get(unit__code="dn-666"), by=movers.official("district", "dn-666", READ)
        )
    with pytest.raises(Stale):
        actions.remind(launch, by=by, on=READ)
    assert [entry.reason for entry in entries("movement.launch_withdrawn")] == ["Gửi nhầm văn bản"]
    again = movers.launched()  # the document may be launched anew
    movers.opened(again, "district", "dn-666")
    with pytest.raises(MovementRefused, match="1 đơn vị xác nhận đã đọc"):
        actions.withdraw_launch(again, reason="nhầm", by=by)


def test_a_unit_sees_the_launches_sent_to_it_and_no_others(movers: Movers) -> None:
    launch = movers.launched()
    movers.opened(launch, "district", "dn-666")
    by = movers.official("district", "dn-666", READ)
    own = actions.launch(movers.plan, replace(PAPER, number="45"), unit=movers.unit("dn-666"), by=by, on=READ)

    def seen(role: str, code: str, day: date = READ) -> set[int]:
        return set(launches_seen(movers.official(role, code, day)).values_list("pk", flat=True))

    assert seen("district", "dn-666") == {launch.pk, own.pk}
    assert seen("district", "dn-663") == {launch.pk}
    assert seen("commune", "dn-24751") == {own.pk}
    assert seen("commune", "dn-24616") == set()
    assert seen("department", "SXD") == {launch.pk, own.pk}


def test_the_page_of_a_unit_says_what_the_plan_tells_it(movers: Movers) -> None:
    movers.launched()

    def told(code: str, day: date) -> list[str]:
        unit = known_as([movers.unit(code).pk])[movers.unit(code).pk]
        return [row.code for row in unit_page(movers.plan, unit, day).instructions]

    assert told("dn-24751", READ) == ["ii-1-nang-cao", "vii-1-ke-hoach", "vii-kien-nghi"]
    assert told("ld-24751", MERGED) == ["ii-1-nang-cao", "vii-1-ke-hoach", "vii-4-bao-cao", "vii-kien-nghi"]
    assert told("MTTQ", READ)[3:6] == ["ii-3-van-dong", "iii-1-thuc-chat", "vii-1-ke-hoach"] or "ii-3-van-dong" in told(
        "MTTQ", READ
    )
    assert "iii-2-truyen-thong" in told("STTTT", READ)
    assert "iii-2-truyen-thong" in told("SKHCN", MERGED)  # what STTTT flowed into
    assert "iii-2-truyen-thong" not in told("SKHCN", READ)
    assert told("dn-666", MERGED)[0] == "ii-1-trien-khai"  # of its last day


def test_the_database_holds_what_must_never_be_false(movers: Movers) -> None:
    launch = movers.launched()
    sent = launch.dispatches.all()[0]
    for write in (
        lambda: Dispatch.objects.create(launch=launch, unit=sent.unit, sent_on=READ),
        lambda: Dispatch.objects.filter(pk=sent.pk).update(opened_by="ai đó"),
        lambda: Launch.objects.filter(pk=launch.pk).update(number=""),
        lambda: Launch.objects.filter(pk=launch.pk).update(issued_on=date(2022, 7, 21)),
        lambda: Launch.objects.filter(pk=launch.pk).update(withdrawn_at=launch.sent_at),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
