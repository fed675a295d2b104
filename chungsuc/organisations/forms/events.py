"""The five kinds of events about units: merge, split, rename, move, and the opening of a new unit."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms

from chungsuc.law.periods import show_day
from chungsuc.law.spelling import fold, nfc, unit_form, unit_key

from ..actions import merge_units, move_unit, open_unit, rename_unit, split_unit
from ..event_facts import Plan, consequences, later_name, later_place, parents_for, same_name_in
from ..facts import YES
from ..finding import FoundUnit, UnitUnclear, find_unit, kind_name
from ..models import KINDS, TERRITORIAL
from .drafts import (
    ALL_FORMS,
    MANY_BORN_ALIKE,
    NO,
    OFFERED,
    SCOPE_ANSWERS,
    UNIT_HINT,
    EventForm,
    form_refusal,
    full_name,
    new_unit,
    parent_line,
    unit_line,
)
from .fields import DayField, choice, depending, line

_MOST_UNITS = 60


def _from(day: date, change: str) -> str:
    return f"Từ {show_day(day)}, {change}."


class MergeForm(EventForm):
    """Several units of one kind become one."""

    code, heading, parts_wanted, closes, starts_at = "nhap", "Sáp nhập đơn vị", 1, True, "units"
    about = "Nhiều đơn vị cùng loại kết thúc; một đơn vị mới thay thế từ ngày nghị quyết có hiệu lực."
    units = forms.CharField(
        label="Các đơn vị nhập lại",
        help_text="mỗi dòng một đơn vị, ghi tên hoặc mã",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": "Chưa ghi đơn vị nào. Hãy ghi các đơn vị nhập lại, mỗi dòng một đơn vị.",
            "max_length": "Dài quá 8.000 ký tự. Hãy ghi mỗi dòng một tên hoặc mã.",
        },
    )
    parent = parent_line("để trống khi đơn vị mới vẫn thuộc đơn vị cấp trên cũ")
    field_order = ["units", "parent", "effective_on", "document"]

    def _planned(self) -> Plan | None:
        closing = self._closing()
        if not closing:
            return None
        kind = closing[0].unit.kind
        openings = self._openings(kind, self._parent(kind, closing), closing)
        if not openings:
            return None
        return Plan(
            title=f"Nhập {', '.join(one.name for one in closing)} thành {openings[0].name}",
            effective_on=self._day,
            document=self.cleaned_data["document"],
            unit_code=openings[0].code,
            closing=tuple(closing),
            opening=openings,
            follows=consequences(closing, self._day),
            member_goes_to=openings[0].name,
        )

    def _closing(self) -> list[FoundUnit]:
        written = [text for text in map(nfc, self.cleaned_data["units"].splitlines()) if text]
        if len(written) > _MOST_UNITS:
            self.add_error("units", f"Có {len(written)} dòng. Hãy ghi nhiều nhất {_MOST_UNITS} đơn vị một lần.")
            return []
        found: dict[int, FoundUnit] = {}
        for text in written:
            try:
                one = find_unit(text, self._eve, scope=self.scope)
                found[one.unit.pk] = one
            except UnitUnclear as unclear:
                self.add_error("units", str(unclear))
        kinds = {one.unit.kind for one in found.values()}
        if not self.has_error("units") and len(found) < 2:
            self.add_error("units", "Sáp nhập cần ít nhất hai đơn vị khác nhau. Hãy ghi thêm đơn vị.")
        elif len(kinds) > 1:
            words = ", ".join(sorted(map(kind_name, kinds)))
            self.add_error("units", f"Chỉ nhập các đơn vị cùng loại; ở đây có: {words}. Hãy bớt đơn vị khác loại.")
        closing = list(found.values())
        return closing if not self.has_error("units") and self._may_close("units", closing) else []

    def _write(self, by: str, members: Mapping[str, str]) -> object:
        assert self.plan is not None
        plan, new = self.plan, self.plan.opening[0]
        return merge_units(
            code=f"nhap-{new.code}-{plan.effective_on:%Y%m%d}",
            effective_on=plan.effective_on,
            document=plan.document,
            title=plan.title,
            predecessors=[one.unit.code for one in plan.closing],
            into=new_unit(new),
            by=by,
        )


class SplitForm(EventForm):
    """One unit becomes several."""

    code, heading, parts_wanted, closes = "tach", "Chia tách đơn vị", 2, True
    about = "Một đơn vị kết thúc; nhiều đơn vị mới thay thế. Từng đơn vị trực thuộc được chỉ rõ về đâu."
    unit = unit_line("Đơn vị chia tách")
    parent = parent_line("để trống khi các đơn vị mới vẫn thuộc đơn vị cấp trên cũ")
    field_order = ["unit", "parent", "effective_on", "document"]

    def _planned(self) -> Plan | None:
        old = self._found("unit", self._eve)
        if old is None or not self._may_close("unit", [old]):
            return None
        openings = self._openings(old.unit.kind, self._parent(old.unit.kind, [old]), [old])
        if not openings:
            return None
        return Plan(
            title=f"Chia {old.name} thành {', '.join(one.name for one in openings)}",
            effective_on=self._day,
            document=self.cleaned_data["document"],
            unit_code=old.unit.code,
            closing=(old,),
            opening=openings,
            follows=consequences([old], self._day),
        )

    def _write(self, by: str, members: Mapping[str, str]) -> object:
        assert self.plan is not None
        plan, old = self.plan, self.plan.closing[0]
        return split_unit(
            code=f"tach-{old.unit.code[:40]}-{plan.effective_on:%Y%m%d}",
            unit=old.unit,
            parts=[new_unit(one) for one in plan.opening],
            effective_on=plan.effective_on,
            document=plan.document,
            title=plan.title,
            by=by,
            members=members,
        )


class RenameForm(EventForm):
    """Another official name."""

    code, heading = "doi-ten", "Đổi tên đơn vị"
    about = "Đơn vị vẫn là đơn vị ấy, mang tên khác từ một ngày; kể cả khi xã thành phường."
    unit = unit_line("Đơn vị đổi tên")
    name = line("Tên mới", missing="Chưa ghi tên mới. Hãy ghi tên mới.", help_text="ví dụ Xã Nhân Cơ")
    form = depending(
        choice("Hình thức mới", ALL_FORMS, help_text="chỉ chọn khi hình thức thay đổi, ví dụ xã thành phường")
    )
    in_scope = depending(
        choice(
            "Thuộc phạm vi xây dựng nông thôn mới từ ngày đó",
            SCOPE_ANSWERS,
            help_text="chỉ trả lời khi một đơn vị cấp xã đổi hình thức",
        )
    )
    field_order = ["unit", "name", "form", "in_scope", "effective_on", "document"]

    def _planned(self) -> Plan | None:
        found = self._found("unit", self._eve)
        if found is None:
            return None
        self.found, data = found, self.cleaned_data
        form, name = data["form"] or found.form, nfc(data["name"])
        self.new_name = full_name(found.unit.kind, form, name)
        self._check_name(found, form, name)
        self._check_scope(found, form)
        if self.errors:
            return None
        scope = {YES: "thuộc", NO: "không thuộc"}.get(data["in_scope"], "")
        changes = [_from(self._day, f"{found.name} mang tên {self.new_name}")]
        changes += [_from(self._day, f"đơn vị {scope} phạm vi xây dựng nông thôn mới")] if scope else []
        if later := later_name(found.unit, self._day):
            changes.append(_from(later[0], f"đơn vị mang tên {later[1]}, như đã ghi từ trước"))
        title = f"Đổi tên {found.name} thành {self.new_name}"
        return Plan(title, self._day, data["document"], found.unit.code, changes=tuple(changes))

    def _check_name(self, found: FoundUnit, form: str, name: str) -> None:
        kind, chosen = found.unit.kind, self.cleaned_data["form"]
        said = unit_form(name)
        if not fold(name):
            self.add_error("name", "Tên phải có chữ hoặc số. Hãy ghi lại tên.")
        elif chosen and (refusal := form_refusal(kind, chosen, name)):
            self.add_error("form", refusal)
        elif kind in TERRITORIAL and said and form and said != form:
            self.add_error("form", f"Tên mới ghi là {said}, hình thức đang là {form}. Hãy chọn hình thức mới.")
        elif self.new_name == found.name:
            self.add_error("name", f"Tên mới trùng tên đang dùng: {found.name}. Hãy ghi tên khác.")
        elif kind not in MANY_BORN_ALIKE and (
            same := same_name_in(unit_key(name), kind, found.parent_id, self._day, [found.unit.pk])
        ):
            self.add_error("name", f"Cùng nơi đó đã có {same.name}. Hãy ghi tên khác.")

    def _check_scope(self, found: FoundUnit, form: str) -> None:
        turns = found.unit.kind == "commune" and form != found.form
        if turns and not self.cleaned_data["in_scope"]:
            self.add_error("in_scope", "Đơn vị cấp xã đổi hình thức. Hãy chọn có hoặc không.")
        elif self.cleaned_data["in_scope"] and not turns:
            self.add_error("in_scope", "Chỉ trả lời khi một đơn vị cấp xã đổi hình thức. Hãy để trống.")

    def _write(self, by: str, members: Mapping[str, str]) -> object:
        data = self.cleaned_data
        return rename_unit(
            unit=self.found.unit,
            name=self.new_name,
            effective_on=self._day,
            document=data["document"],
            by=by,
            form=data["form"],
            attributes=[("in_ntm_scope", data["in_scope"])] if data["in_scope"] else [],
        )


class MoveForm(EventForm):
    """Another parent."""

    code, heading = "chuyen", "Chuyển đơn vị về nơi khác"
    about = "Đơn vị vẫn là đơn vị ấy, thuộc một đơn vị cấp trên khác từ một ngày."
    unit = unit_line("Đơn vị chuyển")
    parent = line(
        "Chuyển về",
        missing="Chưa ghi nơi chuyển về. Hãy ghi tên hoặc mã.",
        help_text=UNIT_HINT,
        longest=400,
        attrs=OFFERED,
    )
    field_order = ["unit", "parent", "effective_on", "document"]

    def _planned(self) -> Plan | None:
        found = self._found("unit", self._eve)
        if found is None:
            return None
        if not parents_for(found.unit.kind):
            self.add_error("unit", f"{found.name} không thuộc đơn vị nào nên không chuyển được. Hãy chọn đơn vị khác.")
            return None
        later = later_place(found.unit, self._day)
        parent = self._parent(found.unit.kind, until=later[0] - timedelta(days=1) if later else found.unit.until)
        if parent is None:
            return None
        self.found, self.parent_found = found, parent
        changes = [_from(self._day, f"{found.name} thuộc {parent.name}")]
        changes += [_from(later[0], f"đơn vị thuộc {later[1]}, như đã ghi từ trước")] if later else []
        title = f"Chuyển {found.name} về {parent.name}"
        return Plan(title, self._day, self.cleaned_data["document"], found.unit.code, changes=tuple(changes))

    def _write(self, by: str, members: Mapping[str, str]) -> object:
        return move_unit(
            unit=self.found.unit,
            parent=self.parent_found.unit,
            effective_on=self._day,
            document=self.cleaned_data["document"],
            by=by,
        )


class OpenForm(EventForm):
    """A unit that was not known: a village, an enterprise, a cooperative, a household, a person…"""

    code, heading, parts_wanted, starts_at = "mo", "Mở đơn vị mới", 1, "parent"
    about = "Thêm một đơn vị chưa có ở đây: thôn, bon, sở, đoàn thể, doanh nghiệp, hợp tác xã, hộ gia đình, cá nhân."
    kind = choice("Loại đơn vị", list(KINDS), missing="Chưa chọn loại. Hãy chọn loại đơn vị.")
    effective_on = DayField("Có từ ngày", missing="Chưa ghi ngày. Hãy ghi ngày đầu của đơn vị.")
    document = depending(line("Theo văn bản", help_text="bắt buộc với đơn vị hành chính và thôn", longest=60))
    parent = parent_line("tên hoặc mã của đơn vị mà đơn vị mới thuộc về vào ngày đó")
    field_order = ["kind", "parent", "effective_on", "document"]

    def _planned(self) -> Plan | None:
        data = self.cleaned_data
        kind = data["kind"]
        if kind in (*TERRITORIAL, "village") and not data["document"]:
            self.add_error("document", "Chưa ghi văn bản. Hãy ghi số của văn bản thành lập.")
        openings = self._openings(kind, self._parent(kind))
        if not openings:
            return None
        new = openings[0]
        return Plan(f"Mở {new.name}", self._day, data["document"], new.code, opening=openings)

    def _write(self, by: str, members: Mapping[str, str]) -> object:
        assert self.plan is not None
        new = new_unit(self.plan.opening[0])
        return open_unit(new, since=self._day, by=by, paper=self.cleaned_data["document"])


class MembersForm(forms.Form):
    """Where each member of a split unit goes; nobody guesses it."""

    def __init__(self, data: Any, plan: Plan) -> None:
        super().__init__(data, prefix="con")
        self.asked = () if plan.member_goes_to else plan.follows.members
        parts = [(one.code, one.name) for one in plan.opening]
        for member in self.asked:
            missing = f"Chưa chọn. Hãy chọn đơn vị mới mà {member.name} thuộc về."
            self.fields[member.unit.code] = choice(member.name, parts, missing=missing)

    @property
    def chosen(self) -> dict[str, str]:
        """The part of each member, by codes."""
        return {one.unit.code: self.cleaned_data[one.unit.code] for one in self.asked}


EVENTS: dict[str, type[EventForm]] = {
    form.code: form for form in (MergeForm, SplitForm, RenameForm, MoveForm, OpenForm)
}
