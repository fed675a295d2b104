"""The verb that judges eligibility: its shape, and what it says of what it does not know."""

import json
from typing import Any

import pytest

from chungsuc.awards.tests import rows
from chungsuc.cli import main

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("province")]


def test_lines_come_with_rule_result_citation_and_reason(capsys: pytest.CaptureFixture[str]) -> None:
    one = rows.subject()
    assert (
        main(["eligibility", "--subject", str(one.pk), "--form", "BK_TINH", "--received", "06/05/2024", "--json"]) == 0
    )
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert {key: told[key] for key in told if key != "lines"} == {
        "subject": one.pk, "form": "BK_TINH", "received": "2024-05-06", "regime": "R2022A", "outcome": "not_met",
    }  # fmt: skip
    assert {frozenset(line) for line in told["lines"]} == {frozenset({"rule", "result", "citation", "reason"})}
    [years] = [line for line in told["lines"] if line["rule"] == "review_rounds"]
    assert years["result"] == "not_met"
    assert years["citation"].startswith("Mục V.2.b ")


@pytest.mark.parametrize(
    ("subject", "form", "told"),
    [
        ("0", "BK_TINH", "Không có đối tượng khen thưởng số “0”."),
        ("abc", "BK_TINH", "Không có đối tượng khen thưởng số “abc”."),
        ("1", "HUAN_CHUONG", "Không có hình thức khen thưởng mã “HUAN_CHUONG”."),
    ],
)
def test_what_is_unknown_is_said_in_a_sentence(
    subject: str, form: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eligibility", "--subject", subject, "--form", form, "--received", "06/05/2024"]) == 2
    assert capsys.readouterr().err.startswith(told)
