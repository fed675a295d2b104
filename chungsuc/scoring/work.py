"""What scoring asks of people: sheets to hand in, rounds to take on."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from chungsuc.organisations.access import Person
from chungsuc.organisations.work import WorkLine, due_words
from chungsuc.questions.asking import Asking
from chungsuc.rulebook.rule_facts import calendar

from .access import MANAGE, SCORE
from .models import Contestant, Pair, Round, Sheet
from .workflow import CROSS, OPENED, SELF, onward_of


def sheets_to_score(person: Person) -> Asking[Iterable[WorkLine]]:
    """The sheets of the person's own units that are not in, and for the organiser every round to take on.

    One round, none without a right.
    """
    acting = person.acts_for(SCORE)
    parts = {SELF: _self_scores(acting), CROSS: _cross_scores(acting)} if acting else {}
    if person.may(MANAGE):
        parts[MANAGE] = Round.objects.live().select_related("group").order_by("year", "pk")
    if not parts:
        return ()
    found = yield parts
    lines = [*_own(found.get(SELF, ()), found.get(CROSS, ())), *_to_move(found.get(MANAGE, ()))]
    known = calendar() if any(until for *_, until in lines) else None
    told = [(line, due_words(line[3], person.day, known) if line[3] and known else ("", False)) for line in lines]
    return [WorkLine(text, href, who, due, late) for (text, href, who, _), (due, late) in told]


Line = tuple[str, str, str, Any]


def _handed_in(scorer: str, unit: str) -> Any:
    return Exists(
        Sheet.objects.filter(
            round=OuterRef("round"), scorer=OuterRef(scorer), unit=OuterRef(unit), handed_in_on__isnull=False
        )
    )


def _self_scores(acting: frozenset[int]) -> QuerySet:
    rows = Contestant.objects.filter(unit_id__in=acting, ranked=True, round__state=SELF)
    return rows.filter(~_handed_in("unit", "unit")).select_related("round__group", "unit")


def _cross_scores(acting: frozenset[int]) -> QuerySet:
    pairs = Pair.objects.filter(scorer_id__in=acting, barred=False, round__state=CROSS)
    named = Contestant.objects.filter(round=OuterRef("round"), unit=OuterRef("scored")).values("name")[:1]
    rest = pairs.filter(~_handed_in("scorer", "scored")).annotate(name=named)
    return rest.select_related("round__group", "scorer", "scored").order_by("round_id", "pk")


def _own(contestants: Iterable[Any], pairs: Iterable[Any]) -> Iterator[Line]:
    for one in contestants:
        href = reverse("score_sheet", args=[one.round.code, one.unit.code, one.unit.code])
        yield f"Tự chấm điểm thi đua năm {one.round.year}", href, str(one.round.group), one.round.self_until
    for pair in pairs:
        href = reverse("score_sheet", args=[pair.round.code, pair.scorer.code, pair.scored.code])
        yield f"Chấm chéo {pair.name}, năm {pair.round.year}", href, str(pair.round.group), pair.round.cross_until


def _to_move(rounds: Iterable[Any]) -> Iterator[Line]:
    for one in rounds:
        act, until = onward_of(one.state), _until(one)
        if act is not None:
            told = f"{one}: {act.label[:1].lower()}{act.label[1:]}"
            yield told, reverse("score_round", args=[one.code]), one.state_label, until


def _until(one: Round) -> Any:
    return None if one.state == OPENED else getattr(one, f"{one.state}_until")
