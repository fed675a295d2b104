"""How values are written, and how an act on the register is refused."""

import json
from datetime import date
from decimal import Decimal
from typing import Any


class FigureRefused(ValueError):
    """A figure cannot be confirmed or amended; the message says why."""


def as_json(value: Any) -> str:
    """Canonical JSON in which a Decimal stays a number with all its digits."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, list | tuple):
        return "[" + ",".join(as_json(item) for item in value) + "]"
    if isinstance(value, dict):
        parts = (f"{json.dumps(str(key), ensure_ascii=False)}:{as_json(item)}" for key, item in value.items())
        return "{" + ",".join(parts) + "}"
    if isinstance(value, date):
        return json.dumps(value.isoformat())
    return json.dumps(value, ensure_ascii=False)
