"""What axes asks: whose failures are counted together, and what a locked-out person reads.

Failures on a device the account is known on count for that device alone, wherever it is; all others per (user name,
address). So a colleague who guesses, even behind the same office address, locks out no browser its owner has used.
The name is folded first: counted as typed, every change of case would open ten new tries.
"""

import math
from typing import Any

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from chungsuc.accounts.devices import known_device
from chungsuc.accounts.rules import LONGEST_USERNAME, folded_username


def username_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The folded user name of a try. axes passes it under two keys, depending on who calls."""
    given = credentials or {}
    typed = given.get("username") or given.get("login") or request.POST.get("login") or ""
    return folded_username(str(typed))[:LONGEST_USERNAME]


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The name under which axes counts a try: the known device's, else the folded user name."""
    username = username_of(request, credentials)
    return known_device(request, username) or username


def counted_together(request: HttpRequest, credentials: dict[str, Any] | None = None) -> list[str | list[str]]:
    """Which of a try's particulars axes counts by: a known device takes its failures along to other addresses."""
    return ["username"] if known_device(request, username_of(request, credentials)) else [["username", "ip_address"]]


def address_of(request: HttpRequest) -> str | None:
    """The caller's address. Behind TLS the reverse proxy adds the last hop; anything before it is hearsay."""
    if settings.HTTPS:
        forwarded = request.headers.get("X-Forwarded-For", "")
        if forwarded:
            return forwarded.rsplit(",", 1)[-1].strip()
    return request.META.get("REMOTE_ADDR")


def locked_response(
    request: HttpRequest, original: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """The page of a locked-out person, status 429, with the minutes left."""
    minutes = minutes_left(request, credentials)
    response = render(request, "accounts/locked.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response


def minutes_left(request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
    """Whole minutes until the lockout of this device, or of this name at this address, ends; at least one."""
    username = username_of(request, credentials)
    device = known_device(request, username)
    tries = AccessAttempt.objects.filter(username=device or username)
    if not device:
        tries = tries.filter(ip_address=address_of(request))
    last = tries.aggregate(last=Max("attempt_time"))["last"]
    cool_off = get_cool_off(request)
    if last is None or cool_off is None:
        return 1
    return max(1, math.ceil((last + cool_off - timezone.now()).total_seconds() / 60))
