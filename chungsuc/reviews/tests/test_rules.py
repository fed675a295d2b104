"""Who reports when, who is late, what differs, and figures inside a text: tables of cases, no rows."""

from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from chungsuc.law.packs import read_pack
from chungsuc.reviews import rules
from chungsuc.reviews.rules import DONE, LATE, LATE_DONE, OPEN, Section, difference, standing, wording
from tests.province import PACK

DUE = date(2023, 12, 15)


@cache
def yearly() -> rules.Kind:
    pack = read_pack(PACK).pack
    assert pack is not None
    figure = next(figure for figure in pack.figures if figure.key == "report:hang-nam")
    return rules.kind_of("hang-nam", figure.value)


@pytest.mark.parametrize(
    ("due", "area"),
    [
        (date(2023, 12, 15), {"district"}),
        (date(2025, 6, 30), {"district"}),
        (date(2025, 7, 1), {"commune"}),
        (date(2025, 12, 15), {"commune"}),
    ],
)
def test_districts_report_until_the_end_of_june_2025_and_communes_from_july(due: date, area: set[str]) -> None:
    always = {"department", "fatherland_front", "mass_organisation"}
    assert yearly().kinds_due(due) == always | area


def test_before_the_plan_nobody_reports() -> None:
    assert yearly().kinds_due(date(2022, 7, 12)) == frozenset()


@pytest.mark.parametrize(
    ("sent_on", "day", "expected"),
    [
        (None, DUE, OPEN),
        (None, date(2023, 12, 16), LATE),
        (DUE, DUE, DONE),
        (date(2023, 12, 16), date(2023, 12, 20), LATE_DONE),
        (date(2023, 12, 20), date(2023, 12, 18), LATE),  # on that day it was not sent yet
        (date(2023, 12, 14), date(2023, 12, 13), OPEN),
    ],
)
def test_a_unit_stands_towards_the_last_day_as_of_the_day_that_is_asked(
    sent_on: date | None, day: date, expected: str
) -> None:
    assert standing(DUE, sent_on, day) == expected


@pytest.mark.parametrize(
    ("now", "before", "known", "expected"),
    [
        ("36", "29", True, "▲ tăng 7"),
        ("16.62", "17", True, "▼ giảm 0,38"),
        ("36", "36", True, "▬ không đổi"),
        ("36", None, True, "◌ không so được"),
        (None, "36", True, "◌ không so được"),
        ("36", None, False, "◌ năm trước chưa chốt số này"),
    ],
)
def test_a_difference_has_a_word_and_a_shape(now: str | None, before: str | None, known: bool, expected: str) -> None:
    said = difference(Decimal(now) if now else None, Decimal(before) if before else None, known=known)
    assert str(said) == expected


def test_a_text_that_was_only_copied_from_last_year_is_told() -> None:
    assert str(wording("Giữ vững  tiêu chí.", "Giữ vững tiêu chí.")) == "▬ giống hệt năm trước"
    assert str(wording("Tháo gỡ khó khăn.", "Giữ vững tiêu chí.")) == "▲ khác năm trước"
    assert str(wording("  ", "Giữ vững")) == "○ chưa viết"
    assert str(wording("Mới", None)) == "◌ năm trước không có"


NAMES = {"target.xa_ntm": "Xã đạt chuẩn", "reports.late": "Đơn vị chậm"}


def test_figures_go_into_a_text_by_name_and_come_back_by_key() -> None:
    text = "Có [[target.xa_ntm]] xã, [[reports.late]] đơn vị chậm."
    named = rules.with_names(text, NAMES)
    assert named == "Có [[Xã đạt chuẩn]] xã, [[Đơn vị chậm]] đơn vị chậm."
    assert rules.with_keys(named, NAMES) == (text, ())
    assert rules.with_keys("[[ xã  đạt chuẩn ]]", NAMES) == ("[[target.xa_ntm]]", ())
    assert rules.with_keys("[[Xã đẹp]]", NAMES)[1] == ("Xã đẹp",)


def test_a_figure_that_an_edit_would_drop_is_named_and_one_that_is_moved_is_not() -> None:
    before = "Có [[a]] và [[b]], lại [[a]]."
    assert rules.lost_tokens(before, "Nay [[b]] rồi [[a]].") == ()
    assert rules.lost_tokens(before, "Nay có 36 và [[b]].") == ("a",)
    assert rules.lost_tokens(before, "") == ("a", "b")


def test_after_another_freeze_the_figure_changes_in_place_and_the_words_stay() -> None:
    text = "Toàn tỉnh có [[target.xa_ntm]] xã."
    assert rules.with_figures(text, {"target.xa_ntm": "36"}) == "Toàn tỉnh có 36 xã."
    assert rules.with_figures(text, {"target.xa_ntm": "37"}) == "Toàn tỉnh có 37 xã."
    assert rules.with_figures(text, {}) == "Toàn tỉnh có (chưa có số) xã."


def test_required_sections_without_words_are_missing_and_strange_ones_are_found() -> None:
    sections = [Section("a", "A", "?", required=True), Section("b", "B", "?")]
    assert rules.missing_sections(sections, {"a": " \n"}) == (sections[0],)
    assert rules.missing_sections(sections, {"a": "có"}) == ()
    assert rules.unknown_sections(sections, ["a", "z"]) == ("z",)


def test_the_packs_words_are_filled_with_the_year_the_day_and_the_movement() -> None:
    text = "{plan} năm {year}, đến {cut_off}, sang {next_year}"
    assert rules.filled(text, year=2023, cut_off=date(2023, 12, 31), plan="Phong trào") == (
        "Phong trào năm 2023, đến 31/12/2023, sang 2024"
    )
