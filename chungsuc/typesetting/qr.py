"""QR codes as SVG text: black on white, the quiet border of four modules that readers need."""

from functools import lru_cache
from itertools import groupby

import segno

BORDER = 4  # modules; the standard's least


@lru_cache(maxsize=1024)
def svg(text: str) -> str:
    """The QR code of a text (an address) as SVG without a size of its own, so that scaling never crops it."""
    if not text:
        return ""
    rows = segno.make(text, error="m", micro=False).matrix
    side = len(rows) + 2 * BORDER
    dark = "".join(_runs(y, row) for y, row in enumerate(rows, BORDER))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path d="{dark}"/></svg>'
    )


def _runs(y: int, row: bytearray) -> str:
    """The dark modules of a row as bars: one rectangle for neighbours, so that no seam shows between them."""
    bars, x = [], BORDER
    for dark, modules in groupby(row):
        width = len(list(modules))
        if dark:
            bars.append(f"M{x} {y}h{width}v1h-{width}z")
        x += width
    return "".join(bars)
