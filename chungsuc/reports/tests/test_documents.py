"""One legal document: its printed numbers, the one that an officer confirms, and how that is taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from chungsuc.audit.models import Entry
from chungsuc.audit.verification import verify_chain
from chungsuc.recognition.facts import base_level
from chungsuc.reports.tests.test_home import words_of
from chungsuc.rulebook.models import LegalDocument, NumberConfirmation
from tests.province import Province

PAPER = "Công văn 45/UBND-NC ngày 20/7/2022 của UBND tỉnh về đính chính"
TYPED = {"so-number": "1337/QĐ-UBND", "so-paper": PAPER, "thay": "0"}
WAITING = "chờ đính chính"
READERS = ("/", "/ke-hoach/", "/van-ban/", "/quy-dinh/", "/tim/?q=ke+hoach")


@pytest.fixture
def plan_paper(province: Province) -> LegalDocument:
    base_level()
    return LegalDocument.objects.get(code="qd-ke-hoach-2022")


@pytest.fixture
def officer(province: Province, client_as: Callable[[Any], Any], settings: Any) -> Any:
    settings.TODAY = "2024-03-01"
    return client_as(province.account("coordinator"))


@pytest.fixture
def send(officer: Any, plan_paper: LegalDocument) -> Callable[..., Any]:
    """`send("xem", …)`: the document's form with a step; `thay` is the newest confirmation unless given."""

    def sent(step: str, **changed: str) -> Any:
        newest = NumberConfirmation.objects.order_by("-pk").first()
        typed = {**TYPED, "thay": str(newest.pk if newest else 0), "buoc": step} | changed
        return officer.post(reverse("document", args=[plan_paper.pk]), typed)

    return sent


def test_a_preview_tells_what_will_change_and_writes_nothing(send: Callable[..., Any]) -> None:
    before = Entry.objects.count()
    told = words_of(send("xem"))
    assert "Chưa ghi." in told
    assert "Sẽ ghi Quyết định 1337/QĐ-UBND bản in ghi 137/QĐ-UBND và 1337/QĐ-UBND" in told
    assert "Ban hành kế hoạch:" in told
    assert not NumberConfirmation.objects.exists()
    assert Entry.objects.count() == before


def test_a_confirmed_number_is_shown_everywhere_with_both_printed_ones(
    send: Callable[..., Any], officer: Any, plan_paper: LegalDocument
) -> None:
    assert any(WAITING in words_of(officer.get(page)) for page in READERS)
    assert send("ghi").status_code == 303
    for page in READERS:
        assert WAITING not in words_of(officer.get(page)), page
        assert "đính chính" not in words_of(officer.get(page)), page
    for page in ("/ke-hoach/", "/van-ban/", reverse("document", args=[plan_paper.pk])):
        told = words_of(officer.get(page))
        assert "Quyết định 1337/QĐ-UBND" in told
        assert "137/QĐ-UBND và 1337/QĐ-UBND" in told or "137/QĐ-UBND, 1337/QĐ-UBND" in told


def test_it_is_one_event_that_says_who_when_and_on_what_paper(
    send: Callable[..., Any], officer: Any, plan_paper: LegalDocument
) -> None:
    before = Entry.objects.count()
    send("ghi")
    [entry] = Entry.objects.order_by("seq")[before:]
    assert (entry.act, entry.actor, entry.paper) == ("rulebook.number_confirmed", "coordinator", PAPER)
    assert entry.details == {"before": "137/QĐ-UBND / 1337/QĐ-UBND (chờ đính chính)", "after": "1337/QĐ-UBND"}
    assert verify_chain() is None
    told = words_of(officer.get(reverse("document", args=[plan_paper.pk])))
    assert f"Người coordinator xác nhận ngày 01/03/2024, đọc từ: {PAPER}" in told


def test_a_later_confirmation_supersedes_and_the_former_stays_told(
    send: Callable[..., Any], officer: Any, plan_paper: LegalDocument
) -> None:
    send("ghi")
    send("ghi", **{"so-number": "khac", "so-other": "1337a/QĐ-UBND", "so-paper": "Bản gốc có dấu"})
    told = words_of(officer.get(reverse("document", args=[plan_paper.pk])))
    assert "Số 1337a/QĐ-UBND , đang dùng" in told
    assert "Số 1337/QĐ-UBND Người coordinator" in told
    assert [c.number for c in plan_paper.number_confirmations.all()] == ["1337/QĐ-UBND", "1337a/QĐ-UBND"]


def test_taking_it_back_needs_a_reason_and_leaves_the_document_as_printed(
    send: Callable[..., Any], officer: Any, plan_paper: LegalDocument
) -> None:
    send("ghi")
    assert send("rut").status_code == 422
    assert send("rut", **{"rut-reason": "Công văn ấy nói về văn bản khác."}).status_code == 303
    assert WAITING in words_of(officer.get("/ke-hoach/"))
    assert "Công văn ấy nói về văn bản khác." in words_of(officer.get(reverse("document", args=[plan_paper.pk])))
    assert Entry.objects.order_by("-seq")[0].act == "rulebook.number_withdrawn"
    assert send("rut", **{"rut-reason": "Lần nữa."}).status_code == 422


@pytest.mark.parametrize(
    "changed",
    [
        {"so-number": ""},
        {"so-number": "999/QĐ"},
        {"so-number": "khac"},
        {"so-paper": " "},
        {"thay": "7"},
        {"thay": "x"},
    ],
    ids=["no number", "a number nobody printed", "no other number", "no paper", "someone was faster", "no mark"],
)
def test_what_lacks_its_number_or_paper_or_came_too_late_is_refused(
    send: Callable[..., Any], plan_paper: LegalDocument, changed: dict[str, str]
) -> None:
    before = Entry.objects.count()
    assert send("ghi", **changed).status_code == 422
    plan_paper.refresh_from_db()
    assert plan_paper.awaits_correction
    assert Entry.objects.count() == before


def test_the_same_number_again_changes_nothing(send: Callable[..., Any]) -> None:
    send("ghi")
    before = Entry.objects.count()
    assert "Không có gì thay đổi." in words_of(send("ghi"))
    assert Entry.objects.count() == before


def test_who_may_only_read_finds_no_form_and_writes_nothing(
    province: Province, client_as: Callable[[Any], Any], plan_paper: LegalDocument
) -> None:
    for role in ("leader", "inspector", "commune"):
        reader = client_as(province.account(role))
        address = reverse("document", args=[plan_paper.pk])
        assert "Xem trước" not in words_of(reader.get(address))
        assert reader.post(address, {**TYPED, "buoc": "ghi"}).status_code == 404
    assert not NumberConfirmation.objects.exists()


def test_a_documents_page_stays_within_twelve_queries(
    officer: Any, plan_paper: LegalDocument, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        officer.get(reverse("document", args=[plan_paper.pk]))
