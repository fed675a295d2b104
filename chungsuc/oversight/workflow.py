"""What may follow what on a survey's way. Pure: this table draws the buttons and guards the writes.

Every act belongs to the Fatherland Front (right `survey.manage`); whoever is surveyed about can do none of them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class State:
    """A state of a survey, its name for people and its shape."""

    code: str
    label: str
    shape: str


PREPARED, OPEN, CLOSED, CONCLUDED, ABANDONED = "prepared", "open", "closed", "concluded", "abandoned"
STATES = {
    state.code: state
    for state in (
        State(PREPARED, "đang chuẩn bị", "◌"),
        State(OPEN, "đang lấy ý kiến", "○"),
        State(CLOSED, "đã kết thúc lấy ý kiến", "○"),
        State(CONCLUDED, "đã công bố kết quả", "●"),
        State(ABANDONED, "đã hủy", "▲"),
    )
}


@dataclass(frozen=True)
class Act:
    """An act on a survey: its name on the button, where it may start and where it leads ("" stays)."""

    code: str
    label: str
    from_states: tuple[str, ...]
    to: str = ""


CHANGE, START, ISSUE, TURN_OUT, ANSWER, ENTER, CLOSE, CONCLUDE, ABANDON = (
    "change", "start", "issue", "turn_out", "answer", "enter", "close", "conclude", "abandon",
)  # fmt: skip
ACTS = {
    act.code: act
    for act in (
        Act(CHANGE, "Sửa danh sách thôn", (PREPARED,)),
        Act(START, "Bắt đầu lấy ý kiến", (PREPARED,), OPEN),
        Act(ISSUE, "Cấp mã cho hộ", (OPEN,)),
        Act(TURN_OUT, "Ghi hộ đã nộp phiếu giấy", (OPEN,)),
        Act(ANSWER, "Gửi phiếu", (OPEN,)),
        Act(ENTER, "Nhập phiếu giấy", (OPEN,)),
        Act(CLOSE, "Kết thúc lấy ý kiến", (OPEN,), CLOSED),
        Act(CONCLUDE, "Công bố kết quả", (CLOSED,), CONCLUDED),
        Act(ABANDON, "Hủy cuộc lấy ý kiến", (PREPARED, OPEN), ABANDONED),
    )
}


def why_not(act: str, state: str) -> str:
    """Why an act cannot be done in a state, in words; "" when it can."""
    if state in ACTS[act].from_states:
        return ""
    wanted = " hoặc ".join(f"“{STATES[code].label}”" for code in ACTS[act].from_states)
    return f"Cuộc lấy ý kiến ở trạng thái “{STATES[state].label}”; chỉ làm được khi {wanted}."
