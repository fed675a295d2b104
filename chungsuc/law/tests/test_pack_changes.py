"""What loading a pack again tells: changes and what was left, in words; what a pack holds, and what it held once."""

from datetime import date
from pathlib import Path

import pytest

from chungsuc.law.dated import Why
from chungsuc.law.pack_changes import (
    NAMES,
    Change,
    Kept,
    Loaded,
    contents_of,
    days_loaded,
    fact_name,
    left_out,
    merged,
    why_kept,
)
from chungsuc.law.pack_shapes import Place

from .test_packs import SMALL, pack_of, plant, small

__all__ = ["small"]  # the fixture
DAY, LATER = date(2024, 1, 1), date(2024, 12, 31)


def test_a_change_is_told_from_what_to_what() -> None:
    assert Change("x", "Xã Một", "tên cũ", "tên mới").said == "Xã Một: tên cũ → tên mới"
    assert Change("x", "Xã Một", "", "tên mới").said == "Xã Một: chưa có → tên mới"
    assert Change("x", "Xã Một", "tên cũ", "").said == "Xã Một: tên cũ → không còn"


def test_what_was_left_is_told_with_its_place_while_it_has_one() -> None:
    assert str(Kept(Place("units.yaml", 7), "vì sao")) == "units.yaml:7: vì sao"
    assert str(Kept(None, "vì sao")) == "vì sao"


def test_only_new_rows_and_changes_count_as_written() -> None:
    left = Loaded()
    left.keep(None, "vì sao")
    assert not left and left.kept == [Kept(None, "vì sao")]
    assert Loaded(new=1) and Loaded(changes=[Change("x", "Xã", "a", "b")])


@pytest.mark.parametrize(
    ("why", "published", "said"),
    [
        (Why.OTHER_VALUE, None,
         "từ 01/01/2024 đã ghi là xã; điều đã ghi cho những ngày trước không sửa lại. Để nguyên dòng cũ và thêm một dòng "
         "có ngày bắt đầu mới."),
        (Why.MOVED, None, "đã ghi xã từ ngày khác; không dời ngày bắt đầu. Ghi lại ngày bắt đầu cũ."),
        (Why.PUBLISHED, LATER, "đã có kết quả đến 31/12/2024 dựa vào điều này. Ghi ngày bắt đầu sau 31/12/2024."),
        (Why.PUBLISHED, None, "khoảng này đã có điều khác được ghi (xã). Xem nhật ký rồi sửa ngày trong gói."),
    ],
)  # fmt: skip
def test_every_reason_says_what_to_do_about_it(why: Why, published: date | None, said: str) -> None:
    assert why_kept(why, DAY, "xã", published) == said


def test_what_a_pack_holds_is_named_by_kind_and_dated_facts_by_their_first_day() -> None:
    held = contents_of(pack_of(SMALL))
    assert held["units"][:3] == ["tm", "tm-tren", "tm-duoi"] and held["sets"] == ["mau"]
    assert held["criteria"] == ["mau|1", "mau|2", "mau|3"] and held["indicators"][:2] == ["mau|1.1", "mau|1.2"]
    assert held["events"] == ["nhap-mot-hai"] and held["groups"] == ["cum-1"] and held["subjects"] == ["xa"]
    assert "mau|1|2021-01-01" in held["owners"] and "tm-03|region|2022-01-01" in held["attributes"]
    assert "cum-1|tm-tren|2021-01-01" in held["members"]
    assert set(NAMES) <= set(held)


def test_days_came_with_the_pack_only_as_far_as_its_contents_are_known() -> None:
    contents = {"owners": [fact_name("mau", "1", DAY)]}
    assert days_loaded(contents, "owners", "mau", "1", [DAY, LATER]) == {DAY}
    assert days_loaded({}, "owners", "mau", "1", [DAY]) == set()


def test_what_a_pack_no_longer_holds_is_told_and_stays_known(small: Path) -> None:
    before = contents_of(pack_of(small))
    assert left_out(before, pack_of(small)) == [] and left_out({}, pack_of(small)) == []
    plant(small, "plan.yaml", "code: tong-ket", "code: so-ket")
    now = pack_of(small)
    assert left_out(before, now) == [
        Kept(None, "việc phải làm tong-ket: gói không còn ghi; vẫn giữ như đã nạp. Nếu bỏ nhầm, hãy ghi lại.")
    ]
    assert merged(before, now)["milestones"] == ["so-ket", "tong-ket"]
    assert merged({}, now)["milestones"] == ["so-ket"]
