"""Locks: what they hold, for whom, and how they are opened."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chungsuc.audit.models import Entry
from chungsuc.locks import actions, events
from chungsuc.locks.actions import Locked, LockRefused, require_all_open, require_open
from chungsuc.locks.facts import lock_on, locks_on
from chungsuc.locks.models import Lock, Opening, OpeningRequest
from chungsuc.locks.rules import CASE, EVIDENCE, VALUES, Reach, holds, meets, reach_words
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now
from tests.province import Province

WHO = {"by": "coordinator", "by_name": "Nguyễn Thị Điều Phối"}
WHY = {"reason": "Hết hạn báo cáo năm 2023", "how_to_ask": "Gửi đề nghị ở trang này"}


@pytest.fixture
def old(bare_province: Province, settings: Any) -> Unit:
    settings.TODAY = "2025-08-01"
    return Unit.objects.get(code="dn-24751")


@pytest.fixture
def new(old: Unit) -> Unit:
    return Unit.objects.get(code="ld-24751")


@pytest.mark.parametrize(
    ("reach", "write", "held"),
    [
        (Reach(VALUES), (VALUES, {1}, 2023, [("s", "17.1")]), True),
        (Reach(VALUES), (EVIDENCE, {1}, None, []), False),
        (Reach(VALUES, year=2023), (VALUES, {1}, 2022, []), False),
        (Reach(EVIDENCE, year=2023), (EVIDENCE, {1}, None, []), False),
        (Reach(EVIDENCE), (EVIDENCE, {1}, None, []), True),
        (Reach(VALUES, unit_id=1), (VALUES, {1}, 2023, []), True),
        (Reach(VALUES, unit_id=1), (VALUES, {2}, 2023, []), False),
        (Reach(VALUES, unit_id=2), (VALUES, {1, 2}, 2023, []), True),
        (Reach(VALUES, part="17"), (VALUES, {1}, 2023, [("s", "17.1")]), True),
        (Reach(VALUES, part="17.1"), (VALUES, {1}, 2023, [("s", "17")]), True),
        (Reach(VALUES, part="1"), (VALUES, {1}, 2023, [("s", "17.1")]), False),
        (Reach(VALUES, part="17"), (VALUES, {1}, 2023, []), False),
        (Reach(VALUES, set_code="s", part="17"), (VALUES, {1}, 2023, [("t", "17.1")]), False),
        (Reach(VALUES, set_code="s"), (VALUES, {1}, 2023, [("t", "17.1"), ("s", "3")]), True),
    ],
)
def test_a_lock_holds_what_falls_within_it(reach: Reach, write: tuple, held: bool) -> None:
    assert holds(reach, *write) is held


def test_a_criterion_and_its_indicator_overlap_but_not_criteria_that_start_alike() -> None:
    assert meets("17", "17.10") and meets("17.1", "17") and meets("17.1", "17.1")
    assert not meets("1", "17") and not meets("17.1", "17.10") and not meets("17", "")


def test_a_lock_is_named_in_words() -> None:
    assert reach_words(Reach(VALUES, 1, 2023, "x", "17.1"), "xã A", "Bộ tiêu chí B") == (
        "Số liệu tiêu chí năm 2023, chỉ tiêu 17.1, Bộ tiêu chí B, xã A"
    )
    assert reach_words(Reach(CASE), "", "") == "Hồ sơ xét công nhận, mọi đơn vị"


def test_nothing_is_held_where_nothing_is_locked(old: Unit) -> None:
    require_open(VALUES, old.pk, year=2023)
    assert lock_on(VALUES, old.pk, year=2023, at=now()) is None


def test_the_sentence_says_what_since_when_by_whom_why_and_how_to_ask(old: Unit) -> None:
    lock = actions.set_lock(VALUES, year=2023, **WHY, **WHO)
    with pytest.raises(Locked) as held:
        require_open(VALUES, old.pk, year=2023)
    said = str(held.value)
    assert said.startswith("Số liệu tiêu chí năm 2023, mọi đơn vị: đã khóa từ ")
    assert said.endswith(
        "ngày 01/08/2025 (Nguyễn Thị Điều Phối). Lý do: Hết hạn báo cáo năm 2023. Muốn mở khóa: Gửi đề nghị ở trang này."
    )
    assert held.value.fact.code == lock.code == f"KS-{lock.pk:04d}"
    require_open(VALUES, old.pk, year=2022)


def test_a_lock_waits_for_its_moment_and_ends_when_lifted(old: Unit) -> None:
    lock = actions.set_lock(EVIDENCE, since=now() + timedelta(hours=2), **WHY, **WHO)
    require_open(EVIDENCE, old.pk)
    later = now() + timedelta(hours=3)
    assert lock_on(EVIDENCE, old.pk, at=later) is not None
    assert list(Lock.objects.to_come(now())) == [lock]
    actions.lift_lock(lock, reason="Đặt nhầm", by="coordinator")
    assert lock_on(EVIDENCE, old.pk, at=later) is None
    with pytest.raises(LockRefused, match="vừa được người khác gỡ"):
        actions.lift_lock(lock, reason="Lần nữa", by="coordinator")


def test_locking_a_unit_holds_its_past_and_locking_the_past_does_not_hold_the_unit(old: Unit, new: Unit) -> None:
    actions.set_lock(VALUES, unit=new, **WHY, **WHO)
    assert set(locks_on(VALUES, [old.pk, new.pk], at=now())) == {old.pk, new.pk}
    actions.set_lock(EVIDENCE, unit=old, **WHY, **WHO)
    assert set(locks_on(EVIDENCE, [old.pk, new.pk], at=now())) == {old.pk}


def test_a_lock_on_a_district_holds_its_communes_of_the_day_on_which_it_began(old: Unit, new: Unit) -> None:
    district, other = Unit.objects.get(code="dn-666"), Unit.objects.get(code="dn-24673")
    start = datetime(2025, 3, 1, tzinfo=UTC)
    lock = actions.set_lock(VALUES, unit=district, since=start, **WHY, **WHO)
    every = [old.pk, new.pk, other.pk, district.pk]
    assert set(locks_on(VALUES, every, at=now())) == {old.pk, district.pk}
    assert locks_on(VALUES, [old.pk], at=start - timedelta(seconds=1)) == {}
    assert set(Lock.objects.touching([old.pk])) == {lock} == set(Lock.objects.touching([old.pk, new.pk]))
    assert not Lock.objects.touching([other.pk]).exists()
    opening = _opened(lock, new)
    assert set(locks_on(VALUES, every, at=now())) == {district.pk}
    actions.end_opening(opening, reason="Đã bổ sung xong", by="coordinator")
    _opened(lock, district)
    assert locks_on(VALUES, every, at=now()) == {}
    late = actions.set_lock(EVIDENCE, unit=district, **WHY, **WHO)
    assert set(locks_on(EVIDENCE, every, at=now())) == {district.pk}, "ngày khóa không còn xã nào thuộc huyện"
    assert set(Lock.objects.touching([old.pk])) == {lock} != {late}


def test_locks_are_asked_for_in_the_same_queries_however_many_units(
    old: Unit, new: Unit, django_assert_num_queries: Any
) -> None:
    every = list(Unit.objects.filter(kind="commune").values_list("pk", flat=True))
    with django_assert_num_queries(1):
        locks_on(VALUES, [old.pk], at=now())
    start = datetime(2025, 3, 1, tzinfo=UTC)
    _opened(actions.set_lock(VALUES, unit=Unit.objects.get(code="dn-666"), since=start, **WHY, **WHO), new)
    for units in ([old.pk], every):
        with django_assert_num_queries(4):
            locks_on(VALUES, units, at=now())


def test_the_successor_asks_and_is_opened_a_lock_on_the_unit_that_went_into_it(old: Unit, new: Unit) -> None:
    lock = actions.set_lock(VALUES, unit=old, **WHY, **WHO)
    asked = actions.ask_opening(lock, unit=new, reason="Số của trạm y tế bị sót", by="commune", by_name="Người xã")
    with pytest.raises(LockRefused, match="đang chờ trả lời"):
        actions.ask_opening(lock, unit=new, reason="Nhắc lại", by="commune", by_name="Người xã")
    opening = _opened(lock, new, request=asked)
    asked.refresh_from_db()
    assert (asked.granted, opening.request) == (True, asked)
    require_open(VALUES, old.pk, year=2023)
    with pytest.raises(LockRefused, match="vừa được người khác trả lời"):
        actions.refuse_opening(asked, answer="Không", by="coordinator")


def _opened(lock: Lock, unit: Unit | None, until: datetime | None = None, **more: Any) -> Opening:
    return actions.open_for(
        lock,
        unit=unit,
        until=until or now() + timedelta(days=3),
        approver="Chánh Văn phòng",
        paper="Công văn 12/VPĐP ngày 01/8/2025",
        reason="Bổ sung số liệu",
        by="coordinator",
        **more,
    )


def test_an_exception_is_for_its_unit_and_its_time_only(old: Unit, new: Unit) -> None:
    lock = actions.set_lock(VALUES, **WHY, **WHO)
    opening = _opened(lock, old)
    assert set(locks_on(VALUES, [old.pk, new.pk], at=now())) == {new.pk}
    assert set(locks_on(VALUES, [old.pk], at=opening.until + timedelta(seconds=1))) == {old.pk}
    actions.end_opening(opening, reason="Đã bổ sung xong", by="coordinator")
    with pytest.raises(Locked):
        require_open(VALUES, old.pk)
    with pytest.raises(LockRefused, match="đã kết thúc"):
        actions.end_opening(opening, reason="Lần nữa", by="coordinator")


def test_an_exception_from_one_lock_leaves_the_other_in_force(old: Unit) -> None:
    wide = actions.set_lock(VALUES, **WHY, **WHO)
    narrow = actions.set_lock(VALUES, unit=old, year=2023, **WHY, **WHO)
    _opened(narrow, old)
    with pytest.raises(Locked) as held:
        require_open(VALUES, old.pk, year=2023)
    assert held.value.fact.id == wide.pk
    _opened(wide, None)
    require_open(VALUES, old.pk, year=2023)


def test_many_units_held_are_named_together(old: Unit, new: Unit) -> None:
    actions.set_lock(VALUES, unit=old, **WHY, **WHO)
    actions.set_lock(VALUES, unit=new, year=2024, **WHY, **WHO)
    with pytest.raises(Locked, match=r"^2 đơn vị đang khóa: "):
        require_all_open(VALUES, [old.pk, new.pk], year=2024)


def test_acts_without_reasons_or_with_a_time_that_is_over_are_refused_and_write_nothing(old: Unit) -> None:
    with pytest.raises(LockRefused, match="lý do khóa"):
        actions.set_lock(VALUES, reason=" ", how_to_ask="x", **WHO)
    with pytest.raises(LockRefused, match="khóa gì"):
        actions.set_lock("everything", **WHY, **WHO)
    lock = actions.set_lock(VALUES, **WHY, **WHO)
    with pytest.raises(LockRefused, match="đã khóa từ"):
        actions.set_lock(VALUES, **WHY, **WHO)
    before = Entry.objects.count()
    with pytest.raises(LockRefused, match="đã qua"):
        _opened(lock, old, until=now() - timedelta(minutes=1))
    with pytest.raises(LockRefused, match="người duyệt"):
        actions.open_for(lock, unit=old, until=now() + timedelta(1), approver="", paper="x", reason="x", by="x")
    with pytest.raises(LockRefused, match="Ngày xin mở"):
        actions.ask_opening(
            lock, unit=old, reason="x", by="x", by_name="x", wanted_until=(now() - timedelta(days=1)).date()
        )
    assert Entry.objects.count() == before
    assert not Opening.objects.exists() and not OpeningRequest.objects.exists()


def test_every_act_leaves_its_entry(old: Unit) -> None:
    lock = actions.set_lock(VALUES, unit=old, **WHY, **WHO)
    asked = actions.ask_opening(lock, unit=old, reason="Sót", by="commune", by_name="Người xã")
    actions.refuse_opening(asked, answer="Số đã công bố", by="coordinator")
    opening = _opened(lock, old)
    actions.end_opening(opening, reason="Xong", by="coordinator")
    actions.lift_lock(lock, reason="Sang năm mới", by="coordinator")
    entries = Entry.objects.filter(subject_type="locks.lock").order_by("seq")
    assert [entry.act for entry in entries] == list(events.LABELS)[:1] + [
        events.OPENING_ASKED,
        events.OPENING_REFUSED,
        events.OPENED,
        events.OPENING_ENDED,
        events.LOCK_LIFTED,
    ]
    assert {entry.unit_code for entry in entries} == {"dn-24751"}


def test_values_held_by_a_lock_are_neither_written_nor_imported_nor_taken_back(province: Province) -> None:
    from chungsuc.criteria.actions import NewValue, record_value
    from chungsuc.criteria.models import Value
    from chungsuc.imports.actions import ImportRefused, undo
    from chungsuc.imports.models import Batch

    value = Value.objects.filter(is_current=True, unit__code="dn-24620", number__isnull=False, year=2023)[0]
    part = value.measure.indicators.get(criterion__set__code="xa_ntm_2021_2025").code
    lock = actions.set_lock(
        VALUES, unit=value.unit, year=2023, set_code="xa_ntm_2021_2025", part=part.split(".")[0], **WHY, **WHO
    )
    new = NewValue(value.unit_id, value.measure_id, value.sex, number=value.number + 1)
    with pytest.raises(Locked, match=f"tiêu chí {part.split('.')[0]}, "):
        record_value(new, year=2023, by="coordinator")
    batch = Batch.objects.get(kind="indicator-values")
    with pytest.raises(ImportRefused, match="đã khóa từ"):
        undo(batch, by="coordinator", reason="Thử")
    batch.refresh_from_db()
    assert batch.state == "confirmed"
    _opened(lock, value.unit)
    assert record_value(new, year=2023, by="coordinator") == 1


def test_a_register_is_neither_imported_nor_taken_back_while_dossiers_are_locked(province: Province) -> None:
    from chungsuc.imports.actions import ImportRefused, undo
    from chungsuc.imports.models import Batch
    from chungsuc.recognition.actions import NewEntry, write_entries
    from chungsuc.recognition.models import Recognition

    entry = Recognition.objects.standing().filter(unit__code="dn-24751").order_by("pk")[0]
    batch = Batch.objects.get(kind="recognitions")
    lock = actions.set_lock(CASE, unit=entry.unit, year=entry.for_year, **WHY, **WHO)
    place = (entry.unit_id, entry.level_id, entry.for_year, entry.decision_number)
    changed = NewEntry(*place, entry.signed_on, entry.announced_on, "Sửa ghi chú")
    with pytest.raises(Locked, match=f"Hồ sơ xét công nhận năm {entry.for_year}, "):
        write_entries([changed], batch=batch, by="coordinator")
    with pytest.raises(ImportRefused, match="đã khóa từ"):
        undo(batch, by="coordinator", reason="Thử")
    assert Recognition.objects.standing().filter(pk=entry.pk).exists()
    _opened(lock, entry.unit)
    assert write_entries([changed], batch=batch, by="coordinator") == 1
