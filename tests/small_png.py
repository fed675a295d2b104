"""Pictures of the guide as small indexed PNG files: a palette of the commonest colours, nothing else in the file."""

import base64
import struct
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

COLOURS = 256
PIXELS = """async (picture) => {
    const image = await createImageBitmap(await (await fetch("data:image/png;base64," + picture)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const bytes = pen.getImageData(0, 0, image.width, image.height).data;
    let text = "";
    for (let at = 0; at < bytes.length; at += 32768) {
        text += String.fromCharCode.apply(null, bytes.subarray(at, at + 32768));
    }
    return [image.width, image.height, btoa(text)];
}"""


def save(picture: bytes, path: Path, page: Any) -> None:
    """Writes a screenshot with few colours. `page` is a blank page of a browser that decodes it."""
    width, height, encoded = page.evaluate(PIXELS, base64.b64encode(picture).decode())
    pixels = memoryview(base64.b64decode(encoded)).cast("I")
    counted = Counter(pixels)
    palette = _palette(counted)
    place = {colour: at for at, colour in enumerate(palette)}
    place |= {colour: _nearest(colour, palette) for colour in counted if colour not in place}
    rows = bytes(map(place.__getitem__, pixels))
    body = b"".join(b"\0" + rows[start : start + width] for start in range(0, width * height, width))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = (
        (b"IHDR", head),
        (b"PLTE", b"".join(map(_rgb, palette))),
        (b"IDAT", zlib.compress(body, 9)),
        (b"IEND", b""),
    )
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks))


def _palette(counted: Counter[int]) -> list[int]:
    """The commonest colours, each for all that hardly differ from it, so that a rare accent is not crowded out."""
    kept: dict[bytes, int] = {}
    for colour, _ in counted.most_common():
        kept.setdefault(bytes(part >> 3 for part in _rgb(colour)), colour)
    return list(kept.values())[:COLOURS]


def _rgb(colour: int) -> bytes:
    return colour.to_bytes(4, "little")[:3]


def _nearest(colour: int, palette: list[int]) -> int:
    red, green, blue = _rgb(colour)

    def far(at: int) -> int:
        r, g, b = _rgb(palette[at])
        return (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2

    return min(range(len(palette)), key=far)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
