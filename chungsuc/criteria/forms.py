"""Figures as people type them: a blank is no zero, a comma stands before decimals, an error stands at its field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from chungsuc.law.figures import FigureError, read_decimal, read_percent, round_half_up
from chungsuc.law.spelling import nfc

from .actions import Entry, VerifiedFigure
from .facts.entry import prefix_of
from .facts.sheets import sexes_of
from .models import Declared, Indicator
from .reading.cells import Asked, out_of_range

HUNDRED, PLACES = Decimal(100), 6
LARGEST = Decimal(9_000_000_000_000)
LONGEST = {"source_document": 300, "note": 2000, "reason": 2000}
FIELDS = ("number", "numerator", "denominator", "flag", "na")


@dataclass
class Typed:
    """What was typed at one place: the texts, and what is wrong with them by field."""

    indicator: Indicator
    sex: str
    texts: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    figures: dict[str, Any] = field(default_factory=dict)

    @property
    def prefix(self) -> str:
        return prefix_of(self.indicator.code, self.sex)

    def entry(self, *, base: int, client_id: UUID | None = None, supersedes: tuple[UUID, ...] = ()) -> Entry:
        """The entry to declare."""
        return Entry(
            self.indicator.measure_id,
            self.sex,
            **self.figures,
            source_document=self.texts.get("source_document", ""),
            note=self.texts.get("note", ""),
            base=base,
            client_id=client_id,
            supersedes=supersedes,
        )

    def verified(self, reason: str) -> VerifiedFigure:
        """The figure of the responsible body."""
        kept = {name: value for name, value in self.figures.items() if name != "bare"}
        return VerifiedFigure(self.indicator.measure_id, self.sex, **kept, reason=reason)


def read_place(given: Mapping[str, str], indicator: Indicator, sex: str) -> Typed:
    """One place from its fields: number, or numerator and denominator, flag ("yes", "no"), na ("on"), words."""
    texts = {name: nfc(str(given.get(name, "") or "")).strip() for name in (*FIELDS, *LONGEST)}
    typed = Typed(indicator, sex, texts)
    for name, most in LONGEST.items():
        if len(texts[name]) > most:
            typed.errors[name] = f"Dài quá {most} chữ. Hãy viết gọn lại."
    if texts["na"]:
        _not_applicable(typed)
    elif indicator.kind == "boolean":
        _yes_no(typed)
    elif texts["numerator"] or texts["denominator"]:
        _share(typed)
    elif texts["number"]:
        _number(typed)
    else:
        typed.figures = {"state": Declared.BLANK}
    return typed


def _not_applicable(typed: Typed) -> None:
    if not typed.indicator.not_applicable_allowed:
        typed.errors["na"] = "Bộ tiêu chí không cho ghi “không áp dụng” ở chỉ tiêu này."
    if any(typed.texts[name] for name in ("number", "numerator", "denominator", "flag")):
        typed.errors["na"] = "Đã ghi số liệu mà vẫn chọn “không áp dụng”. Hãy bỏ một trong hai."
    typed.figures = {"state": Declared.NOT_APPLICABLE}


def _yes_no(typed: Typed) -> None:
    answer = {"yes": True, "no": False}.get(typed.texts["flag"])
    if typed.texts["flag"] and answer is None:
        typed.errors["flag"] = "Hãy chọn Đạt hoặc Không đạt."
    typed.figures = {"state": Declared.BLANK} if answer is None else {"flag": answer}


def _share(typed: Typed) -> None:
    if typed.indicator.kind != "percent":
        typed.errors["number"] = "Chỉ tiêu này ghi một số, không ghi tử số và mẫu số."
        return
    part, whole = _read(typed, "numerator"), _read(typed, "denominator")
    if part is None or whole is None:
        return
    if whole <= 0:
        typed.errors["denominator"] = "Mẫu số phải lớn hơn 0. Nếu không có đối tượng nào, hãy ghi ở ghi chú."
        return
    number = round_half_up(part * HUNDRED / whole, PLACES)
    if part < 0 or number > HUNDRED:
        typed.errors["numerator"] = (
            f"Tử số {typed.texts['numerator']} phải từ 0 đến mẫu số {typed.texts['denominator']}."
        )
    if typed.texts["number"]:
        typed.errors["number"] = "Đã có tử số và mẫu số thì tỷ lệ do máy tính. Hãy để trống ô này."
    typed.figures = {"number": number, "numerator": part, "denominator": whole}


def _number(typed: Typed) -> None:
    number = _read(typed, "number")
    if number is None:
        return
    one = typed.indicator
    wrong = out_of_range(number, Asked(one.code, one.kind, one.unit, one.measure_id))
    if wrong is not None:
        typed.errors["number"] = wrong.text
    typed.figures = {"number": number, "bare": one.kind == "percent"}


def _read(typed: Typed, name: str) -> Decimal | None:
    text = typed.texts[name]
    try:
        value = read_percent(text) if name == "number" and typed.indicator.kind == "percent" else read_decimal(text)
    except FigureError as fault:
        typed.errors[name] = str(fault)
        return None
    if abs(value) > LARGEST or value != round_half_up(value, PLACES):
        typed.errors[name] = f"“{text}” quá lớn hoặc có hơn {PLACES} chữ số thập phân. Hãy kiểm tra lại."
        return None
    return value


def read_form(data: Mapping[str, Any], indicators: Iterable[Indicator]) -> list[Typed]:
    """Every place of a posted screen that the form had; words stand once for both sexes."""
    found = []
    for indicator in indicators:
        shared = prefix_of(indicator.code)
        words = {name: str(data.get(f"{shared}-{name}", "")) for name in ("source_document", "note")}
        for sex in sexes_of(indicator):
            prefix = prefix_of(indicator.code, sex)
            if f"{prefix}-base" not in data:
                continue
            own = {name: str(data.get(f"{prefix}-{name}", "")) for name in (*FIELDS, "reason")}
            found.append(read_place({**own, **words}, indicator, sex))
    return found


def whole_number(text: Any) -> int:
    """A row's number in a form; 0 for anything else."""
    said = str(text)
    return int(said) if said.isascii() and said.isdigit() and len(said) < 18 else 0
