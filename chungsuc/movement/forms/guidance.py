"""Sending guidance and its new versions."""

from collections.abc import Sequence
from typing import Any

from django import forms

from chungsuc.web.fields import DayField, Refusable, line, paragraph

from ..actions.guidance import Told

ENDINGS = ".pdf,.docx,.xlsx"
_NO_FILE = "Chưa chọn tệp. Hãy chọn tệp của văn bản rồi gửi."


def _file() -> forms.FileField:
    return forms.FileField(
        label="Tệp",
        allow_empty_file=True,
        max_length=None,
        error_messages={"required": _NO_FILE, "missing": _NO_FILE, "invalid": _NO_FILE},
    )


class VersionForm(Refusable):
    """A new version: its number, its day, what changed, its file (last, so that what was typed is kept)."""

    paper = line("Số, ký hiệu", missing="Chưa ghi số, ký hiệu của văn bản.", longest=100)
    issued_on = DayField("Ngày văn bản", missing="Chưa ghi ngày văn bản.")
    change = paragraph(
        "Nội dung sửa đổi", missing="Chưa ghi nội dung sửa đổi. Hãy ghi bản này khác bản trước ở đâu.", longest=2000
    )
    file = _file()

    def __init__(self, *args: Any, most_mib: int, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["file"].widget.attrs["accept"] = ENDINGS
        self.fields["file"].help_text = f".pdf, .docx, .xlsx; không quá {most_mib} MB"

    @property
    def told(self) -> Told:
        """What is printed on the version, for the act."""
        data = self.cleaned_data
        return Told(data["paper"], data["issued_on"], data.get("change", ""))


class GuidanceForm(VersionForm):
    """A guidance document with its first version and whom it goes to."""

    title = line("Tên văn bản", missing="Chưa ghi tên văn bản.", longest=300)
    to = forms.MultipleChoiceField(
        label="Gửi đến",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Chưa chọn gửi đến đâu. Hãy chọn ít nhất một nhóm đơn vị.",
            "invalid_choice": "Nhóm đơn vị này không có trong kế hoạch. Hãy chọn lại.",
        },
    )
    change = None  # type: ignore[assignment]
    field_order = ("title", "to", "paper", "issued_on", "file")

    def __init__(self, *args: Any, audiences: Sequence[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["to"].choices = list(audiences)  # type: ignore[attr-defined]
