"""The measures still run: small sizes, only what needs neither LibreOffice nor a browser nor the network."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

from benchmarks import record
from benchmarks.board import Line, against, at_most, number, unmeasured
from benchmarks.measures.exports import in_book, in_table

RUN = Path(__file__).resolve().parent.parent / "benchmarks" / "run.py"


@pytest.mark.slow
@pytest.mark.parametrize(("name", "goals"), [("n4", ["N4", "N4"]), ("r10", ["R10", "R10", "R10"]), ("s0", ["S0"])])
def test_a_measure_prints_its_figures_beside_its_goals(name: str, goals: list[str]) -> None:
    done = subprocess.run([sys.executable, str(RUN), name, "--quick"], capture_output=True, text=True, timeout=400)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [line for line in done.stdout.splitlines() if line.startswith(goals[0])]
    told = [line for line in lines if "không đo được" not in line]  # PostgreSQL may be absent
    assert [line.split()[0] for line in told][: len(goals)] == goals
    assert all("mục tiêu ≤" in line for line in told)


@pytest.mark.slow
def test_no_tampering_with_the_journal_is_missed() -> None:
    script = RUN.parent / "journal.py"
    done = subprocess.run([sys.executable, str(script), "tamper", "50"], capture_output=True, text=True, timeout=400)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "missed 0" in done.stdout


def test_an_unknown_measure_is_named_not_skipped() -> None:
    done = subprocess.run([sys.executable, str(RUN), "n99"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "n99" in done.stderr


def test_a_ratio_is_the_median_of_pairs_and_decides() -> None:
    line = against("P1", "trang", [1.0, 2.0, 9.0], [2.0, 4.0, 10.0], limit=0.5, anchor_name="mốc")
    assert (line.ours, line.anchor, line.ratio, line.met) == (2.0, 4.0, 0.5, True)
    assert against("P1", "trang", [3.0], [4.0], limit=0.5, anchor_name="mốc").met is False


def test_what_was_not_measured_is_never_a_success() -> None:
    line = unmeasured("N1", "tỉnh", "thiếu LibreOffice")
    assert line.met is None
    assert line.told() == "N1   tỉnh | không đo được: thiếu LibreOffice"


def test_figures_are_told_in_vietnamese_notation() -> None:
    assert [number(value) for value in (1234.5, 12.34, 1.5, 0.0, 0.01234)] == ["1.234", "12,3", "1,5", "0", "0,0123"]


def test_the_page_keeps_the_newest_figures_of_every_measure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "HISTORY", tmp_path / "history.jsonl")
    monkeypatch.setattr(record, "PAGE", tmp_path / "docs" / "do-dac.md")
    record.write({"n1": ("Xét một tỉnh", [at_most("N1", "tỉnh", 2.0, 1.0, "s")]), "n4": ("Một số", [Line("N4", "số")])})
    record.write({"n1": ("Xét một tỉnh", [at_most("N1", "tỉnh", 0.5, 1.0, "s")]), "n4": ("Một số", [])})
    page = (tmp_path / "docs" / "do-dac.md").read_text()
    assert page.count("| N1 |") == 1 and "0,5 s" in page and "CHƯA ĐẠT" not in page
    assert "| N4 |" in page  # a run that broke does not take the older figure away
    assert [json.loads(row)["name"] for row in (tmp_path / "history.jsonl").read_text().splitlines()] == [
        "n1",
        "n4",
        "n1",
    ]


def test_a_cell_that_starts_as_a_formula_is_counted_in_a_table_and_in_a_book(tmp_path: Path) -> None:
    assert in_table('\ufeffa,b\r\n=1,\'=1\r\n-5,"-2,5"\r\n"\t=1",＝1\r\n-cmd,x=1\r\n'.encode()) == 4
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_formula("A1", "=1+1")
    sheet.write_string("A2", "@x")
    sheet.write_string("A3", "=1", book.add_format({"quote_prefix": True}))
    sheet.write_string("A4", "x=1")
    sheet.write_number("A5", -5)
    book.close()
    assert in_book((tmp_path / "a.xlsx").read_bytes()) == 2


def test_the_rule_read_without_objects_is_the_rule_of_the_pages(bare_province: object) -> None:
    from chungsuc.criteria.facts import rule_of, set_facts
    from chungsuc.criteria.models import CriteriaSet

    for criteria_set in CriteriaSet.objects.all():
        assert rule_of(criteria_set) == set_facts(criteria_set.code).rule
