"""Papers that upper rooms have made: minutes of a session, the decision and the certificate of a case; nothing retyped."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from chungsuc.documents import actions
from chungsuc.documents.models import Certificate, CertificateBatch, Paper
from chungsuc.documents.tests.desk import Desk
from chungsuc.typesetting.content import Paragraph, Table
from chungsuc.typesetting.frozen import sheet_of

TODAY = date(2026, 3, 2)


def test_the_minutes_of_a_session_become_a_draft_of_its_office(desk: Desk, client_as: Callable[[Any], Any]) -> None:
    from chungsuc.councils.models import Council
    from chungsuc.councils.tests.counted import counted_session

    session = counted_session()
    client = client_as(desk.province.account("emulation"))
    address = reverse("council_minutes_paper", args=[session.pk])
    assert client.post(address).status_code == 404  # the council's office is another department
    Council.objects.update(unit=desk.unit())
    answer = client.post(address)
    paper = Paper.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, reverse("paper", args=[paper.pk]))
    sheet = sheet_of(paper.sheet)
    table = next(block for block in sheet.blocks if isinstance(block, Table))
    assert [row[1] for row in table.rows] == ["Việc 1", "Việc 2"]
    assert table.rows[0][2:] == ("9", "9", "0", "0", "0", "100", "Đạt")
    assert [(one.office, one.name) for one in sheet.signatures] == [
        ("THƯ KÝ", "Thành viên 2"),
        ("CHỦ TRÌ", "Thành viên 1"),
    ]
    assert paper.subject == "Phiên họp số 1 của Hội đồng thẩm định, ngày 08/03/2024"
    assert client.post(address)["Location"] == answer["Location"] and Paper.objects.count() == 1
    by = desk.person("emulation")
    issued = actions.issue(actions.submit(paper, version=0, by=by), day=TODAY, version=1, by=by)
    assert issued.number is not None and issued.number.printed == "01/BB-SNV"


def decided(desk: Desk) -> Any:
    """A case before the leader, made as rows: the tests of recognition walk the way there."""
    from chungsuc.recognition.models import Case
    from chungsuc.recognition.tests.casework import plain_case

    case = plain_case("ld-24751")
    Case.objects.filter(pk=case.pk).update(state="submitted")
    return Case.objects.select_related("level", "unit", "holder", "recognition").get(pk=case.pk)


def called(case: Any) -> str:
    """The case's unit inside a sentence."""
    from chungsuc.organisations.facts import known_as

    name = known_as([case.unit_id], TODAY)[case.unit_id].name
    return name[:1].lower() + name[1:]


def test_the_decision_is_built_from_the_case(desk: Desk, client_as: Callable[[Any], Any]) -> None:
    case = decided(desk)
    client = client_as(desk.province.account("coordinator"))
    address = reverse("case_papers", args=[case.pk])
    assert "Lập dự thảo quyết định" in client.get(address).content.decode()
    answer = client.post(address, {"viec": "quyet-dinh"})
    paper = Paper.objects.get()
    assert answer["Location"] == reverse("paper", args=[paper.pk])
    sheet = sheet_of(paper.sheet)
    assert paper.subject == f"Về việc công nhận {called(case)} đạt chuẩn nông thôn mới năm {case.year}"
    assert sheet.authority_line == "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"
    assert any("18/2022/QĐ-TTg" in line for line in sheet.bases)
    assert sheet.bases[0] == "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"
    assert not any("19 tháng 6 năm 2015" in line for line in sheet.bases)
    leads = [block.lead for block in sheet.blocks if isinstance(block, Paragraph)]
    assert (leads, sheet.recipients[0]) == (["Điều 1.", "Điều 2.", "Điều 3."], "Như Điều 3")
    assert client.post(address, {"viec": "quyet-dinh"})["Location"] == answer["Location"]
    assert Paper.objects.count() == 1


def test_the_issued_decision_tells_the_case_its_number_day_and_signer(
    desk: Desk, client_as: Callable[[Any], Any]
) -> None:
    from dataclasses import replace

    from chungsuc.documents.facts import letterhead_of
    from chungsuc.recognition.decision_paper import known_decision

    case = decided(desk)
    client_as(desk.province.account("coordinator")).post(reverse("case_papers", args=[case.pk]), {"viec": "quyet-dinh"})
    assert known_decision(case) == {}
    paper, by = Paper.objects.get(), desk.person("coordinator")
    head = letterhead_of(desk.unit("ld-68"), TODAY)
    assert head is not None
    signed = replace(sheet_of(paper.sheet), signatures=(head.offices[0].signed("Hồ Văn M"),))
    paper = actions.submit(actions.edit(paper, signed, version=0, by=by), version=1, by=by)
    actions.issue(paper, day=TODAY, version=2, by=desk.person("leader"))
    assert known_decision(case) == {"number": "01/QĐ-UBND", "on": "02/03/2026", "signer": "Hồ Văn M, Chủ tịch"}


@pytest.mark.parametrize(("name", "answer"), [("leader", 403), ("department", 403), ("front", 403), ("commune", 403)])
def test_nobody_else_has_the_decision_made(desk: Desk, client_as: Callable[[Any], Any], name: str, answer: int) -> None:
    case = decided(desk)
    client = client_as(desk.province.account(name))
    assert client.post(reverse("case_papers", args=[case.pk]), {"viec": "quyet-dinh"}).status_code == answer
    assert not Paper.objects.exists()


def test_the_certificate_comes_from_the_register_and_ends_with_the_recognition(
    desk: Desk, client_as: Callable[[Any], Any], django_capture_on_commit_callbacks: Any
) -> None:
    from django.utils import timezone

    from chungsuc.recognition.actions.register import revoke
    from chungsuc.recognition.models import Case, Recognition

    case = decided(desk)
    entry = Recognition.objects.create(
        unit=case.unit, level=case.level, for_year=case.year, decision_number="12/QĐ-UBND", signed_on=date(2026, 2, 5),
        recorded_by="x", recorded_at=timezone.now(),
    )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(state="recognised", recognition=entry)
    client = client_as(desk.province.account("coordinator"))
    answer = client.post(reverse("case_papers", args=[case.pk]), {"viec": "bang"})
    batch = CertificateBatch.objects.get()
    assert answer["Location"] == reverse("certificate_batch", args=[batch.pk])
    assert batch.common["decision"] == "Quyết định số 12/QĐ-UBND ngày 05/02/2026"
    assert batch.entries[0]["reason"] == f"Đạt chuẩn nông thôn mới năm {case.year}"
    with django_capture_on_commit_callbacks(execute=True):
        actions.number_batch(batch, by=desk.person("leader"))
    code = Certificate.objects.get().code
    assert "còn giá trị" in client_as(None).get(reverse("check", args=[code])).content.decode()
    revoke(entry, decision_number="99/QĐ-UBND", signed_on=TODAY, reason="Không còn đạt", by="leader")
    page = client_as(None).get(reverse("check", args=[code])).content.decode()
    assert "đã bị thu hồi" in page and "Quyết định số 99/QĐ-UBND ngày 02/03/2026" in page


def test_the_decisions_of_several_cases_are_shown_and_drafted_in_one_act(
    desk: Desk, client_as: Callable[[Any], Any]
) -> None:
    from chungsuc.documents.models import Bundle
    from chungsuc.recognition.models import Case
    from chungsuc.recognition.tests.casework import plain_case

    first, second = decided(desk), plain_case("ld-24616")
    Case.objects.filter(pk=second.pk).update(state="submitted")
    client, address = client_as(desk.province.account("coordinator")), reverse("cases_decisions")
    assert client.post(address, {"xem": "1"}).status_code == 422
    sent: dict[str, Any] = {"hs": [first.pk, second.pk], "xem": "1"}
    shown = client.post(address, sent)
    page = shown.content.decode()
    assert "Sẽ lập 2 dự thảo" in page and "Chưa ghi người ký" in page and not Paper.objects.exists()
    sent |= {"office": "pho-chu-tich", "signer": "Hồ Văn M"}
    shown = client.post(address, sent)
    assert "Dự thảo nào cũng đủ để trình" in shown.content.decode()
    sent = {**sent, "seal": shown.context["shown"].seal, "lap": "1"}
    answer = client.post(address, sent)
    bundle = Bundle.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, reverse("paper_bundle", args=[bundle.pk]))
    assert set(Paper.objects.values_list("source_key", flat=True)) == {str(first.pk), str(second.pk)}
    again = client.post(address, sent)
    assert "đã có quyết định" in again.content.decode() and Paper.objects.count() == 2
    actions.undo_bundle(bundle, reason="làm lại", by=desk.person("coordinator"))
    assert (
        "Sẽ lập 2 dự thảo"
        in client.post(address, {name: sent[name] for name in ("hs", "office", "signer")}).content.decode()
    )


@pytest.mark.parametrize(("name", "answer"), [("leader", 403), ("front", 403), ("commune", 403)])
def test_nobody_else_drafts_decisions_in_bulk(
    desk: Desk, client_as: Callable[[Any], Any], name: str, answer: int
) -> None:
    client = client_as(desk.province.account(name))
    assert client.post(reverse("cases_decisions"), {"hs": [decided(desk).pk], "lap": "1"}).status_code == answer
    assert not Paper.objects.exists()
