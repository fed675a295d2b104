"""The tables of a .docx as sheets: "bảng 1", "bảng 2" …, and the text around them as a hidden first one.

Runs in the reading child. Only letters are read: nothing is opened, fetched or counted. Columns are those of the
table's grid, so that cells under a merged heading stand where they belong; what is merged is told like in a workbook.
Text in old fonts (.VnTime, VNI-Times) is read as what it shows. A table within a cell is text of that cell.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from chungsuc.law.spelling import from_font, nfc
from chungsuc.workbooks.addresses import address
from chungsuc.workbooks.limits import MIB, Limits
from chungsuc.workbooks.parts import feed, guarded_parser, main_part
from chungsuc.workbooks.refusals import WorkbookRefused
from chungsuc.workbooks.sheet_xml import told_row
from chungsuc.workbooks.word_fonts import Fonts, local_name, read_fonts

AROUND = "lời văn"
_TYPE = ".wordprocessingml.document.main+xml"
_XML_BYTES = 32 * MIB
_ELEMENTS, _DEPTH, _TABLES = 600_000, 200, 200
_PASSED_OVER = ("moveFrom", "pPrChange", "rPrChange", "Fallback")
_SPACES = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass
class Table:
    """One table: its rows as they leave the child, and its merged ranges."""

    name: str
    rows: list[list[Any]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)


@dataclass
class _Growing:
    """The outermost table being read, and the cell in it; columns are of the grid."""

    table: Table
    row: int = 0
    column: int = 1
    span: int = 1
    continues: bool = False
    begins: bool = False
    cells: dict[int, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    merging: dict[int, tuple[int, int]] = field(default_factory=dict)  # column: (first row, span)


class WordReader:
    """Reads a text's elements one by one; `tables` is complete once `read` is exhausted."""

    def __init__(self, fonts: Fonts, limits: Limits) -> None:
        self.tables: list[Table] = [Table(AROUND)]
        self._fonts, self._limits = fonts, limits
        self._at: _Growing | None = None
        self._deep = self._seen = self._passed = self._letters = self._nested = 0
        self._runs: list[tuple[str, str]] = []  # (font, text) of the paragraph
        self._style = self._font = self._run_style = ""
        self._in_run = self._hidden = False
        self._buffer: list[str] | None = None

    def read(self, stream: Any) -> Iterator[int]:
        """Yields the bytes read so far. WorkbookRefused past a limit, expat's error when the part is damaged."""
        parser = guarded_parser(namespaces=True)
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._said
        yield from feed(parser, stream)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._deep, self._seen = self._deep + 1, self._seen + 1
        if self._deep > _DEPTH:
            raise WorkbookRefused("damaged")
        if self._seen > _ELEMENTS:
            raise WorkbookRefused("too_large")
        name = local_name(tag)
        if name in _PASSED_OVER:
            self._passed += 1
        elif name and not self._passed:
            said = {local_name(key): value for key, value in attributes.items()}
            self._opened(name, said)

    def _opened(self, name: str, said: dict[str, str]) -> None:
        if name in ("tbl", "tr", "tc", "gridSpan", "gridBefore", "vMerge"):
            self._table_part(name, said)
        elif name == "p":
            self._flush()
            self._style = ""
        elif name == "r":
            self._in_run, self._hidden, self._font, self._run_style = True, False, "", ""
        elif name == "pStyle":
            self._style = said.get("val", "")
        elif self._in_run:
            self._run_part(name, said)

    def _run_part(self, name: str, said: dict[str, str]) -> None:
        if name == "rFonts":
            self._font = said.get("ascii") or said.get("hAnsi") or self._font
        elif name == "rStyle":
            self._run_style = said.get("val", "")
        elif name == "vanish":
            self._hidden = said.get("val", "true") not in ("0", "false")
        elif name == "t":
            self._buffer = []
        elif name in _SPACES and not self._hidden:
            self._keep(_SPACES[name])

    def _table_part(self, name: str, said: dict[str, str]) -> None:
        if name == "tbl":
            self._nested += 1
            if self._nested == 1:
                self._flush()
                if len(self.tables) > _TABLES:
                    raise WorkbookRefused("too_large", f"Tệp có hơn {_TABLES} bảng. Hãy chia thành nhiều tệp.")
                self._at = _Growing(Table(f"bảng {len(self.tables)}"))
        at = self._at
        if at is None or self._nested != 1:
            return
        if name == "tr":
            at.row, at.column, at.cells = at.row + 1, 1, {}
            if at.row > self._limits.rows:
                raise WorkbookRefused("too_many_cells")
        elif name == "tc":
            at.span, at.continues, at.begins, at.lines = 1, False, False, []
        elif name == "gridBefore":
            at.column += _count(said.get("val"), self._limits)
        elif name == "gridSpan":
            at.span = max(1, _count(said.get("val"), self._limits))
        elif name == "vMerge":
            at.begins = said.get("val") == "restart"
            at.continues = not at.begins

    def _said(self, text: str) -> None:
        if self._buffer is not None:
            self._buffer.append(text)

    def _end(self, tag: str) -> None:
        self._deep -= 1
        name = local_name(tag)
        if name in _PASSED_OVER:
            self._passed -= 1
        elif name and not self._passed:
            self._closed(name)

    def _closed(self, name: str) -> None:
        if name == "t" and self._buffer is not None:
            text, self._buffer = "".join(self._buffer), None
            if not self._hidden:
                self._keep(text)
        elif name == "r":
            self._in_run = False
        elif name == "p":
            self._flush()
        elif name == "tbl":
            self._nested = max(0, self._nested - 1)
            if self._nested == 0 and self._at is not None:
                self._finish()
        elif name in ("tc", "tr") and self._nested == 1 and self._at is not None:
            self._close_cell(self._at) if name == "tc" else self._close_row(self._at)

    def _keep(self, text: str) -> None:
        self._letters += len(text)
        if self._letters > self._limits.text // 10:
            raise WorkbookRefused("too_large")
        self._runs.append((self._fonts.of(self._font, self._run_style, self._style), text))

    def _flush(self) -> None:
        """Ends a paragraph: neighbouring runs in one font are read together, for a letter may be split over two."""
        joined: list[tuple[str, list[str]]] = []
        for font, text in self._runs:
            if not joined or joined[-1][0] != font:
                joined.append((font, []))
            joined[-1][1].append(text)
        self._runs = []
        text = "".join(from_font("".join(pieces), font) for font, pieces in joined)
        lines = [line for line in map(nfc, text.split("\n")) if line]
        if self._at is not None:
            self._at.lines += lines
        elif lines:
            around = self.tables[0]
            around.rows.append(told_row(len(around.rows) + 1, [1], [f"t{' '.join(lines)}"]))

    def _close_cell(self, at: _Growing) -> None:
        self._flush()
        text = "\n".join(at.lines)
        if len(text) > self._limits.cell_text:
            raise WorkbookRefused("too_large")
        if at.column + at.span - 1 > self._limits.columns:
            raise WorkbookRefused("too_many_cells")
        if not at.continues:
            self._merge_ends(at, at.column, at.row - 1)
            if at.begins:
                at.merging[at.column] = (at.row, at.span)
            elif at.span > 1:
                at.table.merged.append(_range(at.row, at.column, at.row, at.span))
        if text and not at.continues:
            at.cells[at.column] = f"t{text}"
        at.column += at.span
        at.lines = []

    def _merge_ends(self, at: _Growing, column: int, row: int) -> None:
        if column in at.merging:
            first, span = at.merging.pop(column)
            if row > first or span > 1:
                at.table.merged.append(_range(first, column, max(row, first), span))

    def _close_row(self, at: _Growing) -> None:
        if at.cells:
            at.table.rows.append(told_row(at.row, list(at.cells), list(at.cells.values())))

    def _finish(self) -> None:
        at, self._at = self._at, None
        assert at is not None
        for column in list(at.merging):
            self._merge_ends(at, column, at.row)
        self.tables.append(at.table)


def _count(text: str | None, limits: Limits) -> int:
    number = int(text or "0")
    if not 0 <= number <= limits.columns:
        raise WorkbookRefused("damaged")
    return number


def _range(first: int, column: int, last: int, span: int) -> str:
    return f"{address(first, column)}:{address(last, column + span - 1)}"


def read_word(archive: zipfile.ZipFile, limits: Limits) -> list[Table]:
    """The text around the tables, then every table. WorkbookRefused when it is no plain document or too much."""
    main = main_part(archive, limits, (_TYPE,))
    try:
        info = archive.getinfo(main)
    except KeyError:
        raise WorkbookRefused("damaged") from None
    if info.file_size > _XML_BYTES:
        raise WorkbookRefused("too_large")
    reader = WordReader(read_fonts(archive, main, limits), limits)
    try:
        with archive.open(info) as stream:
            for _ in reader.read(stream):
                pass
    except (ValueError, expat.ExpatError) as error:
        if getattr(error, "code", None) == 1:  # expat's own word for memory that ran out
            raise
        raise WorkbookRefused("damaged") from error
    return reader.tables
