import csv
import io
import random
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from chungsuc.workbooks.reading import read_workbook
from chungsuc.workbooks.text_tables import write_csv
from chungsuc.workbooks.writing import HeaderCell, SheetSpec, plain_header, write_xlsx

STARTS = [
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    " =",
    "'=",
    "＝",
    "=cmd|'/c calc'!A0",
    '=HYPERLINK("http://a.invalid")',
    "%",
    "{=",
]


def hostile_names(count):
    chance = random.Random(13)
    letters = "Xã Đắk Nông=+-@|'\"!;,\t(){}[]$%ồ12"
    return [chance.choice(STARTS) + "".join(chance.choices(letters, k=chance.randint(0, 30))) for _ in range(count)]


def written(tmp_path, *sheets):
    path = tmp_path / "ra.xlsx"
    write_xlsx(path, sheets)
    return path


def test_a_thousand_hostile_names_come_back_as_text_and_none_is_a_formula(tmp_path):
    names = hostile_names(1000)
    path = written(tmp_path, SheetSpec(names[0], plain_header(names[:50]), [[name] for name in names], title=names[:3]))
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    (sheet,) = read_workbook(path).sheets
    assert [row.cells[1].value for row in sheet.rows[4:]] == names
    assert {cell.kind for row in sheet.rows for cell in row.cells.values()} == {"text"}
    assert [row.cells[1].value for row in sheet.rows[:3]] == names[:3]


def test_hostile_names_also_have_the_mark_that_keeps_them_text_when_edited(tmp_path):
    sheet = openpyxl.load_workbook(written(tmp_path, SheetSpec("a", plain_header(["=x"]), [["=1+1"], ["Đạt"]]))).active
    assert [cell.quotePrefix for (cell,) in sheet["A1:A3"]] == [True, True, False]
    assert [cell.data_type for (cell,) in sheet["A1:A3"]] == ["s", "s", "s"] or sheet["A2"].value == "=1+1"


def test_a_thousand_hostile_names_start_no_formula_in_a_text_table():
    names = hostile_names(1000)
    stream = io.BytesIO()
    write_csv(stream, names[:1], [[name] for name in names])
    found = [record[0] for record in csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline=""))]
    assert len(found) == 1001
    assert not [text for text in found if text.lstrip(" \ufeff")[:1] in tuple("=+-@\t\r\n＝")]


def test_kinds_and_formats_survive(tmp_path):
    moment = datetime(2023, 12, 31, 17, 30, tzinfo=UTC)
    values = ["Xã Đắk Nia", 19, 96.7, Decimal("0.985"), True, None, date(2023, 12, 31), moment, -5, ""]
    path = written(
        tmp_path, SheetSpec("Biểu", plain_header(["a", "b"]), [values], number_formats={4: "0.0%", 9: "0.00"})
    )
    cells = read_workbook(path).sheets[0].rows[1].cells
    assert [cells[n].value for n in sorted(cells)] == [
        "Xã Đắk Nia",
        19,
        96.7,
        0.985,
        True,
        date(2023, 12, 31),
        moment.replace(tzinfo=None),
        -5,
    ]
    assert [n for n in cells if cells[n].percent] == [4]


def test_equal_content_gives_equal_bytes(tmp_path):
    first, second = io.BytesIO(), io.BytesIO()
    for stream in (first, second):
        write_xlsx(stream, [SheetSpec("a", plain_header(["x"]), ([n, "=1"] for n in range(50)))])
    assert first.getvalue() == second.getvalue()


def test_a_header_of_two_lines_keeps_its_merges(tmp_path):
    header = [
        HeaderCell("Đơn vị", 1, last_row=2),
        HeaderCell("Tiêu chí 2", 2, last_col=3),
        HeaderCell("2.1", 2, first_row=2),
        HeaderCell("2.2", 3, first_row=2),
    ]
    path = written(tmp_path, SheetSpec("Biểu", header, [["Xã A", 1, 2]], title=["BIỂU TỔNG HỢP"], freeze_columns=1))
    (sheet,) = read_workbook(path).sheets
    assert sheet.merged == ["A2:A3", "B2:C2"]
    assert {cell.address: cell.value for row in sheet.rows for cell in row.cells.values()} == {
        "A1": "BIỂU TỔNG HỢP",
        "A2": "Đơn vị",
        "B2": "Tiêu chí 2",
        "B3": "2.1",
        "C3": "2.2",
        "A4": "Xã A",
        "B4": 1,
        "C4": 2,
    }


def test_a_sheet_is_ready_to_print_and_to_filter(tmp_path):
    spec = SheetSpec("Biểu", plain_header(["a", "b"]), [[1, 2], [3, 4]], title=["T"], widths={2: 30}, freeze_columns=1)
    sheet = openpyxl.load_workbook(written(tmp_path, spec)).active
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert (sheet.print_title_rows, sheet.freeze_panes, sheet.auto_filter.ref) == ("$2:$2", "B3", "A2:B4")
    assert round(sheet.column_dimensions["B"].width) in (30, 31)


def test_a_sheet_without_header_or_rows_is_still_a_sheet(tmp_path):
    path = written(
        tmp_path,
        SheetSpec("a", [], [], title=["Không có dữ liệu"], landscape=False),
        SheetSpec("b", plain_header(["x"]), []),
    )
    first, second = openpyxl.load_workbook(path).worksheets
    assert (first["A1"].value, first.auto_filter.ref, second.auto_filter.ref) == ("Không có dữ liệu", None, "A1")


def test_sheet_names_are_made_acceptable_and_unique(tmp_path):
    names = ["Biểu [1]: a/b", "x" * 40, "X" * 40, "", "'", "Biểu [1]: a/b"]
    path = written(tmp_path, *(SheetSpec(name, plain_header(["x"]), []) for name in names))
    assert openpyxl.load_workbook(path).sheetnames == [
        "Biểu  1   a b",
        "x" * 31,
        "X" * 27 + " (2)",
        "Bảng",
        "Bảng (2)",
        "Biểu  1   a b (2)",
    ]


@pytest.mark.parametrize("value", ["a" * 32_768, float("nan"), float("inf"), Decimal("NaN")])
def test_what_no_cell_can_hold_is_an_error_that_names_the_cell(value):
    with pytest.raises(ValueError, match="^A2: "):
        write_xlsx(io.BytesIO(), [SheetSpec("a", plain_header(["x"]), [[value]])])


def test_half_characters_and_control_characters_do_not_break_the_file(tmp_path):
    path = written(tmp_path, SheetSpec("a", plain_header(["x"]), [["a\ud800b"], ["a\x07\nb_x0041_"]]))
    rows = read_workbook(path).sheets[0].rows
    assert [row.cells[1].value for row in rows[1:]] == ["a\ufffdb", "a\x07\nb_x0041_"]
