"""The way of a dossier, from the unit that proposes to the certificate. Pure: this table draws the buttons and guards.

Two clocks run: that of the formal check in `formal`, that of the appraisal in `content`; each stops while the unit
supplements. Awards below the province are decided on the minutes of the deciding body's own council.
"""

from chungsuc.law import procedures
from chungsuc.law.procedures import Act, State, table

PROPOSES, RECEIVES, DECIDES, COUNCIL = "award.nominate", "award.appraise", "award.decide", "council"
DRAFT, SUBMITTED, FORMAL, FORMAL_STOPPED = "draft", "submitted", "formal", "formal_stopped"
CONTENT, CONTENT_STOPPED, APPRAISED, PASSED = "content", "content_stopped", "appraised", "passed"
ANNOUNCED, FORWARDED, AWARDED = "announced", "forwarded", "awarded"
REFUSED, FAILED, WITHDRAWN = "refused", "failed", "withdrawn"

STATES = table(
    State(DRAFT, "đang soạn", "undetermined"),
    State(SUBMITTED, "đã nộp, chờ nhận", "undetermined"),
    State(FORMAL, "đang kiểm tra thể thức", "undetermined"),
    State(FORMAL_STOPPED, "chờ bổ sung về thể thức", "undetermined"),
    State(CONTENT, "đang thẩm định", "undetermined"),
    State(CONTENT_STOPPED, "chờ bổ sung về nội dung", "undetermined"),
    State(APPRAISED, "đã thẩm định, chờ Hội đồng", "undetermined"),
    State(PASSED, "Hội đồng thông qua, chờ công bố", "undetermined"),
    State(ANNOUNCED, "đã công bố kết quả, chờ quyết định", "undetermined"),
    State(FORWARDED, "đã trình cấp trên", "undetermined"),
    State(AWARDED, "đã có quyết định khen thưởng", "met"),
    State(REFUSED, "không đủ điều kiện", "not_met"),
    State(FAILED, "Hội đồng không thông qua", "not_met"),
    State(WITHDRAWN, "đã rút", "not_applicable"),
)
ENDED = (REFUSED, FAILED, WITHDRAWN)
"""States in which a dossier stands for nothing any more: another one about the same may begin."""
STOPPED = {FORMAL_STOPPED: FORMAL, CONTENT_STOPPED: CONTENT}
APPRAISING = (FORMAL, FORMAL_STOPPED, CONTENT, CONTENT_STOPPED)
RECEIVED = (*APPRAISING, APPRAISED, PASSED, ANNOUNCED, FORWARDED, AWARDED, REFUSED, FAILED)
"""States before which a dossier was not received (a refused or failed one was; a withdrawn one may have been)."""

ACTS = table(
    Act("submit", "Nộp hồ sơ", (DRAFT,), SUBMITTED, PROPOSES),
    Act("take_back", "Lấy lại để sửa", (SUBMITTED,), DRAFT, PROPOSES),
    Act("receive", "Nhận hồ sơ", (SUBMITTED,), FORMAL, RECEIVES),
    Act("stop_formal", "Yêu cầu bổ sung về thể thức", (FORMAL,), FORMAL_STOPPED, RECEIVES, needs_reason=True),
    Act("answer_formal", "Nộp phần bổ sung", (FORMAL_STOPPED,), FORMAL, PROPOSES),
    Act("pass_formal", "Kết luận đạt thể thức", (FORMAL,), CONTENT, RECEIVES),
    Act("stop_content", "Yêu cầu bổ sung về nội dung", (CONTENT,), CONTENT_STOPPED, RECEIVES, needs_reason=True),
    Act("answer_content", "Nộp phần bổ sung", (CONTENT_STOPPED,), CONTENT, PROPOSES),
    Act("appraise", "Kết luận đủ điều kiện trình", (CONTENT,), APPRAISED, RECEIVES),
    Act("refuse", "Kết luận không đủ điều kiện", (*APPRAISING, APPRAISED), REFUSED, RECEIVES, needs_reason=True),
    Act("council_pass", "Hội đồng thông qua", (APPRAISED,), PASSED, COUNCIL),
    Act("council_fail", "Hội đồng không thông qua", (APPRAISED,), FAILED, COUNCIL),
    Act("minutes_pass", "Ghi kết quả họp xét", (APPRAISED,), ANNOUNCED, RECEIVES, needs_reason=True),
    Act("announce", "Công bố kết quả", (PASSED,), ANNOUNCED, RECEIVES),
    Act("forward", "Ghi đã trình cấp trên", (ANNOUNCED,), FORWARDED, RECEIVES, needs_reason=True),
    Act("award", "Ghi quyết định khen thưởng", (ANNOUNCED, FORWARDED), AWARDED, DECIDES),
    Act("decline", "Ghi cấp trên không khen", (FORWARDED,), REFUSED, RECEIVES, needs_reason=True),
    Act(
        "withdraw", "Rút hồ sơ", (DRAFT, SUBMITTED, *APPRAISING, APPRAISED), WITHDRAWN, PROPOSES, needs_reason=True
    ),
)  # fmt: skip
WHERE = "Hồ sơ đang ở bước"


def why_not(act: str, state: str) -> str:
    """Why an act is not possible in a state, in words; "" when it is."""
    return procedures.why_not(ACTS[act], STATES, state, WHERE)
