"""Roles and rights: what a post allows, and how far it reaches. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """What a post allows. `reach`: "province" (the whole lineage), "own" (its unit and what belongs to it), "none"."""

    code: str
    name: str
    reach: str
    rights: frozenset[str]


OWN = frozenset(
    {
        "duty.read", "report.read",
        "unit.read", "value.read", "recognition.read", "history.read", "figure.read",
        "evidence.read", "survey.read", "case.read", "exemplar.read", "score.read", "plan.read", "contribution.read",
        "award.read",
    }
)  # fmt: skip
READ = OWN | {"progress.read"}
SCORES = frozenset({"score.self"})
PAPERS = frozenset({"paper.read", "paper.draft", "paper.number", "paper.template"})
OWN_PAPERS = frozenset({"paper.read", "paper.draft", "paper.number"})
"""What whoever acts for one unit does with that unit's papers: its plans, giao ước and reports."""
DUTIES = frozenset({"duty.explain"})
GIFTS = frozenset({"contribution.write"})  # who records what was contributed
RECEIVED = GIFTS | {"contribution.confirm", "contribution.names"}
"""What whoever acts for a place does with what it received."""
EXEMPLARS = frozenset({"exemplar.write", "exemplar.verify", "exemplar.names"})
AWARDS = frozenset({"award.file", "award.confirm", "award.nominate", "award.consulted"})
PRAISING = frozenset({"award.giay_khen"})
"""What whoever acts for a unit with a Giấy khen of its own does with it."""
MOVED = frozenset({"launch.open", "concern.read", "concern.raise"})  # a unit in the movement
MOVING = frozenset({"launch.open", "guidance.manage", "concern.read", "concern.oversee", "concern.answer"})
OVERSEEING = frozenset({"concern.read", "concern.oversee"})
RIGHTS = {
    "progress.read": "xem tiến độ toàn tỉnh",
    "unit.read": "xem đơn vị",
    "value.read": "xem số liệu tiêu chí",
    "value.import": "nhập số liệu tiêu chí từ tệp",
    "recognition.read": "xem sổ công nhận",
    "recognition.import": "nhập sổ công nhận từ tệp",
    "figure.read": "xem số liệu quy định",
    "figure.confirm": "xác nhận số liệu quy định, số văn bản",
    "history.read": "xem lịch sử",
    "journal.read": "xem toàn bộ nhật ký",
    "unit.manage": "ghi sự kiện về đơn vị",
    "post.manage": "giao và thu chức vụ",
    "evidence.read": "xem minh chứng",
    "evidence.add": "đưa minh chứng lên",
    "value.declare": "khai số liệu tiêu chí",
    "value.check": "thẩm tra số liệu ở cấp huyện",
    "value.verify": "thẩm định số liệu theo tiêu chí phụ trách",
    "value.conclude": "kết luận số liệu",
    "lock.manage": "khóa và mở khóa",
    "survey.read": "xem kết quả lấy ý kiến",
    "survey.manage": "tổ chức lấy ý kiến sự hài lòng",
    "council.read": "xem phiên họp hội đồng",
    "council.manage": "tổ chức phiên họp hội đồng",
    "council.vote": "biểu quyết tại hội đồng",
    "case.read": "xem hồ sơ xét công nhận",
    "case.submit": "lập và trình hồ sơ xét công nhận",
    "case.check": "thẩm tra hồ sơ xét công nhận",
    "case.appraise": "thẩm định hồ sơ theo tiêu chí phụ trách",
    "case.manage": "điều hành việc xét công nhận",
    "case.decide": "quyết định công nhận, thu hồi",
    "duty.read": "xem việc đến hạn",
    "duty.explain": "nêu lý do chậm, đề nghị gia hạn cho đơn vị mình",
    "duty.excuse": "trả lời đề nghị gia hạn",
    "score.read": "xem điểm, xếp hạng thi đua của cụm, khối",
    "score.self": "chấm điểm thi đua cho đơn vị mình",
    "score.manage": "tổ chức đợt chấm điểm thi đua",
    "score.council": "quyết định điểm, chốt xếp hạng thi đua",
    "launch.manage": "phát động phong trào ở cấp tỉnh, nhắc đơn vị",
    "launch.cascade": "phát động phong trào trên địa bàn huyện",
    "launch.open": "xác nhận đơn vị mình đã nhận, đã đọc",
    "guidance.manage": "gửi văn bản hướng dẫn phong trào",
    "concern.read": "xem khó khăn, kiến nghị của đơn vị mình",
    "concern.raise": "gửi khó khăn, kiến nghị của đơn vị mình",
    "concern.answer": "trả lời khó khăn, kiến nghị",
    "concern.oversee": "xem khó khăn, kiến nghị của mọi đơn vị",
    "paper.read": "xem văn bản của cơ quan mình",
    "paper.draft": "soạn văn bản",
    "paper.number": "cấp số văn bản",
    "paper.template": "quản lý mẫu văn bản",
    "report.read": "xem báo cáo gửi lên",
    "report.write": "viết, gửi báo cáo của đơn vị mình",
    "report.receive": "mở kỳ báo cáo, nhận, tổng hợp báo cáo",
    "report.approve": "duyệt báo cáo của tỉnh",
    "exemplar.read": "xem điển hình, tin bài",
    "exemplar.public": "xem điển hình đã đồng ý công khai của toàn tỉnh",
    "exemplar.names": "xem tên, ảnh của điển hình khi chưa có đồng ý",
    "exemplar.write": "ghi điển hình",
    "exemplar.verify": "xác minh điển hình",
    "exemplar.manage": "quản lý sổ điển hình, cơ quan báo chí",
    "coverage.write": "ghi tin, bài",
    "contribution.read": "xem đóng góp nguồn lực",
    "contribution.write": "ghi đóng góp nguồn lực",
    "contribution.confirm": "xác nhận đóng góp đơn vị mình nhận",
    "contribution.oversee": "xác nhận đóng góp nơi nhận tự ghi, kết luận đóng góp trùng",
    "contribution.names": "xem tên người đóng góp khi chưa có đồng ý",
    "award.read": "xem hồ sơ thành tích",
    "award.file": "ghi đối tượng khen thưởng, thành tích",
    "award.confirm": "xác nhận thành tích khi được nêu là cơ quan xác nhận",
    "award.manage": "quản lý mọi hồ sơ thành tích",
    "award.nominate": "đề nghị khen thưởng cho đối tượng của đơn vị mình",
    "award.giay_khen": "nhận, thẩm định, ghi Giấy khen của đơn vị mình",
    "award.appraise": "nhận, thẩm định hồ sơ khen thưởng trình tỉnh",
    "award.ntm": "xác nhận kết quả nông thôn mới trong hồ sơ khen thưởng",
    "award.oversee": "xem mọi hồ sơ đề nghị khen thưởng",
    "award.council": "xem hồ sơ khen thưởng của phiên họp mình dự",
    "award.consulted": "trả lời lấy ý kiến về hồ sơ khen thưởng",
    "award.decide": "ghi quyết định khen thưởng của tỉnh",
    "award.bar": "ghi, gỡ vướng mắc khi xét khen thưởng",
    "award.import": "nhập danh sách khen thưởng cũ từ tệp",
    "budget.read": "xem dự toán, kinh phí phong trào",
    "budget.draft": "lập, trình dự toán kinh phí phong trào",
    "budget.collate": "tổng hợp, trả lại dự toán kinh phí",
    "budget.approve": "ghi quyết định phê duyệt dự toán kinh phí",
    "budget.spend": "ghi kinh phí được bố trí và đã chi",
    "budget.override": "cho phép chi vượt số bố trí, kèm lý do",
    "plan.read": "xem kế hoạch, nhiệm vụ, việc giúp đỡ xã",
    "plan.write": "lập kế hoạch của đơn vị mình, báo cáo nhiệm vụ",
    "plan.approve": "duyệt kế hoạch của các đơn vị",
    "pledge.assign": "ghi phân công giúp đỡ xã",
    "pledge.sponsor": "ghi việc giúp đỡ xã được phân công",
    "pledge.confirm": "xác nhận việc xã mình được giúp đỡ",
}
ROLES: Mapping[str, Role] = {
    role.code: role
    for role in (
        Role(
            "province_leader",
            "Lãnh đạo UBND tỉnh",
            "province",
            READ
            | OVERSEEING
            | {"score.council"}
            | {"budget.read", "budget.approve", "budget.override"}
            | {"award.decide", "award.oversee"}
            | {"case.decide", "council.read", "paper.read", "paper.number", "plan.approve", "report.approve"},
        ),
        Role(
            "ntm_coordinator",
            "Văn phòng Điều phối nông thôn mới",
            "province",
            READ
            | MOVING
            | {"value.import", "recognition.import", "figure.confirm", "unit.manage", "value.conclude", "lock.manage"}
            | {"council.read", "council.manage", "case.manage", "plan.write", "pledge.assign"}
            | PAPERS
            | EXEMPLARS
            | GIFTS
            | {"contribution.oversee", "contribution.names"}
            | {"budget.read", "budget.collate", "budget.spend"}
            | AWARDS
            | {"award.ntm"}
            | DUTIES
            | {"duty.excuse"},
        ),
        Role(
            "emulation_officer",
            "Ban Thi đua - Khen thưởng, Sở Nội vụ",
            "province",
            READ
            | MOVING
            | {"launch.manage"}
            | {"score.manage", "score.council"}
            | {"recognition.import", "figure.confirm", "council.read", "council.manage"}
            | {"plan.write", "plan.approve", "pledge.assign"}
            | PAPERS
            | EXEMPLARS
            | {"contribution.names"}
            | {"budget.read", "budget.draft", "budget.spend"}
            | AWARDS
            | DUTIES
            | {"duty.excuse"}
            | {"exemplar.manage", "coverage.write", "report.receive", "award.manage"}
            | {"award.appraise", "award.bar", "award.import"},
        ),
        Role(
            "department",
            "Sở, ban, ngành phụ trách tiêu chí",
            "province",
            READ
            | MOVED
            | SCORES
            | {"value.verify", "case.appraise", "evidence.add", "plan.write", "report.write", "pledge.sponsor"}
            | OWN_PAPERS
            | EXEMPLARS
            | GIFTS
            | AWARDS
            | PRAISING
            | DUTIES
            | {"coverage.write"},
        ),
        Role(
            "fatherland_front",
            "Mặt trận Tổ quốc",
            "province",
            READ
            | MOVED
            | SCORES
            | {"survey.manage", "evidence.add", "plan.write", "report.write", "pledge.sponsor"}
            | PAPERS
            | EXEMPLARS
            | GIFTS
            | AWARDS
            | PRAISING
            | DUTIES,
        ),
        Role(
            "council_member",
            "Thành viên Hội đồng",
            "province",
            READ | {"council.read", "council.vote", "award.council"},
        ),
        Role(
            "inspector",
            "Thanh tra, kiểm tra",
            "province",
            READ
            | OVERSEEING
            | {"journal.read", "council.read", "paper.read", "budget.read", "award.oversee", "award.bar"},
        ),
        Role(
            "district",
            "UBND huyện, thành phố",
            "own",
            OWN
            | MOVED
            | {"launch.cascade"}
            | SCORES
            | {"value.check", "case.check", "case.submit", "evidence.add", "plan.write", "report.write"}
            | OWN_PAPERS
            | EXEMPLARS
            | RECEIVED
            | AWARDS
            | PRAISING
            | DUTIES
            | {"coverage.write"},
        ),
        Role(
            "commune",
            "UBND xã",
            "own",
            OWN
            | MOVED
            | SCORES
            | {"value.declare", "case.submit", "evidence.add", "plan.write", "report.write", "pledge.confirm"}
            | OWN_PAPERS
            | EXEMPLARS
            | RECEIVED
            | AWARDS
            | PRAISING
            | DUTIES
            | {"coverage.write"},
        ),
        Role(
            "press",
            "Cơ quan báo chí",
            "own",
            frozenset({"exemplar.read", "exemplar.public", "exemplar.write", "coverage.write"}) | MOVED | {"duty.read"},
        ),
        Role("administrator", "Quản trị hệ thống", "none", frozenset({"post.manage"})),
    )
}
