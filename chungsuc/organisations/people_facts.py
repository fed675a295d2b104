"""Accounts with the posts they hold, as frozen values for the pages of whoever manages them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth import get_user_model

from chungsuc.accounts import events as account_events
from chungsuc.audit.models import Entry
from chungsuc.law.periods import show_day
from chungsuc.law.spelling import fold, sort_key

from . import events
from .facts import UnitFact, known_as
from .models import Post
from .rules import ROLES

_SHOWN_ACTS = {
    **{act: account_events.LABELS[act] for act in (
        account_events.CREATED, account_events.PASSWORD_SET, account_events.DEACTIVATED,
    )},
    **{act: events.LABELS[act] for act in (events.POST_GIVEN, events.POST_ENDED)},
}  # fmt: skip


@dataclass(frozen=True)
class PostFact:
    """A post in words. `state` is "held", "coming" or "over" on the day of the page."""

    id: int
    role: str
    unit: str
    since: date
    until: date | None
    paper: str
    state: str

    @property
    def period(self) -> str:
        last = f" đến hết {show_day(self.until)}" if self.until else ", chưa định ngày cuối"
        return f"từ {show_day(self.since)}{last}"

    @property
    def state_label(self) -> str:
        return {"held": "đang giữ", "coming": "chưa bắt đầu", "over": "đã hết"}[self.state]


@dataclass(frozen=True)
class PersonFact:
    """An account with its posts, the newest first."""

    id: int
    username: str
    full_name: str
    is_active: bool
    must_change_password: bool
    created_at: datetime
    password_changed_at: datetime | None
    posts: tuple[PostFact, ...]

    @property
    def state_label(self) -> str:
        if not self.is_active:
            return "đã ngừng dùng"
        return "phải đổi mật khẩu khi đăng nhập" if self.must_change_password else "đang dùng"

    @property
    def held(self) -> tuple[PostFact, ...]:
        return tuple(post for post in self.posts if post.state == "held")


@dataclass(frozen=True)
class Act:
    """One line of an account's history."""

    at: datetime
    label: str
    by: str
    about: str


def people_on(day: date, *, named: str = "", active: bool | None = None) -> list[PersonFact]:
    """Accounts in the order of their names, with their posts as they stand on `day`: four queries."""
    rows = get_user_model().objects.prefetch_related("posts")
    if active is not None:
        rows = rows.filter(is_active=active)
    words = fold(named)
    kept = [user for user in rows if words in fold(user.full_name) or words in fold(user.username)]
    return _as_facts(sorted(kept, key=lambda user: (sort_key(user.full_name), user.username)), day)


def person_on_page(pk: int, day: date) -> PersonFact | None:
    """One account with its posts, or None."""
    rows = get_user_model().objects.filter(pk=pk).prefetch_related("posts")
    return next(iter(_as_facts(rows, day)), None)


def acts_about(pk: int, most: int = 20) -> list[Act]:
    """What was done to an account, the newest first; signing in and out is left to the journal."""
    about = Entry.objects.filter(subject_type__in=("account", "accounts.user"), subject_id=str(pk))
    rows = list(about.filter(act__in=list(_SHOWN_ACTS)).newest_first()[:most])
    return [Act(row.recorded_at, _SHOWN_ACTS[row.act], row.actor, _details(row)) for row in rows]


def _details(row: Entry) -> str:
    details: Any = row.details
    role = ROLES.get(str(details.get("role", "")))
    parts = [role.name if role else "", row.reason, f"theo {row.paper}" if row.paper else ""]
    return "; ".join(part for part in parts if part)


def _as_facts(users: Iterable[Any], day: date) -> list[PersonFact]:
    people = list(users)
    units = known_as(post.unit_id for user in people for post in user.posts.all())
    return [
        PersonFact(
            user.pk,
            user.username,
            user.full_name,
            user.is_active,
            user.must_change_password,
            user.created_at,
            user.password_changed_at,
            tuple(_post(post, units, day) for post in sorted(user.posts.all(), key=lambda p: p.since, reverse=True)),
        )
        for user in people
    ]


def _post(post: Post, units: dict[int, UnitFact], day: date) -> PostFact:
    state = "held"
    if post.since > day:
        state = "coming"
    elif post.until is not None and post.until < day:
        state = "over"
    role = ROLES[post.role].name
    return PostFact(post.pk, role, units[post.unit_id].name, post.since, post.until, post.paper, state)
