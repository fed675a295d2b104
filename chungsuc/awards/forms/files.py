"""What is typed about subjects and achievements, and what the list is narrowed to."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from chungsuc.law.figures import FigureError, read_decimal
from chungsuc.law.spelling import fold
from chungsuc.organisations.access import EVERYWHERE, Scope
from chungsuc.organisations.finding import UnitUnclear, find_unit
from chungsuc.organisations.models import Unit
from chungsuc.rulebook.rule_facts import RuleFact
from chungsuc.web.fields import DayField, Refusable, choice, depending, line, paragraph

from ..actions import Achieved
from ..rules.naming import ACHIEVEMENTS, MERIT_KINDS


class Typed(Refusable):
    """A form in which a unit of a day is typed by name or code."""

    def found_unit(self, field: str, day: date, scope: Scope = EVERYWHERE) -> Unit | None:
        """The unit that a field means; None, with the reason at the field, when it is unclear."""
        written = self.cleaned_data.get(field)
        try:
            return find_unit(written, day, prefer=("commune",), scope=scope).unit if written else None
        except UnitUnclear as unclear:
            self.add_error(field, str(unclear))
            return None


class SubjectForm(Typed):
    """Somebody who may be rewarded."""

    kind = choice("Loại đối tượng", [], missing="Chưa chọn loại. Hãy chọn một loại ở mục IV của kế hoạch.")
    unit = line(
        "Đơn vị", missing="Chưa ghi đơn vị. Hãy ghi tên hoặc mã.", longest=400,
        help_text="chính đơn vị được khen; với người, hộ, doanh nghiệp thì đơn vị nơi ở, nơi làm việc",
    )  # fmt: skip
    name = depending(line("Tên", longest=300, help_text="để trống nếu đối tượng chính là đơn vị ở trên"))
    told_apart = line(
        "Để phân biệt", longest=200,
        help_text="chỉ khi có người trùng tên, ví dụ: thôn 3; đừng ghi số giấy tờ, ngày sinh, số điện thoại",
    )  # fmt: skip

    def __init__(self, *args: Any, kinds: Mapping[str, RuleFact], day: date, scope: Scope, **more: Any) -> None:
        super().__init__(*args, **more)
        self.day, self.scope = day, scope
        self.unit_found: Unit | None = None
        offered = [("", "Chọn…"), *((code, str(rule.value["name"])) for code, rule in kinds.items())]
        self.fields["kind"].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        self.unit_found = self.found_unit("unit", self.day, self.scope)
        return data


class NameForm(Refusable):
    """Another name of a subject."""

    name = line("Tên khác", missing="Chưa ghi tên. Hãy ghi tên khác.", longest=300)
    source = line(
        "Thấy ở", missing="Chưa ghi thấy ở đâu. Hãy ghi văn bản có tên ấy.", longest=300,
        help_text="ví dụ: Quyết định 12/QĐ-UBND ngày 05/01/2020",
    )  # fmt: skip


class AchievementForm(Typed):
    """Something achieved, with who can confirm it."""

    kind = choice("Loại", list(ACHIEVEMENTS.items()), missing="Chưa chọn loại. Hãy chọn một loại.")
    on = DayField("Ngày", missing="Chưa ghi ngày. Hãy ghi ngày đạt được, hoặc ngày ký quyết định khen thưởng.")
    title = line("Việc làm được", missing="Chưa ghi việc làm được. Hãy ghi trong một câu.", longest=300)
    amount = depending(
        line("Số lượng", longest=30, help_text="góp tiền: đồng; ngày công: ngày; hiến đất: m²; loại khác để trống")
    )
    form = choice("Hình thức khen thưởng", [], help_text="chỉ với khen thưởng đã nhận")
    paper = depending(line("Văn bản", longest=200, help_text="số, ngày quyết định; bắt buộc với khen thưởng đã nhận"))
    merit_kind = choice(
        "Khen theo", list(MERIT_KINDS.items()), help_text="chỉ với khen thưởng đã nhận; chưa rõ thì để trống"
    )
    office = line(
        "Cơ quan xác nhận", missing="Chưa ghi cơ quan xác nhận. Hãy ghi tên hoặc mã.", longest=400,
        help_text="nơi nhận đóng góp, nơi ký quyết định, nơi công nhận sáng kiến",
    )  # fmt: skip
    document = choice("Minh chứng", [], help_text="giấy tờ đơn vị đã đưa lên ở trang Minh chứng")

    def __init__(
        self, *args: Any, forms_known: Mapping[str, RuleFact], documents: list[tuple[str, str]], day: date, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.day = day
        self.office_found: Unit | None = None
        rewards = [(code, str(rule.value["name"])) for code, rule in forms_known.items()]
        self.fields["form"].choices = [("", "Chọn…"), *rewards]  # type: ignore[attr-defined]
        self.fields["document"].choices = [("", "Chưa có"), *documents]  # type: ignore[attr-defined]

    def clean_amount(self) -> Any:
        """The exact amount, or None."""
        written = self.cleaned_data["amount"]
        try:
            amount = read_decimal(written) if written else None
        except FigureError as fault:
            raise forms.ValidationError(str(fault)) from None
        if amount is not None and amount <= 0:
            raise forms.ValidationError("Số lượng phải lớn hơn 0. Hãy xem lại.")
        if amount is not None and amount != round(amount, 2):
            raise forms.ValidationError("Chỉ ghi đến hai chữ số thập phân. Hãy làm tròn lại.")
        return amount

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        self.office_found = self.found_unit("office", self.day)
        return data

    @property
    def achieved(self) -> Achieved:
        """What was written."""
        said = ("kind", "on", "title", "amount", "form", "paper", "merit_kind")
        return Achieved(**{name: self.cleaned_data[name] for name in said})


class JudgeForm(Refusable):
    """Why an achievement is confirmed, contested, withdrawn or put back; with the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    reason = paragraph(
        "Căn cứ, lý do", missing="Chưa ghi căn cứ, lý do. Hãy ghi đã xem giấy tờ nào, hỏi ai.", longest=2000,
        help_text="đừng ghi tên người ở đây",
    )  # fmt: skip


class SubjectFilter(forms.Form):
    """What the list is narrowed to, in the address; what cannot be understood asks for nothing."""

    q = forms.CharField(label="Tìm", required=False, max_length=200, help_text="tên, tên khác, đơn vị; không cần dấu")
    loai = forms.ChoiceField(label="Loại đối tượng", required=False)

    def __init__(self, *args: Any, kinds: Mapping[str, RuleFact], **more: Any) -> None:
        super().__init__(*args, **more)
        offered = [("", "Mọi loại"), *((code, str(rule.value["name"])) for code, rule in kinds.items())]
        self.fields["loai"].choices = offered  # type: ignore[attr-defined]

    def told(self, name: str) -> str:
        """One of the filters, "" when it is not given or not understood."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))

    @property
    def words(self) -> list[str]:
        """The folded words that are looked for."""
        return fold(self.told("q")).split()
