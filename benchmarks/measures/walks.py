"""T3: random walks of recognition: no step that the table forbids, and every history replays, alike on both databases."""

import hashlib
import json

from benchmarks.board import Line, at_most, unmeasured
from benchmarks.surroundings import on_both, postgresql_missing, service, times

WALKS, ACTS = 10_000, 45


def measure(quick: bool) -> list[Line]:
    lines: list[Line] = []
    count = times(WALKS, 10, quick)
    digests = {}
    for title, found in on_both("benchmarks.measures.walks:walked", count):
        what = f"hành trình sai trong {f'{count:,}'.replace(',', '.')} hành trình, {title}"
        if found is None:
            lines.append(unmeasured("T3", what, postgresql_missing()))
            continue
        digests[title] = found["digest"]
        note = " việc thử, ".join(f"{n:,}".replace(",", ".") for n in (count * ACTS, found["steps"])) + " bước đã đi"
        lines.append(at_most("T3", what, len(found["broken"]), 0, "hành trình", note))
    if len(digests) > 1:
        differing = len(set(digests.values())) - 1
        lines.append(at_most("T3", "lịch sử khác nhau giữa hai cơ sở dữ liệu", differing, 0, "lần"))
    return lines


def walked(database: str, count: int) -> dict[str, object]:
    """Walks each seed in a transaction that is rolled back; which seeds broke, how many steps, a digest of all."""
    with service(database):
        from django.db import transaction

        from chungsuc.recognition.tests.test_random_walks import wander
        from tests.province import load_province

        load_province()
        broken, steps, digest = [], 0, hashlib.sha256()
        for seed in range(count):
            with transaction.atomic():
                try:
                    moves = wander(seed, ACTS)
                except (AssertionError, ValueError):
                    broken.append(seed)
                    moves = []
                transaction.set_rollback(True)
            steps += len(moves)
            digest.update(json.dumps([(m.act, m.frm, m.to) for m in moves]).encode())
        return {"broken": broken, "steps": steps, "digest": digest.hexdigest()}
