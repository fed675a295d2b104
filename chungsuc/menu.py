"""The site's menu, in the order of the page: each entry is shown to whoever holds its right somewhere."""

from django.http import HttpRequest


def menu() -> list:
    """The site's menu, in the order of the page. An entry is shown to whoever holds its right somewhere."""
    from chungsuc.organisations.access import may_somewhere
    from chungsuc.web.nav import NavEntry

    own = NavEntry("Đơn vị của tôi", "home", _reads_only_their_own)
    headed = ((head, *entry) for head, entries in MENU for entry in entries)
    told = NavEntry("Thông báo", "notices", may_somewhere("duty.read"))
    listed = (
        NavEntry(label, name, may_somewhere(right), head, ALSO.get(name, ())) for head, label, name, right in headed
    )
    return [own, *listed, told]


# heading: entries (words, name of the address, the right that opens it)
MENU = (
    (
        "",
        (
            ("Tiến độ", "home", "progress.read"),
            ("Khai số liệu", "entry_home", "value.declare"),
            ("Các xã", "communes", "unit.read"),
            ("Tiêu chí", "criteria", "value.read"),
            ("Bản đồ", "map", "unit.read"),
        ),
    ),
    (
        "Phong trào",
        (
            ("Phát động, hướng dẫn", "movement", "duty.read"),
            ("Khó khăn, kiến nghị", "concerns", "concern.read"),
            ("Kế hoạch", "plan", "figure.read"),
            ("Kế hoạch đơn vị", "unit_plans", "plan.read"),
            ("Giúp đỡ xã", "sponsorships", "plan.read"),
            ("Nguồn lực", "contributions", "contribution.read"),
            ("Kinh phí", "estimates", "budget.read"),
            ("Đến hạn", "dues", "duty.read"),
            ("Chấm điểm thi đua", "score_rounds", "score.read"),
            ("Điển hình", "exemplars", "exemplar.read"),
            ("Truyền thông", "coverage", "exemplar.read"),
            ("Báo cáo", "report_rounds", "report.read"),
        ),
    ),
    (
        "Khen thưởng",
        (
            ("Thành tích", "award_subjects", "award.read"),
            ("Đợt xét khen thưởng", "award_rounds", "award.read"),
            ("Hồ sơ khen thưởng", "award_dossiers", "award.read"),
            ("Thẩm định khen thưởng", "award_queue", "award.read"),
            ("Ý kiến khen thưởng", "award_opinions", "award.consulted"),
            ("Khen thưởng chờ ký", "awards_to_sign", "award.decide"),
            ("Sổ khen thưởng", "award_register", "award.read"),
        ),
    ),
    (
        "Số liệu",
        (
            ("Thẩm định", "verifications", "value.read"),
            ("Nhập số liệu", "imports", "value.import"),
            ("Minh chứng", "evidence", "evidence.read"),
            ("Khóa số liệu", "locks", "unit.read"),
        ),
    ),
    (
        "Công nhận",
        (
            ("Sổ công nhận", "register", "recognition.read"),
            ("Xét công nhận", "cases", "case.read"),
            ("Lấy ý kiến", "surveys", "survey.read"),
            ("Hội đồng", "councils", "council.read"),
        ),
    ),
    (
        "Văn bản",
        (
            ("Văn bản của cơ quan", "papers", "paper.read"),
            ("Soát văn bản", "paper_lint", "figure.read"),
        ),
    ),
    (
        "Căn cứ, quản trị",
        (
            ("Quy định", "figures", "figure.read"),
            ("Sáp nhập", "lineage", "unit.read"),
            ("Nhật ký", "journal", "history.read"),
            ("Tài khoản", "people", "post.manage"),
        ),
    ),
)

# what stands under an entry although its path begins otherwise: the first step of each page's own place says so too
ALSO = {
    "award_queue": (
        "award_appraisal",
        "award_appraisal_act",
        "award_finding",
        "award_ask",
        "award_silence",
        "award_visit_new",
        "award_visit",
        "award_sample",
        "award_postings",
        "award_posting_new",
        "award_posting_ruling",
        "award_posted",
        "award_announce",
    ),
    "award_opinions": ("award_opinion",),
    "award_register": ("award_decisions", "award_decision", "award_decision_new"),
    "councils": ("award_session",),
}


def _reads_only_their_own(request: HttpRequest) -> bool:
    """Whose first page is their own unit, not the province's progress."""
    from chungsuc.organisations.access import may_somewhere

    return may_somewhere("unit.read")(request) and not may_somewhere("progress.read")(request)
