"""A pack is checked and loaded from the command line: what is told, what is written, and at which line it is refused."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from chungsuc.audit.models import Entry
from chungsuc.organisations.models import Unit
from chungsuc.rulebook.models import Figure
from tests.province import PACK

from .test_commands import machine, run

__all__ = ["machine", "run"]  # the fixtures


@pytest.mark.django_db
def test_a_pack_loads_once_and_the_second_time_nothing_is_written(run: Any) -> None:
    status, out, _ = run("load-pack", PACK)
    assert status == 0
    assert "đã nạp" in out and "kế hoạch" in out
    before = (Entry.objects.count(), Figure.objects.count(), Unit.objects.count())
    status, out, _ = run("load-pack", PACK)
    assert (status, "không có gì mới" in out) == (0, True)
    assert (Entry.objects.count(), Figure.objects.count(), Unit.objects.count()) == before


@pytest.fixture
def faulty_pack(tmp_path: Path) -> tuple[Path, int]:
    """A copy of the pack in which one target has an impossible operator; and the line where it stands."""
    copy = tmp_path / "bo-co-loi"
    shutil.copytree(PACK, copy)
    plan = copy / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    line = text[: text.index('operator: ">="')].count("\n") + 1
    plan.write_text(text.replace('operator: ">="', 'operator: "=>"', 1), encoding="utf-8")
    return copy, line


@pytest.mark.django_db
def test_a_pack_with_errors_is_refused_at_its_line_and_nothing_is_written(run: Any, faulty_pack: Any) -> None:
    folder, line = faulty_pack
    status, out, err = run("load-pack", folder)
    assert (status, out) == (1, "")
    assert re.search(rf"plan\.yaml:{line}: \S", err)
    assert "chưa có gì được ghi" in err
    assert not (Entry.objects.exists() or Figure.objects.exists() or Unit.objects.exists())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("file", "right", "wrong"),
    [
        ("levels.yaml", "set: xa_ntm_2021_2025", "set: khong_co"),
        ("owners.yaml", '"1": SXD', '"1": ZZZ'),
        ("events.yaml", "SNNMT: [SNNPTNT, STNMT]", "SNNMT: [SNNPTNT, ZZZ]"),
        ("pack.yaml", "province: dn-67", "province: zz"),
    ],
)
def test_a_pack_with_a_broken_reference_is_not_loaded(
    run: Any, tmp_path: Path, file: str, right: str, wrong: str
) -> None:
    copy = tmp_path / "bo"
    shutil.copytree(PACK, copy)
    text = (copy / file).read_text(encoding="utf-8")
    line = text[: text.index(right)].count("\n") + 1
    (copy / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    status, out, err = run("load-pack", copy)
    assert (status, out) == (1, "")
    assert f"{file}:{line}: Không có" in err
    assert not (Figure.objects.exists() or Unit.objects.exists())


def test_check_pack_finds_the_same_error_at_the_same_line(run: Any, machine: Any, faulty_pack: Any) -> None:
    folder, line = faulty_pack
    status, out, _ = run("check-pack", folder)
    assert status == 1
    assert re.search(rf"plan\.yaml:{line}: lỗi: ", out)
    found = machine(1, "check-pack", folder)
    assert found["errors"] >= 1
    assert [(f["level"], f["line"]) for f in found["findings"] if f["file"].endswith("plan.yaml")][0] == ("error", line)
    assert machine(0, "check-pack", PACK)["errors"] == 0


FAULTS = {
    "a target whose value is no number": ("plan.yaml", "value: 43", "value: bốn ba"),
    "a unit in a district that is not there": ("units.yaml", "parent: dn", "parent: khong-co"),
    "a day that does not exist": ("pack.yaml", "since: 2021-01-01", "since: 2021-02-30"),
    "a level of a set that is not there": ("levels.yaml", "set: xa_ntm_2021_2025", "set: khong_co"),
    "an event of a unit that is not there": ("events.yaml", "dn-24751", "dn-99999"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_told_with_file_and_line(machine: Any, tmp_path: Path, name: str) -> None:
    file, right, wrong = FAULTS[name]
    copy = tmp_path / "bo"
    shutil.copytree(PACK, copy)
    text = (copy / file).read_text(encoding="utf-8")
    assert right in text
    (copy / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    findings = machine(1, "check-pack", copy)["findings"]
    errors = [finding for finding in findings if finding["level"] == "error"]
    assert any(finding["file"] == file and finding["line"] > 0 for finding in errors)
    assert all(finding["message"] for finding in findings)


def test_every_level_of_a_finding_has_a_vietnamese_word(run: Any) -> None:
    status, out, _ = run("check-pack", PACK)
    levels = {line.split(": ")[1] for line in out.splitlines()[:-1]}
    assert status == 0
    assert levels <= {"lưu ý", "ghi chú"}
