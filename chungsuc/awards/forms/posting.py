"""What is typed about postings: a list, a ruling where no rule says how long, objections, answers."""

from typing import Any

from django import forms

from chungsuc.web.fields import AmountField, DayField, Refusable, choice, line, paragraph


class PostingForm(Refusable):
    """A list to be posted: chosen dossiers of one form, from which day; `seen` once its preview was looked at."""

    dossiers = forms.MultipleChoiceField(
        label="Hồ sơ",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Chưa chọn hồ sơ nào. Hãy chọn ít nhất một hồ sơ.",
            "invalid_choice": "Có hồ sơ không còn chọn được. Hãy mở lại trang.",
        },
    )
    since = DayField("Công khai từ ngày", missing="Chưa ghi ngày. Hãy ghi từ hôm nay trở đi.")
    title = line("Tiêu đề", longest=300, help_text="để trống thì phần mềm tự đặt")
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=5)

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["dossiers"].choices = offered  # type: ignore[attr-defined]


class RulingForm(Refusable):
    """A named officer's written decision on how long the lists of a round are posted."""

    days = AmountField("Số ngày làm việc", missing="Chưa ghi số ngày. Hãy ghi.", whole=True)
    by_name = line("Người quyết định", missing="Chưa ghi họ tên, chức vụ người quyết định.")
    paper = line("Văn bản", missing="Chưa ghi số văn bản. Hãy ghi số, ký hiệu.")
    on = DayField("Ngày văn bản", missing="Chưa ghi ngày văn bản. Hãy ghi.")
    reason = paragraph("Lý do", missing="Chưa ghi lý do. Hãy ghi.")


class ObjectionForm(Refusable):
    """What somebody said against a list."""

    dossier = choice("Về hồ sơ", [], help_text="để trống là về cả danh sách")
    received_on = DayField("Nhận ngày", missing="Chưa ghi ngày nhận. Hãy ghi.")
    sender = line("Người gửi", longest=300, help_text="chỉ cơ quan thẩm định thấy")
    words = paragraph("Nội dung", missing="Chưa ghi nội dung ý kiến. Hãy ghi tóm tắt.")

    def __init__(self, *args: Any, lines: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["dossier"].choices = [("", "Cả danh sách"), *lines]  # type: ignore[attr-defined]


class ObjectionAnswerForm(Refusable):
    """What somebody was answered."""

    upheld = choice("Kết luận", [("1", "ý kiến đúng"), ("0", "ý kiến không đúng")], missing="Chưa chọn kết luận.")
    answer = paragraph("Trả lời", missing="Chưa ghi nội dung trả lời. Hãy ghi đã kiểm tra gì.")


class KeepForm(Refusable):
    """Why a list stands although an objection to the whole of it was found right."""

    reason = paragraph(
        "Vì sao vẫn giữ danh sách", missing="Chưa ghi vì sao vẫn giữ danh sách. Hãy ghi căn cứ.",
        help_text="đừng ghi tên người ở đây",
    )  # fmt: skip


class WithdrawForm(Refusable):
    """Why a posted list is taken back."""

    reason = paragraph("Lý do rút", missing="Chưa ghi lý do rút. Hãy ghi vì sao.", help_text="đừng ghi tên người ở đây")


class AnnounceForm(Refusable):
    """The results that are made known together: number and version of each as it was previewed."""

    dossiers = forms.MultipleChoiceField(
        label="Hồ sơ",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Chưa chọn hồ sơ nào. Hãy chọn ít nhất một hồ sơ.",
            "invalid_choice": "Có hồ sơ vừa được người khác chuyển bước. Hãy mở lại trang.",
        },
    )
    paper = line("Văn bản công bố", longest=300, help_text="số, ngày")

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["dossiers"].choices = offered  # type: ignore[attr-defined]
