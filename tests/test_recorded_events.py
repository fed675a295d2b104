"""What an event recorded through its page does elsewhere: nothing to the days before, its lineage to the days after."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from chungsuc.cli.evaluate import evaluated
from chungsuc.movement.facts import as_json, progress_on
from chungsuc.movement.models import Plan
from chungsuc.organisations.actions import NewUnit, open_unit
from chungsuc.organisations.facts import tree_on
from chungsuc.organisations.models import LegalEvent, Unit
from chungsuc.organisations.tests.events_support import (
    DAY,
    EVE,
    MERGE,
    MOVE,
    NEIGHBOUR,
    OPEN,
    OWN,
    PRESENT,
    RENAME,
    SPLIT,
    record,
    text_of,
)
from chungsuc.recognition.facts import register_on
from chungsuc.rulebook.models import LegalDocument
from tests.province import Province

PAST = [date(2021, 12, 31), date(2023, 12, 31), date(2025, 6, 30), date(2025, 7, 1), date(2025, 12, 31), EVE]
LATER = date(2026, 3, 1)
SPLIT_HELD = {**SPLIT, "unit": OWN}  # Nhân Cơ holds the level of its parts


@pytest.fixture
def client(province: Province, client_as: Callable[[Any], Any], settings: Any) -> Any:
    settings.TODAY = PRESENT
    return client_as(province.account("coordinator"))


def figures(day: date) -> list[dict[str, Any]]:
    return [as_json(row) for row in progress_on(Plan.objects.get(), day)]


def said_on(client: Any, day: str) -> list[str]:
    """What the pages that count say of a day."""
    return [text_of(client.get(address, {"ngay": day})) for address in ("/", "/xa/", "/so-cong-nhan/")]


@pytest.mark.parametrize("typed", [MERGE, SPLIT_HELD, RENAME], ids=["merge", "split", "rename"])
def test_an_event_recorded_through_the_page_changes_no_figure_of_a_day_before_it(
    client: Any, typed: dict[str, str]
) -> None:
    before = {day: figures(day) for day in PAST}
    trees = {day: tree_on(day).units for day in PAST[:-1]}
    judged = [evaluated("xa_ntm_2021_2025", 2023), evaluated("xa_ntm_2016_2020", 2021)]
    pages = said_on(client, "31/12/2023")
    answer = record(client, typed)
    assert answer.status_code == 303 and client.get(answer["Location"]).status_code == 200
    assert {day: figures(day) for day in PAST} == before
    assert [evaluated("xa_ntm_2021_2025", 2023), evaluated("xa_ntm_2016_2020", 2021)] == judged
    assert said_on(client, "31/12/2023") == pages
    for day, units in trees.items():
        now = tree_on(day).units
        assert {pk: (u.name, u.gso_code, u.parent_id, u.attributes) for pk, u in now.items()} == {
            pk: (u.name, u.gso_code, u.parent_id, u.attributes) for pk, u in units.items()
        }


def test_from_its_day_on_the_new_commune_is_counted_and_the_old_ones_are_not(client: Any) -> None:
    assert len(tree_on(EVE).ntm_communes) == 25
    record(client, MERGE)
    assert len(tree_on(DAY).ntm_communes) == 24
    page = text_of(client.get(f"/don-vi/{NEIGHBOUR}/", {"ngay": "01/03/2026"}))
    assert "Đơn vị đã kết thúc ngày 31/01/2026." in page and "Nay thuộc Xã Mới Thử" in page
    assert "Nay chia thành" not in page
    new = Unit.objects.get(kind="commune", since=DAY)
    page = text_of(client.get(f"/don-vi/{new.code}/", {"ngay": "01/03/2026"}))
    assert "Gồm các đơn vị trước sắp xếp" in page and "Xã Quảng Sơn" in page and "Xã Nhân Cơ" in page


def test_the_page_of_a_divided_commune_names_all_its_successors_once(client: Any) -> None:
    answer = record(client, SPLIT_HELD)
    page = text_of(client.get(answer["Location"]))
    assert "Nay chia thành Xã Mới Thử , Xã Quảng Sơn Hai , theo: Chia Xã Nhân Cơ" in page


def standing_of(name: str, day: date) -> Any:
    unit = next(u for u in tree_on(day).ntm_communes if u.name == name)
    return register_on(day, [unit.id]).standing(unit.id, "xa_ntm")


def test_what_a_divided_commune_held_is_left_open_for_each_part_since_no_rule_says_it(client: Any) -> None:
    assert standing_of("Xã Nhân Cơ", EVE).outcome == "met"
    record(client, SPLIT_HELD)
    for name in ("Xã Mới Thử", "Xã Quảng Sơn Hai"):
        standing = standing_of(name, DAY)
        assert standing.outcome == "undetermined" and standing.inherited
        assert "chưa có quy định về mức đã đạt sau chia tách" in standing.verdict.reasons[0].text
        assert standing.verdict.reasons[0].citation.status == "missing"
    from chungsuc.movement.readings import Readings

    shared = Readings().register(DAY)
    new = Unit.objects.get(code="ld-24999")
    assert shared.standing(new.pk, "xa_ntm").verdict == standing_of("Xã Mới Thử", DAY).verdict


def test_what_a_divided_commune_never_held_its_parts_do_not_hold_either(client: Any) -> None:
    assert standing_of("Xã Quảng Hòa", EVE).outcome == "not_met"
    record(client, {**SPLIT, "unit": "Xã Quảng Hòa"})
    standing = standing_of("Xã Mới Thử", DAY)
    assert standing.outcome == "not_met"
    assert standing.verdict.reasons[0].text == "Lập ra do chia tách Xã Quảng Hòa, chưa được công nhận."


# --- the page that tells of all events ---------------------------------------------------------------------------


def section(words: str, title: str) -> str:
    return words[words.index(title) :]


def test_the_page_of_mergers_tells_of_a_merger_and_its_paper_as_it_was_typed(client: Any) -> None:
    record(client, MERGE)
    words = text_of(client.get("/sap-nhap/"))
    told = section(words, "Từ 01/02/2026: 2 đơn vị cấp xã thành 1")
    assert "Nhập Xã Quảng Sơn, Xã Nhân Cơ thành Xã Mới Thử." in told
    assert told.index("12/NQ-UBTVQH16") < told.index("Chưa đối chiếu")
    assert "Từ 01/07/2025: 71 đơn vị cấp xã thành 28" in told


def test_a_paper_of_the_register_is_told_by_its_full_name(client: Any) -> None:
    LegalDocument.objects.create(
        code="nq-12", kind="Nghị quyết", number_confirmed="12/NQ-UBTVQH16", title="Sắp xếp", status="verified"
    )
    record(client, MERGE)
    record(client, {**RENAME, "unit": "Xã Quảng Hòa", "document": "12/NQ-UBTVQH16"})
    assert text_of(client.get("/sap-nhap/")).count("Nghị quyết 12/NQ-UBTVQH16") == 2


def test_a_split_is_told_with_one_old_unit_and_its_own_reason(client: Any) -> None:
    record(client, SPLIT_HELD)
    told = section(text_of(client.get("/sap-nhap/")), "Từ 01/02/2026: 1 đơn vị cấp xã thành 2")
    told = told[: told.index("Từ 01/07/2025: 71 đơn vị")]
    assert "Đứng riêng" not in told
    assert "Lập ra do chia tách, chưa có quy định về mức của từng đơn vị mới 2 0 1 1" in told
    assert "Cộng 2 0 1 1" in told


def test_renames_moves_and_openings_are_told_newest_first_each_with_its_paper(client: Any) -> None:
    open_unit(NewUnit("thon-1", "village", "thôn", "Thôn Một", "", NEIGHBOUR), since=date(2025, 9, 1), by="bài thử")
    record(client, OPEN)
    record(client, RENAME)
    record(client, {**MOVE, "effective_on": "15/02/2026"})
    enterprise = {**OPEN, "kind": "enterprise", "document": "", "moi0-name": "Công ty Cà phê", "moi0-form": ""}
    record(client, enterprise)
    answer = client.get("/sap-nhap/")
    told = section(text_of(answer), "Đổi tên, chuyển đơn vị, mở đơn vị mới")
    titles = [
        "Chuyển Thôn Một từ Xã Quảng Sơn Mới về Xã Nhân Cơ",
        "Đổi tên Xã Quảng Sơn thành Xã Quảng Sơn Mới",
        "Mở Thôn Hai",
        "Mở Thôn Một",
    ]
    places = [told.index(title) for title in titles]
    assert places == sorted(places) and "Công ty Cà phê" not in told
    assert all(paper in told for paper in ("15/NQ-HĐND", "14/NQ-UBTVQH16", "16/QĐ-UBND"))
    assert f'href="/don-vi/{NEIGHBOUR}/?ngay=01/02/2026"' in answer.content.decode()


def test_an_official_of_a_commune_is_told_of_own_events_only(
    client: Any, province: Province, client_as: Callable[[Any], Any]
) -> None:
    record(client, RENAME)
    own, other = (text_of(client_as(province.account(name)).get("/sap-nhap/")) for name in ("other_commune", "commune"))
    assert "Đổi tên Xã Quảng Sơn thành Xã Quảng Sơn Mới" in own
    assert "Quảng Sơn" not in other


def test_an_event_that_does_not_say_whose_it_is_is_told_without_a_link_to_whoever_sees_all(
    client: Any, province: Province, client_as: Callable[[Any], Any]
) -> None:
    LegalEvent.objects.create(code="cu", kind="rename", effective_on=DAY, document="", title="Đổi tên ghi từ lâu")
    assert "Đổi tên ghi từ lâu 01/02/2026 Chưa ghi văn bản" in text_of(client.get("/sap-nhap/"))
    assert "Đổi tên ghi từ lâu" not in text_of(client_as(province.account("commune")).get("/sap-nhap/"))


def test_the_page_of_mergers_costs_the_same_with_many_events(client: Any, django_assert_max_num_queries: Any) -> None:
    client.get("/sap-nhap/")
    with django_assert_max_num_queries(15):
        client.get("/sap-nhap/")
    units = ["ld-24616", "ld-24620", "ld-24631", "ld-24637"]
    for number, code in enumerate(units):
        new = {"moi0-name": f"Xã Số {number}", "moi0-gso_code": f"2490{number}"}
        both = {"moi1-name": f"Xã Phần {number}", "moi1-gso_code": f"2480{number}"}
        record(client, {**SPLIT, "unit": code, "effective_on": f"0{number + 1}/02/2026", **new, **both})
    with django_assert_max_num_queries(15):
        assert client.get("/sap-nhap/").status_code == 200
