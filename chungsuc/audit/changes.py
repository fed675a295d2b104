"""What differs between a row and what it should say, in the words of the model's own fields."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Model

from chungsuc.law.citations import Status
from chungsuc.law.periods import show_day

_LONG = 200


def differing(row: Model, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the fields whose value the row does not have."""
    return {name: value for name, value in fields.items() if getattr(row, name) != value}


def said(row: Model, fields: Mapping[str, Any]) -> tuple[str, str]:
    """The row's own values of the fields, and those given: "tên: A; nguồn: B". Long texts are cut."""
    before = {name: getattr(row, name) for name in fields}
    return _words(row, before), _words(row, fields)


def _words(row: Model, fields: Mapping[str, Any]) -> str:
    return "; ".join(f"{_label(row, name)}: {_value(name, value)}" for name, value in fields.items())


def _label(row: Model, name: str) -> str:
    return str(row._meta.get_field(name.removesuffix("_id")).verbose_name)  # type: ignore[union-attr]


def _value(name: str, value: Any) -> str:
    if name == "status" and value in {status.value for status in Status}:
        return Status(value).label
    if isinstance(value, date):
        return show_day(value)
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value) or "trống"
    if isinstance(value, dict):
        return ", ".join(f"{key} {item}" for key, item in value.items()) or "trống"
    text = "trống" if value in (None, "") else str(value)
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"
