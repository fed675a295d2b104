"""A sheet as plain data and back: how a paper's content is kept for ever, and read by later versions of this code.

What a sheet of an earlier version does not say has its default; what nobody knows any more is refused, never dropped.
"""

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any
from unicodedata import normalize

from .content import Annex, Column, Heading, Letterhead, Paragraph, Sheet, Signature, Table

_BLOCKS = {"paragraph": Paragraph, "heading": Heading, "table": Table}
_NAMES = {kind: name for name, kind in _BLOCKS.items()}
_PARTS: dict[tuple[type, str], type] = {
    (Sheet, "letterhead"): Letterhead,
    (Sheet, "signatures"): Signature,
    (Sheet, "annexes"): Annex,
    (Table, "columns"): Column,
}


class Unreadable(ValueError):
    """Data that is no sheet of any version."""


def as_data(sheet: Sheet) -> dict[str, Any]:
    """The sheet as str, int, float, bool, None, list and dict only; what has its default is left out. Texts in NFC."""
    return _plain(sheet)


def sheet_of(data: dict[str, Any]) -> Sheet:
    """The sheet that `as_data` wrote down. Unreadable for anything else."""
    try:
        return _made(Sheet, data)  # type: ignore[no-any-return]
    except (TypeError, KeyError, AttributeError, ValueError) as fault:
        raise Unreadable(f"not a sheet: {fault}") from fault


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        told = {f.name: _plain(getattr(value, f.name)) for f in fields(value) if getattr(value, f.name) != _default(f)}
        return {"block": _NAMES[type(value)], **told} if type(value) in _NAMES else told
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return normalize("NFC", value) if isinstance(value, str) else value


def _default(field: Any) -> Any:
    return field.default if field.default is not MISSING else MISSING


def _made(kind: type, data: dict[str, Any]) -> Any:
    return kind(**{name: _value(kind, name, value) for name, value in data.items() if name != "block"})


def _value(kind: type, name: str, value: Any) -> Any:
    if name == "blocks":
        return tuple(_made(_BLOCKS[item["block"]], item) for item in value)
    part = _PARTS.get((kind, name))
    if part is not None:
        return tuple(_made(part, item) for item in value) if isinstance(value, list) else _made(part, value)
    if name == "day" and isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, list):
        return tuple(tuple(item) if isinstance(item, list) else item for item in value)
    return value
