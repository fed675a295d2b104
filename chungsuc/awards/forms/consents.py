"""What nominees type, and what is typed for them from a signed paper."""

from collections.abc import Sequence
from typing import Any

from django import forms

from chungsuc.web.fields import Refusable, choice, line

from .dossiers import version_field

AGREES = [("co", "Đồng ý được đề nghị"), ("khong", "Không đồng ý")]


class CodeForm(Refusable):
    """The code that was handed over. It is sent, never put into an address."""

    code = line("Mã xác nhận", missing="Chưa ghi mã. Hãy ghi mã trên giấy đã nhận.", longest=60)


class AnswerForm(Refusable):
    """The nominee's answer, with the code once more."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=60)
    answer = choice("Trả lời", AGREES, missing="Chưa chọn. Hãy chọn đồng ý hoặc không đồng ý.")


class SignedForm(Refusable):
    """The nominee's word on a signed paper."""

    version = version_field()
    answer = choice("Trả lời ghi trong giấy", AGREES, missing="Chưa chọn. Hãy chọn theo giấy đã ký.")
    document = choice(
        "Giấy có chữ ký", [], missing="Chưa chọn tài liệu. Hãy đưa giấy lên ở trang Minh chứng rồi chọn.",
        help_text="giấy tờ đơn vị đã đưa lên ở trang Minh chứng",
    )  # fmt: skip

    def __init__(self, *args: Any, documents: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["document"].choices = [("", "Chọn…"), *documents]  # type: ignore[attr-defined]
