"""`chungsuc scores --round CODE`: the shape that scripts rely on, and the check against the journal."""

import json
from decimal import Decimal
from typing import Any

import pytest

from chungsuc.cli import parser
from chungsuc.cli.words import CannotRun
from chungsuc.scoring.models import Mark

from .group import Block

pytestmark = pytest.mark.usefixtures("bare_province")


def ran(*words: str) -> int:
    options = parser().parse_args(["scores", *words])
    return int(options.verb.run(options))


def test_the_json_of_a_round_has_its_shape_and_the_frozen_places(capsys: Any) -> None:
    block = Block(code="KHOI-4").to("council")
    block.decide("CAT", "ban-chi-dao", "9.5")
    block.close()
    assert ran("--round", "KHOI-4-2023", "--json", "--check") == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["round", "state", "year", "frozen", "table", "ranking", "named", "faults"]
    assert (told["round"], told["state"], told["frozen"], told["faults"]) == ("KHOI-4-2023", "closed", True, [])
    first, second, third = told["ranking"]
    assert list(first) == [
        "unit",
        "name",
        "rank",
        "tied_with",
        "reasons",
        "points",
        "base",
        "deducted",
        "bonus",
        "items",
    ]
    assert (first["unit"], first["rank"], first["points"], first["tied_with"]) == ("CAT", 1, 84.5, [])
    assert (second["rank"], third["rank"], second["tied_with"]) == (2, 2, [third["unit"]])
    assert [(one["code"], one["kind"], one["points"]) for one in first["items"]] == [
        ("ban-chi-dao", "item", 28.5), ("giup-do", "item", 32), ("nhiem-vu-chinh-tri", "item", 24), ("nop-cham", "deduction", 0),
    ]  # fmt: skip


def test_a_fault_planted_in_the_marks_ends_with_one(capsys: Any) -> None:
    Block(code="KHOI-4").to("closed")
    Mark.objects.filter(stage="self", unit__code="CAT").update(points=Decimal(1))
    assert ran("--round", "KHOI-4-2023", "--check") == 1
    assert "Điểm trong bảng khác với điểm trong nhật ký." in capsys.readouterr().out


def test_an_unknown_round_is_told_with_those_there_are() -> None:
    Block(code="KHOI-4")
    with pytest.raises(CannotRun, match=r"Không có đợt chấm nào mang mã “LA”. Các đợt: KHOI-4-2023\."):
        ran("--round", "LA")
