"""Fields of the room's forms: amounts in the Vietnamese notation, units by name, the version that was seen."""

from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from chungsuc.web.fields import AmountField as AmountField
from chungsuc.web.fields import Refusable, paragraph
from chungsuc.web.fields import typed_amount as typed_amount

from ..places import Places, Unclear

words = partial(paragraph, rows=2)


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
