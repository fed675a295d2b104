"""What an officer writes about one figure: confirming it, taking that back, amending it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from chungsuc.audit.actions import change_where, record
from chungsuc.law.citations import Status

from .. import events
from ..bounds import why_outside
from ..models import Confirmation, Figure, Withdrawal
from .values import FigureRefused, as_json


@transaction.atomic
def confirm_figure(figure: Figure, *, source: str, by: str, by_name: str, on: date, post: str = "") -> Confirmation:
    """Records that a named officer, in the capacity of `post`, read this value in `source`.

    Writes a Confirmation and one event; FigureRefused says why not.
    """
    if figure.status == Status.MISSING.value:
        raise FigureRefused("Số liệu này chưa có giá trị. Hãy nhập giá trị cùng văn bản nguồn trước khi xác nhận.")
    if figure.replaced_at is not None:
        raise FigureRefused("Số liệu này vừa được thay bằng bản mới. Hãy mở lại trang để xem bản đang dùng.")
    if not source.strip():
        raise FigureRefused("Hãy ghi văn bản (số, ngày, điều khoản) mà đồng chí đã đọc giá trị này.")
    Figure.objects.select_for_update().get(pk=figure.pk)  # two confirmations of one figure wait for each other
    if Confirmation.objects.filter(figure=figure, by=by, withdrawal=None).exists():
        raise FigureRefused("Đồng chí đã xác nhận số liệu này rồi.")
    confirmation = Confirmation.objects.create(figure=figure, by=by, source=source.strip(), by_name=by_name, on=on)
    said = {"value": figure.value_json}
    _record(events.FIGURE_CONFIRMED, figure, by=by, details=said, paper=source.strip(), post=post)
    return confirmation


@transaction.atomic
def withdraw_confirmation(figure: Figure, *, reason: str, by: str, by_name: str, on: date, post: str = "") -> Figure:
    """Takes back the officer's own confirmation of a figure, which stays told with the reason.

    Writes a Withdrawal and one event; FigureRefused says why not. The figure's value does not change.
    """
    Figure.objects.select_for_update().get(pk=figure.pk)
    confirmation = Confirmation.objects.filter(figure=figure, by=by, withdrawal=None).first()
    if confirmation is None:
        raise FigureRefused("Đồng chí chưa xác nhận số liệu này nên không có gì để rút.")
    if not reason.strip():
        raise FigureRefused("Hãy ghi vì sao rút xác nhận.")
    Withdrawal.objects.create(confirmation=confirmation, reason=reason.strip(), by=by, by_name=by_name, on=on)
    said = {"value": figure.value_json}
    act = events.CONFIRMATION_WITHDRAWN
    _record(act, figure, by=by, details=said, paper=confirmation.source, post=post, reason=reason.strip())
    return figure


@transaction.atomic
def amend_figure(figure: Figure, *, value: Any, source: str, by: str, by_name: str, on: date, post: str = "") -> Figure:
    """Replaces a figure by a new version that its officer read in `source`, and confirms it.

    Writes the new Figure, the moment the former was replaced, a Confirmation and one event; tells its users.
    FigureRefused says why not, among others that the value leaves the range that the law gives.
    """
    if not source.strip():
        raise FigureRefused("Hãy ghi văn bản (số, ngày, điều khoản) là nguồn của giá trị mới.")
    if outside := why_outside(figure, value):
        raise FigureRefused(outside)
    if not change_where(figure, {"replaced_at": None}, replaced_at=timezone.now()):
        raise FigureRefused("Số liệu này vừa được người khác sửa. Hãy mở lại trang để xem bản đang dùng.")
    fields = ("key", "label", "unit", "since", "until", "document", "note", "pack")
    amended = Figure.objects.create(
        **{name: getattr(figure, name) for name in fields},
        value_json=as_json(value),
        source=source.strip(),
        status=Status.VERIFIED.value,
        version=figure.version + 1,
    )
    Confirmation.objects.create(figure=amended, source=source.strip(), by=by, by_name=by_name, on=on)
    change = {"before": figure.value_json, "after": amended.value_json}
    _record(events.FIGURE_AMENDED, amended, by=by, details=change, paper=source.strip(), post=post)
    events.figures_changed([amended.key])
    return amended


def _record(act: str, figure: Figure, *, by: str, details: dict, paper: str, post: str, reason: str = "") -> None:
    record(
        act,
        actor=by,
        subject_type="rulebook.figure",
        subject_id=figure.key,
        subject_label=figure.label[:200],
        details=details,
        reason=reason,
        paper=paper,
        actor_post=post,
    )
