"""The pages of this room: what is typed is kept, the stale are told, candidates are answered, what is due is told."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from chungsuc.deadlines.registry import asked
from chungsuc.exemplars.facts import candidates_on
from chungsuc.exemplars.models import CandidateAnswer, Coverage, Exemplar
from chungsuc.exemplars.work import exemplars_to_verify
from chungsuc.organisations.access import EVERYWHERE, Scope
from chungsuc.questions.asking import answer
from chungsuc.rulebook.models import Figure
from tests.access_matrix import text_of
from tests.province import Province

from . import rows

DAY = date(2025, 8, 1)


@pytest.fixture(autouse=True)
def present_day(settings: Any) -> None:
    settings.TODAY = DAY.isoformat()


FORM = {
    "kind": "household", "unit": "Xã Nhân Cơ", "found_on": "10/07/2025", "name": "Nguyễn Văn Thử", "title": "Hiến đất",
    "text": "Hộ này hiến đất.",
}  # fmt: skip


def test_an_exemplar_is_entered_verified_and_copied_through_the_pages(bare_province: Province, client_as: Any) -> None:
    commune, body = (client_as(bare_province.account(role)) for role in ("commune", "department"))
    answer = commune.post(reverse("exemplar_new"), FORM)
    made = Exemplar.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/dien-hinh/{made.pk}/")
    own = text_of(commune.get(f"/dien-hinh/{made.pk}/"))
    assert "Người phát hiện không tự xác minh" in own
    said = {"version": 1, "outcome": "confirmed", "on": "11/07/2025", "reason": "Đã xem tại thôn."}
    assert body.post(reverse("exemplar_act", args=[made.pk, "xac-minh"]), said).status_code == 303
    copied = {"version": 2, "unit": "ld-24616", "since": "20/07/2025"}
    assert commune.post(reverse("exemplar_act", args=[made.pk, "nhan-rong"]), copied).status_code == 303
    page = text_of(commune.get(f"/dien-hinh/{made.pk}/"))
    assert "Đã xem tại thôn." in page and "Ghi kết quả trước 20/07/2026" in page


def test_what_was_typed_comes_back_with_the_error_at_its_place(bare_province: Province, client_as: Any) -> None:
    client = client_as(bare_province.account("commune"))
    answer = client.post(
        reverse("exemplar_new"), {**FORM, "text": "Ông Nguyễn Văn Thử hiến đất", "found_on": "31/02/2025"}
    )
    assert answer.status_code == 422
    assert "Ông Nguyễn Văn Thử hiến đất" in text_of(answer) and "không có trong lịch" in text_of(answer)
    answer = client.post(reverse("exemplar_new"), {**FORM, "text": "Ông Nguyễn Văn Thử hiến đất"})
    assert answer.status_code == 422 and "Đừng ghi tên người" in text_of(answer)
    assert not Exemplar.objects.exists()


def test_the_stale_are_told_by_409_and_nothing_is_written(bare_province: Province, client_as: Any) -> None:
    made = rows.exemplar("ld-24751")
    client = client_as(bare_province.account("commune"))
    said = {"version": 7, "name": made.name, "title": "Khác", "text": "Khác"}
    answer = client.post(reverse("exemplar_act", args=[made.pk, "viet-lai"]), said)
    assert answer.status_code == 409 and "người khác thay đổi" in text_of(answer) and "Khác" in text_of(answer)
    assert made.stories.count() == 1


def test_a_photograph_and_a_signed_consent_come_in_through_the_pages(bare_province: Province, client_as: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from chungsuc.evidence.tests.making import picture

    made = rows.exemplar("ld-24751")
    client = client_as(bare_province.account("commune"))
    shot = SimpleUploadedFile("nguoi.jpg", picture())
    assert (
        client.post(
            reverse("exemplar_act", args=[made.pk, "them-anh"]), {"version": 1, "caption": "Đường", "file": shot}
        ).status_code
        == 303
    )
    paper = SimpleUploadedFile("giay.jpg", picture(colour="blue"))
    said = {"version": 2, "about": "photo", "scope": "public", "given_on": "01/08/2025", "file": paper}
    assert client.post(reverse("exemplar_act", args=[made.pk, "dong-y"]), said).status_code == 303
    consent = made.consents.get()
    assert (consent.how, consent.document.kind.code) == ("paper", "giay_dong_y")
    assert client_as(bare_province.account("inspector")).get(f"/minh-chung/{consent.document_id}/").status_code == 404


def test_a_piece_is_entered_and_taken_out_through_the_pages(bare_province: Province, client_as: Any) -> None:
    client = client_as(bare_province.account("emulation"))
    said = {"outlet": rows.outlet().pk, "day": "01/08/2025", "title": "Bài một", "minutes": "12,5"}
    assert client.post(reverse("coverage_new"), said).status_code == 303
    made = Coverage.objects.get()
    assert (made.seconds, made.pieces) == (750, 1)
    wrong = client.post(reverse("coverage_new"), {**said, "minutes": "mười"})
    assert wrong.status_code == 422 and "mười" in text_of(wrong)
    place = reverse("coverage_piece", args=[made.pk])
    assert client.post(place, {"reason": "Ghi nhầm"}).status_code == 303
    assert client.post(place, {"reason": "Ghi nhầm"}).status_code == 409
    assert "Cơ quan tổng hợp: Sở Khoa học và Công nghệ" in text_of(client.get(reverse("coverage_quarters")))


def test_the_press_begins_at_the_log_and_enters_for_itself(bare_province: Province, client_as: Any) -> None:
    client = client_as(rows.person("press", "BAO", DAY).account)
    assert client.get("/")["Location"] == reverse("coverage")
    form = text_of(client.get(reverse("coverage_new")))
    assert "Báo Đắk Nông" in form and "Đài Phát thanh" not in form
    for name in ("exemplars", "coverage_quarters", "outlets", "imports"):
        assert client.get(reverse(name)).status_code == 200, name
    assert client.get(reverse("communes")).status_code == 403


def test_an_exemplar_waits_for_whoever_may_verify_it_and_not_for_its_finder(bare_province: Province) -> None:
    made = rows.exemplar("ld-24751")
    assert [line.href for line in answer(exemplars_to_verify(rows.department(DAY)))] == [
        f"/dien-hinh/{made.pk}/xac-minh/"
    ]
    assert list(answer(exemplars_to_verify(rows.person("commune", "ld-24751", DAY)))) == []
    assert list(answer(exemplars_to_verify(rows.person("inspector", "TTT", DAY)))) == []
    rows.verified(made, rows.department(DAY))
    assert list(answer(exemplars_to_verify(rows.department(DAY)))) == []


def test_a_result_is_due_by_the_unit_that_copies_and_by_what_it_went_into(bare_province: Province) -> None:
    from chungsuc.organisations.models import Unit

    made = rows.exemplar("dn-24751")
    copier, heir = Unit.objects.get(code="dn-24673"), Unit.objects.get(code="ld-24670")
    copy = made.copies.create(
        unit=copier, since=date(2024, 6, 1), due=date(2025, 6, 1), recorded_by="x", recorded_at=made.recorded_at
    )

    def owed(day: date, unit: Unit) -> list[tuple[int, Any]]:
        found = asked(day, frozenset({unit.pk}), ["exemplars.results"])
        return [(due.unit_id, due.done_on) for _, due in found]

    assert owed(date(2024, 5, 31), copier) == []
    assert owed(date(2025, 6, 30), copier) == [(copier.pk, None)]
    assert (owed(date(2025, 7, 1), copier), owed(date(2025, 7, 1), heir)) == ([], [(heir.pk, None)])
    copy.results.create(number=1, outcome="kept", text="Còn làm", on=date(2025, 5, 1), by="x", at=made.recorded_at)
    assert owed(date(2025, 7, 1), heir) == [(heir.pk, date(2025, 5, 1))]


# --- candidates ---


def test_the_data_propose_with_their_figures_and_each_is_answered_once(province: Province, client_as: Any) -> None:
    page = candidates_on(DAY, EVERYWHERE)
    by_sort = {group.sort: group.lines for group in page.groups}
    assert by_sort["riser"] and all("Thêm" in line.candidate.why for line in by_sort["riser"])
    gains = [line.candidate.weight for line in by_sort["riser"]]
    assert gains == sorted(gains, reverse=True) and min(gains) >= 3
    client = client_as(province.account("emulation"))
    shown = text_of(client.get(reverse("exemplar_candidates")))
    line = by_sort["riser"][0]
    assert line.unit_name in shown and f"/don-vi/{line.unit_code}/" in shown
    aside = f"{reverse('exemplar_candidate_aside')}?de-xuat={line.candidate.key}"
    assert client.post(aside, {"reason": " "}).status_code == 422
    assert client.post(aside, {"reason": "Chờ xem lại số liệu"}).status_code == 303
    assert client.post(aside, {"reason": "Lần nữa"}).status_code == 409
    other = by_sort["riser"][1]
    new = f"{reverse('exemplar_new')}?de-xuat={other.candidate.key}"
    assert other.candidate.why.split(":")[0] in text_of(client.get(new))
    said = {**FORM, "kind": "collective", "unit": other.unit_code, "found_on": "10/06/2025", "name": "Tập thể xã"}
    assert client.post(new, said).status_code == 303
    assert set(CandidateAnswer.objects.values_list("key", "exemplar__name")) == {
        (line.candidate.key, None), (other.candidate.key, "Tập thể xã"),
    }  # fmt: skip
    assert "Chờ xem lại số liệu" in text_of(client.get(reverse("exemplar_candidates")))


def test_without_a_rule_nobody_is_proposed_and_the_page_says_which_is_missing(province: Province) -> None:
    Figure.objects.filter(key="share:exemplar_hard_criterion").update(value_json="null", status="missing")
    group = next(group for group in candidates_on(DAY, EVERYWHERE).groups if group.sort == "first")
    assert (group.lines, [rule.key for rule in group.missing]) == ((), ["share:exemplar_hard_criterion"])


def test_candidates_are_those_of_ones_reach_and_cost_the_same(
    province: Province, django_assert_max_num_queries: Any
) -> None:
    every = candidates_on(DAY, EVERYWHERE)
    unit = every.groups[0].lines[0].candidate.unit_id
    with django_assert_max_num_queries(9):
        own = candidates_on(DAY, Scope(frozenset({unit})))
    assert {line.candidate.unit_id for group in own.groups for line in group.lines} == {unit}
    assert candidates_on(date(2020, 1, 1), EVERYWHERE).waiting == 0
