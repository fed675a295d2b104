"""What is refused on the way of a case, and with which words; mergers; rulings; revocation."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from chungsuc.audit.models import Entry
from chungsuc.cli.recognition import standing_of
from chungsuc.locks.actions import set_lock
from chungsuc.organisations.models import Placement, Unit
from chungsuc.recognition import actions
from chungsuc.recognition.actions.saying import Said
from chungsuc.recognition.models import Case, Level, Recognition, Revocation
from chungsuc.recognition.outlook import outlook, rule_needed
from chungsuc.recognition.rechecks import rechecked
from chungsuc.recognition.refusals import Stale, StepRefused
from chungsuc.recognition.rules.rechecking import Finding
from chungsuc.recognition.voting import candidates, may_be_voted
from chungsuc.recognition.workflow import Move, replay
from chungsuc.rulebook.actions import record_ruling
from tests.province import Province

from .casework import COMMUNE, MERGED_INTO, START, Office, Walk, met, provided

pytestmark = pytest.mark.usefixtures("province")


@pytest.fixture
def walk() -> Walk:
    return Walk(Office())


def replayed(case: Case) -> str:
    rows = case.events.order_by("seq")
    kind, procedure = case.level.unit_kind, case.procedure
    return replay([Move(e.act, e.from_state, e.to_state) for e in rows], kind=kind, procedure=procedure)


# --- registration


def test_a_case_cannot_begin_before_the_law(walk: Walk) -> None:
    walk.day = date(2022, 8, 1)
    with pytest.raises(StepRefused, match="trước ngày quy định có hiệu lực"):
        walk.register(year=2022)


def test_a_year_that_has_not_come_and_a_second_case_are_refused(walk: Walk) -> None:
    with pytest.raises(StepRefused, match="Năm đánh giá 2025 chưa đến"):
        walk.register(year=2025)
    walk.register()
    with pytest.raises(StepRefused, match="đã có hồ sơ"):
        walk.register()
    assert Case.objects.count() == 1


def test_only_the_unit_itself_registers(walk: Walk) -> None:
    unit, level = Unit.objects.get(code=COMMUNE), Level.objects.get(code="xa_ntm")
    for who in ("district", "ntm_coordinator", "province_leader", "department:SXD"):
        person = walk.office.person(who, walk.day)
        with pytest.raises(PermissionDenied):
            actions.register_case(unit, level, 2023, person=person, said=Said(walk.day), today=walk.day)


def test_the_higher_level_needs_the_lower_and_a_recognised_one_is_not_recognised_again(walk: Walk) -> None:
    with pytest.raises(StepRefused, match="Xã nông thôn mới: chưa được công nhận"):
        walk.register("xa_ntm_nang_cao")
    done = Walk(Office("dn-24751"))
    done.day = date(2024, 9, 1)
    with pytest.raises(StepRefused, match="Đã được công nhận Xã nông thôn mới"):
        done.register("xa_ntm")


def test_a_level_that_is_given_no_more_is_refused(walk: Walk) -> None:
    unit = Unit.objects.get(code="dn-666")
    office = Office("dn-24751")
    person = office.person("district", date(2025, 6, 1))
    given = {"person": person, "said": Said(date(2025, 6, 1)), "today": date(2025, 6, 1)}
    case = actions.register_case(unit, Level.objects.get(code="huyen_ntm"), 2024, **given)
    assert case.state == "registered"
    done = actions.carry_cases(date(2025, 7, 1), by="lệnh")
    case.refresh_from_db()
    assert (done.ended, case.state) == (1, "ended")
    assert "không công nhận mới" in case.events.get(act="lose_object").reason
    assert actions.carry_cases(date(2025, 7, 2), by="lệnh").ended == 0
    assert replayed(case) == "ended"


# --- the posting


def test_nine_days_of_posting_are_too_few_and_a_council_cannot_be_asked(walk: Walk) -> None:
    walk.to("consulting")
    walk.post(days=8)
    walk.hear_front()
    with pytest.raises(StepRefused, match="ngày thứ 9, phải đủ 15 ngày") as refused:
        walk.take("complete")
    assert [reason.about for reason in refused.value.reasons] == ["Đủ thời gian niêm yết"]
    candidate = next(c for c in candidates(walk.day) if c.key == str(walk.case.pk))
    verdict = may_be_voted(candidate, walk.day)
    assert verdict.outcome != "met"
    assert "ngày thứ 9" in verdict.paragraph and "lấy ý kiến, niêm yết" in verdict.paragraph


def test_an_objection_has_to_be_answered_first_and_once(walk: Walk) -> None:
    walk.to("consulting")
    walk.post()
    walk.hear_front()
    objection = actions.add_objection(walk.case, received_on=START, text="Đường thôn 2 chưa xong.", **walk.hand())
    with pytest.raises(StepRefused, match="Còn 1 ý kiến phản ánh chưa trả lời"):
        walk.take("complete")
    answer = {"on": walk.day, "answer": "Đã nghiệm thu ngày 10/02."}
    actions.answer_objection(walk.case, objection.pk, **answer, **walk.hand())
    with pytest.raises(StepRefused, match="vừa được trả lời"):
        actions.answer_objection(walk.case, objection.pk, **answer, **walk.hand())
    assert walk.take("complete").state == "completing"
    with pytest.raises(StepRefused, match="đã khóa"):
        walk.hear_front()


def test_the_front_that_does_not_agree_holds_the_case(walk: Walk) -> None:
    walk.to("consulting")
    walk.post()
    walk.hear_front("disagrees")
    with pytest.raises(StepRefused, match="chưa nhất trí"):
        walk.take("complete")


def test_days_in_the_wrong_order_are_refused(walk: Walk) -> None:
    walk.to("consulting")
    early = {"opened_on": START - timedelta(days=1), "places": ["tru_so"], "proof": ""}
    with pytest.raises(StepRefused, match="trước ngày bắt đầu"):
        actions.start_posting(walk.case, **early, **walk.hand())
    with pytest.raises(StepRefused, match="chưa đến"):
        actions.start_posting(walk.case, **{**early, "opened_on": START + timedelta(days=1)}, **walk.hand())
    with pytest.raises(StepRefused, match="trước việc liền trước"):
        walk.pass_days(20)
        walk.post()
        walk.hear_front()
        walk.take("complete")
        walk.fill_dossier()
        walk.take("submit", on=walk.day - timedelta(days=1))


def test_a_locked_dossier_says_why(walk: Walk) -> None:
    walk.to("completing")
    set_lock("case", reason="Hết hạn nhận hồ sơ", how_to_ask="gửi công văn", by="dieuphoi", by_name="VPĐP")
    with pytest.raises(StepRefused, match="Hết hạn nhận hồ sơ"):
        walk.fill_dossier()


# --- acting at once, acting without right, acting out of turn


def test_a_stale_form_is_refused_with_what_changed(walk: Walk) -> None:
    walk.to("completing")
    walk.fill_dossier()
    seen = walk.case.version
    walk.take("submit")
    with pytest.raises(Stale, match="Người commune đã “Trình hồ sơ” ngày 16/02/2024, nay ở bước “đang thẩm tra”"):
        actions.take(walk.case, "withdraw", version=seen, said=Said(walk.day, reason="x"), **walk.hand())


def test_every_act_of_another_actor_is_forbidden(walk: Walk) -> None:
    walk.to("completing")
    walk.fill_dossier()
    walk.take("submit")
    for who in ("commune", "ntm_coordinator", "province_leader", "fatherland_front", "inspector", "department:SXD"):
        with pytest.raises(PermissionDenied):
            walk.take("pass_check", who)
    with pytest.raises(StepRefused, match="ở bước “đang thẩm tra” nên không làm được việc “Công bố”"):
        walk.take("announce", "district")


def test_a_return_needs_a_reason_and_leads_back_with_it(walk: Walk) -> None:
    walk.to("verifying")
    with pytest.raises(StepRefused, match="Chưa ghi lý do"):
        walk.take("return", "district", reason=" ")
    walk.take("return", "district", reason="Thiếu biên bản họp dân thôn 3.")
    seen = outlook(walk.case, walk.day)
    assert seen.returned is not None and seen.returned.reason == "Thiếu biên bản họp dân thôn 3."
    walk.take("resume")
    walk.fill_dossier()
    walk.take("submit")
    assert replayed(walk.case) == "verifying"


# --- conditions and rulings


def test_nothing_goes_on_without_the_survey_and_the_statements(walk: Walk) -> None:
    walk.to("surveying")
    with pytest.raises(StepRefused, match="Mặt trận Tổ quốc chưa lấy ý kiến"):
        walk.take("forward", "district")
    with provided(satisfaction=met()):
        walk.take("forward", "district")
        walk.appraise_all()
        with pytest.raises(StepRefused, match="Không có nợ đọng xây dựng cơ bản .*: chưa có xác nhận"):
            walk.take("to_council", "ntm_coordinator")
        walk.state_conditions()
        walk.take("to_council", "ntm_coordinator")
        with pytest.raises(StepRefused, match="Hội đồng chưa bỏ phiếu"):
            actions.take_for_council(walk.case, "council_pass", by="x", said=Said(walk.day))


def test_another_body_cannot_speak_for_the_responsible_one(walk: Walk) -> None:
    with provided(satisfaction=met()):
        walk.to("appraising")
    given = {"outcome": "met", "on": walk.day, "paper": "1", "text": ""}
    with pytest.raises(PermissionDenied):
        actions.give_statement(walk.case, kind="no_debt", **given, **walk.hand("department:SXD"))
    with pytest.raises(PermissionDenied):
        actions.appraise(walk.case, part="5", **given, **walk.hand("department:SXD"))
    with pytest.raises(StepRefused, match="Thẩm định chưa đạt phải nêu rõ"):
        actions.appraise(walk.case, part="1", **{**given, "outcome": "not_met"}, **walk.hand("department:SXD"))


def test_where_a_rule_is_missing_a_written_ruling_answers_for_that_case_only(walk: Walk) -> None:
    case = walk.to("verifying")
    assert outlook(case, walk.day).clock.until is None  # type: ignore[union-attr]
    assert "days:verify" in {rule.key for rule in rule_needed(outlook(case, walk.day).file)}
    ruling = {"paper": "TB 12", "reason": "Chưa có quy định.", "by": "a", "by_name": "Phó Chủ tịch", "on": walk.day}
    record_ruling("days:verify", case.subject, value=10, **ruling)
    clock = outlook(case, walk.day).clock
    assert clock is not None and clock.until == date(2024, 3, 1)  # ten working days after 16/02/2024
    other = Case(
        unit=case.unit, holder=case.holder, level=case.level, year=2024, state="verifying", state_since=walk.day
    )
    assert outlook(other, walk.day).clock.until is None  # type: ignore[union-attr]


# --- decision, certificate, announcement


def test_a_number_is_used_once_and_the_day_of_signing_fits(walk: Walk) -> None:
    with provided(satisfaction=met(), council_vote=met()):
        walk.to("submitted")
        decision = {"who": "province_leader", "signer": "Chủ tịch"}
        with pytest.raises(StepRefused, match="Chưa ghi số quyết định"):
            walk.take("decide", **decision)
        entry = Recognition.objects.filter(signed_on__year=2024).first()
        assert entry is not None
        with pytest.raises(StepRefused, match="đã dùng cho quyết định ký ngày"):
            walk.take("decide", number=entry.decision_number, **decision)
        with pytest.raises(StepRefused, match="trước việc liền trước"):
            walk.take("decide", number="900/QĐ-UBND", on=START, **decision)
        walk.take("decide", number="900/QĐ-UBND", certificate="B-15", **decision)
        with pytest.raises(StepRefused, match="trước việc liền trước"):
            walk.take("announce", "district", on=walk.day - timedelta(days=1))
    entry = Recognition.objects.get(decision_number="900/QĐ-UBND")
    assert (entry.certificate_number, entry.for_year, entry.announced_on) == ("B-15", 2023, None)
    clock = outlook(walk.case, walk.day + timedelta(days=61)).clock
    assert clock is not None and clock.late and clock.until == walk.day + timedelta(days=60)


def test_one_paper_recognises_several_communes_under_one_number(walk: Walk) -> None:
    other = Walk(Office("dn-24676"))
    with provided(satisfaction=met(), council_vote=met(), set_met=met(), self_met=met(), not_recognised=met()):
        walk.to("submitted")
        other.to("submitted")
        other.day = walk.day
        first = {"who": "province_leader", "signer": "Chủ tịch", "number": "901/QĐ-UBND"}
        walk.take("decide", **first, certificate="B-1", joint=True)
        with pytest.raises(StepRefused, match="đánh dấu ô quyết định chung"):
            other.take("decide", **first)
        with pytest.raises(StepRefused, match="cùng ngày ký, cùng người ký"):
            other.take("decide", **{**first, "signer": "Phó Chủ tịch"}, joint=True)
        with pytest.raises(StepRefused, match="Số Bằng B-1 đã cấp"):
            other.take("decide", **first, certificate="B-1", joint=True)
        other.day += timedelta(days=1)
        with pytest.raises(StepRefused, match="cùng ngày ký, cùng người ký"):
            other.take("decide", **first, joint=True)
        other.day -= timedelta(days=1)
        other.take("decide", **{**first, "signer": "chủ tịch"}, certificate="B-2", joint=True)
    entries = Recognition.objects.filter(decision_number="901/QĐ-UBND")
    assert {(e.unit.code, e.certificate_number) for e in entries} == {(COMMUNE, "B-1"), ("dn-24676", "B-2")}
    assert [c.state for c in (walk.case, other.case)] == ["recognised", "recognised"]


def test_a_district_loses_its_own_recognition_with_thirty_of_a_hundred_communes(province: Province) -> None:
    day = date(2024, 6, 1)
    entry = Recognition.objects.in_force(day).filter(level__unit_kind="district").order_by("pk")[0]
    inside = set(Placement.objects.on(day).filter(parent=entry.unit).values_list("unit_id", flat=True))
    held = list(Recognition.objects.in_force(day).filter(unit__in=inside).order_by("pk"))
    communes = rechecked(entry, 2023, day).total
    assert rechecked(entry, 2023, day).finding is Finding.HOLDS and communes <= len(inside)
    needed = -(-30 * communes // 100)
    lost: list[int] = []
    for each in held:
        before = rechecked(entry, 2023, day).finding
        assert before is (Finding.REVOKE if len(lost) >= needed else Finding.WARNING if lost else Finding.HOLDS)
        if Recognition.objects.in_force(day).filter(unit=each.unit).count() == 1:
            lost.append(each.unit_id)
        actions.revoke(each, decision_number=f"{each.pk}/TH", signed_on=day, reason="không còn đạt", by="bài thử")
    assert rechecked(entry, 2023, day).finding is Finding.REVOKE and len(lost) >= needed


def test_every_step_leaves_one_entry_in_the_journal(walk: Walk) -> None:
    before = Entry.objects.filter(act="recognition.case_step").count()
    walk.to("verifying")
    steps = Entry.objects.filter(act="recognition.case_step").count() - before
    assert steps == walk.case.version == walk.case.events.count()


# --- 30/06 → 01/07/2025


def test_an_open_case_goes_to_the_successor_with_its_history_and_goes_on_there(walk: Walk) -> None:
    walk.day = date(2025, 6, 10)
    walk.to("verifying")
    assert walk.day == date(2025, 6, 25)
    history = list(walk.case.events.values_list("seq", "act", "on"))
    assert actions.carry_cases(date(2025, 6, 30), by="lệnh").carried == 0
    assert actions.carry_cases(date(2025, 7, 1), by="lệnh").carried == 1
    assert actions.carry_cases(date(2025, 7, 1), by="lệnh").carried == 0
    walk.case.refresh_from_db()
    assert (walk.case.unit.code, walk.case.holder.code, walk.case.state) == (COMMUNE, MERGED_INTO, "verifying")
    assert list(walk.case.events.values_list("seq", "act", "on"))[:-1] == history
    before, after = standing_of(COMMUNE, date(2025, 6, 30)), standing_of(MERGED_INTO, date(2025, 7, 1))
    assert (before["state"], after["state"]) == ("verifying", "verifying")
    assert after["history"][-1]["act"] == "carry_over"
    assert before["waits_for"] == ["UBND huyện, thành phố"]
    assert after["waits_for"] == ["Văn phòng Điều phối nông thôn mới tỉnh"]
    walk.day = date(2025, 7, 5)
    walk.take("pass_check", "ntm_coordinator")
    assert replayed(walk.case) == "surveying"


# --- re-check and revocation


def test_a_proposal_needs_grounds_and_the_leader_revokes(walk: Walk) -> None:
    entry = Recognition.objects.filter(unit__code="dn-24751", level__code="xa_ntm").get()
    day = date(2024, 6, 1)
    coordinator = walk.office.person("ntm_coordinator", day)
    given = {"said": Said(day, reason="Rà soát", paper="12/BC"), "today": day, "recognition": entry}
    with pytest.raises(StepRefused, match="Căn cứ thu hồi"):
        actions.register_case(entry.unit, entry.level, 2023, person=coordinator, **given)
    with provided(revocation_grounds=met("10/19 tiêu chí không đạt.")):
        case = actions.register_case(entry.unit, entry.level, 2023, person=coordinator, **given)
        walk.office.commune, walk.case, walk.day = "dn-24751", case, day
        walk.take("examine", "district")
        with pytest.raises(PermissionDenied):
            walk.take("revoke", "ntm_coordinator", number="7/QĐ-UBND")
        walk.take("revoke", "province_leader", number="7/QĐ-UBND", signer="Chủ tịch", reason="Không còn đạt.")
    assert (case.pk, walk.case.state) == (walk.case.pk, "revoked")
    assert Revocation.objects.get(recognition=entry).decision_number == "7/QĐ-UBND"
    assert not Recognition.objects.in_force(day).filter(pk=entry.pk).exists()
    assert replayed(walk.case) == "revoked"


def test_judging_a_year_twice_writes_once() -> None:
    first = actions.recheck_year(2023, on=date(2024, 6, 1), by="lệnh")
    assert first > 0
    before = Entry.objects.count()
    assert actions.recheck_year(2023, on=date(2024, 6, 2), by="lệnh") == 0
    assert Entry.objects.count() == before


def test_the_command_says_where_a_case_stands_and_what_is_missing(walk: Walk) -> None:
    nothing: dict[str, Any] = standing_of(COMMUNE, START)
    assert (nothing["state"], nothing["missing"], nothing["history"]) == ("none", [], [])
    walk.to("consulting")
    told = standing_of(COMMUNE, walk.day)
    assert (told["unit"], told["level"], told["state"]) == (COMMUNE, "xa_ntm", "consulting")
    assert all(set(item) == {"what", "citation"} for item in told["missing"])
    assert "18/2022/QĐ-TTg" in told["missing"][0]["citation"]
    assert [event["act"] for event in told["history"]] == ["register", "assess", "report"]
