"""Forms of the way in: a file with its kind, and a unit chosen for a row."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from chungsuc.organisations.rules import Found
from chungsuc.web.fields import DayField, line
from chungsuc.workbooks.limits import DEFAULT, MIB

from .facts import possible_units, unit_typed
from .kinds import CoveringPaper, Kind
from .models import BatchRow

ENDINGS = (".xlsx", ".csv", ".docx")
_WRONG_KIND = "Hãy chọn một loại biểu trong danh sách."
_WRONG_SET = "Hãy chọn một bộ tiêu chí trong danh sách, hoặc để hệ thống tự nhận."
_WRONG_YEAR = "Hãy ghi năm bằng bốn chữ số, ví dụ 2023."


class UploadForm(forms.Form):
    """A file, what it is, and, where the file itself does not say, its set and year."""

    file = forms.FileField(
        label="Tệp biểu",
        max_length=255,
        help_text=f"Tệp .xlsx, .csv hoặc .docx có bảng, không quá {DEFAULT.file_bytes // MIB} MB. "
        "Chưa ghi gì trước khi xác nhận.",
        error_messages={
            "required": "Chưa chọn tệp. Hãy chọn tệp .xlsx, .csv hoặc .docx.",
            "empty": "Tệp không có nội dung. Hãy chọn lại tệp.",
            "missing": "Chưa nhận được tệp. Hãy chọn lại tệp.",
            "invalid": "Chưa nhận được tệp. Hãy chọn lại tệp.",
            "max_length": "Tên tệp dài quá 255 ký tự. Hãy đặt tên ngắn hơn.",
        },
    )
    kind = forms.ChoiceField(label="Loại biểu", error_messages={"required": _WRONG_KIND, "invalid_choice": _WRONG_KIND})
    set_code = forms.ChoiceField(
        label="Bộ tiêu chí",
        required=False,
        help_text="Để “Tự nhận” nếu không chắc; bản xem trước sẽ ghi bộ đã nhận.",
        error_messages={"invalid_choice": _WRONG_SET},
    )
    year = forms.IntegerField(
        label="Năm của số liệu",
        required=False,
        min_value=2009,
        max_value=2100,
        help_text="Để trống nếu tiêu đề biểu có ghi năm.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _WRONG_YEAR, "min_value": _WRONG_YEAR, "max_value": _WRONG_YEAR},
    )

    paper_number = line(
        "Số, ký hiệu văn bản kèm biểu",
        longest=100,
        help_text="Ví dụ 45/BC-UBND; hiện trong lịch sử của số liệu.",
    )
    paper_date = DayField("Ngày văn bản")
    paper_issuer = line("Cơ quan gửi biểu", help_text="Ví dụ UBND huyện Đắk Mil.")

    def __init__(self, *args: Any, kinds: Sequence[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ",".join(ENDINGS)
        self.fields["kind"].choices = [(kind.code, kind.title) for kind in kinds]  # type: ignore[attr-defined]
        sets = dict(choice for kind in kinds for choice in kind.set_choices())
        self.fields["set_code"].choices = [("", "Tự nhận"), *sets.items()]  # type: ignore[attr-defined]
        if not sets:
            del self.fields["set_code"], self.fields["year"]
        self._sets = {kind.code: {code for code, _ in kind.set_choices()} for kind in kinds} if self.is_bound else {}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind, chosen = data.get("kind", ""), data.get("set_code", "")
        if chosen and kind in self._sets and chosen not in self._sets[kind]:
            self.add_error("set_code", "Bộ tiêu chí này không dùng cho loại biểu đã chọn. Hãy chọn lại.")
        return data

    @property
    def paper(self) -> CoveringPaper:
        """The paper that the file came with, as far as it was told."""
        said = self.cleaned_data
        return CoveringPaper(said["paper_number"], said["paper_date"], said["paper_issuer"])


class ChooseForm(forms.Form):
    """The unit that a row speaks of: chosen from the list, or typed where the list would be too long."""

    unit = forms.IntegerField(required=False, error_messages={"invalid": "Hãy chọn một đơn vị trong danh sách."})
    name = forms.CharField(required=False, max_length=300)

    def __init__(self, *args: Any, row: BatchRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        unit, name = data.get("unit"), data.get("name", "")
        if unit is None and name:
            data["unit"] = self._typed(name)
        elif unit is None and not self.errors:
            raise ValidationError("Chưa chọn đơn vị. Hãy chọn một đơn vị trong danh sách.")
        elif unit is not None and unit not in possible_units(self.row):
            raise ValidationError("Đơn vị này không có vào ngày của biểu. Hãy chọn lại trong danh sách.")
        return data

    def _typed(self, name: str) -> int:
        match = unit_typed(self.row, name)
        if match.found is Found.MATCHED and match.unit_id is not None:
            return match.unit_id
        names = ", ".join(candidate.name for candidate in match.candidates)
        near = f" Có thể là: {names}." if names else ""
        raise ValidationError(
            f"Không rõ “{match.read_as}” là đơn vị nào.{near} Hãy ghi đủ tên, kèm chữ xã hoặc phường."
        )

    @property
    def fault(self) -> str:
        """The first thing wrong, in words."""
        return next((str(text) for texts in self.errors.values() for text in texts), "")
