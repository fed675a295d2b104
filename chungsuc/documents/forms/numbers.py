"""Forms of numbers: giving them, holding them, cancelling one."""

from collections.abc import Sequence
from typing import Any

from django import forms

from chungsuc.law.periods import show_day
from chungsuc.web.fields import DayField, Refusable, choice, line

from ..actions.numbers import MOST_AT_ONCE
from .papers import words

MISSING_DAY = "Chưa ghi ngày. Hãy ghi ngày/tháng/năm."


class GiveForm(Refusable):
    """The day of the papers that get their numbers, and a held number where there is one paper."""

    day = DayField("Ngày ban hành", missing=MISSING_DAY, help_text="ngày/tháng/năm; số đã giữ có ngày của nó")
    reserved = choice("Dùng số đã giữ", [])

    def __init__(self, *args: Any, held: Sequence[Any], today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"day": show_day(today)}, **kwargs})
        offered = [(str(one.pk), f"{one.printed} ngày {show_day(one.given_on)}: {one.purpose}") for one in held]
        self.fields["reserved"].choices = [("", "Không, cấp số tiếp theo"), *offered]  # type: ignore[attr-defined]
        if not held:
            del self.fields["reserved"]


class ReserveForm(Refusable):
    """Numbers to be held for papers to come."""

    prefix = "giu"
    unit = choice("Cơ quan", [], missing="Chưa chọn cơ quan.")
    kind = choice("Loại văn bản", [], missing="Chưa chọn loại văn bản.")
    day = DayField("Ngày của số", missing=MISSING_DAY)
    count = forms.IntegerField(
        label="Giữ mấy số",
        initial=1,
        min_value=1,
        max_value=MOST_AT_ONCE,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), f"Hãy ghi một số từ 1 đến {MOST_AT_ONCE}."
        ),
    )
    expected = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
    purpose = line("Dùng cho", missing="Chưa ghi giữ số để làm gì.", longest=300)

    def __init__(
        self, *args: Any, units: Sequence[tuple[str, str]], kinds: Sequence[tuple[str, str]], today: Any, **kw: Any
    ) -> None:
        initial = {"day": show_day(today), "count": 1, "unit": units[0][0] if len(units) == 1 else ""}
        super().__init__(*args, **{"initial": initial, **kw})
        self.fields["unit"].choices = [("", "Chọn…"), *units]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", "Chọn…"), *kinds]  # type: ignore[attr-defined]


class CancelForm(Refusable):
    """A held number that is given up."""

    number = choice("Số đã giữ", [], missing="Chưa chọn số cần hủy.")
    reason = words("Lý do hủy", missing="Chưa ghi lý do hủy số.", rows=2, longest=1000)

    def __init__(self, *args: Any, held: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(one.pk), f"{one.printed} ({one.purpose})") for one in held]
        self.fields["number"].choices = [("", "Chọn…"), *offered]  # type: ignore[attr-defined]
