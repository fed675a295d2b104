"""The other ways in which one name is written on old papers, each with why it would be the same. Pure.

All keys are folded names (`naming.subject_key`). Two different people may share one: a match is to be looked at.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import product

from chungsuc.law.spelling import from_tcvn3, from_vni, nfc

from .naming import subject_key

# Where people write either letter: hy, ky, ly, my, sy, ty, vy, quy.
_I_OR_Y = re.compile(r"(h|k|l|m|s|t|v|qu)[iy]")
_MOST_SWAPS = 4
_TITLES = ("ong", "ba", "anh", "chi", "dong chi")
_SHORT = {
    "cong ty": "cty", "trach nhiem huu han": "tnhh", "mot thanh vien": "mtv", "co phan": "cp", "hop tac xa": "htx",
    "doanh nghiep tu nhan": "dntn", "uy ban nhan dan": "ubnd",
}  # fmt: skip
_WHOLE = {short: whole for whole, short in _SHORT.items()}
_FIRM = "cong ty"
_LONGEST_OF_PEOPLE = 6
# K'Bé, H'Hen, R'Chăm: the mark of the name is lost, left out or turned into a space.
_APART = re.compile(r"(?<!\S)([khr]) (?=\S)")
_JOINED = re.compile(r"(?<!\S)(k(?!h[aeiouy])|[hr])(?=[bcdghklmnprstvx][a-z])")


def other_spellings(name: str) -> dict[str, str]:
    """Every other key under which a name may have been written, with why, in words; the name's own key left out."""
    key = subject_key(name)
    found: dict[str, str] = {}
    for why, written in _ways(name, key):
        if written and written != key:
            found.setdefault(written, why)
    return found


def _ways(name: str, key: str) -> Iterator[tuple[str, str]]:
    for written in _swapped(key):
        yield "cùng tên, viết i hay y", written
    for written in (_APART.sub(r"\1", key), _JOINED.sub(r"\1 ", key)):
        yield "cùng tên, viết liền hay rời", written
    yield "cùng tên, viết tắt", _replaced(key, _SHORT)
    yield "cùng tên, viết tắt", _replaced(key, _WHOLE)
    yield "cùng tên, viết tắt", _replaced(key, {whole: short for whole, short in _SHORT.items() if whole != _FIRM})
    if key.count(" ") < _LONGEST_OF_PEOPLE:
        yield from _of_people(key)
    yield "cùng tên, viết bằng phông chữ cũ (TCVN3)", subject_key(_encoded(name, _tcvn3()))
    yield "cùng tên, viết bằng phông chữ cũ (VNI)", subject_key(_encoded(name, _vni()))


def _of_people(key: str) -> Iterator[tuple[str, str]]:
    *before, last = key.split() or [""]
    if before:
        yield "cùng tên, viết tắt họ, tên đệm", " ".join([*(word[0] for word in before), last])
        yield "cùng tên, viết tắt họ, tên đệm", " ".join([before[0], *(word[0] for word in before[1:]), last])
    bare = next((key.removeprefix(f"{title} ") for title in _TITLES if key.startswith(f"{title} ")), "")
    for written in (bare, *(f"{title} {key}" for title in _TITLES)):
        yield "cùng tên, thêm hoặc bớt chữ xưng hô", written


def _swapped(key: str) -> Iterator[str]:
    words = key.split()
    places = [at for at, word in enumerate(words) if _I_OR_Y.fullmatch(word)][:_MOST_SWAPS]
    for letters in product("iy", repeat=len(places)):
        for at, letter in zip(places, letters, strict=True):
            words[at] = words[at][:-1] + letter
        yield " ".join(words)


def _replaced(key: str, table: Mapping[str, str]) -> str:
    told = f" {key} "
    for one, other in table.items():
        told = told.replace(f" {one} ", f" {other} ")
    return told.strip()


def _encoded(name: str, table: Mapping[str, str]) -> str:
    """The name as it looks when it is kept as it came out of a legacy font, never read into Unicode."""
    return "".join(table.get(char, table.get(char.lower(), char)) for char in nfc(name))


@lru_cache(maxsize=1)
def _tcvn3() -> Mapping[str, str]:
    return _written((chr(code) for code in (*range(0x80, 0xA0), *range(0xA1, 0x100))), from_tcvn3)


@lru_cache(maxsize=1)
def _vni() -> Mapping[str, str]:
    signs = [chr(code) for code in range(0xC0, 0x100)]
    return _written((*signs, *(first + sign for first in "aeouyôöAEOUYÔÖ" for sign in signs)), from_vni)


def _written(codes: Iterator[str] | tuple[str, ...], read: Callable[[str], str]) -> Mapping[str, str]:
    table: dict[str, str] = {}
    for code in codes:
        letter = read(code)
        if letter != code and len(letter) == 1:
            table.setdefault(letter, code)
    return table
