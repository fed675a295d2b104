"""What the lists are narrowed to, in the address; what cannot be understood asks for nothing."""

from typing import Any

from django import forms
from django.db.models import Q

from chungsuc.law.spelling import unit_key
from chungsuc.organisations.models import Identity
from chungsuc.web.day import today

from ..models.plans import PERIOD
from ..rules.content import BOTH, CAMPAIGN, MOVEMENT
from ..workflow import STATES

LATE, DOING, DONE = "qua-han", "dang-lam", "da-xong"


def _line(label: str) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class _Filter(forms.Form):
    def told(self, name: str) -> str:
        """One of the filters, "" when it is not given or not understood."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")

    @property
    def is_narrowed(self) -> bool:
        return any(self.told(name) for name in self.fields)

    def _units(self, field: str) -> Q:
        """Units whose name, of any time, holds what was typed, without accents."""
        written = unit_key(self.told("don_vi")) if self.told("don_vi") else ""
        return (
            Q(**{f"{field}__in": Identity.objects.filter(name_key__contains=written).values("unit_id")})
            if written
            else Q()
        )


class PlanFilter(_Filter):
    """Plans by unit, year and state of the newest edition."""

    don_vi = _line("Đơn vị")
    nam = forms.ChoiceField(label="Kế hoạch của", required=False)
    tinh_trang = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[("", "Mọi tình trạng"), *((s.code, s.label) for s in STATES.values())],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = today().year
        years = [(str(year), f"năm {year}") for year in range(now + 1, now - 6, -1)]
        self.fields["nam"].choices = [("", "Mọi năm"), ("0", "cả giai đoạn"), *years]  # type: ignore[attr-defined]

    def narrowed(self, rows: Any) -> Any:
        """The rows that were asked for."""
        rows = rows.filter(self._units("unit_id"))
        if self.told("nam"):
            rows = rows.filter(year=int(self.told("nam")) or PERIOD)
        return rows.filter(state=self.told("tinh_trang")) if self.told("tinh_trang") else rows


class TaskFilter(_Filter):
    """Tasks by unit, what they serve, and how they stand today."""

    don_vi = _line("Đơn vị")
    phuc_vu = forms.ChoiceField(
        label="Phục vụ", required=False,
        choices=[("", "Tất cả"), ("phong-trao", "Phong trào thi đua"), ("cuoc-van-dong", "Cuộc vận động")],
    )  # fmt: skip
    tinh_trang = forms.ChoiceField(
        label="Tình trạng", required=False,
        choices=[("", "Mọi tình trạng"), (DOING, "đang làm"), (LATE, "quá hạn"), (DONE, "đã hoàn thành")],
    )  # fmt: skip

    def narrowed(self, rows: Any) -> Any:
        """The rows that were asked for; a task that serves both stands in both lists."""
        rows = rows.filter(self._units("task__plan__unit_id"))
        serves = {"phong-trao": (MOVEMENT, BOTH), "cuoc-van-dong": (CAMPAIGN, BOTH)}.get(self.told("phuc_vu"))
        if serves:
            rows = rows.filter(serves__in=serves)
        asked, day = self.told("tinh_trang"), today()
        if asked == DONE:
            return rows.filter(task__done_on__isnull=False)
        if asked == LATE:
            return rows.filter(task__done_on=None, due__lt=day)
        return rows.filter(task__done_on=None, due__gte=day) if asked == DOING else rows


class HelpFilter(_Filter):
    """Sponsorships by helper or commune."""

    don_vi = _line("Cơ quan hoặc xã")

    def narrowed(self, rows: Any) -> Any:
        """The rows that were asked for."""
        return rows.filter(self._units("helper_id") | self._units("commune_id")) if self.told("don_vi") else rows
