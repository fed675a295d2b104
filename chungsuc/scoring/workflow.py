"""What may follow what in a round of scoring. Pure: this table draws the buttons and guards the writes."""

from collections.abc import Mapping
from dataclasses import dataclass

from chungsuc.law import procedures
from chungsuc.law.procedures import table


@dataclass(frozen=True)
class State:
    """A state of a round, its name for people and its shape."""

    code: str
    label: str
    shape: str


OPENED, SELF, CROSS, COUNCIL, CLOSED, CANCELLED = "opened", "self", "cross", "council", "closed", "cancelled"
STATES: Mapping[str, State] = table(
    State(OPENED, "đã mở đợt", "◌"),
    State(SELF, "đang tự chấm", "○"),
    State(CROSS, "đang chấm chéo", "○"),
    State(COUNCIL, "chờ cụm, khối quyết định", "○"),
    State(CLOSED, "đã chốt xếp hạng", "●"),
    State(CANCELLED, "đã hủy đợt", "▲"),
)
LIVE = (OPENED, SELF, CROSS, COUNCIL)
SCORED = (COUNCIL, CLOSED)
"""States in which everybody who reads the round sees its points."""


@dataclass(frozen=True)
class Act:
    """One act: from which states, to which (None: the round stays where it is), by whom holds which right."""

    code: str
    label: str
    before: tuple[str, ...]
    after: str | None
    right: str


MANAGE, DECIDE, SCORE = "score.manage", "score.council", "score.self"
_SCORING = (SELF, CROSS, COUNCIL)
ACTS: Mapping[str, Act] = table(
    Act("begin_self", "Bắt đầu tự chấm", (OPENED,), SELF, MANAGE),
    Act("begin_cross", "Chuyển sang chấm chéo", (SELF,), CROSS, MANAGE),
    Act("begin_council", "Chuyển cụm, khối quyết định", (CROSS,), COUNCIL, MANAGE),
    Act("close", "Chốt xếp hạng", (COUNCIL,), CLOSED, DECIDE),
    Act("reopen", "Mở lại để sửa", (CLOSED,), COUNCIL, DECIDE),
    Act("cancel", "Hủy đợt chấm", (OPENED, SELF), CANCELLED, MANAGE),
    Act("bar", "Ghi hai đơn vị không chấm chéo nhau", (OPENED, SELF), None, MANAGE),
    Act("hand_in", "Nộp phiếu tự chấm", (SELF,), None, SCORE),
    Act("hand_in_cross", "Nộp phiếu chấm chéo", (CROSS,), None, SCORE),
    Act("give_back", "Trả lại phiếu", (SELF, CROSS), None, MANAGE),
    Act("read", "Đọc lại số liệu của máy", _SCORING, None, MANAGE),
    Act("enter", "Ghi kết quả theo văn bản", _SCORING, None, MANAGE),
    Act("decide", "Quyết định điểm một mục", (COUNCIL,), None, DECIDE),
    Act("deduct", "Trừ điểm", (COUNCIL,), None, DECIDE),
    Act("add", "Cho điểm thưởng", (COUNCIL,), None, DECIDE),
)
ONWARD = ("begin_self", "begin_cross", "begin_council", "close")


def why_not(act: str, state: str) -> str:
    """Why an act is not possible in a state, in words; "" when it is."""
    return procedures.why_not(ACTS[act], STATES, state, "Đợt chấm đang ở bước")


def onward_of(state: str) -> Act | None:
    """The act that takes a round on from a state; None at its end."""
    return next((ACTS[code] for code in ONWARD if state in ACTS[code].before), None)


def replay(acts: list[str]) -> str:
    """The state in which these acts leave a round that was opened; ValueError for one that could not follow."""
    return procedures.replay(ACTS, acts, OPENED)
