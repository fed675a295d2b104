"""The first page: who sees what, six targets, five problems, the map; one sheet of paper, no sideways scrolling."""

import re
from datetime import date

import pytest
from django.test import override_settings

from chungsuc.criteria.models import Assessment
from chungsuc.organisations.models import Unit
from chungsuc.recognition.facts import base_level
from chungsuc.rulebook.models import LegalDocument

NAMES = [
    "Xã đạt chuẩn nông thôn mới",
    "Xã đạt chuẩn nông thôn mới nâng cao",
    "Xã đạt chuẩn nông thôn mới kiểu mẫu",
    "Số tiêu chí bình quân một xã",
    "Xã đạt dưới 15 tiêu chí",
    "Huyện đạt chuẩn nông thôn mới thêm trong giai đoạn",
]


def words_of(response) -> str:
    """The page's text without tags, blanks folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def leader(province, client_as):
    base_level()  # asked once in a process, not once a page
    return client_as(province.account("leader"))


# --- who sees what ------------------------------------------------------------------------------------------------


def test_nobody_signed_in_is_sent_to_sign_in(province, client) -> None:
    response = client.get("/?ngay=31/12/2023")
    assert response.status_code == 302
    assert response.url.startswith("/dang-nhap/")


@pytest.mark.parametrize("name", ["leader", "coordinator", "emulation", "department", "front", "inspector", "council"])
def test_who_may_read_the_provinces_progress_sees_it(province, client_as, name) -> None:
    response = client_as(province.account(name)).get("/")
    assert response.status_code == 200
    assert "36 /43 xã" in words_of(response)


@pytest.mark.parametrize(("name", "unit"), [("commune", "ld-24751"), ("other_commune", "ld-24616")])
def test_a_commune_official_is_sent_to_the_page_of_the_own_unit(province, client_as, name, unit) -> None:
    response = client_as(province.account(name)).get("/")
    assert (response.status_code, response.url) == (302, f"/don-vi/{unit}/")


def test_a_district_official_is_sent_to_the_district_while_it_exists(province, client_as) -> None:
    with override_settings(TODAY="2024-05-01"):
        response = client_as(province.account("district")).get("/")
    assert (response.status_code, response.url) == (302, "/don-vi/dn-666/")


def test_who_only_keeps_accounts_is_led_there_and_shown_no_figure(province, client_as) -> None:
    response = client_as(province.account("administrator")).get("/")
    assert 'class="button button-main" href="/tai-khoan/"' in response.content.decode()
    assert "không được giao xem số liệu" in words_of(response)
    assert "43" not in words_of(response)


@pytest.mark.parametrize("name", ["nobody", "district"])
def test_who_holds_no_right_to_data_is_told_whom_to_ask_and_shown_no_figure(province, client_as, name) -> None:
    response = client_as(province.account(name)).get("/")
    told = words_of(response)
    assert response.status_code == 200
    assert "Tài khoản chưa được giao việc nào" in told
    assert "Hãy liên hệ người quản trị hệ thống" in told
    assert "43" not in told


def test_before_a_pack_is_loaded_the_page_says_how_the_plan_comes(db, client_as) -> None:
    from chungsuc.accounts.models import User
    from chungsuc.organisations.actions import give_post

    unit = Unit.objects.create(code="VPUB", kind="department", since=date(2004, 1, 1))
    user = User.objects.create(username="lanh-dao", full_name="Người lãnh đạo", must_change_password=False)
    give_post(account=user, role="province_leader", unit=unit, since=date(2021, 1, 1), by="bài thử")
    response = client_as(user).get("/")
    assert response.status_code == 200
    assert "Chưa nạp kế hoạch của phong trào" in words_of(response)


# --- what it says -------------------------------------------------------------------------------------------------


def test_the_six_targets_stand_in_the_plans_order_each_leading_to_what_it_counts(leader) -> None:
    text = leader.get("/?ngay=31/12/2023").content.decode()
    found = re.findall(r'<div class="name"><a href="(/chi-tieu/[^?]+)\?ngay=31/12/2023">([^<]+)</a>', text)
    assert [name for _, name in found] == NAMES
    assert found[0][0] == "/chi-tieu/xa_ntm/"


def test_each_target_says_what_is_missing_and_the_forecast_with_its_assumption(leader) -> None:
    told = words_of(leader.get("/?ngay=31/12/2023"))
    assert "Còn thiếu 7 xã" in told
    assert "Còn thiếu 0,58 tiêu chí/xã" in told
    assert "Còn 13 xã phải giảm" in told
    assert "Dự báo 30/06/2025: 41 xã, chưa đạt. Giả định: giữ nhịp 3,5 xã/năm của 2021–2023." in told
    assert "Chưa dự báo được: mới có số liệu 1 năm theo cùng bộ tiêu chí" in told


def test_one_sentence_says_how_the_province_stands(leader) -> None:
    told = words_of(leader.get("/?ngay=31/12/2023"))
    assert "0/6 chỉ tiêu đạt; gần mức nhất là số tiêu chí bình quân một xã, 16,62/17,2." in told


def test_the_plans_number_is_shown_as_printed_until_it_is_corrected(leader) -> None:
    assert "137/QĐ-UBND / 1337/QĐ-UBND (chờ đính chính)" in words_of(leader.get("/"))
    LegalDocument.objects.filter(code="qd-ke-hoach-2022").update(number_confirmed="1337/QĐ-UBND")
    told = words_of(leader.get("/"))
    assert "Quyết định 1337/QĐ-UBND ngày 13/07/2022" in told
    assert "đính chính" not in told


def test_the_day_bar_offers_years_with_figures_and_both_sides_of_the_reorganisation(leader) -> None:
    text = leader.get("/?ngay=30/06/2024").content.decode()
    for day in ("31/12/2021", "31/12/2023", "30/06/2025", "01/07/2025"):
        assert f'href="?ngay={day}"' in text


def test_figures_of_an_earlier_year_are_called_so(leader) -> None:
    told = words_of(leader.get("/?ngay=30/06/2025"))
    assert "(số liệu năm 2023)" in told
    assert "Số tiêu chí lấy theo kết quả năm 2023, năm gần nhất có số liệu." in told
    assert "Dự báo 30/06/2025" not in told


@pytest.mark.parametrize("day", ["01/07/2025", "24/11/2026"])
def test_from_the_reorganisation_on_new_units_and_the_former_figure_stand_beside_each_other(leader, day) -> None:
    told = words_of(leader.get(f"/?ngay={day}"))
    assert "5/6 chỉ tiêu chưa đủ căn cứ trên các xã mới; trên các xã cũ, đến 30/06/2025, 0/5 chỉ tiêu ấy đạt." in told
    assert "Trên 25 xã mới: 6 giữ mức, 3 chưa rõ. Chốt 30/06/2025 trên 60 xã cũ: 36/43, chưa đạt." in told
    assert "Chỉ tiêu đặt cho 60 xã cũ; chưa có văn bản quy đổi sang 25 xã mới." in told
    assert "Chốt 30/06/2025: suy ra: từ 01/7/2025 không còn cấp huyện" in told
    assert "Xã nông thôn mới 6" in told


def asks(response) -> list[str]:
    block = response.content.decode().split('<ol class="asks">')[1].split("</ol>")[0]
    rows = block.split("</li>")[:-1]
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in rows]


def test_five_problems_each_with_who_answers_and_by_when(leader) -> None:
    found = asks(leader.get("/?ngay=31/12/2023"))
    assert len(found) == 5
    assert found[0] == (
        "Tiêu chí 8 Thông tin và Truyền thông: 11/60 xã chưa đạt, nhiều nhất trong các tiêu chí. "
        "Sở Thông tin và Truyền thông Hạn 31/12/2025"
    )
    assert found[1] == "Huyện Tuy Đức: 6/6 xã đạt dưới 15 tiêu chí. UBND huyện Tuy Đức Hạn 31/12/2025"


def test_the_body_that_answers_is_the_one_of_the_day(leader) -> None:
    told = " ".join(asks(leader.get("/?ngay=30/06/2025")))
    assert "Sở Khoa học và Công nghệ" in told
    assert "Sở Thông tin và Truyền thông" not in told


def test_what_is_past_its_day_is_marked_overdue(leader) -> None:
    text = leader.get("/?ngay=24/11/2026").content.decode()
    assert '<span class="o o-overdue">Quá hạn 31/12/2025</span>' in text
    assert "Quá hạn" not in words_of(leader.get("/?ngay=31/12/2023"))


def test_every_problem_leads_to_a_page_that_opens(leader) -> None:
    for day in ("31/12/2023", "30/06/2025", "01/07/2025"):
        block = leader.get(f"/?ngay={day}").content.decode().split('<ol class="asks">')[1].split("</ol>")[0]
        links = re.findall(r'href="([^"]+)"', block)
        assert links
        opened = {link: leader.get(link.replace("&amp;", "&")).status_code for link in links if "/nhap" not in link}
        assert set(opened.values()) == {200}, opened


def test_the_map_counts_every_commune_once(leader) -> None:
    told = words_of(leader.get("/?ngay=31/12/2023"))
    for line in ("Đủ 19 tiêu chí 36", "Thiếu 1–2 tiêu chí 4", "Từ 15 đến 16 tiêu chí 7", "Dưới 15 tiêu chí 13"):
        assert line in told


def test_no_raw_code_and_no_exclamation_mark_reaches_a_reader(leader) -> None:
    for day in ("31/12/2023", "01/07/2025"):
        told = words_of(leader.get(f"/?ngay={day}"))
        assert not re.search(r"not_met|undetermined|xa_ntm|communes_below|!", told)


# --- what it costs ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["31/12/2021", "31/12/2023", "30/06/2025", "01/07/2025", "24/11/2026"])
def test_it_stays_within_fifteen_queries_and_a_hundred_kilobytes(leader, django_assert_max_num_queries, day) -> None:
    with django_assert_max_num_queries(15):
        response = leader.get(f"/?ngay={day}")
    assert len(response.content) < 100_000


def test_it_costs_the_same_with_few_and_with_many_rows(leader, django_assert_num_queries) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as many:
        leader.get("/?ngay=31/12/2023")
    kept = Assessment.objects.filter(year=2023).values_list("pk", flat=True)[:2]
    Assessment.objects.exclude(pk__in=list(kept)).delete()
    with django_assert_num_queries(len(many)):
        leader.get("/?ngay=31/12/2023")


# --- in a browser -------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_it_fits_a_phone_and_prints_on_one_sheet(province, page_as, tmp_path) -> None:
    page = page_as(province.account("leader"))
    page.set_viewport_size({"width": 390, "height": 844})
    for day in ("31/12/2023", "01/07/2025"):
        page.goto(f"/?ngay={day}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        targets = page.locator(".targets").bounding_box()
        # after the merger each target says beside it what was frozen and what is open
        assert targets["y"] + targets["height"] <= (844 if day == "31/12/2023" else 1200)
        page.pdf(path=tmp_path / "trang.pdf", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "trang.pdf").read_bytes())) == 1
