"""What may follow what in a council's session, by whom. Pure: this table draws the buttons and guards the writes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chungsuc.law import procedures
from chungsuc.law.procedures import table


@dataclass(frozen=True)
class State:
    """A state of a session, its name for people and its shape."""

    code: str
    label: str
    shape: str


CONVENED, PAPERS_SENT, IN_SESSION, VOTING, CLOSED, SIGNED, CANCELLED = (
    "convened", "papers_sent", "in_session", "voting", "closed", "signed", "cancelled",
)  # fmt: skip
STATES: Mapping[str, State] = table(
    State(CONVENED, "đã triệu tập", "◌"),
    State(PAPERS_SENT, "đã gửi tài liệu", "◌"),
    State(IN_SESSION, "đang họp", "○"),
    State(VOTING, "đang bỏ phiếu", "○"),
    State(CLOSED, "đã kiểm phiếu", "●"),
    State(SIGNED, "đã ký biên bản", "●"),
    State(CANCELLED, "đã hủy triệu tập", "▲"),
)
LIVE = (CONVENED, PAPERS_SENT, IN_SESSION, VOTING)
COUNTED = (CLOSED, SIGNED)

# Who acts: whoever organises sessions, a member on the roll, the chairman, a neutral clerk, who signs.
MANAGER, MEMBER, CHAIR, CLERK, SIGNER = "manager", "member", "chair", "clerk", "signer"
ACTORS = {
    MANAGER: "người tổ chức phiên họp",
    MEMBER: "thành viên Hội đồng",
    CHAIR: "Chủ tịch Hội đồng hoặc người tổ chức phiên họp",
    CLERK: "người kiểm phiếu độc lập",
    SIGNER: "người chủ trì và thư ký",
}


@dataclass(frozen=True)
class Act:
    """One act: from which states, to which (None: the session stays where it is), by whom."""

    code: str
    label: str
    before: tuple[str, ...]
    after: str | None
    actors: tuple[str, ...]


_PREPARING = (CONVENED, PAPERS_SENT)
_UNTIL_VOTE = (CONVENED, PAPERS_SENT, IN_SESSION)
ACTS: Mapping[str, Act] = table(
    Act("move", "Dời ngày họp", _PREPARING, None, (MANAGER,)),
    Act("add_paper", "Thêm tài liệu", (CONVENED,), None, (MANAGER,)),
    Act("send_papers", "Gửi tài liệu", (CONVENED,), PAPERS_SENT, (MANAGER,)),
    Act("declare_interest", "Khai liên quan", _UNTIL_VOTE, None, (MEMBER,)),
    Act("decide_interest", "Quyết định việc không biểu quyết", _UNTIL_VOTE, None, (CHAIR,)),
    Act("fix_rule", "Ghi quyết định về quy định còn thiếu", _UNTIL_VOTE, None, (MANAGER,)),
    Act("mark_attendance", "Điểm danh", (PAPERS_SENT, IN_SESSION), None, (MANAGER,)),
    Act("open_session", "Khai mạc", (PAPERS_SENT,), IN_SESSION, (MANAGER,)),
    Act("open_voting", "Mở bỏ phiếu", (IN_SESSION,), VOTING, (MANAGER,)),
    Act("cast", "Bỏ phiếu", (VOTING,), None, (MEMBER,)),
    Act("hand_in", "Nhận phiếu giấy", (VOTING,), None, (MANAGER,)),
    Act("count_papers", "Kiểm phiếu giấy", (VOTING,), None, (MANAGER,)),
    Act("close_voting", "Đóng bỏ phiếu", (VOTING,), CLOSED, (MANAGER,)),
    Act("recount", "Kiểm lại phiếu", COUNTED, None, (CLERK,)),
    Act("sign_minutes", "Ký biên bản", (CLOSED,), None, (SIGNER,)),
    Act("finish", "Hoàn tất biên bản", (CLOSED,), SIGNED, (SIGNER,)),
    Act("cancel", "Hủy triệu tập", _UNTIL_VOTE, CANCELLED, (MANAGER,)),
)


def why_not(act: str, state: str) -> str:
    """Why an act is not possible in a state, in words; "" when it is."""
    return procedures.why_not(ACTS[act], STATES, state, "Phiên họp đang ở trạng thái")


def acts_of(state: str, actors: Iterable[str]) -> tuple[str, ...]:
    """The acts that one who is all of `actors` may do in a state, in the order of the table."""
    held = set(actors)
    return tuple(act.code for act in ACTS.values() if state in act.before and held & set(act.actors))
