"""VNI and the fonts of old Word texts: what they show is what is read."""

import pytest

from chungsuc.law.spelling import from_font, from_legacy, from_vni, looks_like_vni

VNI = {
    "Nguyeãn Vaên Ñöùc": "Nguyễn Văn Đức",
    "Traàn Thò Hoàng": "Trần Thị Hồng",
    "Leâ Thò Myõ Haïnh": "Lê Thị Mỹ Hạnh",
    "Phaïm Höõu Töôûng": "Phạm Hữu Tưởng",
    "Höùa Ngoïc Thuùy": "Hứa Ngọc Thúy",
    "UYÛ BAN NHAÂN DAÂN XAÕ ÑAÉK HA": "UỶ BAN NHÂN DÂN XÃ ĐẮK HA",
    "Ñieåu K'Beù, thoân 3": "Điểu K'Bé, thôn 3",
    "huyeän Ñaék Glong, kyõ sö": "huyện Đắk Glong, kỹ sư",
    "Lyù Thò Thuûy Tieân": "Lý Thị Thủy Tiên",
}


@pytest.mark.parametrize(("written", "shown"), VNI.items(), ids=VNI.values())
def test_vni_reads_as_it_is_shown_and_is_told_from_other_texts(written, shown):
    assert from_vni(written) == shown
    assert looks_like_vni(written)
    assert from_legacy(written) == (shown, "VNI")


@pytest.mark.parametrize(
    "text", ["Nguyễn Văn Đức", "Điểu K'Bé", "Hà Văn Tú", "Trần Thị Hoa", "Tô Ý Nhi", "An", "", "100 m²"]
)
def test_unicode_is_neither(text):
    assert from_legacy(text) == (text, "")


def test_tcvn3_stays_tcvn3():
    assert from_legacy("NguyÔn V¨n §øc") == ("Nguyễn Văn Đức", "TCVN3")


@pytest.mark.parametrize(
    ("text", "font", "shown"),
    [
        ("X· §¾k Ha", ".VnTime", "Xã Đắk Ha"),
        ("x· ®¾k ha", ".VnTimeH", "XÃ ĐẮK HA"),
        ("Ñaék Ha", "VNI-Times", "Đắk Ha"),
        ("Ñaék Ha", "Arial", "Ñaék Ha"),
        ("Xã Đắk Ha", ".VnTime", "Xã Đắk Ha"),
        ("Xã Đắk Ha", "VNI-Times", "Xã Đắk Ha"),
    ],
)
def test_a_text_reads_by_its_font(text, font, shown):
    assert from_font(text, font) == shown
