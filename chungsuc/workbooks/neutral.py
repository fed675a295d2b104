"""Text that a spreadsheet program would take for a formula, made harmless and made whole again.

A .csv has no kinds: "=1+1", "+84…", "-5", "@x" or a leading tab start a formula when it is opened. An apostrophe in
front stops that. Apostrophes already in front get one more, so that taking one away always gives the original back.
"""

import re

# White space and apostrophes do not protect by themselves: programs strip them when text is saved again.
_STARTS_FORMULA = re.compile(r"['\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n]")


def starts_formula(text: str) -> bool:
    """Whether a program could take the text for a formula, now or after it was saved once more."""
    return bool(_STARTS_FORMULA.match(text))


def neutralised(text: str) -> str:
    """The text with an apostrophe in front when it could start a formula; otherwise unchanged."""
    return f"'{text}" if starts_formula(text) else text


def restored(text: str) -> str:
    """The original of a neutralised text; any other text unchanged."""
    return text[1:] if text[:1] == "'" and starts_formula(text[1:]) else text
