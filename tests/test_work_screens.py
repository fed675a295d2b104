"""The screens on which a whole piece of work is done: what they ask of the database at their fullest."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from chungsuc.criteria import actions
from chungsuc.criteria.actions import ReturnedPlace
from chungsuc.criteria.models import Report
from chungsuc.criteria.tests.entry_support import (
    AFTER,
    OLD,
    SET,
    YEAR,
    body,
    check,
    commune,
    coordinator,
    filled,
    indicator,
    unit,
)
from chungsuc.evidence.models import Document
from chungsuc.evidence.tests.documents import put
from chungsuc.locks.tests.setting import put as lock

pytestmark = pytest.mark.usefixtures("bare_province")
RECORD, DASHBOARD = 12, 15
Client = Callable[[Any], Any]


@pytest.fixture(autouse=True)
def august(settings: Any) -> None:
    settings.TODAY = AFTER.isoformat()


def returned(day: date = AFTER) -> Report:
    """A report at its bodies: part 10 came back with a reason, was talked about and has documents."""
    report = filled(day)
    sent = actions.send(report, 0, acting=commune(day))
    row = check(sent, "10")
    measure = indicator("10").measure
    actions.remark(unit(), measure, YEAR, "Vì sao tăng nhanh?", acting=coordinator(day))
    actions.return_places(row, row.version, [ReturnedPlace(measure.pk, "Chưa khớp")], acting=body(row, day))
    return Report.objects.get(pk=sent.pk)


def held(number: int) -> None:
    """Documents of the commune attached to the value, and a thread about it."""
    from chungsuc.evidence.actions import attach

    measure = indicator("10").measure
    before = Document.objects.count()
    for each in range(before, before + number):
        document = put(OLD, f"Biên bản {each}")
        attach(document, "criteria.value", f"{OLD}/{measure.code}/{YEAR}", year=YEAR, by="commune")
        actions.remark(unit(), measure, YEAR, f"Hỏi lần {each}", acting=coordinator(AFTER))


def asked(client: Any, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(queries)


def screens(client_as: Client, report: Report) -> list[tuple[Any, str, int]]:
    """(who asks, address, budget) of every screen of a report."""
    entry, whole, part = [OLD, SET, YEAR], [report.pk], [report.pk, "10"]
    own, office = client_as(commune(AFTER).account), client_as(coordinator(AFTER).account)
    theirs = client_as(body(check(report, "10"), AFTER).account)
    return [
        (own, reverse("entry", args=entry), RECORD),
        (own, reverse("entry_criterion", args=[*entry, 10]), DASHBOARD),
        (own, reverse("verification", args=whole), RECORD),
        (own, reverse("verification_check", args=part), RECORD),
        (office, reverse("verification", args=whole), RECORD),
        (office, reverse("verification_check", args=part), RECORD),
        (theirs, reverse("verification_check", args=part), RECORD),
    ]


def test_the_screens_of_a_returned_report_stay_within_their_queries_however_much_hangs_on_it(
    client_as: Client,
) -> None:
    report = returned()
    held(1)
    every = screens(client_as, report)
    few = [asked(client, address) for client, address, _ in every]
    assert [(address, found) for (_, address, budget), found in zip(every, few, strict=True) if found > budget] == []
    held(20)
    assert [asked(client, address) for client, address, _ in every] == few


def test_a_lock_in_force_costs_its_openings_and_heirs_and_no_more(client_as: Client) -> None:
    own, entry = client_as(commune(AFTER).account), [OLD, SET, YEAR]
    filled(AFTER)
    pages = [reverse("entry", args=entry), reverse("entry_criterion", args=[*entry, 10])]
    free = [asked(own, address) for address in pages]
    lock(OLD, year=YEAR)
    held_back = [asked(own, address) for address in pages]
    assert [more - before for more, before in zip(held_back, free, strict=True)] == [2, 2]
    assert max(held_back) <= DASHBOARD


def test_a_part_with_the_body_whose_turn_it_is_stays_within_its_queries(client_as: Client) -> None:
    sent = actions.send(filled(AFTER), 0, acting=commune(AFTER))
    theirs = client_as(body(check(sent, "10"), AFTER).account)
    assert asked(theirs, reverse("verification_check", args=[sent.pk, "10"])) <= RECORD
