"""Receiving, checking, stopping, concluding: who may, when, what is missing, and what is written."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from chungsuc.audit.models import Entry
from chungsuc.awards.actions import AwardRefused, Stale, posting
from chungsuc.awards.actions import appraising as actions
from chungsuc.awards.conditions import not_yet
from chungsuc.awards.conditions.appraising import ntm_confirmed
from chungsuc.awards.facts.answering import CASE, UPHELD, WORDS
from chungsuc.awards.facts.checking import MERIT, NTM_LINE, findable
from chungsuc.awards.facts.clocks import Timing
from chungsuc.awards.models import Bar, ClockStop, Dossier, FieldVisit, Finding
from chungsuc.awards.workflow.dossiers import ACTS, RECEIVES, STATES
from chungsuc.organisations.models import Unit

from . import dossiers as made
from . import rows

pytestmark = pytest.mark.usefixtures("bare_province")
LATER = date(2024, 3, 11)


def found(dossier: Dossier, kind: str, *, acting: Any = None, met: bool = True, note: str = "Đã xem.") -> None:
    """Finds every line of one kind the same."""
    by = acting or (made.coordinator(LATER) if kind == "ntm" else made.emulation(LATER))
    for one in findable(dossier, kind, LATER):
        actions.record_finding(dossier, kind=kind, line=one.line, met=met, note=note, acting=by)


def ready(**more: Any) -> Dossier:
    """A dossier in appraisal whose every line was found met."""
    dossier = made.at("content", **more)
    found(dossier, "content")
    return dossier


def moved() -> list[Any]:
    return list(Entry.objects.filter(act="awards.dossier_moved").order_by("seq").values_list("details", flat=True))


# receiving


def test_receiving_fixes_the_stamp_and_the_law_of_that_day() -> None:
    first, second = made.submitted(), made.submitted(name="Hoàng Thị Mai")
    one = actions.receive(first, 2, acting=made.emulation())
    two = actions.receive(second, 2, acting=made.emulation())
    assert [(d.stamp_year, d.stamp, d.received_on, d.regime, d.state) for d in (one, two)] == [
        (2024, 1, made.DAY, "R2022A", "formal"),
        (2024, 2, made.DAY, "R2022A", "formal"),
    ]
    assert moved() == [{"act": "receive", "to": "formal"}] * 2
    assert one.steps.get(act="receive").by_name == made.emulation().name


@pytest.mark.parametrize(
    ("received", "regime"),
    [
        (date(2023, 12, 29), "R2003"),
        (date(2024, 1, 2), "R2022A"),
        (date(2025, 6, 30), "R2022A"),
        (date(2025, 7, 1), "R2022B"),
    ],
)
def test_the_day_of_receipt_chooses_the_law(received: date, regime: str) -> None:
    dossier = made.submitted(on=received)
    assert actions.receive(dossier, 2, acting=made.emulation(received)).regime == regime


def test_each_body_has_its_own_book_and_each_year_begins_anew() -> None:
    own = Unit.objects.get(code="SXD")
    province = actions.receive(made.submitted(), 2, acting=made.emulation())
    of_department = made.submitted(form="GK_SO", body=own, name="Hoàng Thị Mai")
    theirs = actions.receive(of_department, 2, acting=made.department())
    next_year = actions.receive(
        made.submitted(name="Người Ba"), 2, acting=made.emulation(date(2025, 2, 10)), received_on=date(2025, 2, 10)
    )
    assert [(d.body_id, d.stamp_year, d.stamp) for d in (province, theirs, next_year)] == [
        (province.body_id, 2024, 1), (own.pk, 2024, 1), (province.body_id, 2025, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (date(2024, 3, 5), "chưa đến"),
        (date(2024, 2, 29), "Hồ sơ nộp ngày 01/03/2024"),
        (date(2024, 3, 2), "là ngày nghỉ"),
        (date(2029, 3, 5), "chưa đến"),
    ],
)
def test_a_day_of_receipt_that_cannot_be_is_refused(on: date, why: str) -> None:
    with pytest.raises(AwardRefused, match=why) as refused:
        actions.receive(made.submitted(), 2, acting=made.emulation(), received_on=on)
    assert refused.value.field == "received_on" and Dossier.objects.get().stamp is None


def test_a_past_working_day_since_the_submission_is_taken() -> None:
    dossier = actions.receive(made.submitted(), 2, acting=made.emulation(), received_on=made.SENT)
    assert dossier.received_on == made.SENT


def test_a_day_that_no_regime_covers_is_refused_with_words() -> None:
    day = date(2017, 9, 1)
    dossier = made.submitted()
    dossier.steps.update(on=day)
    with pytest.raises(AwardRefused, match="không thuộc thời kỳ pháp luật khen thưởng nào"):
        actions.receive(dossier, 2, acting=made.emulation(), received_on=day)


# every state, every act of who appraises, every role

DOING: dict[str, Callable[[Dossier, Any], Any]] = {
    "receive": lambda d, by: actions.receive(d, d.version, acting=by),
    "stop_formal": lambda d, by: actions.stop_formal(d, d.version, missing="Biên bản", acting=by),
    "stop_content": lambda d, by: actions.stop_content(d, d.version, missing="Số liệu", acting=by),
    "pass_formal": lambda d, by: actions.pass_formal(d, d.version, acting=by),
    "appraise": lambda d, by: actions.appraise(d, d.version, acting=by),
    "refuse": lambda d, by: actions.refuse(d, d.version, reason="Không đủ", acting=by),
    "minutes_pass": lambda d, by: actions.minutes_pass(d, d.version, minutes="01/BB", reason="Nhất trí", acting=by),
    "announce": lambda d, by: actions.announce([(d.pk, d.version)], acting=by),
    "forward": lambda d, by: actions.forward(d, d.version, paper="9/TTr", reason="Trình", acting=by),
    "decline": lambda d, by: actions.decline(d, d.version, paper="9/CV", reason="Không khen", acting=by),
}
FORMS = {"minutes_pass": "GK_SO"}


def test_every_act_of_who_receives_is_tried_below() -> None:
    assert set(DOING) == {code for code, act in ACTS.items() if act.actor == RECEIVES}


@pytest.mark.parametrize("act", sorted(DOING))
def test_every_state_and_role_is_let_through_exactly_as_the_table_says(act: str) -> None:
    form = FORMS.get(act, "HCLD_3")
    body = Unit.objects.get(code="SXD") if form == "GK_SO" else made.province()
    officer = made.department if form == "GK_SO" else made.emulation
    outsiders = [made.commune(LATER), made.coordinator(LATER), made.department(LATER, "SNV", "nguoi-khac")]
    if form == "GK_SO":
        outsiders[2] = made.emulation(LATER)
    done = set()
    for number, state in enumerate(STATES):
        dossier = made.at(state, form=form, body=body, name=f"Người {number}")
        if act == "pass_formal" and state == "formal":
            found(dossier, "formal")
        if act == "appraise" and state == "content":
            found(dossier, "content")
        for person in outsiders:
            with pytest.raises(PermissionDenied):
                DOING[act](dossier, person)
        before = (dossier.state, dossier.version)
        try:
            DOING[act](dossier, officer(LATER))
        except AwardRefused as refused:
            fresh = Dossier.objects.get(pk=dossier.pk)
            assert (fresh.state, fresh.version) == before, (state, refused)
        else:
            done.add(state)
            assert Dossier.objects.get(pk=dossier.pk).state == ACTS[act].after
    assert done == set(ACTS[act].before), act


@pytest.mark.parametrize("act", sorted(DOING))
def test_who_saw_an_older_version_is_told_and_nothing_is_written(act: str) -> None:
    form = FORMS.get(act, "HCLD_3")
    body = Unit.objects.get(code="SXD") if form == "GK_SO" else made.province()
    dossier = made.at(ACTS[act].before[0], form=form, body=body)
    Dossier.objects.filter(pk=dossier.pk).update(version=9)
    with pytest.raises(Stale):
        DOING[act](dossier, made.department(LATER) if form == "GK_SO" else made.emulation(LATER))
    assert moved() == []


@pytest.mark.parametrize("act", ["stop_formal", "pass_formal", "appraise", "refuse"])
def test_who_drafted_a_dossier_does_not_appraise_it(act: str) -> None:
    dossier = made.at(ACTS[act].before[0], by=made.emulation(LATER).username)
    with pytest.raises(AwardRefused, match="đã lập hồ sơ này"):
        DOING[act](dossier, made.emulation(LATER))
    with pytest.raises(AwardRefused, match="đã lập hồ sơ này"):
        actions.record_finding(dossier, kind="content", line=MERIT, met=True, acting=made.emulation(LATER))


# the check in form


def test_form_passes_when_every_component_was_found_met_and_says_which_are_open() -> None:
    dossier = made.at("formal")
    lines = [one.line for one in findable(dossier, "formal", LATER)]
    assert lines == ["tờ trình", "báo cáo thành tích có xác nhận", "biên bản họp Hội đồng"]
    assert not_yet(dossier, "pass_formal", LATER) == (f"Thể thức chưa có kết luận: {'; '.join(lines)}.",)
    officer = made.emulation(LATER)
    for line in lines[:2]:
        actions.record_finding(dossier, kind="formal", line=line, met=True, acting=officer)
    actions.record_finding(dossier, kind="formal", line=lines[2], met=False, note="Thiếu dấu", acting=officer)
    with pytest.raises(AwardRefused, match=f"Thể thức chưa đạt: {lines[2]}."):
        actions.pass_formal(dossier, dossier.version, acting=officer)
    actions.record_finding(dossier, kind="formal", line=lines[2], met=True, acting=officer)
    assert actions.pass_formal(dossier, dossier.version, acting=officer).state == "content"
    assert Finding.objects.count() == 4
    told = Entry.objects.filter(act="awards.finding_recorded").count()
    assert told == 4


def test_a_component_that_is_not_there_is_found_met_only_with_a_word_on_what_that_rests() -> None:
    dossier, officer = made.at("formal"), made.emulation(LATER, "nguoi-xem")
    line = findable(dossier, "formal", LATER)[0].line
    dossier.papers.filter(part=line).update(removed_on=LATER, removed_by="x")
    with pytest.raises(AwardRefused, match="Chưa ghi nhận xét"):
        actions.record_finding(dossier, kind="formal", line=line, met=True, acting=officer)
    assert actions.record_finding(
        dossier, kind="formal", line=line, met=True, note="Đã xem bản giấy.", acting=officer
    ).met


def test_where_no_rule_names_the_components_somebody_says_what_they_were_checked_against() -> None:
    dossier = made.at("formal", received=date(2025, 7, 1), regime="R2022B")
    (line,) = findable(dossier, "formal", LATER)
    officer = made.emulation(date(2025, 7, 2))
    with pytest.raises(AwardRefused, match="Chưa ghi nhận xét"):
        actions.record_finding(dossier, kind="formal", line=line.line, met=True, acting=officer)
    actions.record_finding(dossier, kind="formal", line=line.line, met=True, note="HD 12", acting=officer)
    assert actions.pass_formal(dossier, dossier.version, acting=officer).state == "content"


@pytest.mark.parametrize(
    ("state", "kind", "line", "met", "note", "why"),
    [
        ("formal", "formal", "không có thật", True, "", "không có trong danh mục"),
        ("formal", "formal", "tờ trình", False, " ", "Chưa ghi nhận xét"),
        ("content", "formal", "tờ trình", True, "", "chỉ ghi việc này ở bước"),
        ("formal", "content", MERIT, True, "", "chỉ ghi việc này ở bước"),
        ("appraised", "content", MERIT, True, "", "không có trong danh mục"),
        ("passed", "content", CASE, True, "x", "chỉ ghi việc này ở bước"),
        ("formal", "other", MERIT, True, "", "Loại kiểm tra không đúng"),
    ],
)
def test_a_finding_that_cannot_be_is_refused(state: str, kind: str, line: str, met: bool, note: str, why: str) -> None:
    with pytest.raises(AwardRefused, match=why):
        actions.record_finding(made.at(state), kind=kind, line=line, met=met, note=note, acting=made.emulation(LATER))
    assert not Finding.objects.exists()


# the clocks


def test_stopping_stops_the_clock_that_runs_and_says_what_is_missing() -> None:
    dossier = made.at("formal")
    actions.stop_formal(dossier, dossier.version, missing="Biên bản họp", acting=made.emulation(LATER))
    stop = ClockStop.objects.get()
    assert (stop.clock, stop.since, stop.until, stop.asked) == ("formal", LATER, None, "Biên bản họp")
    row = Dossier.objects.timed().get(pk=dossier.pk)
    clocks = Timing.read().of(row, LATER + timedelta(days=14))
    # received Monday 04/03, stopped Monday 11/03: five working days, whatever comes after
    assert (clocks.formal.state, clocks.formal.used, clocks.content.state) == ("stopped", 5, "not_begun")
    with pytest.raises(AwardRefused, match="Chưa ghi phải bổ sung gì"):
        second = made.at("content", name="Hoàng Thị Mai")
        actions.stop_content(second, second.version, missing=" ", acting=made.emulation(LATER))


def test_the_second_clock_runs_from_the_end_of_the_first_by_the_rule_of_the_day_of_receipt() -> None:
    dossier = made.at("formal", form="BK_TINH")
    found(dossier, "formal")
    actions.pass_formal(dossier, dossier.version, acting=made.emulation(LATER))
    row = Dossier.objects.timed().get(pk=dossier.pk)
    clocks = Timing.read().of(row, LATER + timedelta(days=1))
    assert (clocks.formal.state, clocks.formal.used, clocks.formal.allowed) == ("ended", 5, None)
    # 25 working days after 11/03: 12-15, 18-22, 25-29/3, 1-5, 8-12/4, then 15/4
    assert (clocks.content.used, clocks.content.allowed, clocks.content.last_day) == (1, 25, date(2024, 4, 15))
    assert clocks.now == clocks.content


def test_two_stops_of_one_dossier_are_told_by_one_query() -> None:
    dossier = made.at("content")
    for since, until in ((date(2024, 3, 5), date(2024, 3, 6)), (date(2024, 3, 8), date(2024, 3, 11))):
        ClockStop.objects.create(dossier=dossier, clock="content", since=since, until=until, asked="x", by="x")
    row = Dossier.objects.timed().get(pk=dossier.pk)
    assert row.content_stops == "2024-03-05/2024-03-06,2024-03-08/2024-03-11" and row.formal_stops is None
    # counted: 5, 7, 8 and 12/03
    assert Timing.read().of(row, date(2024, 3, 12)).content.used == 4


def test_refusing_ends_a_running_stop_and_needs_a_reason() -> None:
    dossier = made.at("content")
    actions.stop_content(dossier, dossier.version, missing="Số liệu", acting=made.emulation(LATER))
    with pytest.raises(AwardRefused, match="Chưa ghi lý do"):
        actions.refuse(dossier, 3, reason=" ", acting=made.emulation(LATER))
    fresh = Dossier.objects.get()
    actions.refuse(fresh, fresh.version, reason="Không bổ sung", acting=made.emulation(LATER))
    assert (Dossier.objects.get().state, ClockStop.objects.get().until) == ("refused", LATER)
    assert not Dossier.objects.get().uses.filter(live=True).exists()


# the appraisal


def test_a_dossier_is_appraised_when_nothing_is_open() -> None:
    dossier = made.at("content")
    assert not_yet(dossier, "appraise", LATER)
    found(dossier, "content")
    assert not_yet(dossier, "appraise", LATER) == ()
    assert actions.appraise(dossier, dossier.version, acting=made.emulation(LATER)).state == "appraised"


def test_what_the_coordination_office_answers_for_is_waited_for_and_only_it_may_say() -> None:
    dossier = made.at("content", subject=rows.subject(made.UNIT, kind="xa", name=""))
    waits = "Văn phòng Điều phối chưa xác nhận kết quả xây dựng nông thôn mới nêu trong hồ sơ."
    assert waits in not_yet(dossier, "appraise", LATER)
    with pytest.raises(PermissionDenied):
        actions.record_finding(dossier, kind="ntm", line=NTM_LINE, met=True, acting=made.emulation(LATER))
    found(dossier, "ntm", met=False)
    refused = "Văn phòng Điều phối không xác nhận kết quả xây dựng nông thôn mới nêu trong hồ sơ."
    assert list(ntm_confirmed(dossier, LATER)) == [refused]
    found(dossier, "ntm")
    assert list(ntm_confirmed(dossier, LATER)) == []


def test_a_person_rewarded_for_a_result_of_the_programme_waits_for_it_too() -> None:
    dossier = ready()
    dossier.uses.update(key="recognition:5")
    assert "Văn phòng Điều phối chưa xác nhận" in not_yet(dossier, "appraise", LATER)[0]


def test_an_open_case_stands_in_the_way_until_it_is_lifted() -> None:
    dossier = ready()
    bar = Bar.objects.create(
        subject=dossier.subject, kind="complaint", source="Đơn số 1", since=date(2024, 2, 1), by="ai-do"
    )
    assert not_yet(dossier, "appraise", LATER) == (
        WORDS[CASE],
    )  # what was found before the case came up answers nothing
    Bar.objects.filter(pk=bar.pk).update(lifted_on=LATER, lifted_by="x", lift_reason="y", lift_paper="z")
    assert not_yet(dossier, "appraise", LATER) == ()


def test_before_july_2025_a_named_person_may_write_why_it_goes_on_despite_an_open_case() -> None:
    """No rule of NĐ 98 in the data bars; NĐ 152 does, and there only who lifts the case by a paper lets it go on."""
    dossier = ready()
    said = {"kind": "complaint", "source": "Đơn số 1", "since": date(2024, 2, 1), "by": "ai-do"}
    Bar.objects.create(subject=dossier.subject, **said)
    answer = {"kind": "content", "line": CASE, "acting": made.emulation(LATER)}
    with pytest.raises(AwardRefused, match="Chưa ghi nhận xét"):
        actions.record_finding(dossier, met=True, **answer)
    actions.record_finding(dossier, met=True, note="Đơn không nêu đúng người.", **answer)
    assert not_yet(dossier, "appraise", LATER) == ()
    Bar.objects.create(subject=dossier.subject, **{**said, "source": "Đơn số 2"})
    assert not_yet(dossier, "appraise", LATER) == (WORDS[CASE],)
    actions.record_finding(dossier, met=False, note="Đơn có căn cứ.", **answer)
    assert not_yet(dossier, "appraise", LATER)[0].startswith("Nội dung chưa đạt: Có việc đang làm rõ")


def test_a_case_that_stood_at_receipt_and_was_lifted_since_does_not_hold_a_dossier_of_the_third_regime() -> None:
    received = date(2025, 7, 2)
    dossier = made.at("content", received=received, regime="R2022B", unit="ld-24751")
    bar = Bar.objects.create(
        subject=dossier.subject, kind="complaint", source="Đơn số 1", since=date(2025, 6, 1), by="ai-do"
    )
    day = date(2025, 7, 9)
    assert [one.outcome for one in findable(dossier, "content", day) if one.line == CASE] == ["not_met"]
    Bar.objects.filter(pk=bar.pk).update(lifted_on=day, lifted_by="x", lift_reason="y", lift_paper="z")
    assert [one.outcome for one in findable(dossier, "content", day) if one.line == CASE] == ["met"]


def test_an_objection_that_was_found_right_is_answered_for_in_writing_before_the_dossier_goes_on() -> None:
    dossier, other = ready(), ready(name="Hoàng Thị Mai")
    officer = made.emulation(LATER)
    listed = posting.post_list(dossier.body, dossier.form, [dossier.pk, other.pk], LATER, acting=officer)
    said = posting.record_objection(listed, received_on=LATER, words="Đất ít hơn", dossier=dossier.pk, acting=officer)
    posting.answer_objection(said, upheld=True, answer="Đã đo lại: 280 m².", acting=officer)
    waiting = "Nội dung chưa có kết luận: Ý kiến khi công khai được kết luận là đúng, trả lời ngày 11/03/2024."
    assert not_yet(dossier, "appraise", LATER) == (waiting, WORDS[UPHELD])
    assert not_yet(other, "appraise", LATER) == ()
    Dossier.objects.filter(pk=dossier.pk).update(state="appraised")  # the list was posted once it was appraised
    actions.record_finding(dossier, kind="content", line=UPHELD, met=True, note="280 m² vẫn đủ.", acting=officer)
    Dossier.objects.filter(pk=dossier.pk).update(state="content")
    assert not_yet(dossier, "appraise", LATER) == ()


def test_a_visit_that_found_otherwise_stands_in_the_way_until_a_later_one_did_not() -> None:
    dossier = ready()
    seen = {"dossier": dossier, "why": "finalist", "report": "x", "by": "x"}
    FieldVisit.objects.create(visited_on=date(2024, 3, 5), right=False, **seen)
    assert not_yet(dossier, "appraise", LATER) == ("Kiểm tra thực tế ngày 05/03/2024 thấy không đúng như hồ sơ.",)
    FieldVisit.objects.create(visited_on=date(2024, 3, 6), right=True, **seen)
    assert not_yet(dossier, "appraise", LATER) == ()


# after the council


def test_results_are_announced_all_or_none() -> None:
    one, two = made.at("passed"), made.at("appraised", name="Hoàng Thị Mai")
    with pytest.raises(AwardRefused):
        actions.announce([(one.pk, one.version), (two.pk, two.version)], acting=made.emulation(LATER))
    assert Dossier.objects.get(pk=one.pk).state == "passed"
    Dossier.objects.filter(pk=two.pk).update(state="passed")
    assert [why for _, why in actions.may_announce(Dossier.objects.all(), LATER)] == ["", ""]
    actions.announce([(one.pk, one.version), (two.pk, two.version)], acting=made.emulation(LATER))
    assert set(Dossier.objects.values_list("state", flat=True)) == {"announced"}
    assert moved() == [{"act": "announce", "to": "announced"}] * 2


def test_the_province_has_its_council_vote_and_a_department_goes_by_its_minutes() -> None:
    dossier = made.at("appraised", form="BK_TINH")
    with pytest.raises(AwardRefused, match="bỏ phiếu ở phiên họp"):
        DOING["minutes_pass"](dossier, made.emulation(LATER))
    own = made.at("appraised", form="GK_SO", body=Unit.objects.get(code="SXD"), name="Hoàng Thị Mai")
    with pytest.raises(AwardRefused, match="biên bản họp xét"):
        actions.minutes_pass(own, own.version, minutes=" ", reason="Nhất trí", acting=made.department(LATER))
    DOING["minutes_pass"](own, made.department(LATER))
    assert own.steps.get(act="minutes_pass").paper == "01/BB"


def test_only_what_is_decided_above_the_province_goes_up_with_its_paper() -> None:
    provincial, state = made.at("announced", form="BK_TINH"), made.at("announced", name="Hoàng Thị Mai")
    with pytest.raises(AwardRefused, match="không trình cấp trên"):
        DOING["forward"](provincial, made.emulation(LATER))
    with pytest.raises(AwardRefused, match="tờ trình"):
        actions.forward(state, state.version, paper="", reason="Trình", acting=made.emulation(LATER))
    assert DOING["forward"](state, made.emulation(LATER)).state == "forwarded"


def test_no_entry_of_appraisal_names_the_person() -> None:
    dossier = ready()
    actions.appraise(dossier, dossier.version, acting=made.emulation(LATER))
    entries = Entry.objects.filter(subject_type="awards.dossier")
    assert entries.count() == len(findable(dossier, "content", LATER)) + 1
    assert not [one for one in entries if "K'Bé" in f"{one.subject_label}{one.details}{one.reason}"]
