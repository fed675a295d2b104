"""Listens to sign-ins and writes them to the journal. Django and axes announce them by signal only."""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from chungsuc.accounts import actions, events
from chungsuc.accounts.lockout import username_of
from chungsuc.accounts.models import User


def listen() -> None:
    """Called once when the room is loaded."""
    user_logged_in.connect(_signed_in, dispatch_uid="accounts.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="accounts.signed_out")
    user_login_failed.connect(_failed, dispatch_uid="accounts.sign_in_failed")
    user_locked_out.connect(_locked_out, dispatch_uid="accounts.locked_out")


def _signed_in(sender: object, user: User, **kwargs: Any) -> None:
    actions.record_sign_in(user)


def _signed_out(sender: object, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        actions.record_sign_out(user)


def _failed(sender: object, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    # Tries made while locked out are not written: the lockout is, and a flood must not fill the journal.
    if not getattr(request, "axes_locked_out", False):
        actions.record_refused_sign_in(events.SIGN_IN_FAILED, str(credentials.get("username") or ""))


def _locked_out(sender: object, request: HttpRequest, **kwargs: Any) -> None:
    # axes repeats the signal for every try during the lockout; only the first carries the count. The name it tells is
    # the one it counts under, which may be a device's; the journal wants the account's.
    if getattr(request, "axes_failures_since_start", None) is not None:
        credentials = getattr(request, "axes_credentials", None)
        actions.record_refused_sign_in(events.LOCKED_OUT, username_of(request, credentials))
