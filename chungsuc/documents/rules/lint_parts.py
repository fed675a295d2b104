"""How a paper is built: which line is its head, its bases, its articles, its list of recipients, its annexes.

Every line gets a place in words ("Điều 2, đoạn 3", "Nơi nhận, dòng 1", "Phụ lục, mục II.1, đoạn 2").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from chungsuc.law.spelling import fold
from chungsuc.typesetting.lines import Line, Text

from .lint_marks import ARTICLE, CLAUSE, SECTION, Marker, marker_of
from .lint_shapes import KindFact

HEAD, TITLE, TO, AUTHORITY, BASES, BODY, RECIPIENTS, SIGNING = (
    "head", "title", "to", "authority", "bases", "body", "recipients", "signing",
)  # fmt: skip
ASIDE = "aside"  # beside the text: notes, heads and feet of pages
TITLES = (
    "quyết định", "kế hoạch", "tờ trình", "báo cáo", "biên bản", "giấy mời", "thông báo", "hướng dẫn", "chương trình",
    "phương án", "đề án", "dự án", "quy chế", "quy định", "chỉ thị", "nghị quyết", "công điện", "giấy giới thiệu",
    "thông cáo", "hợp đồng", "giấy ủy quyền", "phiếu trình", "danh sách", "điều lệ", "nội quy", "bộ tiêu chí",
    "biểu mẫu", "giấy khen", "bằng khen", "bằng công nhận",
)  # fmt: skip
_OFFICES = (
    "chủ tịch",
    "ủy ban",
    "uỷ ban",
    "hội đồng",
    "giám đốc",
    "bộ trưởng",
    "thủ tướng",
    "chánh",
    "trưởng",
    "thủ trưởng",
)
_BASE = re.compile(r"(căn cứ|theo đề nghị|theo|xét đề nghị|xét|thực hiện|trên cơ sở|sau khi)\b", re.IGNORECASE)
_CITED = re.compile(
    r"(luật|pháp lệnh|nghị định|nghị quyết|quyết định|thông tư|chỉ thị|kế hoạch|kết luận)\b", re.IGNORECASE
)
_RECIPIENTS = re.compile(r"nơi nhận\s*(?:[:：]|$)", re.IGNORECASE)
_ANNEX = re.compile(r"phụ lục\s*(?:số\s*)?([IVXLC]{1,6}|\d{1,2})?\s*[:.]?\s*$", re.IGNORECASE)
_NOTE = re.compile(r"\(?\s*(?:được\s+)?(?:ban hành\s+)?kèm theo\b", re.IGNORECASE)
_LONG_DAY = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_BESIDE = -1  # the number of a part that is none of the paper's own
_LONGEST_TITLE = 250  # letters of a line that may still belong to a title
_ENDS = re.compile(r"[.;:!?…”\"/)]\s*$")


@dataclass(frozen=True)
class Piece:
    """A line of the paper with its place. `part` 0 is the paper itself, 1 … its annexes."""

    text: str
    part: int
    zone: str
    place: str
    order: int
    article: str = ""
    marker: Marker | None = None
    in_table: bool = False
    nth: int = 1  # which paragraph after its marker, 1 is the marker's own


@dataclass(frozen=True)
class Base:
    """A basis of the paper, put together from its lines."""

    text: str
    piece: Piece


@dataclass
class Part:
    """The paper itself (0) or an annex."""

    no: int
    name: str = ""
    pieces: list[Piece] = field(default_factory=list)

    def of(self, *zones: str) -> list[Piece]:
        """The lines of some zones, in order."""
        return [piece for piece in self.pieces if piece.zone in zones]


@dataclass(frozen=True)
class Paper:
    """A paper taken apart."""

    parts: tuple[Part, ...]
    kind: KindFact | None
    title: str = ""  # the kind as it is printed, in small letters; "" for a letter
    asides: tuple[Part, ...] = ()  # each note, the head and the foot of the pages

    @property
    def main(self) -> Part:
        return self.parts[0]

    def pieces(self) -> Iterator[Piece]:
        """Every line in order; what stands beside the text comes last."""
        for part in (*self.parts, *self.asides):
            yield from part.pieces

    @property
    def bases(self) -> list[Base]:
        """The bases of the paper itself; one that runs over several lines is one."""
        found: list[tuple[Piece, list[str]]] = []
        for piece in self.main.of(BASES):
            if found and not _BASE.match(piece.text):
                found[-1][1].append(piece.text)
            else:
                found.append((piece, [piece.text]))
        return [Base(" ".join(lines), piece) for piece, lines in found]

    @property
    def day(self) -> date | None:
        """The day printed at the paper's head; None when none is, or one that no calendar has."""
        for piece in self.main.of(HEAD):
            if said := _LONG_DAY.search(piece.text):
                try:
                    return date(int(said[3]), int(said[2]), int(said[1]))
                except ValueError:
                    return None
        return None


def bare(text: str) -> str:
    """A line without the marks that stand around titles."""
    return text.strip(" *_:.-–—").strip()


def is_capitals(text: str) -> bool:
    """Whether a line has letters and all of them are capitals."""
    return text.isupper()


def titled(text: str, kinds: Iterable[str] = TITLES) -> str:
    """The kind of paper that a line in capitals names, in small letters; "" when it names none."""
    name = bare(text)
    return name.lower() if is_capitals(name) and name.lower() in kinds else ""


class _Builder:
    """Walks over the lines once and tells each its zone and place."""

    def __init__(self) -> None:
        self.parts = [Part(0)]
        self.asides: dict[str, Part] = {}
        self.kind = ""
        self.zone = HEAD
        self.count = 0  # lines of the zone
        self.path: list[tuple[int, str]] = []
        self.nth = 0
        self.last = self.last_two = ""
        self.order = 0
        self.cell: tuple[int, int, int] | None = None
        self.kept_list = False  # "Lưu: …" was read: the list of recipients is over
        self.quoted = False

    def take(self, line: Line) -> None:
        text = line.printed.strip("* ")
        if not text:
            return
        marker = None if line.cell is not None else self._marker(line)
        self._turn(text, line, marker)
        self.count += 1
        if self.zone == BODY:
            self._walk(marker)
        in_table = line.cell is not None and self.zone == BODY
        place = self._place(line) if in_table else self._place(None)
        article = next((words for depth, words in self.path if depth == ARTICLE), "") if self.zone == BODY else ""
        place += f", {line.place}" if line.place else ""
        part = self.parts[-1]
        part.pieces.append(
            Piece(text, part.no, self.zone, place, self.order, article,
                  marker if self.zone == BODY else None, in_table, self.nth if self.zone == BODY else self.count)
        )  # fmt: skip
        self.last_two, self.last, self.cell = f"{self.last} {text}", text, line.cell
        self.order += 1

    def take_aside(self, line: Line) -> None:
        """A line beside the text: it takes no part in how the paper is built."""
        if text := line.printed.strip("* "):
            part = self.asides.setdefault(line.place, Part(_BESIDE, line.place))
            nth = len(part.pieces) + 1
            place = line.place if nth == 1 else f"{line.place}, đoạn {nth}"
            part.pieces.append(Piece(text, _BESIDE, ASIDE, place, self.order, nth=nth))
            self.order += 1

    def _marker(self, line: Line) -> Marker | None:
        """The number that a line begins with, unless the line stands inside a quoted text."""
        text = line.printed.strip("* ")
        if self.quoted:
            self.quoted = "”" not in text
            return None
        if text.startswith("“") and "”" not in text:
            self.quoted = True
            return None
        return marker_of(text, automatic=bool(line.label))

    # --- zones ---

    def _turn(self, text: str, line: Line, marker: Marker | None) -> None:
        """Goes on to the zone that the line begins, if it begins one."""
        if self._begins_annex(text):
            return
        zone = self._next(text, line, marker)
        if zone != self.zone:
            self.zone, self.count = zone, 0

    def _next(self, text: str, line: Line, marker: Marker | None) -> str:
        zone = self.zone
        if _RECIPIENTS.match(text) and self.parts[-1].no == 0:
            self.kept_list = False
            return RECIPIENTS
        if zone == HEAD:
            return self._after_head(text, marker)
        if zone in (TITLE, TO, AUTHORITY, BASES):
            return self._after_title(text, line, marker)
        if zone == RECIPIENTS:
            return self._after_recipients(text, line)
        return zone

    def _after_head(self, text: str, marker: Marker | None) -> str:
        if kind := titled(text):
            self.kind = kind
            return TITLE
        if text.lower().startswith("kính gửi"):
            return TO
        if _BASE.match(text) and text[-1] in ";,." and len(text) > 20:
            return BASES
        return BODY if marker or (len(text) > 120 and not is_capitals(text) and self.count > 3) else HEAD

    def _after_title(self, text: str, line: Line, marker: Marker | None) -> str:
        zone = self.zone
        if zone == TITLE and _NOTE.match(text):
            return TITLE
        if text.lower().startswith("kính gửi"):
            return TO
        if zone == TO and self._goes_on_addressing(text, line):
            return TO
        if marker:
            return BODY
        if self.parts[-1].no == 0 and self._is_base(text):
            return BASES
        if zone == BASES and titled(text):
            return BODY
        if zone in (TITLE, BASES) and is_capitals(text) and bare(text).lower().startswith(_OFFICES):
            return AUTHORITY
        if zone == AUTHORITY and is_capitals(text):
            return AUTHORITY
        if zone == TITLE and len(text) < _LONGEST_TITLE and not self._ends_title(text):
            return TITLE
        return BODY

    def _ends_title(self, text: str) -> bool:
        """A title goes on while nothing has closed it: a sentence, or the note below an annex's title."""
        if self.count and _NOTE.search(self.last) and ")" in self.last:
            return True
        if self.count > 1 and _NOTE.search(self.last_two):
            return self.last.endswith(")")
        return text.endswith((".", ";")) and not text.endswith("…")

    def _is_base(self, text: str) -> bool:
        if _BASE.match(text):
            # "Thực hiện …, UBND tỉnh báo cáo như sau:" opens the text itself
            return not text.endswith(":") and (self.zone == BASES or text.endswith((";", ",", ".")) or len(text) < 120)
        if self.zone != BASES or titled(text) or (is_capitals(text) and len(text) > 3):
            return False
        return not re.search(r"[;.:,]\s*$", self.last) or (self.last.endswith(";") and bool(_CITED.match(text)))

    def _goes_on_addressing(self, text: str, line: Line) -> bool:
        if text.startswith(("-", "+", "–")):
            return True
        return self.count == 0 or (line.cell is not None and line.cell == self.cell) or (
            self.last.endswith((":", ",")) and len(text) < 120
        )  # fmt: skip

    def _after_recipients(self, text: str, line: Line) -> str:
        if self.cell is not None and line.cell is not None and line.cell[0] == self.cell[0]:
            return RECIPIENTS if line.cell == self.cell else SIGNING
        if self.kept_list or (self.cell is not None and line.cell is None):
            return SIGNING
        self.kept_list = bool(re.search(r"\blưu\b", text, re.IGNORECASE))
        return RECIPIENTS if text.startswith(("-", "–", "+")) or self.count == 0 else SIGNING

    def _begins_annex(self, text: str) -> bool:
        over = self.zone in (RECIPIENTS, SIGNING)
        numbered = _ANNEX.match(text)
        begins = bool(numbered) and (over or is_capitals(bare(text))) and self.zone not in (TITLE, HEAD)
        if not begins and not (over and titled(text)):
            return False
        number = f" {numbered[1].upper()}" if numbered and numbered[1] else ""
        self.parts.append(Part(len(self.parts), f"Phụ lục{number}"))
        self.zone, self.count, self.path, self.nth, self.quoted = TITLE, 0, [], 0, False
        return True

    # --- places ---

    def _walk(self, marker: Marker | None) -> None:
        """Keeps the way from the article or section down to the point."""
        if marker is None:
            self.nth += 1
            return
        self.path = [step for step in self.path if step[0] < marker.depth]
        self.path.append((marker.depth, marker.words))
        self.nth = 1

    def _place(self, table: Line | None) -> str:
        name = self.parts[-1].name
        words = {
            HEAD: "Phần đầu", TITLE: "Tên loại và trích yếu", TO: "Kính gửi", AUTHORITY: "Thẩm quyền ban hành",
            BASES: "Phần căn cứ", RECIPIENTS: "Nơi nhận", SIGNING: "Phần ký",
        }  # fmt: skip
        if self.zone != BODY:
            line = self.count - 1 if self.zone == RECIPIENTS else self.count
            place = f"{words[self.zone]}, dòng {line}" if line else words[self.zone]
            return f"{name}, {place[0].lower()}{place[1:]}" if name else place
        way = spoken(self.path) or ("phần mở đầu" if name else "Phần nội dung")
        steps = [name, way] if name else [way]
        if table is not None and table.cell is not None:
            steps.append("bảng {}, dòng {}, cột {}".format(*table.cell))
        else:
            steps.append(f"đoạn {max(self.nth, 1)}")
        place = ", ".join(steps)
        return place[0].upper() + place[1:]


def spoken(path: list[tuple[int, str]]) -> str:
    """A way in words: "Điều 2, khoản 1, điểm a"; a clause of a section joins it: "mục II.1"."""
    depths = {depth for depth, _ in path}
    words: list[str] = []
    for depth, step in path:
        if depth < ARTICLE and ARTICLE in depths:
            continue  # articles are numbered through a paper: the chapter adds nothing
        if depth == CLAUSE and SECTION in depths and ARTICLE not in depths:
            words[-1] += f".{step.removeprefix('khoản ')}"
        elif step.startswith("khoản ") and ARTICLE not in depths:
            words = [word for word in words if not word.startswith("mục") or depth == CLAUSE]
            words.append(f"mục {step.removeprefix('khoản ')}")
        else:
            words.append(step)
    return ", ".join(words)


def taken_apart(text: Text, kinds: Iterable[KindFact] = ()) -> Paper:
    """The paper's parts, zones and places."""
    builder = _Builder()
    for line in text.lines:
        (builder.take_aside if line.aside else builder.take)(line)
    named = {fold(kind.name): kind for kind in kinds}
    kind, asides = named.get(fold(builder.kind)) if builder.kind else None, tuple(builder.asides.values())
    return Paper(tuple(builder.parts), kind, builder.kind, asides)
