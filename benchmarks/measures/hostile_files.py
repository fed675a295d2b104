"""S4: damaged workbooks and papers are read or refused, quickly; nothing dies."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.board import Line, at_most, seconds
from benchmarks.workbook_io import measure_fuzz


def measure(quick: bool) -> list[Line]:
    files = 200 if quick else 10_000
    with tempfile.TemporaryDirectory() as folder:
        good: list[bool] = []
        took = seconds(lambda: good.append(measure_fuzz(Path(folder), files)))
    evidence = _evidence(files)
    note = f"{files:,} tệp trong {took:.0f} s".replace(",", ".")
    return [
        at_most("S4", "tệp .xlsx hỏng làm chết tiến trình hoặc quá 2 s", 0 if good[0] else 1, 0, "", note),
        at_most(
            "S4",
            "tệp minh chứng hỏng (jpg, png, webp, pdf, docx, xlsx) làm chết tiến trình",
            evidence.died,
            0,
            "",
            evidence.note,
        ),
        at_most("S4", "tệp minh chứng hỏng xem lâu nhất", evidence.slowest, 2, "s"),
    ]


@dataclass(frozen=True)
class Evidence:
    """How damaged files of evidence were met: children that died, the slowest file in seconds."""

    died: int
    slowest: float
    note: str


# One child looks at many files, so that ten thousand do not cost ten thousand starts; a crash is this child's death.
_LOOK = """
import io, json, sys, time
sys.path.insert(0, sys.argv[3])
from dataclasses import replace
from chungsuc.evidence.content import pictures
from chungsuc.evidence.content.child import looked_at, restrict
from chungsuc.evidence.content.limits import Limits
from chungsuc.evidence.tests.fuzzing import damaged
files = list(damaged(sys.argv[1], int(sys.argv[2]), int(sys.argv[4])))
limits = Limits()
restrict(replace(limits, processor_seconds=600))
slowest, met = 0.0, 0
for data in files:
    began = time.perf_counter()
    looked_at(io.BytesIO(data), limits)
    slowest, met = max(slowest, time.perf_counter() - began), met + 1
print(json.dumps([met, slowest]))
"""


def _evidence(files: int) -> Evidence:
    """Looks at so many damaged files of each kind, five hundred a child under the service's own limits."""
    died, slowest, met = 0, 0.0, 0
    root = str(Path(__file__).resolve().parents[2])
    for kind in ("jpg", "png", "webp", "pdf", "docx", "xlsx"):
        for start in range(0, files, 500):
            some = str(min(500, files - start))
            command = [sys.executable, "-c", _LOOK, kind, some, root, str(start)]
            told = subprocess.run(command, capture_output=True, text=True, check=False)
            if told.returncode:
                died += 1
                continue
            seen, longest = json.loads(told.stdout)
            met, slowest = met + seen, max(slowest, longest)
    return Evidence(died, slowest, f"{met:,} tệp, sáu loại".replace(",", ".", 1))
