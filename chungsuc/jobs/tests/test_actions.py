from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from chungsuc.jobs import actions, registry, workflow
from chungsuc.jobs.models import Job
from chungsuc.jobs.queries import SILENT_AFTER


@pytest.fixture
def kind():
    """Registers work for the length of one test: `kind("name", function)`."""
    made = []

    def register(name, function):
        registry.register(name, function)
        made.append(name)
        return name

    yield register
    for name in made:
        del registry._handlers[name]


def fresh(job):
    return Job.objects.get(pk=job.pk)


@pytest.mark.django_db(transaction=True)
def test_a_job_is_done_and_keeps_its_result(kind):
    def work(job, report):
        report(40, "Đang đọc trang tính 2/5")
        assert fresh(job).share == 40
        assert fresh(job).message == "Đang đọc trang tính 2/5"
        return {"next": "/nhap/1/", "asked": job.payload["batch"]}

    job = fresh(actions.enqueue(kind("read", work), {"batch": 7}, by="ha"))
    assert (job.state, job.share, job.attempts, job.error) == (workflow.DONE, 100, 1, "")
    assert job.result == {"next": "/nhap/1/", "asked": 7}
    assert job.started_at <= job.finished_at


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_before_the_transaction_holds_or_when_it_does_not(kind):
    ran = []
    name = kind("note", lambda job, report: ran.append(job.payload["n"]))
    with transaction.atomic():
        actions.enqueue(name, {"n": 1}, by="ha")
        assert ran == []
    assert ran == [1]
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.enqueue(name, {"n": 2}, by="ha")
        raise ZeroDivisionError
    assert ran == [1]
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_message_that_comes_twice_does_the_work_once(kind):
    ran = []
    job = actions.enqueue(kind("once", lambda job, report: ran.append(1)), {}, by="ha")
    assert actions.run(job.id) is False
    assert ran == [1]


@pytest.mark.django_db(transaction=True)
def test_a_refusal_ends_the_job_with_its_sentence(kind):
    def refuse(job, report):
        raise registry.JobRefused("Tệp không có trang tính nào. Hãy kiểm tra lại tệp.", "no-sheet")

    job = fresh(actions.enqueue(kind("refuse", refuse), {}, by="ha"))
    assert (job.state, job.attempts, job.error) == (workflow.FAILED, 1, "no-sheet")
    assert job.message == "Tệp không có trang tính nào. Hãy kiểm tra lại tệp."


@pytest.mark.django_db(transaction=True)
def test_a_kind_nobody_knows_is_refused_not_tried_for_ever():
    job = fresh(actions.enqueue("unheard-of", {}, by="ha"))
    assert (job.state, job.error) == (workflow.FAILED, "unknown-kind")


@pytest.mark.django_db(transaction=True)
def test_poison_is_parked_after_three_tries_and_its_text_stays_out_of_logs_and_rows(kind, caplog):
    tries = []

    def poison(job, report):
        tries.append(1)
        raise ValueError("Nguyễn Thị Hà, thu nhập 17,2")

    job = fresh(actions.enqueue(kind("poison", poison), {}, by="ha"))
    assert len(tries) == workflow.MOST_ATTEMPTS
    assert (job.state, job.attempts, job.error) == (workflow.PARKED, 3, "ValueError")
    assert job.finished_at is not None
    assert "Nguyễn" not in caplog.text + job.message
    assert "test_actions.py" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_passing_fault_is_survived(kind):
    tries = []

    def shaky(job, report):
        tries.append(1)
        if len(tries) < 3:
            raise OSError
        return {}

    job = fresh(actions.enqueue(kind("shaky", shaky), {}, by="ha"))
    assert (job.state, job.attempts, job.error) == (workflow.DONE, 3, "")


def running(silent_for, **fields):
    beat = timezone.now() - silent_for
    return Job.objects.create(kind="note", state=workflow.RUNNING, heartbeat=beat, **{"attempts": 1, **fields})


@pytest.mark.django_db(transaction=True)
def test_the_sweeper_sends_again_what_a_dead_worker_left(kind):
    ran = []
    kind("note", lambda job, report: ran.append(job.id))
    lost = running(SILENT_AFTER + timedelta(seconds=1))
    alive = running(SILENT_AFTER - timedelta(seconds=30))
    assert actions.sweep() == 1
    assert ran == [lost.id]
    assert (fresh(lost).state, fresh(lost).attempts) == (workflow.DONE, 2)
    assert fresh(alive).state == workflow.RUNNING


@pytest.mark.django_db(transaction=True)
def test_the_sweeper_sends_again_what_the_queue_lost(kind):
    ran = []
    kind("note", lambda job, report: ran.append(job.id))
    old = timezone.now() - SILENT_AFTER - timedelta(seconds=1)
    lost = Job.objects.create(kind="note", heartbeat=old)
    Job.objects.create(kind="note", heartbeat=timezone.now())
    assert actions.sweep() == 1
    assert ran == [lost.id]
    assert actions.sweep() == 0


@pytest.mark.django_db(transaction=True)
def test_a_job_that_kills_its_worker_three_times_is_parked():
    job = running(SILENT_AFTER + timedelta(seconds=1), attempts=3)
    assert actions.sweep() == 0
    assert (fresh(job).state, fresh(job).error) == (workflow.PARKED, "worker-lost")
    assert "quản trị" in fresh(job).message


@pytest.mark.django_db(transaction=True)
def test_a_worker_thought_dead_does_not_write_over_its_successor(kind):
    def slow(job, report):
        Job.objects.filter(pk=job.pk).update(attempts=2, share=77)  # the sweeper gave it to another worker
        report(10, "muộn")
        return {"late": True}

    job = fresh(actions.enqueue(kind("slow", slow), {}, by="ha"))
    assert (job.state, job.share, job.result) == (workflow.RUNNING, 77, {})


@pytest.mark.django_db
def test_reports_come_at_most_a_few_times_a_second(kind, django_assert_num_queries):
    job = running(timedelta())
    report = actions._reporter(job)
    with django_assert_num_queries(2):  # the first, and the hundredth per cent
        for share in range(101):
            report(share, f"{share}")
    assert fresh(job).share == 100


def test_two_functions_for_one_kind_are_refused(kind):
    kind("mine", print)
    registry.register("mine", print)
    with pytest.raises(ValueError, match="mine"):
        registry.register("mine", len)


def test_every_state_has_a_label_and_a_way_on_or_an_end():
    assert set(workflow.LABELS) == set(workflow.FOLLOWS)
    assert {workflow.DONE, workflow.FAILED, workflow.PARKED} == workflow.FINISHED
    assert [workflow.after_a_fault(n) for n in (1, 2, 3, 4)] == ["queued", "queued", "parked", "parked"]
