"""Fields of every room's forms: a day, an amount, text, one of a few. What people read at them is Vietnamese."""

from datetime import date
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from django import forms
from django.core.exceptions import ValidationError

from chungsuc.law.figures import FigureError, read_decimal, read_whole, show_decimal
from chungsuc.law.periods import DayError, read_day

Field = TypeVar("Field", bound=forms.Field)
UNREADABLE = "Có ký tự không nhập được từ bàn phím. Hãy xóa và gõ lại."


class DayField(forms.CharField):
    """A day typed day first; gives a `date`, or None where it may stay empty."""

    def __init__(self, label: str, *, missing: str = "", help_text: str = "") -> None:
        super().__init__(
            label=label,
            required=bool(missing),
            help_text=help_text or "ngày/tháng/năm",
            max_length=20,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "day"}),
            error_messages={"required": missing, "max_length": "Hãy ghi ngày dạng 31/12/2023."},
        )

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_day(text)
        except DayError as fault:
            raise ValidationError(str(fault)) from None


def line(
    label: str, *, missing: str = "", help_text: str = "", longest: int = 200, attrs: dict[str, str] | None = None
) -> forms.CharField:
    """One line of text; `missing` says what to type when it must not stay empty."""
    return forms.CharField(
        label=label,
        required=bool(missing),
        help_text=help_text,
        max_length=longest,
        widget=forms.TextInput(attrs={"autocomplete": "off", **(attrs or {})}),
        error_messages={
            "required": missing,
            "max_length": f"Dài quá {longest} ký tự. Hãy rút ngắn lại.",
            "null_characters_not_allowed": UNREADABLE,
        },
    )


def paragraph(
    label: str, *, missing: str = "", help_text: str = "", rows: int = 3, longest: int = 2000
) -> forms.CharField:
    """Several lines of text; `missing` says what to type when it must not stay empty."""
    return forms.CharField(
        label=label,
        required=bool(missing),
        help_text=help_text,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": missing,
            "max_length": f"Dài quá {show_decimal(Decimal(longest))} ký tự. Hãy rút ngắn lại.",
            "null_characters_not_allowed": UNREADABLE,
        },
    )


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
            amount = read_whole(text) if self.whole else read_decimal(text)
        except FigureError as fault:
            raise ValidationError(str(fault)) from None
        if amount < 0:
            raise ValidationError("Số này không được âm. Hãy kiểm tra lại.")
        if self.whole and amount != amount.to_integral_value():
            raise ValidationError("Hãy ghi số tròn, không có phần thập phân.")
        if amount >= Decimal(10) ** 14 or -int(amount.as_tuple().exponent) > 6:
            raise ValidationError("Số này quá lớn hoặc có quá nhiều chữ số thập phân. Hãy kiểm tra lại.")
        return amount


def choice(label: str, choices: list[tuple[str, str]], *, missing: str = "", help_text: str = "") -> forms.ChoiceField:
    """One of a few; the first line asks to choose."""
    return forms.ChoiceField(
        label=label,
        choices=[("", "Chọn…"), *choices],
        required=bool(missing),
        help_text=help_text,
        error_messages={"required": missing, "invalid_choice": "Lựa chọn này không còn. Hãy chọn lại trong danh sách."},
    )


class Refused(Protocol):
    """Why an act is not done: a sentence, and the field where the cause was typed, if it was."""

    field: str


class Refusable(forms.Form):
    """A form whose act may be refused: the reason stands at the field where it was typed, else above all."""

    def refuse(self, refused: Refused) -> None:
        """Puts the refusal where it belongs."""
        self.add_error(refused.field if refused.field in self.fields else None, str(refused))


def depending(field: Field) -> Field:
    """A field that may have to be filled in, as its hint says: it is not shown as one that never has to be."""
    field.depends = True  # type: ignore[attr-defined]
    return field
