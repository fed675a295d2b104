"""`chungsuc import --as awards|nominations`: what scripts read of a list, in Excel and in Word."""

import json
from pathlib import Path
from typing import Any

import pytest

from chungsuc.awards.models import Award, Dossier
from chungsuc.awards.tests import lists
from chungsuc.cli import main

pytestmark = pytest.mark.usefixtures("bare_province")


def told(capsys: Any, *arguments: str) -> tuple[int, dict[str, Any]]:
    code = main(["import", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_list_of_awards_is_counted_and_written(tmp_path: Path, capsys: Any) -> None:
    path = lists.xlsx(tmp_path / "a.xlsx", [lists.PERSON, lists.COMMUNE])
    code, said = told(capsys, str(path), "--as", "awards", "--dry-run")
    assert (code, said["counts"]["matched"], said["counts"]["written"], Award.objects.count()) == (0, 2, 0, 0)
    code, said = told(capsys, str(path), "--as", "awards")
    assert (code, said["counts"]["written"], said["messages"], Award.objects.count()) == (0, 2, [], 2)


def test_a_word_list_of_nominees_says_the_cell_that_is_wrong(tmp_path: Path, capsys: Any, settings: Any) -> None:
    settings.TODAY = "2024-06-03"
    code, said = told(capsys, str(lists.summaries(tmp_path / "a.docx")), "--as", "nominations")
    ((message),) = said["messages"]
    assert (code, message["cell"], message["level"], Dossier.objects.count()) == (
        1,
        "bảng 1, dòng 3, cột 6",
        "error",
        0,
    )
    assert "Mục V.2.b" in message["message"]
