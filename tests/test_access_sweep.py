"""Every address, for every role, with objects near and far, by every method, against the reviewed matrix."""

import re
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from chungsuc.audit.models import Entry
from chungsuc.awards.models import ClockStop, PostedLine
from chungsuc.awards.views.dossiers import SLUGS
from chungsuc.jobs.models import Job
from tests.access_matrix import (
    EXPECTED,
    LEFT_OUT,
    NOT_PAGES,
    READING,
    ROLES,
    WRITING,
    World,
    addresses,
    open_pages,
    row,
    text_of,
    url,
)
from tests.province import POSTS, Province

PRESENT = "2026-03-02"
OWN, NEIGHBOUR = "ld-24751", "ld-24616"
NAMES = [address.name for address in addresses()]
PUBLIC = {"ballot"}  # a household's page: it names its commune to whoever has the address
UNSAFE = ("POST", "PUT", "DELETE", "OPTIONS")


@pytest.fixture(autouse=True)
def present_day(settings: Any) -> None:
    settings.TODAY = PRESENT
    settings.AXES_ENABLED = False  # the sweep fails to sign in more often than people may


@pytest.fixture
def world(province: Province) -> World:
    """The province's objects; a job and a batch belong to the coordinator."""
    from chungsuc.web.day import today

    now = timezone.now()
    province.account("coordinator")
    Job.objects.create(
        kind="doc-tep", state="done", heartbeat=now, finished_at=now, created_by="coordinator", result={"next": "/"}
    )
    return World(OWN, NEIGHBOUR, today())


def person(province: Province, role: str) -> Any:
    return None if role == "anonymous" else province.account(role)


def test_the_matrix_speaks_of_every_role_there_is() -> None:
    assert set(ROLES) == {*POSTS, "anonymous"}
    assert all(row(text) for rows in (*READING.values(), *WRITING.values()) for text in rows.values())


@pytest.mark.parametrize("name", NAMES)
def test_an_address_stands_in_the_matrix(name: str) -> None:
    known = {**READING, **WRITING}
    assert name in known, f"{name}: enter this address into tests/access_matrix.py, after reading who may open it"


@pytest.mark.parametrize("name", [name for name in NAMES if name in READING])
def test_reading_is_as_the_matrix_says(world: World, province: Province, client_as: Any, name: str) -> None:
    address = next(found for found in addresses() if found.name == name)
    objects = world.objects(address)
    assert objects and set(objects) <= set(READING[name]), f"{name}: enter {set(objects) - set(READING[name])}"
    unexpected = []
    marks = {}
    for role in ROLES:
        client = client_as(person(province, role))
        for label, parts in objects.items():
            mark = row(READING[name][label])[role]
            answer = client.get(url(address, parts))
            if not EXPECTED[mark](answer):
                unexpected.append((role, label, f"{answer.status_code}, not {mark}"))
            if mark == "2" and "attachment" in answer.get("Content-Disposition", "") and name not in NOT_PAGES:
                unexpected.append((role, label, "a file: enter it into NOT_PAGES"))
            marks.setdefault(mark, (role, client, url(address, parts)))
    for mark, (role, client, path) in marks.items():  # asked for its head, a page answers whoever as it does else
        if not EXPECTED[mark](client.head(path)):
            unexpected.append((role, path, "head"))
    assert not unexpected


@pytest.mark.parametrize("name", [name for name in NAMES if name not in LEFT_OUT])
def test_no_other_method_opens_or_changes_anything(world: World, province: Province, client_as: Any, name: str) -> None:
    address = next(found for found in addresses() if found.name == name)
    people = {role: person(province, role) for role in ROLES}
    objects = world.objects(address)
    before = Entry.objects.count()
    unexpected = []
    for mark, (role, label) in one_of_each(name, objects).items():
        client, path = client_as(people[role]), url(address, objects[label])
        for method in UNSAFE:
            if method == "POST" and name in WRITING:
                continue
            answer = client.generic(method, path)
            fine = answer.status_code == 405 or (mark != "2" and EXPECTED[mark](answer)) or in_place(answer, role)
            if not fine and not (method == "OPTIONS" and answer.status_code == 200 and not answer.content):
                unexpected.append((role, label, method, answer.status_code))
    assert not unexpected
    assert Entry.objects.count() == before


def one_of_each(name: str, objects: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Of every answer that the matrix knows for this address, somebody and an object that it is given for.

    Whether a method is known is no question of who asks: the guard before a page has answered that by then.
    """
    marks = {}
    for role in ROLES:
        for label in objects:
            mark = row(READING[name][label])[role] if name in READING else "F"
            marks.setdefault(mark, (role, label))
    return marks


def in_place(answer: Any, role: str) -> bool:
    """Refused before the method was looked at."""
    return answer.status_code in (403, 404) or EXPECTED["L"](answer)


@pytest.mark.parametrize("name", [name for name in NAMES if name in WRITING])
def test_writing_is_as_the_matrix_says_and_an_empty_form_writes_nothing(
    world: World, province: Province, client_as: Any, name: str
) -> None:
    address = next(found for found in addresses() if found.name == name)
    unexpected = []
    people = {role: person(province, role) for role in ROLES}
    objects = world.objects(address)
    before = list(Entry.objects.exclude(act__startswith="account.").values_list("seq", flat=True))
    for role in ROLES:
        for label, parts in objects.items():
            mark = row(WRITING[name][label])[role]
            answer = client_as(people[role]).post(url(address, parts), _empty(name))
            if not EXPECTED[mark](answer):
                unexpected.append((role, label, f"{answer.status_code}, not {mark}"))
    assert not unexpected
    assert list(Entry.objects.exclude(act__startswith="account.").values_list("seq", flat=True)) == before


def _empty(name: str) -> dict[str, str]:
    """Nothing, or as little as makes an act of it that must be refused."""
    return {"reason": "  "} if name == "batch_undo" else {}


# What a commune's official reads holds no name, code or number of another commune.


def far_away(world: World, reach: set[int]) -> tuple[list[str], list[str]]:
    """Names and GSO codes of all communes and districts, of any time, that the reach does not hold."""
    from chungsuc.organisations.models import Identity

    kinds = ("commune", "district")
    rows = Identity.objects.filter(unit__kind__in=kinds).values_list("unit_id", "name", "gso_code")
    near = [(name, gso) for unit, name, gso in rows if unit in reach]
    near_text = " | ".join(name for name, _ in near)
    far = [(name, gso) for unit, name, gso in rows if unit not in reach]
    names = sorted({name for name, _ in far if name not in near_text})
    return names, sorted({gso for _, gso in far} - {gso for _, gso in near} - {""})


@pytest.mark.parametrize("role", ["commune", "other_commune"])
@pytest.mark.parametrize("day", ["31/12/2021", "31/12/2023", "30/06/2025", "01/07/2025", ""])
def test_no_page_tells_a_commune_official_of_other_communes(
    world: World, province: Province, client_as: Any, role: str, day: str
) -> None:
    from chungsuc.organisations.access import person_on
    from chungsuc.web.day import today

    reach = person_on(province.account(role), today()).scope("unit.read").unit_ids
    assert reach
    names, codes = far_away(world, set(reach))
    assert len(names) > 60 and len(codes) > 60
    of_names = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, names)) + r")(?!\w)")
    of_codes = re.compile(r"(?<![\w.,/-])(" + "|".join(codes) + r")(?![\w.,-])")
    told = []
    for page in open_pages(client_as(province.account(role)), role, day=day, world=world):
        assert page.status == 200, page.address
        if page.name in PUBLIC:
            continue
        text = without_ancestors(page.text, world)
        found = {*of_names.findall(text), *of_codes.findall(text)}
        told += [(page.address, sorted(found)[:6])] if found else []
    assert not told


def without_ancestors(text: str, world: World) -> str:
    """The page without the breadcrumb and the names of the district and province that the official's units stood in."""
    import html

    text = re.sub(r"(?s)<script.*?</script>|<style.*?</style>", "", html.unescape(text))
    from chungsuc.organisations.models import Placement

    parents = Placement.objects.filter(unit__code__in=list(world.units.values())).values_list(
        "parent__identities__name", flat=True
    )
    for name in sorted(set(parents), key=len, reverse=True):
        text = text.replace(name, "")
    return text


def test_a_search_finds_nothing_out_of_reach(world: World, province: Province, client_as: Any) -> None:
    from chungsuc.organisations.facts import tree_on
    from chungsuc.web.day import today

    tree = tree_on(today())
    neighbour = next(unit for unit in tree.units.values() if unit.code == NEIGHBOUR)
    search = next((found for found in addresses() if found.name == "search"), None)
    assert search is not None
    for role, expected in (("coordinator", True), ("commune", False), ("other_commune", True)):
        answer = client_as(province.account(role)).get(url(search, {}, q=neighbour.name))
        links = re.findall(r'href="([^"?]+)', text_of(answer))
        assert any(NEIGHBOUR in link for link in links) is expected, role


def test_a_page_that_is_out_of_reach_looks_like_a_page_that_is_not_there(
    world: World, province: Province, client_as: Any
) -> None:
    client = client_as(province.account("commune"))
    for name, missing in (("unit", {"code": "khong-co"}), ("value", {"pk": 999_999_999})):
        address = next(found for found in addresses() if found.name == name)
        label = "neighbour" if name == "unit" else "closed_neighbour"
        hidden = client.get(url(address, world.objects(address)[label]))
        absent = client.get(url(address, missing))
        assert (hidden.status_code, absent.status_code) == (404, 404)
        assert len(text_of(hidden)) == len(text_of(absent))


# Awards: what a file, a dossier, an opinion or an objection says of people stays with who keeps, examines or decides.


def everything_made(world: World) -> None:
    """Every object that any address has, made before the first page is opened."""
    for address in addresses():
        world.objects(address)


def secrets_of_awards(reach: set[int]) -> dict[str, str]:
    """What must be on no page of somebody with this reach: text → what it is."""
    from chungsuc.awards.models import AwardSubject, Bar, Consultation, FieldVisit, Objection

    Bar.objects.update(note="Nội dung đơn kín 77")
    Consultation.objects.update(words="Ý kiến kín 77", answered_on="2025-12-01", answer="objects")
    FieldVisit.objects.exclude(dossier__subject__unit__in=reach).update(report="Ghi nhận kín 77")
    posting = PostedLine.objects.select_related("posting").first()
    assert posting is not None
    Objection.objects.create(
        posting=posting.posting, received_on="2025-12-01", sender="Người gửi kín 77", words="Phản ánh kín 77", by="x"
    )
    AwardSubject.objects.filter(private=True).exclude(unit__in=reach).update(told_apart="Thôn kín 77")
    far = AwardSubject.objects.filter(private=True).exclude(unit__in=reach).values_list("name", flat=True)
    near = set(AwardSubject.objects.filter(unit__in=reach).values_list("name", flat=True))
    hidden = {name: "a person's name" for name in far if name not in near}
    assert len(hidden) > 1
    return hidden | {text: "told to examiners only" for text in (
        "Nội dung đơn kín 77", "Ý kiến kín 77", "Ghi nhận kín 77", "Người gửi kín 77", "Phản ánh kín 77", "Thôn kín 77",
    )}  # fmt: skip


@pytest.mark.parametrize("role", ["commune", "other_commune", "anonymous"])
def test_no_page_or_file_tells_a_commune_or_the_public_of_other_peoples_awards(
    world: World, province: Province, client_as: Any, role: str
) -> None:
    from chungsuc.organisations.access import person_on
    from chungsuc.web.day import today

    everything_made(world)
    account = person(province, role)
    reach = set(person_on(account, today()).scope("unit.read").unit_ids or ()) if account else set()
    secrets = secrets_of_awards(reach)
    client = client_as(account)
    told = []
    for page in open_pages(client, role, world=world):
        if page.name == "award_public_posting":  # what the law asks to be posted: names, places, merits
            continue
        told += [(page.address, what, text) for text, what in secrets.items() if text in page.text]
    if account:
        text = text_of(client.get("/khen-thuong/so/tai-ve.csv"))
        told += [("csv", what, secret) for secret, what in secrets.items() if secret in text]
    assert not told


def test_the_public_posting_shows_its_lines_and_nothing_of_who_objected(
    world: World, province: Province, client_as: Any
) -> None:
    everything_made(world)
    secrets = [text for text, what in secrets_of_awards(set()).items() if what != "a person's name"]
    page = next(
        one for one in open_pages(client_as(None), "anonymous", world=world) if one.name == "award_public_posting"
    )
    assert "Hiến đất" in page.text
    assert [text for text in secrets if text in page.text] == []


@pytest.mark.parametrize("role", ["commune", "other_commune"])
def test_a_dossier_that_is_not_there_and_one_out_of_reach_answer_alike(
    world: World, province: Province, client_as: Any, role: str
) -> None:
    everything_made(world)
    label = {"commune": "neighbour", "other_commune": "own"}[role]
    client = client_as(person(province, role))
    names = ("award_dossier", "award_dossier_print", "award_subject", "award_eligibility", "award_formers", "award",
             "award_listing")  # fmt: skip
    for name in names:
        address = next(found for found in addresses() if found.name == name)
        hidden = client.get(url(address, world.objects(address)[label]))
        absent = client.get(url(address, {"pk": 999_999_999}))
        assert (hidden.status_code, absent.status_code) == (404, 404), name
        assert len(text_of(hidden)) == len(text_of(absent)), name


def test_the_officer_of_a_merged_commune_carries_on_its_predecessors_dossier_and_a_neighbours_does_not(
    province: Province, client_as: Any, settings: Any
) -> None:
    from chungsuc.awards.tests import dossiers, proposing, rows

    before, after = date(2025, 6, 20), date(2025, 7, 10)
    made = proposing.at_commune("dn-24751", before, name="Người trước sáp nhập", handed_in=True)
    dossiers.step(made, "receive", "submitted", "formal", before)
    type(made).objects.filter(pk=made.pk).update(
        state="formal_stopped", received_on=before, stamp_year=2025, stamp=77, regime="R2022A"
    )
    settings.TODAY = after.isoformat()
    ClockStop.objects.create(dossier=made, clock="formal", since=before, asked="Thiếu biên bản", by="x")
    page = f"/khen-thuong/ho-so/{made.pk}/"
    heir, neighbour = (client_as(rows.commune(code, after).account) for code in ("ld-24751", "ld-24616"))
    assert "Người trước sáp nhập" in text_of(heir.get(page))
    slug = next(slug for slug, code in SLUGS.items() if code == "answer_formal")
    answer = f"/khen-thuong/ho-so/{made.pk}/viec/{slug}/"
    assert heir.get(answer).status_code == 200
    for address in (page, answer, f"{page}in/", f"{page}sua/"):
        assert neighbour.get(address).status_code == 404
    made.refresh_from_db()
    assert heir.post(answer, {"version": made.version, "reason": "Đã bổ sung biên bản."}).status_code == 303
    made.refresh_from_db()
    assert made.state == "formal"
