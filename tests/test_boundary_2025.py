"""1 July 2025: no districts any more, 60 communes become 25. Every page crosses that night, and nothing is lost."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest

from chungsuc.cli.evaluate import evaluated
from chungsuc.criteria.models import Value
from chungsuc.movement.facts import as_json, progress_on
from chungsuc.movement.models import Plan
from chungsuc.organisations.access import person_on
from chungsuc.organisations.actions import NewUnit, merge_units
from chungsuc.organisations.facts import tree_on
from chungsuc.organisations.models import Unit
from chungsuc.recognition.models import Recognition
from tests.access_matrix import Opened, World, addresses, open_pages, text_of, url
from tests.province import Province

EVE, DAY = date(2025, 6, 30), date(2025, 7, 1)
WRITTEN = {EVE: "30/06/2025", DAY: "01/07/2025"}
OWN, NEIGHBOUR = "ld-24751", "ld-24616"


@pytest.fixture(autouse=True)
def present_day(settings: Any) -> None:
    settings.TODAY = "2026-03-02"


def opened(client: Any, name: str, parts: dict[str, Any], day: date | None = None, **query: str) -> str:
    """The text of a page, which must open."""
    address = next(found for found in addresses() if found.name == name)
    answer = client.get(url(address, parts, WRITTEN.get(day, "") if day else "", **query))
    assert answer.status_code == 200, (name, parts, answer.status_code)
    return unescape(text_of(answer))


@pytest.mark.parametrize("day", [EVE, DAY])
def test_every_page_opens_on_both_sides_of_the_night(province: Province, client_as: Any, day: date) -> None:
    world = World(OWN, NEIGHBOUR, day)
    client = client_as(province.account("coordinator"))
    pages = open_pages(client, "coordinator", day=WRITTEN[day], world=world)
    assert len(pages) > 10
    assert {page.address: page.status for page in pages if page.status != 200} == {}


@pytest.mark.parametrize(("day", "count"), [(EVE, 60), (DAY, 25)])
def test_the_table_of_communes_has_a_row_for_every_commune_of_the_day(
    province: Province, client_as: Any, day: date, count: int
) -> None:
    text = opened(client_as(province.account("coordinator")), "communes", {}, day)
    communes = tree_on(day).ntm_communes
    assert len(communes) == count
    linked = set(re.findall(r'href="/don-vi/([^/"?]+)/?[?"]', text))
    assert {unit.code for unit in communes} <= linked


def codes_shown(page: Opened) -> Iterator[str]:
    yield from re.findall(r"/don-vi/((?:dn|ld)-[\w-]+)/", page.text)


@pytest.mark.parametrize("day", [EVE, DAY])
def test_the_home_page_and_the_map_are_drawn_with_the_units_of_their_day(
    province: Province, client_as: Any, day: date
) -> None:
    client = client_as(province.account("coordinator"))
    there = {unit.code for unit in tree_on(day).communes}
    pages = [page for page in open_pages(client, "coordinator", day=WRITTEN[day]) if page.name in ("home", "map")]
    assert {page.name for page in pages} == {"home", "map"}
    for page in pages:
        communes = {code for code in codes_shown(page) if Unit.objects.get(code=code).kind == "commune"}
        assert communes and communes <= there, page.name


def test_no_page_of_the_new_day_offers_a_district_but_its_own_page_can_still_be_read(
    province: Province, client_as: Any
) -> None:
    client = client_as(province.account("coordinator"))
    districts = {unit.code: unit.name for unit in tree_on(EVE).districts}
    assert len(districts) == 8
    text = opened(client, "communes", {}, DAY)
    assert not [name for code, name in districts.items() if f"/don-vi/{code}/" in text]
    for code, name in list(districts.items())[:2]:
        page = opened(client, "unit", {"code": code}, DAY)
        assert name in page and "30/06/2025" in page


def test_a_closed_commune_keeps_its_values_its_verdicts_and_its_recognitions(
    province: Province, client_as: Any
) -> None:
    client = client_as(province.account("coordinator"))
    entry = Recognition.objects.filter(unit__until=EVE, unit__kind="commune").select_related("unit", "level").first()
    assert entry is not None
    page = opened(client, "unit", {"code": entry.unit.code}, DAY)
    assert entry.decision_number in page and entry.level.name in page
    value = Value.objects.filter(unit=entry.unit, is_current=True).select_related("batch").first()
    assert value is not None
    page = opened(client, "value", {"pk": value.pk}, DAY)
    assert value.cell in page and value.batch.filename in page


def test_the_register_still_lists_every_recognition_of_a_closed_unit(province: Province, client_as: Any) -> None:
    client = client_as(province.account("coordinator"))
    numbers = set(Recognition.objects.filter(unit__until=EVE).values_list("decision_number", flat=True))
    text = opened(client, "register", {}, DAY)
    pages = [text, *(opened(client, "register", {}, DAY, trang=str(number)) for number in (2, 3))]
    assert len(numbers) > 10
    assert not [number for number in numbers if not any(number in page for page in pages)]


def test_a_new_commune_names_what_it_was_made_of(province: Province, client_as: Any) -> None:
    page = opened(client_as(province.account("coordinator")), "unit", {"code": OWN}, DAY)
    names = Unit.objects.get(code=OWN).ancestry.values_list("predecessor__identities__name", flat=True)
    assert len(names) > 1
    assert all(name in page for name in names)


def test_a_district_officials_reach_ends_with_the_district(province: Province, client_as: Any, settings: Any) -> None:
    official = province.account("district")
    assert len(person_on(official, EVE).scope("unit.read").unit_ids or ()) > 5
    assert person_on(official, DAY).scope("unit.read").empty
    unit = next(found for found in addresses() if found.name == "unit")
    settings.TODAY = "2025-06-30"
    assert client_as(official).get(url(unit, {"code": "dn-666"})).status_code == 200
    settings.TODAY = "2025-07-01"
    assert client_as(official).get(url(unit, {"code": "dn-666"})).status_code == 403
    assert client_as(official).get(url(unit, {"code": "dn-666"}, WRITTEN[EVE])).status_code == 403


def test_todays_commune_official_reads_the_units_that_went_into_the_commune(province: Province, client_as: Any) -> None:
    client = client_as(province.account("commune"))
    world = World(OWN, NEIGHBOUR, DAY)
    former = list(Unit.objects.filter(succession__successor__code=OWN, kind="commune").values_list("code", flat=True))
    assert len(former) > 1
    for code in former:
        assert opened(client, "unit", {"code": code}, EVE)
    unit = next(found for found in addresses() if found.name == "unit")
    answer = client.get(url(unit, {"code": world.units["closed_neighbour"]}, WRITTEN[EVE]))
    assert answer.status_code == 404


def figures(day: date) -> list[dict[str, Any]]:
    return [as_json(row) for row in progress_on(Plan.objects.get(), day)]


def test_a_further_merger_leaves_every_figure_of_the_past_as_it_was_to_the_last_digit(
    province: Province, client_as: Any
) -> None:
    past = [date(2021, 12, 31), date(2023, 12, 31), EVE, date(2025, 12, 31)]
    before = {day: figures(day) for day in past}
    judged = evaluated("xa_ntm_2021_2025", 2023)
    client = client_as(province.account("coordinator"))
    page = main_part(opened(client, "home", {}, None, ngay="31/12/2023"))
    merge_units(
        code="thu-2026",
        effective_on=date(2026, 2, 1),
        document="",
        title="Nhập hai xã để thử",
        predecessors=[OWN, NEIGHBOUR],
        into=NewUnit("ld-moi", "commune", "xã", "Xã Mới Thử", "24999", "ld-68", (("in_ntm_scope", "yes"),)),
        by="bài thử",
    )
    assert len(tree_on(date(2026, 2, 1)).ntm_communes) == 24
    assert {day: figures(day) for day in past} == before
    assert evaluated("xa_ntm_2021_2025", 2023) == judged
    assert main_part(opened(client, "home", {}, None, ngay="31/12/2023")) == page
    later = {row["code"]: row for row in figures(date(2026, 3, 1))}
    assert later["xa_ntm"]["former_units"]["actual"] == before[EVE][0]["actual"]


def main_part(text: str) -> str:
    """What a page says, without the bar of days (a merger adds days to it)."""
    figures_of = re.findall(r">([^<>]*\d[^<>]*)<", text[text.index("<main") : text.index("</main>")])
    return "\n".join(part.strip() for part in figures_of)
