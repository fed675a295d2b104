"""Whatever a paper says, the linter answers, the same every time; what is planted anywhere in it is found."""

import io
import random
import zipfile
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.documents.rules.lint import lint
from chungsuc.documents.rules.lint_marks import marker_of, roman_value
from chungsuc.documents.rules.lint_shapes import RULES
from chungsuc.typesetting.docx_child import told
from chungsuc.typesetting.docx_in import SENTENCES
from chungsuc.typesetting.docx_limits import DEFAULT
from chungsuc.typesetting.lines import Line, Text
from chungsuc.typesetting.tests.packages import package, paragraph

from .linted import DECISION, EVE, FACTS, LETTERS, findings, rules

PIECES = [
    "Điều 1.", "Điều 2.", "Điều", "Điều …", "I.", "IV.", "1.", "2)", "1.1.", "a)", "đ)", "f)", "- ", "“", "”", '"', "Nơi nhận:",
    "- Như Điều 2;", "- Lưu: VT.", "Kính gửi:", "QUYẾT ĐỊNH", "QUYẾT ĐỊNH:", "KẾ HOẠCH", "PHỤ LỤC I", "Căn cứ", "Luật", ";", ".",
    "(Kèm theo Quyết định số 5/QĐ-UBND", "ngày 31/02/2024", "ngày 05 tháng 2 năm 2024", "thứ Hai,", "của UBND", "huyện Đắk Mil",
    "xã", "tỉnh", "Đắc Nông", "Số: 12/QĐ-UBND", "số", "91/2017/NĐ-CP", "Quyết định số", "chòng chéo", "./.", ".//", "\u202e", "😀",
    "{{ a }}", "=1+1", "<w:t>", "'", "’", "Sở Nội vụ", "CHỦ TỊCH", "chịu trách nhiệm thi hành Quyết định này",
]  # fmt: skip
WORDS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), min_size=1, max_size=8).map(" ".join)
CELLS = st.one_of(st.none(), st.tuples(*[st.integers(1, 3)] * 3))
LINES = st.lists(st.builds(Line, WORDS, CELLS, st.sampled_from(["", "", "1.", "a)", "Điều 3.", "-"])), max_size=30)


@given(LINES, st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2100, 1, 1))))
def test_any_lines_get_an_answer_the_same_every_time(lines: list[Line], day: date | None) -> None:
    found = lint(Text(tuple(lines)), FACTS, day)
    assert found == lint(Text(tuple(lines)), FACTS, day)
    for finding in found:
        assert finding.rule in RULES and finding.place and finding.citation and finding.message.endswith((".", "”."))


@pytest.mark.parametrize(
    "line",
    [
        "“" * 100_000, "Điều 1. " * 20_000, "ngày 25/4/2022 của UBND tỉnh Đắk Nông " * 5_000, "huyện Đắk Mil, " * 10_000,
        "Căn cứ Luật " * 10_000, "Quyết định số 1 " * 10_000, "1.1.1. " * 20_000, "Năm 2023 huyện Đắk Mil " * 5_000, "' " * 50_000,
        "kèm theo quyết định số " * 10_000, "chòng " * 30_000, "thứ " * 30_000,
    ],
)  # fmt: skip
def test_a_line_without_an_end_gets_an_answer(line: str) -> None:
    assert isinstance(findings(line, day=date(2025, 10, 1)), list)


@pytest.mark.parametrize(
    "lines",
    [
        ["PHỤ LỤC"] * 20_000, ["QUYẾT ĐỊNH", *["Về việc"] * 20_000], ["QUYẾT ĐỊNH", "Căn cứ Luật", *["luật"] * 20_000],
        ["Kính gửi:", *["- Sở"] * 20_000], [f"{no}. a" for no in range(20_000)], ["QUYẾT ĐỊNH", *["Điều 1. a"] * 20_000],
    ],
)  # fmt: skip
def test_lines_without_an_end_get_an_answer(lines: list[str]) -> None:
    assert isinstance(findings("\n".join(lines)), list)


@given(st.integers(4, 40), st.data())
def test_an_article_that_is_left_out_or_doubled_is_found(count: int, data: st.DataObject) -> None:
    lost = data.draw(st.integers(2, count - 1))
    kept = [f"Điều {no}. Nội dung của điều này." for no in range(1, count + 1)]
    assert rules("\n".join(kept)) == []
    (found,) = findings("\n".join(kept[: lost - 1] + kept[lost:]))
    assert found.rule == "article-order" and f"Thiếu Điều {lost}" in found.message
    (doubled,) = findings("\n".join([*kept[:lost], kept[lost - 1], *kept[lost:]]))
    assert doubled.rule == "article-order" and f"hai Điều {lost}" in doubled.message


@given(st.integers(3, len(LETTERS)), st.data())
def test_a_point_that_is_left_out_is_found(count: int, data: st.DataObject) -> None:
    lost = data.draw(st.integers(1, count - 2))
    points = [f"{letter}) Nội dung;" for letter in LETTERS[:count]]
    assert rules("\n".join(["1. Gồm:", *points])) == []
    (found,) = findings("\n".join(["1. Gồm:", *points[:lost], *points[lost + 1 :]]))
    assert found.rule == "point-order" and f"là điểm {LETTERS[lost]}" in found.message


@given(st.dates(date(2020, 3, 5), date(2030, 12, 31)), st.integers(1, 400))
def test_a_day_is_right_or_told(day: date, other: int) -> None:
    names = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")
    named = f"thứ {names[day.weekday()]}" if day.weekday() < 6 else "Chủ nhật"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    said = f"Họp vào {named}, ngày {day.day:02d}/{month}/{day.year}."
    assert rules(said, day=date(2031, 1, 1)) == []
    moved = day + timedelta(days=other)
    month = f"{moved.month:02d}" if moved.month < 3 else str(moved.month)
    wrong = ["date-weekday"] if other % 7 else []
    assert rules(f"Họp vào {named}, ngày {moved.day:02d}/{month}/{moved.year}.", day=date(2035, 1, 1)) == wrong


@given(st.dates(date(2004, 7, 1), date(2030, 12, 31)))
def test_a_basis_is_judged_by_the_papers_day(day: date) -> None:
    lines = DECISION.replace("ngày 05 tháng 02 năm 2024", "ngày … tháng … năm …").replace(
        "ngày 02 tháng 02 năm 2024", ""
    )
    lines = lines.replace("ngày 15 tháng 6 năm 2022;", "năm 2003;").replace(
        "số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ", "X"
    )
    told = [finding for finding in findings(lines, day=day) if finding.rule == "base-expired"]
    assert len(told) == (1 if day > date(2023, 12, 31) else 0)


@given(st.dates(date(2004, 1, 1), date(2030, 12, 31)))
def test_a_unit_is_judged_by_the_papers_day(day: date) -> None:
    assert rules("Giao huyện Krông Nô thực hiện.", day=day) == (["unit-gone"] if day > EVE else [])
    assert rules("Giao xã Đắk Mil thực hiện.", day=day) == ([] if day > EVE else ["unit-gone"])


def test_roman_numbers_are_read_as_written() -> None:
    assert [roman_value(text) for text in ("I", "IV", "IX", "XIV", "XXXVIII", "L", "IIII", "VX", "")] == [
        1, 4, 9, 14, 38, 50, 0, 0, 0,
    ]  # fmt: skip
    assert marker_of("C. Ba") == marker_of("C) Ba") is not None


def test_a_thousand_damaged_papers_are_linted_or_refused() -> None:
    chance = random.Random(30)
    sound = package("".join(map(paragraph, DECISION.split("\n"))))
    linted = 0
    for _ in range(1000):
        verdict, found = told(io.BytesIO(_damaged(sound, chance)), DEFAULT)
        if verdict == "text":
            lines = tuple(Line(text, tuple(cell) if cell else None, label) for text, cell, label in found)
            assert isinstance(lint(Text(lines), FACTS), list)
            linted += 1
        else:
            assert found in SENTENCES or found in ("program", "unknown")
    assert 100 < linted < 1000


def _damaged(sound: bytes, chance: random.Random) -> bytes:
    """The text of a sound .docx with pieces cut, doubled, moved or written over."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = bytearray(old.read(name))
            for _ in range(chance.randrange(1, 4) if name == "word/document.xml" else 0):
                at, length = chance.randrange(len(data)), chance.randrange(1, 200)
                piece = data[at : at + length]
                way = chance.randrange(3)
                if way == 0:
                    del data[at : at + length]
                else:
                    data[at : at + length * (way - 1)] = piece * chance.randrange(1, 4)
            new.writestr(name, bytes(data))
    return out.getvalue()
