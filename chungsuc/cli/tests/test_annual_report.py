"""`chungsuc annual-report`: which files it makes, what is in them, what it refuses in words, its exit codes."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from chungsuc.cli import main
from chungsuc.reviews.tests.office import Office
from tests.province import Province


@pytest.fixture
def told(province: Province, capsys: Any) -> Any:
    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(["annual-report", *arguments])
        out = capsys.readouterr()
        return status, out.out, out.err

    return run


def words_of(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read("word/document.xml").decode()


def titles_of(path: Path) -> list[str]:
    return [str(sheet.cell(1, 1).value) for sheet in load_workbook(io.BytesIO(path.read_bytes())).worksheets]


def test_the_provinces_report_is_a_paper_and_a_workbook_with_every_annex(told: Any, tmp_path: Path) -> None:
    status, out, err = told("--year", "2023", "--out", str(tmp_path / "ra"))
    paper, book = tmp_path / "ra" / "bao-cao-2023.docx", tmp_path / "ra" / "bao-cao-2023-phu-luc.xlsx"
    assert (status, err) == (0, "")
    assert out == f"Đã ghi {paper}\nĐã ghi {book}\nSố liệu chưa chốt, tính đến ngày 31/12/2023.\n"
    assert "36/60 xã đạt chuẩn nông thôn mới" in words_of(paper)
    assert [title.split(". ")[0] for title in titles_of(book)] == [
        f"PHỤ LỤC {n}" for n in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    ]


def test_a_frozen_report_says_so_and_is_the_same_when_made_again(told: Any, tmp_path: Path, province: Province) -> None:
    Office(province).frozen()
    asked = ("--year", "2023", "--out", str(tmp_path), "--json")
    status, out, _ = told(*asked)
    files = [str(tmp_path / name) for name in ("bao-cao-2023.docx", "bao-cao-2023-phu-luc.xlsx")]
    assert status == 0 and json.loads(out) == {"year": 2023, "frozen_on": "2023-12-31", "files": files}
    before = [Path(name).read_bytes() for name in files]
    assert told(*asked)[:2] == (0, out)
    assert [Path(name).read_bytes() for name in files] == before


def test_one_units_report_carries_its_words_and_its_figures(told: Any, tmp_path: Path, province: Province) -> None:
    Office(province).sent()
    status, _, _ = told("--year", "2023", "--unit", "SXD", "--out", str(tmp_path))
    assert status == 0 and "Làm 3 km đường ở 2 xã." in words_of(tmp_path / "bao-cao-2023-sxd.docx")
    rows = load_workbook(tmp_path / "bao-cao-2023-sxd-phu-luc.xlsx").worksheets[0].iter_rows(values_only=True)
    assert ("Nhiệm vụ đã đăng ký", 0, "nhiệm vụ") in [row[:3] for row in rows]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--year", "2010"], 1, "không có kỳ báo cáo loại “hang-nam” của năm 2010"),
        (["--year", "2023", "--unit", "la"], 2, "Không có đơn vị nào mang mã “la”"),
        (["--year", "2023", "--unit", "SNV"], 2, "Đơn vị “SNV” không phải gửi báo cáo trong báo cáo năm 2023."),
        (["--year", "2023", "--kind", "thang"], 1, "không có kỳ báo cáo loại “thang” của năm 2023"),
    ],
)
def test_an_unknown_year_unit_or_kind_is_told_in_a_sentence(
    told: Any, tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    status, out, err = told(*arguments, "--out", str(tmp_path))
    assert (status, out) == (code, "") and words in err and "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_year_is_told_with_what_to_write(told: Any, tmp_path: Path, capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        told("--year", "hai ba", "--out", str(tmp_path))
    assert ended.value.code == 2 and "“hai ba” không phải là năm. Hãy ghi bốn chữ số" in capsys.readouterr().err


def test_a_file_of_somebody_else_is_not_written_over_unless_asked(told: Any, tmp_path: Path) -> None:
    there = tmp_path / "bao-cao-2023-phu-luc.xlsx"
    there.write_text("của người khác")
    status, _, err = told("--year", "2023", "--out", str(tmp_path))
    assert status == 1 and "đã có với nội dung khác nên không ghi tệp nào" in err
    assert [path.name for path in tmp_path.iterdir()] == [there.name]
    assert told("--year", "2023", "--out", str(tmp_path), "--overwrite")[0] == 0
    assert len(titles_of(there)) == 9


def test_a_folder_that_is_a_file_is_told(told: Any, tmp_path: Path) -> None:
    (tmp_path / "ra").write_text("")
    status, _, err = told("--year", "2023", "--out", str(tmp_path / "ra"))
    assert status == 1 and "Không ghi được vào" in err
