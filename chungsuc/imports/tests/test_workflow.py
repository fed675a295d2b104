"""What may follow what on a batch's way, and the words for what may not."""

from pathlib import Path

import pytest

from chungsuc.imports.workflow import (
    CONFIRMED,
    MOVES,
    PREVIEWED,
    RECEIVED,
    REFUSED,
    STATES,
    UNCHANGED,
    UNDONE,
    why_not_confirm,
    why_not_undo,
)


def test_every_state_has_its_moves_and_every_move_leads_to_a_state() -> None:
    assert set(MOVES) == set(STATES) == {RECEIVED, PREVIEWED, REFUSED, CONFIRMED, UNCHANGED, UNDONE}
    assert {reached for moves in MOVES.values() for reached in moves} == set(STATES) - {RECEIVED}
    assert [state for state, moves in MOVES.items() if not moves] == [REFUSED, UNCHANGED, UNDONE]


def test_every_state_is_in_the_glossary() -> None:
    glossary = Path("docs/glossary.md").read_text()
    assert [state.label for state in STATES.values() if state.label not in glossary] == []


@pytest.mark.parametrize(
    ("good", "wrong", "only_good", "said"),
    [
        (5, 0, False, ""),
        (5, 0, True, ""),
        (5, 1, True, ""),
        (1, 1, True, ""),
        (5, 1, False, "Còn 1 dòng sai hoặc chưa rõ. Hãy sửa từng ô, hoặc chọn “Chỉ nhập dòng đúng”."),
        (0, 1, True, "Không có dòng nào nhập được. Hãy sửa các ô sai trong bảng dưới đây hoặc trong tệp rồi tải lại."),
        (0, 0, False, "Không có dòng nào nhập được. Hãy sửa các ô sai trong bảng dưới đây hoặc trong tệp rồi tải lại."),
    ],
)
def test_a_preview_is_confirmed_whole_or_by_its_good_rows(good: int, wrong: int, only_good: bool, said: str) -> None:
    assert why_not_confirm(PREVIEWED, good, wrong, only_good) == said


@pytest.mark.parametrize("state", [state for state in STATES if state != PREVIEWED])
def test_nothing_but_a_preview_is_confirmed(state: str) -> None:
    said = f"Lô này ở trạng thái “{STATES[state].label}”, nên không xác nhận được nữa."
    assert why_not_confirm(state, 5, 0, only_good=True) == said


@pytest.mark.parametrize("state", STATES)
def test_only_what_was_taken_in_can_be_taken_back(state: str) -> None:
    said = f"Chỉ hoàn tác được lô đã nhập; lô này ở trạng thái “{STATES[state].label}”."
    assert why_not_undo(state) == ("" if state == CONFIRMED else said)
