"""Outlets, their columns and programmes, and what they told."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where, record
from chungsuc.law.pack_shapes import Pack
from chungsuc.law.periods import show_day
from chungsuc.law.spelling import fold, nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import known_as
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now

from .. import events
from ..access import Desk
from ..facts.media import media_body
from ..models import Coverage, Exemplar, Outlet, Programme
from ..models.media import OUTLET_KINDS, PROGRAMME_KINDS
from ..rules.naming import tells
from .moving import ExemplarRefused, Stale, said

PRESS_KINDS = {"dai": "broadcaster", "bao": "newspaper"}  # by how the unit's name begins


@dataclass(frozen=True)
class Piece:
    """What an outlet told on a day. `seconds` of airtime, `words` of text: None where it has none."""

    outlet: Outlet
    day: date
    title: str
    programme: Programme | None = None
    seconds: int | None = None
    pieces: int = 1
    words: int | None = None
    link: str = ""
    exemplar: Exemplar | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """The columns of the row."""
        return {
            "outlet": self.outlet,
            "programme": self.programme,
            "day": self.day,
            "title": nfc(self.title),
            "title_key": fold(self.title),
            "seconds": self.seconds,
            "pieces": self.pieces,
            "words": self.words,
            "link": nfc(self.link),
            "exemplar": self.exemplar,
        }

    def why_not(self, today: date) -> str:
        """What is wrong with it on the day on which it is entered, in words; "" when nothing is."""
        if not fold(self.title):
            return "Chưa ghi tiêu đề. Hãy ghi tên tin, bài hoặc chương trình."
        if self.day > today:
            return "Ngày đăng, phát sau hôm nay. Hãy xem lại ngày."
        if self.outlet.since > self.day or (self.outlet.until is not None and self.outlet.until < self.day):
            return f"Ngày {show_day(self.day)} {self.outlet.name} không hoạt động. Hãy xem lại ngày."
        programme = self.programme
        if programme is not None and programme.outlet_id != self.outlet.pk:
            return f"Chuyên trang, chuyên mục “{programme.name}” không thuộc {self.outlet.name}. Hãy chọn lại."
        if programme is not None and (programme.since > self.day or (programme.until or date.max) < self.day):
            return f"Ngày {show_day(self.day)} “{programme.name}” không có. Hãy xem lại ngày hoặc chọn lại."
        return ""


def require_outlet(outlet: Outlet, acting: Person) -> None:
    """PermissionDenied for whoever may not enter what this outlet told."""
    body = media_body(acting.day).unit_id
    if not Desk(acting).enters_for(outlet, body):
        raise PermissionDenied("coverage.write")


@transaction.atomic
def enter(piece: Piece, *, acting: Person) -> Coverage:
    """Writes a piece and one event, which tells neither its title nor whom it is about.

    ExemplarRefused when it is impossible, or the same outlet's piece of that day and title is counted already.
    """
    require_outlet(piece.outlet, acting)
    if why_not := piece.why_not(acting.day):
        raise ExemplarRefused(why_not)
    try:
        with transaction.atomic():
            made = Coverage.objects.create(**piece.fields, entered_by=acting.username, entered_at=now())
    except IntegrityError:
        text = f"{piece.outlet.name} đã có tin, bài này ngày {show_day(piece.day)}. Mỗi tin, bài chỉ ghi một lần."
        raise ExemplarRefused(text) from None
    _told(events.COVERAGE_ENTERED, made, acting)
    return made


@transaction.atomic
def withdraw_coverage(piece: Coverage, *, reason: str, acting: Person) -> Coverage:
    """Takes a piece out of the count; it stays with the reason. Writes it, one event; Stale when it is out."""
    require_outlet(piece.outlet, acting)
    if not reason.strip():
        raise ExemplarRefused("Chưa ghi lý do. Hãy ghi vì sao rút tin, bài này.")
    about = piece.exemplar
    if about is not None and tells(reason, about.kind, about.name):
        raise ExemplarRefused("Đừng ghi tên người ở đây. Hãy thay bằng “hộ này”, “người này”.")
    fields = {"withdrawn_by": acting.username, "withdrawn_at": now(), "withdrawal_reason": said(reason)}
    if not change_where(piece, {"withdrawn_at": None}, **fields):
        raise Stale("Tin, bài này vừa được người khác rút nên chưa ghi gì. Hãy mở lại trang để xem.")
    _told(events.COVERAGE_WITHDRAWN, piece, acting, reason=piece.withdrawal_reason)
    return piece


def _told(act: str, piece: Coverage, acting: Person, reason: str = "") -> None:
    record(
        act,
        actor=acting.username,
        actor_post=acting.title[:200],
        subject_type="exemplars.coverage",
        subject_id=str(piece.pk),
        subject_label=f"số {piece.pk}, {piece.outlet.name}, ngày {show_day(piece.day)}",
        unit_code=piece.outlet.unit.code,
        details={"count": piece.pieces, "seconds": piece.seconds},
        reason=reason,
    )


@transaction.atomic
def add_outlet(*, name: str, kind: str, unit: Unit, since: date, acting: Person) -> Outlet:
    """Adds an outlet that a unit runs or keeps the record of. Writes it and one event.

    PermissionDenied for whoever neither manages them all, nor acts for the unit, nor answers for media.
    """
    outlet = Outlet(name=nfc(name), name_key=fold(name), kind=kind, unit=unit, since=since, recorded_by=acting.username)
    require_outlet(outlet, acting)
    if kind not in dict(OUTLET_KINDS):
        raise ValueError(f"unknown kind of outlet {kind}")
    if not outlet.name_key:
        raise ExemplarRefused("Chưa ghi tên. Hãy ghi tên cơ quan báo chí, truyền thông.")
    if unit.since > since:
        raise ExemplarRefused(f"Đơn vị này có từ ngày {show_day(unit.since)}. Hãy ghi ngày bắt đầu từ ngày ấy.")
    try:
        with transaction.atomic():
            outlet.save()
    except IntegrityError:
        raise ExemplarRefused(f"Đã có “{outlet.name}” trong danh sách. Hãy dùng dòng ấy.") from None
    _outlet_told(events.OUTLET_ADDED, outlet, acting.username, acting.title, {"name": outlet.name})
    return outlet


@transaction.atomic
def add_programme(outlet: Outlet, *, name: str, kind: str, since: date, rhythm: str = "", acting: Person) -> Programme:
    """Adds a page, column or programme of an outlet. Writes it and one event."""
    require_outlet(outlet, acting)
    if kind not in dict(PROGRAMME_KINDS):
        raise ValueError(f"unknown kind of programme {kind}")
    if not fold(name):
        raise ExemplarRefused("Chưa ghi tên. Hãy ghi tên chuyên trang, chuyên mục.")
    if since < outlet.since:
        raise ExemplarRefused(f"{outlet.name} có từ ngày {show_day(outlet.since)}. Hãy ghi ngày mở từ ngày ấy.")
    try:
        with transaction.atomic():
            made = Programme.objects.create(
                outlet=outlet, name=nfc(name), name_key=fold(name), kind=kind, rhythm=nfc(rhythm), since=since,
                recorded_by=acting.username,
            )  # fmt: skip
    except IntegrityError:
        raise ExemplarRefused(f"{outlet.name} đã có “{nfc(name)}”. Hãy dùng dòng ấy.") from None
    details = {"name": made.name, "since": since.isoformat()}
    _outlet_told(events.PROGRAMME_ADDED, outlet, acting.username, acting.title, details)
    return made


def _outlet_told(act: str, outlet: Outlet, by: str, post: str, details: dict[str, Any]) -> None:
    record(
        act,
        actor=by,
        actor_post=post[:200],
        subject_type="exemplars.outlet",
        subject_id=str(outlet.pk),
        subject_label=outlet.name,
        unit_code=outlet.unit.code,
        details=details,
    )


@transaction.atomic
def load_outlets(pack: Pack, *, by: str) -> int:
    """Makes an outlet of each press body of the pack that has none; returns how many. Writes them and one event."""
    known = set(Outlet.objects.values_list("unit_id", flat=True))
    bodies = [unit for unit in Unit.objects.filter(kind="press").order_by("code") if unit.pk not in known]
    names = known_as(unit.pk for unit in bodies)
    fresh = [
        Outlet(
            name=names[unit.pk].name,
            name_key=fold(names[unit.pk].name),
            kind=PRESS_KINDS.get(fold(names[unit.pk].name).split(" ")[0], "other"),
            unit=unit,
            since=unit.since,
            until=unit.until,
            recorded_by=by,
        )
        for unit in bodies
    ]
    Outlet.objects.bulk_create(fresh)
    if fresh:
        record(
            events.OUTLETS_LOADED,
            actor=by,
            subject_type="exemplars.outlets",
            subject_id=pack.code,
            subject_label=pack.name,
            details={"rows": len(fresh)},
        )
    return len(fresh)
