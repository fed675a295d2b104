"""The way of a report of declared values: which act leads where, by whose right, and what must hold first. Pure.

One table draws the buttons and guards the write. Two machines: the report as a whole, and each check of a part by its
responsible body, all at the same time. The path is that of the day of sending: where a district stands above the
commune it checks first ("three_tier"); where none does, the report goes straight to the province ("two_tier").
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chungsuc.law.procedures import State

DRAFT, CHECKING, RETURNED, VERIFYING, CONCLUDED = "draft", "checking", "returned", "verifying", "concluded"
WAITING, CHECK_RETURNED, CHECK_VERIFIED = "waiting", "returned", "verified"
THREE_TIER, TWO_TIER, ANY = "three_tier", "two_tier", ""


@dataclass(frozen=True)
class Act:
    """One row of the table. `tier` limits it to one path; `guards` name what must hold (words in GUARDS)."""

    code: str
    label: str
    start: str
    end: str
    right: str
    tier: str = ANY
    guards: tuple[str, ...] = ()
    needs_reason: bool = False


STATES: Mapping[str, State] = {
    state.code: state
    for state in (
        State(DRAFT, "đang khai", "not_applicable"),
        State(CHECKING, "huyện đang thẩm tra", "undetermined"),
        State(RETURNED, "huyện trả lại", "failed"),
        State(VERIFYING, "các cơ quan đang thẩm định", "undetermined"),
        State(CONCLUDED, "đã kết luận", "met"),
    )
}
CHECK_STATES: Mapping[str, State] = {
    state.code: state
    for state in (
        State(WAITING, "chờ thẩm định", "undetermined"),
        State(CHECK_RETURNED, "trả lại xã", "failed"),
        State(CHECK_VERIFIED, "đã thẩm định", "met"),
    )
}
SEND, SEND_BACK, FORWARD, RECEIVE, CONCLUDE, REOPEN = "send", "send_back", "forward", "receive", "conclude", "reopen"
VERIFY, RETURN, ANSWER, ASK_AGAIN = "verify", "return", "answer", "ask_again"

# what must hold before an act, and what is missing while it does not
COMPLETE, UNLOCKED, NO_OPEN_RETURN, OPEN_RETURN = "complete", "unlocked", "no_open_return", "open_return"
RETURNS_LEFT, ALL_VERIFIED, ANSWERED, REPORT_VERIFYING = "returns_left", "all_verified", "answered", "report_verifying"
GUARDS: Mapping[str, str] = {
    COMPLETE: "Còn chỉ tiêu chưa khai hoặc còn lỗi cần sửa.",
    UNLOCKED: "Số liệu đang bị khóa.",
    NO_OPEN_RETURN: "Còn chỗ đã ghi trả lại mà xã chưa trả lời.",
    OPEN_RETURN: "Chưa ghi chỗ nào cần trả lại. Hãy ghi lý do ở đúng số liệu hoặc tệp.",
    RETURNS_LEFT: "Đã hết số lần được trả lại. Hãy thẩm định bằng số liệu của cơ quan, kèm lý do.",
    ALL_VERIFIED: "Còn phần chưa được cơ quan phụ trách thẩm định.",
    ANSWERED: "Còn chỗ bị trả lại chưa sửa và chưa trả lời.",
    REPORT_VERIFYING: "Báo cáo không ở bước thẩm định.",
}
ACTS: tuple[Act, ...] = (
    Act(SEND, "Trình", DRAFT, CHECKING, "value.declare", THREE_TIER, (UNLOCKED, COMPLETE)),
    Act(SEND, "Trình", DRAFT, VERIFYING, "value.declare", TWO_TIER, (UNLOCKED, COMPLETE)),
    Act(SEND, "Trình lại", RETURNED, CHECKING, "value.declare", THREE_TIER, (UNLOCKED, COMPLETE, ANSWERED)),
    Act(SEND, "Trình lại", RETURNED, VERIFYING, "value.declare", TWO_TIER, (UNLOCKED, COMPLETE, ANSWERED)),
    Act(SEND_BACK, "Trả lại xã", CHECKING, RETURNED, "value.check", THREE_TIER, (OPEN_RETURN, RETURNS_LEFT)),
    Act(FORWARD, "Chuyển tỉnh thẩm định", CHECKING, VERIFYING, "value.check", THREE_TIER, (NO_OPEN_RETURN,)),
    # the district level ended while it had the report: the coordination office takes it over, returns and all
    Act(RECEIVE, "Tiếp nhận từ cấp huyện", CHECKING, VERIFYING, "value.conclude", TWO_TIER),
    Act(CONCLUDE, "Kết luận", VERIFYING, CONCLUDED, "value.conclude", ANY, (ALL_VERIFIED,)),
    Act(REOPEN, "Thẩm định lại", CONCLUDED, VERIFYING, "value.conclude", ANY, (), needs_reason=True),
)
CHECK_ACTS: tuple[Act, ...] = (
    Act(VERIFY, "Xác nhận thẩm định", WAITING, CHECK_VERIFIED, "value.verify", ANY, (REPORT_VERIFYING,)),
    Act(RETURN, "Trả lại", WAITING, CHECK_RETURNED, "value.verify", ANY, (REPORT_VERIFYING, RETURNS_LEFT)),
    Act(ANSWER, "Gửi lại", CHECK_RETURNED, WAITING, "value.declare", ANY, (REPORT_VERIFYING, UNLOCKED, ANSWERED)),
    Act(ASK_AGAIN, "Yêu cầu thẩm định lại", CHECK_VERIFIED, WAITING, "value.conclude", ANY, (REPORT_VERIFYING,),
        needs_reason=True),
)  # fmt: skip


def find_act(table: Iterable[Act], code: str, state: str, tier: str = ANY) -> Act | None:
    """The row for this act in this state on this path; None when the table has none."""
    for act in table:
        if act.code == code and act.start == state and act.tier in (ANY, tier):
            return act
    return None


def acts_from(table: Iterable[Act], state: str, tier: str = ANY) -> tuple[Act, ...]:
    """Everything that may be done in a state on a path, whoever may do it."""
    return tuple(act for act in table if act.start == state and act.tier in (ANY, tier))


def replay(steps: Iterable[tuple[str, str]]) -> str:
    """The state that a report's (act, state reached) steps lead to. ValueError for a step the table does not have."""
    state = DRAFT
    for code, reached in steps:
        if not any(act.code == code and act.start == state and act.end == reached for act in ACTS):
            raise ValueError(f"{code}: no way from {state} to {reached}")
        state = reached
    return state


# where the commune may write: the whole report, or (while it is verified) only the places that came back to it
OPEN_STATES = frozenset({DRAFT, RETURNED})
