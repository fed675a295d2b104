"""S4, S5: damaged workbooks are read or refused, quickly; nothing dies; names that look like formulas stay names."""

import tempfile
from pathlib import Path

from benchmarks.board import Line, at_most, seconds
from benchmarks.workbook_io import measure_fuzz

NAMES = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")', "＝1+1", " =1", "'=1"]


def measure(quick: bool) -> list[Line]:
    files = 200 if quick else 10_000
    with tempfile.TemporaryDirectory() as folder:
        good: list[bool] = []
        took = seconds(lambda: good.append(measure_fuzz(Path(folder), files)))
        formulas = _formulas(Path(folder), 100 if quick else 1_000)
    note = f"{files:,} tệp trong {took:.0f} s".replace(",", ".")
    return [
        at_most("S4", "tệp .xlsx hỏng làm chết tiến trình hoặc quá 2 s", 0 if good[0] else 1, 0, "", note),
        at_most("S5", "ô bắt đầu như công thức trong tệp xuất", formulas, 0, "ô"),
    ]


def _formulas(folder: Path, count: int) -> int:
    """How many of `count` hostile names come out of a written workbook as formulas."""
    import openpyxl

    from chungsuc.workbooks.writing import SheetSpec, plain_header, write_xlsx

    path = folder / "names.xlsx"
    names = [f"{NAMES[n % len(NAMES)]}{n}" for n in range(count)]
    write_xlsx(path, [SheetSpec("Tên", plain_header(["Tên"]), ([name] for name in names))])
    cells = [cell for row in openpyxl.load_workbook(path)["Tên"].iter_rows() for cell in row]
    return sum(cell.data_type == "f" for cell in cells)
