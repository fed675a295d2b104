"""Two who act at once on dossiers and rounds: just one succeeds, the other is told; on both databases."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import OperationalError, connection

from chungsuc.awards.actions import AwardRefused, handing
from chungsuc.awards.actions import rounds as acts
from chungsuc.awards.models import AchievementUse, Dossier, Listing, Round
from chungsuc.organisations.models import Unit
from tests.at_once import at_once

from . import proposing, rows
from .proposing import COMMUNE, DAY

pytestmark = pytest.mark.django_db(transaction=True)


def together(*attempts: Callable[[], Any]) -> list[str]:
    """How each act ended, sorted; SQLite, which has a single writer, may refuse one for being busy."""
    busy = (OperationalError,) if connection.vendor == "sqlite" else ()
    told = at_once(*attempts, refused=(AwardRefused, *busy))
    return sorted("refused" if isinstance(one, Exception) else "done" for one in told)


def test_of_two_dossiers_that_claim_one_achievement_one_is_handed_in(bare_province: object) -> None:
    for number in range(4):
        subject = proposing.worthy(f"Người {number}")
        key = f"achievement:{subject.achievements.get().pk}"
        pair = [
            proposing.agreed(proposing.drafted(subject, round=proposing.round_of(name=f"{name} {number}"), keys=[key]))
            for name in ("Đợt một", "Đợt hai")
        ]
        acting = rows.commune(day=DAY)
        told = together(*(partial(handing.submit, one, one.version, acting=acting) for one in pair))
        states = sorted(Dossier.objects.filter(subject=subject).values_list("state", flat=True))
        assert (told, states) == (["done", "refused"], ["draft", "submitted"])
        assert AchievementUse.objects.filter(key=key, live=True).count() == 1


def test_of_handing_in_and_withdrawing_at_once_one_wins(bare_province: object) -> None:
    for number in range(4):
        made = proposing.agreed(proposing.drafted(proposing.worthy(f"Người {number}")))
        acting = rows.commune(day=DAY)
        told = together(
            partial(handing.submit, made, made.version, acting=acting),
            partial(handing.withdraw, made, made.version, reason="Ghi nhầm", acting=acting),
        )
        seen = made.version
        made.refresh_from_db()
        assert told == ["done", "refused"]
        assert (made.version, made.steps.count()) == (seen + 1, 2)
        assert AchievementUse.objects.filter(dossier=made, live=True).count() == int(made.state == "submitted")


def test_two_who_open_the_same_round_open_one_with_one_list(bare_province: object) -> None:
    body, officer = Unit.objects.get(code=COMMUNE), rows.commune(day=DAY)
    proposing.worthy()
    told_of = acts.Opening("Giấy khen 2023", 2023, ("GK_XA",), DAY)
    told = together(*(partial(acts.open_round, body, told_of, acting=officer) for _ in range(2)))
    assert (told, Round.objects.count()) == (["done", "refused"], 1)
    assert Listing.objects.count() == Listing.objects.filter(round=Round.objects.get()).count() > 0
