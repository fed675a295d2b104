"""Likely duplicates: found at approval with their reasons, merged and undone, dismissed with a reason that stays."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from chungsuc.audit.models import Entry
from chungsuc.pledges import actions
from chungsuc.pledges.models import Overlap, Task, Terms
from chungsuc.pledges.refusals import PledgeRefused, Stale

from . import pledging
from .pledging import COMMUNE, DAY, HELPER, TASKS, person

pytestmark = pytest.mark.usefixtures("bare_province")
TWIN = {**TASKS[1], "what": "Vận động xây dựng nhà đại đoàn kết cho hộ nghèo", "serves": "campaign"}
HAND = {"version": 0, "today": DAY}


def found() -> Overlap:
    pledging.approved(tasks=[*TASKS, TWIN])
    return Overlap.objects.select_related(
        "one__plan__unit", "one__given_to", "other__plan__unit", "other__given_to"
    ).get()


def test_alike_tasks_of_one_unit_are_told_with_what_speaks_for_it() -> None:
    pair = found()
    assert [Terms.objects.get(task=task).what for task in (pair.one, pair.other)] == [TASKS[1]["what"], TWIN["what"]]
    assert pair.state == "undecided" and pair.signs and "Cùng một đơn vị." in pair.signs
    assert "Cùng địa chỉ: thôn 3, Xã Đắk Gằn." in pair.signs


def test_alike_tasks_of_two_units_are_two_tasks() -> None:
    pledging.approved()
    pledging.approved("SYT", tasks=[TWIN])
    assert not Overlap.objects.exists()


def test_one_is_kept_the_other_points_to_it_and_it_can_be_undone() -> None:
    pair = found()
    first = Task.objects.exclude(pk__in=(pair.one_id, pair.other_id)).get()
    merged = actions.merge(pair, keep=pair.one_id, reason="Cùng ba ngôi nhà", person=person(HELPER), **HAND)
    assert Task.objects.get(pk=pair.other_id).merged_into_id == pair.one_id
    assert set(Terms.objects.current().counted().values_list("task_id", flat=True)) == {first.pk, pair.one_id}
    actions.reopen(merged, reason="Nhầm thôn", person=person(HELPER), version=1, today=DAY)
    assert Task.objects.get(pk=pair.other_id).merged_into_id is None
    assert list(pair.decisions.values_list("act", "reason")) == [("merge", "Cùng ba ngôi nhà"), ("reopen", "Nhầm thôn")]
    assert list(Entry.objects.filter(act__contains="overlap").order_by("seq").values_list("act", flat=True)) == [
        "pledges.overlap_merged", "pledges.overlap_reopened",
    ]  # fmt: skip


def test_a_dismissed_pair_keeps_its_reason_and_is_not_told_again() -> None:
    pair = found()
    actions.dismiss(pair, reason="Hai nhóm hộ khác nhau", person=person(HELPER), **HAND)
    made = actions.amend(pair.one.plan, reason="Sửa lời", person=person(HELPER), today=DAY)
    rows = [{**row, "responsible": "Công đoàn"} for row in made.content["tasks"]]
    made = pledging.write(made, "tasks", rows)
    made = actions.submit(made, version=made.version, person=person(HELPER), today=DAY)
    actions.approve(made, version=made.version, person=person("SNV"), today=DAY)
    assert [(one.state, one.decisions.get().reason) for one in Overlap.objects.all()] == [
        ("dismissed", "Hai nhóm hộ khác nhau")
    ]


@pytest.mark.parametrize("code", ["SYT", "SNV", COMMUNE])
def test_who_does_not_answer_for_both_decides_nothing(code: str) -> None:
    pair = found()
    with pytest.raises(PermissionDenied):
        actions.dismiss(pair, reason="x", person=person(code), **HAND)
    with pytest.raises(PermissionDenied):
        actions.merge(pair, keep=pair.one_id, reason="x", person=person(code), **HAND)
    assert Overlap.objects.get().state == "undecided" and Task.objects.filter(merged_into=None).count() == 3


def test_a_decision_asks_why_and_of_two_only_one_decides() -> None:
    pair = found()
    with pytest.raises(PledgeRefused, match="Chưa ghi lý do"):
        actions.dismiss(pair, reason=" ", person=person(HELPER), **HAND)
    again = Overlap.objects.select_related("one__plan__unit", "other__plan__unit").get()
    actions.dismiss(pair, reason="x", person=person(HELPER), **HAND)
    with pytest.raises(Stale):
        actions.merge(again, keep=again.one_id, reason="x", person=person(HELPER), **HAND)
    assert Task.objects.filter(merged_into=None).count() == 3


def test_a_merged_task_is_asked_for_no_more() -> None:
    pair = found()
    actions.merge(pair, keep=pair.one_id, reason="x", person=person(HELPER), **HAND)
    gone = Task.objects.select_related("plan__unit", "given_to").get(pk=pair.other_id)
    with pytest.raises(PledgeRefused, match="đã gộp"):
        actions.report(
            gone,
            kind="progress",
            on=date(2024, 1, 10),
            text="x",
            version=gone.version,
            person=person(HELPER),
            today=DAY,
        )
