"""A legal event as it is typed: what every kind asks for, the units it opens, and how it is tried and recorded."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db import transaction

from chungsuc.law.periods import show_day
from chungsuc.law.spelling import fold, nfc, unit_form, unit_key

from ..access import Scope
from ..actions import EventRefused, NewUnit
from ..event_facts import (
    FORMS,
    GSO_DIGITS,
    Opening,
    Plan,
    dead_end,
    free_code,
    hindrances,
    holder_of_gso,
    parents_for,
    same_name_in,
    shared_properties,
)
from ..facts import YES
from ..finding import FoundUnit, UnitUnclear, find_unit, kind_name
from ..models import TERRITORIAL, Unit
from .fields import DayField, choice, depending, line

NO = "no"
ALL_FORMS = [(form, form) for form in dict.fromkeys(form for forms in FORMS.values() for form in forms)]
SCOPE_ANSWERS = [(YES, "có"), (NO, "không")]
UNIT_HINT = "tên hoặc mã, ví dụ Xã Nhân Cơ"
OFFERED = {"list": "don-vi"}  # what the page offers while typing
CHANGED_MEANWHILE = "Dữ liệu vừa được người khác sửa nên chưa ghi gì. Hãy xem trước lại."
_MOST_PARTS = 20
MANY_BORN_ALIKE = ("person", "household")  # two people of one name in one commune are two people


def form_refusal(kind: str, form: str, name: str) -> str:
    """Why a form does not go with a kind of unit or with the name as it is written, "" when it does."""
    fitting, said = FORMS.get(kind, ()), unit_form(name)
    if form and form not in fitting:
        return (
            f"{kind_name(kind).capitalize()} không có hình thức {form}. Hãy chọn: {', '.join(fitting)}."
            if fitting
            else "Loại đơn vị này không có hình thức hành chính. Hãy để trống."
        )
    if kind in TERRITORIAL and said and form and said != form:
        return f"Tên ghi là {said} nhưng hình thức là {form}. Hãy sửa một trong hai."
    return ""


def full_name(kind: str, form: str, name: str) -> str:
    """The official name: an administrative unit's begins with its form."""
    return f"{form.capitalize()} {name}" if kind in TERRITORIAL and form and not unit_form(name) else name


class NewUnitForm(forms.Form):
    """One unit that an event opens."""

    name = line("Tên đơn vị mới", missing="Chưa ghi tên đơn vị mới. Hãy ghi tên.", help_text="ví dụ Xã Nhân Cơ")
    form = depending(choice("Hình thức", ALL_FORMS, help_text="bắt buộc với tỉnh, cấp huyện, cấp xã"))
    gso_code = depending(
        line(
            "Mã đơn vị hành chính",
            help_text="mã do Cục Thống kê cấp: xã 5 chữ số, huyện 3, tỉnh 2; loại khác để trống",
            longest=10,
            attrs={"inputmode": "numeric"},
        )
    )
    in_scope = depending(
        choice(
            "Thuộc phạm vi xây dựng nông thôn mới", SCOPE_ANSWERS, help_text="bắt buộc với cấp xã; loại khác để trống"
        )
    )
    keeps = depending(
        choice(
            "Vùng và đặc điểm mà mọi đơn vị cũ cùng có",
            [(YES, "giữ nguyên"), (NO, "không giữ")],
            help_text="vùng áp mức yêu cầu, đặc biệt khó khăn, biên giới, nhóm xã; bắt buộc với cấp xã",
        )
    )

    def fit(self, kind: str, day: date, closing: Collection[int]) -> bool:
        """Checks what depends on the kind of the unit; errors go to the fields."""
        data = self.cleaned_data
        data["name"] = nfc(data["name"])
        if not fold(data["name"]):
            self.add_error("name", "Tên phải có chữ hoặc số. Hãy ghi lại tên.")
        elif refusal := form_refusal(kind, data["form"], data["name"]):
            self.add_error("form", refusal)
        elif kind in TERRITORIAL and not data["form"]:
            self.add_error("form", "Chưa chọn hình thức. Hãy chọn hình thức của đơn vị hành chính.")
        else:
            data["name"] = full_name(kind, data["form"], data["name"])
        for field in {"in_scope", "keeps"} & set(self.fields):
            if kind == "commune" and not data[field]:
                self.add_error(field, "Chưa trả lời. Hãy chọn một trong hai.")
            elif kind != "commune" and data[field]:
                self.add_error(field, "Chỉ đơn vị cấp xã mới trả lời câu này. Hãy để trống.")
        self._fit_gso(GSO_DIGITS.get(kind, 0), day, closing)
        return not self.errors

    def _fit_gso(self, digits: int, day: date, closing: Collection[int]) -> None:
        given = self.cleaned_data["gso_code"]
        if not digits:
            if given:
                self.add_error("gso_code", "Loại đơn vị này không có mã đơn vị hành chính. Hãy để trống.")
        elif not (given.isascii() and given.isdigit() and len(given) == digits):
            self.add_error("gso_code", f"Mã phải gồm đúng {digits} chữ số. Hãy ghi mã của đơn vị mới.")
        elif holder := holder_of_gso(given, day, closing):
            when = f"Từ ngày {show_day(holder.since)}" if holder.since > day else f"Ngày {show_day(day)}"
            self.add_error("gso_code", f"{when} mã {given} là mã của {holder.name}. Hãy kiểm tra lại.")


class EventForm(forms.Form):
    """What every event has. `plan` is there once the form is valid; `record` writes it."""

    code = ""
    heading = ""
    about = ""
    parts_wanted = 0
    closes = False  # whether units end with it, whose properties the new ones may keep
    starts_at = "unit"  # the field in which the unit stands from whose page one came
    effective_on = DayField("Có hiệu lực từ ngày", missing="Chưa ghi ngày. Hãy ghi ngày nghị quyết có hiệu lực.")
    document = line(
        "Số nghị quyết",
        missing="Chưa ghi số nghị quyết. Hãy ghi số của văn bản.",
        help_text="ví dụ 1671/NQ-UBTVQH15",
        longest=60,
    )

    def __init__(self, data: Any = None, *, scope: Scope, typed: Mapping[str, Any] | None = None) -> None:
        """`data` is checked; `typed` is only shown again."""
        shown = typed or {}
        count = self._count(data if data is not None else shown)
        super().__init__(data, initial={name: shown[name] for name in type(self).base_fields if name in shown})
        self.scope = scope
        self.parts = [NewUnitForm(data, prefix=f"moi{number}") for number in range(count)]
        for number, part in enumerate(self.parts, 1):
            keys = {name: part.add_prefix(name) for name in part.fields}
            part.initial = {name: shown[key] for name, key in keys.items() if key in shown}
            if not self.closes:
                del part.fields["keeps"]
            for field in part.fields.values() if count > 1 else ():
                field.label = f"{field.label} (đơn vị thứ {number})"
        self.plan: Plan | None = None

    @classmethod
    def _count(cls, data: Mapping[str, Any]) -> int:
        asked = str(data.get("so-phan", ""))
        number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 3 else 0
        return min(max(number, cls.parts_wanted), _MOST_PARTS if cls.parts_wanted > 1 else cls.parts_wanted)

    @classmethod
    def with_parts(cls, typed: Mapping[str, Any], more: int) -> dict[str, Any]:
        """What was typed, with room for `more` new units than before."""
        return {**dict(typed.items()), "so-phan": str(max(cls._count(typed) + more, cls.parts_wanted))}

    @property
    def may_grow(self) -> bool:
        return 1 < self.parts_wanted <= len(self.parts) < _MOST_PARTS

    @property
    def may_shrink(self) -> bool:
        return len(self.parts) > self.parts_wanted > 1

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """All that was typed, as pairs for hidden fields."""
        bound = [self[name] for name in self.fields] + [part[name] for part in self.parts for name in part.fields]
        return [("viec", self.code), ("so-phan", str(len(self.parts)))] + [
            (item.html_name, item.value() or "") for item in bound
        ]

    def is_valid(self) -> bool:
        """Checks fields, then what only the tables can tell; every reason stands at its field."""
        if self.plan is not None:
            return not self._wrong
        if not all([super().is_valid(), *(part.is_valid() for part in self.parts)]):
            return False
        plan = self._planned()
        self.plan = None if self._wrong else plan
        return self.plan is not None

    @property
    def _wrong(self) -> bool:
        return bool(self.errors) or any(part.errors for part in self.parts)

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
        """Records the event; False, with the reason at the form, when it is refused or no longer what was planned."""
        assert self.plan is not None
        Unit.objects.in_turn()
        seen, self.plan = self.plan, self._planned()
        if self._wrong:
            return False
        if self.plan is None or self.plan.mark != seen.mark:
            self.add_error(None, CHANGED_MEANWHILE)
            return False
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

    def _may_close(self, field: str, closing: Collection[FoundUnit]) -> bool:
        for reason in hindrances(closing, self._day):
            self.add_error(field, reason)
        return not self.has_error(field)

    def _parent(self, kind: str, closing: Collection[FoundUnit] = (), until: date | None = None) -> FoundUnit | None:
        """The parent typed, else the one that all closing units shared; None with an error, or for a province."""
        allowed, typed = parents_for(kind), self.cleaned_data.get("parent")
        if not allowed:
            if typed:
                self.add_error("parent", "Đơn vị cấp tỉnh không thuộc đơn vị nào. Hãy để trống.")
            return None
        parent = self._found("parent", self._day, allowed) if typed else self._shared_parent(closing)
        if parent is None:
            if not self.has_error("parent"):
                self.add_error("parent", "Chưa rõ đơn vị cấp trên. Hãy ghi tên hoặc mã đơn vị mà đơn vị mới thuộc về.")
        elif refusal := _parent_refusal(kind, parent, closing, until):
            self.add_error("parent", refusal)
        return parent

    def _shared_parent(self, closing: Collection[FoundUnit]) -> FoundUnit | None:
        ids = {one.parent_id for one in closing if one.parent_id is not None}
        if len(ids) != 1 or any(one.parent_id is None for one in closing):
            return None
        code = Unit.objects.on(self._day).filter(pk__in=ids).values_list("code", flat=True).first()
        return find_unit(code, self._day) if code else None

    def _openings(
        self, kind: str, parent: FoundUnit | None, closing: Collection[FoundUnit] = ()
    ) -> tuple[Opening, ...]:
        """The new units; empty, with the errors at their fields, when something is wrong with any."""
        ids = [one.unit.pk for one in closing]
        if not all([part.fit(kind, self._day, ids) for part in self.parts]) or self.errors:
            return ()
        openings: list[Opening] = []
        shared = shared_properties(ids, self._eve) if ids else ()
        for part in self.parts:
            data, above = part.cleaned_data, parent.unit.code if parent else ""
            if refusal := self._name_refusal(data["name"], kind, parent, ids, openings):
                part.add_error("name", refusal)
                return ()
            if any(data["gso_code"] and data["gso_code"] == other.gso_code for other in openings):
                part.add_error("gso_code", "Hai đơn vị mới cùng mã. Hãy sửa một mã.")
                return ()
            code = free_code(data["name"], data["gso_code"], above, self._day, [one.code for one in openings])
            openings.append(
                Opening(
                    code, data["name"], kind, data["form"], data["gso_code"], above,
                    parent.name if parent else "", data["in_scope"], shared if data.get("keeps") == YES else (),
                )
            )  # fmt: skip
        return tuple(openings)

    def _name_refusal(
        self, name: str, kind: str, parent: FoundUnit | None, closing: Collection[int], openings: Collection[Opening]
    ) -> str:
        if kind in MANY_BORN_ALIKE:
            return ""
        if any(unit_key(name) == unit_key(other.name) for other in openings):
            return "Hai đơn vị mới cùng tên. Hãy sửa một tên."
        same = same_name_in(unit_key(name), kind, parent.unit.pk if parent else None, self._day, closing)
        if same is None:
            return ""
        where = f" thuộc {parent.name}" if parent else ""
        return f"{same.name}{where} đã có từ ngày {show_day(same.since)}. Hãy ghi tên khác."


def _parent_refusal(kind: str, parent: FoundUnit, closing: Collection[FoundUnit], until: date | None) -> str:
    allowed = parents_for(kind)
    if parent.unit.kind not in allowed:
        words = " hoặc ".join(sorted(kind_name(one) for one in allowed))
        return f"{parent.name} không phải {words}. Đơn vị loại {kind_name(kind)} phải thuộc {words}."
    if parent.unit.pk in {one.unit.pk for one in closing}:
        return f"{parent.name} kết thúc trong sự kiện này. Hãy chọn đơn vị còn lại."
    end = dead_end(parent.unit, until)
    if end is None or end.until is None:
        return ""
    return (
        f"{parent.name} chỉ còn đến hết ngày {show_day(end.until)} và không có đúng một đơn vị kế tục. "
        "Hãy chọn đơn vị cấp trên khác hoặc một ngày sau ngày đó."
    )


def new_unit(opening: Opening) -> NewUnit:
    """What the actions take for a unit to be opened."""
    scope = (("in_ntm_scope", opening.in_ntm_scope),) if opening.in_ntm_scope else ()
    return NewUnit(
        opening.code,
        opening.kind,
        opening.form,
        opening.name,
        opening.gso_code,
        opening.parent,
        attributes=(*scope, *opening.keeps),
    )


def unit_line(label: str) -> forms.CharField:
    """The unit that an event is about."""
    return line(label, missing="Chưa ghi đơn vị. Hãy ghi tên hoặc mã.", help_text=UNIT_HINT, longest=400, attrs=OFFERED)


def parent_line(help_text: str) -> forms.CharField:
    """The unit to which new units belong."""
    return depending(line("Thuộc đơn vị", help_text=help_text, longest=400, attrs=OFFERED))
