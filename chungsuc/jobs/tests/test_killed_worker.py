"""A real worker process, killed with a job in hand; the next one finds the job in its row and does it."""

import os
import subprocess
import sys

import pytest

FIRST = """
import sys
from chungsuc.jobs import actions, registry

def stall(job, report):
    report(30, "Đang làm")
    print("in hand", flush=True)
    sys.stdin.read()

registry.register("stall", stall)
print(actions.enqueue("stall", {"n": 1}, by="ha").id, flush=True)
"""
SECOND = """
from datetime import timedelta
from django.utils import timezone
from chungsuc.jobs import actions, registry
from chungsuc.jobs.models import Job

registry.register("stall", lambda job, report: {"n": job.payload["n"]})
before = Job.objects.get()
print(before.state, before.attempts, before.share)
print(actions.sweep(timezone.now()))
print(actions.sweep(timezone.now() + timedelta(minutes=10)))
after = Job.objects.get()
print(after.state, after.attempts, after.result)
"""
START = "import django; django.setup()\n"


def python(code, environment, **options):
    return subprocess.Popen(
        [sys.executable, "-c", START + code],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


@pytest.mark.slow
def test_a_job_survives_the_death_of_its_worker(tmp_path):
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "CHUNGSUC_DATA_DIR": str(tmp_path),
        "CHUNGSUC_JOBS_INLINE": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    made = python(
        "from django.core.management import call_command; call_command('migrate', 'jobs', verbosity=0)", environment
    )
    assert made.wait(120) == 0
    worker = python(FIRST, environment)
    assert worker.stdout.readline() == "in hand\n"
    worker.kill()
    worker.wait()
    seen, _ = python(SECOND, environment).communicate(timeout=120)
    assert seen.splitlines() == ["running 1 30", "0", "1", "done 2 {'n': 1}"]
