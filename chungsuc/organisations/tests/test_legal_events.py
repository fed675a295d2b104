"""Mergers, splits, renames, moves and openings as acts: what they write, what they leave alone, what they refuse."""

from datetime import date

import pytest

from chungsuc.audit.models import Entry
from chungsuc.organisations import events
from chungsuc.organisations.actions import (
    EventRefused,
    NewUnit,
    give_post,
    merge_units,
    move_unit,
    open_unit,
    rename_unit,
    split_unit,
)
from chungsuc.organisations.facts import heir_of, tree_on
from chungsuc.organisations.models import Attribute, Identity, LegalEvent, Lineage, Placement, Post, Unit

DAY, EVE = date(2026, 2, 1), date(2026, 1, 31)
SON, CO = "ld-24616", "ld-24751"
pytestmark = pytest.mark.usefixtures("bare_province")


def village(code: str, parent: str = SON, since: date = date(2025, 8, 1)) -> Unit:
    return open_unit(NewUnit(code, "village", "thôn", f"Thôn {code}", "", parent), since=since, by="bài thử")


def commune(code: str = "ld-moi", name: str = "Xã Mới Thử", gso: str = "24999") -> NewUnit:
    return NewUnit(code, "commune", "xã", name, gso, "ld-68", (("in_ntm_scope", "yes"),))


def placed(code: str, day: date) -> list[str]:
    return list(Placement.objects.on(day).filter(unit__code=code).values_list("parent__code", flat=True))


def merged(into: str = "ld-moi", day: date = DAY) -> LegalEvent:
    return merge_units(
        code=f"thu-{into}", effective_on=day, document="1/NQ", title="Nhập hai xã", predecessors=[SON, CO],
        into=commune(into), by="bài thử",
    )  # fmt: skip


def divided(members: dict[str, str], parts: tuple[NewUnit, ...] = ()) -> LegalEvent:
    two = parts or (commune("ld-a", "Xã A"), commune("ld-b", "Xã B", "24998"))
    return split_unit(
        code="thu-tach", unit=Unit.objects.get(code=SON), parts=two, effective_on=DAY, document="1/NQ",
        title="Chia một xã", by="bài thử", members=members,
    )  # fmt: skip


def test_a_merger_closes_the_old_on_the_eve_opens_the_new_and_leaves_lineage() -> None:
    event = merged()
    olds = Unit.objects.filter(code__in=(SON, CO))
    assert {unit.until for unit in olds} == {EVE}
    new = Unit.objects.get(code="ld-moi")
    assert (new.since, new.until) == (DAY, None)
    rows = Lineage.objects.filter(event=event).values_list("predecessor__code", "successor__code")
    assert set(rows) == {(SON, "ld-moi"), (CO, "ld-moi")}
    assert Identity.objects.get(unit=new).event == Placement.objects.get(unit=new).event == event
    held = Attribute.objects.get(unit=new)
    assert (held.key, held.value, held.source) == ("in_ntm_scope", "yes", "1/NQ")
    for model in (Identity, Placement, Attribute):
        assert not model.objects.filter(unit__in=olds, until=None).exists()


def test_villages_and_posts_of_merged_communes_move_along_and_end(bare_province) -> None:
    village("thon-1")
    user = bare_province.account("other_commune")
    merged()
    assert (placed("thon-1", EVE), placed("thon-1", DAY)) == ([SON], ["ld-moi"])
    assert Post.objects.get(account=user).until == EVE


def test_a_post_that_begins_only_after_the_merger_is_left_alone(bare_province) -> None:
    user = bare_province.account("nobody")
    unit = Unit.objects.get(code=SON)
    give_post(account=user, role="commune", unit=unit, since=date(2026, 5, 1), by="bài thử")
    merged()
    assert Post.objects.get(account=user).until is None


def test_a_split_sends_every_member_where_it_was_told_and_nobody_is_orphaned() -> None:
    village("thon-1")
    village("thon-2")
    divided({"thon-1": "ld-a", "thon-2": "ld-b"})
    assert [placed(code, DAY) for code in ("thon-1", "thon-2")] == [["ld-a"], ["ld-b"]]
    assert [placed(code, EVE) for code in ("thon-1", "thon-2")] == [[SON], [SON]]


def test_a_split_that_forgets_a_member_is_refused_whole_by_its_name() -> None:
    village("thon-1")
    with pytest.raises(EventRefused, match="Thôn thon-1 thuộc Xã Quảng Sơn"):
        divided({})
    assert Unit.objects.get(code=SON).until is None and not Unit.objects.filter(code="ld-a").exists()


def test_a_split_makes_two_units_at_least() -> None:
    with pytest.raises(EventRefused, match="ít nhất hai"):
        divided({}, (commune("ld-a", "Xã A"),))


def test_a_rename_closes_the_former_name_and_keeps_the_days_after() -> None:
    unit = Unit.objects.get(code="dn-24616")  # known until 30/06/2025
    event = rename_unit(unit=unit, name="Xã Tên Khác", effective_on=date(2024, 1, 1), document="1/NQ", by="bài thử")
    rows = list(unit.identities.order_by("since").values_list("name", "since", "until", "event"))
    assert rows == [
        ("Xã Quảng Sơn", date(2004, 1, 1), date(2023, 12, 31), None),
        ("Xã Tên Khác", date(2024, 1, 1), date(2025, 6, 30), event.pk),
    ]
    assert event.title == "Đổi tên Xã Quảng Sơn thành Xã Tên Khác"


def test_a_commune_that_becomes_a_ward_leaves_the_programme_on_that_day() -> None:
    unit, scope = Unit.objects.get(code=SON), [("in_ntm_scope", "no")]
    rename_unit(
        unit=unit, name="Phường Quảng Sơn", form="phường", effective_on=DAY, document="1/NQ", by="bài thử",
        attributes=scope,
    )  # fmt: skip
    assert [tree_on(day).units[unit.pk].in_ntm_scope for day in (EVE, DAY)] == [True, False]
    assert [tree_on(day).units[unit.pk].form for day in (EVE, DAY)] == ["xã", "phường"]
    assert Attribute.objects.filter(unit=unit, key="in_ntm_scope").count() == 2


def test_an_attribute_that_stays_the_same_is_not_written_again() -> None:
    unit = Unit.objects.get(code=SON)
    before = list(Attribute.objects.filter(unit=unit).values_list())
    rename_unit(
        unit=unit, name="Xã Khác", effective_on=DAY, document="1/NQ", by="bài thử", attributes=[("in_ntm_scope", "yes")]
    )
    assert list(Attribute.objects.filter(unit=unit).values_list()) == before


def test_an_attribute_that_begins_on_the_very_day_is_not_overwritten() -> None:
    unit = Unit.objects.get(code=SON)
    Attribute.objects.create(unit=unit, key="role", value="cũ", since=DAY)
    with pytest.raises(EventRefused, match="thuộc tính"):
        rename_unit(
            unit=unit, name="Xã Khác", effective_on=DAY, document="1/NQ", by="bài thử", attributes=[("role", "mới")]
        )


def test_a_second_rename_on_the_same_day_is_refused_with_the_name_that_holds() -> None:
    unit = Unit.objects.get(code=SON)
    rename_unit(unit=unit, name="Xã Khác", effective_on=DAY, document="1/NQ", by="bài thử")
    with pytest.raises(EventRefused, match="đã mang tên Xã Khác"):
        rename_unit(unit=unit, name="Xã Khác Nữa", effective_on=DAY, document="1/NQ", by="bài thử")


def test_what_no_longer_exists_is_not_renamed() -> None:
    unit = Unit.objects.get(code="dn-24616")
    with pytest.raises(EventRefused, match="Xã Quảng Sơn không tồn tại vào ngày 01/02/2026"):
        rename_unit(unit=unit, name="Xã Khác", effective_on=DAY, document="1/NQ", by="bài thử")


def test_a_move_closes_the_former_place_and_is_told_by_names() -> None:
    unit = village("thon-1")
    event = move_unit(unit=unit, parent=Unit.objects.get(code=CO), effective_on=DAY, document="1/NQ", by="bài thử")
    assert (placed("thon-1", EVE), placed("thon-1", DAY)) == ([SON], [CO])
    assert event.title == "Chuyển Thôn thon-1 từ Xã Quảng Sơn về Xã Nhân Cơ"
    assert Entry.objects.last().details == {"kind": "move", "on": "2026-02-01", "from": SON, "to": CO}


def test_a_move_to_what_merges_later_follows_it_into_the_new_unit() -> None:
    unit = village("thon-1", "ld-24620")
    merged()
    earlier = date(2026, 1, 10)
    move_unit(unit=unit, parent=Unit.objects.get(code=SON), effective_on=earlier, document="1/NQ", by="bài thử")
    days = (date(2026, 1, 9), earlier, EVE, DAY)
    assert [placed("thon-1", day) for day in days] == [["ld-24620"], [SON], [SON], ["ld-moi"]]


def test_a_move_in_the_past_leaves_the_places_of_later_days_as_they_are() -> None:
    unit = village("thon-1", "dn-24616", date(2020, 1, 1))
    new_home = Unit.objects.get(code="dn-24620")
    move_unit(unit=unit, parent=new_home, effective_on=date(2023, 1, 1), document="1/NQ", by="bài thử")
    days = (date(2022, 12, 31), date(2023, 1, 1), date(2025, 6, 30), date(2025, 7, 1))
    assert [placed("thon-1", day) for day in days] == [["dn-24616"], ["dn-24620"], ["dn-24620"], ["ld-24616"]]


@pytest.mark.parametrize(
    ("unit", "parent", "day", "words"),
    [
        (SON, "ld-68", DAY, "đã thuộc Tỉnh Lâm Đồng"),
        ("ld-68", SON, DAY, "không thuộc đơn vị nào"),
        (SON, "dn-660", DAY, "Thành phố Gia Nghĩa không tồn tại"),
        ("VPUB", "VPUB", DAY, "không thể chuyển ngược lại"),
        (SON, CO, date(2025, 7, 1), "mới về Tỉnh Lâm Đồng"),
    ],
)
def test_an_impossible_move_is_refused_in_words(unit: str, parent: str, day: date, words: str) -> None:
    found = {one.code: one for one in Unit.objects.filter(code__in=(unit, parent))}
    with pytest.raises(EventRefused, match=words):
        move_unit(unit=found[unit], parent=found[parent], effective_on=day, document="1/NQ", by="bài thử")


def test_what_opened_in_the_past_follows_its_commune_into_the_merged_one() -> None:
    unit = open_unit(
        NewUnit("htx-1", "cooperative", "", "Hợp tác xã Một", "", "dn-24616"),
        since=date(2022, 3, 1),
        by="bài thử",
        paper="2/GCN",
    )
    rows = list(unit.placements.order_by("since").values_list("parent__code", "since", "until"))
    assert rows == [
        ("dn-24616", date(2022, 3, 1), date(2025, 6, 30)),
        (SON, date(2025, 7, 1), None),
    ]
    assert (Entry.objects.last().act, Entry.objects.last().paper) == (events.UNIT_OPENED, "2/GCN")


def test_nobody_guesses_the_heir_of_a_divided_unit() -> None:
    divided({})
    assert heir_of(Unit.objects.get(code=SON), DAY) is None
    late = open_unit(NewUnit("thon-2", "village", "thôn", "Thôn Hai", "", SON), since=date(2025, 9, 1), by="bài thử")
    assert list(late.placements.values_list("until", flat=True)) == [EVE]


def test_a_merger_in_the_same_words_twice_is_refused() -> None:
    merged()
    with pytest.raises(EventRefused, match="không tồn tại ngay trước ngày|đã được ghi"):
        merged()
    with pytest.raises(EventRefused, match="Xã Quảng Sơn không tồn tại ngay trước"):
        merged("ld-khac", date(2026, 4, 1))


def test_each_event_leaves_one_entry_in_the_name_of_who_recorded_it() -> None:
    before = Entry.objects.count()
    merged()
    entry = Entry.objects.last()
    assert Entry.objects.count() == before + 1
    assert (entry.act, entry.actor, entry.paper) == (events.LEGAL_EVENT_RECORDED, "bài thử", "1/NQ")
    assert entry.details == {"kind": "merge", "on": "2026-02-01", "from": [SON, CO], "to": "ld-moi"}


def test_the_code_of_an_event_has_room_for_the_longest_code_of_a_unit() -> None:
    unit = open_unit(NewUnit("x" * 60, "village", "thôn", "Thôn Dài", "", SON), since=date(2025, 8, 1), by="bài thử")
    event = rename_unit(unit=unit, name="Thôn Ngắn", effective_on=DAY, document="1/NQ", by="bài thử")
    assert len(event.code) <= 60
