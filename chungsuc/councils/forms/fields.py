"""Fields of this room's forms: a day, a line, a few words, a choice, a number of ballots, a unit."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from chungsuc.law.periods import DayError, read_day
from chungsuc.law.spelling import nfc
from chungsuc.organisations.finding import UnitUnclear, find_unit

_UNREADABLE = "Có ký tự không nhập được từ bàn phím. Hãy xóa và gõ lại."


class DayField(forms.CharField):
    """A day typed day first; gives a `date`."""

    def __init__(self, label: str, missing: str, help_text: str = "ngày/tháng/năm") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            max_length=20,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={"required": missing, "max_length": "Hãy ghi ngày dạng 31/12/2023."},
        )

    def clean(self, value: Any) -> date:
        try:
            return read_day(super().clean(value))
        except DayError as fault:
            raise ValidationError(str(fault)) from None


class UnitField(forms.CharField):
    """A unit by name or code among those of the present day; gives a `Unit`, or None where it may stay empty."""

    def __init__(self, label: str, day: Any, help_text: str = "", missing: str = "") -> None:
        self.day = day
        super().__init__(
            label=label,
            required=bool(missing),
            help_text=help_text or "tên hoặc mã đơn vị",
            max_length=300,
            widget=forms.TextInput(attrs={"autocomplete": "off", "list": "don-vi"}),
            error_messages={"required": missing, "null_characters_not_allowed": _UNREADABLE},
        )

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return find_unit(text, self.day(), prefer=("commune", "district")).unit
        except UnitUnclear as fault:
            raise ValidationError(str(fault)) from None


def line(label: str, *, missing: str = "", help_text: str = "", longest: int = 300) -> forms.CharField:
    """One line of text; `missing` says what to type when it must not stay empty."""
    return _text(label, missing, help_text, longest, forms.TextInput(attrs={"autocomplete": "off"}))


def words(label: str, *, missing: str = "", help_text: str = "", longest: int = 1000) -> forms.CharField:
    """A few lines of text."""
    return _text(label, missing, help_text, longest, forms.Textarea(attrs={"rows": 2}))


def _text(label: str, missing: str, help_text: str, longest: int, widget: forms.Widget) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=bool(missing),
        help_text=help_text,
        max_length=longest,
        widget=widget,
        error_messages={
            "required": missing,
            "max_length": f"Dài quá {longest} ký tự. Hãy rút ngắn lại.",
            "null_characters_not_allowed": _UNREADABLE,
        },
    )


def choice(
    label: str, choices: list[tuple[str, str]], *, missing: str, radio: bool = False, help_text: str = ""
) -> forms.ChoiceField:
    """One of a few; as a list that asks to choose, or as radio buttons."""
    return forms.ChoiceField(
        label=label,
        choices=choices if radio else [("", "Chọn…"), *choices],
        help_text=help_text,
        widget=forms.RadioSelect if radio else forms.Select,
        error_messages={"required": missing, "invalid_choice": "Lựa chọn này không còn. Hãy chọn lại."},
    )


def ballots(label: str) -> forms.IntegerField:
    """A number of ballots, 0 unless typed."""
    wrong = "Hãy ghi một số nguyên từ 0 trở lên."
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=10_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": wrong, "invalid": wrong, "min_value": wrong, "max_value": "Số phiếu quá lớn."},
    )


def typed(value: Any) -> str:
    """What was typed, in the one spelling that is kept."""
    return nfc(str(value or "")).strip()
