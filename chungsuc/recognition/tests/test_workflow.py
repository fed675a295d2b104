"""The table of steps: whole, unambiguous, and who may do what in which state, written out."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.recognition import workflow
from chungsuc.recognition.conditions import CONDITIONS
from chungsuc.recognition.models import Recheck
from chungsuc.recognition.workflow import (
    ANY,
    NEW,
    OPEN,
    RECOGNITION,
    REGIMES,
    REVOCATION,
    STATES,
    TABLE,
    THREE_TIER,
    TWO_TIER,
    Impossible,
    Move,
    after,
    replay,
    steps_from,
)
from chungsuc.rulebook.models import LegalDocument

KINDS, REAL = ("commune", "district", "village"), (THREE_TIER, TWO_TIER)
# Every act that a commune's case allows, by state: who takes it while there are districts, and who afterwards.
COMMUNE: dict[str, dict[str, tuple[str, str]]] = {
    "": {"register": ("submitter", "submitter")},
    "registered": {"assess": ("submitter", "submitter")},
    "assessing": {"report": ("submitter", "submitter")},
    "consulting": {"complete": ("submitter", "submitter")},
    "completing": {"submit": ("submitter", "submitter"), "repost": ("submitter", "submitter")},
    "verifying": {"pass_check": ("checker", "coordinator"), "return": ("checker", "coordinator")},
    "surveying": {"forward": ("checker", "coordinator"), "return": ("coordinator", "coordinator")},
    "appraising": {"to_council": ("coordinator", "coordinator"), "return": ("coordinator", "coordinator")},
    "voting": {
        "council_pass": ("council", "council"), "council_fail": ("council", "council"),
        "return": ("coordinator", "coordinator"),
    },
    "submitted": {
        "decide": ("leader", "leader"), "refuse": ("leader", "leader"), "send_back": ("leader", "leader"),
    },
    "recognised": {"announce": ("checker", "coordinator")},
    "returned": {"resume": ("submitter", "submitter"), "repost": ("submitter", "submitter")},
    "announced": {}, "refused": {}, "withdrawn": {}, "ended": {},
}  # fmt: skip


@pytest.mark.parametrize("state", COMMUNE)
@pytest.mark.parametrize(("regime", "place"), [(THREE_TIER, 0), (TWO_TIER, 1)])
def test_every_act_of_a_commune_in_every_state_has_just_the_actor_written_here(
    state: str, regime: str, place: int
) -> None:
    found = {s.act: s.actor.code for s in steps_from(state, kind="commune", regime=regime, procedure=RECOGNITION)}
    expected = {act: actors[place] for act, actors in COMMUNE[state].items()}
    if state in workflow.BEFORE_DECISION:
        expected["withdraw"] = "submitter"
    if regime == TWO_TIER and state in (*workflow.BEFORE_DECISION, "recognised"):
        expected["carry_over"] = "coordinator"
    assert found == expected


def test_no_state_has_two_rows_for_one_act() -> None:
    for kind in KINDS:
        for regime in REAL:
            for procedure in (RECOGNITION, REVOCATION):
                for state in (NEW, *STATES):
                    acts = [s.act for s in steps_from(state, kind=kind, regime=regime, procedure=procedure)]
                    assert len(acts) == len(set(acts)), (kind, regime, procedure, state, acts)


def test_every_row_names_states_conditions_and_regimes_that_exist() -> None:
    for step in TABLE:
        assert set(step.frm) <= {NEW, *STATES} and (step.to or "registered") in STATES
        assert set(step.guards) <= set(CONDITIONS), step.act
        assert step.regime in REGIMES and step.what and step.label


def test_every_open_state_can_be_left_and_every_end_is_an_end() -> None:
    for state in STATES:
        leads = [step for step in TABLE if state in step.frm]
        assert bool(leads) == (state in OPEN), state


def test_every_state_of_a_case_and_every_result_of_a_recheck_is_in_the_glossary() -> None:
    glossary = Path("docs/glossary.md").read_text()
    labels = [state.label for state in STATES.values()] + [label for _, label in Recheck.RESULTS]
    assert [label for label in labels if label not in glossary] == []


@pytest.mark.django_db
def test_every_document_that_a_row_cites_is_in_the_pack(bare_province: object) -> None:
    codes = set(LegalDocument.objects.values_list("code", flat=True))
    assert {step.citation for step in TABLE} <= codes


def test_a_district_is_recognised_only_while_there_are_districts() -> None:
    acts = {s.act for s in TABLE if "district" in s.kinds and s.procedure == RECOGNITION and s.regime != TWO_TIER}
    assert {"submit", "pass_check", "forward", "decide", "announce"} <= acts
    gone = steps_from("completing", kind="district", regime=TWO_TIER, procedure=RECOGNITION)
    assert {step.act for step in gone} == {"repost", "withdraw", "lose_object"}


@given(seed=st.integers(0, 2**32), kind=st.sampled_from(KINDS), procedure=st.sampled_from((RECOGNITION, REVOCATION)))
def test_a_random_walk_replays_to_where_it_went_and_any_forged_move_is_refused(
    seed: int, kind: str, procedure: str
) -> None:
    chance, state, moves = random.Random(seed), NEW, []
    for _ in range(chance.randrange(1, 25)):
        steps = steps_from(state, kind=kind, regime=chance.choice(REAL), procedure=procedure)
        if not steps:
            break
        step = chance.choice(steps)
        moves.append(Move(step.act, state, after(step, state)))
        state = moves[-1].to
    assert replay(moves, procedure=procedure, kind=kind) == state
    if not moves:
        return
    place = chance.randrange(len(moves))
    real = moves[place]
    forged = Move(chance.choice(TABLE).act, real.frm, chance.choice(list(STATES)))
    legal = any(
        s.act == forged.act and s.procedure == procedure and kind in s.kinds and forged.frm in s.frm
        and after(s, forged.frm) == forged.to
        for s in TABLE
    )  # fmt: skip
    if not legal:
        with pytest.raises(Impossible):
            replay([*moves[:place], forged], procedure=procedure, kind=kind)
    with pytest.raises(Impossible):
        replay([Move(real.act, "ended", real.to)], procedure=procedure, kind=kind)


def test_the_regime_any_is_never_asked_for() -> None:
    assert steps_from("verifying", kind="commune", regime=ANY, procedure=RECOGNITION) == tuple(
        s for s in TABLE if "verifying" in s.frm and "commune" in s.kinds and s.regime == ANY
    )


@pytest.mark.parametrize(
    ("act", "state", "told"),
    [
        ("report", "assessing", ""),
        ("decide", "assessing", ("đang tự đánh giá", "Ký quyết định công nhận")),
        ("report", NEW, ("chưa có hồ sơ", "Lập báo cáo, lấy ý kiến")),
        ("bay", "assessing", ("đang tự đánh giá", "bay")),
    ],
)
def test_an_act_without_a_row_is_told_with_its_name_and_the_step_of_the_case(
    act: str, state: str, told: object
) -> None:
    said = workflow.why_not(act, state, kind="commune", regime=THREE_TIER, procedure=RECOGNITION)
    assert said == (
        "Hồ sơ ở bước “{}” nên không làm được việc “{}”. Hãy mở lại trang để xem việc tiếp theo.".format(*told)
        if told
        else ""
    )


@pytest.mark.parametrize(
    ("kind", "procedure", "act", "state", "paper", "label"),
    [
        ("commune", RECOGNITION, "forward", "surveying", True, "Trình tỉnh thẩm định"),
        ("commune", RECOGNITION, "forward", "surveying", False, "Chuyển thẩm định"),
        ("district", RECOGNITION, "forward", "surveying", True, "Trình Trung ương thẩm định"),
        ("commune", RECOGNITION, "decide", "submitted", True, "Ký quyết định công nhận"),
        ("district", RECOGNITION, "decide", "appraising", True, "Ghi quyết định của Thủ tướng"),
        ("commune", REVOCATION, "withdraw", "proposed", False, "Rút đề nghị"),
        ("commune", RECOGNITION, "nobody-does-this", "", False, "nobody-does-this"),
    ],
)
def test_what_was_done_is_called_as_for_its_own_kind_of_unit(
    kind: str, procedure: str, act: str, state: str, paper: bool, label: str
) -> None:
    assert workflow.name_of_act(act, state, kind=kind, procedure=procedure, paper=paper) == label
