"""Sending a document, withdrawing one, narrowing the list."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from chungsuc.law.figures import FigureError, read_decimal
from chungsuc.web.fields import DayField, line

from .actions import Told
from .rules import STANDINGS

ENDINGS = ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx"


class DegreesField(forms.CharField):
    """Degrees with a decimal comma (or point, as maps print them); None when empty."""

    def __init__(self, label: str, most: int, example: str) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(
            label=label, required=False, max_length=20, help_text=f"độ, ví dụ {example}", widget=forms.TextInput(attrs)
        )
        self.most = most

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            found = read_decimal(text.replace(".", ","))
        except FigureError as fault:
            raise forms.ValidationError(str(fault)) from fault
        if not -self.most <= found <= self.most:
            raise forms.ValidationError(f"Phải trong khoảng từ -{self.most} đến {self.most} độ. Hãy xem lại.")
        return round(found, 5)


class SendForm(forms.Form):
    """A document of a unit. The file stands last, so that what was typed is kept when it is too large."""

    unit = forms.ChoiceField(
        label="Của đơn vị",
        error_messages={
            "required": "Chưa chọn đơn vị. Hãy chọn đơn vị có minh chứng này.",
            "invalid_choice": "Đơn vị này không thuộc phạm vi của đồng chí. Hãy chọn lại.",
        },
    )
    kind = forms.ChoiceField(
        label="Loại minh chứng",
        error_messages={
            "required": "Chưa chọn loại minh chứng. Hãy chọn một loại.",
            "invalid_choice": "Loại minh chứng này không có trong danh mục. Hãy chọn lại.",
        },
    )
    title = line("Tên tài liệu", help_text="để trống thì lấy tên loại minh chứng", longest=300)
    number = line("Số, ký hiệu", longest=100)
    issuer = line("Cơ quan ban hành", longest=300)
    issued_on = DayField("Ngày ban hành")
    expires_on = DayField(
        "Hết hiệu lực sau ngày", help_text="ngày/tháng/năm; để trống thì tính theo loại minh chứng, nếu loại ấy có hạn"
    )
    taken_on = DayField("Ngày chụp", help_text="ngày/tháng/năm; để trống thì lấy ngày máy ảnh ghi trong ảnh")
    latitude = DegreesField("Nơi chụp: vĩ độ", 90, "12,25833")
    longitude = DegreesField("Nơi chụp: kinh độ", 180, "107,68333")
    file = forms.FileField(
        label="Tệp",
        allow_empty_file=True,
        max_length=None,
        error_messages={
            "required": "Chưa chọn tệp. Hãy chọn ảnh hoặc tài liệu rồi tải lên.",
            "missing": "Chưa chọn tệp. Hãy chọn ảnh hoặc tài liệu rồi tải lên.",
            "invalid": "Chưa chọn tệp. Hãy chọn ảnh hoặc tài liệu rồi tải lên.",
        },
    )

    def __init__(
        self, *args: Any, units: Sequence[tuple[str, str]], kinds: Sequence[tuple[str, str]], most_mib: int, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        first = [] if len(units) == 1 else [("", "Chọn…")]
        self.fields["unit"].choices = [*first, *units]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", "Chọn…"), *kinds]  # type: ignore[attr-defined]
        self.fields["file"].widget.attrs["accept"] = ENDINGS
        self.fields[
            "file"
        ].help_text = f"ảnh .jpg, .png, .webp hoặc tài liệu .pdf, .docx, .xlsx; không quá {most_mib} MB"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and (data.get("latitude") is None) != (data.get("longitude") is None):
            missing = "longitude" if data.get("longitude") is None else "latitude"
            self.add_error(missing, "Nơi chụp cần cả vĩ độ và kinh độ. Hãy ghi đủ hai số hoặc để trống cả hai.")
        return data

    @property
    def told(self) -> Told:
        """What was said of the document."""
        data = self.cleaned_data
        place = None if data["latitude"] is None else (data["latitude"], data["longitude"])
        same = {name: data[name] for name in ("title", "number", "issuer", "issued_on", "expires_on", "taken_on")}
        return Told(**same, place=place)


class WithdrawForm(forms.Form):
    """Why a document is taken back."""

    reason = line("Lý do rút", missing="Chưa ghi lý do. Hãy ghi vì sao rút minh chứng này.", longest=1000)


class DocumentFilter(forms.Form):
    """What the list is narrowed to, in the address; what cannot be understood asks for nothing."""

    loai = forms.ChoiceField(label="Loại minh chứng", required=False)
    tinh_trang = forms.ChoiceField(
        label="Tình trạng", required=False, choices=[("", "đang giữ"), *((s.code, s.label) for s in STANDINGS)]
    )

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["loai"].choices = [("", "Mọi loại"), *kinds]  # type: ignore[attr-defined]

    def told(self, name: str) -> str:
        """One of the filters, "" when it is not given or not understood."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))
