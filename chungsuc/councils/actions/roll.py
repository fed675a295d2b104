"""Writes to the roll: councils, members, ties. A roll is dated; who leaves stays readable."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where, record
from chungsuc.law.periods import show_day
from chungsuc.law.spelling import nfc, sort_key
from chungsuc.organisations.models import Unit

from .. import events
from ..models import Council, Member, Session, Tie
from ..workflow import IN_SESSION, LIVE, VOTING
from .interests import detect
from .refusals import CouncilRefused


@transaction.atomic
def found_council(*, code: str, name: str, unit: Unit, since: date, paper: str, by: str) -> Council:
    """Enters a council by the decision that set it up. Writes the council and one event."""
    if not paper.strip():
        raise CouncilRefused("Hãy ghi số, ngày của quyết định thành lập Hội đồng.")
    if Council.objects.filter(code=code).exists():
        raise CouncilRefused(f"Mã “{code}” đã dùng cho một Hội đồng khác. Hãy chọn mã khác.")
    council = Council.objects.create(
        code=code, name=nfc(name).strip(), unit=unit, since=since, paper=nfc(paper).strip(), recorded_by=by
    )
    _record(events.COUNCIL_FOUNDED, council, by, {"since": since.isoformat()}, paper=council.paper)
    return council


@transaction.atomic
def enter_member(
    council: Council,
    *,
    full_name: str,
    role: str,
    since: date,
    by: str,
    position: str = "",
    account: Any = None,
    unit: Unit | None = None,
    paper: str = "",
) -> Member:
    """Puts somebody on the roll from a day on. Writes the member, interests found in live sessions, and one event."""
    _no_session_runs(council, since)
    if since < council.since:
        raise CouncilRefused(
            f"Hội đồng thành lập ngày {show_day(council.since)}; thành viên không thể vào trước ngày ấy."
        )
    name = nfc(full_name).strip()
    try:
        with transaction.atomic():
            member = Member.objects.create(
                council=council,
                account=account,
                full_name=name,
                sort_key=" ".join(reversed(sort_key(name).split()))[:300] if name else "",
                position=nfc(position).strip(),
                unit=unit,
                role=role,
                since=since,
                paper=nfc(paper).strip(),
            )
    except IntegrityError:
        raise CouncilRefused(
            "Danh sách đã có người này hoặc đã có Chủ tịch. Hãy ghi ngày thôi tham gia của dòng cũ trước."
        ) from None
    _detect_again(council)
    _record(events.MEMBER_ENTERED, council, by, {"member": name, "role": role, "since": since.isoformat()}, paper=paper)
    return member


@transaction.atomic
def end_member(member: Member, *, until: date, by: str, paper: str = "") -> Member:
    """Ends a place on the roll after a last day. Writes that day and one event; the row stays."""
    council = member.council
    _no_session_runs(council, until)
    if until < member.since:
        raise CouncilRefused(f"Ngày cuối trước ngày vào ({show_day(member.since)}). Hãy sửa lại ngày.")
    if not change_where(member, {"until": None}, until=until):
        raise CouncilRefused("Thành viên này đã thôi tham gia rồi. Hãy mở lại trang để xem danh sách mới.")
    _record(events.MEMBER_LEFT, council, by, {"member": member.full_name, "until": until.isoformat()}, paper=paper)
    return member


@transaction.atomic
def declare_tie(member: Member, *, kind: str, since: date, by: str, unit: Unit | None = None, label: str = "") -> Tie:
    """Keeps what binds a member to a unit. Writes the tie, interests found in live sessions, and one event.

    The entry names the member and the kind only: who the relative is stays out of the journal.
    """
    if unit is None and not label.strip():
        raise CouncilRefused("Hãy chọn đơn vị hoặc ghi rõ mối liên quan.")
    known = Tie.objects.on(since).filter(member=member, kind=kind, unit=unit)
    if unit is not None and known.exists():
        raise CouncilRefused("Mối liên quan này đã được khai rồi.")
    tie = Tie.objects.create(member=member, kind=kind, unit=unit, label=nfc(label).strip(), since=since, declared_by=by)
    _detect_again(member.council)
    _record(events.TIE_DECLARED, member.council, by, {"member": member.full_name, "kind": tie.get_kind_display()})
    return tie


def _detect_again(council: Council) -> None:
    for session in Session.objects.filter(council=council, state__in=LIVE).exclude(state=VOTING):
        detect(session)


def _no_session_runs(council: Council, day: date) -> None:
    """A roll that a vote rests on does not change under it."""
    # the council's row is held, so that no session opens between this look and the write
    Council.objects.select_for_update().get(pk=council.pk)
    running = Session.objects.filter(council=council, state__in=(IN_SESSION, VOTING), held_on__gte=day).first()
    if running is not None:
        raise CouncilRefused(
            f"{running} {running.state_label}, nên danh sách của ngày {show_day(running.held_on)} không đổi được. "
            "Hãy đợi kiểm phiếu xong."
        )


def _record(act: str, council: Council, by: str, details: dict[str, Any], paper: str = "") -> None:
    record(
        act,
        actor=by,
        subject_type="councils.council",
        subject_id=council.code,
        subject_label=council.name[:200],
        unit_code=council.unit.code,
        details=details,
        paper=paper,
    )
