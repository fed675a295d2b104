"""What may follow what in the life of a paper, a number and a certificate, and who may do it. Pure tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chungsuc.law import procedures
from chungsuc.law.procedures import table


@dataclass(frozen=True)
class State:
    """A state, its name for people and its shape."""

    code: str
    label: str
    shape: str


DRAFT, SUBMITTED, ISSUED, SUPERSEDED, DROPPED = "draft", "submitted", "issued", "superseded", "dropped"
STATES = table(
    State(DRAFT, "dự thảo", "◌"),
    State(SUBMITTED, "đã trình, chờ cấp số", "○"),
    State(ISSUED, "đã ban hành", "●"),
    State(SUPERSEDED, "đã được thay thế", "▲"),
    State(DROPPED, "đã bỏ dự thảo", "▲"),
)
OPEN = (DRAFT, SUBMITTED)
GIVEN = (ISSUED, SUPERSEDED)
"""A paper with its number: its content and files never change again."""

RESERVED, USED, CANCELLED = "reserved", "used", "cancelled"
NUMBER_STATES = table(
    State(RESERVED, "đã giữ số, chưa dùng", "◌"), State(USED, "đã dùng", "●"), State(CANCELLED, "đã hủy số", "▲")
)

PREPARED, NUMBERED, PRINTED = "prepared", "numbered", "printed"
BATCH_STATES = table(
    State(PREPARED, "chờ cấp số bằng", "◌"),
    State(NUMBERED, "đã cấp số, đang in", "○"),
    State(PRINTED, "đã có tệp in", "●"),
    State(DROPPED, "đã bỏ đợt", "▲"),
)

VALID, REVOKED, REPLACED = "valid", "revoked", "replaced"
CERTIFICATE_STATES = table(
    State(VALID, "còn giá trị", "●"), State(REVOKED, "đã bị thu hồi", "▲"), State(REPLACED, "đã được cấp lại", "▲")
)

ASKED, GRANTED, DECLINED, WITHDRAWN = "asked", "granted", "declined", "withdrawn"
REISSUE_STATES = table(
    State(ASKED, "chờ quyết định cấp lại", "◌"),
    State(GRANTED, "đã cấp lại", "●"),
    State(DECLINED, "không cấp lại", "○"),
    State(WITHDRAWN, "đã rút đề nghị", "▲"),
)

STANDING, UNDONE = "standing", "undone"
BUNDLE_STATES = table(State(STANDING, "đã lập", "●"), State(UNDONE, "đã bỏ cả lô", "▲"))

# Who acts for the body: whoever drafts its papers, whoever gives its numbers.
DRAFTER, CLERK = "drafter", "clerk"
ACTORS = {DRAFTER: "người soạn thảo của cơ quan", CLERK: "người cấp số của cơ quan"}


@dataclass(frozen=True)
class Act:
    """One act: from which states, to which (None: it stays where it is), by whom."""

    code: str
    label: str
    before: tuple[str, ...]
    after: str | None
    actors: tuple[str, ...]


ACTS: Mapping[str, Act] = table(
    Act("edit", "Sửa dự thảo", (DRAFT,), None, (DRAFTER,)),
    Act("submit", "Trình cấp số", (DRAFT,), SUBMITTED, (DRAFTER,)),
    Act("take_back", "Rút lại để sửa", (SUBMITTED,), DRAFT, (DRAFTER,)),
    Act("return", "Trả lại", (SUBMITTED,), DRAFT, (CLERK,)),
    Act("drop", "Bỏ dự thảo", (DRAFT,), DROPPED, (DRAFTER,)),
    Act("undo", "Bỏ cùng cả lô", OPEN, DROPPED, (DRAFTER,)),
    Act("issue", "Cấp số, ban hành", (SUBMITTED,), ISSUED, (CLERK,)),
    Act("confirm", "Xác nhận số", GIVEN, None, (CLERK,)),
    Act("attach_signed", "Đưa bản đã ký lên", GIVEN, None, (DRAFTER, CLERK)),
    Act("supersede", "Soạn văn bản thay thế", (ISSUED,), None, (DRAFTER,)),
    Act("replace", "Ghi là đã được thay thế", (ISSUED,), SUPERSEDED, (CLERK,)),
)


def why_not(act: str, state: str) -> str:
    """Why an act on a paper is not possible in a state, in words; "" when it is."""
    return procedures.why_not(ACTS[act], STATES, state, "Văn bản đang ở trạng thái")


def acts_of(state: str, actors: Iterable[str]) -> tuple[str, ...]:
    """The acts that one who is all of `actors` may do in a state, in the order of the table."""
    held = set(actors)
    return tuple(act.code for act in ACTS.values() if state in act.before and held & set(act.actors))
