"""How lines of the content check are called: by what they are about; what a rule says of them changes. Pure."""

LINES = {
    "regime": "Thời kỳ pháp luật",
    "form": "Hình thức khen thưởng",
    "subject": "Loại đối tượng",
    "unit_stands": "Đơn vị còn hay đã sắp xếp",
    "review_rounds": "Năm được xét",
    "season": "Dịp xét",
    "achievements": "Thành tích đã xác nhận",
    "one_award_an_achievement": "Một thành tích khen một lần",
    "two_state_awards": "Hai hình thức cấp Nhà nước trong một năm",
    "thematic": "Khen theo chuyên đề",
    "open_case": "Việc đang làm rõ",
    "former_awards": "Khen thưởng trước đây",
    "counted_from_decision": "Thời gian tính từ lần khen trước",
    "revoked": "Khen thưởng bị thu hồi, hủy bỏ",
    "quota": "Hạn mức",
}
OTHER = "Tiêu chuẩn của nhóm đối tượng"


def line_words(line: str) -> str:
    """A line in words: a rule's code by what it is about, any other line as it is."""
    if line in LINES:
        return LINES[line]
    return OTHER if line.isascii() and " " not in line else line
