"""Workbooks measured: reading, writing beside bare XlsxWriter, and random damage.

python -m benchmarks.workbook_io read [ROWS]
python -m benchmarks.workbook_io write [ROWS]
python -m benchmarks.workbook_io fuzz [FILES]
"""

import argparse
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import xlsxwriter

from chungsuc.workbooks.reading import WorkbookRefused, iter_rows, read_workbook
from chungsuc.workbooks.writing import SheetSpec, plain_header, write_xlsx

COLUMNS = 57
ROWS = 10_600


def values(rows: int) -> Iterator[list[str | float]]:
    """Rows like a province's: a name, shares with two decimals, verdicts in words."""
    chance = random.Random(11)
    for row in range(rows):
        shares = [round(chance.random() * 100, 2) for _ in range(COLUMNS - 8)]
        yield [f"Xã số {row}", *shares, *(chance.choice(["Đạt", "Không đạt"]) for _ in range(7))]


def spec(rows: int) -> SheetSpec:
    """The same rows as a sheet to write."""
    return SheetSpec("Dữ liệu", plain_header([f"Cột {n}" for n in range(1, COLUMNS + 1)]), values(rows))


def mebibytes(who: int) -> int:
    """Peak resident size so far."""
    return resource.getrusage(who).ru_maxrss // 1024


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measure_read(folder: Path, rows: int) -> bool:
    """Read as a stream, then whole; peaks are of parent and child."""
    path = folder / "read.xlsx"
    write_xlsx(path, [spec(rows)])
    before = mebibytes(resource.RUSAGE_SELF)
    streamed = min(timed(lambda: sum(len(row.cells) for row in iter_rows(path))) for _ in range(3))
    peak = mebibytes(resource.RUSAGE_SELF) + mebibytes(resource.RUSAGE_CHILDREN)
    print(f"rows as a stream: {streamed:.2f} s, {peak} MiB (parent and child; parent before {before} MiB)")
    whole = timed(lambda: read_workbook(path))
    peak = mebibytes(resource.RUSAGE_SELF) + mebibytes(resource.RUSAGE_CHILDREN)
    print(f"whole workbook:   {whole:.2f} s, {peak} MiB")
    return streamed <= 2.5 and peak <= 300


def bare_xlsxwriter(path: Path, rows: int) -> None:
    """What a caller would write by hand."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(values(rows)):
        sheet.write_row(number, 0, row)
    book.close()


def measure_write(folder: Path, rows: int) -> bool:
    """Ours and bare XlsxWriter in turns, the best of three each."""
    ours, bare = [], []
    for _ in range(3):
        bare.append(timed(lambda: bare_xlsxwriter(folder / "bare.xlsx", rows)))
        ours.append(timed(lambda: write_xlsx(folder / "ours.xlsx", [spec(rows)])))
    ratio = min(ours) / min(bare)
    peak = mebibytes(resource.RUSAGE_SELF)
    print(f"ours {min(ours):.2f} s, bare XlsxWriter {min(bare):.2f} s, ratio {ratio:.2f}, peak {peak} MiB")
    return ratio <= 1.3 and peak <= 100


def damaged(good: bytes, chance: random.Random) -> bytes:
    """A copy with one to twenty bytes changed, now and then cut short."""
    data = bytearray(good)
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data[: chance.randrange(len(data))] if chance.random() < 0.1 else data)


def damaged_inside(good: Path, path: Path, chance: random.Random) -> None:
    """A sound zip with a few bytes of one part changed, so that the parsers meet the damage and not the checksum."""
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        parts = old.namelist()
        chosen = chance.choice(parts)
        for part in parts:
            data = bytearray(old.read(part))
            for _ in range(chance.randint(1, 5) if part == chosen else 0):
                data[chance.randrange(len(data))] = chance.randrange(256)
            new.writestr(part, bytes(data))


def measure_fuzz(folder: Path, files: int) -> bool:
    """Read damaged copies: each is read or refused, and none takes more than two seconds."""
    good = folder / "good.xlsx"
    write_xlsx(good, [spec(20)])
    chance = random.Random(7)
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for _ in range(files):
        path = folder / "damaged.xlsx"
        if chance.random() < 0.5:
            path.write_bytes(damaged(good.read_bytes(), chance))
        else:
            damaged_inside(good, path, chance)
        began = time.perf_counter()
        try:
            read_workbook(path)
            outcomes["read"] += 1
        except WorkbookRefused as refusal:
            outcomes[refusal.code] += 1
        slowest = max(slowest, time.perf_counter() - began)
    print(f"{files} files: {dict(outcomes)}, slowest {slowest:.2f} s, child {mebibytes(resource.RUSAGE_CHILDREN)} MiB")
    return slowest <= 2 and sum(outcomes.values()) == files


def main() -> int:
    """0 when the goal of the chosen measure holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measure", choices=["read", "write", "fuzz"])
    parser.add_argument("count", type=int, nargs="?")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if chosen.measure == "fuzz":
            return not measure_fuzz(Path(folder), chosen.count or 10_000)
        measure = measure_read if chosen.measure == "read" else measure_write
        return not measure(Path(folder), chosen.count or ROWS)


if __name__ == "__main__":
    sys.exit(main())
