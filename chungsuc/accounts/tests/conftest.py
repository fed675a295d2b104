"""People of the tests of this room, with the passwords hashed as in service."""

import pytest

from chungsuc.accounts.actions import create_account

PASSWORD = "Cầu tre lắt lẻo 2023"


@pytest.fixture(autouse=True)
def real_hashing(settings):
    settings.PASSWORD_HASHERS = settings.SERVICE_PASSWORD_HASHERS


@pytest.fixture
def person(db):
    return create_account("nguyen.thi.ha", "Nguyễn Thị Hà", PASSWORD, by="quan.tri", must_change_password=False)
