"""Which unit of a day the words of a list mean: a subject that is a unit, or where somebody lives or works."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from chungsuc.law.spelling import fold, nfc, unit_form, unit_key
from chungsuc.organisations.facts import UnitTree, name_index, tree_on
from chungsuc.organisations.models import KINDS, Identity
from chungsuc.organisations.rules import Candidate, Found, Match, NameIndex

ADMINISTRATIVE = ("province", "district", "commune", "village")
_PIECES = re.compile(r"\s*[,;\n]\s*|\s+[-–—]\s+")
_BODY = re.compile(
    r"^(?:(?:tập thể\s+)?(?:cán bộ và nhân dân|nhân dân và cán bộ|nhân dân|ubnd|uỷ ban nhân dân|ủy ban nhân dân|"
    r"đảng bộ, chính quyền và nhân dân)\s+)+",
    re.IGNORECASE,
)
_LISTED = re.compile(r"^\s*(?:\d{1,3}|[IVXivx]{1,5}|[a-zA-Z])\s*[.)/]\s+")


@dataclass
class Places:
    """The units of each span between changes of units; a few queries a span, none a row."""

    changes: list[date]
    _eras: dict[int, tuple[NameIndex, UnitTree]] = field(default_factory=dict)
    _found: dict[tuple[int, str], Match] = field(default_factory=dict)

    @classmethod
    def now(cls) -> "Places":
        """Everything there is at this moment."""
        return cls(sorted(set(Identity.objects.values_list("since", flat=True))))

    def kind(self, unit_id: int, day: date) -> str:
        """The kind of a unit of a day, "" when it is none of that day."""
        fact = self._era(day)[1].units.get(unit_id)
        return fact.kind if fact else ""

    def unit(self, written: str, day: date) -> Match:
        """The unit that a name means on a day; asked about when several fit or none does."""
        text = _BODY.sub("", _LISTED.sub("", nfc(written)))
        return self._known(day, f"={text}", lambda index: index.match(text))

    def place(self, written: str, day: date) -> Match:
        """The unit in which an address or post is: "Chủ tịch UBND xã Nam Đà, huyện Krông Nô" is in Xã Nam Đà."""
        return self._known(day, written, lambda index: _within(index, written))

    def _known(self, day: date, key: str, look: Callable[[NameIndex], Match]) -> Match:
        era = (bisect_right(self.changes, day), key)
        if era not in self._found:
            self._found[era] = look(self._era(day)[0])
        return self._found[era]

    def _era(self, day: date) -> tuple[NameIndex, UnitTree]:
        at = bisect_right(self.changes, day)
        if at not in self._eras:
            kinds = [kind for kind, _ in KINDS]
            tree = tree_on(day, kinds=kinds)
            self._eras[at] = name_index(tree, kinds=kinds), tree
        return self._eras[at]


def _within(index: NameIndex, written: str) -> Match:
    pieces = [piece for piece in _PIECES.split(nfc(written)) if fold(piece)]
    for at, piece in enumerate(pieces):
        above = next((other for other in pieces[at + 1 :] if unit_form(other)), "")
        for name in _names_in(index, piece):
            match = index.match(name, within=unit_form(above) and above)
            if match.found is not Found.UNKNOWN:
                return match
    return Match(Found.UNKNOWN, index.near(pieces[-1]) if pieces else (), nfc(written))


def _names_in(index: NameIndex, piece: str) -> list[str]:
    """The endings of a text that name a unit, the longest first; a bare commune's name only when it is all there is."""
    words = _BODY.sub("", piece).split(" ")
    found = []
    for at in range(len(words)):
        name = " ".join(words[at:])
        if (at == 0 or unit_form(name) or fold(name).startswith(_OFFICES)) and unit_key(name) and index.knows(name):
            found.append(name)
    return found


_OFFICES = ("so ", "ban ", "van phong ", "hoi ", "tinh doan", "lien doan", "cong an", "bo chi huy", "cuc ", "uy ban ",
            "ubmttq", "lien minh", "trung tam ", "buu dien", "bao ", "dai ", "thon ", "bon ", "buon ")  # fmt: skip


def choices(match: Match) -> list[dict[str, object]]:
    """The units that a question offers, likeliest first."""
    return [{"unit": one.unit_id, "name": one.name, "within": one.parent_key} for one in match.candidates]


def names(candidates: tuple[Candidate, ...]) -> str:
    """The candidates in words."""
    return ", ".join(one.name for one in candidates)
