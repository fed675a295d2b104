"""What an attacker would try first: headers, methods, forged requests, redirects, logs, timing, hostile input."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import cycle, islice, product
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from chungsuc.accounts import devices
from chungsuc.imports.models import Batch
from tests.access_matrix import LEFT_OUT, READING, WRITING, Opened, World, addresses, open_pages, row, text_of, url
from tests.inline import Inline
from tests.province import PACK, PASSWORD, Province

NAMES = [address.name for address in addresses()]
POLICY = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'"},
    "frame-ancestors": {"'none'"},
    "base-uri": {"'none'"},
    "form-action": {"'self'"},
}


@pytest.fixture(autouse=True)
def present_day(settings: Any) -> None:
    settings.TODAY = "2026-03-02"


@pytest.fixture
def client(province: Province, client_as: Any) -> Any:
    return client_as(province.account("coordinator"))


# how it is deployed


@pytest.mark.slow
def test_the_deployment_check_finds_nothing_behind_tls(tmp_path: Path) -> None:
    environment = {**os.environ, "CHUNGSUC_HTTPS": "1", "CHUNGSUC_DATA_DIR": str(tmp_path)}
    for name in ("DATABASE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"):  # only tests want them
        environment.pop(name, None)
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


# what every page carries


_opened: list[Opened] = []


@pytest.fixture
def pages(client: Any) -> list[Opened]:
    """Every page that the coordinator may open, opened once for the tests that only look at the answers."""
    if not _opened:
        _opened.extend(open_pages(client, "coordinator", day="31/12/2023"))
    return _opened


def test_every_page_has_the_strict_policy_nothing_inline_and_no_address_of_another_host(pages: list[Opened]) -> None:
    assert len(pages) > 15
    wrong = []
    for page in pages:
        parser = Inline(page.text)
        wrong += [(page.address, found) for found in [*parser.found, *parser.elsewhere]]
        policy = {part.split()[0]: set(part.split()[1:]) for part in page.answer["Content-Security-Policy"].split(";")}
        wrong += [(page.address, name) for name, sources in POLICY.items() if policy.get(name) != sources]
        wrong += [(page.address, "unsafe")] if "unsafe" in page.answer["Content-Security-Policy"] else []
    assert not wrong


def test_a_page_that_is_not_ours_alone_is_noticed() -> None:
    page = Inline('<p style="x"><script>1</script><script src="//a.vn/b.js"></script><a onclick="x" href="JavaScript:1">'
                  '<img src="https://a.vn/c.png"><style></style><script type="application/json">{}</script>')  # fmt: skip
    assert page.found == ["p style", "<script>", "a onclick", "JavaScript:1", "<style>"]
    assert page.elsewhere == ["//a.vn/b.js", "https://a.vn/c.png"]


def named_twice(pages: list[Opened]) -> list[tuple[str, str]]:
    """Places of a page that share a name, so that a script or a link finds the wrong one."""
    found = [(page.address, re.findall(r'\sid="([^"]+)"', page.text)) for page in pages]
    return [(address, name) for address, names in found for name in set(names) if names.count(name) > 1]


def test_no_page_names_two_places_alike(pages: list[Opened]) -> None:
    assert named_twice(pages) == []


def test_no_page_of_a_commune_names_two_places_alike(province: Province, client_as: Any) -> None:
    world = World("ld-24751", "ld-24616", date(2026, 3, 2))
    pages = open_pages(client_as(province.account("commune")), "commune", world=world)
    assert {("entry_criterion", 200), ("entry", 200)} <= {(page.name, page.status) for page in pages}
    assert named_twice(pages) == []


def test_every_page_says_what_browsers_must_not_do_with_it(pages: list[Opened]) -> None:
    wanted = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY"}
    said = [(page.address, name) for page in pages for name, value in wanted.items() if page.answer[name] != value]
    assert not said


def test_no_shared_computer_keeps_a_page_of_somebody_who_signed_in(pages: list[Opened]) -> None:
    kept = [page.address for page in pages if "no-store" not in page.answer.get("Cache-Control", "")]
    assert not kept


def test_style_and_scripts_ask_nobody_else_for_anything() -> None:
    folder = Path(str(finders.find("web/style.css"))).parent
    files = [file for file in folder.rglob("*") if file.suffix in (".css", ".js", ".svg")]
    assert len(files) >= 3
    elsewhere = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]", re.IGNORECASE)
    assert not [(file.name, found) for file in files for found in elsewhere.findall(file.read_text(encoding="utf-8"))]


def test_cookies_are_out_of_reach_for_scripts_and_other_sites(province: Province, settings: Any) -> None:
    province.account("leader")
    browser = Client()
    browser.get(reverse("account_login"))
    browser.post(reverse("account_login"), {"login": "leader", "password": PASSWORD})
    session = browser.cookies[settings.SESSION_COOKIE_NAME]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")
    assert browser.cookies[settings.CSRF_COOKIE_NAME]["samesite"] == "Lax"
    assert session["path"] == "/" and not session["domain"]
    device = browser.cookies[devices.COOKIE]
    assert (device["httponly"], device["samesite"]) == (True, "Lax")
    assert device["path"] == "/" and not device["domain"]


# forged requests


# whoever may write an address is asked in this order; somebody writes each of them
WRITERS = (
    "coordinator",
    "administrator",
    "front",
    "department",
    "leader",
    "emulation",
    "council",
    "commune",
    "inspector",
)


@pytest.mark.parametrize("name", [name for name in NAMES if name in WRITING or name in LEFT_OUT])
def test_a_post_without_our_token_is_refused(province: Province, client_as: Any, settings: Any, name: str) -> None:
    writers = [role for role in WRITERS if name in LEFT_OUT or _may(name, role)]
    account = province.account(writers[0])
    signed_in = client_as(account)
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = signed_in.cookies
    world = World("ld-24751", "ld-24616", date(2026, 3, 2))
    address = next(found for found in addresses() if found.name == name)
    for parts in world.objects(address).values():
        answer = browser.post(url(address, parts), {"reason": "giả mạo", "only_good": "1"})
        assert answer.status_code == 403
        assert "Hãy" in text_of(answer)  # people with an old page read this too


def _may(name: str, role: str) -> bool:
    return any(row(text)[role] not in "FL" for text in WRITING[name].values())


@pytest.mark.parametrize(
    "target",
    [
        "https://xau.example/",
        "//xau.example/",
        "/\\xau.example",
        "\\\\xau.example",
        "https:xau.example",
        "javascript:alert(1)",
        "http://testserver@xau.example/",
        "\thttps://xau.example/",
        "/\t/xau.example/",
    ],
)
def test_signing_in_never_leads_to_another_site(province: Province, target: str) -> None:
    province.account("leader")
    answer = Client().post(
        f"{reverse('account_login')}?next={quote(target)}", {"login": "leader", "password": PASSWORD}
    )
    assert answer.status_code == 302 and answer["Location"] == "/"
    inside = {"login": "leader", "password": PASSWORD, "next": target}
    answer = Client().post(reverse("account_login"), inside)
    assert answer.status_code == 302 and answer["Location"] == "/"


# what is written down about people


def test_logs_of_signing_in_and_importing_hold_no_secret(
    province: Province, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    from chungsuc.web.logs import WithoutPersonalData

    caplog.handler.addFilter(WithoutPersonalData())
    province.account("coordinator")
    browser = Client()
    with caplog.at_level("DEBUG"):
        browser.post(reverse("account_login"), {"login": "coordinator", "password": "sai " + PASSWORD})
        browser.post(reverse("account_login"), {"login": "coordinator", "password": PASSWORD})
        file = SimpleUploadedFile("can-cuoc 067099001234.csv", "Đơn vị,1.1\nXã Một,067099001234\n".encode())
        with django_capture_on_commit_callbacks(execute=True):
            browser.post(reverse("imports"), {"file": file, "kind": "indicator-values"})
        browser.get("/khong-co/067099001234/")
    written = "\n".join(record.getMessage() + (record.exc_text or "") for record in caplog.records)
    carried = [browser.cookies[name].value for name in (settings.SESSION_COOKIE_NAME, devices.COOKIE)]
    secrets = [PASSWORD, *carried, "067099001234"]
    assert written
    assert not [secret for secret in secrets if secret in written]


# hostile input

HOSTILE_QUERIES = [
    {"ngay": "\x00"},
    {"ngay": "0001-01-01"},
    {"ngay": "31/12/9999"},
    {"ngay": "01/01/1000"},
    {"ngay": "99999999999999999999/1/1"},
    {"ngay": "٣١/١٢/٢٠٢٣"},
    {"ngay": "31/12/2023' OR 1=1 --"},
    {"ngay": "2023-13-45"},
    {"sap": "\x00", "trang": "-1", "q": "\x00", "truoc": "\x00", "loc": "\x00", "bo": "\x00", "nam": "\x00"},
    {"sap": "-__class__", "trang": "999999999999999999999", "truoc": "9" * 30, "nam": "9999", "q": "%" * 200},
    {"sap": "-" * 300, "trang": "1e9", "q": "\ud7ff\uffff" * 50, "nam": "²⁰²³", "chu": "²", "loc": "²", "sau": "²"},
    {"q": "x" * 100_000, "chu": "x" * 5000, "nguoi": "x" * 5000, "don_vi": "\x00", "viec": "\x00", "tu": "\x00"},
    {
        "q": "<script>alert(1)</script>",
        "huyen": "<b>",
        "bo": "' OR 1=1 --",
        "nam": "0",
        "muc": "\x00",
        "khu_vuc": "\x00",
    },
    {"trang": "٣", "sau": "٣", "dong": "٣", "truoc": "٣", "nam": "٢٠٢٣", "den": "٣", "xem": "\x00", "tieu_chi": "\x00"},
    {"huyen": "\x00", "dat": "\x00", "vung": "\x00", "ket_qua": "\x00", "loai": "\x00", "nhom": "\x00", "tt": "\x00"},
]


RAW_QUERIES = [
    "%00", "%ff%fe", "ngay=%ED%A0%80", "q=%F0%28%8C%28&&&===", "ngay[]=1&ngay[x]=2&ngay=%c0%ae", "&" * 500,
]  # fmt: skip


@pytest.mark.parametrize("name", [name for name in NAMES if name in READING])
def test_hostile_queries_are_answered_never_with_a_failure(province: Province, client_as: Any, name: str) -> None:
    client = client_as(province.account("coordinator"))
    client.raise_request_exception = False
    address = next(found for found in addresses() if found.name == name)
    failed = []
    paths = [url(address, parts) for parts in World.of(date(2023, 12, 31)).objects(address).values()]
    for path, query in in_turn(paths, HOSTILE_QUERIES):
        answer = client.get(path, query)
        if answer.status_code >= 500:
            failed.append((path, {key: value[:30] for key, value in query.items()}))
        elif answer.status_code == 200 and "html" in answer["Content-Type"]:
            assert "<script>alert" not in text_of(answer)
    for path, raw in in_turn(paths, RAW_QUERIES):
        if client.get(f"{path}?{raw}").status_code >= 500:
            failed.append((path, raw))
    assert not failed


def in_turn(ones: list[Any], others: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Each of both at least once: what an object is does not change how a hostile word is read."""
    if ones and others:
        yield from islice(zip(cycle(ones), cycle(others), strict=False), max(len(ones), len(others)))


HOSTILE_PARTS: dict[str, list[Any]] = {
    "int": ["0", "-1", "9" * 18, "9" * 25, "9" * 400, "٣", "1e3", "0x10"],
    "text": ["%00", "%ff", "..%2f..%2fetc%2fpasswd", "'%20OR%201=1%20--", "x" * 5000, "%F0%9F%92%A9", "%ED%A0%80", "."],
}


def hostile_paths() -> list[str]:
    """Every address with parts, each part in turn replaced by what no page expects."""
    from django.urls import get_resolver

    found = []
    patterns = {name: entries for name, entries in get_resolver().reverse_dict.lists() if isinstance(name, str)}
    for entries in patterns.values():
        for possibilities, _, _, converters in entries:
            template, parts = possibilities[0]
            for part in parts:
                kind = "int" if "Int" in type(converters[part]).__name__ else "text"
                for hostile in HOSTILE_PARTS[kind]:
                    others = {other: "1" for other in parts if other != part}
                    found.append("/" + template % {**others, part: hostile})
    return found


def test_hostile_addresses_are_answered_never_with_a_failure(client: Any) -> None:
    client.raise_request_exception = False
    paths = [*hostile_paths(), "/" + "x" * 8000, "/" + "a/" * 2000, "/%00", "/%ff", "/..%2f..%2f", "//xau.example/"]
    assert len(paths) > 100
    failed = [path[:80] for path in paths if client.get(path).status_code >= 500]
    assert not failed


@pytest.mark.parametrize("name", [name for name in NAMES if name in WRITING])
def test_hostile_forms_are_answered_never_with_a_failure(province: Province, client_as: Any, name: str) -> None:
    world = World("ld-24751", "ld-24616", date(2026, 3, 2))
    address = next(found for found in addresses() if found.name == name)
    roles = [role for role in WRITERS if _may(name, role)]
    client = client_as(province.account(roles[0]))
    client.raise_request_exception = False
    fields = ("row", "unit", "cell", "value", "reason", "kind", "year", "set_code", "login", "password", "viec", "name",
              "xac-nhan-source", "sua-source", "sua-value", "username", "full_name", "since", "until", "role", "effective_on",
              "act", "code", "document", "title", "action", "password1", "password2", "oldpassword")  # fmt: skip
    first = Batch.objects.filter(kind="indicator-values")[0].rows.all()[0].pk
    failed = []
    words = ("\x00", "9" * 30, "-1", "x" * 20_000, "\uffff", "٣", "<script>", "null")
    changes = ({}, {"row": first}, {"viec": "sua"}, {"viec": "xac-nhan"})
    paths = [url(address, parts) for parts in world.objects(address).values()]
    for path, (hostile, change) in in_turn(paths, list(product(words, changes))):
        answer = client.post(path, {**dict.fromkeys(fields, hostile), **change})
        if answer.status_code >= 500:
            failed.append((hostile[:10], change, answer.status_code))
    answer = client.post(paths[0], b"\xff\xfe not a form", content_type="multipart/form-data; boundary=x")
    assert answer.status_code < 500
    assert not failed


@pytest.mark.parametrize(
    "name", ["../../bay.xlsx", "a\x00b.xlsx", "x" * 400 + ".xlsx", "…\u202e.xlsx", ".xlsx", "CON.csv"]
)
def test_the_name_of_an_uploaded_file_leads_nowhere(client: Any, settings: Any, name: str) -> None:
    content = (PACK / "samples" / "so-cong-nhan.xlsx").read_bytes()
    before = {path for path in Path(settings.DATA_DIR).parent.rglob("*")}
    client.raise_request_exception = False
    answer = client.post(reverse("imports"), {"file": SimpleUploadedFile(name, content), "kind": "recognitions"})
    assert answer.status_code in (303, 422)
    fresh = {path for path in Path(settings.DATA_DIR).parent.rglob("*")} - before
    assert all(re.fullmatch(r"[0-9a-f]{64}\.(xlsx|csv|bin)", path.name) for path in fresh if path.is_file())
