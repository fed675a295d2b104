"""Whole amounts in Vietnamese words, as papers about money write them beside the figures. Pure."""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
GROUPS = ("", "nghìn", "triệu")
BILLION = "tỷ"
_GROUP, _BILLION = 1000, 10**9


def in_words(amount: int) -> str:
    """ "mười triệu năm trăm ba mươi nghìn" for 10530000. ValueError below zero."""
    if amount < 0:
        raise ValueError(f"an amount below zero: {amount}")
    return " ".join(_words(amount, leading=True)) or DIGITS[0]


def _words(amount: int, *, leading: bool) -> list[str]:
    """The words of an amount; one that follows a greater part says its missing hundreds too."""
    above, rest = divmod(amount, _BILLION)
    told = [*_words(above, leading=True), BILLION] if above else []
    first = leading and not above
    for power in (2, 1, 0):
        part, rest = divmod(rest, _GROUP**power)
        if part:
            told += [*_hundreds(part, whole=not first), *([GROUPS[power]] if power else [])]
            first = False
    return told


def _hundreds(number: int, *, whole: bool) -> list[str]:
    """The words of a number below a thousand; `whole` also says that there are no hundreds."""
    hundreds, rest = divmod(number, 100)
    told = [DIGITS[hundreds], "trăm"] if hundreds or whole else []
    tens, ones = divmod(rest, 10)
    if tens:
        told += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    elif told and ones:
        told.append("linh")
    return told + ([_ones(ones, tens)] if ones else [])


def _ones(ones: int, tens: int) -> str:
    """The last figure, which sounds otherwise after tens."""
    if tens > 1 and ones == 1:
        return "mốt"
    if tens and ones == 5:
        return "lăm"
    return DIGITS[ones]
