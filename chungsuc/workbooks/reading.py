"""Reading a workbook that came from outside: checked here, parsed in a limited child process, refused in Vietnamese.

Nothing is ever written. `read_workbook` gives the whole file at once; `open_workbook` and `iter_rows` give rows while
the child is still parsing, so their callers must be ready for a refusal after some rows (undo a transaction then).
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, overload

from chungsuc.workbooks.cells import Row, Sheet, Workbook
from chungsuc.workbooks.limits import DEFAULT, Limits
from chungsuc.workbooks.listening import listen
from chungsuc.workbooks.package import check_file
from chungsuc.workbooks.refusals import WorkbookRefused
from chungsuc.workbooks.telling import Teller

Progress = Callable[[int, int], None]

__all__ = ["Progress", "WorkbookRefused", "iter_rows", "open_workbook", "read_workbook"]


def read_workbook(path: Path, *, limits: Limits = DEFAULT, on_progress: Progress | None = None) -> Workbook:
    """The sheets of an .xlsx or .csv file, every cell understood. Raises WorkbookRefused; writes nothing.

    `on_progress(done, total)` is called in bytes of unzipped sheet text.
    """
    with open_workbook(path, limits=limits, on_progress=on_progress) as workbook:
        sheets = [Sheet(s.name, [row for row in s.rows if row.cells], s.merged, s.hidden) for s in workbook.sheets]
    return Workbook(tuple(sheets))


@contextmanager
def open_workbook(
    path: Path, *, limits: Limits = DEFAULT, on_progress: Progress | None = None
) -> Generator[Workbook, None, None]:
    """The sheets of an .xlsx or .csv file, whose rows arrive as they are asked for, while the file is being parsed.

    Raises WorkbookRefused: at the start, with any row, or at the end of the block, which reads what nobody asked for.
    Writes nothing. Progress as for `read_workbook`.
    """
    with closing(_told(path, limits, on_progress)) as told:
        arriving = _Arriving(told)
        yield arriving.workbook
        while arriving.more():
            pass


class _Arriving:
    """A workbook whose rows arrive."""

    def __init__(self, told: Iterator[tuple[list[Any], list[Row]]]) -> None:
        self._told = told
        line, _ = next(told)
        if line[0] != "book":
            raise WorkbookRefused("damaged")
        self._rows = [_Rows(self) for _ in line[3]]
        self._at = -1
        named = zip(line[3], self._rows, strict=True)
        self.workbook = Workbook(tuple(Sheet(str(name), rows, hidden=bool(hidden)) for (name, hidden), rows in named))

    def more(self) -> bool:
        """Take the next line in; False when there is none."""
        line, rows = next(self._told, ([""], []))
        if line[0] == "sheet":
            self._at += 1
            if self._at >= len(self._rows):
                raise WorkbookRefused("damaged")
        elif line[0] == "end":
            self.workbook.sheets[self._at].merged.extend(line[1])
            self._rows[self._at].complete = True
        self._rows[self._at].arrived.extend(rows)
        return bool(line[0])


class _Rows(Sequence[Row]):
    """The rows of a sheet, those that arrived and those to come."""

    def __init__(self, arriving: _Arriving) -> None:
        self.arrived: list[Row] = []
        self.complete = False
        self._arriving = arriving

    def _until(self, count: int | None) -> None:
        while not self.complete and (count is None or len(self.arrived) < count) and self._arriving.more():
            pass

    def __iter__(self) -> Iterator[Row]:
        at = 0
        while True:
            self._until(at + 1)
            if at >= len(self.arrived):
                return
            yield self.arrived[at]
            at += 1

    def __len__(self) -> int:
        self._until(None)
        return len(self.arrived)

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        last = place.stop if isinstance(place, slice) else place + 1
        self._until(last if last is not None and last > 0 else None)
        return self.arrived[place]


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
