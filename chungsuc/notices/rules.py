"""When nobody is written to, and what becomes of a mail that did not go. Pure: no clock, no tables."""

from dataclasses import dataclass
from datetime import datetime, timedelta

WAITING, SENDING, SENT, FAILED, UNSURE = "waiting", "sending", "sent", "failed", "unsure"
STATES = {
    WAITING: "chờ gửi",
    SENDING: "đang gửi",
    SENT: "đã gửi",
    FAILED: "không gửi được",
    UNSURE: "chưa rõ đã đi chưa",
}
MOST_TRIES = 48
SILENT_AFTER = timedelta(minutes=15)  # a mail that is being sent for longer was left behind by its worker
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=15), timedelta(hours=4)


@dataclass(frozen=True)
class Hours:
    """The hours in which nobody is written to: from the first until before the second; equal hours mean none."""

    since: int
    until: int

    @property
    def words(self) -> str:
        return "không có" if self.since == self.until else f"từ {self.since} giờ đến {self.until} giờ"


def is_quiet(hours: Hours, hour: int) -> bool:
    """Whether an hour of the day (0 to 23) is a quiet one; the quiet hours may pass midnight."""
    if hours.since <= hours.until:
        return hours.since <= hour < hours.until
    return hour >= hours.since or hour < hours.until


def next_try(at: datetime, tries: int) -> datetime | None:
    """When a mail that did not go is tried again after so many tries; None when it was tried often enough."""
    if tries >= MOST_TRIES:
        return None
    return at + min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(tries - 1, 10))
