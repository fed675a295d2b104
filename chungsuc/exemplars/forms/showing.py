"""What is typed about consent and photographs.

The file stands last, so that what was typed is kept when it is too large.
"""

from collections.abc import Sequence
from typing import Any

from django import forms

from chungsuc.web.fields import DayField, choice, line

from ..models.showing import ABOUT, SCOPES
from .register import Versioned

PICTURES, PAPERS = ".jpg,.jpeg,.png,.webp", ".jpg,.jpeg,.png,.webp,.pdf"


def _file(label: str, endings: str, *, missing: str = "", help_text: str = "") -> forms.FileField:
    said = missing or "Chưa nhận được tệp. Hãy chọn lại tệp."
    return forms.FileField(
        label=label,
        required=bool(missing),
        help_text=help_text,
        max_length=None,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": endings}),
        error_messages={"required": said, "missing": said, "invalid": said},
    )


class ConsentForm(Versioned):
    """What was agreed to, how far, when and how."""

    about = choice("Đồng ý việc", ABOUT, missing="Chưa chọn. Hãy chọn đồng ý nêu tên hay dùng ảnh.")
    scope = choice("Phạm vi", SCOPES, missing="Chưa chọn phạm vi. Hãy chọn một phạm vi.")
    given_on = DayField("Đồng ý ngày", missing="Chưa ghi ngày. Hãy ghi ngày đồng ý.")
    witness = line("Người chứng kiến", help_text="khi đồng ý bằng lời; có giấy thì để trống được")
    file = _file("Giấy đồng ý có chữ ký", PAPERS, help_text="ảnh chụp hoặc .pdf; đồng ý bằng lời thì để trống")

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        if not self.errors and not data.get("file") and not data.get("witness"):
            self.add_error("witness", "Chưa có giấy thì phải ghi người chứng kiến. Hãy ghi, hoặc chọn tệp.")
        return data


class WithdrawForm(forms.Form):
    """A consent taken back."""

    consent = choice("Rút đồng ý việc", [], missing="Chưa chọn. Hãy chọn sự đồng ý được rút.")
    on = DayField("Rút ngày", missing="Chưa ghi ngày. Hãy ghi ngày rút.")
    how = line(
        "Rút bằng cách nào", longest=500,
        missing="Chưa ghi rút bằng cách nào. Hãy ghi, ví dụ: báo trực tiếp tại UBND xã.",
        help_text="đừng ghi tên người ở đây",
    )  # fmt: skip

    def __init__(self, *args: Any, consents: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = [] if len(consents) == 1 else [("", "Chọn…")]
        self.fields["consent"].choices = [*first, *consents]  # type: ignore[attr-defined]


class PhotoForm(Versioned):
    """A photograph and what it shows."""

    caption = line(
        "Chú thích",
        missing="Chưa ghi chú thích. Hãy ghi ảnh chụp việc gì, ở đâu.",
        longest=300,
        help_text="đừng ghi tên người",
    )
    file = _file(
        "Ảnh",
        PICTURES,
        missing="Chưa chọn ảnh. Hãy chọn ảnh rồi lưu.",
        help_text=".jpg, .png, .webp; ảnh được vẽ lại, bỏ ghi chú của máy",
    )


class RemovePhotoForm(forms.Form):
    """Which photograph is taken off."""

    photo = choice("Ảnh cần gỡ", [], missing="Chưa chọn ảnh. Hãy chọn ảnh cần gỡ.")

    def __init__(self, *args: Any, photos: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = [] if len(photos) == 1 else [("", "Chọn…")]
        self.fields["photo"].choices = [*first, *photos]  # type: ignore[attr-defined]
