"""What may become of an achievement: who recorded it is never who confirms it. Pure: this table draws and guards."""

from chungsuc.law import procedures
from chungsuc.law.procedures import Act, State, table

KEEP, CONFIRMS = "award.file", "award.confirm"
UNVERIFIED, CONFIRMED, CONTESTED, WITHDRAWN = "unverified", "confirmed", "contested", "withdrawn"
STATES = table(
    State(UNVERIFIED, "chưa xác nhận", "undetermined"),
    State(CONFIRMED, "đã xác nhận", "met"),
    State(CONTESTED, "có ý kiến khác", "not_met"),
    State(WITHDRAWN, "đã rút", "not_applicable"),
)
CONFIRM, CONTEST, WITHDRAW, RESTORE = "confirm", "contest", "withdraw", "restore"
ACTS = table(
    Act(CONFIRM, "Xác nhận thành tích", (UNVERIFIED, CONTESTED), CONFIRMED, CONFIRMS, needs_reason=True),
    Act(CONTEST, "Ghi ý kiến khác", (UNVERIFIED, CONFIRMED), CONTESTED, CONFIRMS, needs_reason=True),
    Act(WITHDRAW, "Rút thành tích", (UNVERIFIED, CONTESTED), WITHDRAWN, KEEP, needs_reason=True),
    Act(RESTORE, "Ghi lại thành tích đã rút", (WITHDRAWN,), UNVERIFIED, KEEP, needs_reason=True),
)
SLUGS = {"xac-nhan": CONFIRM, "y-kien-khac": CONTEST, "rut": WITHDRAW, "ghi-lai": RESTORE}
WHERE = "Thành tích đang ở trạng thái"


def why_not(act: str, state: str) -> str:
    """Why an act is not possible in a state, in words; "" when it is."""
    return procedures.why_not(ACTS[act], STATES, state, WHERE)
