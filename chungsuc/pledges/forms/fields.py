"""Fields of the room's forms: amounts in the Vietnamese notation, units by name, the version that was seen."""

from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from chungsuc.law.figures import FigureError, read_decimal, show_decimal
from chungsuc.web.fields import Refusable, paragraph

from ..places import Places, Unclear

words = partial(paragraph, rows=2)


def typed_amount(value: Decimal) -> str:
    """An amount so that it is read back as the same: grouped where that is clear, plain where it is not."""
    grouped = show_decimal(value)
    try:
        read_decimal(grouped)
    except FigureError:
        return format(value.normalize(), "f").replace(".", ",")
    return grouped


class AmountField(forms.CharField):
    """An amount typed with a comma; gives a Decimal above or equal to zero, or None where it may stay empty."""

    def __init__(self, label: str, *, missing: str = "", help_text: str = "", whole: bool = False) -> None:
        super().__init__(
            label=label,
            required=bool(missing),
            help_text=help_text,
            max_length=40,
            widget=forms.TextInput(attrs={"inputmode": "numeric" if whole else "decimal", "autocomplete": "off"}),
            error_messages={"required": missing, "max_length": "Số này quá dài. Hãy kiểm tra lại."},
        )
        self.whole = whole

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = read_decimal(text)
        except FigureError as fault:
            raise ValidationError(str(fault)) from None
        if amount < 0:
            raise ValidationError("Số này không được âm. Hãy kiểm tra lại.")
        if self.whole and amount != amount.to_integral_value():
            raise ValidationError("Hãy ghi số tròn, không có phần thập phân.")
        if amount >= Decimal(10) ** 14 or -int(amount.as_tuple().exponent) > 6:
            raise ValidationError("Số này quá lớn hoặc có quá nhiều chữ số thập phân. Hãy kiểm tra lại.")
        return amount


class UnitField(forms.CharField):
    """A unit typed by name, offered while typing; gives its code, "" where it may stay empty. Needs `places`."""

    places: Places | None = None

    def __init__(self, label: str, offers: str, *, missing: str = "", help_text: str = "") -> None:
        super().__init__(
            label=label,
            required=bool(missing),
            help_text=help_text,
            max_length=300,
            widget=forms.TextInput(attrs={"list": offers, "autocomplete": "off"}),
            error_messages={"required": missing, "max_length": "Tên này quá dài. Hãy chọn trong danh sách gợi ý."},
        )

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text or self.places is None:
            return ""
        try:
            return self.places.find(text)
        except Unclear as unclear:
            raise ValidationError(str(unclear)) from None


class VersionForm(Refusable):
    """An act that carries the version that was seen and asks for nothing else."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(VersionForm):
    """An act that asks why."""

    reason = words("Lý do", missing="Chưa ghi lý do. Hãy ghi rõ để người nhận biết phải làm gì.", rows=3)


class PaperForm(VersionForm):
    """An act that may name the paper it rests on."""

    paper = forms.CharField(
        label="Theo văn bản", required=False, max_length=200, help_text="số, ngày của văn bản duyệt, nếu có",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
