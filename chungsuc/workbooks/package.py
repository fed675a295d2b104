"""The cheap checks of a file before anything in it is parsed: kind, size, and the zip's own directory."""

import struct
import zipfile
import zlib
from collections.abc import Sequence
from typing import BinaryIO

from chungsuc.workbooks.limits import Limits
from chungsuc.workbooks.refusals import WorkbookRefused

ZIP = "zip"
WORD = "word"
TEXT = "text"

_ZIP_START = b"PK\x03\x04"
_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_END_OF_DIRECTORY = b"PK\x05\x06"
_ZIP64_LOCATOR = b"PK\x06\x07"
_END_SIZE = 22
_DIRECTORY_ENTRY_BYTES = 1_024
"""Generous mean size of a directory entry; a real one is about 80 bytes."""

_TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SHEET_ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".docx", ".docm", ".doc", ".odt", ".rtf")

# Parts that run something or reach outside the file, by what their (lower-case) names contain.
_FORBIDDEN = (
    ("vbaproject", "macros", ""),
    ("xl/macrosheets/", "macros", ""),
    ("xl/dialogsheets/", "macros", ""),
    ("activex", "macros", "Tệp có điều khiển ActiveX. Hãy xóa các nút điều khiển, lưu lại rồi tải lên lại."),
    ("xl/externallinks/", "external_links", ""),
    ("xl/connections.xml", "external_links", ""),
    ("xl/querytables/", "external_links", ""),
    ("/embeddings/", "external_links", "Tệp có đối tượng nhúng. Hãy xóa đối tượng nhúng, lưu lại rồi tải lên lại."),
    ("xl/workbook.bin", "old_format", ""),
)


def check_file(file: BinaryIO, name: str, limits: Limits) -> str:
    """Whether an open file is "zip" (a workbook), "word" (a text with tables) or "text" (a .csv).

    WorkbookRefused when it is none of them or fails a cheap check.
    """
    size = file.seek(0, 2)
    if size == 0:
        raise WorkbookRefused("empty", "Tệp rỗng (0 byte). Hãy kiểm tra lại tệp đã chọn rồi tải lên lại.")
    if size > limits.file_bytes:
        raise WorkbookRefused("too_large", _too_many_bytes(limits))
    file.seek(0)
    start = file.read(4096)
    if start.startswith(_OLE_START):
        raise _refused_ole(file)
    if start.startswith(_ZIP_START):
        return _check_zip(file, size, name, limits)
    if name.lower().endswith(_SHEET_ENDINGS) or not _looks_like_text(start):
        raise WorkbookRefused("not_a_workbook")
    return TEXT


def _too_many_bytes(limits: Limits) -> str:
    most = limits.file_bytes // (1024 * 1024)
    return f"Tệp lớn hơn {most} MB. Hãy xóa hình ảnh và trang tính không cần thiết, hoặc chia thành nhiều tệp."


def _refused_ole(file: BinaryIO) -> WorkbookRefused:
    """The old container holds an .xls, a .doc, or a new file that is encrypted."""
    file.seek(0)
    content = file.read()
    if _ENCRYPTED_STREAM in content:
        return WorkbookRefused("encrypted")
    return WorkbookRefused("old_text" if _WORD_STREAM in content else "old_format")


def _looks_like_text(start: bytes) -> bool:
    if start.startswith(_TEXT_MARKS):
        return True
    return not (b"\x00" in start or start.lstrip()[:1] == b"<" or start.startswith(b"%PDF"))


def _check_zip(file: BinaryIO, size: int, name: str, limits: Limits) -> str:
    _check_end_of_directory(file, size, limits)
    if name.lower().endswith((".xlsm", ".xltm", ".docm", ".dotm")):
        raise WorkbookRefused("macros")
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, struct.error, OSError) as error:
        raise WorkbookRefused("damaged") from error
    _check_names(entries)
    _check_sizes(entries, size, limits)
    inside = {entry.filename.lower().partition("/")[0] for entry in entries}
    return WORD if "word" in inside and "xl" not in inside else ZIP


def _check_end_of_directory(file: BinaryIO, size: int, limits: Limits) -> None:
    """Bound the directory before `zipfile` reads all of it: a 20 MiB file could hold half a million entries."""
    file.seek(max(0, size - _END_SIZE - 65_535))
    tail = file.read()
    end = tail.rfind(_END_OF_DIRECTORY)
    if end < 0 or len(tail) - end < _END_SIZE:
        raise WorkbookRefused("damaged")
    entries, directory_size = struct.unpack_from("<HI", tail, end + 10)
    if tail[max(0, end - 20) : end].startswith(_ZIP64_LOCATOR):
        raise WorkbookRefused("damaged")  # files this small never need the 64-bit directory
    if entries > limits.parts or directory_size > limits.parts * _DIRECTORY_ENTRY_BYTES:
        raise WorkbookRefused("bomb")


def _check_names(entries: Sequence[zipfile.ZipInfo]) -> None:
    names = [entry.filename.lower() for entry in entries]
    for name in names:
        if name.startswith(("/", "\\")) or ".." in name.split("/") or "\\" in name or ":" in name:
            raise WorkbookRefused("damaged")
        for piece, code, sentence in _FORBIDDEN:
            if piece in name:
                raise WorkbookRefused(code, sentence)
    if len(set(names)) < len(names):
        raise WorkbookRefused("damaged")
    if "[content_types].xml" not in names:
        raise WorkbookRefused("not_a_workbook")


def _check_sizes(entries: Sequence[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    """`zipfile` never gives more than the declared size of a part, so the declared sizes bind."""
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise WorkbookRefused("encrypted")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise WorkbookRefused("damaged")
        ratio = entry.file_size / max(1, entry.compress_size)
        if entry.file_size > limits.ratio_from_bytes and ratio > limits.ratio:
            raise WorkbookRefused("bomb")
    if sum(entry.file_size for entry in entries) > limits.unzipped_bytes:
        raise WorkbookRefused("bomb")
    if sum(entry.compress_size for entry in entries) > size:
        raise WorkbookRefused("bomb")  # parts overlap: the same bytes unzipped many times
