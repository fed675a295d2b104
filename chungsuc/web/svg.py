"""SVG from values: escaped elements, and tones that hold in print and for the colour-blind.

Drawings carry presentation attributes and classes only, never `style`: the content policy forbids it.
"""

import hashlib
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

INK, ACCENT = "#1d1b19", "#9a3324"


def element(name: str, *children: str, **attributes: object) -> SafeString:
    """One element; `children` are escaped unless made here. `class_` and `stroke_width` become SVG's names."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_short(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(str(child) if isinstance(child, SafeString) else str(escape(child)) for child in children)
    return mark_safe(f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>")


def _short(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def percent(share: float) -> str:
    """0.5 → "50%", kept within the drawing."""
    return f"{_short(round(min(max(share, 0.0), 1.0) * 100, 2))}%"


def unique(*parts: object) -> str:
    """A short id that is the same whenever the drawing is the same."""
    return hashlib.sha1("|".join(map(str, parts)).encode(), usedforsecurity=False).hexdigest()[:8]


def hatch(identity: str, colour: str, paper: str = "#fff", gap: int = 5) -> SafeString:
    """A pattern of slanted lines, to be filled with `url(#identity)`."""
    lines = element("path", d=f"M0 {gap}L{gap} 0M-1 1L1 -1M{gap - 1} {gap + 1}L{gap + 1} {gap - 1}", stroke=colour,
                    stroke_width=1.2)  # fmt: skip
    paper_box = element("path", d=f"M0 0h{gap}v{gap}H0z", fill=paper)
    return element("pattern", paper_box, lines, id=identity, width=gap, height=gap, patternUnits="userSpaceOnUse")


@dataclass(frozen=True)
class Tone:
    """How a bucket is drawn: paper colour, letters' colour, whether hatched, and the shape that goes with it."""

    fill: str
    ink: str
    hatch: str = ""
    shape: str = ""


# From dark to light, so that a copy in black and white keeps the order; the shapes tell apart what is equally light.
TONES: dict[str, Tone] = {
    "full": Tone("#0f4a3e", "#ffffff", shape="star"),
    "strong": Tone("#5fa08f", INK, shape="ring_dot"),
    "soft": Tone("#c9e2da", INK, shape="disc"),
    "failed": Tone("#fff4e2", INK, hatch="#c98a3a", shape="ring"),
    "late": Tone("#fbe3e8", INK, hatch="#b0123b", shape="triangle"),
    "unknown": Tone("#ffffff", INK, shape="dots"),
    "out": Tone("#efece8", "#57504a"),
}


def mark(shape: str, x: float, y: float, size: float, ink: str) -> SafeString:
    """The small shape of a state, centred on x, y; `size` is its diameter. Nothing for no shape."""
    half = size / 2
    if shape in ("disc", "star", "ring_dot", "ring", "dots"):
        return _round_mark(shape, x, y, half, ink)
    if shape == "triangle":
        return element(
            "path", d=f"M{_short(x)} {_short(y - half)}l{_short(half)} {_short(size)}h{_short(-size)}z", fill=ink
        )
    return mark_safe("")


def _round_mark(shape: str, x: float, y: float, half: float, ink: str) -> SafeString:
    if shape == "disc":
        return element("circle", cx=x, cy=y, r=half, fill=ink)
    dots = f"{_short(half * 0.75)} {_short(half * 0.8)}" if shape == "dots" else None
    ring = element("circle", cx=x, cy=y, r=half * 0.85, fill="none", stroke=ink, stroke_width=half * 0.35,
                   stroke_dasharray=dots)  # fmt: skip
    inner = {"ring_dot": 0.4, "star": 0.62}.get(shape)
    return ring if inner is None else mark_safe(ring + element("circle", cx=x, cy=y, r=half * inner, fill=ink))
