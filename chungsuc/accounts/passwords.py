"""Passwords that are refused, said in Vietnamese: Django's own catalogue leaves several of these in English."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from chungsuc.accounts.models import User

LONGEST_PASSWORD = 200  # hashing is slow on purpose; a page of text must not make it slower
_SENTENCES = {
    "password_too_short": "Mật khẩu quá ngắn: cần ít nhất {min_length} ký tự. Hãy chọn mật khẩu dài hơn.",
    "password_too_common": "Mật khẩu này nhiều người dùng, dễ bị đoán. Hãy chọn mật khẩu khác.",
    "password_too_similar": "Mật khẩu quá giống tên đăng nhập hoặc thông tin cá nhân. Hãy chọn mật khẩu khác.",
    "password_entirely_numeric": "Mật khẩu chỉ gồm chữ số. Hãy thêm chữ cái.",
}
_OTHERWISE = "Mật khẩu chưa đạt yêu cầu. Hãy chọn mật khẩu dài hơn, khó đoán hơn."


def check_password_strength(password: str, user: User) -> None:
    """Refuse a weak password; raises `ValidationError` with one Vietnamese sentence for each reason."""
    try:
        validate_password(password, user)
    except ValidationError as refusal:
        raise ValidationError([_in_vietnamese(reason) for reason in refusal.error_list]) from None


def _in_vietnamese(reason: ValidationError) -> ValidationError:
    sentence = _SENTENCES.get(str(reason.code), _OTHERWISE)
    return ValidationError(sentence.format(**(reason.params or {})), code=reason.code)
