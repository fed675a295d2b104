"""Sheets and single marks: an item with levels is chosen by its level, another is typed as a number."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from chungsuc.law.figures import FigureError, read_decimal, show_decimal
from chungsuc.organisations.access import Person
from chungsuc.web.fields import line

from .. import actions
from ..rules.scores import SELF, newest_of
from ..rules.tables import DOCUMENT, ITEM, Part
from .acts import RoundForm, words

UNKNOWN = "khong"
UNKNOWN_SAID = "Chưa đủ căn cứ để chấm"


class PointsField(forms.CharField):
    """Points typed with a decimal comma; gives a Decimal, or None where it may stay empty."""

    def __init__(self, label: str, most: Decimal, *, missing: str = "", help_text: str = "") -> None:
        self.most = most
        super().__init__(
            label=label,
            required=bool(missing),
            max_length=20,
            help_text=help_text or f"từ 0 đến {show_decimal(most)}",
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            error_messages={"required": missing, "max_length": "Hãy ghi một số, ví dụ 7,5."},
        )

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            points = read_decimal(text)
        except FigureError as fault:
            raise ValidationError(str(fault)) from None
        if not 0 <= points <= self.most:
            raise ValidationError(f"Hãy ghi từ 0 đến {show_decimal(self.most)}.")
        return points


def levels(part: Part) -> list[tuple[str, str]]:
    """The levels of an item's scale, the highest first, as choices."""
    return [(format(one.points, "f"), f"{show_decimal(one.points)} điểm: {one.text}") for one in part.anchors]


def field_for(part: Part) -> forms.Field:
    """How an item is scored on a sheet: by its level where it has levels, else as a number."""
    if part.anchors:
        return forms.ChoiceField(
            label=part.name,
            choices=[*levels(part), (UNKNOWN, UNKNOWN_SAID)],
            widget=forms.RadioSelect,
            error_messages={
                "required": "Chưa chọn mức. Chưa chấm được thì chọn dòng cuối.",
                "invalid_choice": "Mức này không còn. Hãy chọn lại.",
            },
        )
    hint = f"từ 0 đến {show_decimal(part.most)}; để trống nếu chưa đủ căn cứ để chấm"
    return PointsField(part.name, part.most, help_text=hint)


class SheetForm(RoundForm):
    """One sheet: every item that is scored by hand. `on_paper` asks for the paper sheet that is being entered."""

    does = "hand_in"

    def __init__(self, *args: Any, scorer: str, unit: str, on_paper: bool, **kw: Any) -> None:
        self.scorer, self.unit = scorer, unit
        super().__init__(*args, **kw)
        newest = newest_of(self.board.marks)
        stage = SELF if scorer == unit else "cross"
        for part in self.board.table.typed:
            self.fields[part.code] = field_for(part)
            before = newest.get((unit, part.code, stage, scorer))
            if before is not None and before.points is not None:
                points = before.points
                self.fields[part.code].initial = _level_of(part, points) if part.anchors else show_decimal(points)
        if on_paper:
            self.fields["paper"] = line(
                "Phiếu giấy", missing="Chưa ghi phiếu giấy. Hãy ghi số, ngày của phiếu mà đồng chí nhập thay."
            )

    @property
    def seen_now(self) -> int:
        sheet = self.board.sheets.get((self.scorer, self.unit))
        return sheet.version if sheet else 0

    @property
    def rows(self) -> list[tuple[Any, Part, Decimal | None]]:
        """Each item's field with the item, and for cross-scoring what the unit gave itself."""
        newest, cross = newest_of(self.board.marks), self.scorer != self.unit
        return [
            (
                self[part.code],
                part,
                own.points if cross and (own := newest.get((self.unit, part.code, SELF, self.unit))) else None,
            )
            for part in self.board.table.typed
        ]

    def act(self, person: Person, day: date) -> str:
        data = self.cleaned_data
        points = {part.code: _points(data[part.code]) for part in self.board.table.typed}
        actions.hand_in(
            self.round,
            scorer=self.scorer,
            unit=self.unit,
            points=points,
            seen=data["seen"] or 0,
            on=day,
            person=person,
            paper=data.get("paper", ""),
        )
        unknown = sum(given is None for given in points.values())
        left = f" {unknown} mục để “chưa đủ căn cứ”." if unknown else ""
        return f"Đã nộp phiếu chấm {self.board.names[self.unit]}.{left}"


def _level_of(part: Part, points: Decimal) -> str:
    return next((format(one.points, "f") for one in part.anchors if one.points == points), "")


def _points(given: Any) -> Decimal | None:
    if given in (UNKNOWN, "", None):
        return None
    return given if isinstance(given, Decimal) else Decimal(given)


class MarkForm(RoundForm):
    """One mark on an item of a unit: entered from a paper, or decided by the group."""

    def __init__(self, *args: Any, unit: str, part: Part, does: str, **kw: Any) -> None:
        self.unit, self.part, self.does = unit, part, does
        super().__init__(*args, **kw)
        if does == "enter" and part.anchors:
            self.fields["points"] = forms.ChoiceField(
                label="Kết quả",
                choices=levels(part),
                widget=forms.RadioSelect,
                error_messages={"required": "Chưa chọn kết quả.", "invalid_choice": "Mức này không còn. Hãy chọn lại."},
            )
        else:
            empty = "" if does == "enter" else "; để trống để bỏ quyết định trước"
            hint = f"từ 0 đến {show_decimal(part.most)}{empty}"
            missing = "Chưa ghi điểm." if does == "enter" else ""
            self.fields["points"] = PointsField("Điểm", part.most, missing=missing, help_text=hint)
        if does == "enter":
            self.fields["paper"] = line("Theo văn bản", missing="Chưa ghi văn bản. Hãy ghi số, ngày, cơ quan.")
        else:
            self.fields["reason"] = words("Lý do", missing="Chưa ghi lý do.")
            self.fields["paper"] = line("Theo văn bản")

    @property
    def seen_now(self) -> int:
        return self.board.last_seen(self.unit, self.part.code)

    def act(self, person: Person, day: date) -> str:
        data = self.cleaned_data
        told: dict[str, Any] = {
            "unit": self.unit,
            "item": self.part.code,
            "seen": data["seen"] or 0,
            "on": day,
            "person": person,
        }
        points = _points(data["points"])
        if self.does == "enter":
            level = next((one.text for one in self.part.anchors if one.points == points), "")
            given: dict[str, Any] = {"points": points, "reason": level, "paper": data["paper"]}
            actions.enter(self.round, **told, **given)
        else:
            actions.decide(self.round, points=points, reason=data["reason"], paper=data["paper"], **told)
        return f"Đã ghi mục “{self.part.name}”."


def act_on(part: Part) -> str:
    """The act by which the group decides a row of the table."""
    return "decide" if part.kind == ITEM else "deduct" if part.kind == "deduction" else "add"


def entered(part: Part) -> bool:
    """Whether a row is entered from a paper."""
    return part.kind == ITEM and part.how == DOCUMENT
