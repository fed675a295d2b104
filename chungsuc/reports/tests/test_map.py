"""The map: three ways to colour it, outlines where all units have one, nothing beyond one's reach."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chungsuc.criteria.models import Assessment
from chungsuc.law.verdicts import Outcome
from chungsuc.movement.readings import Results
from chungsuc.organisations.actions import import_boundaries
from chungsuc.organisations.facts import tree_on
from chungsuc.organisations.models import Unit
from chungsuc.recognition.facts import base_level
from chungsuc.reports.facts.map import by_criteria
from chungsuc.reports.tests.test_home import words_of


@pytest.fixture
def leader(province, client_as):
    base_level()  # asked once in a process, not once a page
    return client_as(province.account("leader"))


def legend(response) -> dict[str, int]:
    block = response.content.decode().split('aria-label="Chú giải">')[1].split("</ul>")[0]
    return {label.strip(): int(count) for label, count in re.findall(r"<span>([^<]+)<b>(\d+)</b>", block)}


def test_nobody_signed_in_is_sent_to_sign_in_and_who_has_no_right_is_refused(province, client_as) -> None:
    assert client_as(None).get("/ban-do/").status_code == 302
    for name in ("administrator", "nobody", "district"):
        assert client_as(province.account(name)).get("/ban-do/").status_code == 403


@pytest.mark.parametrize(
    ("address", "counts"),
    [
        ("?xem=tieu-chi&ngay=31/12/2023", {
            "Đủ 19 tiêu chí": 36, "Thiếu 1–2 tiêu chí": 4, "Từ 15 đến 16 tiêu chí": 7, "Dưới 15 tiêu chí": 13,
            "Chưa đủ căn cứ": 0, "Phường, thị trấn": 11}),
        ("?xem=cong-nhan&ngay=31/12/2023", {
            "Xã nông thôn mới kiểu mẫu": 0, "Xã nông thôn mới nâng cao": 1, "Xã nông thôn mới": 35, "Chưa được công nhận": 24,
            "Chưa đủ căn cứ": 0, "Phường, thị trấn": 11}),
        ("?xem=8&ngay=31/12/2023", {"Đạt": 49, "Chưa đạt": 11, "Chưa đủ căn cứ": 0, "Phường, thị trấn": 11}),
        ("?ngay=01/07/2025", {
            "Xã nông thôn mới kiểu mẫu": 0, "Xã nông thôn mới nâng cao": 0, "Xã nông thôn mới": 6, "Chưa được công nhận": 16,
            "Chưa đủ căn cứ": 3, "Phường, thị trấn": 3}),
    ],
)  # fmt: skip
def test_the_legend_counts_what_is_known_of_the_day(leader, address, counts) -> None:
    assert legend(leader.get(f"/ban-do/{address}")) == counts


def test_a_view_that_does_not_exist_is_not_found(leader) -> None:
    for view in ("99", "khac", "-1", "²"):
        assert leader.get("/ban-do/", {"xem": view, "ngay": "31/12/2023"}).status_code == 404


def test_the_table_under_the_map_says_the_same(leader) -> None:
    text = leader.get("/ban-do/?xem=8&ngay=31/12/2023").content.decode()
    body = text.split("<tbody>")[1].split("</tbody>")[0]
    assert body.count("<tr") == 71
    assert body.count(">chưa đạt<") == 11


def test_a_commune_official_sees_the_own_commune_and_nothing_else(province, client_as) -> None:
    response = client_as(province.account("commune")).get("/ban-do/?ngay=01/07/2025")
    text = response.content.decode()
    assert sum(legend(response).values()) == 1
    assert set(re.findall(r"/don-vi/([\w-]+)/", text)) == {"ld-24751"}
    past = client_as(province.account("commune")).get("/ban-do/?ngay=31/12/2023").content.decode()
    assert "dn-24751" in past
    assert "dn-24616" not in past


def test_before_there_were_results_the_map_shows_the_register(bare_province, client_as) -> None:
    client = client_as(bare_province.account("leader"))
    assert legend(client.get("/ban-do/?ngay=31/12/2023"))["Chưa được công nhận"] == 60
    assert legend(client.get("/ban-do/?ngay=31/12/2023&xem=tieu-chi"))["Chưa đủ căn cứ"] == 60


def square(x: float, y: float) -> list[list[list[float]]]:
    return [[[x, y], [x + 0.05, y], [x + 0.05, y + 0.05], [x, y + 0.05], [x, y]]]


def outline_all(units) -> None:
    rings = {unit.id: square(107.2 + at % 9 * 0.1, 11.8 + at // 9 * 0.1) for at, unit in enumerate(units)}
    import_boundaries(rings, source="bài thử", by="bài thử")


def test_outlines_are_drawn_once_every_unit_has_one(leader) -> None:
    communes = tree_on(date(2023, 12, 31)).communes
    outline_all(communes[:-1])
    assert 'class="edge"' not in leader.get("/ban-do/?ngay=31/12/2023").content.decode()
    outline_all(communes)
    text = leader.get("/ban-do/?ngay=31/12/2023").content.decode()
    assert text.count('class="edge"') == 71
    assert "Đường bao chỉ để minh họa" in text


def test_a_merged_unit_is_put_together_from_the_outlines_of_its_parts(leader) -> None:
    outline_all(tree_on(date(2023, 12, 31)).communes)
    text = leader.get("/ban-do/?ngay=01/07/2025").content.decode()
    assert text.count('class="edge"') == 28


def test_a_unit_without_a_place_is_left_to_the_table(leader) -> None:
    Unit.objects.get(code="dn-24616").attributes.filter(key="point").delete()
    text = leader.get("/ban-do/?ngay=31/12/2023").content.decode()
    assert text.split("<tbody>")[1].count("<tr") == 71
    assert text.split("<svg")[2].count("dn-24616") == 0


@pytest.mark.parametrize(
    ("bar", "met", "unknown", "bucket"),
    [(15, 19, 0, "all"), (15, 18, 0, "near"), (15, 17, 0, "near"), (15, 16, 0, "over"), (15, 15, 0, "over"),
     (15, 14, 0, "below"), (15, 18, 1, "unknown"), (15, 5, 3, "below"), (15, 14, 1, "unknown"),
     (None, 16, 0, "below"), (None, 17, 0, "near"), (18, 16, 0, "below")],
)  # fmt: skip
def test_a_commune_is_in_a_class_only_when_nothing_open_could_move_it(bar, met, unknown, bucket) -> None:
    class Set:
        code = "bo"

    class One:
        id = 1

    results = Results(2023, Set(), 19, {1: (met, 19 - met - unknown, unknown)})
    buckets, paint = by_criteria(results, bar)
    assert paint(One()).bucket == bucket
    assert bucket in {known.key for known in buckets}


def test_it_stays_within_its_queries_whatever_the_number_of_rows(leader, django_assert_num_queries) -> None:
    for view in ("tieu-chi", "cong-nhan", "8"):
        with CaptureQueriesContext(connection) as many:
            response = leader.get(f"/ban-do/?ngay=31/12/2023&xem={view}")
        assert len(many) <= 15
        assert len(response.content) < 100_000
    kept = Assessment.objects.filter(year=2023).values_list("pk", flat=True)[:2]
    Assessment.objects.exclude(pk__in=list(kept)).delete()
    with django_assert_num_queries(len(many)):
        leader.get("/ban-do/?ngay=31/12/2023&xem=8")


def test_the_map_says_in_one_sentence_how_the_communes_are_spread(leader) -> None:
    told = words_of(leader.get("/ban-do/?ngay=31/12/2023"))
    assert "60 xã: đủ 19 tiêu chí 36 xã, thiếu 1–2 tiêu chí 4 xã, từ 15 đến 16 tiêu chí 7 xã" in told
    assert Outcome.MET.value not in told
