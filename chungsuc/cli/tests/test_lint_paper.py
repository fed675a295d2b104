"""`chungsuc lint-paper`: what it says without a pack, without a database, and of a file that is no paper."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from chungsuc.cli import main
from chungsuc.documents.tests.linted import DECISION
from chungsuc.documents.tests.plan import paper, typeset

SOUND = "Điều 1. Một.\nĐiều 2. Hai."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "van-ban.docx"


def test_without_a_pack_numbering_is_judged_and_what_was_not_is_said(
    db: None, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(paper(*DECISION.replace("Điều 2. Quyết", "Điều 4. Quyết").split("\n")))
    assert main(["lint-paper", str(file), "--json"]) == 1
    said = capsys.readouterr()
    assert {row["rule"] for row in json.loads(said.out)["findings"]} == {"article-order"}
    assert "chưa nạp bộ quy định nào nên chưa soát đơn vị" in said.err


def test_a_sound_paper_ends_with_0(db: None, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_bytes(paper(*SOUND.split("\n")))
    assert main(["lint-paper", str(file)]) == 0
    said = capsys.readouterr()
    assert "không có gì phải xem." in said.out
    assert "chưa ghi ngày" in said.err
    assert main(["lint-paper", str(file), "--json", "--on", "05/02/2024"]) == 0
    assert json.loads(capsys.readouterr().out) == {"findings": []}


def test_what_is_no_paper_is_told_in_a_sentence_and_ends_with_2(
    db: None, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes("Điều 1.".encode())
    assert main(["lint-paper", str(file)]) == 2
    assert "không phải văn bản .docx. Hãy mở bằng Word" in capsys.readouterr().err
    assert main(["lint-paper", str(file.parent / "khong-co.docx")]) == 2
    assert "không có" in capsys.readouterr().err


def test_without_a_database_a_paper_is_read_all_the_same(file: Path, tmp_path: Path) -> None:
    file.write_bytes(typeset())
    environment = {**os.environ, "CHUNGSUC_DATA_DIR": str(tmp_path), "PYTHONPATH": str(Path.cwd())}
    environment.pop("DATABASE_URL", None)
    told = subprocess.run(
        [sys.executable, "-m", "chungsuc", "lint-paper", str(file), "--json"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 1 and "không dùng được cơ sở dữ liệu" in told.stderr
    rules = [row["rule"] for row in json.loads(told.stdout)["findings"]]
    assert rules == ["article-unnumbered", "recipients-article", "annex-number"]
