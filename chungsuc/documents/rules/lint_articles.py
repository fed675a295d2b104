"""Who carries the decision out: the executing article has a number, and “Như Điều …” points at it."""

import re
from collections.abc import Iterator

from .lint_marks import ARTICLE
from .lint_parts import BODY, RECIPIENTS, Paper, Piece
from .lint_shapes import Finding, LintFacts

_EXECUTES = re.compile(
    r"(?:chịu trách nhiệm|có trách nhiệm|chịu trách nhiệm tổ chức|căn cứ)\s+(?:tổ chức\s+)?(?:thi hành|thực hiện)\s+"
    r"(?:quyết định|nghị quyết|quy định|quy chế)",
    re.IGNORECASE,
)
_AS_ARTICLE = re.compile(r"như\s+(?:tại\s+)?Điều\s+(\d{1,3})", re.IGNORECASE)
_OWN_ARTICLE = re.compile(
    r"(?:khoản\s+\d+\s+)?Điều\s+(\d{1,3})(?:\s+của)?\s+(?:Quyết định|Nghị quyết|Quy chế|Quy định|Kế hoạch)\s+này",
    re.IGNORECASE,
)


def check_articles(paper: Paper, facts: LintFacts) -> Iterator[Finding]:
    """The executing article, what the list of recipients says of it, and references to articles that are not there."""
    articles = _articles(paper)
    if not articles:
        return
    executing = _executing(paper)
    unnumbered = executing is not None and _stands_alone(paper, executing)
    if executing and unnumbered:
        message = (
            f"Đoạn giao thi hành chưa ghi số điều. Ghi “Điều {articles[-1] + 1}.” ở đầu đoạn, "
            f"rồi ghi “Như Điều {articles[-1] + 1}” ở Nơi nhận."
        )
        yield Finding(executing.place, "article-unnumbered", message, article=executing.article, order=executing.order)
    right = articles[-1] + 1 if unnumbered else _number(executing)
    yield from _recipients(paper, articles, right, bool(unnumbered))
    yield from _references(paper, articles)


def _articles(paper: Paper) -> list[int]:
    return [
        piece.marker.value
        for piece in paper.main.of(BODY)
        if piece.marker and piece.marker.depth == ARTICLE and piece.marker.value
    ]


def _executing(paper: Paper) -> Piece | None:
    """The last paragraph that says who carries the paper out; None when none does."""
    found = [piece for piece in paper.main.of(BODY) if _EXECUTES.search(piece.text)]
    return found[-1] if found else None


def _stands_alone(paper: Paper, executing: Piece) -> bool:
    """Whether the paragraph belongs to no article: it follows one that is a whole sentence and has no number."""
    if executing.marker is not None or executing.nth == 1:
        return False
    above = [piece for piece in paper.main.of(BODY) if piece.order < executing.order]
    start = next((piece for piece in reversed(above) if piece.marker is not None), None)
    if start is None or start.marker is None or start.marker.depth != ARTICLE:
        return False
    text = " ".join(piece.text for piece in above if piece.order >= start.order)
    return text.rstrip().endswith((".", ";")) and len(text) > len("Điều 1. Tổ chức thực hiện.")


def _number(executing: Piece | None) -> int:
    if executing is None or not executing.article:
        return 0
    digits = executing.article.removeprefix("Điều ")
    return int(digits) if digits.isdigit() else 0


def _recipients(paper: Paper, articles: list[int], right: int, unnumbered: bool) -> Iterator[Finding]:
    for piece in paper.main.of(RECIPIENTS):
        said = _AS_ARTICLE.search(piece.text)
        if not said or int(said[1]) == right:
            continue
        number = int(said[1])
        if right:
            why = "" if number in articles else f"văn bản không có Điều {number}; "
            is_not = f"Điều {number} không phải điều giao thi hành; " if number in articles else ""
            its = f"điều giao thi hành phải là Điều {right}" if unnumbered else f"điều giao thi hành là Điều {right}"
            message = f"Ghi “Như Điều {number}” nhưng {why}{is_not}{its}. Sửa thành “Như Điều {right}”."
        elif number not in articles:
            message = f"Ghi “Như Điều {number}” nhưng văn bản không có Điều {number}. Ghi đúng điều giao thi hành."
        else:
            continue
        yield Finding(piece.place, "recipients-article", message, order=piece.order)


def _references(paper: Paper, articles: list[int]) -> Iterator[Finding]:
    last = max(articles)
    for piece in paper.main.of(BODY):
        for said in _OWN_ARTICLE.finditer(piece.text):
            if int(said[1]) > last:
                message = f"Dẫn tới Điều {said[1]} nhưng văn bản chỉ có đến Điều {last}. Sửa số điều được dẫn."
                yield Finding(piece.place, "article-reference", message, article=piece.article, order=piece.order)
