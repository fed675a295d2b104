"""Every way the page of legal events says no: at its field, in words, with all that was typed still there."""

from datetime import date
from typing import Any

import pytest

from chungsuc.organisations.forms.events import EVENTS
from chungsuc.organisations.models import Unit

from .events_support import (
    ADDRESS,
    DAY,
    EVE,
    MERGE,
    MOVE,
    NEIGHBOUR,
    OPEN,
    OWN,
    PROVINCE,
    RENAME,
    SPLIT,
    client,
    everything,
    hidden,
    open_village,
    record,
    send,
    text_of,
    village,
)

__all__ = ["client", "village"]  # the fixtures


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
