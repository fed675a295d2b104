"""Known devices: browsers in which an account has signed in, told from all others by a signed cookie.

The approach is OWASP's "Slow Down Online Guessing Attacks with Device Cookies" (decision 0017). The cookie opens
nothing: it only says whose wrong passwords are counted together.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from chungsuc.accounts.models import User

COOKIE = "may-quen"
SALT = "chungsuc.accounts.devices"
PREFIX = "DEVICE "  # upper case: a typed name is folded to lower case and never reads like a device


def remember_device(response: HttpResponse, user: User) -> None:
    """Give the browser a new cookie, which holds until the account's password is written anew."""
    held = [user.pk, secrets.token_urlsafe(16), user.get_session_auth_hash()]
    response.set_cookie(
        COOKIE,
        signing.dumps(held, salt=SALT),
        max_age=settings.KNOWN_DEVICE_AGE,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def known_device(request: HttpRequest, username: str) -> str:
    """Under which name this browser's failures are counted; empty when this account has not signed in here."""
    if not hasattr(request, "_device"):
        request._device = _read(request)  # type: ignore[attr-defined]  # axes asks some seven times in one try
    owner, number = request._device  # type: ignore[attr-defined]
    return PREFIX + number if number and owner == username else ""


def _read(request: HttpRequest) -> tuple[str, str]:
    """The account and the number in the cookie. What was typed plays no part, so the time taken tells nothing of it."""
    try:
        pk, number, password_seal = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=settings.KNOWN_DEVICE_AGE
        )
    except signing.BadSignature:
        return "", ""
    owner = User.objects.filter(pk=pk).first()
    if owner is None or not constant_time_compare(password_seal, owner.get_session_auth_hash()):
        return "", ""
    return owner.username, number
