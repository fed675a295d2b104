"""How a written name finds its unit: by any spelling, never by a guess."""

import pytest

from chungsuc.organisations.rules import Candidate, Found, NameIndex, readings


@pytest.fixture
def names() -> NameIndex:
    index = NameIndex()
    for number, (name, above) in enumerate(
        (("Xã Đắk R'Măng", "dak glong"), ("Xã Quảng Hoà", "dak glong"), ("Xã Thuận An", "dak mil"),
         ("Xã Tân Thành", "krong no"), ("Xã Tân Thành", "cu jut"), ("Thị trấn Đắk Mil", "dak mil")), start=1,
    ):  # fmt: skip
        index.add(Candidate(number, name, above))
    return index


@pytest.mark.parametrize(
    "written",
    [
        "Xã Đắk R'Măng", "xã đăk r’măng", "XÃ ĐẮK R`MĂNG", "Dak Rmang", "xa dak rmang", "X. Đắk R'Măng", "X.Đắk R'Măng",
        "Xã: Đắk R'Măng", "Xã Đắk R' Măng", "1. Xã Đắk R'Măng", "(2) Đắk R'Măng", "- Xã Đắk R'Măng", "3/ Đắk R'Măng",
        "Xã Đắk R'Măng, huyện Đắk Glong", "Đắk R'Măng (Đắk Glong)", "Đắk R'Măng - huyện Đăk Glong", "Xã Đắk R'Măng (*)",
        "X· §¾k R'M¨ng", "  Xã\u00a0Đắk  R'Măng ",
    ],
)  # fmt: skip
def test_one_unit_is_found_under_every_spelling(names: NameIndex, written: str) -> None:
    assert names.match(written).unit_id == 1
    assert names.knows(written)


def test_the_place_of_a_tone_does_not_matter(names: NameIndex) -> None:
    assert names.match("Xã Quảng Hòa").unit_id == names.match("quang hoa").unit_id == 2


@pytest.mark.parametrize(
    "written",
    ["Xã Thuận Yên", "Huyện Đắk Mil", "Xã Thuận An, huyện Cư Jút", "Thuận An (Krông Nô)", "Phường Thuận An", "", "1."],
)
def test_what_fits_no_unit_is_asked_about(names: NameIndex, written: str) -> None:
    assert names.match(written).found is Found.UNKNOWN


def test_equal_names_are_asked_about_until_the_unit_above_tells_them_apart(names: NameIndex) -> None:
    assert names.match("Xã Tân Thành").found is Found.AMBIGUOUS
    assert names.match("Xã Tân Thành", within="Huyện Cư Jút").unit_id == 5
    assert names.match("Tân Thành (Krông Nô)").unit_id == names.match("Tân Thành, H. Krông Nô").unit_id == 4


def test_a_name_near_to_others_offers_them(names: NameIndex) -> None:
    assert [c.name for c in names.match("Xã Quảng Hoa Mới").candidates] == ["Xã Quảng Hoà"]


def test_a_plain_name_is_read_in_one_way_only() -> None:
    assert list(readings("Xã Thuận An")) == [("Xã Thuận An", "")]


@pytest.mark.parametrize(
    ("written", "found", "text", "legacy"),
    [
        ("  Xã  Thuận An ", Found.MATCHED, "Xã Thuận An", False),
        ("X· §¾k R'M¨ng", Found.MATCHED, "Xã Đắk R'Măng", True),
        ("Xã Tân Thành", Found.AMBIGUOUS, "Xã Tân Thành", False),
        ("X· T©n Thµnh", Found.AMBIGUOUS, "Xã Tân Thành", True),
        ("Xã Không Có", Found.UNKNOWN, "Xã Không Có", False),
        ("Huyện Đắk Mil", Found.UNKNOWN, "Huyện Đắk Mil", False),
    ],
)
def test_what_was_read_is_told_with_the_answer(
    names: NameIndex, written: str, found: Found, text: str, legacy: bool
) -> None:
    match = names.match(written)
    assert (match.found, match.read_as, match.legacy) == (found, text, legacy)
