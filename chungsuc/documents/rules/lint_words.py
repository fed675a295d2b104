"""Words that are known slips, quotation marks that do not close, and the mark that ends a paper."""

import re
from collections.abc import Iterator

from .lint_parts import BODY, Paper, Part, Piece
from .lint_shapes import Finding, LintFacts

_DASH = re.compile(r"\s*[-–]\s*")
_ODD_END = re.compile(r"[./]*/[./]*\s*$")
_INCH = re.compile(r"\d\s*$")
_LEAST_SENTENCE = 15  # letters of a line that may end a paper


def check_words(paper: Paper, facts: LintFacts) -> Iterator[Finding]:
    """Every known slip of spelling, unless it is part of a word that is right."""
    slips = {_plain(slip.wrong): slip for slip in facts.slips}
    wrong = _any_of([slip.wrong for slip in facts.slips])
    right = _any_of(list(facts.right_words))
    if wrong is None:
        return
    for piece in paper.pieces():
        kept = [found.span() for found in right.finditer(piece.text)] if right else []
        for found in wrong.finditer(piece.text):
            slip = slips.get(_plain(found[0]))
            if slip and not any(start <= found.start() and found.end() <= end for start, end in kept):
                message = f"Viết “{found[0]}”; đúng là “{slip.right}”. Sửa lại."
                yield Finding(piece.place, "word", message, slip.source, piece.article, piece.order)


def _plain(text: str) -> str:
    return _DASH.sub("-", " ".join(text.lower().split()))


def _any_of(texts: list[str]) -> re.Pattern[str] | None:
    if not texts:
        return None
    written = []
    for text in sorted(texts, key=len, reverse=True):
        parts = [r"\s+".join(map(re.escape, part.split())) for part in _DASH.split(text)]
        written.append(r"\s*[-–]\s*".join(parts))
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)", re.IGNORECASE)


# --- quotation marks ---


def check_quotes(paper: Paper, facts: LintFacts) -> Iterator[Finding]:
    """A mark that closes nothing, or opens and is never closed in its part; plain ones must come in pairs."""
    for part in (*paper.parts, *paper.asides):
        yield from _curly(part)
        yield from _straight(part)


def _curly(part: Part) -> Iterator[Finding]:
    opened: list[Piece] = []
    for piece in part.pieces:
        for letter in piece.text:
            if letter == "“":
                opened.append(piece)
            elif letter == "”" and opened:
                opened.pop()
            elif letter == "”":
                yield _finding(piece, "quote", "Có dấu đóng ngoặc kép (”) mà không có dấu mở (“). Thêm hoặc sửa dấu.")
    for piece in opened[:1]:
        yield _finding(piece, "quote", "Dấu mở ngoặc kép (“) không được đóng (”). Thêm dấu đóng.")


def _straight(part: Part) -> Iterator[Finding]:
    odd = [piece for piece in part.pieces if _pairs_left(piece.text)]
    if len(odd) % 2:
        yield _finding(odd[-1], "quote", 'Dấu ngoặc kép (") lẻ: có mở mà không đóng, hoặc ngược lại. Thêm dấu thiếu.')


def _pairs_left(text: str) -> bool:
    marks = [at for at, letter in enumerate(text) if letter == '"']
    return len([at for at in marks if not (len(marks) % 2 and _INCH.search(text[max(0, at - 3) : at]))]) % 2 == 1


# --- the end ---


def check_end(paper: Paper, facts: LintFacts) -> Iterator[Finding]:
    """The last paragraph ends with the mark of the decree; other marks are told wherever a paper or annex ends."""
    if not facts.end_mark:
        return
    for part in paper.parts:
        last = _last(part)
        if last is None or last.text.rstrip().endswith(facts.end_mark) and not last.text.rstrip().endswith("/./."):
            continue
        odd = _ODD_END.search(last.text)
        if odd:
            message = f"Kết thúc bằng “{odd[0].strip()}”; dấu kết thúc văn bản là “{facts.end_mark}”. Sửa lại."
            yield _finding(last, "end-mark", message)
        elif part.no == 0 and _is_complete(part):
            yield _finding(last, "end-mark", f"Chưa có dấu kết thúc văn bản. Ghi “{facts.end_mark}” sau chữ cuối cùng.")


def _last(part: Part) -> Piece | None:
    """The last line of the text itself; signers' names and captions are too short or have no end."""
    for piece in reversed(part.of(BODY)):
        sentence = len(piece.text) >= _LEAST_SENTENCE and not piece.text.isupper()
        if sentence and not piece.in_table and re.search(r"[.;:!/”\")]\s*$", piece.text):
            return piece
    return None


def _is_complete(part: Part) -> bool:
    """Whether the paper was read to its end: it names whom it goes to."""
    return any(piece.zone == "recipients" for piece in part.pieces)


def _finding(piece: Piece, rule: str, message: str) -> Finding:
    return Finding(piece.place, rule, message, article=piece.article, order=piece.order)
