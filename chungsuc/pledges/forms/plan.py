"""A plan as it is typed: each section a list of rows, one row a small form; rows come and go without script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from chungsuc.law.periods import show_day
from chungsuc.law.spelling import nfc
from chungsuc.web.fields import DayField, Refusable, choice, depending, line

from ..measures import Measures
from ..places import Places
from ..refusals import PledgeRefused
from ..rules.content import (
    ADDRESSED,
    CRITERIA,
    MONEY,
    OPERATORS,
    SERVES,
    TARGETS,
    TASKS,
    is_blank,
    lacks_of_row,
)
from .fields import AmountField, UnitField, typed_amount, words

_UNIT_OFFERS, _MEASURE_OFFERS = "don-vi", "cach-do"
_MOST = 100


@dataclass
class Known:
    """What the rows of a plan are checked against: units, ways to measure, sources of money."""

    places: Places
    measures: Measures
    sources: Sequence[tuple[str, str]] = ()
    names: dict[str, str] = field(default_factory=dict)  # units by code, as they may be typed back


class RowForm(Refusable):
    """One row. `row` is what is kept of it: days ISO, numbers with a point, units by code."""

    section = ""
    line = forms.CharField(required=False, widget=forms.HiddenInput, max_length=9)

    def __init__(self, *args: Any, known: Known, number: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known, self.number = known, number
        for item in self.fields.values():
            if isinstance(item, UnitField):
                item.places = known.places

    def shown(self, row: Mapping[str, str]) -> dict[str, str]:
        """A kept row as its fields show it."""
        said = dict(row)
        for name in ("due", "since", "until"):
            if said.get(name):
                said[name] = show_day(date.fromisoformat(said[name]))
        for name in ("amount", "money"):
            if said.get(name):
                said[name] = typed_amount(Decimal(said[name]))
        for name in ("about", "place_unit"):
            if said.get(name):
                said[name] = self.known.names.get(said[name], said[name])
        return said

    @property
    def row(self) -> dict[str, str]:
        return {name: _kept(value) for name, value in self.cleaned_data.items() if value not in (None, "")}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not str(data.get("line") or "0").isdecimal():
            data["line"] = ""
        return data


def _kept(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return nfc(str(value))


class TargetRow(RowForm):
    """A registered target."""

    section = TARGETS
    name = line(
        "Chỉ tiêu",
        help_text="chọn trong gợi ý thì kết quả lấy từ số liệu đã thẩm định; ghi lời riêng thì đơn vị tự báo",
        longest=300,
        attrs={"list": _MEASURE_OFFERS},
    )
    about = UnitField("Của đơn vị", _UNIT_OFFERS, help_text="để trống: đơn vị lập kế hoạch")
    operator = choice("So với mức", [(code, text) for code, text in OPERATORS.items()])
    amount = depending(AmountField("Mức đăng ký"))
    unit = line("Đơn vị tính", help_text="chỉ tiêu chọn trong gợi ý đã có", longest=60)
    due = depending(DayField("Hạn"))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("name"):
            found = self.known.measures.find(data["name"])
            data["kind"], data["code"] = found.kind, found.code
            data["name"] = found.label
            data["unit"] = data.get("unit") or found.unit
            data["operator"] = data.get("operator") or found.operator
        return data


class TaskRow(RowForm):
    """A task: with an address and a concrete result, or it is not taken."""

    section = TASKS
    what = depending(words("Nhiệm vụ", help_text="việc phải làm"))
    place_unit = depending(UnitField("Địa chỉ", _UNIT_OFFERS, help_text="xã, huyện, tỉnh nơi làm nhiệm vụ"))
    place = line("Chỗ cụ thể", help_text="ví dụ thôn 3", longest=300)
    result = depending(words("Kết quả cụ thể", help_text="đo, đếm được; ví dụ 2,5 km đường thôn được bê tông hóa"))
    due = depending(DayField("Hạn"))
    responsible = depending(line("Chịu trách nhiệm", help_text="người hoặc bộ phận của đơn vị"))
    money = AmountField("Kinh phí", help_text="đồng", whole=True)
    serves = choice("Phục vụ", [(code, text[:1].upper() + text[1:]) for code, text in SERVES.items()])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        row = {name: _kept(value) for name, value in data.items() if value not in (None, "")}
        if not is_blank(row):
            for name, text in lacks_of_row(TASKS, row, ADDRESSED).items():
                if not self.errors.get(name):
                    self.add_error(name, text)
        return data


class CriterionRow(RowForm):
    """A district's own criterion."""

    section = CRITERIA
    name = depending(line("Tiêu chí", longest=300))
    required = depending(words("Yêu cầu"))
    how = words("Cách đánh giá")
    since = DayField("Từ ngày", help_text="để trống: từ ngày kế hoạch được duyệt")
    until = DayField("Đến ngày", help_text="để trống: đến hết giai đoạn; không sau ngày cuối còn cấp huyện")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", "Ngày cuối trước ngày đầu. Hãy sửa một trong hai ngày.")
        return data


class MoneyRow(RowForm):
    """An amount from one source."""

    section = MONEY
    source = depending(choice("Nguồn", []))
    amount = depending(AmountField("Số tiền", help_text="đồng", whole=True))
    note = line("Ghi chú", longest=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", "Chọn…"), *self.known.sources]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["source_name"] = dict(self.known.sources).get(data.get("source", ""), "")
        if data.get("amount") == 0:
            self.add_error("amount", "Số tiền phải lớn hơn 0. Không có kinh phí từ nguồn này thì bỏ dòng.")
        return data


ROWS: Mapping[str, type[RowForm]] = {
    TARGETS: TargetRow,
    TASKS: TaskRow,
    CRITERIA: CriterionRow,
    MONEY: MoneyRow,
}


class SectionForm:
    """The rows of one section, as kept, as typed, or checked. `extra` empty rows stand at the end."""

    def __init__(self, section: str, known: Known) -> None:
        self.section, self.known = section, known
        self.rows: list[RowForm] = []
        self.general: list[str] = []
        self.is_stale = False

    @classmethod
    def kept(cls, section: str, known: Known, rows: Sequence[Mapping[str, str]]) -> "SectionForm":
        """As it stands, with one empty row where there is none yet."""
        made = cls(section, known)
        shown = list(rows) or [{}]
        made.rows = [made._row(None, number, row) for number, row in enumerate(shown, 1)]
        return made

    @classmethod
    def typed(
        cls, section: str, known: Known, data: Mapping[str, Any], *, more: int = 0, without: int = 0
    ) -> "SectionForm":
        """What was typed, shown again unchecked: with more empty rows, or without one of them (its number)."""
        made = cls(section, known)
        numbers = [number for number in range(1, _count(data) + 1) if number != without]
        names = ROWS[section].base_fields
        said = [{name: str(data.get(f"d{number}-{name}", "")) for name in names} for number in numbers]
        said += [{} for _ in range(more)]
        made.rows = [made._row(None, number, None, typed) for number, typed in enumerate(said[:_MOST] or [{}], 1)]
        return made

    @classmethod
    def sent(cls, section: str, known: Known, data: Mapping[str, Any]) -> "SectionForm":
        """What was sent, to be checked."""
        made = cls(section, known)
        made.rows = [made._row(data, number) for number in range(1, _count(data) + 1)]
        return made

    def _row(
        self, data: Any, number: int, row: Mapping[str, str] | None = None, typed: Mapping[str, str] | None = None
    ) -> RowForm:
        form = ROWS[self.section](data, prefix=f"d{number}", known=self.known, number=number)
        form.initial = form.shown(row) if row is not None else dict(typed or {})
        return form

    def is_valid(self) -> bool:
        """Checks every row; the errors stand at their fields."""
        return all([row.is_valid() for row in self.rows])

    @property
    def said(self) -> list[dict[str, str]]:
        """The rows as they are kept."""
        return [row.row for row in self.rows]

    @property
    def errors(self) -> bool:
        return bool(self.general) or any(row.errors for row in self.rows if row.is_bound)

    def refuse(self, refused: PledgeRefused, *, stale: bool) -> None:
        """A refusal that belongs to no row stands above all; what was typed stays."""
        self.is_stale = stale
        self.general.append(str(refused))


def _count(data: Mapping[str, Any]) -> int:
    asked = str(data.get("so-dong", ""))
    return min(int(asked), _MOST) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else 0


class NewPlanForm(Refusable):
    """A plan begins: for which unit, for which year, empty or as a copy."""

    unit = choice("Đơn vị", [], missing="Chưa chọn đơn vị.")
    year = choice("Kế hoạch của", [], missing="Chưa chọn năm.")
    copy_of = choice("Chép từ", [], help_text="chỉ tiêu, nhiệm vụ được chép, hạn lùi theo năm; sửa lại được")

    def __init__(
        self, *args: Any, units: Sequence[tuple[str, str]], years: Sequence[tuple[str, str]],
        copies: Sequence[tuple[str, str]], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [*([("", "Chọn…")] if len(units) > 1 else []), *units]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", "Chọn…"), *years]  # type: ignore[attr-defined]
        self.fields["copy_of"].choices = [("", "Không chép, bắt đầu từ trống"), *copies]  # type: ignore[attr-defined]
        if not copies:
            del self.fields["copy_of"]


class AmendForm(Refusable):
    """A new edition of a plan in force."""

    reason = words("Lý do điều chỉnh", missing="Chưa ghi lý do điều chỉnh. Hãy ghi vì sao.", rows=3)
