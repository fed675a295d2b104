"""The acts on a task, on a pair of tasks, and of both sides of a sponsorship."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from chungsuc.web.fields import DayField, Refusable, choice, line

from ..places import Places
from .fields import AmountField, ReasonForm, UnitField, VersionForm, words

UNIT_OFFERS, BODY_OFFERS = "don-vi", "co-quan"


class ReportForm(VersionForm):
    """What was done for a task by a day, with proof."""

    on = DayField("Ngày", missing="Chưa ghi ngày. Hãy ghi ngày đã làm.")
    text = words("Đã làm được gì", missing="Chưa ghi nội dung. Hãy ghi đã làm được gì.", rows=3)
    share = forms.IntegerField(
        label="Phần đã làm", required=False, min_value=0, max_value=100, help_text="%, nếu ước được",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": "Hãy ghi số từ 0 đến 100.", "min_value": "Hãy ghi số từ 0 đến 100.",
            "max_value": "Hãy ghi số từ 0 đến 100.",
        },
    )  # fmt: skip
    document = choice("Minh chứng", [], help_text="tài liệu đã đưa lên trang Minh chứng")

    def __init__(self, *args: Any, documents: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].choices = [("", "Không gắn"), *documents]  # type: ignore[attr-defined]

    def clean_document(self) -> int | None:
        chosen = self.cleaned_data["document"]
        return int(chosen) if chosen else None


class DoneForm(ReportForm):
    """A task is done: its concrete result."""

    text = words("Kết quả đạt được", missing="Chưa ghi kết quả. Hãy ghi kết quả cụ thể đã đạt.", rows=3)
    share = None  # type: ignore[assignment]


class HandOverForm(VersionForm):
    """A task is given to another unit."""

    to = UnitField("Giao cho", UNIT_OFFERS, missing="Chưa ghi đơn vị nhận.")
    paper = line("Theo văn bản", missing="Chưa ghi văn bản giao. Hãy ghi số, ngày của văn bản.")
    reason = words("Lý do")

    def __init__(self, *args: Any, places: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].places = places  # type: ignore[attr-defined]


class ResultForm(Refusable):
    """What a unit says of one registered target at a year's end."""

    reached = AmountField("Kết quả đạt")
    why = words("Vì sao", help_text="nguyên nhân đạt, vượt hoặc chưa đạt", rows=2)

    def __init__(self, *args: Any, measured: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if measured:
            del self.fields["reached"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data.setdefault("reached", None)
        return data

    @property
    def amount(self) -> Decimal | None:
        return self.cleaned_data.get("reached")


class MergeForm(ReasonForm):
    """One of two tasks is kept."""

    keep = forms.TypedChoiceField(
        label="Giữ nhiệm vụ", coerce=int, widget=forms.RadioSelect,
        error_messages={"required": "Chưa chọn giữ nhiệm vụ nào.", "invalid_choice": "Hãy chọn một trong hai."},
    )  # fmt: skip
    field_order = ("keep", "reason")

    def __init__(self, *args: Any, sides: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = [(str(pk), said) for pk, said in sides]  # type: ignore[attr-defined]


class AssignForm(Refusable):
    """A decision assigns a body to a commune."""

    helper = UnitField("Cơ quan giúp đỡ", BODY_OFFERS, missing="Chưa ghi cơ quan giúp đỡ.")
    commune = UnitField("Xã được giúp đỡ", UNIT_OFFERS, missing="Chưa ghi xã được giúp đỡ.")
    decision = line(
        "Quyết định phân công", missing="Chưa ghi quyết định. Hãy ghi số, ký hiệu.", help_text="số, ký hiệu"
    )
    decision_on = DayField("Ngày của quyết định", missing="Chưa ghi ngày của quyết định.")
    since = DayField("Có hiệu lực từ ngày", missing="Chưa ghi ngày bắt đầu.")

    def __init__(self, *args: Any, bodies: Places, communes: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["helper"].places = bodies  # type: ignore[attr-defined]
        self.fields["commune"].places = communes  # type: ignore[attr-defined]


class EndForm(Refusable):
    """A sponsorship ends."""

    until = DayField("Ngày cuối", missing="Chưa ghi ngày cuối.")
    paper = line("Theo văn bản", missing="Chưa ghi văn bản. Hãy ghi số, ngày của văn bản.")
    reason = words("Lý do", missing="Chưa ghi lý do kết thúc.")


class CommitForm(Refusable):
    """The helper promises something concrete."""

    what = words("Việc giúp", missing="Chưa ghi việc giúp.")
    result = words(
        "Kết quả cụ thể",
        missing="Cam kết phải có kết quả cụ thể (Kế hoạch, mục IV điểm a). Hãy ghi kết quả cụ thể.",
        help_text="ví dụ hỗ trợ 500 m đường ngõ xóm thôn 2",
    )
    amount = AmountField("Kinh phí", help_text="đồng", whole=True)
    due = DayField("Hạn", missing="Chưa ghi hạn.")


class VisitForm(Refusable):
    """A day at the commune."""

    on = DayField("Ngày xuống xã", missing="Chưa ghi ngày.")
    people = line("Thành phần", missing="Chưa ghi thành phần. Hãy ghi ai đã làm việc với xã.", longest=300)
    content = words("Nội dung làm việc", missing="Chưa ghi nội dung làm việc với xã.", rows=3)


class OutcomeForm(Refusable):
    """What the help brought about."""

    on = DayField("Ngày có kết quả", missing="Chưa ghi ngày.")
    what = words("Kết quả ở xã", missing="Chưa ghi kết quả. Hãy ghi kết quả cụ thể ở xã.", rows=3)
    amount = AmountField("Trị giá", help_text="đồng", whole=True)
    commitment = choice("Thuộc cam kết", [])

    def __init__(self, *args: Any, commitments: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commitment"].choices = [("", "Không thuộc cam kết nào"), *commitments]  # type: ignore[attr-defined]
        if not commitments:
            del self.fields["commitment"]


class AnswerForm(VersionForm):
    """The commune contests, or the helper withdraws: one line of a page of many, named by `told`."""

    told = forms.CharField(widget=forms.HiddenInput, max_length=30)
    reason = words("Lý do", rows=2)
