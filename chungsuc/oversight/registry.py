"""What upper rooms tell this one: whether a survey may begin for a matter, and what it is called.

A guard is called as `guard(key, day)` and gives a Verdict; the survey may begin only when it is met.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from chungsuc.law.verdicts import Verdict
from chungsuc.questions.asking import Asking, answer, together

Guard = Callable[[str, date], Verdict]
_guards: dict[str, Guard] = {}


def register_guard(subject: str, guard: Guard) -> None:
    """Lets `guard` say whether a survey about a matter of this kind may begin."""
    if _guards.get(subject, guard) is not guard:
        raise ValueError(f"two guards for surveys about {subject!r}")
    _guards[subject] = guard


def may_begin(subject: str, key: str, day: date) -> Verdict | None:
    """What the matter's room says; None when the survey belongs to no matter or nobody guards it."""
    guard = _guards.get(subject)
    return guard(key, day) if guard else None


@dataclass(frozen=True)
class Matter:
    """Something of another room that needs a survey: which unit, which level and year, and where its page is."""

    subject: str
    key: str
    label: str
    unit_id: int
    level: str
    year: int
    url: str = ""


Levels = Callable[[], Asking[Sequence[tuple[str, str, str]]]]
Matters = Callable[[date], Asking[Sequence[Matter]]]
_levels: list[Levels] = []
_matters: list[Matters] = []


def register_levels(asks: Levels) -> None:
    """Who tells the levels of recognition: (code, name, kind of unit)."""
    _levels[:] = [asks]


def register_matters(asks: Matters) -> None:
    """Who tells which matters wait for a survey on a day."""
    _matters[:] = [asks]


def levels() -> dict[str, tuple[str, str]]:
    """The name and the kind of unit of each level, by code. One query."""
    return answer(levels_asked())


def levels_asked() -> Asking[dict[str, tuple[str, str]]]:
    """As `levels`, for who asks more in the same query."""
    told = yield from together(ask() for ask in _levels)
    return {code: (name, kind) for some in told for code, name, kind in some}


def level_name(code: str) -> str:
    """A level in words."""
    return levels().get(code, ("mức công nhận không còn trong danh mục", ""))[0]


def matters(day: date) -> list[Matter]:
    """The matters that wait for a survey on a day. One query."""
    return answer(matters_asked(day))


def matters_asked(day: date) -> Asking[list[Matter]]:
    """As `matters`, for who asks more in the same query."""
    told = yield from together(ask(day) for ask in _matters)
    return [matter for some in told for matter in some]
