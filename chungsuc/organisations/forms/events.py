"""Legal events about units as people type them: merge, split, rename, move, and the opening of a new unit."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db import transaction

from chungsuc.law.periods import show_day
from chungsuc.law.spelling import nfc, unit_form, unit_key

from ..access import Scope
from ..actions import EventRefused, NewUnit, merge_units, move_unit, open_unit, rename_unit, split_unit
from ..event_facts import (
    GSO_DIGITS,
    Opening,
    Plan,
    consequences,
    free_code,
    holder_of_gso,
    parents_for,
    same_name_in,
)
from ..facts import YES
from ..finding import FoundUnit, UnitUnclear, find_unit, kind_name
from ..models import KINDS, TERRITORIAL, Unit
from .fields import DayField, choice, line

NO = "no"
FORMS = (
    "xã", "phường", "thị trấn", "đặc khu", "huyện", "thị xã", "thành phố", "tỉnh",
    "thôn", "bon", "buôn", "bản", "tổ dân phố",
)  # fmt: skip
_UNIT_HINT = "tên hoặc mã, ví dụ Xã Nhân Cơ"
_MANY_BORN_ALIKE = ("person", "household")  # two people of one name in one commune are two people


class NewUnitForm(forms.Form):
    """One unit that an event opens."""

    name = line("Tên đơn vị mới", missing="Chưa ghi tên đơn vị mới. Hãy ghi tên.", help_text="ví dụ Xã Nhân Cơ")
    form = choice("Hình thức", [(form, form) for form in FORMS], help_text="bắt buộc với đơn vị hành chính")
    gso_code = line(
        "Mã đơn vị hành chính",
        help_text="mã do Cục Thống kê cấp: xã 5 chữ số, huyện 3, tỉnh 2; loại khác để trống",
        longest=10,
        attrs={"inputmode": "numeric"},
    )
    in_scope = choice(
        "Thuộc phạm vi xây dựng nông thôn mới",
        [(YES, "có"), (NO, "không")],
        help_text="bắt buộc với đơn vị cấp xã",
    )

    def fit(self, kind: str, day: date, closing: Collection[int]) -> bool:
        """Checks what depends on the kind of the unit; errors go to the fields."""
        data, digits = self.cleaned_data, GSO_DIGITS.get(kind, 0)
        data["name"] = nfc(data["name"])
        said = unit_form(data["name"])
        if kind in TERRITORIAL and not data["form"]:
            self.add_error("form", "Chưa chọn hình thức. Hãy chọn hình thức của đơn vị hành chính.")
        elif said and data["form"] and said != data["form"]:
            self.add_error("form", f"Tên ghi là {said} nhưng hình thức là {data['form']}. Hãy sửa một trong hai.")
        elif kind in TERRITORIAL and not said:
            data["name"] = f"{data['form'].capitalize()} {data['name']}"
        if kind == "commune" and not data["in_scope"]:
            self.add_error("in_scope", "Chưa trả lời. Hãy chọn có hoặc không.")
        self._fit_gso(digits, day, closing)
        return not self.errors

    def _fit_gso(self, digits: int, day: date, closing: Collection[int]) -> None:
        given = self.cleaned_data["gso_code"]
        if not digits and given:
            self.add_error("gso_code", "Loại đơn vị này không có mã đơn vị hành chính. Hãy để trống.")
        elif digits and not (given.isascii() and given.isdigit() and len(given) == digits):
            self.add_error("gso_code", f"Mã phải gồm đúng {digits} chữ số. Hãy ghi mã của đơn vị mới.")
        elif digits and (holder := holder_of_gso(given, day, closing)):
            self.add_error("gso_code", f"Ngày {show_day(day)} mã {given} đang là mã của {holder}. Hãy kiểm tra lại.")


class EventForm(forms.Form):
    """What every event has. `plan` is there once the form is valid; `record` writes it."""

    code = ""
    heading = ""
    parts_wanted = 0
    effective_on = DayField("Có hiệu lực từ ngày", missing="Chưa ghi ngày. Hãy ghi ngày nghị quyết có hiệu lực.")
    document = line(
        "Số nghị quyết",
        missing="Chưa ghi số nghị quyết. Hãy ghi số của văn bản.",
        help_text="ví dụ 1671/NQ-UBTVQH15",
        longest=60,
    )

    def __init__(self, data: Any = None, *, scope: Scope, typed: Any = None) -> None:
        """`data` is checked; `typed` is only shown again."""
        count = self._count(data if data is not None else typed)
        super().__init__(data, initial=self._again(typed, "", type(self).base_fields))
        self.scope = scope
        self.parts = [
            NewUnitForm(
                data, prefix=f"moi{number}", initial=self._again(typed, f"moi{number}-", NewUnitForm.base_fields)
            )
            for number in range(count)
        ]
        self.plan: Plan | None = None

    @staticmethod
    def _again(typed: Any, prefix: str, names: Collection[str]) -> dict[str, str]:
        return {name: typed.get(f"{prefix}{name}", "") for name in names} if typed is not None else {}

    def _count(self, data: Any) -> int:
        asked = str(data.get("so-phan", "")) if data is not None else ""
        return min(max(int(asked) if asked.isdecimal() and len(asked) < 3 else 0, self.parts_wanted), 20)

    def is_valid(self) -> bool:
        """Checks fields, then what only the tables can tell; every reason stands at its field."""
        if self.plan is not None:
            return True
        if not all([super().is_valid(), *(part.is_valid() for part in self.parts)]):
            return False
        plan = self._planned()
        if plan is None or self.errors or any(part.errors for part in self.parts):
            return False
        self.plan = plan
        return True

    def _planned(self) -> Plan | None:
        raise NotImplementedError

    def _write(self, by: str, members: Mapping[str, str]) -> object:
        raise NotImplementedError

    def rehearse(self) -> bool:
        """Records the event and takes it back, so that a refusal is told before the preview."""
        assert self.plan is not None
        anywhere = {one.unit.code: self.plan.opening[0].code for one in self.plan.follows.members if self.plan.opening}
        with transaction.atomic():
            fine = self._tried("diễn tập", anywhere)
            transaction.set_rollback(True)
        return fine

    @transaction.atomic
    def record(self, by: str, members: Mapping[str, str]) -> bool:
        """Records the event; False with the reason at the form when it is refused."""
        assert self.plan is not None
        list(Unit.objects.select_for_update().filter(pk__in=[one.unit.pk for one in self.plan.closing]))
        return self._tried(by, members)

    def _tried(self, by: str, members: Mapping[str, str]) -> bool:
        try:
            with transaction.atomic():
                self._write(by, members)
        except EventRefused as refused:
            self.add_error(None, str(refused))
            return False
        return True

    # what the kinds of events share

    @property
    def _day(self) -> date:
        day: date = self.cleaned_data["effective_on"]
        return day

    @property
    def _eve(self) -> date:
        return self._day - timedelta(days=1)

    def _found(self, field: str, day: date, prefer: Collection[str] = ()) -> FoundUnit | None:
        try:
            return find_unit(self.cleaned_data[field], day, prefer=prefer, scope=self.scope)
        except UnitUnclear as unclear:
            self.add_error(field, str(unclear))
            return None

    def _parent(self, kind: str, closing: Collection[FoundUnit] = ()) -> FoundUnit | None:
        """The parent that was typed, else the one that all closing units shared; None with an error, or for a province."""
        allowed = parents_for(kind)
        if not allowed:
            return None
        parent = self._typed_parent(allowed) if self.cleaned_data.get("parent") else self._shared_parent(closing)
        if parent is None:
            if not self.has_error("parent"):
                self.add_error("parent", "Chưa rõ đơn vị cấp trên. Hãy ghi tên hoặc mã đơn vị mà đơn vị mới thuộc về.")
        elif parent.unit.kind not in allowed:
            words = " hoặc ".join(sorted(kind_name(one) for one in allowed))
            text = f"{parent.name} không phải {words}. Đơn vị loại {kind_name(kind)} phải thuộc {words}."
            self.add_error("parent", text)
        elif parent.unit.pk in {one.unit.pk for one in closing}:
            self.add_error("parent", f"{parent.name} kết thúc trong sự kiện này. Hãy chọn đơn vị còn lại.")
        return parent

    def _typed_parent(self, allowed: Collection[str]) -> FoundUnit | None:
        return self._found("parent", self._day, allowed)

    def _shared_parent(self, closing: Collection[FoundUnit]) -> FoundUnit | None:
        ids = {one.parent_id for one in closing}
        if len(ids) != 1 or None in ids:
            return None
        code = Unit.objects.on(self._day).filter(pk__in=ids).values_list("code", flat=True).first()
        return find_unit(code, self._day) if code else None

    def _openings(
        self, kind: str, parent: FoundUnit | None, closing: Collection[FoundUnit] = ()
    ) -> tuple[Opening, ...] | None:
        """The new units, or None with the errors at their fields."""
        ids = [one.unit.pk for one in closing]
        if not all([part.fit(kind, self._day, ids) for part in self.parts]) or self.errors:
            return None
        openings: list[Opening] = []
        for part in self.parts:
            data = part.cleaned_data
            if any(unit_key(data["name"]) == unit_key(other.name) for other in openings):
                part.add_error("name", "Hai đơn vị mới cùng tên. Hãy sửa một tên.")
                return None
            above = parent.unit.code if parent else ""
            code = free_code(data["name"], data["gso_code"], above, self._day, [one.code for one in openings])
            openings.append(
                Opening(
                    code, data["name"], kind, data["form"], data["gso_code"], above,
                    parent.name if parent else "", data["in_scope"],
                )
            )  # fmt: skip
        return tuple(openings)


def _new(opening: Opening) -> NewUnit:
    scope = (("in_ntm_scope", opening.in_ntm_scope),) if opening.in_ntm_scope else ()
    return NewUnit(
        opening.code, opening.kind, opening.form, opening.name, opening.gso_code, opening.parent, attributes=scope
    )


def _parent_line(help_text: str) -> forms.CharField:
    return line("Thuộc đơn vị", help_text=help_text, longest=400)


class MergeForm(EventForm):
    """Several units of one kind become one."""

    code, heading, parts_wanted = "nhap", "Sáp nhập đơn vị", 1
    units = forms.CharField(
        label="Các đơn vị nhập lại",
        help_text="mỗi dòng một đơn vị, ghi tên hoặc mã",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Chưa ghi đơn vị nào. Hãy ghi các đơn vị nhập lại, mỗi dòng một đơn vị."},
    )
    parent = _parent_line("để trống khi đơn vị mới vẫn thuộc đơn vị cấp trên cũ")

    def _planned(self) -> Plan | None:
        closing = self._closing()
        if not closing:
            return None
        parent = self._parent(closing[0].unit.kind, closing)
        openings = self._openings(closing[0].unit.kind, parent, closing)
        if not openings:
            return None
        title = f"Nhập {', '.join(one.name for one in closing)} thành {openings[0].name}"
        follows = consequences(closing, self._day)
        return Plan(
            title, self._day, self.cleaned_data["document"], tuple(closing), openings, (), follows, openings[0].name
        )

    def _closing(self) -> list[FoundUnit]:
        found: dict[int, FoundUnit] = {}
        for written in filter(None, map(str.strip, self.cleaned_data["units"].splitlines()[:200])):
            try:
                one = find_unit(written, self._eve, scope=self.scope)
                found[one.unit.pk] = one
            except UnitUnclear as unclear:
                self.add_error("units", str(unclear))
        kinds = {one.unit.kind for one in found.values()}
        if not self.errors and len(found) < 2:
            self.add_error("units", "Sáp nhập cần ít nhất hai đơn vị khác nhau. Hãy ghi thêm đơn vị.")
        elif len(kinds) > 1:
            words = ", ".join(sorted(map(kind_name, kinds)))
            self.add_error("units", f"Chỉ nhập các đơn vị cùng loại; ở đây có: {words}. Hãy bớt đơn vị khác loại.")
        return [] if self.errors else list(found.values())

    def _write(self, by: str, members: Mapping[str, str]) -> object:
        assert self.plan is not None
        plan, new = self.plan, self.plan.opening[0]
        return merge_units(
            code=f"nhap-{new.code}-{plan.effective_on:%Y%m%d}",
            effective_on=plan.effective_on,
            document=plan.document,
            title=plan.title,
            predecessors=[one.unit.code for one in plan.closing],
            into=_new(new),
            by=by,
        )


class SplitForm(EventForm):
    """One unit becomes several."""

    code, heading, parts_wanted = "tach", "Chia tách đơn vị", 2
    unit = line("Đơn vị chia tách", missing="Chưa ghi đơn vị. Hãy ghi tên hoặc mã.", help_text=_UNIT_HINT, longest=400)
    parent = _parent_line("để trống khi các đơn vị mới vẫn thuộc đơn vị cấp trên cũ")

    def _planned(self) -> Plan | None:
        old = self._found("unit", self._eve)
        if old is None:
            return None
        openings = self._openings(old.unit.kind, self._parent(old.unit.kind, [old]), [old])
        if not openings:
            return None
        title = f"Chia {old.name} thành {', '.join(one.name for one in openings)}"
        return Plan(
            title, self._day, self.cleaned_data["document"], (old,), openings, (), consequences([old], self._day)
        )

    def _write(self, by: str, members: Mapping[str, str]) -> object:
        assert self.plan is not None
        plan, old = self.plan, self.plan.closing[0]
        return split_unit(
            code=f"tach-{old.unit.code}-{plan.effective_on:%Y%m%d}",
            unit=old.unit,
            parts=[_new(one) for one in plan.opening],
            effective_on=plan.effective_on,
            document=plan.document,
            title=plan.title,
            by=by,
            members=members,
        )


class RenameForm(EventForm):
    """Another official name."""

    code, heading = "doi-ten", "Đổi tên đơn vị"
    unit = line("Đơn vị đổi tên", missing="Chưa ghi đơn vị. Hãy ghi tên hoặc mã.", help_text=_UNIT_HINT, longest=400)
    name = line("Tên mới", missing="Chưa ghi tên mới. Hãy ghi tên mới.", help_text="ví dụ Xã Nhân Cơ")
    form = choice("Hình thức mới", [(form, form) for form in FORMS], help_text="chỉ chọn khi hình thức thay đổi")

    def _planned(self) -> Plan | None:
        found = self._found("unit", self._eve)
        if found is None:
            return None
        self.found, data = found, self.cleaned_data
        form, name = data["form"] or found.form, nfc(data["name"])
        said = unit_form(name)
        if found.unit.kind in TERRITORIAL and form and not said:
            name = f"{form.capitalize()} {name}"
        if said and form and said != form:
            self.add_error("form", f"Tên ghi là {said} nhưng hình thức là {form}. Hãy chọn lại hình thức.")
        if name == found.name:
            self.add_error("name", f"Tên mới trùng tên đang dùng: {name}. Hãy ghi tên khác.")
        self.new_name = name
        change = f"{found.name} mang tên {name}"
        return Plan(f"Đổi tên {found.name} thành {name}", self._day, data["document"], changes=(change,))

    def _write(self, by: str, members: Mapping[str, str]) -> object:
        data = self.cleaned_data
        return rename_unit(
            unit=self.found.unit,
            name=self.new_name,
            effective_on=self._day,
            document=data["document"],
            by=by,
            form=data["form"],
        )


class MoveForm(EventForm):
    """Another parent."""

    code, heading = "chuyen", "Chuyển đơn vị về nơi khác"
    unit = line("Đơn vị chuyển", missing="Chưa ghi đơn vị. Hãy ghi tên hoặc mã.", help_text=_UNIT_HINT, longest=400)
    parent = line(
        "Chuyển về", missing="Chưa ghi nơi chuyển về. Hãy ghi tên hoặc mã.", help_text=_UNIT_HINT, longest=400
    )

    def _planned(self) -> Plan | None:
        found = self._found("unit", self._eve)
        parent = self._parent(found.unit.kind) if found else None
        if found is None or parent is None:
            if found is not None and not self.errors:
                self.add_error("unit", f"{found.name} không thuộc đơn vị nào nên không chuyển được.")
            return None
        self.found, self.parent_found = found, parent
        change = f"{found.name} thuộc {parent.name}"
        return Plan(f"Chuyển {found.name} về {parent.name}", self._day, self.cleaned_data["document"], changes=(change,))

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

    code, heading, parts_wanted = "mo", "Mở đơn vị mới", 1
    kind = choice("Loại đơn vị", list(KINDS), missing="Chưa chọn loại. Hãy chọn loại đơn vị.")
    effective_on = DayField("Có từ ngày", missing="Chưa ghi ngày. Hãy ghi ngày đầu của đơn vị.")
    document = line("Theo văn bản", help_text="bắt buộc với đơn vị hành chính và thôn", longest=60)
    parent = _parent_line("tên hoặc mã của đơn vị mà đơn vị mới thuộc về vào ngày đó")
    field_order = ["kind", "parent", "effective_on", "document"]

    def _planned(self) -> Plan | None:
        data = self.cleaned_data
        kind = data["kind"]
        if kind in (*TERRITORIAL, "village") and not data["document"]:
            self.add_error("document", "Chưa ghi văn bản. Hãy ghi số của văn bản thành lập.")
        parent = self._parent(kind)
        openings = self._openings(kind, parent)
        if not openings:
            return None
        new = openings[0]
        same = same_name_in(unit_key(new.name), kind, parent.unit.pk if parent else None, self._day)
        if same is not None and kind not in _MANY_BORN_ALIKE:
            where = f" thuộc {parent.name}" if parent else ""
            self.parts[0].add_error("name", f"{same.name}{where} đã có từ ngày {show_day(same.since)}. Hãy ghi tên khác.")
        return Plan(f"Mở {new.name}", self._day, data["document"], opening=openings)

    def _write(self, by: str, members: Mapping[str, str]) -> object:
        assert self.plan is not None
        return open_unit(_new(self.plan.opening[0]), since=self._day, by=by, paper=self.cleaned_data["document"])


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
        return {one.unit.code: self.cleaned_data[one.unit.code] for one in self.asked}


EVENTS: dict[str, type[EventForm]] = {
    form.code: form for form in (MergeForm, SplitForm, RenameForm, MoveForm, OpenForm)
}
