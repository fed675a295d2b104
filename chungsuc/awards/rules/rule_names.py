"""What people read for the rules of eligibility. Pure."""

from collections.abc import Iterable, Mapping, Sequence
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


BEGINNING = 64
"""Letters of a criterion's text that name it; the whole text stands with what is said of it."""


def rule_words(code: str, text: str = "") -> str:
    """A rule's code in words; a criterion by the beginning of its `text` in the plan, where that is known."""
    if code in RULES:
        return RULES[code]
    number = code.rpartition("_")[2]
    return f"Tiêu chí {number} “{beginning(text)}”" if text else f"Tiêu chí {number} của nhóm"


def beginning(text: str) -> str:
    """The first words of a text, whole ones, with "…" where it goes on."""
    said = " ".join(text.split()).rstrip(".")
    if len(said) <= BEGINNING:
        return said
    return f"{said[: BEGINNING + 1].rpartition(' ')[0].rstrip('.,;:( ')}…"


def text_of(code: str, texts: Sequence[str]) -> str:
    """The text of a criterion by its code, out of its group's texts in their order; "" for any other code."""
    number = code.removeprefix(CRITERION)
    known = code.startswith(CRITERION) and number.isdecimal() and 0 < int(number) <= len(texts)
    return texts[int(number) - 1] if known else ""


def rules_in_short(rules: Iterable[tuple[str, str]]) -> list[str]:
    """Several rules (code, text of a criterion) in words, in their order. One criterion is told by its text; several
    of a group by their numbers, together where the first of them stands.
    """
    found = dict(rules)
    numbers = [code.removeprefix(CRITERION) for code in found if code.startswith(CRITERION)]
    of_group = f"{CRITERION}{', '.join(numbers)}"
    told = (of_group if code.startswith(CRITERION) else code for code in found)
    return [rule_words(code, found.get(code, "")) for code in dict.fromkeys(told)]


def line_words(line: str, text: str = "") -> str:
    """A line of a check in words: a rule's code by what it is about (`text`: a criterion's own), any other as it is."""
    return rule_words(line, text) if line.isascii() and " " not in line else line
