"""The page of a unit: its own days, its place, and what keeps it from a criterion."""

import pytest

from tests.province import Province

NEW, OLD, FAILING = "ld-24751", "dn-24751", "dn-24670"


@pytest.fixture
def commune(province: Province, client_as):
    return client_as(province.account("commune"))


@pytest.fixture
def coordinator(province: Province, client_as):
    return client_as(province.account("coordinator"))


def test_a_unit_younger_than_the_figures_is_shown_as_it_is_today(coordinator, settings) -> None:
    settings.TODAY = "2025-08-15"
    told = coordinator.get(f"/don-vi/{NEW}/").content.decode()
    assert 'tính đến <b class="nowrap">15/08/2025</b>' in told
    assert "chưa thành lập" not in told


def test_a_day_before_a_unit_was_is_honoured_when_asked_for(coordinator) -> None:
    told = coordinator.get(f"/don-vi/{NEW}/?ngay=31/12/2023").content.decode()
    assert "Vào ngày 31/12/2023 đơn vị này chưa thành lập." in told


def test_a_unit_that_has_figures_is_shown_on_their_day(coordinator) -> None:
    assert 'tính đến <b class="nowrap">31/12/2023</b>' in coordinator.get(f"/don-vi/{OLD}/").content.decode()


def test_a_criterion_names_the_indicators_that_fail(coordinator) -> None:
    told = coordinator.get(f"/don-vi/{FAILING}/xa_ntm_2021_2025/2023/2/").content.decode()
    assert "</span> vì chỉ tiêu 2.4.</p>" in told
    met = coordinator.get(f"/don-vi/{OLD}/xa_ntm_2021_2025/2023/2/").content.decode()
    assert "</span> cả 4 chỉ tiêu.</p>" in met


@pytest.mark.parametrize("address", ["/ban-do/", "/ke-hoach/"])
def test_only_who_may_open_the_provinces_page_is_offered_it(commune, coordinator, address) -> None:
    assert ">Toàn tỉnh</a>" in coordinator.get(address).content.decode()
    told = commune.get(address).content.decode()
    assert ">Toàn tỉnh</a>" not in told
    assert ">Đơn vị của tôi</a>" in told and ">Tiến độ</a>" not in told


def test_a_value_names_the_person_who_entered_it(province, coordinator) -> None:
    from chungsuc.criteria.models import Value

    value = Value.objects.filter(unit__code=FAILING, is_current=True).first()
    Value.objects.filter(pk=value.pk).update(entered_by="coordinator")
    assert "<dt>Người ghi</dt><dd>Người coordinator, lúc" in coordinator.get(f"/so-lieu/{value.pk}/").content.decode()


@pytest.mark.parametrize("code", ["dn-24733", "ld-24611"])
def test_a_town_or_ward_is_outside_what_is_considered_and_not_wanting(coordinator, code: str) -> None:
    told = coordinator.get(f"/don-vi/{code}/").content.decode()
    assert "không thuộc diện xét công nhận xã nông thôn mới" in told
    assert "hưa được công nhận" not in told
