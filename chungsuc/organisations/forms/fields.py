"""Fields of this room's forms: those of every room, and a pair of passwords."""

from django import forms

from chungsuc.accounts.passwords import LONGEST_PASSWORD
from chungsuc.web.fields import UNREADABLE, DayField, choice, depending, line

__all__ = ["DayField", "choice", "depending", "line", "password"]


def password(label: str, missing: str, help_text: str = "") -> forms.CharField:
    """A password that somebody sets for another person."""
    return forms.CharField(
        label=label,
        strip=False,
        help_text=help_text,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={
            "required": missing,
            "max_length": f"Mật khẩu dài quá {LONGEST_PASSWORD} ký tự. Hãy nhập lại.",
            "null_characters_not_allowed": UNREADABLE,
        },
    )
