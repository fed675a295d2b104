"""The pages of this room: what is shown, what must not be, what is typed is kept; files go out and come back in."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chungsuc.evidence.models import Link
from chungsuc.imports import actions as imports
from chungsuc.resources.models import Contribution, GiftTerms, Twin
from chungsuc.resources.rules.giving import LABOUR
from chungsuc.workbooks.writing import SheetSpec, plain_header, write_xlsx
from tests.access_matrix import text_of
from tests.province import Province

from . import rows
from .rows import NEW, gift

DAY = date(2025, 8, 1)
SHOWN = "Lung Bé"  # the part of the name that a page does not escape


@pytest.fixture(autouse=True)
def present_day(settings: Any) -> None:
    settings.TODAY = DAY.isoformat()


FORM = {
    "unit": "Xã Nhân Cơ", "given_on": "10/07/2025", "source": "nguoi-dan", "giver": "Hộ bà Nguyễn Thị Thử", "kind": "land",
    "quantity": "300", "value": "90.000.000", "basis": "QĐ 05/2024/QĐ-UBND", "purpose": "mở đường thôn 1",
}  # fmt: skip


def test_a_contribution_goes_from_the_giver_to_the_total_through_the_pages(
    bare_province: Province, client_as: Any
) -> None:
    body, commune = client_as(bare_province.account("department")), client_as(bare_province.account("commune"))
    assert body.post(reverse("contribution_new"), FORM).status_code == 303
    made = Contribution.objects.get()
    place = reverse("contribution", args=[made.pk])
    assert place in commune.get("/viec-cua-toi/").content.decode()
    assert commune.post(place, {"viec": "xac-nhan", "xac-nhan-version": 1}).status_code == 303
    page = text_of(commune.get(reverse("contribution_totals")))
    assert "90.000.000" in page and "Xã Nhân Cơ" in page and "300" in page


def test_what_was_typed_comes_back_with_each_error_at_its_place(bare_province: Province, client_as: Any) -> None:
    client = client_as(bare_province.account("commune"))
    wrong = {**FORM, "basis": "", "quantity": "ba trăm", "given_on": "31/02/2025"}
    answer = client.post(reverse("contribution_new"), wrong)
    assert answer.status_code == 422 and "ba trăm" in text_of(answer)
    answer = client.post(reverse("contribution_new"), {**FORM, "basis": ""})
    assert answer.status_code == 422
    assert "Chưa ghi căn cứ quy đổi" in text_of(answer) and "mở đường thôn 1" in text_of(answer)
    assert not Contribution.objects.exists()


def test_no_basis_is_told_as_not_convertible_and_never_guessed(bare_province: Province, client_as: Any) -> None:
    client = client_as(bare_province.account("commune"))
    said = {**FORM, "kind": "labour", "quantity": "12,5", "value": "", "basis": ""}
    assert client.post(reverse("contribution_new"), said).status_code == 303
    made = GiftTerms.objects.get()
    assert (made.value, made.measure) == (None, "ngày công")
    page = text_of(client.get(reverse("contribution", args=[made.contribution_id])))
    assert "chưa quy đổi được" in page and "chính người này đã ghi" in page


def test_the_stale_are_told_by_409_and_what_was_typed_is_kept(bare_province: Province, client_as: Any) -> None:
    made = rows.recorded(gift(given_on=DAY), NEW)
    client = client_as(bare_province.account("commune"))
    said = {"viec": "khong-xac-nhan", "khong-xac-nhan-version": 7, "khong-xac-nhan-reason": "Xã chưa nhận"}
    answer = client.post(reverse("contribution", args=[made.pk]), said)
    assert answer.status_code == 409 and "Xã chưa nhận" in text_of(answer)
    assert Contribution.objects.get().state == "waiting"


def test_a_name_shows_with_consent_only_and_is_gone_at_once(bare_province: Province, client_as: Any) -> None:
    made = rows.confirmed(gift(given_on=date(2025, 7, 10)), NEW)
    clients = {
        role: client_as(bare_province.account(role)) for role in ("leader", "inspector", "other_commune", "front")
    }
    pages = [
        "/nguon-luc/",
        f"/nguon-luc/{made.pk}/",
        "/nguon-luc/danh-sach/",
        "/nguon-luc/?q=klung",
        "/nguon-luc/tong-hop/",
    ]

    def seen() -> set[str]:
        return {role for role, client in clients.items() for page in pages if SHOWN in text_of(client.get(page))}

    assert seen() == set()
    assert "Một hộ dân" in text_of(clients["leader"].get("/nguon-luc/"))
    assert "<b>0</b> đóng góp" in text_of(clients["leader"].get("/nguon-luc/?q=klung"))
    made = rows.agreed(made, DAY)
    assert seen() == set(clients)
    from chungsuc.resources import actions

    actions.withdraw_consent(made, made.version, on=DAY, how="báo tại xã", acting=rows.department(DAY))
    assert seen() == set()


def test_both_sides_and_the_offices_see_the_name_of_whom_they_deal_with(
    bare_province: Province, client_as: Any
) -> None:
    rows.recorded(gift(given_on=DAY), NEW)
    for role, sees in (
        ("commune", True),
        ("department", True),
        ("coordinator", True),
        ("emulation", True),
        ("front", False),
    ):
        assert (SHOWN in text_of(client_as(bare_province.account(role)).get("/nguon-luc/"))) == sees, role


def test_files_hide_what_the_page_hides(bare_province: Province, client_as: Any) -> None:
    made = rows.confirmed(gift(given_on=DAY), NEW)
    for role, sees in (("commune", True), ("leader", False)):
        answer = client_as(bare_province.account(role)).get("/nguon-luc/tai-ve.csv")
        text = b"".join(answer.streaming_content).decode()
        assert (rows.NAME in text) == sees
        assert (f"Một hộ dân (số {made.pk}, không hiện tên)" in text) != sees


def test_a_consent_by_paper_is_kept_and_a_document_is_attached(bare_province: Province, client_as: Any) -> None:
    from chungsuc.evidence.tests.documents import put
    from chungsuc.evidence.tests.making import picture

    made = rows.recorded(gift(given_on=DAY), NEW)
    client, place = client_as(bare_province.account("commune")), reverse("contribution", args=[made.pk])
    paper = SimpleUploadedFile("giay.jpg", picture())
    said = {"viec": "dong-y", "dong-y-version": 1, "dong-y-given_on": "01/08/2025", "dong-y-file": paper}
    assert client.post(place, said).status_code == 303
    consent = made.consents.get()
    assert consent.document.kind.code == "giay_dong_y"
    document = put(NEW, "Biên bản giao nhận")
    said = {"viec": "giay-to", "giay-to-version": 2, "giay-to-document": document.pk}
    assert client.post(place, said).status_code == 303
    assert Link.objects.live().filter(subject="resources.contribution", key=str(made.pk)).count() == 1
    assert "Biên bản giao nhận" in text_of(client.get(place))
    assert f"đóng góp số {made.pk}" in text_of(client.get(f"/minh-chung/{document.pk}/"))


def test_a_pair_is_decided_on_its_page_with_a_reason_that_stays(bare_province: Province, client_as: Any) -> None:
    pair = rows.plain_twin(NEW)
    client, place = client_as(bare_province.account("commune")), reverse("contribution_twin", args=[pair.pk])
    assert place in client.get(reverse("contribution_twins")).content.decode()
    said = {"viec": "gop", "gop-version": pair.version, "gop-keep": pair.one_id, "gop-reason": ""}
    assert client.post(place, said).status_code == 422
    assert client.post(place, {**said, "gop-reason": "Cùng một lần góp"}).status_code == 303
    page = text_of(client.get(place))
    assert "Cùng một lần góp" in page and "Xem lại kết luận" in page
    assert Twin.objects.get().state == "joined" and Contribution.objects.get(pk=pair.other_id).state == "merged"


def test_a_correction_through_the_page_keeps_what_was_said_before(bare_province: Province, client_as: Any) -> None:
    made = rows.recorded(gift(given_on=date(2025, 7, 10)), NEW)
    client, place = client_as(bare_province.account("department")), reverse("contribution_correct", args=[made.pk])
    assert "5.000.000" in client.get(place).content.decode()
    said = {key: FORM[key] for key in FORM if key != "unit"}
    answer = client.post(place, {**said, "version": 1, "reason": "Ghi nhầm loại"})
    assert answer.status_code == 303
    page = text_of(client.get(reverse("contribution", args=[made.pk])))
    assert "Ghi nhầm loại" in page and "Nội dung cũ" in page and "90.000.000 đồng" in page


# --- a workbook ---

HEAD = ["Đơn vị nhận", "Ngày đóng góp", "Nguồn", "Người, đơn vị đóng góp", "Loại", "Số lượng", "Đơn vị tính",
        "Giá trị, đồng", "Căn cứ quy đổi", "Cho công trình, nhiệm vụ"]  # fmt: skip
LINES = [
    ["Xã Nhân Cơ", date(2025, 7, 10), "Người dân", "Hộ bà Nguyễn Thị Thử", "tiền", 5_000_000, "", None, "", "đường thôn 1"],
    ["xa nhan co", "11/07/2025", "doanh nghiep", "Công ty Một", "hiện vật", 40, "bao", None, "", "đổ sân"],
]  # fmt: skip


def received(lines: list[list[Any]], by: str) -> Any:
    out = io.BytesIO()
    write_xlsx(out, [SheetSpec("Đóng góp", plain_header(HEAD), lines)])
    out.seek(0)
    return imports.read(imports.receive(out, filename="dong-gop.xlsx", kind="contributions", by=by))


def test_a_workbook_is_let_in_once_and_taken_back(bare_province: Province) -> None:
    by = rows.department(DAY).username
    batch = received(LINES, by)
    assert (batch.counts["matched"], batch.counts["changed"]) == (2, 2), list(batch.messages.values_list("text"))
    assert imports.confirm(batch, by=by).written == 2
    assert sorted(GiftTerms.objects.values_list("source", "kind", "quantity", "measure")) == [
        ("doanh-nghiep", "goods", Decimal(40), "bao"), ("nguoi-dan", "money", Decimal(5_000_000), "đồng"),
    ]  # fmt: skip
    assert imports.confirm(received(LINES, by), by=by).written == 0
    imports.undo(batch, by=by, reason="Nhầm tệp")
    assert set(Contribution.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_a_row_that_differs_corrects_and_undoing_says_the_former_again(bare_province: Province) -> None:
    by = rows.department(DAY).username
    imports.confirm(received(LINES, by), by=by)
    changed = [[*LINES[0][:5], 6_000_000, *LINES[0][6:]], LINES[1]]
    more = received(changed, by)
    assert imports.confirm(more, by=by).written == 1
    current = GiftTerms.objects.current().filter(kind="money")
    assert current.get().quantity == Decimal(6_000_000)
    imports.undo(more, by=by, reason="Số sai")
    assert (current.get().quantity, current.get().number) == (Decimal(5_000_000), 3)


def test_what_was_confirmed_since_stays_when_a_file_is_undone(bare_province: Province) -> None:
    from chungsuc.resources import actions

    by = rows.department(DAY).username
    batch = received(LINES, by)
    imports.confirm(batch, by=by)
    made = Contribution.objects.order_by("pk")[0]
    actions.confirm(made, 1, acting=rows.commune(NEW, DAY))
    imports.undo(batch, by=by, reason="Nhầm tệp")
    assert sorted(Contribution.objects.values_list("state", flat=True)) == ["confirmed", "withdrawn"]


def test_rows_of_a_unit_that_is_not_the_senders_are_refused_whole(bare_province: Province) -> None:
    by = rows.commune("ld-24616", DAY).username
    with pytest.raises(imports.ImportRefused, match="không được ghi"):
        imports.confirm(received(LINES, by), by=by)
    assert not Contribution.objects.exists()


def test_what_goes_out_comes_back_in_unchanged(bare_province: Province, client_as: Any) -> None:
    for said in rows.KINDS:
        rows.recorded(said)
    rows.recorded(gift(given_on=DAY, kind=LABOUR, quantity=Decimal("0.5")), NEW)
    for role, count in (("coordinator", 6), ("inspector", 1)):
        answer = client_as(bare_province.account(role)).get("/nguon-luc/tai-ve.xlsx")
        file = io.BytesIO(b"".join(answer.streaming_content))
        batch = imports.read(imports.receive(file, filename="ra.xlsx", kind="contributions", by="coordinator"))
        assert (batch.counts["rows"], batch.counts["changed"], batch.counts["unchanged"]) == (count, 0, count)


@pytest.mark.parametrize(
    ("changed", "cell", "said"),
    [
        ({0: "Xã Không Có"}, "A2", "không có đơn vị"),
        ({0: "Xã Nhân Cơ (dn-24751)"}, "A2", "không có đơn vị"),
        ({1: "hôm qua"}, "B2", "không phải là ngày"),
        ({1: date(2025, 9, 1)}, "B2", "sau hôm nay"),
        ({2: "Xổ số"}, "C2", "Không có nguồn"),
        ({4: "vàng"}, "E2", "Không có loại"),
        ({5: "nhiều"}, "F2", "nhiều"),
        ({4: "hiện vật"}, "G2", "đơn vị tính"),
        ({4: "đất", 7: 1000}, "I2", "Chưa ghi căn cứ"),
        ({9: ""}, "J2", "Thiếu"),
    ],
)
def test_a_wrong_cell_is_told_with_its_address(
    bare_province: Province, changed: dict[int, Any], cell: str, said: str
) -> None:
    line = [changed.get(at, value) for at, value in enumerate(LINES[0])]
    batch = received([line], "ai")
    message = batch.messages.all()[0]
    assert (batch.counts["wrong"], message.cell) == (1, cell)
    assert said in message.text
