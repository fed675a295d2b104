"""Sending a difficulty or proposal, acting on it, narrowing the list, asking for a summary."""

from collections.abc import Sequence
from typing import Any

from django import forms

from chungsuc.web.fields import DayField, Refusable, choice, line, paragraph

from ..actions.concerns import Told
from ..models import Concern
from ..workflow import ACTS, STATES, TRANSFER

Choices = Sequence[tuple[str, str]]


class ConcernForm(Refusable):
    """What a unit finds difficult or proposes, and whom it tells."""

    unit = forms.ChoiceField(label="Đơn vị gửi", error_messages={"required": "Chưa chọn đơn vị gửi."})
    kind = choice("Loại", Concern.KINDS, missing="Chưa chọn loại. Hãy chọn một loại.")
    office = choice(
        "Gửi đến",
        [],
        missing="Chưa chọn nơi nhận. Hãy chọn một nơi.",
        help_text="gửi chưa đúng nơi thì nơi nhận chuyển tiếp, đơn vị không phải gửi lại",
    )
    title = line("Về việc", missing="Chưa ghi về việc gì.", longest=200, help_text="một câu ngắn")
    text = paragraph(
        "Nội dung",
        missing="Chưa ghi nội dung. Hãy ghi khó khăn gì, ở đâu, đề nghị thế nào.",
        help_text="khó khăn gì, ở đâu, đề nghị thế nào",
    )

    def __init__(self, *args: Any, units: Choices, offices: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["unit"].choices = list(units)  # type: ignore[attr-defined]
        self.fields["office"].choices = [("", "Chọn…"), *offices]  # type: ignore[attr-defined]

    @property
    def told(self) -> Told:
        """What was typed, for the act."""
        data = self.cleaned_data
        return Told(data["kind"], data["title"], data["text"])


class ActForm(Refusable):
    """One act with a concern: the version that was seen, the text it needs, the office of a transfer."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    to = choice("Chuyển đến", [], missing="Chưa chọn nơi nhận. Hãy chọn nơi khác sẽ trả lời.")
    text = forms.CharField()

    def __init__(self, *args: Any, act: str, offices: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        words = ACTS[act].text
        if words:
            self.fields["text"] = paragraph(words, missing=f"{words}? Hãy ghi rồi gửi lại.")
        else:
            del self.fields["text"]
        if act == TRANSFER:
            self.fields["to"].choices = [("", "Chọn…"), *offices]  # type: ignore[attr-defined]
        else:
            del self.fields["to"]


class ConcernFilter(forms.Form):
    """What the list is narrowed to, in the address; what cannot be understood asks for nothing."""

    loai = forms.ChoiceField(label="Loại", required=False, choices=[("", "Mọi loại"), *Concern.KINDS])
    tinh_trang = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[("", "Mọi tình trạng"), ("owed", "chưa trả lời xong"), *((s.code, s.label) for s in STATES.values())],
    )
    noi_nhan = forms.ChoiceField(label="Nơi nhận", required=False)

    def __init__(self, *args: Any, offices: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["noi_nhan"].choices = [("", "Mọi nơi"), *offices]  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, str]:
        """The filters by the names of `narrowed`; only those that are given and understood."""
        self.is_valid()
        names = {"kind": "loai", "state": "tinh_trang", "office": "noi_nhan"}
        found = {name: str(self.cleaned_data.get(field, "")) for name, field in names.items()}
        return {name: value for name, value in found.items() if value}


class SummaryForm(Refusable):
    """The span of days of a summary."""

    tu = DayField("Gửi từ ngày", missing="Chưa ghi ngày đầu.")
    den = DayField("Gửi đến ngày", missing="Chưa ghi ngày cuối.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("tu") and data.get("den") and data["den"] < data["tu"]:
            self.add_error("den", "Ngày cuối trước ngày đầu. Hãy xem lại hai ngày.")
        return data
