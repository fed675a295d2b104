"""What a paper says, as frozen values: they stand between the tables and the paper.

A room builds a `Sheet`; `docx` and `pdf` set it. Nothing here knows a font, a margin or a database. Every text is plain
text in NFC; what looks like markup is text.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Align = Literal["left", "right", "centre"]
# on behalf of the body, for the head, by order of the head, by mandate of the head, acting head; "" signs as oneself
Authority = Literal["", "TM.", "KT.", "TL.", "TUQ.", "Q."]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body; `lead` is set in bold before the text ("Điều 1."), both stand on one line."""

    text: str
    lead: str = ""
    italic: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading as it is numbered in the paper: "I. MỤC ĐÍCH, YÊU CẦU" (level 1), "1. Mục đích" (level 2)."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Column:
    """A column of a table; `share` is its part of the width (any positive numbers, taken in proportion)."""

    name: str
    share: float = 1.0
    align: Align = "left"


@dataclass(frozen=True)
class Table:
    """A table; every row has as many cells as there are columns; numbers are already written the Vietnamese way."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    total: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for row in (*self.rows, *((self.total,) if self.total else ())):
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {len(row)} cells in a table of {len(self.columns)} columns: {row[:3]}")


Block = Paragraph | Heading | Table


@dataclass(frozen=True)
class Signature:
    """Who signs and in which capacity.

    KT. CHỦ TỊCH / PHÓ CHỦ TỊCH: `authority` "KT.", `of` "CHỦ TỊCH", `office` "PHÓ CHỦ TỊCH".
    TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH: "TM.", "ỦY BAN NHÂN DÂN", "CHỦ TỊCH". As oneself: "", "", "GIÁM ĐỐC".
    """

    office: str
    name: str
    authority: Authority = ""
    of: str = ""
    label: str = ""  # minutes are signed by two: "THƯ KÝ", "CHỦ TRÌ" stand in `office`; a note under it here

    @property
    def capacity(self) -> str:
        """The line above the office: "KT. CHỦ TỊCH", or ""."""
        return f"{self.authority} {self.of}".strip()


@dataclass(frozen=True)
class Letterhead:
    """Whose paper it is: the body, the body above it ("" when none is named), and where it sits."""

    body: str
    parent: str = ""
    place: str = ""


@dataclass(frozen=True)
class Annex:
    """A part with a page of its own: "Phụ lục I", or a plan issued with a decision."""

    title: str
    blocks: tuple[Block, ...]
    label: str = ""  # "PHỤ LỤC I"; "" for a plan issued with a decision
    note: str = ""  # "Kèm theo Quyết định số …"; the number is set when it is given
    landscape: bool = False  # wide tables


@dataclass(frozen=True)
class Sheet:
    """One paper, complete. `kind` is a code of the pack ("quyet-dinh"), `kind_name` is printed ("QUYẾT ĐỊNH").

    `number` is what stands after "Số:": "12/QĐ-UBND"; while none is given "/QĐ-UBND" leaves room, and so does no day.
    """

    kind: str
    kind_name: str
    letterhead: Letterhead
    subject: str
    number: str = ""
    day: date | None = None
    to: tuple[str, ...] = ()  # "Kính gửi"
    authority_line: str = ""  # above the bases of a decision: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"
    bases: tuple[str, ...] = ()  # "Căn cứ …", without the closing mark
    blocks: tuple[Block, ...] = ()
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()  # "Nơi nhận", without dash and closing mark; the last is "Lưu: VT, …"
    annexes: tuple[Annex, ...] = field(default=())
    urgency: str = ""
    demonstration: bool = False  # demonstration data says so on every page
    draft: bool = False  # a draft says so, and leaves room for its number and day
    drafter: str = ""  # letters of the unit that drafted, in the number of a letter: "TĐKT"
    to_words: str = "Kính gửi"  # before the addressees; an invitation says "Trân trọng kính mời"
