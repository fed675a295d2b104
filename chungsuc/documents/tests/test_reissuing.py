"""A certificate given again: asked with a reason, decided once, told at once on the old one's public page."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from chungsuc.audit.models import Entry
from chungsuc.documents import actions, events
from chungsuc.documents.actions import PaperRefused, Stale
from chungsuc.documents.models import Certificate, CertificateBatch, Reissue, SeriesNumber
from chungsuc.documents.printing import content_of, values_of
from chungsuc.documents.tests.desk import Desk
from chungsuc.documents.tests.test_certificates import COMMON, TODAY, numbered
from chungsuc.organisations.models import Unit
from chungsuc.questions.asking import answer
from chungsuc.rulebook.models import Figure
from chungsuc.rulebook.rule_facts import rule_on

SAYS = {"recipient": "Bà H'Ble Niê 1", "detail": "Nông dân xã Đắk Wil", "achievement": COMMON["reason"]}
SIGNED = {"issuer": COMMON["issuer"], "place": "Lâm Đồng", "office": "GIÁM ĐỐC", "name": "Trần Thị B"}


def one(desk: Desk, count: int = 1) -> Certificate:
    numbered(desk, count=count)
    return Certificate.objects.select_related("batch__unit", "number").order_by("order")[0]


def asked(desk: Desk, certificate: Certificate, *, by: str = "emulation", **more: Any) -> Reissue:
    given = {"why": "lost", "reason": "Cháy nhà ngày 12/01/2026", "says": SAYS, **more}
    return actions.ask_reissue(certificate, by=desk.person(by), **given)


def granted(desk: Desk, reissue: Reissue, *, by: str = "emulation", day: date = TODAY) -> Certificate:
    return actions.grant_reissue(reissue, day=day, signed=SIGNED, by=desk.person(by))


def test_asking_changes_nothing_on_the_certificate_and_is_recorded(desk: Desk) -> None:
    row = one(desk)
    reissue = asked(desk, row)
    row.refresh_from_db()
    assert (row.state, reissue.state, reissue.why_name) == ("valid", "asked", "bị mất")
    entry = Entry.objects.get(act=events.REISSUE_ASKED)
    assert (entry.subject_type, entry.subject_id) == ("documents.certificate", str(row.pk))
    assert entry.reason == "Cháy nhà ngày 12/01/2026"


def test_a_granted_one_is_a_new_certificate_with_its_own_number_and_code(desk: Desk) -> None:
    row = one(desk, count=3)
    new = granted(desk, asked(desk, row))
    row.refresh_from_db()
    assert (row.state, row.ended_on, row.ended_paper) == ("replaced", TODAY, f"Giấy khen số {new.number.printed}")
    assert (new.state, new.number.number, new.replaces_id) == ("valid", 4, row.pk)
    assert new.code != row.code and len(new.code) == 12
    assert (new.recipient, new.detail, new.reason) == tuple(SAYS.values())
    assert new.batch.common["mark"] == f"Cấp lại, thay bằng số {row.number.printed}"
    assert (new.batch.common["name"], new.batch.common["decision"]) == ("Trần Thị B", COMMON["decision"])
    assert Certificate.objects.filter(state="valid").count() == 3
    entry = Entry.objects.get(act=events.CERTIFICATE_REPLACED)
    assert (entry.details["before"], entry.details["after"]) == (row.number.printed, new.number.printed)
    assert Reissue.objects.get().given_id == new.pk


def test_the_new_one_is_printed_with_its_mark_on_pages_and_on_blanks(desk: Desk) -> None:
    row = one(desk)
    new = granted(desk, asked(desk, row))
    mark = f"Cấp lại, thay bằng số {row.number.printed}"
    assert content_of(new.batch, new).register == f"Vào sổ số {new.number.printed}\n{mark}"
    assert values_of(new.batch, new)["register"] == f"{new.number.printed}; {mark}"
    assert content_of(row.batch, row).register == f"Vào sổ số {row.number.printed}"


@pytest.mark.django_db(transaction=False)
def test_the_new_one_gets_its_file_of_one_page(desk: Desk, django_capture_on_commit_callbacks: Any) -> None:
    row = one(desk)
    with django_capture_on_commit_callbacks(execute=True):
        new = granted(desk, asked(desk, row))
    kept = CertificateBatch.objects.get(pk=new.batch_id)
    assert (kept.state, len(kept.entries)) == ("printed", 1) and kept.file is not None


def test_the_old_code_says_so_at_once_and_leads_to_the_new_one(desk: Desk, client_as: Callable[[Any], Any]) -> None:
    row = one(desk)
    new = granted(desk, asked(desk, row))
    page = client_as(None).get(reverse("check", args=[row.code])).content.decode()
    assert f"đã được cấp lại ngày 02/03/2026 bằng số {new.number.printed}" in page
    assert reverse("check", args=[new.code]) in page and "còn giá trị." not in page.replace("không còn giá trị.", "")
    assert "Cháy nhà" not in page
    there = client_as(None).get(reverse("check", args=[new.code])).content.decode()
    assert "Bằng có thật, còn giá trị" in there and f"thay bằng số {row.number.printed}" in there


def test_a_chain_of_reissues_can_be_walked_and_tells_that_its_end_was_revoked(
    desk: Desk, client_as: Callable[[Any], Any]
) -> None:
    row = one(desk)
    second = granted(desk, asked(desk, row))
    third = granted(desk, asked(desk, second))
    third = Certificate.objects.select_related("batch__unit", "number").get(pk=third.pk)
    actions.revoke_certificate(third, on=TODAY, paper="Quyết định số 9", reason="Khai man", by=desk.person("emulation"))
    page = client_as(None).get(reverse("check", args=[row.code])).content.decode()
    assert reverse("check", args=[second.code]) in page
    page = client_as(None).get(reverse("check", args=[second.code])).content.decode()
    assert reverse("check", args=[third.code]) in page and "Bằng cấp lại nay đã bị thu hồi" in page


def test_a_misprint_is_corrected_by_a_new_certificate(desk: Desk) -> None:
    row = one(desk)
    right = {**SAYS, "recipient": "Bà H'Blê Niê 1"}
    new = granted(desk, asked(desk, row, why="misprinted", reason="Tên in thiếu dấu mũ", says=right))
    row.refresh_from_db()
    assert (row.recipient, new.recipient) == ("Bà H'Ble Niê 1", "Bà H'Blê Niê 1")


@pytest.mark.parametrize(
    ("given", "field", "told"),
    [
        ({"why": "misprinted"}, "recipient", "chưa có chỗ nào khác bằng cũ"),
        ({"says": {**SAYS, "detail": "Giám đốc"}}, "detail", "cấp lại đúng như bằng cũ"),
        ({"says": {**SAYS, "recipient": " "}}, "recipient", "Chưa ghi người hoặc đơn vị nhận"),
        ({"why": "sold"}, "why", "Chưa chọn lý do"),
        ({"reason": "  "}, "reason", "Chưa trình bày lý do"),
    ],
)
def test_what_does_not_fit_its_reason_is_refused_at_its_field(desk: Desk, given: Any, field: str, told: str) -> None:
    row = one(desk)
    with pytest.raises(PaperRefused, match=told) as refused:
        asked(desk, row, **given)
    assert refused.value.field == field and not Reissue.objects.exists()


def test_a_revoked_certificate_is_not_given_again(desk: Desk) -> None:
    row = one(desk)
    reissue = asked(desk, row)
    actions.revoke_certificate(row, on=TODAY, paper="Quyết định số 9", reason="Khai man", by=desk.person("emulation"))
    with pytest.raises(Stale, match="cấp lại hoặc thu hồi"):
        granted(desk, reissue)
    assert SeriesNumber.objects.count() == Certificate.objects.count() == 1
    actions.withdraw_reissue(reissue, by=desk.person("emulation"))
    with pytest.raises(PaperRefused, match="đã bị thu hồi nên không cấp lại được"):
        asked(desk, row)


def test_a_replaced_certificate_is_not_given_again_but_the_one_in_its_place(desk: Desk) -> None:
    row = one(desk)
    new = granted(desk, asked(desk, row))
    with pytest.raises(PaperRefused, match=f"đã được cấp lại bằng số {new.number.printed}"):
        asked(desk, row)
    row.refresh_from_db()
    with pytest.raises(Stale):
        actions.revoke_certificate(row, on=TODAY, paper="QĐ 9", reason="x", by=desk.person("emulation"))


def test_a_request_is_decided_once(desk: Desk) -> None:
    row, by = one(desk), desk.person("emulation")
    reissue = asked(desk, row)
    with pytest.raises(Stale, match="Đã có người đề nghị"):
        asked(desk, row)
    stale = Reissue.objects.get()
    actions.decline_reissue(reissue, reason="Bằng đã tìm thấy", by=by)
    with pytest.raises(Stale):
        actions.withdraw_reissue(stale, by=by)
    with pytest.raises(Stale):
        granted(desk, Reissue.objects.select_related("certificate__batch").get())
    row.refresh_from_db()
    assert row.state == "valid" and SeriesNumber.objects.count() == 1
    assert Entry.objects.get(act=events.REISSUE_DECLINED).reason == "Bằng đã tìm thấy"
    assert asked(desk, row).state == "asked"


def test_a_withdrawn_request_is_recorded(desk: Desk) -> None:
    actions.withdraw_reissue(asked(desk, one(desk)), by=desk.person("emulation"))
    assert (
        Reissue.objects.get().state == "withdrawn" and Entry.objects.filter(act=events.REISSUE_WITHDRAWN).count() == 1
    )


@pytest.mark.parametrize("name", ["leader", "inspector", "front", "coordinator", "commune", "nobody"])
def test_nobody_else_asks_or_decides(desk: Desk, name: str) -> None:
    row = one(desk)
    reissue = asked(desk, row)
    for does in (
        lambda: asked(desk, row, by=name),
        lambda: granted(desk, reissue, by=name),
        lambda: actions.decline_reissue(reissue, reason="x", by=desk.person(name)),
        lambda: actions.withdraw_reissue(reissue, by=desk.person(name)),
    ):
        with pytest.raises(PermissionDenied):
            does()
    assert Reissue.objects.get().state == "asked" and Certificate.objects.count() == 1


@pytest.mark.parametrize(
    ("key", "told"), [("rule:reissue_reasons", "lý do được cấp lại"), ("rule:reissue_mark", "cách ghi trên bằng")]
)
def test_a_missing_rule_is_told_and_nothing_is_guessed(desk: Desk, key: str, told: str) -> None:
    row = one(desk)
    before = asked(desk, row) if key == "rule:reissue_mark" else None
    Figure.objects.filter(key=key).update(status="missing", value_json="null")
    assert rule_on(key, TODAY).missing
    with pytest.raises(PaperRefused, match=f"Chưa đủ căn cứ.*{told}"):
        granted(desk, before) if before else asked(desk, row)
    assert SeriesNumber.objects.count() == 1


def test_what_the_former_committee_gave_is_given_again_by_todays(desk: Desk) -> None:
    row = one(desk)
    former = Unit.objects.get(code="dn-67")
    CertificateBatch.objects.update(unit=former, kind="bang-khen", kind_name="Bằng khen")
    row = Certificate.objects.select_related("batch__unit", "number").get()
    new = granted(desk, asked(desk, row, by="coordinator"), by="leader")
    assert new.batch.unit.code == "ld-68" and new.number.series.unit.code == "ld-68"
    row.refresh_from_db()
    assert row.state == "replaced" and row.batch.unit_id == former.pk


def test_a_certificate_is_asked_for_and_given_again_on_its_page(desk: Desk, client_as: Callable[[Any], Any]) -> None:
    row, client = one(desk), client_as(desk.province.account("emulation"))
    address = reverse("certificate_reissue", args=[row.pk])
    assert address in client.get(reverse("certificate", args=[row.pk])).content.decode()
    assert "Bà H&#x27;Ble Niê 1" in client.get(address).content.decode()
    wrong = client.post(address, {"viec": "de-nghi", "why": "misprinted", "reason": "Sai dấu", **SAYS})
    assert wrong.status_code == 422 and "Sai dấu" in wrong.content.decode()
    sent = {"viec": "de-nghi", "why": "misprinted", "reason": "Sai dấu", **SAYS, "recipient": "Bà H'Blê Niê 1"}
    assert client.post(address, sent).status_code == 303
    assert client.post(address, sent).status_code == 409
    page = client.get(address).content.decode()
    assert "Bà H&#x27;Blê Niê 1" in page and "02/GK-SNV" in page.replace("02/SNV", "02/GK-SNV")
    given = {"viec": "cap-lai", "day": "02/03/2026", "issuer": COMMON["issuer"], "office": "giam-doc", "signer": ""}
    wrong = client.post(address, given)
    assert wrong.status_code == 422 and "Chưa ghi họ và tên người ký" in wrong.content.decode()
    answer = client.post(address, {**given, "signer": "Trần Thị B"})
    new = Certificate.objects.get(replaces=row)
    assert (answer.status_code, answer["Location"]) == (303, reverse("certificate", args=[new.pk]))
    assert client.post(address, {**given, "signer": "Trần Thị B"}).status_code == 409
    assert f'thay <a href="{reverse("certificate", args=[row.pk])}"' in client.get(answer["Location"]).content.decode()
    assert "Đã được cấp lại" in client.get(reverse("certificate", args=[row.pk])).content.decode()


def test_a_request_waits_in_the_work_of_who_gives_the_numbers(desk: Desk) -> None:
    from chungsuc.documents.work import reissues_waiting

    row = one(desk)
    asked(desk, row)
    lines = list(answer(reissues_waiting(desk.person("emulation"))))
    assert [line.href for line in lines] == [reverse("certificate_reissue", args=[row.pk])]
    assert not list(answer(reissues_waiting(desk.person("front"))))
