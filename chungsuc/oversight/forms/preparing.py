"""A new survey and its list of hamlets."""

from datetime import date
from typing import Any

from django import forms

from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Scope
from chungsuc.organisations.finding import FoundUnit, UnitUnclear, find_unit
from chungsuc.web.fields import choice, line

from ..actions.preparing import Hamlet
from ..models import ALL, DRAWN
from ..registry import Matter, levels

_HAMLETS = "mỗi dòng một thôn: tên; số hộ. Khi chọn hộ ngẫu nhiên, ghi thêm số hộ được hỏi: Thôn 1; 120; 40"
_MODES = [(ALL, "Mọi hộ"), (DRAWN, "Hộ được chọn ngẫu nhiên")]


class HamletsForm(forms.Form):
    """The hamlets of a survey, a line each."""

    hamlets = forms.CharField(
        label="Các thôn, bon, buôn",
        help_text=_HAMLETS,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "Chưa ghi thôn nào. Hãy ghi mỗi thôn một dòng."},
    )

    def clean_hamlets(self) -> list[Hamlet]:
        """The lines as (name, households, asked); every wrong line is told with its number."""
        found: list[Hamlet] = []
        for number, text in enumerate(self.cleaned_data["hamlets"].splitlines(), 1):
            if not text.strip():
                continue
            parts = [part.strip() for part in nfc(text).split(";")]
            counts = [_count(part) for part in parts[1:]]
            if not parts[0] or len(parts[0]) > 200 or len(counts) not in (1, 2) or None in counts:
                self.add_error("hamlets", f"Dòng {number} “{text.strip()[:60]}” chưa đúng. Hãy ghi: tên thôn; số hộ.")
                continue
            whole = [count for count in counts if count is not None]
            found.append((parts[0], whole[0], whole[-1]))
        return found


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and 0 < len(text) < 7 else None


class NewSurveyForm(HamletsForm):
    """A survey for a waiting matter, or for a unit that is typed."""

    matter = choice("Hồ sơ cần lấy ý kiến", [], help_text="chọn hồ sơ đang chờ, hoặc ghi đơn vị, mức và năm ở dưới")
    unit = line("Đơn vị", help_text="tên hoặc mã; để trống khi đã chọn hồ sơ", longest=400)
    level = choice("Mức công nhận", [], help_text="để trống khi đã chọn hồ sơ")
    year = line("Năm đánh giá", help_text="bốn chữ số; để trống khi đã chọn hồ sơ", attrs={"inputmode": "numeric"})
    mode = choice("Hỏi những hộ nào", _MODES, missing="Chưa chọn. Hãy chọn hỏi mọi hộ hay chọn ngẫu nhiên.")
    field_order = ["matter", "unit", "level", "year", "mode", "hamlets"]

    def __init__(self, *args: Any, day: date, scope: Scope, waiting: list[Matter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day, self.scope = day, scope
        self.waiting = {f"{one.subject}:{one.key}": one for one in waiting}
        offered = [(mark, one.label) for mark, one in self.waiting.items()]
        known = [(code, name) for code, (name, _) in levels().items()]
        for name, choices in (("matter", offered), ("level", known)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "Chọn…"), *choices]
        self.found: FoundUnit | None = None

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        if not data.get("matter"):
            self._typed(data)
        return data

    def _typed(self, data: dict[str, Any]) -> None:
        for name, sentence in (("unit", "Chưa ghi đơn vị."), ("level", "Chưa chọn mức."), ("year", "Chưa ghi năm.")):
            if not data.get(name) and not self.has_error(name):
                self.add_error(name, f"{sentence} Hãy chọn hồ sơ ở trên hoặc ghi ở đây.")
        year = str(data.get("year", ""))
        if year and not (year.isascii() and year.isdecimal() and 2000 <= int(year[:6]) <= 2100):
            self.add_error("year", "Năm gồm bốn chữ số. Hãy ghi lại.")
        if data.get("unit"):
            try:
                self.found = find_unit(data["unit"], self.day, prefer=("commune",), scope=self.scope)
            except UnitUnclear as unclear:
                self.add_error("unit", str(unclear))
        kind = levels().get(str(data.get("level", "")), ("", ""))[1]
        if self.found is not None and kind and self.found.unit.kind != kind:
            self.add_error("level", f"{self.found.name} không thuộc cấp được xét mức này. Hãy chọn lại.")
