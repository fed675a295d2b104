"""A launch of the movement, whom it was sent to, who opened it, who was reminded."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chungsuc.organisations.models import Unit

from .plan import Plan


class Launch(models.Model):
    """The movement launched by the province, or on by a district for its own area, with the document that does it.

    Nothing is deleted: a launch that went out by mistake is withdrawn, with the reason, before anybody opened it.
    """

    PROVINCE, DISTRICT = "province", "district"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="launches")
    by = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="launches")
    level = models.CharField("cấp", max_length=20, choices=[(PROVINCE, "cấp tỉnh"), (DISTRICT, "cấp huyện")])
    number = models.CharField("số, ký hiệu", max_length=100)
    title = models.CharField("trích yếu", max_length=300)
    issued_on = models.DateField("ngày văn bản")
    message = models.TextField("lời phát động", blank=True)
    sent_on = models.DateField("ngày gửi")
    sent_by = models.CharField("người gửi", max_length=150)
    sent_by_name = models.CharField("họ tên", max_length=200)
    sent_at = models.DateTimeField("gửi lúc")
    withdrawn_at = models.DateTimeField("rút lúc", null=True)
    withdrawn_by = models.CharField("người rút", max_length=150, blank=True)
    withdraw_reason = models.TextField("lý do rút", blank=True)

    class Meta:
        ordering: ClassVar = ["-sent_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="launch_cites_its_document", condition=~Q(number="") & ~Q(title="")),
            models.CheckConstraint(name="launch_follows_its_document", condition=Q(sent_on__gte=F("issued_on"))),
            models.UniqueConstraint(
                name="one_launch_a_unit_and_document",
                fields=["plan", "by", "number"],
                condition=Q(withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="withdrawn_launch_says_who_and_why",
                condition=Q(withdrawn_at=None) | (~Q(withdrawn_by="") & ~Q(withdraw_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class Dispatch(models.Model):
    """A launch as it was sent to one unit, and who opened it there: once, by an act, never by looking."""

    launch = models.ForeignKey(Launch, on_delete=models.PROTECT, related_name="dispatches")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dispatches")
    sent_on = models.DateField("ngày gửi")
    due = models.DateField("hạn xác nhận đã đọc", null=True)
    opened_at = models.DateTimeField("xác nhận lúc", null=True)
    opened_by = models.CharField("người xác nhận", max_length=150, blank=True)
    opened_by_name = models.CharField("họ tên", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["launch_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_dispatch_a_launch_and_unit", fields=["launch", "unit"]),
            models.CheckConstraint(
                name="opened_dispatch_says_who",
                condition=Q(opened_at=None, opened_by="") | (Q(opened_at__isnull=False) & ~Q(opened_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.launch} → {self.unit}"


class Reminder(models.Model):
    """That a unit which had not opened a launch was reminded: at most once a day."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="reminders")
    on = models.DateField("ngày")
    by = models.CharField("người nhắc", max_length=150)
    at = models.DateTimeField("lúc")

    class Meta:
        ordering: ClassVar = ["dispatch_id", "on"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_reminder_a_dispatch_and_day", fields=["dispatch", "on"])
        ]

    def __str__(self) -> str:
        return f"{self.dispatch} {self.on:%d/%m/%Y}"
