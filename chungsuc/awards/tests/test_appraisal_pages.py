"""The pages of appraisal: what they show and to whom, forms that are refused, races that nobody loses twice."""

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from chungsuc.audit.models import Entry
from chungsuc.awards.actions import consulting
from chungsuc.awards.actions import posting as posting_actions
from chungsuc.awards.appraisal_work import (
    dossiers_to_examine,
    objections_to_answer,
    opinions_to_give,
    results_to_confirm,
    visits_to_countersign,
)
from chungsuc.awards.facts.clocks import Timing
from chungsuc.awards.facts.queue import queued
from chungsuc.awards.models import ClockStop, Dossier, FieldVisit, Finding, Objection
from chungsuc.law.periods import show_day
from chungsuc.organisations.models import Unit
from chungsuc.questions.asking import answer

from . import dossiers as made

pytestmark = pytest.mark.usefixtures("bare_province")
TODAY = date(2024, 3, 11)


@pytest.fixture(autouse=True)
def present(settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()


@pytest.fixture
def officer(client_as: Any) -> Any:
    return client_as(made.emulation(TODAY).account)


def test_the_queue_has_what_is_late_or_due_first_and_what_stands_last() -> None:
    standing = made.at("content", form="BK_TINH", name="Đứng", received=date(2023, 11, 1), regime="R2003")
    ClockStop.objects.create(dossier=standing, clock="content", since=date(2023, 11, 2), asked="x", by="x")
    late = made.at("content", form="BK_TINH", name="Chậm", received=date(2023, 12, 1), regime="R2003")
    soon = made.at("content", form="BK_TINH", name="Sắp", received=date(2024, 2, 15))
    unruled = made.at("content", name="Không rõ", received=date(2023, 11, 1), regime="R2003")
    new = made.submitted(name="Mới")
    found = queued(Dossier.objects.all(), TODAY, Timing.read())
    assert [one.pk for one in found] == [late.pk, soon.pk, unruled.pk, new.pk, standing.pk]
    assert [one.clock.late for one in found] == [True, False, False, False, False]


def test_a_dossier_is_received_on_its_page_and_who_comes_second_is_told(officer: Any) -> None:
    dossier = made.submitted()
    address = reverse("award_appraisal_act", args=[dossier.pk, "nhan"])
    assert "Nhận hồ sơ" in officer.get(address).content.decode()
    assert officer.post(address, {"version": "2", "received_on": "04/03/2024"}).status_code == 303
    assert officer.post(address, {"version": "2", "received_on": ""}).status_code == 409
    fresh = Dossier.objects.get(pk=dossier.pk)
    assert (fresh.state, fresh.received_on, fresh.stamp) == ("formal", date(2024, 3, 4), 1)
    refused = officer.post(
        reverse("award_appraisal_act", args=[dossier.pk, "bo-sung-the-thuc"]), {"version": "3", "reason": " "}
    )
    assert refused.status_code == 422 and "Chưa ghi phải bổ sung gì" in refused.content.decode()


def typed(**lines: tuple[str, str]) -> dict[str, str]:
    """What the form of a check sends: by the words of each line (blanks as _) its conclusion and the note."""
    keys = {name: hashlib.sha256(name.replace("_", " ").encode()).hexdigest()[:10] for name in lines}
    met = {f"met-{keys[name]}": said for name, (said, _) in lines.items()}
    return met | {f"note-{keys[name]}": note for name, (_, note) in lines.items()}


def test_the_lines_of_a_check_are_answered_together_and_the_act_says_what_is_still_open(officer: Any) -> None:
    dossier = made.at("formal")
    address = reverse("award_finding", args=[dossier.pk, "the-thuc"])
    sent = officer.post(address, typed(tờ_trình=("1", ""), biên_bản_họp_Hội_đồng=("1", "")))
    assert (sent.status_code, sent["Location"]) == (303, reverse("award_appraisal", args=[dossier.pk]))
    assert set(Finding.objects.values_list("line", "met")) == {("tờ trình", True), ("biên bản họp Hội đồng", True)}
    assert Entry.objects.filter(act="awards.finding_recorded").count() == 2
    page = officer.get(reverse("award_appraisal_act", args=[dossier.pk, "dat-the-thuc"])).content.decode()
    assert "Thể thức chưa có kết luận: báo cáo thành tích có xác nhận." in page
    assert f'href="{address}"' in page


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ({"tờ_trình": ("1", ""), "biên_bản_họp_Hội_đồng": ("0", "")}, "Chưa ghi nhận xét"),
        ({"tờ_trình": ("", "Thiếu dấu")}, "Đã ghi nhận xét mà chưa kết luận"),
        ({}, "Chưa kết luận nội dung nào"),
    ],
)
def test_a_check_that_cannot_be_written_says_why_at_its_line_and_writes_nothing(
    officer: Any, lines: dict[str, Any], why: str
) -> None:
    dossier = made.at("formal")
    refused = officer.post(reverse("award_finding", args=[dossier.pk, "the-thuc"]), typed(**lines))
    page = refused.content.decode()
    assert refused.status_code == 422 and why in page
    assert ('class="field wrong"' in page) is bool(lines)
    assert not Finding.objects.exists()


def test_a_line_that_a_rule_refuses_has_nothing_to_choose(officer: Any) -> None:
    dossier = made.at("content", form="BK_TINH")
    page = officer.get(reverse("award_finding", args=[dossier.pk, "noi-dung"])).content.decode()
    key = hashlib.sha256(b"review_rounds").hexdigest()[:10]
    assert "Mục V.2.b" in page and f"met-{key}" not in page
    refused = officer.post(reverse("award_finding", args=[dossier.pk, "noi-dung"]), {f"met-{key}": "1"})
    assert refused.status_code == 422 and not Finding.objects.exists()


def test_who_appraises_finds_the_check_first_and_then_the_conclusion(officer: Any) -> None:
    dossier = made.at("formal")
    address = reverse("award_appraisal", args=[dossier.pk])
    check, conclude = (
        reverse("award_finding", args=[dossier.pk, "the-thuc"]),
        reverse("award_appraisal_act", args=[dossier.pk, "dat-the-thuc"]),
    )
    assert f'class="button button-main" href="{check}"' in officer.get(address).content.decode()
    officer.post(check, typed(tờ_trình=("1", "")))
    page = officer.get(address).content.decode()
    assert f'class="button button-main" href="{conclude}"' in page and f'class="button" href="{check}"' in page


def test_who_wrote_a_dossier_is_told_on_its_page_that_somebody_else_appraises_it(officer: Any) -> None:
    dossier = made.at("formal", by=made.emulation(TODAY).username)
    address = reverse("award_appraisal", args=[dossier.pk])
    assert "Đồng chí đã lập hồ sơ này nên không thẩm định nó" in officer.get(address).content.decode()
    Dossier.objects.update(by="ai-do")
    assert "Đồng chí đã lập hồ sơ này" not in officer.get(address).content.decode()


def test_an_agency_reads_name_form_merit_and_question_and_nothing_else_of_the_dossier(client_as: Any) -> None:
    dossier = made.at("content")
    question = consulting.ask(
        dossier, agency=Unit.objects.get(code="SXD"), about="Nghĩa vụ thuế", due_on=TODAY,
        acting=made.emulation(TODAY),
    )  # fmt: skip
    client = client_as(made.department(TODAY).account)
    page = client.get(reverse("award_opinion", args=[question.pk])).content.decode()
    assert all(
        word in page for word in ("Điểu K&#x27;Bé", "Huân chương Lao động hạng Ba", dossier.merit, question.about)
    )
    for name in ("award_appraisal", "award_dossier"):
        assert client.get(reverse(name, args=[dossier.pk])).status_code == 404
    said = {"view": "agrees", "words": "Đã nộp đủ.", "paper": ""}
    assert client.post(reverse("award_opinion", args=[question.pk]), said).status_code == 303
    assert client.post(reverse("award_opinion", args=[question.pk]), said).status_code == 409


def test_a_list_is_previewed_then_posted_and_read_by_everybody_until_it_is_withdrawn(officer: Any, client: Any) -> None:
    dossier = made.at("content")
    address = reverse("award_posting_new", args=["HCLD_3"])
    typed = {"dossiers": [str(dossier.pk)], "since": "11/03/2024", "title": ""}
    assert f'value="{dossier.pk}" id="id_dossiers_0" checked' in officer.get(address).content.decode()
    preview = officer.post(address, typed).content.decode()
    assert "Xem trước" in preview and "đến hết 25/03/2024" in preview
    sent = officer.post(address, {**typed, "seen": "1"})
    assert sent.status_code == 303
    posting = dossier.posted.get().posting
    public = reverse("award_public_posting", args=[posting.pk])
    page = client.get(public)
    text = page.content.decode()
    assert all(word in text for word in ("Điểu K&#x27;Bé", dossier.merit, "11/03/2024", "25/03/2024", posting.proof))
    assert "Sở Nội vụ (qua Ban Thi đua - Khen thưởng), điện thoại 02613.549.096, chậm nhất ngày 25/03/2024" in text
    assert client.get(public, headers={"if-none-match": page["ETag"]}).status_code == 304
    posting_actions.withdraw_posting(posting, reason="Sai tên.", acting=made.emulation(TODAY))
    gone = client.get(public, headers={"if-none-match": page["ETag"]})
    assert gone.status_code == 404 and "đã được rút" in gone.content.decode()
    assert "Bé" not in gone.content.decode() and "Sai tên" not in gone.content.decode()


def test_an_objection_is_taken_down_and_its_sender_shown_to_who_answers_only(officer: Any, client_as: Any) -> None:
    dossier = made.at("content")
    posting = posting_actions.post_list(
        dossier.body, "HCLD_3", [dossier.pk], TODAY, acting=made.emulation(TODAY)
    )  # fmt: skip
    address = reverse("award_posted", args=[posting.pk])
    said = {"viec": "y-kien", "y-kien-received_on": "11/03/2024", "y-kien-words": "Chưa đo", "y-kien-sender": "Ông Tám"}
    assert officer.post(address, {**said, "y-kien-words": ""}).status_code == 422
    assert officer.post(address, said).status_code == 303
    assert "Ông Tám" in officer.get(address).content.decode()
    other = client_as(made.coordinator(TODAY).account).get(address).content.decode()
    assert "Chưa đo" in other and "Ông Tám" not in other
    key = f"tra-loi-{Objection.objects.get().pk}"
    sent = officer.post(address, {"viec": key, f"{key}-upheld": "0", f"{key}-answer": "Đã đo lại"})
    assert sent.status_code == 303 and Objection.objects.get().upheld is False


def test_who_did_not_post_a_list_writes_on_its_page_why_it_stands_after_an_objection_to_all_of_it(
    officer: Any, client_as: Any
) -> None:
    dossier = made.at("content")
    poster = made.emulation(TODAY, "nguoi-cong-khai")
    posting = posting_actions.post_list(dossier.body, "HCLD_3", [dossier.pk], TODAY, acting=poster)
    said = posting_actions.record_objection(posting, received_on=TODAY, words="Thiếu nơi nhận", acting=poster)
    address, key = reverse("award_posted", args=[posting.pk]), f"giu-{said.pk}"
    assert "Ghi vì sao vẫn giữ danh sách" not in officer.get(address).content.decode()
    posting_actions.answer_objection(said, upheld=True, answer="Đúng.", acting=poster)
    page = officer.get(address).content.decode()
    assert "Chưa họp Hội đồng được" in page and "Ghi vì sao vẫn giữ danh sách" in page
    assert client_as(poster.account).post(address, {"viec": key, f"{key}-reason": "Nhỏ."}).status_code == 422
    assert officer.post(address, {"viec": key, f"{key}-reason": " "}).status_code == 422
    assert officer.post(address, {"viec": key, f"{key}-reason": "Nơi nhận có ở trang bìa."}).status_code == 303
    page = officer.get(address).content.decode()
    assert "Nơi nhận có ở trang bìa." in page and "Chưa họp Hội đồng được" not in page
    assert officer.post(address, {"viec": key, f"{key}-reason": "Lần nữa."}).status_code == 404


def test_a_sample_is_drawn_on_the_page_of_the_round_which_says_how_to_draw_it_again(
    officer: Any, settings: Any
) -> None:
    round = made.round_of("HCLD_3")
    dossier = made.at("content", round=round)
    address = reverse("award_sample", args=[round.pk])
    tomorrow = TODAY + timedelta(days=1)
    assert officer.post(address, {"seed_day": show_day(tomorrow), "seed_source": ""}).status_code == 422
    said = {"seed_day": show_day(tomorrow), "seed_source": "Xổ số Đắk Nông"}
    assert officer.post(address, said).status_code == 303
    page = officer.get(address).content.decode()
    assert "Đến ngày công bố mới ghi được" in page and f"1 hồ sơ, số {dossier.pk}" in page
    appraisal = officer.get(reverse("award_appraisal", args=[dossier.pk])).content.decode()
    assert "chờ số gieo được công bố, chưa chọn" in appraisal
    again = {**said, "viec": "doi", "seed_day": show_day(tomorrow + timedelta(days=1)), "reason": " "}
    assert officer.post(address, again).status_code == 422
    assert officer.post(address, {"viec": "gieo", "seed": "812345"}).status_code == 422
    settings.TODAY = tomorrow.isoformat()
    assert officer.post(address, {"viec": "gieo", "seed": "812345"}).status_code == 303
    page = officer.get(address).content.decode()
    assert "812345" in page and "sha256" in page and f"hồ sơ số {dossier.pk}" in page
    assert f'href="{reverse("award_visit_new", args=[dossier.pk])}"' in page
    visit = officer.get(reverse("award_visit_new", args=[dossier.pk])).content.decode()
    assert '<option value="sample" selected>' in visit
    assert f'href="{address}"' in officer.get(reverse("award_round", args=[round.pk])).content.decode()


def test_results_are_announced_on_one_page_and_a_changed_one_stops_all(officer: Any) -> None:
    one, two = made.at("passed"), made.at("passed", name="Hoàng Thị Mai")
    address = reverse("award_announce")
    keys = [f"{row.pk}:{row.version}" for row in (one, two)]
    Dossier.objects.filter(pk=two.pk).update(version=7)
    assert officer.post(address, {"dossiers": keys}).status_code == 422
    assert Dossier.objects.get(pk=one.pk).state == "passed"
    assert officer.post(address, {"dossiers": [keys[0], f"{two.pk}:7"]}).status_code == 303
    assert set(Dossier.objects.values_list("state", flat=True)) == {"announced"}
    assert f'href="{reverse("award_decisions")}"' in officer.get(address).content.decode()


def test_everybody_finds_what_waits_for_them_and_nothing_of_others() -> None:
    sent, checked = made.submitted(), made.at("content", name="Hoàng Thị Mai")
    checked.uses.update(key="recognition:1")
    consulting.ask(
        checked, agency=Unit.objects.get(code="SXD"), about="Thuế", due_on=TODAY - timedelta(days=0),
        acting=made.emulation(TODAY),
    )  # fmt: skip
    FieldVisit.objects.create(
        dossier=checked, why="other", visited_on=TODAY, right=True, report="x", by="x"
    )  # fmt: skip
    posting = posting_actions.post_list(checked.body, "HCLD_3", [checked.pk], TODAY, acting=made.emulation(TODAY))
    posting_actions.record_objection(posting, received_on=TODAY, words="x", acting=made.emulation(TODAY))
    asks = (dossiers_to_examine, results_to_confirm, opinions_to_give, visits_to_countersign, objections_to_answer)
    people = (made.emulation(TODAY), made.coordinator(TODAY), made.department(TODAY), made.commune(TODAY))
    counts = [[len(list(answer(ask(person)))) for ask in asks] for person in people]
    assert counts == [[2, 0, 0, 0, 1], [0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 0]]
    lines = [line.text for line in answer(dossiers_to_examine(people[0]))]
    assert any(f"số {sent.pk}" in line for line in lines) and not any("Mai" in line for line in lines)
