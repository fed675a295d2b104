"""Two who decide, revoke or correct at once: just one succeeds, the other is told; on both databases."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import OperationalError, connection

from chungsuc.awards.actions import AwardRefused
from chungsuc.awards.actions.awarded import Because, correct_award, revoke_award
from chungsuc.awards.actions.deciding import take_decision
from chungsuc.awards.drawing.council import draw_council_submission, draw_council_summary, session_papers
from chungsuc.awards.drawing.register import draw_undoing
from chungsuc.awards.models import Award, AwardStep, Decision
from chungsuc.awards.models.decisions import AWARD
from chungsuc.documents.actions import drop
from chungsuc.documents.models import Paper
from tests.at_once import at_once

from . import papered
from .decided import TODAY, awarded, emulation, leader, prepared, signed, waiting

pytestmark = pytest.mark.django_db(transaction=True)
BECAUSE = Because("QĐ 9/QĐ-UBND", "Gian dối.", TODAY)


def together(*acts: Callable[[], Any]) -> list[str]:
    """How each act ended, sorted; SQLite, that has a single writer, may refuse where it is busy."""
    busy = (OperationalError,) if connection.vendor == "sqlite" else ()
    told = at_once(*acts, refused=(AwardRefused, *busy))
    return sorted("refused" if isinstance(one, Exception) else "done" for one in told)


def test_a_decision_is_taken_once_of_three_who_take_it(bare_province: object) -> None:
    for round_ in range(4):
        made = prepared(waiting(f"Điểu {round_}"))
        who = leader()
        told = together(*(partial(take_decision, made, 1, signed(f"{round_}{n}/QĐ"), acting=who) for n in range(3)))
        assert told == ["done", "refused", "refused"]
        assert Award.objects.filter(decision=made).count() == 1
        assert Decision.objects.get(pk=made.pk).version == 2


def test_one_number_goes_to_one_of_two_decisions(bare_province: object) -> None:
    for round_ in range(4):
        pair = [prepared(waiting(f"Điểu {round_} {n}")) for n in range(2)]
        who = leader()
        told = together(*(partial(take_decision, one, 1, signed(f"{round_}/QĐ"), acting=who) for one in pair))
        assert told == ["done", "refused"]
        assert Decision.objects.filter(number=f"{round_}/QĐ", state="taken").count() == 1


def test_a_dossier_is_drawn_into_one_of_two_lists(bare_province: object) -> None:
    for round_ in range(4):
        shared, first, second = (waiting(f"Điểu {round_} {n}") for n in range(3))
        who = emulation()
        told = together(
            partial(prepared, shared, first, acting=who),
            partial(prepared, second, shared, acting=who),
        )
        assert told == ["done", "refused"]
        assert sum(shared.pk in row.dossiers for row in Decision.objects.filter(state="prepared")) == 1


def test_of_revoking_and_correcting_at_once_one_wins(bare_province: object) -> None:
    for round_ in range(4):
        [row] = awarded(waiting(f"Điểu {round_}"), number=f"{round_}/QĐ")
        who = leader()
        told = together(
            partial(revoke_award, row, 1, BECAUSE, acting=who),
            partial(correct_award, row, 1, {"place": "thôn 9"}, BECAUSE, acting=who),
        )
        assert told == ["done", "refused"]
        row.refresh_from_db()
        assert (row.version, AwardStep.objects.filter(award=row).count()) == (2, 1)
        assert (row.state == "revoked") is (row.place != "thôn 9")


def test_two_who_draw_one_decision_about_an_award_get_one_draft(bare_province: object, many_connections: None) -> None:
    for round_ in range(4):
        [row] = awarded(waiting(f"Điểu {round_}"), number=f"{round_}/QĐ")
        who = emulation()
        draws = partial(draw_undoing, row, "revoke", {}, "Gian dối", who)
        assert len({paper.pk for paper in at_once(draws, draws, draws)}) == 1
        other = draw_undoing(row, "revoke", {}, "Hồ sơ giả", who)
        assert Paper.objects.about(AWARD, str(row.pk)).count() == 2  # another reason is another decision
        drop(other, reason="Ghi nhầm", version=0, by=who)
        assert draw_undoing(row, "revoke", {}, "Hồ sơ giả", who).pk != other.pk


def test_two_who_draw_the_papers_of_a_session_get_one_of_each(bare_province: object, many_connections: None) -> None:
    for round_ in range(4):
        one = waiting(f"Điểu {round_}", state="appraised")
        session, who = papered.session_of([one], date(2025, 12, 24)), emulation(date(2025, 12, 24))
        for draws in (draw_council_submission, draw_council_summary):
            act = partial(draws, session, "BK_TINH", who)
            assert len({paper.pk for paper in at_once(act, act, act)}) == 1
        assert len(session_papers(session)) == 2
