"""The printing child: sets one order and gives its files. Run as `python -I … -m chungsuc.typesetting.press_child`.

The order comes as JSON on standard input: source, inputs, fonts, make ("pdf", "png", "told") and what that needs. The
answer goes to standard output: a line of JSON with the lengths of the files, then the files. It knows no Django, no
database and no secrets, and writes no file.
"""

import json
import resource
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

STANDARD: Literal["a-2b"] = "a-2b"
FOLDER = Path(__file__).resolve().parent / "typst"
_MEMORY = 4 << 30  # bytes of address space: typst maps 100 MiB of code and takes 1 GiB for a table of 5,000 rows
_PROCESSOR = 600  # seconds on all cores


def restrict() -> None:
    """Bounds this process for good. Unlike a reading child it may start threads: typst lays out pages on all cores."""
    wanted = {
        resource.RLIMIT_AS: _MEMORY,
        resource.RLIMIT_CPU: _PROCESSOR,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in wanted.items():
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


def files_of(order: Mapping[str, Any]) -> list[bytes]:
    """The files that an order asks for: one PDF, a PNG for each page, or one JSON list of what the source told."""
    where: dict[str, Any] = {"root": FOLDER, "font_paths": _fonts(tuple(order["fonts"])), "sys_inputs": order["inputs"]}
    source = FOLDER / order["source"]
    if order["make"] == "told":
        return [typst.query(source, f"<{order['label']}>", field="value", **where).encode()]
    if order["make"] == "png":
        made: Any = typst.compile(source, format="png", ppi=order["ppi"], **where)
    else:
        moment = datetime.combine(date.fromisoformat(order["day"]), time(), UTC)
        made = typst.compile(source, format="pdf", pdf_standards=STANDARD, timestamp=moment, **where)
    return made if isinstance(made, list) else [made]


@cache
def _fonts(folders: tuple[str, ...]) -> typst.Fonts:
    """Our own folders and what the wheel holds; the other fonts of the machine are not there by intention."""
    return typst.Fonts(False, True, list(folders))


def main() -> None:
    """Serves the one order on standard input."""
    restrict()
    files = files_of(json.load(sys.stdin.buffer))
    output = sys.stdout.buffer
    output.write(json.dumps([len(file) for file in files]).encode("ascii") + b"\n")
    for file in files:
        output.write(file)
    output.flush()


if __name__ == "__main__":
    main()
