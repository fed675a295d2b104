"""What outlets told: entered once by its own desk, counted by quarter, out of a workbook and in again."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from chungsuc.audit.models import Entry
from chungsuc.exemplars import actions
from chungsuc.exemplars.actions import ExemplarRefused, Piece, Stale
from chungsuc.exemplars.facts import coverage_by_quarter, media_body
from chungsuc.exemplars.models import Coverage, Outlet, Programme
from chungsuc.exemplars.rules.counting import Told
from chungsuc.imports import actions as imports
from chungsuc.imports.models import Batch
from chungsuc.organisations.models import Unit
from chungsuc.workbooks.writing import SheetSpec, plain_header, write_xlsx
from tests.province import Province

from . import rows
from .rows import LATER, outlet

pytestmark = pytest.mark.usefixtures("bare_province")


@pytest.fixture(autouse=True)
def present_day(settings: Any) -> None:
    settings.TODAY = "2024-04-01"


def piece(**more: Any) -> Piece:
    return Piece(**{"outlet": outlet(), "day": LATER, "title": "Chuyện hiến đất", "seconds": 750, **more})


def test_the_outlets_of_the_pack_are_there_from_its_loading() -> None:
    assert set(Outlet.objects.values_list("unit__code", "kind")) == {("BAO", "newspaper"), ("DAI", "broadcaster")}


@pytest.mark.parametrize(
    ("role", "unit", "may"),
    [("press", "BAO", True), ("press", "DAI", False), ("department", "STTTT", True), ("department", "SXD", False),
     ("emulation_officer", "SNV", True), ("commune", "dn-24673", False), ("inspector", "TTT", False)],
)  # fmt: skip
def test_an_outlets_pieces_are_entered_by_itself_the_body_that_answers_and_the_emulation_office(
    role: str, unit: str, may: bool
) -> None:
    acting = rows.person(role, unit)
    if not may:
        with pytest.raises(PermissionDenied):
            actions.enter(piece(), acting=acting)
        assert not Coverage.objects.exists()
        return
    made = actions.enter(piece(), acting=acting)
    [entry] = Entry.objects.filter(act="exemplars.coverage_entered")
    assert entry.subject_label == f"số {made.pk}, Báo Đắk Nông, ngày 01/04/2024"
    assert "hiến đất" not in str(vars(entry))


def test_a_commune_enters_for_its_own_loudspeakers() -> None:
    at = Unit.objects.get(code="dn-24673")
    with pytest.raises(PermissionDenied):
        actions.add_outlet(
            name="Truyền thanh xã khác",
            kind="loudspeaker",
            unit=Unit.objects.get(code="dn-24751"),
            since=LATER,
            acting=rows.commune(),
        )
    own = actions.add_outlet(
        name="Truyền thanh xã Đắk Gằn", kind="loudspeaker", unit=at, since=date(2023, 1, 1), acting=rows.commune()
    )
    with pytest.raises(ExemplarRefused, match="Đã có"):
        actions.add_outlet(
            name="truyen thanh xa Dak Gan", kind="loudspeaker", unit=at, since=LATER, acting=rows.commune()
        )
    assert actions.enter(piece(outlet=own), acting=rows.commune()).outlet == own


def test_a_piece_is_counted_once_and_taken_out_once() -> None:
    acting = rows.person("press", "BAO")
    made = actions.enter(piece(), acting=acting)
    with pytest.raises(ExemplarRefused, match="chỉ ghi một lần"):
        actions.enter(piece(title="CHUYEN hien  dat"), acting=acting)
    with pytest.raises(ExemplarRefused, match="lý do"):
        actions.withdraw_coverage(made, reason=" ", acting=acting)
    with pytest.raises(PermissionDenied):
        actions.withdraw_coverage(made, reason="Sai", acting=rows.person("press", "DAI"))
    twice = Coverage.objects.get()
    actions.withdraw_coverage(made, reason="Ghi nhầm ngày", acting=acting)
    with pytest.raises(Stale):
        actions.withdraw_coverage(twice, reason="Ghi nhầm ngày", acting=acting)
    assert actions.enter(piece(), acting=acting).pk != made.pk


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"title": " "}, "tiêu đề"),
        ({"day": date(2024, 4, 2)}, "sau hôm nay"),
        ({"day": date(1999, 1, 1)}, "không hoạt động"),
    ],
)
def test_an_impossible_piece_is_refused(more: dict[str, Any], said: str) -> None:
    with pytest.raises(ExemplarRefused, match=said):
        actions.enter(piece(**more), acting=rows.person("press", "BAO"))


def test_a_piece_belongs_to_a_column_of_its_outlet_that_runs_on_the_day() -> None:
    acting = rows.person("press", "BAO")
    column = actions.add_programme(outlet(), name="Chung sức", kind="column", since=date(2024, 2, 1), acting=acting)
    with pytest.raises(ExemplarRefused, match="đã có"):
        actions.add_programme(outlet(), name="CHUNG SUC", kind="column", since=date(2024, 2, 1), acting=acting)
    with pytest.raises(ExemplarRefused, match="không thuộc"):
        actions.enter(piece(outlet=outlet("DAI"), programme=column), acting=rows.person("press", "DAI"))
    with pytest.raises(ExemplarRefused, match="không có"):
        actions.enter(piece(programme=column, day=date(2024, 1, 15)), acting=acting)
    assert actions.enter(piece(programme=column), acting=acting).programme == column


def test_a_year_is_counted_by_outlet_and_quarter() -> None:
    made = rows.exemplar()
    for day, title, more in (
        (date(2024, 1, 1), "a", {"seconds": 600}), (date(2024, 3, 31), "b", {"seconds": 90, "pieces": 3}),
        (date(2024, 4, 1), "c", {"words": 800, "exemplar": made}), (date(2023, 12, 31), "d", {}),
    ):  # fmt: skip
        rows.piece(outlet=outlet(), day=day, title=title, **more)
    rows.piece(outlet=outlet("DAI"), day=date(2024, 1, 5), title="a", seconds=60)
    Coverage.objects.create(
        outlet=outlet(), day=date(2024, 2, 2), title="x", title_key="x", entered_by="x", entered_at="2024-02-02T08:00:00+07:00",
        withdrawn_at="2024-02-03T08:00:00+07:00", withdrawn_by="x", withdrawal_reason="sai",
    )  # fmt: skip
    found = coverage_by_quarter(2024)
    by_name = {line.name: line for line in found.lines}
    assert by_name["Báo Đắk Nông"].by_quarter == {1: Told(4, 690, 0, 0), 2: Told(1, 0, 800, 1)}
    assert (found.of(1), found.of(3), found.whole) == (Told(5, 750), Told(), Told(6, 750, 800, 1))
    assert found.whole.minutes == Decimal("12.5")
    assert coverage_by_quarter(2024, until=date(2024, 1, 31)).whole == Told(2, 660)


def test_counting_costs_the_same_however_much_was_told(django_assert_num_queries: Any) -> None:
    for number in range(30):
        rows.piece(outlet=outlet(), day=LATER, title=f"bài {number}")
    with django_assert_num_queries(2):
        assert coverage_by_quarter(2024).whole.pieces == 30


@pytest.mark.parametrize(
    ("day", "code", "said"),
    [
        (date(2025, 2, 28), "STTTT", "Cơ quan tổng hợp: Sở Thông tin và Truyền thông."),
        (
            date(2025, 3, 1),
            "SKHCN",
            "Cơ quan tổng hợp: Sở Khoa học và Công nghệ (tiếp nhận nhiệm vụ của Sở Thông tin và Truyền thông).",
        ),
        (date(2021, 1, 1), "", "Chưa có quy định cơ quan nào tổng hợp thông tin, truyền thông vào ngày này."),
    ],
)
def test_the_page_says_which_body_answers_on_its_day(day: date, code: str, said: str) -> None:
    body = media_body(day)
    assert (body.code, body.said) == (code, said)


def test_the_successor_enters_what_the_former_body_answered_for() -> None:
    later = date(2025, 4, 1)
    heir = rows.person("department", "SKHCN", later)
    assert actions.enter(piece(day=later), acting=heir).outlet == outlet()


# --- a workbook ---


HEAD = ["Cơ quan báo chí", "Chuyên trang, chuyên mục", "Ngày đăng, phát", "Tiêu đề", "Thời lượng, phút", "Số tin, bài"]


def received(lines: list[list[Any]], by: str) -> Batch:
    out = io.BytesIO()
    write_xlsx(out, [SheetSpec("Tin", plain_header(HEAD), lines)])
    out.seek(0)
    return imports.read(imports.receive(out, filename="tin-bai.xlsx", kind="coverage", by=by))


LINES = [
    ["Báo Đắk Nông", "", date(2024, 3, 1), "Bài một", None, 2],
    ["bao dak nong", "", "02/03/2024", "Bài hai", 12.5, None],
]


def test_a_workbook_is_let_in_once_and_taken_back() -> None:
    press = rows.person("press", "BAO")
    batch = received(LINES, press.username)
    assert (batch.counts["matched"], batch.counts["changed"]) == (2, 2)
    assert imports.confirm(batch, by=press.username).written == 2
    assert sorted(Coverage.objects.values_list("title", "pieces", "seconds")) == [
        ("Bài hai", 1, 750),
        ("Bài một", 2, None),
    ]
    again = received(LINES, press.username)
    assert imports.confirm(again, by=press.username).written == 0
    imports.undo(batch, by=press.username, reason="Nhầm tệp")
    assert Coverage.objects.standing().count() == 0


def test_a_row_that_differs_replaces_and_undoing_brings_the_former_back() -> None:
    press = rows.person("press", "BAO").username
    imports.confirm(received(LINES, press), by=press)
    more = received([[*LINES[0][:5], 5], LINES[1]], press)
    assert imports.confirm(more, by=press).written == 1
    assert Coverage.objects.standing().get(title="Bài một").pieces == 5
    imports.undo(more, by=press, reason="Số sai")
    assert Coverage.objects.standing().get(title="Bài một").pieces == 2


def test_another_outlets_rows_are_refused_whole() -> None:
    press = rows.person("press", "DAI").username
    with pytest.raises(imports.ImportRefused, match="Báo Đắk Nông"):
        imports.confirm(received(LINES, press), by=press)
    assert not Coverage.objects.exists()


@pytest.mark.parametrize(
    ("line", "cell", "said"),
    [
        (["Báo lạ", "", date(2024, 3, 1), "Bài", None, 1], "A2", "Không có cơ quan báo chí"),
        (["Báo Đắk Nông", "", "hôm qua", "Bài", None, 1], "C2", "không phải là ngày"),
        (["Báo Đắk Nông", "", date(2024, 3, 1), "", 5, 1], "D2", "Thiếu tiêu đề"),
        (["Báo Đắk Nông", "", date(2024, 3, 1), "Bài", 1.25, 1], "E2", "Thời lượng"),
        (["Báo Đắk Nông", "", date(2024, 3, 1), "Bài", None, 1.5], "F2", "số nguyên"),
        (["Báo Đắk Nông", "Mục lạ", date(2024, 3, 1), "Bài", None, 1], "B2", "không có chuyên trang"),
        (["Báo Đắk Nông", "", date(2024, 5, 1), "Bài", None, 1], "C2", "sau hôm nay"),
    ],
)
def test_a_wrong_cell_is_told_with_its_address(line: list[Any], cell: str, said: str) -> None:
    batch = received([line], "ai")
    [message] = batch.messages.all()
    assert (batch.counts["wrong"], message.cell) == (1, cell)
    assert said in message.text


def test_a_wrong_cell_is_mended_in_the_browser() -> None:
    batch = received([["Báo lạ", "", date(2024, 3, 1), "Bài", None, 1]], "ai")
    row = batch.rows.get()
    assert imports.mend_cell(row, "A2", "Báo Đắk Nông", by="ai") == ""
    row.refresh_from_db()
    assert (row.status, row.unit_name) == ("matched", "Báo Đắk Nông")


def test_what_goes_out_comes_back_in_unchanged_and_what_is_withheld_is_left_alone(
    bare_province: Province, client_as: Any
) -> None:
    made = rows.exemplar()
    actions.add_programme(outlet(), name="Chung sức", kind="column", since=date(2024, 2, 1), acting=rows.emulation())
    rows.piece(
        outlet=outlet(), day=LATER, title="Bài, có “dấu”", seconds=750, programme=Programme.objects.get(), words=900
    )
    rows.piece(outlet=outlet("DAI"), day=LATER, title=f"Chuyện của {made.name}", exemplar=made, link="a.b/c")
    for role, read in (("emulation", 2), ("inspector", 1)):
        answer = client_as(bare_province.account(role)).get("/truyen-thong/tai-ve/")
        file = io.BytesIO(b"".join(answer.streaming_content))
        batch = imports.read(imports.receive(file, filename="ra.xlsx", kind="coverage", by="emulation"))
        assert (batch.counts["rows"], batch.counts["changed"], batch.counts["unchanged"]) == (read, 0, read)
    assert "không đọc" in batch.notes[0]


def test_who_enters_for_a_part_sees_the_own_batches_only(bare_province: Province, client_as: Any) -> None:
    theirs = received(LINES, rows.person("press", "BAO").username)
    client = client_as(bare_province.account("department"))
    assert client.get(f"/nhap-so-lieu/{theirs.pk}/").status_code == 404
    assert client_as(bare_province.account("emulation")).get(f"/nhap-so-lieu/{theirs.pk}/").status_code == 200
