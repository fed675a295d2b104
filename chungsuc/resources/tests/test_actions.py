"""Contributions recorded, confirmed, contested, corrected, withdrawn: by whom, once, and told in the journal."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from chungsuc.audit.models import Entry
from chungsuc.organisations.models import Unit
from chungsuc.questions.asking import answer
from chungsuc.resources import actions, events
from chungsuc.resources.facts import gifts_by
from chungsuc.resources.models import Contribution, GiftTerms, Twin
from chungsuc.resources.refusals import ResourceRefused, Stale
from chungsuc.resources.rules.giving import LABOUR, MONEY
from chungsuc.resources.work import gifts_to_confirm, pairs_to_look_at
from tests.at_once import at_once, on_file
from tests.province import Province

from . import rows
from .rows import LATER, NEW, OLD, gift


@pytest.fixture(autouse=True)
def ground(bare_province: Province, settings: Any) -> None:
    settings.TODAY = LATER.isoformat()


def told(act: str) -> int:
    return Entry.objects.filter(act=act).count()


def test_a_contribution_waits_until_its_receiver_confirms_it() -> None:
    made = rows.recorded()
    assert (made.state, made.by_receiver, made.recorder.code) == ("waiting", False, "SXD")
    actions.confirm(made, 1, acting=rows.commune())
    made.refresh_from_db()
    assert (made.state, made.version) == ("confirmed", 2)
    assert (told(events.RECORDED), told(events.CONFIRMED)) == (1, 1)


def test_whoever_gave_never_confirms_and_neither_does_another_commune() -> None:
    made = rows.recorded()
    for other in (rows.department(), rows.commune("dn-24616"), rows.office()):
        with pytest.raises(PermissionDenied):
            actions.confirm(made, 1, acting=other)
    assert Contribution.objects.get().state == "waiting" and told(events.CONFIRMED) == 0


def test_the_district_confirms_only_what_the_commune_recorded_itself() -> None:
    district = rows.person("district", "dn-666", LATER)
    given, own = rows.recorded(), rows.recorded(gift(purpose="nhà văn hóa"), by=rows.commune())
    with pytest.raises(PermissionDenied):
        actions.confirm(given, 1, acting=district)
    with pytest.raises(ResourceRefused, match="chính người này đã ghi"):
        actions.confirm(own, 1, acting=rows.commune())
    assert actions.confirm(own, 1, acting=district).state == "confirmed"


def test_another_officer_of_the_commune_or_the_office_confirms_its_own_record() -> None:
    one, other = (rows.recorded(gift(purpose=what), by=rows.commune()) for what in ("một", "hai"))
    assert actions.confirm(one, 1, acting=rows.commune(name="can-bo-khac")).state == "confirmed"
    assert actions.confirm(other, 1, acting=rows.office()).state == "confirmed"


def test_who_acts_for_another_commune_records_nothing_here() -> None:
    with pytest.raises(PermissionDenied):
        rows.recorded(by=rows.commune("dn-24616"))
    with pytest.raises(PermissionDenied):
        rows.recorded(by=rows.person("inspector", "TTT", LATER))
    assert not Contribution.objects.exists()


def test_a_unit_of_another_time_receives_nothing() -> None:
    with pytest.raises(ResourceRefused, match="không có đơn vị này"):
        rows.recorded(unit=NEW)
    assert not Contribution.objects.exists()


def test_every_fault_is_told_and_nothing_is_written() -> None:
    with pytest.raises(ResourceRefused) as refused:
        rows.recorded(gift(quantity=Decimal(0), purpose=""))
    assert [field for field, _ in refused.value.faults] == ["quantity", "purpose"]
    assert not Contribution.objects.exists() and told(events.RECORDED) == 0


def test_a_contested_contribution_says_why_and_can_be_confirmed_after_all() -> None:
    made = rows.recorded()
    with pytest.raises(ResourceRefused, match="Chưa ghi lý do"):
        actions.contest(made, 1, reason=" ", acting=rows.commune())
    actions.contest(made, 1, reason="Chưa nhận được", acting=rows.commune())
    made.refresh_from_db()
    assert (made.state, made.answer_reason) == ("contested", "Chưa nhận được")
    actions.confirm(made, 2, acting=rows.commune())
    assert Contribution.objects.get().answer_reason == ""


def test_a_correction_keeps_the_former_words_and_asks_the_receiver_again() -> None:
    made = rows.confirmed()
    said = gift(quantity=Decimal(6_000_000))
    actions.correct(made, made.version, said, reason="Ghi nhầm số", acting=rows.department())
    found = GiftTerms.objects.filter(contribution=made).values_list("number", "is_current", "quantity")
    assert list(found) == [(1, False, Decimal(5_000_000)), (2, True, Decimal(6_000_000))]
    assert Contribution.objects.get().state == "waiting"
    assert Entry.objects.get(act=events.CORRECTED).reason == "Ghi nhầm số"


def test_only_what_nobody_confirmed_is_withdrawn_and_it_comes_back() -> None:
    made = rows.confirmed()
    with pytest.raises(ResourceRefused, match="đã xác nhận"):
        actions.withdraw(made, made.version, reason="Nhầm", acting=rows.department())
    other = rows.recorded(gift(purpose="khác"))
    actions.withdraw(other, 1, reason="Nhầm", acting=rows.department())
    actions.restore(other, 2, reason="Vẫn đúng", acting=rows.department())
    other.refresh_from_db()
    assert (other.state, other.version) == ("waiting", 3)
    assert (told(events.WITHDRAWN), told(events.RESTORED)) == (1, 1)


def test_whoever_saw_an_older_version_writes_nothing() -> None:
    made = rows.recorded()
    actions.contest(made, 1, reason="Chưa nhận", acting=rows.commune())
    with pytest.raises(Stale):
        actions.confirm(made, 1, acting=rows.commune())
    with pytest.raises(Stale):
        actions.correct(made, 1, gift(), reason="Sửa", acting=rows.department())
    assert Contribution.objects.get().state == "contested"


def test_no_entry_of_the_journal_names_a_giver() -> None:
    made = rows.agreed(rows.confirmed())
    with pytest.raises(ResourceRefused, match="Đừng ghi tên"):
        actions.contest(made, made.version, reason=f"{rows.NAME} chưa đưa", acting=rows.commune())
    actions.withdraw_consent(made, made.version, on=LATER, how="báo tại xã", acting=rows.commune())
    entries = Entry.objects.filter(act__startswith="resources.")
    assert entries.count() == 4
    said = " ".join(f"{one.subject_label} {one.reason} {one.details}" for one in entries)
    assert rows.NAME not in said and "Bé" not in said


def test_a_consent_needs_a_proof_and_stands_once() -> None:
    made = rows.recorded()
    with pytest.raises(ResourceRefused, match="người chứng kiến"):
        actions.give_consent(made, 1, given_on=LATER, witness="", document=None, acting=rows.department())
    rows.agreed(made)
    with pytest.raises(ResourceRefused, match="Đang có sự đồng ý"):
        rows.agreed(made)
    state = rows.recorded(replace(rows.KINDS[4]))
    with pytest.raises(ResourceRefused, match="không có tên cần đồng ý"):
        rows.agreed(state)


def test_likely_duplicates_are_told_with_their_reasons_and_merged_once() -> None:
    one = rows.confirmed()
    other = rows.recorded(gift(given_on=date(2024, 3, 5), giver="ông Điểu K’Lung Bé"), by=rows.commune())
    rows.recorded(gift(given_on=date(2024, 3, 5), kind=LABOUR, quantity=Decimal(3)))
    pair = Twin.objects.get()
    assert (pair.one_id, pair.other_id) == (one.pk, other.pk)
    assert any("Cách nhau 4 ngày" in sign for sign in pair.signs)
    with pytest.raises(PermissionDenied):
        actions.merge(pair, 1, keep=one.pk, reason="Một", acting=rows.department())
    actions.merge(pair, 1, keep=one.pk, reason="Cùng một lần góp", acting=rows.commune())
    other.refresh_from_db()
    assert (other.state, other.merged_into_id) == ("merged", one.pk)
    with pytest.raises(Stale):
        actions.dismiss(pair, 1, reason="Khác", acting=rows.commune())
    actions.reopen(pair, 2, reason="Xem lại", acting=rows.commune())
    other.refresh_from_db()
    assert (other.state, other.merged_into_id) == ("waiting", None)
    assert [told(act) for act in (events.MERGED, events.DISMISSED, events.REOPENED)] == [1, 0, 1]


def test_a_dismissed_pair_is_not_told_again() -> None:
    rows.recorded()
    other = rows.recorded()
    actions.dismiss(Twin.objects.get(), 1, reason="Góp hai lần", acting=rows.commune())
    actions.correct(other, 1, gift(), reason="Viết lại", acting=rows.department())
    assert Twin.objects.count() == 1


def test_what_waits_is_in_the_work_of_whoever_may_confirm_and_of_nobody_else() -> None:
    rows.recorded(gift(given_on=date(2024, 3, 5)))
    rows.recorded(by=rows.commune())
    assert [len(list(answer(gifts_to_confirm(rows.commune(name=name))))) for name in ("", "can-bo-khac")] == [
        1,
        2,
    ]
    assert len(list(answer(gifts_to_confirm(rows.office())))) == 1
    assert len(list(answer(gifts_to_confirm(rows.department())))) == 0
    assert len(list(answer(pairs_to_look_at(rows.commune())))) == 1
    assert list(answer(pairs_to_look_at(rows.department()))) == []


def test_after_the_merger_the_new_commune_confirms_what_the_old_one_received(settings: Any) -> None:
    made = rows.recorded()
    later = date(2025, 8, 1)
    settings.TODAY = later.isoformat()
    heir = rows.person("commune", NEW, later)
    assert actions.confirm(made, 1, acting=heir).state == "confirmed"
    own = rows.recorded(gift(given_on=later), NEW, heir)
    assert actions.confirm(own, 1, acting=rows.office(later)).state == "confirmed"


def test_a_givers_confirmed_contributions_are_found_by_any_spelling_of_the_name() -> None:
    rows.confirmed()
    rows.recorded(gift(purpose="chưa xác nhận"))
    [found] = gifts_by(["dieu k'lung be"], date(2024, 12, 31))
    assert (found.unit_code, found.kind, found.value) == (OLD, MONEY, Decimal(5_000_000))
    assert gifts_by([rows.NAME], date(2024, 2, 1)) == () == gifts_by([""], LATER)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_at_once_one_succeeds(tmp_path: Any) -> None:
    made = rows.recorded()
    one, other = rows.commune(), rows.commune(name="can-bo-khac")
    with on_file(tmp_path / "db.sqlite3"):
        found = at_once(
            lambda: actions.confirm(made, 1, acting=one),
            lambda: actions.contest(made, 1, reason="Chưa nhận", acting=other),
            refused=(ResourceRefused,),
        )
        assert sorted(type(each).__name__ for each in found) == ["Contribution", "Stale"]
        assert Contribution.objects.get(pk=made.pk).version == 2


def test_the_unit_of_a_contribution_is_a_place() -> None:
    with pytest.raises(ResourceRefused, match="tỉnh, huyện hoặc xã"):
        rows.recorded(unit=Unit.objects.get(code="SXD").code)
