"""Whether a .docx or .xlsx is only a document: the zip's directory, its types, what it loads from elsewhere."""

import re
import struct
import zipfile
import zlib
from typing import IO, BinaryIO, Protocol
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

DOCX, XLSX = "docx", "xlsx"
_MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": XLSX,
}
_FORBIDDEN = (
    ("vbaproject", "macros"),
    ("vbadata", "macros"),
    ("macrosheets/", "macros"),
    ("dialogsheets/", "macros"),
    ("activex", "macros"),
    ("/ctrlprops/", "macros"),
    ("/embeddings/", "embedded"),
    ("/externallinks/", "external_links"),
    ("/querytables/", "external_links"),
    ("xl/connections.xml", "external_links"),
    ("word/afchunk", "embedded"),
    ("encryptedpackage", "office_encrypted"),
)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_HARMLESS = ("/hyperlink",)  # followed only when somebody clicks
_END = b"PK\x05\x06"
_END_SIZE = 22
_ENTRY_BYTES = 1_024
_EXCHANGE = re.compile(r"\b(DDE|DDEAUTO)\b", re.IGNORECASE)
_LARGEST_SMALL_PART = 4 * 1024 * 1024


class OfficeRefused(Exception):
    """A package that is not taken; `code` says why, the room that asked has the words."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class PackageLimits(Protocol):
    """How much of a package is looked at: parts, bytes unzipped, bytes of text, and how far a part may be squeezed."""

    @property
    def parts(self) -> int: ...

    @property
    def unzipped_bytes(self) -> int: ...

    @property
    def xml_bytes(self) -> int: ...

    @property
    def ratio(self) -> int: ...

    @property
    def ratio_from_bytes(self) -> int: ...


def check_office(file: BinaryIO, size: int, limits: PackageLimits, *, harmless: frozenset[str] = frozenset()) -> str:
    """DOCX or XLSX; OfficeRefused when the zip is neither, or does more than hold a document.

    `harmless`: the codes that are nothing to a caller who only reads the text ("embedded", "external_links").
    """
    _check_directory(file, size, limits)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_entries(entries, size, limits, harmless)
            kind = _kind(archive)
            if "external_links" in harmless:
                return kind
            for entry in entries:
                if entry.filename.lower().endswith(".rels"):
                    _check_relations(archive, entry)
            if kind == DOCX:
                _check_fields(archive, entries, limits)
            return kind
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, struct.error, OSError, KeyError) as error:
        raise OfficeRefused("damaged") from error
    except (ParseError, DefusedXmlException, LookupError, UnicodeError) as error:
        raise OfficeRefused("damaged") from error
    except RuntimeError as error:  # zipfile's word for a part that wants a password
        raise OfficeRefused("office_encrypted") from error


def _check_directory(file: BinaryIO, size: int, limits: PackageLimits) -> None:
    """Bounds the directory before `zipfile` reads it; nothing may follow it and nothing else may begin the file."""
    file.seek(max(0, size - _END_SIZE - 65_535))
    tail = file.read()
    end = tail.rfind(_END)
    if end < 0 or len(tail) - end < _END_SIZE:
        raise OfficeRefused("damaged")
    entries, length, start, comment = struct.unpack_from("<HIIH", tail, end + 10)
    if entries > limits.parts or length > limits.parts * _ENTRY_BYTES:
        raise OfficeRefused("bomb")
    if len(tail) - end - _END_SIZE != comment or start + length != size - (len(tail) - end):
        raise OfficeRefused("two_in_one")


def _check_entries(entries: list[zipfile.ZipInfo], size: int, limits: PackageLimits, harmless: frozenset[str]) -> None:
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) < len(names) or not entries:
        raise OfficeRefused("damaged")
    for name in names:
        if name.startswith("/") or ".." in name.split("/") or "\\" in name or ":" in name or "\x00" in name:
            raise OfficeRefused("damaged")
        for piece, code in _FORBIDDEN:
            if code not in harmless and (piece in f"/{name}" or piece in name):
                raise OfficeRefused(code)
    _check_sizes(entries, size, limits)


def _check_sizes(entries: list[zipfile.ZipInfo], size: int, limits: PackageLimits) -> None:
    """`zipfile` never gives more than the declared size of a part, so the declared sizes bind."""
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise OfficeRefused("office_encrypted")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise OfficeRefused("damaged")
        if entry.file_size > limits.ratio_from_bytes and entry.file_size > limits.ratio * max(1, entry.compress_size):
            raise OfficeRefused("bomb")
    if sum(entry.file_size for entry in entries) > limits.unzipped_bytes:
        raise OfficeRefused("bomb")
    if sum(entry.compress_size for entry in entries) > size:
        raise OfficeRefused("bomb")  # parts overlap: the same bytes unzipped many times
    if min(entry.header_offset for entry in entries) != 0:
        raise OfficeRefused("two_in_one")


def _kind(archive: zipfile.ZipFile) -> str:
    if "[Content_Types].xml" not in archive.namelist():
        raise OfficeRefused("program")  # an archive of something
    root = fromstring(_small(archive, archive.getinfo("[Content_Types].xml")), forbid_dtd=True)
    types = {str(item.get("ContentType", "")) for item in root}
    if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in types):
        raise OfficeRefused("macros")
    kinds = {_MAIN[kind] for kind in types if kind in _MAIN}
    if len(kinds) != 1:
        raise OfficeRefused("unknown" if not kinds else "two_in_one")
    return kinds.pop()


def _small(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.file_size > _LARGEST_SMALL_PART:
        raise OfficeRefused("bomb")
    return archive.read(entry)


def _check_relations(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Whatever is loaded from elsewhere when the document is opened; links that wait for a click may stay."""
    for item in fromstring(_small(archive, entry), forbid_dtd=True).iter(_RELATION):
        outside = item.get("TargetMode", "").lower() == "external"
        target = item.get("Target", "").strip().lower()
        harmless = item.get("Type", "").lower().endswith(_HARMLESS) and not target.startswith(("file:", "javascript:"))
        if outside and not harmless:
            raise OfficeRefused("external_links")


def _check_fields(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: PackageLimits) -> None:
    """Fields that fetch from other programs (DDE) are refused."""
    left = limits.xml_bytes
    for entry in entries:
        name = entry.filename.lower()
        if not (name.startswith("word/") and name.endswith(".xml")):
            continue
        left -= entry.file_size
        if left < 0:
            raise OfficeRefused("too_large")
        with archive.open(entry) as part:
            if _EXCHANGE.search(_field_codes(part)):
                raise OfficeRefused("external_links")


def _field_codes(part: IO[bytes]) -> str:
    """What the fields of a part say, run after run; read by expat itself, for a part may hold millions of elements."""
    codes: list[str] = []
    deep = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal deep
        deep += name.endswith("}instrText")
        codes.extend(f" {value} " for key, value in attributes.items() if key.endswith("}instr"))

    def closed(name: str) -> None:
        nonlocal deep
        deep -= name.endswith("}instrText")

    def said(text: str) -> None:
        if deep:
            codes.append(text)

    def refuse(*_: object) -> None:
        raise OfficeRefused("damaged")

    reader = expat.ParserCreate(namespace_separator="}")
    reader.StartDoctypeDeclHandler = refuse  # no entity can be declared without one
    reader.StartElementHandler, reader.EndElementHandler, reader.CharacterDataHandler = opened, closed, said
    try:
        reader.ParseFile(part)
    except expat.ExpatError as error:
        raise OfficeRefused("damaged") from error
    return "".join(codes)
