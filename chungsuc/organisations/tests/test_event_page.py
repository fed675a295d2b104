"""The page of legal events, walked as the officer walks it: fill in, look, confirm; and every way it says no."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from chungsuc.audit.models import Entry
from chungsuc.audit.verification import verify_chain
from chungsuc.organisations import events
from chungsuc.organisations.actions import NewUnit, give_post, open_unit
from chungsuc.organisations.facts import tree_on
from chungsuc.organisations.forms.events import EVENTS
from chungsuc.organisations.models import Attribute, Identity, LegalEvent, Lineage, Placement, Post, Unit

from .events_support import (
    ADDRESS,
    MERGE,
    MOVE,
    NEIGHBOUR,
    NEW_COMMUNE,
    OPEN,
    OWN,
    PRESENT,
    PROVINCE,
    RENAME,
    SPLIT,
    everything,
    hidden,
    record,
    send,
    text_of,
)

DAY, EVE = date(2026, 2, 1), date(2026, 1, 31)


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


# --- every way it says no ---------------------------------------------------------------------------------------


def refused(client: Any, typed: dict[str, str], *sentences: str) -> str:
    """The form again with every sentence, nothing written."""
    before = everything()
    answer = send(client, typed)
    words = text_of(answer)
    assert answer.status_code == 422, words[:1500]
    for sentence in sentences:
        assert sentence in words
    assert everything() == before
    return str(answer.content.decode())


def test_an_empty_form_says_at_each_field_what_is_missing_and_names_of_no_kind_are_told_apart(client: Any) -> None:
    for code in EVENTS:
        page = refused(client, {"viec": code}, "Còn chỗ cần sửa")
        assert page.count('class="field wrong"') >= 3
    answer = client.post(ADDRESS, {"viec": "xoa"})
    assert answer.status_code == 422 and "Hãy chọn một sự kiện" in text_of(answer)


def test_what_was_typed_stands_in_the_refused_form(client: Any) -> None:
    page = refused(client, {**MERGE, "units": "Xã <b>Không</b> Có\nld-24751", "moi0-gso_code": "12"})
    assert "Xã &lt;b&gt;Không&lt;/b&gt; Có\nld-24751" in page
    assert 'value="12"' in page and 'value="12/NQ-UBTVQH16"' in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"units": "Xã Không Có\nld-24751"}, "Ngày 31/01/2026 không có đơn vị nào tên hoặc mã “Xã Không Có”"),
        ({"units": "Xã Quảng Sơm\nld-24751"}, "Có phải là: Xã Quảng Sơn (mã ld-24616)"),
        ({"units": "ld-24751"}, "Sáp nhập cần ít nhất hai đơn vị khác nhau"),
        ({"units": "ld-24751\nXã Nhân Cơ"}, "Sáp nhập cần ít nhất hai đơn vị khác nhau"),
        ({"units": "ld-24751\nVPUB"}, "Chỉ nhập các đơn vị cùng loại; ở đây có: "),
        ({"units": "\n".join(["ld-24751"] * 61)}, "Có 61 dòng. Hãy ghi nhiều nhất 60 đơn vị một lần."),
        ({"effective_on": "31/02/2026"}, "«31/02/2026» không có trong lịch"),
        ({"effective_on": "1/2"}, "không phải là ngày"),
        ({"effective_on": "01/07/2025"}, "Hãy sửa ngày hoặc chọn đơn vị khác"),
        ({"document": ""}, "Chưa ghi số nghị quyết"),
        ({"moi0-gso_code": "24620"}, "Ngày 01/02/2026 mã 24620 là mã của Xã Quảng Hòa"),
        ({"moi0-gso_code": "2499"}, "Mã phải gồm đúng 5 chữ số"),
        ({"moi0-gso_code": "２４９９９"}, "Mã phải gồm đúng 5 chữ số"),
        ({"moi0-in_scope": ""}, "Thuộc phạm vi xây dựng nông thôn mới: Chưa trả lời. Hãy chọn một trong hai."),
        ({"moi0-keeps": ""}, "Vùng và đặc điểm mà mọi đơn vị cũ cùng có: Chưa trả lời. Hãy chọn một trong hai."),
        ({"moi0-form": ""}, "Chưa chọn hình thức"),
        ({"moi0-form": "huyện", "moi0-name": "Huyện Mới"}, "Cấp xã không có hình thức huyện"),
        ({"moi0-form": "phường"}, "Tên ghi là xã nhưng hình thức là phường"),
        ({"moi0-name": "---"}, "Tên phải có chữ hoặc số"),
        ({"moi0-name": "Xã Quảng Hòa"}, "Xã Quảng Hòa thuộc Tỉnh Lâm Đồng đã có từ ngày 01/07/2025"),
        ({"parent": "VPUB"}, "Đơn vị loại cấp xã phải thuộc cấp huyện hoặc tỉnh"),
        ({"parent": "ld-24616"}, "không phải cấp huyện hoặc tỉnh"),
        ({"units": "dn-24616\ndn-24622", "effective_on": "01/01/2024"}, "đã có ngày cuối là 30/06/2025"),
    ],
)
def test_a_merger_is_refused_at_its_field(client: Any, changed: dict[str, str], sentence: str) -> None:
    refused(client, {**MERGE, **changed}, sentence)


def test_the_code_of_a_unit_that_ends_with_the_event_is_free_for_the_new_one(client: Any) -> None:
    record(client, {**MERGE, "moi0-gso_code": "24751"})
    new = Unit.objects.get(kind="commune", since=DAY)
    assert new.code == "ld-24751-20260201" and new.identities.get().gso_code == "24751"


def test_a_name_that_two_units_bear_is_asked_about_with_their_codes(client: Any) -> None:
    open_village("thon-a", "Thôn Trùng", OWN)
    open_village("thon-b", "Thôn Trùng", NEIGHBOUR)
    page = refused(
        client,
        {**RENAME, "unit": "Thôn Trùng", "name": "Thôn Khác"},
        "có 2 đơn vị tên “Thôn Trùng”",
        "Xã Nhân Cơ, mã thon-a",
        "Hãy ghi mã của đơn vị cần chọn",
    )
    assert 'value="Thôn Trùng"' in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"unit": "Xã Không Có"}, "không có đơn vị nào tên hoặc mã “Xã Không Có”"),
        ({"moi1-name": "Xã Mới Thử"}, "Hai đơn vị mới cùng tên"),
        ({"moi1-gso_code": "24999"}, "Hai đơn vị mới cùng mã"),
        ({"moi1-form": "phường"}, "Chưa chọn"),
        ({"moi1-name": ""}, "Chưa ghi tên đơn vị mới"),
        ({"unit": PROVINCE, "parent": PROVINCE}, "Đơn vị cấp tỉnh không thuộc đơn vị nào"),
    ],
)
def test_a_split_is_refused_at_its_field(client: Any, changed: dict[str, str], sentence: str) -> None:
    if changed.get("moi1-form"):
        changed, sentence = {**changed, "moi1-name": "Xã Hai"}, "Tên ghi là xã nhưng hình thức là phường"
    refused(client, {**SPLIT, **changed}, sentence)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": "Xã Quảng Sơn"}, "Tên mới trùng tên đang dùng: Xã Quảng Sơn"),
        ({"name": "Xã Quảng Hòa"}, "Cùng nơi đó đã có Xã Quảng Hòa"),
        ({"name": "Phường Quảng Sơn"}, "Tên mới ghi là phường, hình thức đang là xã"),
        ({"name": "Xã Mới", "form": "thôn"}, "Cấp xã không có hình thức thôn"),
        ({"name": "Xã Mới", "in_scope": "no"}, "Chỉ trả lời khi một đơn vị cấp xã đổi hình thức"),
        ({"name": "…"}, "Tên phải có chữ hoặc số"),
        ({"unit": "dn-24616"}, "Xã Quảng Sơn có từ ngày 01/01/2004 đến hết ngày 30/06/2025"),
    ],
)
def test_a_rename_is_refused_at_its_field(client: Any, changed: dict[str, str], sentence: str) -> None:
    refused(client, {**RENAME, **changed}, sentence)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"parent": "Xã Quảng Sơn"}, "đã thuộc Xã Quảng Sơn"),
        ({"parent": PROVINCE}, "Tỉnh Lâm Đồng không phải cấp xã"),
        ({"unit": PROVINCE, "parent": OWN}, "không thuộc đơn vị nào nên không chuyển được"),
        ({"parent": "Xã Không Có"}, "không có đơn vị nào tên hoặc mã “Xã Không Có”"),
    ],
)
def test_a_move_is_refused(client: Any, village: Unit, changed: dict[str, str], sentence: str) -> None:
    refused(client, {**MOVE, **changed}, sentence)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"document": ""}, "Chưa ghi văn bản. Hãy ghi số của văn bản thành lập."),
        ({"parent": ""}, "Chưa rõ đơn vị cấp trên"),
        ({"moi0-gso_code": "24999"}, "Loại đơn vị này không có mã đơn vị hành chính"),
        ({"moi0-in_scope": "yes"}, "Chỉ đơn vị cấp xã mới trả lời câu này"),
        ({"moi0-name": "Thôn Một"}, "Thôn Một thuộc Xã Quảng Sơn đã có từ ngày 01/09/2025"),
        ({"kind": "enterprise", "moi0-form": "thôn"}, "Loại đơn vị này không có hình thức hành chính"),
        ({"kind": "phi-thuyen"}, "Lựa chọn này không còn"),
        ({"effective_on": "15/01/2023", "parent": "dn-666", "kind": "cooperative", "moi0-form": ""},
         "Huyện Đắk R'Lấp chỉ còn đến hết ngày 30/06/2025 và không có đúng một đơn vị kế tục"),
    ],
)  # fmt: skip
def test_an_opening_is_refused_at_its_field(client: Any, village: Unit, changed: dict[str, str], sentence: str) -> None:
    refused(client, {**OPEN, **changed}, sentence)


def test_a_split_is_not_recorded_while_a_member_has_no_place(client: Any, village: Unit) -> None:
    open_village("thon-2", "Thôn Hai")
    before = everything()
    answer = record(client, SPLIT, **{"con-thon-1": "ld-24999"})
    words = text_of(answer)
    assert answer.status_code == 422 and "Hãy chọn đơn vị mới mà Thôn Hai thuộc về." in words
    assert "Hãy chọn đơn vị mới mà Thôn Một thuộc về." not in words
    assert 'value="ld-24999" selected' in answer.content.decode()  # the answer that was given stays
    assert record(client, SPLIT, **{"con-thon-1": "ld-24999", "con-thon-2": "ld-24751"}).status_code == 422
    assert everything() == before


def test_a_confirmation_of_a_preview_that_is_out_of_date_shows_the_new_one(client: Any, village: Unit) -> None:
    seen = hidden(send(client, MERGE))
    open_village("thon-2", "Thôn Hai")
    before = everything()
    answer = client.post(ADDRESS, {**seen, "buoc": "ghi"})
    words = text_of(answer)
    assert answer.status_code == 409 and "Dữ liệu đã thay đổi sau khi xem trước nên chưa ghi." in words
    assert "2 đơn vị chuyển về Xã Mới Thử" in words and everything() == before
    assert client.post(ADDRESS, {**hidden(answer), "buoc": "ghi"}).status_code == 303


def test_a_confirmation_without_its_preview_records_nothing(client: Any) -> None:
    before = everything()
    assert send(client, MERGE, "ghi").status_code == 409
    assert send(client, MERGE, "ghi", dau="0" * 20).status_code == 409
    assert everything() == before


@pytest.mark.parametrize("typed", [MERGE, SPLIT, RENAME, MOVE, OPEN], ids=["merge", "split", "rename", "move", "open"])
def test_a_confirmation_that_is_sent_twice_records_once(client: Any, village: Unit, typed: dict[str, str]) -> None:
    sent = {**hidden(send(client, typed)), "buoc": "ghi"} | ({"con-thon-1": "ld-24999"} if typed is SPLIT else {})
    assert client.post(ADDRESS, sent).status_code == 303
    after = everything()
    assert client.post(ADDRESS, sent).status_code in (409, 422)
    assert everything() == after


def test_what_is_on_record_for_later_days_is_not_left_hanging(client: Any, village: Unit) -> None:
    record(client, {**RENAME, "effective_on": "15/02/2026"})
    refused(client, MERGE, "Xã Quảng Sơn có tên mới ghi từ ngày 15/02/2026. Hãy ghi một ngày sau ngày đó.")
    record(client, {**MOVE, "effective_on": "20/02/2026"})
    typed = {**MERGE, "units": "ld-24751\nld-24620"}
    refused(client, typed, "Thôn Một thuộc Xã Nhân Cơ từ ngày 20/02/2026. Hãy ghi một ngày sau ngày đó.")


def test_a_rename_in_the_past_tells_which_name_follows(client: Any) -> None:
    record(client, {**RENAME, "effective_on": "15/02/2026"})
    typed = {**RENAME, "name": "Xã Tạm", "effective_on": "01/02/2026"}
    assert "Từ 15/02/2026, đơn vị mang tên Xã Quảng Sơn Mới, như đã ghi từ trước." in text_of(send(client, typed))
    record(client, typed)
    assert list(Unit.objects.get(code=NEIGHBOUR).identities.order_by("since").values_list("name", "until")) == [
        ("Xã Quảng Sơn", EVE),
        ("Xã Tạm", date(2026, 2, 14)),
        ("Xã Quảng Sơn Mới", None),
    ]


def test_a_move_in_the_past_tells_where_the_unit_belongs_afterwards(client: Any, village: Unit) -> None:
    record(client, {**MOVE, "effective_on": "15/02/2026"})
    words = text_of(send(client, {**MOVE, "parent": "ld-24620"}))
    assert "Từ 01/02/2026, Thôn Một thuộc Xã Quảng Hòa." in words
    assert "Từ 15/02/2026, đơn vị thuộc Xã Nhân Cơ, như đã ghi từ trước." in words


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
