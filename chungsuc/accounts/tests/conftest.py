"""People of the tests of this room."""

import pytest

from chungsuc.accounts.actions import create_account

PASSWORD = "Cầu tre lắt lẻo 2023"


@pytest.fixture
def real_hashing(settings):
    """Passwords are hashed as in service: slowly. For the tests that are about it."""
    settings.PASSWORD_HASHERS = settings.SERVICE_PASSWORD_HASHERS


@pytest.fixture
def person(db):
    return create_account("nguyen.thi.ha", "Nguyễn Thị Hà", PASSWORD, by="quan.tri", must_change_password=False)
