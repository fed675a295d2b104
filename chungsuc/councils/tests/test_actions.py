"""Acts on a session: permitted, refused with the reason, recorded once."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chungsuc.audit.models import Entry
from chungsuc.councils import actions, events, facts, registry
from chungsuc.councils.actions import CouncilRefused, Stale
from chungsuc.councils.models import Box, Interest, Item, Member, Result, Session, Turnout
from chungsuc.councils.registry import Candidate, Found
from chungsuc.councils.tests.hall import BY, CONVENED, HELD, MATTER, Hall, item, person
from chungsuc.law.citations import Citation
from chungsuc.law.verdicts import Outcome, Reason, Verdict
from chungsuc.organisations.models import Unit


def acts() -> list[str]:
    return list(Entry.objects.filter(act__startswith="councils.").order_by("seq").values_list("act", flat=True))


def test_five_yes_of_five_present_are_a_result_with_its_numbers(hall: Hall) -> None:
    session = hall.closed()
    result = Result.objects.get()
    assert (result.roll, result.present, result.turnout, result.yes, result.denominator) == (5, 5, 5, 5, 5)
    assert (result.share, result.threshold, result.outcome) == (Decimal(100), Decimal(90), "met")
    assert session.state == "closed"
    assert session.closed_on == HELD
    fact = facts.result_of("trying.case", "1")
    assert fact is not None
    assert (fact.outcome, fact.yes, fact.session_id) == (Outcome.MET, 5, session.pk)
    assert facts.session_about("trying.case", "1") is None


def test_four_of_five_are_less_than_ninety_in_a_hundred(hall: Hall) -> None:
    hall.closed(choices="yes yes yes yes no")
    assert Result.objects.get().outcome == "not_met"


def test_a_session_leaves_one_entry_an_act_and_none_a_vote(hall: Hall) -> None:
    before = len(acts())
    hall.closed()
    assert acts()[before:] == [
        events.CONVENED, events.PAPER_ADDED, events.PAPERS_SENT, events.ATTENDANCE_MARKED, events.OPENED,
        events.VOTING_OPENED, events.VOTING_CLOSED,
    ]  # fmt: skip
    told = Entry.objects.filter(act=events.VOTING_CLOSED).get().details
    assert told["took_part"] == {"trên điện thoại": [f"Thành viên {n}" for n in range(1, 6)]}


def test_an_item_that_its_room_forbids_is_not_convened_and_nothing_is_written(hall: Hall) -> None:
    source = Citation("QĐ 18/2022/QĐ-TTg", "Điều 5")
    told = Verdict(Outcome.NOT_MET, (Reason("Mới niêm yết 9 trên 15 ngày", Outcome.NOT_MET, source),))
    registry.register_guard(MATTER, lambda candidate, day: told)
    with pytest.raises(CouncilRefused, match="Mới niêm yết 9 trên 15 ngày, căn cứ Điều 5 QĐ 18/2022"):
        hall.convened()
    assert not Session.objects.exists()
    assert events.CONVENED not in acts()


def test_a_matter_waits_before_one_session_only(hall: Hall) -> None:
    hall.convened()
    with pytest.raises(CouncilRefused, match="đang chờ ở một phiên họp khác"):
        hall.convened()
    assert Session.objects.count() == 1


def test_a_cancelled_session_frees_its_matter(hall: Hall) -> None:
    session = hall.convened()
    actions.cancel(session, reason="Hồ sơ bị trả lại.", by=BY)
    assert hall.convened().number == 2


def test_papers_that_come_too_late_are_not_sent_and_the_reason_counts_working_days(hall: Hall) -> None:
    session = hall.convened(held_on=date(2024, 3, 4))  # a Monday; convened on Friday
    actions.add_paper(session, title="Báo cáo", by=BY)
    with pytest.raises(CouncilRefused, match="họp sớm nhất ngày 05/03/2024"):
        actions.send_papers(session, on=CONVENED, by=BY)
    actions.move(session, held_on=date(2024, 3, 5), reason="Gửi tài liệu muộn.", on=CONVENED, by=BY)
    session = Session.objects.get()
    assert actions.send_papers(session, on=CONVENED, by=BY).state == "papers_sent"


def test_without_a_quorum_rule_the_session_does_not_open_until_the_chairman_fixes_it_in_writing(hall: Hall) -> None:
    session = hall.sent()
    actions.mark_attendance(session, {member.pk: "present" for member in hall.members}, by=BY)
    with pytest.raises(CouncilRefused, match="Chưa có quy định «Tỷ lệ thành viên Hội đồng thẩm định phải dự họp»"):
        actions.open_session(session, on=HELD, by=BY)
    fixed = {"paper": "TB 05/TB-HĐ", "reason": "Quy chế chưa nói.", "decided_by": "Thành viên 1", "by": BY}
    actions.fix_rule(session, "share:recognition_quorum", value=Decimal(75), on=CONVENED, **fixed)
    assert actions.open_session(session, on=HELD, by=BY).state == "in_session"


def test_three_of_five_are_no_quorum_of_two_thirds(hall: Hall) -> None:
    with pytest.raises(CouncilRefused, match="3 trên 5 thành viên dự họp \\(60 %\\), cần ít nhất 66 %"):
        hall.opened(marks={4: "absent", 5: "absent"})


def test_a_session_opens_on_its_day_only(hall: Hall) -> None:
    session = hall.sent()
    hall.ruled(session, quorum=50)
    actions.mark_attendance(session, {member.pk: "present" for member in hall.members}, by=BY)
    with pytest.raises(CouncilRefused, match="chưa đến ngày họp"):
        actions.open_session(session, on=date(2024, 3, 7), by=BY)


def test_a_members_own_unit_is_found_and_nobody_votes_before_it_is_decided(hall: Hall) -> None:
    unit = Unit.objects.get(code="dn-24620")
    Member.objects.filter(pk=hall.members[4].pk).update(unit=unit)
    session = hall.opened(unit_id=unit.pk)
    interest = Interest.objects.get()
    assert (interest.member, interest.kind, interest.source, interest.recused) == (
        hall.members[4], "own_unit", "detected", None,
    )  # fmt: skip
    with pytest.raises(CouncilRefused, match="Chưa quyết định về 1 mối liên quan: Thành viên 5"):
        actions.open_voting(session, on=HELD, by=BY)
    decided = {"decided_by": "Thành viên 1", "on": HELD, "by": BY}
    actions.decide_interest(interest, recused=True, reason="Công tác tại xã được xét.", **decided)
    with pytest.raises(Stale, match="đã được quyết định"):
        actions.decide_interest(interest, recused=False, reason="Đổi ý.", **decided)
    session = actions.open_voting(session, on=HELD, by=BY)
    assert Turnout.objects.filter(member=hall.members[4]).count() == 0
    for number in range(1, 5):
        hall.vote(session, number)
    result = actions.close_voting(session, on=HELD, by=BY)[0]
    assert (result.recused, result.denominator, result.outcome) == (1, 4, "met")


@pytest.mark.parametrize(
    ("asked", "code", "kind"),
    [
        ("dn-24751", "dn-24751", "own_unit"),
        ("dn-24751", "dn-666", "related_unit"),
        ("dn-666", "dn-24751", "related_unit"),
        ("dn-24751", "ld-24751", "related_unit"),
        ("ld-24751", "dn-24751", "related_unit"),
    ],
)
def test_interests_reach_above_below_and_through_mergers(hall: Hall, asked: str, code: str, kind: str) -> None:
    Member.objects.filter(pk=hall.members[0].pk).update(unit=Unit.objects.get(code=code))
    hall.convened(unit_id=Unit.objects.get(code=asked).pk)
    assert [interest.kind for interest in Interest.objects.all()] == [kind]


def test_the_province_above_everybody_is_no_interest(hall: Hall) -> None:
    Member.objects.update(unit=hall.council.unit)
    hall.convened(unit_id=Unit.objects.get(code="dn-24620").pk)
    assert not Interest.objects.exists()


def test_a_tie_declared_after_convening_is_found_in_the_waiting_session(hall: Hall) -> None:
    unit = Unit.objects.get(code="dn-24620")
    hall.convened(unit_id=unit.pk)
    actions.declare_tie(hall.members[1], kind="relative", unit=unit, label="Em ruột là Phó Chủ tịch xã",
                        since=CONVENED, by=BY)  # fmt: skip
    assert [(i.kind, i.member_id) for i in Interest.objects.all()] == [("relative", hall.members[1].pk)]
    assert "Em ruột" not in str(Entry.objects.filter(act=events.TIE_DECLARED).get().details)


def test_upper_rooms_add_detectors(hall: Hall) -> None:
    member = hall.members[2].pk
    registry.register_detector(lambda candidate, seats, day: {member: (Found("sponsor", "Đỡ đầu xã"),)})
    hall.convened()
    assert [(i.kind, i.label, i.member_id) for i in Interest.objects.all()] == [("sponsor", "Đỡ đầu xã", member)]


def test_who_recuses_himself_has_nothing_left_to_be_decided(hall: Hall) -> None:
    unit = Unit.objects.get(code="dn-24620")
    Member.objects.filter(pk=hall.members[4].pk).update(unit=unit)
    session = hall.opened(unit_id=unit.pk)
    actions.declare_interest(item(session), hall.members[4], kind="own_unit", label="", recuse=True, on=HELD, by="tv5")
    assert set(Interest.objects.values_list("source", "recused")) == {("detected", True), ("declared", True)}


def test_a_second_ballot_is_refused_and_the_box_keeps_one(hall: Hall) -> None:
    session = hall.voting()
    codes = hall.vote(session, 1)
    with pytest.raises(Stale, match="đã được nhận trước đó"):
        hall.vote(session, 1, "no")
    assert Box.objects.get().ballots == [{"code": codes[item(session).pk], "choice": "yes"}]


def test_who_is_not_on_the_roll_or_absent_or_recused_does_not_vote(hall: Hall) -> None:
    session = hall.voting(marks={5: "absent"})
    for account in (person("ai-do"), hall.account(5)):
        with pytest.raises(CouncilRefused):
            actions.cast(session, account, {item(session).pk: "yes"})
    assert Box.objects.get().ballots == []


@pytest.mark.parametrize("choices", [{}, {0: "yes"}, {1: "maybe"}, {1: "invalid"}])
def test_a_ballot_that_is_not_whole_is_refused(hall: Hall, choices: dict[int, str]) -> None:
    session = hall.voting()
    told = {item(session).pk if key else 0: choice for key, choice in choices.items()}
    with pytest.raises(CouncilRefused, match="Phiếu chưa đủ"):
        actions.cast(session, hall.account(1), told)
    assert set(Turnout.objects.values_list("channel", flat=True)) == {"-"}


def test_a_vote_after_the_closing_is_told_what_changed(hall: Hall) -> None:
    session = hall.voting()
    for number in range(1, 5):
        hall.vote(session, number)
    actions.close_voting(session, on=HELD, by=BY)
    stale = Session.objects.get()
    stale.state = "voting"
    with pytest.raises(Stale, match="vừa chuyển từ “đang bỏ phiếu” sang “đã kiểm phiếu”"):
        hall.vote(stale, 5)
    with pytest.raises(Stale):
        actions.close_voting(stale, on=HELD, by=BY)
    assert Result.objects.get().turnout == 4


def test_letters_and_room_papers_are_counted_by_two_people_and_leave_no_trace_of_the_first_count(hall: Hall) -> None:
    session = hall.voting(marks={5: "letter"})
    one = item(session).pk
    for number in (1, 2, 3):
        hall.vote(session, number)
    actions.hand_in(session, hall.members[3].pk, channel="room", by=BY)
    actions.hand_in(session, hall.members[4].pk, channel="letter", by=BY)
    with pytest.raises(CouncilRefused, match="Còn phiếu giấy chưa kiểm đủ hai người"):
        actions.close_voting(session, on=HELD, by=BY)
    assert actions.count_papers(session, {one: {"yes": 2}}, by="người một") == "first"
    with pytest.raises(CouncilRefused, match="phải do người khác"):
        actions.count_papers(session, {one: {"yes": 2}}, by="người một")
    assert actions.count_papers(session, {one: {"yes": 1, "no": 1}}, by="người hai") == "differs"
    assert actions.count_papers(session, {one: {"yes": 2}}, by="người hai") == "first"
    assert actions.count_papers(session, {one: {"yes": 2}}, by="người một") == "agreed"
    session = Session.objects.get()
    result = actions.close_voting(session, on=HELD, by=BY)[0]
    assert (result.present, result.letters, result.yes, result.denominator, result.outcome) == (4, 1, 5, 5, "met")
    assert not hasattr(session, "paper_count")
    for entry in Entry.objects.filter(act__in=(events.PAPERS_COUNTED, events.PAPER_HANDED_IN)):
        assert "yes" not in str(entry.details)


def test_paper_ballots_that_do_not_add_up_are_refused(hall: Hall) -> None:
    session = hall.voting(marks={5: "letter"})
    actions.hand_in(session, hall.members[4].pk, channel="letter", by=BY)
    with pytest.raises(CouncilRefused, match="đã nhận 1 phiếu giấy nhưng các ô cộng lại là 2"):
        actions.count_papers(session, {item(session).pk: {"yes": 2}}, by=BY)


def test_a_letter_where_none_is_counted_stops_the_vote_from_opening(hall: Hall) -> None:
    session = hall.sent()
    hall.ruled(session, quorum=60, letters="not_counted")
    marks = {member.pk: "present" for member in hall.members} | {hall.members[4].pk: "letter"}
    actions.mark_attendance(session, marks, by=BY)
    session = actions.open_session(session, on=HELD, by=BY)
    with pytest.raises(CouncilRefused, match="không tính phiếu gửi thư"):
        actions.open_voting(session, on=HELD, by=BY)


def test_the_room_that_asked_is_told_in_the_closing_transaction(hall: Hall) -> None:
    told: list[Any] = []
    registry.register_outcome(MATTER, lambda item, result, by: told.append((item.key, result.outcome, by)))
    hall.closed()
    assert told == [("1", "met", BY)]


def test_the_closing_is_undone_when_the_room_that_is_told_fails(hall: Hall) -> None:
    def fails(item: Item, result: Result, by: str) -> None:
        raise CouncilRefused("Hồ sơ vừa rút.")

    registry.register_outcome(MATTER, fails)
    with pytest.raises(CouncilRefused, match="Hồ sơ vừa rút"):
        hall.closed()
    assert Session.objects.get().state == "voting"


def test_the_roll_does_not_change_under_a_vote(hall: Hall) -> None:
    hall.voting()
    with pytest.raises(CouncilRefused, match="danh sách của ngày 08/03/2024 không đổi được"):
        actions.enter_member(hall.council, full_name="Người mới", role="member", since=CONVENED, by=BY)
    with pytest.raises(CouncilRefused):
        actions.end_member(hall.members[3], until=date(2024, 3, 7), by=BY)


def test_the_clerk_is_nobody_of_the_council_and_tells_only_what_the_list_tells(hall: Hall) -> None:
    with pytest.raises(CouncilRefused, match="không thể là thành viên"):
        hall.convened(clerk=hall.account(4))
    clerk = person("kiem-phieu", "inspector", "TTT")
    session = hall.voting(clerk=clerk)
    for number in range(1, 6):
        hall.vote(session, number)
    actions.close_voting(session, on=HELD, by=BY)
    session = Session.objects.get()
    with pytest.raises(CouncilRefused, match="Chỉ người kiểm phiếu độc lập"):
        actions.recount(session, hall.account(1), name="Thành viên 1", agrees=True, on=HELD)
    Result.objects.update(yes=4, no=1)
    with pytest.raises(CouncilRefused, match="đếm lại khác kết quả"):
        actions.recount(session, clerk, name="Người kiểm", agrees=True, on=HELD)
    Result.objects.update(yes=5, no=0)
    assert actions.recount(session, clerk, name="Người kiểm", agrees=True, on=HELD).agrees


def test_the_minutes_take_two_different_signatures(hall: Hall) -> None:
    session = hall.closed()
    signed = {"may_sign": True, "on": HELD}
    actions.sign_minutes(session, hall.account(1), capacity="chair", name="Thành viên 1", **signed)
    with pytest.raises(CouncilRefused, match="hai người khác nhau"):
        actions.sign_minutes(session, hall.account(1), capacity="secretary", name="Thành viên 1", **signed)
    with pytest.raises(Stale, match="đã ký với tư cách này"):
        actions.sign_minutes(session, hall.account(2), capacity="chair", name="Thành viên 2", **signed)
    actions.sign_minutes(session, hall.account(3), capacity="secretary", name="Thành viên 3", **signed)
    assert Session.objects.get().state == "signed"


def test_typed_items_get_keys_of_their_own(hall: Hall) -> None:
    session = hall.convened()
    other = actions.convene(
        hall.council, matter=MATTER, held_on=HELD, on=CONVENED, by=BY,
        candidates=[Candidate("councils.item", "", "Quy chế làm việc"), Candidate("councils.item", "", "Việc khác")],
    )  # fmt: skip
    assert [i.key for i in other.items.all()] == [f"{other.pk}-1", f"{other.pk}-2"]
    assert session.number + 1 == other.number


def test_a_session_is_counted_again_by_the_command(hall: Hall, capsys: pytest.CaptureFixture[str]) -> None:
    import argparse
    import json

    from chungsuc.cli import recount
    from chungsuc.cli.words import CannotRun

    session = hall.closed(choices="yes yes yes no")
    assert recount.run(argparse.Namespace(session=session.pk, json=True)) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["agrees"] and told["items"][0]["counted"] == {"yes": 3, "no": 1, "abstain": 0, "invalid": 0}
    Result.objects.update(yes=4, no=0)
    assert recount.run(argparse.Namespace(session=session.pk, json=False)) == 1
    assert "KHÔNG KHỚP" in capsys.readouterr().out
    with pytest.raises(CannotRun):
        recount.run(argparse.Namespace(session=0, json=False))


def test_an_item_may_bring_the_rules_of_its_own_vote_and_guards_answer_for_many_at_once(hall: Hall) -> None:
    asked: list[int] = []

    def many(candidates: Any, day: date) -> list[Verdict]:
        asked.append(len(candidates))
        late = Reason("Hồ sơ thứ hai chưa công khai đủ ngày", Outcome.NOT_MET)
        return [Verdict(Outcome.NOT_MET, (late,)) if c.key == "2" else Verdict(Outcome.MET, ()) for c in candidates]

    registry.register_many_guard(MATTER, many)
    own = Candidate("trying.case", "7", "Bằng khen", None, "share:award_vote_bk_ttg_r2022a", "rule:award_vote_of")
    made = actions.convene(
        hall.council, matter=MATTER, held_on=HELD, on=CONVENED, by=BY,
        candidates=[own, Candidate("trying.case", "8", "Công nhận")],
    )  # fmt: skip
    assert [(i.share_key, i.of_key) for i in made.items.all()] == [
        ("share:award_vote_bk_ttg_r2022a", "rule:award_vote_of"),
        ("share:recognition_vote", "rule:recognition_vote_of"),
    ]
    with pytest.raises(CouncilRefused, match="Chưa đưa “Công nhận xã thứ 2” ra Hội đồng được: Hồ sơ thứ hai"):
        hall.convened(items=3)
    assert asked == [2, 3]
