"""The list of those who get a certificate, as it is typed or read from a workbook. Pure."""

import re
from collections.abc import Iterable, Sequence

PARTS = ("recipient", "detail", "reason")
_NUMBERED = re.compile(r"^\d{1,4}\s*[.)]\s+")
_BAR = re.compile(r"\s*[|\t]\s*")
_HEADS = {"họ và tên", "họ tên", "tên", "người nhận", "đơn vị", "người, đơn vị nhận", "tập thể, cá nhân"}


def entries_of(text: str) -> list[dict[str, str]]:
    """ "Nguyễn Văn A | Chủ tịch Hội Nông dân xã X | Đã có thành tích …", one a line; the last two may be left out."""
    found = []
    for line in (line for raw in text.splitlines() if (line := raw.strip())):
        parts = [" ".join(part.split()) for part in _BAR.split(_NUMBERED.sub("", line), maxsplit=2)]
        found.append(dict(zip(PARTS, [*parts, "", ""], strict=False)))
    return found


def entries_of_rows(rows: Iterable[Sequence[str]]) -> list[dict[str, str]]:
    """Rows of a table: name, position or unit, achievement; a column that only counts and a head are left out."""
    kept = [[" ".join(cell.split()) for cell in row] for row in rows]
    kept = [row for row in kept if any(row)]
    if kept and all(not row[0] or row[0].rstrip(".").isdigit() or row[0].upper() in ("TT", "STT") for row in kept):
        kept = [row[1:] for row in kept]
    if kept and kept[0] and kept[0][0].lower() in _HEADS:
        kept = kept[1:]
    return [dict(zip(PARTS, [*row[:3], "", "", ""], strict=False)) for row in kept if row]


def lines_again(entries: Iterable[dict[str, str]]) -> str:
    """The lines that `entries_of` reads the same way."""
    return "\n".join(" | ".join(entry.get(part, "") for part in PARTS).rstrip(" |") for entry in entries)
