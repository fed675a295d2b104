"""A measured figure, its goal, and how the two are told: on the screen, in docs/do-dac.md, in history.jsonl."""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Line:
    """One figure. With an anchor `limit` bounds ours / anchor, both measured in the same run; else it bounds `ours`."""

    goal: str
    what: str
    unit: str = "s"
    ours: float | None = None
    anchor: float | None = None
    anchor_name: str = ""
    ratio: float | None = None
    limit: float | None = None
    missing: str = ""
    note: str = ""

    @property
    def met(self) -> bool | None:
        """None when nothing could be measured or nothing was promised."""
        measured = self.ratio if self.anchor is not None else self.ours
        return None if self.missing or self.limit is None or measured is None else measured <= self.limit

    @property
    def verdict(self) -> str:
        if self.missing:
            return f"không đo được: {self.missing}"
        return {True: "đạt", False: "CHƯA ĐẠT", None: "chỉ ghi nhận"}[self.met]

    @property
    def goal_told(self) -> str:
        if self.limit is None:
            return ""
        return f"≤ {number(self.limit)} lần" if self.anchor_name else f"≤ {number(self.limit)} {self.unit}".rstrip()

    def told(self) -> str:
        """One line for the screen."""
        parts = [f"{self.goal:4} {self.what}"]
        if self.ours is not None:
            parts.append(f"{number(self.ours)} {self.unit}".rstrip())
        if self.anchor is not None:
            parts.append(f"{self.anchor_name} {number(self.anchor)} {self.unit}".rstrip())
        if self.ratio is not None:
            parts.append(f"tỷ lệ {number(self.ratio)}")
        if self.goal_told:
            parts.append(f"mục tiêu {self.goal_told}")
        return " | ".join([*parts, self.verdict, *([self.note] if self.note else [])])

    def kept(self) -> dict[str, Any]:
        return asdict(self) | {"met": self.met}


def number(value: float) -> str:
    """Vietnamese notation with about three digits that mean something."""
    places = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 0.1 else 4
    text = f"{value:,.{places}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return text.rstrip("0").rstrip(",") if "," in text else text


def seconds(work: Callable[[], Any]) -> float:
    """How long one run takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_turns(ours: Callable[[], float], anchor: Callable[[], float], rounds: int) -> tuple[list[float], list[float]]:
    """A B A B …: what either returns, round by round, so that a busy moment of the machine meets both."""
    pairs = [(ours(), anchor()) for _ in range(rounds)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def against(goal: str, what: str, ours: Sequence[float], anchor: Sequence[float], **rest: Any) -> Line:
    """A line from two series measured in turns: medians, and the median of the ratios pair by pair."""
    ratios = [a / b for a, b in zip(ours, anchor, strict=True)]
    return Line(goal, what, ours=median(ours), anchor=median(anchor), ratio=median(ratios), **rest)


def at_most(goal: str, what: str, value: float, limit: float | None, unit: str = "", note: str = "") -> Line:
    """A line with a bound of its own."""
    return Line(goal, what, unit, ours=value, limit=limit, note=note)


def unmeasured(goal: str, what: str, missing: str) -> Line:
    """A line that says why there is no figure."""
    return Line(goal, what, missing=missing)


def share(values: Sequence[float], part: float) -> float:
    """The value below which `part` of the values lie (0.95: p95)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
