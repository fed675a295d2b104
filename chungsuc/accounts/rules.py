"""How a user name is written. Pure: text in, text or reasons out."""

import re
import unicodedata

LONGEST_USERNAME = 150
_ALLOWED = re.compile(r"[\w.@+-]+")


def folded_username(typed: str) -> str:
    """The one spelling under which a user name is stored and compared: composed, lower case, no blanks around."""
    return unicodedata.normalize("NFC", typed).strip().lower()


def username_problem(username: str) -> str:
    """What is wrong with an already folded user name, as a sentence; an empty text when nothing is."""
    if not username:
        return "Tên đăng nhập đang để trống. Hãy nhập tên đăng nhập."
    if len(username) > LONGEST_USERNAME:
        return f"Tên đăng nhập dài quá {LONGEST_USERNAME} ký tự. Hãy rút ngắn lại."
    if not _ALLOWED.fullmatch(username):
        return "Tên đăng nhập chỉ gồm chữ, số và các dấu . @ + - _, không có khoảng trắng. Hãy sửa lại."
    return ""
