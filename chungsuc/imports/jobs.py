"""The long part of an import, as a job: reading the file and keeping its preview."""

from typing import Any

from django.urls import reverse

from .actions import READ, read
from .models import Batch

__all__ = ["READ", "read_batch"]


def read_batch(job: Any, report: Any) -> dict[str, Any]:
    """Reads the batch that the job names; a batch that was read already (the job ran twice) is left as it is."""
    batch = Batch.objects.get(pk=job.payload["batch"])
    if batch.state == "received":
        read(batch, report)
    return {"next": reverse("batch", args=[batch.pk])}
