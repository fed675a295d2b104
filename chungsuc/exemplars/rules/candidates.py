"""Who the data propose as exemplars, with the figures that say so. Pure: verified results in, candidates out.

A candidate is a proposal, never a verdict: each is taken up by a person or set aside with a reason.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from chungsuc.law.citations import Citation
from chungsuc.law.verdicts import Outcome, Reason

RISER, FIRST, STEADY = "riser", "first", "steady"
SORTS = {
    RISER: "Tiến nhanh nhất",
    FIRST: "Đi đầu ở tiêu chí khó",
    STEADY: "Giữ vững lâu năm",
}


@dataclass(frozen=True)
class Result:
    """What a unit reached in a year by a set: criteria met, of how many, how many are undetermined."""

    year: int
    set_code: str
    set_name: str
    met: int
    of: int
    undetermined: int = 0


@dataclass(frozen=True)
class Candidate:
    """A unit that the data propose. `key` is the same as long as the figures are; `places` are (set, year, criterion)
    that lead to the numbers, criterion 0 for the year as a whole; `weight` sorts, the greatest first.
    """

    key: str
    sort: str
    unit_id: int
    reasons: tuple[Reason, ...]
    places: tuple[tuple[str, int, int], ...]
    weight: int = 0

    @property
    def why(self) -> str:
        """The reasons, a sentence each."""
        return " ".join(reason.text.rstrip(".") + "." for reason in self.reasons)


@dataclass(frozen=True)
class HardCriterion:
    """A criterion that few meet in its set's newest year: how many of how many; who met it first, and in which year."""

    set_code: str
    no: int
    name: str
    year: int
    met: int
    of: int
    first_year: int
    first: frozenset[int]


def risers(
    results: Mapping[int, Sequence[Result]], *, least: int, most: int, citation: Citation | None = None
) -> list[Candidate]:
    """The units that gained most criteria between their first and their newest year, `least` or more.

    At most `most`, and whoever gained as much as the last of these: a tie is not broken by chance.
    """
    found = []
    for unit_id, rows in results.items():
        ordered = sorted(rows, key=lambda row: row.year)
        first, last = ordered[0], ordered[-1]
        gained = last.met - first.met
        if first.year < last.year and gained >= least:
            found.append((gained, last.met, unit_id, first, last))
    found.sort(key=lambda one: (-one[0], -one[1], one[2]))
    if len(found) > most:
        bar = found[most - 1][0] if most else 0
        found = [one for number, one in enumerate(found) if number < most or one[0] == bar]
    return [_riser(unit_id, gained, first, last, citation) for gained, _, unit_id, first, last in found]


def _riser(unit_id: int, gained: int, first: Result, last: Result, citation: Citation | None) -> Candidate:
    before, after = f"năm {first.year} đạt {first.met}/{first.of}", f"năm {last.year} đạt {last.met}/{last.of}"
    text = f"Thêm {gained} tiêu chí đạt: {before}, {after}"
    reasons = [Reason(text, Outcome.MET, citation)]
    if first.set_code != last.set_code:
        said = f"Hai năm xét theo hai bộ tiêu chí ({first.set_name}; {last.set_name}), nên cần xem lại khi xác minh"
        reasons.append(Reason(said, Outcome.UNDETERMINED))
    if last.undetermined:
        said = f"Năm {last.year} còn {last.undetermined} tiêu chí chưa đủ căn cứ"
        reasons.append(Reason(said, Outcome.UNDETERMINED))
    places = ((first.set_code, first.year, 0), (last.set_code, last.year, 0))
    return Candidate(
        f"{RISER}:{unit_id}:{first.year}-{last.year}:{gained}", RISER, unit_id, tuple(reasons), places, gained
    )


def is_hard(met: int, of: int, share: Decimal) -> bool:
    """Whether at most `share` percent of the units meet a criterion that some do meet."""
    return of > 0 and met > 0 and Decimal(met) * 100 <= share * of


def firsts(hard: Iterable[HardCriterion], *, citation: Citation | None = None) -> list[Candidate]:
    """The units that met a hard criterion in the first year in which anybody did."""
    found = []
    for one in hard:
        for unit_id in sorted(one.first):
            text = (
                f"Đạt tiêu chí {one.no} ({one.name}) từ năm {one.first_year}, năm đầu tiên có xã đạt; "
                f"năm {one.year} mới có {one.met}/{one.of} xã đạt"
            )
            reason = Reason(text, Outcome.MET, citation)
            key = f"{FIRST}:{unit_id}:{one.set_code}:{one.no}:{one.first_year}"
            found.append(
                Candidate(key, FIRST, unit_id, (reason,), ((one.set_code, one.first_year, one.no),), one.of - one.met)
            )
    return sorted(found, key=lambda candidate: (-candidate.weight, candidate.key))


def steady(
    recognised: Mapping[int, int], newest: Mapping[int, Result], *, least: int, citation: Citation | None = None
) -> list[Candidate]:
    """The units recognised `least` years before their newest year or earlier that still meet every criterion in it.

    `recognised` maps a unit to the year for which it was first recognised.
    """
    found = []
    for unit_id, year in recognised.items():
        result = newest.get(unit_id)
        if result is None or result.met != result.of or result.year - year < least:
            continue
        held = result.year - year
        reached = f"{result.met}/{result.of} tiêu chí (năm {result.year})"
        text = f"Được công nhận cho năm {year}, sau {held} năm vẫn đạt {reached}"
        reason = Reason(text, Outcome.MET, citation)
        places = ((result.set_code, result.year, 0),)
        found.append(Candidate(f"{STEADY}:{unit_id}:{year}-{result.year}", STEADY, unit_id, (reason,), places, held))
    return sorted(found, key=lambda candidate: (-candidate.weight, candidate.unit_id))
