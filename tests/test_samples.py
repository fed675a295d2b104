"""The province's own workbooks, end to end: what they say must come out."""

import json
from datetime import date
from pathlib import Path

import pytest

from chungsuc.cli.evaluate import evaluated
from chungsuc.cli.import_file import take_in
from chungsuc.movement.facts import as_json, progress_on
from chungsuc.movement.models import Plan
from tests.province import PACK, Province

EXPECTED = Path(__file__).parent / "samples"


def expected(name: str) -> dict:
    return json.loads((EXPECTED / f"{name}.expected.json").read_text())


@pytest.mark.parametrize(
    ("set_code", "year", "name"),
    [("xa_ntm_2021_2025", 2023, "bieu-tong-hop-2023"), ("xa_ntm_2016_2020", 2021, "ket-qua-tieu-chi-2021")],
)
def test_every_communes_failed_criteria_equal_the_expected_ones(
    province: Province, set_code: str, year: int, name: str
) -> None:
    found = evaluated(set_code, year)
    wanted = expected(name)["communes"]
    names = ("gso_code", "name", "district", "criteria_met", "criteria_failed")
    assert [{n: row[n] for n in names} for row in found] == [{n: row[n] for n in names} for row in wanted]
    assert not any(row["criteria_undetermined"] for row in found)


@pytest.mark.parametrize(
    ("day", "figures"),
    [
        (date(2021, 12, 31), {"xa_ntm": 29, "average_criteria": 16, "communes_below_15": 19}),
        (date(2023, 12, 31), {"xa_ntm": 36, "xa_ntm_nang_cao": 1, "xa_ntm_kieu_mau": 0, "average_criteria": 16.62,
                              "communes_below_15": 13, "new_districts": 0}),
    ],
)  # fmt: skip
def test_the_plans_targets_on_the_days_that_were_published(province: Province, day: date, figures: dict) -> None:
    found = {row["code"]: row["actual"] for row in map(as_json, progress_on(Plan.objects.get(), day))}
    assert {code: found[code] for code in figures} == figures


def test_every_planted_fault_is_told_at_its_cell_and_no_other_cell_is_called_wrong(province: Province) -> None:
    told = take_in(PACK / "samples" / "bieu-tong-hop-2023-co-loi.xlsx", kind="indicator-values", dry_run=True)
    faults = json.loads((EXPECTED / "bieu-tong-hop-2023-co-loi.expected.json").read_text())
    assert {message["cell"] for message in told["messages"]} == {fault["cell"] for fault in faults}


def test_the_same_file_twice_changes_nothing(province: Province) -> None:
    told = take_in(PACK / "samples" / "bieu-tong-hop-2023.xlsx", kind="indicator-values")
    assert (told["counts"]["written"], told["counts"]["unchanged"], told["state"]) == (0, 3660, "unchanged")
