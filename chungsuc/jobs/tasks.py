"""What the worker does: jobs as their numbers arrive, and once a minute a look for lost ones."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from huey import crontab
from huey.contrib import djhuey

from chungsuc.audit.actions import publish_head
from chungsuc.jobs import actions, registry

log = logging.getLogger(__name__)
BEAT_EVERY = 15.0  # seconds


@djhuey.db_task()  # type: ignore[untyped-decorator]
def run_job(job_id: str) -> None:
    """Do one job. The message carries its number only: huey's messages are pickled and may get lost."""
    if djhuey.HUEY.immediate:
        actions.run(job_id)
        return
    with beating(job_id):
        actions.run(job_id)


@djhuey.db_periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def sweep_lost_jobs() -> None:
    """Send again what a dead worker left behind."""
    actions.sweep()


@djhuey.db_periodic_task(crontab(minute="7"))  # type: ignore[untyped-decorator]
def publish_journal_head() -> None:
    """Write the journal's head outside the database, so that a chain rewritten with its head is found."""
    publish_head(settings.JOURNAL_HEADS_DIR)


@djhuey.db_periodic_task(crontab(minute="37"))  # type: ignore[untyped-decorator]
def do_chores() -> None:
    """What upper rooms want tidied once an hour; one that fails does not keep the others from their turn."""
    for chore in registry.chores():
        try:
            chore()
        except Exception as fault:
            log.error("chore %s broke: %s", getattr(chore, "__qualname__", "?"), type(fault).__name__)


@contextmanager
def beating(job_id: str, every: float = BEAT_EVERY) -> Iterator[None]:
    """Write the job's heartbeat from a second thread, so that a long silent step does not look like a dead worker."""
    over = threading.Event()
    thread = threading.Thread(target=_beat_until, args=(over, job_id, every), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=30)


def _beat_until(over: threading.Event, job_id: str, every: float) -> None:
    try:
        while not over.wait(every):
            try:
                actions.beat(job_id)
            except DatabaseError:  # a long writer holds SQLite; the next beat will do
                log.warning("no heartbeat for job %s this time", job_id)
                close_old_connections()
    finally:
        connection.close()
