"""What is typed about a contribution, its consents, likely duplicates; and what the list is narrowed to."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from chungsuc.law.spelling import fold
from chungsuc.organisations.access import EVERYWHERE, Scope
from chungsuc.organisations.finding import FoundUnit, UnitUnclear, find_unit
from chungsuc.web.fields import AmountField, DayField, Refusable, choice, depending, line, paragraph, typed_amount

from ..refusals import ResourceRefused
from ..rules.giving import KIND_CHOICES, KINDS, MONEY, Gift
from ..sources import Sources
from ..workflow import STATES

GIVER_HELP = "tên chỉ hiện ra khi người ấy đồng ý; cả thôn góp chung thì để trống"
BASIS_HELP = "quyết định, bảng giá, hóa đơn kèm ngày; chưa có căn cứ thì để trống cả hai ô, không ước lượng"


class Answered(Refusable):
    """A form of an act that may be refused for several reasons, each at its field; `is_stale`: somebody was first."""

    is_stale = False

    def refuse(self, refused: ResourceRefused) -> None:  # type: ignore[override]
        """Puts each fault at its field, or above the form."""
        for name, text in refused.faults:
            self.add_error(name if name in self.fields else None, text)


class GiftForm(Answered):
    """A contribution: who received it, when, from where, how much, for what."""

    unit = line("Nơi nhận", missing="Chưa ghi nơi nhận. Hãy ghi tên hoặc mã xã, huyện, tỉnh.", longest=400,
                help_text="tên hoặc mã của đơn vị vào ngày đóng góp")  # fmt: skip
    given_on = DayField("Ngày đóng góp", missing="Chưa ghi ngày. Hãy ghi ngày đóng góp.")
    source = choice("Nguồn", [], missing="Chưa chọn nguồn. Hãy chọn một nguồn.")
    giver = line("Người, đơn vị đóng góp", longest=300, help_text=GIVER_HELP)
    kind = choice("Loại", KIND_CHOICES, missing="Chưa chọn loại. Hãy chọn một loại.")
    quantity = AmountField(
        "Số lượng",
        missing="Chưa ghi số lượng. Hãy ghi bằng số.",
        help_text="tiền: đồng; ngày công: ngày; đất: m²; hiện vật: theo đơn vị tính ở dưới",
    )
    measure = depending(
        line("Đơn vị tính của hiện vật", longest=60, help_text="chỉ ghi cho hiện vật, ví dụ: bao xi măng, cây")
    )
    value = depending(
        AmountField(
            "Giá trị bằng tiền, đồng",
            whole=True,
            help_text="chỉ ghi cho ngày công, đất, hiện vật khi có căn cứ quy đổi",
        )
    )
    basis = depending(line("Căn cứ quy đổi", longest=400, help_text=BASIS_HELP))
    purpose = line("Cho công trình, nhiệm vụ", missing="Chưa ghi đóng góp cho công trình, nhiệm vụ nào.", longest=400,
                   help_text="ví dụ: đường trục thôn 3; đừng ghi tên người ở đây")  # fmt: skip

    def __init__(self, *args: Any, sources: Sources, day: date, scope: Scope = EVERYWHERE, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources, self.day, self.scope = sources, day, scope
        self.found: FoundUnit | None = None
        self.fields["source"].choices = [("", "Chọn…"), *sources.choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        if data.get("unit"):
            try:
                day = data.get("given_on") or self.day
                self.found = find_unit(data["unit"], day, prefer=("commune",), scope=self.scope)
            except UnitUnclear as unclear:
                self.add_error("unit", str(unclear))
        if data.get("kind") == MONEY:
            data["value"], data["basis"] = None, ""
        return data

    @property
    def gift(self) -> Gift:
        """What was typed; days of work get the worth that a rule in force says, where nothing was typed."""
        data = self.cleaned_data
        source = self.sources.by_code(data["source"])
        assert source is not None
        value, basis = data["value"], data["basis"]
        known = self.sources.worth_of(data["kind"], data["quantity"]) if value is None and not basis else None
        if known is not None:
            value, basis = known
        said = {name: data[name] for name in ("given_on", "kind", "quantity", "measure", "giver", "purpose")}
        return Gift(source=source, value=value, basis=basis, **said)


def typed(row: Any) -> dict[str, Any]:
    """GiftTerms as they may be typed back."""
    from chungsuc.law.periods import show_day

    return {
        "unit": row.contribution.unit.code, "given_on": show_day(row.given_on), "source": row.source,
        "giver": row.giver, "kind": row.kind, "quantity": typed_amount(row.quantity),
        "measure": "" if KINDS[row.kind].measure else row.measure,
        "value": "" if row.value is None or row.kind == MONEY else typed_amount(row.value), "basis": row.basis,
        "purpose": row.purpose,
    }  # fmt: skip


class Versioned(Answered):
    """An act that carries the version that was seen and asks for nothing else."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)


class ReasonForm(Versioned):
    """An act that asks why."""

    reason = paragraph("Lý do", missing="Chưa ghi lý do. Hãy ghi rõ để người nhận biết phải làm gì.", longest=500)


class CorrectForm(GiftForm, ReasonForm):
    """A contribution said anew; the receiving unit stays."""

    field_order = ("version", "given_on", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["unit"]


class ConsentForm(Versioned):
    """That the giver agreed to be named."""

    given_on = DayField("Ngày đồng ý", missing="Chưa ghi ngày. Hãy ghi ngày người ấy đồng ý.")
    file = forms.FileField(
        label="Giấy đồng ý", required=False, help_text="ảnh hoặc tệp PDF có chữ ký; không có thì ghi người chứng kiến"
    )
    witness = depending(line("Người chứng kiến", help_text="khi đồng ý bằng lời: ai nghe, chức vụ"))


class WithdrawConsentForm(Versioned):
    """That the giver took the consent back."""

    on = DayField("Ngày rút", missing="Chưa ghi ngày. Hãy ghi ngày rút.")
    how = line("Rút bằng cách nào", missing="Chưa ghi rút bằng cách nào. Hãy ghi ngắn gọn.", longest=500)


class PaperForm(Versioned):
    """A kept document that proves the contribution."""

    document = choice("Tài liệu", [], missing="Chưa chọn tài liệu. Hãy chọn một tài liệu trong kho minh chứng.")

    def __init__(self, *args: Any, documents: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].choices = [("", "Chọn…"), *documents]  # type: ignore[attr-defined]


class MergeForm(ReasonForm):
    """Which of two contributions is kept, and why they are one."""

    keep = choice("Giữ dòng nào", [], missing="Chưa chọn giữ dòng nào. Hãy chọn một trong hai.")
    field_order = ("version", "keep", "reason")

    def __init__(self, *args: Any, sides: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = [("", "Chọn…"), *sides]  # type: ignore[attr-defined]


class GiftFilter(forms.Form):
    """What the list is narrowed to, in the address; what cannot be understood asks for nothing."""

    q = forms.CharField(
        label="Tìm nơi nhận, công trình, tên được xem", required=False, max_length=200, help_text="không cần dấu"
    )
    nguon = forms.ChoiceField(label="Nguồn", required=False)
    loai = forms.ChoiceField(label="Loại", required=False, choices=[("", "Mọi loại"), *KIND_CHOICES])
    nam = forms.ChoiceField(label="Năm", required=False)
    trang_thai = forms.ChoiceField(
        label="Tình trạng", required=False,
        choices=[("", "Chưa rút, chưa gộp"), *((s.code, s.label) for s in STATES.values())],
    )  # fmt: skip

    def __init__(self, *args: Any, sources: Sources, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(str(year), str(year)) for year in range(today.year, 2010, -1)]
        self.fields["nguon"].choices = [("", "Mọi nguồn"), *sources.choices]  # type: ignore[attr-defined]
        self.fields["nam"].choices = [("", "Mọi năm"), *years]  # type: ignore[attr-defined]

    def told(self, name: str) -> Any:
        """One of the filters, "" when it is not given or not understood."""
        self.is_valid()
        return self.cleaned_data.get(name) or ""

    @property
    def words(self) -> list[str]:
        """The words that are looked for, without accents."""
        return fold(self.told("q")).split()
