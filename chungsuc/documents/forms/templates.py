"""Forms of templates: a file that officers made in Word, the end of a template."""

from collections.abc import Sequence
from typing import Any

from django import forms

from chungsuc.web.fields import Refusable, choice, line

from .papers import words

DOCX_MISSING = "Chưa chọn tệp. Hãy chọn tệp .docx của mẫu."
_FILE = dict.fromkeys(("required", "missing", "invalid", "empty"), DOCX_MISSING)


class UploadTemplateForm(Refusable):
    """A new template, or with its unit, kind and name given the next version of one."""

    unit = choice("Mẫu của cơ quan", [], missing="Chưa chọn cơ quan.")
    kind = choice("Loại văn bản", [], missing="Chưa chọn loại văn bản.")
    name = line("Tên mẫu", missing="Chưa ghi tên mẫu.", help_text="ví dụ: Quyết định tặng Bằng khen theo đợt")
    note = line("Điểm thay đổi", longest=500)
    file = forms.FileField(label="Tệp mẫu", help_text="tệp .docx không quá 5 MB", error_messages=_FILE)

    def __init__(
        self, *args: Any, units: Sequence[tuple[str, str]], kinds: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".docx"
        self.fields["unit"].choices = [("", "Chọn…"), *units]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", "Chọn…"), *kinds]  # type: ignore[attr-defined]
        if len(units) == 1 and not self.is_bound:
            self.initial["unit"] = units[0][0]


class NextVersionForm(Refusable):
    """The next version of a template."""

    note = line("Điểm thay đổi", missing="Chưa ghi điểm thay đổi so với phiên bản trước.", longest=500)
    file = forms.FileField(label="Tệp mẫu", help_text="tệp .docx không quá 5 MB", error_messages=_FILE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".docx"


class RetireForm(Refusable):
    """Why a template is used no more."""

    prefix = "thoi"
    reason = words("Lý do thôi dùng", missing="Chưa ghi lý do.", rows=2, longest=1000)
