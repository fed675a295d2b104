"""What waits for each person and what is due by whom: the same number of queries for one task and for ten thousand."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import islice
from typing import Any

import pytest

from chungsuc.deadlines.registry import asked
from chungsuc.movement.registry import fulfilled
from chungsuc.organisations.work import WorkLine, work_of
from chungsuc.pledges import actions
from chungsuc.pledges.dues import TASKS as SOURCE
from chungsuc.pledges.models import Task, UnitPlan
from chungsuc.pledges.work import pledges_at_hand
from chungsuc.questions.asking import answer

from . import pledging
from .pledging import COMMUNE, DAY, HELPER, MERGED_INTO, person, unit

pytestmark = pytest.mark.usefixtures("bare_province")


def texts(code: str, day: date = DAY) -> list[str]:
    return [line.text for line in answer(pledges_at_hand(person(code, day)))]


def test_a_plan_waits_for_its_unit_then_for_the_approver_then_for_the_unit_again() -> None:
    edition = pledging.written()
    assert texts(HELPER) == ["Sở Xây dựng: soạn xong rồi trình duyệt kế hoạch năm 2024"]
    assert texts("SNV") == texts("SYT") == []
    edition = actions.submit(edition, version=edition.version, person=person(HELPER), today=DAY)
    assert texts(HELPER) == []
    [line] = answer(pledges_at_hand(person("SNV")))
    assert line == WorkLine(
        "Sở Xây dựng: duyệt hoặc trả lại kế hoạch năm 2024", f"/ke-hoach-don-vi/{edition.plan_id}/", "",
        "trình ngày 10/01/2024",
    )  # fmt: skip
    actions.send_back(edition, reason="Sửa", version=edition.version, person=person("SNV"), today=DAY)
    assert texts(HELPER) == ["Sở Xây dựng: sửa theo ý kiến trả lại rồi trình kế hoạch năm 2024"] and texts("SNV") == []


def test_nobody_is_asked_to_approve_the_plan_of_the_own_unit() -> None:
    pledging.submitted("SNV")
    assert texts("SNV") == [] and texts("VPUB") == ["Sở Nội vụ: duyệt hoặc trả lại kế hoạch năm 2024"]


def test_a_visit_waits_for_the_commune_and_what_it_contests_for_the_helper() -> None:
    found = pledging.helps()
    visit = actions.visit(found, on=DAY, people="x", content="x", person=person(HELPER), today=DAY)
    after = date(2025, 7, 1)
    said = "Xã Đắk Gằn: xác nhận lần xuống xã ngày 10/01/2024 của Sở Xây dựng"
    assert texts(COMMUNE) == [said] and texts(HELPER) == [] and texts("dn-24751") == []
    assert texts(MERGED_INTO, after) == [said]  # its successor answers
    actions.contest(visit, reason="Không có", version=0, person=person(COMMUNE), today=DAY)
    assert texts(HELPER) == ["Sở Xây dựng: Xã Đắk Gằn không xác nhận lần xuống xã ngày 10/01/2024"]
    assert texts(COMMUNE) == []


def dues(day: date, units: frozenset[int] | None = None) -> list[Any]:
    return [due for _, due in asked(day, units, [SOURCE])]


def test_a_task_is_due_by_the_unit_that_answers_for_it_on_the_day() -> None:
    pledging.approved(COMMUNE, tasks=[{**pledging.TASKS[0], "due": "2025-09-30"}])
    task = Task.objects.get()
    [due] = dues(date(2025, 6, 30))
    assert (due.unit_id, due.due, due.done_on) == (unit(COMMUNE).pk, date(2025, 9, 30), None)
    assert due.key == f"{SOURCE}:{task.pk}:{unit(COMMUNE).pk}" and due.href == f"/ke-hoach-don-vi/nhiem-vu/{task.pk}/"
    [due] = dues(date(2025, 7, 1))
    assert due.unit_id == unit(MERGED_INTO).pk
    assert dues(date(2025, 7, 1), frozenset({unit(COMMUNE).pk})) == []
    assert dues(DAY - timedelta(days=1)) == []  # nobody knew of it yet


def test_a_task_of_a_unit_without_heir_is_due_by_nobody_until_it_is_given() -> None:
    pledging.approved("dn-666", tasks=[{**pledging.TASKS[0], "place_unit": "dn-24751"}])
    task, after = Task.objects.select_related("plan__unit", "given_to").get(), date(2025, 7, 1)
    assert len(dues(date(2025, 6, 30))) == 1 and dues(after) == []
    actions.hand_over(task, unit("ld-24751"), paper="1/QĐ", version=0, person=person("SNV", after), today=after)
    assert [due.unit_id for due in dues(after)] == [unit("ld-24751").pk]


def test_a_task_that_was_done_merged_or_left_out_is_told_as_it_is() -> None:
    pledging.approved()
    one, other = Task.objects.order_by("pk")
    Task.objects.filter(pk=one.pk).update(done_on=DAY)
    Task.objects.filter(pk=other.pk).update(merged_into=one)
    assert [(due.key.split(":")[1], due.done_on) for due in dues(DAY)] == [(str(one.pk), DAY)]


def test_the_milestone_is_fulfilled_by_the_first_submission_that_stands() -> None:
    key = ("ke-hoach-don-vi", 2022, unit(HELPER).pk)
    edition = pledging.submitted()
    assert answer(fulfilled(None, frozenset({2022}))).done[key] == DAY
    actions.send_back(edition, reason="x", version=edition.version, person=person("SNV"), today=DAY)
    assert key not in answer(fulfilled(None, frozenset({2022}))).done


@pytest.mark.parametrize(("units", "tasks"), [(1, 1), (3, 30), (200, 10_000)])
def test_ten_thousand_tasks_of_two_hundred_units_cost_what_one_costs(
    units: int, tasks: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    pledging.many(units, tasks)
    own = frozenset({UnitPlan.objects.order_by("pk")[0].unit_id})
    asking = {code: person(code) for code in (HELPER, "SNV")}
    with django_assert_num_queries(3):  # the rules, the days off, and one query for all sources of rows
        found = dues(DAY, own)
    assert len(found) == tasks // units and {due.unit_id for due in found} == own
    with django_assert_num_queries(3):
        assert len(list(islice(asked(DAY, None, [SOURCE]), tasks + 1))) == tasks
    for someone in asking.values():
        with django_assert_num_queries(1):
            list(answer(pledges_at_hand(someone)))


@pytest.mark.parametrize("tasks", [1, 300])
def test_my_work_asks_no_more_for_many_tasks(tasks: int, django_assert_max_num_queries: Callable[[int], Any]) -> None:
    pledging.many(1, tasks)
    someone = person("VPDP")
    with django_assert_max_num_queries(15):
        work_of(someone)
