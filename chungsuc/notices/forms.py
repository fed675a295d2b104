"""How somebody wants to be told."""

from typing import Any

from django import forms

from chungsuc.accounts.actions import set_email

from .actions import set_preferences
from .facts import Wishes

HOURS = [("", "Theo quy định chung"), *((str(hour), f"{hour} giờ") for hour in range(24))]


def _hour(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=HOURS,
        required=False,
        error_messages={"invalid_choice": "Hãy chọn một giờ trong danh sách."},
    )


class PreferenceForm(forms.Form):
    """Mail, digest, quiet hours."""

    email = forms.EmailField(
        label="Địa chỉ thư điện tử",
        required=False,
        help_text="để trống: chỉ nhận thông báo trong phần mềm",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "Hãy ghi địa chỉ dạng ten@co-quan.vn."},
    )
    by_mail = forms.BooleanField(label="Gửi thông báo qua thư điện tử", required=False)
    digest = forms.BooleanField(label="Gửi bản tin mỗi ngày làm việc", required=False)
    quiet_since = _hour("Không gửi thư từ")
    quiet_until = _hour("Gửi lại từ")

    def __init__(self, *args: Any, account: Any, wanted: Wishes, **kw: Any) -> None:
        hours = {"quiet_since": str(wanted.quiet.since), "quiet_until": str(wanted.quiet.until)} if wanted.own else {}
        initial = {"email": account.email, "by_mail": wanted.by_mail, "digest": wanted.digest, **hours}
        super().__init__(*args, **{**kw, "initial": initial})
        self.account = account

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("quiet_since")) != bool(data.get("quiet_until")):
            lacking = "quiet_until" if data.get("quiet_since") else "quiet_since"
            self.add_error(lacking, "Hãy chọn cả hai giờ, hoặc để cả hai theo quy định chung.")
        return data

    def carry_out(self) -> None:
        """Writes the address where it changed, and the wishes."""
        data = self.cleaned_data
        if data["email"] != self.account.email:
            set_email(self.account, data["email"], by=self.account.get_username())
        hours = {name: int(data[name]) if data[name] else None for name in ("quiet_since", "quiet_until")}
        set_preferences(self.account, by_mail=data["by_mail"], digest=data["digest"], **hours)
