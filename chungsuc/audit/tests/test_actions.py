import time
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import IntegrityError

from chungsuc.audit.actions import HEADS_FILE, publish_head, record, record_many
from chungsuc.audit.models import ChainHead, Entry
from chungsuc.audit.rules import GENESIS
from chungsuc.audit.tests.support import an_act, forge, recorded
from chungsuc.audit.verification import verify_chain
from tests.at_once import at_once

NIGHT = datetime(2025, 6, 30, 18, 30, 0, 250, tzinfo=UTC)


def count():
    return Entry.objects.count()


@pytest.mark.django_db
def test_an_act_becomes_one_entry_with_everything_said_about_it():
    entry = record(
        "recognition.recorded",
        actor="tran.thi.b",
        actor_post="Phó Chủ tịch UBND tỉnh",
        subject_type="recognition",
        subject_id="17",
        subject_label="Xã Đắk Wil đạt chuẩn năm 2024",
        unit_code="24700",
        details={"before": None, "after": {"level": "đạt chuẩn", "years": [2023, 2024], "final": True}},
        reason="Đủ 19 tiêu chí",
        paper="812/QĐ-UBND",
        at=NIGHT,
    )
    kept = Entry.objects.get()
    names = [field.name for field in Entry._meta.fields]
    assert {name: getattr(kept, name) for name in names} == {name: getattr(entry, name) for name in names}
    assert kept.details == {"before": None, "after": {"level": "đạt chuẩn", "years": [2023, 2024], "final": True}}
    assert (kept.seq, kept.recorded_at, kept.previous_hash) == (1, NIGHT, GENESIS)


@pytest.mark.django_db
def test_each_entry_is_bound_to_the_one_before_it_and_the_head_to_the_last():
    recorded(3)
    first, second, third = Entry.objects.all()
    assert (second.previous_hash, third.previous_hash) == (first.hash, second.hash)
    assert ChainHead.objects.values_list("seq", "hash").get() == (3, third.hash)


@pytest.mark.django_db
def test_what_is_not_said_is_kept_empty_and_the_time_is_now():
    before = datetime.now(UTC)
    entry = record("jobs.swept", actor="hệ thống", subject_type="job", subject_id="1", subject_label="Việc số 1")
    assert (entry.details, entry.reason, entry.paper, entry.unit_code, entry.actor_post) == ({}, "", "", "", "")
    assert before <= Entry.objects.get().recorded_at <= datetime.now(UTC)


@pytest.mark.django_db
def test_recording_nothing_writes_nothing():
    assert record_many([]) == []
    assert (count(), ChainHead.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_many_acts_at_once_make_the_same_chain_as_one_after_the_other():
    acts = [an_act(number, at=NIGHT) for number in range(1, 6)]
    try:
        with transaction.atomic():
            together = [entry.hash for entry in record_many(acts)]
            raise InterruptedError
    except InterruptedError:
        pass
    assert [record(**act).hash for act in acts] == together


@pytest.mark.django_db
def test_a_clock_that_goes_backwards_changes_neither_order_nor_chain():
    for number, days in enumerate([0, -1, 1826, -3], 1):
        record_many([an_act(number, at=NIGHT + timedelta(days=days))])
    assert list(Entry.objects.newest_first().values_list("subject_id", flat=True)) == ["4", "3", "2", "1"]
    assert verify_chain() is None


@pytest.mark.django_db
def test_an_entry_outlives_its_subject():
    subject = ContentType.objects.create(app_label="tạm", model="tạm")
    number = str(subject.pk)
    record("subject.made", actor="a", subject_type="contenttype", subject_id=number, subject_label=str(subject))
    subject.delete()
    assert Entry.objects.about("contenttype", number).get().act == "subject.made"
    assert verify_chain() is None


@pytest.mark.django_db
@pytest.mark.parametrize("blank", ["act", "actor", "subject_type"])
def test_an_entry_that_does_not_say_who_did_what_is_refused_by_the_database(blank):
    with pytest.raises(IntegrityError, match=f"audit_entry_names_its_{blank}"), transaction.atomic():
        record_many([an_act(**{blank: ""})])
    assert count() == 0


@pytest.mark.django_db
def test_details_that_have_no_canonical_form_record_nothing():
    with pytest.raises(TypeError, match="details.after"), transaction.atomic():
        record_many([an_act(1), an_act(2, details={"after": 1.5})])
    assert count() == 0


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="transaction.atomic"):
        record_many([an_act()])
    assert count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_entry_is_undone_with_its_act_and_leaves_no_gap():
    with transaction.atomic():
        recorded(2)
    with pytest.raises(LookupError), transaction.atomic():
        ContentType.objects.create(app_label="tạm", model="tạm")
        record_many([an_act(3)])
        raise LookupError
    assert (count(), ContentType.objects.filter(app_label="tạm").count()) == (2, 0)
    with transaction.atomic():
        record_many([an_act(4)])
    assert list(Entry.objects.values_list("seq", "subject_id")) == [(1, "1"), (2, "2"), (3, "4")]
    assert verify_chain() is None


MOVED_MEANWHILE = {
    "sqlite": [
        "CREATE TRIGGER meanwhile AFTER INSERT ON audit_entry BEGIN UPDATE audit_chainhead SET seq = seq + 9; END"
    ],
    "postgresql": [
        "CREATE FUNCTION meanwhile() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN UPDATE audit_chainhead SET seq = seq + 9; RETURN NEW; END'",
        "CREATE TRIGGER meanwhile AFTER INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION meanwhile()",
    ],
}


@pytest.mark.django_db
def test_a_head_that_moved_meanwhile_stops_the_act():
    for statement in MOVED_MEANWHILE[connection.vendor]:
        forge(statement)
    with pytest.raises(RuntimeError, match="head moved"), transaction.atomic():
        record_many([an_act()])
    assert count() == 0


@pytest.fixture
def shared_database(transactional_db, monkeypatch, tmp_path):
    """A database that several connections can write to: SQLite's tests otherwise live in one memory."""
    if connection.vendor == "sqlite":
        settings = connections.settings["default"] | {"NAME": str(tmp_path / "shared.sqlite3")}
        monkeypatch.setitem(connections.settings, "default", settings)
        at_once(lambda: MigrationExecutor(connection).migrate([("audit", "0001_initial")]))
    return connection.vendor


def test_eight_writers_at_once_make_one_chain_without_gaps(shared_database):
    def write():
        for number in range(25):
            with transaction.atomic():
                record_many([an_act(number)])
        return 25

    assert at_once(*[write] * 8) == [25] * 8
    seen = at_once(lambda: (list(Entry.objects.values_list("seq", flat=True)), verify_chain()))
    assert seen == [(list(range(1, 201)), None)]


@pytest.mark.django_db
def test_nothing_is_published_while_the_journal_is_empty(tmp_path):
    assert not publish_head(tmp_path / "ngoài").exists()


@pytest.mark.django_db
def test_the_head_is_published_once_a_day_unless_it_moved(tmp_path):
    monday, tuesday = date(2025, 6, 30), date(2025, 7, 1)
    recorded(2)
    for day in (monday, monday, tuesday):
        file = publish_head(tmp_path, day)
    two = Entry.objects.get(seq=2).hash
    assert file == tmp_path / HEADS_FILE
    assert file.read_text() == f"2025-06-30\t2\t{two}\n2025-07-01\t2\t{two}\n"
    third = record_many([an_act(3)])[0]
    publish_head(tmp_path, tuesday)
    assert file.read_text().splitlines()[2:] == [f"2025-07-01\t3\t{third.hash}"]


@pytest.mark.django_db
@pytest.mark.slow
def test_ten_thousand_entries_are_appended_and_verified_within_seconds():
    began = time.perf_counter()
    recorded(10_000)
    assert verify_chain() is None
    assert time.perf_counter() - began < 10
