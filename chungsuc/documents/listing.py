"""The list of a batch of certificates, read from a workbook in the limited child process."""

import tempfile
from pathlib import Path
from typing import IO

from chungsuc.workbooks.limits import MIB, Limits
from chungsuc.workbooks.reading import WorkbookRefused, read_workbook

from .rules.entries import entries_of_rows

LIMITS = Limits(file_bytes=2 * MIB, unzipped_bytes=20 * MIB, cells=50_000, rows=2_000, sheets=5, seconds=10)
COLUMNS = 4


class ListRefused(ValueError):
    """The file is no list; the message says why and what to do."""


def entries_in(file: IO[bytes], name: str) -> list[dict[str, str]]:
    """The entries of the first sheet that has any. ListRefused for what is no workbook or too large; writes nothing."""
    ending = ".csv" if name.lower().endswith(".csv") else ".xlsx"
    with tempfile.NamedTemporaryFile(suffix=ending) as kept:
        kept.write(file.read())
        kept.flush()
        try:
            book = read_workbook(Path(kept.name), limits=LIMITS)
        except WorkbookRefused as refused:
            raise ListRefused(str(refused)) from refused
    for sheet in book.sheets:
        rows = [[_said(row.cell(column).value) for column in range(1, COLUMNS + 1)] for row in sheet.rows]
        if found := entries_of_rows(rows):
            return found
    raise ListRefused("Tệp không có dòng nào ghi người nhận. Hãy xem lại trang tính đầu tiên của tệp.")


def _said(value: object) -> str:
    return "" if value is None else str(value)
