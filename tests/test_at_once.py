"""The piece that other tests race with: all begin together, a refusal is an answer, a fault is not."""

from threading import Barrier

import pytest

from .at_once import at_once


def test_no_act_waits_for_another_to_end() -> None:
    inside = Barrier(4, timeout=30)
    assert sorted(at_once(*[inside.wait] * 4)) == [0, 1, 2, 3]


def test_each_answers_in_its_place_and_a_refusal_is_an_answer() -> None:
    refusal = LookupError("đã có người làm")

    def refuse() -> None:
        raise refusal

    assert at_once(lambda: 1, refuse, lambda: 3, refused=(LookupError,)) == [1, refusal, 3]


def test_what_nobody_foresaw_is_raised_after_all_have_ended() -> None:
    ended = []
    with pytest.raises(ZeroDivisionError):
        at_once(lambda: 1 / 0, lambda: ended.append(1), refused=(LookupError,))
    assert ended == [1]
