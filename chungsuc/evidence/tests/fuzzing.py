"""Damaged files in number: bytes changed, cut, doubled, parts exchanged. The same seed makes the same files."""

import io
import random
import zipfile
from collections.abc import Iterator

from .making import SHEET, office, pdf, photograph, picture

PIECES = (
    b"\x00",
    b"\xff" * 4,
    b"<",
    b">",
    b"%",
    b"/JS",
    b"obj",
    b"stream\n",
    b"endstream",
    b"9" * 20,
    b"-1",
    b"PK\x05\x06",
)


def originals() -> dict[str, bytes]:
    """A sound file of each kind."""
    return {
        "jpg": photograph(),
        "png": picture("PNG", colour="#ff000080"),
        "webp": picture("WEBP"),
        "pdf": pdf(objects=b"5 0 <</Type /Annot>>"),
        "docx": office(),
        "xlsx": office({"xl/workbook.xml": "<workbook/>"}, types=SHEET),
    }


def damaged(kind: str, count: int, seed: int = 1) -> Iterator[bytes]:
    """`count` damaged files of a kind; those that are a zip are also damaged inside a sound zip."""
    sound, chance = originals()[kind], random.Random(f"{kind}{seed}")
    for number in range(count):
        way = number % 4
        if way == 0:
            yield _changed(sound, chance)
        elif way == 1:
            yield sound[: chance.randrange(len(sound))]
        elif way == 2 and sound[:2] == b"PK":
            yield _inside(sound, chance)
        else:
            yield _patched(sound, chance)


def _changed(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.randrange(1, 30)):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def _patched(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.randrange(1, 12)):
        place, how = chance.randrange(len(out) or 1), chance.randrange(3)
        if how == 0:
            del out[place : place + chance.randrange(1, 60)]
        elif how == 1:
            out[place:place] = chance.choice(PIECES)
        else:
            out[place:place] = out[max(0, place - 80) : place] * chance.randrange(1, 12)
    return bytes(out)


def _inside(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        hurt = chance.choice(old.namelist())
        for name in old.namelist():
            new.writestr(name, _patched(old.read(name), chance) if name == hurt else old.read(name))
    return out.getvalue()
