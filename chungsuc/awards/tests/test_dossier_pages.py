"""The pages of dossiers: the way through them, what comes back with its error, who is told nothing."""

from typing import Any

import pytest
from django.urls import reverse

from chungsuc.audit.models import Entry
from chungsuc.awards.actions import consents, handing
from chungsuc.awards.models import Dossier, NomineeConsent
from chungsuc.evidence.tests.documents import put
from chungsuc.organisations.tests.events_support import text_of
from tests.province import Province

from . import proposing, rows
from .proposing import COMMUNE, DAY

pytestmark = pytest.mark.usefixtures("bare_province")


@pytest.fixture(autouse=True)
def on_the_day(settings: Any) -> None:
    settings.TODAY = DAY.isoformat()


def own(client_as: Any, unit: str = COMMUNE) -> Any:
    return client_as(rows.commune(unit, DAY).account)


def test_a_dossier_goes_through_the_pages_from_the_file_to_the_office(client_as: Any) -> None:
    subject, round, commune = proposing.worthy(), proposing.round_of(), own(client_as)
    key = f"achievement:{subject.achievements.get().pk}"
    at = rows.commune(day=DAY).posts[0].unit_id
    typed = {"form": "BK_TINH", "round": round.pk, "proposer": at, "keys": [key]}
    answer = commune.post(reverse("award_dossier_new", args=[subject.pk]), typed)
    made = Dossier.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/khen-thuong/ho-so/{made.pk}/")
    page = text_of(commune.get(answer["Location"]))
    assert "Chưa nộp hồ sơ được" in page and "Chưa có xác nhận của người, tổ chức được đề nghị" in page
    assert "Còn thiếu Tờ trình kèm danh sách" in page and "mẫu số 07" in page and "theo ngày hôm nay" in page
    paper = put(COMMUNE, "Tờ trình của xã")
    said = {"version": made.version, "part": "tờ trình kèm danh sách", "document": paper.pk}
    assert commune.post(reverse("award_dossier_papers", args=[made.pk]), said).status_code == 303
    made.refresh_from_db()
    signed = {"viec": "giay", "version": made.version, "answer": "co", "document": paper.pk}
    assert commune.post(reverse("award_dossier_consent", args=[made.pk]), signed).status_code == 303
    made.refresh_from_db()
    sent = commune.post(reverse("award_dossier_act", args=[made.pk, "nop"]), {"version": made.version})
    assert sent.status_code == 303
    assert "đã nộp, chờ nhận" in text_of(commune.get(reverse("award_dossiers")))
    office = client_as(rows.emulation(DAY).account)
    assert "Tờ trình của xã" in text_of(office.get(f"/khen-thuong/ho-so/{made.pk}/"))
    printed = text_of(commune.get(reverse("award_dossier_print", args=[made.pk])))
    assert "Tờ trình kèm danh sách: Tờ trình của xã" in printed and "đồng ý, ngày 01/11/2023" in printed


def test_what_cannot_be_done_comes_back_with_what_was_typed_and_a_late_one_is_told(client_as: Any) -> None:
    made, commune = proposing.drafted(), own(client_as)
    edit = reverse("award_dossier_edit", args=[made.pk])
    answer = commune.post(edit, {"version": made.version, "merit": "", "keys": []})
    assert answer.status_code == 422 and "Chưa ghi thành tích đề nghị khen" in text_of(answer)
    keys = [use.key for use in made.uses.all()]
    late = commune.post(edit, {"version": made.version + 4, "merit": "Hiến đất, mở đường", "keys": keys})
    assert late.status_code == 409 and "Hiến đất, mở đường" in late.content.decode()
    assert "vừa được người khác chuyển bước hoặc sửa" in text_of(late)
    kept = commune.post(edit, {"version": made.version, "merit": "Hiến đất, mở đường", "keys": keys})
    assert kept.status_code == 303 and Dossier.objects.get().merit == "Hiến đất, mở đường"
    early = commune.post(reverse("award_dossier_act", args=[made.pk, "nop"]), {"version": made.version + 1})
    assert early.status_code == 422 and Dossier.objects.get().state == "draft"


def test_a_withdrawal_through_the_page_wants_a_reason(client_as: Any) -> None:
    made, commune = proposing.drafted(), own(client_as)
    address = reverse("award_dossier_act", args=[made.pk, "rut"])
    assert commune.post(address, {"version": made.version, "reason": ""}).status_code == 422
    assert commune.post(address, {"version": made.version, "reason": "Ghi nhầm người"}).status_code == 303
    assert Dossier.objects.get().state == "withdrawn"
    assert commune.get(reverse("award_dossier_act", args=[made.pk, "khong-co"])).status_code == 404


def test_what_a_unit_is_still_writing_is_seen_by_nobody_else(client_as: Any) -> None:
    made = proposing.drafted()
    address = reverse("award_dossier", args=[made.pk])
    others = [rows.emulation(DAY), proposing.reader("inspector", "TTT"), rows.commune("dn-24676", DAY)]
    assert [client_as(one.account).get(address).status_code for one in others] == [404, 404, 404]
    made = proposing.agreed(made)
    handing.submit(made, made.version, acting=rows.commune(day=DAY))
    assert [client_as(one.account).get(address).status_code for one in others] == [200, 200, 404]


def test_the_nominee_reads_and_answers_with_the_code_alone(client_as: Any) -> None:
    made, commune, anybody = proposing.drafted(), own(client_as), client_as(None)
    shown = commune.post(reverse("award_dossier_consent", args=[made.pk]), {"viec": "ma", "version": made.version})
    code = shown.context["code"]
    assert shown.status_code == 200 and len(code) == 14 and code in shown.content.decode()
    assert code not in commune.get(reverse("award_dossier_consent", args=[made.pk])).content.decode()
    assert not NomineeConsent.objects.filter(code_hash__contains=code.replace("-", "")).exists()
    public = reverse("award_consent")
    page = text_of(anybody.post(public, {"code": code.lower().replace("-", " ")}))
    assert "Điểu K'Bé" in page and "Bằng khen của Chủ tịch UBND tỉnh" in page and "Hiến đất làm đường thôn" in page
    missing = anybody.post(public, {"code": code, "answer": ""})
    assert missing.status_code == 422 and "Chưa chọn" in text_of(missing)
    answer = anybody.post(public, {"code": code, "answer": "khong"})
    assert (answer.status_code, answer["Location"]) == (303, "/xac-nhan-de-nghi/?xong=1")
    assert "Không đồng ý" in text_of(commune.get(reverse("award_dossier", args=[made.pk])))
    again = anybody.post(public, {"code": code, "answer": "co"})
    assert again.status_code == 422 and "Mã không đúng, đã hết hạn hoặc đã dùng" in text_of(again)
    entry = Entry.objects.filter(act="awards.consent_answered").get()
    assert (entry.actor, "K'Bé" in entry.subject_label) == ("người được đề nghị", False)


def test_a_replaced_or_lapsed_code_is_refused_in_the_same_words(client_as: Any, settings: Any) -> None:
    made, acting, anybody = proposing.drafted(), rows.commune(day=DAY), client_as(None)
    first = consents.make_code(made, made.version, acting=acting)
    second = consents.make_code(made, made.version, acting=acting)
    public = reverse("award_consent")
    said = [text_of(anybody.post(public, {"code": code})) for code in (first, "AAAA-AAAA-AAAA", "x")]
    assert ["Mã không đúng, đã hết hạn hoặc đã dùng" in one for one in said] == [True] * 3
    settings.TODAY = "2023-12-01"
    assert anybody.post(public, {"code": second}).status_code == 200
    settings.TODAY = "2023-12-02"
    assert anybody.post(public, {"code": second}).status_code == 422


def test_wrong_codes_are_limited_by_address_and_then_not_even_the_right_one_is_looked_up(client_as: Any) -> None:
    made, anybody, public = proposing.drafted(), client_as(None), reverse("award_consent")
    code = consents.make_code(made, made.version, acting=rows.commune(day=DAY))
    told = [anybody.post(public, {"code": f"AAAA{number}"}).status_code for number in range(11)]
    assert told == [422] * 10 + [429]
    assert anybody.post(public, {"code": code}).status_code == 429
    assert anybody.post(public, {"code": code}, REMOTE_ADDR="10.9.8.7").status_code == 200


def test_unknown_and_right_codes_cost_the_same_queries(client_as: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    made = proposing.drafted()
    code = consents.make_code(made, made.version, acting=rows.commune(day=DAY))
    costs = []
    for tried in (code, "AAAA-AAAA-AAAA"):
        with CaptureQueriesContext(connection) as asked:
            consents.open_consent(tried, DAY)
        costs.append(len(asked))
    assert costs == [1, 1]


@pytest.mark.parametrize("many", [1, 60])
def test_the_list_costs_the_same_whatever_its_length(
    client_as: Any, django_assert_max_num_queries: Any, many: int
) -> None:
    made = proposing.drafted()
    Dossier.objects.bulk_create(
        Dossier(
            subject=rows.subject(name=f"Người {number}"), form="BK_TTG", body=made.body, proposer=made.proposer,
            merit="Hiến đất", drafted_on=DAY, by="bài thử",
        )
        for number in range(many - 1)
    )  # fmt: skip
    commune = own(client_as)
    with django_assert_max_num_queries(10):
        page = text_of(commune.get(reverse("award_dossiers")))
    assert f"{many} hồ sơ" in page


def test_a_dossier_costs_the_same_with_one_achievement_and_with_thirty(
    client_as: Any, django_assert_max_num_queries: Any, bare_province: Province
) -> None:
    commune = own(client_as)
    for name, times in (("Một Lần", 1), ("Nhiều Lần", 12)):
        made = proposing.drafted(proposing.worthy(name, times=times))
        with django_assert_max_num_queries(15):
            assert commune.get(reverse("award_dossier", args=[made.pk])).status_code == 200


def test_a_received_dossier_shows_what_came_of_it_and_a_draft_does_not(client_as: Any) -> None:
    made, commune = proposing.submitted(), own(client_as)
    address = reverse("award_dossier", args=[made.pk])
    assert "Chưa họp Hội đồng" not in text_of(commune.get(address))
    said = {"received_on": DAY, "stamp": 1, "stamp_year": 2023, "regime": "R2003", "state": "formal"}
    Dossier.objects.filter(pk=made.pk).update(**said)
    page = text_of(commune.get(address))
    assert "Chưa họp Hội đồng, chưa có quyết định" in page and "số đến 1 năm 2023" in page
