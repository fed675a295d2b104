"""LibreOffice, headless, as the anchor: what an office would use instead. Every start has a profile of its own."""

import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from benchmarks import nation

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
MISSING = "" if PROGRAM else "thiếu LibreOffice (soffice)"
FIRST = 2  # columns before the values: name, region


@dataclass(frozen=True)
class Run:
    """What one start of LibreOffice took."""

    seconds: float
    mebibytes: float


def convert(files: Sequence[Path], folder: Path) -> Run:
    """Opens the workbooks, computes what has no stored result, saves them again as .xlsx in `folder`."""
    assert PROGRAM
    folder.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation=file://{folder.parent / 'office-profile'}"
    command = [PROGRAM, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), *map(str, files)]
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    took = time.perf_counter() - began
    lost = [file.name for file in files if not (folder / file.name).exists()]
    if lost:
        raise RuntimeError(f"LibreOffice did not convert {lost[:3]}")
    return Run(took, usage.ru_maxrss / 1024)


def write_plain(path: Path, communes: int, year: int) -> None:
    """The values alone, as a province sends them: name, then a column for each indicator."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet(f"Năm {year}")
    sheet.write_string(0, 0, f"Kết quả thực hiện bộ tiêu chí năm {year}")
    sheet.write_row(2, 0, ["STT", "Tên xã", *(nation.code_of(i) for i in range(nation.INDICATORS))])
    for n in range(communes):
        sheet.write_row(n + 3, 0, [n + 1, nation.name_of(n), *(v / 10 for v in nation.values_of(n, year))])
    book.close()


def write_assessment(path: Path, communes: int, years: Sequence[int]) -> None:
    """The workbook that an office keeps: values, met or not for each indicator by its region, criteria, the count.

    Formulas carry no stored result, so whoever opens the file has to compute it.
    """
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    limits = book.add_worksheet("Muc")
    for i in range(nation.INDICATORS):
        limits.write_row(i, 0, [nation.threshold(i, region) / 10 for region in range(nation.REGIONS)])
    for year in years:
        _write_year(book.add_worksheet(f"N{year}"), communes, year)
    book.close()


def _write_year(sheet: "xlsxwriter.worksheet.Worksheet", communes: int, year: int) -> None:
    width = nation.INDICATORS
    last = xl_col_to_name(nation.REGIONS - 1)
    groups = [[i for i in range(width) if nation.criterion_of(i) == no] for no in range(1, nation.CRITERIA + 1)]
    for n in range(communes):
        row = n + 1
        sheet.write_row(row, 0, [nation.name_of(n), nation.region_of(n) + 1])
        sheet.write_row(row, FIRST, [value / 10 for value in nation.values_of(n, year)])
        for i in range(width):
            sign = ">=" if nation.at_least(i) else "<="
            limit = f"INDEX(Muc!$A${i + 1}:${last}${i + 1},$B{row + 1})"
            formula = f"=IF({xl_rowcol_to_cell(row, FIRST + i)}{sign}{limit},1,0)"
            sheet.write_formula(row, FIRST + width + i, formula, None, "")
        for no, group in enumerate(groups):
            cells = f"{_met(row, group[0])}:{_met(row, group[-1])}"
            formula = f"=IF(COUNTIFS({cells},1)={len(group)},1,0)"
            sheet.write_formula(row, FIRST + 2 * width + no, formula, None, "")
        start = FIRST + 2 * width
        cells = f"{xl_rowcol_to_cell(row, start)}:{xl_rowcol_to_cell(row, start + nation.CRITERIA - 1)}"
        sheet.write_formula(row, start + nation.CRITERIA, f"=SUM({cells})", None, "")


def _met(row: int, indicator: int) -> str:
    return xl_rowcol_to_cell(row, FIRST + nation.INDICATORS + indicator)


def counted(path: Path, years: Sequence[int]) -> list[list[int]]:
    """The number of criteria met that LibreOffice found, commune by commune, year by year."""
    import openpyxl

    column = FIRST + 2 * nation.INDICATORS + nation.CRITERIA
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    found = [[int(row[column]) for row in book[f"N{y}"].iter_rows(min_row=2, values_only=True)] for y in years]
    book.close()
    return found
