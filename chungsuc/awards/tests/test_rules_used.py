"""Every row of the law of awards is read by some line of the software, or it is said here why not."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from chungsuc.awards.facts.outcome import ONCE_PAID
from chungsuc.awards.rules.naming import MERIT_KINDS as KINDS
from chungsuc.law.pack_awards import (
    BARS,
    CHECKS,
    DOSSIER,
    FORM,
    LEVELS,
    MERIT_KINDS,
    REGIME,
    REPORT,
    RULE,
    SEASONS,
    SHEET,
    SUBJECT,
    VOTE,
)
from chungsuc.rulebook.models import Figure

pytestmark = pytest.mark.usefixtures("bare_province")
CODE = Path(__file__).parents[2]
FILE = "awards.yaml"
WHY_NOT = {
    "days:appraise_central": "Trung ương's own days: no dossier of the province waits for them here; shown on the page of rules",
}
READ_BY_NAME = (REGIME, FORM, SUBJECT, DOSSIER, SHEET, REPORT, RULE, VOTE, "rule:bonus_", "rule:copies_")
"""Keys that the software puts together of a form, kind or regime."""


def _source() -> str:
    files = (path for path in CODE.rglob("*.py") if "tests" not in path.parts and "migrations" not in path.parts)
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def unread(figures: Iterable[Figure], source: str) -> set[str]:
    """The keys that neither the code nor another row of the data names."""
    rows = list(figures)
    named = {str(part) for row in rows if isinstance(row.value, dict) for part in row.value.values()}
    return {
        row.key
        for row in rows
        if not row.key.startswith(READ_BY_NAME) and f'"{row.key}"' not in source and row.key not in named
    }


def test_every_row_is_read_or_told_why_not() -> None:
    rows = Figure.objects.current().filter(file__endswith=FILE)
    assert rows.count() > 90
    assert unread(rows, _source()) == set(WHY_NOT)


def test_a_row_that_nothing_reads_is_found() -> None:
    some = list(Figure.objects.current().filter(file__endswith=FILE))
    some.append(Figure(key="rule:nobody_reads_this", value_json="null"))
    assert unread(some, _source()) == {*WHY_NOT, "rule:nobody_reads_this"}


def test_every_check_level_season_and_bar_of_the_data_has_its_line() -> None:
    lines = (CODE / "awards" / "rules" / "eligibility_lines.py").read_text(encoding="utf-8")
    asked = set(re.findall(r'law\.rule\("(\w+)"\)', lines)) | {"years"}  # `law.years` is that rule, with the round's
    asked |= {ONCE_PAID}  # of money: no line of eligibility, told beside the bonus
    assert asked == set(CHECKS)
    values = [row.value for row in Figure.objects.current().filter(key__startswith=RULE)]
    assert {value["check"] for value in values} == set(CHECKS)
    assert {bar for value in values for bar in value["bars"]} == set(BARS)
    assert {kind for value in values for kind in (*value["but"], *value["no_ground"])} <= set(MERIT_KINDS)
    assert list(MERIT_KINDS) == list(KINDS)
    forms = [row.value for row in Figure.objects.current().filter(key__startswith=FORM)]
    assert {value["level"] for value in forms} == set(LEVELS)
    assert {value["season"] for value in forms} == set(SEASONS)


def test_every_form_has_its_coefficient_council_and_decider_and_every_dossier_its_copies() -> None:
    keys = set(Figure.objects.current().values_list("key", flat=True))
    forms = {row.key.removeprefix(FORM): row.value for row in Figure.objects.current().filter(key__startswith=FORM)}
    assert {f"rule:bonus_{code.lower()}" for code in forms} <= keys
    assert all(value["decides"] and value["council"] for value in forms.values())
    coefficients = {key for key in keys if key.startswith("rule:bonus_")}
    others = {"rule:bonus_collective", "rule:bonus_round_up"}
    assert coefficients == others | {f"rule:bonus_{code.lower()}" for code in forms}
