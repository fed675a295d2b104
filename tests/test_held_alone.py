"""That the watch over locks finds the fault it is for."""

import pytest
from django.db import transaction

from chungsuc.movement.models import Concern
from tests.held_alone import JoinedLock

pytestmark = pytest.mark.django_db


def test_a_lock_beside_a_join_is_refused() -> None:
    with transaction.atomic(), pytest.raises(JoinedLock, match="rows of Concern"):
        list(Concern.objects.select_for_update(of=("self",)).select_related("office"))


def test_a_lock_alone_is_let_through() -> None:
    with transaction.atomic():
        assert not list(Concern.objects.select_for_update().filter(title="không có"))
        assert not list(Concern.objects.select_for_update().prefetch_related("office"))
