"""Messages to people, their mails, and how each wants to be told. A message is never changed but for being read."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from .queries import DeliveryQuerySet, MessageQuerySet
from .rules import SENDING, SENT, STATES, WAITING

NOTICE, DIGEST = "notice", "digest"
KINDS = [(NOTICE, "thông báo"), (DIGEST, "bản tin ngày")]


class Message(models.Model):
    """One message to one person. `key` names its occasion: nobody is told of the same twice."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField("loại", max_length=10, choices=KINDS, default=NOTICE)
    key = models.CharField("dịp", max_length=200)
    day = models.DateField("của ngày")
    title = models.CharField("tiêu đề", max_length=200)
    lines: models.JSONField = models.JSONField("nội dung", default=list)
    address = models.CharField("trang cần mở", max_length=300, blank=True)
    created_at = models.DateTimeField("gửi lúc")
    read_at = models.DateTimeField("đọc lúc", null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [models.Index(name="notice_account_and_time", fields=["account", "-created_at"])]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_notice_an_account_and_occasion", fields=["account", "key"]),
            models.CheckConstraint(name="a_notice_has_its_title", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """A message by mail: once at most. What may have gone is not sent again, even where nobody knows whether it did."""

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="delivery")
    state = models.CharField("trạng thái", max_length=10, default=WAITING, choices=list(STATES.items()))
    tries = models.PositiveSmallIntegerField("số lần thử", default=0)
    next_at = models.DateTimeField("thử lúc")
    claimed_at = models.DateTimeField("bắt đầu gửi lúc", null=True)
    sent_at = models.DateTimeField("gửi lúc", null=True)
    error = models.CharField("lỗi", max_length=60, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(name="mail_state_and_time", fields=["state", "next_at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_sent_mail_has_its_time", condition=~Q(state=SENT) | Q(sent_at__isnull=False)
            ),
            models.CheckConstraint(
                name="a_mail_on_its_way_has_its_start", condition=~Q(state=SENDING) | Q(claimed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id}: {self.state}"


class Preference(models.Model):
    """How a person wants to be told. Empty hours: those of the pack."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notice_preference")
    by_mail = models.BooleanField("gửi thư", default=True)
    digest = models.BooleanField("bản tin ngày", default=True)
    quiet_since = models.PositiveSmallIntegerField("không gửi từ giờ", null=True)
    quiet_until = models.PositiveSmallIntegerField("đến giờ", null=True)
    changed_at = models.DateTimeField("đổi lúc")

    class Meta:
        ordering: ClassVar = ["account_id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="quiet_hours_are_both_or_none",
                condition=Q(quiet_since=None, quiet_until=None) | Q(quiet_since__lte=23, quiet_until__lte=23),
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id}"
