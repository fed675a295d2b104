"""Whether a PDF is only paper. It is kept byte for byte, so that a digital signature on it stays valid."""

import re
import zlib

from .limits import Limits
from .refusals import FileRefused

_NAMES = (
    (b"/Encrypt", "pdf_encrypted"),
    (b"/JavaScript", "pdf_active"),
    (b"/Launch", "pdf_active"),
    (b"/RichMedia", "pdf_active"),
    (b"/SubmitForm", "pdf_active"),
    (b"/ImportData", "pdf_active"),
    (b"/XFA", "pdf_active"),
    (b"/EmbeddedFile", "pdf_embedded"),
    (b"/EmbeddedFiles", "pdf_embedded"),
    (b"/GoToE", "pdf_embedded"),
)
_FOUND = re.compile(b"(" + b"|".join(re.escape(name) for name, _ in _NAMES) + rb")(?=[\s()<>\[\]{}/%]|$)")
_CODES = dict(_NAMES)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_OBJECTS = re.compile(rb"/ObjStm\b")
_STREAM = re.compile(rb">>\s*stream\r?\n?")
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]*\]|/[A-Za-z0-9]+)")
_FLATE = {b"/FlateDecode", b"/Fl"}
_TAIL = 2048
_DICTIONARY = 4096  # bytes before a stream in which its dictionary is looked for


def check_pdf(data: bytes, limits: Limits) -> None:
    """FileRefused when the file is no whole PDF, is another kind of file as well, or does more than show pages.

    Names are looked for everywhere, also spelled with escapes and inside compressed objects; what a page draws is not
    looked at.
    """
    if b"%%EOF" not in data[-_TAIL:]:
        raise FileRefused("damaged")
    if b"startxref" not in data or not (b" obj" in data or b"\nobj" in data):
        raise FileRefused("damaged")
    if b"PK\x05\x06" in data[-66_000:]:
        raise FileRefused("two_in_one")  # a zip reads its directory from the end: the same bytes are an archive too
    _refuse_names(data)
    left = limits.unzipped_bytes
    for found in _OBJECTS.finditer(_unescaped(data)) if b"#" in data else _OBJECTS.finditer(data):
        left -= _check_objects(data, found.start(), left)


def _unescaped(data: bytes) -> bytes:
    """Names may write any letter as #xx; written out with the same length, so that places stay the same."""
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), data)


def _refuse_names(data: bytes) -> None:
    found = _FOUND.search(data)
    if found is None and b"#" in data:
        found = _FOUND.search(_unescaped(data))
    if found is not None:
        raise FileRefused(_CODES[found[1]])


def _check_objects(data: bytes, place: int, left: int) -> int:
    """Looks into one compressed bundle of objects; returns its size."""
    stream = _STREAM.search(data, place, place + _DICTIONARY)
    if stream is None:
        raise FileRefused("damaged")
    dictionary = data[max(0, place - _DICTIONARY) : stream.start()]
    dictionary = dictionary[dictionary.rfind(b" obj") :]
    filters = {name for given in _FILTER.findall(dictionary) for name in re.findall(rb"/[A-Za-z0-9]+", given)}
    body = data[stream.end() : data.find(b"endstream", stream.end())]
    if not filters:
        objects = body
    elif filters <= _FLATE:
        objects = _unpacked(body, left)
    else:
        raise FileRefused("pdf_active")  # no writer of papers wraps its objects in anything else
    _refuse_names(objects)
    return len(objects)


def _unpacked(body: bytes, left: int) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        objects = unpacking.decompress(body, max(1, left))
    except zlib.error as error:
        raise FileRefused("damaged") from error
    if unpacking.unconsumed_tail:
        raise FileRefused("bomb")
    return objects
