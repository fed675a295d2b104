"""Letters that can be set, those that cannot, and where a word too long may break."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.typesetting import press
from chungsuc.typesetting.letters import BREAK, REPERTOIRE, REPLACEMENT, breakable, laid, settable, unprintable

pytestmark = pytest.mark.usefixtures("press_at_hand")


def test_the_fonts_in_the_wheel_have_every_letter_of_the_repertoire() -> None:
    # PDF/A refuses a letter without a glyph, so this fails when a font lost one
    letters = " ".join(sorted(REPERTOIRE))
    field = {
        "name": "a",
        "x": 5,
        "y": 5,
        "width": 200,
        "height": 280,
        "size": 9,
        "align": "left",
        "bold": False,
        "italic": False,
        "label": "a",
    }
    blank = {"width": 210, "height": 297, "dx": 0, "dy": 0, "fields": [field]}
    data = {"title": "a", "blank": blank, "grid": False, "how": "", "entries": [{"a": [letters]}]}
    for style in ({}, {"bold": True}, {"italic": True}, {"bold": True, "italic": True}):
        field |= style
        assert press.pdf("overlays.typ", data, None)[:5] == b"%PDF-"


def test_vietnamese_and_the_letters_of_the_highlands_stay_as_they_are() -> None:
    text = "Đắk R’Lấp, Y Blinh Niê, Ƀuôn, Bon Ƀu N’Drung, Mnông Jĕ Ŏ ŭ č ñ – 17,2 % ≥ 15 ½ ● ₫"
    assert settable(text) == text
    assert unprintable(text) == ""
    assert settable(unicodedata.normalize("NFD", "Nguyễn Đức Ẩn")) == "Nguyễn Đức Ẩn"


def test_a_letter_no_font_has_is_shown_as_missing_and_told() -> None:
    assert settable("Lò 🎉 Văn 阮") == f"Lò {REPLACEMENT} Văn {REPLACEMENT}"
    assert unprintable("Lò 🎉🎉 Văn 阮") == "🎉阮"


def test_what_turns_or_hides_text_is_left_out() -> None:
    assert settable("A\u202eB\u200b\u2066C\ufeff\x00\x07\ufe0f") == "ABC"
    assert settable("a\tb\u00a0c\nd") == "a b\u00a0c\nd"


def test_a_long_word_gets_places_to_break_and_a_mark_keeps_its_letter() -> None:
    assert breakable("Số 1671/NQ-UBTVQH15", 20) == "Số 1671/NQ-UBTVQH15"
    assert breakable("abc ô\u0306ô\u0306", 3) == f"abc ô\u0306{BREAK}ô\u0306"


@given(st.text(max_size=60))
def test_whatever_is_typed_becomes_letters_of_the_repertoire(text: str) -> None:
    assert set(laid(text, 5)) <= REPERTOIRE | {"\n", BREAK}
    assert settable(settable(text)) == settable(text)
