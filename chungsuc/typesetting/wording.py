"""The words of a paper exactly as printed: what stands between a `Sheet` and the two ways of setting it.

Here alone it is said how a number, a day, a basis and a recipient are written, so that the .docx, the .pdf and the
linter never disagree. Everything is plain text, already cleaned.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .content import Annex, Block, Heading, Letterhead, Paragraph, Sheet, Signature, Table
from .plain_text import one_line, plain

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RECIPIENTS = "Nơi nhận:"
DRAFT = "DỰ THẢO"
DEMONSTRATION = "BẢN TRÌNH DIỄN, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
END = "./."
_ROOM = "      "  # left for a number or a day that is not given yet
_CLOSED = (".", ";", ",", ":")


@dataclass(frozen=True)
class WordedAnnex:
    """A part on pages of its own. `letterhead` is None for a "Phụ lục", which carries none."""

    label: str
    title: str
    note: str
    blocks: tuple[Block, ...]
    letterhead: Letterhead | None
    landscape: bool = False


@dataclass(frozen=True)
class Worded:
    """A paper line by line. An empty text is a line that is not there."""

    letterhead: Letterhead
    number_line: str
    place_and_day: str
    kind_name: str
    subject: str  # under the title, or "V/v …" under the number where there is no title
    addressed: tuple[str, ...]
    authority_line: str
    bases: tuple[str, ...]
    enacting: str
    blocks: tuple[Block, ...]
    signatures: tuple[Signature, ...]
    recipients: tuple[str, ...]
    annexes: tuple[WordedAnnex, ...]
    urgency: str
    draft: str  # "DỰ THẢO", at the top of page one; "" when the paper is none
    marks: tuple[str, ...]  # what stands at the foot of every page

    @property
    def has_front(self) -> bool:
        """Whether there is anything before the annexes: a lone "Phụ lục" has no letterhead of its own."""
        return bool(self.letterhead.body)


def worded(sheet: Sheet) -> Worded:
    """The words of a paper."""
    letterhead = _letterhead(sheet.letterhead)
    return Worded(
        letterhead=letterhead,
        number_line=number_line(sheet.number),
        place_and_day=place_and_day(letterhead.place, sheet.day),
        kind_name=plain(sheet.kind_name),
        subject=_subject(sheet),
        addressed=_addressed(sheet.to_words, sheet.to),
        authority_line=plain(sheet.authority_line),
        bases=_listed(sheet.bases),
        enacting=f"{one_line(sheet.kind_name)}:" if sheet.authority_line else "",
        blocks=_ended(_blocks(sheet.blocks)),
        signatures=tuple(_signature(one) for one in sheet.signatures),
        recipients=tuple(f"- {text}" for text in _listed(sheet.recipients)),
        annexes=tuple(_annex(annex, letterhead) for annex in sheet.annexes),
        urgency=one_line(sheet.urgency).upper(),
        draft=DRAFT if sheet.draft else "",
        marks=((DRAFT,) if sheet.draft else ()) + ((DEMONSTRATION,) if sheet.demonstration else ()),
    )


def number_line(number: str) -> str:
    """ "Số: 12/QĐ-UBND"; with room while no number is given; nothing where a paper has no number at all."""
    text = one_line(number)
    return f"Số: {_ROOM if text.startswith('/') else ''}{text}" if text else ""


def place_and_day(place: str, day: date | None) -> str:
    """ "Đắk Nông, ngày 05 tháng 01 năm 2023": a day below 10 and the months 1 and 2 have two figures."""
    where = one_line(place)
    return f"{where}, {day_in_words(day)}" if where else day_in_words(day)


def day_in_words(day: date | None) -> str:
    """ "ngày 13 tháng 7 năm 2022"; with room for the figures while there is no day."""
    if day is None:
        return "ngày      tháng      năm"
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def _subject(sheet: Sheet) -> str:
    text = plain(sheet.subject)
    named = sheet.kind_name or text.startswith("V/v") or not text
    return text if named else f"V/v {text}"


def _addressed(words: str, to: Sequence[str]) -> tuple[str, ...]:
    """One line for one, else a line of its own for each: "- Sở Nội vụ;" … "- UBND các huyện."."""
    if not to:
        return ()
    if len(to) == 1:
        return (f"{one_line(words)}: {one_line(to[0])}",)
    return (f"{one_line(words)}:", *(f"- {text}" for text in _listed(to)))


def _listed(items: Iterable[str]) -> tuple[str, ...]:
    """Every item closed by ";", the last by "."."""
    texts = [one_line(item).rstrip(" .;,") for item in items]
    return tuple(f"{text}{'.' if last else ';'}" for last, text in _with_last([text for text in texts if text]))


def _with_last(texts: Sequence[str]) -> Iterable[tuple[bool, str]]:
    return ((number == len(texts), text) for number, text in enumerate(texts, 1))


def _blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(_block(block) for block in blocks)


def _block(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=plain(block.text), lead=one_line(block.lead))
    if isinstance(block, Heading):
        return replace(block, text=one_line(block.text))
    return Table(
        columns=tuple(replace(column, name=plain(column.name)) for column in block.columns),
        rows=tuple(tuple(plain(cell) for cell in row) for row in block.rows),
        caption=one_line(block.caption),
        total=tuple(plain(cell) for cell in block.total),
    )


def _ended(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The text ends with "./.", as the forms of the decree do; a table that stands last needs no such mark."""
    last = blocks[-1] if blocks else None
    if not isinstance(last, Paragraph) or last.text.endswith((END, ".//.")):
        return blocks
    return (*blocks[:-1], replace(last, text=f"{last.text.rstrip(' .;')}{END}"))


def _signature(one: Signature) -> Signature:
    return replace(one, office=plain(one.office), name=one_line(one.name), of=plain(one.of), label=one_line(one.label))


def _letterhead(letterhead: Letterhead) -> Letterhead:
    return Letterhead(plain(letterhead.body), plain(letterhead.parent), one_line(letterhead.place))


def _annex(annex: Annex, letterhead: Letterhead) -> WordedAnnex:
    label, blocks = plain(annex.label), _blocks(annex.blocks)
    note = one_line(annex.note)
    return WordedAnnex(
        label=label,
        title=plain(annex.title),
        note=note if not note or note.startswith("(") else f"({note})",
        blocks=blocks if label else _ended(blocks),
        letterhead=None if label else letterhead,
        landscape=annex.landscape,
    )
