"""A browser that has signed in before is not locked out by somebody else's guesses; nor may it guess itself."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chungsuc.accounts import actions, devices, events
from chungsuc.accounts.tests.conftest import HERE, PASSWORD, THERE, acts, try_to_sign_in
from chungsuc.audit.models import Entry

pytestmark = pytest.mark.django_db
NEW = "Đường làng rộng thênh thang"


def known_device(username, password=PASSWORD):
    """A browser whose owner has signed in and out again."""
    client = Client()
    assert try_to_sign_in(client, username, password).status_code == 302
    client.post("/dang-xuat/")
    return client


def guess_ten_times(client, username, addresses=(HERE,)):
    return [
        try_to_sign_in(client, username, "sai", addresses[number % len(addresses)]).status_code for number in range(10)
    ]


def content_of(client):
    return signing.loads(client.cookies[devices.COOKIE].value, salt=devices.SALT)


@pytest.fixture
def colleague(db):
    return actions.create_account("le.van.c", "Lê Văn C", PASSWORD, by="quan.tri", must_change_password=False)


def test_a_colleague_at_the_same_address_locks_unknown_devices_only(person):
    own = known_device(person.username)
    assert guess_ten_times(Client(), person.username) == [200] * 9 + [429]
    assert try_to_sign_in(Client(), person.username, PASSWORD).status_code == 429
    assert try_to_sign_in(own, person.username.upper(), PASSWORD).status_code == 302


def test_the_owner_signing_in_gives_the_colleague_no_more_tries(person):
    own, stranger = known_device(person.username), Client()
    for _ in range(9):
        try_to_sign_in(stranger, person.username, "sai")
    assert try_to_sign_in(own, person.username, PASSWORD).status_code == 302
    assert try_to_sign_in(stranger, person.username, "sai").status_code == 429


def test_a_known_device_is_locked_after_ten_wrong_passwords_whatever_its_address(person):
    own, second = known_device(person.username), known_device(person.username)
    assert guess_ten_times(own, person.username, (HERE, THERE)) == [200] * 9 + [429]
    locked = try_to_sign_in(own, person.username, PASSWORD, "10.0.0.3")
    assert locked.status_code == 429
    assert locked["Retry-After"] == "900"
    assert try_to_sign_in(second, person.username, PASSWORD).status_code == 302
    assert try_to_sign_in(Client(), person.username, PASSWORD).status_code == 302
    assert acts().count(events.LOCKED_OUT) == 1
    assert Entry.objects.get(act=events.LOCKED_OUT).subject_label == person.username


def test_signing_in_on_a_known_device_takes_back_its_wrong_tries(person):
    own = known_device(person.username)
    for _ in range(2):
        for _ in range(9):
            last = try_to_sign_in(own, person.username, "sai")
        assert last.status_code == 200
        assert try_to_sign_in(own, person.username, PASSWORD).status_code == 302
        own.post("/dang-xuat/")


def test_guessing_the_current_password_is_counted_for_the_device(person):
    own = Client()
    try_to_sign_in(own, person.username, PASSWORD)
    for _ in range(10):
        given = {"oldpassword": "sai", "password1": NEW, "password2": NEW}
        last = own.post("/doi-mat-khau/", given, REMOTE_ADDR=HERE)
    assert last.status_code == 429
    own.post("/dang-xuat/")
    assert try_to_sign_in(own, person.username, PASSWORD, THERE).status_code == 429
    assert try_to_sign_in(Client(), person.username, PASSWORD).status_code == 302


def forged(own, person, colleague, time_machine):
    value = own.cookies[devices.COOKIE].value
    own.cookies[devices.COOKIE] = value[:-1] + ("A" if value[-1] != "A" else "B")


def signed_for_another_purpose(own, person, colleague, time_machine):
    own.cookies[devices.COOKIE] = signing.dumps(content_of(own), salt="chungsuc.other")


def expired(own, person, colleague, time_machine):
    time_machine.move_to(timezone.now() + timedelta(seconds=settings.KNOWN_DEVICE_AGE + 1), tick=False)


def of_another_account(own, person, colleague, time_machine):
    own.cookies = known_device(colleague.username).cookies


def of_an_account_that_is_gone(own, person, colleague, time_machine):
    pk, *rest = content_of(own)
    own.cookies[devices.COOKIE] = signing.dumps([pk + 1000, *rest], salt=devices.SALT)


def from_before_the_password_was_reset(own, person, colleague, time_machine):
    actions.set_password(person, NEW, by="quan.tri")


@pytest.mark.parametrize(
    "spoil",
    [
        forged,
        signed_for_another_purpose,
        expired,
        of_another_account,
        of_an_account_that_is_gone,
        from_before_the_password_was_reset,
    ],
)
def test_a_cookie_that_does_not_hold_counts_as_none(person, colleague, time_machine, spoil):
    own = known_device(person.username)
    spoil(own, person, colleague, time_machine)
    guess_ten_times(Client(), person.username)
    assert try_to_sign_in(own, person.username, PASSWORD).status_code == 429


@pytest.mark.parametrize("value", ["", ":", "a:b:c", "\x7f" * 9000, "é:à:ô", "{}", "W10:1:2"])
def test_a_cookie_of_anything_is_an_unknown_device(person, value):
    client = Client()
    client.cookies[devices.COOKIE] = value
    assert try_to_sign_in(client, person.username, "sai").status_code == 200
    assert try_to_sign_in(client, person.username, PASSWORD).status_code == 302


def test_a_cookie_holds_until_its_last_day(person, time_machine):
    own = known_device(person.username)
    time_machine.move_to(timezone.now() + timedelta(seconds=settings.KNOWN_DEVICE_AGE - 60), tick=False)
    guess_ten_times(Client(), person.username)
    assert try_to_sign_in(own, person.username, PASSWORD).status_code == 302


def test_changing_the_password_keeps_this_device_and_forgets_the_others(person):
    here, there = Client(), known_device(person.username)
    try_to_sign_in(here, person.username, PASSWORD)
    here.post("/doi-mat-khau/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    here.post("/dang-xuat/")
    guess_ten_times(Client(), person.username)
    assert try_to_sign_in(here, person.username, NEW).status_code == 302
    assert try_to_sign_in(there, person.username, NEW).status_code == 429


def test_the_count_of_a_device_cannot_be_reached_by_typing_its_number(person, monkeypatch):
    monkeypatch.setattr(devices.secrets, "token_urlsafe", lambda size: "only-lower-case")
    own = known_device(person.username)
    key = devices.PREFIX + content_of(own)[1]
    for typed in (key, "only-lower-case"):
        guess_ten_times(Client(), typed)
    assert try_to_sign_in(own, person.username, "sai").status_code == 200
    assert try_to_sign_in(own, person.username, PASSWORD).status_code == 302


def test_the_cookie_is_out_of_reach_for_scripts_and_names_nobody(person, settings):
    settings.HTTPS = True
    own = Client()
    try_to_sign_in(own, person.username, PASSWORD)
    cookie = own.cookies[devices.COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", True)
    assert (cookie["max-age"], cookie["path"], cookie["domain"]) == (settings.KNOWN_DEVICE_AGE, "/", "")
    assert content_of(own) == [person.pk, content_of(own)[1], person.get_session_auth_hash()]
    for kept in (person.username, person.full_name, person.password):
        assert kept not in str(content_of(own))


def test_every_sign_in_gives_another_number(person):
    own = known_device(person.username)
    first = content_of(own)[1]
    try_to_sign_in(own, person.username, PASSWORD)
    assert content_of(own)[1] != first


def test_who_does_not_get_in_gets_no_cookie(person):
    wrong, switched_off = Client(), Client()
    try_to_sign_in(wrong, person.username, "sai")
    actions.deactivate(person, by="quan.tri")
    try_to_sign_in(switched_off, person.username, PASSWORD)
    assert devices.COOKIE not in wrong.cookies
    assert devices.COOKIE not in switched_off.cookies


def test_a_known_device_costs_the_same_for_known_and_unknown_names(hashed, person, colleague):
    own = known_device(person.username)
    costs = []
    for username in (person.username, colleague.username, "khong.co.ai"):
        hashed.clear()
        try_to_sign_in(own, username, "Một mật khẩu sai")
        costs.append(len(hashed))
    assert costs == [1, 1, 1]


def test_the_account_of_a_cookie_is_looked_up_once(person):
    own = known_device(person.username)
    with CaptureQueriesContext(connection) as asked:
        try_to_sign_in(own, person.username, "sai")
    found = [query["sql"] for query in asked if 'WHERE "accounts_user"."id" =' in query["sql"]]
    assert len(found) == 1
