"""What verbs share: how they refuse, and how they print for machines."""

import argparse
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any


class CannotRun(Exception):
    """Ends the command with one Vietnamese sentence; `status` is 2 for a wrong call, 1 for a failure."""

    def __init__(self, sentence: str, status: int = 2) -> None:
        super().__init__(sentence)
        self.status = status


def add_json(parser: argparse.ArgumentParser, more: str = "") -> None:
    """The options of a verb that scripts read: `--json`, in a shape that stays, and `--details` for what may grow."""
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    if more:
        parser.add_argument("--details", action="store_true", help=f"cùng với --json: in thêm {more}")


def shaped(row: dict[str, Any], fields: Sequence[str], details: bool) -> dict[str, Any]:
    """A row in the shape that scripts rely on; with `details` whatever else there is behind it."""
    return row if details else {name: row[name] for name in fields}


def print_json(value: Any) -> None:
    """One JSON document, in readable UTF-8."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def existing_folder(text: str) -> Path:
    """The folder named on the command line; raises `CannotRun`."""
    path = Path(text)
    if not path.is_dir():
        found = "là một tệp, không phải thư mục" if path.exists() else "không có"
        raise CannotRun(f"{text}: {found}. Hãy cho đường dẫn tới một thư mục có thật.")
    return path


def existing_file(text: str) -> Path:
    """The file named on the command line; raises `CannotRun`."""
    path = Path(text)
    if not path.is_file():
        found = "là một thư mục, không phải tệp" if path.exists() else "không có"
        raise CannotRun(f"{text}: {found}. Hãy cho đường dẫn tới một tệp có thật.")
    return path


def a_year(text: str) -> int:
    """A year as an argument's type; anything but four digits from 2000 to 2100 is refused."""
    if text.isdecimal() and 2000 <= int(text) <= 2100:
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}” không phải là năm. Hãy ghi bốn chữ số, từ 2000 đến 2100.")


def a_day(text: str) -> date:
    """A day as an argument's type, in any of the ways that days are written; anything else is refused."""
    from chungsuc.law.periods import DayError, read_day

    try:
        return read_day(text)
    except DayError as fault:
        raise argparse.ArgumentTypeError(str(fault)) from None
