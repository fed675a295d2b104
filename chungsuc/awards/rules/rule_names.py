"""What people read for the rules of eligibility. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

RULES: Mapping[str, str] = MappingProxyType({
    "regime": "Thời kỳ pháp luật",
    "form": "Hình thức",
    "subject": "Đối tượng",
    "unit_stands": "Đơn vị còn hay không",
    "review_rounds": "Năm được xét",
    "season": "Dịp xét",
    "achievements": "Thành tích",
    "recognised_level": "Mức công nhận",
    "one_award_an_achievement": "Một thành tích khen một lần",
    "two_state_awards": "Hai hình thức cấp Nhà nước",
    "thematic": "Khen theo chuyên đề",
    "open_case": "Việc đang làm rõ",
    "former_awards": "Khen thưởng trước đây",
    "counted_from_decision": "Thời gian tính từ lần trước",
    "revoked": "Khen thưởng bị thu hồi",
    "quota": "Hạn mức",
    "upheld_objection": "Ý kiến công khai được kết luận là đúng",
})  # fmt: skip

OPEN = {
    "discipline": "đang xem xét kỷ luật",
    "investigation": "đang điều tra",
    "inspection": "đang thanh tra, kiểm tra",
    "complaint": "đang có đơn thư khiếu nại, tố cáo",
    "press": "báo chí nêu, đang làm rõ",
}
"""The kinds of open cases."""


def rule_words(code: str) -> str:
    """A rule's code in words."""
    return RULES.get(code) or f"Tiêu chí {code.rpartition('_')[2]} của nhóm"


def line_words(line: str) -> str:
    """A line of a check in words: a rule's code by what it is about, any other line as it is."""
    return rule_words(line) if line.isascii() and " " not in line else line
