"""Sheets made for the tests: a heading for every indicator, rows that say only what a test is about."""

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from chungsuc.criteria.facts import set_facts
from chungsuc.imports import actions
from chungsuc.imports.models import Batch, BatchRow

SET, YEAR = "xa_ntm_2021_2025", 2023


def columns() -> list[str]:
    """The headings of every indicator, twice where the sexes are apart."""
    found = set_facts(SET).indicators
    return [f"{i.code}{sex}" for i in found for sex in ((" (nam)", " (nữ)") if i.by_sex else ("",))]


def head(
    sheet: Worksheet, row: int = 1, left: tuple[str, ...] = ("TT", "Đơn vị"), codes: list[Any] | None = None
) -> dict:
    """Writes a heading row; returns the column of each code."""
    places = {}
    for number, text in enumerate((*left, *(codes or columns()), "Số tiêu chí đạt"), start=1):
        sheet.cell(row, number, text)
        places[text] = number
    return places


def plain_book(*rows: tuple[str, dict[str, Any]]) -> Workbook:
    """One sheet: the headings, and rows of a name and values by code."""
    book = Workbook()
    places = head(book.active)
    for number, (name, values) in enumerate(rows, start=2):
        book.active.cell(number, 2, name)
        for code, value in values.items():
            book.active.cell(number, places[code], value)
    return book


def read(
    book: Workbook, folder: Path, kind: str = "indicator-values", year: int | None = YEAR, set_code: str = SET
) -> Batch:
    """The batch of a workbook, read."""
    path = folder / "bieu.xlsx"
    book.save(path)
    return read_path(path, kind, year, set_code)


def read_path(path: Path, kind: str = "indicator-values", year: int | None = YEAR, set_code: str = SET) -> Batch:
    with path.open("rb") as stream:
        batch = actions.receive(stream, filename=path.name, kind=kind, by="hương", set_code=set_code, year=year)
    return actions.read(batch)


def said(row: BatchRow) -> dict[str, Any]:
    """What was understood of a row: code with sex → number as text, bool, "-", or "n/d" for a share."""
    found = {}
    for item in row.payload:
        if "k" in item:
            value = "-" if item["k"] == "not_applicable" else item["v"]
            found[item["i"] + item["s"]] = f"{item['n']}/{item['d']}" if "n" in item else value
    return found


def only_row(batch: Batch) -> dict[str, Any]:
    return said(batch.rows.get())
