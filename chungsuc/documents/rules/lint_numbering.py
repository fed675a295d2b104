"""Whether chapters, sections, articles, clauses and points follow each other."""

from collections.abc import Iterator

from .lint_marks import ARTICLE, CHAPTER, CLAUSE, LETTERED, POINT, SECTION, SUBCLAUSE, Marker, roman_value
from .lint_parts import Paper, Part, Piece
from .lint_shapes import Finding, LintFacts

_RULES = {
    CHAPTER: "section-order", SECTION: "section-order", ARTICLE: "article-order", CLAUSE: "clause-order",
    SUBCLAUSE: "clause-order", POINT: "point-order",
}  # fmt: skip
_FARTHEST = 9  # a number that leaps farther is a quantity at the beginning of a line, not a clause
_FIRST = 3  # so is one that begins beyond this


def check_numbering(paper: Paper, facts: LintFacts) -> Iterator[Finding]:
    """Each number that does not follow the one before it in its part, section, article or clause."""
    for part in paper.parts:
        yield from _Walk(part, facts).findings()


class _Walk:
    def __init__(self, part: Part, facts: LintFacts) -> None:
        self.part, self.facts = part, facts
        self.at: dict[int, int] = {}
        self.long: dict[int, int] = {}  # how many there were in this list
        self.shown: dict[int, str] = {}
        self.lettered = ""

    def findings(self) -> Iterator[Finding]:
        """Walks from marker to marker."""
        for piece in self.part.pieces:
            marker = piece.marker
            if marker is None:
                continue
            if marker.depth == LETTERED or self._is_letter(marker):
                self.lettered = marker.shown
                self._forget_below(LETTERED, keep=(ARTICLE,))
                continue
            yield from self._taken(piece, marker)

    def _is_letter(self, marker: Marker) -> bool:
        """ "C." after "B." is a letter, not a hundred; "I." after "H." likewise."""
        return (
            marker.depth == SECTION
            and len(marker.shown) == 1
            and self.lettered != ""
            and ord(marker.shown) == ord(self.lettered) + 1
            and marker.value != self.at.get(SECTION, 0) + 1
        )

    def _taken(self, piece: Piece, marker: Marker) -> Iterator[Finding]:
        depth = marker.depth
        if depth == ARTICLE and not marker.value:
            self._forget_below(ARTICLE)
            yield _finding(piece, "article-unnumbered", self._unnumbered())
            self._move(marker, self.at.get(ARTICLE, 0) + 1)
            return
        if depth == SUBCLAUSE and marker.above != (self.at.get(CLAUSE, marker.above[0]),):
            return  # a quantity, or a number of another list: nothing to hold it against
        value = marker.value
        if depth == POINT:
            yield from self._point(piece, marker)
            return
        before = self.at.get(depth, 0)
        if not self._is_number(depth, before, value):
            return
        wrong = self._wrong(depth, before, value)
        self._forget_below(depth, keep=(ARTICLE,) if depth < ARTICLE else ())
        if wrong:
            yield _finding(piece, _RULES[depth], wrong)
        self._move(marker, value)

    @staticmethod
    def _is_number(depth: int, before: int, value: int) -> bool:
        if depth not in (CLAUSE, SUBCLAUSE):
            return value > 0
        return 0 < value <= (before + _FARTHEST if before else _FIRST)

    def _move(self, marker: Marker, value: int) -> None:
        depth = marker.depth
        self.long[depth] = self.long.get(depth, 0) + 1 if value != 1 else 1
        self.at[depth], self.shown[depth] = value, marker.shown

    def _forget_below(self, depth: int, keep: tuple[int, ...] = ()) -> None:
        for below in (CHAPTER, SECTION, ARTICLE, CLAUSE, SUBCLAUSE, POINT):
            if below > depth and below not in keep:
                self.at.pop(below, None)
                self.long.pop(below, None)
                self.shown.pop(below, None)

    def _wrong(self, depth: int, before: int, value: int) -> str:
        """What is wrong with a number after `before`, "" when it follows."""
        if value == before + 1:
            return ""
        name = {CHAPTER: "Chương", SECTION: "mục", ARTICLE: "Điều"}.get(depth, "khoản")
        said = (lambda number: _roman(number)) if depth in (CHAPTER, SECTION) else str
        new_list = value == 1 and (depth in (CLAUSE, SUBCLAUSE) and self.long.get(depth, 0) > 1)
        if new_list:
            return ""
        if value > before + 1:
            missing = f"{name} {said(before + 1)}"
            until = f" đến {said(value - 1)}" if value > before + 2 else ""
            where = (
                f"sau {name} {said(before)} là {name} {said(value)}" if before else f"đầu tiên là {name} {said(value)}"
            )
            return f"Thiếu {missing}{until}: {where}. Bổ sung phần thiếu hoặc đánh lại số."
        if value == before:
            return (
                f"Trùng số: có hai {name} {said(value)} liền nhau. Đánh lại số, phần này là {name} {said(before + 1)}."
            )
        return f"Sai thứ tự: sau {name} {said(before)} là {name} {said(value)}. Đánh lại số."

    def _unnumbered(self) -> str:
        return f"Điều này chưa ghi số. Ghi “Điều {self.at.get(ARTICLE, 0) + 1}.”."

    def _point(self, piece: Piece, marker: Marker) -> Iterator[Finding]:
        letters = self.facts.letters
        if not letters:
            return
        letter, before = marker.shown, self.shown.get(POINT, "")
        after = letters.index(before) + 1 if before in letters else 0
        expected = letters[after] if after < len(letters) else ""
        wrong = ""
        if letter not in letters:
            wrong = f"Chữ “{letter}” không dùng để đánh điểm: bảng chữ cái tiếng Việt không có chữ này."
            wrong += f" Sau “{before}” là “{expected}”; ghi “{expected})”." if before and expected else ""
        elif before and before not in letters:
            pass  # the one before was told already
        elif letter == "a" and before and self.long.get(POINT, 0) > 1:
            pass  # a new list
        elif letter != (expected if before else "a"):
            wrong = (
                f"Sau điểm {before} là điểm {letter}; đúng thứ tự bảng chữ cái tiếng Việt là điểm {expected}."
                if before
                else f"Điểm đầu tiên là {letter}, thiếu điểm a."
            )
            wrong += " Bổ sung phần thiếu hoặc đánh lại thứ tự."
        if wrong:
            yield _finding(piece, "point-order", wrong)
        self.long[POINT] = 1 if letter == "a" else self.long.get(POINT, 0) + 1
        self.shown[POINT] = letter


def _roman(number: int) -> str:
    units = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    tens = ("", "X", "XX", "XXX", "XL", "L")
    text = tens[min(number // 10, 5)] + units[number % 10]
    return text if roman_value(text) == number else str(number)


def _finding(piece: Piece, rule: str, message: str) -> Finding:
    return Finding(piece.place, rule, message, article=piece.article, order=piece.order)
