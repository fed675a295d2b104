"""What documents of the evidence room are used for here: the versions of guidance."""

from collections.abc import Iterable, Mapping

from django.urls import reverse

from chungsuc.evidence.registry import Use

from .models import GuidanceVersion

SUBJECT, LABEL = "movement.guidance_version", "văn bản hướng dẫn phong trào"


def named(keys: Iterable[str]) -> Mapping[str, Use]:
    """The versions by key, as people read them. One query."""
    asked = [int(key) for key in keys if key.isascii() and key.isdigit()]
    rows = GuidanceVersion.objects.filter(pk__in=asked).select_related("guidance")
    return {
        str(row.pk): Use(f"{row.guidance.title}, lần {row.number}", reverse("guidance_one", args=[row.guidance_id]))
        for row in rows
    }
