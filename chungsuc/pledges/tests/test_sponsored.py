"""What scoring reads: who helps whom on a day, and how the helped communes stand by verified results."""

from datetime import date

import pytest

from chungsuc.criteria.models import Assessment
from chungsuc.organisations.models import Unit
from chungsuc.pledges.facts import every_sponsored_progress, sponsored_communes, sponsored_progress
from chungsuc.pledges.models import HelpOutcome, Sponsorship, Visit
from chungsuc.web.day import now

pytestmark = pytest.mark.usefixtures("province")
SINCE = date(2023, 1, 15)


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def helps(helper: str, commune: str, since: date = SINCE) -> Sponsorship:
    return Sponsorship.objects.create(
        helper=unit(helper), commune=unit(commune), since=since, decision="05/QĐ-BCĐ", decision_on=since,
        by="bài thử", by_name="Bài thử",
    )  # fmt: skip


def test_a_helper_is_told_its_communes_of_the_day_and_nobody_elses() -> None:
    one, _ = helps("SXD", "dn-24673"), helps("SYT", "dn-24751")
    found = sponsored_communes(date(2024, 1, 1), [unit("SXD").pk])
    assert [(each.sponsorship_id, each.commune_id) for each in found] == [(one.pk, unit("dn-24673").pk)]
    assert len(sponsored_communes(date(2024, 1, 1))) == 2
    assert sponsored_communes(date(2022, 12, 31)) == []


def test_after_the_mergers_both_sides_are_followed_to_those_who_answer_now() -> None:
    helps("SGTVT", "dn-24673")
    [found] = sponsored_communes(date(2025, 7, 1))
    assert (found.helper_id, found.commune_id) == (unit("SXD").pk, unit("ld-24670").pk)
    assert (found.assigned_helper_id, found.assigned_commune_id) == (unit("SGTVT").pk, unit("dn-24673").pk)
    [before] = sponsored_communes(date(2025, 2, 28))
    assert (before.helper_id, before.commune_id) == (unit("SGTVT").pk, unit("dn-24673").pk)


def test_the_progress_told_is_the_verified_result_of_the_commune() -> None:
    helps("SXD", "dn-24673")
    [told] = sponsored_progress(unit("SXD").pk, 2023)
    row = Assessment.objects.get(unit=unit("dn-24673"), year=2023, set__code="xa_ntm_2021_2025")
    assert (told.met, told.undetermined, told.missing) == (row.met, row.undetermined, "")
    assert told.of == row.met + row.not_met + row.undetermined
    assert told.before is None and told.change is None  # no year before by the same set


def test_without_a_verified_result_nothing_is_guessed() -> None:
    helps("SXD", "dn-24673")
    [told] = sponsored_progress(unit("SXD").pk, 2024)
    assert told.met is None and told.change is None
    assert told.missing == "Chưa có kết quả thẩm định của xã năm 2024."


def test_only_what_the_commune_confirmed_is_counted() -> None:
    sponsorship = helps("SXD", "dn-24673")
    told = {"by": "x", "by_name": "x", "recorded_at": now()}
    answered = {"answered_on": date(2023, 6, 1)}
    for day, state, more in (
        (2, "waiting", {}),
        (3, "confirmed", answered),
        (4, "contested", {**answered, "answer": "x"}),
    ):
        Visit.objects.create(
            sponsorship=sponsorship, on=date(2023, 5, day), people="x", content="x", state=state, **told, **more
        )
        HelpOutcome.objects.create(
            sponsorship=sponsorship, on=date(2023, 5, day), what="x", state=state, **told, **more
        )
    [found] = sponsored_progress(unit("SXD").pk, 2023)
    assert (found.visits, found.outcomes) == (1, 1)


@pytest.mark.parametrize("helpers", [1, 3])
def test_the_progress_of_many_costs_as_many_queries_as_that_of_one(
    helpers: int, django_assert_num_queries: object
) -> None:
    for helper, commune in [("SXD", "dn-24673"), ("SYT", "dn-24751"), ("SCT", "dn-24620")][:helpers]:
        helps(helper, commune)
    every_sponsored_progress(2023)
    with django_assert_num_queries(8):  # type: ignore[operator]
        assert len(every_sponsored_progress(2023)) == helpers
