"""Files to send: pictures, papers and documents, sound and otherwise."""

import io
import zipfile
import zlib
from typing import Any

TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
WORD = (
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
)
SHEET = (
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
)
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}</w:document>'


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), colour: Any = "green", **more: Any) -> bytes:
    """A picture of one colour."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGBA" if len(str(colour)) == 9 else "RGB", size, colour).save(out, kind, **more)
    return out.getvalue()


def photograph(latitude: float = 12.25833, longitude: float = 107.68333, taken: str = "2023:10:05 08:00:00") -> bytes:
    """A photograph with the place and day that a telephone writes, and a name of its maker."""
    from PIL import Image

    notes = Image.Exif()
    notes[0x010F] = "MAY-ANH-CUA-TOI"
    notes[0x8825] = {1: "N", 2: _parts(latitude), 3: "E", 4: _parts(longitude)}
    notes[0x8769] = {0x9003: taken}
    return picture(exif=notes, colour="red")


def _parts(degrees: float) -> tuple[float, float, float]:
    minutes = (degrees % 1) * 60
    return (float(int(degrees)), float(int(minutes)), round((minutes % 1) * 60, 3))


def pdf(inside: bytes = b"", objects: bytes | None = None, end: bytes = b"%%EOF\n") -> bytes:
    """A paper of one page; `inside` goes into its catalogue, `objects` into a compressed bundle."""
    bundle = b""
    if objects is not None:
        packed = zlib.compress(objects)
        bundle = b"4 0 obj\n<</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d>>\nstream\n" % len(packed)
        bundle += packed + b"\nendstream\nendobj\n"
    return (
        b"%PDF-1.7\n1 0 obj\n<</Type /Catalog /Pages 2 0 R " + inside + b">>\nendobj\n"
        b"2 0 obj\n<</Type /Pages /Kids [3 0 R] /Count 1>>\nendobj\n"
        b"3 0 obj\n<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200]>>\nendobj\n" + bundle +
        b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 4 /Root 1 0 R>>\nstartxref\n9\n" + end
    )  # fmt: skip


def office(
    parts: dict[str, str | bytes] | None = None, *, types: str = WORD, compress: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A package: a word document unless its types say otherwise."""
    content: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES.format(types),
        "_rels/.rels": RELS.format(""),
        "word/document.xml": BODY.format("<w:p/>"),
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compress) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return out.getvalue()
