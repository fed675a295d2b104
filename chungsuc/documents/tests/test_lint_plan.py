"""The linter reads the province's own plan and finds exactly its slips, however the file was typeset."""

import json
from datetime import date
from pathlib import Path

import pytest

from chungsuc.cli import main
from chungsuc.documents.lint_facts import lint_facts
from chungsuc.documents.rules.lint import lint
from chungsuc.typesetting.docx_in import read
from tests.province import Province

from .plan import WAYS

# place, rule, what the message must say; all of them stand in the printed decision and plan
SLIPS = [
    ("Điều 2, đoạn 2", "article-unnumbered", "Ghi “Điều 3.”"),
    ("Điều 2, đoạn 2", "end-mark", "“.//”"),
    ("Nơi nhận, dòng 1", "recipients-article", "Sửa thành “Như Điều 3”"),
    ("Nơi nhận, dòng 3", "word", "“TĐ - KT”"),
    ("Phụ lục, tên loại và trích yếu, dòng 4", "annex-number", "1337/QĐ-UBND nhưng số ở đầu văn bản là 137/QĐ-UBND"),
    ("Phụ lục, phần mở đầu, đoạn 2", "date-padding", "“22/02/2022”"),
    ("Phụ lục, mục I.2, đoạn 3", "word", "“chồng chéo”"),
    ("Phụ lục, mục II.1, đoạn 2", "unit-spelling", "“Đắc Nông”; danh mục đơn vị viết “Đắk Nông”"),
    ("Phụ lục, mục III.1, đoạn 3", "word", "“chỉ đạo điểm”"),
    ("Phụ lục, mục IV, điểm f, đoạn 1", "point-order", "Sau “e” là “g”"),
]


@pytest.mark.parametrize("way", WAYS)
def test_the_plan_has_exactly_its_ten_slips(bare_province: Province, way: str) -> None:
    found = lint(read(WAYS[way]()), lint_facts(date(2022, 7, 13)))
    assert [finding.rule for finding in found] == [rule for _, rule, _ in SLIPS]
    for finding, (place, _, words) in zip(found, SLIPS, strict=True):
        assert words in finding.message
        assert finding.place == place or (way == "by_block" and finding.place == "Nơi nhận, dòng 1")
        assert finding.citation


def test_the_facts_cost_the_same_however_much_is_loaded(
    bare_province: Province, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(7):  # type: ignore[operator]
        lint_facts(date(2022, 7, 13))


def test_the_command_tells_places_rules_and_citations_and_ends_with_1(
    bare_province: Province, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ke-hoach.docx"
    file.write_bytes(WAYS["typeset"]())
    assert main(["lint-paper", str(file), "--json"]) == 1
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert list(told) == ["findings"] and said.err == ""
    assert all(list(row) == ["place", "rule", "message", "citation"] for row in told["findings"])
    assert [(row["place"], row["rule"]) for row in told["findings"]] == [(place, rule) for place, rule, _ in SLIPS]
    assert main(["lint-paper", str(file)]) == 1
    out = capsys.readouterr().out
    assert "Nơi nhận, dòng 1: Ghi “Như Điều 2”" in out and "10 điều phải xem." in out


def test_law_and_units_of_another_day_are_asked_for_by_on(
    bare_province: Province, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ke-hoach.docx"
    file.write_bytes(WAYS["typeset"]())
    main(["lint-paper", str(file), "--on", "01/10/2025", "--json"])
    rules = {row["rule"] for row in json.loads(capsys.readouterr().out)["findings"]}
    assert {"base-expired", "unit-gone", "body-gone"} <= rules
