"""Questions about batches."""

from typing import Self

from django.db import models


class BatchQuerySet(models.QuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-received_at")

    def same_file(self, sha256: str, kind: str) -> Self:
        """Batches of the same bytes and kind that are in force."""
        return self.filter(sha256=sha256, kind=kind, state="confirmed")
