"""What is typed about eligibility: the form and day asked for, open cases, judgements on former awards."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from chungsuc.web.fields import DayField, Refusable, choice, line, paragraph

from ..rules.naming import MERIT_KINDS
from ..rules.rule_names import OPEN


class EligibilityForm(forms.Form):
    """Which form, for a dossier received on which day; in the address."""

    hinh_thuc = choice("Hình thức", [], missing="Chưa chọn hình thức. Hãy chọn một hình thức.")
    nhan = DayField("Ngày nhận hồ sơ", help_text="để trống là hôm nay; luật áp dụng theo ngày này")
    theo = choice("Khen theo", list(MERIT_KINDS.items()), help_text="để trống là chưa rõ")

    def __init__(self, *args: Any, forms_known: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["hinh_thuc"].choices = [("", "Chọn…"), *forms_known]  # type: ignore[attr-defined]

    def received(self, today: date) -> date:
        """The day of receipt that was typed, today when none was."""
        return self.cleaned_data["nhan"] or today


class BarForm(Refusable):
    """An open case."""

    kind = choice("Loại việc", list(OPEN.items()), missing="Chưa chọn loại việc. Hãy chọn một loại.")
    source = line(
        "Nguồn", missing="Chưa ghi nguồn. Hãy ghi văn bản, cơ quan cho biết.", longest=300,
        help_text="số, ngày văn bản hoặc cơ quan cho biết; đơn vị giữ hồ sơ đọc được ô này",
    )  # fmt: skip
    since = DayField("Từ ngày", missing="Chưa ghi từ ngày nào. Hãy ghi ngày của văn bản.")
    until = DayField("Đến hết ngày", help_text="để trống nếu chưa biết khi nào xong")
    note = paragraph("Nội dung", longest=2000, help_text="chỉ người ghi, gỡ và người giám sát đọc")


class LiftForm(Refusable):
    """Why an open case stands no longer, on which paper."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    reason = paragraph("Lý do gỡ", missing="Chưa ghi lý do gỡ. Hãy ghi việc đã kết thúc ra sao.")
    paper = line("Văn bản", missing="Chưa ghi văn bản. Hãy ghi số, ngày của kết luận.", longest=300)


class MatchForm(Refusable):
    """Why a former award does not count, or counts again."""

    reason = paragraph(
        "Lý do", missing="Chưa ghi lý do. Hãy ghi đã đối chiếu gì.", help_text="đừng ghi tên người ở đây"
    )
