"""What the words of old lists mean: a form of award, a kind of subject, a decision, years. Pure; unclear is None."""

import re
from collections.abc import Mapping
from datetime import date

from chungsuc.law.periods import DayError, read_day
from chungsuc.law.spelling import fold, nfc

from ..rules.naming import MERIT, MERIT_KINDS, SERVICE, SUDDEN, THEMATIC

_CLASSES = {"nhat": "1", "i": "1", "1": "1", "nhi": "2", "ii": "2", "2": "2", "ba": "3", "iii": "3", "3": "3"}
_CLASS = re.compile(r"\b(?:hang|hcld)\s+(nhat|nhi|ba|iii|ii|i|[123])\b")
# what a short name begins with, then who gives it, the first that fits: "gk ct ubnd huyen dak mil" is GK_HUYEN
_GIVERS = (
    (re.compile(r"^(?:bang khen|bk)\b"), (
        (re.compile(r"\b(?:thu tuong|ttg|ttcp|tt cp)\b"), "BK_TTG"),
        (re.compile(r"\b(?:ubnd|ct|chu tich|uy ban nhan dan)\b.*\btinh\b|^(?:bang khen|bk) (?:cua )?(?:cap )?tinh\b"),
         "BK_TINH"),
    )),
    (re.compile(r"^(?:giay khen|gk)\b"), (
        (re.compile(r"\b(?:xa|phuong|thi tran)\b"), "GK_XA"),
        (re.compile(r"\b(?:huyen|thanh pho|tp|thi xa)\b"), "GK_HUYEN"),
        (re.compile(r"\b(?:so|nganh|giam doc|thu truong|doan the|mttq|mat tran|tinh doan|hoi)\b"), "GK_SO"),
    )),
    (re.compile(r"^(?:co thi dua|co)\b"), (
        (re.compile(r"\bchinh phu\b"), "CO_CP"),
        (re.compile(r"\btinh\b"), "CO_TINH"),
    )),
)  # fmt: skip
_ORDER = re.compile(r"^(?:huan chuong lao dong|hcld)\b")
_DECISION = re.compile(
    r"(?P<number>\d[\w./]*\s*/?\s*[A-ZĐ][\w./-]*)\s*,?\s*(?:ký\s+)?ngày\s+(?P<day>\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}"
    r"|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})",
    re.IGNORECASE,
)
_SPOKEN_DAY = re.compile(r"(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_QUOTES = frozenset("\"'″”“〃’-–— ")
_SAME = frozenset({"nt", "n t", "nhu tren", "nhu tren nt"})


def form_of(written: str, names: Mapping[str, str]) -> str | None:
    """The code of the form that words name, "Bằng khen UBND tỉnh" or "HCLĐ hạng Ba"; None when that is unclear."""
    text = fold(written)
    for code, name in names.items():
        if text in (fold(code), fold(name)):
            return code
    code = _order(text) if _ORDER.match(text) else _given(text)
    return code if code in names else None


def _order(text: str) -> str:
    found = _CLASS.search(text)
    return f"HCLD_{_CLASSES[found[1]]}" if found else ""


def _given(text: str) -> str:
    for start, givers in _GIVERS:
        if start.match(text):
            return next((code for giver, code in givers if giver.search(text)), "")
    return ""


def kind_of(written: str, names: Mapping[str, str]) -> str | None:
    """The code of the kind of subject that words name, by its name or one part of it ("Hộ"); None when unclear."""
    text = fold(written)
    if not text:
        return None
    whole = [code for code, name in names.items() if text in (fold(code), fold(name))]
    parts = [code for code, name in names.items() if text in map(fold, re.split("[,;]", name))]
    found = whole or parts
    return found[0] if len(found) == 1 else None


_MERITS = {
    "cong trang": MERIT, "cong trang thanh tich": MERIT,
    "dot chuyen de": THEMATIC, "chuyen de": THEMATIC, "dot": THEMATIC, "phong trao thi dua": THEMATIC,
    "dot xuat": SUDDEN, "cong hien": SERVICE, "qua trinh cong hien": SERVICE,
}  # fmt: skip


def merit_kind_of(written: str) -> str | None:
    """What an award is for, "khen theo công trạng" or "đột xuất"; None when that is unclear."""
    text = fold(written).removeprefix("khen thuong ").removeprefix("khen ").removeprefix("theo ")
    text = text.removeprefix("thanh tich ").replace("dot theo chuyen de", "dot chuyen de")
    return text.replace(" ", "_") if text.replace(" ", "_") in MERIT_KINDS else _MERITS.get(text)


def decision_in(text: str) -> tuple[str, date] | None:
    """The number and day of the one decision that a text names; None when it names none, or two."""
    found = {(nfc(m["number"]).replace(" ", ""), day) for m in _DECISION.finditer(text) if (day := _day(m["day"]))}
    return next(iter(found)) if len(found) == 1 else None


def _day(text: str) -> date | None:
    spoken = _SPOKEN_DAY.fullmatch(nfc(text))
    try:
        return read_day("/".join(spoken.groups()) if spoken else text.replace(" ", ""))
    except DayError:
        return None


def years_in(text: str) -> tuple[int, int] | None:
    """The first and last year that a text names ("2021-2023", "năm 2022"); None when it names none, or three."""
    years = [int(year) for year in _YEAR.findall(text)]
    return (min(years), max(years)) if 1 <= len(years) <= 2 else None


def is_ditto(text: str) -> bool:
    """Whether a cell only says "the same as above"."""
    bare = nfc(text)
    return fold(bare) in _SAME or (bool(set(bare) - set("-–— ")) and set(bare) <= _QUOTES)
