"""What is typed about outlets and what they told."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from chungsuc.law.figures import FigureError, read_decimal
from chungsuc.web.fields import DayField, choice, line

from ..models import Outlet, Programme
from ..models.media import OUTLET_KINDS, PROGRAMME_KINDS
from ..rules.counting import seconds_of
from .register import WithUnit


class MinutesField(forms.CharField):
    """Minutes with a decimal comma; gives whole seconds, or None when empty."""

    def __init__(self, label: str, help_text: str) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(label=label, required=False, max_length=12, help_text=help_text, widget=forms.TextInput(attrs))

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return seconds_of(read_decimal(text))
        except FigureError as fault:
            raise forms.ValidationError(str(fault)) from None
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from None


class CountField(forms.CharField):
    """A whole number from 1, or None when empty."""

    def __init__(self, label: str, *, help_text: str = "", most: int = 1_000_000) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(label=label, required=False, max_length=12, help_text=help_text, widget=forms.TextInput(attrs))
        self.most = most

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            found = read_decimal(text)
        except FigureError as fault:
            raise forms.ValidationError(str(fault)) from None
        if found != found.to_integral_value() or not Decimal(1) <= found <= self.most:
            raise forms.ValidationError("Phải là số nguyên từ 1 trở lên. Hãy sửa lại.")
        return int(found)


class CoverageForm(forms.Form):
    """A piece that an outlet told."""

    outlet = choice("Cơ quan báo chí", [], missing="Chưa chọn cơ quan. Hãy chọn một cơ quan trong danh sách.")
    programme = choice(
        "Chuyên trang, chuyên mục, chương trình", [], help_text="để trống nếu không thuộc chuyên mục nào"
    )
    day = DayField("Ngày đăng, phát", missing="Chưa ghi ngày. Hãy ghi ngày đăng, phát.")
    title = line("Tiêu đề", missing="Chưa ghi tiêu đề. Hãy ghi tên tin, bài hoặc chương trình.", longest=300)
    minutes = MinutesField("Thời lượng, phút", "phát thanh, truyền hình; ví dụ 12,5")
    pieces = CountField("Số tin, bài", help_text="để trống là 1", most=1000)
    words = CountField("Số chữ", help_text="báo in, báo điện tử, nếu biết")
    link = line("Đường dẫn", help_text="chỉ lưu dạng chữ, không mở từ đây", longest=500)
    exemplar = CountField(
        "Nói về điển hình số", help_text="số ở sổ điển hình; để trống nếu không có", most=2_000_000_000
    )

    def __init__(self, *args: Any, outlets: Sequence[Outlet], programmes: Sequence[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outlets = {str(outlet.pk): outlet for outlet in outlets}
        self.programmes = {str(row.pk): row for row in programmes if str(row.outlet_id) in self.outlets}
        first = [] if len(self.outlets) == 1 else [("", "Chọn…")]
        self.fields["outlet"].choices = [*first, *((pk, one.name) for pk, one in self.outlets.items())]  # type: ignore[attr-defined]
        named = [(pk, f"{row.name} ({self.outlets[str(row.outlet_id)].name})") for pk, row in self.programmes.items()]
        self.fields["programme"].choices = [("", "Không"), *named]  # type: ignore[attr-defined]


class WithdrawCoverageForm(forms.Form):
    """Why a piece is taken out of the count."""

    reason = line("Lý do rút", missing="Chưa ghi lý do. Hãy ghi vì sao rút tin, bài này.", longest=500)


class OutletForm(WithUnit):
    """A new outlet."""

    prefer = ("press", "commune")
    name = line("Tên", missing="Chưa ghi tên. Hãy ghi tên cơ quan báo chí, truyền thông.")
    kind = choice("Loại", OUTLET_KINDS, missing="Chưa chọn loại. Hãy chọn một loại.")
    unit = line(
        "Đơn vị quản lý hoặc theo dõi", missing="Chưa ghi đơn vị. Hãy ghi tên hoặc mã đơn vị.", longest=400,
        help_text="tên hoặc mã; báo ngoài tỉnh thì ghi cơ quan theo dõi",
    )  # fmt: skip
    since = DayField("Theo dõi từ ngày", missing="Chưa ghi ngày. Hãy ghi ngày bắt đầu theo dõi.")
    day_field = "since"


class ProgrammeForm(forms.Form):
    """A new page, column or programme of an outlet."""

    outlet = choice("Của cơ quan", [], missing="Chưa chọn cơ quan. Hãy chọn một cơ quan.")
    name = line("Tên chuyên trang, chuyên mục", missing="Chưa ghi tên. Hãy ghi tên chuyên trang, chuyên mục.")
    kind = choice("Loại", PROGRAMME_KINDS, missing="Chưa chọn loại. Hãy chọn một loại.")
    rhythm = line("Định kỳ", help_text="ví dụ: thứ Ba hằng tuần, 15 phút")
    since = DayField("Mở từ ngày", missing="Chưa ghi ngày. Hãy ghi ngày mở.")

    def __init__(self, *args: Any, outlets: Sequence[Outlet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outlets = {str(outlet.pk): outlet for outlet in outlets}
        first = [] if len(self.outlets) == 1 else [("", "Chọn…")]
        self.fields["outlet"].choices = [*first, *((pk, one.name) for pk, one in self.outlets.items())]  # type: ignore[attr-defined]


class CoverageFilter(forms.Form):
    """What the log is narrowed to, in the address; what cannot be understood asks for nothing."""

    q = forms.CharField(label="Tìm trong tiêu đề", required=False, max_length=200, help_text="không cần dấu")
    co_quan = forms.ChoiceField(label="Cơ quan báo chí", required=False)
    tu = DayField("Từ ngày")
    den = DayField("Đến ngày")
    dien_hinh = forms.ChoiceField(
        label="Điển hình", required=False, choices=[("", "Mọi tin, bài"), ("1", "chỉ tin, bài về điển hình")]
    )

    def __init__(self, *args: Any, outlets: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["co_quan"].choices = [("", "Mọi cơ quan"), *outlets]  # type: ignore[attr-defined]

    def told(self, name: str) -> Any:
        """One of the filters, "" or None when it is not given or not understood."""
        self.is_valid()
        return self.cleaned_data.get(name)
