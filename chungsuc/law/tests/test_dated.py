"""Editing dated facts: what is ended, what is new, what is refused; generated: no answer of a published day changes."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chungsuc.law.dated import Fact, Reconciled, Why, in_turn, reconcile

D21, D24, D26 = date(2021, 1, 1), date(2024, 1, 1), date(2026, 1, 1)


def day_before(day: date) -> date:
    return day - timedelta(days=1)


def test_the_same_facts_again_change_nothing() -> None:
    facts = [Fact(D21, day_before(D24), "a"), Fact(D24, None, "b")]
    found = reconcile(facts, facts, loaded=[D21, D24])
    assert (found.ends, found.adds, found.refused, found.gone) == ((), (), (), ())


@pytest.mark.parametrize("kept", [True, False], ids=["the former row stays in the pack", "it was edited away"])
def test_another_value_from_a_later_day_ends_the_former(kept: bool) -> None:
    held, later = Fact(D21, None, "a"), Fact(D26, None, "b")
    found = reconcile([held], [held, later] if kept else [later], loaded=[D21])
    assert (found.ends, found.adds) == (((held, day_before(D26)),), (later,))
    assert (found.refused, found.gone) == ((), ())


@pytest.mark.parametrize(
    ("stored", "wanted", "published", "why"),
    [
        (Fact(D21, None, "a"), Fact(D21, None, "b"), None, Why.OTHER_VALUE),
        (Fact(D21, None, "a"), Fact(D24, None, "a"), None, Why.MOVED),
        (Fact(D21, None, "a"), Fact(D24, None, "b"), D24, Why.PUBLISHED),
        (Fact(D21, None, "a"), Fact(D21, day_before(D24), "a"), D24, Why.PUBLISHED),
        (Fact(D24, None, "a"), Fact(D21, None, "a"), None, Why.OVERLAP),
    ],
)
def test_what_rewrites_the_past_is_refused(stored: Fact, wanted: Fact, published: date | None, why: Why) -> None:
    found = reconcile([stored], [wanted], loaded=[stored.since], published=published)
    assert found.refused == ((wanted, why),)
    assert (found.ends, found.adds) == ((), ())


def test_a_first_fact_of_a_published_day_is_refused_too() -> None:
    assert reconcile([], [Fact(D21, None, "a")], published=D24).refused[0][1] is Why.PUBLISHED


def test_what_an_officer_recorded_later_stays() -> None:
    ended, by_officer = Fact(D21, day_before(D24), "a"), Fact(D24, None, "b")
    found = reconcile([ended, by_officer], [Fact(D21, None, "a")], loaded=[D21])
    assert (found.ends, found.adds, found.refused, found.gone) == ((), (), (), ())
    found = reconcile([ended, by_officer], [Fact(D21, None, "a"), Fact(D26, None, "c")], loaded=[D21])
    assert found.refused == ((Fact(D26, None, "c"), Why.OVERLAP),)


def test_a_fact_is_not_drawn_out_over_one_that_an_officer_recorded_after_a_gap() -> None:
    held, by_officer = Fact(D21, D21, "a"), Fact(D24, None, "b")
    longer = Fact(D21, None, "a")
    found = reconcile([held, by_officer], [longer], loaded=[D21])
    assert (found.ends, found.adds, found.refused) == ((), (), ((longer, Why.OVERLAP),))


def test_a_fact_that_the_pack_no_longer_names_is_told_and_stays() -> None:
    held = Fact(D21, None, "a")
    assert reconcile([held], [], loaded=[D21]).gone == (held,)
    assert reconcile([held], []).gone == ()


def test_nothing_is_wanted_beyond_the_subjects_last_day() -> None:
    facts = in_turn([Fact(D21, None, "a"), Fact(D26, None, "b")], closed=D24)
    assert facts == [Fact(D21, D24, "a")]


def applied(stored: list[Fact], found: Reconciled) -> list[Fact]:
    ended = {fact.since: until for fact, until in found.ends}
    kept = [Fact(f.since, ended.get(f.since, f.until), f.value) for f in stored]
    return sorted([*kept, *found.adds], key=lambda fact: fact.since)


days = st.integers(0, 60).map(lambda n: D21 + timedelta(days=n))
rows = st.lists(st.tuples(days, st.none() | st.integers(0, 30), st.sampled_from("ab")), max_size=5)


def facts_of(drawn: list[tuple[date, int | None, str]]) -> list[Fact]:
    known = {since: (length, value) for since, length, value in drawn}
    return in_turn(
        Fact(since, None if length is None else since + timedelta(days=length), value)
        for since, (length, value) in known.items()
    )


def answer(facts: list[Fact], day: date) -> list[str]:
    return [fact.value for fact in facts if fact.covers(day)]


@settings(deadline=None, max_examples=300)
@given(before=rows, after=rows, published=st.none() | days, officers=st.booleans())
def test_days_that_are_out_keep_their_answer_and_no_two_facts_overlap(before, after, published, officers) -> None:
    stored, wanted = facts_of(before), facts_of(after)
    loaded = [] if officers else [fact.since for fact in stored]
    found = reconcile(stored, wanted, loaded=loaded, published=published)
    result = applied(stored, found)
    for day in (D21 + timedelta(days=n) for n in range(-1, 100)):
        assert len(answer(result, day)) <= 1
        if published is not None and day <= published:
            assert answer(result, day) == answer(stored, day)
    again = reconcile(result, wanted, loaded={*loaded, *(fact.since for fact in found.adds)}, published=published)
    assert (again.ends, again.adds) == ((), ())
