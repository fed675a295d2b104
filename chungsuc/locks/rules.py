"""Which writes a lock holds back. Pure: no clock, no tables."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

VALUES, EVIDENCE, CASE = "values", "evidence", "case"
WHATS = {VALUES: "số liệu tiêu chí", EVIDENCE: "minh chứng", CASE: "hồ sơ xét công nhận"}
"""What can be locked, and its words."""

Place = tuple[str, str]
"""(set, part): a set's code and a criterion's number or an indicator's code in it; "" where there is none."""


@dataclass(frozen=True)
class Reach:
    """What a lock or an opening speaks of: None and "" stand for all."""

    what: str
    unit_id: int | None = None
    year: int | None = None
    set_code: str = ""
    part: str = ""


def holds(reach: Reach, what: str, units: Collection[int], year: int | None, places: Iterable[Place]) -> bool:
    """Whether a write falls within `reach`.

    `units` are the written unit and every unit that it went into: who locks a unit of today also locks its past. A
    write that names no year (or set, or part) is not of a year, so only a lock of all years holds it.
    """
    if reach.what != what:
        return False
    if reach.unit_id is not None and reach.unit_id not in units:
        return False
    if reach.year is not None and reach.year != year:
        return False
    if not reach.set_code and not reach.part:
        return True
    return any(
        (not reach.set_code or reach.set_code == set_code) and (not reach.part or meets(reach.part, part))
        for set_code, part in places
    )


def meets(one: str, other: str) -> bool:
    """Whether two parts of a set overlap: a criterion ("17") and its indicators ("17.1") do."""
    return bool(other) and (one == other or one.startswith(f"{other}.") or other.startswith(f"{one}."))


def part_words(part: str) -> str:
    """ "17" → "tiêu chí 17", "17.1" → "chỉ tiêu 17.1"."""
    return f"chỉ tiêu {part}" if "." in part else f"tiêu chí {part}"


def reach_words(reach: Reach, unit_name: str, set_name: str) -> str:
    """What a lock holds, in words: "Số liệu tiêu chí năm 2023, tiêu chí 17, của xã A"."""
    said = WHATS[reach.what].capitalize() + (f" năm {reach.year}" if reach.year else "")
    said += f", {part_words(reach.part)}" if reach.part else ""
    said += f", {set_name}" if set_name else ""
    return f"{said}, {unit_name}" if unit_name else f"{said}, mọi đơn vị"
