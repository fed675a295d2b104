"""People of the tests of this room."""

import pytest
from django.contrib.auth import hashers

from chungsuc.accounts import events
from chungsuc.accounts.actions import create_account
from chungsuc.audit.models import Entry

PASSWORD = "Cầu tre lắt lẻo 2023"
HERE, THERE = "10.0.0.1", "10.0.0.2"


def try_to_sign_in(client, username, password, address=HERE, **headers):
    return client.post("/dang-nhap/", {"login": username, "password": password}, REMOTE_ADDR=address, **headers)


def is_signed_in(client):
    return client.get("/doi-mat-khau/").status_code == 200


def acts():
    return list(Entry.objects.order_by("seq").exclude(act=events.CREATED).values_list("act", flat=True))


@pytest.fixture
def real_hashing(settings):
    """Passwords are hashed as in service: slowly. For the tests that are about it."""
    settings.PASSWORD_HASHERS = settings.SERVICE_PASSWORD_HASHERS


@pytest.fixture
def hashed(real_hashing, monkeypatch):
    """What the slow hasher was asked for, one entry each time."""
    asked = []
    hasher = hashers.get_hasher()
    for name in ("encode", "verify"):
        real = getattr(type(hasher), name)

        def counted(self, *args, _real=real, _name=name):
            asked.append(_name)
            return _real(self, *args)

        monkeypatch.setattr(type(hasher), name, counted)
    return asked


@pytest.fixture
def person(db):
    return create_account("nguyen.thi.ha", "Nguyễn Thị Hà", PASSWORD, by="quan.tri", must_change_password=False)
