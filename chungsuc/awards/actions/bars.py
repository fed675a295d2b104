"""Open cases that stand in the way of an award: set from a source, lifted by another named person on a paper."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from chungsuc.audit.actions import change_where, record
from chungsuc.law.pack_awards import BARS as KINDS
from chungsuc.law.periods import show_day
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import known_as

from .. import events
from ..access import BARS
from ..models import AwardSubject, Bar
from ..rules.naming import label
from .refusals import AwardRefused, Stale

STALE = "Việc này vừa được người khác gỡ nên chưa ghi gì. Hãy mở lại trang để xem."


@dataclass(frozen=True)
class Case:
    """What is written of an open case; `until`: the day on which it ends by itself, None while nobody knows."""

    kind: str
    source: str
    since: date
    until: date | None = None
    note: str = ""


@transaction.atomic
def set_bar(subject: AwardSubject, case: Case, *, acting: Person) -> Bar:
    """Writes an open case down. Writes it and one event, which says the kind and the day, never what it is about.

    PermissionDenied without the right; AwardRefused for an unknown kind, no source, days that do not fit.
    """
    if not acting.may(BARS):
        raise PermissionDenied(BARS)
    if case.kind not in KINDS:
        raise AwardRefused("Loại việc này không còn dùng. Hãy chọn lại.", "kind")
    if not nfc(case.source):
        raise AwardRefused("Chưa ghi nguồn. Hãy ghi văn bản, cơ quan cho biết.", "source")
    if case.since > acting.day:
        raise AwardRefused("Ngày bắt đầu sau hôm nay. Hãy xem lại ngày.", "since")
    if case.until is not None and case.until < case.since:
        raise AwardRefused(f"Ngày hết trước ngày bắt đầu {show_day(case.since)}. Hãy xem lại hai ngày.", "until")
    made = Bar.objects.create(
        subject=subject, kind=case.kind, source=nfc(case.source), since=case.since, until=case.until,
        note=case.note.strip(), by=acting.username, by_name=acting.name[:200],
    )  # fmt: skip
    _told(events.BAR_SET, subject, made, acting=acting)
    return made


@transaction.atomic
def lift_bar(bar: Bar, version: int, *, reason: str, paper: str, acting: Person) -> Bar:
    """Lifts an open case from today on. Writes who, why and on which paper, and one event.

    PermissionDenied without the right; AwardRefused for who recorded it (docs/decisions/0025), without a reason or a
    paper, or when it has ended by itself; Stale when somebody else was first.
    """
    if not acting.may(BARS):
        raise PermissionDenied(BARS)
    if acting.username == bar.by:
        raise AwardRefused("Người đã ghi việc này không tự gỡ. Hãy nhờ người khác có quyền xem và gỡ.")
    if not reason.strip():
        raise AwardRefused("Chưa ghi lý do gỡ. Hãy ghi việc đã kết thúc ra sao.", "reason")
    if not nfc(paper):
        raise AwardRefused("Chưa ghi văn bản. Hãy ghi số, ngày của kết luận.", "paper")
    if acting.day < bar.since or (bar.until is not None and bar.until < acting.day):
        raise AwardRefused("Việc này không đứng vào hôm nay nên không phải gỡ.")
    seen = {"version": version, "lifted_on": None}
    if not change_where(
        bar, seen, version=version + 1, lifted_on=acting.day, lifted_by=acting.username,
        lifted_by_name=acting.name[:200], lift_reason=reason.strip(), lift_paper=nfc(paper)[:300],
    ):  # fmt: skip
        raise Stale(STALE)
    _told(events.BAR_LIFTED, bar.subject, bar, acting=acting)
    return bar


def _told(event: str, subject: AwardSubject, bar: Bar, *, acting: Person) -> None:
    place = known_as([subject.unit_id], acting.day)[subject.unit_id]
    record(
        event,
        actor=acting.username,
        actor_post=acting.title[:200],
        subject_type="awards.bar",
        subject_id=str(bar.pk),
        subject_label=label(subject.pk, subject.name, place.name, subject.private)[:200],
        unit_code=place.code,
        details={"subject": subject.pk, "since": bar.since.isoformat()},
    )
