"""Which font papers are set in: Times New Roman or one that is measured like it, read from files and checked first.

Nghị định 30/2020/NĐ-CP asks for Times New Roman. Where it is not installed, Liberation Serif and Tinos have the same
widths. Debian's old Liberation lacks 98 Vietnamese letters while its name is the same, so every file is read before it
is used. When nothing fits, the Libertinus Serif inside the typst wheel sets the paper, and `Face.advice` says so.
"""

import os
import struct
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

BUILT_IN = "Libertinus Serif"  # inside the typst wheel
LAST = "DejaVu Sans Mono"  # inside it too, for signs the serif lacks
STYLES = ("regular", "bold", "italic", "bold italic")
_ADVICE = (
    "Máy chủ chưa có phông Times New Roman hoặc phông tương đương đủ chữ tiếng Việt nên văn bản đang in bằng phông "
    f"{BUILT_IN}; cần cài gói fonts-liberation2 (Debian, Ubuntu) rồi khởi động lại dịch vụ."
)
# family: the names of its four files, without ending, in the order of STYLES
_FILES: Mapping[str, tuple[str, ...]] = {
    "Times New Roman": ("times", "timesbd", "timesi", "timesbi"),
    "Liberation Serif": tuple(f"liberationserif-{style}" for style in ("regular", "bold", "italic", "bolditalic")),
    "Tinos": tuple(f"tinos-{style}" for style in ("regular", "bold", "italic", "bolditalic")),
}
# Debian's installer of Microsoft's fonts gives the files longer names
_SYNONYMS = {
    "times_new_roman": "times", "times_new_roman_bold": "timesbd", "times_new_roman_italic": "timesi",
    "times_new_roman_bold_italic": "timesbi",
}  # fmt: skip


def _vietnamese() -> frozenset[str]:
    """Every letter of Vietnamese with every tone, in both cases, and the marks its papers use."""
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    toned = {unicodedata.normalize("NFC", letter + tone) for letter in "aăâeêioôơuưy" for tone in tones}
    letters = toned | set("bcdđfghjklmnpqrstvwxz")
    return frozenset(letters | {letter.upper() for letter in letters} | set("0123456789.,;:-–/()%“”‘’…"))


VIETNAMESE = _vietnamese()


@dataclass(frozen=True)
class Face:
    """The font in use: its family, its files (none: inside the wheel), what to install for a better one (or "")."""

    family: str
    files: tuple[Path, ...] = ()
    advice: str = ""

    @property
    def times_like(self) -> bool:
        return not self.advice

    @property
    def families(self) -> tuple[str, ...]:
        """The families to try for a letter, in their order; no other font of the machine is ever used."""
        return tuple(dict.fromkeys((self.family, BUILT_IN, LAST)))


@cache
def chosen() -> Face:
    """The face of this process. Found once: a font installed later is used after the service starts again."""
    return found_in(folders())


def folders() -> tuple[Path, ...]:
    """Where fonts may lie: CHUNGSUC_FONTS (folders as in PATH) first, then the places of the desktop standard."""
    own = os.environ.get("CHUNGSUC_FONTS", "").split(os.pathsep)
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    shared = (os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    return tuple(map(Path, [*filter(None, own), *(str(Path(place, "fonts")) for place in (home, *shared) if place)]))


def found_in(places: Iterable[Path]) -> Face:
    """The best face whose four files lie in `places` and have every Vietnamese letter; else the one of the wheel."""
    files = _files_in(places)
    for family, names in _FILES.items():
        paths = [files.get(name, ()) for name in names]
        checked = tuple(next((path for path in several if not missing(path)), None) for several in paths)
        if all(checked):
            return Face(family, tuple(path for path in checked if path))
    return Face(BUILT_IN, advice=_ADVICE)


def missing(path: Path) -> frozenset[str]:
    """The Vietnamese letters that a font file lacks: all of them when the file cannot be read as a font."""
    try:
        codes = _codes(path.read_bytes())
    except (OSError, struct.error, KeyError):
        return VIETNAMESE
    return frozenset(letter for letter in VIETNAMESE if ord(letter) not in codes)


def _files_in(places: Iterable[Path]) -> dict[str, list[Path]]:
    """Font files by their folded names, the places in their order."""
    wanted = {name for names in _FILES.values() for name in names}
    files: dict[str, list[Path]] = {}
    for place in places:
        for path in _below(place):
            name = _SYNONYMS.get(path.stem.lower(), path.stem.lower())
            if name in wanted and path.suffix.lower() in (".ttf", ".otf"):
                files.setdefault(name, []).append(path)
    return files


def _below(place: Path) -> Iterator[Path]:
    for folder, inner, names in os.walk(place):
        inner.sort()
        yield from (Path(folder, name) for name in sorted(names))


def _codes(content: bytes) -> frozenset[int]:
    """The code points to which a TrueType or OpenType file gives a glyph (tables `cmap` of format 4 and 12)."""
    tables = {}
    for at in range(12, 12 + 16 * struct.unpack_from(">H", content, 4)[0], 16):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", content, at)
        tables[tag] = offset
    start = tables[b"cmap"]
    codes: set[int] = set()
    for number in range(struct.unpack_from(">H", content, start + 2)[0]):
        platform, _, offset = struct.unpack_from(">HHL", content, start + 4 + 8 * number)
        if platform in (0, 3):
            codes |= _mapped(content, start + offset)
    return frozenset(codes)


def _mapped(content: bytes, at: int) -> set[int]:
    kind = struct.unpack_from(">H", content, at)[0]
    if kind == 12:
        groups = struct.unpack_from(">L", content, at + 12)[0]
        spans = (struct.unpack_from(">LLL", content, at + 16 + 12 * number) for number in range(groups))
        return {code for first, last, glyph in spans if last < 0x110000 for code in range(first, last + 1) if glyph}
    if kind == 4:
        return _segments(content, at)
    return set()


def _segments(content: bytes, at: int) -> set[int]:
    """Format 4: runs of codes; a run either shifts its codes or looks them up; glyph 0 is "no such letter"."""
    count = struct.unpack_from(">H", content, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", content, at + 14)
    starts = struct.unpack_from(f">{count}H", content, at + 16 + 2 * count)
    shifts = struct.unpack_from(f">{count}H", content, at + 16 + 4 * count)
    look_ups = at + 16 + 6 * count
    codes = set()
    for number, (first, last, shift) in enumerate(zip(starts, ends, shifts, strict=True)):
        place = look_ups + 2 * number
        offset = struct.unpack_from(">H", content, place)[0]
        for code in range(first, last + 1):
            glyph = struct.unpack_from(">H", content, place + offset + 2 * (code - first))[0] if offset else code
            if glyph and (glyph + shift) % 0x10000 and code != 0xFFFF:
                codes.add(code)
    return codes
