"""YAML with places: every value of a pack's file knows its line, and nothing is guessed from how it looks.

A number is an int or an exact Decimal, never a float; `no`, `on` and `17:30` are words; a date is a date.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from .pack_shapes import Finding, Place

INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
DECIMAL = re.compile(r"-?[0-9]{1,18}\.[0-9]{1,18}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LARGEST_FILE = 2_000_000  # bytes: a hand-written file is far smaller
DEEPEST = 20  # levels of nesting


@dataclass(frozen=True)
class Node:
    """A value of a YAML file. A mapping has `pairs`, a list has `items`, anything else its `raw` text."""

    place: Place
    kind: str  # mapping | list | scalar
    raw: str = ""
    quoted: bool = False
    items: tuple["Node", ...] = ()
    pairs: Mapping[str, "Node"] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        return self.kind == "scalar" and not self.quoted and self.raw in ("", "~", "null")


class Ledger:
    """What is found while a pack is read. `unusable` turns true when something had to be left out.

    `said` remembers on which line of a row each text stands, and `codes` every code a row gives itself, so that a
    reference is told at its own line and never blamed on a row that could only not be read.
    """

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.unusable = False
        self.said: dict[tuple[Place, str], Place] = {}
        self.codes: set[str] = set()

    def note(self, row: Place, text: str, place: Place) -> None:
        self.said.setdefault((row, text), place)

    def say(self, place: Place, level: str, message: str) -> None:
        self.findings.append(Finding(place.file, place.line, level, message))

    def error(self, place: Place, message: str, *, unusable: bool = False) -> None:
        self.say(place, "error", message)
        self.unusable = self.unusable or unusable


class _Loader(yaml.SafeLoader):
    """Refuses anchors and aliases: a pack says everything where it stands."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="dùng bí danh (*)", problem_mark=mark)
        return super().compose_node(parent, index)


def read_yaml(folder: Path, file: str, ledger: Ledger) -> Node | None:
    """Reads one file of a pack into nodes; None, with an error in the ledger, when it cannot be read."""
    place = Place(file, 1)
    try:
        content = (folder / file).read_bytes()
        if len(content) > LARGEST_FILE:
            ledger.error(
                place, f"Tệp lớn hơn {LARGEST_FILE // 1_000_000} MB; chia thành nhiều tệp nhỏ hơn.", unusable=True
            )
            return None
        root = yaml.compose(content.decode("utf-8"), Loader=_Loader)
        if root is None:
            ledger.error(place, "Tệp trống; điền nội dung hoặc xóa tệp.", unusable=True)
            return None
        return _node(root, file, ledger, depth=0)
    except FileNotFoundError:
        ledger.error(place, f"Thiếu tệp {file}; tạo tệp này trong thư mục gói.", unusable=True)
    except (OSError, UnicodeDecodeError):
        ledger.error(place, "Không đọc được tệp; lưu lại thành tệp chữ, bảng mã UTF-8.", unusable=True)
    except yaml.MarkedYAMLError as fault:
        ledger.error(Place(file, _line(fault)), _yaml_message(fault), unusable=True)
    except yaml.YAMLError:
        ledger.error(place, "Tệp có ký tự điều khiển; lưu lại thành tệp chữ, bảng mã UTF-8.", unusable=True)
    except RecursionError:
        ledger.error(place, "Tệp lồng quá nhiều tầng; viết lại cho phẳng.", unusable=True)
    return None


def _line(fault: yaml.MarkedYAMLError) -> int:
    mark = fault.problem_mark or fault.context_mark
    return mark.line + 1 if mark else 1


def _yaml_message(fault: yaml.MarkedYAMLError) -> str:
    problem = fault.problem or "không rõ lỗi"
    if "'\\t'" in problem or "tab" in problem:
        return "Dòng thụt bằng phím Tab; thay bằng dấu cách."
    return f"Không đúng cú pháp YAML ({problem}); xem lại dấu hai chấm, ngoặc và thụt dòng ở đây."


def _node(found: yaml.Node, file: str, ledger: Ledger, *, depth: int) -> Node:
    place = Place(file, found.start_mark.line + 1)
    if depth > DEEPEST:
        raise RecursionError
    if isinstance(found, yaml.MappingNode):
        return Node(place, "mapping", pairs=_pairs(found, file, ledger, depth))
    if isinstance(found, yaml.SequenceNode):
        return Node(place, "list", items=tuple(_node(item, file, ledger, depth=depth + 1) for item in found.value))
    return Node(place, "scalar", raw=found.value, quoted=getattr(found, "style", None) is not None)


def _pairs(found: yaml.MappingNode, file: str, ledger: Ledger, depth: int) -> dict[str, Node]:
    pairs: dict[str, Node] = {}
    for key_node, value_node in found.value:
        place = Place(file, key_node.start_mark.line + 1)
        key = key_node.value
        if not isinstance(key, str):
            ledger.error(place, "Khóa phải là một từ; sửa lại khóa này.", unusable=True)
        elif key in pairs:
            first = pairs[key].place.line
            ledger.error(place, f"Khóa “{key}” đã có ở dòng {first}; giữ một dòng, bỏ dòng kia.")
        else:
            # told at the key: the value of "figures:" begins a line below it
            pairs[key] = replace(_node(value_node, file, ledger, depth=depth + 1), place=place)
    return pairs


def as_number(raw: str) -> int | Decimal | None:
    """The exact number a text writes (decimal point, no thousands mark), or None when it writes none."""
    if INTEGER.fullmatch(raw):
        return int(raw)
    return Decimal(raw) if DECIMAL.fullmatch(raw) else None


def as_day(raw: str) -> date | None:
    """The day a text such as 2022-07-13 writes, or None when the calendar has no such day."""
    try:
        return date.fromisoformat(raw) if DAY.fullmatch(raw) else None
    except ValueError:
        return None


def as_value(node: Node, ledger: Ledger) -> Any:
    """What a node plainly says: None, bool, int, Decimal, date, text, or tuples and dicts of these."""
    if node.kind == "list":
        return tuple(as_value(item, ledger) for item in node.items)
    if node.kind == "mapping":
        return {key: as_value(value, ledger) for key, value in node.pairs.items()}
    if node.quoted:
        return node.raw
    return None if node.is_blank else _plain(node, ledger)


def _plain(node: Node, ledger: Ledger) -> Any:
    if node.raw in ("true", "false"):
        return node.raw == "true"
    number = as_number(node.raw)
    if number is not None:
        return number
    if DAY.fullmatch(node.raw):
        day = as_day(node.raw)
        if day is None:
            ledger.error(node.place, impossible_day(node.raw), unusable=True)
        return day
    return node.raw


def impossible_day(raw: str) -> str:
    return f"Ngày “{raw}” không có trong lịch; ghi theo dạng năm-tháng-ngày, ví dụ 2025-07-01."
