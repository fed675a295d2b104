"""Where the columns of a plain list stand: one row of headings, told by their words."""

from collections.abc import Mapping, Sequence

from chungsuc.law.spelling import fold

from .cells import TEXT, Sheet

SEARCH_ROWS = 30


def find_columns(
    sheet: Sheet, columns: Mapping[str, Sequence[str]], titles: Mapping[str, str], needed: Sequence[str]
) -> tuple[dict[str, int], int]:
    """The column of each heading, and the heading's row; ({}, 0) when none of the first rows has all that is needed.

    A heading is its title, or one of the folded words that `columns` gives it; the leftmost of two counts.
    """
    for row in sheet.rows[:SEARCH_ROWS]:
        found: dict[str, int] = {}
        for column, cell in row.cells.items():
            text = fold(str(cell.value)) if cell.kind == TEXT else ""
            for name, others in columns.items():
                if text and text in (fold(titles[name]), *others) and name not in found:
                    found[name] = column
        if all(name in found for name in needed):
            return found, row.number
    return {}, 0
