"""What may follow what on an estimate's way. Pure: this table draws the buttons and guards the writes."""

from chungsuc.law import procedures
from chungsuc.law.procedures import Act, State, table

DRAFT, SUBMITTED, COLLATED = "draft", "submitted", "collated"
RETURNED, APPROVED, REFUSED = "returned", "approved", "refused"
STATES = table(
    State(DRAFT, "đang lập", "undetermined"),
    State(SUBMITTED, "chờ Văn phòng Điều phối tổng hợp", "undetermined"),
    State(COLLATED, "đã tổng hợp, chờ UBND tỉnh phê duyệt", "undetermined"),
    State(RETURNED, "bị trả lại", "not_met"),
    State(APPROVED, "đã phê duyệt", "met"),
    State(REFUSED, "không được phê duyệt", "not_met"),
)
DRAFTER, COLLATOR, LEADER = "drafter", "collator", "leader"
SAVE, SUBMIT, TAKE_BACK, COLLATE = "save", "submit", "take_back", "collate"
RETURN, APPROVE, REFUSE, AMEND = "return", "approve", "refuse", "amend"
ACTS = table(
    Act(SAVE, "Ghi các dòng dự toán", (DRAFT, RETURNED), DRAFT, DRAFTER),
    Act(SUBMIT, "Trình Văn phòng Điều phối", (DRAFT,), SUBMITTED, DRAFTER),
    Act(TAKE_BACK, "Rút về để sửa", (SUBMITTED,), DRAFT, DRAFTER),
    Act(COLLATE, "Tổng hợp, trình UBND tỉnh", (SUBMITTED,), COLLATED, COLLATOR),
    Act(RETURN, "Trả lại", (SUBMITTED, COLLATED), RETURNED, COLLATOR, True),
    Act(APPROVE, "Ghi quyết định phê duyệt", (COLLATED,), APPROVED, LEADER),
    Act(REFUSE, "Không phê duyệt", (COLLATED,), REFUSED, LEADER, True),
    Act(AMEND, "Điều chỉnh dự toán", (APPROVED, REFUSED), DRAFT, DRAFTER, True),
)
MAIN = (SUBMIT, COLLATE, APPROVE)
"""The acts that move an estimate forward: their buttons are the main ones."""


def why_not(act: str, state: str) -> str:
    """Why an act is not possible in a state, in words; "" when it is."""
    return procedures.why_not(ACTS[act], STATES, state, "Dự toán đang ở trạng thái")
