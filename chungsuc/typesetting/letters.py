"""Which letters our fonts have, and where a word too long for its line may be broken.

The repertoire is that of the fonts inside the typst wheel, which are always there: so the same text gives the same
letters on every machine. A letter outside it is set as "�", never left out: whoever reads the paper sees that
something stood there, and `unprintable` tells before a number is given.
"""

import unicodedata
from functools import lru_cache

REPLACEMENT = "\ufffd"
BREAK = "\u200b"  # a place where a line may end, unseen
LONGEST_WORD = 40  # letters; addresses of pages and numbers of documents are shorter
_BROAD = 0.75  # the width of a broad capital as a part of its size
_MM_IN_PT = 25.4 / 72

# Latin with every Vietnamese, Ê Đê and M'Nông letter, marks above and below, Greek, Cyrillic, and the signs of offices.
_RANGES = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x241), (0x243, 0x243), (0x300, 0x304), (0x306, 0x30C),
    (0x31B, 0x31B), (0x323, 0x323), (0x391, 0x3A1), (0x3A3, 0x3A9), (0x3B1, 0x3C9), (0x410, 0x44F),
    (0x1E00, 0x1E9B), (0x1E9E, 0x1EF9), (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026),
    (0x2030, 0x2030), (0x2032, 0x2033), (0x2039, 0x203A), (0x2044, 0x2044), (0x2070, 0x2070), (0x2074, 0x2079),
    (0x2080, 0x2089), (0x20AB, 0x20AC), (0x2116, 0x2116), (0x2122, 0x2122), (0x2150, 0x2151), (0x2153, 0x215E),
    (0x2190, 0x2193), (0x2212, 0x2212), (0x221A, 0x221A), (0x2248, 0x2248), (0x2260, 0x2260), (0x2264, 0x2265),
    (0x25A0, 0x25A1), (0x25CB, 0x25CB), (0x25CF, 0x25CF), (0xFFFD, 0xFFFD),
)  # fmt: skip
REPERTOIRE = frozenset(chr(code) for first, last in _RANGES for code in range(first, last + 1))


@lru_cache(maxsize=4096)
def settable(text: str) -> str:
    """The text in NFC with every letter in the repertoire; invisible marks are left out, "\\n" stays a line break."""
    return "".join(_settable(letter) for letter in unicodedata.normalize("NFC", text))


def unprintable(text: str) -> str:
    """The letters of a text that no font of ours has, each once, in their order."""
    missing = dict.fromkeys(letter for letter in unicodedata.normalize("NFC", text) if _settable(letter) == REPLACEMENT)
    missing.pop(REPLACEMENT, None)
    return "".join(missing)


def _settable(letter: str) -> str:
    if letter in REPERTOIRE or letter == "\n":
        return letter
    if letter.isspace():
        return " "
    invisible = unicodedata.category(letter) in ("Cc", "Cf") or unicodedata.name(letter, "").startswith("VARIATION SEL")
    return "" if invisible else REPLACEMENT


def breakable(text: str, longest: int = LONGEST_WORD) -> str:
    """The text with unseen places to break in words of more than `longest` letters; a mark stays with its letter."""
    if len(text) <= longest:
        return text
    return " ".join(word if len(word) <= longest else _broken(word) for word in text.split(" "))


def _broken(word: str) -> str:
    return "".join(
        letter if unicodedata.combining(letter) or not at else BREAK + letter for at, letter in enumerate(word)
    )


def room_for(width: float, size: float) -> int:
    """How many broad letters of `size` pt surely fit `width` mm: a longer word may have to break."""
    return max(1, int(width / (size * _BROAD * _MM_IN_PT)))


def laid(text: str, longest: int = LONGEST_WORD) -> str:
    """The text as the press takes it: `settable`, then `breakable`."""
    return breakable(settable(text), longest)
