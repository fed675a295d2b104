"""A sheet kept as data comes back as it was."""

import json
from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.typesetting.content import Annex, Column, Heading, Letterhead, Paragraph, Sheet, Signature, Table
from chungsuc.typesetting.frozen import Unreadable, as_data, sheet_of

TABLE = Table((Column("TT", 1, "centre"), Column("Tên", 3)), (("1", "Xã Đắk Wer"),), "Danh sách", ("", "Tổng: 1"))
SHEET = Sheet(
    kind="quyet-dinh",
    kind_name="QUYẾT ĐỊNH",
    letterhead=Letterhead("ỦY BAN NHÂN DÂN\nTỈNH ĐẮK NÔNG", place="Đắk Nông"),
    subject="Về việc công nhận xã đạt chuẩn nông thôn mới",
    day=date(2024, 2, 5),
    number="12/QĐ-UBND",
    bases=("Căn cứ Luật Tổ chức chính quyền địa phương",),
    blocks=(Heading("I. NỘI DUNG"), Paragraph("Công nhận", lead="Điều 1."), TABLE),
    signatures=(Signature("PHÓ CHỦ TỊCH", "Nguyễn Văn A", "KT.", "CHỦ TỊCH"),),
    recipients=("Như Điều 3", "Lưu: VT, TH"),
    annexes=(Annex("DANH SÁCH", (TABLE,), "PHỤ LỤC"),),
    demonstration=True,
)


def test_a_sheet_comes_back_as_it_was() -> None:
    kept = json.loads(json.dumps(as_data(SHEET)))
    assert sheet_of(kept) == SHEET


def test_what_is_not_said_is_left_out_and_takes_its_default() -> None:
    assert set(as_data(Sheet("bao-cao", "BÁO CÁO", Letterhead("SỞ NỘI VỤ"), "Kết quả"))) == {
        "kind", "kind_name", "letterhead", "subject",
    }  # fmt: skip


@given(st.text(max_size=300), st.lists(st.text(max_size=60), max_size=4))
def test_any_text_stays_text(text: str, lines: list[str]) -> None:
    sheet = Sheet("cong-van", "", Letterhead(text), text, to=tuple(lines), blocks=(Paragraph(text, lead=text),))
    nfc = lambda said: normalize("NFC", said)  # noqa: E731
    back = sheet_of(json.loads(json.dumps(as_data(sheet))))
    assert back.subject == nfc(text)
    assert back.to == tuple(nfc(line) for line in lines)
    assert back.blocks == (Paragraph(nfc(text), lead=nfc(text)),)


@pytest.mark.parametrize(
    "data",
    [{}, {"kind": "x"}, {**as_data(SHEET), "colour": "red"}, {**as_data(SHEET), "blocks": [{"block": "script"}]}],
)
def test_what_is_no_sheet_is_refused(data: dict) -> None:
    with pytest.raises(Unreadable):
        sheet_of(data)
