"""What becomes of dated facts that a pack no longer names."""

from datetime import date

from chungsuc.law.dated import Fact, Reconciled
from chungsuc.law.pack_changes import Loaded, Retirement, fact_name, retire, retired_name

SINCE, DAY, EVE = date(2022, 1, 1), date(2026, 1, 1), date(2025, 12, 31)
PLACE = ("bo", "17")
NAME = retired_name("owners", fact_name(*PLACE, SINCE))


def retired(fact: Fact, retirement: Retirement, published: date | None = None) -> tuple[Reconciled, Loaded]:
    loaded = Loaded()
    return retire(Reconciled(gone=(fact,)), "owners", PLACE, loaded, retirement, published), loaded


def test_an_open_fact_ends_on_the_eve() -> None:
    fact = Fact(SINCE, None, "SNV")
    found, loaded = retired(fact, Retirement(DAY))
    assert (found.ends, found.gone, loaded.retired) == (((fact, EVE),), (), [NAME])


def test_one_that_ended_earlier_keeps_its_last_day() -> None:
    found, loaded = retired(Fact(SINCE, date(2024, 6, 30), "SNV"), Retirement(DAY))
    assert (found.ends, found.gone, loaded.retired) == ((), (), [NAME])


def test_what_it_does_not_reach_is_left_to_be_told() -> None:
    fact = Fact(SINCE, None, "SNV")
    for retirement, published in ((Retirement(), None), (Retirement(SINCE), None), (Retirement(DAY), DAY)):
        found, loaded = retired(fact, retirement, published)
        assert (found.ends, found.gone, loaded.retired) == ((), (fact,), [])


def test_what_was_retired_before_is_not_told_again() -> None:
    found, loaded = retired(Fact(SINCE, EVE, "SNV"), Retirement(None, {NAME}))
    assert (found.ends, found.gone, loaded.retired) == ((), (), [])
