"""What a kind of paper is: its name, its symbol in a number, and which parts it has. The pack lists the kinds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PaperKind:
    """A kind of paper as the pack of a day has it.

    `name` is printed above the subject ("QUYẾT ĐỊNH"), "" for a letter. `pad_below`: numbers below it get a zero.
    """

    code: str
    name: str
    symbol: str = ""
    needs_bases: bool = False
    has_to: bool = False
    has_articles: bool = False
    certificate: bool = False
    has_drafter: bool = False  # its number names the unit that drafted it: "45/SNV-TĐKT"
    pad_below: int = 10
    to_words: str = "Kính gửi"
    label: str = ""  # how the kind is named where people choose it: "Quyết định"
