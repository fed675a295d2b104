"""The tables of a paper as a workbook: the columns and rows of the paper, numbers as numbers, no formula anywhere."""

import io
import re
from decimal import Decimal

from chungsuc.typesetting.content import Block, Column, Sheet, Table
from chungsuc.typesetting.wording import worded
from chungsuc.workbooks.writing import CellValue, SheetSpec, plain_header, write_xlsx

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_LONGEST_NUMBER = 15  # figures that a spreadsheet keeps
_NONE = "Văn bản này không có bảng."
_LETTERS = 90  # in all columns of a page
_LEAST, _MOST = 8, 60


def workbook_of(sheet: Sheet) -> bytes:
    """Every table of a paper and of its annexes as a sheet of one .xlsx; one that says so when the paper has none."""
    found = tables_of(sheet)
    sheets = [_sheet(title, table, number) for number, (title, table) in enumerate(found, 1)]
    stream = io.BytesIO()
    write_xlsx(stream, sheets or [SheetSpec(name="Bảng", header=[], rows=[], title=[_NONE], autofilter=False)])
    return stream.getvalue()


def tables_of(sheet: Sheet) -> list[tuple[str, Table]]:
    """The tables of a paper and of its annexes, each with the title of the part it stands in."""
    words = worded(sheet)
    parts: list[tuple[str, tuple[Block, ...]]] = [(sheet.subject or sheet.kind_name, words.blocks)]
    parts += [(" ".join(part for part in (annex.label, annex.title) if part), annex.blocks) for annex in words.annexes]
    return [(title, block) for title, blocks in parts for block in blocks if isinstance(block, Table)]


def _sheet(title: str, table: Table, number: int) -> SheetSpec:
    rows = [*table.rows, *((table.total,) if table.total else ())]
    whole = sum(column.share for column in table.columns) or 1
    widths = {n: min(max(_LETTERS * column.share / whole, _LEAST), _MOST) for n, column in enumerate(table.columns, 1)}
    return SheetSpec(
        name=f"Bảng {number}",
        header=plain_header([column.name for column in table.columns]),
        rows=[[_cell(text, column) for text, column in zip(row, table.columns, strict=True)] for row in rows],
        title=[" ".join(line.split("\n")) for line in (title, table.caption) if line],
        widths=widths,
        autofilter=not table.total,
    )


def _cell(text: str, column: Column) -> CellValue:
    """A number where the column is one of numbers (set right) and the text is one in the Vietnamese way; else text."""
    plain = text.strip()
    figures = sum(letter.isdigit() for letter in plain)
    if column.align != "right" or figures > _LONGEST_NUMBER or not _NUMBER.fullmatch(plain):
        return text or None
    return Decimal(plain.replace(".", "").replace(",", "."))
