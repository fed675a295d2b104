"""Reads a made PDF or picture back, so that tests measure what was made and not what was asked for."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pypdf
from PIL import Image, ImageChops
from pypdf.generic import ContentStream, DictionaryObject

MM = 72 / 25.4


@dataclass(frozen=True)
class Run:
    """A piece of text as it was drawn: millimetres from the top left of its page to its baseline's start, size in pt."""

    page: int
    text: str
    x: float
    y: float
    size: float
    font: str


@cache
def opened(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def pages(content: bytes) -> list[str]:
    """The text of every page, its lines with single spaces."""
    return [
        "\n".join(" ".join(line.split()) for line in page.extract_text().split("\n")) for page in opened(content).pages
    ]


def words(content: bytes) -> str:
    """All text in one line, without the unseen places to break."""
    return " ".join(" ".join(pages(content)).replace("\u200b", "").split())


def fonts(content: bytes) -> dict[str, bool]:
    """The fonts of a file by name, and whether each lies inside it."""
    found = {}
    for page in opened(content).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            for inner in font.get_object().get("/DescendantFonts", [font]):
                said = inner.get_object()
                described = said["/FontDescriptor"].get_object()
                found[said["/BaseFont"]] = bool({"/FontFile", "/FontFile2", "/FontFile3"} & set(described))
    return found


def runs(content: bytes) -> list[Run]:
    """Every piece of text with its place and size."""
    found: list[Run] = []
    for number, page in enumerate(opened(content).pages, 1):
        height = float(page.mediabox.height)

        def visit(text: str, cm: list[float], tm: list[float], font: DictionaryObject | None, size: float) -> None:
            if text.strip():
                x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                scale = abs(tm[3] * cm[3]) or 1
                name = str(font["/BaseFont"]).split("+")[-1] if font else ""
                found.append(Run(number, text.strip(), x / MM, (height - y) / MM, size * scale, name))  # noqa: B023

        page.extract_text(visitor_text=visit)
    return found


def operators(content: bytes) -> Iterator[bytes]:
    """The drawing operators of all pages."""
    reader = opened(content)
    for page in reader.pages:
        for _, operator in ContentStream(page.get_contents(), reader).operations:
            yield operator


def ink(picture: bytes) -> tuple[float, float, float, float]:
    """Where a page is not white, in mm from its left and top: left, top, right, bottom. The page is 210 or 297 mm wide."""
    image = Image.open(io.BytesIO(picture)).convert("L")
    scale = (210 if image.width < image.height else 297) / image.width
    box = ImageChops.invert(image).point(lambda value: 255 if value > 60 else 0).getbbox()
    assert box is not None, "an empty page"
    left, top, right, bottom = (edge * scale for edge in box)
    return left, top, right, bottom
