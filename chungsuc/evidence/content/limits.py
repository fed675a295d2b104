"""How much of a file is looked at before it is refused."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one inspection, for the child that does it."""

    file_bytes: int = 20 * MIB
    pixels: int = 25_000_000
    jpeg_pixels: int = 120_000_000
    """A photograph is decoded at a fraction of its size, so more of it fits."""
    longest_side: int = 2560
    """Pixels of the longer side of a picture that is kept: a page of text stays readable."""
    quality: int = 85
    kept_bytes: int = 24 * MIB
    parts: int = 2_000
    unzipped_bytes: int = 200 * MIB
    xml_bytes: int = 32 * MIB
    ratio: int = 200
    ratio_from_bytes: int = 4 * MIB
    memory_bytes: int = 512 * MIB
    processor_seconds: int = 8
    seconds: int = 20
