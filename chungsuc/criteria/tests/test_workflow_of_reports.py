"""Properties of the way of a report: whatever is tried in whatever order, its state is the replay of its steps."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chungsuc.criteria import actions, workflow
from chungsuc.criteria.actions import ActRefused, ReturnedPlace
from chungsuc.criteria.models import CheckReturn, Declared, Report, ReportStep

from .entry_support import AFTER, BEFORE, commune, coordinator, district, filled, indicator, verify_all

# a busy machine draws slowly; that says nothing about the table
patient = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
codes = st.sampled_from(list(dict.fromkeys(act.code for act in workflow.ACTS)))


@patient
@given(st.lists(codes, max_size=12), st.sampled_from([workflow.THREE_TIER, workflow.TWO_TIER]))
def test_a_walk_through_the_table_replays_to_where_it_ended(wanted: list[str], tier: str) -> None:
    state, steps = workflow.DRAFT, []
    for code in wanted:
        act = workflow.find_act(workflow.ACTS, code, state, tier)
        if act is not None:
            state = act.end
            steps.append((code, state))
    assert workflow.replay(steps) == state


@patient
@given(st.lists(st.tuples(codes, st.sampled_from(list(workflow.STATES))), min_size=1, max_size=6))
def test_a_history_with_a_step_that_the_table_lacks_is_refused(steps: list[tuple[str, str]]) -> None:
    state, possible = workflow.DRAFT, True
    for code, reached in steps:
        possible = possible and any((a.code, a.start, a.end) == (code, state, reached) for a in workflow.ACTS)
        state = reached
    if possible:
        assert workflow.replay(steps) == state
    else:
        with pytest.raises(ValueError, match="no way from"):
            workflow.replay(steps)


def test_no_state_is_a_trap_and_every_guard_has_words() -> None:
    assert all(any(act.start == state for act in workflow.ACTS) for state in workflow.STATES)
    every = [guard for act in (*workflow.ACTS, *workflow.CHECK_ACTS) for guard in act.guards]
    assert set(every) <= set(workflow.GUARDS)


tries = st.lists(st.sampled_from(["send", "mark", "send_back", "forward", "receive", "verify", "conclude", "reopen"]),
                 max_size=7)  # fmt: skip


@pytest.mark.usefixtures("province")
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(wanted=tries, later=st.booleans())
def test_any_order_of_tries_leaves_a_report_whose_steps_tell_its_state(wanted: list[str], later: bool) -> None:
    from django.db import transaction

    day = AFTER if later else BEFORE
    sid = transaction.savepoint()
    report = filled(BEFORE)
    figures = Declared.objects.filter(is_current=True).count()
    for code in wanted:
        report.refresh_from_db()
        try:
            _try(code, report, day)
        except ActRefused:
            continue
    report = Report.objects.get(pk=report.pk)
    steps = list(ReportStep.objects.filter(report=report).order_by("seq").values_list("act", "to_state"))
    assert workflow.replay(steps) == report.state and report.version == len(steps)
    assert Declared.objects.filter(is_current=True).count() == figures
    transaction.savepoint_rollback(sid)


def _try(code: str, report: Report, day: Any) -> None:
    version = report.version
    if code == "mark":
        places = [ReturnedPlace(indicator("10").measure_id, "chưa rõ")]
        actions.mark_returns(report, version, places, acting=district(BEFORE))
    elif code == "verify":
        verify_all(report, day)
    elif code == "send":
        open_returns = CheckReturn.objects.filter(report=report, check_of=None, answered_at=None)
        actions.send(report, version, acting=commune(day), answers={back.pk: "đã rõ" for back in open_returns})
    elif code in ("send_back", "forward"):
        {"send_back": actions.send_back, "forward": actions.forward}[code](report, version, acting=district(BEFORE))
    elif code == "receive":
        actions.receive(report, version, acting=coordinator(day))
    elif code == "conclude":
        actions.conclude(report, version, acting=coordinator(day))
    else:
        actions.reopen(report, version, acting=coordinator(day), reason="xem lại")


@pytest.mark.parametrize(
    ("state", "three_tier", "two_tier"),
    [
        ("draft", ["send"], ["send"]),
        ("checking", ["send_back", "forward"], ["receive"]),
        ("returned", ["send"], ["send"]),
        ("verifying", ["conclude"], ["conclude"]),
        ("concluded", ["reopen"], ["reopen"]),
    ],
)
def test_every_state_offers_just_the_acts_of_its_path(state: str, three_tier: list[str], two_tier: list[str]) -> None:
    for tier, codes_there in ((workflow.THREE_TIER, three_tier), (workflow.TWO_TIER, two_tier)):
        offered = workflow.acts_from(workflow.ACTS, state, tier)
        assert [act.code for act in offered] == codes_there
        assert [workflow.find_act(workflow.ACTS, code, state, tier) for code in codes_there] == list(offered)


def test_the_state_sent_to_is_that_of_the_path() -> None:
    sent = {
        tier: workflow.find_act(workflow.ACTS, "send", "draft", tier)
        for tier in (workflow.THREE_TIER, workflow.TWO_TIER)
    }
    assert {tier: act.end for tier, act in sent.items() if act} == {"three_tier": "checking", "two_tier": "verifying"}
    assert workflow.find_act(workflow.ACTS, "conclude", "draft") is None
