"""Posts given and ended: what a person may do, for which unit, from when to when."""

from datetime import date
from typing import Any

from django.db import transaction

from chungsuc.audit.actions import record

from .. import events
from ..models import Post, Unit
from ..rules import ROLES


class PostRefused(ValueError):
    """A post cannot be written as asked; the message says why."""


@transaction.atomic
def give_post(
    *, account: Any, role: str, unit: Unit, since: date, by: str, until: date | None = None, paper: str = ""
) -> Post:
    """Gives a person a role for a unit in a period. Writes the post (once) and one entry."""
    if role not in ROLES:
        raise ValueError(f"unknown role {role}")
    post, made = Post.objects.get_or_create(
        account=account, role=role, unit=unit, since=since, defaults={"until": until, "paper": paper}
    )
    if made:
        _record_post(events.POST_GIVEN, post, by, paper)
    return post


@transaction.atomic
def end_post(post: Post, *, last_day: date, by: str, paper: str = "") -> None:
    """Gives a post its last day. Writes the day and one entry; PostRefused when the post begins only later."""
    if last_day < post.since:
        raise PostRefused(f"Chức vụ bắt đầu ngày {post.since:%d/%m/%Y} nên không thể kết thúc trước ngày đó.")
    Post.objects.filter(pk=post.pk).update(until=last_day)
    post.until = last_day
    _record_post(events.POST_ENDED, post, by, paper)


def _record_post(act: str, post: Post, by: str, paper: str) -> None:
    record(
        act,
        actor=by,
        subject_type="accounts.user",
        subject_id=str(post.account_id),
        subject_label=str(post.account),
        unit_code=post.unit.code,
        details={"role": post.role, "since": post.since.isoformat(), "until": post.until and post.until.isoformat()},
        paper=paper,
    )
