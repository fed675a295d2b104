"""What the register is narrowed to, and what is typed when something becomes of an award."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from chungsuc.web.fields import DayField, Refusable, choice, line, paragraph

from ..actions.awarded import CORRECTED
from ..models.decisions import AWARD_STATES, UNDONE
from ..rules.naming import MERIT_KINDS
from .files import Typed

MOST_WORDS = 6
DONE = [one for one in AWARD_STATES if one[0] != UNDONE]


class RegisterFilter(Typed):
    """What the register is narrowed to, in the address; what cannot be understood asks for nothing."""

    q = forms.CharField(
        label="Tìm", required=False, max_length=200,
        help_text="tên, số quyết định, tên đơn vị (cả tên cũ); không cần dấu",
    )  # fmt: skip
    hinh_thuc = choice("Hình thức", [])
    nam = choice("Năm quyết định", [])
    trang_thai = choice("Tình trạng", DONE)
    don_vi = line("Đơn vị", longest=400, help_text="tên hoặc mã; cả đơn vị cũ đã nhập vào và các xã trực thuộc")

    def __init__(self, *args: Any, known: Mapping[str, str], day: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.day = day
        years = [(str(year), str(year)) for year in range(day.year, 1999, -1)]
        self.fields["hinh_thuc"].choices = [("", "Mọi hình thức"), *known.items()]  # type: ignore[attr-defined]
        self.fields["nam"].choices = [("", "Mọi năm"), *years]  # type: ignore[attr-defined]
        self.fields["trang_thai"].choices = [("", "Mọi tình trạng"), *DONE]  # type: ignore[attr-defined]

    def told(self, name: str) -> str:
        """One of the filters, "" when it is not given or not understood."""
        self.is_valid()
        return str(self.cleaned_data.get(name, "") or "")

    @property
    def words(self) -> Sequence[str]:
        """The words that are looked for, as they were typed."""
        return self.told("q").split()[:MOST_WORDS]


class AwardActForm(Refusable):
    """On whose paper something becomes of an award, why, from which day; with the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    paper = line("Theo văn bản", missing="Chưa ghi văn bản. Hãy ghi số, ngày của văn bản.", longest=300)
    on = DayField("Từ ngày", missing="Chưa ghi ngày. Hãy ghi ngày của văn bản.")
    reason = paragraph("Lý do", missing="Chưa ghi lý do. Hãy ghi lý do.", help_text="đừng ghi tên người ở đây")


class CorrectForm(AwardActForm):
    """A correction: what is there now is filled in."""

    LABELS: Mapping[str, str] = {
        "name": "Tên trong quyết định", "place": "Chức vụ, đơn vị", "merit": "Thành tích", "number": "Số quyết định",
        "signer": "Người ký", "works": "Công trình được thưởng", "merit_kind": "Khen theo",
    }  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, longest in CORRECTED.items():
            missing = "Ô này không được để trống." if name in ("name", "number") else ""
            made = paragraph if name == "merit" else line
            self.fields[name] = made(self.LABELS[name], missing=missing, longest=longest)
        self.fields["merit_kind"] = choice(self.LABELS["merit_kind"], list(MERIT_KINDS.items()))
        self.order_fields([*CORRECTED, "paper", "on", "reason"])

    @property
    def says(self) -> dict[str, str]:
        """The new texts by what they are."""
        return {name: str(self.cleaned_data[name]) for name in CORRECTED}


class ReplaceForm(AwardActForm):
    """Another decision in place of the one that gave the award."""

    number = line("Số quyết định mới", missing="Chưa ghi số quyết định mới. Hãy ghi.", longest=100)
    signer = line("Người ký", missing="Chưa ghi người ký. Hãy ghi họ tên, chức vụ.", longest=300)
    name = line("Tên trong quyết định mới", missing="Chưa ghi tên. Hãy ghi tên.", longest=300)
    place = line("Chức vụ, đơn vị", longest=400)
    merit = paragraph("Thành tích", longest=4000)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["on"].label = "Ngày ký quyết định mới"
        self.order_fields(["number", "signer", "on", "name", "place", "merit", "paper", "reason"])

    @property
    def says(self) -> dict[str, str]:
        """What the new decision says."""
        return {name: str(self.cleaned_data[name]) for name in ("name", "place", "merit")}
