"""Text tables (.csv): encoding, separator, records. Runs in the reading child.

A .csv says nothing about kinds, so every cell is text as it stands: whether "1.234" is a thousand is not for a reader
to guess.
"""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any, BinaryIO
from unicodedata import normalize

from chungsuc.workbooks.limits import Limits
from chungsuc.workbooks.neutral import restored
from chungsuc.workbooks.refusals import WorkbookRefused
from chungsuc.workbooks.sheet_xml import told_row

_SEPARATORS = ",;\t"
_SAMPLE_CHARACTERS = 16_384
_SAMPLE_RECORDS = 30
_BATCH = 500
# Windows-1258 writes a Vietnamese tone as a byte of its own behind the vowel; no other text has these bytes only there.
_TONE_BYTES = frozenset("\u0300\u0309\u0303\u0301\u0323")
_VOWELS = frozenset("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY")

_WRONG_ENCODING = (
    "Tệp .csv không dùng mã UTF-8, UTF-16 hay Windows-1258 nên không đọc được tiếng Việt. "
    "Trong Excel, hãy chọn Lưu thành → «CSV UTF-8» hoặc .xlsx rồi tải lên lại."
)


def read_delimited(file: BinaryIO, limits: Limits) -> Iterator[tuple[int, list[list[Any]]]]:
    """Yield (bytes read, rows) batch by batch; row numbers count records from 1. WorkbookRefused when unreadable."""
    try:
        yield from _batches(file, limits)
    except UnicodeError as error:
        raise WorkbookRefused("not_a_workbook", _WRONG_ENCODING) from error
    except csv.Error as error:
        raise WorkbookRefused("damaged") from error


def _batches(file: BinaryIO, limits: Limits) -> Iterator[tuple[int, list[list[Any]]]]:
    file.seek(0)
    start = file.read(2)
    file.seek(0)
    encoding = "utf-16" if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else _eight_bit_encoding(file)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    separator, skipped = _separator(text.read(_SAMPLE_CHARACTERS))
    text.seek(0)
    # Windows-1258 keeps letters and tones apart
    lines = (normalize("NFC", line) for line in text) if encoding == "cp1258" else text
    records = csv.reader(lines, delimiter=separator)
    numbered = enumerate(islice(records, skipped, None), start=1)
    seen = 0
    while batch := list(islice(numbered, _BATCH)):
        seen += sum(len(record) for _, record in batch)
        if seen > limits.cells:
            raise WorkbookRefused("too_many_cells")
        yield file.tell(), [row for number, record in batch if (row := _row(number, record, limits))]
    text.detach()


def _eight_bit_encoding(file: BinaryIO) -> str:
    """UTF-8, or Windows-1258 where the bytes are no UTF-8 and every tone stands behind its vowel."""
    content = file.read()
    file.seek(0)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1258" if _is_windows_1258(content) else "utf-8-sig"
    return "utf-8-sig"


def _is_windows_1258(content: bytes) -> bool:
    try:
        text = content.decode("cp1258")
    except UnicodeDecodeError:
        return False
    tones = [before for before, letter in pairwise(text) if letter in _TONE_BYTES]
    return bool(tones) and all(before in _VOWELS for before in tones)


def _separator(sample: str) -> tuple[str, int]:
    """The separator, and how many lines to pass over (Excel may say "sep=;" on a line of its own)."""
    first = sample.partition("\n")[0].strip()
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], 1
    lines = sample.splitlines(keepends=True)
    whole = lines[:-1] if len(sample) == _SAMPLE_CHARACTERS and len(lines) > 1 else lines
    return max(_SEPARATORS, key=lambda separator: _agreement(whole, separator)), 0


def _agreement(lines: list[str], separator: str) -> tuple[float, int]:
    """How well a separator makes records of one width: the share of records that have the commonest width."""
    widths = Counter(len(record) for record in islice(csv.reader(lines, delimiter=separator), _SAMPLE_RECORDS))
    widths.pop(1, None)
    width, times = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return times, width


def _row(number: int, record: list[str], limits: Limits) -> list[Any] | None:
    filled = [(column, text) for column, text in enumerate(record, start=1) if text]
    if filled and (number > limits.rows or filled[-1][0] > limits.columns):
        raise WorkbookRefused("too_many_cells", where=f"Dòng {number}")
    if any(len(text) > limits.cell_text for text in record):
        raise WorkbookRefused("too_large", where=f"Dòng {number}")
    if not filled:
        return None
    return told_row(number, [column for column, _ in filled], [f"t{restored(text)}" for _, text in filled])
