"""What people read for the rules of eligibility. Pure."""

from collections.abc import Iterable, Mapping
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

CRITERION = "criterion_"
"""What the codes of the criteria of section IV begin with; the criterion's number follows."""

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


def rules_in_short(codes: Iterable[str]) -> list[str]:
    """Several rules in words, in their order; the criteria of a group together where the first of them stands."""
    found = list(dict.fromkeys(codes))
    numbers = [code.removeprefix(CRITERION) for code in found if code.startswith(CRITERION)]
    of_group = f"{CRITERION}{', '.join(numbers)}"
    told = (of_group if code.startswith(CRITERION) else code for code in found)
    return [rule_words(code) for code in dict.fromkeys(told)]


def line_words(line: str) -> str:
    """A line of a check in words: a rule's code by what it is about, any other line as it is."""
    return rule_words(line) if line.isascii() and " " not in line else line
