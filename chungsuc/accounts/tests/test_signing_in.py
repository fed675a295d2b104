"""Signing in through the pages."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from chungsuc.accounts import actions, events
from chungsuc.accounts.tests.conftest import HERE, PASSWORD, THERE, acts, is_signed_in, try_to_sign_in
from chungsuc.audit.models import Entry

pytestmark = pytest.mark.django_db
NEW = "Đường làng rộng thênh thang"


def test_a_person_signs_in_and_out(real_hashing, person, client):
    answer = try_to_sign_in(client, "  Nguyen.Thi.HA ", PASSWORD)
    assert (answer.status_code, answer.url) == (302, "/")
    assert is_signed_in(client)
    assert client.get("/dang-xuat/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/dang-xuat/").url == "/dang-nhap/"
    assert not is_signed_in(client)
    assert acts() == [events.SIGNED_IN, events.SIGNED_OUT]


def test_the_way_continues_where_it_was_interrupted_but_never_to_another_site(person):
    for following, expected in [("/viec/", "/viec/"), ("https://elsewhere.example/", "/")]:
        answer = Client().post("/dang-nhap/", {"login": person.username, "password": PASSWORD, "next": following})
        assert answer.url == expected


def test_the_session_key_changes_at_sign_in(person, client):
    session = client.session
    session["before"] = 1
    session.save()
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    try_to_sign_in(client, person.username, PASSWORD)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before


def test_ten_wrong_passwords_lock_this_name_at_this_address_only(person):
    colleague = actions.create_account("le.van.c", "Lê Văn C", PASSWORD, by="quan.tri", must_change_password=False)
    attacker = Client()
    answers = [try_to_sign_in(attacker, person.username, "sai").status_code for _ in range(10)]
    assert answers == [200] * 9 + [429]
    locked = try_to_sign_in(attacker, person.username, PASSWORD)
    assert locked.status_code == 429
    assert not is_signed_in(attacker)
    assert "Hãy chờ 15 phút rồi đăng nhập lại" in locked.content.decode()
    assert locked["Retry-After"] == "900"
    elsewhere, other = Client(), Client()
    assert try_to_sign_in(elsewhere, person.username, PASSWORD, THERE).status_code == 302
    assert try_to_sign_in(other, colleague.username, PASSWORD).status_code == 302
    assert acts().count(events.LOCKED_OUT) == 1
    assert acts().count(events.SIGN_IN_FAILED) == 9


def test_changing_case_or_browser_does_not_give_ten_more_tries(person):
    client = Client()
    for number in range(10):
        name = person.username.upper() if number % 2 else person.username
        last = try_to_sign_in(client, name, "sai", HTTP_USER_AGENT=f"trinh-duyet-{number}")
    assert last.status_code == 429


def test_a_lockout_ends_after_a_quarter_of_an_hour_even_when_tried_meanwhile(person, time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    client = Client()
    for _ in range(10):
        try_to_sign_in(client, person.username, "sai")
    time_machine.shift(10 * 60)
    assert "Hãy chờ 5 phút" in try_to_sign_in(client, person.username, PASSWORD).content.decode()
    time_machine.shift(5 * 60 + 1)
    assert try_to_sign_in(client, person.username, PASSWORD).status_code == 302


def test_behind_a_proxy_the_last_hop_counts_and_hearsay_does_not(person, settings):
    settings.HTTPS = True
    client = Client()
    for number in range(10):
        forged = f"203.0.113.{number}, {THERE}"
        last = try_to_sign_in(client, person.username, "sai", HTTP_X_FORWARDED_FOR=forged)
    assert last.status_code == 429
    assert try_to_sign_in(Client(), person.username, PASSWORD, HTTP_X_FORWARDED_FOR=HERE).status_code == 302


def test_known_and_unknown_names_cost_one_hash_each(hashed, person):
    """Counted, not timed: a clock would fail on a busy machine."""
    costs = []
    for username in (person.username, "khong.co.ai"):
        hashed.clear()
        known = try_to_sign_in(Client(), username, "Một mật khẩu sai")
        costs.append(len(hashed))
        assert "Tên đăng nhập hoặc mật khẩu không đúng" in known.content.decode()
    assert costs == [1, 1]


def test_a_name_nobody_has_is_not_kept_in_the_journal(db):
    try_to_sign_in(Client(), "mat.khau.go.nham", "sai")
    entry = Entry.objects.get()
    assert (entry.act, entry.subject_label) == (events.SIGN_IN_FAILED, "tên không có trong hệ thống")
    assert "go.nham" not in str(entry.__dict__)


def test_logs_hold_no_name_and_no_address(person, caplog):
    client = Client()
    for _ in range(11):
        try_to_sign_in(client, person.username, "sai")
    assert caplog.text
    for secret in (person.username, HERE, "sai", person.full_name):
        assert f'"{secret}"' not in caplog.text
        assert f" {secret} " not in caplog.text


def test_a_switched_off_account_is_told_so_only_with_the_right_password(person):
    actions.deactivate(person, by="quan.tri")
    wrong, right = Client(), Client()
    assert "không đúng" in try_to_sign_in(wrong, person.username, "sai").content.decode()
    answer = try_to_sign_in(right, person.username, PASSWORD)
    assert answer.url == "/dang-nhap/ngung-su-dung/"
    assert not is_signed_in(right)


def test_a_password_is_changed_and_other_sessions_end(person):
    here, there = Client(), Client()
    for client in (here, there):
        try_to_sign_in(client, person.username, PASSWORD)
    answer = here.post("/doi-mat-khau/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert (answer.status_code, answer.url) == (302, "/")
    assert is_signed_in(here)
    assert not is_signed_in(there)
    person.refresh_from_db()
    assert person.check_password(NEW)
    assert acts()[-1] == events.PASSWORD_SET


def test_guessing_the_current_password_counts_towards_the_lockout(person, client_as):
    client = client_as(person)
    for _ in range(10):
        last = client.post("/doi-mat-khau/", {"oldpassword": "sai", "password1": NEW, "password2": NEW})
    assert last.status_code == 429
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_password_set_by_another_is_changed_before_anything_else(person, client):
    actions.set_password(person, "Mật khẩu cấp lần đầu", by="quan.tri", must_change_password=True)
    answer = try_to_sign_in(client, person.username, "Mật khẩu cấp lần đầu")
    assert answer.url == "/doi-mat-khau/"
    assert client.get("/").url == "/doi-mat-khau/"
    given = {"oldpassword": "Mật khẩu cấp lần đầu", "password1": NEW, "password2": NEW}
    assert client.post("/doi-mat-khau/", given).url == "/"
    person.refresh_from_db()
    assert not person.must_change_password


@pytest.mark.parametrize(
    "address",
    [
        "/dang-ky/",
        "/accounts/signup/",
        "/signup/",
        "/password/reset/",
        "/accounts/email/",
        "/email/",
        "/reauthenticate/",
    ],
)
def test_sign_up_reset_and_mail_are_closed(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/dang-nhap/", "/doi-mat-khau/", "/dang-xuat/"])
def test_pages_of_signing_in_are_never_cached(person, client_as, address):
    client = client_as(None if address == "/dang-nhap/" else person)
    assert "no-store" in client.get(address)["Cache-Control"]


class _Words(HTMLParser):
    """The words a person sees or hears on a page."""

    def __init__(self):
        super().__init__()
        self.words: set[str] = set()
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in ("script", "style")
        for name, value in attrs:
            if name in ("placeholder", "title", "aria-label", "alt"):
                self.handle_data(value or "")

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.silent:
            self.words |= set(re.findall(r"\w+", data.lower()))


# Only words that are no Vietnamese syllables ("to", "an", "in" are).
ENGLISH = frozenset(
    re.findall(
        r"\w+",
        """the this that is are was be your you please password username user login sign log out enter correct field
        null required invalid again account too many attempts short common similar least characters must contain at home
        forgot remember change new current with and or not be try later ensure value has it skip allowed""",
    )
)


def states_of_the_pages(person, client_as):
    signed_in = client_as(person)
    yield "sign in", Client().get("/dang-nhap/")
    yield "empty", try_to_sign_in(Client(), "", "")
    yield "too long", try_to_sign_in(Client(), "x" * 200, "y" * 300)
    yield "nul", try_to_sign_in(Client(), "a\0b", "c\0d")
    yield "wrong", try_to_sign_in(Client(), person.username, "sai")
    yield "stale form", Client(enforce_csrf_checks=True).post("/dang-nhap/", {"login": "a", "password": "b"})
    yield "sign out", signed_in.get("/dang-xuat/")
    yield "change", signed_in.get("/doi-mat-khau/")
    for case in [
        {},
        {"oldpassword": "sai", "password1": NEW, "password2": NEW},
        {"oldpassword": PASSWORD, "password1": "1234567", "password2": "khác"},
        {"oldpassword": PASSWORD, "password1": "password1234", "password2": "password1234"},
        {"oldpassword": PASSWORD, "password1": "nguyen.thi.ha1", "password2": "nguyen.thi.ha1"},
        {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD},
        {"oldpassword": "sai", "password1": "z" * 300, "password2": ""},
    ]:
        yield f"change {list(case.values())}", signed_in.post("/doi-mat-khau/", case)
    yield "nul", signed_in.post("/doi-mat-khau/", {"oldpassword": "\0", "password1": "z" * 300, "password2": "\0"})
    yield "inactive", Client().get("/dang-nhap/ngung-su-dung/")
    other = Client()
    for _ in range(10):
        last = try_to_sign_in(other, "ai.do", "sai")
    yield "locked", last
    done = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    changing = client_as(person)
    changing.post("/doi-mat-khau/", done)
    yield "changed", changing.get("/dang-xuat/")


def test_no_state_of_any_page_shows_english(person, client_as):
    for state, answer in states_of_the_pages(person, client_as):
        assert answer.status_code in ((400,) if state == "nul" else (200, 403, 429)), state
        seen = _Words()
        seen.feed(answer.content.decode())
        assert not seen.words & ENGLISH, f"{state}: {seen.words & ENGLISH}"
        assert 'lang="vi"' in answer.content.decode(), state


def test_a_wrong_field_is_named_marked_and_linked(client):
    page = try_to_sign_in(client, "", "").content.decode()
    assert 'href="#id_login"' in page
    assert 'aria-describedby="id_login_error"' in page
    assert 'id="id_login_error"' in page
    assert 'aria-invalid="true"' in page
