"""The procedure of Quyết định 18/2022/QĐ-TTg as one table a clerk could check. Pure.

It draws the buttons, guards the writes and is printed as the page `/cong-nhan/trinh-tu/`. What a guard asks stands in
`conditions`; day counts, shares, places and lists stand in the pack.
"""

from collections.abc import Iterable
from dataclasses import dataclass

RECOGNITION, REVOCATION = "recognition", "revocation"
COMMUNE, DISTRICT, VILLAGE = "commune", "district", "village"
# While a district stands above the commune, and since there is none.
THREE_TIER, TWO_TIER, ANY = "three_tier", "two_tier", "any"
REGIMES = {
    THREE_TIER: "khi còn cấp huyện (đến hết 30/6/2025)",
    TWO_TIER: "khi không còn cấp huyện (từ 01/7/2025)",
    ANY: "mọi thời kỳ",
}
NEW = ""


@dataclass(frozen=True)
class State:
    """A state of a case: its name for people, its shape, and the key of the day count that runs in it."""

    code: str
    label: str
    shape: str
    clock: str = ""
    is_open: bool = True


REGISTERED, ASSESSING, CONSULTING, COMPLETING = "registered", "assessing", "consulting", "completing"
VERIFYING, SURVEYING, APPRAISING, VOTING, SUBMITTED = "verifying", "surveying", "appraising", "voting", "submitted"
RECOGNISED, ANNOUNCED, RETURNED, REFUSED = "recognised", "announced", "returned", "refused"
WITHDRAWN, ENDED = "withdrawn", "ended"
PROPOSED, EXAMINED, REVOKED, DISMISSED = "proposed", "examined", "revoked", "dismissed"
STATES = {
    state.code: state
    for state in (
        State(REGISTERED, "đã đăng ký", "○"),
        State(ASSESSING, "đang tự đánh giá", "○"),
        State(CONSULTING, "đang lấy ý kiến, niêm yết", "○"),
        State(COMPLETING, "đang hoàn thiện hồ sơ", "○"),
        State(VERIFYING, "đang thẩm tra", "◌", "days:verify"),
        State(SURVEYING, "đang lấy ý kiến hài lòng", "◌", "days:satisfaction_survey"),
        State(APPRAISING, "đang thẩm định", "◌", "days:appraise"),
        State(VOTING, "chờ Hội đồng bỏ phiếu", "◌"),
        State(SUBMITTED, "đã trình Chủ tịch UBND tỉnh", "◌"),
        State(RECOGNISED, "đã công nhận, chờ công bố", "●", "days:announce"),
        State(ANNOUNCED, "đã công bố", "●", is_open=False),
        State(RETURNED, "bị trả lại", "○"),
        State(REFUSED, "không đạt", "○", is_open=False),
        State(WITHDRAWN, "đã rút", "○", is_open=False),
        State(ENDED, "kết thúc, không còn đối tượng xét", "○", is_open=False),
        State(PROPOSED, "đề nghị thu hồi", "◌"),
        State(EXAMINED, "đã thẩm tra, trình thu hồi", "◌"),
        State(REVOKED, "đã thu hồi", "○", is_open=False),
        State(DISMISSED, "không thu hồi", "●", is_open=False),
    )
}
OPEN = tuple(code for code, state in STATES.items() if state.is_open)
# A unit may try again for the same year after these.
GIVEN_UP = (REFUSED, WITHDRAWN, ENDED, DISMISSED)
BEFORE_DECISION = (
    REGISTERED, ASSESSING, CONSULTING, COMPLETING, VERIFYING, SURVEYING, APPRAISING, VOTING, SUBMITTED, RETURNED,
)  # fmt: skip


@dataclass(frozen=True)
class Actor:
    """Who takes a step: the rights that allow it (any of them), and whether only the unit itself may.

    `names` call it by the kind of unit where that is known.
    """

    code: str
    name: str
    rights: tuple[str, ...]
    own: bool = False
    names: tuple[tuple[str, str], ...] = ()

    def name_for(self, kind: str) -> str:
        """What it is called when a unit of this kind is meant."""
        return dict(self.names).get(kind, self.name)


SUBMITTER = Actor(
    "submitter", "UBND xã (hoặc UBND huyện với hồ sơ của huyện)", ("case.submit",), own=True,
    names=((COMMUNE, "UBND xã"), (VILLAGE, "UBND xã"), (DISTRICT, "UBND huyện")),
)  # fmt: skip
CHECKER = Actor("checker", "UBND huyện, thành phố", ("case.check",))
COORDINATOR = Actor("coordinator", "Văn phòng Điều phối nông thôn mới tỉnh", ("case.manage",))
LEADER = Actor("leader", "Chủ tịch UBND tỉnh", ("case.decide",))
COUNCIL = Actor("council", "Hội đồng thẩm định (kết quả bỏ phiếu)", ())
PROPOSER = Actor("proposer", "UBND xã, UBND huyện hoặc cơ quan kiểm tra", ("case.manage", "case.check"))
ACTORS = {a.code: a for a in (SUBMITTER, CHECKER, COORDINATOR, LEADER, COUNCIL, PROPOSER)}


@dataclass(frozen=True)
class Step:
    """One row of the table. `to` "" leaves the state as it is; `asks` names what the form has to bring."""

    act: str
    label: str
    frm: tuple[str, ...]
    to: str
    actor: Actor
    guards: tuple[str, ...] = ()
    citation: str = "qd-18-2022-ttg"
    article: str = ""
    regime: str = ANY
    kinds: tuple[str, ...] = (COMMUNE, VILLAGE, DISTRICT)
    procedure: str = RECOGNITION
    asks: tuple[str, ...] = ()
    what: str = ""


REASON, PAPER, DECISION = "reason", "paper", "decision"
LOCAL = (COMMUNE, VILLAGE)
CONDITIONS = ("set_met", "satisfaction", "statements", "level_conditions")
ENTRY = ("unit_fits_level", "level_open", "year_fits", "lower_level_held", "not_recognised")
POSTING = ("posting_over", "broadcasts", "posting_places", "posting_proof", "objections_answered", "opinions")
NEW_AUTHORITY = "nd-131-2025"

TABLE: tuple[Step, ...] = (
    Step("register", "Đăng ký", (NEW,), REGISTERED, SUBMITTER, ENTRY,
         what="Đăng ký phấn đấu đạt mức trong năm; cấp trên đưa vào kế hoạch."),
    Step("assess", "Bắt đầu tự đánh giá", (REGISTERED,), ASSESSING, SUBMITTER, article="Điều 5",
         what="Tự đánh giá kết quả thực hiện từng tiêu chí."),
    Step("report", "Lập báo cáo, lấy ý kiến", (ASSESSING,), CONSULTING, SUBMITTER, ("self_assessed",),
         article="Điều 5", what="Lập báo cáo kết quả; gửi lấy ý kiến bằng văn bản và niêm yết công khai."),
    Step("complete", "Kết thúc niêm yết, hoàn thiện hồ sơ", (CONSULTING,), COMPLETING, SUBMITTER, POSTING,
         article="Điều 5", what="Hoàn thiện hồ sơ sau khi hết thời gian niêm yết, có ý kiến văn bản của Mặt trận."),
    Step("repost", "Niêm yết lại", (COMPLETING, RETURNED), CONSULTING, SUBMITTER, asks=(REASON,), article="Điều 5",
         what="Báo cáo thay đổi thì niêm yết, lấy ý kiến lại từ đầu."),
    Step("submit", "Trình hồ sơ", (COMPLETING,), VERIFYING, SUBMITTER, ("dossier", "self_met"), kinds=LOCAL,
         regime=THREE_TIER, asks=(PAPER,), what="UBND xã trình UBND huyện thẩm tra."),
    Step("submit", "Trình hồ sơ", (COMPLETING,), SURVEYING, SUBMITTER, ("dossier", "self_met"), NEW_AUTHORITY,
         kinds=LOCAL, regime=TWO_TIER, asks=(PAPER,), what="UBND xã trình thẳng UBND tỉnh; không còn bước ở huyện."),
    Step("submit", "Trình hồ sơ", (COMPLETING,), VERIFYING, SUBMITTER, ("dossier", "level_conditions"),
         kinds=(DISTRICT,), regime=THREE_TIER, asks=(PAPER,), what="UBND huyện trình UBND tỉnh thẩm tra."),
    Step("pass_check", "Thẩm tra đạt", (VERIFYING,), SURVEYING, CHECKER, kinds=LOCAL, regime=THREE_TIER, asks=(PAPER,),
         what="UBND huyện thẩm tra, lập báo cáo; Mặt trận lấy ý kiến sự hài lòng độc lập."),
    Step("pass_check", "Thẩm tra đạt", (VERIFYING,), SURVEYING, COORDINATOR, (), NEW_AUTHORITY, kinds=LOCAL,
         regime=TWO_TIER, asks=(PAPER,), what="Hồ sơ đang thẩm tra ở huyện khi bỏ cấp huyện: tỉnh làm tiếp."),
    Step("pass_check", "Thẩm tra đạt", (VERIFYING,), SURVEYING, COORDINATOR, kinds=(DISTRICT,), regime=THREE_TIER,
         asks=(PAPER,), what="UBND tỉnh thẩm tra hồ sơ của huyện."),
    Step("return", "Trả lại", (VERIFYING,), RETURNED, CHECKER, kinds=LOCAL, regime=THREE_TIER, asks=(REASON, PAPER),
         what="Không đạt: trả hồ sơ bằng văn bản nêu rõ lý do."),
    Step("return", "Trả lại", (VERIFYING,), RETURNED, COORDINATOR, (), NEW_AUTHORITY, kinds=LOCAL, regime=TWO_TIER,
         asks=(REASON, PAPER), what="Không đạt: trả hồ sơ bằng văn bản nêu rõ lý do."),
    Step("return", "Trả lại", (VERIFYING,), RETURNED, COORDINATOR, kinds=(DISTRICT,), asks=(REASON, PAPER),
         what="Không đạt: trả hồ sơ bằng văn bản nêu rõ lý do."),
    Step("return", "Trả lại", (SURVEYING, APPRAISING, VOTING), RETURNED, COORDINATOR, asks=(REASON, PAPER),
         what="Chưa đủ điều kiện: trả hồ sơ bằng văn bản nêu rõ lý do."),
    Step("resume", "Nhận lại để hoàn thiện", (RETURNED,), COMPLETING, SUBMITTER,
         what="Sửa, bổ sung theo lý do trả lại rồi trình lại."),
    Step("forward", "Trình tỉnh thẩm định", (SURVEYING,), APPRAISING, CHECKER, ("satisfaction",), kinds=LOCAL,
         regime=THREE_TIER, asks=(PAPER,), what="Trình UBND tỉnh kèm kết quả hài lòng đạt ngưỡng."),
    Step("forward", "Chuyển thẩm định", (SURVEYING,), APPRAISING, COORDINATOR, ("satisfaction",), NEW_AUTHORITY,
         kinds=LOCAL, regime=TWO_TIER, what="Kết quả hài lòng đạt ngưỡng: giao các sở thẩm định."),
    Step("forward", "Trình Trung ương thẩm định", (SURVEYING,), APPRAISING, COORDINATOR, ("satisfaction",),
         kinds=(DISTRICT,), regime=THREE_TIER, asks=(PAPER,), what="Tỉnh trình Bộ, Hội đồng thẩm định Trung ương."),
    Step("to_council", "Chuyển Hội đồng bỏ phiếu", (APPRAISING,), VOTING, COORDINATOR, (*CONDITIONS, "appraisals"),
         kinds=LOCAL, asks=(PAPER,), what="Tổng hợp báo cáo thẩm định từng tiêu chí, đưa ra Hội đồng."),
    Step("council_pass", "Hội đồng thông qua", (VOTING,), SUBMITTED, COUNCIL, ("council_vote",), kinds=LOCAL,
         what="Đủ tỷ lệ biểu quyết: trình Chủ tịch UBND tỉnh."),
    Step("council_fail", "Hội đồng không thông qua", (VOTING,), REFUSED, COUNCIL, kinds=LOCAL,
         what="Dưới ngưỡng biểu quyết: thông báo lý do."),
    Step("send_back", "Yêu cầu thẩm định lại", (SUBMITTED,), APPRAISING, LEADER, kinds=LOCAL, asks=(REASON,),
         what="Chủ tịch yêu cầu làm rõ trước khi quyết định."),
    Step("decide", "Ký quyết định công nhận", (SUBMITTED,), RECOGNISED, LEADER,
         ("not_recognised", *CONDITIONS, "council_vote"), kinds=LOCAL, asks=(DECISION,),
         what="Quyết định công nhận và cấp Bằng; năm công nhận ghi riêng với ngày ký."),
    Step("refuse", "Không công nhận", (SUBMITTED,), REFUSED, LEADER, kinds=LOCAL, asks=(REASON, PAPER),
         what="Không công nhận, thông báo bằng văn bản nêu rõ lý do."),
    Step("decide", "Ghi quyết định của Thủ tướng", (APPRAISING,), RECOGNISED, COORDINATOR,
         ("level_open", "not_recognised", "satisfaction", "statements", "level_conditions"), kinds=(DISTRICT,),
         asks=(DECISION,), what="Thủ tướng Chính phủ quyết định công nhận; tỉnh ghi vào sổ."),
    Step("refuse", "Ghi kết quả không công nhận", (APPRAISING,), REFUSED, COORDINATOR, kinds=(DISTRICT,),
         asks=(REASON, PAPER), what="Trung ương không công nhận: ghi văn bản và lý do."),
    Step("announce", "Công bố", (RECOGNISED,), ANNOUNCED, CHECKER, kinds=LOCAL, regime=THREE_TIER, asks=(PAPER,),
         what="Công khai trên phương tiện thông tin đại chúng, tổ chức công bố trong thời hạn."),
    Step("announce", "Công bố", (RECOGNISED,), ANNOUNCED, COORDINATOR, (), NEW_AUTHORITY, kinds=LOCAL, regime=TWO_TIER,
         asks=(PAPER,), what="Công khai trên phương tiện thông tin đại chúng, tổ chức công bố trong thời hạn."),
    Step("announce", "Công bố", (RECOGNISED,), ANNOUNCED, COORDINATOR, kinds=(DISTRICT,), asks=(PAPER,),
         what="UBND tỉnh công bố quyết định công nhận huyện."),
    Step("withdraw", "Rút hồ sơ", BEFORE_DECISION, WITHDRAWN, SUBMITTER, asks=(REASON,),
         what="Đơn vị tự rút trước khi có quyết định."),
    Step("carry_over", "Chuyển sang đơn vị mới", (*BEFORE_DECISION, RECOGNISED), NEW, COORDINATOR, ("merged",),
         NEW_AUTHORITY, kinds=LOCAL, regime=TWO_TIER, what="Đơn vị sáp nhập: hồ sơ và lịch sử sang đơn vị kế thừa."),
    Step("lose_object", "Kết thúc vì bỏ cấp huyện", BEFORE_DECISION, ENDED, COORDINATOR, ("level_over",),
         NEW_AUTHORITY, kinds=(DISTRICT,), asks=(REASON,), what="Không còn cấp huyện: không công nhận mới cấp huyện."),
    Step("propose", "Đề nghị thu hồi", (NEW,), PROPOSED, PROPOSER, ("revocation_grounds",), procedure=REVOCATION,
         asks=(REASON, PAPER), article="Điều 23", what="Rà soát hằng năm thấy có căn cứ thu hồi: lập đề nghị."),
    Step("examine", "Thẩm tra, trình thu hồi", (PROPOSED,), EXAMINED, CHECKER, ("revocation_grounds",), kinds=LOCAL,
         procedure=REVOCATION, regime=THREE_TIER, asks=(PAPER,), article="Điều 24",
         what="Nghe đơn vị giải trình, thẩm tra và trình người đã ký quyết định."),
    Step("examine", "Thẩm tra, trình thu hồi", (PROPOSED,), EXAMINED, COORDINATOR, ("revocation_grounds",),
         NEW_AUTHORITY, "Điều 44 khoản 1", procedure=REVOCATION, regime=TWO_TIER, asks=(PAPER,),
         what="Việc của cấp huyện cũ do cơ quan mới làm: nghe giải trình, thẩm tra và trình."),
    Step("examine", "Thẩm tra, trình thu hồi", (PROPOSED,), EXAMINED, COORDINATOR, ("revocation_grounds",),
         kinds=(DISTRICT,), procedure=REVOCATION, regime=THREE_TIER, asks=(PAPER,), article="Điều 24",
         what="Nghe huyện giải trình, thẩm tra và trình người đã ký quyết định."),
    Step("revoke", "Ký quyết định thu hồi", (EXAMINED,), REVOKED, LEADER, ("revocation_grounds", "still_recognised"),
         procedure=REVOCATION, asks=(DECISION, REASON), what="Người đã ký quyết định công nhận hoặc người kế nhiệm."),
    Step("dismiss", "Không thu hồi", (PROPOSED, EXAMINED), DISMISSED, LEADER, procedure=REVOCATION, asks=(REASON,),
         what="Không đủ căn cứ: giữ công nhận, nêu rõ lý do."),
    Step("withdraw", "Rút đề nghị", (PROPOSED,), WITHDRAWN, COORDINATOR, procedure=REVOCATION, asks=(REASON,),
         what="Rút đề nghị thu hồi trước khi trình."),
)  # fmt: skip


def steps_from(state: str, *, kind: str, regime: str, procedure: str) -> tuple[Step, ...]:
    """The rows that may follow a state for such a unit under such a regime, in the order of the table."""
    return tuple(
        step
        for step in TABLE
        if state in step.frm and kind in step.kinds and step.procedure == procedure and step.regime in (ANY, regime)
    )


def step_of(act: str, state: str, *, kind: str, regime: str, procedure: str) -> Step | None:
    """The one row for an act in a state; None when the table has none."""
    found = [s for s in steps_from(state, kind=kind, regime=regime, procedure=procedure) if s.act == act]
    return found[0] if found else None


def name_of_act(act: str, state: str, *, kind: str, procedure: str, paper: bool) -> str:
    """What an act that was done from a state is called for such a unit; `paper`: whether it came with one.

    Two regimes may call it differently: the row that asks for a paper names what came with one. Falls back on the act.
    """
    rows = [s for s in TABLE if s.act == act and s.procedure == procedure and kind in s.kinds and state in s.frm]
    rows.sort(key=lambda step: bool({PAPER, DECISION} & set(step.asks)) != paper)
    return rows[0].label if rows else act


def after(step: Step, state: str) -> str:
    """The state that a step leads to from `state`."""
    return step.to or state


@dataclass(frozen=True)
class Move:
    """What replay needs of an event: the act and the states that it led from and to."""

    act: str
    frm: str
    to: str


class Impossible(ValueError):
    """A history that the table does not allow."""


def replay(moves: Iterable[Move], *, procedure: str = RECOGNITION, kind: str = COMMUNE) -> str:
    """The state that a history leads to, from its events alone. Impossible for a move that no row allows."""
    state = NEW
    for number, move in enumerate(moves, start=1):
        allowed = any(
            step.act == move.act
            and step.procedure == procedure
            and kind in step.kinds
            and state in step.frm
            and after(step, state) == move.to
            for step in TABLE
        )
        if move.frm != state or not allowed:
            raise Impossible(f"event {number}: {move.act} cannot lead from {state!r} to {move.to!r}")
        state = move.to
    return state


def why_not(act: str, state: str, *, kind: str, regime: str, procedure: str) -> str:
    """Why an act has no place in a state, in words; "" when the table has a row for it."""
    if step_of(act, state, kind=kind, regime=regime, procedure=procedure):
        return ""
    rows = (step for step in TABLE if step.act == act and step.procedure == procedure and kind in step.kinds)
    label = next((step.label for step in rows), act)
    where = STATES[state].label if state else "chưa có hồ sơ"
    return f"Hồ sơ ở bước “{where}” nên không làm được việc “{label}”. Hãy mở lại trang để xem việc tiếp theo."
