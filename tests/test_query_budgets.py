"""What a page may ask of the database. Every address has its budget here; a new page without one fails."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from chungsuc.recognition.facts import base_level
from tests.architecture.test_house import patterns
from tests.province import Province

LIST, RECORD, DASHBOARD, PUBLIC = 10, 12, 15, 6
# Every room is asked, all of them together (docs/decisions/0022): a dashboard, a list, today's digest, a calendar file.
MY_WORK, DUES, DUES_TODAY, FEED = DASHBOARD, LIST, RECORD, RECORD
PAPER, EVERYTHING = 22, 52  # a whole paper is set with its figures; every figure of the province is asked again


def _unit(code: str) -> Callable[[], list[Any]]:
    return lambda: [code]


def _value() -> list[Any]:
    from chungsuc.criteria.models import Value

    return [Value.objects.filter(unit__code="dn-24620", cell="F13").get().pk]


def _figure() -> list[Any]:
    from chungsuc.rulebook.models import Figure

    return [Figure.objects.current().get(key="target:xa_ntm").pk]


def _legal_document() -> list[Any]:
    from chungsuc.rulebook.models import LegalDocument

    return [LegalDocument.objects.get(code="qd-ke-hoach-2022").pk]


def _batch() -> list[Any]:
    from chungsuc.imports.models import Batch

    return [Batch.objects.get(kind="indicator-values").pk]


def _session() -> list[Any]:
    from chungsuc.councils.tests.counted import counted_session

    return [counted_session().pk]


def _council() -> list[Any]:
    from chungsuc.councils.tests.counted import counted_session

    return [counted_session().council.code]


def _seated() -> list[Any]:
    """A session with a place for the council's account."""
    from chungsuc.accounts.models import User
    from chungsuc.councils.models import Member
    from chungsuc.councils.tests.counted import counted_session

    session = counted_session()
    Member.objects.filter(role="chair").update(account=User.objects.get(username="council"))
    return [session.pk]


def _score(*more: str) -> Callable[[], list[Any]]:
    def made() -> list[Any]:
        from chungsuc.scoring.tests.rows import plain_round

        return [plain_round().code, *more]

    return made


def _person() -> list[Any]:
    from chungsuc.accounts.models import User

    return [User.objects.create(username="ai-do", full_name="Ai Đó").pk]


def _case() -> list[Any]:
    from chungsuc.recognition.tests.casework import plain_case

    return [plain_case("dn-24673").pk]


def _recognised() -> list[Any]:
    from chungsuc.recognition.models import Recognition

    return [Recognition.objects.filter(unit__code="dn-24751").order_by("pk")[0].pk]


def _unit_plan(*more: Any) -> Callable[[], list[Any]]:
    def made() -> list[Any]:
        from chungsuc.pledges.tests import pledging

        return [pledging.plain_plan("ld-24751").pk, *more]

    return made


def _plan_draft() -> list[Any]:
    from chungsuc.pledges.tests import pledging

    return [pledging.plain_draft("ld-24751").pk, "nhiem-vu"]


def _unit_task() -> list[Any]:
    from chungsuc.pledges.tests import pledging

    return [pledging.plain_plan("ld-24751").tasks.all()[0].pk]


def _overlap() -> list[Any]:
    from chungsuc.pledges.tests import pledging

    return [pledging.plain_overlap("ld-24751").pk]


def _sponsorship() -> list[Any]:
    from chungsuc.pledges.tests import pledging

    return [pledging.plain_help("ld-24751").pk]


def _contribution() -> list[Any]:
    from chungsuc.resources.tests import rows

    return [rows.plain_gift("ld-24751").pk]


def _estimate() -> list[Any]:
    from chungsuc.budget.tests import rows

    return [rows.plain_estimate().pk]


def _twin() -> list[Any]:
    from chungsuc.resources.tests import rows

    return [rows.plain_twin("ld-24751").pk]


def _report() -> list[Any]:
    from chungsuc.criteria.tests.entry_support import plain_report

    return [plain_report("dn-24751").pk]


def _paper(state: str) -> Callable[[], list[Any]]:
    def made() -> list[Any]:
        from chungsuc.documents.tests import rows

        return [rows.paper(state).pk]

    return made


def _signed_copy() -> list[Any]:
    from chungsuc.documents.tests import rows

    return [rows.signed_copy(rows.paper("issued")).pk]


def _paper_series() -> list[Any]:
    from chungsuc.documents.tests import rows

    return [rows.number(rows.office()).series_id]


def _template() -> Any:
    from chungsuc.documents.tests import rows

    return rows.template()


def _bundle() -> list[Any]:
    from chungsuc.documents.tests import rows

    return [rows.bundle().pk]


def _certificate() -> Any:
    from chungsuc.documents.tests import rows

    return rows.certificate()


def _blank() -> list[Any]:
    from chungsuc.documents.tests import rows

    return [rows.blank().pk]


def _entry() -> list[Any]:
    return [1]


def _begun() -> Any:
    from chungsuc.oversight.tests.surveys import begun

    return begun()


def _document() -> list[Any]:
    from chungsuc.evidence.tests.documents import put

    return [put("dn-24620").pk]


def _lock() -> list[Any]:
    from chungsuc.locks.tests.setting import put

    return [put("dn-24620").pk]


def _exemplar() -> Any:
    from chungsuc.exemplars.tests import rows

    return rows.exemplar("dn-24620")


def _exemplar_photo() -> list[Any]:
    from chungsuc.exemplars.tests import rows

    made = _exemplar()
    return [made.pk, rows.photo(made).pk]


def _exemplar_copy() -> list[Any]:
    from chungsuc.exemplars.tests import rows

    return [rows.copied(_exemplar()).pk]


def _piece() -> list[Any]:
    from chungsuc.exemplars.tests import rows

    return [rows.piece(_exemplar()).pk]


def _achievement() -> Any:
    from chungsuc.awards.tests import rows

    return rows.achievement("dn-24620")


def _achievement_of_commune() -> Any:
    from chungsuc.awards.tests import rows

    return rows.achievement("ld-24751")


def _award() -> list[Any]:
    from chungsuc.awards.tests import decided

    return [decided.awarded(decided.waiting())[0].pk]


def _award_decision() -> list[Any]:
    from chungsuc.awards.tests import decided

    return [decided.prepared(decided.waiting(), decided.waiting("Điểu Hai")).pk]


def _award_decision_new() -> list[Any]:
    from chungsuc.awards.tests import decided

    return [decided.waiting().body_id, "BK_TINH"]


def _award_session() -> list[Any]:
    """A session about two dossiers, with what was found of them."""
    from chungsuc.awards.tests import test_papers_council as council
    from chungsuc.awards.tests.papered import session_of

    return [session_of(council.put_before(council.AFTER), council.AFTER).pk]


def _award_round() -> Any:
    from chungsuc.awards.tests import proposing
    from chungsuc.web.day import today

    return proposing.round_of(forms=("BK_TTG",), day=today())


def _award_listing() -> list[Any]:
    from chungsuc.awards.tests import proposing

    return [proposing.line_of(_award_round(), _achievement_of_commune().subject).pk]


def _award_dossier() -> list[Any]:
    """A dossier that the commune of the budgets' account writes."""
    from chungsuc.awards.tests import proposing
    from chungsuc.web.day import today

    return [proposing.at_commune("ld-24751", today()).pk]


def _appraised(name: str, *more: str) -> Callable[[], list[Any]]:
    """What appraisal has pages for, of the commune of the budgets' account."""

    def made() -> list[Any]:
        from chungsuc.awards.tests import dossiers
        from chungsuc.web.day import today

        return [dossiers.appraised_world("ld-24751", today())[name].pk, *more]

    return made


def _award_bar() -> Any:
    from chungsuc.awards.tests import rows

    return rows.bar(_achievement().subject)


def _award_former() -> Any:
    from chungsuc.awards.tests import rows

    return rows.former(_achievement().subject)


def _due() -> list[Any]:
    """An obligation of a department that is open for ever."""
    from datetime import date

    from chungsuc.evidence.tests.documents import put

    made = put("SXD", expires_on=date(2030, 1, 1))
    return [f"evidence.lapsing:{made.pk}:{made.unit_id}"]


def _feed() -> list[Any]:
    """The calendar address of somebody with an obligation."""
    from chungsuc.accounts.models import User
    from chungsuc.deadlines.models import Feed
    from chungsuc.deadlines.rules import hashed
    from chungsuc.web.day import now

    _due()
    owner = User.objects.get(username="department")
    Feed.objects.create(account=owner, secret_hash=hashed("bi-mat"), made_at=now())
    return ["bi-mat"]


def _launch() -> list[Any]:
    from chungsuc.movement.tests.samples import a_launch

    return [a_launch("SXD", "ld-24751", "ld-24616").pk]


def _guidance() -> list[Any]:
    from chungsuc.movement.tests.samples import a_guidance

    return [a_guidance("cap-xa-thay-huyen").pk]


def _concern() -> list[Any]:
    from chungsuc.movement.tests.samples import a_concern

    return [a_concern("ld-24751").pk]


def _survey() -> list[Any]:
    return [_begun().pk]


def _survey_hamlet() -> list[Any]:
    made = _begun()
    return [made.pk, made.hamlets.all()[0].pk]


def _ballot() -> list[Any]:
    return [_begun().address]


def _frozen_round(*more: Any) -> Callable[[], list[Any]]:
    def made() -> list[Any]:
        from chungsuc.reviews.tests.rows import frozen

        return [frozen().code, *more]

    return made


def _own_report() -> list[Any]:
    from chungsuc.reviews.tests.rows import report

    made = report("ld-24751")
    assert made is not None
    return [made.round.code, "ld-24751"]


def _conference() -> list[Any]:
    from chungsuc.reviews.tests.rows import programme

    return [programme().code]


# name: (budget, arguments, who asks)
BUDGETS: dict[str, tuple[int, Callable[[], list[Any]] | None, str]] = {
    "home": (DASHBOARD, None, "leader"),
    "target": (DASHBOARD, _unit("xa_ntm"), "leader"),
    "map": (DASHBOARD, None, "leader"),
    "plan": (RECORD, None, "leader"),
    "communes": (LIST, None, "coordinator"),
    "unit": (RECORD, _unit("dn-24620"), "coordinator"),
    "unit_criterion": (RECORD, lambda: ["dn-24620", "xa_ntm_2021_2025", 2023, 2], "coordinator"),
    "unit_sums": (RECORD, _unit("ld-24751"), "coordinator"),
    "value": (RECORD, _value, "coordinator"),
    "criteria": (LIST, None, "coordinator"),
    "criterion": (RECORD, lambda: ["xa_ntm_2021_2025", 2], "coordinator"),
    "judge": (DASHBOARD, None, "coordinator"),
    "lineage": (DASHBOARD, None, "coordinator"),
    "register": (LIST, None, "coordinator"),
    "search": (LIST, None, "coordinator"),
    "journal": (LIST, None, "inspector"),
    "journal_entry": (RECORD, _entry, "inspector"),
    "figures": (LIST, None, "coordinator"),
    "figure": (RECORD, _figure, "coordinator"),
    "documents": (LIST, None, "coordinator"),
    "document": (RECORD, _legal_document, "coordinator"),
    "councils": (LIST, None, "coordinator"),
    "council_new": (RECORD, None, "coordinator"),
    "council_convene": (RECORD, None, "coordinator"),
    "council_roll": (RECORD, _council, "coordinator"),
    "council_session": (DASHBOARD, _session, "coordinator"),
    "council_attendance": (RECORD, _session, "coordinator"),
    "council_interests": (RECORD, _session, "coordinator"),
    "council_rules": (RECORD, _session, "coordinator"),
    "council_paper_ballots": (RECORD, _session, "coordinator"),
    "council_vote": (RECORD, _seated, "council"),
    "council_result": (RECORD, _session, "coordinator"),
    "council_ballots": (RECORD, _session, "coordinator"),
    "council_minutes": (DASHBOARD, _session, "coordinator"),
    "score_rounds": (LIST, None, "emulation"),
    "score_round_new": (LIST, None, "emulation"),
    "score_round": (RECORD, _score(), "emulation"),
    "score_ranking": (RECORD, _score(), "emulation"),
    "score_unit": (RECORD, _score("SXD"), "emulation"),
    "score_sheet": (RECORD, _score("SXD", "SXD"), "department"),
    "score_pairs": (RECORD, _score(), "emulation"),
    "score_xlsx": (RECORD, _score(), "emulation"),
    "report_rounds": (LIST, None, "commune"),
    "report_round_open": (RECORD, lambda: ["hang-nam-2025"], "emulation"),
    "report_round": (LIST, _frozen_round(), "emulation"),
    "report_reporters_xlsx": (RECORD, _frozen_round(), "emulation"),
    "province_report": (DASHBOARD, _frozen_round(), "emulation"),
    "province_report_docx": (PAPER, _frozen_round(), "emulation"),
    "province_report_xlsx": (RECORD, _frozen_round(), "emulation"),
    "province_version_docx": (RECORD, _frozen_round(1), "emulation"),
    "province_section": (RECORD, _frozen_round("ket-qua"), "emulation"),
    "report_changes": (EVERYTHING, _frozen_round(), "emulation"),  # asks every figure of the province again
    "unit_report": (DASHBOARD, _frozen_round("SXD"), "emulation"),
    "unit_report_write": (RECORD, _own_report, "commune"),
    "unit_report_docx": (PAPER, _frozen_round("SXD"), "emulation"),
    "unit_report_xlsx": (RECORD, _frozen_round("SXD"), "emulation"),
    "review_programme": (RECORD, _conference, "emulation"),
    "review_programme_edit": (RECORD, _conference, "emulation"),
    "unit_event": (RECORD, None, "coordinator"),
    "people": (LIST, None, "administrator"),
    "person_new": (RECORD, None, "administrator"),
    "person": (RECORD, _person, "administrator"),
    "cases": (LIST, None, "coordinator"),
    "procedure": (LIST, None, "coordinator"),
    "case_new": (RECORD, None, "commune"),
    "cases_to_sign": (LIST, None, "leader"),
    "rechecks": (LIST, None, "coordinator"),
    "revocation_new": (DASHBOARD, _recognised, "coordinator"),
    "case": (DASHBOARD, _case, "coordinator"),
    "case_posting": (RECORD, _case, "coordinator"),
    "case_posting_print": (RECORD, _case, "coordinator"),
    "case_opinions": (RECORD, _case, "coordinator"),
    "case_dossier": (RECORD, _case, "coordinator"),
    "case_appraisals": (DASHBOARD, _case, "coordinator"),
    "case_rulings": (RECORD, _case, "coordinator"),
    "my_work": (MY_WORK, None, "coordinator"),
    "unit_plans": (LIST, None, "coordinator"),
    "unit_plan_new": (RECORD, None, "commune"),
    "unit_plan": (RECORD, _unit_plan(), "commune"),
    "unit_plan_section": (RECORD, _plan_draft, "commune"),
    "unit_plan_editions": (RECORD, _unit_plan(), "commune"),
    "unit_plan_commitment": (DASHBOARD, _unit_plan(), "commune"),
    "unit_plan_commitment_file": (DASHBOARD, _unit_plan("docx"), "commune"),
    "unit_plan_results": (DASHBOARD, _unit_plan(), "commune"),
    "unit_plan_results_file": (DASHBOARD, _unit_plan(), "commune"),
    "unit_tasks": (LIST, None, "commune"),
    "unit_task": (RECORD, _unit_task, "commune"),
    "task_overlaps": (LIST, None, "commune"),
    "task_overlap": (RECORD, _overlap, "commune"),
    "sponsorships": (LIST, None, "commune"),
    "sponsorship_new": (RECORD, None, "coordinator"),
    "sponsorship": (DASHBOARD, _sponsorship, "commune"),
    "dues": (DUES, None, "emulation"),
    "dues_file": (DUES, None, "emulation"),
    "dues_late": (DUES, None, "leader"),
    "due_today": (DUES_TODAY, None, "department"),
    "due": (RECORD, _due, "department"),
    "due_feed": (LIST, None, "department"),
    "calendar_feed": (FEED, _feed, "department"),
    "notices": (LIST, None, "department"),
    "notice_settings": (LIST, None, "department"),
    "service_worker": (PUBLIC, None, "commune"),
    "entry_home": (LIST, None, "commune"),
    "entry": (RECORD, lambda: ["ld-24751", "xa_ntm_2021_2025", 2025], "commune"),
    "entry_criterion": (DASHBOARD, lambda: ["ld-24751", "xa_ntm_2021_2025", 2025, 17], "commune"),
    "verifications": (LIST, None, "coordinator"),
    "declared_gaps": (DASHBOARD, None, "coordinator"),
    "verification": (RECORD, _report, "coordinator"),
    "verification_check": (RECORD, lambda: [*_report(), "10"], "coordinator"),
    "imports": (LIST, None, "coordinator"),
    "batch": (RECORD, _batch, "coordinator"),
    "import_sample": (RECORD, lambda: ["awards", "da-khen-thuong", "docx"], "emulation"),
    "batch_file": (RECORD, _batch, "coordinator"),
    "papers": (LIST, None, "emulation"),
    "paper_lint": (LIST, None, "emulation"),
    "paper_new": (DASHBOARD, None, "emulation"),
    "paper": (DASHBOARD, _paper("issued"), "emulation"),
    "paper_docx": (RECORD, _paper("issued"), "emulation"),
    "paper_pdf": (RECORD, _paper("issued"), "emulation"),
    "paper_xlsx": (RECORD, _paper("issued"), "emulation"),
    "paper_edit": (DASHBOARD, _paper("draft"), "emulation"),
    "paper_signed": (RECORD, _paper("issued"), "emulation"),
    "signed_file": (RECORD, _signed_copy, "emulation"),
    "paper_bundles": (LIST, None, "emulation"),
    "paper_bundle_new": (DASHBOARD, None, "emulation"),
    "paper_bundle": (DASHBOARD, _bundle, "emulation"),
    "cases_decisions": (LIST, None, "coordinator"),
    "papers_number": (RECORD, None, "emulation"),
    "number_series": (RECORD, None, "emulation"),
    "number_series_one": (RECORD, _paper_series, "emulation"),
    "paper_templates": (RECORD, None, "emulation"),
    "paper_template": (RECORD, lambda: [_template().template_id], "emulation"),
    "paper_template_file": (RECORD, lambda: [_template().pk], "emulation"),
    "paper_template_standard": (RECORD, lambda: ["bao-cao"], "emulation"),
    "certificates": (LIST, None, "emulation"),
    "certificate_batch_new": (DASHBOARD, None, "emulation"),
    "certificate_batch": (RECORD, lambda: [_certificate().batch_id], "emulation"),
    "certificate_batch_file": (RECORD, lambda: [_certificate().batch_id], "emulation"),
    "certificate_reissue": (DASHBOARD, lambda: [_certificate().pk], "emulation"),
    "certificate": (RECORD, lambda: [_certificate().pk], "emulation"),
    "blanks": (LIST, None, "emulation"),
    "blank_new": (RECORD, None, "emulation"),
    "blank": (RECORD, _blank, "emulation"),
    "blank_grid": (RECORD, _blank, "emulation"),
    "check_home": (PUBLIC, None, ""),
    "check": (PUBLIC, lambda: [_certificate().code], ""),
    "case_papers": (RECORD, _case, "coordinator"),
    "evidence": (LIST, None, "coordinator"),
    "evidence_new": (RECORD, None, "department"),
    "evidence_document": (RECORD, _document, "department"),
    "evidence_file": (RECORD, _document, "coordinator"),
    "contributions": (LIST, None, "coordinator"),
    "contributions_file": (LIST, lambda: ["xlsx"], "coordinator"),
    "contribution_new": (RECORD, None, "commune"),
    "contribution_totals": (RECORD, None, "coordinator"),
    "contribution_totals_file": (RECORD, lambda: ["xlsx"], "coordinator"),
    "contribution_givers": (LIST, None, "commune"),
    "contribution_givers_file": (LIST, None, "commune"),
    "contribution_twins": (LIST, None, "commune"),
    "contribution_twin": (RECORD, _twin, "commune"),
    "contribution": (DASHBOARD, _contribution, "commune"),
    "contribution_correct": (RECORD, _contribution, "commune"),
    "estimates": (LIST, None, "coordinator"),
    "estimate_new": (RECORD, None, "emulation"),
    "estimate": (DASHBOARD, _estimate, "emulation"),
    "estimate_lines": (RECORD, _estimate, "emulation"),
    "estimate_money": (RECORD, _estimate, "coordinator"),
    "estimate_file": (RECORD, _estimate, "inspector"),
    "exemplars": (LIST, None, "emulation"),
    "exemplars_file": (LIST, None, "emulation"),
    "exemplar_new": (RECORD, None, "emulation"),
    "exemplar_candidates": (DASHBOARD, None, "emulation"),
    "exemplar": (RECORD, lambda: [_exemplar().pk], "emulation"),
    "exemplar_photo": (RECORD, _exemplar_photo, "emulation"),
    "exemplar_act": (RECORD, lambda: [_exemplar().pk, "viet-lai"], "emulation"),
    "award_subjects": (LIST, None, "emulation"),
    "award_subject_new": (RECORD, None, "emulation"),
    "award_subject": (RECORD, lambda: [_achievement().subject_id], "emulation"),
    "award_eligibility": (RECORD, lambda: [_achievement().subject_id], "emulation"),
    "award_bars": (RECORD, lambda: [_achievement().subject_id], "emulation"),
    "award_bar_lift": (RECORD, lambda: [_award_bar().pk], "emulation"),
    "award_formers": (RECORD, lambda: [_achievement().subject_id], "emulation"),
    "award_match": (RECORD, lambda: [_award_former().subject_id, "award", _award_former().pk], "emulation"),
    "award_subject_name": (RECORD, lambda: [_achievement().subject_id], "emulation"),
    "achievement_new": (RECORD, lambda: [_achievement().subject_id], "emulation"),
    "achievement_act": (RECORD, lambda: [_achievement().pk, "rut"], "emulation"),
    "award_rounds": (LIST, None, "emulation"),
    "award_round_new": (RECORD, lambda: [_award_round().body.code], "emulation"),
    "award_round": (LIST, lambda: [_award_round().pk], "emulation"),
    "award_round_quotas": (RECORD, lambda: [_award_round().pk], "emulation"),
    "award_round_act": (RECORD, lambda: [_award_round().pk, "dong"], "emulation"),
    "award_round_draft": (RECORD, lambda: [_award_round().pk], "emulation"),
    "award_listing": (RECORD, _award_listing, "emulation"),
    "award_dossiers": (LIST, None, "commune"),
    "award_dossier_new": (RECORD, lambda: [_achievement_of_commune().subject_id], "commune"),
    "award_dossier": (RECORD, _award_dossier, "commune"),
    "award_dossier_print": (RECORD, _award_dossier, "commune"),
    "award_dossier_edit": (RECORD, _award_dossier, "commune"),
    "award_dossier_papers": (RECORD, _award_dossier, "commune"),
    "award_dossier_act": (RECORD, lambda: [*_award_dossier(), "nop"], "commune"),
    "award_dossier_up": (RECORD, _award_dossier, "commune"),
    "award_dossier_consent": (RECORD, _award_dossier, "commune"),
    "award_consent": (PUBLIC, None, None),
    "award_register": (LIST, None, "emulation"),
    "award_register_file": (LIST, lambda: ["xlsx"], "emulation"),
    "award": (RECORD, _award, "emulation"),
    "award_act": (RECORD, lambda: [*_award(), "thu-hoi"], "emulation"),
    "award_decisions": (LIST, None, "emulation"),
    "award_decision": (RECORD, _award_decision, "leader"),
    "award_decision_new": (LIST, _award_decision_new, "emulation"),
    "awards_to_sign": (LIST, None, "leader"),
    "award_session": (RECORD, _award_session, "emulation"),
    "award_queue": (LIST, None, "emulation"),
    "award_appraisal": (RECORD, _appraised("dossier"), "emulation"),  # its clocks, findings, opinions, visits
    "award_appraisal_act": (RECORD, _appraised("dossier", "bo-sung-noi-dung"), "emulation"),
    "award_finding": (RECORD, _appraised("dossier", "noi-dung"), "emulation"),  # every rule is asked again
    "award_ask": (RECORD, _appraised("dossier"), "emulation"),
    "award_visit_new": (RECORD, _appraised("dossier"), "emulation"),
    "award_visit": (RECORD, _appraised("visit"), "commune"),
    "award_sample": (RECORD, _appraised("round"), "emulation"),
    "award_opinions": (LIST, None, "department"),
    "award_opinion": (RECORD, _appraised("question"), "department"),
    "award_silence": (RECORD, _appraised("question"), "emulation"),
    "award_postings": (LIST, None, "emulation"),
    "award_posting_new": (LIST, lambda: ["HCLD_3"], "emulation"),
    "award_posted": (RECORD, _appraised("posting"), "emulation"),
    "award_posting_ruling": (RECORD, _appraised("round", "BK_TTG"), "emulation"),
    "award_announce": (LIST, None, "emulation"),
    "award_public_posting": (PUBLIC, _appraised("posting"), None),
    "exemplar_copy": (RECORD, _exemplar_copy, "emulation"),
    "coverage": (LIST, None, "emulation"),
    "coverage_file": (LIST, None, "emulation"),
    "coverage_new": (RECORD, None, "department"),
    "coverage_quarters": (RECORD, None, "emulation"),
    "coverage_quarters_file": (RECORD, None, "emulation"),
    "outlets": (RECORD, None, "department"),
    "coverage_piece": (RECORD, _piece, "emulation"),
    "locks": (LIST, None, "coordinator"),
    "lock_new": (RECORD, None, "coordinator"),
    "lock": (RECORD, _lock, "coordinator"),
    "movement": (DASHBOARD, None, "emulation"),
    "launch_new": (RECORD, None, "emulation"),
    "launch": (RECORD, _launch, "emulation"),
    "launch_export": (RECORD, _launch, "emulation"),
    "movement_unit": (DASHBOARD, lambda: ["SXD"], "department"),
    "guidance_new": (RECORD, None, "emulation"),
    "guidance_one": (RECORD, _guidance, "emulation"),
    "guidance_file": (RECORD, _guidance, "emulation"),
    "concerns": (LIST, None, "emulation"),
    "concerns_export": (LIST, None, "emulation"),
    "concern_new": (RECORD, None, "department"),
    "concern": (RECORD, _concern, "emulation"),
    "concerns_summary": (RECORD, None, "emulation"),
    "surveys": (LIST, None, "front"),
    "survey_new": (RECORD, None, "front"),
    "survey": (RECORD, _survey, "front"),
    "survey_hamlets": (RECORD, _survey, "front"),
    "survey_hamlet": (RECORD, _survey_hamlet, "front"),
    "survey_sheets": (RECORD, lambda: [*_survey_hamlet(), "xa", 1], "front"),
    "ballot": (PUBLIC, _ballot, ""),
    "export_values": (DASHBOARD, lambda: ["xa_ntm_2021_2025", 2023, "xlsx"], "coordinator"),
    "export_communes": (RECORD, lambda: ["xlsx"], "coordinator"),
    "export_register": (RECORD, lambda: ["xlsx"], "coordinator"),
}
# pages that only sign in, answer POST, or belong to a job of the person who asks; their rooms test them
ELSEWHERE = {
    "account_login", "account_logout", "account_inactive", "account_change_password", "job", "council_minutes_paper", "award_decision_paper", "award_session_paper", "award_dossier_paper",
    "award_opinion_paper", "award_visit_paper", "award_posted_paper",
    "batch_choose", "batch_mend", "batch_confirm", "batch_undo", "survey_codes", "survey_count",
    "cases_carry", "exemplar_candidate_aside", "entry_sync", "entry_send", "entry_file", "entry_answer", "verification_act", "remark_add",
}  # fmt: skip


FILES = {
    "paper_docx", "paper_pdf", "paper_xlsx", "score_xlsx", "signed_file", "paper_template_file", "paper_template_standard", "certificate_batch_file",
    "blank_grid", "exemplars_file", "exemplar_photo", "coverage_file", "coverage_quarters_file", "unit_plan_commitment_file", "unit_plan_results_file",
    "dues_file", "calendar_feed", "award_register_file", "import_sample", "contributions_file", "contribution_totals_file", "contribution_givers_file", "estimate_file",
    "launch_export", "guidance_file", "concerns_export",
    "report_reporters_xlsx", "province_report_docx", "province_report_xlsx", "province_version_docx", "unit_report_docx",
    "unit_report_xlsx",
}  # fmt: skip


def test_every_address_has_a_budget() -> None:
    named = {entry.name for entry in patterns(get_resolver())}
    assert named - set(BUDGETS) - ELSEWHERE == set()


@pytest.mark.parametrize("name", sorted(BUDGETS))
def test_a_page_stays_within_its_queries(
    province: Province, client_as: Callable[[Any], Any], django_assert_max_num_queries: Any, name: str
) -> None:
    budget, arguments, who = BUDGETS[name]
    client = client_as(province.account(who) if who else None)
    address = reverse(name, args=arguments() if arguments else [])
    if name == "search":
        address += "?q=dak nong"
    base_level()  # asked once in a process, not once a page
    with django_assert_max_num_queries(budget) as asked:
        answer = client.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200, address
    assert len(content) > 500
    assert isinstance(asked, CaptureQueriesContext)


@pytest.mark.parametrize(
    "name",
    sorted(
        set(BUDGETS) - {"export_values", "export_communes", "export_register", "batch_file", "evidence_file", *FILES}
    ),
)
def test_a_page_weighs_less_than_100_kilobytes(province: Province, client_as: Callable[[Any], Any], name: str) -> None:
    _, arguments, who = BUDGETS[name]
    answer = client_as(province.account(who) if who else None).get(reverse(name, args=arguments() if arguments else []))
    assert len(answer.content) < 100_000


# one part, two, three and four parts; a closed commune, a town, districts and provinces, a department
LINEAGES = (
    "ld-24616", "ld-24637", "ld-24751", "ld-24611", "dn-24620", "dn-24751", "dn-24640", "dn-666", "dn-660", "dn-67",
    "ld-68", "SNNMT", "STNMT",
)  # fmt: skip


@pytest.mark.parametrize("day", ["31/12/2023", "30/06/2025", "01/07/2025", "01/03/2026"])
@pytest.mark.parametrize("code", LINEAGES)
def test_a_units_page_costs_the_same_whatever_it_was_made_of(
    province: Province, client_as: Callable[[Any], Any], django_assert_max_num_queries: Any, code: str, day: str
) -> None:
    client = client_as(province.account("coordinator"))
    base_level()
    with django_assert_max_num_queries(RECORD):
        answer = client.get(reverse("unit", args=[code]), {"ngay": day})
    assert answer.status_code == 200
