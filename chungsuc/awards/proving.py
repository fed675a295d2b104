"""What documents of achievements and of dossiers are used for, in words that name nobody."""

from collections.abc import Iterable, Mapping

from django.urls import reverse

from chungsuc.evidence.registry import Use

from .actions import ACHIEVEMENT as SUBJECT
from .models import Achievement
from .models.dossiers import SUBJECT as DOSSIER
from .rules.naming import ACHIEVEMENTS

LABEL, DOSSIER_LABEL = "thành tích", "hồ sơ khen thưởng"


def named(keys: Iterable[str]) -> Mapping[str, Use]:
    """Achievements in words, for pages of documents. One query."""
    ids = [int(key) for key in keys if key.isdecimal()]
    return {
        str(row.pk): Use(
            f"thành tích số {row.pk}: {ACHIEVEMENTS[row.kind]}", reverse("award_subject", args=[row.subject_id])
        )
        for row in Achievement.objects.filter(pk__in=ids)
    }


def dossiers_named(keys: Iterable[str]) -> Mapping[str, Use]:
    """Dossiers in words, for pages of documents. No query."""
    numbers = {key: int(key) for key in keys if key.isdecimal()}
    return {key: Use(f"hồ sơ khen thưởng số {pk}", reverse("award_dossier", args=[pk])) for key, pk in numbers.items()}


__all__ = ["DOSSIER", "DOSSIER_LABEL", "LABEL", "SUBJECT", "dossiers_named", "named"]
