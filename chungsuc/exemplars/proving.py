"""What this room's documents are used for, in words that name nobody, and to whom they open."""

from collections.abc import Iterable, Mapping

from django.urls import reverse

from chungsuc.evidence.registry import Use
from chungsuc.organisations.lineage import last_name_of

from .access import CLOSED_KINDS, open_to
from .actions.showing import CONSENT_SUBJECT, PHOTO_SUBJECT
from .models import Consent, Photo
from .rules.naming import public_label

_MODELS = {CONSENT_SUBJECT: Consent, PHOTO_SUBJECT: Photo}


def _named(subject: str, keys: Iterable[str]) -> Mapping[str, Use]:
    ids = [int(key) for key in keys if key.isdecimal()]
    rows = _MODELS[subject]._default_manager.filter(pk__in=ids).select_related("exemplar")
    return {
        str(row.pk): Use(
            f"điển hình số {row.exemplar_id}: {public_label(row.exemplar.kind, row.at or '')}",
            reverse("exemplar", args=[row.exemplar_id]),
        )
        for row in rows.annotate(at=last_name_of("exemplar__unit_id"))
    }


def consents_named(keys: Iterable[str]) -> Mapping[str, Use]:
    """Consents in words, for pages of documents. One query."""
    return _named(CONSENT_SUBJECT, keys)


def photos_named(keys: Iterable[str]) -> Mapping[str, Use]:
    """Photographs in words, for pages of documents. One query."""
    return _named(PHOTO_SUBJECT, keys)


SUBJECTS = (
    (CONSENT_SUBJECT, "giấy đồng ý của điển hình", consents_named),
    (PHOTO_SUBJECT, "ảnh của điển hình", photos_named),
)
__all__ = ["CLOSED_KINDS", "SUBJECTS", "open_to"]
