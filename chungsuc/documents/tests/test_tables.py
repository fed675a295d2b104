"""The tables of a paper as a workbook: the same words, numbers as numbers, the same bytes, nothing that starts as a formula."""

import io
from dataclasses import replace

import openpyxl
import pytest

from chungsuc.documents.tables import tables_of, workbook_of
from chungsuc.typesetting.content import Column, Paragraph, Table
from chungsuc.typesetting.tests.sample_papers import KINDS, RESULTS


def read(content: bytes) -> dict[str, list[tuple]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_a_table_has_the_heads_rows_and_total_of_the_paper() -> None:
    (rows,) = read(workbook_of(KINDS["bao-cao"])).values()
    assert [row[0] for row in rows[:2]] == [
        "Kết quả thực hiện Phong trào thi đua năm 2023",
        "Kết quả thực hiện tiêu chí đến 31/12/2023",
    ]
    assert rows[2:] == [
        ("STT", "Đơn vị", "Số tiêu chí đạt", "Kết quả"),
        ("1", "Xã Nhân Cơ", 19, "đạt"),
        ("2", "Xã Đắk Wer", 18, "chưa đạt"),
        ("3", "Xã Đắk R'La", 17, "chưa đủ căn cứ"),
        (None, "Bình quân", 18, None),
    ]


def test_every_table_of_an_annex_is_a_sheet() -> None:
    sheets = read(workbook_of(KINDS["phu-luc"]))
    assert [(name, len(rows)) for name, rows in sheets.items()] == [("Bảng 1", 62), ("Bảng 2", 7)]


def test_the_workbook_of_a_paper_without_tables_says_so() -> None:
    assert tables_of(KINDS["quyet-dinh"]) == []
    assert read(workbook_of(KINDS["quyet-dinh"])) == {"Bảng": [("Văn bản này không có bảng.",)]}


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.234,5", 1234.5), ("-12", -12), ("17,2", 17.2), ("1.23", "1.23"), ("=1+1", "=1+1"), ("12 xã", "12 xã"), ("", None),
     ("1234567890123456", "1234567890123456"), ("+5", "+5")],
)  # fmt: skip
def test_only_what_is_surely_a_number_becomes_one(text: str, value: object) -> None:
    table = Table((Column("Số", 1, "right"),), ((text,), ("x",)))
    (rows,) = read(workbook_of(replace(KINDS["bao-cao"], blocks=(table,)))).values()
    assert rows[2] == (value,)


def test_the_same_table_is_the_same_file_and_has_no_formula() -> None:
    hostile = replace(RESULTS, rows=(('=HYPERLINK("http://a.vn")', "+1", "@x", "-cmd"),))
    sheet = replace(KINDS["bao-cao"], blocks=(hostile, Paragraph("x")))
    assert workbook_of(sheet) == workbook_of(sheet)
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(sheet)))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n"}
