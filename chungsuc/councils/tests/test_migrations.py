"""What a vote kept by the words of before migration 0004 meets: it is refused as it is, never guessed at or lost."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from chungsuc.councils.models import Item, Turnout
from chungsuc.councils.tests.counted import counted_session
from tests.province import load_province

BEFORE, AFTER = [("councils", "0003_ballots")], [("councils", "0004_turnout_of_one_length")]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def kept_by_words(transactional_db: None) -> Iterator[Any]:
    """The table of turnout as it was, with one vote in it."""
    load_province(samples=False)
    counted_session(members=3, items=1)
    Turnout.objects.all().delete()
    item = Item.objects.get()
    member = item.session.council.members.first()
    assert member is not None
    executor = MigrationExecutor(connection)
    old = executor.migrate(BEFORE).apps.get_model("councils", "Turnout")
    old.objects.create(item_id=item.pk, member_id=member.pk, channel="phone")
    yield old
    old.objects.all().delete()
    MigrationExecutor(connection).migrate(AFTER)


def test_a_vote_of_before_stops_the_migration_and_stays_as_it_was(kept_by_words: Any) -> None:
    with pytest.raises(DatabaseError):
        MigrationExecutor(connection).migrate(AFTER)
    assert list(kept_by_words.objects.values_list("channel", flat=True)) == ["phone"]
