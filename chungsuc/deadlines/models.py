"""What units say of what is due, and what is answered. Nothing is overwritten; the obligations themselves are asked of
the rooms in which they arise (`registry`).
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from chungsuc.organisations.models import Unit

from .queries import ExcuseQuerySet, FeedQuerySet, LateReasonQuerySet

KEY_LENGTH = 200


class About(models.Model):
    """Which obligation a row speaks of: its key, its unit, and its words and last day as they stood then."""

    key = models.CharField("nghĩa vụ", max_length=KEY_LENGTH, db_index=True)
    what = models.CharField("việc", max_length=500)
    due = models.DateField("hạn")
    reason = models.TextField("lý do")
    by = models.CharField("người ghi", max_length=150)
    by_name = models.CharField("họ tên", max_length=200)
    at = models.DateTimeField("ghi lúc")
    on = models.DateField("ngày ghi")

    class Meta:
        abstract = True


class LateReason(About):
    """Why a unit is late, in its own words; the last one is shown, the former stay."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="late_reasons")

    objects = LateReasonQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [models.CheckConstraint(name="a_late_reason_says_why", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.what}"


class Excuse(About):
    """A unit that asks for a later day, and the answer; what is granted counts from the day of the answer."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="excuses")
    wanted_until = models.DateField("xin gia hạn đến")
    granted = models.BooleanField("đồng ý", null=True)
    until = models.DateField("gia hạn đến", null=True)
    answer = models.TextField("ý kiến", blank=True)
    paper = models.CharField("theo văn bản", max_length=200, blank=True)
    decided_by = models.CharField("người trả lời", max_length=150, blank=True)
    decided_by_name = models.CharField("họ tên người trả lời", max_length=200, blank=True)
    decided_at = models.DateTimeField("trả lời lúc", null=True)
    decided_on = models.DateField("ngày trả lời", null=True)

    objects = ExcuseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="an_excuse_says_why", condition=~Q(reason="")),
            models.CheckConstraint(name="an_excuse_asks_for_a_later_day", condition=Q(wanted_until__gt=F("due"))),
            models.UniqueConstraint(name="one_open_excuse_a_due", fields=["key"], condition=Q(decided_at=None)),
            models.CheckConstraint(
                name="a_decided_excuse_is_whole",
                condition=Q(decided_at=None, decided_on=None, granted=None, until=None)
                | (
                    Q(decided_at__isnull=False, decided_on__isnull=False)
                    & (Q(granted=True, until__gt=F("due")) | (Q(granted=False, until=None) & ~Q(answer="")))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.what} → {self.wanted_until:%d/%m/%Y}"


class Feed(models.Model):
    """The secret address of a person's calendar: only its hash is kept; a new one ends the former."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calendar_feeds")
    secret_hash = models.CharField("mã băm", max_length=64, unique=True)
    made_at = models.DateTimeField("lập lúc")
    ended_at = models.DateTimeField("kết thúc lúc", null=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_living_feed_an_account", fields=["account"], condition=Q(ended_at=None)),
            models.CheckConstraint(
                name="a_feed_ends_after_it_was_made", condition=Q(ended_at=None) | Q(ended_at__gte=F("made_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}"
