"""R11: the worker dies in the middle of a batch of certificates. Afterwards every certificate is there exactly once.

A process numbers a batch and prints it; it is killed at a moment drawn by chance, before, in or after the printing. What
the office does then is done: the number act again where nothing was numbered, the sweeper's next round where the job was
lost. Then numbers, events and the one file are looked at.
"""

import hashlib
import io
import json
import os
import random
import subprocess
import sys
from datetime import timedelta
from time import perf_counter, sleep
from typing import Any

from benchmarks.board import Line, at_most
from benchmarks.surroundings import PROJECT, alone, service

ROUNDS, CERTIFICATES = 100, 40
WHAT = {
    "twice": "bằng mất, thừa hoặc hai lần sau khi tiến trình in bị giết giữa đợt",
    "partial": "tệp in thiếu trang, hỏng hoặc không khớp mã băm",
    "unfinished": "đợt không in xong sau khi chạy lại",
}
COMMON = {"issuer": "GIÁM ĐỐC SỞ NỘI VỤ", "verb": "TẶNG", "reason": "Bài đo", "place": "Nơi đo", "office": "GIÁM ĐỐC"}


def measure(quick: bool) -> list[Line]:
    rounds = 2 if quick else ROUNDS
    found = alone("benchmarks.measures.killed_batches:killed", rounds)
    note = (
        f"{rounds} lần giết, mỗi đợt {CERTIFICATES} bằng; {found['before']} lần trước khi có số, "
        f"{found['between']} lần đang in, {found['after']} lần đã in xong"
    )
    return [at_most("R11", what, found[name], 0, "", note) for name, what in WHAT.items()]


def killed(rounds: int) -> dict[str, int]:
    """So many batches, each with its process killed; how many went wrong, and where the blow fell."""
    chance, told = random.Random(11), dict.fromkeys((*WHAT, "before", "between", "after"), 0)
    with service():
        from tests.province import load_province

        load_province(samples=False).account("emulation")
        whole = _one(_prepared(), None)["seconds"]
        for _ in range(rounds):
            found = _one(_prepared(), chance.uniform(0, whole))
            told[found["fell"]] += 1
            for name in WHAT:
                told[name] += found[name]
    return told


def _prepared() -> int:
    """A batch that waits for its numbers."""
    from chungsuc.documents import actions
    from chungsuc.organisations.models import Unit
    from chungsuc.web.day import today

    entries = [{"recipient": f"Ông, bà số {n}", "detail": ""} for n in range(1, CERTIFICATES + 1)]
    unit = Unit.objects.get(code="SNV")
    return actions.prepare_batch(unit, "giay-khen", day=today(), common=COMMON, entries=entries, by=_officer()).pk


def _officer() -> Any:
    from chungsuc.accounts.models import User
    from chungsuc.organisations.access import person_on
    from chungsuc.web.day import today

    return person_on(User.objects.get(username="emulation"), today())


def _one(batch: int, seconds: float | None) -> dict[str, Any]:
    """Numbers and prints a batch in a process that is killed after `seconds` (None: never), then finishes it."""
    worker = _child("number", batch)
    assert worker.stdout is not None
    worker.stdout.readline()  # it is about to begin
    began = perf_counter()
    if seconds is not None:
        sleep(seconds)
        worker.kill()
    worker.wait()
    took = perf_counter() - began
    said, _ = _child("finish", batch).communicate()
    return {**json.loads(said.splitlines()[-1]), "seconds": took}


def _child(role: str, batch: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "benchmarks.measures.killed_batches", role, str(batch)]
    return subprocess.Popen(command, cwd=PROJECT, text=True, stdout=subprocess.PIPE, env={**os.environ})


def number(batch_id: int) -> None:
    """The process that dies: gives the numbers and prints, as the worker does."""
    from chungsuc.documents import actions
    from chungsuc.documents.models import CertificateBatch

    batch, officer = CertificateBatch.objects.select_related("unit").get(pk=batch_id), _officer()
    print("ready", flush=True)
    actions.number_batch(batch, by=officer)


def finish(batch_id: int) -> None:
    """What happens next in an office; prints what became of the batch."""
    from django.utils import timezone

    from chungsuc.documents import actions
    from chungsuc.documents.models import CertificateBatch
    from chungsuc.jobs.actions import sweep

    batch = CertificateBatch.objects.select_related("unit").get(pk=batch_id)
    fell = {"prepared": "before", "numbered": "between", "printed": "after"}[batch.state]
    if batch.state == "prepared":
        actions.number_batch(batch, by=_officer())
    else:
        sweep(timezone.now() + timedelta(minutes=10))
    print(json.dumps({"fell": fell, **_looked_at(batch_id)}))


def _looked_at(batch_id: int) -> dict[str, int]:
    from pypdf import PdfReader

    from chungsuc.audit.models import Entry
    from chungsuc.documents import events, storage
    from chungsuc.documents.models import CertificateBatch, SeriesNumber

    batch = CertificateBatch.objects.select_related("file").get(pk=batch_id)
    rows = batch.certificates.order_by("order").values_list("order", "number__number")
    given = sorted(SeriesNumber.objects.filter(series__kind="giay-khen").values_list("number", flat=True))
    acts = [
        Entry.objects.filter(act=act, subject_type="documents.batch", subject_id=str(batch_id)).count()
        for act in (events.BATCH_NUMBERED, events.BATCH_PRINTED)
    ]
    in_order = [order for order, _ in rows] == list(range(1, CERTIFICATES + 1))
    without_gap = given == list(range(1, len(given) + 1)) and len(given) % CERTIFICATES == 0
    found = {"twice": int(not (in_order and without_gap and acts == [1, 1])), "partial": 1, "unfinished": 1}
    if batch.file is not None:
        content = storage.path_of(batch.file.sha256).read_bytes()
        same = hashlib.sha256(content).hexdigest() == batch.file.sha256
        pages = len(PdfReader(io.BytesIO(content)).pages)
        found |= {"partial": int(not same or pages != CERTIFICATES), "unfinished": int(batch.state != "printed")}
    return found


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "chungsuc.settings"
    import django

    django.setup()
    {"number": number, "finish": finish}[sys.argv[1]](int(sys.argv[2]))
