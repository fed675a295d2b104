"""Reading one row of a pack's file field by field, with the file's defaults and legend of sources behind it.

A field that is missing or of a wrong kind is an error with its line; the row is then `broken` and left out. A key that
nobody asked for is an error as well: a misspelled word must never be silently ignored.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from .pack_nodes import Ledger, Node, as_day, as_number, as_value, impossible_day
from .pack_shapes import Place

STATUSES = ("verified", "recalled", "demonstration", "missing")
NAMES_ITSELF = ("code", "key")
INHERITED = ("since", "until", "source", "status", "document")
EARLIEST, LATEST = 1900, 2100  # a year outside is a slip of the keyboard

Shape = TypeVar("Shape")


class Row:
    """A mapping of a file, asked key by key."""

    def __init__(
        self,
        node: Node,
        ledger: Ledger,
        *,
        defaults: Mapping[str, Node] | None = None,
        legend: Mapping[str, str] | None = None,
    ) -> None:
        self.node = node
        self.ledger = ledger
        self.defaults = defaults or {}
        self.legend = legend or {}
        self.broken = False
        self._asked: set[str] = set()

    @property
    def place(self) -> Place:
        return self.node.place

    def find(self, key: str) -> Node | None:
        """The row's own value, else the file's default; None when neither says anything."""
        self._asked.add(key)
        found = self.node.pairs.get(key)
        if found is None and key in INHERITED:
            found = self.defaults.get(key)
        return None if found is None or found.is_blank else found

    def says(self, key: str) -> bool:
        """Whether the row itself (not the defaults) has the key, blank or not."""
        self._asked.add(key)
        return key in self.node.pairs

    def refuse(self, message: str, node: Node | None = None) -> None:
        """Records an error on this row and marks the row as broken."""
        self.broken = True
        self.ledger.error(node.place if node else self.place, message, unusable=True)

    def _need(self, key: str) -> Node | None:
        found = self.find(key)
        if found is None:
            self.refuse(f"Thiếu “{key}”; điền giá trị cho khóa này.", self.node.pairs.get(key))
        return found

    def text(self, key: str) -> str:
        """A required text; a number is taken as it is written."""
        found = self._need(key)
        return self.text_of(key, found) if found else ""

    def text_or(self, key: str, otherwise: str = "") -> str:
        found = self.find(key)
        return self.text_of(key, found) if found else otherwise

    def text_of(self, key: str, node: Node) -> str:
        """The text of one value that belongs to `key`."""
        if node.kind != "scalar" or node.is_blank:
            self.refuse(f"“{key}” phải là chữ; đang trống hoặc là danh sách, bảng.", node)
            return ""
        text = " ".join(node.raw.split())
        self.ledger.note(self.place, text, node.place)
        if key in NAMES_ITSELF:
            self.ledger.codes.add(text)
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty when the key is absent."""
        found = self.find(key)
        if found is None:
            return ()
        if found.kind != "list":
            self.refuse(f"“{key}” phải là danh sách; đặt trong ngoặc vuông.", found)
            return ()
        return tuple(self.text_of(key, item) for item in found.items)

    def one_of(self, key: str, allowed: Iterable[str], otherwise: str | None = None) -> str:
        """A word out of a closed list; required unless `otherwise` is given."""
        word = self.text(key) if otherwise is None else self.text_or(key, otherwise)
        words = tuple(allowed)
        if word and word not in words:
            self.refuse(f"“{key}: {word}” không dùng được; chọn một trong: {', '.join(words)}.", self.find(key))
        return word

    def status(self) -> str:
        return self.one_of("status", STATUSES)

    def source(self) -> str:
        """Where it was read. A list names entries of the file's legend `sources`, joined in that order."""
        found = self._need("source")
        if found is None:
            return ""
        if found.kind != "list":
            text = self.text_of("source", found)
            return self.legend.get(text, text)
        for word in (item for item in found.items if item.raw not in self.legend):
            self.refuse(f"Nguồn “{word.raw}” chưa có trong bảng sources của tệp; thêm vào bảng.", word)
        return "; ".join(self.legend.get(item.raw, "") for item in found.items)

    def day(self, key: str) -> date:
        found = self._need(key)
        return (self._day(key, found) if found else None) or date.min

    def day_or_none(self, key: str) -> date | None:
        found = self.find(key)
        return self._day(key, found) if found else None

    def _day(self, key: str, node: Node) -> date | None:
        day = as_day(node.raw)
        if day is None:
            self.refuse(impossible_day(node.raw), node)
        elif not EARLIEST <= day.year <= LATEST:
            self.refuse(f"“{key}: {node.raw}” có năm không hợp lý; xem lại năm.", node)
        return day

    def period(self, *, required: bool = True) -> tuple[date, date | None]:
        """`since` and `until` (the last day). An end before the start is an error."""
        since = self.day("since") if required else self.day_or_none("since") or date.min
        until = self.day_or_none("until")
        if until is not None and until < since:
            self.refuse(f"Ngày cuối {until:%d/%m/%Y} trước ngày đầu {since:%d/%m/%Y}; xem lại since và until.")
        return since, until

    def number(self, key: str) -> int | Decimal:
        found = self._need(key)
        value = as_number(found.raw) if found and not found.quoted else None
        if found and value is None:
            self.refuse(f"“{key}” phải là số, viết dấu chấm thập phân (17.2); đang là “{found.raw}”.", found)
        return value or 0

    def integer(self, key: str) -> int:
        value = self.number(key)
        if isinstance(value, Decimal):
            self.refuse(f"“{key}” phải là số nguyên; đang là {value}.", self.find(key))
        return int(value)

    def flag(self, key: str) -> bool:
        """true or false; false when absent."""
        found = self.find(key)
        if found and found.raw not in ("true", "false"):
            self.refuse(f"“{key}” phải là true hoặc false; đang là “{found.raw}”.", found)
        return bool(found and found.raw == "true")

    def value(self, key: str) -> Any:
        """Whatever is written: number, true/false, text, list or table; None when absent."""
        found = self.find(key)
        return as_value(found, self.ledger) if found else None

    def words(self, key: str) -> dict[str, str]:
        """A mapping of text to text, empty when absent."""
        return {word: self.text_of(word, node) for word, node in self.table(key).items()}

    def table(self, key: str) -> Mapping[str, Node]:
        """A mapping, empty when absent."""
        found = self.find(key)
        if found is None:
            return {}
        if found.kind != "mapping":
            self.refuse(f"“{key}” phải là bảng khóa: giá trị.", found)
        for word, node in found.pairs.items():
            self.ledger.note(self.place, word, node.place)
        return found.pairs

    def rows(self, key: str, build: Callable[["Row"], Shape], *, required: bool = False) -> tuple[Shape, ...]:
        """Builds a shape from each row of a list; broken rows are left out."""
        found = self._need(key) if required else self.find(key)
        if found is None:
            return ()
        if found.kind != "list":
            self.refuse(f"“{key}” phải là danh sách các dòng bắt đầu bằng dấu gạch.", found)
            return ()
        built = [self.inside(item, build) for item in found.items]
        return tuple(shape for shape in built if shape is not None)

    def inside(self, node: Node, build: Callable[["Row"], Shape]) -> Shape | None:
        """Builds a shape from a mapping below this one, with the same defaults; None when it is broken."""
        if node.kind != "mapping":
            self.refuse("Dòng này phải gồm các cặp khóa: giá trị.", node)
            return None
        row = Row(node, self.ledger, defaults=self.defaults, legend=self.legend)
        shape = build(row)
        row.close()
        self.broken = self.broken or row.broken
        return None if row.broken else shape

    def close(self) -> None:
        """Says which keys nobody asked for."""
        for key, node in self.node.pairs.items():
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                self.ledger.error(
                    node.place, f"Khóa “{key}” không dùng ở đây; sửa chính tả hoặc bỏ đi. Có thể dùng: {known}."
                )


def file_row(node: Node, ledger: Ledger) -> Row:
    """The whole file as a row, with its `defaults` and its legend `sources` taken in."""
    if node.kind != "mapping":
        ledger.error(node.place, "Tệp phải bắt đầu bằng các cặp khóa: giá trị.", unusable=True)
        return Row(Node(node.place, "mapping"), ledger)
    plain = Row(node, ledger)
    defaults, legend = plain.table("defaults"), plain.words("sources")
    for key in sorted(set(defaults) - set(INHERITED)):
        ledger.error(defaults[key].place, f"Mặc định “{key}” không dùng được; chỉ dùng: {', '.join(INHERITED)}.")
    row = Row(node, ledger, defaults=defaults, legend=legend)
    row.says("defaults")
    row.says("sources")
    return row
