"""What one cell says about one indicator: an item to keep, a fault to tell, or nothing (a blank is no zero)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Context, Decimal, InvalidOperation
from typing import Any

from chungsuc.law.figures import FigureError, read_decimal, read_percent, round_half_up, show_decimal
from chungsuc.law.spelling import fold, nfc
from chungsuc.workbooks import cells as kinds
from chungsuc.workbooks.cells import Cell

MET_WORDS = frozenset({"d", "dat", "x", "co", "v"})
NOT_MET_WORDS = frozenset({"k", "khong dat", "chua dat", "kd", "cd", "khong", "chua"})
MET_MARKS = frozenset("✓✔√☑●")
NOT_MET_MARKS = frozenset("✗✘☐○")
NONE_WORDS = frozenset({"khong ap dung", "kad", "k ad", "n a", "na"})
DASHES = frozenset("-–—−")
SHARE = re.compile(r"^\s*(\d[\d.,\s]*)\s*/\s*(\d[\d.,\s]*)\s*$")
HUNDRED = Decimal(100)
# how spreadsheets keep the days from 2000 to 2049: a date whose format was lost looks like such a number
DAY_NUMBERS = range(36526, 54789)
FAR_BEYOND = 100  # times the threshold, before such a number is taken for a lost date
HALF = 50  # a threshold from here on: a share of one per cent or less was more likely typed as a fraction
PLACES = 6
TRUSTED_DIGITS = 15  # of a spreadsheet's number


@dataclass(frozen=True)
class Asked:
    """What a column asks for: the indicator's code, its kind and measure, and the sex where it is counted apart."""

    code: str
    kind: str
    unit: str
    measure_id: int
    name_key: str = ""  # its folded name, by which a heading may call it
    sex: str = ""
    by_sex: bool = False
    not_applicable_allowed: bool = False
    expected: Decimal | None = None  # the largest threshold: the order of magnitude a value may have

    @property
    def label(self) -> str:
        return f"chỉ tiêu {self.code}{ {'m': ' (nam)', 'f': ' (nữ)'}.get(self.sex, '') }"


@dataclass(frozen=True)
class Fault:
    """Why a cell is not taken as it stands: a code for tests, a sentence for people."""

    code: str
    text: str


Item = dict[str, Any]


def read_cell(cell: Cell, asked: Asked) -> Item | Fault | None:
    """What the cell says: an item, a Fault, or None when it is blank.

    An item is JSON: m(easure), i(ndicator), s(ex), k (state), v(alue: text of a number, or a bool), n/d (both numbers
    of a share), b(are percentage), c(ell), r(aw).
    """
    if cell.kind == kinds.FORMULA:
        return _formula(cell, asked)
    if cell.kind == kinds.ERROR:
        return Fault("error_value", f"Ô báo lỗi {cell.value} của bảng tính. Hãy sửa công thức hoặc gõ lại giá trị.")
    if cell.kind == kinds.BLANK or (cell.kind == kinds.TEXT and not nfc(str(cell.value))):
        return None
    said = _yes_no(cell) if asked.kind == "boolean" else _number(cell, asked)
    if said is None or isinstance(said, Fault):
        return said
    return {"m": asked.measure_id, "i": asked.code, "s": asked.sex, "c": cell.address, "r": shown(cell), **said}


def shown(cell: Cell) -> str:
    """The cell's content as its author saw it, for messages and for keeping."""
    if cell.kind == kinds.FORMULA and cell.formula:
        return cell.formula[:200]
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return written_number(cell.raw) if cell.raw else str(value)[:200]


def written_number(raw: str) -> str:
    """A number as it was typed: files keep 8.2 as 8.1999999999999993, which has one digit more than can be trusted."""
    try:
        number = +Context(prec=TRUSTED_DIGITS).create_decimal(raw)
    except InvalidOperation:
        return raw[:200]
    return format(number.normalize(), "f") if number.is_finite() and abs(number.adjusted()) < TRUSTED_DIGITS else raw


def _formula(cell: Cell, asked: Asked) -> Item | Fault | None:
    if cell.is_link:
        return Fault(
            "link",
            "Ô này là công thức liên kết ra ngoài tệp. Hãy sao chép và dán dạng giá trị (Paste Special, Values).",
        )
    if cell.value_kind in ("", kinds.BLANK):
        return Fault("no_stored_value", "Công thức chưa có kết quả lưu trong tệp. Hãy mở tệp, tính lại và lưu.")
    stored = Cell(cell.address, cell.value, cell.value_kind, cell.raw, cell.percent)
    return read_cell(stored, asked)


def _yes_no(cell: Cell) -> Item | Fault:
    if cell.kind == kinds.BOOLEAN:
        return {"k": "given", "v": bool(cell.value)}
    if cell.kind == kinds.TEXT:
        text = nfc(str(cell.value))
        word = fold(text)
        if word in MET_WORDS or text in MET_MARKS:
            return {"k": "given", "v": True}
        if word in NOT_MET_WORDS or text in NOT_MET_MARKS:
            return {"k": "given", "v": False}
        if _says_none(text):
            return {"k": "not_applicable"}
    return Fault(
        "not_yes_no",
        f"“{shown(cell)}” không phải là Đạt hay Không đạt. Hãy ghi Đ (hoặc Đạt, x) hay K (hoặc Không đạt).",
    )


def _says_none(text: str) -> bool:
    return text in DASHES or fold(text) in NONE_WORDS


def _number(cell: Cell, asked: Asked) -> Item | Fault:
    if cell.kind in (kinds.DATE, kinds.BOOLEAN):
        what = "ngày tháng" if cell.kind == kinds.DATE else "giá trị đúng/sai"
        return Fault(
            "date_not_number", f"Ô này là {what} ({shown(cell)}), không phải số. Hãy gõ lại số cho {asked.label}."
        )
    if cell.kind == kinds.TEXT:
        text = nfc(str(cell.value))
        if _says_none(text):
            return {"k": "not_applicable"}
        if asked.kind == "count" and fold(text) == "khong":
            return {"k": "given", "v": "0"}
        if asked.kind == "percent" and (share := SHARE.match(text)):
            return _share(share.group(1), share.group(2), asked)
    try:
        number = _read(cell, asked)
    except FigureError as fault:
        return Fault(f"not_a_number:{fault.code}", str(fault))
    wrong = out_of_range(number, asked)
    if wrong is not None:
        return wrong
    said: Item = {"k": "given", "v": format(number.normalize(), "f")}
    return {**said, "b": True} if asked.kind == "percent" else said


def _read(cell: Cell, asked: Asked) -> Decimal:
    if cell.kind == kinds.TEXT:
        text = str(cell.value)
        number = read_percent(text) if asked.kind == "percent" else read_decimal(text)
    else:
        number = Decimal(cell.raw) if cell.raw else read_decimal(cell.value)  # type: ignore[arg-type]
    if cell.percent and asked.kind == "percent":
        number *= HUNDRED
    return round_half_up(number, PLACES)


def out_of_range(number: Decimal, asked: Asked) -> Fault | None:
    """Why a number cannot be this indicator's value, or None when it can."""
    if number < 0:
        return Fault("negative", f"{show_decimal(number)} là số âm. Hãy kiểm tra lại {asked.label}.")
    if asked.kind == "percent" and number > HUNDRED:
        return Fault("above_100", f"{show_decimal(number)} % lớn hơn 100 %. Hãy kiểm tra lại {asked.label}.")
    if asked.expected is not None and int(number) in DAY_NUMBERS and number == int(number):
        return _lost_date(number, asked) if number > FAR_BEYOND * max(asked.expected, Decimal(1)) else None
    if asked.kind == "count" and number != number.to_integral_value():
        whole = f"{asked.label.capitalize()} đếm theo {asked.unit}."
        return Fault("not_whole", f"{show_decimal(number)} không phải số nguyên. {whole}")
    return None


def doubt_of(item: Item, cell: Cell, asked: Asked) -> str:
    """Why a share that was taken may have been meant otherwise, as a sentence, or ""."""
    if not item.get("b") or cell.percent or "%" in str(cell.value) or asked.expected is None or asked.expected < HALF:
        return ""
    number = Decimal(item["v"])
    if not 0 < number <= 1:
        return ""
    meant = show_decimal(number * HUNDRED)
    return f"Đang đọc là {show_decimal(number)} %. Nếu ý muốn nói là {meant} % thì hãy sửa ô này trước khi nhập."


def _lost_date(number: Decimal, asked: Asked) -> Fault:
    day = f"{date(1899, 12, 30) + timedelta(days=int(number)):%d/%m/%Y}"
    text = f"{show_decimal(number)} có lẽ là ngày {day} bị đổi thành số. Hãy gõ lại số cho {asked.label}."
    return Fault("date_not_number", text)


def _share(numerator: str, denominator: str, asked: Asked) -> Item | Fault:
    try:
        part, whole = read_decimal(numerator.strip()), read_decimal(denominator.strip())
    except FigureError as fault:
        return Fault(f"not_a_number:{fault.code}", str(fault))
    if whole == 0:
        return Fault("share_of_nothing", "Mẫu số bằng 0. Hãy kiểm tra lại hai số của tỷ lệ.")
    if any(number != round_half_up(number, PLACES) for number in (part, whole)):
        text = f"Hai số của tỷ lệ chỉ lấy đến {PLACES} chữ số thập phân. Hãy làm tròn rồi ghi lại."
        return Fault("too_fine", text)
    number = round_half_up(part * HUNDRED / whole, PLACES)
    wrong = out_of_range(number, asked)
    if wrong is not None:
        return wrong
    texts = {"n": format(part.normalize(), "f"), "d": format(whole.normalize(), "f")}
    return {"k": "given", "v": format(number.normalize(), "f"), **texts}
