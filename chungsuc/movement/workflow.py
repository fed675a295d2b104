"""What may follow what with a concern, and who does it: a table that a clerk could check."""

from dataclasses import dataclass

from chungsuc.law.procedures import table

OFFICE, UNIT = "office", "unit"
SENT, TAKEN, ASKED, ANSWERED, DISPUTED, ACCEPTED, WITHDRAWN = (
    "sent", "taken", "asked", "answered", "disputed", "accepted", "withdrawn",
)  # fmt: skip
RAISE, TAKE, ASK, REPLY, TRANSFER, ANSWER, ACCEPT, DISPUTE, WITHDRAW = (
    "raise", "take", "ask", "reply", "transfer", "answer", "accept", "dispute", "withdraw",
)  # fmt: skip


@dataclass(frozen=True)
class State:
    """Where a concern stands: its words, the shape of its sign, whether the office still owes an answer."""

    code: str
    label: str
    shape: str
    owed: bool


@dataclass(frozen=True)
class Act:
    """Something done with a concern: from which states, to which, by whom; `text`: what must be written with it."""

    code: str
    label: str
    done: str
    before: tuple[str, ...]
    after: str
    actor: str
    text: str = ""


STATES = table(
    State(SENT, "chờ tiếp nhận", "undetermined", True),
    State(TAKEN, "đang xem xét", "undetermined", True),
    State(ASKED, "chờ đơn vị bổ sung", "undetermined", True),
    State(ANSWERED, "đã trả lời", "met", False),
    State(DISPUTED, "đơn vị chưa đồng ý với trả lời", "not_met", True),
    State(ACCEPTED, "đơn vị đã đồng ý", "met", False),
    State(WITHDRAWN, "đơn vị đã rút", "not_applicable", False),
)
ACTS = table(
    Act(RAISE, "Gửi", "Đã gửi", (), SENT, UNIT),
    Act(TAKE, "Tiếp nhận", "Đã tiếp nhận", (SENT,), TAKEN, OFFICE),
    Act(ASK, "Đề nghị bổ sung", "Đã đề nghị bổ sung", (TAKEN, DISPUTED), ASKED, OFFICE, "Cần đơn vị bổ sung gì"),
    Act(REPLY, "Bổ sung", "Đã bổ sung", (ASKED,), TAKEN, UNIT, "Nội dung bổ sung"),
    Act(TRANSFER, "Chuyển nơi khác trả lời", "Đã chuyển", (SENT, TAKEN, DISPUTED), SENT, OFFICE, "Lý do chuyển"),
    Act(ANSWER, "Trả lời", "Đã trả lời", (TAKEN, DISPUTED), ANSWERED, OFFICE, "Nội dung trả lời"),
    Act(ACCEPT, "Đồng ý với trả lời", "Đã ghi: đồng ý", (ANSWERED,), ACCEPTED, UNIT),
    Act(DISPUTE, "Chưa đồng ý", "Đã ghi: chưa đồng ý", (ANSWERED,), DISPUTED, UNIT, "Vì sao chưa đồng ý"),
    Act(WITHDRAW, "Rút lại", "Đã rút", (SENT, TAKEN, ASKED), WITHDRAWN, UNIT, "Lý do rút"),
)
OWED = tuple(state.code for state in STATES.values() if state.owed)


def acts_of(state: str, actors: set[str]) -> tuple[str, ...]:
    """What may be done in a state by whoever acts as one of `actors`, in the order of the table."""
    return tuple(act.code for act in ACTS.values() if state in act.before and act.actor in actors)
