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
})  # fmt: skip
