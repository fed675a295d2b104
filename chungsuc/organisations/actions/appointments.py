"""Posts given and ended by a person, under the rules of posts; nobody acts on a post of his own."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from chungsuc.law.periods import show_day

from ..models import Post, Unit
from ..post_rules import Refusal, Seat, post_refusals
from .posts import PostRefused, end_post, give_post

OWN_POST = "Không ai tự giao hoặc tự thu chức vụ của chính mình. Hãy để người quản trị khác làm việc này."


class AppointmentRefused(PostRefused):
    """A post is against the rules; `refusals` say at which fields and why."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(" ".join(refusal.text for refusal in refusals))
        self.refusals = refusals


@transaction.atomic
def appoint(
    *,
    account: Any,
    role: str,
    unit: Unit,
    unit_name: str,
    since: date,
    until: date | None = None,
    paper: str = "",
    by: str,
) -> Post:
    """Gives a post that the rules allow. Writes it and one entry; the very same post again writes nothing.

    AppointmentRefused says everything that stands against it.
    """
    _lock(account)
    if account.username == by:
        raise AppointmentRefused([Refusal("", OWN_POST)])
    if not account.is_active:
        raise AppointmentRefused([Refusal("", "Tài khoản đã ngừng dùng nên không giao chức vụ được.")])
    refusals = post_refusals(role, Seat(unit_name, unit.kind, unit.since, unit.until), since, until)
    if not refusals:
        refusals = _overlaps(account, role, unit, since, until)
    if refusals:
        raise AppointmentRefused(refusals)
    return give_post(account=account, role=role, unit=unit, since=since, until=until, paper=paper, by=by)


@transaction.atomic
def end_appointment(post: Post, *, seen_until: date | None, last_day: date, by: str, paper: str = "") -> None:
    """Gives a post its last day, earlier than the one it has. Writes the day and one entry.

    `seen_until` is the last day that whoever asks saw: AppointmentRefused when somebody changed it since.
    """
    _lock(post.account)
    current = Post.objects.select_related("account", "unit").get(pk=post.pk)
    if current.account.username == by:
        raise AppointmentRefused([Refusal("", OWN_POST)])
    if current.until != seen_until:
        raise AppointmentRefused([Refusal("post", "Chức vụ này vừa được người khác sửa. Hãy xem lại rồi chọn lại.")])
    if current.until is not None and last_day >= current.until:
        text = f"Chức vụ này đã có ngày cuối là {show_day(current.until)}. Hãy ghi một ngày trước ngày đó."
        raise AppointmentRefused([Refusal("last_day", text)])
    if last_day < current.since:
        text = f"Chức vụ bắt đầu ngày {show_day(current.since)} nên không thể kết thúc trước ngày đó."
        raise AppointmentRefused([Refusal("last_day", text)])
    end_post(current, last_day=last_day, by=by, paper=paper)


def _lock(account: Any) -> None:
    """Two people who act on one account do so one after the other."""
    type(account).objects.select_for_update().get(pk=account.pk)


def _overlaps(account: Any, role: str, unit: Unit, since: date, until: date | None) -> list[Refusal]:
    held = Post.objects.filter(account_id=account.pk, role=role, unit=unit).filter(Q(until=None) | Q(until__gte=since))
    if until is not None:
        held = held.filter(since__lte=until)
    other = held.exclude(since=since, until=until).first()
    if other is None:
        return []
    life = f"từ ngày {show_day(other.since)}" + (f" đến hết ngày {show_day(other.until)}" if other.until else "")
    return [Refusal("since", f"Người này đã giữ vai trò ấy tại đơn vị này {life}. Hãy ghi thời gian không chồng lên.")]
