"""What may follow what on a contribution's way, and on a likely duplicate's. Pure: these tables draw and guard."""

from dataclasses import dataclass

from chungsuc.law import procedures
from chungsuc.law.procedures import State, table

WAITING, CONFIRMED, CONTESTED, WITHDRAWN, MERGED = "waiting", "confirmed", "contested", "withdrawn", "merged"
STATES = table(
    State(WAITING, "chờ nơi nhận xác nhận", "undetermined"),
    State(CONFIRMED, "nơi nhận đã xác nhận", "met"),
    State(CONTESTED, "nơi nhận không xác nhận", "not_met"),
    State(WITHDRAWN, "đã rút lại", "not_applicable"),
    State(MERGED, "đã gộp vào dòng khác", "not_applicable"),
)
COUNTED = (WAITING, CONFIRMED, CONTESTED)
"""The states in which a contribution stands in the list; totals count the confirmed alone."""

RECORDER, RECEIVER = "recorder", "receiver"


@dataclass(frozen=True)
class Act:
    """An act: its names in addresses and on the button, where it may start, where it leads, which side takes it."""

    code: str
    slug: str
    label: str
    before: tuple[str, ...]
    after: str
    side: str
    needs_reason: bool = False


CONFIRM, CONTEST, CORRECT, WITHDRAW, RESTORE = "confirm", "contest", "correct", "withdraw", "restore"
ACTS = table(
    Act(CONFIRM, "xac-nhan", "Xác nhận đã nhận", (WAITING, CONTESTED), CONFIRMED, RECEIVER),
    Act(CONTEST, "khong-xac-nhan", "Không xác nhận", (WAITING, CONFIRMED), CONTESTED, RECEIVER, True),
    Act(CORRECT, "sua", "Sửa nội dung", COUNTED, WAITING, RECORDER, True),
    Act(WITHDRAW, "rut-lai", "Rút lại", (WAITING, CONTESTED), WITHDRAWN, RECORDER, True),
    Act(RESTORE, "khoi-phuc", "Ghi lại dòng đã rút", (WITHDRAWN,), WAITING, RECORDER, True),
)


def why_not(act: str, state: str) -> str:
    """Why an act is not possible in a state, in words; "" when it is."""
    return procedures.why_not(ACTS[act], STATES, state, "Dòng này đang ở trạng thái")


UNDECIDED, JOINED, APART = "undecided", "joined", "apart"
TWIN_STATES = table(
    State(UNDECIDED, "chờ xem", "undetermined"),
    State(JOINED, "đã gộp", "met"),
    State(APART, "không trùng", "not_applicable"),
)
MERGE, DISMISS, REOPEN = "merge", "dismiss", "reopen"
TWIN_ACTS = table(
    Act(MERGE, "gop", "Gộp: giữ một dòng", (UNDECIDED,), JOINED, RECEIVER, True),
    Act(DISMISS, "khong-trung", "Không trùng", (UNDECIDED,), APART, RECEIVER, True),
    Act(REOPEN, "xem-lai", "Xem lại kết luận", (JOINED, APART), UNDECIDED, RECEIVER, True),
)
