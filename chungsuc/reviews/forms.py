"""What people type about reports. Nothing typed is lost: every form comes back as it was sent, with what to mend."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django import forms

from chungsuc.web.fields import DayField, Refusable, line, paragraph

from .actions import Item
from .rules import Section, with_keys

LONGEST = 20_000
_REOPEN = {"required": "Hãy mở lại trang."}


box = partial(paragraph, rows=6, longest=LONGEST)


class Versioned(Refusable):
    """A form that says which version was seen."""

    version = forms.IntegerField(
        min_value=0, widget=forms.HiddenInput, error_messages={"required": "Hãy mở lại trang."}
    )


class ReportForm(Versioned):
    """A unit's paragraphs by section, and who approved the report when it is sent."""

    approver = line("Người đứng đầu đã duyệt", help_text="họ và tên; ghi ô này hoặc ô văn bản đã ký")
    approver_post = line("Chức vụ của người duyệt")
    paper = line("Văn bản đã ký", help_text="số, ngày của báo cáo giấy nếu đã ký")

    def __init__(self, *args: Any, sections: Sequence[tuple[Section, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [section.code for section, _ in sections]
        boxes = {section.code: box(heading, help_text=section.question) for section, heading in sections}
        for section, _ in sections:
            if section.required:
                boxes[section.code].depends = True  # type: ignore[attr-defined]
        self.fields = {"version": self.fields["version"], **boxes, **self.fields}  # type: ignore[assignment]

    @property
    def texts(self) -> dict[str, str]:
        """What was typed, by section."""
        return {code: self.cleaned_data.get(code, "") for code in self.codes}

    @property
    def boxes(self) -> list[Any]:
        return [self[code] for code in self.codes]

    @property
    def approval(self) -> list[Any]:
        return [self[name] for name in ("approver", "approver_post", "paper")]


class StepForm(Versioned):
    """An act that needs nothing but the version seen."""


class ReasonForm(Versioned):
    """An act that needs a reason."""

    reason = box("Lý do", help_text="ghi rõ chỗ cần sửa", rows=3, missing="Chưa ghi lý do.", longest=2000)


class OpenForm(Refusable):
    """A round is opened."""

    viec = forms.CharField(widget=forms.HiddenInput, initial="mo", error_messages=_REOPEN)
    paper = line("Văn bản yêu cầu báo cáo", help_text="số, ngày của công văn nếu có")


class FreezeForm(Versioned):
    """Figures are frozen; a second time with a reason."""

    reason = box("Lý do chốt lại", help_text="chỉ cần khi đã chốt một lần", rows=2, longest=2000)


class ApproveForm(Versioned):
    """The province's report is approved."""

    approver = line("Người duyệt", missing="Chưa ghi người duyệt. Hãy ghi họ tên.")
    approver_post = line("Chức vụ")
    paper = line("Số, ngày văn bản", help_text="nếu đã có")


class SendForm(Versioned):
    """The approved report went to somebody."""

    addressees = forms.MultipleChoiceField(
        label="Gửi đến",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chưa chọn nơi nhận. Hãy chọn ít nhất một nơi."},
    )
    paper = line("Số, ngày văn bản đã gửi", missing="Chưa ghi số, ngày văn bản đã gửi.")

    def __init__(self, *args: Any, sent_to: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addressees"].choices = [(name, name) for name in sent_to]  # type: ignore[attr-defined]


class ReceiptForm(Refusable):
    """Somebody above has received the report."""

    sending = forms.IntegerField(widget=forms.HiddenInput)
    on = DayField("Nhận ngày", missing="Chưa ghi ngày nhận.")
    note = line("Theo", help_text="phiếu gửi, công văn trả lời, hệ thống văn bản")


class SectionForm(Refusable):
    """The officer's words of one section. Figures stand in it as [[name]]; dropping one has to be said."""

    seq = forms.IntegerField(min_value=0, widget=forms.HiddenInput, error_messages=_REOPEN)
    text = box("Nội dung của mục", rows=18, longest=60_000)
    drop = forms.BooleanField(label="Tôi đồng ý bỏ các số liệu không còn nhắc đến", required=False)

    def __init__(self, *args: Any, names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names

    def clean_text(self) -> str:
        """The text with its figures by key; names that mean no figure are told."""
        text, unknown = with_keys(self.cleaned_data["text"], self.names)
        if unknown:
            listed = ", ".join(f"[[{name}]]" for name in unknown)
            raise forms.ValidationError(f"Không có số liệu tên {listed}. Hãy chép đúng tên trong danh sách dưới ô.")
        return text


class HourField(forms.TimeField):
    """An hour typed as 8:00, 8 giờ 30 or 8h30."""

    def __init__(self, label: str, *, missing: str = "") -> None:
        super().__init__(
            label=label,
            required=bool(missing),
            input_formats=["%H:%M", "%H giờ %M", "%Hh%M", "%H"],
            help_text="giờ và phút, ví dụ 08:00",
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={"invalid": "Hãy ghi giờ dạng 08:00.", "required": missing},
        )


class ProgrammeForm(Versioned):
    """When and where the conference is held, by whom, who is invited."""

    held_on = DayField("Ngày họp", missing="Chưa ghi ngày họp.")
    starts_at = HourField("Giờ bắt đầu", missing="Chưa ghi giờ bắt đầu.")
    place = line("Địa điểm", missing="Chưa ghi địa điểm.", longest=300)
    chair = line("Chủ trì", missing="Chưa ghi người chủ trì.")
    guests = box("Thành phần mời", help_text="mỗi dòng một cơ quan, một người", rows=5, longest=4000)

    @property
    def said(self) -> dict[str, Any]:
        """What the act needs."""
        data = self.cleaned_data
        names = [name.strip() for name in data["guests"].split("\n") if name.strip()]
        return {**{key: data[key] for key in ("held_on", "starts_at", "place", "chair")}, "guests": names}


class ItemForm(forms.Form):
    """One item of the programme; a line without words is left out."""

    starts_at = HourField("Từ lúc")
    what = line("Nội dung", longest=500)
    who = line("Người thực hiện")

    def clean(self) -> dict[str, Any]:
        """An hour or a person without what is done is a slip."""
        data = super().clean() or {}
        if not data.get("what") and (data.get("who") or data.get("starts_at")):
            self.add_error("what", "Chưa ghi nội dung của dòng này.")
        return data


ItemForms = forms.formset_factory(ItemForm, extra=4, max_num=60, validate_max=True)


def items_of(formset: Any) -> list[Item]:
    """The items that were typed, in their order."""
    rows = [form.cleaned_data for form in formset if form.cleaned_data.get("what")]
    return [Item(row["starts_at"], row["what"], row["who"]) for row in rows]
