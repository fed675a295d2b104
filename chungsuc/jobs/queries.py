"""Questions about jobs."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q

from chungsuc.jobs.workflow import QUEUED, RUNNING

SILENT_AFTER = timedelta(minutes=2)  # a living worker writes its heartbeat every 15 seconds


class JobQuerySet(models.QuerySet[Any]):
    def of(self, username: str) -> Self:
        """The jobs a person asked for."""
        return self.filter(created_by=username)

    def lost(self, now: datetime) -> Self:
        """Running without a sign of life, or waiting so long that the queue must have lost the message."""
        silent = Q(heartbeat__lt=now - SILENT_AFTER)
        return self.filter(silent, state__in=[RUNNING, QUEUED]).order_by("created_at", "id")
