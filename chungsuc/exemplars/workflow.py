"""What may follow what on an exemplar's way from discovery to replication. Pure: this table draws and guards."""

from dataclasses import dataclass

from chungsuc.law.procedures import table


@dataclass(frozen=True)
class State:
    """A state of an exemplar: its name for people, its shape, and the sign of `web` that goes with it."""

    code: str
    label: str
    shape: str
    sign: str


KEEP = "keep"
FOUND, VERIFIED, REFUTED, ENDED = "found", "verified", "refuted", "ended"
STATES = table(
    State(FOUND, "mới phát hiện, chờ xác minh", "◌", "undetermined"),
    State(VERIFIED, "đã xác minh", "●", "met"),
    State(REFUTED, "xác minh không đúng", "○", "not_met"),
    State(ENDED, "thôi nêu gương", "–", "not_applicable"),
)


@dataclass(frozen=True)
class Act:
    """An act on an exemplar: its name on the button, the end of its address, where it may start.

    `to`: where it leads ("" stays). `right`: what it asks for; KEEP is to be the desk that keeps the exemplar.
    """

    code: str
    label: str
    slug: str
    from_states: tuple[str, ...]
    to: str = ""
    right: str = KEEP


VERIFY, REFUTE, ASK_AGAIN, REWRITE, END = "verify", "refute", "ask_again", "rewrite", "end"
CONSENT, WITHDRAW, ADD_PHOTO, REMOVE_PHOTO, COPY = "consent", "withdraw", "add_photo", "remove_photo", "copy"
_LIVING = (FOUND, VERIFIED)
ACTS = table(
    Act(VERIFY, "Ghi kết quả xác minh", "xac-minh", (FOUND,), VERIFIED, "exemplar.verify"),
    Act(REFUTE, "Ghi kết quả xác minh", "xac-minh", (FOUND,), REFUTED, "exemplar.verify"),
    Act(ASK_AGAIN, "Đề nghị xác minh lại", "de-nghi-lai", (REFUTED,), FOUND),
    Act(REWRITE, "Viết lại nội dung", "viet-lai", _LIVING, FOUND),
    Act(CONSENT, "Ghi sự đồng ý", "dong-y", _LIVING),
    Act(WITHDRAW, "Ghi việc rút đồng ý", "rut-dong-y", tuple(STATES)),
    Act(ADD_PHOTO, "Thêm ảnh", "them-anh", _LIVING),
    Act(REMOVE_PHOTO, "Gỡ ảnh", "go-anh", tuple(STATES)),
    Act(COPY, "Ghi nơi học theo", "nhan-rong", (VERIFIED,)),
    Act(END, "Thôi nêu gương", "thoi-neu-guong", (VERIFIED,), ENDED),
)
SLUGS = {act.slug: act for act in ACTS.values() if act.code != REFUTE}


def why_not(act: str, state: str) -> str:
    """Why an act cannot be done in a state, in words; "" when it can."""
    if state in ACTS[act].from_states:
        return ""
    wanted = " hoặc ".join(f"“{STATES[code].label}”" for code in ACTS[act].from_states)
    return f"Điển hình ở trạng thái “{STATES[state].label}”; chỉ làm được khi {wanted}."
