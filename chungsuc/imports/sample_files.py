"""Empty lists to fill in, as a workbook and as a table in Word: one heading in both, so that both come in again."""

from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from typing import BinaryIO

from chungsuc.documents.facts import layout_on
from chungsuc.typesetting.content import Annex, Column, Letterhead, Sheet, Table
from chungsuc.typesetting.docx_out import write
from chungsuc.workbooks.writing import SheetSpec, plain_header, write_xlsx

from .kinds import SampleFile

ROWS = 10
"""Numbered rows of a table in Word; who has more adds rows, which Word makes like the last."""
_SHEET = "Danh sách"


def workbook(sample: SampleFile, day: date) -> BinaryIO:
    """The list as .xlsx, its title and headings alone."""
    file = BytesIO()
    title, header = [sample.title.upper()], plain_header(sample.header)
    write_xlsx(file, [SheetSpec(name=_SHEET, title=title, header=header, rows=(), widths=sample.widths)])
    file.seek(0)
    return file


def word_table(sample: SampleFile, day: date) -> BinaryIO:
    """The list as a table in a .docx, laid out as papers are on `day`, with numbered rows. One query."""
    columns = tuple(Column(name, _shared(sample.widths[at])) for at, name in enumerate(sample.header, 1))
    rows = tuple((str(number), *([""] * (len(columns) - 1))) for number in range(1, ROWS + 1))
    listed = Annex(sample.title.upper(), (Table(columns, rows),), landscape=True)
    return BytesIO(write(Sheet("", "", Letterhead(""), "", annexes=(listed,)), layout_on(day)))


def _shared(width: float) -> int:
    """A column's part of a page: nearer to each other than in a workbook, so that no heading breaks inside a word."""
    return round(12 + width / 2)


MADE: Mapping[str, Callable[[SampleFile, date], BinaryIO]] = {"xlsx": workbook, "docx": word_table}
"""How a list is made, by the ending of its file."""
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
