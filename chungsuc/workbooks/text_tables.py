"""Writing .csv: UTF-8 with a byte order mark, comma, CRLF, quoted where needed (RFC 4180).

The comma and the decimal point are for programs and open data. People get .xlsx, because a Vietnamese Excel expects a
semicolon and would show one column. Text that could start a formula gets an apostrophe in front; our reader takes it
away again.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import BinaryIO

from chungsuc.workbooks.neutral import neutralised
from chungsuc.workbooks.writing import CellValue

_MARK = "\ufeff"


class _Echo:
    """A file for `csv.writer` that hands back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[CellValue]]) -> Iterator[bytes]:
    """The table line by line, encoded, for a streamed answer."""
    writer = csv.writer(_Echo())
    yield (_MARK + writer.writerow([neutralised(name) for name in header])).encode(errors="replace")
    for row in rows:
        yield writer.writerow([_spelt(value) for value in row]).encode(errors="replace")


def write_csv(stream: BinaryIO, header: Sequence[str], rows: Iterable[Sequence[CellValue]]) -> None:
    """Write the table to a binary stream. Writes nothing else."""
    for line in csv_lines(header, rows):
        stream.write(line)


def _spelt(value: CellValue) -> str:
    """A value as text: dates in ISO 8601, numbers with a point, blank for None. Only text is ever neutralised."""
    if value is None:
        return ""
    if isinstance(value, str):
        return neutralised(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)
