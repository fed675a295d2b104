"""The long part of a batch of certificates, as a job: setting its one file. Done twice it changes nothing."""

from typing import Any

from django.urls import reverse

from .actions import keep_printed
from .actions.certificates import PRINT
from .models import CertificateBatch
from .printing import printed
from .workflow import NUMBERED

__all__ = ["PRINT", "print_batch"]


def print_batch(job: Any, report: Any) -> dict[str, Any]:
    """Prints the batch that the job names; one that has its file (the job ran twice) is left as it is.

    Numbers and codes were given before, in one transaction: a worker that dies leaves no half of anything behind.
    """
    batch = CertificateBatch.objects.select_related("unit").get(pk=job.payload["batch"])
    if batch.state == NUMBERED:
        content = printed(
            batch, lambda done, total: report(done * 95 // max(total, 1), f"Đã dàn {done} trên {total} bằng.")
        )
        report(96, "Đang lưu tệp in.")
        keep_printed(batch, content)
    return {"next": reverse("certificate_batch", args=[batch.pk])}
