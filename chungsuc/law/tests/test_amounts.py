"""Amounts in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.law.amounts import DIGITS, in_words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "không"), (5, "năm"), (10, "mười"), (15, "mười lăm"), (21, "hai mươi mốt"), (24, "hai mươi bốn"),
        (55, "năm mươi lăm"), (105, "một trăm linh năm"), (110, "một trăm mười"), (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"), (1050, "một nghìn không trăm năm mươi"),
        (710000, "bảy trăm mười nghìn"), (3510000, "ba triệu năm trăm mười nghìn"),
        (10530000, "mười triệu năm trăm ba mươi nghìn"), (2000000, "hai triệu"),
        (2000015, "hai triệu không trăm mười lăm"), (1_000_000_000, "một tỷ"),
        (1_050_000_000, "một tỷ không trăm năm mươi triệu"), (21_000_000_000, "hai mươi mốt tỷ"),
        (1_000_000_000_000, "một nghìn tỷ"),
    ],
)  # fmt: skip
def test_an_amount_reads_as_it_is_said(amount: int, words: str) -> None:
    assert in_words(amount) == words


def test_an_amount_below_zero_is_none() -> None:
    with pytest.raises(ValueError, match="below zero"):
        in_words(-1)


VALUES = {word: number for number, word in enumerate(DIGITS)} | {"mốt": 1, "lăm": 5}


def heard(words: str) -> int:
    """What somebody who hears the words writes down."""
    total = part = tens = 0
    for word in words.split():
        if word == "tỷ":
            total, part = (total + part + tens) * 10**9, 0
            tens = 0
        elif word in ("triệu", "nghìn"):
            total, part, tens = total + (part + tens) * (10**6 if word == "triệu" else 1000), 0, 0
        elif word == "trăm":
            part, tens = (part + tens) * 100, 0
        elif word == "mươi":
            part, tens = part + tens * 10, 0
        elif word == "mười":
            part += 10
        elif word != "linh":
            tens = VALUES[word]
    return total + part + tens


@given(st.integers(0, 10**12 - 1))
def test_whoever_hears_the_words_writes_the_same_amount(amount: int) -> None:
    assert heard(in_words(amount)) == amount
