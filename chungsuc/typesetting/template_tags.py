"""The few words a template may say between braces: names, `for`, `if`, and a short list of filters. Nothing is called.

Grammar: {{ ten.truong }}, {{ ten | upper }}, {% for x in ten %} … {% endfor %}, {% if [not] ten [== "chữ"] [and …] %}
… {% elif … %} … {% else %} … {% endif %}; p, tr or tc after the opening brace means the whole paragraph, row or cell.
"""

import re
from dataclasses import dataclass

FILTERS = ("upper", "lower", "trim")
LOOP = ("index", "first", "last")
_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_PATH = rf"{_NAME}(?:\.{_NAME})*"
_LITERAL = r"(?:\"[^\"{}%<>&]*\"|'[^'{}%<>&]*'|\d{1,9})"
_TERM = rf"(?:not\s+)?({_PATH})(?:\s*(?:==|!=)\s*{_LITERAL})?"
_SHOWN = re.compile(rf"({_PATH})((?:\s*\|\s*{_NAME})*)")
_FOR = re.compile(rf"for\s+({_NAME})\s+in\s+({_PATH})")
_IF = re.compile(rf"(if|elif)\s+({_TERM}(?:\s+(?:and|or)\s+{_TERM})*)")
_TERMS = re.compile(_TERM)
_LEVEL = re.compile(r"(p|tr|tc)\s+(.*)", re.DOTALL)
_QUOTES = str.maketrans("“”‘’", "\"\"''")
# no tag is longer than 300 letters: without a bound a run of "{%" that nothing closes costs the square of its length
PIECES = re.compile(r"\{\{.{0,300}?\}\}|\{%.{0,300}?%\}|\{#.{0,300}?#\}", re.DOTALL)
STRAY = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|[{}]")
_JOINS = ("and", "or", "not")


@dataclass(frozen=True)
class Tag:
    """One tag: what it does, for what part of the page, which names it asks, and the name a loop gives."""

    word: str  # show | for | endfor | if | elif | else | endif
    level: str  # "" | p | tr | tc
    paths: tuple[tuple[str, ...], ...] = ()
    variable: str = ""


class TagFault(ValueError):
    """A tag that may not stand in a template; the message says why and what to write."""


def read_tag(text: str) -> Tag:
    """The tag that a piece between braces is. TagFault when it is none of the few."""
    inside = " ".join(text[2:-2].translate(_QUOTES).split())
    if text.startswith("{#"):
        raise TagFault("mẫu không dùng ghi chú {# #}; bỏ đi.")
    if text.startswith("{{"):
        return _shown(inside, text)
    found = _LEVEL.fullmatch(text[2:-2].translate(_QUOTES).rstrip()) if text[2:3] in "pt" else None
    level, rest = (found[1], " ".join(found[2].split())) if found else ("", inside)
    if rest in ("endfor", "else", "endif"):
        return Tag(rest, level)
    if loop := _FOR.fullmatch(rest):
        return Tag("for", level, (tuple(loop[2].split(".")),), loop[1])
    if asked := _IF.fullmatch(rest):
        paths = [tuple(term[1].split(".")) for term in _TERMS.finditer(re.sub(r"(\"[^\"]*\"|'[^']*')", '""', asked[2]))]
        return Tag(asked[1], level, tuple(path for path in paths if path[0] not in _JOINS))
    raise TagFault(
        f"không hiểu “{text[:60]}”; chỉ dùng for … in …, endfor, if, elif, else, endif với tên trường, không phép tính."
    )


def _shown(inside: str, text: str) -> Tag:
    found = _SHOWN.fullmatch(inside)
    if found is None:
        raise TagFault(f"không hiểu “{text[:60]}”; giữa hai dấu ngoặc chỉ ghi tên trường, ví dụ {{{{ trich_yeu }}}}.")
    for name in re.findall(_NAME, found[2]):
        if name not in FILTERS:
            raise TagFault(f"không có phép “{name}”; chỉ dùng {', '.join(FILTERS)}.")
    return Tag("show", "", (tuple(found[1].split(".")),))
