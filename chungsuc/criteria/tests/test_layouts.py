"""The province's own workbook in every dress that offices give it: whatever the layout, the same values come out."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chungsuc.criteria.kinds import CriterionResults, IndicatorValues
from chungsuc.criteria.reading.items import Meanings
from chungsuc.imports.kinds import Preview
from chungsuc.imports.packing import Items
from chungsuc.law.spelling import _tcvn3_table, fold
from chungsuc.workbooks.addresses import address
from chungsuc.workbooks.cells import BLANK, NUMBER, TEXT, Cell, Row, Sheet, Workbook
from chungsuc.workbooks.reading import read_workbook
from tests.province import PACK, Province

Grid = list[list[Any]]
HEADINGS, FIRST, TOTAL = 4, 7, 75  # the row of headings, the first of data, that of the totals, from 0


def cell(row: int, column: int, value: Any) -> Cell:
    place = address(row, column)
    if isinstance(value, int | float):
        return Cell(place, value, NUMBER, raw=f"{value:.16g}")
    return Cell(place, value, TEXT if value not in (None, "") else BLANK)


def sheet(grid: Grid, name: str = "Biểu", hidden: bool = False) -> Sheet:
    """A sheet as the reader would give it: rows and cells with nothing in them are left out."""
    rows = []
    for number, values in enumerate(grid, start=1):
        cells = {c: cell(number, c, v) for c, v in enumerate(values, start=1) if v not in (None, "")}
        if cells:
            rows.append(Row(number, cells, name))
    return Sheet(name, rows, [], hidden)


def grid_of(file: str) -> Grid:
    """A sample as a grid of plain values."""
    found = read_workbook(PACK / "samples" / file).sheets[0]
    width = max(max(row.cells) for row in found.rows)
    grid: Grid = [[None] * width for _ in range(found.rows[-1].number)]
    for row in found.rows:
        for column, one in row.cells.items():
            number = float(one.raw) if one.kind == NUMBER else None
            grid[row.number - 1][column - 1] = (
                one.value if number is None else int(number) if number % 1 == 0 else number
            )
    return grid


VALUES, TICKS = grid_of("bieu-tong-hop-2023.xlsx"), grid_of("ket-qua-tieu-chi-2021.xlsx")


def read(*sheets: Sheet, year: int | None = None, kind: Any = IndicatorValues) -> Preview:
    return kind().read(Workbook(sheets), set_code="", year=year, progress=lambda words: None)


def values(preview: Preview) -> dict[tuple[int, int, str], Any]:
    """What would be written, by unit, measure and sex."""
    meanings = Meanings()
    rows = [row for row in preview.rows if row.unit_id]
    return {
        value[:3]: value[3:8] for row in rows for value in meanings.rows(row, Items.of(row.items, row.number).lines)
    }


def told(preview: Preview, level: str = "error") -> list[str]:
    return [f"{m.cell} {m.code}" for m in preview.messages if m.level == level]


def each_name(change: Callable[[str], str]) -> Callable[[Grid], Grid]:
    """A dress in which every name in the column of names is written another way."""
    return lambda grid: [
        [*row[:1], change(row[1]) if number >= FIRST and isinstance(row[1], str) else row[1], *row[2:]]
        for number, row in enumerate(grid)
    ]


def each_heading(change: Callable[[str], Any]) -> Callable[[Grid], Grid]:
    """A dress in which every code in the headings is written another way."""
    return lambda grid: [*grid[:5], [change(code) if code else code for code in grid[5]], *grid[6:]]


def each_percentage(write: Callable[[float], Any]) -> Callable[[Grid], Grid]:
    columns = [column for column, unit in enumerate(VALUES[6]) if unit == "%"]

    def dressed(grid: Grid) -> Grid:
        body = [
            [write(v) if c in columns and isinstance(v, int | float) else v for c, v in enumerate(row)]
            for row in grid[FIRST:]
        ]
        return [*grid[:FIRST], *body]

    return dressed


def headed(text: str) -> Callable[[Grid], Grid]:
    """The names under another heading, behind all the values."""

    def dressed(grid: Grid) -> Grid:
        named = [*grid[:4], [grid[4][0], text, *grid[4][2:]], *grid[5:]]
        return [*named[:4], *([row[0], *row[2:], row[1]] for row in named[4:])]

    return dressed


def tcvn3(text: str) -> str:
    letters = {letter: chr(code) for code, letter in _tcvn3_table().items()}
    return "".join(letters.get(letter, letter) for letter in text)


def comma(number: float) -> str:
    return f"{number}".replace(".", ",")


def inside(grid: Grid, place: int, *rows: list[Any]) -> Grid:
    return [*grid[:place], *rows, *grid[place:]]


NUMBERS = list(range(1, len(VALUES[0]) + 1))
DRESSES: dict[str, Callable[[Grid], Grid]] = {
    "as it is": lambda grid: grid,
    "more lines above": lambda grid: [["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Độc lập - Tự do - Hạnh phúc"], [], *grid],
    "thirty empty lines above": lambda grid: [*([] for _ in range(30)), *grid],
    "two empty columns on the left": lambda grid: [[None, None, *row] for row in grid],
    "empty lines between": lambda grid: [*grid[:FIRST], *(r for row in grid[FIRST:] for r in (row, []))],
    "headings again on each page": lambda grid: inside(grid, 40, *grid[4:7]),
    "columns numbered": lambda grid: inside(grid, FIRST, NUMBERS),
    "columns numbered with letters before": lambda grid: inside(grid, FIRST, ["A", "B", *NUMBERS[:-2]]),
    "columns numbered in brackets": lambda grid: inside(grid, FIRST, [f"({n})" for n in NUMBERS]),
    "totals on top": lambda grid: inside(grid, FIRST, grid[TOTAL]),
    "totals of a district": lambda grid: inside(grid, 10, [None, "Cộng huyện", *[None] * 61, 38]),
    "averages beside districts": lambda grid: [
        [*row[:4], 95.5, 70.2, *row[6:]] if row[1] and str(row[1]).startswith(("Huyện", "Thành phố")) else row
        for row in grid
    ],
    "districts in capitals without their form": each_name(
        lambda name: name.removeprefix("Huyện ").upper() if name.startswith("Huyện") else name
    ),
    "lines of those who sign": lambda grid: [
        *grid[:76],
        [None, "Nơi nhận:"], [None, "- Như trên;"], [None, "Người lập biểu", None, None, None, None, "CHÁNH VĂN PHÒNG"],
        [None, "(Ký, ghi rõ họ tên)", None, None, None, None, "(Ký tên, đóng dấu)"],
        [None, "Nguyễn Văn A", None, None, None, None, "Trần Thị B"],
        [None, "KT. TRƯỞNG PHÒNG", None, "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"],
        [None, None, None, "Đắk Nông, ngày 15 tháng 01 năm 2024"],
    ],
    "notes in a last column": lambda grid: [[*row, "Ghi chú" if n == 4 else "tốt"] for n, row in enumerate(grid)],
    "codes as numbers": each_heading(lambda code: float(code) if code.replace(".", "").isdigit() else code),
    "codes with words": each_heading(lambda code: f"Chỉ tiêu {code}"),
    "codes with short words": each_heading(lambda code: f"CT{code}"),
    "codes with their text": each_heading(lambda code: f"{code}. Nội dung của chỉ tiêu năm 2025"),
    "codes with a comma": each_heading(lambda code: code.replace(".", ",")),
    "names behind the values": headed("Tên xã"),
    "an unusual heading of names": headed("Danh sách xã, thị trấn"),
    "no heading of names": headed("Nội dung"),
    "names in capitals": each_name(str.upper),
    "names in small letters": each_name(str.lower),
    "names decomposed": each_name(lambda name: unicodedata.normalize("NFD", name)),
    "names without marks": each_name(fold),
    "names without form": each_name(lambda name: name.replace("Xã ", "")),
    "names with a short form": each_name(lambda name: name.replace("Xã ", "X. ")),
    "names without apostrophes": each_name(lambda name: name.replace("'", "").replace("’", "")),
    "names with other apostrophes": each_name(lambda name: name.replace("'", "´").replace("’", "`")),
    "names with a blank behind the apostrophe": each_name(lambda name: name.replace("'", "' ").replace("’", "’ ")),
    "names with other letters": each_name(lambda name: name.replace("Đắk", "Đăk").replace("oà", "òa")),
    "names with hard blanks": each_name(lambda name: name.replace(" ", "\u00a0")),
    "names numbered": each_name(lambda name: f"1. {name}"),
    "names with dashes": each_name(lambda name: f"- {name}"),
    "names with a star": each_name(lambda name: f"{name} (*)"),
    "percentages with sign": each_percentage(lambda number: comma(number) + "%"),
    "percentages with a blank and sign": each_percentage(lambda number: comma(number) + " %"),
    "percentages with a hard blank": each_percentage(lambda number: comma(number) + "\u00a0%"),
    "percentages as text": each_percentage(lambda number: f" {number} "),
    "percentages with two decimals": each_percentage(lambda number: f"{number:.2f}".replace(".", ",")),
}  # fmt: skip


@pytest.fixture
def plain(province: Province) -> dict[tuple[int, int, str], Any]:
    """The values of the sample as it is."""
    found = values(read(sheet(VALUES)))
    assert len(found) == 3660
    return found


@pytest.mark.parametrize("dress", DRESSES)
def test_the_same_values_come_out_of_every_dress(plain: dict, dress: str) -> None:
    preview = read(sheet(DRESSES[dress](VALUES)))
    assert (preview.refusal, told(preview)) == ("", [])
    assert {row.status for row in preview.rows} == {"matched"}
    assert values(preview) == plain


def test_names_of_the_former_font_are_read_and_told_and_totals_are_still_totals(plain: dict) -> None:
    preview = read(sheet(each_name(tcvn3)(VALUES)))
    assert values(preview) == plain
    assert told(preview) == [] and {code.split()[1] for code in told(preview, "warning")} == {"legacy_font"}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(VALUES[0]))), above=st.integers(0, 20))
def test_columns_may_stand_in_any_order_and_rows_anywhere(plain: dict, order: list[int], above: int) -> None:
    # criteria stand over several columns, which a shuffle takes apart: their row keeps only single headings
    heads = [value if not str(value).startswith("Tiêu chí") else None for value in VALUES[HEADINGS]]
    table = [heads, *VALUES[HEADINGS + 1 :]]
    shuffled = [[row[column] for column in order] for row in table]
    preview = read(sheet([*([] for _ in range(above)), *VALUES[:HEADINGS], *shuffled]))
    assert (told(preview), values(preview)) == ([], plain)


def of_districts() -> list[Sheet]:
    starts = [n for n, row in enumerate(VALUES) if n >= FIRST and str(row[1]).startswith(("Huyện", "Thành phố"))]
    return [
        sheet([*VALUES[:FIRST], *VALUES[a:b]], str(VALUES[a][1]))
        for a, b in zip(starts, [*starts[1:], TOTAL], strict=True)
    ]


def test_a_sheet_for_each_district_is_one_file(plain: dict) -> None:
    preview = read(*of_districts())
    assert (values(preview), told(preview), preview.notes) == (plain, [], [])
    without = read(*of_districts()[:-1])
    assert len(without.notes) == 1 and without.notes[0].startswith("Tệp chưa có dòng của 6 xã: Xã Quảng Trực")


def test_a_cover_notes_and_hidden_former_versions_are_passed_over(plain: dict) -> None:
    former = [["K" if value == "Đạt" else value for value in row] for row in VALUES]
    notes = [["chỉ tiêu 1.1", "so với", "1.2"]]
    preview = read(
        sheet([["BÁO CÁO"]], "Bìa"), sheet(VALUES), sheet(former, "Cũ", hidden=True), sheet(notes, "Ghi chú")
    )
    assert (values(preview), told(preview)) == (plain, [])


def test_a_commune_on_two_sheets_is_told_with_the_sheet(province: Province) -> None:
    preview = read(sheet(VALUES, "A"), sheet(VALUES, "B"))
    assert len(told(preview)) == 60
    assert "đã có ở ô B9, trang “A”" in preview.messages[0].text


def of_2022() -> Grid:
    return [[v.replace("2023", "2022") if isinstance(v, str) else v for v in row] for row in VALUES]


def test_sheets_of_several_years_are_never_mixed(plain: dict) -> None:
    both = (sheet(of_2022(), "Năm trước"), sheet(VALUES, "Năm nay"))
    assert "nhiều năm: trang “Năm trước” năm 2022, trang “Năm nay” năm 2023" in read(*both).refusal
    chosen = read(*both, year=2023)
    assert (values(chosen), chosen.notes) == (plain, ["Không đọc trang của năm khác: “Năm trước” (năm 2022)."])
    assert "không có biểu năm 2024" in read(*both, year=2024).refusal


def test_a_year_that_the_title_contradicts_is_told(province: Province) -> None:
    preview = read(sheet(VALUES), year=2022)
    assert (preview.year, preview.notes[0][:28]) == (2022, "Tiêu đề biểu ghi năm 2023, đ")


def test_headings_without_any_commune_below_are_refused(province: Province) -> None:
    assert "không có dòng nào của xã" in read(sheet(VALUES[:FIRST])).refusal


def test_communes_without_any_value_are_named(province: Province) -> None:
    bare = [*VALUES[:FIRST], *([*row[:2], *[None] * 62] for row in VALUES[FIRST:TOTAL])]
    preview = read(sheet(bare))
    assert preview.notes[-1].startswith("60 xã có dòng nhưng chưa có số liệu nào: Xã Đăk R'Moan")


def test_a_town_with_values_is_told_and_one_that_only_stands_there_is_not(province: Province) -> None:
    town = [7, "Thị trấn Kiến Đức"]
    preview = read(sheet(inside(VALUES, TOTAL, [*town, *VALUES[20][2:]])))
    assert told(preview, "warning") == ["B76 out_of_scope"]


def test_a_name_with_another_district_is_asked_about_and_with_its_own_is_found(plain: dict) -> None:
    own = each_name(lambda name: f"{name} (Đắk Mil)" if name == "Xã Thuận An" else name)(VALUES)
    assert values(read(sheet(own))) == plain
    other = each_name(lambda name: f"{name}, huyện Cư Jút" if name == "Xã Thuận An" else name)(VALUES)
    assert [code.split()[1] for code in told(read(sheet(other)))] == ["unknown_unit"]


TICK_DRESSES: dict[str, Callable[[Grid], Grid]] = {
    "criteria by name": lambda grid: [*grid[:2], [*grid[2][:2], *CRITERIA, grid[2][-1]], *grid[3:]],
    "criteria by name and number below": lambda grid: inside(grid, 2, [None, None, *CRITERIA]),
    "short words": lambda grid: [*grid[:2], [*grid[2][:2], *(f"TC{n}" for n in range(1, 20)), grid[2][-1]], *grid[3:]],
    "words": lambda grid: [*grid[:2], [*grid[2][:2], *(f"Tiêu chí số {n}" for n in range(1, 20)), grid[2][-1]], *grid[3:]],
    "another count": lambda grid: [*grid[:2], [*grid[2][:-1], "Tổng số tiêu chí đạt chuẩn"], *grid[3:]],
    "ticks in other ways": lambda grid: [[{"x": "✓"}.get(v, v) for v in row] for row in grid],
}  # fmt: skip
CRITERIA = [
    "Quy hoạch", "Giao thông", "Thủy lợi", "Điện", "Trường học", "Cơ sở vật chất văn hóa",
    "Cơ sở hạ tầng thương mại nông thôn", "Thông tin và Truyền thông", "Nhà ở dân cư", "Thu nhập", "Hộ nghèo",
    "Lao động có việc làm", "Tổ chức sản xuất", "Giáo dục và Đào tạo", "Y tế", "Văn hóa", "Môi trường và an toàn thực phẩm",
    "Hệ thống chính trị và tiếp cận pháp luật", "Quốc phòng và An ninh",
]  # fmt: skip


@pytest.mark.parametrize("dress", TICK_DRESSES)
def test_the_same_ticks_come_out_of_every_dress(province: Province, dress: str) -> None:
    plain = values(read(sheet(TICKS), kind=CriterionResults))
    assert len(plain) == 1140
    preview = read(sheet(TICK_DRESSES[dress](TICKS)), kind=CriterionResults)
    assert (preview.refusal, told(preview)) == ("", [])
    assert values(preview) == plain
