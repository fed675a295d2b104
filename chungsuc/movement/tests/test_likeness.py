"""Two works that may be one: every reason for it and against it, by a table of cases."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from chungsuc.law.verdicts import Outcome
from chungsuc.movement.likeness import scale_on
from chungsuc.movement.rules.likeness import Scale, Work, alike, matches_of, pairs_alike, share_of_words, told_days
from tests.province import Province

SCALE = Scale(words=Decimal(70), gap=30, amount=Decimal(10))
ROAD = Work(
    key="a",
    text="Làm đường bê tông thôn 1",
    unit_id=7,
    since=date(2023, 3, 1),
    until=date(2023, 6, 30),
    amount=Decimal(1200),
    measure="m",
    place="Thôn 1",
)
MET, NOT_MET = Outcome.MET, Outcome.NOT_MET

CASES = {
    "word for word": ({}, MET, "Lời ghi giống nhau 100 % (mức so 70 %)."),
    "without accents and in capitals": ({"text": "LAM DUONG BE TONG THON 1"}, MET, "Lời ghi giống nhau 100 %"),
    "other order of words": ({"text": "Bê tông hóa đường thôn 1"}, MET, "Lời ghi giống nhau 83 %"),
    "another matter": ({"text": "Xây nhà văn hóa thôn 1"}, NOT_MET, "Lời ghi giống nhau 33 % (mức so 70 %)."),
    "no words": ({"text": ""}, NOT_MET, "Lời ghi giống nhau 0 %"),
    "another number in the words": (
        {"text": "Làm đường bê tông thôn 2"},
        NOT_MET,
        "Con số trong lời ghi khác nhau: 1 và 2.",
    ),
    "a number in one text only": ({"text": "Làm đường bê tông thôn"}, MET, "Lời ghi giống nhau 91 %"),
    "another unit": ({"unit_id": 8}, NOT_MET, "Không cùng một đơn vị."),
    "unit unknown": ({"unit_id": None}, NOT_MET, "Không cùng một đơn vị."),
    "times that meet on a day": ({"since": date(2023, 6, 30), "until": date(2023, 9, 1)}, MET, "Thời gian trùng nhau."),
    "times 30 days apart": ({"since": date(2023, 7, 30), "until": None}, MET, "Cách nhau 30 ngày (mức so 30 ngày)."),
    "times 31 days apart": (
        {"since": date(2023, 7, 31), "until": None},
        NOT_MET,
        "Cách nhau 31 ngày (mức so 30 ngày).",
    ),
    "long before": ({"since": None, "until": date(2022, 6, 30)}, NOT_MET, "Cách nhau 244 ngày"),
    "time unknown": ({"since": None, "until": None}, MET, "Cùng một đơn vị."),
    "another place": ({"place": "Bon Bu N'Jang"}, NOT_MET, "Khác địa chỉ: Thôn 1, Bon Bu N'Jang."),
    "place unknown": ({"place": ""}, MET, "Cùng khối lượng: 1.200 m."),
    "amount 10 % apart": ({"amount": Decimal(1080)}, MET, "Khối lượng 1.200 và 1.080 m, lệch 10 % (mức so 10 %)."),
    "amount 11 % apart": ({"amount": Decimal(1068)}, NOT_MET, "lệch 11 % (mức so 10 %)."),
    "amounts of nothing": ({"amount": Decimal(0)}, NOT_MET, "lệch 100 %"),
    "another measure": ({"amount": Decimal(3), "measure": "km"}, MET, "Cùng địa chỉ: Thôn 1."),
    "amount unknown": ({"amount": None}, MET, "Cùng địa chỉ: Thôn 1."),
}


@pytest.mark.parametrize("name", CASES)
def test_two_works_are_alike_or_not_and_say_why(name: str) -> None:
    changed, outcome, words = CASES[name]
    other = replace(ROAD, key="b", **changed)
    for verdict in (alike(ROAD, other, SCALE), alike(replace(other, key="a"), replace(ROAD, key="b"), SCALE)):
        assert verdict.outcome is outcome
    told = " ".join(reason.text for reason in alike(ROAD, other, SCALE).reasons)
    assert words in told


def test_two_amounts_of_zero_are_the_same_amount() -> None:
    nothing = replace(ROAD, amount=Decimal(0))
    assert alike(nothing, replace(nothing, key="b"), SCALE).outcome is MET


@pytest.mark.parametrize("missing", ["words", "gap", "amount"])
def test_without_the_packs_scale_nothing_is_said(missing: str) -> None:
    scale = replace(SCALE, **{missing: None})
    verdict = alike(ROAD, replace(ROAD, key="b"), scale)
    assert scale.missing and not SCALE.missing
    assert (verdict.outcome, len(verdict.reasons)) == (Outcome.UNDETERMINED, 1)
    assert list(pairs_alike([ROAD, replace(ROAD, key="b")], scale)) == []


def test_each_pair_of_a_unit_is_told_once_and_other_units_are_not_compared() -> None:
    works = [ROAD, replace(ROAD, key="b"), replace(ROAD, key="c"), replace(ROAD, key="d", unit_id=8)]
    works.append(replace(ROAD, key="e", unit_id=None))
    assert [(pair.one.key, pair.other.key) for pair in pairs_alike(works, SCALE)] == [
        ("a", "b"),
        ("a", "c"),
        ("b", "c"),
    ]
    assert list(pairs_alike([ROAD], SCALE)) == []


def test_what_is_most_alike_comes_first_and_a_work_is_not_compared_with_itself() -> None:
    others = [ROAD, replace(ROAD, key="b", text="Bê tông hóa đường thôn 1"), replace(ROAD, key="c")]
    found = matches_of(ROAD, others, SCALE)
    assert [pair.other.key for pair in found] == ["c", "b"]
    assert [reason.outcome for reason in found[0].reasons] == [MET] * 5


def test_words_in_common_count_as_often_as_they_stand() -> None:
    assert share_of_words("đường đường", "duong") == Decimal(200) / 3
    assert share_of_words("", "") == 0


def test_when_a_work_was_is_told_as_far_as_it_is_known() -> None:
    assert told_days(ROAD) == "01/03/2023 – 30/06/2023"
    assert told_days(replace(ROAD, until=None)) == "01/03/2023"
    assert told_days(replace(ROAD, since=None, until=None)) == ""


def test_the_scale_of_a_day_stands_in_the_pack(bare_province: Province) -> None:
    assert scale_on(date(2023, 6, 1)) == Scale(Decimal(70), 30, Decimal(10))
    assert scale_on(date(2020, 6, 1)) == Scale(None, None, None)
