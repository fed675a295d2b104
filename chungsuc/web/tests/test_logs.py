"""What is logged carries no personal data."""

import logging

import pytest

from chungsuc.web.logs import WithoutPersonalData, masked


@pytest.mark.parametrize(
    "secret",
    [
        "067201001234",
        "245123456",
        "y.moan@daknong.gov.vn",
        "0912345678",
        "0912 345 678",
        "+84 912 345 678",
        "a9F3kd02LmQpZ81xWv77TyRbN4cE6sUh",
    ],
)
def test_personal_data_are_masked(secret: str) -> None:
    text = masked(f"người dùng {secret} đã gửi biểu")
    assert secret not in text
    assert text.startswith("người dùng [") and text.endswith("] đã gửi biểu")


@pytest.mark.parametrize(
    "line",
    [
        "password=Mat-khau 1",
        "{'password1': 'hoa ban trang'}",
        "Authorization: Bearer abc.def",
        'token="x y z"',
        "sessionid: 1a2b",
    ],
)
def test_what_is_named_secret_goes_whole(line: str) -> None:
    text = masked(line)
    assert "[đã che]" in text
    assert not any(secret in text for secret in ("Mat-khau", "hoa ban", "abc.def", "x y z", "1a2b"))


def test_a_password_in_an_address_is_masked() -> None:
    assert masked("postgresql://app:bimat@db/x") == "postgresql://app:[đã che]@db/x"


@pytest.mark.parametrize(
    "line", ["60 xã, 1337/QĐ-UBND, ngày 31/12/2023, 24628", "GET /xa/24628?ngay=31/12/2023 200 0.123456789s", "f" * 64]
)
def test_ordinary_lines_stay_as_they_are(line: str) -> None:
    assert masked(line) == line


def record(message: str, *args: object, exc_info: object = None) -> logging.LogRecord:
    return logging.LogRecord("x", logging.ERROR, __file__, 1, message, args, exc_info)  # type: ignore[arg-type]


def test_arguments_are_masked_after_they_are_put_in() -> None:
    one = record("gửi tới %s", "y.moan@daknong.gov.vn")
    assert WithoutPersonalData().filter(one)
    assert one.getMessage() == "gửi tới [thư điện tử]"


def test_arguments_that_do_not_fit_lose_no_line() -> None:
    one = record("hai %s %s", "067201001234")
    assert WithoutPersonalData().filter(one)
    assert "hai" in one.getMessage() and "067201001234" not in one.getMessage()


def test_a_traceback_is_masked_too() -> None:
    try:
        raise ValueError("số 067201001234 không đọc được")
    except ValueError as error:
        one = record("lỗi", exc_info=(ValueError, error, error.__traceback__))
    WithoutPersonalData().filter(one)
    shown = logging.Formatter("%(message)s").format(one)
    assert "ValueError" in shown and "067201001234" not in shown


def test_a_traceback_already_written_is_masked_too() -> None:
    one = record("lỗi")
    one.exc_text = "ValueError: 067201001234"
    WithoutPersonalData().filter(one)
    assert one.exc_text == "ValueError: [số định danh]"
