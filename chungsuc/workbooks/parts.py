"""The small parts of a workbook package: its sheets, relationships and styles, and the table of shared strings.

Runs in the reading child. DTDs and entities are refused everywhere (defusedxml, and `guarded_parser` for the large
parts that are streamed).
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element
from xml.parsers import expat

from defusedxml.ElementTree import fromstring

from chungsuc.workbooks.formats import shown_as
from chungsuc.workbooks.limits import Limits
from chungsuc.workbooks.refusals import WorkbookRefused

CHUNK = 1 << 17
_LONGEST_TOKEN = 4 << 20
"""Expat reads an unfinished token again with every chunk; past this length a file is only wasting time."""

_BOOKS = ("spreadsheetml.sheet.main+xml", "spreadsheetml.template.main+xml")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """Where a worksheet lies in the package."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Book:
    """What the small parts say about a workbook. `shown` has "n", "p" or "d" for each cell style."""

    sheets: list[SheetPart]
    shown: list[str]
    strings_part: str | None
    since_1904: bool
    uncalculated: bool
    """The writing program asked for a full calculation on opening: stored formula values are placeholders."""


def open_book(archive: zipfile.ZipFile, limits: Limits) -> Book:
    """Read the small parts. WorkbookRefused when they do not make a plain workbook."""
    main = main_part(archive, limits, _BOOKS)
    targets = targets_of(archive, main, limits)
    root = small_tree(archive, main, limits)
    sheets = list(_sheets(root, targets))
    if len(sheets) > limits.sheets:
        raise WorkbookRefused("too_large", f"Tệp có hơn {limits.sheets} trang tính. Hãy chia thành nhiều tệp.")
    by_kind = {kind: part for kind, part in targets.values()}
    properties = next(_children(root, "workbookPr"), None)
    calculation = next(_children(root, "calcPr"), None)
    return Book(
        sheets=sheets,
        shown=_shown_styles(archive, by_kind.get("styles"), limits),
        strings_part=by_kind.get("sharedStrings"),
        since_1904=properties is not None and _is_on(properties.get("date1904")),
        uncalculated=calculation is not None and _is_on(calculation.get("fullCalcOnLoad")),
    )


def _is_on(flag: str | None) -> bool:
    return flag in ("1", "true", "on")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _children(parent: Element, name: str) -> Iterator[Element]:
    return (child for child in parent if _local(child.tag) == name)


def small_tree(archive: zipfile.ZipFile, part: str, limits: Limits) -> Element:
    """The parsed tree of a small part; namespaces differ between strict and transitional files, names do not."""
    try:
        info = archive.getinfo(part)
    except KeyError:
        raise WorkbookRefused("not_a_workbook") from None
    if info.file_size > limits.small_part_bytes:
        raise WorkbookRefused("too_large")
    root: Element = fromstring(archive.read(info), forbid_dtd=True)
    return root


def targets_of(
    archive: zipfile.ZipFile, part: str, limits: Limits, *, letters_only: bool = False
) -> dict[str, tuple[str, str]]:
    """id → (kind, part) of the relationships of a part ("" is the package itself).

    A part that would load something from elsewhere is refused, unless the caller reads its letters only.
    """
    folder, _, name = part.rpartition("/")
    found: dict[str, tuple[str, str]] = {}
    for element in small_tree(archive, posixpath.join(folder, "_rels", f"{name}.rels"), limits):
        if element.get("TargetMode") == "External":
            if part and not letters_only:
                raise WorkbookRefused("external_links")
            continue
        target = element.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], path)
    return found


def main_part(archive: zipfile.ZipFile, limits: Limits, types: tuple[str, ...]) -> str:
    """The part that holds the content; WorkbookRefused when its declared type does not end in one of `types`."""
    for kind, part in targets_of(archive, "", limits).values():
        if kind == "officeDocument":
            _check_content_type(archive, part, limits, types)
            return part
    raise WorkbookRefused("not_a_workbook")


def _check_content_type(archive: zipfile.ZipFile, main: str, limits: Limits, types: tuple[str, ...]) -> None:
    """The main part must be declared plain content: nothing else, and nothing with macros."""
    declared = ""
    for element in small_tree(archive, "[Content_Types].xml", limits):
        kind = element.get("ContentType", "")
        if "macroEnabled" in kind or "vbaProject" in kind:
            raise WorkbookRefused("macros")
        if element.get("PartName", "").lstrip("/") == main:
            declared = kind
    if not declared.endswith(types):
        raise WorkbookRefused("not_a_workbook")


def _sheets(root: Element, targets: dict[str, tuple[str, str]]) -> Iterator[SheetPart]:
    """The worksheets in the order of their tabs; chart sheets hold no cells and are passed over."""
    for listing in _children(root, "sheets"):
        for element in listing:
            reference = next((value for key, value in element.items() if key.endswith("}id")), "")
            kind, part = targets.get(reference, ("", ""))
            if kind == "worksheet":
                hidden = element.get("state", "visible") != "visible"
                yield SheetPart(element.get("name", ""), part, hidden)


def _shown_styles(archive: zipfile.ZipFile, part: str | None, limits: Limits) -> list[str]:
    """For each cell style, what a number in it is: "n", "p" or "d"."""
    if part is None:
        return []
    root = small_tree(archive, part, limits)
    codes = {
        element.get("numFmtId"): element.get("formatCode", "")
        for group in _children(root, "numFmts")
        for element in group
    }
    ids = [element.get("numFmtId", "0") for group in _children(root, "cellXfs") for element in group]
    known = {number: shown_as(int(number), codes.get(number)) for number in set(ids)}
    return [known[number] for number in ids]


def guarded_parser(*, namespaces: bool = False) -> expat.XMLParserType:
    """An expat parser that refuses a DTD, and with it every entity a file could declare.

    With `namespaces` names come whole ("http://…}p"), else as the file spells them.
    """
    parser = expat.ParserCreate(namespace_separator="}" if namespaces else None)
    parser.buffer_text = True

    def refuse(*_: Any) -> Any:
        raise WorkbookRefused("damaged")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    return parser


def feed(parser: expat.XMLParserType, stream: Any) -> Iterator[int]:
    """Feed a stream to a parser piece by piece, yielding the bytes fed so far."""
    fed = 0
    while chunk := stream.read(CHUNK):
        parser.Parse(chunk, False)
        fed += len(chunk)
        if fed - parser.CurrentByteIndex > _LONGEST_TOKEN:
            raise WorkbookRefused("damaged")
        yield fed
    parser.Parse(b"", True)


def plain_text(pieces: list[str]) -> str:
    """The text of its pieces with "_x000A_" escapes undone (not NUL and not halves of a pair: no text has them)."""
    text = pieces[0] if len(pieces) == 1 else "".join(pieces)
    return _ESCAPED.sub(_unescaped, text) if "_x" in text else text


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if code == 0 or 0xD800 <= code <= 0xDFFF else chr(code)


class SharedStrings:
    """Streams the table of shared strings: rich text is joined, phonetic guides are left out."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.count = 0
        self.ready: list[str] = []
        self.characters = 0
        self._pieces: list[str] = []
        self._length = 0
        self._buffer: list[str] = []
        self._phonetic = False
        self._elements = 0

    def read(self, stream: Any) -> Iterator[list[str]]:
        """Yield the strings in batches, in the order of their numbers."""
        parser = guarded_parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._buffer.append
        for _ in feed(parser, stream):
            if sum(map(len, self._buffer)) > 2 * self.limits.cell_text:
                raise WorkbookRefused("too_large")
            if self._elements > 3 * self.limits.cells:
                raise WorkbookRefused("too_many_cells")
            yield self._taken()
        yield self._taken()

    def _taken(self) -> list[str]:
        batch, self.ready = self.ready, []
        self.count += len(batch)
        return batch

    def _start(self, tag: str, _: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        self._elements += 1
        if tag == "t":
            self._buffer.clear()
        elif tag == "si":
            self._pieces, self._length = [], 0
        elif tag == "rPh":
            self._phonetic = True

    def _end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "t":
            if not self._phonetic:
                self._add_piece("".join(self._buffer))
            self._buffer.clear()
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "si":
            self._finish_string()

    def _add_piece(self, text: str) -> None:
        self._length += len(text)
        if self._length > 2 * self.limits.cell_text:
            raise WorkbookRefused("too_large")
        self._pieces.append(text)

    def _finish_string(self) -> None:
        text = plain_text(self._pieces) if self._pieces else ""
        self.characters += len(text)
        if len(text) > self.limits.cell_text or self.characters > self.limits.text:
            raise WorkbookRefused("too_large")
        self.ready.append(text)
        if self.count + len(self.ready) > self.limits.cells:
            raise WorkbookRefused("too_many_cells")
