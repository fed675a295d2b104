"""`chungsuc due`: the list that scripts read, its order, and what it says of a wrong day or unit."""

import json
from datetime import date
from typing import Any

import pytest

from chungsuc.cli import main
from chungsuc.deadlines import registry
from chungsuc.deadlines.tests.planted import obligation, planted
from tests.province import Province


@pytest.fixture
def told(bare_province: Province, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.delitem(
        registry._sources, "movement.duties"
    )  # what the plan itself asks of everybody is told elsewhere

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(["due", *arguments])
        out = capsys.readouterr()
        return status, out.out, out.err

    return run


def test_every_obligation_is_told_in_a_shape_that_stays(told: Any) -> None:
    some = (
        obligation("SXD", "Gửi báo cáo"),
        obligation("MTTQ", "Gửi kế hoạch", due=date(2024, 3, 8)),
        obligation("SYT", "Gửi danh sách", done_on=date(2024, 2, 28)),
    )
    with planted(*some):
        status, out, _ = told("--on", "05/03/2024", "--json")
        assert status == 0 and json.loads(out) == [
            {"unit": "SXD", "what": "Gửi báo cáo", "due": "2024-03-01", "working_days_left": -2, "state": "late"},
            {"unit": "SYT", "what": "Gửi danh sách", "due": "2024-03-01", "working_days_left": -2, "state": "done"},
            {"unit": "MTTQ", "what": "Gửi kế hoạch", "due": "2024-03-08", "working_days_left": 3, "state": "open"},
        ]
        assert told("--on", "2024-03-05", "--json")[1] == out
        _, one, _ = told("--on", "2024-03-05", "--unit", "MTTQ", "--json", "--details")
        [row] = json.loads(one)
        assert row["unit"] == "MTTQ" and row["name"].startswith("Ủy ban Mặt trận") and row["first_due"] == "2024-03-08"
        _, plain, _ = told("--on", "2024-03-05", "--unit", "SXD")
        assert plain == "Sở Xây dựng: Gửi báo cáo: quá 2 ngày làm việc (hạn 01/03/2024)\n"


def test_what_has_no_days_off_is_counted_by_nobody(told: Any) -> None:
    with planted(obligation("SXD", due=date(2031, 3, 3))):
        _, out, _ = told("--on", "2031-03-01", "--json")
    assert json.loads(out)[0]["working_days_left"] is None


def test_nothing_due_is_an_empty_list(told: Any) -> None:
    assert json.loads(told("--on", "2024-03-05", "--unit", "SXD", "--json")[1]) == []
    assert told("--on", "2024-03-05", "--unit", "SXD")[1] == "Không có việc nào.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--on", "31/02/2024"], "không có trong lịch"),
        (["--on", "hôm nay"], "không phải là ngày"),
        (["--on", "2024-03-05", "--unit", "la"], "Không có đơn vị nào mang mã “la”"),
    ],
)
def test_a_wrong_day_or_unit_is_told_in_a_sentence(told: Any, arguments: list[str], words: str) -> None:
    status, out, err = told(*arguments, "--json")
    assert (status, out) == (2, "") and words in err and "Traceback" not in err
