"""The bonus of an award: the published rules worked by hand, exact to the đồng, and what is said when a rule is missing."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chungsuc.awards.facts import bonus_on, law_on
from chungsuc.awards.facts.law import Laws
from chungsuc.awards.facts.outcome import entries_of
from chungsuc.awards.models import Dossier
from chungsuc.awards.rules.bonus import Terms, bonus, rounded_up
from chungsuc.cli import parser
from chungsuc.cli.words import CannotRun

from . import dossiers as made

# decided, form, subject, regime, coefficient applied, base salary, amount in đồng
VECTORS = [
    ("2023-12-15", "BK_TINH", "individual", "R2003", 1.0, 1800000, 1800000),
    ("2023-12-15", "BK_TINH", "collective", "R2003", 2.0, 1800000, 3600000),
    ("2023-12-15", "BK_TTG", "individual", "R2003", 3.5, 1800000, 6300000),
    ("2023-12-15", "BK_TTG", "collective", "R2003", 7.0, 1800000, 12600000),
    ("2023-12-15", "HCLD_3", "individual", "R2003", 4.5, 1800000, 8100000),
    ("2023-12-15", "HCLD_3", "collective", "R2003", 9.0, 1800000, 16200000),
    ("2023-12-15", "GK_SO", "individual", "R2003", 0.3, 1800000, 540000),
    ("2023-12-15", "GK_SO", "collective", "R2003", 0.6, 1800000, 1080000),
    ("2025-12-15", "BK_TINH", "individual", "R2022B", 1.5, 2340000, 3510000),
    ("2025-12-15", "BK_TINH", "collective", "R2022B", 3.0, 2340000, 7020000),
    ("2025-12-15", "BK_TTG", "individual", "R2022B", 3.5, 2340000, 8190000),
    ("2025-12-15", "BK_TTG", "collective", "R2022B", 7.0, 2340000, 16380000),
    ("2025-12-15", "HCLD_3", "individual", "R2022B", 4.5, 2340000, 10530000),
    ("2025-12-15", "HCLD_3", "collective", "R2022B", 9.0, 2340000, 21060000),
    ("2025-12-15", "GK_SO", "individual", "R2022B", 0.3, 2340000, 710000),
    ("2025-12-15", "GK_SO", "collective", "R2022B", 0.6, 2340000, 1410000),
    # flags go to collectives and are not doubled; orders of the other classes; the last day of a salary and the next
    ("2025-12-15", "CO_CP", "collective", "R2022B", 12.0, 2340000, 28080000),
    ("2025-12-15", "CO_TINH", "collective", "R2022B", 8.0, 2340000, 18720000),
    ("2023-06-30", "HCLD_1", "individual", "R2003", 9.0, 1490000, 13410000),
    ("2023-07-01", "HCLD_2", "individual", "R2003", 7.5, 1800000, 13500000),
    ("2025-06-30", "GK_HUYEN", "individual", "R2022A", 0.3, 2340000, 710000),
    ("2023-06-30", "GK_XA", "individual", "R2003", 0.15, 1490000, 230000),
    ("2026-07-01", "BK_TINH", "individual", "R2022B", 1.5, 2530000, 3800000),
]


def ran(*words: str) -> int:
    options = parser().parse_args(["bonus", *words])
    return int(options.verb.run(options))


@pytest.mark.usefixtures("bare_province")
@pytest.mark.parametrize(("decided", "form", "kind", "regime", "coefficient", "salary", "amount"), VECTORS)
def test_the_command_comes_to_the_amount_of_the_law(
    capsys: Any, decided: str, form: str, kind: str, regime: str, coefficient: float, salary: int, amount: int
) -> None:
    assert ran("--form", form, "--subject-kind", kind, "--decided", decided, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["amount", "coefficient", "base_salary", "regime", "sources"]
    assert (told["amount"], told["coefficient"], told["base_salary"], told["regime"]) == (
        amount, coefficient, salary, regime,
    )  # fmt: skip
    assert any("Mức lương cơ sở" in source for source in told["sources"])


@pytest.mark.usefixtures("bare_province")
@pytest.mark.parametrize(
    ("form", "decided", "missing"),
    [
        ("GK_HUYEN", "2025-07-01", "Ngày 01/07/2025 không có hình thức này."),
        ("BK_TINH", "2026-10-01", "Chưa có «Hệ số thưởng Bằng khen của Chủ tịch UBND tỉnh» của ngày 01/10/2026."),
        ("BK_TTG", "2018-06-01", "Chưa có «Mức lương cơ sở» của ngày 01/06/2018."),
        ("HCLD_1", "2017-09-30", "Ngày 30/09/2017 không thuộc thời kỳ pháp luật khen thưởng nào đã ghi."),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_guessed(capsys: Any, form: str, decided: str, missing: str) -> None:
    assert ran("--form", form, "--subject-kind", "individual", "--decided", decided, "--json") == 1
    printed = capsys.readouterr()
    told = json.loads(printed.out)
    assert told["amount"] is None and told["coefficient"] is None and missing in told["missing"]
    assert "Chưa đủ căn cứ để tính tiền thưởng" in printed.err and missing in printed.err


@pytest.mark.usefixtures("bare_province")
def test_the_salary_is_of_the_decision_and_the_coefficient_of_the_dossier() -> None:
    found = bonus_on("BK_TINH", "individual", date(2024, 2, 1), received=date(2023, 12, 31))
    assert (found.regime, found.bonus.coefficient, found.bonus.amount) == ("R2003", Decimal("1.0"), 1800000)
    found = bonus_on("BK_TINH", "individual", date(2024, 2, 1))
    assert (found.regime, found.bonus.coefficient, found.bonus.amount) == ("R2022A", Decimal("1.5"), 2700000)


@pytest.mark.usefixtures("bare_province")
def test_a_flag_goes_to_no_individual_and_an_unknown_form_is_refused_with_the_known_ones() -> None:
    with pytest.raises(CannotRun, match="chỉ tặng tập thể"):
        ran("--form", "CO_CP", "--subject-kind", "individual", "--decided", "2025-12-15")
    with pytest.raises(CannotRun, match="Các mã: GK_SO, GK_HUYEN"):
        ran("--form", "BK_LA", "--subject-kind", "individual", "--decided", "2025-12-15")
    with pytest.raises(CannotRun, match="sau ngày quyết định"):
        ran("--form", "BK_TINH", "--subject-kind", "individual", "--decided", "15/12/2025", "--received", "16/12/2025")


@pytest.mark.usefixtures("bare_province")
def test_the_words_for_people_say_how_the_amount_came_about(capsys: Any) -> None:
    assert ran("--form", "GK_SO", "--subject-kind", "individual", "--decided", "15/12/2025") == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "710.000 đồng (0,3 × 2.340.000 đồng, làm tròn lên)"


@pytest.mark.usefixtures("bare_province")
@pytest.mark.parametrize(
    ("day", "regime", "rules"),
    [
        (
            date(2023, 12, 31),
            "R2003",
            {"highest_bonus", "one_award_an_achievement", "two_state_awards", "review_rounds"},
        ),
        (
            date(2024, 1, 1),
            "R2022A",
            {"highest_bonus", "one_award_an_achievement", "counted_from_decision", "revoked", "review_rounds"},
        ),
        (
            date(2025, 6, 30),
            "R2022A",
            {"highest_bonus", "one_award_an_achievement", "counted_from_decision", "revoked", "review_rounds"},
        ),
        (
            date(2025, 7, 1),
            "R2022B",
            {"highest_bonus", "one_award_an_achievement", "thematic", "open_case", "revoked", "review_rounds"},
        ),
    ],
)
def test_each_day_has_its_regime_and_its_rules(day: date, regime: str, rules: set[str]) -> None:
    law = law_on(day)
    assert (law.regime_code, set(law.rules)) == (regime, rules)


def test_an_amount_on_the_step_stays_and_one_đồng_more_goes_up() -> None:
    step = Decimal(10000)
    assert [rounded_up(Decimal(n), step) for n in (0, 700000, 700001, 709999)] == [0, 700000, 710000, 710000]


def test_a_collective_needs_the_rule_that_doubles_and_an_individual_does_not() -> None:
    terms = Terms(Decimal("1.5"), Decimal(2340000), None, Decimal(10000), doubles=True)
    assert bonus(terms, "individual").amount == 3510000
    assert bonus(terms, "collective").missing == ("hệ số của tập thể",)


@pytest.mark.usefixtures("bare_province")
@pytest.mark.parametrize(
    "day",
    [date(2021, 1, 1), date(2023, 12, 31), date(2024, 1, 1), date(2025, 6, 30), date(2025, 7, 1), date(2030, 1, 1)],
)
def test_the_laws_of_all_days_read_once_say_what_the_law_of_each_day_says(
    day: date, django_assert_num_queries: Any
) -> None:
    laws = Laws.read()
    with django_assert_num_queries(0):
        found = laws.on(day)
    one = law_on(day)
    assert found == one
    assert [list(of) for of in (found.forms, found.subjects, found.rules)] == [
        list(of) for of in (one.forms, one.subjects, one.rules)
    ]


@pytest.mark.usefixtures("bare_province")
def test_what_a_list_says_costs_the_same_for_any_number_of_days_of_receipt(django_assert_num_queries: Any) -> None:
    days = [date(2023, 12, 1), date(2024, 3, 1), date(2025, 6, 30), date(2025, 7, 1)]
    rows = [made.at("announced", form="BK_TINH", name=f"Người {day}", received=day) for day in days]
    rows = list(Dossier.objects.filter(pk__in=[row.pk for row in rows]).select_related("subject", "body"))
    for asked in (rows[:1], rows):
        with django_assert_num_queries(2):
            found = entries_of(asked, date(2025, 12, 1))
        assert [found[row.pk].bonus is not None for row in asked] == [True] * len(asked)
