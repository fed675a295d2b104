"""What every test stands on: a data folder of its own, an empty database, people signed in, a real browser.

Settings are read after this file has prepared the surroundings, so a test run never touches a real data folder.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

# xdist's workers inherit the folder of the run; each keeps its data in a part of its own.
_base = os.environ.get("CHUNGSUC_TEST_FOLDER")
if _base is None:
    _base = os.environ["CHUNGSUC_TEST_FOLDER"] = tempfile.mkdtemp(prefix="chungsuc-tests-")
    atexit.register(shutil.rmtree, _base, ignore_errors=True)
os.environ["CHUNGSUC_DATA_DIR"] = str(Path(_base) / os.environ.get("PYTEST_XDIST_WORKER", "main"))
(Path(os.environ["CHUNGSUC_DATA_DIR"]) / "static").mkdir(parents=True, exist_ok=True)
os.environ["CHUNGSUC_JOBS_INLINE"] = "1"
os.environ.pop("CHUNGSUC_HTTPS", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chungsuc.settings")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's loop lives in the thread of the test

import django  # noqa: E402
import hypothesis  # noqa: E402
from django.conf import settings as django_settings  # noqa: E402

from tests import held_alone, standing  # noqa: E402

# Nothing fails for being slow on a busy machine: speed is measured in benchmarks/, beside its anchor.
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")
# Planted faults are tried in one process: every test runs there many times, and must answer alike each time.
hypothesis.settings.register_profile(
    "mutants",
    deadline=None,
    max_examples=30,
    derandomize=True,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)

django.setup()  # now, so that a room's own conftest may import its models

pytest_plugins = ["tests.province"]
REQUIRED = {word.strip() for word in os.environ.get("CHUNGSUC_REQUIRE", "").split(",") if word.strip()}
CHROMIUM_PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_configure(config: pytest.Config) -> None:
    """A fast hash (the tests of `accounts` take the real one back); jobs are done where they are asked for."""
    from huey.contrib import djhuey

    djhuey.HUEY.immediate = True
    held_alone.watch()
    django_settings.SERVICE_PASSWORD_HASHERS = django_settings.PASSWORD_HASHERS
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for a browser page is a browser test; whoever asks for rows is a test of a database."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if {"browser", "page", "page_as"} & asked:
            item.add_marker(pytest.mark.browser)
        if {"db", "transactional_db", "live_server"} & asked or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)
    items.sort(key=standing.order)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """What the test stands on is there before its own transaction begins."""
    standing.prepare(item)


@pytest.fixture(scope="session")
def a_database_to_stand_on(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Ground is laid only in the database of the tests, and is gone before that is."""
    standing.may_stand(django_db_blocker.unblock)
    yield
    with django_db_blocker.unblock():
        standing.leave()


@pytest.fixture(autouse=True)
def nothing_is_remembered_between_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests share a process but not a database: what a process learns of one must not be taken for another's."""
    from chungsuc.recognition.facts import forget_base_level

    forget_base_level()
    django_settings.JOURNAL_HEADS_DIR = tmp_path_factory.mktemp("heads")


@pytest.fixture(autouse=True, scope="session")
def journal_may_be_emptied_between_tests() -> Iterator[None]:
    """The journal's triggers refuse the flush that follows a test with real transactions: lift them just for it."""
    from django.db import connection
    from django.test import TransactionTestCase

    from chungsuc.audit.triggers import create_triggers, drop_triggers

    empty = TransactionTestCase._fixture_teardown

    def empty_without_triggers(case: TransactionTestCase) -> None:
        drop_triggers(connection)
        try:
            standing.emptied(empty, case)
        finally:
            create_triggers(connection)

    TransactionTestCase._fixture_teardown = empty_without_triggers
    yield
    TransactionTestCase._fixture_teardown = empty


@pytest.fixture
def many_connections(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database for threads that write at once, each on a connection of its own, on either engine."""
    from tests.at_once import on_file

    with on_file(tmp_path / "races.sqlite3"):
        yield


def _session_of(user: Any, session: Any) -> Any:
    """Sign in without the signals, so that a test's journal holds only what the test did."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = django_settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session


@pytest.fixture
def client_as() -> Callable[[Any], Any]:
    """`client_as(user)`: a test client in which that person is signed in; `client_as(None)`: nobody is."""
    from django.test import Client

    def client_of(user: Any) -> Client:
        client = Client()
        if user is not None:
            _session_of(user, client.session)
        return client

    return client_of


def _chromium() -> str:
    """The browser's file; without one the test is skipped, or fails where a browser is required."""
    given = os.environ.get("CHROMIUM")
    for place in [given] if given else CHROMIUM_PLACES:
        if place and Path(place).exists():
            return place
    reason = "không có Chromium trên máy này (đặt CHROMIUM=đường dẫn tới trình duyệt)"
    if "browser" in REQUIRED:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser(django_db_blocker: Any) -> Iterator[Any]:
    """One Chromium for the whole run. While it is there its loop runs in this thread, and Django keeps another
    connection for whoever asks under a running loop: what was laid on that one goes before the loop ends.
    """
    place = _chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=place, args=CHROMIUM_ARGUMENTS)
        yield chromium
        with django_db_blocker.unblock():
            standing.leave()
        chromium.close()


@pytest.fixture
def page(browser: Any, live_server: Any) -> Iterator[Any]:
    """A fresh page at the live server, nobody signed in: `page.goto("/dang-nhap/")`."""
    context = browser.new_context(base_url=live_server.url, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    yield context.new_page()
    context.close()


@pytest.fixture
def page_as(page: Any, live_server: Any) -> Callable[[Any], Any]:
    """`page_as(user)`: the page with that person signed in."""
    from importlib import import_module

    def page_of(user: Any) -> Any:
        store = import_module(django_settings.SESSION_ENGINE).SessionStore()
        cookie = {"name": django_settings.SESSION_COOKIE_NAME, "value": _session_of(user, store).session_key}
        page.context.add_cookies([{**cookie, "url": live_server.url}])
        return page

    return page_of
