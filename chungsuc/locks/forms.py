"""Setting a lock, lifting it, asking for an opening and answering."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from chungsuc.organisations.models import Unit
from chungsuc.web.day import now, today
from chungsuc.web.fields import DayField, line, paragraph

from . import actions
from .actions import LockRefused
from .models import Lock, Opening, OpeningRequest
from .rules import WHATS

Choices = Sequence[tuple[str, str]]
_HOUR = "giờ và phút, ví dụ 17:00"


def _hour(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        input_formats=["%H:%M", "%H giờ %M", "%Hh%M", "%H"],
        help_text=_HOUR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": "Hãy ghi giờ dạng 17:00."},
    )


def end_of_day(data: Mapping[str, Any], day: str, hour: str) -> datetime:
    """The typed day and hour; without an hour the end of that day."""
    return timezone.make_aware(datetime.combine(data[day], data[hour] or time(23, 59, 59)))


class LockForm(forms.Form):
    """What is locked, for whom, from when, why and how to ask."""

    what = forms.ChoiceField(label="Khóa gì", choices=[(code, name.capitalize()) for code, name in WHATS.items()])
    unit = forms.ChoiceField(label="Đơn vị", required=False)
    year = forms.IntegerField(
        label="Năm của số liệu",
        required=False,
        min_value=2009,
        max_value=2100,
        help_text="để trống: mọi năm",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": "Hãy ghi năm bằng bốn chữ số.",
            "min_value": "Năm từ 2009.",
            "max_value": "Năm đến 2100.",
        },
    )
    set_code = forms.ChoiceField(label="Bộ tiêu chí", required=False)
    part = forms.RegexField(
        r"^[0-9]{1,2}(\.[0-9]{1,2})?$",
        label="Tiêu chí hoặc chỉ tiêu",
        required=False,
        help_text="số, ví dụ 17 hoặc 17.1; để trống: mọi tiêu chí",
        error_messages={"invalid": "Hãy ghi số tiêu chí (17) hoặc chỉ tiêu (17.1)."},
    )
    since_day = DayField("Khóa từ ngày", help_text="ngày/tháng/năm; để trống: khóa ngay")
    since_hour = _hour("Khóa từ lúc")
    reason = paragraph("Lý do", missing="Chưa ghi lý do. Hãy ghi vì sao khóa.")
    how_to_ask = paragraph(
        "Cách đề nghị mở khóa",
        missing="Chưa ghi cách đề nghị mở. Hãy ghi gửi ai, ở đâu.",
        help_text="đơn vị bị khóa đọc được dòng này",
    )
    paper = line("Theo văn bản")

    def __init__(self, *args: Any, units: Choices, sets: Mapping[str, str], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["unit"].choices = [("", "Mọi đơn vị"), *units]  # type: ignore[attr-defined]
        self.fields["set_code"].choices = [("", "Mọi bộ tiêu chí"), *sets.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("since_hour") and not data.get("since_day"):
            self.add_error("since_day", "Đã ghi giờ mà chưa ghi ngày. Hãy ghi ngày bắt đầu khóa.")
        if data.get("what") != "values" and (data.get("part") or data.get("set_code")):
            self.add_error("part", "Chỉ khóa theo tiêu chí đối với số liệu. Hãy để trống bộ tiêu chí và tiêu chí.")
        if data.get("since_day") and data["since_day"] < today():
            self.add_error("since_day", "Ngày này đã qua. Hãy để trống để khóa ngay, hoặc ghi một ngày sắp tới.")
        return data

    def carry_out(self, by: str, by_name: str, post: str) -> Lock | None:
        """Sets the lock, or puts the reason above the form and gives None."""
        data = self.cleaned_data
        day, hour = data["since_day"], data["since_hour"] or time(0)
        start = max(timezone.make_aware(datetime.combine(day, hour)), now()) if day else None
        unit = Unit.objects.get(code=data["unit"]) if data["unit"] else None
        same = {name: data[name] for name in ("year", "set_code", "part", "reason", "how_to_ask", "paper")}
        try:
            return actions.set_lock(data["what"], unit=unit, since=start, by=by, by_name=by_name, post=post, **same)
        except LockRefused as refused:
            self.add_error(None, str(refused))
        return None


class ActForm(forms.Form):
    """One act on the page of a lock. `carry_out` gives the sentence that says what was done, "" when refused."""

    def __init__(self, *args: Any, lock: Lock, units: Choices = (), **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.lock = lock
        if "unit" in self.fields:
            self.fields["unit"].choices = list(units)  # type: ignore[attr-defined]

    def carry_out(self, by: str, by_name: str, post: str) -> str:
        """Does the act; a refusal stands above the form."""
        try:
            return self.act({"by": by, "post": post}, by_name)
        except LockRefused as refused:
            self.add_error(None, str(refused))
            return ""

    def act(self, who: dict[str, Any], by_name: str) -> str:
        raise NotImplementedError


class AskForm(ActForm):
    """A unit asks."""

    unit = forms.ChoiceField(
        label="Đơn vị đề nghị",
        error_messages={
            "required": "Chưa chọn đơn vị.",
            "invalid_choice": "Đơn vị này không đề nghị được. Hãy chọn lại.",
        },
    )
    reason = paragraph("Lý do đề nghị mở", missing="Chưa ghi lý do. Hãy ghi cần sửa gì, vì sao.")
    wanted_until = DayField("Xin mở đến hết ngày")

    def act(self, who: dict[str, Any], by_name: str) -> str:
        data = self.cleaned_data
        unit = Unit.objects.get(code=data["unit"])
        same = {name: data[name] for name in ("reason", "wanted_until")}
        actions.ask_opening(self.lock, unit=unit, by_name=by_name, **same, **who)
        return "Đã gửi đề nghị mở khóa. Khi có trả lời, kết quả hiện ở trang này."


class OpenForm(ActForm):
    """A timed exception, perhaps as the answer to a request."""

    request = forms.IntegerField(required=False, widget=forms.HiddenInput)
    unit = forms.ChoiceField(label="Mở cho", required=False)
    until_day = DayField("Mở đến hết ngày", missing="Chưa ghi ngày. Hãy ghi ngày cuối được mở.")
    until_hour = _hour("Đến lúc")
    approver = line("Người duyệt", missing="Chưa ghi người duyệt. Hãy ghi họ tên, chức vụ.")
    paper = line("Theo văn bản", missing="Chưa ghi văn bản. Hãy ghi số, ngày của văn bản cho mở.")
    reason = paragraph("Lý do", missing="Chưa ghi lý do. Hãy ghi vì sao cho mở.")

    def act(self, who: dict[str, Any], by_name: str) -> str:
        data = self.cleaned_data
        asked = OpeningRequest.objects.filter(pk=data["request"], lock=self.lock).first() if data["request"] else None
        unit = asked.unit if asked else (Unit.objects.get(code=data["unit"]) if data["unit"] else None)
        until = end_of_day(data, "until_day", "until_hour")
        same = {name: data[name] for name in ("approver", "paper", "reason")}
        actions.open_for(self.lock, unit=unit, until=until, request=asked, **same, **who)
        return f"Đã mở khóa đến {until:%H:%M} ngày {until:%d/%m/%Y}."


class RefuseForm(ActForm):
    """A request is answered with no."""

    request = forms.IntegerField(widget=forms.HiddenInput)
    answer = paragraph("Lý do không đồng ý", missing="Chưa ghi lý do. Hãy ghi vì sao không đồng ý.")

    def act(self, who: dict[str, Any], by_name: str) -> str:
        asked = OpeningRequest.objects.filter(pk=self.cleaned_data["request"], lock=self.lock).first()
        if asked is None:
            raise LockRefused("Không có đề nghị này. Hãy mở lại trang.")
        actions.refuse_opening(asked, answer=self.cleaned_data["answer"], **who)
        return "Đã trả lời không đồng ý."


class EndForm(ActForm):
    """An exception ends before its time."""

    opening = forms.IntegerField(widget=forms.HiddenInput)
    reason = line("Lý do kết thúc sớm", missing="Chưa ghi lý do. Hãy ghi vì sao kết thúc sớm.")

    def act(self, who: dict[str, Any], by_name: str) -> str:
        opening = Opening.objects.filter(pk=self.cleaned_data["opening"], lock=self.lock).first()
        if opening is None:
            raise LockRefused("Không có lần mở khóa này. Hãy mở lại trang.")
        actions.end_opening(opening, reason=self.cleaned_data["reason"], **who)
        return "Đã kết thúc việc mở khóa."


class LiftForm(ActForm):
    """A lock is lifted for good."""

    reason = line("Lý do gỡ khóa", missing="Chưa ghi lý do. Hãy ghi vì sao gỡ khóa.", longest=1000)

    def act(self, who: dict[str, Any], by_name: str) -> str:
        actions.lift_lock(self.lock, reason=self.cleaned_data["reason"], **who)
        return "Đã gỡ khóa."


MANAGING: dict[str, type[ActForm]] = {"mo": OpenForm, "tu-choi": RefuseForm, "ket-thuc": EndForm, "go": LiftForm}
ASKING: dict[str, type[ActForm]] = {"xin": AskForm}
