"""What is never written in a log, whoever types it and wherever: every form of every room, and each way of answering.

Lines are taken at DEBUG, as an administrator in trouble would turn them on, behind the filter of the service's handler.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from chungsuc.councils import actions as councils
from chungsuc.councils.models import Box, Session
from chungsuc.councils.tests.hall import HELD, Hall, matter
from chungsuc.evidence.tests.making import photograph
from chungsuc.oversight import actions as surveys
from chungsuc.oversight.models import SurveyBox
from chungsuc.oversight.tests.surveys import FRONT, LATER, ballots, begun, hamlet
from chungsuc.web.logs import WithoutPersonalData
from tests.access_matrix import WRITING, World, addresses, url
from tests.province import PASSWORD, Province
from tests.test_security import WRITERS, _may

IDENTITY, PHONE, TOKEN = "067099001234", "0912345678", "k9Zt3Qw7Lm2Xv8Rb5Ny1Hc6Jd4Fg0Sa"
TYPED = f"Ông A, căn cước {IDENTITY}, điện thoại {PHONE}, mật khẩu: {PASSWORD}, token={TOKEN}"
KEPT = {
    "viec",
    "act",
    "csrfmiddlewaretoken",
    "version",
    "trang-thai",
}  # what chooses the act is left as the page has it
NAMES = sorted(address.name for address in addresses() if address.name in WRITING)


@pytest.fixture
def written(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], str]]:
    """Everything that was logged so far, as the service would write it."""
    mask = WithoutPersonalData()
    caplog.handler.addFilter(mask)
    caplog.set_level("DEBUG")
    yield lambda: "\n".join(f"{line.getMessage()} {line.exc_text or ''}" for line in caplog.records)
    caplog.handler.removeFilter(mask)


def said(browser: Client, text: str, *more: str) -> list[str]:
    """Which secrets stand in the text: what was typed, what the browser carries, and what else is given."""
    carried = [morsel.value for morsel in browser.cookies.values() if morsel.value]
    return [secret for secret in (IDENTITY, PHONE, TOKEN, PASSWORD, *carried, *more) if secret in text]


@pytest.mark.parametrize("name", NAMES)
def test_no_form_of_any_room_puts_what_is_typed_into_a_log(
    province: Province, client_as: Any, settings: Any, written: Callable[[], str], name: str
) -> None:
    settings.TODAY = "2026-03-02"
    world = World("ld-24751", "ld-24616", date(2026, 3, 2))
    address = next(found for found in addresses() if found.name == name)
    client = client_as(province.account(next((role for role in WRITERS if _may(name, role)), WRITERS[0])))
    for parts in world.objects(address).values():
        here = url(address, parts)
        page = client.get(here, {"q": TYPED}).content.decode(errors="replace")
        fields = set(re.findall(r'name="([^"]+)"', page)) - KEPT
        for act in re.findall(r'name="(?:viec|act)" value="([^"]+)"', page) or [""]:
            client.post(here, {**dict.fromkeys(fields, TYPED), "viec": act, "act": act})
        client.post(here, TYPED.encode(), content_type="application/json")
    client.get(f"/khong-co/{IDENTITY}/{PHONE}/")  # so that something is written at all
    assert "Not Found" in written()
    assert said(client, written()) == []


def test_neither_a_password_nor_a_wrong_one_is_written(province: Province, written: Callable[[], str]) -> None:
    province.account("coordinator")
    browser, wrong = Client(), "Gần đúng " + PASSWORD[:8]
    for password in (wrong, PASSWORD):
        browser.post(reverse("account_login"), {"login": "coordinator", "password": password})
    browser.post(reverse("account_change_password"), {"oldpassword": wrong, "password1": PASSWORD, "password2": wrong})
    assert written()
    assert said(browser, written(), wrong, "coordinator") == []


def test_a_household_leaves_neither_its_code_nor_its_receipt_nor_its_answer(
    bare_province: Province, settings: Any, written: Callable[[], str]
) -> None:
    survey = begun()
    [(_, code), *_] = surveys.issue_codes(survey, hamlet(survey), by=FRONT)
    settings.TODAY = LATER.isoformat()
    given = {f"xa-{content}": "yes" for content in ballots(survey)["xa"]}
    browser = Client()
    answer = browser.post(reverse("ballot", args=[survey.address]), {"code": code, **given}).content.decode()
    [receipt] = re.findall(r'<b class="code">([^<]+)</b>', answer)
    browser.post(reverse("ballot", args=[survey.address]), {"code": code, **given})  # again: refused, and told
    browser.post(reverse("ballot", args=[survey.address]), {"bien-nhan": receipt})
    assert SurveyBox.objects.exclude(ballots=[]).exists()
    assert said(browser, written(), code, receipt, *given) == []


def test_a_member_leaves_neither_choice_nor_receipt_from_the_vote_to_the_check(
    bare_province: Province, client_as: Any, settings: Any, written: Callable[[], str]
) -> None:
    settings.TODAY = HELD.isoformat()
    with matter():
        hall = Hall()
        session = hall.voting()
        browser, item = client_as(hall.account(1)), session.items.get()
        vote = reverse("council_vote", args=[session.pk])
        for act in ("xem-lai", "bo-phieu", "bo-phieu"):
            browser.post(vote, {"viec": act, "trang-thai": "voting", f"nd-{item.pk}": "yes"})
        [code] = [ballot["code"] for ballot in Box.objects.get().ballots]
        for number in range(2, 6):
            hall.vote(session, number)
        councils.close_voting(Session.objects.get(), on=HELD, by="x")
        found = browser.post(reverse("council_ballots", args=[session.pk]), {"ma": code})
    assert "Phiếu này đã được đếm" in found.content.decode()
    assert said(browser, written(), code, code.replace("-", ""), f"nd-{item.pk}") == []


def test_a_files_name_and_what_is_read_from_it_stay_out_of_the_log(
    province: Province,
    client_as: Any,
    settings: Any,
    written: Callable[[], str],
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.TODAY = "2025-12-01"
    own, office = client_as(province.account("commune")), client_as(province.account("coordinator"))
    sheet = f"Đơn vị,1.1\nXã Một,{IDENTITY}\n".encode()
    with django_capture_on_commit_callbacks(execute=True):
        file = SimpleUploadedFile(f"can-cuoc {IDENTITY}.csv", sheet)
        office.post(reverse("imports"), {"file": file, "kind": "indicator-values"})
    screen = reverse("entry_file", args=["ld-24751", "xa_ntm_2021_2025", 2025, 10])
    for content in (photograph(), b"", b"MZ" + b"\0" * 100):
        file = SimpleUploadedFile(f"anh {IDENTITY}.jpg", content, content_type="image/jpeg")
        own.post(screen, {"file": file, "indicator": "10", "kind": "quyet_dinh", "title": TYPED})
    own.get(f"/khong-co/{IDENTITY}/")
    assert "Not Found" in written()
    assert said(own, written()) + said(office, written()) == []
