"""What is typed about rounds and the lines of their lists."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms as inputs

from chungsuc.law.spelling import fold
from chungsuc.web.fields import AmountField, DayField, Refusable, choice, line, paragraph

from ..models.rounds import LISTING_STATES
from ..rules.eligibility import RESULTS
from .dossiers import version_field

DIGITS = 4
Choices = Sequence[tuple[str, str]]


class RoundForm(Refusable):
    """A round to be opened."""

    name = line("Tên đợt", missing="Chưa ghi tên đợt. Hãy ghi, ví dụ: Sơ kết năm 2023.", longest=200)
    year = AmountField("Năm", missing="Chưa ghi năm. Hãy ghi bốn chữ số.", whole=True)
    forms = inputs.MultipleChoiceField(
        label="Hình thức được xét", widget=inputs.CheckboxSelectMultiple,
        error_messages={
            "required": "Chưa chọn hình thức. Hãy chọn ít nhất một hình thức.",
            "invalid_choice": "Hình thức này không còn. Hãy chọn lại.",
        },
    )  # fmt: skip
    code = choice("Đi cùng hội nghị", [], help_text="đợt sơ kết, tổng kết của kế hoạch; đợt hằng năm thì để trống")
    paper = line("Văn bản hướng dẫn", longest=300, help_text="số, ngày, cơ quan ban hành")
    nominate_until = DayField("Nhận hồ sơ đến hết ngày", missing="Chưa ghi ngày. Hãy ghi ngày cuối nhận hồ sơ.")

    def __init__(self, *args: Any, forms_known: Choices, codes: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["forms"].choices = forms_known  # type: ignore[attr-defined]
        self.fields["code"].choices = [("", "Không"), *codes]  # type: ignore[attr-defined]
        if not codes:
            del self.fields["code"]

    def clean_year(self) -> int:
        """The year, of four digits."""
        year = int(self.cleaned_data["year"])
        if len(str(year)) != DIGITS:
            raise inputs.ValidationError("Năm phải có bốn chữ số, ví dụ 2025.")
        return year


class VersionForm(Refusable):
    """An act that only needs what was seen."""

    version = version_field()


class AsideForm(Refusable):
    """Why a line of the list is set aside."""

    version = version_field()
    reason = paragraph(
        "Lý do để lại", missing="Chưa ghi lý do. Hãy ghi vì sao để lại.", longest=2000,
        help_text="đừng ghi tên người ở đây",
    )  # fmt: skip


class ListingFilter(inputs.Form):
    """What a list is narrowed to, in the address; what cannot be understood asks for nothing."""

    q = inputs.CharField(label="Tìm", required=False, max_length=200, help_text="tên đối tượng, đơn vị; không cần dấu")
    ketqua = inputs.ChoiceField(label="Kết quả soát", required=False, choices=[("", "Mọi kết quả"), *RESULTS.items()])
    loai = inputs.ChoiceField(label="Loại đối tượng", required=False)
    hinhthuc = inputs.ChoiceField(label="Hình thức", required=False)
    buoc = inputs.ChoiceField(label="Tình trạng", required=False, choices=[("", "Mọi tình trạng"), *LISTING_STATES])

    def __init__(self, *args: Any, kinds: Mapping[str, str], forms_known: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["loai"].choices = [("", "Mọi loại"), *kinds.items()]  # type: ignore[attr-defined]
        self.fields["hinhthuc"].choices = [("", "Mọi hình thức"), *forms_known]  # type: ignore[attr-defined]

    def told(self, name: str) -> str:
        """One of the filters, "" when it is not given or not understood."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))

    @property
    def words(self) -> list[str]:
        """The folded words that are looked for."""
        return fold(self.told("q")).split()
