"""Two freeze, send, receive or approve at once: one is written, the others are told. Real transactions, both engines."""

from collections.abc import Callable
from typing import Any

import pytest

from chungsuc.audit.models import Entry
from chungsuc.audit.verification import verify_chain
from chungsuc.reviews import actions, events
from chungsuc.reviews.actions import ReportRefused, Stale
from chungsuc.reviews.models import Freeze, FrozenFigure, ReportRound, ReportVersion, UnitReport
from chungsuc.reviews.tests.office import CUT_OFF, SENT_ON, Office
from tests.at_once import at_once
from tests.province import load_province

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def office(many_connections: None) -> Office:
    return Office(load_province(samples=False))


def lost(*acts: Callable[[], Any]) -> list[type]:
    """How the acts that were not written were refused."""
    return [type(one) for one in at_once(*acts, refused=(ReportRefused,)) if isinstance(one, ReportRefused)]


def test_of_an_officer_and_two_workers_who_freeze_one_has_frozen(office: Office) -> None:
    round = office.opened()
    round.refresh_from_db()
    by = office.person("emulation", CUT_OFF)
    told = lost(
        *[lambda: actions.freeze(ReportRound.objects.get(), version=round.version, by=by, today=CUT_OFF)] * 2,
        *[lambda: actions.freeze_due(CUT_OFF.replace(year=CUT_OFF.year + 1, month=1, day=1))] * 2,
    )
    assert set(told) <= {Stale}
    made = Freeze.objects.get()
    entry = Entry.objects.get(act=events.FROZEN)
    assert made.number == 1
    assert FrozenFigure.objects.count() == entry.details["count"] > 0 and verify_chain() is None


def test_of_two_colleagues_who_send_the_report_of_their_unit_one_has_sent_it(office: Office) -> None:
    office.opened()
    office.person("department")
    told = lost(*[lambda t=text: office.sent(**{"ton-tai": t}) for text in ("Một.", "Hai.", "Ba.")])
    assert set(told) <= {Stale} and len(told) == 2
    report, version = UnitReport.objects.get(), ReportVersion.objects.get()
    assert (report.state, version.number) == ("submitted", 1)
    assert Entry.objects.filter(act=events.SUBMITTED).count() == 1 and verify_chain() is None


def test_a_report_received_sent_back_and_taken_back_at_once_goes_one_way(office: Office) -> None:
    report = office.sent()
    by, own = office.person("emulation"), office.person("department")
    about = {"version": report.version, "today": SENT_ON}
    told = lost(
        lambda: actions.receive(UnitReport.objects.get(), by=by, **about),
        lambda: actions.send_back(UnitReport.objects.get(), reason="Thiếu", by=by, **about),
        lambda: actions.take_back(UnitReport.objects.get(), by=own, **about),
    )
    assert told == [Stale] * 2
    way = {"received": events.RECEIVED, "returned": events.RETURNED, "draft": events.TAKEN_BACK}
    entries = Entry.objects.filter(act__in=way.values())
    assert [one.act for one in entries] == [way[UnitReport.objects.get().state]]


def test_of_two_who_approve_the_report_of_the_province_one_counts(office: Office) -> None:
    office.received()
    office.frozen()
    round = ReportRound.objects.get()
    kind, by = office.kind(round), office.person("leader", CUT_OFF)
    said: dict[str, Any] = {"approver": "Trần Văn B", "approver_post": "", "paper": "", "today": CUT_OFF}
    told = lost(*[lambda: actions.approve(ReportRound.objects.get(), kind, version=round.version, by=by, **said)] * 3)
    assert told == [Stale] * 2
    assert Entry.objects.filter(act=events.APPROVED).count() == 1
    assert ReportRound.objects.get().state == "approved" and verify_chain() is None
