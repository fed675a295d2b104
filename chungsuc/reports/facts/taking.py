"""A table of a page as a file: the same rows in the same order, states in whole words."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from chungsuc.web.numbers import sign_of
from chungsuc.web.tables import Cell, Column, Table
from chungsuc.workbooks.writing import CellValue, SheetSpec, plain_header


def table_columns(table: Table) -> list[str]:
    """The headings with their units: "Đạt (/19)"."""
    return [f"{column.label} ({column.unit})" if column.unit else column.label for column in table.columns]


def table_rows(table: Table) -> Iterator[list[CellValue]]:
    """The rows that the page shows, cell by cell."""
    missing = Cell()
    for row in table.rows:
        yield [_value(column, row.cells.get(column.key, missing)) for column in table.columns]


def _value(column: Column, cell: Cell) -> CellValue:
    """Numbers and days as such; a state of a matrix in the words of its label."""
    if not cell.text:
        return None
    if cell.outcome is not None and cell.text == sign_of(cell.outcome).short:
        return sign_of(cell.outcome).label
    if (column.numeric and isinstance(cell.sort, int | Decimal)) or isinstance(cell.sort, date):
        return cell.sort
    return cell.text


def table_sheet(table: Table, title: Sequence[str]) -> SheetSpec:
    """The table as a sheet under its title."""
    return SheetSpec(
        name=table.caption, title=title, header=plain_header(table_columns(table)), rows=table_rows(table),
        freeze_columns=1,
    )  # fmt: skip
