"""F1: a national workbook on its real way in: received, read in the limited child, checked, previewed, confirmed."""

import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks import nation, office
from benchmarks.board import Line, against, at_most, in_turns, unmeasured
from benchmarks.surroundings import alone, peak, service

WHAT = "nhập tệp 10.600 xã × 57 chỉ tiêu: đọc, kiểm từng ô, xem trước, ghi, xét"
LEAST_REPORTS = 20


def measure(quick: bool) -> list[Line]:
    communes = 500 if quick else 10_600
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "bieu.xlsx")
        office.write_plain(file, communes, nation.FIRST_YEAR)
        runs: list[dict[str, Any]] = []

        def ours() -> float:
            runs.append(alone("benchmarks.measures.taking_in:take_in", str(file), communes))
            return sum(runs[-1]["parts"].values())

        if office.MISSING or quick:
            ours()
            lines = [unmeasured("F1", "so với LibreOffice mở rồi lưu", office.MISSING)] if office.MISSING else []
        else:
            taken, theirs = in_turns(ours, lambda: office.convert([file], Path(folder, "out")).seconds, 2)
            lines = [
                against("F1", f"{WHAT}; so với chỉ mở rồi lưu", taken, theirs, anchor_name="LibreOffice", limit=0.5)
            ]
    run = min(runs, key=lambda run: sum(run["parts"].values()))
    note = ", ".join(f"{name} {took:.2f} s".replace(".", ",") for name, took in run["parts"].items())
    whole = None if quick else 5
    lines.insert(0, at_most("F1", WHAT, sum(run["parts"].values()), whole, "s", note))
    lines.append(at_most("F1", "bộ nhớ: tiến trình chính và tiến trình đọc", run["MiB"], 300, "MiB"))
    # the goal is "at least": counted as how many reports are missing
    lines.append(
        at_most(
            "F1",
            "số lần báo tiến độ còn thiếu",
            max(0, LEAST_REPORTS - run["reports"]),
            0,
            "",
            f"{run['reports']} lần báo",
        )
    )
    return lines


def take_in(file: str, communes: int) -> dict[str, Any]:
    """Lets a workbook in, in a service of its own; seconds of each step, memory, reports of progress."""
    with service():
        from chungsuc.imports import actions

        nation.make_units(communes), nation.make_set()
        reports: list[int] = []
        parts: dict[str, float] = {}
        with Path(file).open("rb") as stream:
            began = time.perf_counter()
            batch = actions.receive(
                stream,
                filename="bieu.xlsx",
                kind="indicator-values",
                by="đo",
                set_code=nation.CODE,
                year=nation.FIRST_YEAR,
            )
        parts["nhận"] = time.perf_counter() - began
        began = time.perf_counter()
        actions.read(batch, lambda part, message: reports.append(part))
        parts["đọc và kiểm"] = time.perf_counter() - began
        assert batch.counts["matched"] == communes, batch.refusal or batch.counts
        began = time.perf_counter()
        applied = actions.confirm(batch, by="đo")
        parts["ghi và xét"] = time.perf_counter() - began
        assert applied.written == communes * nation.INDICATORS
        return {"parts": parts, "MiB": peak() + _peak_of_child(Path(file)), "reports": len(reports)}


def _peak_of_child(path: Path) -> float:
    """The most memory that the reading child holds, MiB; what the kernel counts for children begins with the parent's."""
    from chungsuc.workbooks.limits import DEFAULT
    from chungsuc.workbooks.listening import start
    from chungsuc.workbooks.package import ZIP

    most = 0.0
    with path.open("rb") as file, start(file, ZIP, DEFAULT) as child:
        assert child.stdout
        while child.stdout.read(1 << 20):
            with suppress(RuntimeError, FileNotFoundError):  # it has ended
                most = max(most, peak(str(child.pid)))
    return most
