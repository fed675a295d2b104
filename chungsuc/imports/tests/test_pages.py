"""The pages of the way in, walked as people walk them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chungsuc.audit.models import Entry
from chungsuc.criteria.models import Value
from chungsuc.imports import actions
from chungsuc.imports.models import Batch, BatchMessage, BatchRow
from chungsuc.organisations.models import Unit
from tests.province import Province

from .pages_support import FAULTY, GOOD, REGISTER, Clients, read_batch, sample_upload, text_of


def page(batch: Batch, query: str = "") -> str:
    return reverse("batch", args=[batch.pk]) + query


def test_a_file_goes_from_upload_over_its_job_to_its_preview(
    province: Province, client_as: Clients, django_capture_on_commit_callbacks
) -> None:
    client = client_as(province.account("coordinator"))
    data = {"file": sample_upload(FAULTY), "kind": "indicator-values", "set_code": "", "year": ""}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("imports"), data)
    batch = Batch.objects.first()
    assert (answer.status_code, answer["Location"]) == (303, reverse("jobs:job", args=[batch.job]))
    assert client.get(answer["Location"])["Location"] == page(batch)
    words = text_of(client.get(page(batch)))
    assert (batch.counts["rows"], batch.state) == (60, "previewed")
    assert f"60 dòng: {batch.counts['matched']} khớp, {batch.counts['questioned']} cần hỏi" in words


def test_what_is_wrong_with_an_upload_is_said_at_its_field(province: Province, client_as: Clients) -> None:
    client = client_as(province.account("coordinator"))
    before = Batch.objects.count()
    answer = client.post(reverse("imports"), {"kind": "indicator-values", "year": "hai nghìn"})
    assert answer.status_code == 422
    assert "Chưa chọn tệp. Hãy chọn tệp .xlsx, .csv hoặc .docx." in text_of(answer)
    assert 'value="hai nghìn"' in answer.content.decode()
    data = {"file": sample_upload(GOOD), "kind": "criterion-results", "set_code": "xa_ntm_2021_2025"}
    assert "không dùng cho loại biểu đã chọn" in text_of(client.post(reverse("imports"), data))
    assert Batch.objects.count() == before


def test_a_file_that_is_too_large_is_refused_at_its_field(
    province: Province, client_as: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    monkeypatch.setattr(actions, "DEFAULT", replace(actions.DEFAULT, file_bytes=1000))
    client = client_as(province.account("coordinator"))
    before = Batch.objects.count()
    answer = client.post(reverse("imports"), {"file": sample_upload(GOOD), "kind": "indicator-values"})
    assert (answer.status_code, Batch.objects.count()) == (422, before)
    assert "Tệp quá lớn để đọc." in text_of(answer)


def test_every_message_of_the_preview_names_its_cell_what_was_there_and_what_to_do(
    province: Province, client_as: Clients
) -> None:
    batch = read_batch(FAULTY)
    words = text_of(client_as(province.account("coordinator")).get(page(batch)))
    told = list(batch.messages.all())
    assert len(told) >= 13
    for message in told:
        assert message.cell in words and message.text.split("“")[0] in words
        assert any(word in message.text for word in ("ãy ", "Nên", "phải", "không được nhập")), message.text
    assert "Trong tệp:" in words and "Chưa xác nhận nhập được cả tệp." in words


def test_a_cell_is_mended_with_what_is_typed_and_a_bad_text_is_kept_in_its_field(
    province: Province, client_as: Clients
) -> None:
    batch = read_batch(FAULTY)
    client, row = client_as(province.account("coordinator")), batch.messages.get(cell="X17").row
    address = reverse("batch_mend", args=[batch.pk])
    answer = client.post(address, {"row": row.pk, "cell": "X17", "value": "khoảng <b>"})
    assert answer.status_code == 422 and 'value="khoảng &lt;b&gt;"' in answer.content.decode()
    assert "không phải là số" in text_of(answer)
    answer = client.post(f"{address}?loc=sai", {"row": row.pk, "cell": "X17", "value": "61,5"})
    assert (answer.status_code, answer["Location"]) == (303, f"{page(batch)}?loc=sai#dong-{row.pk}")
    row.refresh_from_db()
    assert row.status == BatchRow.MATCHED and not row.messages.exists()
    item = next(item for item in row.payload if item["c"] == "X17")
    assert item["v"] == "61.5"


def test_the_unit_of_a_row_is_chosen_among_those_of_the_day(province: Province, client_as: Clients) -> None:
    batch = read_batch(FAULTY)
    client, row = client_as(province.account("coordinator")), batch.rows.get(label_cell="B9")
    shown = client.get(page(batch)).content.decode()
    assert "Tất cả đơn vị vào ngày của biểu" in shown
    address = reverse("batch_choose", args=[batch.pk])
    for wrong in ("", Unit.objects.get(code="SXD").pk, Unit.objects.get(code="ld-24751").pk, "x"):
        assert client.post(address, {"row": row.pk, "unit": wrong}).status_code == 422
    taken = batch.rows.filter(status="matched").first()
    answer = client.post(address, {"row": row.pk, "unit": taken.unit_id})
    assert answer.status_code == 422 and "Mỗi đơn vị chỉ một dòng" in text_of(answer)
    free = next(unit for unit, _ in _units(row) if not batch.rows.filter(unit_id=unit).exists())
    assert client.post(address, {"row": row.pk, "unit": free}).status_code == 303
    row.refresh_from_db()
    assert (row.status, row.unit_id) == (BatchRow.MATCHED, free)


def _units(row: BatchRow) -> tuple:
    from chungsuc.imports.facts import unit_list

    return unit_list(row).units


def test_only_good_rows_are_let_in_when_asked_for(bare_province: Province, client_as: Clients) -> None:
    batch = read_batch(FAULTY)
    client = client_as(bare_province.account("coordinator"))
    answer = client.post(reverse("batch_confirm", args=[batch.pk]), follow=True)
    assert "Hãy sửa từng ô" in text_of(answer) and _said() == {}
    answer = client.post(reverse("batch_confirm", args=[batch.pk]), {"only_good": "1"}, follow=True)
    assert "Bỏ lại 11 dòng sai hoặc chưa rõ" in text_of(answer)
    good = set(batch.rows.filter(status="matched").values_list("unit_id", flat=True))
    assert {unit for unit, *_ in _said()} == good and len(good) == 49


def _said() -> dict:
    rows = Value.objects.current().select_related("unit")
    return {(v.unit_id, v.measure_id, v.year, v.sex): v.figures for v in rows}


def test_confirm_and_undo_through_the_pages(bare_province: Province, client_as: Clients) -> None:
    batch = read_batch(GOOD)
    client = client_as(bare_province.account("coordinator"))
    assert "Xác nhận nhập" in text_of(client.get(page(batch)))
    answer = client.post(reverse("batch_confirm", args=[batch.pk]), follow=True)
    assert "Đã ghi 3.660 số liệu mới" in text_of(answer)
    words = text_of(client.get(page(batch)))
    assert "3.660 số liệu của lần nhập này sẽ được rút lại" in words
    undo = reverse("batch_undo", args=[batch.pk])
    answer = client.post(undo, {"reason": " "})
    assert answer.status_code == 422 and "Chưa ghi lý do." in text_of(answer) and len(_said()) == 3660
    answer = client.post(undo, {"reason": "nhầm tệp"}, follow=True)
    assert "Đã rút lại 3.660 số liệu." in text_of(answer) and "Lý do: nhầm tệp" in text_of(answer)
    assert _said() == {}
    assert Entry.objects.filter(act="imports.batch_undone", reason="nhầm tệp").exists()


def test_of_two_who_confirm_one_wins_and_the_other_is_told(bare_province: Province, client_as: Clients) -> None:
    batch = read_batch(GOOD)
    stale = Batch.objects.get(pk=batch.pk)
    actions.confirm(batch, by="một")
    with pytest.raises(actions.Stale):
        actions.confirm(stale, by="hai")
    answer = client_as(bare_province.account("coordinator")).post(
        reverse("batch_confirm", args=[batch.pk]), follow=True
    )
    assert "nên không xác nhận được nữa" in text_of(answer)
    assert Value.objects.count() == 3660


def test_a_confirmed_batch_can_no_longer_be_mended(province: Province, client_as: Clients) -> None:
    batch = read_batch(FAULTY)
    row = batch.messages.get(cell="X17").row
    actions.confirm(batch, by="một", only_good=True)
    client = client_as(province.account("coordinator"))
    for name, data in (("batch_mend", {"cell": "X17", "value": "60"}), ("batch_choose", {"unit": row.unit_id})):
        answer = client.post(reverse(name, args=[batch.pk]), {"row": row.pk, **data}, follow=True)
        assert "không sửa được nữa" in text_of(answer)
    row.refresh_from_db()
    assert row.status == BatchRow.WRONG


def test_a_refused_file_is_said_plainly_and_its_file_only_ever_saved(
    province: Province, client_as: Clients, tmp_path
) -> None:
    from .pages_support import read_file

    bad = tmp_path / "<script>.xlsx"
    bad.write_bytes(b"khong phai bang tinh")
    batch = read_file(bad, "indicator-values")
    client = client_as(province.account("coordinator"))
    answer = client.get(page(batch))
    assert "Tệp này không nhận được" in text_of(answer) and "Chưa có số liệu nào được ghi" in text_of(answer)
    assert "<script>.xlsx" not in answer.content.decode()
    file = client.get(reverse("batch_file", args=[batch.pk]))
    assert (file["Content-Type"], file["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert file["Content-Disposition"].startswith("attachment")
    assert b"".join(file.streaming_content) == b"khong phai bang tinh"


@pytest.mark.parametrize("role", ["leader", "inspector", "administrator", "nobody"])
def test_who_may_not_import_finds_nothing(province: Province, client_as: Clients, role: str) -> None:
    batch = read_batch(FAULTY)
    client = client_as(province.account(role))
    before = BatchMessage.objects.count()
    assert client.get(reverse("imports")).status_code == 403
    for name in ("batch", "batch_file"):
        assert client.get(reverse(name, args=[batch.pk])).status_code == 403
    for name in ("batch_choose", "batch_mend", "batch_confirm", "batch_undo"):
        assert client.post(reverse(name, args=[batch.pk])).status_code == 403
    assert client_as(None).get(page(batch))["Location"].startswith(reverse("account_login"))
    assert (BatchMessage.objects.count(), Batch.objects.get(pk=batch.pk).state) == (before, "previewed")


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("department", "Nhật ký tin, bài"),
        ("commune", "Nhật ký tin, bài"),
        ("other_commune", "Danh sách đóng góp"),
        ("front", "Danh sách đóng góp"),
    ],
)
def test_who_imports_other_kinds_only_finds_no_batch_of_values(
    province: Province, client_as: Clients, role: str, kind: str
) -> None:
    batch = read_batch(FAULTY)
    client = client_as(province.account(role))
    words = text_of(client.get(reverse("imports")))
    assert kind in words and FAULTY not in words
    for name in ("batch", "batch_file"):
        assert client.get(reverse(name, args=[batch.pk])).status_code == 404
    for name in ("batch_choose", "batch_mend", "batch_confirm", "batch_undo"):
        assert client.post(reverse(name, args=[batch.pk])).status_code == 404
    assert Batch.objects.get(pk=batch.pk).state == "previewed"


def test_a_batch_of_a_kind_without_the_right_is_not_there(province: Province, client_as: Clients) -> None:
    values, register = read_batch(FAULTY), read_batch(REGISTER)
    client = client_as(province.account("emulation"))
    assert client.get(page(values)).status_code == 404
    assert client.post(reverse("batch_confirm", args=[values.pk]), {"only_good": "1"}).status_code == 404
    assert client.get(page(register)).status_code == 200
    words = text_of(client.get(reverse("imports")))
    assert REGISTER in words and FAULTY not in words
    answer = client.post(reverse("imports"), {"file": sample_upload(GOOD), "kind": "indicator-values"})
    assert answer.status_code == 422 and "Hãy chọn một loại biểu trong danh sách." in text_of(answer)


def test_the_list_of_batches_asks_the_same_at_few_and_at_many(
    province: Province, client_as: Clients, django_assert_max_num_queries
) -> None:
    client = client_as(province.account("coordinator"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(reverse("imports"))
    first = Batch.objects.first()
    for _ in range(60):
        Batch.objects.create(**{f.name: getattr(first, f.name) for f in Batch._meta.fields if f.name != "id"})
    with django_assert_max_num_queries(10), CaptureQueriesContext(connection) as many:
        answer = client.get(reverse("imports"))
    assert len(few) == len(many)
    older = answer.context["following"]
    assert older and len(client.get(f"{reverse('imports')}?truoc={older}").context["table"].rows) == 23
    assert client.get(f"{reverse('imports')}?truoc=x").status_code == 200


def test_the_preview_asks_the_same_at_few_and_at_many_rows_and_stays_light(
    province: Province, client_as: Clients, django_assert_max_num_queries
) -> None:
    client = client_as(province.account("coordinator"))
    batch = read_batch(FAULTY)
    with django_assert_max_num_queries(15), CaptureQueriesContext(connection) as few:
        client.get(page(batch))
    _many_rows(batch, 10_000)
    with django_assert_max_num_queries(15), CaptureQueriesContext(connection) as many:
        answer = client.get(page(batch))
    assert len(many) <= len(few)
    assert len(answer.content) < 100_000
    assert len(client.get(page(batch, "?loc=khop")).content) < 100_000


def _many_rows(batch: Batch, many: int) -> None:
    """A batch as large as a country's, most of it good, two hundred rows wrong in every cell."""
    first = batch.rows.filter(status="matched").first()
    shared = {f.name: getattr(first, f.name) for f in BatchRow._meta.fields if f.name not in ("id", "number", "status")}
    rows = BatchRow.objects.bulk_create(
        [BatchRow(**shared, number=1000 + n, status="matched" if n > 200 else "wrong") for n in range(many)]
    )
    cells = [item["c"] for item in first.payload]
    text = "“abc” không phải là số. Chỉ nhập chữ số, dấu phẩy trước phần thập phân."
    BatchMessage.objects.bulk_create(
        [
            BatchMessage(batch=batch, row=row, cell=c, level="error", code="x", text=text)
            for row in rows[:20]
            for c in cells
        ]
    )
    batch.counts = actions.counted(list(batch.rows.only("status", "changed", "unchanged")))
    batch.save()


def test_every_row_of_a_large_file_is_reached_page_by_page(province: Province, client_as: Clients) -> None:
    client, batch = client_as(province.account("coordinator")), read_batch(FAULTY)
    _many_rows(batch, 500)
    seen, query = [], "?loc=khop"
    while query:
        answer = client.get(page(batch, query))
        seen += [row.id for row in answer.context["rows"].rows]
        following = answer.context["rows"].following
        query = f"?loc=khop&sau={following}" if following else ""
    assert seen == list(batch.rows.filter(status="matched").order_by("pk").values_list("pk", flat=True))


def test_markup_in_a_file_stays_text(province: Province, client_as: Clients) -> None:
    batch = read_batch(FAULTY)
    row = batch.rows.get(label_cell="B9")
    BatchRow.objects.filter(pk=row.pk).update(label="<img src=x onerror=1>")
    batch.messages.filter(row=row).update(raw="<script>1</script>", text="<b>đậm</b>")
    shown = client_as(province.account("coordinator")).get(page(batch)).content.decode()
    assert "<img src=x" not in shown and "<script>1" not in shown and "<b>đậm" not in shown
