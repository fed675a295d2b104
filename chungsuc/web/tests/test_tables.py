"""Tables: order, markup, weight."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.template import Context, Template

from chungsuc.web.tables import (
    Cell,
    Column,
    Row,
    Table,
    day_cell,
    name_cell,
    number_cell,
    outcome_cell,
    sort_rows,
)

COLUMNS = [
    Column("ten", "Xã", priority=1),
    Column("tong", "Số tiêu chí đạt", numeric=True, unit="tiêu chí", priority=1),
    Column("huyen", "Huyện"),
    Column("ghi_chu", "Ghi chú", sortable=False, priority=3, short="Chú"),
]


def printed(table: Table) -> str:
    return Template("{% table t %}").render(Context({"t": table}))


def names(rows: list[Row]) -> list[str]:
    return [row.cells["ten"].text for row in rows]


def commune(name: str, total: int | None = 0) -> Row:
    return Row({"ten": name_cell(name), "tong": number_cell(total)})


def test_names_sort_in_vietnamese_order() -> None:
    rows = [commune(name) for name in ("Ea Pô", "Đắk Nia", "Dắk", "Buôn Choah", "Ân", "Thôn 10", "Thôn 2")]
    assert names(sort_rows(rows, "ten")) == ["Ân", "Buôn Choah", "Dắk", "Đắk Nia", "Ea Pô", "Thôn 2", "Thôn 10"]


def test_what_is_missing_comes_last_both_ways_and_totals_after_it() -> None:
    rows = [
        Row({"ten": Cell("Cộng"), "tong": number_cell(99)}, total=True),
        commune("a", None),
        commune("b", 3),
        commune("c", 10),
    ]
    assert names(sort_rows(rows, "tong")) == ["b", "c", "a", "Cộng"]
    assert names(sort_rows(rows, "-tong")) == ["c", "b", "a", "Cộng"]


def test_an_unknown_column_leaves_the_order_alone() -> None:
    rows = [commune("b"), commune("a")]
    assert names(sort_rows(rows, "khong-co")) == ["b", "a"]


def test_a_column_of_mixed_values_sorts_without_failing() -> None:
    cells = [Cell("x", sort="x"), Cell("2", sort=Decimal(2)), Cell("1,5", sort=1.5), Cell("có", sort=True)]
    assert [row.cells["k"].text for row in sort_rows([Row({"k": cell}) for cell in cells], "k")] == [
        "có",
        "1,5",
        "2",
        "x",
    ]


def test_what_stands_in_the_way_sorts_first() -> None:
    rows = [Row({"ten": Cell(o), "k": outcome_cell(o)}) for o in ("met", "undetermined", "not_met", "not_applicable")]
    assert names(sort_rows(rows, "k")) == ["not_met", "undetermined", "met", "not_applicable"]


def test_numbers_are_right_aligned_units_stand_in_the_head_and_the_first_column_heads_the_row() -> None:
    shown = printed(Table(COLUMNS, [commune("Đắk Nia", 1234)], "Kết quả", sort="-tong"))
    assert '<th scope="row">Đắk Nia' in shown
    assert '<td class="n p1">1.234</td>' in shown
    assert '<span class="unit">tiêu chí</span></th>' in shown
    assert shown.count("aria-sort") == 1 and 'aria-sort="descending"' in shown


def test_sorting_links_keep_the_rest_of_the_address_and_turn_round() -> None:
    query = QueryDict("ngay=31/12/2023&sap=ten&huyen=1&huyen=2")
    shown = printed(Table(COLUMNS, [commune("a")], "Kết quả", sort="ten", query=query))
    assert 'href="?ngay=31/12/2023&amp;huyen=1&amp;huyen=2&amp;sap=-ten"' in shown
    assert 'href="?ngay=31/12/2023&amp;huyen=1&amp;huyen=2&amp;sap=-tong"' in shown
    assert shown.count("sap=") == 3


@pytest.mark.parametrize("query", ["?a=1&sap=x", {"a": "1", "sap": "x"}])
def test_a_query_may_come_as_text_or_as_a_mapping(query: object) -> None:
    assert 'href="?a=1&amp;sap=ten"' in printed(Table(COLUMNS, [commune("a")], "K", query=query))  # type: ignore[arg-type]


def test_the_rest_of_a_row_opens_on_a_phone_with_labels() -> None:
    row = Row(
        {"ten": name_cell("Đắk Nia"), "tong": number_cell(3), "huyen": name_cell("Gia Nghĩa"), "ghi_chu": Cell("x")}
    )
    shown = printed(Table(COLUMNS, [row], "Kết quả"))
    assert '<summary><span class="vh">Thêm về Đắk Nia</span></summary>' in shown
    assert '<td data-l="Huyện">Gia Nghĩa</td>' in shown
    assert '<td data-l="Chú" class="p3">x</td>' in shown
    assert "details" not in printed(Table(COLUMNS[:2], [row], "Kết quả"))


def test_a_criterion_is_named_by_its_number_on_a_phone() -> None:
    columns = [Column("ten", "Xã"), Column("t3", "3", criterion=True)]
    shown = printed(Table(columns, [Row({"ten": name_cell("Đắk Nia"), "t3": outcome_cell("met", "Đạt")})], "Kết quả"))
    assert '<td data-n="3" class="o-met">Đạt</td>' in shown


def test_hostile_text_is_escaped_everywhere() -> None:
    bad = '"><script>alert(1)</script>'
    row = Row({"ten": Cell(bad, href=bad, note=bad), "tong": Cell(bad, outcome="met")})
    shown = printed(
        Table(
            [Column("ten", bad, short=bad), Column("tong", bad, unit=bad)],
            [row],
            bad,
            query={bad: bad},
            downloads=[(bad, bad)],
            sort=bad,
        )
    )
    assert "<script" not in shown
    assert set(re.findall(r"<(\w+)", shown)) <= {
        "div",
        "span",
        "a",
        "table",
        "caption",
        "thead",
        "tr",
        "th",
        "tbody",
        "td",
        "details",
        "summary",
    }
    assert "&lt;script&gt;" in shown


def test_a_missing_cell_is_told_and_a_total_may_be_silent() -> None:
    shown = printed(Table(COLUMNS, [Row({"ten": Cell("a")}), Row({"ten": Cell("Cộng")}, total=True)], "K"))
    assert shown.count("chưa có số liệu") == 3
    assert '<td class="p3"></td>' in shown


def test_an_empty_table_says_what_will_be_here() -> None:
    shown = printed(Table(COLUMNS, [], "Kết quả 2024", empty="Kết quả sẽ hiện sau khi nhập biểu."))
    assert "Kết quả sẽ hiện sau khi nhập biểu." in shown and "<table" not in shown


def test_a_day_cell_shows_and_sorts() -> None:
    assert day_cell(None) == Cell("", "", None, "")


def test_sixty_communes_by_twenty_two_columns_stay_light() -> None:
    columns = [*COLUMNS[:3], *[Column(f"t{i}", f"{i}. Cơ sở vật chất", short=f"{i}. Cơ sở") for i in range(19)]]
    states = {f"t{i}": outcome_cell("undetermined", short=True) for i in range(19)}
    cells = {**states, "tong": number_cell(12), "huyen": name_cell("Đắk Song")}
    rows = [Row({"ten": name_cell(f"Xã Đắk N'Drung {i}", f"/don-vi/{i}/"), **cells})
            for i in range(60)]  # fmt: skip
    table = Table(columns, rows, "Kết quả 19 tiêu chí")
    assert table.is_wide and table.count == 60
    assert len(printed(table).encode()) < 84 * 1024


def test_a_state_may_link_and_carry_a_note() -> None:
    row = Row({"ten": name_cell("a"), "k": outcome_cell("not_met", "Thiếu 2", "/vi-sao/", "hạn 2023")})
    shown = printed(Table([COLUMNS[0], Column("k", "Kết quả")], [row], "K"))
    assert '<span class="o o-failed"><a href="/vi-sao/">Thiếu 2</a></span><span class="note">hạn 2023</span>' in shown


def test_days_sort_by_the_calendar() -> None:
    days = [date(2023, 12, 31), date(2024, 1, 2), date(2022, 5, 1)]
    rows = sort_rows([Row({"ten": day_cell(day)}) for day in [*days, None]], "-ten")
    assert names(rows) == ["02/01/2024", "31/12/2023", "01/05/2022", ""]
