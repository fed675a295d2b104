"""The list narrowed in the address; a reason, a wish for a later day, its answer."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from chungsuc.organisations.access import Person
from chungsuc.web.fields import DayField, line, paragraph

from . import actions
from .actions import DueRefused, Stale
from .listing import ANY_TIME, Asked
from .models import Excuse
from .rules import State

_STATES = [("", "Mọi tình trạng"), *((state.value, state.label.capitalize()) for state in State)]


class DueFilter(forms.Form):
    """What the calendar is narrowed to; what cannot be understood asks for nothing."""

    tinh_trang = forms.ChoiceField(label="Tình trạng", required=False, choices=_STATES)
    loai = forms.ChoiceField(label="Loại việc", required=False)
    don_vi = forms.CharField(
        label="Đơn vị", required=False, max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    thang = forms.CharField(
        label="Tháng của hạn", required=False, max_length=10, help_text="tháng/năm",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip
    han = DayField("Hạn đúng ngày")

    cua_toi = forms.BooleanField(label="Chỉ việc của đơn vị tôi", required=False)

    def __init__(self, *args: Any, kinds: Mapping[str, str], own: frozenset[int] = frozenset(), **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.own = own
        if not own:
            del self.fields["cua_toi"]
        self.fields["loai"].choices = [("", "Mọi loại"), *kinds.items()]  # type: ignore[attr-defined]

    def asked(self, day: date) -> Asked:
        """What the address asks for. Without a month: that of `day`; with a state, or only the own units: any time."""
        self.is_valid()
        data = self.cleaned_data
        state, last_day = str(data.get("tinh_trang") or ""), data.get("han")
        written = str(data.get("thang") or "")
        month = _month(written)
        own = self.own if data.get("cua_toi") else None
        if month is None and not state and not last_day and own is None and written != ANY_TIME:
            month = day.replace(day=1)
        return Asked(state, str(data.get("loai") or ""), str(data.get("don_vi") or ""), month, last_day, own)


def _month(text: str) -> date | None:
    month, _, year = text.replace("-", "/").partition("/")
    if month.strip().isdecimal() and year.strip().isdecimal() and 1 <= int(month) <= 12 and 1900 <= int(year) <= 2100:
        return date(int(year), int(month), 1)
    return None


class ActForm(forms.Form):
    """One act on the page of an obligation; `stale` says that somebody else was first."""

    title = ""
    stale = False

    def __init__(self, *args: Any, key: str, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.key = key

    def carry_out(self, by: Person) -> str:
        """Does the act and says what was done; "" when it was refused, with the reason at the form."""
        try:
            return self.act(by)
        except DueRefused as refused:
            self.stale = isinstance(refused, Stale)
            self.add_error(refused.field if refused.field in self.fields else None, str(refused))
            return ""

    def act(self, by: Person) -> str:
        raise NotImplementedError


class ReasonForm(ActForm):
    """A late unit tells why."""

    title = "Nêu lý do chậm"
    reason = paragraph(
        "Lý do chậm",
        missing="Chưa ghi lý do. Hãy ghi vì sao chậm.",
        help_text="lãnh đạo đọc được dòng này trong danh sách đơn vị chậm",
    )

    def act(self, by: Person) -> str:
        actions.give_late_reason(self.key, reason=self.cleaned_data["reason"], by=by)
        return "Đã ghi lý do chậm."


class ExcuseForm(ActForm):
    """A unit asks for a later day."""

    title = "Đề nghị gia hạn"
    wanted_until = DayField("Xin gia hạn đến hết ngày", missing="Chưa ghi ngày. Hãy ghi ngày xin gia hạn đến.")
    reason = paragraph("Lý do xin gia hạn", missing="Chưa ghi lý do. Hãy ghi vì sao cần thêm thời gian.")

    def act(self, by: Person) -> str:
        data = self.cleaned_data
        actions.ask_excuse(self.key, reason=data["reason"], wanted_until=data["wanted_until"], by=by)
        return "Đã gửi đề nghị gia hạn. Khi có trả lời, hạn mới hiện ở trang này."


class AnswerForm(ActForm):
    """The answer to a wish; `excuse` names which."""

    excuse = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def row(self) -> Excuse:
        row = Excuse.objects.filter(pk=self.cleaned_data["excuse"], key=self.key).first()
        if row is None:
            raise DueRefused("Không có đề nghị này. Hãy mở lại trang.")
        return row


class GrantForm(AnswerForm):
    """Yes, until a day."""

    title = "Đồng ý gia hạn"
    until = DayField("Gia hạn đến hết ngày", missing="Chưa ghi ngày. Hãy ghi ngày cuối được gia hạn.")
    paper = line("Theo văn bản")
    answer = paragraph("Ý kiến")

    def act(self, by: Person) -> str:
        data = self.cleaned_data
        actions.grant_excuse(self.row, until=data["until"], paper=data["paper"], answer=data["answer"], by=by)
        return f"Đã đồng ý gia hạn đến {data['until']:%d/%m/%Y}."


class RefuseForm(AnswerForm):
    """No, and why."""

    title = "Không đồng ý"
    answer = paragraph("Lý do không đồng ý", missing="Chưa ghi lý do. Hãy ghi vì sao không đồng ý.")

    def act(self, by: Person) -> str:
        actions.refuse_excuse(self.row, answer=self.cleaned_data["answer"], by=by)
        return "Đã trả lời không đồng ý."


SPEAKING: dict[str, type[ActForm]] = {"ly-do": ReasonForm, "gia-han": ExcuseForm}
ANSWERING: dict[str, type[ActForm]] = {"dong-y": GrantForm, "khong": RefuseForm}
