import io
import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.workbooks.limits import DEFAULT, Limits
from chungsuc.workbooks.neutral import neutralised, restored, starts_formula
from chungsuc.workbooks.reading import WorkbookRefused, read_workbook
from chungsuc.workbooks.text_tables import csv_lines, write_csv

from .making import told_here


def rows_of(path, content, **options):
    path.write_bytes(content)
    assert told_here(path, options.get("limits", DEFAULT))[-1][0] in ("done", "refused")
    (sheet,) = read_workbook(path, **options).sheets
    return {cell.address: cell.value for row in sheet.rows for cell in row.cells.values()}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators_are_recognised(tmp_path, encoding, separator):
    lines = (
        ["Xã,Tỷ lệ", '"Đắk Nia","96,7"', '"Quảng Sơn",19']
        if separator == ","
        else [f"Xã{separator}Tỷ lệ", f"Đắk Nia{separator}96,7", f"Quảng Sơn{separator}19"]
    )
    found = rows_of(tmp_path / "a.csv", "\r\n".join(lines).encode(encoding))
    assert found == {"A1": "Xã", "B1": "Tỷ lệ", "A2": "Đắk Nia", "B2": "96,7", "A3": "Quảng Sơn", "B3": "19"}


def windows_1258(text: str) -> bytes:
    """The code page of Vietnamese Windows: a letter with its hat or horn, then its tone."""
    found = bytearray()
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in parts[1:] if mark in "\u0300\u0309\u0303\u0301\u0323"]
        bare = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        found += (bare + "".join(tones)).encode("cp1258")
    return bytes(found)


def test_the_code_page_of_vietnamese_windows_is_recognised_by_where_its_tones_stand(tmp_path):
    found = rows_of(tmp_path / "a.csv", windows_1258("Đơn vị;Tỷ lệ\r\nXã Đắk Nia;96,7\r\nXã Nâm N'Đir;Chưa đạt\r\n"))
    assert found == {
        "A1": "Đơn vị",
        "B1": "Tỷ lệ",
        "A2": "Xã Đắk Nia",
        "B2": "96,7",
        "A3": "Xã Nâm N'Đir",
        "B3": "Chưa đạt",
    }


@pytest.mark.parametrize("content", [b"X\xb7 \xa7\xbek Ha;\xcc\xcd", "Xã".encode("cp1252"), b"a;\xcc\n", b"\xfe\xfd;"])
def test_other_code_pages_are_refused_and_never_guessed(tmp_path, content):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(WorkbookRefused):
        read_workbook(path)


def test_titles_above_the_table_do_not_mislead_the_separator(tmp_path):
    content = "BIỂU TỔNG HỢP, NĂM 2023\n\nXã;Tỷ lệ;Ghi chú\nĐắk Nia;96,7;\nQuảng Sơn;90,1;x\n".encode()
    found = rows_of(tmp_path / "a.csv", content)
    assert found["B4"] == "96,7"
    assert "C4" not in found


def test_the_separator_a_program_wrote_down_is_followed(tmp_path):
    assert rows_of(tmp_path / "a.csv", b"sep=|\r\na|b;c\r\n") == {"A1": "a", "B1": "b;c"}


def test_a_long_table_is_read_in_batches_with_record_numbers(tmp_path):
    content = "".join(f'{n};"hai\ndòng"\n' for n in range(1, 3001)).encode()
    found = rows_of(tmp_path / "a.csv", content)
    assert (found["A3000"], found["B3000"], len(found)) == ("3000", "hai\ndòng", 6000)


@pytest.mark.parametrize(
    ("content", "limits", "code"),
    [
        (b"a,b\n" * 10, Limits(cells=10), "too_many_cells"),
        (b"a,b\n" * 10, Limits(rows=9), "too_many_cells"),
        (b"a,b\n" * 10, Limits(columns=1), "too_many_cells"),
        (b"a," + b"b" * 99, Limits(cell_text=98), "too_large"),
        (b'a,"' + b"b" * 200_000, Limits(), "damaged"),
        (b"\xff\xfea", Limits(), "not_a_workbook"),
        (b" \n\n", Limits(), "read"),
        (b",,,\n,,\n", Limits(), "empty"),
    ],
)
def test_text_tables_have_limits_too(tmp_path, content, limits, code):
    try:
        rows_of(tmp_path / "a.csv", content, limits=limits)
        found = "read"
    except WorkbookRefused as refusal:
        found = refusal.code
    assert found == code


@pytest.mark.parametrize(
    "text", ["=1+1", "+84", "-5", "@x", "\tx", "\rx", "\n=1", " =1", "'=1", "＝1", "\ufeff=1", "- Xã A"]
)
def test_what_could_start_a_formula_is_neutralised(text):
    assert neutralised(text) == f"'{text}"
    assert restored(neutralised(text)) == text


@pytest.mark.parametrize("text", ["", "Xã Đắk R'Moan", "'x", "5", "a=b", "Đạt"])
def test_other_text_stays_as_it_is(text):
    assert neutralised(text) == text
    assert restored(text) == text


@given(st.text())
def test_any_text_survives_neutralising(text):
    written = neutralised(text)
    assert restored(written) == text
    assert written[:1] == "'" or not starts_formula(written)


def test_a_written_table_is_read_back_as_it_was(tmp_path):
    rows = [["=cmd|'/c calc'!A0", "'=x"], ['Xã, "Đắk"', "a\r\nb"], ["+84", "\ufeff=1"]]
    stream = io.BytesIO()
    write_csv(stream, ["@tên", "Ghi chú"], rows)
    found = rows_of(tmp_path / "a.csv", stream.getvalue())
    assert list(found.values()) == ["@tên", "Ghi chú", *(text for row in rows for text in row)]


def test_kinds_are_spelt_for_programs():
    values = [1, -96.7, Decimal("0.985"), True, False, None, date(2023, 12, 31), datetime(2023, 12, 31, 8, 5)]  # noqa: DTZ001
    header, line = csv_lines(["a"], [values])
    assert header == b"\xef\xbb\xbfa\r\n"
    assert line == b"1,-96.7,0.985,TRUE,FALSE,,2023-12-31,2023-12-31 08:05:00\r\n"
