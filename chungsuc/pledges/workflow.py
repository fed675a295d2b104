"""What may follow what in the life of one edition of a unit's plan, of what a sponsor tells, of a likely duplicate.

Pure tables: they draw the buttons and guard the writes. The state of each is always the replay of its steps.
"""

from collections.abc import Iterable

from chungsuc.law import procedures
from chungsuc.law.procedures import Act, State, table

NEW = ""
DRAFT, SUBMITTED, RETURNED, APPROVED = "draft", "submitted", "returned", "approved"
SUPERSEDED, DROPPED = "superseded", "dropped"
WRITER, APPROVER, HOUSE = "writer", "approver", "house"
"""Who acts: whoever writes the unit's plan, whoever approves plans, the system in the course of another act."""


STATES = table(
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
TOLD_STATES = table(
    State(WAITING, "chờ xã xác nhận", "undetermined"),
    State(CONFIRMED, "xã đã xác nhận", "met"),
    State(CONTESTED, "xã không xác nhận", "not_met"),
    State(WITHDRAWN, "đã rút lại", "not_applicable"),
)

MERGED, DISMISSED, UNDECIDED = "merged", "dismissed", "undecided"
OVERLAP_STATES = table(
    State(UNDECIDED, "chưa xem", "undetermined"),
    State(MERGED, "đã gộp", "met"),
    State(DISMISSED, "không trùng", "not_applicable"),
)


ACTS = table(
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
    wanted = procedures.wanted(row, STATES)
    if not wanted:
        return f"Kế hoạch đã có bản “{STATES[state].label}”."
    if not state:
        return f"Kế hoạch chưa lập; chỉ {procedures.lowered(row.label)} được khi {wanted}."
    return procedures.why_not(row, STATES, state, "Kế hoạch đang ở trạng thái")


def acts_of(state: str, actors: Iterable[str]) -> tuple[Act, ...]:
    """The acts that one who is all of `actors` may do in a state, in the order of the table."""
    return procedures.acts_of(ACTS, state, actors)


def after(act: str, state: str) -> str:
    """The state that an act leads to. ValueError where the table has no such way."""
    return procedures.after(ACTS[act], state)


def replay(acts: Iterable[str]) -> str:
    """The state that an edition's acts lead to, from nothing. ValueError for an act that the table does not have."""
    return procedures.replay(ACTS, acts, NEW)


TOLD_ACTS = table(
    Act("confirm", "Xác nhận", (WAITING, CONTESTED), CONFIRMED, "commune"),
    Act("contest", "Không xác nhận", (WAITING, CONFIRMED), CONTESTED, "commune", needs_reason=True),
    Act("withdraw", "Rút lại", (WAITING, CONTESTED), WITHDRAWN, "helper", needs_reason=True),
)
OVERLAP_ACTS = table(
    Act("merge", "Gộp", (UNDECIDED,), MERGED, WRITER, needs_reason=True),
    Act("dismiss", "Không trùng", (UNDECIDED,), DISMISSED, WRITER, needs_reason=True),
    Act("reopen", "Xem lại", (MERGED, DISMISSED), UNDECIDED, WRITER, needs_reason=True),
)
