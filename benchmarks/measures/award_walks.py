"""T3 for awards: random walks of dossiers, no step that the table forbids, every history replays, alike on both engines."""

import hashlib
import json

from benchmarks.board import Line, at_most, unmeasured
from benchmarks.surroundings import on_both, postgresql_missing, service, times

WALKS, ACTS = 10_000, 40


def measure(quick: bool) -> list[Line]:
    lines: list[Line] = []
    count, digests = times(WALKS, 5, quick), set()
    for title, found in on_both("benchmarks.measures.award_walks:walked", count):
        what = f"hành trình sai của hồ sơ khen thưởng trong {f'{count:,}'.replace(',', '.')} hành trình, {title}"
        if found is None:
            lines.append(unmeasured("T3", what, postgresql_missing()))
            continue
        digests.add(found["digest"])
        tried, steps = (f"{n:,}".replace(",", ".") for n in (count * ACTS, found["steps"]))
        note = f"{tried} việc thử, {steps} bước đã đi; nhật ký khớp từng bước"
        lines.append(at_most("T3", what, len(found["broken"]), 0, "hành trình", note))
    if len(digests) and not lines[-1].missing:
        what = "lịch sử hồ sơ khen thưởng khác nhau giữa hai cơ sở dữ liệu"
        lines.append(at_most("T3", what, len(digests) - 1, 0, "lần"))
    return lines


def walked(database: str, count: int) -> dict[str, object]:
    """Walks each seed in a transaction that is rolled back; which seeds broke, how many steps, a digest of all."""
    with service(database):
        from django.db import transaction

        from chungsuc.awards.tests.test_dossier_walks import wander
        from tests.province import load_province

        load_province(samples=False)
        broken, steps, digest = [], 0, hashlib.sha256()
        for seed in range(count):
            moves: list[tuple[str, str, str]] = []
            with transaction.atomic():
                try:
                    moves = wander(seed, ACTS)
                except (AssertionError, ValueError):
                    broken.append(seed)
                transaction.set_rollback(True)
            steps += len(moves)
            digest.update(json.dumps(moves).encode())
        return {"broken": broken, "steps": steps, "digest": digest.hexdigest()}
