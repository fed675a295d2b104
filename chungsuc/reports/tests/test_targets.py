"""The page of one target: what the number counts, what is missing, how it came to be so."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chungsuc.criteria.models import Assessment
from chungsuc.recognition.facts import base_level
from chungsuc.reports.tests.test_home import words_of

CODES = ["xa_ntm", "xa_ntm_nang_cao", "xa_ntm_kieu_mau", "average_criteria", "communes_below_15", "new_districts"]


@pytest.fixture
def leader(province, client_as):
    base_level()  # asked once in a process, not once a page
    return client_as(province.account("leader"))


def test_nobody_signed_in_is_sent_to_sign_in(province, client) -> None:
    assert client.get("/chi-tieu/xa_ntm/").status_code == 302


@pytest.mark.parametrize("name", ["commune", "other_commune", "administrator", "nobody", "district"])
def test_who_may_not_read_the_provinces_progress_is_refused(province, client_as, name) -> None:
    assert client_as(province.account(name)).get("/chi-tieu/xa_ntm/").status_code == 403


def test_a_target_that_the_plan_does_not_have_is_not_found(leader) -> None:
    assert leader.get("/chi-tieu/khong-co/").status_code == 404


def test_without_a_plan_there_is_no_target(leader) -> None:
    from chungsuc.movement.models import Plan

    for model in (*(relation.related_model for relation in Plan._meta.related_objects), Plan):
        model.objects.all().delete()
    assert leader.get("/chi-tieu/xa_ntm/").status_code == 404


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("day", ["31/12/2021", "31/12/2023", "30/06/2025", "01/07/2025", "01/01/2005"])
def test_every_target_opens_on_every_day_within_twelve_queries(
    leader, django_assert_max_num_queries, code, day
) -> None:
    with django_assert_max_num_queries(12):
        response = leader.get(f"/chi-tieu/{code}/?ngay={day}")
    assert response.status_code == 200
    assert len(response.content) < 100_000


def test_a_cell_is_as_near_from_the_districts_as_from_any_other_target(leader) -> None:
    """Target, commune, criterion, value: four taps."""
    for day, shown in (("31/12/2023", "2023"), ("01/07/2025", "2025")):
        body = leader.get(f"/chi-tieu/new_districts/?ngay={day}").content.decode()
        below = body.split("Các xã của những huyện ấy")[1]
        assert below.count('href="/don-vi/dn-2') == 60, shown
        assert "Huyện Đăk Glong" in below


def rows_of(response) -> list[list[str]]:
    """The cells of the table of units."""
    body = response.content.decode().split("<tbody>")[-1].split("</tbody>")[0]
    rows = re.findall(r"<tr.*?</tr>", body, re.S)
    cells = [re.findall(r"<t[hd].*?</t[hd]>", row, re.S) for row in rows]
    return [[re.sub(r"<details.*?</details>|<[^>]+>", "", cell).strip() for cell in row] for row in cells]


def test_the_number_equals_the_units_that_are_said_to_count(leader) -> None:
    rows = rows_of(leader.get("/chi-tieu/xa_ntm/?ngay=31/12/2023"))
    assert len(rows) == 60
    assert sum(row[2] == "được tính" for row in rows) == 36
    below = rows_of(leader.get("/chi-tieu/communes_below_15/?ngay=31/12/2023"))
    assert sum(row[2] == "thấp hơn" for row in below) == 13
    average = rows_of(leader.get("/chi-tieu/average_criteria/?ngay=31/12/2023"))
    assert sum(int(row[3]) for row in average) == 997


def test_a_missing_commune_says_what_it_misses(leader) -> None:
    rows = {row[0]: row for row in rows_of(leader.get("/chi-tieu/xa_ntm/?ngay=31/12/2023"))}
    assert rows["Xã Tân Thành"][2:] == ["chưa", "18", "Chưa có quyết định công nhận; tiêu chí 10"]
    assert rows["Xã Quảng Sơn"][2:] == ["được tính", "19", "không"]


def test_units_lead_to_their_pages_on_the_same_day(leader) -> None:
    text = leader.get("/chi-tieu/xa_ntm/?ngay=31/12/2023").content.decode()
    assert 'href="/don-vi/dn-24616/?ngay=31/12/2023"' in text
    assert 'href="/don-vi/dn-661/?ngay=31/12/2023"' in text


def test_after_the_reorganisation_the_part_in_the_way_is_named(leader) -> None:
    response = leader.get("/chi-tieu/xa_ntm/?ngay=01/07/2025")
    rows = {row[0]: row for row in rows_of(response)}
    assert len(rows) == 25
    assert rows["Xã Quảng Hòa"][1:] == ["chưa", "Xã Quảng Hoà: chưa được công nhận"]
    assert rows["Xã Cư Jút"][1] == "chưa xác định được"
    told = words_of(response)
    assert "36 xã, mục tiêu ít nhất 43: số chốt ngày 30/06/2025 trên 60 xã cũ." in told
    assert "trên 25 xã mới: 6 giữ mức, 3 chưa rõ" in told


def test_the_figure_stands_with_its_status_and_its_source(leader) -> None:
    told = words_of(leader.get("/chi-tieu/xa_ntm/"))
    assert "43 xã Đã đối chiếu Kế hoạch ngày 13/7/2022, mục I.1" in told


def test_a_change_of_the_set_is_marked_and_a_year_without_data_stays_a_gap(leader) -> None:
    text = leader.get("/chi-tieu/average_criteria/?ngay=31/12/2023").content.decode()
    assert "thay bộ tiêu chí" in text
    assert "mục tiêu 17,2" in text
    assert "năm 2021 16, năm 2022 –, năm 2023 16,62" in text
    assert "thay bộ tiêu chí" not in leader.get("/chi-tieu/xa_ntm/?ngay=31/12/2023").content.decode()


def test_without_values_the_units_are_open_and_nothing_is_drawn(bare_province, client_as) -> None:
    response = client_as(bare_province.account("leader")).get("/chi-tieu/average_criteria/?ngay=31/12/2023")
    told = words_of(response)
    assert "Chưa đủ căn cứ" in told
    assert "Chưa có số liệu tiêu chí của các xã đến ngày 31/12/2023" in told
    assert {row[2] for row in rows_of(response)} == {"chưa đủ căn cứ"}


def test_it_costs_the_same_with_few_and_with_many_rows(leader, django_assert_num_queries) -> None:
    with CaptureQueriesContext(connection) as many:
        leader.get("/chi-tieu/average_criteria/?ngay=31/12/2023")
    kept = Assessment.objects.filter(year=2023).values_list("pk", flat=True)[:2]
    Assessment.objects.exclude(pk__in=list(kept)).delete()
    with django_assert_num_queries(len(many)):
        leader.get("/chi-tieu/average_criteria/?ngay=31/12/2023")
