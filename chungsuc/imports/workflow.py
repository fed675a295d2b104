"""What may follow what on a batch's way. Pure: this table draws the buttons and guards the writes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class State:
    """A state of a batch, its name for people and its shape."""

    code: str
    label: str
    shape: str


RECEIVED, PREVIEWED, REFUSED, CONFIRMED, UNCHANGED, UNDONE = (
    "received",
    "previewed",
    "refused",
    "confirmed",
    "unchanged",
    "undone",
)
STATES = {
    state.code: state
    for state in (
        State(RECEIVED, "đang đọc", "◌"),
        State(PREVIEWED, "chờ xác nhận", "○"),
        State(REFUSED, "không nhận", "▲"),
        State(CONFIRMED, "đã nhập", "●"),
        State(UNCHANGED, "không có gì mới", "●"),
        State(UNDONE, "đã hoàn tác", "○"),
    )
}
MOVES = {
    RECEIVED: (PREVIEWED, REFUSED),
    PREVIEWED: (CONFIRMED, UNCHANGED, REFUSED),
    CONFIRMED: (UNDONE,),
    REFUSED: (),
    UNCHANGED: (),
    UNDONE: (),
}


def why_not_confirm(state: str, good_rows: int, wrong_rows: int, only_good: bool) -> str:
    """Why a batch cannot be confirmed now, in words; "" when it can."""
    if state != PREVIEWED:
        return f"Lô này ở trạng thái “{STATES[state].label}”, nên không xác nhận được nữa."
    if not good_rows:
        return "Không có dòng nào nhập được. Hãy sửa các ô sai trong bảng dưới đây hoặc trong tệp rồi tải lại."
    if wrong_rows and not only_good:
        return f"Còn {wrong_rows} dòng sai hoặc chưa rõ. Hãy sửa từng ô, hoặc chọn “Chỉ nhập dòng đúng”."
    return ""


def why_not_undo(state: str) -> str:
    """Why a batch cannot be undone, in words; "" when it can."""
    if state == CONFIRMED:
        return ""
    return f"Chỉ hoàn tác được lô đã nhập; lô này ở trạng thái “{STATES[state].label}”."
