"""Which font papers are set in, and what is said when it is not the one the decree asks for."""

import struct
from pathlib import Path

import pytest

from chungsuc.typesetting.fonts import BUILT_IN, VIETNAMESE, chosen, found_in, missing

LIBERATION = ["LiberationSerif-Regular", "LiberationSerif-Bold", "LiberationSerif-Italic", "LiberationSerif-BoldItalic"]
TIMES = ["times", "timesbd", "timesi", "timesbi"]


def font_file(letters: frozenset[str], *, kind: int = 4) -> bytes:
    """A file with nothing but a table that maps these letters to a glyph."""
    codes = sorted(map(ord, letters))
    if kind == 12:
        table = struct.pack(">HHLLL", 12, 0, 16 + 12 * len(codes), 0, len(codes))
        table += b"".join(struct.pack(">LLL", code, code, 1) for code in codes)
    else:
        ends = [*codes, 0xFFFF]
        shifts = [(1 - code) % 0x10000 for code in codes] + [1]
        parts = [ends, [0], ends, shifts, [0] * len(ends)]
        table = struct.pack(">HHHHHHH", 4, 0, 0, 2 * len(ends), 0, 0, 0)
        table += b"".join(struct.pack(f">{len(part)}H", *part) for part in parts)
    cmap = struct.pack(">HHHHL", 0, 1, 3, 1 if kind == 4 else 10, 12) + table
    return struct.pack(">LHHHH", 0x00010000, 1, 0, 0, 0) + struct.pack(">4sLLL", b"cmap", 0, 28, len(cmap)) + cmap


def put(folder: Path, names: list[str], letters: frozenset[str] = VIETNAMESE, ending: str = ".ttf") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / f"{name}{ending}").write_bytes(font_file(letters))


def test_every_letter_with_every_tone_is_asked_for() -> None:
    assert len([letter for letter in VIETNAMESE if letter.isalpha() and not letter.isascii()]) == 134
    assert set("ẰẫỷĐđ0“”–…") <= VIETNAMESE


@pytest.mark.parametrize("kind", [4, 12])
def test_the_letters_of_a_file_are_read_from_its_own_table(tmp_path: Path, kind: int) -> None:
    (tmp_path / "a.ttf").write_bytes(font_file(VIETNAMESE - {"ặ", "Ỹ"}, kind=kind))
    assert missing(tmp_path / "a.ttf") == {"ặ", "Ỹ"}


def test_a_file_that_is_no_font_has_no_letter(tmp_path: Path) -> None:
    for name, content in (("a.ttf", b""), ("b.ttf", b"\x00\x01\x00\x00" + b"\xff" * 40), ("c.ttf", b"<html>")):
        (tmp_path / name).write_bytes(content)
        assert missing(tmp_path / name) == VIETNAMESE
    assert missing(tmp_path / "not-there.ttf") == VIETNAMESE


def test_times_new_roman_comes_before_liberation_serif(tmp_path: Path) -> None:
    put(tmp_path / "deep" / "liberation", LIBERATION)
    assert found_in([tmp_path]).family == "Liberation Serif"
    put(tmp_path / "msttcorefonts", [name.upper() for name in TIMES], ending=".TTF")
    face = found_in([tmp_path])
    assert (face.family, face.times_like, face.advice) == ("Times New Roman", True, "")
    assert [path.name for path in face.files] == ["TIMES.TTF", "TIMESBD.TTF", "TIMESI.TTF", "TIMESBI.TTF"]


def test_an_old_liberation_without_all_vietnamese_letters_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path / "old", LIBERATION, VIETNAMESE - set("ắằẳẵặ"))
    put(tmp_path / "tinos", ["Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"])
    assert found_in([tmp_path]).family == "Tinos"
    put(tmp_path / "new", LIBERATION)
    assert {path.parent.name for path in found_in([tmp_path]).files} == {"new"}


def test_a_family_without_its_bold_italic_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path, TIMES[:3])
    assert found_in([tmp_path]).family == BUILT_IN


def test_without_a_times_like_font_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    face = found_in([tmp_path, tmp_path / "not-there"])
    assert (face.family, face.files, face.times_like) == (BUILT_IN, (), False)
    assert "fonts-liberation2" in face.advice and face.advice.count(". ") == 0


def test_the_folder_named_by_the_technician_is_looked_at_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, TIMES)
    monkeypatch.setenv("CHUNGSUC_FONTS", str(tmp_path))
    chosen.cache_clear()
    try:
        assert {path.parent for path in chosen().files} == {tmp_path}
    finally:
        chosen.cache_clear()
