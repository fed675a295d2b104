"""The pages of this room: an estimate from the draft to the money, what is typed is kept, the file, what is refused."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from chungsuc.budget.models import Allocation, Estimate, EstimateLine, Spending
from tests.access_matrix import text_of
from tests.province import Province

from . import rows
from .rows import PAPER

DAY = date(2025, 8, 1)


@pytest.fixture(autouse=True)
def present_day(settings: Any) -> None:
    settings.TODAY = DAY.isoformat()


ROW = {
    "purpose": "review", "what": "Hội nghị tổng kết", "norm": "150000", "quantity": "120,5", "measure": "người",
    "source": "ctmtqg-ntm", "basis": "Nghị quyết HĐND tỉnh",
}  # fmt: skip


def typed(*lines: dict[str, str], version: int = 1, viec: str = "ghi") -> dict[str, str]:
    """What a browser sends from the page of lines."""
    sent = {"dong-TOTAL_FORMS": str(len(lines)), "dong-INITIAL_FORMS": "0", "version": str(version), "viec": viec}
    return sent | {f"dong-{number}-{name}": text for number, row in enumerate(lines) for name, text in row.items()}


def test_an_estimate_goes_from_the_draft_to_the_money_through_the_pages(
    bare_province: Province, client_as: Any
) -> None:
    people = {name: client_as(bare_province.account(name)) for name in ("emulation", "coordinator", "leader")}
    drafter, office, leader = people.values()
    answer = drafter.post(reverse("estimate_new"), {"year": "2025"})
    made = Estimate.objects.get()
    assert answer["Location"] == reverse("estimate_lines", args=[made.pk])
    assert drafter.post(answer["Location"], typed(ROW, dict.fromkeys(ROW, ""))).status_code == 303
    place = reverse("estimate", args=[made.pk])
    assert "18.075.000" in text_of(drafter.get(place))
    assert drafter.post(place, {"viec": "submit", "submit-version": 2}).status_code == 303
    assert place in office.get("/viec-cua-toi/").content.decode()
    assert office.post(place, {"viec": "collate", "collate-version": 3}).status_code == 303
    decided = {"approve-version": 4, "approve-paper": PAPER, "approve-decided_on": "20/07/2025"}
    assert leader.post(place, {"viec": "approve", **decided}).status_code == 303
    money = reverse("estimate_money", args=[made.pk])
    given = {
        "bo-tri-version": 5,
        "bo-tri-source": "ctmtqg-ntm",
        "bo-tri-amount": "10.000.000",
        "bo-tri-on": "21/07/2025",
    }
    assert office.post(money, {"viec": "bo-tri", **given, "bo-tri-document": "VB 15/STC"}).status_code == 303
    line = EstimateLine.objects.get()
    paid = {"chi-version": 6, "chi-line": line.pk, "chi-on": "01/08/2025", "chi-document": "Phiếu chi 1"}
    answer = office.post(money, {"viec": "chi", **paid, "chi-amount": "10.000.001"})
    assert answer.status_code == 422 and "10.000.001" in text_of(answer) and "Phiếu chi 1" in text_of(answer)
    assert office.post(money, {"viec": "chi", **paid, "chi-amount": "4.000.000"}).status_code == 303
    assert (Allocation.objects.get().amount, Spending.objects.get().amount) == (10_000_000, 4_000_000)
    shown = text_of(leader.get(reverse("estimates")))
    assert "18.075.000" in shown and "6.000.000" in shown and "đã phê duyệt" in shown
    back = {"viec": "dao-chi", "dao-chi-version": 7, "dao-chi-entry": Spending.objects.get().pk}
    assert office.post(money, {**back, "dao-chi-reason": ""}).status_code == 422
    assert office.post(money, {**back, "dao-chi-reason": "Nhầm"}).status_code == 303
    assert "ghi đảo khoản chi" in text_of(office.get(place))


def test_what_was_typed_in_rows_comes_back_when_a_row_is_added_or_wrong(
    bare_province: Province, client_as: Any
) -> None:
    client, made = client_as(bare_province.account("emulation")), rows.drafted()
    place = reverse("estimate_lines", args=[made.pk])
    more = client.post(place, typed(ROW, version=made.version, viec="them"))
    assert more.status_code == 200 and "Hội nghị tổng kết" in text_of(more) and text_of(more).count("<fieldset") == 4
    wrong = client.post(place, typed(ROW, {**ROW, "norm": "một trăm", "what": "Đoàn đi xa"}, version=made.version))
    assert wrong.status_code == 422 and "một trăm" in text_of(wrong) and "Đoàn đi xa" in text_of(wrong)
    wrong = client.post(place, typed({**ROW, "norm": "", "quantity": "", "measure": ""}, version=made.version))
    assert "Chưa ghi định mức." in text_of(wrong) and "Chưa ghi số lượng." in text_of(wrong)
    late = client.post(place, typed(ROW, version=1))
    assert late.status_code == 409 and "Hội nghị tổng kết" in text_of(late)
    assert EstimateLine.objects.count() == 2


def test_the_page_says_plainly_that_award_money_is_not_known(bare_province: Province, client_as: Any) -> None:
    made = rows.approved()
    page = text_of(client_as(bare_province.account("inspector")).get(reverse("estimate", args=[made.pk])))
    assert "phần khen thưởng của hệ thống chưa có quyết định nào" in page
    assert PAPER in page and "Việc làm được" not in page


def test_the_leader_sees_only_the_form_of_spending_and_may_give_a_reason(
    bare_province: Province, client_as: Any
) -> None:
    made = rows.approved()
    place = reverse("estimate_money", args=[made.pk])
    leader, office = (client_as(bare_province.account(name)) for name in ("leader", "coordinator"))
    page = text_of(leader.get(place))
    assert "Lý do cho phép chi vượt" in page and "Ghi kinh phí được bố trí" not in page
    assert "Lý do cho phép chi vượt" not in text_of(office.get(place))
    line = rows.current_line(made)
    sent = {
        "viec": "chi", "chi-version": made.version, "chi-line": line.pk, "chi-amount": "5", "chi-on": "01/08/2025",
        "chi-document": "PC", "chi-reason": "Khắc phục lũ",
    }  # fmt: skip
    assert leader.post(place, sent).status_code == 303
    page = text_of(leader.get(place))
    assert "Cho phép vì: Khắc phục lũ" in page and "Đã chi vượt số bố trí <b>5</b> đồng" in page


def test_the_page_of_a_past_day_counts_the_money_of_that_day(bare_province: Province, client_as: Any) -> None:
    made = rows.approved()
    rows.allocated(made, 7_654_321, on=date(2025, 7, 25))
    client, place = client_as(bare_province.account("coordinator")), reverse("estimates")
    assert "7.654.321" in text_of(client.get(place))
    assert "7.654.321" not in text_of(client.get(place, {"ngay": "24/07/2025"}))


def test_the_file_has_the_lines_the_sums_and_the_entries(bare_province: Province, client_as: Any) -> None:
    made = rows.approved()
    rows.allocated(made)
    answer = client_as(bare_province.account("coordinator")).get(reverse("estimate_file", args=[made.pk]))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert book.sheetnames == ["Dự toán", "Theo nguồn", "Bố trí, chi"]
    sums = [row for row in book["Theo nguồn"].iter_rows(min_row=2, values_only=True)]
    assert [Decimal(str(one)) for one in sums[0][1:]] == [26_075_000, 26_075_000, 10_000_000, 0, 10_000_000]
    assert sums[1][0] == "Tổng cộng"
