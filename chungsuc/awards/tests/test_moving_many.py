"""Many dossiers moved at once leave what each would have left by itself: steps, events, one whole chain."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from chungsuc.audit.models import Entry
from chungsuc.audit.verification import verify_chain
from chungsuc.awards.actions import AwardRefused, Stale, appraising
from chungsuc.awards.actions.deciding import take_decision
from chungsuc.awards.actions.moving import held, held_many, move, move_many, said_by
from chungsuc.awards.models import AchievementUse, Award, Dossier, DossierStep
from chungsuc.awards.models.dossiers import SUBJECT

from . import decided, dossiers

pytestmark = pytest.mark.usefixtures("bare_province")


def written(rows: list[Dossier]) -> list[Any]:
    """What was written of some dossiers, without their own numbers."""
    told = []
    for row in rows:
        fresh = Dossier.objects.get(pk=row.pk)
        steps = DossierStep.objects.filter(dossier=row).order_by("seq")
        kept = list(steps.values_list("seq", "act", "from_state", "to_state", "on", "by", "by_name", "by_post",
                                      "reason", "paper"))  # fmt: skip
        entries = Entry.objects.about(SUBJECT, str(row.pk)).order_by("seq")
        said = [
            (one.act, one.actor, one.actor_post, one.subject_label.replace(str(row.pk), "#").partition(":")[0],
             one.unit_code, one.details, one.reason, one.paper)
            for one in entries
        ]  # fmt: skip
        live = AchievementUse.objects.filter(dossier=row, live=True).count()
        told.append((fresh.state, fresh.version, kept, said, live))
    return told


@pytest.mark.parametrize("act", ["announce", "withdraw"])
def test_moved_together_is_moved_one_by_one(act: str) -> None:
    state = {"announce": "passed", "withdraw": "appraised"}[act]
    apart, at_once = (
        [dossiers.at(state, name=f"{group} {number}") for number in range(3)] for group in ("Riêng", "Chung")
    )
    for group in (apart, at_once):  # they stand at different versions
        Dossier.objects.filter(pk=group[1].pk).update(version=7)
    said = said_by(dossiers.emulation(), "Vì sao", "BB 1")
    with transaction.atomic():
        for row in apart:
            move(held(row), act, said)
        move_many(held_many(row.pk for row in at_once), act, said)
    one_by_one = written(apart)
    assert one_by_one == written(at_once)
    assert [len(entries) for *_, entries, _ in one_by_one] == [1, 1, 1]
    assert verify_chain() is None


def test_nothing_is_moved_where_one_was_moved_meanwhile_or_is_elsewhere() -> None:
    one, two = dossiers.at("passed"), dossiers.at("passed", name="Hoàng Thị Mai")
    seen = [(one.pk, one.version), (two.pk, two.version)]
    Dossier.objects.filter(pk=two.pk).update(version=9)
    before = Entry.objects.count()
    with pytest.raises(Stale):
        appraising.announce(seen, acting=dossiers.emulation())
    Dossier.objects.filter(pk=two.pk).update(version=two.version, state="content")
    with pytest.raises(AwardRefused, match=f"số {two.pk}"):
        appraising.announce(seen, acting=dossiers.emulation())
    assert Entry.objects.count() == before and Dossier.objects.get(pk=one.pk).state == "passed"


def announced(number: int) -> Callable[[], Any]:
    rows = [dossiers.at("passed", name=f"Người {number}-{each}") for each in range(number)]
    seen, acting = [(row.pk, row.version) for row in rows], dossiers.emulation()
    return lambda: appraising.announce(seen, acting=acting)


def taken(number: int) -> Callable[[], Any]:
    made = decided.prepared(*(decided.waiting(f"Người {number}-{each}") for each in range(number)))
    acting, signed = decided.leader(), decided.signed(f"{number}/QĐ-UBND")
    return lambda: take_decision(made, made.version, signed, acting=acting)


@pytest.mark.parametrize("prepare", [announced, taken])
def test_many_cost_as_many_queries_as_one(prepare: Callable[[int], Callable[[], Any]]) -> None:
    counts = []
    for number in (1, 6):
        act = prepare(number)
        with CaptureQueriesContext(connection) as asked:
            act()
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert verify_chain() is None


def test_a_decision_leaves_a_step_and_an_event_of_each_dossier_and_its_award() -> None:
    rows = [decided.waiting(f"Người {number}") for number in range(4)]
    made = decided.awarded(*rows)
    assert [award.dossier_id for award in made] == [row.pk for row in rows] and Award.objects.count() == 4
    for state, version, steps, entries, live in written(rows):
        assert (state, version, live) == ("awarded", 2, 2)
        assert [step[1:4] for step in steps] == [("award", "announced", "awarded")]
        assert [entry[5] for entry in entries] == [{"act": "award", "to": "awarded"}]
    assert verify_chain() is None
