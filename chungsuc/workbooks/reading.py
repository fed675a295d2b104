"""Reading a workbook that came from outside: checked here, parsed in a limited child process, refused in Vietnamese.

Nothing is ever written. `read_workbook` gives the whole file at once; `iter_rows` gives rows while the child is still
parsing, so a caller of `iter_rows` must be ready for a refusal after some rows (undo its transaction then).
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from chungsuc.workbooks.cells import Row, Sheet, Workbook
from chungsuc.workbooks.limits import DEFAULT, Limits
from chungsuc.workbooks.listening import listen
from chungsuc.workbooks.package import check_file
from chungsuc.workbooks.refusals import WorkbookRefused
from chungsuc.workbooks.telling import Teller

Progress = Callable[[int, int], None]

__all__ = ["Progress", "WorkbookRefused", "iter_rows", "read_workbook"]


def read_workbook(path: Path, *, limits: Limits = DEFAULT, on_progress: Progress | None = None) -> Workbook:
    """The sheets of an .xlsx or .csv file. Raises WorkbookRefused; writes nothing.

    `on_progress(done, total)` is called in bytes of unzipped sheet text.
    """
    sheets: list[Sheet] = []
    for line, rows in _told(path, limits, on_progress):
        if line[0] == "sheet":
            sheets.append(Sheet(line[1], hidden=line[2]))
        elif line[0] == "end":
            sheets[-1].merged.extend(line[1])
        if rows:
            sheets[-1].rows.extend(rows)
    return Workbook(tuple(sheets))


def iter_rows(path: Path, *, limits: Limits = DEFAULT, on_progress: Progress | None = None) -> Iterator[Row]:
    """The rows of all sheets, in order, while the file is being parsed; `row.sheet` names the sheet.

    Raises WorkbookRefused, possibly after some rows; writes nothing. Progress as for `read_workbook`. Closing the
    generator early ends the child.
    """
    with closing(_told(path, limits, on_progress)) as told:
        for _, rows in told:
            yield from rows


def _told(
    path: Path, limits: Limits, on_progress: Progress | None
) -> Generator[tuple[list[Any], list[Row]], None, None]:
    """Each line of the child with the rows it carries. A file without a single filled cell is refused at its end."""
    teller = Teller(limits)
    total = 0
    seen = False
    with path.open("rb", buffering=0) as file:
        kind = check_file(file, path.name, limits)  # type: ignore[arg-type]
        file.seek(0)
        with closing(listen(file, kind, limits)) as lines:
            for line in lines:
                rows = teller.rows(line)
                seen = seen or bool(rows)
                if line[0] == "book":
                    total = line[1]
                elif line[0] == "rows" and on_progress:
                    on_progress(line[1], total)
                yield line, rows
    if not seen:
        raise WorkbookRefused("empty")
