"""Marks: a sheet handed in or given back, a result entered from its paper, what the group decides or takes off."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from chungsuc.audit.actions import change_where
from chungsuc.law.figures import show_decimal
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person

from .. import events
from ..facts import Board, board_of
from ..models import Round, Sheet
from ..rules.scores import ADD, COUNCIL, CROSS, DEDUCT, PAPER, SELF, Marked, newest_of
from ..rules.tables import BONUS, DEDUCTION, DOCUMENT, ITEM, Part
from .refusals import ScoringRefused, Stale, for_own_unit, locked, moved, not_of_own_unit, put, record

STAGE_OF = {ITEM: COUNCIL, DEDUCTION: DEDUCT, BONUS: ADD}


@transaction.atomic
def hand_in(
    round: Round,  # noqa: A002 - the room's noun
    *,
    scorer: str,
    unit: str,
    points: Mapping[str, Decimal | None],
    seen: int,
    on: date,
    person: Person,
    paper: str = "",
) -> Sheet:
    """Hands in a unit's sheet about itself, or about a unit that it cross-scores; final unless it is given back.

    `points` by item code, None where nothing can be said; `seen` is the sheet's version on the page (0: none yet);
    `paper` when the organiser enters a paper sheet. Writes the sheet, its marks that are new, and one event.
    """
    cross = scorer != unit
    now = locked(round, "hand_in_cross" if cross else "hand_in", person)
    board = board_of(now)
    if scorer not in board.contestants:
        raise ScoringRefused("Đơn vị này không tham gia đợt chấm.")
    for_own_unit(person, board.contestants[scorer].unit_id, paper)
    _may_be_scored(board, scorer, unit)
    ids = {code: found.unit_id for code, found in board.contestants.items()}
    _checked(board, points)
    sheet = _kept(board, scorer, unit, seen, on, person, paper)
    newest, stage = newest_of(board.marks), CROSS if cross else SELF
    fresh = []
    for item in board.table.typed:
        given = points.get(item.code)
        before = newest.get((unit, item.code, stage, scorer))
        if given != (before.points if before else None):
            fresh.append(Marked(0, unit, item.code, stage, scorer, given))
    marks = put(now, fresh, ids, on=on, by=person.username)
    moved(now, "hand_in_cross" if cross else "hand_in")
    told = {"scorer": board.names[scorer], "unit": board.names[unit], "version": sheet.version}
    record(events.HANDED_IN, now, person, told, marks=marks, unit_code=scorer, paper=sheet.paper)
    return sheet


def _may_be_scored(board: Board, scorer: str, unit: str) -> None:
    if unit not in board.ranked:
        raise ScoringRefused("Đơn vị này không được chấm trong đợt này.")
    if scorer != unit and (scorer, unit) not in board.pairs:
        raise ScoringRefused(f"{board.names[scorer]} không được phân công chấm chéo {board.names[unit]}.")


def _checked(board: Board, points: Mapping[str, Decimal | None]) -> None:
    """ScoringRefused for points of no item, out of an item's scale, or finer than the table counts."""
    typed = {item.code: item for item in board.table.typed}
    for code, given in points.items():
        if code not in typed:
            raise ScoringRefused("Bảng điểm không có mục này.")
        if given is not None:
            _fits(board, typed[code], given)


def _fits(board: Board, part: Part, points: Decimal) -> None:
    if not 0 <= points <= part.most:
        raise ScoringRefused(f"“{part.name}”: ghi từ 0 đến {show_decimal(part.most)} điểm.", field=part.code)
    if points != points.quantize(Decimal(1).scaleb(-board.table.places)):
        raise ScoringRefused(f"“{part.name}”: ghi nhiều nhất {board.table.places} chữ số thập phân.", field=part.code)


def _kept(board: Board, scorer: str, unit: str, seen: int, on: date, person: Person, paper: str) -> Sheet:
    """The sheet as it is in now. Stale when a colleague handed it in meanwhile."""
    ids = {code: found.unit_id for code, found in board.contestants.items()}
    sheet = board.sheets.get((scorer, unit))
    said = {"handed_in_on": on, "by_name": person.name[:200], "paper": nfc(paper).strip()}
    if sheet is None and seen == 0:
        return Sheet.objects.create(round=board.round, scorer_id=ids[scorer], unit_id=ids[unit], **said)
    if sheet is None or sheet.handed_in_on is not None or sheet.version != seen:
        by = f" ({sheet.by_name} nộp)" if sheet else ""
        raise Stale(f"Phiếu này đã được nộp trước đó{by}; phiếu của đồng chí chưa được ghi.")
    if not change_where(sheet, {"version": seen, "handed_in_on": None}, version=seen + 1, **said):
        raise Stale("Phiếu này vừa được người khác nộp; phiếu của đồng chí chưa được ghi.")
    return sheet


@transaction.atomic
def give_back(round: Round, *, scorer: str, unit: str, reason: str, person: Person) -> Sheet:  # noqa: A002
    """Gives a sheet back to be corrected while its step lasts. Its marks stay until new ones come. Writes one event."""
    now = locked(round, "give_back", person)
    board = board_of(now)
    sheet = board.sheets.get((scorer, unit))
    if (scorer == unit) != (now.state == "self"):
        raise ScoringRefused("Phiếu của bước khác không trả lại được nữa.")
    if sheet is None or sheet.handed_in_on is None:
        raise ScoringRefused("Phiếu này chưa nộp hoặc đã được trả lại.")
    if not reason.strip():
        raise ScoringRefused("Hãy ghi lý do trả lại phiếu.", field="reason")
    change_where(sheet, {"version": sheet.version}, handed_in_on=None, given_back_reason=nfc(reason).strip())
    moved(now, "give_back")
    told = {"scorer": board.names[scorer], "unit": board.names[unit]}
    record(events.GIVEN_BACK, now, person, told, unit_code=scorer, reason=sheet.given_back_reason)
    return sheet


@transaction.atomic
def enter(
    round: Round,  # noqa: A002
    *,
    unit: str,
    item: str,
    points: Decimal,
    reason: str,
    paper: str,
    seen: int,
    on: date,
    person: Person,
) -> Marked:
    """Enters a result that stands in a paper (the year's political tasks, no debts). Writes the mark and one event."""
    now = locked(round, "enter", person)
    board = board_of(now)
    part = _part(board, unit, item)
    if part.kind != ITEM or part.how != DOCUMENT:
        raise ScoringRefused(f"Mục “{part.name}” không ghi theo văn bản.")
    if not paper.strip():
        raise ScoringRefused("Hãy ghi văn bản nêu kết quả này: số, ngày, cơ quan.", field="paper")
    mark = Marked(0, unit, item, PAPER, "", points, nfc(reason).strip(), nfc(paper).strip())
    return _put_one(board, "enter", mark, part, seen, on, person)


@transaction.atomic
def decide(
    round: Round,  # noqa: A002
    *,
    unit: str,
    item: str,
    points: Decimal | None,
    reason: str,
    seen: int,
    on: date,
    person: Person,
    paper: str = "",
) -> Marked:
    """The group's decision on an item that departs from its scores, on a deduction or a bonus, always with a reason.

    `points` None takes an earlier decision back. Writes the mark and one event.
    """
    board = board_of(round)
    part = _part(board, unit, item)
    act = {ITEM: "decide", DEDUCTION: "deduct", BONUS: "add"}[part.kind]
    board = board_of(locked(round, act, person))
    if not reason.strip():
        raise ScoringRefused("Hãy ghi lý do.", field="reason")
    mark = Marked(0, unit, item, STAGE_OF[part.kind], "", points, nfc(reason).strip(), nfc(paper).strip())
    return _put_one(board, act, mark, part, seen, on, person)


def _part(board: Board, unit: str, item: str) -> Part:
    if unit not in board.ranked or item not in board.table.parts:
        raise ScoringRefused("Bảng điểm không có đơn vị hoặc mục này.")
    return board.table.parts[item]


def _put_one(board: Board, act: str, mark: Marked, part: Part, seen: int, on: date, person: Person) -> Marked:
    not_of_own_unit(person, board.contestants[mark.unit].unit_id)
    if board.last_seen(mark.unit, mark.item) != seen:
        raise Stale(f"Mục “{part.name}” vừa được người khác ghi; điểm của đồng chí chưa được ghi. Hãy xem lại.")
    if mark.points is not None:
        _fits(board, part, mark.points)
    ids = {code: found.unit_id for code, found in board.contestants.items()}
    [placed] = put(board.round, [mark], ids, on=on, by=person.username)
    moved(board.round, act)
    told = {"unit": board.names[mark.unit], "item": part.name}
    kind = events.ENTERED if act == "enter" else events.DECIDED
    record(kind, board.round, person, told, marks=[placed], unit_code=mark.unit, reason=mark.reason, paper=mark.paper)
    return placed
