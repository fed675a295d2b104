"""Bases: there are some, each is closed by its mark, and each was in force on the paper's day."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from chungsuc.law.spelling import fold

from .lint_dates import Said, days_in
from .lint_parts import BODY, TITLE, Base, Paper
from .lint_shapes import Finding, KnownDocument, LintFacts

_NUMBER = re.compile(r"(?<![\w/-])\d{1,6}(?:/\d{4})?[/-][^\W\d_][\w/&.-]*")
_YEAR = re.compile(r"năm\s+(\d{4})")
_BY_NAME = re.compile(r"\bLuật\s+[^\d;]{5,200}")
_AMENDING = re.compile(r"sửa đổi|bổ sung một số điều", re.IGNORECASE)


def check_bases(paper: Paper, facts: LintFacts, day: date | None) -> Iterator[Finding]:
    """Missing bases, their marks, and those that did not hold on the paper's day."""
    bases = paper.bases
    if not bases and paper.kind and paper.kind.needs_bases:
        piece = next(iter(paper.main.of(BODY)), (paper.main.of(TITLE) or paper.main.pieces)[-1])
        message = (
            f"{paper.kind.name} chưa nêu căn cứ ban hành. Ghi căn cứ pháp lý và căn cứ thực tiễn trước phần nội dung."
        )
        yield Finding("Phần căn cứ", "base-missing", message, order=piece.order)
    for no, base in enumerate(bases, start=1):
        yield from _mark(base, last=no == len(bases))
        if day is not None:
            for message, rule in _out_of_force(base.text, facts, day):
                yield _finding(base, rule, message)


def _mark(base: Base, *, last: bool) -> Iterator[Finding]:
    end = base.text.rstrip()[-1:]
    wanted, name = (".", "dấu chấm (.)") if last else (";", "dấu chấm phẩy (;)")
    if end != wanted:
        which = "Căn cứ cuối cùng" if last else "Căn cứ này"
        yield _finding(base, "base-mark", f"{which} phải kết thúc bằng {name}. Sửa dấu cuối dòng.")


def _out_of_force(text: str, facts: LintFacts, day: date) -> Iterator[tuple[str, str]]:
    """Each document of a basis that did not hold on the day: what to say, and under which rule."""
    told: set[str] = set()
    days = list(days_in(text))
    for document in _known(text, days, facts):
        begins = document.since or document.issued_on
        if document.until and document.until < day:
            told.add(document.said)
            after = document.until + timedelta(days=1)
            yield (
                f"{document.said} hết hiệu lực từ {after:%d/%m/%Y}, văn bản này ngày {day:%d/%m/%Y}. "
                f"{_instead(document, facts, day)}",
                "base-expired",
            )
        elif begins and begins > day:
            told.add(document.said)
            yield (
                f"{document.said} có hiệu lực từ {begins:%d/%m/%Y}, văn bản này ngày {day:%d/%m/%Y}. "
                "Dẫn văn bản đang có hiệu lực.",
                "base-early",
            )
    for said in days:
        if not told and said.day and said.day > day:
            yield f"Căn cứ đề ngày {said.day:%d/%m/%Y}, sau ngày của văn bản ({day:%d/%m/%Y}). Xem lại.", "base-early"


def _instead(document: KnownDocument, facts: LintFacts, day: date) -> str:
    """The document of the same title that holds on the day, where the register has one."""
    title = _plain_title(document.title)
    for other in facts.documents:
        begins = other.since or other.issued_on
        holds = begins and begins <= day and (other.until is None or other.until >= day)
        if holds and other != document and other.kind == document.kind and _plain_title(other.title) == title:
            return f"Thay bằng {other.said}."
    return "Thay bằng văn bản đang có hiệu lực."


def _known(text: str, days: list[Said], facts: LintFacts) -> Iterator[KnownDocument]:
    numbers = {found[0].rstrip(".") for found in _NUMBER.finditer(text)}
    on = {said.day for said in days}
    for document in facts.documents:
        for number in document.numbers:
            # a number without its year comes again every year: then the day of issue must be the one that is cited
            if number in numbers and (re.search(r"/\d{4}/", number) or (document.issued_on in on)):
                yield document
                break
    yield from _laws_by_name(text, facts)


def _laws_by_name(text: str, facts: LintFacts) -> Iterator[KnownDocument]:
    """Laws are cited by name and day: "Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003"."""
    for found in _BY_NAME.finditer(text):
        if _AMENDING.search(found[0]):
            continue
        rest = text[found.start() : found.end() + 60].split(";")[0]
        on = next((said.day for said in days_in(rest)), None)
        year = _YEAR.search(rest)
        name = fold(found[0].split(" ngày ")[0].split(" năm ")[0].split(" số ")[0])
        for document in facts.documents:
            issued = document.issued_on
            if document.kind != "Luật" or issued is None or _plain_title(document.title) != name:
                continue
            if on == issued or (on is None and year and int(year[1]) == issued.year):
                yield document


def _plain_title(title: str) -> str:
    return fold(title.split("(")[0])


def _finding(base: Base, rule: str, message: str) -> Finding:
    return Finding(base.piece.place, rule, message, order=base.piece.order)
