"""One paper of one matter: of two who ask at once the second is led to what the first made."""

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction
from django.db.models import Model

Made = TypeVar("Made")


def once(of: Model, known: Callable[[], Made | None], makes: Callable[[], Made]) -> Made:
    """What `known` finds, else what `makes` makes. A part of an act.

    The row `of` is held while it is made; whoever waited for it looks again before making another. Writes what `makes`
    writes, in one transaction.
    """
    if (found := known()) is not None:
        return found
    with transaction.atomic():
        type(of)._default_manager.select_for_update(no_key=True).get(pk=of.pk)
        found = known()
        return makes() if found is None else found
