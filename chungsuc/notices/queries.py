"""Questions about messages and their mails."""

from datetime import datetime
from typing import Any, Self

from django.db import models

from .rules import SENDING, SILENT_AFTER, WAITING


class MessageQuerySet(models.QuerySet):
    def of(self, account: Any) -> Self:
        """A person's own messages, the newest first."""
        return self.filter(account_id=account.pk).order_by("-created_at", "-id")

    def unread(self) -> Self:
        """Those that were not read yet."""
        return self.filter(read_at=None)


class DeliveryQuerySet(models.QuerySet):
    def due(self, at: datetime) -> Self:
        """The mails that may be tried now, the oldest first, to people whose account is in use."""
        rows = self.filter(state=WAITING, next_at__lte=at, message__account__is_active=True)
        return rows.select_related("message__account", "message__account__notice_preference").order_by("next_at", "id")

    def left_behind(self, at: datetime) -> Self:
        """The mails whose worker died while it was sending."""
        return self.filter(state=SENDING, claimed_at__lt=at - SILENT_AFTER)
