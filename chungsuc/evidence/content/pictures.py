"""Drawing a picture anew: what comes out holds its pixels and nothing else. Runs in the child only."""

import io
import warnings
from datetime import datetime
from typing import Any, BinaryIO

from PIL import Image, ImageOps, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin

from .limits import Limits
from .refusals import FileRefused

_GPS, _TAKEN, _EXIF = 0x8825, 0x9003, 0x8769
_LATITUDE, _LONGITUDE = (1, 2), (3, 4)
_READ = ("JPEG", "PNG", "WEBP")  # several pictures in one (MPO) open as JPEG
_DECODERS = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin)
"""Loaded by name: under the child's limits nothing more can be."""


def redrawn(file: BinaryIO, limits: Limits) -> tuple[dict[str, Any], bytes]:
    """What the picture says of its place and day, and its pixels as a new .jpg (.png where it is see-through)."""
    Image.MAX_IMAGE_PIXELS = limits.jpeg_pixels
    try:
        warnings.simplefilter("ignore", UserWarning)  # broken notes in a picture: they are dropped anyway
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(file, formats=_READ) as picture:
            most = limits.jpeg_pixels if picture.format in ("JPEG", "MPO") else limits.pixels
            if picture.width * picture.height > most:
                raise FileRefused("too_many_pixels")
            said = _said(picture)
            return _kept(picture, said, limits)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FileRefused("too_many_pixels") from error


def _kept(picture: Image.Image, said: dict[str, Any], limits: Limits) -> tuple[dict[str, Any], bytes]:
    side = limits.longest_side
    picture.draft("RGB", (side, side))  # a photograph is decoded no larger than it will be kept
    drawn: Image.Image = picture
    drawn.load()
    if max(drawn.size) > side:
        drawn = _plain(drawn)
        drawn.thumbnail((side, side))
    turned = ImageOps.exif_transpose(drawn)
    see_through = _see_through(turned)
    clean = _plain(turned)
    clean.info.clear()
    out = io.BytesIO()
    if see_through:
        clean.save(out, "PNG")
    else:
        clean.save(out, "JPEG", quality=limits.quality)
    if out.tell() > limits.kept_bytes:
        raise FileRefused("too_large", most=limits.file_bytes // (1024 * 1024))
    kind = {"extension": "png", "media_type": "image/png"} if see_through else {
        "extension": "jpg", "media_type": "image/jpeg",
    }  # fmt: skip
    return {**said, **kind, "width": clean.width, "height": clean.height}, out.getvalue()


def _plain(picture: Image.Image) -> Image.Image:
    """In colours that every program shows; the picture itself where it is so already, for it may be large."""
    mode = "RGBA" if _see_through(picture) else "RGB"
    return picture if picture.mode == mode else picture.convert(mode)


def _see_through(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info


def _said(picture: Image.Image) -> dict[str, Any]:
    """Place and day of taking, as far as they can be understood; a broken note in a sound picture says nothing."""
    try:
        notes = picture.getexif()
        place = notes.get_ifd(_GPS)
        return {
            "latitude": _degrees(place, *_LATITUDE, "S", 90),
            "longitude": _degrees(place, *_LONGITUDE, "W", 180),
            "taken_on": _day(notes.get_ifd(_EXIF).get(_TAKEN)),
        }
    except Exception:  # whatever the notes trip over
        return {}


def _degrees(place: Any, reference: int, value: int, negative: str, most: int) -> str | None:
    if value not in place:
        return None
    degrees, minutes, seconds = (float(part) for part in place[value])
    found = degrees + minutes / 60 + seconds / 3600
    if not 0 <= found <= most:
        return None
    return f"{-found if str(place.get(reference, '')).upper().startswith(negative) else found:.5f}"


def _day(written: Any) -> str | None:
    try:
        return datetime.strptime(str(written)[:10], "%Y:%m:%d").date().isoformat()  # noqa: DTZ007 - a day only
    except ValueError:
        return None
