"""The page of legal events, walked as the officer walks it: fill in, look, confirm; who may, and what it costs."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from chungsuc.audit.models import Entry
from chungsuc.audit.verification import verify_chain
from chungsuc.organisations import events
from chungsuc.organisations.actions import give_post
from chungsuc.organisations.facts import tree_on
from chungsuc.organisations.forms.events import EVENTS
from chungsuc.organisations.models import Attribute, Identity, LegalEvent, Lineage, Post, Unit

from .events_support import (
    ADDRESS,
    DAY,
    EVE,
    MERGE,
    MOVE,
    NEIGHBOUR,
    NEW_COMMUNE,
    OPEN,
    OWN,
    PROVINCE,
    RENAME,
    SPLIT,
    client,
    everything,
    hidden,
    open_village,
    placed,
    record,
    send,
    text_of,
    village,
)

__all__ = ["client", "village"]  # the fixtures


# --- every kind, from the form to the journal -------------------------------------------------------------------


def test_the_page_offers_the_five_kinds_each_with_what_it_means(client: Any) -> None:
    answer = client.get(ADDRESS)
    words = text_of(answer)
    assert reverse("unit_event") == ADDRESS and answer.status_code == 200
    assert len(EVENTS) == 5
    for kind in EVENTS.values():
        assert kind.heading in words and kind.about in words
        shown = client.get(f"{ADDRESS}?viec={kind.code}")
        assert shown.status_code == 200 and kind.about in text_of(shown)


def test_two_communes_are_merged(client: Any, village: Unit) -> None:
    shown = send(client, MERGE)
    words = text_of(shown)
    assert "Nhập Xã Quảng Sơn, Xã Nhân Cơ thành Xã Mới Thử" in words and "Chưa ghi." in words
    assert "Kết thúc vào 31/01/2026" in words and "1 đơn vị chuyển về Xã Mới Thử: Thôn Một" in words
    answer = record(client, MERGE)
    new = Unit.objects.get(kind="commune", since=DAY)
    assert (answer.status_code, answer["Location"]) == (303, f"/don-vi/{new.code}/?ngay=01/02/2026")
    assert "Đã ghi: Nhập Xã Quảng Sơn, Xã Nhân Cơ thành Xã Mới Thử, từ ngày 01/02/2026." in text_of(
        client.get(answer["Location"])
    )
    event = LegalEvent.objects.get(kind="merge", effective_on=DAY)
    assert (event.document, event.recorded_by) == ("12/NQ-UBTVQH16", "coordinator")
    assert set(Lineage.objects.filter(event=event).values_list("predecessor__code", flat=True)) == {OWN, NEIGHBOUR}
    assert placed("thon-1", EVE) == [NEIGHBOUR] and placed("thon-1", DAY) == [new.code]
    fact = tree_on(DAY).units[new.pk]
    assert (fact.name, fact.gso_code, fact.form, fact.in_ntm_scope) == ("Xã Mới Thử", "24999", "xã", True)


def properties(code: str, day: date) -> dict[str, str]:
    return dict(Attribute.objects.on(day).filter(unit__code=code).values_list("key", "value"))


def test_a_merged_commune_keeps_what_all_old_ones_had_only_where_the_officer_says_so(client: Any) -> None:
    for code in (OWN, NEIGHBOUR):
        Attribute.objects.create(unit=Unit.objects.get(code=code), key="border", value="yes", since=date(2025, 7, 1))
    unit = Unit.objects.get(code=OWN)
    Attribute.objects.create(unit=unit, key="special_difficulty", value="yes", since=date(2025, 7, 1))
    words = text_of(send(client, MERGE))
    assert "Giữ như đơn vị cũ vùng áp mức yêu cầu, xã biên giới" in words
    assert "không giữ đặc điểm nào" in text_of(send(client, {**MERGE, "moi0-keeps": "no"}))
    record(client, MERGE)
    assert properties("ld-24999", DAY) == {"in_ntm_scope": "yes", "region": "tay_nguyen", "border": "yes"}


def test_each_part_of_a_split_commune_has_its_own_answer(client: Any) -> None:
    record(client, {**SPLIT, "moi1-keeps": "no"})
    assert properties("ld-24999", DAY) == {"in_ntm_scope": "yes", "region": "tay_nguyen"}
    assert properties("ld-24998", DAY) == {"in_ntm_scope": "yes"}


def test_three_communes_are_merged(client: Any) -> None:
    record(client, {**MERGE, "units": f"{MERGE['units']}ld-24620"})
    assert Lineage.objects.filter(event__effective_on=DAY).count() == 3


def test_a_commune_is_split_and_its_villages_go_where_they_were_told(client: Any, village: Unit) -> None:
    open_village("thon-2", "Thôn Hai")
    shown = send(client, SPLIT)
    assert "Từng đơn vị trực thuộc về đâu" in text_of(shown)
    first, second = "ld-24999", "ld-24998"
    answer = record(client, SPLIT, **{"con-thon-1": second, "con-thon-2": first})
    assert (answer.status_code, answer["Location"]) == (303, f"/don-vi/{NEIGHBOUR}/?ngay=01/02/2026")
    assert [placed(code, DAY) for code in ("thon-1", "thon-2")] == [[second], [first]]
    names = Identity.objects.filter(unit__code__in=(first, second)).values_list("name", flat=True)
    assert set(names) == {"Xã Mới Thử", "Xã Quảng Sơn Hai"}  # a name without its form gets it
    assert Unit.objects.get(code=NEIGHBOUR).until == EVE


def test_a_commune_is_split_into_three_by_asking_for_room(client: Any) -> None:
    wider = send(client, SPLIT, "them")
    words = wider.content.decode()
    assert wider.status_code == 200 and words.count("Đơn vị mới thứ") == 3
    assert 'value="Quảng Sơn Hai"' in words and "Bớt đơn vị mới cuối cùng" in words
    third = {f"moi2-{key}": value for key, value in {**NEW_COMMUNE, "name": "Xã Ba", "gso_code": "24997"}.items()}
    record(client, {**SPLIT, **hidden(wider), **third})
    assert Lineage.objects.filter(event__kind="split", predecessor__code=NEIGHBOUR).count() == 3


def test_room_that_was_asked_for_too_much_is_given_back_but_never_less_than_two(client: Any) -> None:
    narrower = send(client, {**SPLIT, "so-phan": "3"}, "bot")
    assert narrower.content.decode().count("Đơn vị mới thứ") == 2
    assert send(client, SPLIT, "bot").content.decode().count("Đơn vị mới thứ") == 2


def test_a_commune_is_renamed(client: Any) -> None:
    assert "Từ 01/02/2026, Xã Quảng Sơn mang tên Xã Quảng Sơn Mới." in text_of(send(client, RENAME))
    answer = record(client, RENAME)
    assert answer["Location"] == f"/don-vi/{NEIGHBOUR}/?ngay=01/02/2026"
    unit = Unit.objects.get(code=NEIGHBOUR)
    assert [tree_on(day).units[unit.pk].name for day in (EVE, DAY)] == ["Xã Quảng Sơn", "Xã Quảng Sơn Mới"]


def test_a_commune_becomes_a_ward_only_with_an_answer_about_the_programme(client: Any) -> None:
    typed = {**RENAME, "name": "Phường Quảng Sơn", "form": "phường"}
    assert "Đơn vị cấp xã đổi hình thức. Hãy chọn có hoặc không." in text_of(send(client, typed))
    typed["in_scope"] = "no"
    assert "đơn vị không thuộc phạm vi xây dựng nông thôn mới" in text_of(send(client, typed))
    record(client, typed)
    unit = Unit.objects.get(code=NEIGHBOUR)
    assert [tree_on(day).units[unit.pk].in_ntm_scope for day in (EVE, DAY)] == [True, False]


def test_a_village_is_moved(client: Any, village: Unit) -> None:
    record(client, MOVE)
    assert (placed("thon-1", EVE), placed("thon-1", DAY)) == ([NEIGHBOUR], [OWN])
    assert LegalEvent.objects.get(kind="move").title == "Chuyển Thôn Một từ Xã Quảng Sơn về Xã Nhân Cơ"


def test_a_village_is_opened_without_a_code_and_an_enterprise_without_a_paper(client: Any) -> None:
    answer = record(client, OPEN)
    village = Unit.objects.get(kind="village")
    assert answer["Location"] == f"/don-vi/{village.code}/?ngay=15/01/2026"
    assert placed(village.code, date(2026, 1, 15)) == [NEIGHBOUR] and village.identities.get().name == "Thôn Hai"
    assert Entry.objects.last().paper == "16/QĐ-UBND"
    business = {**OPEN, "kind": "enterprise", "document": "", "moi0-name": "Công ty Cà phê", "moi0-form": ""}
    record(client, business)
    assert Unit.objects.get(kind="enterprise").identities.get().name == "Công ty Cà phê"


def test_two_people_of_one_name_are_two_people(client: Any) -> None:
    typed = {**OPEN, "kind": "person", "document": "", "moi0-name": "Nguyễn Văn An", "moi0-form": ""}
    record(client, typed)
    record(client, typed)
    assert Unit.objects.filter(kind="person").count() == 2


@pytest.mark.parametrize(
    ("typed", "act"),
    [
        (MERGE, events.LEGAL_EVENT_RECORDED),
        (SPLIT, events.LEGAL_EVENT_RECORDED),
        (RENAME, events.LEGAL_EVENT_RECORDED),
        (MOVE, events.LEGAL_EVENT_RECORDED),
        (OPEN, events.UNIT_OPENED),
    ],
    ids=["merge", "split", "rename", "move", "open"],
)
def test_each_kind_leaves_one_entry_in_the_officers_name(
    client: Any, village: Unit, typed: dict[str, str], act: str
) -> None:
    before = Entry.objects.count()
    answers = {"con-thon-1": "ld-24999"} if typed is SPLIT else {}
    assert record(client, typed, **answers).status_code == 303
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.last()
    assert (entry.act, entry.actor) == (act, "coordinator") and verify_chain() is None


# --- looking writes nothing -------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [MERGE, SPLIT, RENAME, MOVE, OPEN], ids=["merge", "split", "rename", "move", "open"])
def test_a_preview_leaves_nothing_behind(client: Any, village: Unit, typed: dict[str, str]) -> None:
    before = everything()
    assert send(client, typed).status_code == 200
    assert everything() == before


def test_the_preview_goes_back_to_the_form_with_all_that_was_typed(client: Any) -> None:
    back = send(client, hidden(send(client, SPLIT)), "sua")
    words = back.content.decode()
    assert back.status_code == 200 and "Còn chỗ cần sửa" not in words
    for key in ("unit", "document", "effective_on", "moi0-name", "moi1-name", "moi1-gso_code"):
        assert f'value="{SPLIT[key]}"' in words, key
    assert words.count('value="xã" selected') == 2


def test_the_preview_tells_whose_posts_end_and_which_groups_are_left(client: Any, bare_province: Any) -> None:
    from chungsuc.organisations.models import Group, Membership

    bare_province.account("other_commune")
    late = bare_province.account("nobody")
    unit = Unit.objects.get(code=OWN)
    give_post(account=late, role="commune", unit=unit, since=date(2026, 6, 1), by="bài thử")
    group = Group.objects.create(code="cum-thu", name="Cụm thi đua số 1", kind="cluster", since=date(2025, 7, 1))
    Membership.objects.create(group=group, unit=unit, since=date(2025, 7, 1))
    words = text_of(send(client, MERGE))
    assert "Người other_commune: UBND xã, Xã Quảng Sơn, ngày cuối 31/01/2026" in words
    assert "Người nobody: UBND xã, Xã Nhân Cơ, bắt đầu sau ngày đơn vị kết thúc" in words
    assert "Xã Nhân Cơ: Cụm thi đua số 1" in words
    record(client, MERGE)
    assert Post.objects.get(account__username="other_commune").until == EVE
    assert Membership.objects.get(unit=unit).until == EVE


def test_a_unit_that_one_comes_from_stands_in_its_field(client: Any) -> None:
    words = client.get(f"{ADDRESS}?don-vi={OWN}").content.decode()
    assert "Xã Nhân Cơ" in words and f"?viec=nhap&amp;don-vi={OWN}" in words
    for code, kind in EVENTS.items():
        shown = client.get(f"{ADDRESS}?viec={code}&don-vi={OWN}").content.decode()
        assert f"Xã Nhân Cơ ({OWN})" in shown.split("<datalist")[0], kind
    assert client.get(f"{ADDRESS}?viec=tach&don-vi=khong-co").status_code == 200


# --- who may, and what it costs ---------------------------------------------------------------------------------


def test_whoever_may_not_finds_neither_the_page_nor_the_way_there(bare_province: Any, client_as: Any) -> None:
    for name in ("leader", "emulation", "commune", "administrator"):
        other = client_as(bare_province.account(name))
        before = everything()
        assert other.get(ADDRESS).status_code == 403 and send(other, MERGE, "ghi").status_code == 403
        assert everything() == before
    leader = client_as(bare_province.account("leader"))
    for address in ("/sap-nhap/", f"/don-vi/{OWN}/", f"/don-vi/{PROVINCE}/", "/don-vi/VPUB/"):
        assert ADDRESS not in leader.get(address, {"ngay": "01/03/2026"}).content.decode()


def test_the_officer_finds_the_way_from_the_pages_but_not_from_a_closed_unit(client: Any) -> None:
    assert ADDRESS in client.get("/sap-nhap/").content.decode()
    for code in (OWN, PROVINCE, "VPUB"):
        assert f'{ADDRESS}?don-vi={code}"' in client.get(f"/don-vi/{code}/").content.decode()
    assert ADDRESS not in client.get("/don-vi/dn-24616/").content.decode()


def test_the_form_costs_three_queries_and_a_preview_a_bounded_number_for_each_unit(
    client: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(6):
        client.get(f"{ADDRESS}?viec=nhap&don-vi={OWN}")
    for count, units in ((2, MERGE["units"]), (4, f"{MERGE['units']}ld-24620\nld-24631")):
        with django_assert_max_num_queries(40 + 25 * count):
            assert send(client, {**MERGE, "units": units}).status_code == 200


def test_a_preview_costs_the_same_with_many_villages(client: Any, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for wanted in (1, 5):
        for number in range(Unit.objects.filter(kind="village").count(), wanted):
            open_village(f"thon-{number}", f"Thôn Số {number}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            send(client, MERGE)
        reads = [q for q in asked.captured_queries if q["sql"].startswith("SELECT")]
        counts.append(len(reads))
    assert counts[0] == counts[1]
