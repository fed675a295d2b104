"""The reading child: parses one hostile file under limits and tells its parent what is in it, line by line.

Run as `python -I … -m chungsuc.workbooks.child`, the file on standard input, JSON lines on standard output. It knows
no Django, no database, no secrets (its environment is empty) and cannot write files. A separate process, because a
file may exhaust memory or time or crash the parser, and then only this process ends.

Lines: ["book", total bytes, since 1904, [[sheet, hidden], …], "word" for the tables of a text] · ["strings", […]] ·
["sheet", name, hidden] · ["rows", bytes done, […]] ·
["end", merged] · ["done"] or ["refused", code, sentence, where].
"""

import contextlib
import json
import sys
import zipfile
from collections.abc import Callable
from typing import Any, BinaryIO

from chungsuc.sandbox import bounds
from chungsuc.workbooks.delimited import read_delimited
from chungsuc.workbooks.limits import Limits
from chungsuc.workbooks.package import WORD, ZIP
from chungsuc.workbooks.parts import Book, SharedStrings, SheetPart, open_book
from chungsuc.workbooks.refusals import WorkbookRefused
from chungsuc.workbooks.sheet_xml import SheetReader, Spent
from chungsuc.workbooks.word import AROUND, read_word

_EXPAT_OUT_OF_MEMORY = 1
"""Expat's own number for it: its errors come as ExpatError, or as ParseError from a tree, both with a `code`."""

_BATCH = 200
Say = Callable[[list[Any]], None]


def restrict(limits: Limits) -> None:
    """Bounds this process for good."""
    bounds.restrict(limits.memory_bytes, limits.seconds)


def serve(file: BinaryIO, kind: str, limits: Limits, say: Say) -> None:
    """Tell what is in a file; every failure ends in a "refused" line, none in an exception."""
    with contextlib.suppress(BrokenPipeError):  # the parent stopped listening
        say(_told(file, kind, limits, say))


def _told(file: BinaryIO, kind: str, limits: Limits, say: Say) -> list[Any]:
    """Tell a file and return the last line. It is said outside, once whatever filled the memory has been let go."""
    try:
        if kind == ZIP:
            _serve_package(file, limits, say)
        elif kind == WORD:
            _serve_word(file, limits, say)
        else:
            _serve_text(file, limits, say)
    except WorkbookRefused as refusal:
        return ["refused", refusal.code, refusal.sentence, refusal.where]
    except MemoryError:
        return ["refused", "too_large", "", ""]
    except BrokenPipeError:
        raise
    except Exception as error:  # whatever a parser trips over in a hostile file means one thing to the sender
        out_of_memory = getattr(error, "code", None) == _EXPAT_OUT_OF_MEMORY
        return ["refused", "too_large" if out_of_memory else "damaged", "", ""]
    return ["done"]


def _serve_text(file: BinaryIO, limits: Limits, say: Say) -> None:
    say(["book", file.seek(0, 2), False, [["", False]]])
    say(["sheet", "", False])
    for done, rows in read_delimited(file, limits):
        say(["rows", done, rows])
    say(["end", []])


def _serve_word(file: BinaryIO, limits: Limits, say: Say) -> None:
    with zipfile.ZipFile(file) as archive:
        tables = read_word(archive, limits)
    if len(tables) == 1:
        raise WorkbookRefused("no_table")
    total = max(1, sum(len(table.rows) for table in tables))
    say(["book", total, False, [[table.name, table.name == AROUND] for table in tables], WORD])
    done = 0
    for table in tables:
        say(["sheet", table.name, table.name == AROUND])
        for at in range(0, len(table.rows), _BATCH):
            rows = table.rows[at : at + _BATCH]
            done += len(rows)
            say(["rows", done, rows])
        say(["end", table.merged])


def _serve_package(file: BinaryIO, limits: Limits, say: Say) -> None:
    with zipfile.ZipFile(file) as archive:
        book = open_book(archive, limits)
        size = sum(archive.getinfo(sheet.part).file_size for sheet in book.sheets)
        say(["book", size, book.since_1904, [[sheet.name, sheet.hidden] for sheet in book.sheets]])
        strings = SharedStrings(limits)
        if book.strings_part in archive.namelist():
            with archive.open(str(book.strings_part)) as stream:
                for batch in strings.read(stream):
                    say(["strings", batch])
        spent = Spent()
        before = 0
        for sheet in book.sheets:
            _serve_sheet(archive, book, sheet, SheetReader(book, strings.count, limits, spent), before, say)
            before += archive.getinfo(sheet.part).file_size


def _serve_sheet(
    archive: zipfile.ZipFile, book: Book, sheet: SheetPart, reader: SheetReader, before: int, say: Say
) -> None:
    say(["sheet", sheet.name, sheet.hidden])
    with archive.open(sheet.part) as stream:
        for done, rows in reader.read(stream):
            say(["rows", before + done, rows])
    say(["end", reader.merged])


def main(arguments: list[str]) -> None:
    """Arguments: the kind of file ("zip", "word" or "text") and the limits as JSON."""
    kind, limits = arguments[0], Limits(**json.loads(arguments[1]))
    restrict(limits)
    encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
    output = sys.stdout.buffer

    def say(message: list[Any]) -> None:
        output.write(encode(message).encode("ascii") + b"\n")
        output.flush()

    serve(sys.stdin.buffer, kind, limits, say)


if __name__ == "__main__":
    main(sys.argv[1:])
