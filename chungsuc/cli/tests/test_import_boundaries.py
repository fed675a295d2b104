"""Outlines come in whole or not at all; what cannot be used is named with its reason."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.audit.models import Entry
from chungsuc.cli import main
from chungsuc.cli.import_boundaries import MOST_BYTES, MOST_FEATURES, Refused, read_rings
from chungsuc.organisations.actions import NewUnit, open_unit
from chungsuc.organisations.models import Boundary, Unit

SQUARE = [[[107.6, 12.0], [107.7, 12.0], [107.7, 12.1], [107.6, 12.1], [107.6, 12.0]]]


def feature(geometry=None, **properties) -> dict:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": SQUARE} if geometry is None else geometry,
    }


@pytest.fixture
def take(tmp_path, capsys):
    """`take(feature, …, "--on", "…")`: writes a file, runs the command, gives its result and what it said."""

    def taken(*features, options: tuple[str, ...] = (), text: str | None = None) -> tuple[int, str]:
        path: Path = tmp_path / "duong-bao.geojson"
        path.write_text(text or json.dumps({"type": "FeatureCollection", "features": list(features)}))
        status = main(["import-boundaries", str(path), *options])
        said = capsys.readouterr()
        return status, said.out + said.err

    return taken


def test_outlines_are_found_by_code_or_by_name_on_the_eve_of_the_reorganisation(bare_province, take) -> None:
    status, said = take(
        feature(code="24616", name="Xã Quảng Sơn"), feature(name="XÃ QUẢNG HÒA"), feature(gso_code=24622)
    )
    assert status == 0, said
    assert said == "Đã nhập 3 đường bao (15 điểm) của đơn vị ngày 30/06/2025.\n"
    found = Boundary.objects.filter(is_current=True).values_list("unit__code", "source", "rings")
    assert {code for code, _, _ in found} == {"dn-24616", "dn-24620", "dn-24622"}
    assert {source for _, source, _ in found} == {"duong-bao.geojson"}
    assert all(rings == SQUARE for _, _, rings in found)
    assert Entry.objects.order_by("-seq").first().details == {"units": 3}


def test_the_day_chooses_between_units_of_one_code(bare_province, take) -> None:
    assert take(feature(code="24616"), options=("--on", "01/07/2025", "--source", "Bản đồ thử"))[0] == 0
    kept = Boundary.objects.get()
    assert (kept.unit.code, kept.source) == ("ld-24616", "Bản đồ thử")


def test_new_outlines_take_the_place_of_former_ones_which_are_kept(bare_province, take) -> None:
    for _ in range(2):
        assert take(feature(code="24616"))[0] == 0
    assert sorted(Boundary.objects.values_list("is_current", flat=True)) == [False, True]


def line(*points) -> dict:
    return {"type": "Polygon", "coordinates": [list(points)]}


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (feature(code="99999"), "không có đơn vị mã 99999 vào ngày 30/06/2025 và không có tên"),
        (feature(), "không có đơn vị mã (trống)"),
        (feature(name="Xã Quảng Sơnn"), "Gần giống: Xã Quảng Sơn"),
        (feature(name="Xã Hoàn Toàn Khác"), "không có đơn vị nào tên ấy vào ngày 30/06/2025. Hãy sửa tên"),
        (feature(code="24622", name="Xã Quảng Sơn"), "mã 24622 là của Xã Đắk Ha, không khớp với tên"),
        (feature(line([107.6, 12.0], [107.7, 12.0], [107.6, 12.0]), code="24622"), "từ 4 đến"),
        (feature({"type": "Point", "coordinates": [107.6, 12.0]}, code="24622"), "không phải là Polygon"),
        (feature({"type": "Polygon"}, code="24622"), "thiếu tọa độ"),
        (feature({"type": "Polygon", "coordinates": []}, code="24622"), "có 0 vòng"),
        (feature({"type": "MultiPolygon", "coordinates": [1]}, code="24622"), "thiếu tọa độ"),
        (feature(line(*[[12.0, 107.6]] * 4), code="24622"), "ngoài Việt Nam"),
        (feature(line(*[[10**400, 12.0]] * 4), code="24622"), "ngoài Việt Nam"),
        (feature(line(*[["107", 12.0]] * 4), code="24622"), "không phải là cặp số"),
        (feature(line(*[[True, 12.0]] * 4), code="24622"), "không phải là cặp số"),
        (feature(line(*[[107.6]] * 4), code="24622"), "không phải là cặp số"),
        (feature(line(*[7] * 4), code="24622"), "không phải là cặp số"),
        ({"type": "Feature", "properties": None}, "không phải là Polygon"),
        ("lạ", "không phải là Polygon"),
        (feature(code="24616"), "đã có đường bao ở một đối tượng trước"),
    ],
)
def test_one_feature_that_cannot_be_used_keeps_all_out(bare_province, take, wrong, why) -> None:
    status, said = take(feature(code="24616"), wrong)
    assert status == 1
    assert said.startswith("Đối tượng 2 (")
    assert why in said
    assert "Chưa ghi gì: 1/2 đối tượng chưa dùng được." in said
    assert not Boundary.objects.exists()


def test_a_name_that_two_units_bear_is_asked_about_and_settled_by_the_district(bare_province, take) -> None:
    new = NewUnit("dn-thu", "commune", "xã", "Xã Quảng Sơn", "99901", "dn-662")
    open_unit(new, since=date(2020, 1, 1), by="bài thử")
    status, said = take(feature(name="Xã Quảng Sơn"))
    assert status == 1
    assert "tên có thể là: Xã Quảng Sơn, Xã Quảng Sơn. Hãy ghi thêm mã đơn vị hoặc tên huyện." in said
    assert take(feature(name="Xã Quảng Sơn", district="Huyện Cư Jút"))[0] == 0
    assert Boundary.objects.get().unit.code == "dn-thu"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "không đọc được dạng GeoJSON"),
        ("[" * 100_000, "không đọc được dạng GeoJSON"),
        ("[]", "không có đối tượng nào"),
        ('{"type": "FeatureCollection", "features": []}', "không có đối tượng nào"),
        ('{"type": "Feature", "features": [1]}', "không có đối tượng nào"),
        (json.dumps({"type": "FeatureCollection", "features": [1] * (MOST_FEATURES + 1)}), "quá 2000 đối tượng"),
        (" " * (MOST_BYTES + 1), "lớn hơn 20 MB"),
    ],
)
def test_a_file_that_is_no_collection_of_outlines_is_refused_as_a_whole(bare_province, take, text, said) -> None:
    status, told = take(text=text)
    assert status == 1
    assert said in told


def test_a_wrong_call_ends_with_two(bare_province, take, capsys) -> None:
    assert take(feature(code="24616"), options=("--on", "31/02/2023"))[0] == 2
    assert main(["import-boundaries", "khong-co.geojson"]) == 2
    assert "khong-co.geojson: không có." in capsys.readouterr().err


def test_without_any_reorganisation_the_units_of_today_are_meant(db, take) -> None:
    unit = Unit.objects.create(code="thu", kind="commune", since=date(2004, 1, 1))
    unit.identities.create(name="Xã Thử", form="xã", gso_code="11111", name_key="thu", since=date(2004, 1, 1))
    assert take(feature(code="11111"))[0] == 0
    assert Boundary.objects.get().unit == unit


def test_points_on_a_straight_line_are_dropped_and_a_tiny_island_keeps_its_shape() -> None:
    along = [[107.6 + step / 1000, 12.0] for step in range(101)]
    assert read_rings(line(*along, [107.7, 12.1], [107.6, 12.0])) == [
        [[107.6, 12.0], [107.7, 12.0], [107.7, 12.1], [107.6, 12.0]]
    ]
    tiny = [[107.6, 12.0], [107.6001, 12.0], [107.6002, 12.0001], [107.6001, 12.0001], [107.6, 12.0]]
    assert read_rings(line(*tiny)) == [tiny]


numbers = st.one_of(st.integers(), st.floats(), st.none(), st.text(max_size=3), st.booleans())
shapes = st.recursive(numbers, lambda inner: st.lists(inner, max_size=5), max_leaves=30)


@given(st.sampled_from(["Polygon", "MultiPolygon", "Point", None]), shapes)
def test_whatever_the_coordinates_are_they_are_read_or_refused(kind, coordinates) -> None:
    try:
        rings = read_rings({"type": kind, "coordinates": coordinates})
    except Refused as refused:
        assert str(refused)
    else:
        assert all(102 <= x <= 118 and 6 <= y <= 24 for ring in rings for x, y in ring)
