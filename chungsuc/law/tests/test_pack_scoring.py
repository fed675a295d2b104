"""scoring.yaml: what is read of it, and what check-pack says of a slip in it, at its line."""

import shutil
from pathlib import Path

import pytest

from chungsuc.law.pack_checks import check_pack
from chungsuc.law.packs import read_pack

SHIPPED = Path(__file__).parents[3] / "packs" / "dak_nong_2021_2025"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "goi", ignore=shutil.ignore_patterns("samples")))


def errors_of(folder: Path, old: str, new: str) -> list[tuple[int, str]]:
    """Lines (counted from the planted one) and words of what is wrong in scoring.yaml once the first `old` is `new`."""
    path = folder / "scoring.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    found = [f for f in check_pack(folder) if f.level == "error" and f.file == "scoring.yaml"]
    return [(f.line - line, f.message) for f in found]


def test_each_table_is_a_dated_figure_whose_items_make_its_total() -> None:
    pack = read_pack(SHIPPED).pack
    assert pack is not None
    tables = {f.key: f for f in pack.figures if f.key.startswith("scoring:")}
    assert {key: (f.value["groups"], f.until is None, f.status) for key, f in tables.items()} == {
        "scoring:huyen": (("CUM-HUYEN",), False, "demonstration"),
        "scoring:so-nganh": (("KHOI-1", "KHOI-2", "KHOI-3"), True, "demonstration"),
        "scoring:luc-luong": (("KHOI-4",), True, "demonstration"),
    }
    for figure in tables.values():
        assert sum(item["most"] * item["weight"] for item in figure.value["items"]) == figure.value["total"] == 100


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("total: 100", "total: 90", "cộng lại là 100.0, khác total 90"),
        ("weight: 2.5", "weight: 0", "“weight” phải lớn hơn 0"),
        ("most: 10", "most: -1", "“most” phải lớn hơn 0"),
        ("shares: {self: 40, cross: 60}", "shares: {self: 40, cross: 50}", "phải cộng lại bằng 100"),
        ("figure: criteria_share", "figure: chi-so-la", "“figure: chi-so-la” không dùng được"),
        ("how: automatic", "how: may", "“how: may” không dùng được"),
        (
            "bands: [{least: 95, points: 10}, {least: 90,",
            "bands: [{least: 80, points: 10}, {least: 90,",
            "từ cao xuống thấp",
        ),
        ("bands: [{least: 95, points: 10}", "bands: [{least: 95, points: 11}", "ngoài 0 đến 10"),
        ("rounding: half_up", "rounding: len", "“rounding: len” không dùng được"),
        ("places: 2", "places: 9", "“places” phải từ 0 đến 6"),
        ("least_reviews: 2", "least_reviews: 4", "không được nhiều hơn"),
        ("ties: [nhiem-vu-chinh-tri,", "ties: [la,", "nêu mục “la”"),
        ("groups: [CUM-HUYEN]", "groups: [CUM-LA]", "Không có cụm thi đua mã “CUM-LA”"),
        ("reviewers: 3", "reviewers: 0", "phải từ 1 trở lên"),
    ],
)
def test_a_slip_is_told_at_its_line(folder: Path, old: str, new: str, words: str) -> None:
    told = errors_of(folder, old, new)
    assert [line for line, message in told if words in message] == [0], told


def test_a_level_above_the_scale_is_told_at_the_levels(folder: Path) -> None:
    old = "{points: 10, text: Từ 03 cách làm trở lên đã có nơi khác làm theo}"
    told = errors_of(folder, old, old.replace("10", "12"))
    assert [(line, "cho 12 điểm, quá 10 điểm" in message) for line, message in told] == [(-1, True)]


def test_two_items_of_one_code_are_told_at_the_table(folder: Path) -> None:
    told = errors_of(folder, "- code: cong-nhan", "- code: tieu-chi")
    assert any("“tieu-chi” dùng hai lần" in message for _, message in told)


def test_two_tables_of_one_group_at_one_time_are_told_at_the_second(folder: Path) -> None:
    told = errors_of(folder, "groups: [KHOI-1, KHOI-2, KHOI-3]", "groups: [CUM-HUYEN, KHOI-2]")
    assert [(line, "CUM-HUYEN có hai bảng điểm cùng lúc" in message) for line, message in told] == [(-2, True)]


def test_two_versions_of_a_table_must_follow_each_other(folder: Path) -> None:
    told = errors_of(folder, "- code: so-nganh", "- code: huyen")
    assert any("“scoring:huyen” có hai giá trị cùng lúc" in message for _, message in told)
