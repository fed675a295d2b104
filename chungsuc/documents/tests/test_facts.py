"""What a day says of papers: the layout, the kinds, and whose name stands above a paper before and after a merger."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chungsuc.audit.models import Entry
from chungsuc.documents.facts import kinds_on, layout_on, letterhead_of, number_text, symbols_on
from chungsuc.organisations.models import Unit
from chungsuc.rulebook.actions import FigureRefused, amend_figure
from chungsuc.rulebook.models import Figure
from chungsuc.typesetting.layout import MEASURES, MissingMeasure

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)

pytestmark = pytest.mark.usefixtures("bare_province")


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def test_the_layout_of_a_day_has_every_measure() -> None:
    layout = layout_on(BEFORE)
    assert layout.font == "Times New Roman"
    assert [name for name in MEASURES if layout.share(name) <= 0] == []
    assert (layout.mm("page_width"), layout.pt("text"), layout.share("body_rule_share")) == (210, 14, 0.4)


def test_before_the_decree_there_is_no_layout_and_nothing_is_guessed() -> None:
    with pytest.raises(MissingMeasure, match="Chưa đủ căn cứ để dàn trang"):
        layout_on(date(2020, 3, 4))
    assert kinds_on(date(2020, 3, 4)) == {}


def test_an_amended_measure_holds_from_its_day() -> None:
    old = Figure.objects.current().get(key="layout:text")
    Figure.objects.create(
        key=old.key,
        label=old.label,
        value_json="13",
        unit="pt",
        since=date(2026, 1, 1),
        source="thử",
        status="verified",
        pack=old.pack,
    )
    Figure.objects.filter(pk=old.pk).update(until=date(2025, 12, 31))
    assert [layout_on(day).pt("text") for day in (date(2025, 12, 31), date(2026, 1, 1))] == [14, 13]


def amended(key: str, value: str) -> Figure:
    figure = Figure.objects.current().get(key=key)
    by = {"by": "an", "by_name": "Người An", "on": date(2026, 3, 2)}
    return amend_figure(figure, value=Decimal(value), source="Nghị định sửa đổi", **by)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("layout:margin_left", "29.9", "ít nhất 30 mm"),
        ("layout:margin_left", "36", "nhiều nhất 35 mm"),
        ("layout:paragraph_space", "5", "ít nhất 6 pt"),
        ("layout:margin_left:least", "31", "Giá trị đang dùng là 30 mm"),
        ("layout:text:most", "13", "Giá trị đang dùng là 14 pt"),
    ],
)
def test_a_measure_stays_in_the_range_of_the_decree_which_is_cited(key: str, value: str, told: str) -> None:
    before = Entry.objects.count()
    with pytest.raises(FigureRefused, match=told) as refused:
        amended(key, value)
    assert key.count(":") == 2 or "Nghị định 30/2020/NĐ-CP, Phụ lục I" in str(refused.value)
    assert Figure.objects.current().get(key=key).version == 1 and Entry.objects.count() == before


def test_a_measure_moves_inside_its_range_and_out_of_it_once_the_range_has_moved() -> None:
    assert amended("layout:margin_left", "35").value == 35
    with pytest.raises(FigureRefused, match="sửa số liệu “Lề trái, nhiều nhất” trước"):
        amended("layout:margin_left", "38")
    amended("layout:margin_left:most", "40")
    assert amended("layout:margin_left", "38").value == 38
    assert amended("layout:number", "20").value == 20  # the decree gives no range


def test_a_range_of_other_days_says_nothing() -> None:
    bound = Figure.objects.current().get(key="layout:margin_left:most")
    Figure.objects.filter(pk=bound.pk).update(since=date(2015, 1, 1), until=date(2020, 3, 4))
    assert amended("layout:margin_left", "90").value == 90


def test_the_kinds_are_those_of_the_pack_in_its_order() -> None:
    kinds = kinds_on(BEFORE)
    assert list(kinds)[:5] == ["quyet-dinh", "ke-hoach", "to-trinh", "bao-cao", "cong-van"]
    decision, letter = kinds["quyet-dinh"], kinds["cong-van"]
    assert (decision.label, decision.name, decision.symbol) == ("Quyết định", "QUYẾT ĐỊNH", "QĐ")
    assert (decision.needs_bases, decision.has_articles, decision.has_to) == (True, True, False)
    assert (letter.name, letter.symbol, letter.has_to) == ("", "", True)
    assert [code for code, kind in kinds.items() if kind.certificate] == ["giay-khen", "bang-khen", "bang-cong-nhan"]


@pytest.mark.parametrize(
    ("code", "day", "body", "parent", "symbol", "place", "authority"),
    [
        ("dn-67", BEFORE, "ỦY BAN NHÂN DÂN\nTỈNH ĐẮK NÔNG", "", "UBND", "Đắk Nông", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG"),
        ("ld-68", AFTER, "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG", "", "UBND", "Lâm Đồng", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"),
        ("SNV", BEFORE, "SỞ NỘI VỤ", "ỦY BAN NHÂN DÂN\nTỈNH ĐẮK NÔNG", "SNV", "Đắk Nông", "GIÁM ĐỐC SỞ NỘI VỤ"),
        ("SNV", AFTER, "SỞ NỘI VỤ", "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG", "SNV", "Lâm Đồng", "GIÁM ĐỐC SỞ NỘI VỤ"),
        ("dn-666", BEFORE, "ỦY BAN NHÂN DÂN\nHUYỆN ĐẮK R'LẤP", "", "UBND", "Đắk R'Lấp", "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN ĐẮK R'LẤP"),
        ("ld-24751", AFTER, "ỦY BAN NHÂN DÂN\nXÃ NHÂN CƠ", "", "UBND", "Nhân Cơ", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ NHÂN CƠ"),
        ("VPUB", BEFORE, "VĂN PHÒNG", "ỦY BAN NHÂN DÂN\nTỈNH ĐẮK NÔNG", "VP", "Đắk Nông", "CHÁNH VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG"),
    ],
)  # fmt: skip
def test_the_name_above_a_paper_is_that_of_the_day(
    code: str, day: date, body: str, parent: str, symbol: str, place: str, authority: str
) -> None:
    fact = letterhead_of(unit(code), day)
    assert fact is not None
    assert (fact.body, fact.parent, fact.symbol, fact.place) == (body, parent, symbol, place)
    assert fact.authority_line == authority


@pytest.mark.parametrize(("code", "day"), [("dn-67", AFTER), ("ld-68", BEFORE), ("dn-666", AFTER), ("MTTQ", BEFORE)])
def test_no_name_stands_above_a_paper_of_a_body_that_is_gone_or_has_no_rule(code: str, day: date) -> None:
    assert letterhead_of(unit(code), day) is None


def test_the_offices_say_in_which_capacity_somebody_signs() -> None:
    fact = letterhead_of(unit("dn-67"), BEFORE)
    assert fact is not None
    assert [office.label for office in fact.offices] == [
        "CHỦ TỊCH",
        "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH",
        "TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH",
        "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH, PHÓ CHỦ TỊCH",
        "TL. CHỦ TỊCH, CHÁNH VĂN PHÒNG",
    ]
    signed = fact.offices[3].signed("Lê Văn Chiến")
    assert (signed.capacity, signed.office, signed.name) == (
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Lê Văn Chiến",
    )


@pytest.mark.parametrize(
    ("kind", "n", "text"),
    [
        ("quyet-dinh", 5, "05/QĐ-UBND"),
        ("quyet-dinh", 10, "10/QĐ-UBND"),
        ("cong-van", 7021, "7021/UBND"),
        ("ke-hoach", None, "/KH-UBND"),
    ],
)
def test_a_number_is_written_with_its_symbols(kind: str, n: int | None, text: str) -> None:
    fact = letterhead_of(unit("dn-67"), BEFORE)
    assert fact is not None
    assert number_text(kinds_on(BEFORE)[kind], fact, n) == text


def test_every_body_of_a_day_has_its_symbol() -> None:
    before, after = symbols_on(BEFORE), symbols_on(AFTER)
    assert before["ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG"] == before["ỦY BAN NHÂN DÂN HUYỆN TUY ĐỨC"] == "UBND"
    assert before["SỞ NỘI VỤ"] == "SNV"
    assert "ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG" not in after and after["ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"] == "UBND"


def test_questions_about_papers_cost_a_fixed_number_of_queries(django_assert_num_queries: Any) -> None:
    body = unit("SNV")
    for ask, queries in (
        (lambda: layout_on(BEFORE), 1),
        (lambda: kinds_on(BEFORE), 1),
        (lambda: letterhead_of(body, BEFORE), 3),
        (lambda: symbols_on(BEFORE), 3),
    ):
        with django_assert_num_queries(queries):
            ask()
