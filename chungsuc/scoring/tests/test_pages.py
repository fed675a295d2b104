"""Pages of scoring: what each shows to whom, what stays hidden, how a form comes back, who came too late."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test.utils import CaptureQueriesContext

from chungsuc.organisations.work import work_of
from chungsuc.scoring.models import Closing, Mark, Round, Sheet
from tests.province import Province

from .group import DAY, Block
from .rows import great_round

ROUND = "/cham-diem/KHOI-1-2023/"


@pytest.fixture
def block(bare_province: Province, settings: Any) -> Block:
    settings.TODAY = DAY.isoformat()
    return Block()


@pytest.fixture
def as_(block: Block, client_as: Callable[[Any], Any]) -> Callable[[str], Any]:
    """`as_("SXD")`: the unit's official; `as_("officer")`, `as_("leader")`."""

    def client(who: str) -> Any:
        person = getattr(block, who) if who in ("officer", "leader") else block.of(who)
        return client_as(person.account)

    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_organiser_sees_who_takes_part_before_opening_and_a_year_without_a_table_says_why(as_: Any) -> None:
    officer = as_("officer")
    shown = text(officer.get("/cham-diem/moi/?nhom=KHOI-2&nam=2023"))
    assert "Sở Nội vụ" in shown and "được xếp hạng" in shown and "Số trình diễn" in shown
    assert officer.post("/cham-diem/moi/?nhom=KHOI-2&nam=2023", {"paper": "05/KH"}).status_code == 303
    again = officer.post("/cham-diem/moi/?nhom=KHOI-2&nam=2023", {"paper": "05/KH"})
    assert again.status_code == 409 and "đã có đợt chấm của năm 2023" in text(again) and 'value="05/KH"' in text(again)
    missing = text(officer.get("/cham-diem/moi/?nhom=KHOI-2&nam=2019"))
    assert "chưa có bảng điểm" in missing and "disabled" in missing


def test_the_organiser_moves_a_round_on_with_the_term_of_the_pack_filled_in(block: Block, as_: Any) -> None:
    officer = as_("officer")
    shown = text(officer.get(ROUND))
    assert 'value="24/01/2024"' in shown  # ten working days after 10/01/2024
    answer = officer.post(
        ROUND, {"viec": "begin_self", "begin_self-until": "24/01/2024", "begin_self-seen": block.fresh().version}
    )
    assert answer.status_code == 303 and block.fresh().state == "self"
    wrong = officer.post(
        ROUND, {"viec": "begin_cross", "begin_cross-until": "32/01/2024", "begin_cross-seen": block.fresh().version}
    )
    assert wrong.status_code == 422 and 'value="32/01/2024"' in text(wrong)


def test_a_page_that_was_overtaken_is_told_and_what_was_typed_stays(block: Block, as_: Any) -> None:
    officer, seen = as_("officer"), block.fresh().version
    block.move("begin_self")
    late = officer.post(ROUND, {"viec": "cancel", "cancel-reason": "mở nhầm năm", "cancel-seen": seen})
    assert late.status_code == 303  # a round that only moved on may still be cancelled: its reason is what counts
    block.round = Round.objects.get()
    gone = officer.post(ROUND, {"viec": "begin_cross", "begin_cross-until": "24/01/2024", "begin_cross-seen": seen})
    assert gone.status_code == 404


def test_a_unit_scores_itself_by_choosing_levels_and_sees_the_others_only_afterwards(block: Block, as_: Any) -> None:
    block.to("self")
    block.hand_in("SCT", points="10")
    unit = as_("SXD")
    before = text(unit.get(ROUND))
    assert "Tự chấm" in before and "tự chấm 10" not in before
    sheet = text(unit.get(f"{ROUND}phieu/SXD/SXD/"))
    assert "Mọi nhiệm vụ xong đúng hạn" in sheet and "Chưa đủ căn cứ để chấm" in sheet
    given = {"ban-chi-dao": "7", "co-che": "khong", "tuyen-truyen": "6", "seen": "0"}
    assert unit.post(f"{ROUND}phieu/SXD/SXD/", given).status_code == 303
    assert [m.points for m in Mark.objects.filter(stage="self", unit__code="SXD").order_by("item")] == [7, 6]
    after = text(unit.get(ROUND))
    assert "tự chấm 10" in after and "đã nộp" in after
    assert "Phiếu đã nộp" in text(unit.get(f"{ROUND}phieu/SXD/SXD/"))


def test_a_sheet_with_a_gap_comes_back_filled_with_the_error_at_its_field(block: Block, as_: Any) -> None:
    block.to("self")
    answer = as_("SXD").post(f"{ROUND}phieu/SXD/SXD/", {"ban-chi-dao": "7", "co-che": "", "seen": "0"})
    shown = text(answer)
    assert answer.status_code == 422 and "Chưa chọn mức" in shown
    assert 'value="7" required id="id_ban-chi-dao_1" checked' in shown or 'value="7"' in shown and "checked" in shown
    assert not Sheet.objects.exists()


def test_of_two_colleagues_the_second_is_told_and_keeps_what_was_typed(block: Block, as_: Any) -> None:
    block.to("self")
    block.hand_in("SXD")
    given = {"ban-chi-dao": "7", "co-che": "6", "tuyen-truyen": "6", "seen": "0"}
    answer = as_("SXD").post(f"{ROUND}phieu/SXD/SXD/", given)
    assert answer.status_code == 409 and "Người cua-sxd nộp" in text(answer) and "checked" in text(answer)


def test_nobody_opens_anothers_sheet_and_an_unasked_pair_is_not_there(block: Block, as_: Any) -> None:
    block.to("cross")
    mine = block.board.to_score("SXD")
    other = next(code for code in block.board.ranked if code not in (*mine, "SXD"))
    unit = as_("SXD")
    assert unit.get(f"{ROUND}phieu/SXD/{mine[0]}/").status_code == 200
    assert unit.get(f"{ROUND}phieu/SXD/{other}/").status_code == 404
    scorer, scored = next(pair for pair in block.board.pairs if pair[0] != "SXD")
    assert unit.get(f"{ROUND}phieu/{scorer}/{scored}/").status_code == 403
    paper = text(as_("officer").get(f"{ROUND}phieu/{scorer}/{scored}/"))
    assert "Nhập thay theo phiếu giấy" in paper and "Đơn vị tự chấm" in paper


def test_who_takes_no_part_does_not_see_an_open_round_and_sees_a_closed_one(block: Block, as_: Any) -> None:
    outsider = as_("STP")
    assert outsider.get(ROUND).status_code == 404
    assert "KHOI-1-2023" not in text(outsider.get("/cham-diem/"))
    Round.objects.update(state="closed", closed_on=DAY)
    assert outsider.get(ROUND).status_code == 200


def test_the_group_decides_on_a_units_page_and_the_own_unit_is_left_to_others(block: Block, as_: Any) -> None:
    block.to("council")
    officer, page = as_("officer"), f"{ROUND}don-vi/SXD/"
    shown = text(officer.get(page))
    assert "Quyết định khác điểm trên" in shown and "chấm chéo bình quân 8" in shown
    code = "decide.co-che"
    told = {"viec": code, "decide-co-che-points": "9,5", "decide-co-che-reason": "", "decide-co-che-seen": "0"}
    answer = officer.post(page, told)
    assert answer.status_code == 422 and 'value="9,5"' in text(answer) and "Chưa ghi lý do" in text(answer)
    assert officer.post(page, {**told, "decide-co-che-reason": "có ba văn bản"}).status_code == 303
    assert block.board.scores["SXD"].of("co-che").points == Decimal("14.25")
    late = officer.post(page, {**told, "decide-co-che-reason": "khác"})
    assert late.status_code == 409 and "vừa được người khác ghi" in text(late)
    assert "Quyết định khác điểm trên" not in text(as_("SXD").get(page))


def test_the_ranking_tells_why_for_each_unit_in_a_paragraph_to_copy(block: Block, as_: Any) -> None:
    block.to("council")
    block.decide("SXD", "co-che", "10")
    tentative = text(as_("officer").get(f"{ROUND}xep-hang/"))
    assert "Dự kiến, chưa chốt" in tentative
    block.close()
    shown = text(as_("SXD").get(f"{ROUND}xep-hang/"))
    assert "Đã chốt ngày 10/01/2024 theo 03/BB-KHOI1" in shown
    assert "Sở Xây dựng xếp thứ 1 trên 8. 63 điểm." in shown
    assert "Đồng hạng với Sở Công Thương" in shown
    assert "số trình diễn" in shown


def test_a_place_is_not_told_before_everything_is_scored(block: Block, as_: Any) -> None:
    block.to("self")
    assert "Chưa có thứ hạng" in text(as_("SXD").get(f"{ROUND}xep-hang/"))


def test_the_workbook_holds_the_points_the_places_and_why(block: Block, as_: Any) -> None:
    block.to("closed")
    answer = as_("SXD").get(f"{ROUND}bang.xlsx")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    rows = list(book["Bảng điểm"].iter_rows(values_only=True))
    header = next(row for row in rows if row[0] == "Hạng")
    assert header[1:4] == ("Đơn vị", "Việc Ban Chỉ đạo", "Cơ chế, hướng dẫn")
    found = {row[1]: row for row in rows[rows.index(header) + 1 :]}
    assert (found["Sở Xây dựng"][0], found["Sở Xây dựng"][2]) == (1, 16)
    assert len(found) == 8 and len(list(book["Vì sao"].iter_rows())) > 60


def test_closing_what_was_overtaken_is_told_and_closing_is_kept_as_it_was_seen(block: Block, as_: Any) -> None:
    block.to("council")
    officer, seen = as_("officer"), block.fresh().version
    block.decide("SXD", "co-che", "10")
    late = officer.post(ROUND, {"viec": "close", "close-paper": "03/BB", "close-seen": seen})
    assert late.status_code == 409 and 'value="03/BB"' in text(late) and not Closing.objects.exists()
    assert f'name="close-seen" value="{block.fresh().version}"' in text(late)  # what is sent again has seen the change
    now = {"viec": "close", "close-paper": "03/BB", "close-seen": block.fresh().version}
    assert officer.post(ROUND, now).status_code == 303
    told = {"viec": "reopen", "reopen-reason": "sai mục 2", "reopen-paper": "", "reopen-seen": block.fresh().version}
    assert officer.post(ROUND, told).status_code == 303 and block.fresh().state == "council"
    assert "sai mục 2" in text(officer.get(f"{ROUND}xep-hang/"))


def test_the_organiser_reads_anew_gives_back_and_bars_on_the_pages(block: Block, as_: Any) -> None:
    officer = as_("officer")
    bar = {"bar-one": "SXD", "bar-other": "SCT", "bar-reason": "", "bar-seen": "0"}
    assert officer.post(f"{ROUND}phan-cong/", bar).status_code == 422
    assert officer.post(f"{ROUND}phan-cong/", {**bar, "bar-reason": "liên quan"}).status_code == 303
    assert "<b>Sở Xây dựng</b> và <b>Sở Công Thương</b>: liên quan" in text(officer.get(f"{ROUND}phan-cong/"))
    block.to("self")
    assert officer.post(ROUND, {"viec": "read"}).status_code == 303
    block.hand_in("SXD")
    back = {"viec": "give_back", "give_back-sheet": "SXD SXD", "give_back-reason": "thiếu mục 2"}
    assert officer.post(ROUND, back).status_code == 303
    assert "bị trả lại" in text(as_("SXD").get(ROUND)) and "thiếu mục 2" in text(as_("SXD").get(ROUND))


def test_work_waits_for_each_scorer_and_for_the_organiser(block: Block) -> None:
    def lines(person: Any) -> list[tuple[str, str]]:
        found = [group for group in work_of(person) if group.title == "Chấm điểm thi đua"]
        return [(line.text, line.due) for group in found for line in group.lines]

    assert lines(block.of("SXD")) == []
    block.to("self")
    assert lines(block.of("SXD")) == [("Tự chấm điểm thi đua năm 2023", "còn 15 ngày làm việc (đến 31/01/2024)")]
    assert [text for text, _ in lines(block.officer)] == [f"{block.round}: chuyển sang chấm chéo"]
    block.hand_in("SXD")
    assert lines(block.of("SXD")) == []
    block.move("begin_cross")
    names = block.board.names
    assert [text for text, _ in lines(block.of("SXD"))] == [
        f"Chấm chéo {names[code]}, năm 2023" for code in sorted(block.board.to_score("SXD"), key=names.get)
    ] or len(lines(block.of("SXD"))) == 3


def test_each_stage_is_due_by_its_day_and_done_by_the_day_of_the_sheet(block: Block) -> None:
    from chungsuc.deadlines.facts import dues_on

    names = ["scoring.own", "scoring.cross", "scoring.decisions"]
    block.to("self")
    block.hand_in("SXD")
    unit = block.board.contestants["SXD"].unit_id
    [own] = dues_on(DAY, frozenset({unit}), names).facts
    assert (own.what, own.due.due, own.due.done_on) == ("Tự chấm điểm thi đua năm 2023", date(2024, 1, 31), DAY)
    other = block.board.contestants["SCT"].unit_id
    [late] = dues_on(date(2024, 2, 5), frozenset({other}), names).facts
    assert late.late
    block.move("begin_cross")
    cross = [fact for fact in dues_on(DAY, frozenset({unit}), names).facts if fact.kind == "scoring.cross"]
    assert len(cross) == 3 and {fact.due.due for fact in cross} == {date(2024, 1, 31)}
    block.move("begin_council")
    organiser = block.round.organiser_id
    [decision] = dues_on(DAY, frozenset({organiser}), names).facts
    assert decision.what.startswith("Chốt xếp hạng thi đua năm 2023") and decision.due.done_on is None


@pytest.mark.parametrize("page", ["", "xep-hang/", "bang.xlsx"])
def test_a_review_list_of_200_units_asks_no_more_than_one_of_one(
    block: Block, as_: Any, django_assert_max_num_queries: Any, page: str
) -> None:
    officer, asked = as_("officer"), []
    for count in (1, 200):
        made = great_round(count)
        with django_assert_max_num_queries(12) as counted:
            answer = officer.get(f"/cham-diem/{made.code}/{page}")
        assert answer.status_code == 200 and isinstance(counted, CaptureQueriesContext)
        assert page == "bang.xlsx" or len(answer.content) < 100_000
        asked.append(len(counted))
    assert asked[0] == asked[1]


def test_a_paper_that_is_entered_needs_a_level_and_a_number(block: Block, as_: Any) -> None:
    block.to("self")
    page, officer = f"{ROUND}don-vi/SXD/", as_("officer")
    told = {
        "viec": "enter.nhiem-vu-chinh-tri",
        "enter-nhiem-vu-chinh-tri-points": "8",
        "enter-nhiem-vu-chinh-tri-seen": "0",
    }
    assert officer.post(page, told).status_code == 422
    paper = {"enter-nhiem-vu-chinh-tri-paper": "12/QĐ-UBND ngày 05/01/2024"}
    assert officer.post(page, {**told, **paper}).status_code == 303
    mark = Mark.objects.get(stage="paper")
    assert (mark.points, mark.reason, mark.paper) == (8, "Hoàn thành tốt nhiệm vụ", "12/QĐ-UBND ngày 05/01/2024")
