"""Launching the movement; narrowing the list of who got it."""

from django import forms

from chungsuc.web.fields import DayField, Refusable, line, paragraph

from ..actions.launches import Told
from ..launch_facts import STATES


class LaunchForm(Refusable):
    """The document that launches, cited, and the words that go with it."""

    number = line("Số, ký hiệu", missing="Chưa ghi số, ký hiệu. Phát động phải dẫn văn bản.", longest=100)
    title = line("Trích yếu", missing="Chưa ghi trích yếu của văn bản phát động.", longest=300)
    issued_on = DayField("Ngày văn bản", missing="Chưa ghi ngày văn bản.")
    message = paragraph("Lời phát động", help_text="đơn vị nhận đọc trước phần việc phải làm")

    @property
    def told(self) -> Told:
        """What was typed, for the act."""
        data = self.cleaned_data
        return Told(data["number"], data["title"], data["issued_on"], data["message"])


class DispatchFilter(forms.Form):
    """How the units of the list stand, in the address."""

    tinh_trang = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[("", "Mọi tình trạng"), *((code, words) for code, (words, _) in STATES.items())],
    )

    @property
    def state(self) -> str:
        """The state asked for; "" when none is, or it is not understood."""
        self.is_valid()
        return str(self.cleaned_data.get("tinh_trang", ""))
