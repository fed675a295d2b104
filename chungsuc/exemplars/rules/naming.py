"""How an exemplar is called, and whether a text gives a person's name away. Pure."""

import re

from chungsuc.law.spelling import fold, nfc, unit_form

PERSON, HOUSEHOLD, COLLECTIVE, BUSINESS, MODEL = "person", "household", "collective", "business", "model"
KINDS = {
    PERSON: "cá nhân",
    HOUSEHOLD: "hộ gia đình",
    COLLECTIVE: "tập thể",
    BUSINESS: "doanh nghiệp, hợp tác xã",
    MODEL: "mô hình, cách làm",
}
PRIVATE = frozenset({PERSON, HOUSEHOLD})
"""The kinds whose name is a person's: it is shown with the person's consent only."""

_TITLES = re.compile(r"^(?:(?:ho gia dinh|gia dinh|ho|ong ba|ong|ba|anh|chi|co|chu|em|gia lang)\s+)+")


def needs_consent(kind: str) -> bool:
    """Whether the name of such an exemplar is a person's."""
    return kind in PRIVATE


def inside(unit_name: str) -> str:
    """A unit's name inside a sentence: "Xã Đắk Gằn" → "xã Đắk Gằn"; names without a form stay."""
    return unit_name[:1].lower() + unit_name[1:] if unit_form(unit_name) else unit_name


def public_label(kind: str, unit_name: str) -> str:
    """What an exemplar is called where its name may not be told: "một hộ ở xã Đắk Gằn"."""
    link = "ở" if unit_form(unit_name) else "của"
    what = {HOUSEHOLD: "một hộ", PERSON: "một người"}.get(kind, f"một {KINDS[kind]}")
    return f"{what} {link} {inside(unit_name)}"


def bare_name(name: str) -> str:
    """The folded name without the words in front of it: "Hộ ông Điểu K'Lung" → "dieu klung"."""
    folded = fold(name)
    return _TITLES.sub("", folded) or folded


def why_not_named(kind: str, name: str) -> str:
    """What is wrong with a name, in words; "" when nothing is. A person's name needs at least two words, so that a
    text that gives it away can be told from one that does not.
    """
    if not nfc(name):
        return "Chưa ghi tên. Hãy ghi tên của điển hình."
    if needs_consent(kind) and len(bare_name(name).split()) < 2:
        return "Tên người phải có đủ họ và tên. Hãy ghi đủ."
    return ""


def tells(text: str, kind: str, name: str) -> bool:
    """Whether a text holds the name of a person or household, whatever the accents, capitals or marks between."""
    if not needs_consent(kind):
        return False
    return f" {bare_name(name)} " in f" {fold(text)} "


_WITHHELD = "tin, bài số {} (không hiện tiêu đề: người được nêu chưa đồng ý)"
_WITHHELD_READ = re.compile(re.escape(_WITHHELD).replace(r"\{\}", "([0-9]{1,12})"))


def withheld_title(number: int) -> str:
    """What stands for the title of a piece about somebody whose name may not be told."""
    return _WITHHELD.format(number)


def withheld_number(title: str) -> int | None:
    """The number of the piece whose title was withheld, when a text is such a stand-in; None else."""
    found = _WITHHELD_READ.fullmatch(title.strip())
    return int(found[1]) if found else None
