"""Every act of plans and tasks: permitted, forbidden, stale, recorded; what an approval brings about."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.models import Entry
from chungsuc.movement.models import Plan
from chungsuc.organisations.heirs import heirs_on
from chungsuc.organisations.models import LegalEvent, Lineage, Unit
from chungsuc.pledges import actions
from chungsuc.pledges.access import holder_of
from chungsuc.pledges.models import Edition, Money, OwnCriterion, PledgedTarget, Progress, Task, Terms, UnitPlan
from chungsuc.pledges.refusals import PledgeRefused, Stale

from . import pledging
from .pledging import COMMUNE, DAY, HELPER, MERGED_INTO, TASKS, person, unit

pytestmark = pytest.mark.usefixtures("bare_province")


def acts() -> list[str]:
    return list(Entry.objects.filter(act__startswith="pledges.").order_by("seq").values_list("act", flat=True))


def test_a_plans_way_to_approval_is_recorded_step_by_step() -> None:
    edition = pledging.approved()
    assert acts() == [
        "pledges.plan_started", "pledges.plan_written", "pledges.plan_written", "pledges.plan_written",
        "pledges.plan_submitted", "pledges.plan_approved",
    ]  # fmt: skip
    assert (edition.state, edition.since, edition.submitted_on) == ("approved", DAY, DAY)
    entry = Entry.objects.filter(act="pledges.plan_approved").get()
    assert (entry.actor, entry.unit_code, entry.subject_type) == ("nguoi-snv", HELPER, "pledges.plan")
    assert entry.details == {"edition": 1, "from": "submitted", "to": "approved"}


@pytest.mark.parametrize("code", ["SYT", "SNV", "VPUB", "TTT", COMMUNE])
def test_nobody_writes_anothers_plan(code: str) -> None:
    edition = pledging.started()
    hand = {"version": edition.version, "person": person(code), "today": DAY}
    for act in (actions.submit, actions.take_back):
        with pytest.raises(PermissionDenied):
            act(edition, **hand)
    with pytest.raises(PermissionDenied):
        actions.write(edition, "tasks", TASKS, **hand)
    with pytest.raises(PermissionDenied):
        actions.drop(edition, reason="x", **hand)
    with pytest.raises(PermissionDenied):
        actions.start(unit(HELPER), 2023, movement=Plan.objects.get(), person=person(code), today=DAY)
    assert acts() == ["pledges.plan_started"]


def test_who_writes_a_units_plan_never_approves_it() -> None:
    edition = pledging.submitted("SNV")
    hand = {"version": edition.version, "today": DAY}
    for code in ("SNV", "SYT", "TTT"):
        with pytest.raises(PermissionDenied):
            actions.approve(edition, person=person(code), **hand)
    assert actions.approve(edition, person=person("VPUB"), **hand).state == "approved"


def test_of_two_who_act_at_once_the_second_is_told() -> None:
    edition = pledging.submitted()
    hand = {"version": edition.version, "today": DAY}
    actions.send_back(edition, reason="Thiếu số hộ", person=person("SNV"), **hand)
    with pytest.raises(Stale, match="Kế hoạch vừa thay đổi: Người SNV đã “trả lại”"):
        actions.approve(edition, person=person("VPUB"), **hand)
    assert Edition.objects.get().state == "returned" and not Terms.objects.exists()


def test_a_task_without_address_or_result_is_refused_with_the_article() -> None:
    edition = pledging.started()
    for missing in ("place_unit", "result"):
        with pytest.raises(PledgeRefused, match="mục IV điểm a") as refused:
            pledging.write(edition, "tasks", [{**TASKS[0], missing: ""}])
        assert refused.value.field == missing
    assert Edition.objects.get().content == {}


def test_the_table_itself_holds_no_task_without_a_result() -> None:
    plan = pledging.plain_plan(HELPER)
    with pytest.raises(IntegrityError), transaction.atomic():
        pledging.plain_task(plan, plan.editions.get(), 9, result="")


def test_a_plan_that_lacks_something_is_not_submitted_and_says_what() -> None:
    edition = pledging.write(pledging.started(), "tasks", [{**TASKS[0], "due": ""}])
    with pytest.raises(PledgeRefused) as refused:
        actions.submit(edition, version=edition.version, person=person(HELPER), today=DAY)
    assert [lack.text for lack in refused.value.lacks] == ["Chưa ghi hạn của nhiệm vụ.", "Chưa đăng ký chỉ tiêu nào."]


def test_a_return_and_a_drop_ask_why() -> None:
    edition = pledging.submitted()
    with pytest.raises(PledgeRefused, match="Chưa ghi lý do"):
        actions.send_back(edition, reason=" ", version=edition.version, person=person("SNV"), today=DAY)
    edition = actions.send_back(edition, reason="Sửa", version=edition.version, person=person("SNV"), today=DAY)
    with pytest.raises(PledgeRefused, match="Chưa ghi lý do"):
        actions.drop(edition, reason="", version=edition.version, person=person(HELPER), today=DAY)


def test_a_unit_has_one_plan_a_year_and_none_outside_the_movement() -> None:
    pledging.started()
    with pytest.raises(PledgeRefused, match="đã có kế hoạch năm 2024"):
        pledging.started()
    with pytest.raises(PledgeRefused, match="không thuộc giai đoạn"):
        pledging.started(year=2031)
    assert UnitPlan.objects.count() == 1


def test_an_approval_puts_everything_registered_in_force() -> None:
    edition = pledging.approved()
    assert list(edition.targets.values_list("name", "amount")) == [("Số buổi tuyên truyền", Decimal(12))]
    assert list(Money.objects.values_list("source", "amount")) == [("ngan-sach-tinh", Decimal(50000000))]
    found = Terms.objects.order_by("pk").values_list("what", "place_unit__code", "since", "until", "is_last")
    assert list(found) == [(row["what"], COMMUNE, DAY, None, True) for row in TASKS]


def test_an_amendment_keeps_what_was_and_begins_what_is_new() -> None:
    first = pledging.approved()
    later = DAY + timedelta(days=40)
    made = actions.amend(first.plan, reason="Thêm nhà", person=person(HELPER, later), today=later)
    kept, changed = made.content["tasks"]
    rows = [{**changed, "result": "03 nhà hoàn thành"}, {**TASKS[0], "what": "Nhiệm vụ mới"}]
    made = pledging.write(made, "tasks", rows, HELPER, later)
    made = actions.submit(made, version=made.version, person=person(HELPER, later), today=later)
    assert Edition.objects.get(no=1).state == "approved"  # holds until the new one is approved
    made = actions.approve(made, version=made.version, person=person("SNV", later), today=later)
    old = Edition.objects.get(no=1)
    assert (old.state, old.until, made.since) == ("superseded", later - timedelta(days=1), later)
    said = (
        Terms.objects.filter(task__line=int(changed["line"])).order_by("pk").values_list("result", "until", "is_last")
    )
    assert list(said) == [("02 nhà hoàn thành", later - timedelta(days=1), False), ("03 nhà hoàn thành", None, True)]
    gone = Terms.objects.get(task__line=int(kept["line"]))
    assert (gone.until, gone.is_last) == (later - timedelta(days=1), True)
    assert [t.what for t in Terms.objects.on(DAY).order_by("pk")] == [row["what"] for row in TASKS]
    assert sorted(t.what for t in Terms.objects.on(later)) == ["Nhiệm vụ mới", changed["what"]]
    assert [step.act for step in old.steps.order_by("seq")][-1] == "supersede"


def test_a_plan_is_copied_to_the_next_year_with_later_days() -> None:
    first = pledging.approved()
    made = actions.start(
        unit(HELPER), 2025, movement=Plan.objects.get(), person=person(HELPER), today=DAY, copy_of=first
    )
    assert [row["due"] for row in made.content["tasks"]] == ["2025-09-30", "2025-11-30"]
    with pytest.raises(PledgeRefused, match="chính đơn vị"):
        actions.start(unit("SYT"), 2025, movement=Plan.objects.get(), person=person("SYT"), today=DAY, copy_of=first)


def test_only_a_district_has_criteria_of_its_own_and_never_longer_than_itself() -> None:
    rows = [{"name": "Đường hoa", "required": "Mỗi thôn 500 m"}]
    with pytest.raises(PledgeRefused, match="mục II.2"):
        pledging.write(pledging.started(), "criteria", rows)
    edition = pledging.written("dn-666", tasks=[{**TASKS[0], "place_unit": "dn-666"}])
    edition = pledging.write(edition, "criteria", rows, "dn-666")
    edition = actions.submit(edition, version=edition.version, person=person("dn-666"), today=DAY)
    actions.approve(edition, version=edition.version, person=person("SNV"), today=DAY)
    [made] = OwnCriterion.objects.all()
    assert (made.since, made.until) == (DAY, date(2025, 6, 30))


def test_progress_and_result_are_told_by_the_unit_that_answers_alone() -> None:
    pledging.approved()
    task = Task.objects.order_by("pk")[0]
    told = {"on": DAY, "text": "Đã họp dân", "version": 0, "today": DAY}
    for code in ("SYT", "SNV", COMMUNE):
        with pytest.raises(PermissionDenied):
            actions.report(task, kind=Progress.PROGRESS, person=person(code), **told)
    actions.report(task, kind=Progress.PROGRESS, share=40, person=person(HELPER), **told)
    with pytest.raises(Stale):
        actions.report(Task.objects.get(pk=task.pk), kind=Progress.PROGRESS, person=person(HELPER), **told)
    actions.report(task, kind=Progress.RESULT, person=person(HELPER), **{**told, "version": 1, "text": "Xong"})
    task.refresh_from_db()
    assert task.done_on == DAY
    assert list(Progress.objects.values_list("kind", "share", "unit__code")) == [
        ("progress", 40, HELPER), ("result", 100, HELPER),
    ]  # fmt: skip
    assert acts()[-2:] == ["pledges.task_reported", "pledges.task_done"]
    with pytest.raises(PledgeRefused, match="đã báo cáo hoàn thành"):
        actions.report(task, kind=Progress.PROGRESS, person=person(HELPER), **{**told, "version": 2})
    actions.reopen_task(task, reason="Đếm nhầm", version=2, person=person("SNV"), today=DAY)
    assert Task.objects.get(pk=task.pk).done_on is None and acts()[-1] == "pledges.task_reopened"


@pytest.mark.parametrize(
    ("day", "words"), [(DAY + timedelta(days=1), "chưa đến"), (DAY - timedelta(days=1), "có từ ngày")]
)
def test_progress_is_of_a_day_that_was_and_that_the_task_knew(day: date, words: str) -> None:
    pledging.approved()
    with pytest.raises(PledgeRefused, match=words):
        actions.report(
            Task.objects.order_by("pk")[0],
            kind="progress",
            on=day,
            text="x",
            version=0,
            person=person(HELPER),
            today=DAY,
        )


def test_after_the_mergers_the_successor_answers_for_the_open_tasks() -> None:
    pledging.approved(COMMUNE, tasks=[{**TASKS[0]}])
    task = Task.objects.select_related("plan__unit", "given_to").get()
    eve, after = date(2025, 6, 30), date(2025, 7, 1)
    assert holder_of(task, heirs_on(eve)) == unit(COMMUNE).pk
    assert holder_of(task, heirs_on(after)) == unit(MERGED_INTO).pk
    actions.report(
        task, kind="result", on=after, text="Xã mới làm xong", version=0, person=person(MERGED_INTO, after), today=after
    )
    assert Progress.objects.get().unit == unit(MERGED_INTO)


def test_what_a_district_left_belongs_to_nobody_until_it_is_given_by_a_paper() -> None:
    pledging.approved("dn-666", tasks=[{**TASKS[0], "place_unit": "dn-24751"}])
    task, after = Task.objects.select_related("plan__unit", "given_to").get(), date(2025, 7, 1)
    assert holder_of(task, heirs_on(after)) is None
    hand = {"version": 0, "today": after}
    with pytest.raises(PermissionDenied):
        actions.hand_over(task, unit("ld-24751"), paper="1/QĐ", person=person("ld-24751", after), **hand)
    with pytest.raises(PledgeRefused, match="văn bản giao"):
        actions.hand_over(task, unit("ld-24751"), paper=" ", person=person("SNV", after), **hand)
    actions.hand_over(task, unit("ld-24751"), paper="12/QĐ-UBND", person=person("SNV", after), **hand)
    task = Task.objects.select_related("plan__unit", "given_to").get()
    assert holder_of(task, heirs_on(after)) == unit("ld-24751").pk and acts()[-1] == "pledges.task_handed_over"


def test_a_unit_that_went_into_two_has_no_heir() -> None:
    event = LegalEvent.objects.create(
        code="thu", kind="split", effective_on=date(2025, 7, 1), document="x", title="x", recorded_by="x"
    )
    Lineage.objects.create(event=event, predecessor=unit(COMMUNE), successor=unit("ld-24751"))
    heirs = heirs_on(date(2025, 7, 1))
    assert heirs.of(unit(COMMUNE).pk, unit(COMMUNE).until) is None
    assert unit(COMMUNE).pk not in heirs.left_to([unit("ld-24751").pk])
    whole = heirs.left_to([unit("ld-24751").pk])
    assert {one.code for one in Unit.objects.filter(pk__in=whole)} == {"ld-24751", "dn-24766", "dn-24750", "dn-24751"}


def test_a_years_result_of_a_measured_target_is_not_typed() -> None:
    measured = {
        "kind": "plan",
        "code": "xa_ntm",
        "name": "Xã đạt chuẩn",
        "operator": ">=",
        "amount": "1",
        "due": "2024-12-31",
    }
    edition = pledging.approved(targets=[*pledging.TARGETS, measured])
    free, counted = PledgedTarget.objects.order_by("line")
    hand = {"person": person(HELPER), "today": DAY}
    with pytest.raises(PledgeRefused, match="số liệu đã thẩm định"):
        actions.tell_result(edition.plan, counted.line, 2024, reached=Decimal(3), **hand)
    with pytest.raises(PledgeRefused, match="Chưa ghi gì"):
        actions.tell_result(edition.plan, free.line, 2024, **hand)
    with pytest.raises(PermissionDenied):
        actions.tell_result(edition.plan, free.line, 2024, reached=Decimal(3), person=person("SNV"), today=DAY)
    actions.tell_result(edition.plan, free.line, 2024, reached=Decimal(9), why="Mưa bão", **hand)
    assert acts()[-1] == "pledges.result_told"
