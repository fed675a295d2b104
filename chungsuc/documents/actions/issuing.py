"""A paper gets its number: set once, hashed, kept for ever. What it supersedes says so from that moment.

Setting takes a tenth of a second a paper and must not hold others up: papers are set with the numbers they will have,
and the transaction then takes these numbers only if they are still the next ones; otherwise all is set anew.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from chungsuc.audit.actions import change_where
from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person
from chungsuc.typesetting.content import Annex, Sheet
from chungsuc.typesetting.frozen import as_data, sheet_of
from chungsuc.typesetting.wording import day_in_words
from chungsuc.web.day import now

from .. import events, storage
from ..access import NUMBER, require
from ..models import Paper, Series, SeriesNumber
from ..numbering import Numbering, numbering_of
from ..rendering import NotSet, rendered_all
from ..rules.complete import missing_parts
from ..workflow import RESERVED, SUPERSEDED, USED
from .files import OnDisk, keep, row_of
from .numbers import held_series, take
from .refusals import PaperRefused, Stale, locked, moved, record

TRIES = 3  # then the series is held while the papers are set
WITH_NUMBER = "Kèm theo"


@dataclass(frozen=True)
class Asked:
    """A paper that is to be issued, the version that was seen, and the held number it takes (None: the next one).

    `expected` is the number that was shown before; another one is not given ("" asks for none).
    """

    paper: Paper
    version: int
    reserved: SeriesNumber | None = None
    expected: str = ""


@dataclass(frozen=True)
class _Planned:
    asked: Asked
    paper: Paper
    found: Numbering
    year: int
    number: int
    sheet: Sheet


class _NumberTaken(Exception):
    """Somebody else took the number meanwhile."""


def issue(paper: Paper, *, day: date, version: int, by: Person, reserved: SeriesNumber | None = None) -> Paper:
    """Gives a submitted paper its number of `day` and keeps its files. Call it outside of a transaction.

    A held number brings its own day. Writes files, number, paper, the superseded one, and one event for each paper.
    """
    return issue_many([Asked(paper, version, reserved)], day=day, by=by)[0]


def issue_many(asked: Sequence[Asked], *, day: date, by: Person) -> list[Paper]:
    """Gives several papers their numbers in the order given: all of them, or none. Otherwise as `issue`.

    PaperRefused names the paper that stands in the way; Stale when one was changed since it was seen.
    """
    for one in asked:
        require(by, NUMBER, one.paper.unit_id)
    for _ in range(TRIES):
        plans = _planned(asked, day)
        with storage.between_file_and_row():
            files = _set(plans)
            try:
                return _given(plans, files, by)
            except _NumberTaken:
                continue
    with storage.between_file_and_row(), transaction.atomic():
        for one in sorted(asked, key=lambda one: (one.paper.unit_id, one.paper.kind)):
            held_series(one.paper.unit, one.paper.kind, one.paper.kind_name, _day_of(one, day).year)
        plans = _planned(asked, day)
        return _given(plans, _set(plans), by)


def _day_of(one: Asked, day: date) -> date:
    return one.reserved.given_on if one.reserved else day


def _planned(asked: Sequence[Asked], day: date) -> list[_Planned]:
    """Every paper with the number it will have and its sheet with number and day."""
    following: dict[tuple[int, str, int], int] = {}
    plans = []
    for one in asked:
        paper, on = Paper.objects.select_related("unit", "template__file").get(pk=one.paper.pk), _day_of(one, day)
        found = numbering_of(paper.unit, paper.kind, on)
        if isinstance(found, str):
            raise PaperRefused(f"{paper}: {found}")
        of_series = (paper.unit_id, paper.kind, on.year)
        if one.reserved is not None:
            number = one.reserved.number
        else:
            if of_series not in following:
                rows = Series.objects.filter(unit_id=paper.unit_id, kind=paper.kind, year=on.year)
                following[of_series] = rows.values_list("last", flat=True).first() or 0
            number = following[of_series] = following[of_series] + 1
        plan = _Planned(one, paper, found, on.year, number, final_sheet(paper, found, on, number))
        if one.expected and plan.sheet.number != one.expected:
            raise Stale(f"Số {one.expected} vừa được cấp cho văn bản khác. Hãy xem lại số sẽ cấp rồi xác nhận.")
        plans.append(plan)
    return plans


def final_sheet(paper: Paper, found: Numbering, day: date, number: int) -> Sheet:
    """A paper's sheet as it will be printed. PaperRefused when something is missing. A part of an act."""
    sheet = sheet_of(paper.sheet)
    missing = missing_parts(sheet, needs_bases=found.kind.needs_bases, has_to=found.kind.has_to)
    refused = missing or _not_signable(sheet, found, day)
    if refused:
        raise PaperRefused(f"{paper}: " + " ".join(refused))
    printed = found.text(number, sheet.drafter)
    named = f"{printed} {day_in_words(day)} của {_issuer(sheet, found)}"
    annexes = tuple(_annexed(annex, named, found) for annex in sheet.annexes)
    return replace(sheet, letterhead=found.letterhead.letterhead, number=printed, day=day, draft=False, annexes=annexes)


def _not_signable(sheet: Sheet, found: Numbering, day: date) -> list[str]:
    """An office that may not sign for the body on that day; minutes are signed by two who hold no such office."""
    offices = {(office.authority, office.of, office.office) for office in found.letterhead.offices}
    if len(sheet.signatures) != 1 or not offices:
        return []
    signature = sheet.signatures[0]
    if (signature.authority, signature.of, signature.office) in offices:
        return []
    told = f"{signature.capacity} {signature.office}".strip()
    return [f"Ngày {show_day(day)} cơ quan không có chức vụ ký “{told}”. Hãy trả lại để chọn lại người ký."]


def _annexed(annex: Annex, named: str, found: Numbering) -> Annex:
    """An annex that names its paper names it with its number, day and issuer."""
    return (
        replace(annex, note=f"{WITH_NUMBER} {found.kind_name} số {named}")
        if annex.note.startswith(WITH_NUMBER)
        else annex
    )


def _issuer(sheet: Sheet, found: Numbering) -> str:
    """Whose paper it is inside a sentence: of the head where the head decides, else of the body."""
    head = found.letterhead
    return head.leader if sheet.authority_line == head.authority_line else head.name


def _set(plans: Sequence[_Planned]) -> list[tuple[OnDisk, OnDisk | None]]:
    try:
        made = rendered_all([(plan.sheet, plan.paper.template) for plan in plans])
    except NotSet as refused:
        raise PaperRefused(f"{plans[refused.at].paper}: {refused}") from refused
    return [(keep(one.docx, "docx"), keep(one.pdf, "pdf") if one.pdf is not None else None) for one in made]


@transaction.atomic
def _given(plans: Sequence[_Planned], files: Sequence[tuple[OnDisk, OnDisk | None]], by: Person) -> list[Paper]:
    """The numbers, if they still are the next ones, and everything that goes with them."""
    numbers = _numbers(plans, by)
    return [_issued(*one, by) for one in zip(plans, files, numbers, strict=True)]


def _numbers(plans: Sequence[_Planned], by: Person) -> list[SeriesNumber]:
    """A number for each plan, series by series in one order, so that two bulk acts never wait for each other."""
    given: dict[int, SeriesNumber] = {}
    order = sorted(enumerate(plans), key=lambda one: (one[1].paper.unit_id, one[1].paper.kind, one[1].year, one[0]))
    for place, plan in order:
        if plan.asked.reserved is not None:
            given[place] = _held_number(plan.asked.reserved, plan, by)
            continue
        series = held_series(plan.paper.unit, plan.paper.kind, plan.paper.kind_name, plan.year)
        if series.last + 1 != plan.number:
            raise _NumberTaken
        on = plan.sheet.day
        assert on is not None  # final_sheet set it
        given[place] = take(
            series, 1, text=_text_of(plan), day=on, by=by.username, state=USED, purpose=plan.paper.subject
        )[0]
    return [given[place] for place in range(len(plans))]


def _text_of(plan: _Planned) -> Callable[[int], str]:
    return lambda number: plan.found.text(number, plan.sheet.drafter)


def _held_number(number: SeriesNumber, plan: _Planned, by: Person) -> SeriesNumber:
    series = number.series
    if (series.unit_id, series.kind) != (plan.paper.unit_id, plan.paper.kind):
        raise PaperRefused(f"Số {number.printed} thuộc sổ khác. Hãy chọn số đã giữ của đúng loại văn bản.", "reserved")
    used = {"state": USED, "changed_by": by.username, "changed_at": now(), "purpose": plan.paper.subject[:300]}
    used["printed"] = plan.sheet.number  # held before it was known which unit would draft the letter
    if not change_where(number, {"state": RESERVED}, **used):
        there = SeriesNumber.objects.get(pk=number.pk)
        raise Stale(f"Số {there.printed} {there.state_label}. Hãy mở lại trang để chọn số khác.")
    return number


def _issued(plan: _Planned, files: tuple[OnDisk, OnDisk | None], number: SeriesNumber, by: Person) -> Paper:
    held = locked(plan.paper, "issue", plan.asked.version)
    docx, pdf = row_of(files[0]), row_of(files[1]) if files[1] else None
    fields = {"number": number, "day": plan.sheet.day, "docx": docx, "pdf": pdf, "sheet": as_data(plan.sheet)}
    moved(held, "issue", issued_by=by.username, issued_at=now(), **fields)
    if held.supersedes_id:
        _superseded(held, by)
    hashes = {"docx": docx.sha256, "pdf": pdf.sha256 if pdf else ""}
    day = plan.sheet.day.isoformat() if plan.sheet.day else ""
    record(events.ISSUED, held, by, {"number": number.printed, "day": day, **hashes}, paper=number.printed)
    return held


def _superseded(paper: Paper, by: Person) -> None:
    """The old paper says that another took its place."""
    old = Paper.objects.select_related("unit", "number").get(pk=paper.supersedes_id or 0)
    if old.state == SUPERSEDED:
        raise Stale(f"{old} đã được văn bản khác thay thế. Hãy bỏ dự thảo này.")
    moved(old, "replace")
    number = paper.number
    told = {"by_paper": paper.pk, "by_number": number.printed if number else ""}
    record(events.SUPERSEDED, old, by, told)
