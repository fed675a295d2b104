"""What is typed into the page of legal events, and how a test walks through it."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from chungsuc.audit.models import Entry
from chungsuc.organisations.actions import NewUnit, open_unit
from chungsuc.organisations.models import (
    Attribute,
    Identity,
    LegalEvent,
    Lineage,
    Membership,
    Placement,
    Post,
    Unit,
)

PRESENT = "2026-03-02"
DAY, EVE = date(2026, 2, 1), date(2026, 1, 31)  # the day of the events below, the day before
ADDRESS = "/don-vi/ghi-su-kien/"
OWN, NEIGHBOUR, PROVINCE = "ld-24751", "ld-24616", "ld-68"
WRITTEN = (Unit, Identity, LegalEvent, Lineage, Placement, Attribute, Membership, Post, Entry)

NEW_COMMUNE = {"name": "Xã Mới Thử", "form": "xã", "gso_code": "24999", "in_scope": "yes", "keeps": "yes"}
MERGE = {
    "viec": "nhap",
    "units": f"Xã Quảng Sơn\n{OWN}\n",
    "effective_on": "01/02/2026",
    "document": "12/NQ-UBTVQH16",
    **{f"moi0-{key}": value for key, value in NEW_COMMUNE.items()},
}
SPLIT = {
    "viec": "tach",
    "unit": "Xã Quảng Sơn",
    "effective_on": "01/02/2026",
    "document": "13/NQ-UBTVQH16",
    "so-phan": "2",
    **{f"moi0-{key}": value for key, value in NEW_COMMUNE.items()},
    **{f"moi1-{key}": value for key, value in {**NEW_COMMUNE, "name": "Quảng Sơn Hai", "gso_code": "24998"}.items()},
}
RENAME = {
    "viec": "doi-ten",
    "unit": "Xã Quảng Sơn",
    "name": "Xã Quảng Sơn Mới",
    "effective_on": "01/02/2026",
    "document": "14/NQ-UBTVQH16",
}
MOVE = {
    "viec": "chuyen",
    "unit": "Thôn Một",
    "parent": OWN,
    "effective_on": "01/02/2026",
    "document": "15/NQ-HĐND",
}
OPEN = {
    "viec": "mo",
    "kind": "village",
    "parent": "Xã Quảng Sơn",
    "effective_on": "15/01/2026",
    "document": "16/QĐ-UBND",
    "moi0-name": "Thôn Hai",
    "moi0-form": "thôn",
}


def text_of(answer: Any) -> str:
    """What a person reads on the page: words without marks, each run of spaces one."""
    body = answer.content.decode()
    main = body[body.index("<main") : body.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def hidden(answer: Any) -> dict[str, str]:
    """The hidden fields of the page's form."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.content.decode())
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def send(client: Any, typed: dict[str, str], step: str = "xem", **more: str) -> Any:
    """Sends the form as its button of a step does."""
    return client.post(reverse("unit_event"), {**typed, "buoc": step, **more})


def record(client: Any, typed: dict[str, str], **answers: str) -> Any:
    """From the form over its preview to the confirmation."""
    shown = send(client, typed)
    assert shown.status_code == 200, text_of(shown)[:1500]
    return client.post(reverse("unit_event"), {**hidden(shown), "buoc": "ghi", **answers})


def everything() -> dict[str, list[tuple]]:
    """Every row about units, and the journal."""
    return {model.__name__: sorted(model.objects.values_list(), key=str) for model in WRITTEN}


@pytest.fixture
def client(bare_province: Any, client_as: Callable[[Any], Any], settings: Any) -> Any:
    settings.TODAY = PRESENT
    return client_as(bare_province.account("coordinator"))


@pytest.fixture
def village(client: Any) -> Unit:
    return open_village("thon-1", "Thôn Một")


def open_village(code: str, name: str, parent: str = NEIGHBOUR) -> Unit:
    new = NewUnit(code, "village", "thôn", name, "", parent)
    return open_unit(new, since=date(2025, 9, 1), by="bài thử", paper="1/QĐ")


def placed(code: str, day: date) -> list[str]:
    return list(Placement.objects.on(day).filter(unit__code=code).values_list("parent__code", flat=True))
