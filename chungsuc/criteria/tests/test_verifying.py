"""The way of a report: by day and tier, by right and body, through returns to a conclusion that keeps both figures."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from chungsuc.audit.models import Entry as JournalEntry
from chungsuc.criteria import actions, facts, workflow
from chungsuc.criteria.actions import ActRefused, EntryRefused, ReturnedPlace, Stale, VerifiedFigure
from chungsuc.criteria.models import (
    Assessment,
    Check,
    CheckReturn,
    Declared,
    Explanation,
    Remark,
    Report,
    ReportStep,
    Value,
)
from chungsuc.rulebook.models import Figure

from .entry_support import (
    AFTER,
    BEFORE,
    OLD,
    YEAR,
    body,
    check,
    commune,
    coordinator,
    declared,
    district,
    entry,
    filled,
    indicator,
    person,
    the_set,
    unit,
    verify_all,
    verifying,
)

pytestmark = pytest.mark.usefixtures("province")


def measure(code: str) -> int:
    return indicator(code).measure_id


def test_to_the_last_day_of_the_districts_a_report_goes_to_the_district() -> None:
    report = filled()
    assert actions.send(report, 0, acting=commune(date(2025, 6, 30))).state == workflow.CHECKING
    assert not Check.objects.exists()


def test_from_the_first_day_without_districts_it_goes_straight_to_every_body() -> None:
    report = filled()
    sent = actions.send(report, 0, acting=commune(date(2025, 7, 1)))
    assert sent.state == workflow.VERIFYING
    bodies = dict(Check.objects.filter(report=sent).values_list("part", "body__code"))
    assert {"1", "17", "17.1", "17.10", "19", "19.2"} <= set(bodies)
    assert bodies["19.2"] == "CAT"


def test_the_bodies_are_those_of_the_day_departments_merged_on_the_first_of_march_2025() -> None:
    before = verifying(BEFORE)
    assert check(before, "2").body.code == "SGTVT"
    assert body(check(before, "2"), AFTER).posts[0].unit.code == "SXD"  # an open part passes to the heir
    assert dict(Check.objects.values_list("part", "body__code"))["3"] == "SNNPTNT"


def test_what_is_missing_is_said_place_by_place() -> None:
    actions.declare(unit(), the_set(), YEAR, [entry("10", "60")], acting=commune(BEFORE))
    with pytest.raises(ActRefused) as refused:
        actions.send(Report.objects.get(), 0, acting=commune(BEFORE))
    assert "Chỉ tiêu 1.1 Quy hoạch chung xây dựng xã: chưa khai." in refused.value.missing
    assert Report.objects.get().state == workflow.DRAFT


def test_an_error_of_the_packs_checks_blocks_and_a_warning_asks_for_a_reason_that_is_kept() -> None:
    report = filled(figures={"12.1": "30", "12.2": "60", "11": "40"})
    with pytest.raises(ActRefused, match="một phần của lao động qua đào tạo"):
        actions.send(report, 0, acting=commune(BEFORE), explanations={"poverty-income": "đã rà soát"})
    base = {sex: declared("12.1", sex).pk for sex in ("m", "f")}
    mended = [entry("12.1", "75", sex, base=base[sex]) for sex in ("m", "f")]
    actions.declare(unit(), the_set(), YEAR, mended, acting=commune(BEFORE))
    with pytest.raises(ActRefused, match="Cảnh báo chưa có lý do"):
        actions.send(report, 0, acting=commune(BEFORE))
    reasons = {"poverty-income": "đã rà soát", "poverty-jump": "rà soát lại hộ nghèo"}
    actions.send(report, 0, acting=commune(BEFORE), explanations=reasons)
    kept = Explanation.objects.values_list("rule__code", "reason")
    assert dict(kept) == reasons


def test_the_district_marks_places_and_sends_the_report_back_and_the_commune_answers() -> None:
    report = actions.send(filled(), 0, acting=commune(BEFORE))
    with pytest.raises(ActRefused, match="Chưa ghi chỗ nào"):
        actions.send_back(report, 1, acting=district(BEFORE))
    actions.mark_returns(report, 1, [ReturnedPlace(measure("10"), "thiếu biểu tính")], acting=district(BEFORE))
    with pytest.raises(ActRefused, match="chưa trả lời"):
        actions.forward(report, 1, acting=district(BEFORE))
    back = actions.send_back(report, 1, acting=district(BEFORE))
    assert (back.state, back.returns) == (workflow.RETURNED, 1)
    with pytest.raises(ActRefused, match="chưa sửa và chưa trả lời"):
        actions.send(back, back.version, acting=commune(BEFORE))
    changed = entry("10", "61", base=declared("10").pk)
    actions.declare(unit(), the_set(), YEAR, [changed], acting=commune(BEFORE))
    again = actions.send(back, back.version, acting=commune(BEFORE))
    assert again.state == workflow.CHECKING
    assert CheckReturn.objects.get().answered_at is not None


def test_a_report_at_a_district_that_ended_is_taken_over_and_one_that_it_sent_back_goes_on_to_the_province() -> None:
    report = actions.send(filled(), 0, acting=commune(BEFORE))
    with pytest.raises(ActRefused):
        actions.receive(report, 1, acting=coordinator(BEFORE))
    taken = actions.receive(report, 1, acting=coordinator(AFTER))
    assert taken.state == workflow.VERIFYING and Check.objects.filter(report=taken).count() > 20
    row = check(taken, "10")
    actions.return_places(row, 0, [ReturnedPlace(measure("10"), "thiếu biểu")], acting=body(row, AFTER))
    row.refresh_from_db()
    answered = actions.answer(row, row.version, acting=commune(AFTER), answers=_answers(row, "đã gửi biểu"))
    assert answered.state == workflow.WAITING


def _answers(row: Check, text: str) -> dict[int, str]:
    return {back.pk: text for back in CheckReturn.objects.filter(check_of=row, answered_at=None)}


def test_only_the_responsible_body_decides_on_its_part() -> None:
    report = verifying()
    row = check(report, "17.1")
    for role, at in (("department", "STNMT"), ("department", "SYT"), ("ntm_coordinator", "VPDP"), ("commune", OLD)):
        with pytest.raises(PermissionDenied):
            actions.verify(row, 0, acting=person(role, at, BEFORE))
    assert actions.verify(row, 0, acting=person("department", "SNNPTNT", BEFORE)).state == workflow.CHECK_VERIFIED


def test_a_returned_place_opens_just_that_place_to_the_commune() -> None:
    report = verifying()
    row = check(report, "17")
    actions.return_places(row, 0, [ReturnedPlace(measure("17.6"), "chưa có biểu")], acting=body(row, BEFORE))
    with pytest.raises(EntryRefused, match="chỉ sửa được chỗ đã được trả lại"):
        actions.declare(
            unit(), the_set(), YEAR, [entry("17.7", "90", base=declared("17.7").pk)], acting=commune(BEFORE)
        )
    mended = entry("17.6", "90", base=declared("17.6").pk)
    actions.declare(unit(), the_set(), YEAR, [mended], acting=commune(BEFORE))
    row.refresh_from_db()
    assert actions.answer(row, row.version, acting=commune(BEFORE)).state == workflow.WAITING
    with pytest.raises(EntryRefused):
        actions.declare(unit(), the_set(), YEAR, [entry("17.6", "1", base=declared("17.6").pk)], acting=commune(BEFORE))


def test_a_part_comes_back_as_often_as_the_pack_allows_and_then_the_body_decides() -> None:
    report = verifying()
    row = check(report, "10")
    for _ in range(2):
        back = [ReturnedPlace(measure("10"), "chưa rõ")]
        row = actions.return_places(row, row.version, back, acting=body(row, BEFORE))
        row = actions.answer(row, row.version, acting=commune(BEFORE), answers=_answers(row, "như đã khai"))
    with pytest.raises(ActRefused, match="Đã trả lại 2 trên 2 lần"):
        actions.return_places(row, row.version, [ReturnedPlace(measure("10"), "vẫn chưa rõ")], acting=body(row, BEFORE))
    found = VerifiedFigure(measure("10"), number=Decimal("44"), reason="theo Niên giám")
    assert actions.verify(row, row.version, [found], acting=body(row, BEFORE)).state == workflow.CHECK_VERIFIED


def test_without_a_rule_on_returns_nothing_comes_back_until_somebody_rules() -> None:
    Figure.objects.filter(key="rule:verification_returns").update(value_json="null", status="missing")
    row = check(verifying(), "10")
    with pytest.raises(ActRefused, match="Chưa có quy định"):
        actions.return_places(row, 0, [ReturnedPlace(measure("10"), "chưa rõ")], acting=body(row, BEFORE))


def test_a_differing_figure_needs_a_reason() -> None:
    row = check(verifying(), "10")
    with pytest.raises(ActRefused, match="Hãy ghi lý do"):
        actions.verify(row, 0, [VerifiedFigure(measure("10"), number=Decimal("44"))], acting=body(row, BEFORE))


def test_the_conclusion_writes_verified_figures_and_keeps_the_declared_ones() -> None:
    report = verifying()
    row = check(report, "10")
    found = VerifiedFigure(measure("10"), number=Decimal("44"), reason="theo Niên giám")
    actions.verify(row, 0, [found], acting=body(row, BEFORE))
    with pytest.raises(ActRefused, match="Còn phần chưa được"):
        actions.conclude(report, report.version, acting=coordinator(BEFORE))
    verify_all(report)
    done = actions.conclude(report, report.version, acting=coordinator(BEFORE))
    official = Value.objects.get(unit__code=OLD, measure_id=measure("10"), year=YEAR, is_current=True)
    assert (official.number, declared("10").number) == (44, 60)
    assert official.reason == f"Kết luận thẩm định, báo cáo số {report.pk}: theo Niên giám"
    assert (done.state, done.concluded_on) == (workflow.CONCLUDED, BEFORE)
    assert Assessment.objects.get(unit__code=OLD, year=YEAR).met > 0
    (gap,) = facts.declared_gap(unit().pk, YEAR)
    assert [(line.indicator, line.difference) for line in gap.lines] == [("10", Decimal(-16))]
    assert gap.criteria == (10,) and gap.met_declared == gap.met_verified + 1


def test_a_concluded_report_is_opened_again_with_a_reason_only() -> None:
    report = verifying()
    verify_all(report)
    report = actions.conclude(report, report.version, acting=coordinator(BEFORE))
    with pytest.raises(ActRefused, match="Hãy ghi lý do"):
        actions.reopen(report, report.version, acting=coordinator(BEFORE), reason=" ")
    again = actions.reopen(report, report.version, acting=coordinator(BEFORE), reason="có đơn phản ánh")
    assert again.state == workflow.VERIFYING
    assert set(Check.objects.values_list("state", flat=True)) == {workflow.WAITING}
    assert Value.objects.filter(is_current=True, year=YEAR).exists()


def test_a_stale_form_is_refused_with_what_changed() -> None:
    report = actions.send(filled(), 0, acting=commune(BEFORE))
    actions.forward(report, 1, acting=district(BEFORE))
    other = person("district", "dn-666", BEFORE, name="phó phòng")
    with pytest.raises(ActRefused, match="các cơ quan đang thẩm định"):
        actions.forward(report, 1, acting=other)
    row = check(report, "10")
    actions.verify(row, 0, acting=body(row, BEFORE))
    with pytest.raises(Stale, match="nay là “đã thẩm định”"):
        actions.return_places(row, 0, [ReturnedPlace(measure("10"), "muộn")], acting=body(row, BEFORE))


def test_a_comment_decides_nothing_and_a_decision_closes_the_thread() -> None:
    report = verifying()
    row = check(report, "10")
    at = indicator("10").measure
    actions.remark(unit(), at, YEAR, "Số này lấy ở đâu?", acting=body(row, BEFORE))
    actions.remark(unit(), at, YEAR, "Ở Niên giám.", acting=commune(BEFORE))
    assert check(report, "10").state == workflow.WAITING
    with pytest.raises(PermissionDenied):
        actions.remark(unit(), at, YEAR, "Thôi nhé.", acting=commune(BEFORE), decides=True)
    actions.verify(row, 0, acting=body(row, BEFORE))
    assert Remark.objects.order_by("-id")[0].is_decision


def test_every_act_on_a_report_is_a_step_and_its_state_is_their_replay() -> None:
    report = verifying()
    verify_all(report)
    report = actions.conclude(report, report.version, acting=coordinator(BEFORE))
    steps = list(ReportStep.objects.filter(report=report).values_list("act", "to_state"))
    assert [act for act, _ in steps] == ["send", "forward", "conclude"]
    assert workflow.replay(steps) == report.state


ROLES = ("province_leader", "ntm_coordinator", "emulation_officer", "department", "fatherland_front", "inspector",
         "council_member", "district", "commune", "administrator")  # fmt: skip
PLACES = {"district": "dn-666", "commune": OLD, "ntm_coordinator": "VPDP", "administrator": "VPUB"}
RUNS: dict[str, Any] = {
    workflow.SEND: lambda r, p: actions.send(r, r.version, acting=p),
    workflow.SEND_BACK: lambda r, p: actions.send_back(r, r.version, acting=p),
    workflow.FORWARD: lambda r, p: actions.forward(r, r.version, acting=p),
    workflow.RECEIVE: lambda r, p: actions.receive(r, r.version, acting=p),
    workflow.CONCLUDE: lambda r, p: actions.conclude(r, r.version, acting=p),
    workflow.REOPEN: lambda r, p: actions.reopen(r, r.version, acting=p, reason="vì"),
}


@pytest.mark.parametrize("day", [BEFORE, AFTER], ids=["ba cấp", "hai cấp"])
@pytest.mark.parametrize("state", list(workflow.STATES))
@pytest.mark.parametrize("code", list(RUNS))
def test_every_state_act_and_role_is_as_the_table_says(state: str, code: str, day: date) -> None:
    """Whoever lacks the right is refused as such; whoever has it is refused by the table where it has no row."""
    from chungsuc.organisations.rules import ROLES as ALL

    days = {"sent_on": BEFORE, "concluded_on": BEFORE}
    report = Report.objects.create(
        unit=unit(), set=the_set(), year=YEAR, state=state, started_at="2025-01-01T00:00:00Z", **days
    )
    tier = workflow.THREE_TIER if day is BEFORE else workflow.TWO_TIER
    act = workflow.find_act(workflow.ACTS, code, state, tier)
    right = next(row.right for row in workflow.ACTS if row.code == code)
    for role in ROLES:
        if role == "district" and day is AFTER:
            continue  # no district, no post
        who = person(role, PLACES.get(role, "SXD"), day) if role != "commune" else commune(day)
        if right not in ALL[role].rights:
            with pytest.raises(PermissionDenied):
                RUNS[code](report, who)
        elif act is None:
            with pytest.raises(ActRefused, match="ở bước này"):
                RUNS[code](report, who)
        assert Report.objects.get(pk=report.pk).state == state
        if right not in ALL[role].rights or act is None:
            assert not JournalEntry.objects.filter(act__startswith="criteria.report").exists()


@pytest.mark.parametrize("state", list(workflow.CHECK_STATES))
@pytest.mark.parametrize("code", ["verify", "return", "answer", "ask_again"])
def test_every_check_state_act_and_role_is_as_the_table_says(state: str, code: str) -> None:
    report = verifying()
    row = check(report, "10")
    Check.objects.filter(pk=row.pk).update(state=state, decided_on=BEFORE)
    row.refresh_from_db()
    runs: dict[str, Any] = {
        "verify": lambda p: actions.verify(row, 0, acting=p),
        "return": lambda p: actions.return_places(row, 0, [ReturnedPlace(measure("10"), "vì")], acting=p),
        "answer": lambda p: actions.answer(row, 0, acting=p),
        "ask_again": lambda p: actions.ask_again(row, 0, acting=p, reason="vì"),
    }
    allowed = {"verify": "department", "return": "department", "answer": "commune", "ask_again": "ntm_coordinator"}
    for role in ROLES:
        own = body(row, BEFORE) if role == "department" else person(role, PLACES.get(role, "SXD"), BEFORE)
        if role != allowed[code]:
            with pytest.raises(PermissionDenied):
                runs[code](own)
        elif workflow.find_act(workflow.CHECK_ACTS, code, state) is None:
            with pytest.raises(ActRefused, match="ở bước này"):
                runs[code](own)
        else:
            runs[code](own)
            assert check(report, "10").state != state
            Check.objects.filter(pk=row.pk).update(state=state, version=0, decided_on=BEFORE)


def test_what_was_declared_is_never_lost() -> None:
    report = verifying()
    verify_all(report)
    actions.conclude(report, report.version, acting=coordinator(BEFORE))
    assert Declared.objects.filter(is_current=True).count() == Value.objects.filter(is_current=True, year=YEAR).count()
