"""Sheets as people lay them out, and cells as they write them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from chungsuc.criteria.models import Value
from tests.province import Province

from .sheets import columns, head, only_row, plain_book, read, read_path, said

NAME = "Xã Đắk Nia"


@pytest.mark.parametrize(
    ("code", "written", "understood"),
    [
        *(("1.1", word, True) for word in ("Đ", "đ", "Đạt", "ĐẠT", "x", "X", "có", "✓", True)),
        *(("1.1", word, False) for word in ("K", "k", "Không đạt", "Chưa đạt", "không", "✗", False)),
        *(("2.1", text, "98.5") for text in ("98,5", "98,5 %", "98,5%", " 98,5 ", 98.5, "98.5")),
        ("2.1", 0, "0"),
        ("2.1", 100, "100"),
        ("2.1", "45/50", "45/50"),
        ("2.1", "45 / 50", "45/50"),
        *(("13.4", dash, "-") for dash in ("-", "–", "không áp dụng", "KAD")),
        ("8.4", "Đ", True),
        ("10", "62,9", "62.9"),
        ("9.1", "không", "0"),
        ("9.1", 12, "12"),
    ],
)
def test_a_cell_is_read_as_its_author_meant_it(
    bare_province: Province, tmp_path: Path, code: str, written: Any, understood: Any
) -> None:
    batch = read(plain_book((NAME, {code: written})), tmp_path)
    assert only_row(batch) == {code: understood}
    assert not batch.messages.exists()


@pytest.mark.parametrize(
    ("code", "written", "words"),
    [
        ("1.1", "có lẽ", "không phải là Đạt hay Không đạt. Hãy ghi Đ"),
        ("1.1", 1, "không phải là Đạt hay Không đạt"),
        ("1.1", "-", "không cho phép “không áp dụng” ở chỉ tiêu 1.1. Hãy ghi giá trị"),
        ("2.1", "100,1", "lớn hơn 100 %. Hãy kiểm tra lại chỉ tiêu 2.1"),
        ("2.1", -1, "là số âm. Hãy kiểm tra lại"),
        ("2.1", "60/50", "lớn hơn 100 %"),
        ("2.1", "5/0", "Mẫu số bằng 0. Hãy kiểm tra lại hai số"),
        ("10", "1.234", "có thể hiểu theo hai cách"),
        ("10", "sáu mươi", "không phải là số. Chỉ nhập chữ số"),
        ("10", date(2023, 5, 4), "Ô này là ngày tháng (04/05/2023), không phải số. Hãy gõ lại"),
        ("10", 45050, "có lẽ là ngày 04/05/2023 bị đổi thành số. Hãy gõ lại"),
        ("9.1", 1.5, "không phải số nguyên"),
        ("10", "=1+1", "Công thức chưa có kết quả lưu trong tệp. Hãy mở tệp"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_cell_with_what_to_do(
    bare_province: Province, tmp_path: Path, code: str, written: Any, words: str
) -> None:
    batch = read(plain_book((NAME, {code: written, "2.2": 50})), tmp_path)
    message = batch.messages.get()
    assert message.text.count(words) == 1 and message.level == "error"
    assert message.cell == next(i["c"] for i in batch.rows.get().payload if i["i"] == code)
    assert only_row(batch) == {"2.2": "50"}
    assert batch.rows.get().status == "wrong"


def test_a_blank_is_not_zero(bare_province: Province, tmp_path: Path) -> None:
    batch = read(plain_book((NAME, {"9.1": None, "2.1": 0})), tmp_path)
    assert only_row(batch) == {"2.1": "0"}


def test_a_cell_shown_as_a_percentage_is_read_as_shown(bare_province: Province, tmp_path: Path) -> None:
    book = plain_book((NAME, {"2.1": 0.985, "2.2": 0.985}))
    book.active.cell(2, 2 + 1 + columns().index("2.1")).number_format = "0.0%"
    assert only_row(read(book, tmp_path)) == {"2.1": "98.5", "2.2": "0.985"}


def test_the_heading_may_stand_anywhere_with_columns_between(bare_province: Province, tmp_path: Path) -> None:
    book = Workbook()
    book.active.cell(1, 1, "BIỂU NĂM 2023")
    codes = columns()
    codes.insert(3, "Ghi chú của xã")
    places = head(book.active, 9, ("Mã", "Ghi chú", "Tên xã"), codes)
    book.active.cell(10, 3, NAME)
    book.active.cell(10, places["2.1"], 70)
    book.active.cell(10, places["Ghi chú của xã"], "5/7 đường đã làm")
    batch = read(book, tmp_path, year=None)
    assert (only_row(batch), batch.year) == ({"2.1": "70"}, 2023)


def test_headings_typed_as_numbers_tell_17_1_from_17_10(bare_province: Province, tmp_path: Path) -> None:
    book = Workbook()
    codes: list[Any] = [float(c) if c.count(".") == 1 and " " not in c else c for c in columns()]
    head(book.active, 1, codes=codes)
    book.active.cell(2, 2, NAME)
    at = [n for n, c in enumerate(codes, start=3) if c == 17.1]
    book.active.cell(2, at[0], 11)
    book.active.cell(2, at[1], 22)
    assert only_row(read(book, tmp_path)) == {"17.1": "11", "17.10": "22"}


def test_sexes_may_stand_in_a_second_heading_row(bare_province: Province, tmp_path: Path) -> None:
    book = Workbook()
    codes = [
        c.replace(" (nam)", "").replace(" (nữ)", "") if "(nam)" in c else ("" if "(nữ)" in c else c) for c in columns()
    ]
    head(book.active, 1, codes=codes)
    for place, code in enumerate(columns(), start=3):
        if "(" in code:
            book.active.cell(2, place, "Nam" if "nam" in code else "Nữ")
    book.active.cell(3, 2, NAME)
    at = 3 + columns().index("12.1 (nam)")
    book.active.cell(3, at, 80)
    book.active.cell(3, at + 1, 70)
    batch = read(book, tmp_path)
    assert only_row(batch) == {"12.1m": "80", "12.1f": "70"}


def test_both_numbers_of_a_share_may_have_columns_of_their_own(bare_province: Province, tmp_path: Path) -> None:
    codes = columns()
    at = codes.index("2.1")
    codes[at : at + 1] = ["2.1 tử số", "2.1 mẫu số"]
    book = Workbook()
    head(book.active, 1, codes=codes)
    book.active.cell(2, 2, NAME)
    book.active.cell(2, 3 + at, 45)
    book.active.cell(2, 4 + at, 50)
    assert only_row(read(book, tmp_path)) == {"2.1": "45/50"}


def test_a_column_given_twice_is_read_once_and_told(bare_province: Province, tmp_path: Path) -> None:
    book = Workbook()
    places = head(book.active, 1, codes=[*columns(), "2.1 (lần hai)"])
    book.active.cell(2, 2, NAME)
    book.active.cell(2, places["2.1"], 70)
    book.active.cell(2, places["2.1 (lần hai)"], 80)
    batch = read(book, tmp_path)
    assert only_row(batch) == {"2.1": "70"}
    assert any("chỉ tiêu 2.1 đã có ở cột" in note for note in batch.notes)


def test_missing_columns_are_told(bare_province: Province, tmp_path: Path) -> None:
    book = Workbook()
    head(book.active, 1, codes=[c for c in columns() if c not in ("2.1", "10")])
    book.active.cell(2, 2, NAME)
    assert "Tệp không có cột của 2 chỉ tiêu: 2.1, 10." in read(book, tmp_path).notes


def test_headings_of_districts_totals_numbers_and_signatures_are_no_rows(
    bare_province: Province, tmp_path: Path
) -> None:
    book = plain_book(
        ("(2)", dict(zip(columns(), range(3, 99), strict=False))),
        ("Thành phố Gia Nghĩa", {}),
        (NAME, {"2.1": 70}),
        ("Huyện Đăk Glong", {"2.1": 66, "2.2": 50}),
        ("Xã Quảng Sơn", {"2.1": 80}),
        ("TỔNG CỘNG", {"2.1": 75}),
        ("Bình quân toàn tỉnh", {"2.1": 75}),
        ("Người lập biểu", {}),
    )
    batch = read(book, tmp_path)
    assert [row.label for row in batch.rows.all()] == [NAME, "Xã Quảng Sơn"]
    assert not batch.messages.exists()


def test_a_row_with_values_but_no_name_is_asked_about(bare_province: Province, tmp_path: Path) -> None:
    batch = read(plain_book(("", {"2.1": 70, "2.2": 60})), tmp_path)
    assert (batch.rows.get().status, batch.messages.get().cell) == ("questioned", "B2")
    assert "ô tên đơn vị để trống" in batch.messages.get().text


@pytest.mark.parametrize("name", ["Đắk Nia", "xã đắk nia", "XÃ ĐẮK NIA", "  Xã  Đăk Nia ", "Xã Ðắk Nia"])
def test_a_commune_is_found_by_any_spelling(bare_province: Province, tmp_path: Path, name: str) -> None:
    batch = read(plain_book((name, {"2.1": 70})), tmp_path)
    assert batch.rows.get().unit_name == NAME


def test_two_sheets_are_read_as_one_file_and_the_same_commune_twice_is_told(
    bare_province: Province, tmp_path: Path
) -> None:
    book = plain_book((NAME, {"2.1": 70}))
    for title, name in (("Hai", "Xã Quảng Sơn"), ("Ba", NAME)):
        sheet = book.create_sheet(title)
        places = head(sheet)
        sheet.cell(2, 2, name)
        sheet.cell(2, places["2.1"], 80)
    book.create_sheet("Ghi chú").cell(1, 1, "không phải biểu")
    batch = read(book, tmp_path)
    assert [(row.sheet, row.status) for row in batch.rows.order_by("pk")] == [
        ("Sheet", "matched"), ("Hai", "matched"), ("Ba", "wrong"),
    ]  # fmt: skip
    assert [(m.sheet, m.cell, m.code) for m in batch.messages.all()] == [("Ba", "B2", "twice")]


def test_a_hidden_sheet_is_not_read(bare_province: Province, tmp_path: Path) -> None:
    book = plain_book((NAME, {"2.1": 70}))
    sheet = book.create_sheet("Ẩn")
    head(sheet)
    sheet.cell(2, 2, "Xã Quảng Sơn")
    sheet.sheet_state = "hidden"
    assert read(book, tmp_path).rows.count() == 1


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_text_table_is_read_too(bare_province: Province, tmp_path: Path, separator: str) -> None:
    path = tmp_path / "bieu.csv"
    cells = dict.fromkeys(columns(), "") | {"2.1": '"98,5"', "1.1": "Đ", "13.4": "'-"}
    lines = [separator.join(["TT", "Đơn vị", *columns()]), separator.join(["1", NAME, *cells.values()])]
    path.write_text("\n".join(lines), "utf-8")
    assert only_row(read_path(path)) == {"1.1": True, "2.1": "98.5", "13.4": "-"}


def test_equal_names_are_told_apart_by_a_district_column(bare_province: Province, tmp_path: Path) -> None:
    book = Workbook()
    places = head(book.active, 1, ("TT", "Đơn vị", "Huyện"))
    for number, (name, district) in enumerate(((NAME, "Thành phố Gia Nghĩa"), ("Xã Quảng Sơn", "Huyện Đăk Glong")), 2):
        book.active.cell(number, 2, name)
        book.active.cell(number, 3, district)
        book.active.cell(number, places["2.1"], 70)
    batch = read(book, tmp_path)
    assert [said(row) for row in batch.rows.all()] == [{"2.1": "70"}] * 2


def test_a_file_without_a_year_asks_for_one(bare_province: Province, tmp_path: Path) -> None:
    batch = read(plain_book((NAME, {"2.1": 70})), tmp_path, year=None)
    assert batch.refusal == "Không rõ biểu của năm nào. Hãy chọn năm khi tải lên hoặc ghi năm ở tiêu đề biểu."


def test_a_year_that_the_set_does_not_judge_is_refused(bare_province: Province, tmp_path: Path) -> None:
    batch = read(plain_book((NAME, {"2.1": 70})), tmp_path, year=2019)
    assert "không dùng cho năm 2019" in batch.refusal and not Value.objects.exists()


def test_a_sheet_without_headings_says_what_is_needed(bare_province: Province, tmp_path: Path) -> None:
    book = Workbook()
    book.active.cell(1, 1, "gì đó")
    assert "Không tìm thấy dòng tiêu đề có số các chỉ tiêu" in read(book, tmp_path).refusal
