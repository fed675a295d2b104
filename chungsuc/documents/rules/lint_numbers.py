"""Numbers of papers: this one's own, the one its annex repeats, and those it cites."""

import re
from collections.abc import Iterator

from chungsuc.law.spelling import fold

from .lint_dates import days_in
from .lint_parts import AUTHORITY, BASES, HEAD, SIGNING, TITLE, Paper, Part, Piece
from .lint_shapes import Finding, LintFacts

_OWN = re.compile(r"số\s*[:.]\s*(?P<no>\d{0,6})\s*(?P<rest>[/-]\s*[^\s,]+)?", re.IGNORECASE)
_NOTE = re.compile(
    r"kèm theo\s+(?P<kind>[^\d()]{3,40}?)\s+số\s*[:.]?\s*(?P<no>\d{0,6})\s*(?P<symbol>[/-]\s*[^\s,;()]+)", re.IGNORECASE
)
_KINDS = (
    "Luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị|Kế hoạch|Tờ trình|Công văn|Báo cáo|Hướng dẫn|"
    "Thông báo|Kết luận|Quy định|Chương trình|Biên bản"
)
_CITED = re.compile(rf"\b(?P<kind>{_KINDS})\s+số\s*:?\s*(?P<token>[^\s,;:()“”\"]+)", re.IGNORECASE)
_STATE = re.compile(r"\d{1,6}[a-z]?(?P<year>/\d{4})?/(?P<symbol>[^\W\d_][\w&.]*)(?:-[\w&.+]+)*$")
_PARTY = re.compile(r"\d{1,6}-(?P<symbol>[^\W\d_]\w*)(?:/[\w&.-]+)+$")
_LAW = re.compile(r"\d{1,4}/(?P<year>\d{4})/(?:QH|UBTVQH)\d{0,2}$")


def check_numbers(paper: Paper, facts: LintFacts) -> Iterator[Finding]:
    """The paper's number against its kind and body, its annexes against it, cited numbers against their form."""
    own = _own_number(paper)
    if own is not None:
        yield from _against_kind(paper, own, facts)
        yield from _against_body(paper, own, facts)
        yield from _padding(own, facts)
    for part in paper.parts[1:]:
        yield from _annex(paper, part, own)
    for piece in paper.pieces():
        yield from _cited(piece, paper, facts)


class _Own:
    """The number at the paper's head: "137", "QĐ-UBND", and its line."""

    def __init__(self, piece: Piece, number: str, symbol: str) -> None:
        self.piece, self.number, self.symbol = piece, number, symbol

    @property
    def text(self) -> str:
        return f"{self.number}/{self.symbol}"


def _own_number(paper: Paper) -> _Own | None:
    for piece in paper.main.of(HEAD):
        if found := _OWN.match(piece.text):
            return _Own(piece, found["no"], (found["rest"] or "")[1:].strip())
    return None


def _against_kind(paper: Paper, own: _Own, facts: LintFacts) -> Iterator[Finding]:
    if paper.kind is None or not paper.kind.symbol or not own.symbol:
        return
    said = own.symbol.split("-")[0].split("/")[0]
    if said != paper.kind.symbol and not re.match(r"\d{4}/", own.symbol):
        message = (
            f"Ký hiệu ghi “{own.symbol}” nhưng tên loại là {paper.kind.name}, chữ viết tắt là “{paper.kind.symbol}”. "
            "Sửa ký hiệu hoặc tên loại."
        )
        yield Finding(own.piece.place, "number-symbol", message, order=own.piece.order)


def _against_body(paper: Paper, own: _Own, facts: LintFacts) -> Iterator[Finding]:
    """The last letters of the number are those of the body that issues the paper, where the pack knows them.

    An office below the one that is known may have letters of its own: then only those of another known body are wrong.
    """
    body, certain = _issuer(paper, facts)
    pieces = own.symbol.split("-")
    said = (pieces[1:] if paper.title else pieces)[:1]
    if not body or not said or not said[0]:
        return
    symbol = facts.symbols[body]
    if symbol != said[0] and (certain or said[0] in facts.symbols.values()):
        message = (
            f"Ký hiệu ghi “{own.symbol}” nhưng cơ quan ban hành là {body}, ký hiệu là “{symbol}”. Sửa số, ký hiệu."
        )
        yield Finding(own.piece.place, "number-symbol", message, order=own.piece.order)
    if not paper.title and own.symbol == symbol:
        message = (
            f"Ký hiệu công văn “{own.symbol}” chưa có chữ viết tắt đơn vị soạn thảo hoặc lĩnh vực. "
            f"Ghi thêm, ví dụ “{own.symbol}-VP”."
        )
        yield Finding(own.piece.place, "number-drafter", message, order=own.piece.order)


def _issuer(paper: Paper, facts: LintFacts) -> tuple[str, bool]:
    """The issuing body: who the decision says it is (certain), else the last known name at the head."""
    authority = " ".join(piece.text for piece in paper.main.of(AUTHORITY))
    if found := _last_known(authority, facts):
        return found, True
    return _last_known(" ".join(p.text for p in paper.main.of(HEAD) if p.text.isupper()), facts), False


def _last_known(text: str, facts: LintFacts) -> str:
    folded = fold(text)
    found = [
        (folded.rfind(fold(name)), len(name), name)
        for name in facts.symbols
        if re.search(rf"\b{re.escape(fold(name))}\b", folded)
    ]
    return max(found)[2] if found else ""


def _padding(own: _Own, facts: LintFacts) -> Iterator[Finding]:
    if len(own.number) == 1 and int(own.number) < facts.pad_numbers_below:
        message = f"Số dưới 10 phải có số 0 đứng trước. Ghi “Số: 0{own.text}”."
        yield Finding(own.piece.place, "number-padding", message, order=own.piece.order)


# --- annexes ---


def _annex(paper: Paper, part: Part, own: _Own | None) -> Iterator[Finding]:
    """What the annex's note says of the paper it came with."""
    lines = part.of(HEAD, TITLE)
    text = " ".join(piece.text for piece in lines)
    note = _NOTE.search(text)
    if note is None or own is None:
        return
    piece = next((p for p in lines if "kèm theo" in p.text.lower()), lines[0])
    symbol = re.sub(r"\s+", "", note["symbol"])[1:].rstrip(".")
    shown = f"{note['no']}/{symbol}"
    if own.number and (note["no"].lstrip("0"), symbol) != (own.number.lstrip("0"), own.symbol):
        message = (
            f"Phần kèm theo ghi số {shown} nhưng số ở đầu văn bản là {own.text}. "
            "Xác định số đúng trong sổ văn bản, sửa chỗ sai."
        )
        yield Finding(piece.place, "annex-number", message, order=piece.order)
    day = paper.day
    said = next(days_in(text[note.end() :]), None)
    if said and said.day and day and said.day != day:
        message = (
            f"Phần kèm theo ghi ngày {said.day:%d/%m/%Y} nhưng ngày ở đầu văn bản là {day:%d/%m/%Y}. Sửa cho khớp."
        )
        yield Finding(piece.place, "annex-date", message, order=piece.order)


# --- cited papers ---


def _cited(piece: Piece, paper: Paper, facts: LintFacts) -> Iterator[Finding]:
    if piece.zone == SIGNING:
        return
    for found in _CITED.finditer(piece.text):
        token = found["token"].rstrip(".…”'’")
        if not token or not token[0].isdigit() or "…" in token:
            continue  # "Nghị quyết số …": not given yet
        message = _wrong_form(found["kind"], token, piece, facts) or _wrong_year(
            token, piece.text[found.end() : found.end() + 60]
        )
        if message:
            yield Finding(piece.place, "cited-number", message, article=piece.article, order=piece.order)


def _wrong_form(kind: str, token: str, piece: Piece, facts: LintFacts) -> str:
    name = kind[0].upper() + kind[1:].lower()
    if _LAW.fullmatch(token):
        return ""
    form = _STATE.fullmatch(token) or _PARTY.fullmatch(token)
    if form is None:
        if token.isdigit() and piece.zone != BASES:
            return ""  # told in full elsewhere
        return f"Số, ký hiệu “{token}” của {name} không đúng dạng (ví dụ 12/QĐ-UBND, 91/2017/NĐ-CP, 12-NQ/TU). Xem lại."
    expected = _symbol(name, facts)
    if expected and form["symbol"] != expected and not form["symbol"].startswith(f"{expected}LT"):
        return f"{name} được dẫn có ký hiệu “{token}”, nhưng chữ viết tắt của {name} là “{expected}”. Sửa lại."
    return ""


def _symbol(name: str, facts: LintFacts) -> str:
    own = {kind.name.lower(): kind.symbol for kind in facts.kinds}
    return own.get(name.lower()) or facts.kind_symbols.get(name, "")


def _wrong_year(token: str, after: str) -> str:
    year = re.search(r"/(\d{4})/", token)
    said = next(days_in(after), None)
    if year and said and said.day and said.start < 12 and said.day.year != int(year[1]):
        return f"Số {token} là của năm {year[1]} nhưng ghi ngày {said.day:%d/%m/%Y}. Xem lại số hoặc ngày."
    return ""
