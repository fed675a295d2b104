"""One spelling of a user name, and what is wrong with another; no rows are asked."""

import pytest

from chungsuc.accounts.rules import LONGEST_USERNAME, folded_username, username_problem

COMPOSED, DECOMPOSED = "h\u00e0", "ha\u0300"


@pytest.mark.parametrize(
    ("typed", "folded"),
    [("  Nguyen.Thi.HA ", "nguyen.thi.ha"), (DECOMPOSED.upper(), COMPOSED), ("ha", "ha"), ("\t\n", "")],
)
def test_a_name_is_kept_composed_in_lower_case_without_blanks_around(typed: str, folded: str) -> None:
    assert folded_username(typed) == folded


@pytest.mark.parametrize(
    ("username", "said"),
    [
        ("nguyen.thi-ha+1@xa_mot", ""),
        ("nguyễn.thị.hà", ""),
        ("x" * LONGEST_USERNAME, ""),
        ("", "Tên đăng nhập đang để trống. Hãy nhập tên đăng nhập."),
        ("x" * (LONGEST_USERNAME + 1), "Tên đăng nhập dài quá 150 ký tự. Hãy rút ngắn lại."),
        ("thi ha", "Tên đăng nhập chỉ gồm chữ, số và các dấu . @ + - _, không có khoảng trắng. Hãy sửa lại."),
        ("ha!", "Tên đăng nhập chỉ gồm chữ, số và các dấu . @ + - _, không có khoảng trắng. Hãy sửa lại."),
    ],
)
def test_a_name_that_cannot_be_used_is_told_why(username: str, said: str) -> None:
    assert username_problem(username) == said
