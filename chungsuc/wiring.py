"""Who answers whom. Lower rooms offer registries; here, and only here, upper rooms are entered into them."""

from django.apps import AppConfig
from django.http import HttpRequest


class Wiring(AppConfig):
    """Runs once in every process, after all rooms are loaded."""

    name = "chungsuc.wiring"
    label = "wiring"

    def ready(self) -> None:
        from django.conf import settings

        from chungsuc.criteria.actions import follow_figures
        from chungsuc.criteria.facts import assessed_until, set_names
        from chungsuc.criteria.kinds import CriterionResults, IndicatorValues
        from chungsuc.evidence.sweeping import sweep
        from chungsuc.imports import jobs as import_jobs
        from chungsuc.imports.kinds import register
        from chungsuc.jobs import registry
        from chungsuc.locks.registry import set_names_from
        from chungsuc.organisations.access import may_somewhere
        from chungsuc.organisations.published import register_published
        from chungsuc.oversight.registry import register_levels
        from chungsuc.recognition.facts import levels_of_recognition, recognised_until
        from chungsuc.recognition.kinds import RecognitionRegister
        from chungsuc.rulebook.events import when_figures_change
        from chungsuc.web.context import set_demonstration, set_search
        from chungsuc.web.nav import set_nav

        register_levels(levels_of_recognition)
        register_published(assessed_until)
        register_published(recognised_until)
        set_demonstration(lambda: bool(settings.DEMONSTRATION))
        for kind in (IndicatorValues(), CriterionResults(), RecognitionRegister()):
            register(kind)
        registry.register(import_jobs.READ, import_jobs.read_batch)
        when_figures_change(follow_figures)
        set_names_from(set_names)
        registry.register_chore(sweep)
        entry_answers()
        work_answers()
        council_matters()
        recognition_answers()
        set_nav(menu())
        set_search(may_somewhere("unit.read"))


def entry_answers() -> None:
    """What entry, verification and councils tell the rooms below: what waits, what documents are attached to."""
    from chungsuc.councils import uses as council_uses
    from chungsuc.criteria import uses, work
    from chungsuc.evidence.registry import register_subject
    from chungsuc.organisations.work import register_work

    register_subject(uses.SUBJECT, uses.LABEL, uses.named)
    register_subject(council_uses.SUBJECT, council_uses.LABEL, council_uses.named)
    register_work("criteria.returns", "Bị trả lại", work.returns_to_answer)
    register_work("criteria.parts", "Chờ thẩm định", work.parts_to_verify)
    register_work("criteria.reports", "Báo cáo số liệu", work.reports_to_move)
    register_work("criteria.entries", "Đang khai", work.entries_to_finish)


def work_answers() -> None:
    """What recognition, councils, surveys and locks ask of people."""
    from chungsuc.councils.work import sessions_to_hold
    from chungsuc.locks.work import requests_to_answer
    from chungsuc.organisations.work import register_work
    from chungsuc.oversight.work import surveys_to_hold
    from chungsuc.recognition.work import findings_to_give, steps_to_take

    register_work("recognition.steps", "Xét công nhận", steps_to_take)
    register_work("recognition.findings", "Xác nhận, thẩm định hồ sơ công nhận", findings_to_give)
    register_work("oversight.surveys", "Lấy ý kiến sự hài lòng", surveys_to_hold)
    register_work("councils.sessions", "Phiên họp Hội đồng", sessions_to_hold)
    register_work("locks.requests", "Đề nghị mở khóa", requests_to_answer)


def council_matters() -> None:
    """What councils vote on, and the figures that the vote of each kind is held against."""
    from chungsuc.councils.registry import register_guard, register_matter, register_outcome
    from chungsuc.recognition import voting

    register_matter(
        "recognition",
        "Xét công nhận đạt chuẩn",
        share_key="share:recognition_vote",
        of_key="rule:recognition_vote_of",
        quorum_key="share:recognition_quorum",
        candidates=voting.candidates,
    )
    register_guard("recognition", voting.may_be_voted)
    register_outcome("recognition", voting.concluded)
    register_matter(
        "other",
        "Nội dung khác",
        share_key="share:council_other",
        of_key="rule:council_other_of",
        quorum_key="share:council_quorum",
    )


def recognition_answers() -> None:
    """What recognition tells the rooms below: which cases wait for a survey, what documents are attached to."""
    from chungsuc.evidence.registry import register_subject
    from chungsuc.oversight.registry import register_guard, register_matters
    from chungsuc.recognition import proving, surveying

    register_matters(surveying.waiting)
    register_guard(surveying.SUBJECT, surveying.may_begin)
    for subject, label, named in proving.SUBJECTS:
        register_subject(subject, label, named)


def menu() -> list:
    """The site's menu, in the order of the page. An entry is shown to whoever holds its right somewhere."""
    from chungsuc.organisations.access import may_somewhere
    from chungsuc.web.nav import NavEntry

    entries = (
        ("Tiến độ", "home", "progress.read"),
        ("Các xã", "communes", "unit.read"),
        ("Tiêu chí", "criteria", "value.read"),
        ("Bản đồ", "map", "unit.read"),
        ("Khai số liệu", "entry_home", "value.declare"),
        ("Thẩm định", "verifications", "value.read"),
        ("Sổ công nhận", "register", "recognition.read"),
        ("Lấy ý kiến", "surveys", "survey.read"),
        ("Xét công nhận", "cases", "case.read"),
        ("Hội đồng", "councils", "council.read"),
        ("Sáp nhập", "lineage", "unit.read"),
        ("Nhập số liệu", "imports", "value.import"),
        ("Minh chứng", "evidence", "evidence.read"),
        ("Khóa số liệu", "locks", "unit.read"),
        ("Kế hoạch", "plan", "figure.read"),
        ("Quy định", "figures", "figure.read"),
        ("Nhật ký", "journal", "history.read"),
        ("Tài khoản", "people", "post.manage"),
    )
    own = NavEntry("Đơn vị của tôi", "home", _reads_only_their_own)
    return [own, *(NavEntry(label, name, may_somewhere(right)) for label, name, right in entries)]


def _reads_only_their_own(request: HttpRequest) -> bool:
    """Whose first page is their own unit, not the province's progress."""
    from chungsuc.organisations.access import may_somewhere

    return may_somewhere("unit.read")(request) and not may_somewhere("progress.read")(request)
