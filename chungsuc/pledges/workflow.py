"""What may follow what in the life of one edition of a unit's plan, of what a sponsor tells, of a likely duplicate.

Pure tables: they draw the buttons and guard the writes. The state of each is always the replay of its steps.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

NEW = ""
DRAFT, SUBMITTED, RETURNED, APPROVED = "draft", "submitted", "returned", "approved"
SUPERSEDED, DROPPED = "superseded", "dropped"
WRITER, APPROVER, HOUSE = "writer", "approver", "house"
"""Who acts: whoever writes the unit's plan, whoever approves plans, the system in the course of another act."""


@dataclass(frozen=True)
class State:
    """A state, its name for people and its sign (an outcome of `web.numbers`)."""

    code: str
    label: str
    sign: str


def _table(*states: State) -> Mapping[str, State]:
    return {state.code: state for state in states}


STATES = _table(
    State(DRAFT, "đang soạn", "undetermined"),
    State(SUBMITTED, "đã trình, chờ duyệt", "not_applicable"),
    State(RETURNED, "bị trả lại để sửa", "not_met"),
    State(APPROVED, "đã duyệt", "met"),
    State(SUPERSEDED, "đã thay bằng bản sau", "not_applicable"),
    State(DROPPED, "đã bỏ bản này", "not_applicable"),
)
OPEN = (DRAFT, SUBMITTED, RETURNED)
WRITABLE = (DRAFT, RETURNED)

WAITING, CONFIRMED, CONTESTED, WITHDRAWN = "waiting", "confirmed", "contested", "withdrawn"
TOLD_STATES = _table(
    State(WAITING, "chờ xã xác nhận", "undetermined"),
    State(CONFIRMED, "xã đã xác nhận", "met"),
    State(CONTESTED, "xã không xác nhận", "not_met"),
    State(WITHDRAWN, "đã rút lại", "not_applicable"),
)

MERGED, DISMISSED, UNDECIDED = "merged", "dismissed", "undecided"
OVERLAP_STATES = _table(
    State(UNDECIDED, "chưa xem", "undetermined"),
    State(MERGED, "đã gộp", "met"),
    State(DISMISSED, "không trùng", "not_applicable"),
)


@dataclass(frozen=True)
class Act:
    """One row of the table: from which states to which (None: it stays), by whom, and whether it asks why."""

    code: str
    label: str
    before: tuple[str, ...]
    after: str | None
    actor: str
    needs_reason: bool = False


def _acts(*acts: Act) -> Mapping[str, Act]:
    return {act.code: act for act in acts}


ACTS = _acts(
    Act("start", "Lập kế hoạch", (NEW,), DRAFT, WRITER),
    Act("amend", "Điều chỉnh kế hoạch", (NEW,), DRAFT, WRITER, needs_reason=True),
    Act("write", "Soạn", WRITABLE, None, WRITER),
    Act("submit", "Trình duyệt", WRITABLE, SUBMITTED, WRITER),
    Act("take_back", "Rút về để sửa", (SUBMITTED,), DRAFT, WRITER),
    Act("approve", "Duyệt", (SUBMITTED,), APPROVED, APPROVER),
    Act("return", "Trả lại", (SUBMITTED,), RETURNED, APPROVER, needs_reason=True),
    Act("drop", "Bỏ bản này", WRITABLE, DROPPED, WRITER, needs_reason=True),
    Act("supersede", "Thay bằng bản sau", (APPROVED,), SUPERSEDED, HOUSE),
)


def why_not(act: str, state: str) -> str:
    """Why an act on an edition is not possible in a state, in words; "" when it is."""
    row = ACTS[act]
    if state in row.before:
        return ""
    wanted = " hoặc ".join(f"“{STATES[code].label}”" for code in row.before if code)
    now = STATES[state].label if state else "chưa lập"
    if not wanted:
        return f"Kế hoạch đã có bản “{now}”."
    return f"Kế hoạch đang ở trạng thái “{now}”; chỉ {row.label.lower()} được khi {wanted}."


def acts_of(state: str, actors: Iterable[str]) -> tuple[Act, ...]:
    """The acts that one who is all of `actors` may do in a state, in the order of the table."""
    held = set(actors)
    return tuple(act for act in ACTS.values() if state in act.before and act.actor in held)


def after(act: str, state: str) -> str:
    """The state that an act leads to. ValueError where the table has no such way."""
    if reason := why_not(act, state):
        raise ValueError(reason)
    reached = ACTS[act].after
    return state if reached is None else reached


def replay(acts: Iterable[str]) -> str:
    """The state that an edition's acts lead to, from nothing. ValueError for an act that the table does not have."""
    state = NEW
    for act in acts:
        state = after(act, state)
    return state


TOLD_ACTS = _acts(
    Act("confirm", "Xác nhận", (WAITING, CONTESTED), CONFIRMED, "commune"),
    Act("contest", "Không xác nhận", (WAITING, CONFIRMED), CONTESTED, "commune", needs_reason=True),
    Act("withdraw", "Rút lại", (WAITING, CONTESTED), WITHDRAWN, "helper", needs_reason=True),
)
OVERLAP_ACTS = _acts(
    Act("merge", "Gộp", (UNDECIDED,), MERGED, WRITER, needs_reason=True),
    Act("dismiss", "Không trùng", (UNDECIDED,), DISMISSED, WRITER, needs_reason=True),
    Act("reopen", "Xem lại", (MERGED, DISMISSED), UNDECIDED, WRITER, needs_reason=True),
)
