"""The checks of plausibility that a pack carries: what is read of them, and each fault with its line."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from .planted import Planted, assert_told
from .test_packs import errors, pack_of, small

__all__ = ["small"]  # the fixture
CHECKS = """\
defaults: {status: demonstration, source: tự đặt}
sets:
  - set: mau
    checks:
      - {code: khoang, kind: range, level: error, indicator: "2", min: 5, max: 500.5, words: Xem lại.}
      - {code: tang, kind: jump, level: warning, indicator: "1.1", points: 10, words: Ghi lý do.}
      - {code: gap, kind: jump, level: warning, indicator: "2", share: 25, words: Ghi lý do.}
      - {code: nha, kind: relation, level: warning, when: {indicator: "3.1", operator: ==, value: true},
         expect: {indicator: "1.1", operator: ">=", than: "3.2", factor: 0.5}, words: Hai số không hợp.}
      - {code: cau, kind: relation, level: error, expect: {indicator: "1.2", operator: "<", value: 9}, words: Xem lại.}
"""


@pytest.fixture
def checked(small: Path) -> Path:
    (small / "checks.yaml").write_text(CHECKS, encoding="utf-8")
    return small


def test_checks_are_read_as_they_are_written(checked: Path) -> None:
    assert errors(checked) == []
    read: dict[str, Any] = {check.code: (check.kind, dict(check.params)) for check in pack_of(checked).checks}
    assert read == {
        "khoang": ("range", {"indicator": "2", "min": 5, "max": Decimal("500.5")}),
        "tang": ("jump", {"indicator": "1.1", "points": 10}),
        "gap": ("jump", {"indicator": "2", "share": 25}),
        "nha": ("relation", {
            "expect": {"indicator": "1.1", "operator": ">=", "than": "3.2", "factor": Decimal("0.5")},
            "when": {"indicator": "3.1", "operator": "==", "value": True},
        }),
        "cau": ("relation", {"expect": {"indicator": "1.2", "operator": "<", "value": 9}}),
    }  # fmt: skip
    (relation,) = [check for check in pack_of(checked).checks if check.code == "nha"]
    assert sorted(relation.indicators) == ["1.1", "3.1", "3.2"]
    assert (relation.set_code, relation.level, relation.words, relation.status, relation.place.line) == (
        "mau", "warning", "Hai số không hợp.", "demonstration", 8,
    )  # fmt: skip


FAULTS = {
    "range without a bound": Planted(', min: 5, max: 500.5', "", "phải ghi min, max hoặc cả hai"),
    "range upside down": Planted("min: 5, max: 500.5", "min: 501, max: 500.5", "min 501 lớn hơn max 500.5"),
    "range whose bounds are words": Planted("min: 5,", "min: năm,", "“min” phải là số"),
    "jump without a size": Planted("points: 10, ", "", "đúng một trong hai: points (điểm) hoặc share (%)"),
    "jump with two sizes": Planted("points: 10,", "points: 10, share: 5,", "đúng một trong hai: points (điểm) hoặc share (%)"),
    "relation that expects nothing": Planted('expect: {indicator: "1.2", operator: "<", value: 9}, ', "", "phải ghi expect"),
    "relation to nothing": Planted(', operator: "<", value: 9}', ', operator: "<"}', "Ghi đúng một trong hai: value"),
    "relation to a number and an indicator": Planted("value: 9}", 'value: 9, than: "2"}', "Ghi đúng một trong hai: value"),
    "relation to words": Planted("value: 9}", "value: nhiều}", "Ghi đúng một trong hai: value"),
    "factor without another indicator": Planted("value: 9}", "value: 9, factor: 2}", "Khóa “factor”"),
    "relation that is no table": Planted('expect: {indicator: "1.2", operator: "<", value: 9}', "expect: nhỏ", "cặp khóa"),
    "condition that is no table": Planted('when: {indicator: "3.1", operator: ==, value: true}', "when: có", "cặp khóa"),
    "operator unknown": Planted('operator: "<"', 'operator: "~"', "chọn một trong: >=, <=, ==, >, <, !="),
    "kind unknown": Planted("kind: range", "kind: chung", "chọn một trong: range, jump, relation"),
    "level unknown": Planted("level: error, indicator", "level: nặng, indicator", "chọn một trong: error, warning"),
    "set unknown": Planted("set: mau", "set: la", "Không có bộ tiêu chí mã “la”", 2),
    "indicator unknown": Planted('indicator: "2", min', 'indicator: "9", min', "Bộ mau không có chỉ tiêu 9"),
    "other indicator unknown": Planted('than: "3.2"', 'than: "3.9"', "Bộ mau không có chỉ tiêu 3.9", -1),
    "yes or no in a range": Planted('indicator: "2", min', 'indicator: "3.1", min', "không kiểm tra bằng số được"),
    "yes or no in a jump": Planted('indicator: "1.1", points', 'indicator: "3.1", points', "không kiểm tra bằng số được"),
    "words missing": Planted(", words: Xem lại.", "", "Thiếu “words”"),
    "code used twice": Planted("code: gap", "code: tang", "Mã phép kiểm tra “tang” đã dùng ở dòng 6"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_a_check_is_told_with_its_line(checked: Path, name: str) -> None:
    assert_told(checked, "checks.yaml", FAULTS[name])


def test_a_set_of_checks_without_a_check_is_a_fault(small: Path) -> None:
    (small / "checks.yaml").write_text("sets:\n  - {set: mau}\n", encoding="utf-8")
    assert [(f.line, f.message.startswith("Thiếu “checks”")) for f in errors(small)] == [(2, True)]
