"""Results and the published ballots, and the recount that anybody entitled can do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from chungsuc.law.verdicts import Outcome
from chungsuc.questions.asking import Asking, answer, rows_of

from ..models import Box, Item, Result, Session
from ..rules import tally
from ..workflow import COUNTED


@dataclass(frozen=True)
class ItemResult:
    """What the vote on one item came to, for other rooms. `reasons` are sentences with their citations."""

    item_id: int
    session_id: int
    session: str
    council: str
    subject: str
    key: str
    label: str
    held_on: date
    outcome: Outcome
    yes: int
    no: int
    abstain: int
    invalid: int
    roll: int
    present: int
    letters: int
    recused: int
    denominator: int | None
    share: Decimal | None
    threshold: Decimal | None
    reasons: tuple[Mapping[str, str], ...]


def result_of(subject: str, key: str) -> ItemResult | None:
    """The newest counted vote about ("recognition.case", "12"); None when there was none. One query."""
    return answer(result_asked(subject, key))


def result_asked(subject: str, key: str) -> Asking[ItemResult | None]:
    """`result_of` for whoever asks more in the same query. One round."""
    rows = Item.objects.about(subject, key).counted().select_related("session__council", "result")
    found = yield from rows_of(rows[:1])
    return _fact(found[0]) if found else None


def results_of(subject: str, keys: Iterable[str]) -> dict[str, ItemResult]:
    """The newest counted vote about each of some matters, by key; those without one are left out. One query."""
    return answer(results_asked(subject, keys))


def results_asked(subject: str, keys: Iterable[str]) -> Asking[dict[str, ItemResult]]:
    """`results_of` for whoever asks more in the same query. One round."""
    rows = Item.objects.filter(subject=subject, key__in=list(keys)).counted().order_by("-session__held_on", "-pk")
    found: dict[str, ItemResult] = {}
    for item in (yield from rows_of(rows.select_related("session__council", "result"))):
        found.setdefault(item.key, _fact(item))
    return found


def session_about(subject: str, key: str) -> Session | None:
    """The session before which the matter stands now; None when none is convened about it. One query."""
    found = Item.objects.about(subject, key).filter(live=True).select_related("session__council").first()
    return None if found is None else found.session


def before_councils(subject: str, keys: Iterable[str]) -> Asking[frozenset[str]]:
    """Of some matters those about which a session is convened. One round."""
    rows = Item.objects.filter(subject=subject, key__in=list(keys), live=True)
    return frozenset((yield from rows_of(rows.values_list("key", flat=True))))


def _fact(item: Item) -> ItemResult:
    result: Result = item.result
    numbers = ("yes", "no", "abstain", "invalid", "roll", "present", "letters", "recused")
    return ItemResult(
        item_id=item.pk,
        session_id=item.session_id,
        session=str(item.session),
        council=item.session.council.name,
        subject=item.subject,
        key=item.key,
        label=item.label,
        held_on=item.session.held_on,
        outcome=Outcome(result.outcome),
        denominator=result.denominator,
        share=result.share,
        threshold=result.threshold,
        reasons=tuple(result.reasons),
        **{name: getattr(result, name) for name in numbers},
    )


def published_ballots(session: Session) -> dict[int, list[dict[str, str]]]:
    """The lists of codes with choices, by item; empty until the vote is closed. One query."""
    if session.state not in COUNTED:
        return {}
    return dict(Box.objects.filter(item__session=session).values_list("item_id", "ballots"))


def recounted(session: Session) -> list[dict[str, Any]]:
    """Every item counted again from its published ballots, beside the result: what a neutral clerk checks."""
    ballots = published_ballots(session)
    told = []
    for item in session.items.select_related("result") if ballots else ():
        counted = tally(ballots.get(item.pk, ()))
        stated = {choice: getattr(item.result, choice) for choice in counted}
        told.append(
            {
                "item": item.label,
                "order": item.order,
                "outcome": item.result.outcome,
                "counted": counted,
                "stated": stated,
                "agrees": counted == stated and sum(counted.values()) == item.result.turnout,
                "ballots": ballots.get(item.pk, []),
            }
        )
    return told
