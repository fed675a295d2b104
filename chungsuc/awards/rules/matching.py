"""Whether a former award may be the same one's: by its own entry, its unit's past, or its name. Each match says why.

Pure. A match is never a verdict: two people of one name are told apart by a person, with a reason that stays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from chungsuc.law.periods import show_day
from chungsuc.law.spelling import nfc

from .naming import subject_key
from .spellings import other_spellings

STANDING, REVOKED, DISMISSED = "standing", "revoked", "dismissed"


@dataclass(frozen=True)
class Rewarded:
    """A former award as it is written: in the register ("award:12") or in a file ("achievement:7").

    `years`: what it was given for, as the decision says; () where it does not. `unconfirmed`: nobody confirmed it.
    """

    key: str
    form: str
    form_name: str
    name: str
    place: str
    decided_on: date
    paper: str
    subject_id: int
    unit_id: int = 0
    of_unit: bool = False
    years: tuple[int, int] | None = None
    revoked: bool = False
    unconfirmed: bool = False
    level: str = ""
    merit_kind: str = ""

    @property
    def words(self) -> str:
        """The award in words, without a name."""
        for_years = f", cho thành tích {_span(self.years)}" if self.years else ""
        sure = ", chưa được xác nhận" if self.unconfirmed else ""
        return f"{self.form_name}, {self.paper} ngày {show_day(self.decided_on)}{for_years}{sure}"


def _span(years: tuple[int, int]) -> str:
    return f"năm {years[0]}" if years[0] == years[1] else f"từ năm {years[0]} đến năm {years[1]}"


@dataclass(frozen=True)
class Sought:
    """Who is looked for: its entry, its name, its other names with where each was seen, what its unit came of.

    `past`: of a unit each former unit with the day on which it went in, and its name.
    """

    subject_id: int
    name: str
    others: tuple[tuple[str, str], ...] = ()
    past: Mapping[int, tuple[date, str]] | None = None

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """Every key under which a former award may be written, with why it would be the same, "" for the own name."""
        found: dict[str, str] = {}
        for name, source in self.others:
            for key, why in other_spellings(name).items():
                found.setdefault(key, why.replace("cùng tên", f"cùng tên khác ghi ở {source}", 1))
        found |= other_spellings(self.name)
        found |= {subject_key(name): f"cùng tên khác ghi ở {source}" for name, source in self.others}
        found[subject_key(self.name)] = ""
        return {key: why for key, why in found.items() if key}


@dataclass(frozen=True)
class Former:
    """A former award with why it may be the same one's, in words; `dismissed`: why somebody said that it is not."""

    award: Rewarded
    why: str
    own: bool
    dismissed: str = ""


def why_same(sought: Sought, award: Rewarded) -> tuple[str, bool]:
    """Why an award may be the sought one's ("" when not), and whether it surely is: its own entry, its unit's past."""
    if award.subject_id == sought.subject_id:
        return "khen thưởng của chính đối tượng này", True
    if award.of_unit and sought.past and award.unit_id in sought.past:
        on, name = sought.past[award.unit_id]
        return f"đơn vị trước khi sáp nhập ngày {show_day(on)}: {name}", True
    why = sought.keys.get(subject_key(award.name))
    if why is None:
        return "", False
    if why:
        return why, False
    same = nfc(award.name).casefold() == nfc(sought.name).casefold()
    return ("cùng tên" if same else "cùng tên khác dấu"), False


def formers(sought: Sought, awards: Iterable[Rewarded], dismissed: Mapping[str, str]) -> tuple[Former, ...]:
    """The former awards that may be the sought one's, the newest first; an award that the register and a file both
    tell of, once.
    """
    found: list[Former] = []
    told: set[tuple[str, date]] = set()
    for award in sorted(awards, key=lambda one: (one.key.startswith("achievement:"), one.key)):
        why, own = why_same(sought, award)
        twin = (award.form, award.decided_on)
        if not why or (award.key.startswith("achievement:") and award.form and twin in told):
            continue
        if award.key not in dismissed:  # an award of another of that name hides nobody's own
            told.add(twin)
        found.append(Former(award, why, own, dismissed.get(award.key, "")))
    return tuple(sorted(found, key=lambda one: (-one.award.decided_on.toordinal(), one.award.key)))


class Index:
    """Awards by what they can be found by, so that many subjects are not each held against every award."""

    def __init__(self, awards: list[Rewarded]) -> None:
        self.by: dict[tuple[str, Any], list[Rewarded]] = {}
        for award in awards:
            self._put(("subject", award.subject_id), award)
            self._put(("name", subject_key(award.name)), award)
            if award.of_unit:
                self._put(("unit", award.unit_id), award)

    def _put(self, key: tuple[str, Any], award: Rewarded) -> None:
        self.by.setdefault(key, []).append(award)

    def near(self, sought: Sought) -> list[Rewarded]:
        """The awards that one sought may have been given, each once."""
        asked: list[tuple[str, Any]] = [("subject", sought.subject_id), *(("name", key) for key in sought.keys)]
        asked += [("unit", unit) for unit in sought.past or ()]
        return list({award.key: award for key in asked for award in self.by.get(key, ())}.values())
