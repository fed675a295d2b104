"""Scoring for a first look: a block that is closed, a cluster that scores itself across, a block that has just begun.

Every step is a real act on its own day; sheets of units without an account are entered from paper, as organisers do.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

MARK = "dữ liệu trình diễn"
PAPER = f"Phiếu giấy ({MARK})"
CLOSED, CROSSED = date(2024, 1, 10), date(2025, 1, 8)
# what the units of the first block gave themselves, item by item, and what the block decided on help to communes
OWN: Mapping[str, tuple[int, ...]] = {
    "SCT": (7, 6, 6), "SGTVT": (10, 6, 6), "SKHCN": (7, 6, 10), "SKHDT": (10, 10, 6), "SNNPTNT": (10, 10, 10),
    "STC": (10, 6, 6), "STNMT": (7, 10, 6), "SXD": (10, 10, 6),
}  # fmt: skip
HELPED = {"SCT": 6, "SGTVT": 8, "SKHCN": 6, "SKHDT": 8, "SNNPTNT": 10, "STC": 8, "STNMT": 8, "SXD": 8}
REVIEWS = 2
STRICTLY = {"SCT", "SKHCN", "SKHDT", "SNNPTNT"}
TASKS = {"SNNPTNT": 10, "SXD": 10, "SKHDT": 10}


def demonstrate_scores(day: date) -> Iterator[str]:
    """Makes the three rounds that are missing, as of `day`; tells each."""
    from chungsuc.scoring.models import Round

    year = day.year - 1
    for code, of, make in (("KHOI-1", 2023, _closed), ("CUM-HUYEN", 2024, _crossing), ("KHOI-1", year, _begun)):
        if not Round.objects.filter(group__code=code, year=of).exists():
            yield make(code, of, day)


def _officer(day: date) -> Any:
    from chungsuc.accounts.models import User
    from chungsuc.organisations.access import person_on

    return person_on(User.objects.get(username="thidua"), day)


def _opened(code: str, year: int, day: date) -> Any:
    from chungsuc.organisations.models import Group
    from chungsuc.scoring import actions

    group = Group.objects.get(code=code)
    made = actions.open_round(group, year, on=day, person=_officer(day), paper=f"Hướng dẫn 01/HD-SNV ({MARK})")
    return _moved(made, "begin_self", day)


def _moved(found: Any, act: str, day: date) -> Any:
    from chungsuc.scoring import actions

    found.refresh_from_db()
    until = day + timedelta(days=14)
    return getattr(actions, act)(found, until=until, seen=found.version, on=day, person=_officer(day))


def _sheet(found: Any, scorer: str, unit: str, points: Mapping[str, Decimal | None], day: date) -> None:
    from chungsuc.scoring import actions

    found.refresh_from_db()
    actions.hand_in(found, scorer=scorer, unit=unit, points=points, seen=0, on=day, person=_officer(day), paper=PAPER)


def _typed(found: Any, numbers: tuple[int, ...]) -> dict[str, Decimal | None]:
    from chungsuc.scoring.facts import table_of

    return {item.code: Decimal(number) for item, number in zip(table_of(found).typed, numbers, strict=True)}


def _closed(code: str, year: int, day: date) -> str:
    """A round from its opening to its frozen places; what the system could not read was decided by the block."""
    from chungsuc.scoring import actions
    from chungsuc.scoring.facts import board_of

    found = _opened(code, year, CLOSED)
    for unit, numbers in OWN.items():
        _sheet(found, unit, unit, _typed(found, numbers), CLOSED)
    found = _moved(found, "begin_cross", CLOSED + timedelta(days=14))
    at = CLOSED + timedelta(days=20)
    scored: Counter[str] = Counter()
    for scorer, unit in board_of(found).pairs:
        less = 3 if unit in STRICTLY and not scored[unit] else 0
        if scored[unit] < REVIEWS:
            _sheet(found, scorer, unit, _typed(found, (OWN[unit][0] - less, *OWN[unit][1:])), at)
        scored[unit] += 1
    found, officer = _moved(found, "begin_council", at), _officer(at)
    for unit, score in board_of(found).scores.items():
        given: dict[str, Any] = {"unit": unit, "seen": 0, "on": at, "person": officer}
        points, paper = Decimal(TASKS.get(unit, 8)), f"Quyết định 12/QĐ-UBND ({MARK})"
        reason = "Xếp loại của UBND tỉnh"
        actions.enter(found, item="nhiem-vu-chinh-tri", points=points, reason=reason, paper=paper, **given)
        open_items = {one.part.code for one in score.open_parts}
        for item, points in (("giup-do", Decimal(HELPED[unit])), ("nop-cham", Decimal(0))):
            if item in open_items:
                actions.decide(found, item=item, points=points, reason=f"Khối thống nhất ({MARK})", **given)
    found.refresh_from_db()
    actions.close(found, paper=f"Biên bản 03/BB-KHOI1 ({MARK})", seen=found.version, on=at, person=officer)
    return f"Chấm điểm {found}: đã chốt xếp hạng."


def _crossing(code: str, year: int, day: date) -> str:
    """A round in which every unit scored itself, and some of them each other."""
    from chungsuc.scoring.facts import board_of

    found = _opened(code, year, CROSSED)
    units = board_of(found).ranked
    for place, unit in enumerate(units):
        _sheet(found, unit, unit, _typed(found, ((10, 7, 7, 4)[place % 4], (10, 6)[place % 2])), CROSSED)
    found = _moved(found, "begin_cross", CROSSED + timedelta(days=14))
    for scorer, unit in board_of(found).pairs[:5]:
        _sheet(found, scorer, unit, _typed(found, (7, 6)), CROSSED + timedelta(days=16))
    return f"Chấm điểm {found}: đang chấm chéo, còn phiếu chưa nộp."


def _begun(code: str, year: int, day: date) -> str:
    """A round whose units are to score themselves now; one already did."""
    from chungsuc.scoring.facts import board_of

    begun = day - timedelta(days=2)
    found = _opened(code, year, begun)
    first = next(unit for unit in board_of(found).ranked if unit != "SXD")
    _sheet(found, first, first, _typed(found, (7, 6, 6)), begun)
    return f"Chấm điểm {found}: đang tự chấm."
