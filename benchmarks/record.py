"""Keeps the figures of a full run: docs/do-dac.md (the last figure of each measure) and history.jsonl (all of them)."""

import json
import os
import platform
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.board import Line, number

FOLDER = Path(__file__).resolve().parent
HISTORY = FOLDER / "history.jsonl"
PAGE = FOLDER.parent / "docs" / "do-dac.md"
HEAD = """# Số đo của hệ thống

Trang này do `benchmarks/run.py --write` ghi lại; không sửa bằng tay. Chạy lại tất cả: `make bench`. Chạy một phần:
`.venv/bin/python benchmarks/run.py n1 n4`. Cỡ nhỏ, chỉ để biết các phép đo còn chạy: thêm `--quick`.

Mốc là thứ người ta sẽ dùng nếu không có hệ thống này (LibreOffice, trang quản trị có sẵn của Django, vòng lặp trần). Ta
và mốc được đo xen kẽ trong cùng một lần chạy trên cùng một máy; tỷ lệ là trung vị của tỷ lệ từng cặp, nên máy nhanh hay
chậm ít làm nó thay đổi. Mỗi dòng ghi số đo gần nhất và ngày đo. Dòng “không đo được” là máy hôm đó thiếu thứ để so.
"""


def machine() -> str:
    """What the figures were taken on, in a few words."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return f"{os.cpu_count()} nhân, {pages:.0f} GiB bộ nhớ, {versions}"


def write(found: Mapping[str, tuple[str, Sequence[Line]]]) -> None:
    """Adds a run to the history and writes the page from the newest figures of every measure."""
    with HISTORY.open("a", encoding="utf-8") as out:
        for name, (title, lines) in found.items():
            if lines:
                kept = {"day": date.today().isoformat(), "machine": machine(), "name": name, "title": title}  # noqa: DTZ011
                out.write(json.dumps(kept | {"lines": [line.kept() for line in lines]}, ensure_ascii=False) + "\n")
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(_newest()), encoding="utf-8")


def _newest() -> list[dict[str, Any]]:
    runs = [json.loads(text) for text in HISTORY.read_text(encoding="utf-8").splitlines()]
    return list({run["name"]: run for run in runs}.values())


def page(runs: Sequence[Mapping[str, Any]]) -> str:
    """The whole page."""
    parts = [HEAD]
    for run in sorted(runs, key=lambda run: run["name"]):
        day = date.fromisoformat(run["day"])
        parts.append(f"\n## {run['title']}\n\nĐo ngày {day:%d/%m/%Y}; {run['machine']}.\n")
        parts.append(
            "| mã | phép đo | ta | mốc | tỷ lệ | mục tiêu | kết quả |\n| --- | --- | --- | --- | --- | --- | --- |"
        )
        lines = [Line(**{key: value for key, value in line.items() if key != "met"}) for line in run["lines"]]
        parts.extend(_row(line) for line in lines)
    return "\n".join(parts) + "\n"


def _row(line: Line) -> str:
    ours = "" if line.ours is None else f"{number(line.ours)} {line.unit}".rstrip()
    anchor = "" if line.anchor is None else f"{line.anchor_name}: {number(line.anchor)} {line.unit}".rstrip()
    ratio = "" if line.ratio is None else number(line.ratio)
    what = f"{line.what} ({line.note})" if line.note else line.what
    cells = [line.goal, what, ours, anchor, ratio, line.goal_told, line.verdict]
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
