from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.formula import ArrayFormula

from chungsuc.workbooks.limits import Limits
from chungsuc.workbooks.reading import WorkbookRefused, iter_rows, read_workbook

from .making import (
    MAIN,
    ONE_CELL,
    book_xml,
    packed,
    parts,
    relationships,
    sheet_xml,
    strings_xml,
    styles_xml,
    told_here,
)


def cells_of(path, **options):
    assert told_here(path)[-1] == ["done"]
    return {
        cell.address: cell
        for sheet in read_workbook(path, **options).sheets
        for row in sheet.rows
        for cell in row.cells.values()
    }


def refused_here(path, limits):
    """The code from the child's code run in this process, or from the checks before it."""
    try:
        return told_here(path, limits)[-1][1]
    except WorkbookRefused as refusal:
        return refusal.code


def made(tmp_path, data=ONE_CELL, **changes):
    return packed(tmp_path / "bieu.xlsx", parts(data, **changes))


@pytest.fixture
def of_openpyxl(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 2023"
    sheet["A1"] = "BIỂU TỔNG HỢP"
    sheet.merge_cells("A1:G1")
    sheet["B2"], sheet["C2"], sheet["D2"], sheet["E2"] = 96.7, 19, True, date(2023, 12, 31)
    sheet["F2"], sheet["G2"] = datetime(2023, 12, 31, 17, 30), "#N/A"  # noqa: DTZ001
    sheet["B4"] = 0.985
    sheet["B4"].number_format = "0.0%"
    sheet["C4"], sheet["D4"] = "=SUM(B2:C2)", "=[1]Sheet1!A1"
    sheet["E4"] = ArrayFormula("E4", "=SUM(B2:C2*2)")
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book["Ẩn"]["A1"] = "x"
    path = tmp_path / "openpyxl.xlsx"
    book.save(path)
    return path


def test_each_kind_of_cell_keeps_its_value_and_address(of_openpyxl):
    cells = cells_of(of_openpyxl)
    assert (cells["B2"].value, cells["B2"].kind, cells["B2"].raw) == (96.7, "number", "96.7")
    assert (cells["C2"].value, type(cells["C2"].value)) == (19, int)
    assert (cells["D2"].value, cells["D2"].kind) == (True, "boolean")
    assert (cells["E2"].value, cells["E2"].kind) == (date(2023, 12, 31), "date")
    assert (cells["F2"].value, cells["F2"].kind) == (datetime(2023, 12, 31, 17, 30), "date")  # noqa: DTZ001
    assert (cells["G2"].value, cells["G2"].kind) == ("#N/A", "error")


def test_a_percentage_is_marked(of_openpyxl):
    cells = cells_of(of_openpyxl)
    assert (cells["B4"].value, cells["B4"].percent) == (0.985, True)
    assert cells["B2"].percent is False


def test_sheets_are_named_merged_and_hidden_as_in_the_file(of_openpyxl):
    first, second = read_workbook(of_openpyxl).sheets
    assert (first.name, first.merged, first.hidden) == ("Biểu 2023", ["A1:G1"], False)
    assert (second.name, second.merged, second.hidden) == ("Ẩn", [], True)


def test_blank_rows_are_left_out_and_blank_cells_still_have_an_address(of_openpyxl):
    rows = read_workbook(of_openpyxl).sheets[0].rows
    assert [row.number for row in rows] == [1, 2, 4]
    assert (rows[2].cell(1).address, rows[2].cell(1).value, rows[2].cell(1).kind) == ("A4", None, "blank")
    assert rows[2].cell(2) is rows[2].cells[2]


def test_a_formula_that_was_never_calculated_gives_its_text(of_openpyxl):
    cell = cells_of(of_openpyxl)["C4"]
    assert (cell.kind, cell.value, cell.formula, cell.value_kind) == ("formula", "=SUM(B2:C2)", "=SUM(B2:C2)", "blank")
    assert cells_of(of_openpyxl)["E4"].formula == "=SUM(B2:C2*2)"


def test_a_formula_to_another_file_is_a_link(of_openpyxl):
    cells = cells_of(of_openpyxl)
    assert cells["D4"].is_link
    assert not cells["C4"].is_link


def test_a_formula_keeps_its_stored_value_of_any_kind(tmp_path):
    data = (
        '<row r="1"><c r="A1"><f>B1*2</f><v>38</v></c><c r="B1" t="str"><f>"x"&amp;"y"</f><v>xy</v></c>'
        '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D1" t="b"><f>TRUE()</f><v>1</v></c>'
        '<c r="E1" s="1"><f>A1/40</f><v>0.95</v></c><c r="F1" t="s"><f>A1</f><v>0</v></c>'
        '<c r="G1" s="2"><f>TODAY()</f><v>45291</v></c></row>'
    )
    styles = styles_xml(
        '<numFmt numFmtId="164" formatCode="0.0%"/>', '<xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/>'
    )
    cells = cells_of(made(tmp_path, data, styles=styles))
    assert {cell.kind for cell in cells.values()} == {"formula"}
    stored = {place: (cell.value, cell.value_kind) for place, cell in cells.items()}
    assert stored == {
        "A1": (38, "number"),
        "B1": ("xy", "text"),
        "C1": ("#DIV/0!", "error"),
        "D1": (True, "boolean"),
        "E1": (0.95, "number"),
        "F1": ("Đạt", "text"),
        "G1": (date(2023, 12, 31), "date"),
    }
    assert cells["E1"].percent and not cells["A1"].percent
    assert (cells["A1"].formula, cells["A1"].raw) == ("=B1*2", "38")


def test_placeholders_of_a_file_that_asks_for_a_full_calculation_are_not_values(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    book.add_worksheet().write_formula("A1", "=1/0")
    book.close()
    cell = cells_of(tmp_path / "a.xlsx")["A1"]
    assert (cell.value, cell.value_kind) == ("=1/0", "blank")


def test_cells_that_share_a_formula_carry_the_first_ones_text(tmp_path):
    data = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">HYPERLINK("x")</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c><c r="B2"><f t="shared" si="9"/><v>3</v></c></row>'
    )
    cells = cells_of(made(tmp_path, data))
    assert (cells["A2"].formula, cells["A2"].value, cells["A2"].is_link) == ('=HYPERLINK("x")', 2, True)
    assert (cells["B2"].formula, cells["B2"].is_link) == ("=", False)


@pytest.mark.parametrize(
    ("formula", "link"),
    [
        ('HYPERLINK("http://example.invalid","90")', True),
        ("[1]Sheet1!A1", True),
        ("'[nam 2022.xlsx]Biểu 1'!K17", True),
        ("[1]!Tong", True),
        ("cmd|'/c calc'!A0", True),
        ("WEBSERVICE(A1)", True),
        ("'\\\\may\\thu muc\\a.xlsx'!A1", True),
        ("SUM(A1:A9)", False),
        ("'Biểu 1'!A1+Bang1[Cột]", False),
        ('"[1]x!"&A1', False),
        ('"a|b"&A1', False),
    ],
)
def test_links_are_told_from_other_formulas(tmp_path, formula, link):
    text = formula.replace("&", "&amp;")
    path = made(tmp_path, f'<row r="1"><c r="A1"><f>{text}</f><v>1</v></c></row>')
    assert cells_of(path)["A1"].is_link is link


def test_cells_and_rows_without_addresses_follow_one_another(tmp_path):
    data = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>"
    assert {place: cell.value for place, cell in cells_of(made(tmp_path, data)).items()} == {"A1": 1, "B1": 2, "B2": 3}


def test_inline_and_rich_text_is_joined_without_phonetic_guides(tmp_path):
    strings = strings_xml(
        '<si><r><t>Xã </t></r><r><t xml:space="preserve">Đắk Nia</t></r><rPh><t>no</t></rPh></si><si/>'
    )
    data = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>a</t></is></c>'
        '<c r="C1" t="inlineStr"><is><r><t>b</t></r><r><t>c</t></r><rPh><t>no</t></rPh></is></c>'
        '<c r="D1" t="inlineStr"><is><t/></is></c><c r="E1" t="s"><v>1</v></c>'
        '<c r="F1" t="str"><v>d_x000A_e_x0000__xD800_</v></c><c r="G1" t="d"><v>2023-12-31</v></c>'
        '<c r="H1" t="d"><v>2023-12-31T08:00:00Z</v></c><c r="I1" s="7"><v>4</v></c></row>'
    )
    cells = cells_of(made(tmp_path, data, strings=strings))
    assert {place: cell.value for place, cell in cells.items()} == {
        "A1": "Xã Đắk Nia",
        "B1": "a",
        "C1": "bc",
        "F1": "d\ne_x0000__xD800_",
        "G1": date(2023, 12, 31),
        "H1": datetime(2023, 12, 31, 8),  # noqa: DTZ001
        "I1": 4,
    }


def test_the_1904_calendar_is_respected(tmp_path):
    path = made(
        tmp_path,
        '<row r="1"><c r="A1" s="0"><v>43829</v></c></row>',
        book=book_xml(before='<workbookPr date1904="1"/>'),
        styles=styles_xml("", '<xf numFmtId="14"/>'),
    )
    assert cells_of(path)["A1"].value == date(2023, 12, 31)


def test_a_date_style_on_a_number_that_is_no_day_leaves_the_number(tmp_path):
    path = made(tmp_path, '<row r="1"><c r="A1"><v>-5</v></c></row>', styles=styles_xml("", '<xf numFmtId="14"/>'))
    assert (cells_of(path)["A1"].value, cells_of(path)["A1"].kind) == (-5, "number")


def test_prefixed_and_strict_namespaces_are_read(tmp_path):
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    links = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    sheet = (
        f'<x:worksheet xmlns:x="{strict}"><x:sheetData><x:row r="2"><x:c r="B2" t="s"><x:v>0</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    content = parts(
        sheet=sheet,
        book=book_xml().replace(MAIN, strict),
        strings=strings_xml("<si><t>Đạt</t></si>")
        .replace(f'sst xmlns="{MAIN}"', f'x:sst xmlns:x="{strict}"')
        .replace("si>", "x:si>")
        .replace("<t>", "<x:t>")
        .replace("</t>", "</x:t>")
        .replace("</sst>", "</x:sst>"),
    )
    content["xl/_rels/workbook.xml.rels"] = content["xl/_rels/workbook.xml.rels"].replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships", links
    )
    content["xl/_rels/workbook.xml.rels"] = content["xl/_rels/workbook.xml.rels"].replace(
        '="worksheets', '="/xl/worksheets'
    )
    assert cells_of(packed(tmp_path / "strict.xlsx", content))["B2"].value == "Đạt"


def test_chart_sheets_and_missing_styles_or_strings_are_no_obstacle(tmp_path):
    content = parts(
        book=book_xml('<sheet name="Đồ thị" sheetId="2" r:id="rId2"/><sheet name="Biểu" sheetId="1" r:id="rId1"/>'),
        links=relationships("rId1 worksheet worksheets/sheet1.xml", "rId2 chartsheet chartsheets/sheet1.xml"),
    )
    del content["xl/styles.xml"], content["xl/sharedStrings.xml"]
    assert [sheet.name for sheet in read_workbook(packed(tmp_path / "a.xlsx", content)).sheets] == ["Biểu"]


def test_rows_stream_with_their_sheet_and_progress_reaches_the_total(of_openpyxl):
    seen = []
    rows = list(iter_rows(of_openpyxl, on_progress=lambda done, total: seen.append((done, total))))
    assert [(row.sheet, row.number) for row in rows] == [
        ("Biểu 2023", 1),
        ("Biểu 2023", 2),
        ("Biểu 2023", 4),
        ("Ẩn", 1),
    ]
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1] > 0


def test_a_stream_left_early_ends_its_child(of_openpyxl):
    rows = iter_rows(of_openpyxl)
    assert next(rows).number == 1
    rows.close()
    assert list(rows) == []


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(file_bytes=100), "too_large"),
        (Limits(parts=2), "bomb"),
        (Limits(unzipped_bytes=100), "bomb"),
        (Limits(cells=5), "too_many_cells"),
        (Limits(rows=3), "too_many_cells"),
        (Limits(columns=3), "too_many_cells"),
        (Limits(sheets=1), "too_large"),
        (Limits(text=5), "too_large"),
        (Limits(cell_text=5), "too_large"),
        (Limits(small_part_bytes=10), "too_large"),
    ],
)
def test_each_limit_refuses_what_exceeds_it(of_openpyxl, limits, code):
    with pytest.raises(WorkbookRefused) as refused:
        read_workbook(of_openpyxl, limits=limits)
    assert refused.value.code == code
    assert code == "bomb" or refused_here(of_openpyxl, limits) == code
    assert "Hãy" in str(refused.value) or code == "bomb"


def test_a_refusal_names_the_cell(of_openpyxl):
    with pytest.raises(WorkbookRefused) as refused:
        read_workbook(of_openpyxl, limits=Limits(rows=3))
    assert refused.value.where == "Ô B4"
    assert str(refused.value).startswith("Ô B4: ô có dữ liệu nằm ngoài vùng đọc được (3 dòng, 400 cột).")


def test_merged_ranges_come_from_the_file_as_they_are(tmp_path):
    path = made(tmp_path, sheet=sheet_xml(ONE_CELL, '<mergeCells><mergeCell ref="A1:C2"/><mergeCell/></mergeCells>'))
    assert read_workbook(path).sheets[0].merged == ["A1:C2"]


def test_a_large_table_is_read_as_openpyxl_reads_it(tmp_path):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Biểu")
    for row in range(300):
        sheet.append([f"Xã {row}", *(row * column / 7 for column in range(40)), None, "Đạt"])
    book.save(tmp_path / "a.xlsx")
    expected = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    found = cells_of(tmp_path / "a.xlsx")
    assert {place: cell.value for place, cell in found.items()} == {
        cell.coordinate: cell.value for row in expected for cell in row if cell.value is not None
    }
