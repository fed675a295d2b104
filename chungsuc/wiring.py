"""Who answers whom. Lower rooms offer registries; here, and only here, upper rooms are entered into them."""

from django.apps import AppConfig


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
        from chungsuc.menu import menu
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
        paper_answers()
        due_answers()
        exemplar_answers()
        resource_answers()
        pledge_answers()
        movement_answers()
        report_answers()
        award_answers()
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
    register_work("criteria.returns", "Bị trả lại", work.returns_to_answer, in_digest=True)
    register_work("criteria.parts", "Chờ thẩm định", work.parts_to_verify)
    register_work("criteria.reports", "Báo cáo số liệu", work.reports_to_move)
    register_work("criteria.entries", "Đang khai", work.entries_to_finish)


def work_answers() -> None:
    """What recognition, councils, surveys, scoring and locks ask of people."""
    from chungsuc.councils.work import sessions_to_hold
    from chungsuc.locks.work import requests_to_answer
    from chungsuc.organisations.work import register_work
    from chungsuc.oversight.work import surveys_to_hold
    from chungsuc.recognition.work import findings_to_give, steps_to_take
    from chungsuc.scoring.work import sheets_to_score

    register_work("recognition.steps", "Xét công nhận", steps_to_take)
    register_work("recognition.findings", "Xác nhận, thẩm định hồ sơ công nhận", findings_to_give)
    register_work("oversight.surveys", "Lấy ý kiến sự hài lòng", surveys_to_hold)
    register_work("councils.sessions", "Phiên họp Hội đồng", sessions_to_hold)
    register_work("scoring.sheets", "Chấm điểm thi đua", sheets_to_score)
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
    register_outcome("recognition", voting.concluded, hold=voting.hold)
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


def paper_answers() -> None:
    """What papers tell the rooms below, and of what upper rooms have papers made."""
    from django.urls import reverse

    from chungsuc.documents import jobs, printability, work
    from chungsuc.documents.registry import register_source
    from chungsuc.documents.sweeping import sweep
    from chungsuc.jobs import registry
    from chungsuc.organisations.upkeep import register_upkeep
    from chungsuc.organisations.work import register_work

    register_source("councils.session", "phiên họp Hội đồng", lambda key: reverse("council_minutes", args=[key]))
    register_source("recognition.case", "hồ sơ xét công nhận", lambda key: reverse("case_papers", args=[key]))
    registry.register(jobs.PRINT, jobs.print_batch)
    registry.register_chore(sweep)
    register_upkeep("documents", printability.lacking)
    register_work("documents.numbers", "Chờ cấp số", work.papers_to_number)
    register_work("documents.reissues", "Chờ cấp lại bằng", work.reissues_waiting)
    register_work("documents.returned", "Văn bản bị trả lại", work.papers_returned, in_digest=True)


def pledge_answers() -> None:
    """What plans, tasks and sponsorships tell the rooms below and ask of people."""
    from django.urls import reverse

    from chungsuc.deadlines.registry import register_rows
    from chungsuc.documents.registry import register_source
    from chungsuc.evidence.registry import register_subject
    from chungsuc.movement.registry import register_fulfilment
    from chungsuc.organisations.work import register_work
    from chungsuc.pledges import dues, uses, work
    from chungsuc.pledges.papers import SOURCE

    register_subject(uses.SUBJECT, uses.LABEL, uses.named)
    register_source(SOURCE, "kế hoạch của đơn vị", lambda key: reverse("unit_plan_commitment", args=[key]))
    register_fulfilment([dues.MILESTONE], dues.plans_there, page="unit_plans")
    register_rows(dues.TASKS, "Nhiệm vụ đã đăng ký", dues.task_rows, dues.read_task, in_work=True)
    register_work("pledges", "Kế hoạch đơn vị, giúp đỡ xã", work.pledges_at_hand)


def due_answers() -> None:
    """What rooms put into the calendar of what is due, and what the calendar asks of people."""
    from chungsuc.councils import dues as councils
    from chungsuc.criteria import dues as criteria
    from chungsuc.deadlines.digests import send_digests
    from chungsuc.deadlines.registry import register_rows
    from chungsuc.deadlines.work import NAME, TITLE, dues_at_hand
    from chungsuc.evidence import dues as evidence
    from chungsuc.exemplars import dues as exemplars
    from chungsuc.jobs import registry
    from chungsuc.locks import dues as locks
    from chungsuc.notices.actions import deliver
    from chungsuc.organisations.work import register_work
    from chungsuc.oversight import dues as oversight
    from chungsuc.recognition import dues as recognition
    from chungsuc.scoring import dues as scoring

    register_rows(
        recognition.STEPS, "Xét công nhận", recognition.step_rows, recognition.read_step, rules=recognition.RULES
    )
    register_rows(
        recognition.POSTINGS, "Niêm yết", recognition.posting_rows, recognition.read_posting,
        rules=[recognition.POSTING],
    )  # fmt: skip
    register_rows(criteria.PARTS, "Thẩm định số liệu", criteria.part_rows, criteria.read_part, rules=[criteria.DAYS])
    register_rows(
        oversight.SURVEYS, "Lấy ý kiến sự hài lòng", oversight.survey_rows, oversight.read_survey,
        rules=[oversight.DAYS],
    )  # fmt: skip
    register_rows(
        councils.SESSIONS, "Phiên họp Hội đồng", councils.session_rows, councils.read_session, rules=councils.RULES
    )
    register_rows(scoring.OWN, "Tự chấm điểm thi đua", scoring.own_rows, scoring.read_own)
    register_rows(scoring.CROSS, "Chấm chéo thi đua", scoring.cross_rows, scoring.read_cross)
    register_rows(scoring.DECISIONS, "Chốt xếp hạng thi đua", scoring.decision_rows, scoring.read_decision)
    register_work(NAME, TITLE, dues_at_hand)
    registry.register_chore(send_digests)
    registry.register_chore(deliver)
    register_rows(evidence.LAPSING, "Minh chứng", evidence.lapsing_rows, evidence.read_lapsing, in_work=True)
    register_rows(
        exemplars.RESULTS, exemplars.TITLE, exemplars.result_rows, exemplars.read_result,
        rules=exemplars.RULES, in_work=True,
    )  # fmt: skip
    register_rows(locks.OPENINGS, "Mở khóa", locks.opening_rows, locks.read_opening, in_work=True)


def exemplar_answers() -> None:
    """What exemplars tell the rooms below: what is to be verified, due, brought in; whom photographs open to."""
    from chungsuc.evidence.registry import close_kinds, register_subject
    from chungsuc.exemplars import proving, work
    from chungsuc.exemplars.kinds import CoverageLog
    from chungsuc.imports.kinds import register
    from chungsuc.organisations.work import register_work

    register(CoverageLog())
    register_work("exemplars.verify", "Xác minh điển hình", work.exemplars_to_verify)
    close_kinds(proving.CLOSED_KINDS, proving.open_to)
    for subject, label, named in proving.SUBJECTS:
        register_subject(subject, label, named)


def resource_answers() -> None:
    """What contributions tell the rooms below: what waits, what comes in by file, what documents are attached to."""
    from chungsuc.budget.work import estimates_at_hand
    from chungsuc.evidence.registry import register_subject
    from chungsuc.imports.kinds import register
    from chungsuc.organisations.work import register_work
    from chungsuc.resources import uses, work
    from chungsuc.resources.kinds import ContributionLog

    register(ContributionLog())
    register_work("resources.confirm", "Xác nhận đóng góp", work.gifts_to_confirm)
    register_work("resources.twins", "Đóng góp có thể trùng", work.pairs_to_look_at)
    register_work("budget.estimates", "Dự toán kinh phí", estimates_at_hand)
    for subject, label, named in uses.SUBJECTS:
        register_subject(subject, label, named)


def movement_answers() -> None:
    """What the movement asks of people, puts into the calendar, attaches documents to and has papers made of."""
    from django.urls import reverse

    from chungsuc.deadlines.registry import register_dues, register_rows
    from chungsuc.documents.registry import register_source
    from chungsuc.evidence.registry import register_subject
    from chungsuc.movement import dues, uses, work
    from chungsuc.movement.papers import SOURCE
    from chungsuc.organisations.work import register_work

    register_dues(dues.DUTIES, "Việc của kế hoạch phong trào", dues.duties_due, in_work=True)
    register_rows(dues.DISPATCHES, "Phát động", dues.dispatch_rows, dues.read_dispatch, rules=[dues.LAUNCH_RULE])
    register_dues(dues.GUIDANCE, "Văn bản hướng dẫn", dues.guidance_due)
    register_rows(dues.CONCERNS, "Kiến nghị", dues.concern_rows, dues.read_concern, rules=[dues.CONCERN_RULE])
    register_subject(uses.SUBJECT, uses.LABEL, uses.named)
    register_source(SOURCE, "tổng hợp kiến nghị", lambda key: reverse("concerns_summary"))
    register_work("movement.launches", "Phát động phong trào", work.launches_to_open)
    register_work("movement.guidance", "Văn bản hướng dẫn", work.guidance_to_read)
    register_work("movement.concerns", "Khó khăn, kiến nghị", work.concerns_to_move)
    register_work("movement.newcomers", "Đơn vị chưa được gửi phát động", work.launches_to_send_on)


def report_answers() -> None:
    """What reports tell the rooms below, and what other rooms put into reports."""
    from django.urls import reverse

    from chungsuc.deadlines.registry import register_dues
    from chungsuc.documents.registry import register_source
    from chungsuc.jobs import registry
    from chungsuc.movement.registry import register_fulfilment
    from chungsuc.organisations.work import register_work
    from chungsuc.reviews import dues, fulfilment, work
    from chungsuc.reviews.actions import freeze_due
    from chungsuc.reviews.lateness import NAME
    from chungsuc.reviews.papers import INVITED, SOURCE

    register_work("reviews.write", "Báo cáo phải gửi", work.reports_to_write)
    register_work("reviews.receive", "Báo cáo phải nhận, tổng hợp", work.reports_to_receive)
    register_work("reviews.approve", "Báo cáo chờ duyệt", work.reports_to_approve)
    register_dues(NAME, "Báo cáo theo kỳ", dues.reports_due)
    register_fulfilment(fulfilment.MILESTONES, fulfilment.reported, page="report_rounds")
    registry.register_chore(freeze_due)
    report_figures()
    register_source(SOURCE, "báo cáo của tỉnh", lambda key: reverse("province_report", args=[key]))
    register_source(INVITED, "chương trình hội nghị", lambda key: reverse("review_programme", args=[key]))


def report_figures() -> None:
    """What other rooms put into yearly reports: figures of units, of the province, and annexes in this order."""
    from chungsuc.reviews.filled import given, pledged, scored, shown
    from chungsuc.reviews.registry import register_annex, register_figures, register_province_figures

    register_figures("tasks", pledged.task_figures)
    register_figures("sponsorship", pledged.help_figures)
    register_figures("contributions", given.contribution_figures)
    register_figures("scores", scored.score_figures)
    register_figures("exemplars", shown.exemplar_figures)
    register_province_figures("tasks", pledged.province_tasks)
    register_province_figures("contributions", given.province_contributions)
    register_province_figures("scores", scored.province_scores)
    register_province_figures("exemplars", shown.province_exemplars)
    register_province_figures("coverage", shown.province_coverage)
    register_annex("pledges", pledged.pledges_annex)
    register_annex("contributions", given.contributions_annex)
    register_annex("scores", scored.scores_annex)
    register_annex("exemplars", shown.exemplars_annex)
    register_annex("coverage", shown.coverage_annex)


def award_answers() -> None:
    """What achievement files tell the rooms below and ask of people."""
    from chungsuc.awards import answers, proving, work
    from chungsuc.evidence.registry import register_subject
    from chungsuc.organisations.work import register_work

    answers.lists_in()
    answers.votes()
    answers.decided()
    answers.dossiers_told()
    answers.appraising()
    register_subject(proving.SUBJECT, proving.LABEL, proving.named)
    register_work("awards.confirm", "Xác nhận thành tích", work.achievements_to_confirm)
