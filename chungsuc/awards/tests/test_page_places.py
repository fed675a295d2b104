"""The menu marks where a page of awards stands; a round leads to what the council read of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import get_resolver, reverse

from chungsuc.awards.models import Dossier
from chungsuc.awards.tests import papered
from chungsuc.awards.tests.decided import somebody, waiting
from chungsuc.awards.tests.proposing import round_of
from chungsuc.menu import ALSO, MENU
from tests.province import Province

DAY = date(2025, 12, 24)


def appraised(**more: Any) -> Dossier:
    """A dossier of a commune that waits for the council."""
    return waiting(of=somebody(), state="appraised", **more)


def test_every_address_that_stands_under_an_entry_of_the_menu_exists_and_under_one_only() -> None:
    names = [name for own in ALSO.values() for name in own]
    assert len(names) == len(set(names))
    assert set(names) <= {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert set(ALSO) <= {entry[1] for _, entries in MENU for entry in entries}


@pytest.mark.parametrize(("name", "entry"), [
    ("award_appraisal", "Thẩm định khen thưởng"), ("award_postings", "Thẩm định khen thưởng"),
    ("award_decisions", "Sổ khen thưởng"), ("award_dossier", "Hồ sơ khen thưởng"), ("award_session", "Hội đồng"),
])  # fmt: skip
def test_the_menu_marks_where_a_page_of_awards_stands(
    settings: Any, bare_province: Province, client_as: Callable[[Any], Any], name: str, entry: str
) -> None:
    settings.TODAY = DAY.isoformat()
    one = appraised()
    keys = {
        "award_appraisal": [one.pk], "award_dossier": [one.pk], "award_session": [papered.session_of([one], DAY).pk],
    }  # fmt: skip
    page = client_as(bare_province.account("emulation")).get(reverse(name, args=keys.get(name, []))).content.decode()
    assert page.count('aria-current="page"') == 1
    assert f'aria-current="page">{entry}</a>' in page


def test_a_round_leads_to_the_papers_of_its_sessions_for_who_may_read_them(
    settings: Any, bare_province: Province, client_as: Callable[[Any], Any]
) -> None:
    settings.TODAY = DAY.isoformat()
    one = appraised(round=round_of(day=DAY))
    client = client_as(bare_province.account("emulation"))
    address = reverse("award_round", args=[one.round_id])
    assert "hồ sơ trình phiên" not in client.get(address).content.decode()
    session = papered.session_of([one], DAY)
    papers = reverse("award_session", args=[session.pk])
    assert (
        f'<a href="{papers}">hồ sơ trình phiên số {session.number}</a>, 1 hồ sơ' in client.get(address).content.decode()
    )
    assert papers not in client_as(bare_province.account("commune")).get(address).content.decode()
