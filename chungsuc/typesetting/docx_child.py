"""The reading child: tells the lines of one hostile .docx under limits.

Run as `python -I … -m chungsuc.typesetting.docx_child`, the file on standard input. It knows no Django, no database and
no secrets (its environment is empty) and cannot write files. It answers with one line of JSON: ["text", [[text, cell,
label], …]] or ["refused", code]; a line that stands in a box or beside the text has its place as a fourth.
"""

import contextlib
import json
import sys
import zipfile
from collections import Counter
from collections.abc import Collection
from typing import Any, BinaryIO

from defusedxml.ElementTree import fromstring, iterparse

from chungsuc.law.spelling import nfc
from chungsuc.sandbox.bounds import restrict
from chungsuc.sandbox.office import DOCX, OfficeRefused, check_office
from chungsuc.typesetting.docx_limits import Limits
from chungsuc.typesetting.docx_numbers import Numbering, W, read_numbering
from chungsuc.typesetting.lines import BOX

_HARMLESS = frozenset({"embedded", "external_links"})  # only letters are read; nothing is opened or fetched
_MAIN_PART = "word/document.xml"
# text that was moved away, how a paragraph was before a change, the second drawing of what older programs cannot show
_PASSED_OVER = {
    f"{W}moveFrom", f"{W}pPrChange", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}  # fmt: skip
_SPACES = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_BOX = f"{W}txbxContent"
_HEADS = (("word/header", "Đầu trang"), ("word/footer", "Chân trang"))
# the part of the notes, its element, the element in the text that refers to it, the place in words
_NOTES = (
    ("word/footnotes.xml", f"{W}footnote", f"{W}footnoteReference", "Chú thích"),
    ("word/endnotes.xml", f"{W}endnote", f"{W}endnoteReference", "Chú thích cuối văn bản"),
)
_NOTE = {element: place for _, element, _, place in _NOTES}
_REFERENCE = {reference: place for _, _, reference, place in _NOTES}
_OLE_START, _ZIP_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"


class _Paragraph:
    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.style: str | None = None
        self.number: str | None = None
        self.level: int | None = None


class Reader:
    """Takes a document's elements one by one and keeps its lines; what was read of the file is let go at once."""

    def __init__(self, numbering: Numbering, limits: Limits) -> None:
        self.lines: list[list[Any]] = []
        self._numbering, self._limits = numbering, limits
        self._seen_tables = self._letters = self._seen = 0
        self._notes: dict[tuple[str, str], str] = {}  # (place, the note's code in the file): as its place is printed
        self._counted: Counter[str] = Counter()
        self._begin("")

    def _begin(self, place: str) -> None:
        self._paragraphs: list[_Paragraph] = []
        self._tables: list[list[int]] = []  # [table, row, column], the innermost last
        self._place, self._passed, self._boxes = place, 0, 0
        self._in_run = self._hidden = False

    def read(self, stream: Any, place: str = "") -> None:
        """Reads a part, the text's own first. OfficeRefused past a limit; ParseError and others when it is damaged."""
        self._begin(place)
        depth = 0
        for event, item in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                depth, self._seen = depth + 1, self._seen + 1
                if depth > self._limits.depth:
                    raise OfficeRefused("bomb")
                if self._seen > self._limits.elements:
                    raise OfficeRefused("too_long")
                self._opened(item)
            else:
                depth -= 1
                self._closed(item)
                item.clear()

    def _opened(self, item: Any) -> None:
        tag = item.tag
        if tag in _PASSED_OVER:
            self._passed += 1
        elif tag == f"{W}p":
            self._paragraphs.append(_Paragraph())
        elif tag == f"{W}r":
            self._in_run, self._hidden = True, False
        elif tag == f"{W}tbl":
            self._seen_tables += 1
            self._tables.append([self._seen_tables, 0, 0])
        elif tag == f"{W}tr" and self._tables:
            self._tables[-1][1:] = [self._tables[-1][1] + 1, 0]
        elif tag == f"{W}tc" and self._tables:
            self._tables[-1][2] += 1
        else:
            self._entered(item)

    def _entered(self, item: Any) -> None:
        """A box, a note, or a place of the text that refers to a note: notes are counted as they are printed."""
        tag = item.tag
        if tag == _BOX:
            self._boxes += 1
        elif tag in _REFERENCE and not self._passed:
            place, custom = _REFERENCE[tag], item.get(f"{W}customMarkFollows") in ("1", "true")
            self._counted[place] += 0 if custom else 1
            printed = place if custom else f"{place} {self._counted[place]}"
            self._notes.setdefault((place, item.get(f"{W}id", "")), printed)
        elif tag in _NOTE:
            told = self._notes.get((_NOTE[tag], item.get(f"{W}id", "")))
            self._place = told or ""
            self._passed += 0 if told else 1  # the line above the notes, and notes that nothing refers to

    def _closed(self, item: Any) -> None:
        tag = item.tag
        paragraph = self._paragraphs[-1] if self._paragraphs else None
        if tag in _PASSED_OVER or (tag in _NOTE and not self._place):
            self._passed -= 1
        elif tag == _BOX:
            self._boxes -= 1
        elif tag == f"{W}tbl" and self._tables:
            self._tables.pop()
        elif tag == f"{W}r":
            self._in_run = self._hidden = False
        elif paragraph is None:
            return
        elif tag == f"{W}p":
            self._keep(self._paragraphs.pop())
        elif not self._passed:
            self._noted(paragraph, tag, item)

    def _noted(self, paragraph: _Paragraph, tag: str, item: Any) -> None:
        if tag == f"{W}vanish" and self._in_run:
            self._hidden = item.get(f"{W}val", "true") not in ("0", "false")
        elif tag == f"{W}pStyle":
            paragraph.style = item.get(f"{W}val")
        elif tag == f"{W}numId":
            paragraph.number = item.get(f"{W}val")
        elif tag == f"{W}ilvl":
            level = item.get(f"{W}val", "")
            paragraph.level = int(level) if level in tuple("012345678") else None
        elif not self._hidden:
            self._write(paragraph, tag, item)

    def _write(self, paragraph: _Paragraph, tag: str, item: Any) -> None:
        if tag == f"{W}t":
            paragraph.pieces.append(item.text or "")
            self._letters += len(item.text or "")
            if self._letters > self._limits.letters:
                raise OfficeRefused("too_long")
        elif tag in _SPACES and self._in_run:
            paragraph.pieces.append(_SPACES[tag])

    def _keep(self, paragraph: _Paragraph) -> None:
        if self._passed:
            return
        label = self._numbering.label(paragraph.number, paragraph.level, paragraph.style)  # an empty one counts too
        lines = [line for line in map(nfc, "".join(paragraph.pieces).split("\n")) if line]
        cell = tuple(self._tables[-1]) if self._tables else None
        place = self._place or (BOX if self._boxes else "")
        for at, line in enumerate(lines):
            self.lines.append([line, cell, nfc(label) if at == 0 else "", *([place] if place else [])])
        if len(self.lines) > self._limits.lines:
            raise OfficeRefused("too_long")


def told(file: BinaryIO, limits: Limits, *, strict: bool = False) -> list[Any]:
    """The answer for an open file; every failure is a refusal. `strict`: whatever the file would load is one too."""
    try:
        size = file.seek(0, 2)
        file.seek(0)
        _check_start(file.read(8))
        if check_office(file, size, limits, harmless=frozenset() if strict else _HARMLESS) != DOCX:
            return ["refused", "not_a_paper"]
        with zipfile.ZipFile(file) as archive:
            return ["text", _lines(archive, limits)]
    except OfficeRefused as refusal:
        return ["refused", refusal.code]
    except MemoryError:
        return ["refused", "bomb"]
    except Exception:  # whatever a parser trips over in a hostile file means one thing to the sender
        return ["refused", "damaged"]


def _check_start(start: bytes) -> None:
    if not start:
        raise OfficeRefused("empty")
    if start == _OLE_START:
        raise OfficeRefused("old_format")
    if not start.startswith(_ZIP_START):
        raise OfficeRefused("not_a_paper")


def _lines(archive: zipfile.ZipFile, limits: Limits) -> list[list[Any]]:
    sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    if _MAIN_PART not in sizes:
        raise OfficeRefused("damaged")
    beside = _beside(sizes)
    needed = (_MAIN_PART, "word/numbering.xml", "word/styles.xml", *(part for part, _ in beside))
    if sum(sizes.get(part, 0) for part in needed) > limits.xml_bytes:
        raise OfficeRefused("too_long")
    trees = [fromstring(archive.read(part), forbid_dtd=True) if part in sizes else None for part in needed[1:3]]
    reader = Reader(read_numbering(*trees), limits)
    for part, place in ((_MAIN_PART, ""), *beside):
        with archive.open(part) as stream:
            reader.read(stream, place)
    return _once(reader.lines)


def _beside(sizes: Collection[str]) -> list[tuple[str, str]]:
    """The parts that are printed beside the text, with their places: notes, then heads and feet of pages."""
    notes = [(part, place) for part, *_, place in _NOTES if part in sizes]
    xml = sorted(part for part in sizes if part.endswith(".xml"))
    return notes + [(part, place) for start, place in _HEADS for part in xml if part.startswith(start)]


def _once(lines: list[list[Any]]) -> list[list[Any]]:
    """Heads and feet without what the pages repeat, and without bare page numbers."""
    heads = {place for _, place in _HEADS}
    kept, seen = [], set()
    for line in lines:
        if len(line) == 4 and line[3] in heads:
            if line[0] in seen or not any(map(str.isalpha, line[0])):
                continue
            seen.add(line[0])
        kept.append(line)
    return kept


def main(arguments: list[str]) -> None:
    """Arguments: the limits as JSON, then perhaps "strict"."""
    limits = Limits(**json.loads(arguments[0]))
    restrict(limits.memory_bytes, limits.processor_seconds)
    answer = told(sys.stdin.buffer, limits, strict="strict" in arguments[1:])
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.buffer.write(json.dumps(answer, separators=(",", ":")).encode("ascii"))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
