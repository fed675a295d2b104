"""The pages of entry: a plain form that keeps what was typed, shows both figures of a conflict, and says what is missing."""

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chungsuc.criteria import actions
from chungsuc.criteria.forms import read_place
from chungsuc.criteria.models import Declared, Report
from chungsuc.locks.actions import set_lock

from .entry_support import (
    AFTER,
    BEFORE,
    NEW,
    OLD,
    SET,
    YEAR,
    body,
    check,
    commune,
    declared,
    entry,
    filled,
    indicator,
    person,
    the_set,
    unit,
    verifying,
)

pytestmark = pytest.mark.usefixtures("province")
LIST = f"/khai/{OLD}/{SET}/{YEAR}/"
MARK = "00000000-0000-4000-8000-0000000000"


@pytest.fixture(autouse=True)
def present(settings: Any) -> None:
    settings.TODAY = BEFORE.isoformat()


@pytest.fixture
def client(client_as: Any) -> Any:
    return client_as(commune(BEFORE).account)


def post_income(client: Any, text: str, base: int = 0, **more: str) -> Any:
    return client.post(f"{LIST}10/", {"c10-base": str(base), "c10-number": text, **more})


def test_after_a_merger_the_own_commune_comes_first_and_the_former_ones_are_closed_below(
    client_as: Any, settings: Any
) -> None:
    settings.TODAY = AFTER.isoformat()
    text = client_as(commune(AFTER).account).get("/khai/").content.decode()
    own, former = text.split("<summary><b>Các xã cũ đã hợp nhất</b></summary>")
    assert f"/khai/{NEW}/{SET}/2025/" in own and "/khai/dn-" not in own
    assert own.rstrip().endswith("<details>")  # not open
    assert f"/khai/{OLD}/{SET}/2024/" in former and "Xã Nhân Cơ (đến 30/06/2025)" in former
    assert f"/khai/{NEW}/" not in former


def test_before_a_merger_there_is_nothing_to_fold_away(client: Any) -> None:
    text = client.get("/khai/").content.decode()
    assert f"/khai/{OLD}/{SET}/2024/" in text and "xã cũ" not in text


def test_a_screen_shows_last_year_the_threshold_and_its_source(client: Any) -> None:
    text = client.get(f"{LIST}10/").content.decode()
    assert "≥ 50 triệu đồng/người/năm" in text and "Năm trước: <b>" in text and "Căn cứ:" in text
    assert "chưa khai" in text


def test_a_saved_figure_comes_back_as_it_was_typed(client: Any) -> None:
    assert post_income(client, "52,5").status_code == 303
    assert 'value="52,5"' in client.get(f"{LIST}10/").content.decode()
    assert declared("10").entered_by == commune(BEFORE).account.username


def test_a_figure_that_cannot_be_read_stands_with_its_error_at_the_field(client: Any) -> None:
    answer = post_income(client, "năm mươi", **{"c10-source_document": "Biểu 3"})
    text = answer.content.decode()
    assert answer.status_code == 422 and 'value="năm mươi"' in text and 'value="Biểu 3"' in text
    assert 'href="#c10-number"' in text and not Declared.objects.exists()


def test_two_numbers_give_their_share_and_one_alone_is_asked_for_the_other(client: Any) -> None:
    told = {"c11-base": "0", "c11-numerator": "3", "c11-denominator": "150"}
    assert client.post(f"{LIST}11/", told).status_code == 303
    row = declared("11")
    assert (row.number, row.numerator, row.denominator, row.bare) == (2, 3, 150, False)
    alone = client.post(f"{LIST}11/", {"c11-base": str(row.pk), "c11-numerator": "3"})
    assert alone.status_code == 422


@pytest.mark.parametrize(
    ("code", "given", "field"),
    [
        ("11", {"number": "101"}, "number"),
        ("11", {"numerator": "5", "denominator": "0"}, "denominator"),
        ("11", {"numerator": "9", "denominator": "3"}, "numerator"),
        ("11", {"numerator": "-1", "denominator": "3"}, "numerator"),
        ("11", {"numerator": "1", "denominator": "3", "number": "33"}, "number"),
        ("10", {"number": "1.234"}, "number"),
        ("10", {"number": "1" * 17}, "number"),
        ("10", {"number": "0,1234567"}, "number"),
        ("10", {"number": "10", "na": "on"}, "na"),
        ("10", {"numerator": "1", "denominator": "2"}, "number"),
        ("1.1", {"flag": "maybe"}, "flag"),
        ("13.4", {"na": "on", "flag": "yes"}, "na"),
        ("10", {"number": "5", "note": "x" * 3000}, "note"),
    ],
)
def test_what_cannot_be_meant_is_an_error_at_its_field(code: str, given: dict, field: str) -> None:
    assert field in read_place(given, indicator(code), "").errors


def test_a_conflict_shows_both_figures_and_the_person_chooses(client: Any) -> None:
    post_income(client, "50")
    first = declared("10")
    other = person("commune", OLD, BEFORE, name="đồng nghiệp")
    actions.declare(unit(), the_set(), YEAR, [entry("10", "55", base=first.pk)], acting=other)
    answer = post_income(client, "60", first.pk)
    text = answer.content.decode()
    assert answer.status_code == 409 and 'value="60"' in text and "<b>55 triệu" in text
    base = re.search(r'name="c10-base" value="(\d+)"', text)
    assert base is not None
    post_income(client, "60", int(base[1]), **{"c10-choose": "theirs"})
    assert declared("10").number == 55
    post_income(client, "60", int(base[1]), **{"c10-choose": "mine"})
    assert declared("10").number == 60


def test_the_list_says_what_is_missing_and_why_the_button_is_off(client: Any) -> None:
    text = client.get(LIST).content.decode()
    assert "Chưa trình được" in text and " disabled>" in text and "còn thiếu" in text


def test_a_return_stands_on_top_with_the_exact_cell_linked(client: Any, client_as: Any) -> None:
    report = verifying()
    row = check(report, "10")
    back = [actions.ReturnedPlace(indicator("10").measure_id, "thiếu biểu tính")]
    actions.return_places(row, 0, back, acting=body(row, BEFORE))
    text = client.get(LIST).content.decode()
    assert f'<a href="{LIST}10/#c10">' in text and "thiếu biểu tính" in text
    assert "thiếu biểu tính" in client.get(f"{LIST}10/").content.decode()
    work = client.get("/viec-cua-toi/").content.decode()
    assert "sửa hoặc trả lời 1 chỗ bị trả lại" in work
    row.refresh_from_db()
    told = {"check": row.pk, "version": row.version, f"answer-{report.returned_places.get().pk}": "đã gửi biểu"}
    assert client.post(f"{LIST}10/gui-lai/", told).status_code == 303
    assert check(report, "10").state == "waiting"


def test_a_complete_report_is_sent_from_its_page_and_a_stale_form_is_refused(client: Any) -> None:
    report = filled()
    assert client.post(f"{LIST}trinh/", {"version": "0"}).status_code == 303
    assert Report.objects.get(pk=report.pk).state == "checking"
    stale = client.post(f"{LIST}trinh/", {"version": "0"})
    assert stale.status_code == 422 and "huyện đang thẩm tra" in stale.content.decode()


def test_out_of_reach_looks_like_not_there(client_as: Any) -> None:
    stranger = client_as(person("commune", "dn-24748", BEFORE).account)
    for address in (LIST, f"{LIST}10/", f"/khai/khong-co/{SET}/{YEAR}/", f"/khai/{OLD}/khong-co/{YEAR}/"):
        assert stranger.get(address).status_code == 404
    assert stranger.post(f"{LIST}10/", {"c10-base": "0", "c10-number": "1"}).status_code == 404
    assert not Declared.objects.exists()


def sync(client: Any, **more: Any) -> Any:
    told = {
        "account": commune(BEFORE).account.pk,
        "client_id": f"{MARK}01",
        "unit": OLD,
        "set": SET,
        "year": YEAR,
        "indicator": "10",
        "sex": "",
        "base": 0,
        "supersedes": [],
        "fields": {"number": "52,5"},
        **more,
    }
    return client.post("/khai/gui/", json.dumps(told), content_type="application/json")


def test_what_the_device_sends_twice_is_written_once(client: Any) -> None:
    first, again = sync(client).json(), sync(client).json()
    assert first == again and first["status"] == "sent" and first["id"] == declared("10").pk
    assert Declared.objects.count() == 1


def test_the_device_is_told_of_a_conflict_with_both_figures(client: Any) -> None:
    sync(client)
    answer = sync(client, client_id=f"{MARK}02", fields={"number": "60"})
    assert answer.status_code == 409
    assert answer.json()["theirs"]["fields"]["number"] == "52,5"
    kept = sync(client, client_id=f"{MARK}03", fields={"number": "60"}, base=answer.json()["theirs"]["id"])
    assert kept.status_code == 200 and declared("10").number == 60


def test_the_device_is_told_of_a_lock_and_what_it_holds_is_not_written(client: Any) -> None:
    set_lock("values", year=YEAR, reason="Hết hạn khai", how_to_ask="gọi Văn phòng", by="x", by_name="X")
    answer = sync(client)
    assert answer.status_code == 422
    assert "Hết hạn khai" in answer.json()["message"] and "gọi Văn phòng" in answer.json()["message"]
    assert not Declared.objects.exists()


def test_what_another_account_left_on_the_device_is_not_sent_as_mine(client: Any) -> None:
    assert sync(client, account=999_999).status_code == 403
    assert not Declared.objects.exists()


@pytest.mark.parametrize(
    "broken",
    [
        {"fields": {"number": "abc"}},
        {"fields": {"number": "1\u0000"}},
        {"fields": {"note": "\ud800"}},
        {"fields": "x"},
        {"client_id": "x"},
        {"client_id": None},
        {"indicator": "99"},
        {"sex": "m"},
        {"unit": ["x"]},
        {"year": "2024x"},
        {"year": 10**30},
        {"base": "x" * 50, "fields": {"number": "một"}},
        {"supersedes": "x", "fields": {"number": "một"}},
    ],
)
def test_whatever_is_sent_gets_a_sentence_and_never_an_error_of_the_service(client: Any, broken: dict) -> None:
    answer = sync(client, **broken)
    assert answer.status_code in (400, 404, 422) and answer.json()["message"]
    assert not Declared.objects.exists()


@pytest.mark.parametrize("body", ["", "[]", "null", "{", "[" * 9000, '"x"', '{"account": 0}'])
def test_a_body_that_is_no_entry_is_refused(client: Any, body: str) -> None:
    answer = client.post("/khai/gui/", body, content_type="application/json")
    assert answer.status_code in (400, 403)


def test_the_service_worker_is_a_script_for_the_whole_site_and_names_no_unit(client: Any) -> None:
    answer = client.get("/sw.js")
    text = answer.content.decode()
    assert answer["Service-Worker-Allowed"] == "/" and answer["Content-Type"].startswith("text/javascript")
    assert "criteria/entry" in text and 'KEPT"' not in text and OLD not in text


def test_the_scripts_of_a_page_of_entry_stay_small() -> None:
    from django.contrib.staticfiles import finders

    sizes = [len(open(str(finders.find(name)), "rb").read()) for name in ("web/page.js", "criteria/entry.js")]  # noqa: PTH123, SIM115
    assert sum(sizes) < 40 * 1024


def test_a_file_is_taken_in_and_attached_and_taken_off_again(client: Any, settings: Any) -> None:
    from chungsuc.evidence.facts import documents_for
    from chungsuc.evidence.models import Document
    from chungsuc.evidence.tests import making

    proof = _first_proof("10")
    upload = SimpleUploadedFile("anh.jpg", making.picture())
    told = {"indicator": "10", "kind": proof, "file": upload, "client_id": f"{MARK}09", "title": "Biểu thu nhập"}
    answer = client.post(f"{LIST}10/tep/", told, headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.content
    key = f"{OLD}/{indicator('10').measure.code}/{YEAR}"
    assert [d.title for d in documents_for("criteria.value", [key])[key]] == ["Biểu thu nhập"]
    document = Document.objects.get()
    assert "Biểu thu nhập" in client.get(f"{LIST}10/").content.decode()
    client.post(f"{LIST}10/tep/", {"indicator": "10", "document": document.pk, "act": "detach"})
    assert documents_for("criteria.value", [key])[key] == ()


def test_a_value_has_several_files_and_a_file_serves_several_values(client: Any) -> None:
    from chungsuc.evidence.facts import documents_for
    from chungsuc.evidence.models import Document, StoredFile
    from chungsuc.evidence.tests import making

    shared = {"kind": _first_proof("10"), "title": "Biểu chung", "client_id": f"{MARK}11"}
    for number, told in enumerate([shared, {**shared, "title": "Phiếu điều tra", "client_id": f"{MARK}12"}]):
        upload = SimpleUploadedFile("bieu.pdf", making.pdf(b"/So %d" % number))
        assert client.post(f"{LIST}10/tep/", {"indicator": "10", "file": upload, **told}).status_code == 303
    first = Document.objects.get(title="Biểu chung")
    assert client.post(f"{LIST}11/tep/", {"indicator": "11", "document": first.pk}).status_code == 303
    of = {code: f"{OLD}/{indicator(code).measure.code}/{YEAR}" for code in ("10", "11")}
    held = documents_for("criteria.value", of.values())
    assert {d.title for d in held[of["10"]]} == {"Biểu chung", "Phiếu điều tra"}
    assert [d.title for d in held[of["11"]]] == ["Biểu chung"]
    assert (Document.objects.count(), StoredFile.objects.count()) == (2, 2)


def _first_proof(code: str) -> str:
    from chungsuc.evidence.models import Proof

    return Proof.objects.filter(set_code=SET, indicator_code=code).order_by("position")[0].kind.code


def test_pages_of_verification_show_declared_and_verified_side_by_side(client: Any, client_as: Any) -> None:
    report = verifying()
    row = check(report, "10")
    officer = client_as(body(row, BEFORE).account)
    address = f"/tham-dinh/{report.pk}/10/"
    assert "Xác nhận thẩm định" in officer.get(address).content.decode()
    assert "Xác nhận thẩm định" not in client.get(address).content.decode()
    told = {"version": row.version, "act": "verify", "c10-number": "44"}
    refused = officer.post(address, told)
    assert refused.status_code == 422 and "Hãy ghi lý do" in refused.content.decode()
    assert officer.post(address, {**told, "c10-reason": "theo Niên giám"}).status_code == 303
    assert "theo Niên giám" in client.get(address).content.decode()
    assert officer.post(address, told).status_code == 409


def test_the_steps_of_a_report_are_told_in_words(client: Any) -> None:
    steps = client.get(f"/tham-dinh/{verifying().pk}/").content.decode().split("Đã qua các bước")[1]
    assert "các cơ quan đang thẩm định" in steps and "verifying" not in steps


def test_a_part_of_one_indicator_is_called_by_that_indicator(client: Any) -> None:
    report = verifying()
    told = client.get(f"/tham-dinh/{report.pk}/").content.decode()
    assert "<b>17.</b> Môi trường" in told and "<b>17.1.</b> Nước sạch" in told
    assert "Phần 17.1. Nước sạch" in client.get(f"/tham-dinh/{report.pk}/17.1/").content.decode()


def test_what_waits_is_on_each_persons_own_list(client_as: Any) -> None:
    report = verifying()
    row = check(report, "10")
    mine = client_as(body(row, BEFORE).account).get("/viec-cua-toi/").content.decode()
    assert "thẩm định tiêu chí 10. Thu nhập" in mine
    other = client_as(person("department", "SYT", BEFORE).account).get("/viec-cua-toi/").content.decode()
    assert "thẩm định tiêu chí 15. Y tế" in other and "thẩm định chỉ tiêu 17.10. An toàn thực phẩm" in other
    assert "thẩm định tiêu chí 10." not in other
