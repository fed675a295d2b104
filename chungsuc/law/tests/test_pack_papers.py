"""papers.yaml: what is read of it, and what check-pack says of a slip in it, at its line."""

import shutil
from pathlib import Path

import pytest

from chungsuc.law.pack_checks import check_pack
from chungsuc.law.packs import read_pack

SHIPPED = Path(__file__).parents[3] / "packs" / "dak_nong_2021_2025"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "goi", ignore=shutil.ignore_patterns("samples")))


def errors_of(folder: Path, old: str, new: str) -> list[str]:
    """What is found wrong in papers.yaml once the first `old` is `new`."""
    path = folder / "papers.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    found = [f for f in check_pack(folder) if f.level == "error" and f.file == "papers.yaml"]
    assert [f.line for f in found] == [line], found
    return [f.message for f in found]


def test_a_measure_with_a_range_is_three_figures_with_one_source() -> None:
    pack = read_pack(SHIPPED).pack
    assert pack is not None
    found = {f.key: f for f in pack.figures if f.key.startswith("layout:margin_left")}
    assert {key: f.value for key, f in found.items()} == {
        "layout:margin_left": 30, "layout:margin_left:least": 30, "layout:margin_left:most": 35,
    }  # fmt: skip
    assert {(f.status, f.unit, f.source, f.place) for f in found.values()} == {
        (f.status, f.unit, f.source, f.place) for f in [found["layout:margin_left"]]
    }
    assert found["layout:margin_left"].status == "verified"


def test_what_is_only_recalled_says_so() -> None:
    pack = read_pack(SHIPPED).pack
    assert pack is not None
    status = {f.key: f.status for f in pack.figures}
    verified = ("page_width", "margin_top", "national_name", "motto", "page_number", "paragraph_space", "line_spacing")
    recalled = ("body_name", "number", "place_date", "kind", "subject", "text", "signature", "recipients", "first_line")
    assert {status[f"layout:{name}"] for name in verified} == {"verified"}
    assert {status[f"layout:{name}"] for name in recalled} == {"recalled"}
    assert status["layout:table"] == "demonstration"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("value: 20, least: 20, most: 25", "value: 27, least: 20, most: 25", "Số đo “margin_top” 27 nằm ngoài khoảng cho phép"),
        ("value: 210, unit", "value: rộng, unit", "Số đo “page_width” phải là số; đang là “rộng”."),
        ("unit: dn-67", "unit: dn-76", "Không có đơn vị mã “dn-76”"),
        ("for: [department]", "for: [sở]", "Loại đơn vị “sở” không dùng được"),
        ('"{unit_place}"', '"{unit_plac}"', "Không có chỗ trống {unit_plac}; chọn trong: {unit}"),
        ("unit: ld-68\n", "unit: ld-68\n    for: [commune]\n", "Ghi đúng một trong hai: unit (mã một đơn vị) hoặc for"),
        (
            "unit: ld-68\n    since: 2025-07-01\n    body: [ỦY BAN NHÂN DÂN, TỈNH LÂM ĐỒNG]\n",
            "unit: ld-68\n    since: 2025-07-01\n",
            "Thiếu “body”; ghi tên cơ quan, mỗi dòng một phần.",
        ),
        ("authority: KT.", "authority: PT.", "“authority: PT.” không dùng được"),
        ("symbol: QĐ, bases: true", "symbol: QĐ, base: true", "Khóa “base” không dùng ở đây"),
    ],
)  # fmt: skip
def test_a_slip_is_told_at_its_line(folder: Path, old: str, new: str, said: str) -> None:
    (message,) = errors_of(folder, old, new)
    assert said in message


def test_a_measure_that_nobody_looked_up_yet_is_missing_and_not_guessed(folder: Path) -> None:
    path = folder / "papers.yaml"
    text = path.read_text(encoding="utf-8")
    old = "value: 210, unit: mm, status: verified"
    assert old in text
    path.write_text(text.replace(old, "unit: mm, status: missing", 1), encoding="utf-8")
    pack = read_pack(folder).pack
    assert pack is not None
    assert [(f.value, f.status) for f in pack.figures if f.key == "layout:page_width"] == [(None, "missing")]
