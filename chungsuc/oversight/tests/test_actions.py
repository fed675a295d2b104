"""Every act on a survey: permitted, refused in each state, recorded; and what nobody can find out."""

import json
from datetime import date
from typing import Any

import pytest
from django.db import connection

from chungsuc.audit.models import Entry
from chungsuc.law.verdicts import Outcome, Reason, Verdict
from chungsuc.oversight import actions, registry, workflow
from chungsuc.oversight.actions import SurveyRefused
from chungsuc.oversight.facts import counted, has_receipt, survey_fact, survey_verdict
from chungsuc.oversight.models import DRAWN, PaperEntry, Survey, SurveyBox, SurveyHousehold
from chungsuc.oversight.workflow import ACTS, STATES
from chungsuc.rulebook.models import Figure

from .surveys import FRONT, LATER, START, answered, ballots, begun, hamlet, survey

pytestmark = pytest.mark.usefixtures("bare_province")
DONE: dict[str, Any] = {
    workflow.CHANGE: lambda s: actions.set_hamlets(s, [("Thôn 9", 3, 3)], by=FRONT),
    workflow.START: lambda s: actions.start(s, on=START, by=FRONT),
    workflow.ISSUE: lambda s: actions.issue_codes(s, hamlet(s), by=FRONT),
    workflow.TURN_OUT: lambda s: actions.mark_turnout(s, hamlet(s), [1], by=FRONT),
    workflow.ANSWER: lambda s: actions.answer(s, code="x", ballots=ballots(s), on=LATER),
    workflow.ENTER: lambda s: actions.enter_sheets(s, hamlet(s), "xa", {1: {}}, round=1, by=FRONT, on=LATER),
    workflow.CLOSE: lambda s: actions.close(s, on=LATER, by=FRONT),
    workflow.CONCLUDE: lambda s: actions.conclude(s, on=LATER, paper="25/BC", by=FRONT),
    workflow.ABANDON: lambda s: actions.abandon(s, by=FRONT, reason="làm lại"),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_done_just_in_the_states_of_the_table(act: str, state: str) -> None:
    made = survey() if state == workflow.PREPARED else begun()
    Survey.objects.filter(pk=made.pk).update(state=state)
    made.refresh_from_db()
    before = Entry.objects.count()
    if state in ACTS[act].from_states and act != workflow.ANSWER:
        DONE[act](made)
        made.refresh_from_db()
        assert made.state == (ACTS[act].to or state)
        assert Entry.objects.count() == before + 1
    else:
        with pytest.raises(
            SurveyRefused, match="trạng thái" if state not in ACTS[act].from_states else "Mã phiếu không đúng"
        ):
            DONE[act](made)
        assert Entry.objects.count() == before


def test_a_survey_begins_with_its_last_day_counted_in_working_days() -> None:
    made = begun()
    assert (made.opened_on, made.closes_on) == (START, date(2023, 10, 30))
    assert SurveyBox.objects.filter(hamlet__survey=made).count() == 2


def test_a_survey_cannot_begin_before_the_law_that_says_what_to_ask() -> None:
    with pytest.raises(SurveyRefused, match="Các loại phiếu"):
        actions.start(survey(), on=date(2020, 1, 1), by=FRONT)


def test_the_matters_room_can_hold_a_survey_back(monkeypatch: Any) -> None:
    monkeypatch.setattr(registry, "_guards", {})
    said = Verdict(Outcome.NOT_MET, (Reason("UBND xã chưa bắt đầu hồ sơ", Outcome.NOT_MET),))
    registry.register_guard("thử", lambda key, day: said)
    with pytest.raises(SurveyRefused, match="UBND xã chưa bắt đầu hồ sơ"):
        actions.start(survey(subject="thử", subject_key="1"), on=START, by=FRONT)


def test_one_matter_has_one_living_survey() -> None:
    first = survey(subject="thử", subject_key="1")
    with pytest.raises(SurveyRefused, match="đã có một cuộc lấy ý kiến"):
        survey(subject="thử", subject_key="1")
    actions.abandon(first, by=FRONT, reason="làm lại")
    assert survey(subject="thử", subject_key="1").pk != first.pk


@pytest.mark.parametrize(
    "hamlets",
    [[], [("Thôn 1", 1, 1), ("thôn  1", 1, 1)], [("Thôn 1", 0, 0)], [("Thôn 1", 5, 6)], [("Thôn 1", 5, 4)],
     [("Thôn 1", 30_000, 30_000)]],
)  # fmt: skip
def test_an_impossible_list_of_hamlets_is_refused(hamlets: Any) -> None:
    with pytest.raises(SurveyRefused):
        survey(hamlets=hamlets)
    assert not Survey.objects.exists()


def test_drawn_households_follow_from_the_published_seed() -> None:
    made = survey(mode=DRAWN, hamlets=[("Thôn 1", 50, 7), ("Thôn 2", 50, 7)])
    from chungsuc.oversight.rules import drawn

    for position in (1, 2):
        numbers = list(hamlet(made, position).asked.values_list("number", flat=True))
        assert numbers == drawn(range(1, 51), 7, f"{made.seed}/{position}")


def test_a_household_answers_once_and_only_with_its_own_code() -> None:
    made = begun()
    [(_, code), *_] = actions.issue_codes(made, hamlet(made), by=FRONT)
    given = ballots(made)
    typed = f" {code.lower().replace('-', ' ')} "
    receipt = actions.answer(made, code=typed, ballots=given, on=LATER)
    with pytest.raises(SurveyRefused, match="đã nộp phiếu"):
        actions.answer(made, code=code, ballots=given, on=LATER)
    with pytest.raises(SurveyRefused, match="Mã phiếu không đúng"):
        actions.answer(made, code="AAAAA-AAAAA", ballots=given, on=LATER)
    box = SurveyBox.objects.get(hamlet=hamlet(made))
    assert box.ballots == [{"code": receipt, "answers": given["xa"]}]


def test_an_unfinished_ballot_changes_nothing() -> None:
    made = begun()
    [(_, code), *_] = actions.issue_codes(made, hamlet(made), by=FRONT)
    given = ballots(made)
    del given["xa"]["chung"]
    with pytest.raises(SurveyRefused, match="Chưa trả lời câu"):
        actions.answer(made, code=code, ballots=given, on=LATER)
    assert not SurveyHousehold.objects.filter(turned_out=True).exists()
    assert not any(box.ballots for box in SurveyBox.objects.all())


def test_new_codes_end_the_former_ones_and_a_ballot_after_the_last_day_is_refused() -> None:
    made = begun()
    [(_, old), *_] = actions.issue_codes(made, hamlet(made), by=FRONT)
    [(_, new), *_] = actions.issue_codes(made, hamlet(made), by=FRONT)
    with pytest.raises(SurveyRefused, match="Mã phiếu không đúng"):
        actions.answer(made, code=old, ballots=ballots(made), on=LATER)
    with pytest.raises(SurveyRefused, match="hết thời gian"):
        actions.answer(made, code=new, ballots=ballots(made), on=date(2023, 10, 31))


def test_a_code_of_another_survey_is_a_stranger() -> None:
    made, other = begun(), begun(year=2022)
    [(_, code), *_] = actions.issue_codes(other, hamlet(other), by=FRONT)
    with pytest.raises(SurveyRefused, match="Mã phiếu không đúng"):
        actions.answer(made, code=code, ballots=ballots(made), on=LATER)


def _enter(made: Survey, sheets: dict[int, str], round: int, by: str) -> None:
    given = {number: ballots(made, answer)["xa"] for number, answer in sheets.items()}
    actions.enter_sheets(made, hamlet(made), "xa", given, round=round, by=by, on=LATER)


def test_paper_ballots_need_two_people_who_agree() -> None:
    made = begun()
    actions.mark_turnout(made, hamlet(made), [1, 2, 3], by=FRONT)
    _enter(made, {1: "yes", 2: "no", 3: "yes"}, 1, "một")
    with pytest.raises(SurveyRefused, match="không được nhập lượt hai"):
        _enter(made, {1: "yes"}, 2, "một")
    with pytest.raises(SurveyRefused, match="Chưa có phiếu nào khớp"):
        actions.count_agreed(made, hamlet(made), "xa", by=FRONT, on=LATER)
    _enter(made, {1: "yes", 2: "yes", 3: "yes"}, 2, "hai")
    assert actions.count_agreed(made, hamlet(made), "xa", by=FRONT, on=LATER) == 2
    assert {entry.sheet for entry in PaperEntry.objects.all()} == {2}
    with pytest.raises(SurveyRefused, match="Còn 1 phiếu giấy"):
        actions.close(made, on=LATER, by=FRONT)
    actions.clear_round(made, hamlet(made), "xa", 2, by=FRONT, reason="hai lượt khác nhau")
    actions.close(made, on=LATER, by=FRONT)


def test_no_more_paper_ballots_than_households_that_handed_one_in() -> None:
    made = begun()
    actions.mark_turnout(made, hamlet(made), [1], by=FRONT)
    for round, by in ((1, "một"), (2, "hai")):
        _enter(made, {1: "yes", 2: "yes"}, round, by)
    with pytest.raises(SurveyRefused, match="1 hộ ghi đã nộp phiếu giấy"):
        actions.count_agreed(made, hamlet(made), "xa", by=FRONT, on=LATER)


def test_a_household_that_answered_by_phone_hands_in_no_paper() -> None:
    made = begun()
    answered(made, 1)
    with pytest.raises(SurveyRefused, match="đã gửi phiếu bằng điện thoại"):
        actions.mark_turnout(made, hamlet(made), [1], by=FRONT)
    with pytest.raises(SurveyRefused, match="không có hộ số 99"):
        actions.mark_turnout(made, hamlet(made), [99], by=FRONT)


def test_the_result_is_known_only_after_the_end_and_to_others_only_after_its_publication() -> None:
    made = begun(subject="thử", subject_key="7")
    answered(made, 9)
    answered(made, 1, "no", position=2)
    with pytest.raises(ValueError, match="sau khi kết thúc"):
        counted(made, LATER)
    made = actions.close(made, on=LATER, by=FRONT)
    told = survey_verdict("thử", "7", LATER)
    assert told is not None
    assert told.outcome is Outcome.UNDETERMINED
    made = actions.conclude(made, on=LATER, paper="25/BC-MTTQ", by=FRONT)
    told = survey_verdict("thử", "7", LATER)
    assert told is not None
    assert told.outcome is Outcome.MET  # 10 of 14 households; 90 % satisfied
    whole = counted(made, LATER)
    assert whole.verdict == told
    assert (whole.ballots, whole.fact.coverage.asked, whole.fact.coverage.answered) == (10, 14, 10)
    assert not whole.by_hamlet  # the whole less the first hamlet would tell the single ballot of the second
    assert survey_verdict("thử", "8", LATER) is None


def test_a_household_answers_every_kind_of_ballot_and_each_content_is_counted() -> None:
    """The guide of the Front knows several kinds; which, and what each asks, is data."""
    kinds = [
        {"code": "xa", "name": "Phiếu về xã", "contents": [{"code": "chung", "text": "Nói chung"}]},
        {"code": "thon", "name": "Phiếu về thôn", "contents": [{"code": "duong", "text": "Đường thôn"}]},
    ]
    Figure.objects.filter(key="rule:survey_ballots_xa").update(value_json=json.dumps(kinds))
    made = begun(subject="thử", subject_key="7")
    codes = [code for _, code in actions.issue_codes(made, hamlet(made), by=FRONT)]
    with pytest.raises(SurveyRefused):
        actions.answer(made, code=codes[0], ballots={"xa": {"chung": "yes"}}, on=LATER)
    for number, code in enumerate(codes):
        given = {"xa": {"chung": "yes"}, "thon": {"duong": "yes" if number < 7 else "no"}}
        actions.answer(made, code=code, ballots=given, on=LATER)
    for _, code in actions.issue_codes(made, hamlet(made, 2), by=FRONT):
        actions.answer(made, code=code, ballots={"xa": {"chung": "yes"}, "thon": {"duong": "yes"}}, on=LATER)
    made = actions.conclude(actions.close(made, on=LATER, by=FRONT), on=LATER, paper="25/BC", by=FRONT)
    told = counted(made, LATER)
    found = {tally.content.code: (tally.yes, tally.no) for _, tallied in told.kinds for tally in tallied}
    assert (found, told.ballots) == ({"chung": (14, 0), "duong": (11, 3)}, 28)
    assert told.verdict.outcome is Outcome.NOT_MET and "Đường thôn" in told.verdict.paragraph  # 78,57 %, 80 wanted
    assert not told.by_hamlet  # four households with two ballots each are four, not eight: five are wanted


def test_too_few_households_hold_the_procedure_back() -> None:
    made = begun(subject="thử", subject_key="7")
    answered(made, 9)
    made = actions.conclude(actions.close(made, on=LATER, by=FRONT), on=LATER, paper="25/BC", by=FRONT)
    told = survey_verdict("thử", "7", LATER)
    assert told is not None
    assert told.outcome is Outcome.NOT_MET
    assert "64,28 %" in told.paragraph  # 9 of 14, at least 70 % wanted


def test_a_receipt_is_found_after_the_end() -> None:
    made = begun()
    [receipt, *_] = answered(made, 2)
    assert not has_receipt(made, receipt)
    made = actions.close(made, on=LATER, by=FRONT)
    assert has_receipt(made, receipt.lower().replace("-", " "))
    assert not has_receipt(made, "")
    assert not has_receipt(made, "AAAA-AAAA-AAAA")


def _everything() -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = {}
    hidden = "ctid::text, xmin::text, *" if connection.vendor == "postgresql" else "rowid, *"
    with connection.cursor() as cursor:
        for table in ("oversight_surveyhousehold", "oversight_surveybox", "audit_entry"):
            cursor.execute(f"SELECT {hidden} FROM {table}")
            found[table] = cursor.fetchall()
    return found


def test_whoever_holds_the_database_cannot_link_an_answer_to_a_household() -> None:
    """Two runs in which other households give the other answer leave the same database but for random codes."""
    made = begun(hamlets=[("Thôn 1", 6, 6)])
    codes = actions.issue_codes(made, hamlet(made), by=FRONT)
    yes, no = ballots(made, "yes"), ballots(made, "no")
    for position, (_, code) in enumerate(codes):
        actions.answer(made, code=code, ballots=no if position == 2 else yes, on=LATER)
    kept = _everything()
    [box] = kept["oversight_surveybox"]
    held = next(json.loads(v) if isinstance(v, str) else v for v in box if "answers" in str(v))
    assert [one["code"] for one in held] == sorted(one["code"] for one in held)
    assert all(set(one) == {"code", "answers"} for one in held)
    receipts = {one["code"] for one in held}
    elsewhere = str(kept["oversight_surveyhousehold"]) + str(kept["audit_entry"])
    assert not [receipt for receipt in receipts if receipt in elsewhere]
    sent = Entry.objects.filter(act="oversight.ballot_sent")
    assert sent.count() == 6
    assert [entry.details for entry in sent] == [{"hamlet": "Thôn 1"}] * 6
    assert len({entry.subject_id for entry in sent}) == 1


def test_coverage_is_counted_by_hamlet() -> None:
    made = begun()
    answered(made, 2)
    actions.mark_turnout(made, hamlet(made, 2), [1, 2, 4], by=FRONT)
    fact = survey_fact(made)
    assert [(h.name, h.coverage.asked, h.coverage.answered, h.on_paper) for h in fact.hamlets] == [
        ("Thôn 1", 10, 2, 0),
        ("Thôn 2", 4, 3, 3),
    ]


def test_only_the_fatherland_front_may_write() -> None:
    from chungsuc.organisations.rules import ROLES

    assert [role.code for role in ROLES.values() if "survey.manage" in role.rights] == ["fatherland_front"]
