import random
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from chungsuc.audit.actions import publish_head, record_many
from chungsuc.audit.models import ChainHead, Entry
from chungsuc.audit.tests.support import an_act, forge, recorded, without_triggers
from chungsuc.audit.verification import HeadsUnreadable, read_heads, verify_chain

pytestmark = pytest.mark.django_db

TEXTS = ["act", "actor", "actor_post", "details", "paper", "reason", "subject_id", "subject_label", "unit_code"]
SHIFT_UP = "UPDATE audit_entry SET seq = seq + 1000000 WHERE seq >= %s"
SHIFT_BACK = "UPDATE audit_entry SET seq = seq - 999999 WHERE seq > 1000000"


@pytest.fixture
def journal():
    """Twenty entries whose triggers somebody has lifted."""
    recorded(20)
    with without_triggers():
        yield


def test_an_empty_journal_is_whole():
    assert verify_chain() is None


@pytest.mark.parametrize("count", [1, 3])
def test_an_untouched_journal_is_whole(count):
    recorded(count)
    assert verify_chain() is None


@pytest.mark.parametrize("column", [*TEXTS, "subject_type", "hash", "previous_hash"])
def test_a_changed_column_is_found_at_its_entry(journal, column):
    forge(f"UPDATE audit_entry SET {column} = 'khác' WHERE seq = 7")
    assert verify_chain().seq == 7


def test_a_time_moved_by_one_microsecond_is_found(journal):
    moved = {"sqlite": "replace(recorded_at, '.', '.0')", "postgresql": "recorded_at + interval '1 microsecond'"}
    forge(f"UPDATE audit_entry SET recorded_at = {moved[connection.vendor]} WHERE seq = 7")
    assert verify_chain().seq == 7


def test_a_time_on_the_full_second_is_read_as_it_was_recorded():
    record_many([an_act(at=datetime(2025, 7, 1, tzinfo=UTC)), an_act(at=datetime(2025, 7, 1, 0, 0, 0, 10, tzinfo=UTC))])
    assert verify_chain() is None


def test_a_removed_entry_is_found(journal):
    forge("DELETE FROM audit_entry WHERE seq = 7")
    assert verify_chain().seq == 7


def test_an_inserted_entry_is_found(journal):
    forge(SHIFT_UP, (7,))
    forge(SHIFT_BACK)
    forge(_copied(7, 3))
    assert verify_chain().seq == 7


def test_an_entry_before_the_first_is_found(journal):
    if connection.vendor == "sqlite":
        forge("PRAGMA ignore_check_constraints = 1")
    else:
        forge("ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_counts_from_one")
    forge(_copied(0, 3))
    if connection.vendor == "sqlite":
        forge("PRAGMA ignore_check_constraints = 0")
    assert verify_chain().seq == 1


def test_an_entry_behind_the_head_is_found(journal):
    forge(_copied(21, 20))
    found = verify_chain()
    assert (found.seq, "Sau mục cuối đã ghi nhận (số 20)" in found.reason) == (21, True)


def test_entries_that_changed_places_are_found(journal):
    for statement in ("SET seq = 99 WHERE seq = 7", "SET seq = 7 WHERE seq = 9", "SET seq = 9 WHERE seq = 99"):
        forge(f"UPDATE audit_entry {statement}")
    assert verify_chain().seq == 7


def test_a_cut_tail_is_found_by_the_head(journal):
    forge("DELETE FROM audit_entry WHERE seq > 12")
    assert verify_chain().seq == 13


def test_a_removed_head_is_found(journal):
    forge("DELETE FROM audit_chainhead")
    assert verify_chain().seq == 1


def test_a_tail_cut_together_with_the_head_is_found_only_by_the_published_head(journal, tmp_path):
    file = publish_head(tmp_path)
    forge("DELETE FROM audit_entry WHERE seq > 12")
    ChainHead.objects.update(seq=12, hash=Entry.objects.get(seq=12).hash)
    assert verify_chain() is None
    assert verify_chain(file).seq == 13


def test_a_journal_that_grew_since_its_head_was_published_is_whole(tmp_path):
    recorded(3)
    file = publish_head(tmp_path)
    recorded(3)
    assert verify_chain(file) is None


def test_text_that_is_no_text_is_an_alteration(journal):
    if connection.vendor == "sqlite":
        forge("UPDATE audit_entry SET reason = CAST(x'fffe' AS TEXT) WHERE seq = 7")
        assert verify_chain().seq == 7
    else:  # PostgreSQL keeps no such text
        with pytest.raises(DatabaseError), transaction.atomic():
            forge("UPDATE audit_entry SET reason = convert_from('\\xfffe'::bytea, 'UTF8') WHERE seq = 7")


def test_a_database_that_cannot_answer_is_not_called_tampered(journal):
    forge("ALTER TABLE audit_entry RENAME COLUMN paper TO giay")
    with pytest.raises(DatabaseError, match="paper"):
        verify_chain()
    if connection.vendor == "sqlite":
        forge("ALTER TABLE audit_entry RENAME COLUMN giay TO paper")


def _copied(seq, source):
    columns = [field.column for field in Entry._meta.fields if field.name != "seq"]
    listed = ", ".join(columns)
    return f"INSERT INTO audit_entry (seq, {listed}) SELECT {seq}, {listed} FROM audit_entry WHERE seq = {source}"


def _tampered(kind, chance):
    """One random change of the given kind, which can never leave the journal as it was."""
    one, other = sorted(chance.sample(range(1, 20), 2))
    if kind == "changed":
        column = chance.choice(TEXTS)
        forge(f"UPDATE audit_entry SET {column} = {column} || %s WHERE seq = %s", (chance.choice(" ._0aĐ"), one))
    elif kind == "removed":
        forge("DELETE FROM audit_entry WHERE seq = %s", (one,))
    elif kind == "reordered":
        for before, after in ((one, 99), (other, one), (99, other)):
            forge("UPDATE audit_entry SET seq = %s WHERE seq = %s", (after, before))
    elif kind == "inserted":
        forge(SHIFT_UP, (one,))
        forge(SHIFT_BACK)
        forge(_copied(one, other + 1))
    else:
        forge("DELETE FROM audit_entry WHERE seq > %s", (one,))


@pytest.mark.parametrize("kind", ["changed", "removed", "reordered", "inserted", "cut"])
def test_every_one_of_two_hundred_random_tamperings_is_found(journal, kind):
    chance = random.Random(kind)  # noqa: S311
    for _round in range(200):
        before = transaction.savepoint()
        _tampered(kind, chance)
        assert verify_chain() is not None
        transaction.savepoint_rollback(before)
    assert verify_chain() is None


@pytest.mark.parametrize(
    ("content", "line"), [("2025-07-01\t5\n", 1), ("2025-07-01\t5\tabc\n2025-07-02\tnăm\tabc\n", 2), ("\n", 1)]
)
def test_a_published_line_that_cannot_be_read_is_named(tmp_path, content, line):
    file = tmp_path / "heads.tsv"
    file.write_text(content)
    with pytest.raises(HeadsUnreadable, match=f"heads.tsv, dòng {line}"):
        read_heads(file)


def test_a_missing_file_of_published_heads_is_not_taken_for_a_whole_journal(tmp_path):
    with pytest.raises(HeadsUnreadable, match="Không đọc được tệp"):
        verify_chain(tmp_path / "không có.tsv")
