"""What may follow what in the life of a unit's report and of the province's, and who may do it. Pure tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chungsuc.law import procedures
from chungsuc.law.procedures import Act, State, table


@dataclass(frozen=True)
class Move:
    """One act that was taken, as the history keeps it."""

    act: str
    before: str
    after: str


NEW = ""
WRITER, RECEIVER, LEADER = "writer", "receiver", "leader"
ACTORS = {WRITER: "đơn vị báo cáo", RECEIVER: "Ban Thi đua - Khen thưởng, Sở Nội vụ", LEADER: "lãnh đạo UBND tỉnh"}

DRAFT, SUBMITTED, RECEIVED, RETURNED = "draft", "submitted", "received", "returned"
UNIT_STATES: Mapping[str, State] = table(
    State(DRAFT, "đang viết báo cáo", "undetermined"),
    State(SUBMITTED, "đã gửi, chờ nhận báo cáo", "undetermined"),
    State(RECEIVED, "đã nhận báo cáo", "met"),
    State(RETURNED, "báo cáo bị trả lại", "not_met"),
)
SENT = (SUBMITTED, RECEIVED)
"""What counts as reported: returned is not."""

UNIT_ACTS: Mapping[str, Act] = table(
    Act("begin", "Bắt đầu viết", (NEW,), DRAFT, WRITER),
    Act("write", "Lưu nháp", (DRAFT, RETURNED), None, WRITER),
    Act("submit", "Gửi báo cáo", (DRAFT, RETURNED), SUBMITTED, WRITER),
    Act("take_back", "Rút lại để sửa", (SUBMITTED,), DRAFT, WRITER),
    Act("receive", "Nhận báo cáo", (SUBMITTED,), RECEIVED, RECEIVER),
    Act("return", "Trả lại", (SUBMITTED, RECEIVED), RETURNED, RECEIVER, needs_reason=True),
)

DRAFTING, APPROVED, SENT_UP = "drafting", "approved", "sent"
PROVINCE_STATES: Mapping[str, State] = table(
    State(DRAFTING, "đang tổng hợp", "undetermined"),
    State(APPROVED, "đã duyệt, chờ gửi", "undetermined"),
    State(SENT_UP, "đã gửi cấp trên", "met"),
)
PROVINCE_ACTS: Mapping[str, Act] = table(
    Act("open", "Mở kỳ báo cáo", (NEW,), DRAFTING, RECEIVER),
    Act("edit", "Sửa lời văn", (DRAFTING,), None, RECEIVER),
    Act("freeze", "Chốt số liệu", (DRAFTING,), None, RECEIVER),
    Act("approve", "Duyệt báo cáo", (DRAFTING,), APPROVED, LEADER),
    Act("reject", "Trả lại để sửa", (APPROVED,), DRAFTING, LEADER, needs_reason=True),
    Act("send", "Ghi đã gửi", (APPROVED,), SENT_UP, RECEIVER),
    Act("receipt", "Ghi nơi nhận đã nhận", (SENT_UP,), None, RECEIVER),
    Act("correct", "Soạn bản đính chính", (SENT_UP,), DRAFTING, RECEIVER, needs_reason=True),
)


def why_not(acts: Mapping[str, Act], states: Mapping[str, State], act: str, state: str) -> str:
    """Why an act is not possible in a state, in words; "" when it is."""
    if state in states:
        return procedures.why_not(acts[act], states, state, "Báo cáo đang ở bước")
    if state in acts[act].before:
        return ""
    wanted = procedures.wanted(acts[act], states) or "chưa có báo cáo"
    return f"Báo cáo chưa bắt đầu; chỉ {procedures.lowered(acts[act].label)} được khi {wanted}."


def after(acts: Mapping[str, Act], act: str, state: str) -> str:
    """The state that an act leads to. ValueError when the table does not allow it."""
    return procedures.after(acts[act], state)


def acts_of(acts: Mapping[str, Act], state: str, actors: Iterable[str]) -> tuple[Act, ...]:
    """The acts that one who is all of `actors` may do in a state, in the order of the table."""
    return procedures.acts_of(acts, state, actors)


def replay(acts: Mapping[str, Act], moves: Iterable[Move]) -> str:
    """The state that a history leads to. ValueError at the first move that the table does not allow."""
    state = NEW
    for move in moves:
        if move.before != state or move.after != after(acts, move.act, state):
            raise ValueError(f"{move} does not follow {state!r}")
        state = move.after
    return state
