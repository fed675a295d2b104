"""awards.yaml: what is read of it, and what check-pack says of a slip in it, at its line."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from chungsuc.law.pack_checks import check_pack
from chungsuc.law.packs import read_pack

SHIPPED = Path(__file__).parents[3] / "packs" / "dak_nong_2021_2025"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "goi", ignore=shutil.ignore_patterns("samples")))


def errors_of(folder: Path, old: str, new: str) -> list[tuple[int, str]]:
    """Lines (counted from the planted one) and words of what is wrong in awards.yaml once the first `old` is `new`."""
    path = folder / "awards.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    found = [f for f in check_pack(folder) if f.level == "error" and f.file == "awards.yaml"]
    return [(f.line - line, f.message) for f in found]


def test_four_regimes_follow_each_other_without_a_day_between() -> None:
    pack = read_pack(SHIPPED).pack
    assert pack is not None
    assert [(f.key, f.since, f.until, f.status) for f in pack.figures if f.key.startswith("award-regime:")] == [
        ("award-regime:R2003", date(2017, 10, 1), date(2023, 12, 31), "verified"),
        ("award-regime:R2022A", date(2024, 1, 1), date(2025, 6, 30), "verified"),
        ("award-regime:R2022B", date(2025, 7, 1), date(2026, 9, 30), "verified"),
        ("award-regime:R2026", date(2026, 10, 1), None, "recalled"),
    ]


def test_every_group_of_section_four_has_subjects_and_every_form_of_section_five_is_there() -> None:
    pack = read_pack(SHIPPED).pack
    assert pack is not None
    groups = {f.value["group"] for f in pack.figures if f.key.startswith("award-subject:")}
    assert groups == {subject.code for subject in pack.subjects}
    forms = {f.key: f for f in pack.figures if f.key.startswith("award-form:") and not f.value["outside"]}
    assert [key.removeprefix("award-form:") for key in forms] == [
        "GK_SO", "GK_HUYEN", "GK_XA", "BK_TINH", "BK_TTG", "HCLD_3", "HCLD_2", "HCLD_1",
    ]  # fmt: skip
    assert forms["award-form:GK_HUYEN"].until == date(2025, 6, 30)


def test_quotas_have_no_value_that_anybody_could_take_for_one() -> None:
    pack = read_pack(SHIPPED).pack
    assert pack is not None
    quotas = [f for f in pack.figures if f.key.startswith("quota:")]
    assert len(quotas) == 4 and {(f.value, f.status) for f in quotas} == {(None, "missing")}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("level: huyen,", "level: quan,", "“level: quan” không dùng được"),
        ("season: rounds", "season: mua", "“season: mua” không dùng được"),
        ("group: cap_xa", "group: cap_la", "không có đối tượng thi đua mã “cap_la”"),
        ("kinds: [village]", "kinds: [ap]", "Loại đơn vị “ap” không dùng được"),
        ("levels: [xa_ntm,", "levels: [xa_la,", "Không có mức công nhận mã “xa_la”"),
        ("forms: [BK_TINH]", "forms: [BK_LA]", "Không có hình thức khen thưởng mã “BK_LA”"),
        ("check: once", "check: mot", "“check: mot” không dùng được"),
        ("bars: [discipline,", "bars: [ky_luat,", "“ky_luat” không dùng được ở “bars”"),
        ("years: [2023, 2025]", "years: [23, 2025]", "“23” không phải là năm"),
        ("levels: [tinh], years: [2023, 2025]", "levels: [tinh]", "thiếu “years”"),
        ("as: individual", "as: ca_nhan", "“as: ca_nhan” không dùng được"),
        ("since: 2024-01-01, until: 2025-06-30, source: \"NĐ 98", "since: 2023-12-31, until: 2025-06-30, source: \"NĐ 98", ""),
    ],
)  # fmt: skip
def test_a_slip_is_told_at_its_line(folder: Path, old: str, new: str, words: str) -> None:
    told = errors_of(folder, old, new)
    if words:
        assert any(line in (0, -1) and words in message for line, message in told), told
    else:
        assert any("hai thời kỳ pháp luật cùng lúc" in message for _, message in told), told
