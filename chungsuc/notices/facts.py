"""How people want to be told, and what they were told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from chungsuc.rulebook.rule_facts import rule_on

from .models import Message, Preference
from .rules import Hours

QUIET = "rule:quiet_hours"
ALWAYS_OPEN = Hours(0, 0)


@dataclass(frozen=True)
class Wishes:
    """How somebody wants to be told: by mail, a digest a day, and when not. `own` says that the hours are their own."""

    by_mail: bool
    digest: bool
    quiet: Hours
    own: bool = False


def usual_hours(day: date) -> Hours:
    """The quiet hours of whoever chose none, by the pack; none while no rule says any. One query."""
    value: Any = rule_on(QUIET, day).value
    if not isinstance(value, list) or len(value) != 2:
        return ALWAYS_OPEN
    return Hours(int(value[0]) % 24, int(value[1]) % 24)


def wishes(preference: Preference | None, usual: Hours) -> Wishes:
    """What a person chose; where nothing was chosen: mail, a digest, the usual quiet hours."""
    if preference is None:
        return Wishes(True, True, usual)
    since, until = preference.quiet_since, preference.quiet_until
    own = since is not None and until is not None
    return Wishes(preference.by_mail, preference.digest, Hours(since or 0, until or 0) if own else usual, own)


def preference_of(account: Any) -> Preference | None:
    """What a person chose, or None. One query."""
    return Preference.objects.filter(account_id=account.pk).first()


def without_digest(account_ids: Iterable[int]) -> set[int]:
    """Of some people those who want no digest. One query."""
    return set(
        Preference.objects.filter(account_id__in=list(account_ids), digest=False).values_list("account_id", flat=True)
    )


def told_of(key: str) -> set[int]:
    """Who was told of an occasion already. One query."""
    return set(Message.objects.filter(key=key).values_list("account_id", flat=True))


def unread_of(account: Any, most: int = 20) -> list[Message]:
    """The newest messages that a person has not read, digests left out. One query."""
    return list(Message.objects.of(account).unread().exclude(kind="digest")[:most])


def mail_is_set_up() -> bool:
    """Whether the service has a mail server; without one every message stays in the application."""
    return bool(settings.EMAIL_HOST)
