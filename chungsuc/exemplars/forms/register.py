"""What is typed about an exemplar: found, verified, written anew, ended; and what the list is narrowed to."""

from datetime import date
from typing import Any

from django import forms

from chungsuc.law.spelling import fold
from chungsuc.organisations.access import EVERYWHERE, Scope
from chungsuc.organisations.finding import FoundUnit, UnitUnclear, find_unit
from chungsuc.web.fields import DayField, choice, line, paragraph

from ..actions import Written
from ..models import CopyResult, Verification
from ..rules.naming import KINDS
from ..workflow import STATES

NAME_HELP = "tên người chỉ ghi ở ô này, và chỉ hiện ra khi người ấy đồng ý; mô hình, tập thể thì ghi tên gọi"
TEXT_HELP = "làm gì, cách làm, kết quả bằng số nếu có; đừng ghi tên người ở đây"


class Versioned(forms.Form):
    """A form about something that others may change: it carries the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)


class WithUnit(forms.Form):
    """A form with a unit that is typed; `found` is the unit of the day in the field `day_field`."""

    day_field = ""
    prefer: tuple[str, ...] = ("commune",)

    def __init__(self, *args: Any, day: date, scope: Scope = EVERYWHERE, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day, self.scope = day, scope
        self.found: FoundUnit | None = None

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        day = data.get(self.day_field) or self.day
        if data.get("unit"):
            try:
                self.found = find_unit(data["unit"], day, prefer=self.prefer, scope=self.scope)
            except UnitUnclear as unclear:
                self.add_error("unit", str(unclear))
        return data


class FindForm(WithUnit):
    """An exemplar that was found."""

    day_field = "found_on"
    kind = choice("Loại", list(KINDS.items()), missing="Chưa chọn loại. Hãy chọn một loại.")
    unit = line(
        "Ở đơn vị", missing="Chưa ghi đơn vị. Hãy ghi tên hoặc mã đơn vị.", help_text="tên hoặc mã", longest=400
    )
    found_on = DayField("Ngày phát hiện", missing="Chưa ghi ngày. Hãy ghi ngày phát hiện.")
    name = line("Tên điển hình", missing="Chưa ghi tên. Hãy ghi tên của điển hình.", help_text=NAME_HELP, longest=300)
    title = line(
        "Việc làm được", missing="Chưa ghi việc làm được. Hãy ghi trong một câu.", longest=300,
        help_text="một câu, ví dụ: Hiến 300 m² đất làm đường thôn; đừng ghi tên người ở đây",
    )  # fmt: skip
    text = paragraph(
        "Nội dung", missing="Chưa ghi nội dung. Hãy ghi cách làm và kết quả.", help_text=TEXT_HELP, rows=6, longest=6000
    )

    @property
    def written(self) -> Written:
        """What was written about it."""
        return Written(*(self.cleaned_data[name] for name in ("name", "title", "text")))


class RewriteForm(Versioned):
    """The story written anew."""

    name = line("Tên điển hình", missing="Chưa ghi tên. Hãy ghi tên của điển hình.", help_text=NAME_HELP, longest=300)
    title = line("Việc làm được", missing="Chưa ghi việc làm được. Hãy ghi trong một câu.", longest=300)
    text = paragraph(
        "Nội dung", missing="Chưa ghi nội dung. Hãy ghi cách làm và kết quả.", help_text=TEXT_HELP, rows=6, longest=6000
    )


class AskAgainForm(RewriteForm):
    """What was refuted, written anew for another look."""

    reason = line(
        "Lý do đề nghị xác minh lại", missing="Chưa ghi lý do. Hãy ghi điều gì đã bổ sung, làm rõ.", longest=500
    )
    field_order = ("version", "title", "text", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["name"]


class VerifyForm(Versioned):
    """What was seen on the spot."""

    outcome = choice("Kết quả xác minh", list(Verification.OUTCOMES), missing="Chưa chọn kết quả. Hãy chọn một.")
    on = DayField("Ngày xác minh", missing="Chưa ghi ngày. Hãy ghi ngày xác minh.")
    reason = paragraph(
        "Đã xem ở đâu, gặp ai, thấy thế nào", longest=2000, rows=4,
        missing="Chưa ghi lý do. Hãy ghi đã xem ở đâu, thấy thế nào.", help_text="đừng ghi tên người ở đây",
    )  # fmt: skip


class EndForm(Versioned):
    """Why it is no longer held up."""

    on = DayField("Thôi nêu gương từ ngày", missing="Chưa ghi ngày. Hãy ghi ngày.")
    reason = line("Lý do", missing="Chưa ghi lý do. Hãy ghi vì sao thôi nêu gương.", longest=1000)


class CopyForm(Versioned, WithUnit):
    """Who takes it over."""

    day_field = "since"
    unit = line(
        "Đơn vị học theo", missing="Chưa ghi đơn vị. Hãy ghi tên hoặc mã đơn vị.", help_text="tên hoặc mã", longest=400
    )
    since = DayField("Học theo từ ngày", missing="Chưa ghi ngày. Hãy ghi ngày bắt đầu học theo.")


class ResultForm(Versioned):
    """What came of it; the version is the number of the result."""

    outcome = choice("Kết quả", list(CopyResult.OUTCOMES), missing="Chưa chọn kết quả. Hãy chọn một.")
    on = DayField("Tính đến ngày", missing="Chưa ghi ngày. Hãy ghi ngày.")
    text = paragraph("Kết quả cụ thể", missing="Chưa ghi kết quả. Hãy ghi kết quả cụ thể.", longest=2000, rows=4)


class AsideForm(forms.Form):
    """Why a candidate is left out."""

    reason = line("Lý do để lại", missing="Chưa ghi lý do. Hãy ghi vì sao để lại đề xuất này.", longest=500)


class ExemplarFilter(forms.Form):
    """What the list is narrowed to, in the address; what cannot be understood asks for nothing."""

    q = forms.CharField(label="Tìm", required=False, max_length=200, help_text="không cần dấu")
    loai = forms.ChoiceField(label="Loại", required=False, choices=[("", "Mọi loại"), *KINDS.items()])
    trang_thai = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[("", "Mọi tình trạng"), *((s.code, s.label) for s in STATES.values())],
    )
    nam = forms.TypedChoiceField(label="Năm phát hiện", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, years: range, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nam"].choices = [("", "Mọi năm"), *((str(year), str(year)) for year in years)]  # type: ignore[attr-defined]

    def told(self, name: str) -> Any:
        """One of the filters, "" or None when it is not given or not understood."""
        self.is_valid()
        return self.cleaned_data.get(name, "")

    @property
    def words(self) -> list[str]:
        """The folded words that are looked for."""
        return fold(self.told("q") or "").split()
