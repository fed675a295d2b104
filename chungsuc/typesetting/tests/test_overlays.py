"""Text for printed blanks: where it stands, how a printer's offset moves it, and that nothing but text is drawn."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chungsuc.typesetting.overlays import Blank, Field, Squeezed, grid, overlay, squeezed
from chungsuc.typesetting.tests import reading

pytestmark = pytest.mark.usefixtures("press_at_hand")

NAME = Field("ho_ten", 60, 90, 180, 16, 26, bold=True)
REASON = Field("thanh_tich", 60, 110, 180, 18, 15, italic=True)
NUMBER = Field("so_quyet_dinh", 30, 170, 80, 7, 12, "left")
BLANK = Blank(297, 210, (NAME, REASON, NUMBER))
ENTRY = {"ho_ten": "Bà H’Lan Niê", "thanh_tich": "Đã có thành tích xuất sắc", "so_quyet_dinh": "12/QĐ-UBND"}
DRAWN = {b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"Do", b"sh"}


def where(content: bytes) -> dict[str, reading.Run]:
    return {run.text: run for run in reading.runs(content)}


def test_each_text_stands_in_its_box() -> None:
    found = where(overlay(BLANK, [ENTRY]))
    for field in BLANK.fields:
        run = found[ENTRY[field.name]]
        assert field.x - 0.01 <= run.x <= field.x + field.width and field.y < run.y < field.y + field.height
        assert abs(run.size - field.size) < 0.1
    assert abs(found["12/QĐ-UBND"].x - 30) < 0.5


def test_the_offset_of_a_printer_moves_everything_by_so_many_millimetres() -> None:
    plain, moved = where(overlay(BLANK, [ENTRY])), where(overlay(replace(BLANK, dx=2.5, dy=-1.5), [ENTRY]))
    assert [(round(moved[text].x - plain[text].x, 2), round(moved[text].y - plain[text].y, 2)) for text in plain] == [
        (2.5, -1.5)
    ] * 3


def test_an_overlay_draws_text_and_nothing_else() -> None:
    assert DRAWN & set(reading.operators(overlay(BLANK, [ENTRY]))) == set()


def test_a_long_name_shrinks_into_its_box_and_is_told() -> None:
    long = (
        "Ủy ban Mặt trận Tổ quốc Việt Nam và các tổ chức thành viên xã Nâm N’Jang, huyện Đắk Song, tỉnh Đắk Nông " * 2
    )
    (told,) = squeezed(BLANK, [ENTRY, {**ENTRY, "ho_ten": long}])
    assert (told.entry, told.field) == (1, "ho_ten") and 5 < told.size < 26
    runs = [run for run in reading.runs(overlay(BLANK, [{"ho_ten": long}])) if run.text]
    assert all(abs(run.size - told.size) < 0.1 and 60 <= run.x <= 240 and 90 <= run.y <= 106 for run in runs)


@pytest.mark.parametrize("name", ["A" * 3000, "Nguyễn Văn Ẩn " * 210], ids=["one word", "many words"])
def test_three_thousand_letters_stay_inside_the_box(name: str) -> None:
    content = overlay(BLANK, [{"ho_ten": name}])
    assert "".join(name.split()) in reading.words(content).replace(" ", "")
    assert all(60 <= run.x <= 240 and 90 <= run.y <= 106 for run in reading.runs(content))


def test_what_fits_is_not_told() -> None:
    assert squeezed(BLANK, [ENTRY]) == [] == squeezed(BLANK, [])


def test_a_batch_has_a_page_for_each_entry_and_reports_when_it_is_whole() -> None:
    steps: list[tuple[int, int]] = []
    entries = [{**ENTRY, "ho_ten": f"Ông Nguyễn Văn {number}"} for number in range(30)]
    pages = reading.pages(overlay(BLANK, entries, lambda done, total: steps.append((done, total))))
    assert [f"Nguyễn Văn {number}" in page for number, page in enumerate(pages)] == [True] * 30
    assert steps[-1] == (30, 30)
    with pytest.raises(ValueError, match="at least one"):
        overlay(BLANK, [])


def test_the_test_page_shows_every_box_with_its_name_and_how_to_measure() -> None:
    text = reading.words(grid(replace(BLANK, dx=1.5)))
    assert all(field.name in text for field in BLANK.fields)
    assert "ngang 1,5 mm, dọc 0 mm" in text and "290" in text


def test_a_box_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="ho_ten"):
        Field("ho_ten", 0, 0, 0, 10, 12)


def test_the_same_entries_give_the_same_bytes() -> None:
    assert len({overlay(BLANK, [ENTRY, ENTRY]) for _ in range(5)}) == 1 == len({grid(BLANK) for _ in range(3)})


@settings(max_examples=15)
@given(st.text(max_size=60), st.floats(min_value=3, max_value=200), st.floats(min_value=2, max_value=60))
def test_whatever_is_typed_into_whatever_box_makes_a_whole_page(text: str, width: float, size: float) -> None:
    blank = Blank(297, 210, (Field(text or "a", 10, 10, width, 12, size),))
    entry = {text or "a": text}
    assert len(reading.opened(overlay(blank, [entry])).pages) == 1
    assert all(isinstance(one, Squeezed) for one in squeezed(blank, [entry]))
    assert len(reading.opened(grid(blank)).pages) == 1
