"""How a written name finds its unit. Pure: no clock, no tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from chungsuc.law.spelling import fold, from_tcvn3, looks_like_tcvn3, nfc, unit_form, unit_key


class Found(StrEnum):
    """How a written name met the units of a day."""

    MATCHED = "matched"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Candidate:
    """A unit that a name may mean: its id, official name, and the key of the unit it belongs to."""

    unit_id: int
    name: str
    parent_key: str = ""


@dataclass(frozen=True)
class Match:
    """The answer for one written name. `legacy` says that it was typed in a pre-Unicode font (TCVN3)."""

    found: Found
    candidates: tuple[Candidate, ...] = ()
    read_as: str = ""
    legacy: bool = False

    @property
    def unit_id(self) -> int | None:
        return self.candidates[0].unit_id if self.found is Found.MATCHED else None


# What stands before a name in a list ("1. ", "2) ", "- "), and the unit above after it ("…, huyện X", "… (X)").
_LISTED = re.compile(r"^(?:\(?\d{1,3}\s*[.)/:]\s*|[-–—•*+]\s+)")
_ABOVE = re.compile(
    r"^(?P<name>.*\w.*?)\s*(?:,\s*(?P<after>.*\w.*)|\((?P<inside>[^()]*\w[^()]*)\)|\s[-–]\s(?P<dashed>.*\w.*))$"
)
_LOOSE_APOSTROPHE = re.compile(r"(?<=\w)(['’‘ʼ`´])\s+(?=\w)")
_PLAIN_FORMS = (
    ("thi tran ", "thị trấn"), ("thanh pho ", "thành phố"), ("thi xa ", "thị xã"), ("dac khu ", "đặc khu"),
    ("phuong ", "phường"), ("huyen ", "huyện"), ("tinh ", "tỉnh"), ("xa ", "xã"),
)  # fmt: skip


def read_name(written: str) -> tuple[str, bool]:
    """The name in Unicode, and whether it was typed in a pre-Unicode font (TCVN3)."""
    legacy = looks_like_tcvn3(written)
    return nfc(from_tcvn3(written) if legacy else written), legacy


def readings(text: str) -> Iterator[tuple[str, str]]:
    """The ways in which a name may be written, the plainest first: (name, the unit above that the text itself says).

    "1. Xã Đắk Nia", "xa dak nia", "Xã Đắk R' Măng" and "Thuận An (Đắk Mil)" all name one unit and no other.
    """
    plain = _LOOSE_APOSTROPHE.sub(r"\1", _LISTED.sub("", text))
    for name in dict.fromkeys((text, plain)):
        yield name, ""
    said = _ABOVE.match(plain)
    split = (said["name"], said["after"] or said["inside"] or said["dashed"]) if said else None
    if split:
        yield split
    for name, above in ((plain, ""), *([split] if split else ())):
        bare = fold(name)
        for start, form in _PLAIN_FORMS:
            if bare.startswith(start) and not unit_form(name):
                yield f"{form} {bare.removeprefix(start)}", above


@dataclass
class NameIndex:
    """Finds the units of one day by any spelling of their names; asks when several fit, never guesses."""

    _by_key: dict[str, list[Candidate]] = field(default_factory=dict)

    def add(self, candidate: Candidate, *names: str) -> None:
        """Makes the unit findable under each of the names."""
        for name in {candidate.name, *names}:
            places = self._by_key.setdefault(unit_key(name), [])
            if all(known.unit_id != candidate.unit_id for known in places):
                places.append(candidate)

    def knows(self, written: str) -> bool:
        """Whether some unit goes under this name, however it is written."""
        text, _ = read_name(written)
        return any(self._fitting(name, above) for name, above in readings(text))

    def match(self, written: str, *, within: str = "") -> Match:
        """The unit that `written` names; `within` (the name of the unit above) settles equal names when given."""
        text, legacy = read_name(written)
        for name, above in readings(text):
            found = self._match(name, above or within, text, legacy) if self._fitting(name, above) else None
            if found is not None:
                return found
        return Match(Found.UNKNOWN, self.near(text), text, legacy)

    def _fitting(self, name: str, above: str) -> list[Candidate]:
        """Who goes under the name; where the text itself says the unit above, only those that belong to it."""
        fitting = self._by_key.get(unit_key(name), [])
        return [c for c in fitting if c.parent_key == unit_key(above)] if above else fitting

    def _match(self, name: str, within: str, text: str, legacy: bool) -> Match:
        fitting = self._by_key.get(unit_key(name), [])
        form = unit_form(name)
        if form:
            # "Huyện Đắk Mil" is not "Thị trấn Đắk Mil": another form is asked about, never taken for the same
            others, fitting = fitting, [c for c in fitting if unit_form(c.name) == form]
            if not fitting:
                return Match(Found.UNKNOWN, tuple(others), text, legacy)
        if len(fitting) > 1 and within:
            fitting = [c for c in fitting if c.parent_key == unit_key(within)] or fitting
        if len(fitting) == 1:
            return Match(Found.MATCHED, tuple(fitting), text, legacy)
        return Match(Found.AMBIGUOUS, tuple(fitting), text, legacy)

    def near(self, text: str, most: int = 3) -> tuple[Candidate, ...]:
        """Up to `most` units whose names look alike, to be offered in a question."""
        from difflib import get_close_matches

        keys = get_close_matches(unit_key(text), list(self._by_key), n=most, cutoff=0.7)
        return tuple(candidate for key in keys for candidate in self._by_key[key])[:most]


def search_words(query: str) -> list[str]:
    """The folded words of a search, without accents and in lower case."""
    return fold(query).split()
