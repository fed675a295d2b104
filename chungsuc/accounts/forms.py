"""The two forms of signing in: name and password, and a new password."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from chungsuc.accounts import actions
from chungsuc.accounts.models import User
from chungsuc.accounts.passwords import LONGEST_PASSWORD, check_password_strength
from chungsuc.accounts.rules import LONGEST_USERNAME, folded_username

_UNREADABLE = "Có ký tự không nhập được từ bàn phím. Hãy xóa và gõ lại."
_TOO_LONG = f"Mật khẩu dài quá {LONGEST_PASSWORD} ký tự. Hãy nhập lại."


def _password_field(label: str, missing: str, autocomplete: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": missing, "max_length": _TOO_LONG, "null_characters_not_allowed": _UNREADABLE},
    )


class SignInForm(LoginForm):
    """allauth's form with Vietnamese words and the folded spelling of the name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label="Tên đăng nhập",
            max_length=LONGEST_USERNAME,
            widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
            error_messages={
                "required": "Chưa nhập tên đăng nhập. Hãy nhập tên được cấp.",
                "max_length": f"Tên đăng nhập dài quá {LONGEST_USERNAME} ký tự. Hãy nhập lại.",
                "null_characters_not_allowed": _UNREADABLE,
            },
        )
        self.fields["password"] = _password_field(
            "Mật khẩu", "Chưa nhập mật khẩu. Hãy nhập mật khẩu.", "current-password"
        )

    def clean_login(self) -> str:
        return folded_username(self.cleaned_data["login"])


class NewPasswordForm(forms.Form):
    """The current password and, twice, the new one."""

    oldpassword = _password_field(
        "Mật khẩu hiện tại", "Chưa nhập mật khẩu hiện tại. Hãy nhập mật khẩu đang dùng.", "current-password"
    )
    password1 = _password_field("Mật khẩu mới", "Chưa nhập mật khẩu mới. Hãy nhập mật khẩu mới.", "new-password")
    password2 = _password_field(
        "Nhập lại mật khẩu mới", "Chưa nhập lại mật khẩu mới. Hãy nhập thêm một lần.", "new-password"
    )

    def __init__(self, *args: Any, user: User, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.request = request

    def clean_oldpassword(self) -> str:
        """Checked as a sign-in is, so that guessing here counts towards the same lockout."""
        typed = self.cleaned_data["oldpassword"]
        if authenticate(self.request, username=self.user.username, password=typed) is None:
            raise get_adapter().validation_error("enter_current_password")
        return str(typed)

    def clean_password1(self) -> str:
        typed = str(self.cleaned_data["password1"])
        check_password_strength(typed, self.user)
        if typed == self.data.get("oldpassword"):
            raise ValidationError("Mật khẩu mới trùng mật khẩu hiện tại. Hãy chọn mật khẩu khác.")
        return typed

    def clean_password2(self) -> str:
        typed = str(self.cleaned_data["password2"])
        if typed != self.data.get("password1"):
            raise ValidationError("Hai lần nhập mật khẩu mới không giống nhau. Hãy nhập lại.")
        return typed

    def save(self) -> None:
        """Write the new password as the person's own act."""
        actions.set_password(self.user, self.cleaned_data["password1"], by=self.user.username)
