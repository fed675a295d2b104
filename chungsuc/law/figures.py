"""Exact decimals in Vietnamese notation: the one reader for forms and workbooks, and the one writer for pages.

Written text is Vietnamese: comma before decimals, dot or blank between thousands. What may be read in two ways is
refused, never guessed.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from chungsuc.law.spelling import nfc

_EXACT = Context(prec=100)
_LARGEST = Decimal(10) ** 18  # 72 000 tỷ đồng is 7,2e13: anything near this is a slip of the hand
_FINEST = -40  # what is left of a formula's rounding, such as -2.7755575615628914e-17, is still read
_SHOWN = 40

_WHOLE = re.compile(r"[0-9]+")
_ONE_GROUP = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")  # a thousands' separator and a decimal mark look the same here
_ONE_MARK = re.compile(r"(?P<whole>[0-9]+)[.,](?P<rest>[0-9]+)")
# Thousands in threes by one separator throughout; decimals after the other mark, or after either when it is a blank.
_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2,}|(?:,[0-9]{3}){2,}))"
    r"|(?P<dots>[1-9][0-9]{0,2}(?:\.[0-9]{3})+),(?P<dots_rest>[0-9]+)"
    r"|(?P<commas>[1-9][0-9]{0,2}(?:,[0-9]{3})+)\.(?P<commas_rest>[0-9]+)"
    r"|(?P<blanks>[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:[.,](?P<blanks_rest>[0-9]+))?"
)

_FRACTION = re.compile(r"(?P<part>[1-9][0-9]{0,5})/(?P<whole>[1-9][0-9]{0,5})")


class FigureError(ValueError):
    """A figure that cannot be read. `code`: blank | not_a_number | ambiguous | out_of_range."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def read_decimal(raw: str | int | float | Decimal) -> Decimal:
    """The exact figure: "98,5", "1.234,5", "1 234,5", 96.7 → Decimal. FigureError when it is none or not clear.

    "1.234" and "12,345" are refused as ambiguous: a thousands' separator and a decimal mark look the same there.
    """
    if isinstance(raw, str):
        return _within_reach(_read_text(nfc(raw)), nfc(raw))
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        raise _not_a_number(raw)
    # The shortest text of a float is what was typed into the cell; its binary expansion is not.
    value = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    return _within_reach(value, str(value))


def read_whole(raw: str) -> Decimal:
    """As `read_decimal`, where only a whole figure can be meant: "150.000" is a hundred and fifty thousand there.

    A figure with decimals still comes back with them ("1,5" → 1.5): whoever asks says that it must be whole.
    """
    grouped = _ONE_GROUP.fullmatch(nfc(raw))
    return read_decimal(re.sub(r"[.,]", "", grouped[0]) if grouped else raw)


def read_fraction(raw: object) -> Fraction | None:
    """An exact part of the whole, "2/3" → 2/3; None when the text is none: no whole, or more than the whole."""
    found = _FRACTION.fullmatch(raw) if isinstance(raw, str) else None
    if found is None:
        return None
    part = Fraction(int(found["part"]), int(found["whole"]))
    return part if part <= 1 else None


def read_percent(raw: str | int | float | Decimal) -> Decimal:
    """As `read_decimal`, where text may end in a percent sign: "98,5 %" → 98.5. The range is not checked."""
    return read_decimal(raw.rstrip().removesuffix("%") if isinstance(raw, str) else raw)


def _read_text(text: str) -> Decimal:
    if not text:
        raise FigureError("blank", "Ô đang để trống. Hãy nhập một số, ví dụ 98,5.")
    signed = text.replace("\u2212", "-")
    sign = "-" if signed.startswith("-") else ""
    return Decimal(sign + _plain_digits(signed[1:] if signed[0] in "+-" else signed, text))


def _plain_digits(body: str, seen: str) -> str:
    """The digits of an unsigned figure with a point before decimals, ready for Decimal."""
    if _WHOLE.fullmatch(body):
        return body
    if mark := _ONE_MARK.fullmatch(body):
        if _ONE_GROUP.fullmatch(body):
            raise _ambiguous(mark["whole"], mark["rest"], seen)
        return f"{mark['whole']}.{mark['rest']}"
    if grouped := _GROUPED.fullmatch(body):
        whole = grouped["whole"] or grouped["dots"] or grouped["commas"] or grouped["blanks"]
        rest = grouped["dots_rest"] or grouped["commas_rest"] or grouped["blanks_rest"]
        return re.sub(r"[., ]", "", whole) + (f".{rest}" if rest else "")
    raise _not_a_number(seen)


def _within_reach(value: Decimal, seen: str) -> Decimal:
    if not value.is_finite():
        raise _not_a_number(seen)
    # Not abs(): it rounds, and fails on exponents beyond the context.
    if value.copy_abs() >= _LARGEST or int(value.as_tuple().exponent) < _FINEST:
        raise FigureError(
            "out_of_range",
            f"«{_shown(seen)}» quá lớn hoặc có quá nhiều chữ số thập phân. "
            "Hãy kiểm tra lại đơn vị tính và nhập lại số.",
        )
    return value if value else value.copy_abs()


def _ambiguous(whole: str, rest: str, seen: str) -> FigureError:
    signed = f"-{whole}" if seen[0] in "-\u2212" else whole
    return FigureError(
        "ambiguous",
        f"«{seen}» có thể hiểu theo hai cách. Nếu dấu dùng để ngăn hàng nghìn, hãy gõ liền {signed}{rest}; "
        f"nếu {rest} là phần thập phân, hãy thêm một số 0 ở cuối: {signed},{rest}0.",
    )


def _not_a_number(raw: object) -> FigureError:
    return FigureError(
        "not_a_number",
        f"«{_shown(raw)}» không phải là số. Chỉ nhập chữ số, dấu phẩy trước phần thập phân, ví dụ 98,5 hoặc 1.234,5; "
        "đơn vị tính không gõ vào ô.",
    )


def _shown(raw: object) -> str:
    text = nfc(str(raw))
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def round_half_up(value: Decimal, places: int) -> Decimal:
    """The value with exactly that many decimals; a half goes away from zero, as people round."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_EXACT)


def show_decimal(value: Decimal | int, places: int | None = None, minimum_places: int = 0) -> str:
    """Vietnamese notation: "1.234,5". With `places`, exactly that many decimals, rounded half up.

    Without, as many decimals as the value needs and at least `minimum_places`.
    """
    exact = Decimal(value)
    digits = format(exact if places is None else round_half_up(exact, places), "f").lstrip("-")
    whole, _, rest = digits.partition(".")
    if places is None:
        rest = rest.rstrip("0").ljust(minimum_places, "0")
    sign = "-" if exact < 0 and (whole + rest).strip("0") else ""
    return f"{sign}{int(whole):,}".replace(",", ".") + (f",{rest}" if rest else "")


def show_money(value: Decimal | int) -> str:
    """An amount in whole đồng, rounded half up: "1.800.000 đồng"."""
    return f"{show_decimal(value, places=0)} đồng"
