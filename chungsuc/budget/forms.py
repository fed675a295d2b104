"""What is typed about estimates: the year, lines as rows, acts with a reason or a decision, money."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from chungsuc.law.spelling import nfc
from chungsuc.web.fields import AmountField, DayField, Refusable, choice, depending, line, paragraph, typed_amount

from .models import EstimateLine
from .rules import PURPOSE_CHOICES, Line, line_faults
from .sources import Sources

BASIS_HELP = (
    "văn bản quy định mức chi, ví dụ: Thông tư 40/2017/TT-BTC, điều 6; chưa có thì để trống, nhưng chưa trình được"
)

PLAIN = "ví dụ 1.500.000"


class YearForm(Refusable):
    """Which year an estimate is for."""

    year = AmountField("Năm", missing="Chưa ghi năm. Hãy ghi năm của dự toán.", whole=True)

    def clean_year(self) -> int:
        """A year as a number."""
        year = int(self.cleaned_data["year"])
        if not 2000 <= year <= 2100:
            raise forms.ValidationError("Năm này không đúng. Hãy ghi bốn chữ số, ví dụ 2025.")
        return year


class Versioned(Refusable):
    """An act that carries the version that was seen and asks for nothing else."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)


class ReasonForm(Versioned):
    """An act that asks why."""

    reason = paragraph("Lý do", missing="Chưa ghi lý do. Hãy ghi rõ để người nhận biết phải làm gì.", longest=500)


class DecisionForm(Versioned):
    """The decision of UBND tỉnh."""

    paper = line("Số quyết định", missing="Chưa ghi số quyết định. Hãy ghi số, ký hiệu.", longest=100)
    decided_on = DayField("Ngày ký", missing="Chưa ghi ngày. Hãy ghi ngày ký quyết định.")


class AllocateForm(Versioned):
    """Money that a document gives to a source."""

    source = choice("Nguồn", [], missing="Chưa chọn nguồn. Hãy chọn một nguồn.")
    amount = AmountField("Số tiền, đồng", missing="Chưa ghi số tiền.", whole=True, help_text=PLAIN)
    on = DayField("Ngày của văn bản", missing="Chưa ghi ngày.")
    document = line("Văn bản bố trí", missing="Chưa ghi văn bản bố trí.", help_text="số, ký hiệu, cơ quan ban hành")

    def __init__(self, *args: Any, sources: Sources, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", "Chọn…"), *sources.choices]  # type: ignore[attr-defined]


class SpendForm(Versioned):
    """Money spent on a line; a reason where the person may go beyond."""

    amount = AmountField("Số tiền, đồng", missing="Chưa ghi số tiền.", whole=True, help_text=PLAIN)
    on = DayField("Ngày chi", missing="Chưa ghi ngày chi.")
    document = line("Chứng từ", missing="Chưa ghi chứng từ. Hãy ghi số và ngày.")
    line = choice("Chi cho dòng", [], missing="Chưa chọn dòng dự toán. Hãy chọn một dòng.")
    field_order = ("version", "line")
    reason = depending(
        paragraph(
            "Lý do cho phép chi vượt", longest=500, help_text="chỉ ghi khi chi trước phê duyệt hoặc quá số đã bố trí"
        )
    )

    def __init__(self, *args: Any, lines: Iterable[tuple[str, str]], beyond: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [("", "Chọn…"), *lines]  # type: ignore[attr-defined]
        if not beyond:
            del self.fields["reason"]


class CounterForm(ReasonForm):
    """Which entry is taken back, and why."""

    entry = choice("Dòng ghi sai", [], missing="Chưa chọn dòng. Hãy chọn dòng cần ghi đảo.")
    field_order = ("version", "entry", "reason")

    def __init__(self, *args: Any, entries: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entry"].choices = [("", "Chọn…"), *entries]  # type: ignore[attr-defined]


class LineForm(forms.Form):
    """One row of an estimate; a row with nothing in it is left out."""

    purpose = choice("Mục chi", PURPOSE_CHOICES)
    what = line("Nội dung chi", longest=400)
    norm = AmountField("Định mức, đồng", whole=True, help_text=PLAIN)
    quantity = AmountField("Số lượng")
    measure = line("Đơn vị tính", longest=60, help_text="cuộc, người, ngày")
    source = choice("Nguồn", [])
    basis = line("Căn cứ định mức", longest=400, help_text=BASIS_HELP)

    def __init__(self, *args: Any, sources: Sources, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources, self.said = sources, None
        self.fields["source"].choices = [("", "Chọn…"), *sources.choices]  # type: ignore[attr-defined]
        for field in self.fields.values():
            depending(field)

    said: Line | None

    def clean(self) -> dict[str, Any]:
        """Every fault of a row that says anything, each at its field."""
        data = dict(super().clean() or {})
        if self.errors or not any(data.values()):
            return data
        for name, missing in (("norm", "Chưa ghi định mức."), ("quantity", "Chưa ghi số lượng.")):
            if data.get(name) is None:
                self.add_error(name, missing)
        source = self.sources.by_code(data["source"])
        if source is None:
            self.add_error("source", "Chưa chọn nguồn. Hãy chọn một nguồn.")
        if self.errors or source is None:
            return data
        said: dict[str, Any] = {name: data[name] for name in ("purpose", "norm", "quantity")}
        said |= {name: nfc(data[name]) for name in ("what", "measure", "basis")}
        self.said = Line(source=source, **said)
        for name, text in line_faults(self.said):
            self.add_error(name, text)
        return data


LineForms = forms.formset_factory(LineForm, extra=3, max_num=100, absolute_max=120, validate_max=True)


def lines_of(formset: Any) -> list[Line]:
    """The lines that were typed, in their order."""
    return [form.said for form in formset if getattr(form, "said", None) is not None]


def typed(row: EstimateLine) -> dict[str, str]:
    """A line as it may be typed back."""
    return {
        "purpose": row.purpose, "what": row.what, "norm": typed_amount(row.norm), "basis": row.basis,
        "quantity": typed_amount(row.quantity), "measure": row.measure, "source": row.source,
    }  # fmt: skip
