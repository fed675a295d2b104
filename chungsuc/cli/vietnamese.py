"""argparse in Vietnamese.

argparse asks gettext for its words and has no Vietnamese catalogue, so its two look-ups are answered from the table
below. A word that is missing there stays English, and a test that provokes every message finds it.
"""

import argparse
import sys
from typing import Any, NoReturn

WORDS = {
    "usage: ": "cách dùng: ",
    "positional arguments": "tham số",
    "options": "tùy chọn",
    "optional arguments": "tùy chọn",
    "subcommands": "lệnh",
    "show this help message and exit": "hiện trợ giúp này rồi thoát",
    "show program's version number and exit": "hiện số phiên bản rồi thoát",
    " (default: %(default)s)": " (mặc định: %(default)s)",
    "%(prog)s: error: %(message)s\n": "%(prog)s: lỗi: %(message)s\n",
    "%(heading)s:": "%(heading)s:",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "the following arguments are required: %s": "còn thiếu: %s",
    "one of the arguments %s is required": "cần một trong các tùy chọn: %s",
    "unrecognized arguments: %s": "không hiểu: %s",
    "not allowed with argument %s": "không dùng cùng %s",
    "expected one argument": "cần kèm một giá trị",
    "expected at most one argument": "chỉ kèm nhiều nhất một giá trị",
    "expected at least one argument": "cần kèm ít nhất một giá trị",
    "expected %s argument": "cần kèm %s giá trị",
    "expected %s arguments": "cần kèm %s giá trị",
    "ignored explicit argument %r": "không nhận giá trị kèm theo %r",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s chưa rõ, có thể là: %(matches)s",
    "invalid %(type)s value: %(value)r": "giá trị %(value)r không hợp lệ",
    "invalid choice: %(value)r (choose from %(choices)s)": "không có %(value)r; hãy chọn một trong: %(choices)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "không có lệnh %(parser_name)r; hãy chọn: %(choices)s",
    "can't open '%(filename)s': %(error)s": "không mở được “%(filename)s”: %(error)s",
}


def _in_vietnamese(text: str) -> str:
    return WORDS.get(text, text)


def _counted(one: str, many: str, number: int) -> str:
    return WORDS.get(one if number == 1 else many, many)


# argparse offers no other place to answer for its words.
vars(argparse)["_"] = _in_vietnamese
vars(argparse)["ngettext"] = _counted


class Parser(argparse.ArgumentParser):
    """A parser that speaks Vietnamese and takes no abbreviations: a new option could change their meaning."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"allow_abbrev": False, **kwargs})

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to get help, and end with status 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: lỗi: {message}\nXem cách dùng: {self.prog} -h\n")
