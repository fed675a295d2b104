"""What is wrong in reports.yaml is told at its line."""

import shutil
from pathlib import Path

import pytest

from chungsuc.law.pack_checks import check_pack
from tests.province import PACK


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACK, tmp_path / "pack"))


def errors(pack: Path) -> list[tuple[str, int, str]]:
    return [(f.file, f.line, f.message) for f in check_pack(pack) if f.level == "error"]


def changed(pack: Path, old: str, new: str) -> int:
    """Changes the first place of a text; returns its line."""
    path = pack / "reports.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def test_the_pack_of_the_province_is_without_fault() -> None:
    assert errors(PACK) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("due: 2022-12-15", "due: 2022-11-01", "Hạn gửi 01/11/2022 trước ngày mở 15/11/2022"),
        ("cut_off: 2022-12-31", "cut_off: 2023-01-31", "không thuộc năm 2022"),
        ("milestone: bao-cao-hang-nam", "milestone: bao-cao-thang", "Kế hoạch không có mốc mã “bao-cao-thang”"),
        ("receiver: SNV", "receiver: SNVV", "Không có đơn vị mã “SNVV”"),
        (
            "kind: hang-nam, label: Báo cáo năm 2022",
            "kind: hang-thang, label: X",
            "Không có loại báo cáo mã “hang-thang”",
        ),
        ("kinds: [district]", "kinds: [huyen]", "Loại đơn vị “huyen” không dùng được"),
        ("groups: [targets,", "groups: [chi_tieu,", "Nhóm số liệu “chi_tieu” không dùng được"),
        ("năm {next_year}", "năm {nam_sau}", "Không có chỗ trống {nam_sau}"),
    ],
)
def test_a_fault_is_told_at_its_line(pack: Path, old: str, new: str, words: str) -> None:
    line = changed(pack, old, new)
    assert [(file, at, words in message) for file, at, message in errors(pack)] == [("reports.yaml", line, True)]


def test_a_figure_that_nobody_fills_in_is_told(pack: Path) -> None:
    changed(pack, "[[target.xa_ntm]]", "[[target.xa_dep]]")
    assert [(file, "target.xa_dep" in said) for file, _, said in errors(pack)] == [("reports.yaml", True)]


def test_a_year_has_one_round_of_a_kind(pack: Path) -> None:
    line = changed(pack, "hang-nam-2023, kind: hang-nam, label: Báo cáo năm 2023, year: 2023, opens_on: 2023-11-15",
                   "hang-nam-2023, kind: hang-nam, label: Báo cáo năm 2023, year: 2022, opens_on: 2022-11-15")  # fmt: skip
    text = (pack / "reports.yaml").read_text()
    (pack / "reports.yaml").write_text(
        text.replace("due: 2023-12-15, cut_off: 2023-12-31", "due: 2022-12-16, cut_off: 2022-12-30")
    )
    assert [(at, "đã có kỳ báo cáo loại này" in said) for _, at, said in errors(pack)] == [(line, True)]
