"""Certificates on whole pages: Giấy khen, Bằng khen, Bằng công nhận, with a QR code to the page that confirms them.

Every text has a box of its own and shrinks until it fits, so that a long name never touches anything. Nothing here
knows a person or a commune: the caller gives texts, and the address of the public check page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from chungsuc.typesetting import press, qr
from chungsuc.typesetting.content import Signature
from chungsuc.typesetting.letters import laid, room_for
from chungsuc.typesetting.wording import DEMONSTRATION, DRAFT, MOTTO, NATION, place_and_day

Size = Literal["A4", "A3"]
Progress = Callable[[int, int], None]
_SOURCE = "certificates.typ"
_SCALE: dict[Size, float] = {"A4": 1.0, "A3": 420 / 297}
_PIECE = 25
_NARROWEST = 62  # mm: half of the narrowest box, which lines of equal length may shrink to


@dataclass(frozen=True)
class CertificateContent:
    """What a certificate says. `issuer` is who gives it, `verb` what it does ("TẶNG", "CÔNG NHẬN").

    `check_url` is the whole address of the public check page; the QR code holds it as it is, `code` stands under it.
    """

    kind_name: str
    recipient: str
    issuer: str
    verb: str = "TẶNG"
    detail: str = ""
    reason: str = ""
    decision: str = ""
    register: str = ""
    place: str = ""
    day: date | None = None
    signature: Signature | None = None
    check_url: str = ""
    code: str = ""
    parent: str = ""
    demonstration: bool = False
    draft: bool = False


def certificate(content: CertificateContent, size: Size = "A4") -> bytes:
    """One certificate as PDF/A-2b, landscape; the same bytes for the same content. Writes nothing."""
    return batch([content], size)


def batch(contents: Sequence[CertificateContent], size: Size = "A4", on_progress: Progress | None = None) -> bytes:
    """All certificates in one PDF/A-2b file, a page each, in their order. Writes nothing.

    `on_progress(done, total)` is called piece by piece as they are made ready; the last one counts only when the file
    is whole. Raises ValueError for an empty batch: a file without pages is none.
    """
    if not contents:
        raise ValueError("a batch of certificates needs at least one")
    made = press.pdf(_SOURCE, data_of(contents, size, on_progress), contents[0].day)
    if on_progress:
        on_progress(len(contents), len(contents))
    return made


def png(content: CertificateContent, size: Size = "A4", ppi: float = 100) -> bytes:
    """The certificate as a PNG picture of `ppi` dots an inch, to look at."""
    return press.png(_SOURCE, data_of([content], size), ppi)[0]


def data_of(contents: Sequence[CertificateContent], size: Size, on_progress: Progress | None = None) -> dict[str, Any]:
    """What `typst/certificates.typ` is handed: every text cleaned and ready to break, every code drawn."""
    entries = []
    for number, content in enumerate(contents):
        if on_progress and number % _PIECE == 0:
            on_progress(number, len(contents))
        entries.append(_entry(content))
    first = contents[0]
    return {
        "scale": _SCALE[size],
        "title": laid(first.kind_name if len(contents) > 1 else f"{first.kind_name} {first.recipient}"),
        "author": laid(first.issuer),
        "nation": NATION,
        "motto": MOTTO,
        "entries": entries,
    }


def _entry(one: CertificateContent) -> dict[str, Any]:
    signed = one.signature
    return {
        "kind_name": _lines(one.kind_name.upper(), 46),
        "recipient": _lines(one.recipient, 30),
        "issuer": _lines(one.issuer.upper(), 20),
        "verb": _lines(one.verb.upper(), 15),
        "detail": _lines(one.detail),
        "reason": _lines(one.reason),
        "register": [line for text in (one.decision, one.register) for line in _lines(text)],
        "place_day": _lines(place_and_day(one.place, one.day)),
        "capacity": _lines(signed.capacity if signed else ""),
        "office": _lines(signed.office.upper() if signed else ""),
        "name": _lines(signed.name if signed else ""),
        "qr": qr.svg(one.check_url),
        "code": laid(one.code),
        "marks": [mark for mark, shown in ((DRAFT, one.draft), (DEMONSTRATION, one.demonstration)) if shown],
    }


def _lines(text: str, size: float = 15) -> list[str]:
    """The lines of a text; a word that is wider than a box at its largest size may break inside."""
    longest = room_for(_NARROWEST, size)
    return [laid(line, longest) for line in text.split("\n") if line.strip()]
