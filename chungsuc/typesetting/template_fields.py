"""The fields that a template may name, and what a paper puts into them. Names are Vietnamese without marks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .content import Block, Heading, Paragraph, Sheet, Signature, Table
from .wording import Worded, WordedAnnex, day_in_words, worded

CELLS = 12  # cells of a row that have a name of their own: o1 … o12


@dataclass(frozen=True)
class Field:
    """A field: what it is for, whether it is a list, and what its items (or it) have inside."""

    label: str
    listed: bool = False
    parts: Mapping[str, "Field"] = field(default_factory=dict)
    needed: bool = False  # a template that never names it would print papers without it


_ROW = Field(
    "dòng của bảng",
    listed=True,
    parts={"o": Field("các ô của dòng", listed=True)} | {f"o{n}": Field(f"ô thứ {n}") for n in range(1, CELLS + 1)},
)
_BLOCK = Field(
    "nội dung: từng đoạn, đề mục hoặc bảng",
    listed=True,
    needed=True,
    parts={
        "dau": Field("chữ đậm đầu đoạn, ví dụ “Điều 1.”"),
        "loi": Field("lời của đoạn hoặc đề mục"),
        "la_doan": Field("là một đoạn"),
        "la_de_muc": Field("là đề mục"),
        "la_bang": Field("là bảng"),
        "cot": Field("tên các cột của bảng", listed=True),
        "dong": _ROW,
    },
)
_SIGNER = {
    "quyen_han": Field("quyền hạn: TM., KT., TL., TUQ."),
    "chuc_vu": Field("chức vụ"),
    "ghi_chu": Field("ghi chú dưới chức vụ"),
    "ho_ten": Field("họ và tên"),
}
FIELDS: Mapping[str, Field] = {
    "co_quan_cap_tren": Field("cơ quan cấp trên"),
    "co_quan": Field("cơ quan ban hành"),
    "so_ky_hieu": Field("số, ký hiệu", needed=True),
    "dia_danh": Field("địa danh"),
    "ngay": Field("ngày, tháng, năm viết bằng chữ"),
    "dia_danh_ngay": Field("địa danh và ngày, tháng, năm"),
    "ten_loai": Field("tên loại văn bản"),
    "trich_yeu": Field("trích yếu", needed=True),
    "do_khan": Field("độ khẩn"),
    "kinh_gui": Field("từng dòng của phần Kính gửi", listed=True),
    "tham_quyen": Field("dòng thẩm quyền trên căn cứ"),
    "cac_can_cu": Field("từng căn cứ", listed=True),
    "lenh": Field("dòng “QUYẾT ĐỊNH:”"),
    "noi_dung": _BLOCK,
    "ky_trai": Field("người ký bên trái", parts=_SIGNER),
    "ky_phai": Field("người ký bên phải, hoặc người ký duy nhất", parts=_SIGNER, needed=True),
    "chu_ky": Field("mọi người ký", listed=True, parts=_SIGNER),
    "noi_nhan": Field("từng nơi nhận", listed=True),
    "phu_luc": Field(
        "các phụ lục, văn bản kèm theo",
        listed=True,
        parts={
            "nhan": Field("nhãn: “Phụ lục I”"),
            "ten": Field("tên"),
            "ten_loai": Field("tên loại của văn bản kèm theo, ví dụ “KẾ HOẠCH”; phụ lục thì trống"),
            "trich_yeu": Field("trích yếu của văn bản kèm theo; phụ lục thì trống"),
            "ghi_chu": Field("dòng “(Kèm theo …)”"),
            "noi_dung": _BLOCK,
        },
    ),
    "dau_hieu": Field("dấu hiệu dự thảo, trình diễn"),
}


def values(sheet: Sheet) -> dict[str, Any]:
    """What a paper puts into the fields: texts, booleans, lists and tables of these."""
    return values_of(worded(sheet), number=sheet.number, day=day_in_words(sheet.day))


def values_of(words: Worded, *, number: str, day: str) -> dict[str, Any]:
    """As `values`, of words already worded."""
    signers = [_signer(one) for one in words.signatures]
    nobody = dict.fromkeys(_SIGNER, "")
    return {
        "co_quan_cap_tren": words.letterhead.parent,
        "co_quan": words.letterhead.body,
        "so_ky_hieu": words.number_line.removeprefix("Số: ") or number,
        "dia_danh": words.letterhead.place,
        "ngay": day,
        "dia_danh_ngay": words.place_and_day,
        "ten_loai": words.kind_name,
        "trich_yeu": words.subject,
        "do_khan": words.urgency,
        "kinh_gui": list(words.addressed),
        "tham_quyen": words.authority_line,
        "cac_can_cu": list(words.bases),
        "lenh": words.enacting,
        "noi_dung": [_block(block) for block in words.blocks],
        "ky_trai": signers[0] if len(signers) > 1 else nobody,
        "ky_phai": signers[-1] if signers else nobody,
        "chu_ky": signers,
        "noi_nhan": list(words.recipients),
        "phu_luc": [_annex(one) for one in words.annexes],
        "dau_hieu": " · ".join(words.marks),
    }


def _annex(one: WordedAnnex) -> dict[str, Any]:
    """A paper issued with this one has a head of its own, and so a kind and a subject; a "Phụ lục" has neither."""
    headed = one.letterhead is not None and bool(one.letterhead.body)
    kind, _, subject = one.title.partition("\n") if headed else ("", "", "")
    return {
        "nhan": one.label,
        "ten": one.title,
        "ten_loai": kind,
        "trich_yeu": subject,
        "ghi_chu": one.note,
        "noi_dung": [_block(block) for block in one.blocks],
    }


def _signer(one: Signature) -> dict[str, str]:
    return {"quyen_han": one.capacity, "chuc_vu": one.office, "ghi_chu": one.label, "ho_ten": one.name}


def _block(block: Block) -> dict[str, Any]:
    blank = {"dau": "", "loi": "", "la_doan": False, "la_de_muc": False, "la_bang": False, "cot": [], "dong": []}
    if isinstance(block, Paragraph):
        return blank | {"dau": block.lead, "loi": block.text, "la_doan": True}
    if isinstance(block, Heading):
        return blank | {"loi": block.text, "la_de_muc": True}
    return blank | {
        "loi": block.caption,
        "la_bang": True,
        "cot": [column.name for column in block.columns],
        "dong": [_row(row) for row in _rows(block)],
    }


def _rows(table: Table) -> list[tuple[str, ...]]:
    return [*table.rows, *((table.total,) if table.total else ())]


def _row(cells: tuple[str, ...]) -> dict[str, Any]:
    named = {f"o{n}": cells[n - 1] if n <= len(cells) else "" for n in range(1, CELLS + 1)}
    return {"o": list(cells), **named}


def sample(fields: Mapping[str, Field] = FIELDS) -> dict[str, Any]:
    """A value for every field, to try a template with: its label, and two items in every list."""
    return {name: _sample(one) for name, one in fields.items()}


def _sample(one: Field) -> Any:
    item = sample(one.parts) if one.parts else one.label
    return [item, item] if one.listed else item
