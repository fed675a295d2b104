"""What holds for every request of somebody with an account: a password of one's own, and no page left behind."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers


class PasswordChangeRequired:
    """Sends people who must change their password to that page, from every page but signing out and static files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request.user, "must_change_password", False) and request.path not in self._left_open():
            return redirect("account_change_password")
        return self.get_response(request)

    @staticmethod
    def _left_open() -> set[str]:
        return {reverse("account_change_password"), reverse("account_logout")}


class LeaveNoPageBehind:
    """Answers to somebody signed in are kept by no shared computer and no proxy, unless they say otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control") and request.user.is_authenticated:
            add_never_cache_headers(response)
        return response
