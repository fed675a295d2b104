"""Every change of a job. Each is one conditional UPDATE, so two workers never do the same job at once."""

import logging
import time
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from chungsuc.jobs import workflow
from chungsuc.jobs.models import Job
from chungsuc.jobs.queries import SILENT_AFTER
from chungsuc.jobs.registry import JobRefused, Report, handler_of

log = logging.getLogger(__name__)
REPORT_EVERY = 0.3  # seconds: more often nobody can read
_AGAIN = "Có lỗi khi chạy, hệ thống sẽ tự chạy lại."
_PARKED = "Việc này đã lỗi nhiều lần nên tạm dừng. Hãy báo quản trị hệ thống kèm mã việc ở cuối trang."


def enqueue(kind: str, payload: dict[str, Any], *, by: str) -> Job:
    """Write a job asked for by the user named `by` and, once the transaction holds, send its number to the worker."""
    job: Job = Job.objects.create(kind=kind, payload=payload, created_by=by, heartbeat=timezone.now())
    transaction.on_commit(lambda: _send(job.id))
    return job


def run(job_id: UUID | str) -> bool:
    """Do the job if it still waits: claim, work, write the end. False when somebody else has it or it is over."""
    job = _claim(job_id)
    if job is None:
        return False
    handler = handler_of(job.kind)
    try:
        if handler is None:
            raise JobRefused("Bản đang chạy không biết làm loại việc này. Hãy báo quản trị hệ thống.", "unknown-kind")
        result = handler(job, _reporter(job))
    except JobRefused as refusal:
        _finish(job, workflow.FAILED, message=refusal.message, error=refusal.code)
    except Exception as fault:
        # The message of a fault may quote a cell; its place in the code is enough to find it.
        log.error("job %s of kind %s broke: %s at %s", job.id, job.kind, type(fault).__name__, _place(fault))
        _break_off(job, error=type(fault).__name__)
    else:
        _finish(job, workflow.DONE, share=100, result=result or {})
    return True


def beat(job_id: UUID | str) -> None:
    """Write a sign of life of a running job."""
    Job.objects.filter(pk=job_id, state=workflow.RUNNING).update(heartbeat=timezone.now())


def sweep(now: datetime | None = None) -> int:
    """Send lost jobs again: their worker died, or the queue lost them. Returns how many were sent."""
    at = now or timezone.now()
    sent = 0
    for job in Job.objects.lost(at):
        if job.state == workflow.RUNNING:
            sent += _break_off(job, error="worker-lost", silent_since=at - SILENT_AFTER)
        elif Job.objects.filter(pk=job.pk, state=workflow.QUEUED, heartbeat=job.heartbeat).update(heartbeat=at):
            _send(job.id)
            sent += 1
    return sent


def _claim(job_id: UUID | str) -> Job | None:
    now = timezone.now()
    claimed = Job.objects.filter(pk=job_id, state=workflow.QUEUED).update(
        state=workflow.RUNNING,
        attempts=F("attempts") + 1,
        heartbeat=now,
        started_at=Coalesce("started_at", now),
        error="",
    )
    return Job.objects.get(pk=job_id) if claimed else None


def _mine(job: Job) -> Any:
    """This try of the job: a worker that was thought dead must not write over its successor."""
    return Job.objects.filter(pk=job.pk, state=workflow.RUNNING, attempts=job.attempts)


def _reporter(job: Job) -> Report:
    last = -REPORT_EVERY

    def report(share: int, message: str) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= REPORT_EVERY or share >= 100:
            last = now
            _mine(job).update(share=max(0, min(100, share)), message=message[:500], heartbeat=timezone.now())

    return report


def _finish(job: Job, state: str, **fields: Any) -> None:
    _mine(job).update(state=state, finished_at=timezone.now(), **fields)


def _break_off(job: Job, *, error: str, silent_since: datetime | None = None) -> int:
    """Send a broken job back, or park it. 1 when it was sent back."""
    state = workflow.after_a_fault(job.attempts)
    now = timezone.now()
    rows = _mine(job) if silent_since is None else _mine(job).filter(heartbeat__lt=silent_since)
    changed = rows.update(
        state=state,
        error=error[:60],
        message=_AGAIN if state == workflow.QUEUED else _PARKED,
        heartbeat=now,
        finished_at=None if state == workflow.QUEUED else now,
    )
    if not changed or state != workflow.QUEUED:
        return 0
    _send(job.id)
    return 1


def _send(job_id: UUID) -> None:
    # tasks.py stands on this module: the queue calls back into `run`.
    from chungsuc.jobs.tasks import run_job

    run_job(str(job_id))


def _place(fault: BaseException) -> str:
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
