"""Every act of a round: permitted, forbidden, stale, recorded; a frozen result and its replay from the journal."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.models import Entry
from chungsuc.organisations.models import Group
from chungsuc.rulebook.models import Figure
from chungsuc.scoring import actions, events
from chungsuc.scoring.actions import ScoringRefused, Stale
from chungsuc.scoring.facts import as_text, board_of, faults, for_scripts, replayed, result_of
from chungsuc.scoring.models import Closing, Mark, Pair, Round, Sheet

from .group import DAY, LATER, UNITS, Block

pytestmark = pytest.mark.usefixtures("bare_province")


@pytest.fixture
def block(bare_province: Any) -> Block:
    return Block()


def acts(count: int) -> list[str]:
    """The newest entries of the journal, the last one last."""
    return list(Entry.objects.order_by("-seq").values_list("act", flat=True)[:count])[::-1]


def one_more(before: int) -> bool:
    return Entry.objects.count() == before + 1


# --- opening ---


def test_a_round_keeps_the_table_and_the_members_of_its_day(block: Block) -> None:
    found = block.board
    assert (found.round.code, found.round.state, found.round.member_day) == (
        "KHOI-1-2023",
        "opened",
        date(2023, 12, 31),
    )
    assert sorted(found.ranked) == sorted(UNITS)
    assert found.table.code == "scoring:so-nganh" and found.round.table_status == "demonstration"
    assert acts(1) == [events.OPENED]


def test_a_table_that_is_changed_later_changes_no_round_that_is_open(block: Block) -> None:
    before = block.board.table
    Figure.objects.filter(key="scoring:so-nganh").update(value_json="null", status="missing")
    assert block.board.table == before


def test_only_who_organises_opens_a_round(block: Block) -> None:
    group = Group.objects.get(code="KHOI-2")
    with pytest.raises(PermissionDenied):
        actions.open_round(group, 2023, on=DAY, person=block.of("SXD"))
    with pytest.raises(PermissionDenied):
        actions.open_round(group, 2023, on=DAY, person=block.leader)


def test_a_group_has_one_round_a_year_and_the_second_is_told(block: Block) -> None:
    with pytest.raises(Stale, match="đã có đợt chấm của năm 2023"):
        Block()
    assert Round.objects.count() == 1


def test_a_year_to_come_and_a_missing_rule_are_refused_with_what_is_missing(block: Block) -> None:
    group = Group.objects.get(code="KHOI-2")
    with pytest.raises(ScoringRefused, match="Năm 2025 chưa đến"):
        actions.open_round(group, 2025, on=DAY, person=block.officer)
    Figure.objects.filter(key="rule:score_member_day").update(value_json="null", status="missing")
    with pytest.raises(ScoringRefused, match="Chưa có quy định «Thành viên của ngày nào được xếp hạng»"):
        actions.open_round(group, 2023, on=DAY, person=block.officer)
    Figure.objects.filter(key="scoring:so-nganh").update(value_json="null", status="missing")
    with pytest.raises(ScoringRefused, match="chưa có bảng điểm"):
        actions.open_round(group, 2023, on=DAY, person=block.officer)


def test_the_round_of_2025_names_the_merged_and_ranks_who_took_them_over(bare_province: Any) -> None:
    block = Block(year=2025, day=date(2026, 1, 12))
    board = block.board
    assert sorted(board.ranked) == ["SCT", "SKHCN", "SNNMT", "STC", "SXD"]
    assert sorted(one.unit.code for one in board.named) == ["SGTVT", "SKHDT", "SNNPTNT", "STNMT"]
    grounds = {one.unit.code: one.ground for one in board.contestants.values()}
    assert grounds["STNMT"] == (
        "Thành viên đến hết ngày 28/02/2025, nhập vào Sở Nông nghiệp và Môi trường "
        "(Hợp nhất các sở, ban của tỉnh Đắk Nông); không xếp hạng riêng."
    )
    assert "tiếp nhận Sở Giao thông vận tải" in grounds["SXD"]


def test_the_cluster_of_districts_counts_2025_to_its_own_last_day(bare_province: Any) -> None:
    board = Block(code="CUM-HUYEN", year=2025, day=date(2025, 6, 20)).board
    assert board.round.member_day == date(2025, 6, 30)
    assert len(board.ranked) == 8 and board.named == []
    assert {one.ground for one in board.contestants.values()} == {"Thành viên ngày 30/06/2025."}
    with pytest.raises(ScoringRefused, match="chưa đến hai thành viên"):
        Block(code="CUM-HUYEN", year=2026, day=date(2026, 6, 1))


# --- onward ---


def test_each_step_is_one_act_of_the_organiser_with_one_entry(block: Block) -> None:
    other = block.of("SXD")
    before = Entry.objects.count()
    with pytest.raises(PermissionDenied):
        block.move("begin_self", person=other)
    with pytest.raises(ScoringRefused, match="Hạn 09/01/2024 đã qua"):
        block.move("begin_self", until=date(2024, 1, 9))
    assert Entry.objects.count() == before
    block.move("begin_self")
    assert one_more(before) and block.fresh().state == "self"


def test_a_step_that_was_taken_meanwhile_is_stale(block: Block) -> None:
    seen = block.fresh()
    block.move("begin_self")
    with pytest.raises(Stale, match="vừa chuyển từ “đã mở đợt” sang “đang tự chấm”"):
        actions.begin_self(seen, until=LATER, seen=seen.version, on=DAY, person=block.officer)


def test_going_on_after_a_sheet_that_the_page_did_not_show_is_stale(block: Block) -> None:
    block.to("self")
    seen = block.fresh().version
    block.hand_in("SXD")
    with pytest.raises(Stale, match="vừa có thay đổi"):
        block.move("begin_cross", seen=seen)
    block.move("begin_cross")
    assert block.fresh().state == "cross"


def test_cross_scoring_is_drawn_evenly_and_keeps_the_bars(block: Block) -> None:
    actions.bar(block.fresh(), one="SXD", other="SCT", reason="Hai giám đốc là vợ chồng", on=DAY, person=block.officer)
    assert acts(1) == [events.BARRED]
    block.to("cross")
    pairs = block.board.pairs
    assert {len(block.board.to_score(unit)) for unit in UNITS} == {3}
    assert not {("SXD", "SCT"), ("SCT", "SXD")} & set(pairs)


def test_bars_that_leave_a_unit_too_few_scorers_stop_the_step(block: Block) -> None:
    for other in UNITS[:-2]:
        if other != "SXD":
            actions.bar(block.fresh(), one="SXD", other=other, reason="liên quan", on=DAY, person=block.officer)
    block.move("begin_self")
    assert [unit for unit in ("SXD",) if unit in block.board.drawn().short] == ["SXD"]
    actions.bar(block.fresh(), one="SXD", other="STC", reason="liên quan", on=DAY, person=block.officer)
    with pytest.raises(ScoringRefused, match="chưa đến 2 đơn vị chấm chéo được cho Sở Xây dựng"):
        block.move("begin_cross")


def test_the_same_bar_is_refused_twice_and_a_bar_needs_its_reason(block: Block) -> None:
    told = {"on": DAY, "person": block.officer}
    with pytest.raises(ScoringRefused, match="Hãy ghi vì sao"):
        actions.bar(block.fresh(), one="SXD", other="SCT", reason=" ", **told)
    actions.bar(block.fresh(), one="SXD", other="SCT", reason="liên quan", **told)
    with pytest.raises(ScoringRefused, match="đã được ghi"):
        actions.bar(block.fresh(), one="SCT", other="SXD", reason="liên quan", **told)
    assert Pair.objects.count() == 1


def test_a_cancelled_round_makes_room_for_another_of_its_year(block: Block) -> None:
    with pytest.raises(ScoringRefused, match="lý do"):
        actions.cancel(block.fresh(), reason="", person=block.officer)
    actions.cancel(block.fresh(), reason="mở nhầm năm", person=block.officer)
    assert acts(1) == [events.CANCELLED]
    again = Block()
    assert again.round.code == "KHOI-1-2023-2"


# --- sheets ---


def test_a_unit_hands_in_its_own_sheet_once_and_nobody_elses(block: Block) -> None:
    block.to("self").of("SXD")
    before = Entry.objects.count()
    block.hand_in("SXD", points="7.5")
    assert one_more(before) and acts(1) == [events.HANDED_IN]
    assert [mark.points for mark in Mark.objects.filter(stage="self")] == [Decimal("7.5")] * 3
    with pytest.raises(Stale, match="đã được nộp trước đó"):
        block.hand_in("SXD")
    with pytest.raises(PermissionDenied):
        block.hand_in("SCT", person=block.of("SXD"))
    assert Sheet.objects.count() == 1


@pytest.mark.parametrize(
    ("points", "words"), [("10.5", "từ 0 đến 10"), ("-1", "từ 0 đến 10"), ("7.123", "nhiều nhất 2 chữ số")]
)
def test_points_off_the_scale_are_refused_and_nothing_is_written(block: Block, points: str, words: str) -> None:
    block.to("self")
    with pytest.raises(ScoringRefused, match=words):
        block.hand_in("SXD", points=points)
    assert not Sheet.objects.exists()


def test_an_item_left_open_is_undetermined_not_zero(block: Block) -> None:
    block.to("self")
    given = {"ban-chi-dao": Decimal(8), "co-che": None, "tuyen-truyen": Decimal(0)}
    actions.hand_in(block.fresh(), scorer="SXD", unit="SXD", points=given, seen=0, on=DAY, person=block.of("SXD"))
    score = block.board.scores["SXD"]
    assert (score.of("tuyen-truyen").own, score.of("co-che").own) == (Decimal(0), None)


def test_the_organiser_enters_a_paper_sheet_only_with_its_paper(block: Block) -> None:
    block.to("self")
    with pytest.raises(PermissionDenied):
        block.hand_in("STC", person=block.officer)
    sheet = block.hand_in("STC", person=block.officer, paper="Phiếu 12/STC")
    assert sheet.paper == "Phiếu 12/STC"
    assert Entry.objects.order_by("-seq")[0].paper == "Phiếu 12/STC"


def test_a_sheet_that_is_given_back_is_handed_in_anew_with_the_next_version(block: Block) -> None:
    block.to("self")
    block.hand_in("SXD")
    with pytest.raises(PermissionDenied):
        actions.give_back(block.fresh(), scorer="SXD", unit="SXD", reason="sai", person=block.of("SCT"))
    actions.give_back(block.fresh(), scorer="SXD", unit="SXD", reason="chấm nhầm mục 2", person=block.officer)
    assert acts(1) == [events.GIVEN_BACK]
    with pytest.raises(Stale):
        block.hand_in("SXD", seen=0)
    block.hand_in("SXD", points="6", seen=1)
    assert block.board.scores["SXD"].of("co-che").own == 6
    with pytest.raises(ScoringRefused, match="chưa nộp hoặc đã được trả lại"):
        actions.give_back(block.fresh(), scorer="SCT", unit="SCT", reason="sai", person=block.officer)


def test_cross_scorers_score_whom_they_were_given_and_never_themselves(block: Block) -> None:
    block.to("cross")
    board = block.board
    scorer, unit = board.pairs[0]
    other = next(code for code in board.ranked if code != scorer and (scorer, code) not in board.pairs)
    block.hand_in(scorer, unit)
    assert acts(1) == [events.HANDED_IN]
    with pytest.raises(ScoringRefused, match="không được phân công"):
        block.hand_in(scorer, other)
    with pytest.raises(ScoringRefused, match="chỉ nộp phiếu tự chấm được khi"):
        block.hand_in(scorer, scorer)
    with pytest.raises(PermissionDenied):
        block.hand_in(*board.pairs[1], person=block.of(other if board.pairs[1][0] != other else scorer))


def test_the_database_refuses_a_pair_of_a_unit_with_itself_and_a_negative_mark(block: Block) -> None:
    unit = block.board.contestants["SXD"].unit
    with pytest.raises(IntegrityError, match="no_unit_cross_scores_itself"), transaction.atomic():
        Pair.objects.create(round=block.round, scorer=unit, scored=unit)
    told = {"round": block.round, "unit": unit, "item": "co-che", "on": DAY, "by": "ai", "seq": 1}
    with pytest.raises(IntegrityError, match="a_mark_is_not_negative"), transaction.atomic():
        Mark.objects.create(stage="reading", points=Decimal(-1), **told)
    with pytest.raises(IntegrityError, match="a_decided_mark_has_a_reason"), transaction.atomic():
        Mark.objects.create(stage="council", points=Decimal(1), **told)


# --- what is hidden ---


def test_others_scores_stay_hidden_until_the_own_sheet_is_in(block: Block) -> None:
    block.to("self")
    block.hand_in("SCT", points="9")
    hidden = block.board.hidden_from(["SXD"])
    assert hidden.scores["SCT"].of("co-che").own is None
    assert block.board.hidden_from(["SCT"]).scores["SCT"].of("co-che").own == 9
    assert block.board.hidden_from([]).scores["SCT"].of("co-che").own == 9
    block.hand_in("SXD", points="5")
    assert block.board.hidden_from(["SXD"]).scores["SCT"].of("co-che").own == 9


def test_cross_scores_of_others_stay_hidden_until_every_own_sheet_is_in(block: Block) -> None:
    block.to("cross")
    board = block.board
    theirs = next(pair for pair in board.pairs if "SXD" not in pair)
    block.hand_in(*theirs)
    mine = board.to_score("SXD")
    for unit in mine[:-1]:
        block.hand_in("SXD", unit)
    assert block.board.hidden_from(["SXD"]).scores[theirs[1]].of("co-che").reviews == (theirs[1] in mine[:-1])
    block.hand_in("SXD", mine[-1])
    assert block.board.hidden_from(["SXD"]).scores[theirs[1]].of("co-che").reviews == 1 + (theirs[1] in mine)


# --- entered, decided ---


def test_a_result_is_entered_with_its_paper_and_the_same_place_only_as_it_was_seen(block: Block) -> None:
    block.to("self")
    with pytest.raises(ScoringRefused, match="Hãy ghi văn bản"):
        block.enter("SXD", paper=" ")
    with pytest.raises(PermissionDenied):
        block.enter("SXD", person=block.of("SCT"))
    with pytest.raises(ScoringRefused, match="không ghi theo văn bản"):
        block.enter("SXD", item="co-che")
    block.enter("SXD", "8")
    assert acts(1) == [events.ENTERED]
    with pytest.raises(Stale, match="vừa được người khác ghi"):
        block.enter("SXD", "5", seen=0)
    assert block.board.scores["SXD"].of("nhiem-vu-chinh-tri").points == Decimal("16.00")


def test_the_group_decides_with_a_reason_and_takes_a_decision_back(block: Block) -> None:
    block.to("council")
    before = block.board.scores["SXD"].of("co-che").points
    with pytest.raises(ScoringRefused, match="Hãy ghi lý do"):
        block.decide("SXD", "co-che", "2", reason="")
    with pytest.raises(PermissionDenied):
        block.decide("SXD", "co-che", "2", person=block.of("SCT"))
    block.decide("SXD", "co-che", "2")
    assert acts(1) == [events.DECIDED]
    assert block.board.scores["SXD"].of("co-che").points == Decimal("3.00")
    with pytest.raises(Stale):
        block.decide("SXD", "co-che", "3", seen=0)
    block.decide("SXD", "co-che", None, reason="quyết định trước nhầm đơn vị")
    assert block.board.scores["SXD"].of("co-che").points == before


def test_nobody_decides_the_points_of_the_unit_in_which_the_person_serves(bare_province: Any) -> None:
    block = Block(code="KHOI-2")
    block.move("begin_self")
    with pytest.raises(ScoringRefused, match="Người của chính đơn vị"):
        block.enter("SNV")
    block.enter("SYT")
    assert Mark.objects.filter(stage="paper").count() == 1


def test_what_the_system_reads_is_marked_anew_only_where_it_changed(block: Block) -> None:
    block.to("self")
    readings = Mark.objects.filter(stage="reading").count()
    assert readings == 2 * len(UNITS)
    before = Entry.objects.count()
    assert actions.read_figures(block.fresh(), on=DAY, person=block.officer) == 0
    assert (Entry.objects.count(), Mark.objects.filter(stage="reading").count()) == (before, readings)


# --- frozen ---


def test_a_result_is_frozen_with_its_paper_and_equals_its_replay_from_the_journal(block: Block) -> None:
    block.to("council")
    with pytest.raises(ScoringRefused, match="biên bản"):
        block.close(paper="")
    with pytest.raises(PermissionDenied):
        block.close(person=block.of("SXD"))
    block.decide("SXD", "co-che", "10")
    block.close()
    board = block.board
    assert acts(1) == [events.CLOSED] and board.round.state == "closed"
    assert json.loads(board.closings[0].body) == result_of(board) == replayed(board.round)
    assert faults(board) == []
    with pytest.raises(ScoringRefused, match="đã chốt xếp hạng"):
        block.decide("SXD", "co-che", "1")


def test_a_result_that_nobody_saw_is_not_frozen(block: Block) -> None:
    block.to("council")
    seen = block.fresh().version
    block.decide("SXD", "co-che", "10")
    with pytest.raises(Stale, match="vừa có thay đổi"):
        block.close(seen=seen)
    assert not Closing.objects.exists()


@pytest.mark.parametrize("fault", ["mark", "result", "pair"])
def test_a_planted_fault_is_found_by_the_replay(block: Block, fault: str) -> None:
    block.to("closed")
    assert faults(block.board) == []
    if fault == "mark":
        Mark.objects.filter(stage="self", unit__code="SXD", item="co-che").update(points=Decimal(10))
    elif fault == "pair":
        Pair.objects.filter(scored__code="SXD").delete()
    else:
        closing = Closing.objects.get()
        Closing.objects.update(body=closing.body.replace('"rank":1', '"rank":2', 1))
    assert faults(block.board) != []


def test_a_frozen_result_is_corrected_only_by_reopening_with_a_reason_and_stays_readable(block: Block) -> None:
    block.to("closed")
    first = block.board.closings[0].body
    told = {"paper": "", "seen": block.fresh().version, "on": DAY, "person": block.officer}
    with pytest.raises(ScoringRefused, match="lý do"):
        actions.reopen(block.fresh(), reason="", **told)
    with pytest.raises(PermissionDenied):
        actions.reopen(block.fresh(), reason="sai", **{**told, "person": block.of("SXD")})
    actions.reopen(block.fresh(), reason="cộng nhầm điểm thưởng", **told)
    assert acts(1) == [events.REOPENED] and block.fresh().state == "council"
    block.decide("STC", "dien-hinh", "3")
    block.close(paper="04/BB-KHOI1")
    closings = block.board.closings
    assert [(one.number, one.reopened_reason) for one in closings] == [(2, ""), (1, "cộng nhầm điểm thưởng")]
    assert closings[1].body == first != closings[0].body
    assert faults(block.board) == []


def test_a_round_that_closes_with_missing_data_says_so_and_gives_no_false_place(block: Block) -> None:
    block.move("begin_self")
    block.hand_in("SXD")
    block.move("begin_cross")
    block.move("begin_council")
    block.close()
    told = for_scripts(block.board)
    assert {row["rank"] for row in told["ranking"]} == {None}
    assert {row["points"] for row in told["ranking"]} == {None}
    assert all("Chưa đủ căn cứ" in row["reasons"][0] for row in told["ranking"])


def test_the_replay_of_one_unit_three_units_and_a_whole_block_is_the_same_text(block: Block) -> None:
    block.to("council")
    for unit in ("SXD", "SCT", "STC"):
        block.decide(unit, "ban-chi-dao", "9.25")
        assert as_text(replayed(block.fresh())) == as_text(result_of(board_of(block.fresh())))
