"""F2: the table of a nation as .xlsx, beside XlsxWriter alone writing as many cells."""

import tempfile
import time
from pathlib import Path

import xlsxwriter

from benchmarks import nation
from benchmarks.board import Line, against, at_most, in_turns
from benchmarks.surroundings import alone, collect, peak, service

WHAT = "xuất 10.600 xã × 57 chỉ tiêu: đọc cơ sở dữ liệu, ghi tệp .xlsx"


def measure(quick: bool) -> list[Line]:
    communes = 300 if quick else 10_600
    with service(), tempfile.TemporaryDirectory() as folder:
        nation.make_country(communes, 1)
        collect()
        runs: list[tuple[float, float]] = []

        def ours() -> float:
            runs.append(alone("benchmarks.measures.giving_out:export", str(Path(folder, "ta.xlsx")), communes))
            return runs[-1][0]

        mine, bare = in_turns(ours, lambda: _bare(Path(folder, "moc.xlsx"), communes), 1 if quick else 3)
    limit = None if quick else 1.3
    return [
        against("F2", WHAT, mine, bare, anchor_name="riêng XlsxWriter", limit=limit),
        at_most("F2", "bộ nhớ khi xuất", max(amount for _, amount in runs), 100, "MiB"),
    ]


def export(path: str, communes: int) -> tuple[float, float]:
    """Writes the workbook as the page does; seconds and the peak, MiB."""
    import django

    django.setup()
    from chungsuc.criteria.papers import values_paper, values_sheets
    from chungsuc.organisations.access import EVERYWHERE
    from chungsuc.workbooks.writing import write_xlsx

    began = time.perf_counter()
    paper = values_paper(nation.CODE, nation.FIRST_YEAR, EVERYWHERE)
    write_xlsx(Path(path), values_sheets(paper))
    return time.perf_counter() - began, peak()


def _bare(path: Path, communes: int) -> float:
    rows = [[nation.name_of(n), *(v / 10 for v in nation.values_of(n, nation.FIRST_YEAR))] for n in range(communes)]
    began = time.perf_counter()
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return time.perf_counter() - began
