"""A paper to be read by the linter. Nothing of it is kept."""

from typing import Any

from django import forms

from chungsuc.typesetting.docx_limits import DEFAULT, MIB
from chungsuc.web.fields import DayField

MOST_MIB = DEFAULT.file_bytes // MIB
_NO_FILE = "Chưa chọn tệp. Hãy chọn văn bản .docx."


class LintForm(forms.Form):
    """The file stands last, so that the day is kept when the file is too large."""

    day = DayField(
        "Soát theo ngày",
        help_text="ngày/tháng/năm; để trống thì theo ngày ghi ở đầu văn bản",
    )
    file = forms.FileField(
        label="Văn bản",
        allow_empty_file=True,  # told by whoever reads it
        max_length=None,
        help_text=f"Tệp .docx, không quá {MOST_MIB} MB. Tệp chỉ được đọc, không giữ lại.",
        error_messages={"required": _NO_FILE, "missing": _NO_FILE, "invalid": _NO_FILE},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".docx"
