"""A round's way: opened, units score themselves, each other, then the group decides; cancelled while nothing counts."""

from datetime import date

from django.db import IntegrityError, transaction

from chungsuc.law.periods import show_day
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person, require
from chungsuc.organisations.facts import known_as
from chungsuc.organisations.models import Group, Unit
from chungsuc.rulebook.actions.values import as_json

from .. import events
from ..facts import Board, board_of, opening_of, read_all
from ..models import Contestant, Pair, Round
from ..rules.pairing import Pairs
from ..rules.scores import READING, Marked, newest_of
from ..workflow import OPENED
from .refusals import ScoringRefused, Stale, as_seen, locked, moved, put, record


@transaction.atomic
def open_round(group: Group, year: int, *, on: date, person: Person, paper: str = "") -> Round:
    """Opens a group's round of a year with the table and the members of its day, both kept as they stand then.

    Writes the round, its contestants and one event. ScoringRefused with everything that is missing; Stale when somebody
    opened it in that moment.
    """
    require(person, "score.manage")
    if year > on.year:
        raise ScoringRefused(f"Năm {year} chưa đến, chưa mở đợt chấm được.", field="year")
    opening = opening_of(group, year)
    if opening.missing or opening.figure is None or opening.table is None:
        raise ScoringRefused(*opening.missing)
    organiser = Unit.objects.filter(pk__in=person.acts_for("score.manage")).order_by("pk").first()
    if organiser is None:
        raise ScoringRefused("Không rõ cơ quan tổ chức đợt chấm.")
    again = Round.objects.filter(group=group, year=year).count()
    try:
        with transaction.atomic():
            made = Round.objects.create(
                code=opening.code if not again else f"{opening.code}-{again + 1}",
                group=group,
                year=year,
                state=OPENED,
                organiser=organiser,
                member_day=opening.day,
                table_key=opening.figure.key,
                table_json=as_json(opening.figure.value),
                table_source=opening.figure.source,
                table_status=opening.figure.standing,
                opened_on=on,
                opened_by=person.username,
                paper=nfc(paper).strip(),
            )
    except IntegrityError:
        raise Stale(f"{group.name} đã có đợt chấm của năm {year}.") from None
    Contestant.objects.bulk_create(
        Contestant(
            round=made, unit_id=opening.ids[one.unit], position=place, name=name, ranked=one.ranked, ground=one.ground
        )
        for place, (name, one) in enumerate(opening.listed, 1)
    )
    taking = {one.unit: {"ranked": one.ranked, "ground": one.ground} for one in opening.taking}
    record(
        events.OPENED,
        made,
        person,
        {"year": year, "table": made.table_key, "units": len(taking), "taking_part": taking},
        paper=made.paper,
    )
    return made


@transaction.atomic
def begin_self(round: Round, *, until: date | None, seen: int, on: date, person: Person) -> Round:  # noqa: A002
    """Lets the units score themselves until a day. Reads the system's figures; writes them, the state and one event."""
    return _begun(round, "begin_self", "self_until", until, seen, on, person)


@transaction.atomic
def begin_cross(round: Round, *, until: date | None, seen: int, on: date, person: Person) -> Round:  # noqa: A002
    """Lets the units score each other until a day: pairs are drawn, nobody scores the own unit or a barred one.

    Writes the pairs, the figures read anew, the state and one event. ScoringRefused when bars leave a unit too few.
    """
    return _begun(round, "begin_cross", "cross_until", until, seen, on, person)


@transaction.atomic
def begin_council(round: Round, *, until: date | None, seen: int, on: date, person: Person) -> Round:  # noqa: A002
    """Hands the scores to the group's decision. Writes the figures read anew, the state and one event."""
    return _begun(round, "begin_council", "council_until", until, seen, on, person)


def _begun(round: Round, act: str, field: str, until: date | None, seen: int, on: date, person: Person) -> Round:  # noqa: A002
    now = locked(round, act, person)
    as_seen(now, seen)
    if until is None:
        raise ScoringRefused("Chưa ghi hạn của bước này.", field="until")
    if until < on:
        raise ScoringRefused(f"Hạn {show_day(until)} đã qua. Hãy ghi một ngày từ hôm nay trở đi.", field="until")
    board = board_of(now)
    details: dict[str, object] = {"from": now.state, "until": until.isoformat()}
    if act == "begin_cross":
        drawn = _drawn(board)
        details["pairs"] = [list(pair) for pair in drawn.pairs]
    marks = _read(board, on, person)
    moved(now, act, **{field: until})
    record(events.MOVED, now, person, {**details, "to": now.state}, marks=marks)
    return now


def _drawn(board: Board) -> Pairs:
    drawn = board.drawn()
    least = board.table.least_reviews
    few = [code for code in board.ranked if sum(scored == code for _, scored in drawn.pairs) < least]
    if few:
        names = ", ".join(board.names[code] for code in few)
        raise ScoringRefused(
            f"Chỉ còn chưa đến {least} đơn vị chấm chéo được cho {names}. Hãy bỏ bớt cặp không chấm chéo."
        )
    ids = {code: one.unit_id for code, one in board.contestants.items()}
    Pair.objects.bulk_create(Pair(round=board.round, scorer_id=ids[a], scored_id=ids[b]) for a, b in drawn.pairs)
    return drawn


@transaction.atomic
def read_figures(round: Round, *, on: date, person: Person) -> int:  # noqa: A002
    """Reads the system's figures anew; gives how many marks changed. Writes these and one event, else nothing."""
    now = locked(round, "read", person)
    marks = _read(board_of(now), on, person)
    if marks:
        moved(now, "read")
        record(events.READ, now, person, {"changed": len(marks)}, marks=marks)
    return len(marks)


def _read(board: Board, on: date, person: Person) -> list[Marked]:
    """Writes what the system reads today where it differs from what was read before."""
    ids = {code: one.unit_id for code, one in board.contestants.items()}
    day = min(on, board.round.member_day)
    facts = known_as([ids[code] for code in board.ranked], day)
    newest = newest_of(board.marks)
    fresh = []
    for mark in read_all(board.table, board.round.year, day, [facts[ids[code]] for code in board.ranked]):
        before = newest.get((mark.unit, mark.item, READING, ""))
        if before is None or (before.points, before.reason) != (mark.points, mark.reason):
            fresh.append(mark)
    return put(board.round, fresh, ids, on=on, by=person.username)


@transaction.atomic
def bar(round: Round, *, one: str, other: str, reason: str, on: date, person: Person) -> Pair:  # noqa: A002
    """Says that two units must not cross-score each other, and why. Writes the bar and one event."""
    now = locked(round, "bar", person)
    board = board_of(now)
    if one == other or not {one, other} <= set(board.ranked):
        raise ScoringRefused("Hãy chọn hai đơn vị khác nhau của đợt chấm.", field="other")
    if not reason.strip():
        raise ScoringRefused("Hãy ghi vì sao hai đơn vị không chấm chéo nhau.", field="reason")
    if {one, other} in [{pair.scorer.code, pair.scored.code} for pair in board.barred]:
        raise ScoringRefused("Cặp này đã được ghi.", field="other")
    ids = {code: found.unit_id for code, found in board.contestants.items()}
    made = Pair.objects.create(
        round=now, scorer_id=ids[one], scored_id=ids[other], barred=True, reason=nfc(reason).strip()
    )
    moved(now, "bar")
    told = {"units": [board.names[one], board.names[other]], "on": on.isoformat()}
    record(events.BARRED, now, person, told, reason=made.reason)
    return made


@transaction.atomic
def cancel(round: Round, *, reason: str, person: Person) -> Round:  # noqa: A002
    """Takes back a round before units score each other; the group may open another. Writes the state and one event."""
    now = locked(round, "cancel", person)
    if not reason.strip():
        raise ScoringRefused("Hãy ghi lý do hủy đợt chấm.", field="reason")
    before = now.state
    moved(now, "cancel", note=nfc(reason).strip())
    record(events.CANCELLED, now, person, {"from": before, "to": now.state}, reason=now.note)
    return now
