"""What documents of achievements are used for, in words that name nobody."""

from collections.abc import Iterable, Mapping

from django.urls import reverse

from chungsuc.evidence.registry import Use

from .actions import ACHIEVEMENT as SUBJECT
from .models import Achievement
from .rules.naming import ACHIEVEMENTS

LABEL = "thành tích"


def named(keys: Iterable[str]) -> Mapping[str, Use]:
    """Achievements in words, for pages of documents. One query."""
    ids = [int(key) for key in keys if key.isdecimal()]
    return {
        str(row.pk): Use(
            f"thành tích số {row.pk}: {ACHIEVEMENTS[row.kind]}", reverse("award_subject", args=[row.subject_id])
        )
        for row in Achievement.objects.filter(pk__in=ids)
    }


__all__ = ["LABEL", "SUBJECT", "named"]
