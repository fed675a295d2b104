"""A name and a photograph without consent stand on no page, in no file: swept over everything that can be opened."""

from datetime import date
from html import unescape
from typing import Any

import pytest

from chungsuc.exemplars import actions
from chungsuc.exemplars.models import Consent, Coverage, Exemplar
from chungsuc.law.spelling import fold
from chungsuc.organisations.access import person_on
from tests.access_matrix import READING, World, addresses, open_pages, row, text_of, url
from tests.province import Province

from . import rows

DAY = date(2025, 8, 1)
NAME, BARE = "Hộ ông Điểu K'Lung Bé", "dieu klung be"
WITHOUT = ("leader", "inspector", "council")  # they hold no right to names
FILES = ("exemplars_file", "coverage_file", "coverage_quarters_file")


@pytest.fixture(autouse=True)
def present_day(settings: Any) -> None:
    settings.TODAY = DAY.isoformat()


@pytest.fixture
def made(province: Province) -> Exemplar:
    """A verified household with a photograph, a copy, and a piece whose title and address tell the name."""
    found = rows.exemplar("ld-24751", name=NAME, found_on=date(2025, 7, 10))
    rows.verified(found, rows.department(DAY))
    rows.photo(found)
    rows.copied(found)
    rows.piece(
        found,
        title=f"{NAME} hiến đất",
        link="bao.example/dieu-k-lung-be",
        outlet=rows.outlet(),
        day=date(2025, 7, 20),
        exemplar=found,
    )
    return found


def consented(made: Exemplar) -> Consent:
    """Consent to the name and to photographs, for everybody; the name's is returned."""
    rows.agreed(made, "photo", day=DAY)
    return rows.agreed(made, "name", day=DAY)


def withdrawn(made: Exemplar) -> None:
    """Both consents are taken back."""
    for consent in Consent.objects.filter(withdrawn_at=None).select_related("exemplar"):
        actions.withdraw_consent(consent, on=DAY, how="Báo tại UBND xã", acting=rows.emulation(DAY))


def own_pages(client: Any, made: Exemplar, role: str) -> list[tuple[str, str]]:
    """Every page and file of this room that the role may open, as (address, text)."""
    piece, copy = Coverage.objects.get(exemplar=made), made.copies.get()
    parts = {
        "exemplar": {"pk": made.pk}, "exemplar_copy": {"pk": copy.pk}, "coverage_piece": {"pk": piece.pk},
    }  # fmt: skip
    found = []
    for address in addresses():
        if address.name not in READING or not address.name.startswith(("exemplar", "coverage", "outlets")):
            continue
        given = parts.get(address.name, {})
        if set(address.parts) != set(given) or "2" not in {row(text)[role] for text in READING[address.name].values()}:
            continue
        for day in ("", "15/07/2025", "31/07/2025"):
            path = url(address, given, day)
            answer = client.get(path)
            assert answer.status_code == 200, path
            found.append((path, workbook_text(answer) if address.name in FILES else text_of(answer)))
    return found


def workbook_text(answer: Any) -> str:
    """Every cell of a workbook, in words."""
    import io
    import zipfile

    book = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    return " ".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


def tells(text: str) -> bool:
    """Whether a page or file holds the name, as people or an address write it."""
    plain = fold(unescape(text))
    return BARE in plain or "dieu k lung be" in plain


def telling(pages: list[tuple[str, str]]) -> list[str]:
    return [path for path, text in pages if tells(text)]


@pytest.mark.parametrize("role", WITHOUT)
def test_a_name_is_shown_with_consent_and_gone_from_every_page_and_file_once_it_is_taken_back(
    made: Exemplar, province: Province, client_as: Any, role: str
) -> None:
    client = client_as(province.account(role))
    before = own_pages(client, made, role)
    assert telling(before) == []
    consented(made)
    assert {path.split("?")[0] for path in telling(own_pages(client, made, role))} >= {
        "/dien-hinh/", "/dien-hinh/tai-ve/", f"/dien-hinh/{made.pk}/", "/truyen-thong/", "/truyen-thong/tai-ve/",
    }  # fmt: skip
    withdrawn(made)
    after = own_pages(client, made, role)
    assert telling(after) == []
    assert len(after) == len(before) > 20


def test_nothing_else_in_the_service_tells_the_name_after_it_was_taken_back(
    made: Exemplar, province: Province, client_as: Any
) -> None:
    consented(made)
    withdrawn(made)
    world = World("ld-24751", "ld-24616", DAY)
    for role in ("leader", "inspector"):
        pages = open_pages(client_as(province.account(role)), role, world=world)
        assert [page.address for page in pages if tells(page.text)] == []
        assert len(pages) > 40


def test_whoever_keeps_it_still_sees_the_name_and_the_photograph(
    made: Exemplar, province: Province, client_as: Any
) -> None:
    photo = made.photos.get()
    for role, seen in (("commune", True), ("emulation", True), ("inspector", False), ("other_commune", None)):
        client = client_as(province.account(role))
        page = client.get(f"/dien-hinh/{made.pk}/")
        picture = client.get(f"/dien-hinh/{made.pk}/anh/{photo.pk}/").status_code
        if seen is None:
            assert (page.status_code, picture) == (404, 404)
            continue
        assert (tells(text_of(page)), picture == 200) == (seen, seen), role


def test_a_photograph_opens_by_its_own_consent_and_its_document_opens_no_other_way(
    made: Exemplar, province: Province, client_as: Any
) -> None:
    photo = made.photos.get()
    places = (
        f"/dien-hinh/{made.pk}/anh/{photo.pk}/",
        f"/minh-chung/{photo.document_id}/",
        f"/minh-chung/{photo.document_id}/tep/",
    )
    client = client_as(province.account("inspector"))
    keeper = client_as(province.account("emulation"))
    rows.agreed(made, "name", day=DAY)
    assert [client.get(place).status_code for place in places] == [404, 404, 404]
    assert [keeper.get(place).status_code for place in places] == [200, 200, 200]
    rows.agreed(made, "photo", scope="inside", day=DAY)
    assert [client.get(place).status_code for place in places] == [200, 200, 200]
    withdrawn(made)
    assert [client.get(place).status_code for place in places] == [404, 404, 404]
    listed = text_of(keeper.get("/minh-chung/"))
    assert f"/minh-chung/{photo.document_id}/" not in listed


def test_a_search_finds_by_name_only_whoever_may_see_it(made: Exemplar, province: Province, client_as: Any) -> None:
    for role, hits in (("inspector", 0), ("emulation", 1)):
        client = client_as(province.account(role))
        for place in ("/dien-hinh/", "/truyen-thong/"):
            answer = text_of(client.get(place, {"q": "dieu k'lung"}))
            assert (f"số {made.pk}" in answer) is bool(hits), (role, place)
    found = text_of(client_as(province.account("inspector")).get("/dien-hinh/", {"q": "HIEN dat nhan co"}))
    assert f"/dien-hinh/{made.pk}/" in found


def test_the_press_sees_what_is_open_to_all_and_what_it_found(made: Exemplar) -> None:
    from chungsuc.exemplars.access import Desk

    press = rows.person("press", "BAO", DAY)
    seen = Exemplar.objects.filter(Desk(press).visible())
    assert list(seen) == []
    consented(made)
    assert list(Exemplar.objects.filter(Desk(press).visible())) == [made]
    withdrawn(made)
    assert list(Exemplar.objects.filter(Desk(press).visible())) == []
    assert person_on(press.account, DAY).may("exemplar.public")
