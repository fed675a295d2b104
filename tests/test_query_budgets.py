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


def _person() -> list[Any]:
    from chungsuc.accounts.models import User

    return [User.objects.create(username="ai-do", full_name="Ai Đó").pk]


def _case() -> list[Any]:
    from chungsuc.recognition.tests.casework import plain_case

    return [plain_case("dn-24673").pk]


def _recognised() -> list[Any]:
    from chungsuc.recognition.models import Recognition

    return [Recognition.objects.filter(unit__code="dn-24751").order_by("pk")[0].pk]


def _report() -> list[Any]:
    from chungsuc.criteria.tests.entry_support import plain_report

    return [plain_report("dn-24751").pk]


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


def _survey() -> list[Any]:
    return [_begun().pk]


def _survey_hamlet() -> list[Any]:
    made = _begun()
    return [made.pk, made.hamlets.all()[0].pk]


def _ballot() -> list[Any]:
    return [_begun().address]


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
    "my_work": (DASHBOARD, None, "coordinator"),
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
    "batch_file": (RECORD, _batch, "coordinator"),
    "evidence": (LIST, None, "coordinator"),
    "evidence_new": (RECORD, None, "department"),
    "evidence_document": (RECORD, _document, "department"),
    "evidence_file": (RECORD, _document, "coordinator"),
    "locks": (LIST, None, "coordinator"),
    "lock_new": (RECORD, None, "coordinator"),
    "lock": (RECORD, _lock, "coordinator"),
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
    "account_login", "account_logout", "account_inactive", "account_change_password", "job",
    "batch_choose", "batch_mend", "batch_confirm", "batch_undo", "survey_codes", "survey_count",
    "cases_carry", "entry_sync", "entry_send", "entry_file", "entry_answer", "verification_act", "remark_add",
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
    sorted(set(BUDGETS) - {"export_values", "export_communes", "export_register", "batch_file", "evidence_file"}),
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
