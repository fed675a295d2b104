import pytest
from django.core import serializers
from django.db import connection, transaction
from django.db.utils import IntegrityError

from chungsuc.audit import triggers
from chungsuc.audit.actions import record_many
from chungsuc.audit.models import ChainHead, Entry
from chungsuc.audit.tests.support import an_act, forge, recorded, without_triggers
from chungsuc.audit.triggers import create_triggers
from chungsuc.audit.verification import verify_chain

CHANGES = [
    "UPDATE audit_entry SET actor = 'người khác' WHERE seq = 2",
    "UPDATE audit_entry SET seq = 9 WHERE seq = 3",
    "DELETE FROM audit_entry WHERE seq = 2",
    "DELETE FROM audit_entry",
    "INSERT INTO audit_entry SELECT * FROM audit_entry WHERE seq = 2",
    "UPDATE audit_chainhead SET seq = 2",
    "UPDATE audit_chainhead SET hash = 'f'",
    "UPDATE audit_chainhead SET id = 2, seq = 9",
    "DELETE FROM audit_chainhead",
]
ONLY = {
    "sqlite": [
        "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE seq = 2",
        "REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE seq = 3",
        "UPDATE OR REPLACE audit_entry SET seq = 2 WHERE seq = 3",
        "INSERT OR REPLACE INTO audit_chainhead (id, seq, hash) VALUES (1, 2, 'f')",
    ],
    "postgresql": [
        "TRUNCATE audit_entry",
        "TRUNCATE audit_chainhead",
        "SET LOCAL session_replication_role = replica; DELETE FROM audit_entry",
        "INSERT INTO audit_entry SELECT * FROM audit_entry WHERE seq = 2 ON CONFLICT (seq) DO UPDATE SET actor = 'x'",
    ],
}


@pytest.mark.django_db
@pytest.mark.parametrize("number", range(len(CHANGES) + 4))
def test_the_database_itself_refuses_every_change(number):
    recorded(3)
    changes = CHANGES + ONLY[connection.vendor]
    for statement in changes[number : number + 1]:
        with pytest.raises(IntegrityError), transaction.atomic():
            forge(statement)
    assert (Entry.objects.count(), verify_chain()) == (3, None)


@pytest.mark.django_db
def test_the_refusal_says_what_may_be_done_instead():
    recorded(1)
    with pytest.raises(IntegrityError, match="Hãy ghi một mục mới"), transaction.atomic():
        Entry.objects.all().delete()
    with pytest.raises(IntegrityError, match="Hãy ghi một mục mới"), transaction.atomic():
        Entry.objects.update(reason="khác")


@pytest.mark.django_db
def test_there_is_only_one_head():
    with pytest.raises(IntegrityError), transaction.atomic():
        ChainHead.objects.create(id=2)


@pytest.mark.django_db
def test_after_the_triggers_are_made_anew_the_journal_still_grows_and_still_refuses():
    recorded(1)
    with without_triggers():
        forge("UPDATE audit_entry SET actor = actor")
    create_triggers(connection)
    record_many([an_act(2)])
    with pytest.raises(IntegrityError), transaction.atomic():
        forge("DELETE FROM audit_entry")
    assert verify_chain() is None


@pytest.mark.parametrize(
    ("making", "removing"),
    [
        (triggers._sqlite_creation, triggers._sqlite_removal),
        (triggers._postgresql_creation, triggers._postgresql_removal),
    ],
)
def test_every_trigger_that_is_made_can_be_removed_on_both_engines(making, removing):
    made = [line.split()[2] for line in making() if line.startswith("CREATE TRIGGER")]
    removed = [line.split()[4] for line in removing() if line.startswith("DROP TRIGGER")]
    assert len(made) >= 5
    assert removed == made


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_time", [1, 2])
def test_a_transactional_test_starts_with_an_empty_journal(_time):
    assert Entry.objects.count() == 0
    with transaction.atomic():
        recorded(1)
    with pytest.raises(IntegrityError):
        forge("DELETE FROM audit_entry")


@pytest.mark.django_db
def test_an_entry_and_its_details_survive_being_written_to_a_file_and_read_again():
    recorded(1)
    entry = Entry.objects.get()
    (again,) = serializers.deserialize("json", serializers.serialize("json", [entry]))
    assert again.object.details == entry.details == {"before": None, "after": "1,5", "cell": "K1"}


@pytest.mark.django_db
def test_details_are_kept_as_the_very_characters_that_were_hashed():
    record_many([an_act(details={"b": 1, "a": "Đắk Nông"})])
    with connection.cursor() as cursor:
        cursor.execute("SELECT details FROM audit_entry")
        assert cursor.fetchone() == ('{"a":"Đắk Nông","b":1}',)


@pytest.mark.django_db
def test_the_journal_answers_about_a_subject_a_unit_and_an_actor():
    record_many([an_act(1), an_act(2, actor="hệ thống"), an_act(6)])
    assert [entry.seq for entry in Entry.objects.about("criteria.value", "2")] == [2]
    assert [entry.seq for entry in Entry.objects.of_unit("24701").newest_first()] == [3, 1]
    assert [entry.seq for entry in Entry.objects.by("nguyen.van.a").of_unit("24701")] == [1, 3]
    assert list(Entry.objects.by("không ai")) == []


@pytest.mark.django_db
def test_an_entry_and_the_head_introduce_themselves():
    recorded(1)
    assert (str(Entry.objects.get()), str(ChainHead.objects.get())) == ("1. Chỉ tiêu 1.1 của xã Đắk Wil", "1")
