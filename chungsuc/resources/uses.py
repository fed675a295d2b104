"""What documents of the evidence room are used for here: consents of givers, papers that prove a contribution."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from chungsuc.evidence.registry import Use
from chungsuc.organisations.lineage import last_name_of

from .actions.consents import PAPER_SUBJECT, SUBJECT
from .models import Contribution, NameConsent


def _ids(keys: Iterable[str]) -> list[int]:
    return [int(key) for key in keys if key.isascii() and key.isdigit()]


def _use(number: int, unit: Any) -> Use:
    return Use(f"đóng góp số {number} cho {unit}", reverse("contribution", args=[number]))


def consents_named(keys: Iterable[str]) -> Mapping[str, Use]:
    """Consents in words that name nobody. One query."""
    rows = NameConsent.objects.filter(pk__in=_ids(keys)).annotate(at=last_name_of("contribution__unit_id"))
    return {str(row.pk): _use(row.contribution_id, row.at) for row in rows}


def gifts_named(keys: Iterable[str]) -> Mapping[str, Use]:
    """Contributions in words that name nobody. One query."""
    rows = Contribution.objects.filter(pk__in=_ids(keys)).annotate(at=last_name_of("unit_id"))
    return {str(row.pk): _use(row.pk, row.at) for row in rows}


SUBJECTS = (
    (SUBJECT, "giấy đồng ý của người đóng góp", consents_named),
    (PAPER_SUBJECT, "giấy tờ của đóng góp", gifts_named),
)
