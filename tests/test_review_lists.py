"""The lists before those who review: 200 reports at their bodies, 200 matters of a council; the same queries as for ten."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from chungsuc.councils.tests.counted import counted_session
from chungsuc.criteria.facts import bodies_now
from chungsuc.criteria.models import Check
from chungsuc.criteria.tests.many_reports import SENT, reports
from chungsuc.organisations.work import WorkGroup, WorkLine
from tests.province import Province
from tests.test_query_budgets import DASHBOARD, LIST, MY_WORK, RECORD
from tests.test_work_screens import asked

Client = Callable[[Any], Any]
FEW, MANY = 10, 200
BEFORE, AFTER = SENT.isoformat(), "2025-04-01"  # departments were merged on 01/03/2025: many parts changed hands


@pytest.mark.parametrize("day", [BEFORE, AFTER])
@pytest.mark.parametrize("who", ["coordinator", "department"])
@pytest.mark.parametrize(
    ("page", "query", "budget"), [("verifications", "", LIST), ("verifications", "?cua-toi=1", LIST),
                                  ("my_work", "", MY_WORK)],
)  # fmt: skip
def test_200_reports_with_their_parts_cost_the_queries_of_ten(
    bare_province: Province, client_as: Client, settings: Any, day: str, who: str, page: str, query: str, budget: int
) -> None:
    settings.TODAY = day
    client, address = client_as(bare_province.account(who)), reverse(page) + query
    reports(FEW)
    few = asked(client, address)
    reports(MANY - FEW, first=FEW)
    assert asked(client, address) == few <= budget


def test_the_list_tells_every_reports_progress_and_whose_turn_it_is(
    bare_province: Province, client_as: Client, settings: Any
) -> None:
    settings.TODAY = BEFORE
    reports(7)
    told = client_as(bare_province.account("department")).get(reverse("verifications")).content.decode()
    for pk in Check.objects.values_list("report_id", flat=True).distinct():
        states = list(Check.objects.filter(report=pk).values_list("state", flat=True))
        said = f"{states.count('verified')}/{len(states)} phần đã thẩm định"
        back = states.count("returned")
        assert (f"{said}, {back} phần trả lại xã" if back else said) in told
        assert reverse("verification_check", args=[pk, "1"]) in told


def test_who_answers_is_found_without_comparing_one_row_with_all_others(
    bare_province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With 200 reports after the merger of departments this took ten seconds a page."""
    reports(5)
    rows = list(Check.objects.select_related("body"))
    compared: list[int] = []
    monkeypatch.setattr(Check, "__eq__", lambda self, other: compared.append(1) or self.pk == other.pk)
    monkeypatch.setattr(Check, "__hash__", lambda self: self.pk)
    found = bodies_now(rows, "xa_ntm_2021_2025", date.fromisoformat(AFTER))
    assert any(found[row.pk] != row.body_id for row in rows)
    assert not compared


@pytest.mark.parametrize(
    ("page", "budget"),
    [("council_session", DASHBOARD), ("council_result", RECORD), ("council_ballots", RECORD),
     ("council_minutes", DASHBOARD)],
)  # fmt: skip
def test_200_matters_of_a_council_cost_the_queries_of_ten(
    bare_province: Province, client_as: Client, settings: Any, page: str, budget: int
) -> None:
    settings.TODAY = "2024-03-08"
    client = client_as(bare_province.account("coordinator"))
    session = counted_session(items=FEW)
    few = asked(client, reverse(page, args=[session.pk]))
    again = counted_session(items=MANY, code="tham-dinh-khac")
    assert asked(client, reverse(page, args=[again.pk])) == few <= budget
    assert len(client.get(reverse(page, args=[again.pk])).content) < 100_000


def test_what_waits_and_what_was_voted_go_on_over_pages(
    bare_province: Province, client_as: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TODAY = "2024-03-08"
    client = client_as(bare_province.account("coordinator"))
    lines = tuple(WorkLine(f"Việc thứ {number}.", "/") for number in range(1, 151))
    monkeypatch.setattr("chungsuc.reports.views.work.work_of", lambda person: [WorkGroup("Chờ", lines)])
    first, second = (client.get(reverse("my_work"), {"trang": page}).content.decode() for page in (1, 2))
    assert "<b>150</b> việc" in first and "Việc thứ 100." in first and "Việc thứ 101." not in first
    assert "Việc thứ 101." in second and "Việc thứ 150." in second and "Trang 2/2" in second
    result = reverse("council_result", args=[counted_session(items=60).pk])
    assert "60. Việc 60<" not in client.get(result).content.decode()
    assert "60. Việc 60<" in client.get(result, {"trang": "2"}).content.decode()
