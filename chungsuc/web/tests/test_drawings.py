"""Charts and maps: drawn safely, with the same figures as a table."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from chungsuc.web.charts import BarItem, Chart, Series, TargetRow, bar_list, folded, line_chart, target_bar
from chungsuc.web.maps import Bucket, Map, Shape, Tile, outline_map, place, tile_map
from chungsuc.web.outlines import area_of, middle_of, simplified
from chungsuc.web.svg import TONES

HOSTILE = "\"><script>alert('x')</script>&"
LEGEND = [
    Bucket("dat", "Đạt chuẩn", "soft"),
    Bucket("chua", "Chưa đạt", "failed"),
    Bucket("thieu", "Chưa đủ căn cứ", "unknown"),
]


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def figures(chart: Chart) -> list[list[str]]:
    return [[cell.text for cell in row.cells.values()] for row in chart.table.rows]


def tile(code: str, x: float, y: float, bucket: str = "dat", label: str = "Đắk Nia") -> Tile:
    return Tile(code, label, x, y, "Gia Nghĩa", bucket, "17/19 tiêu chí", f"/don-vi/{code}/")


def every_drawing(label: str) -> list[Chart | Map]:
    ring = ((107.0, 12.0), (107.5, 12.0), (107.5, 12.5), (107.0, 12.5))
    return [
        target_bar(41, 43, 60, label, Decimal("43.5")),
        line_chart([Series(label, {2021: 1, 2022: 2}, True)], label, label, 3, [(2022, label)], label),
        bar_list([BarItem(label, 3, label)], label, label),
        tile_map([Tile("1", label, 107, 12, label, "chua", label, label)], LEGEND, label),
        outline_map([Shape("1", label, (ring,), "dat", label, label, label)], LEGEND, label),
    ]


def test_hostile_names_stay_text_in_every_drawing() -> None:
    for drawing in every_drawing(HOSTILE):
        tags = {element.tag for element in parsed(drawing.svg).iter()}
        assert "script" not in tags
        assert not re.search(r"<script|style=|\son\w+=", drawing.svg)


def test_every_drawing_names_itself() -> None:
    for drawing in every_drawing("Xã Đắk Nia"):
        root = parsed(drawing.svg)
        assert root.get("aria-label") == "Xã Đắk Nia" or root.findtext("title") == "Xã Đắk Nia"


def test_a_printed_chart_has_its_table_under_it() -> None:
    shown = Template("{% chart c %}").render(Context({"c": bar_list([BarItem("Thu nhập", 19)], "Chưa đạt", "xã")}))
    assert 'role="img"' in shown and "<details>" in shown and ">19</td>" in shown


def test_the_same_bar_is_the_same_bytes() -> None:
    assert target_bar(41, 43, 60, "Xã").svg == target_bar(41, 43, 60, "Xã").svg


def test_a_bar_without_a_figure_says_so() -> None:
    chart = target_bar(None, 2, 2, "Huyện")
    assert parsed(chart.svg).findtext("desc") == "chưa có số liệu, mục tiêu ít nhất 2"
    assert figures(chart) == [["Thực hiện", ""], ["Mục tiêu", "2"]]


def test_a_bar_where_less_is_better_hatches_what_is_too_much() -> None:
    hatched = [
        box
        for box in parsed(target_bar(5, 0, 10, "Xã dưới 15", better="less").svg).iter("rect")
        if "url" in box.get("fill", "")
    ]
    assert [(box.get("x"), box.get("width")) for box in hatched] == [("0%", "50%")]


def test_bars_stay_within_the_drawing() -> None:
    widths = [box.get("width") for box in parsed(target_bar(90, 43, 60, "Xã", 95).svg).iter("rect")]
    assert all(float(width.rstrip("%")) <= 100 for width in widths if width)


def test_a_target_row_draws_its_bar() -> None:
    assert TargetRow("Xã", 41, 43, 60, "not_met", "thiếu 2 xã").bar == target_bar(41, 43, 60, "Xã")


def test_a_missing_year_is_a_gap_in_line_and_table() -> None:
    chart = line_chart([Series("Xã", {2019: 14, 2020: 16, 2021: None, 2022: 14, 2023: 16})], "Tiêu chí")
    joined = [line for line in parsed(chart.svg).iter("line") if line.get("stroke-width") == "2.4"]
    assert len(joined) == 2
    assert figures(chart)[2] == ["2021", ""]


def test_the_change_of_criteria_is_marked_and_the_line_across_it_is_thin() -> None:
    chart = line_chart([Series("Xã", {2021: 17, 2022: 14})], "Tiêu chí", marks=[(2022, "thay bộ tiêu chí 2022")])
    assert "thay bộ tiêu chí 2022" in chart.svg
    assert [line.get("stroke-dasharray") for line in parsed(chart.svg).iter("line") if line.get("stroke-linecap")] == [
        "1 4"
    ]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {2021: None},
        {2021: 5},
        {2021: 0, 2022: 0},
        {2021: Decimal("0.01"), 2022: Decimal("0.02")},
        {2020: -5, 2021: 40000},
    ],
)
def test_lines_are_drawn_whatever_the_values(values: dict) -> None:
    assert parsed(line_chart([Series("Xã", values)], "Tiêu chí", target=3).svg).tag == "svg"


def test_end_labels_do_not_cover_each_other() -> None:
    chart = line_chart([Series(f"Xã {n}", {2021: 10, 2022: Decimal(n) / 10 + 10}) for n in range(4)], "Tiêu chí")
    labels = [float(text.get("y", "0")) for text in parsed(chart.svg).iter("text") if text.find("tspan") is not None]
    assert len(labels) == 4
    assert all(after - before >= 35.9 for before, after in zip(sorted(labels), sorted(labels)[1:], strict=False))


def test_names_fold_to_two_lines_between_words() -> None:
    assert folded("Quảng Thành", 7) == ["Quảng", "Thành"]
    assert folded("Đắk Nia", 7) == ["Đắk Nia"]
    assert folded("Ủy ban nhân dân huyện Krông Nô", 8) == ["Ủy ban", "nhân dân…"]


POINTS = st.lists(st.tuples(st.floats(107, 108), st.floats(11.5, 13)), min_size=1, max_size=40)


@settings(max_examples=40, deadline=None)
@given(POINTS)
def test_no_two_tiles_share_a_cell(points: list[tuple[float, float]]) -> None:
    spots = place(tuple((str(at), x, y) for at, (x, y) in enumerate(points)))
    assert len(set(spots.values())) == len(points)
    assert all(column >= 0 and row >= 0 for column, row in spots.values())


def test_the_same_points_land_the_same_whatever_else_was_asked() -> None:
    points = (("a", 107.1, 12.1), ("b", 107.5, 12.5), ("c", 107.3, 12.2))
    first = dict(place(points))
    place.cache_clear()
    assert dict(place(points)) == first


def test_north_is_up_and_east_is_right() -> None:
    spots = place((("nw", 107.0, 12.5), ("ne", 108.0, 12.5), ("sw", 107.0, 11.5), ("se", 108.0, 11.5)))
    assert spots["nw"][0] < spots["ne"][0] and spots["nw"][1] < spots["sw"][1]
    assert spots["sw"][0] < spots["se"][0] and spots["ne"][1] < spots["se"][1]


def test_links_of_a_map_follow_in_reading_order_and_tell_all() -> None:
    drawn = tile_map([tile("s", 107, 11), tile("n", 107, 13, "chua", "Ea Pô")], LEGEND, "Bản đồ")
    links = list(parsed(drawn.svg).iter("a"))
    assert [link.get("href") for link in links] == ["/don-vi/n/", "/don-vi/s/"]
    assert links[0].get("aria-label") == "Ea Pô, Gia Nghĩa, 17/19 tiêu chí"


def test_the_legend_counts_every_bucket_even_an_empty_one() -> None:
    drawn = tile_map([tile("1", 107, 12), tile("2", 107.2, 12)], LEGEND, "Bản đồ")
    assert [(line.label, line.count) for line in drawn.legend] == [
        ("Đạt chuẩn", 2),
        ("Chưa đạt", 0),
        ("Chưa đủ căn cứ", 0),
    ]


def test_a_map_without_units_is_still_drawn() -> None:
    assert parsed(tile_map([], LEGEND, "Bản đồ").svg).tag == "svg"
    assert parsed(outline_map([], LEGEND, "Bản đồ").svg).tag == "svg"


def test_outlines_lose_points_that_say_nothing() -> None:
    ring = ((0.0, 0.0), (5.0, 0.01), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0))
    assert simplified(ring, 0.5) == ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0))


def test_area_and_middle_of_a_square() -> None:
    square = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0))
    assert area_of(square) == area_of(square[::-1]) == 16
    assert middle_of(square) == (2.0, 2.0)
    assert middle_of(((1.0, 1.0), (3.0, 1.0))) == (2.0, 1.0)
    assert middle_of(()) == (0.0, 0.0)


def test_a_printed_map_has_legend_drawing_and_table() -> None:
    shown = Template("{% map m %}").render(Context({"m": tile_map([tile("1", 107, 12)], LEGEND, "Bản đồ")}))
    assert "Đạt chuẩn <b>1</b>" in shown and "data-map" in shown and "<table>" in shown


def test_a_unit_without_an_address_is_named_but_no_link() -> None:
    drawn = tile_map(
        [Tile("1", "Đắk Nia", 107, 12, "Gia Nghĩa", "muon")], [Bucket("muon", "Quá hạn", "late")], "Bản đồ"
    )
    root = parsed(drawn.svg)
    assert not list(root.iter("a"))
    assert [group.get("aria-label") for group in root.iter("g") if group.get("role") == "img"] == ["Đắk Nia, Gia Nghĩa"]


@pytest.mark.parametrize("tone", TONES)
def test_every_tone_can_be_drawn_on_both_maps(tone: str) -> None:
    legend = [Bucket("x", "Nhóm", tone)]
    ring = ((107.0, 12.0), (107.5, 12.0), (107.5, 12.5), (107.0, 12.5))
    assert parsed(tile_map([tile("1", 107, 12, "x")], legend, "Bản đồ").svg).tag == "svg"
    assert TONES[tone].fill in outline_map([Shape("1", "Đắk Nia", (ring,), "x")], legend, "Bản đồ").svg


def test_tones_that_look_alike_in_grey_have_different_shapes() -> None:
    shapes = [tone.shape for name, tone in TONES.items() if name != "out"]
    assert len(set(shapes)) == len(shapes) and all(shapes)


def test_names_on_outlines_do_not_cover_each_other() -> None:
    ring = ((107.0, 12.0), (107.5, 12.0), (107.5, 12.5), (107.0, 12.5))
    small = ((107.2, 12.2), (107.3, 12.2), (107.3, 12.3), (107.2, 12.3))
    drawn = outline_map([Shape("s", "Nhỏ", (small,), "dat"), Shape("l", "Lớn", (ring,), "dat")], LEGEND, "Bản đồ")
    assert [text.findtext("tspan") for text in parsed(drawn.svg).iter("text")] == ["Lớn"]


def test_a_line_without_any_figure_leaves_the_others() -> None:
    chart = line_chart([Series("Trống", {2021: None}), Series("Xã", {2021: 3, 2022: 4})], "Tiêu chí")
    assert "Xã" in chart.svg and "Trống: năm 2021 –" in chart.svg


def test_outlines_with_doubled_points_are_measured_all_the_same() -> None:
    ring = ((0.0, 0.0), (0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (4.0, 0.0), (0.0, 0.0))
    assert (4.0, 4.0) in simplified(ring, 0.1)
