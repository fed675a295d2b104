"""Tables of what may follow what: a room's workflow says its states and acts, this reads them the same way for all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar


class Named(Protocol):
    """A state that people read."""

    @property
    def code(self) -> str: ...

    @property
    def label(self) -> str: ...


class Row(Named, Protocol):
    """An act: from which states, to which (None: it stays where it is)."""

    @property
    def before(self) -> tuple[str, ...]: ...

    @property
    def after(self) -> str | None: ...


Coded = TypeVar("Coded", bound=Named)


@dataclass(frozen=True)
class State:
    """A state, its name for people and its sign (an outcome of `web.numbers`)."""

    code: str
    label: str
    sign: str


@dataclass(frozen=True)
class Act:
    """One act: from which states, to which (None: it stays where it is), by whom, and whether it needs a reason."""

    code: str
    label: str
    before: tuple[str, ...]
    after: str | None
    actor: str
    needs_reason: bool = False


def table(*rows: Coded) -> Mapping[str, Coded]:
    """The rows by their code, in the order in which they stand. ValueError when two have one code."""
    found = {row.code: row for row in rows}
    if len(found) < len(rows):
        raise ValueError("two rows of one code")
    return found


def wanted(act: Row, states: Mapping[str, Named]) -> str:
    """The states in which an act is possible, in words: “dự thảo” hoặc “đã trình”; "" when none has a name."""
    return " hoặc ".join(f"“{states[code].label}”" for code in act.before if code in states)


def lowered(label: str) -> str:
    """A button's words within a sentence: only the first letter changes."""
    return label[:1].lower() + label[1:]


def why_not(act: Row, states: Mapping[str, Named], state: str, where: str) -> str:
    """Why an act is not possible in a state, in words; "" when it is. `where`: "Văn bản đang ở trạng thái"."""
    if state in act.before:
        return ""
    return f"{where} “{states[state].label}”; chỉ {lowered(act.label)} được khi {wanted(act, states)}."


def after(act: Row, state: str) -> str:
    """The state that an act leads to. ValueError when the table does not allow it."""
    if state not in act.before:
        raise ValueError(f"{act.code} is not possible in {state!r}")
    return state if act.after is None else act.after


def replay(acts: Mapping[str, Row], taken: Iterable[str], state: str) -> str:
    """The state to which these acts lead from `state`. ValueError at the first that the table does not allow."""
    for code in taken:
        state = after(acts[code], state)
    return state


def acts_of(acts: Mapping[str, Act], state: str, actors: Iterable[str]) -> tuple[Act, ...]:
    """The acts that one who is all of `actors` may do in a state, in the order of the table."""
    held = set(actors)
    return tuple(act for act in acts.values() if state in act.before and act.actor in held)
