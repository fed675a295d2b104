"""What papers and certificates would be printed without: letters that no font has, a font, a program."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from chungsuc.rulebook.models import NUMBER_ROOM
from chungsuc.typesetting import fonts, word_pdf
from chungsuc.typesetting.content import Block, Sheet, Table
from chungsuc.typesetting.letters import unprintable
from chungsuc.typesetting.wording import worded

_UNSETTLED = f"số {NUMBER_ROOM}"
_MOST = 10  # rows that are told one by one
_COMMON = {
    "issuer": "Người tặng",
    "reason": "Thành tích chung",
    "decision": "Quyết định",
    "place": "Nơi ký",
    "office": "Chức vụ người ký",
    "name": "Họ tên người ký",
    "title": "Tên bằng",
}
OFFICE_MISSING = (
    "Máy chủ chưa cài LibreOffice nên văn bản theo mẫu riêng không có PDF; cần cài gói libreoffice-writer-nogui "
    "(Debian, Ubuntu)."
)
_ISSUED_WITHOUT = (
    "Văn bản này không có PDF vì lúc cấp số máy chủ chưa cài LibreOffice; tệp của văn bản đã cấp số không làm lại. Hãy "
    "tải .docx, mở bằng Word rồi lưu thành PDF."
)


@dataclass(frozen=True)
class Lost:
    """Letters that would be printed as "�", and where they stand."""

    place: str
    letters: str


def lost_of_sheet(sheet: Sheet) -> list[Lost]:
    """What of a paper our fonts cannot print, part by part."""
    words = worded(sheet)
    annexes = [text for annex in words.annexes for text in (annex.label, annex.title, *_texts(annex.blocks))]
    signed = [text for one in words.signatures for text in (one.of, one.office, one.label, one.name)]
    return _lost(
        {
            "Trích yếu": [words.subject],
            "Kính gửi": words.addressed,
            "Căn cứ": words.bases,
            "Nội dung": _texts(words.blocks),
            "Phụ lục": annexes,
            "Người ký": signed,
            "Nơi nhận": words.recipients,
        }
    )


def _texts(blocks: Iterable[Block]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            found += [block.caption, *(column.name for column in block.columns)]
            found += [cell for row in (*block.rows, block.total) for cell in row]
        else:
            found += [block.text, getattr(block, "lead", "")]
    return found


def lost_of_batch(common: Mapping[str, Any], entries: Iterable[Mapping[str, str]]) -> list[Lost]:
    """What of certificates our fonts cannot print: the common part, then who gets one; at most ten rows."""
    parts = {label: [str(common.get(name, ""))] for name, label in _COMMON.items()}
    parts |= {f"{n}. {entry.get('recipient', '')}": list(entry.values()) for n, entry in enumerate(entries, 1)}
    return _lost(parts)[:_MOST]


def unsettled(sheet: Sheet) -> list[str]:
    """The lines of a paper that cite a document and leave room for its number, as printed."""
    words = worded(sheet)
    texts = (
        words.subject,
        *words.bases,
        *_texts(words.blocks),
        *(t for one in words.annexes for t in _texts(one.blocks)),
    )
    return [text for text in texts if _UNSETTLED in text]


def _lost(parts: Mapping[str, Iterable[str]]) -> list[Lost]:
    found = ((place, unprintable("".join(texts))) for place, texts in parts.items())
    return [Lost(place, " ".join(letters)) for place, letters in found if letters]


def no_pdf(own_template: bool, *, issued: bool, has_pdf: bool) -> str:
    """Why a paper has no PDF and what to do, for its page; "" when it has one or gets one."""
    if not own_template or has_pdf:
        return ""
    if issued:
        return _ISSUED_WITHOUT
    return "" if word_pdf.program() else word_pdf.NOT_INSTALLED


def font_advice() -> str:
    """Which font to install for papers to look as the decree asks, "" when it is there."""
    return fonts.chosen().advice


def lacking() -> list[str]:
    """What whoever keeps the server should install for papers, a sentence each."""
    return [said for said in (font_advice(), "" if word_pdf.program() else OFFICE_MISSING) if said]
