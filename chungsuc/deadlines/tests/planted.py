"""Obligations put into the calendar by a test, beside those of the rooms."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from chungsuc.deadlines import registry
from chungsuc.deadlines.registry import Due, Units
from chungsuc.organisations.models import Unit
from chungsuc.questions.asking import nothing

SOURCE = "thu.viec"
DUE_ON = date(2024, 3, 1)  # a Friday
PAGE = "/viec-cua-toi/"


def obligation(
    code: str, what: str = "Gửi báo cáo", *, due: date = DUE_ON, done_on: date | None = None, no: int = 1
) -> Due:
    """What a unit has to do by a day."""
    unit = Unit.objects.get(code=code)
    return Due(f"{SOURCE}:{no}:{unit.pk}", unit.pk, what, due, done_on, PAGE, "Mục VII.4 của Kế hoạch")


@contextmanager
def planted(*dues: Due, in_work: bool = True) -> Iterator[str]:
    """A source that tells these obligations and is gone afterwards; gives the key of the first."""

    def asks(day: date, units: Units) -> Any:
        return nothing([due for due in dues if units is None or due.unit_id in units])

    registry.register_dues(SOURCE, "Việc của bài thử", asks, in_work=in_work)
    try:
        yield dues[0].key if dues else ""
    finally:
        del registry._sources[SOURCE]
