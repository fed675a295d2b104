"""What units said of being late, and what was granted: read from the room of deadlines by a stable key."""

from collections.abc import Mapping
from datetime import date

from chungsuc.deadlines.models import Excuse, LateReason

NAME = "reviews.reports"


def key_of(code: str, unit_id: int) -> str:
    """The stable key of a unit's obligation to report in a round."""
    return f"{NAME}:{code}:{unit_id}"


def reasons_of(code: str, day: date) -> Mapping[int, str]:
    """What units had told by a day of being late in a round, by unit: the last word. One query."""
    rows = LateReason.objects.known_on(day).filter(key__startswith=f"{NAME}:{code}:")
    return dict(rows.values_list("unit_id", "reason"))


def later_days(code: str, day: date) -> Mapping[int, date]:
    """The later last days that had been granted by a day, by unit. One query."""
    rows = Excuse.objects.filter(key__startswith=f"{NAME}:{code}:", granted=True, decided_on__lte=day)
    return {unit: until for unit, until in rows.order_by("decided_on").values_list("unit_id", "until") if until}
