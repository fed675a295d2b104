"""Several drafts from one list in one act, submitted in one, undone in one until one of them has its number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from chungsuc.audit.actions import change_where
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.typesetting.content import Sheet
from chungsuc.web.day import now

from .. import events
from ..access import DRAFT, require
from ..bundle_facts import why_not_undone
from ..models import Bundle, Paper
from ..workflow import DRAFT as DRAFT_STATE
from ..workflow import GIVEN, OPEN, STANDING, UNDONE
from .papers import draft, submit
from .refusals import PaperRefused, Stale, moved, record, record_about

MOST = 200


@dataclass(frozen=True)
class Row:
    """One paper that is to be drafted, and of what an upper room makes it."""

    sheet: Sheet
    source: str = ""
    source_key: str = ""


@transaction.atomic
def draft_many(rows: Sequence[Row], *, unit: Unit, title: str, by: Person) -> Bundle:
    """Makes a draft of a body from each row: all of them, or none. Writes bundle, papers, one event each.

    PaperRefused for an empty or too long list, for a row that cannot be drafted (with its place), and for a matter that
    has a paper already.
    """
    require(by, DRAFT, unit.pk)
    if not rows:
        raise PaperRefused("Danh sách chưa có dòng nào để lập văn bản.", "list")
    if len(rows) > MOST:
        raise PaperRefused(f"Mỗi lần lập không quá {MOST} văn bản. Hãy chia danh sách.", "list")
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)  # two lists of one body are made one after the other
    called = nfc(" ".join(title.split()))[:300]
    given = {"made_by": by.username, "made_at": now(), "state": STANDING}
    bundle = Bundle.objects.create(unit=unit, title=called, count=len(rows), **given)
    _refuse_made(rows)
    for place, row in enumerate(rows, 1):
        try:
            draft(row.sheet, unit=unit, by=by, source=row.source, source_key=row.source_key, bundle=bundle)
        except PaperRefused as refused:
            raise PaperRefused(f"Dòng {place}: {refused}", refused.field) from refused
    _record(events.BUNDLE_DRAFTED, bundle, by, {"count": len(rows), "kind": rows[0].sheet.kind})
    return bundle


def _refuse_made(rows: Sequence[Row]) -> None:
    """A matter of an upper room has one paper of a kind: whoever made it first is not doubled."""
    for row in rows:
        if not row.source:
            continue
        known = Paper.objects.about(row.source, row.source_key).filter(kind=row.sheet.kind).exclude(state="dropped")
        if (first := known.first()) is not None:
            raise Stale(f"“{first.subject}” vừa được lập (dự thảo {first.pk}). Hãy mở lại trang để xem còn việc nào.")


@transaction.atomic
def submit_bundle(bundle: Bundle, *, by: Person) -> int:
    """Submits every draft of a bundle: all of them, or none. Writes papers, one event each; returns how many.

    PaperRefused names the first paper that lacks something; Stale where nothing is left to submit.
    """
    require(by, DRAFT, bundle.unit_id)
    papers = list(Paper.objects.filter(bundle=bundle, state=DRAFT_STATE).select_related("unit").order_by("id"))
    if not papers:
        raise Stale("Lô này không còn dự thảo nào chờ trình. Hãy mở lại trang để xem.")
    for paper in papers:
        try:
            submit(paper, version=paper.version, by=by)
        except Stale:
            raise
        except PaperRefused as refused:
            raise PaperRefused(
                f"Chưa trình văn bản nào. {paper.subject} ({', '.join(_to(paper))}): {refused}"
            ) from refused
    _record(events.BUNDLE_SUBMITTED, bundle, by, {"count": len(papers)})
    return len(papers)


def _to(paper: Paper) -> list[str]:
    return list(paper.sheet.get("to", ())) or [f"dự thảo {paper.pk}"]


@transaction.atomic
def undo_bundle(bundle: Bundle, *, reason: str, by: Person) -> int:
    """Drops every paper of a bundle that still stands. Writes bundle, papers, one event each; returns how many.

    PaperRefused once one has its number: that cannot be undone, and says which. Stale when somebody undid it before.
    """
    require(by, DRAFT, bundle.unit_id)
    if not reason.strip():
        raise PaperRefused("Chưa ghi lý do bỏ. Hãy ghi vì sao không làm các văn bản này nữa.", "reason")
    papers = list(Paper.objects.filter(bundle=bundle).select_for_update(of=("self",)).order_by("id"))
    given = Paper.objects.filter(bundle=bundle, state__in=GIVEN).select_related("number").order_by("id")
    if numbers := [paper.number.printed for paper in given if paper.number]:
        raise PaperRefused(why_not_undone(numbers))
    told = nfc(reason.strip())
    if not change_where(bundle, {"state": STANDING}, state=UNDONE, undone_by=by.username, undone_at=now(), reason=told):
        raise Stale("Lô này đã được bỏ từ trước. Hãy mở lại trang để xem.")
    dropped = [paper for paper in papers if paper.state in OPEN]
    for paper in dropped:
        moved(paper, "undo", note=told)
        record(events.DROPPED, paper, by, {"bundle": bundle.pk}, reason=told)
    _record(events.BUNDLE_UNDONE, bundle, by, {"count": len(dropped)}, told)
    return len(dropped)


def _record(act: str, bundle: Bundle, by: Person, details: dict[str, Any], reason: str = "") -> None:
    record_about(
        act, bundle, by, bundle.unit, details, subject_type="documents.bundle", label=str(bundle), reason=reason
    )
