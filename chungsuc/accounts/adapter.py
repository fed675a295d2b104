"""allauth, closed: people sign in and change their password; accounts are made by an administrator."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chungsuc.accounts.devices import remember_device
from chungsuc.accounts.lockout import address_of
from chungsuc.accounts.models import User

_NOTICES = {
    "account/messages/password_changed.txt": "Đã đổi mật khẩu. Trên các máy khác, tài khoản này phải đăng nhập lại."
}


class ClosedAdapter(DefaultAccountAdapter):
    """No sign-up, no mail, Vietnamese sentences."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": (
            "Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra phím Caps Lock, bộ gõ tiếng Việt rồi nhập lại."
        ),
        "invalid_login": "Tên đăng nhập hoặc mật khẩu không đúng. Hãy nhập lại.",
        "enter_current_password": "Mật khẩu hiện tại không đúng. Hãy nhập lại.",
        "incorrect_password": "Mật khẩu không đúng. Hãy nhập lại.",
        "account_inactive": "Tài khoản đã ngừng sử dụng.",
        "too_many_login_attempts": "Đã thử đăng nhập quá nhiều lần. Hãy thử lại sau ít phút.",
        "rate_limited": "Yêu cầu gửi quá nhanh. Hãy thử lại sau ít phút.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing: the service sends no mail."""

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Only the notices worth a sentence; allauth's own are in English."""
        notice = _NOTICES.get(message_template or "")
        if notice:
            messages.add_message(request, level, notice)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """The answer to a sign-in; from here on the browser is a known device of the account."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        remember_device(response, user)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if getattr(request.user, "must_change_password", False):
            return reverse("account_change_password")
        return str(super().get_login_redirect_url(request))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/"

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request) or ""

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        raise NotImplementedError("accounts.actions.set_password writes passwords, and the journal with them")
