"""Numbers, days and states as pages write them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from chungsuc.law.verdicts import Outcome
from chungsuc.web.numbers import OUTCOMES, STATUSES


def written(template: str, query: str = "", **values: object) -> str:
    request = RequestFactory().get(f"/{query}")
    return Template(template).render(Context({"request": request, **values}))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1234567, "1.234.567"),
        (Decimal("17.20"), "17,2"),
        (16.43, "16,43"),
        (Decimal("-0.5"), "-0,5"),
        (0, "0"),
        (True, "có"),
        ("≥ 95", "≥ 95"),
    ],
)
def test_numbers_are_written_with_a_decimal_comma(value: object, expected: str) -> None:
    assert written("{{ v|so }}", v=value) == expected


def test_a_number_keeps_the_decimals_it_is_asked_for() -> None:
    assert written("{{ v|so:2 }}", v=Decimal("17.2")) == "17,20"
    assert written("{{ v|so:0 }}", v=Decimal("2.5")) == "3"


def test_what_is_missing_is_a_dash_that_is_read_aloud_and_zero_is_not_missing() -> None:
    assert written("{{ v|so }}", v=None) == '<span aria-hidden="true">–</span><span class="vh">chưa có số liệu</span>'
    assert "chưa có" not in written("{{ v|so }}", v=0)


def test_text_in_place_of_a_number_is_escaped() -> None:
    assert written("{{ v|so }}", v="<b>") == "&lt;b&gt;"


def test_days_are_written_day_first() -> None:
    assert written("{{ v|ngay }}", v=date(2025, 7, 3)) == "03/07/2025"


def test_a_moment_is_dated_in_vietnam() -> None:
    evening = datetime(2023, 12, 31, 17, 30, tzinfo=UTC)
    assert written("{{ v|ngay }} {{ v|gio }}", v=evening) == "01/01/2024 00:30 01/01/2024"


def test_a_missing_day_is_a_dash() -> None:
    assert written("{{ v|ngay }}{{ v|gio }}", v=None).count("–") == 2


@pytest.mark.parametrize("value", [*Outcome, *OUTCOMES, "failed", None])
def test_every_outcome_has_a_word_and_a_class(value: object) -> None:
    shown = written("{% outcome v %}", v=value)
    assert shown.startswith('<span class="o o-') and "></span>" not in shown


def test_the_words_of_the_three_verdicts() -> None:
    shown = written(
        "{% outcome a %}{% outcome b %}{% outcome c %}", a=Outcome.MET, b=Outcome.NOT_MET, c=Outcome.UNDETERMINED
    )
    assert shown == (
        '<span class="o o-met">Đạt</span><span class="o o-failed">Chưa đạt</span>'
        '<span class="o o-unsure">Chưa đủ căn cứ</span>'
    )


def test_other_words_for_an_outcome_are_escaped() -> None:
    assert written("{% outcome 'met' v %}", v="<i>") == '<span class="o o-met">&lt;i&gt;</span>'


def test_an_unknown_outcome_is_an_error_not_a_blank() -> None:
    with pytest.raises(KeyError):
        written("{% outcome 'maybe' %}")


def test_every_status_of_a_figure_has_words() -> None:
    class Status(StrEnum):
        VERIFIED = "verified"

    assert "Đã đối chiếu" in written("{% status v %}", v=Status.VERIFIED)
    assert all(label in written("{% status v %}", v=key) for key, (label, _) in STATUSES.items())


def test_links_keep_the_query_and_change_what_they_are_told() -> None:
    shown = written(
        "{% query_with trang=None sap='-ten' ngay=day %}", "?huyen=660&trang=3&ngay=1/1/2022", day=date(2023, 12, 31)
    )
    assert shown == "?huyen=660&amp;ngay=31/12/2023&amp;sap=-ten"


def test_a_link_takes_the_day_along() -> None:
    assert written("{% day_link '/xa/' d %}", d=date(2023, 12, 31)) == "/xa/?ngay=31/12/2023"
    assert written("{% day_link '/xa/?a=1' d %}", d=date(2023, 12, 31)) == "/xa/?a=1&amp;ngay=31/12/2023"
    assert written("{% day_link '/xa/' d %}", d=None) == "/xa/"


def test_query_pairs_leave_out_what_the_form_asks_itself() -> None:
    shown = written("{% query_pairs 'ngay' as kept %}{{ kept|length }}{{ kept.0.0 }}", "?ngay=1/1/2023&huyen=660")
    assert shown == "1huyen"


def test_the_kind_of_a_unit_is_written_small_inside_a_sentence() -> None:
    from chungsuc.web.templatetags.figures import giua_cau

    names = ("Xã Đắk Gằn", "Huyện Đắk Mil", "Thị trấn Ea T'Ling", "Sở Xây dựng", "")
    assert [giua_cau(name) for name in names] == [
        "xã Đắk Gằn", "huyện Đắk Mil", "thị trấn Ea T'Ling", "Sở Xây dựng", "",
    ]  # fmt: skip
