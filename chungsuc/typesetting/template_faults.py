"""What is wrong with a template, told with its place when it is uploaded and not when the paper is due."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from .docx_xml import MAIN
from .template_fields import Field
from .template_tags import LOOP, PIECES, STRAY, Tag, TagFault, read_tag

_W = f"{{{MAIN}}}"
_LOOP = Field("vòng lặp", parts={name: Field(name) for name in LOOP})
_CLOSES = {"for": ("endfor",), "if": ("endif", "elif", "else")}
_MOST_FAULTS, _MOST_TAGS = 50, 2_000  # told at once; read at all: a paper needs about fifty
_MOST_LOOPS, _MOST_OPEN = 4, 12  # inside each other: phụ lục, khối, hàng, ô
_WHOLE = {"p": "đoạn", "tr": "hàng", "tc": "ô"}


@dataclass(frozen=True)
class Fault:
    """Something that keeps a template from being used: where it stands, and what to do."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass
class _Open:
    """A loop or a condition that is not closed yet."""

    tag: Tag
    place: str
    container: Any  # the element itself: it must stay the same object while it is open
    scope: Mapping[str, Field]  # before it


class _Reader:
    """Reads the tags of one part of the file in their order."""

    def __init__(self, fields: Mapping[str, Field], part: str) -> None:
        self.scope = dict(fields)
        self.part = part
        self.faults: list[Fault] = []
        self.named: set[str] = set()
        self.open: list[_Open] = []
        self.cut = False  # whether the reading stopped before the end
        self._tags = 0
        self._numbers: dict[Any, dict[Any, int]] = {}

    def read(self, root: Any) -> None:
        for number, p in enumerate(root.iter(f"{_W}p"), 1):
            self._paragraph(p, number)
            if len(self.faults) >= _MOST_FAULTS or self._tags > _MOST_TAGS:
                self.cut, self.faults = True, self.faults[:_MOST_FAULTS]
                told = "còn chỗ sai nữa" if self.faults else f"quá nhiều trường (trên {_MOST_TAGS})"
                self.faults.append(Fault(f"{self.part}cả phần này", f"{told}; sửa rồi đưa lên lại."))
                return
        for left in self.open:
            self.faults.append(Fault(left.place, f"chưa đóng {{% {left.tag.word} %}}; thêm {_closing(left.tag)}."))

    def _paragraph(self, p: Any, number: int) -> None:
        said = own_text(p)
        if "{" not in said and "}" not in said:
            return
        place = self._place(p, number, said)
        pieces = PIECES.findall(said)
        if stray := STRAY.search(PIECES.sub("", said)):
            self.faults.append(Fault(place, f"dấu {stray[0]} không có dấu kia trong cùng đoạn; viết đủ một cặp."))
        inline = len(self.open)
        self._tags += len(pieces)
        for piece in pieces[:_MOST_TAGS]:
            if len(self.faults) >= _MOST_FAULTS:
                return
            try:
                tag = read_tag(piece)
                self._level(tag, p, said, piece)
                self._take(tag, place, _container(tag, p))
            except TagFault as fault:
                self.faults.append(Fault(place, str(fault)))
        for left in [one for one in self.open[inline:] if not one.tag.level]:
            word = left.tag.word
            said = f"{{% {word} %}} phải đóng trong cùng đoạn; lặp cả đoạn thì viết {{%p {word} … %}}."
            self.faults.append(Fault(place, said))
            self.open.remove(left)

    def _level(self, tag: Tag, p: Any, said: str, piece: str) -> None:
        """A tag for a whole paragraph, row or cell stands there alone: the rest would be lost."""
        if not tag.level:
            return
        holder = p if tag.level == "p" else _above(p, tag.level)
        if holder is None:
            raise TagFault(f"“{piece}” chỉ dùng trong bảng.")
        whole = said if tag.level == "p" else "".join(own_text(one) for one in holder.iter(f"{_W}p"))
        if whole.strip() != piece.strip():
            name = _WHOLE[tag.level]
            raise TagFault(f"{name} có “{piece}” thì không viết gì khác; chuyển chữ sang {name} khác.")

    def _take(self, tag: Tag, place: str, container: Any) -> None:
        if tag.word in ("for", "if"):
            self._deeper(tag)
        if tag.word == "show":
            self._shown(tag)
        elif tag.word == "for":
            item = self._listed(tag)
            self.open.append(_Open(tag, place, container, dict(self.scope)))
            self.scope |= {tag.variable: item, "loop": _LOOP}
        elif tag.word == "if":
            self._asked(tag)
            self.open.append(_Open(tag, place, container, dict(self.scope)))
        else:
            self._close(tag, container)

    def _deeper(self, tag: Tag) -> None:
        """Loops inside loops multiply: a list is never gone through inside itself, and not too deep."""
        loops = [one.tag for one in self.open if one.tag.word == "for"]
        if tag.word == "for" and any(one.paths == tag.paths for one in loops):
            raise TagFault(f"“{'.'.join(tag.paths[0])}” đang được lặp ở vòng ngoài; không lặp lại bên trong chính nó.")
        if len(self.open) >= _MOST_OPEN or (tag.word == "for" and len(loops) >= _MOST_LOOPS):
            raise TagFault(f"lồng quá {_MOST_LOOPS} vòng lặp hoặc {_MOST_OPEN} lớp; tách bớt ra.")

    def _close(self, tag: Tag, container: Any) -> None:
        last = self.open[-1] if self.open else None
        fits = last is not None and tag.word in _CLOSES[last.tag.word]
        if last is None or not fits:
            raise TagFault(f"{{% {tag.word} %}} không đóng gì ở đây; bỏ đi hoặc mở {{% for %}}, {{% if %}} trước nó.")
        if last.tag.level != tag.level or last.container is not container:
            raise TagFault(f"{{% {tag.word} %}} phải cùng loại và cùng chỗ với {{% {last.tag.word} %}} ở {last.place}.")
        self._asked(tag)
        if tag.word.startswith("end"):
            self.scope = dict(self.open.pop().scope)

    def _asked(self, tag: Tag) -> None:
        for path in tag.paths:
            self._find(path)

    def _shown(self, tag: Tag) -> None:
        found, name = self._find(tag.paths[0]), ".".join(tag.paths[0])
        if found.listed:
            raise TagFault(f"“{name}” là danh sách; viết {{%p for x in {name} %}} … {{%p endfor %}}.")
        if found.parts:
            raise TagFault(f"“{name}” gồm nhiều phần; ghi một phần: {', '.join(found.parts)}.")

    def _listed(self, tag: Tag) -> Field:
        found = self._find(tag.paths[0])
        if not found.listed:
            raise TagFault(f"“{'.'.join(tag.paths[0])}” không phải danh sách nên không lặp được.")
        if tag.variable in self.scope:
            raise TagFault(f"“{tag.variable}” đã là tên khác; đặt tên khác cho vòng lặp.")
        return Field(found.label, parts=found.parts)

    def _find(self, path: tuple[str, ...]) -> Field:
        known: Mapping[str, Field] = self.scope
        found: Field | None = None
        for number, name in enumerate(path):
            if found is not None and found.listed:
                raise TagFault(f"“{'.'.join(path[:number])}” là danh sách; lặp qua nó rồi mới lấy “{name}”.")
            if name not in known:
                raise TagFault(f"không có trường “{'.'.join(path[: number + 1])}”{_meant(name, known)}.")
            found, known = known[name], known[name].parts
        self.named.add(path[0])
        assert found is not None
        return found

    def _place(self, p: Any, number: int, said: str) -> str:
        words = " ".join(said.split())
        shown = f"“{words[:40]}…”" if len(words) > 40 else f"“{words}”"
        cell = _above(p, "tc")
        if cell is None:
            return f"{self.part}đoạn {number} {shown}"
        row, table = _above(cell, "tr"), _above(cell, "tbl")
        root = p.getroottree().getroot()
        at = (self._number(root, "tbl", table), self._number(table, "tr", row), self._number(row, "tc", cell))
        return f"{self.part}bảng {at[0]}, hàng {at[1]}, ô {at[2]} {shown}"

    def _number(self, holder: Any, tag: str, item: Any) -> int:
        """Which of its kind an item is inside its holder; counted once for each holder."""
        if holder not in self._numbers:
            self._numbers[holder] = {one: n for n, one in enumerate(holder.iter(f"{_W}{tag}"), 1)}
        return self._numbers[holder][item]


def _closing(tag: Tag) -> str:
    return f"{{%{tag.level} {_CLOSES[tag.word][0]} %}}"


def _meant(name: str, known: Mapping[str, Field]) -> str:
    close = get_close_matches(name, known, 1)
    return f"; có phải là “{close[0]}”" if close else "; xem danh sách trường"


def own_text(p: Any) -> str:
    """The text of a paragraph without that of a text box inside it."""
    return "".join(t.text or "" for t in p.iter(f"{_W}t") if _above(t, "p") is p)


def _above(element: Any, tag: str) -> Any:
    above = element.getparent()
    while above is not None and above.tag != f"{_W}{tag}":
        above = above.getparent()
    return above


def _container(tag: Tag, p: Any) -> Any:
    """What a tag and the one that closes it must share: the paragraph, what holds it, the row or the table."""
    if tag.level == "p":
        return p.getparent()
    return _above(p, {"tc": "tr", "tr": "tbl"}[tag.level]) if tag.level else p


def hides(root: Any) -> bool:
    """Whether braces stand where no page shows them: in names and codes, in text that was deleted, in fields' codes."""
    return any(
        any(mark in value for value in one.attrib.values() for mark in ("{{", "{%", "{#"))
        or (one.tag != f"{_W}t" and "{" in (one.text or ""))
        for one in root.iter("*")
    )


def tag_faults(parts: Mapping[str, Any], fields: Mapping[str, Field]) -> Iterator[Fault]:
    """What is wrong with the tags of the parts (name for people → XML), and which needed fields are nowhere."""
    named: set[str] = set()
    cut = False
    for part, root in parts.items():
        reader = _Reader(fields, part)
        reader.read(root)
        named, cut = named | reader.named, cut or reader.cut
        yield from reader.faults
    for name, one in fields.items():
        if one.needed and name not in named and not cut:
            yield Fault("cả mẫu", f"chưa có trường “{name}” ({one.label}); văn bản làm theo mẫu sẽ thiếu phần này.")
