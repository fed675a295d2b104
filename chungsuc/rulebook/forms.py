"""Confirming a figure or a document's number, taking that back, amending a figure. Numbers have a decimal comma."""

from typing import Any

from django import forms

from chungsuc.law.figures import FigureError, read_decimal
from chungsuc.law.spelling import nfc
from chungsuc.web.fields import depending, line

from .facts import NUMBERS, WORD, WORDS, YES_NO, shape_of
from .models import Figure, LegalDocument

_SOURCE = "Số, ngày của văn bản và điều khoản, ví dụ: Điều 5 Quyết định 18/2022/QĐ-TTg, Công báo ngày 25/8/2022."
_NO_SOURCE = "Chưa ghi văn bản. Hãy ghi số, ngày và điều khoản đã đọc."
_LONG = "Nội dung dài quá 1.000 ký tự. Hãy ghi gọn lại."


def _source_field(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=_SOURCE,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _NO_SOURCE, "max_length": _LONG},
    )


class ConfirmForm(forms.Form):
    """The paper in which the officer read the value that the page shows."""

    prefix = "xac-nhan"
    source = _source_field("Đã đọc giá trị này trong văn bản")


class WithdrawForm(forms.Form):
    """Why a confirmation is taken back."""

    prefix = "rut"
    reason = forms.CharField(
        label="Vì sao rút xác nhận",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Chưa ghi lý do. Hãy ghi vì sao rút xác nhận.", "max_length": _LONG},
    )


OTHER_NUMBER = "khac"


class NumberForm(forms.Form):
    """A document's right number, as printed or another one, and the paper in which the officer read it."""

    prefix = "so"
    number = forms.ChoiceField(
        label="Số đúng của văn bản",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Chưa chọn số đúng. Hãy chọn số đọc được trong văn bản đính chính.",
            "invalid_choice": "Số này không có trong các bản in. Hãy chọn lại.",
        },
    )
    other = depending(line("Số khác", help_text="Chỉ ghi khi chọn “số khác”, ví dụ 1337/QĐ-UBND.", longest=60))
    paper = _source_field("Đã đọc số đúng trong văn bản")

    def __init__(self, *args: Any, document: LegalDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].help_text = "Số, ngày và cơ quan ban hành của văn bản đính chính hoặc bản gốc có dấu."
        printed = [(number, f"{number} (như bản in)") for number in document.numbers_printed]
        self.fields["number"].choices = [*printed, (OTHER_NUMBER, "số khác")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Adds `confirmed`, the number itself."""
        typed = super().clean() or {}
        chosen = typed.get("number", "")
        if chosen == OTHER_NUMBER and not typed.get("other"):
            self.add_error("other", "Chưa ghi số khác. Hãy ghi số đọc được trong văn bản.")
        return typed | {"confirmed": typed.get("other", "") if chosen == OTHER_NUMBER else chosen}

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What was typed, for the hidden fields of the preview."""
        return [(self.add_prefix(name), self.data.get(self.add_prefix(name), "")) for name in self.fields]


class AmendForm(forms.Form):
    """A new value and the paper it was read from; the value's field follows the figure's shape."""

    prefix = "sua"
    source = _source_field("Đọc giá trị mới trong văn bản")
    field_order = ("value", "source")

    def __init__(self, *args: Any, figure: Figure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.figure, self.shape = figure, shape_of(figure)
        self.fields["value"] = _value_field(figure, self.shape)
        self.order_fields(self.field_order)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What was typed, for the hidden fields of the preview."""
        return [(self.add_prefix(name), self.data.get(self.add_prefix(name), "")) for name in self.fields]

    def clean_value(self) -> Any:
        """The exact value: Decimal, bool, list of Decimal or one of the words; refuses the value that holds already."""
        value = self._read(str(self.cleaned_data["value"]))
        if value == self.figure.value and isinstance(value, bool) == isinstance(self.figure.value, bool):
            raise forms.ValidationError("Giá trị mới giống giá trị đang dùng. Nếu đã đọc đúng, hãy chọn xác nhận.")
        return value

    def _read(self, typed: str) -> Any:
        if self.shape == YES_NO:
            return typed == "yes"
        if self.shape == WORD:
            return typed
        try:
            if self.shape == NUMBERS:
                return [read_decimal(part) for part in typed.split(";")]
            return read_decimal(typed)
        except FigureError as error:
            raise forms.ValidationError(str(error)) from error


def _value_field(figure: Figure, shape: str) -> forms.Field:
    if shape == YES_NO:
        return _choice([("yes", "đạt"), ("no", "không đạt")])
    if shape == WORD:
        return _choice(list(WORDS[figure.key].items()))
    many = shape == NUMBERS
    return forms.CharField(
        label="Giá trị mới",
        max_length=200,
        help_text="Các số cách nhau bằng dấu chấm phẩy, ví dụ 10; 17; 19."
        if many
        else "Dấu phẩy trước phần thập phân.",
        widget=forms.TextInput(attrs={} if many else {"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"required": "Chưa nhập giá trị mới. Hãy nhập giá trị đọc được trong văn bản."},
    )


def _choice(choices: list[tuple[str, str]]) -> forms.ChoiceField:
    missing = "Chưa chọn giá trị. Hãy chọn giá trị đọc được trong văn bản."
    return forms.ChoiceField(
        label="Giá trị mới",
        choices=[("", "Chọn"), *choices],
        error_messages={"required": missing, "invalid_choice": missing},
    )


class FigureFilter(forms.Form):
    """What the register of figures is asked for; lives in the address."""

    tinh_trang = forms.ChoiceField(label="Tình trạng", required=False)
    loai = forms.ChoiceField(label="Loại", required=False)
    chu = forms.CharField(label="Có chữ", required=False, max_length=200)

    def __init__(self, *args: Any, statuses: list[tuple[str, str]], kinds: list[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["tinh_trang"].choices = [("", "Mọi tình trạng"), *statuses]  # type: ignore[attr-defined]
        self.fields["loai"].choices = [("", "Mọi loại"), *kinds]  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, str]:
        """Standing, kind and text; what cannot be understood asks for nothing."""
        told = self.cleaned_data if self.is_valid() else {}
        return {
            "standing": told.get("tinh_trang", ""),
            "kind": told.get("loai", ""),
            "text": nfc(told.get("chu", "")),
        }
