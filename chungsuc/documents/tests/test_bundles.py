"""Papers drafted in bulk: shown before, made in one act, submitted in one, undone in one until one has its number."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from chungsuc.audit.models import Entry
from chungsuc.documents import actions, events
from chungsuc.documents.actions import PaperRefused, Row, Stale
from chungsuc.documents.bundle_facts import preview, rows_of_list
from chungsuc.documents.models import Bundle, Paper, SeriesNumber
from chungsuc.documents.tests.desk import Desk, sheet
from chungsuc.web.day import today


def bundled(desk: Desk, count: int = 3, **more: Any) -> Bundle:
    rows = [Row(sheet("giay-moi", "Họp sơ kết", to=(f"Ông Y Thịnh {n}",), **more)) for n in range(1, count + 1)]
    return actions.draft_many(rows, unit=desk.unit(), title="Mời họp sơ kết", by=desk.person("emulation"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_becomes_drafts_in_one_act(desk: Desk, count: int) -> None:
    bundle = bundled(desk, count)
    papers = list(Paper.objects.order_by("id"))
    assert [paper.sheet["to"] for paper in papers] == [[f"Ông Y Thịnh {n}"] for n in range(1, count + 1)]
    assert {paper.bundle_id for paper in papers} == {bundle.pk} and not SeriesNumber.objects.exists()
    entry = Entry.objects.get(act=events.BUNDLE_DRAFTED)
    assert (entry.subject_type, entry.details["count"]) == ("documents.bundle", count)
    assert Entry.objects.filter(act=events.DRAFTED).count() == count


def test_a_row_that_cannot_be_drafted_leaves_nothing_behind(desk: Desk) -> None:
    rows = [Row(sheet()), Row(sheet(subject=" "))]
    with pytest.raises(PaperRefused, match="Dòng 2: Chưa ghi trích yếu"):
        actions.draft_many(rows, unit=desk.unit(), title="Lô", by=desk.person("emulation"))
    assert not Paper.objects.exists() and not Bundle.objects.exists()


@pytest.mark.parametrize(("count", "told"), [(0, "chưa có dòng nào"), (201, "không quá 200 văn bản")])
def test_a_list_that_cannot_be_is_refused(desk: Desk, count: int, told: str) -> None:
    with pytest.raises(PaperRefused, match=told):
        actions.draft_many([Row(sheet())] * count, unit=desk.unit(), title="Lô", by=desk.person("emulation"))


def test_a_matter_that_has_its_paper_is_not_doubled(desk: Desk) -> None:
    rows, by = [Row(sheet(), "thử", "1"), Row(sheet(), "thử", "2")], desk.person("emulation")
    bundle = actions.draft_many(rows, unit=desk.unit(), title="Lô", by=by)
    with pytest.raises(Stale, match="vừa được lập"):
        actions.draft_many(rows[1:], unit=desk.unit(), title="Lô", by=by)
    actions.undo_bundle(bundle, reason="làm lại", by=by)
    assert actions.draft_many(rows, unit=desk.unit(), title="Lô", by=by).count == 2


def test_a_bundle_is_undone_as_a_whole_even_when_it_was_submitted(desk: Desk) -> None:
    bundle, by = bundled(desk), desk.person("emulation")
    assert actions.submit_bundle(bundle, by=by) == 3
    first = Paper.objects.order_by("id")[0]
    actions.drop(actions.take_back(first, version=1, by=by), reason="không mời nữa", version=2, by=by)
    assert actions.undo_bundle(bundle, reason="Hoãn họp", by=by) == 2
    assert set(Paper.objects.values_list("state", "note")) == {("dropped", "Hoãn họp"), ("dropped", "không mời nữa")}
    assert Entry.objects.get(act=events.BUNDLE_UNDONE).reason == "Hoãn họp" and not SeriesNumber.objects.exists()
    with pytest.raises(Stale):
        actions.undo_bundle(bundle, reason="lần nữa", by=by)


def test_a_bundle_stands_once_one_paper_has_its_number(desk: Desk) -> None:
    bundle, by = bundled(desk), desk.person("emulation")
    actions.submit_bundle(bundle, by=by)
    paper = actions.issue(Paper.objects.order_by("id")[0], day=today(), version=1, by=by)
    with pytest.raises(PaperRefused, match=f"1 văn bản đã có số .{paper.number.printed}"):  # type: ignore[union-attr]
        actions.undo_bundle(bundle, reason="Hoãn họp", by=by)
    assert sorted(Paper.objects.values_list("state", flat=True)) == ["issued", "submitted", "submitted"]
    assert Bundle.objects.get().state == "standing"


def test_a_bundle_is_submitted_wholly_or_not_at_all(desk: Desk) -> None:
    by = desk.person("emulation")
    rows = [Row(sheet("giay-moi", to=("A",))), Row(sheet("giay-moi", to=("B",), signatures=()))]
    bundle = actions.draft_many(rows, unit=desk.unit(), title="Lô", by=by)
    with pytest.raises(PaperRefused, match="Chưa trình văn bản nào.*B.*Chưa ghi người ký"):
        actions.submit_bundle(bundle, by=by)
    assert set(Paper.objects.values_list("state", flat=True)) == {"draft"}


@pytest.mark.parametrize("name", ["leader", "inspector", "front", "coordinator", "commune", "nobody"])
def test_nobody_else_makes_submits_or_undoes_a_bundle(desk: Desk, name: str) -> None:
    bundle, by = bundled(desk), desk.person(name)
    for does in (
        lambda: actions.draft_many([Row(sheet())], unit=desk.unit(), title="Lô", by=by),
        lambda: actions.submit_bundle(bundle, by=by),
        lambda: actions.undo_bundle(bundle, reason="x", by=by),
    ):
        with pytest.raises(PermissionDenied):
            does()
    assert set(Paper.objects.values_list("state", flat=True)) == {"draft"}


def test_the_preview_tells_how_many_which_and_what_each_lacks(desk: Desk) -> None:
    rows = rows_of_list("Ông A | Chủ tịch\n\nBà B\nông a|chủ tịch\n", sheet("giay-moi", recipients=()))
    shown = preview(rows, unit=desk.unit(), kind="giay-moi", day=today())
    assert [(row.called, row.fault) for row in shown.rows] == [
        ("Ông A, Chủ tịch", ""), ("Bà B", ""), ("ông a, chủ tịch", "trùng dòng 1"),
    ]  # fmt: skip
    assert (len(shown.made), shown.left_out, shown.lacking) == (2, 1, 2)
    assert "Chưa ghi nơi nhận" in shown.made[0].missing[0]
    assert not Paper.objects.exists()


SENT = {
    "title": "Mời họp", "unit": "SNV", "kind": "giay-moi", "subject": "Họp sơ kết", "content": "Thời gian: 08 giờ",
    "office": "SNV/giam-doc", "signer": "Nguyễn Văn A", "recipients": "Như trên\nLưu: VT", "list": "Ông A\nBà B",
}  # fmt: skip


def test_what_was_shown_is_made_on_the_page_and_undone_there(desk: Desk, client_as: Callable[[Any], Any]) -> None:
    client = client_as(desk.province.account("emulation"))
    address = reverse("paper_bundle_new")
    shown = client.post(address, {**SENT, "xem": "1"})
    page = shown.content.decode()
    assert shown.status_code == 200 and "Sẽ lập 2 dự thảo" in page and not Paper.objects.exists()
    seal = shown.context["shown"].seal
    changed = client.post(address, {**SENT, "list": "Ông A\nBà B\nÔng C", "seal": seal, "lap": "1"})
    assert "nội dung vừa thay đổi" in changed.content.decode() and not Paper.objects.exists()
    answer = client.post(address, {**SENT, "seal": seal, "lap": "1"})
    bundle = Bundle.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, reverse("paper_bundle", args=[bundle.pk]))
    assert "Trình cấp số 2 văn bản" in client.get(answer["Location"]).content.decode()
    assert client.post(answer["Location"], {"viec": "trinh"}).status_code == 303
    assert client.post(answer["Location"], {"viec": "trinh"}).status_code == 409
    wrong = client.post(answer["Location"], {"viec": "bo", "reason": ""})
    assert wrong.status_code == 422 and "Chưa ghi lý do bỏ" in wrong.content.decode()
    assert client.post(answer["Location"], {"viec": "bo", "reason": "Hoãn"}).status_code == 303
    assert client.post(answer["Location"], {"viec": "bo", "reason": "Hoãn"}).status_code == 409
    assert set(Paper.objects.values_list("state", flat=True)) == {"dropped"}


def test_the_page_says_why_a_bundle_cannot_be_undone(desk: Desk, client_as: Callable[[Any], Any]) -> None:
    bundle, by = bundled(desk), desk.person("emulation")
    actions.submit_bundle(bundle, by=by)
    actions.issue(Paper.objects.order_by("id")[0], day=today(), version=1, by=by)
    client, address = client_as(desk.province.account("emulation")), reverse("paper_bundle", args=[bundle.pk])
    assert "Không bỏ cả lô được nữa" in client.get(address).content.decode()
    assert client.post(address, {"viec": "bo", "reason": "Hoãn"}).status_code == 422
