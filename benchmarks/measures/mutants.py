"""T2: faults planted one by one in the core by mutmut; how many the tests notice. What is planted: [tool.mutmut].

One fault in ten is tried, always the same ones; `python -m mutmut run` tries all, which takes a night.
The last run and every survivor, with why it is borne: docs/dot-bien.md.
"""

import re
import subprocess
import sys
import tomllib
from collections import Counter
from fnmatch import fnmatch

from benchmarks.board import Line, at_most, unmeasured
from benchmarks.surroundings import PROJECT

WHAT = "lỗi cài vào phần lõi mà các bài thử không bắt được"
SAMPLE = "*__mutmut_*7"
ONE = re.compile(r"^\s+(\S+): (.+)$", re.MULTILINE)


def measure(quick: bool) -> list[Line]:
    configured = "mutmut" in tomllib.loads((PROJECT / "pyproject.toml").read_text()).get("tool", {})
    if quick or not configured:
        why = "bản đo nhanh bỏ qua" if configured else "chưa cấu hình [tool.mutmut]"
        return [unmeasured("T2", WHAT, why)]
    command = [sys.executable, "-m", "mutmut", "run", SAMPLE]
    subprocess.run(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    told = subprocess.run(
        [sys.executable, "-m", "mutmut", "results", "--all", "true"], cwd=PROJECT, capture_output=True, text=True
    ).stdout
    found = Counter(status for name, status in ONE.findall(told) if fnmatch(name, SAMPLE) and status != "not checked")
    planted = found.total()
    if not planted:
        return [unmeasured("T2", WHAT, "mutmut không chạy được")]
    alive = planted - found["killed"] - found["timeout"]
    note = ", ".join(f"{status}: {count}" for status, count in found.most_common())
    return [at_most("T2", WHAT, 100 * alive / planted, 10, "%", f"{planted} lỗi; {note}")]
