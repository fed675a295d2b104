"""Estimates drafted, moved and approved; money allocated, spent and taken back: by whom, once, told in the journal."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from chungsuc.audit.models import Entry
from chungsuc.audit.verification import verify_chain
from chungsuc.budget import actions, events, workflow
from chungsuc.budget.facts import books_on, money_for
from chungsuc.budget.models import Allocation, Estimate, EstimateEdition, EstimateLine, EstimateStep, Spending
from chungsuc.budget.refusals import BudgetRefused, Stale
from chungsuc.budget.rules import AWARD, INSPECTION, REVIEW
from chungsuc.budget.work import estimates_at_hand
from chungsuc.questions.asking import answer
from tests.at_once import at_once, on_file
from tests.province import Province

from . import rows
from .rows import DAY, DECIDED, FUND, LATER, MEETING, NTM, TRIPS, line


@pytest.fixture(autouse=True)
def ground(bare_province: Province, settings: Any) -> None:
    settings.TODAY = LATER.isoformat()


def told(act: str) -> int:
    return Entry.objects.filter(act=act).count()


def test_an_estimate_goes_from_the_draft_to_the_decision_each_step_by_its_own_desk() -> None:
    made = rows.approved()
    assert (made.state, made.number) == ("approved", 2)
    steps = [(step.act, step.edition.number, step.by) for step in EstimateStep.objects.all()]
    assert steps == [
        ("submit", 2, "emulation_officer-snv"), ("collate", 2, "ntm_coordinator-vpdp"),
        ("approve", 2, "province_leader-vpub"),
    ]  # fmt: skip
    kept = (events.STARTED, events.SAVED, events.SUBMITTED, events.COLLATED, events.APPROVED)
    assert [told(act) for act in kept] == [1] * 5 and verify_chain() is None
    assert Entry.objects.get(act=events.APPROVED).paper == rows.PAPER


def test_nobody_takes_the_step_of_another_desk() -> None:
    with pytest.raises(PermissionDenied):
        actions.start(2025, acting=rows.office())
    made = rows.submitted()
    for act, people in {
        workflow.TAKE_BACK: (rows.office(), rows.leader()),
        workflow.COLLATE: (rows.drafter(), rows.leader(), rows.inspector()),
        workflow.RETURN: (rows.drafter(), rows.leader()),
        workflow.APPROVE: (rows.drafter(), rows.office(), rows.inspector()),
    }.items():
        for one in people:
            with pytest.raises(PermissionDenied):
                rows.taken(made, act, one, reason="vì", paper="1", decided_on=DAY)
    for one in (rows.leader(), rows.inspector()):
        with pytest.raises(PermissionDenied):
            actions.allocate(made, made.version, source=NTM, amount=Decimal(1), on=DAY, document="x", acting=one)
    with pytest.raises(PermissionDenied):
        rows.spent(made, 1, acting=rows.inspector())
    made.refresh_from_db()
    assert made.state == "submitted" and EstimateStep.objects.count() == 1


def test_a_year_has_one_estimate() -> None:
    rows.drafted()
    with pytest.raises(BudgetRefused, match="Năm này đã có dự toán"):
        actions.start(2025, acting=rows.drafter())
    assert Estimate.objects.count() == 1


def test_lines_without_a_basis_are_kept_and_not_submitted() -> None:
    made = rows.drafted(TRIPS, line(basis=""))
    with pytest.raises(BudgetRefused, match="Chưa đủ căn cứ: dòng 2"):
        rows.taken(made, workflow.SUBMIT, rows.drafter())
    assert EstimateLine.objects.count() == 2 and told(events.SUBMITTED) == 0


def test_what_is_written_anew_is_a_new_edition_and_the_former_stays() -> None:
    made = rows.drafted(TRIPS)
    actions.save_lines(made, made.version, [MEETING], acting=rows.drafter())
    written = [(one.edition.number, one.what, one.amount) for one in EstimateLine.objects.all()]
    assert written == [(2, TRIPS.what, 8_000_000), (3, MEETING.what, 18_075_000)]
    with pytest.raises(BudgetRefused, match="Dòng 2: Định mức phải lớn hơn 0"):
        made.refresh_from_db()
        actions.save_lines(made, made.version, [TRIPS, line(norm=Decimal(0))], acting=rows.drafter())
    assert EstimateEdition.objects.count() == 3


def test_an_estimate_sent_back_says_why_and_is_corrected_before_it_is_submitted_again() -> None:
    made = rows.submitted()
    with pytest.raises(BudgetRefused, match="Chưa ghi lý do"):
        rows.taken(made, workflow.RETURN, rows.office(), reason=" ")
    rows.taken(made, workflow.RETURN, rows.office(), reason="Định mức cao")
    with pytest.raises(BudgetRefused, match="“bị trả lại”"):
        rows.taken(made, workflow.SUBMIT, rows.drafter())
    made.refresh_from_db()
    actions.save_lines(made, made.version, [TRIPS], acting=rows.drafter())
    assert rows.taken(made, workflow.SUBMIT, rows.drafter()).state == "submitted"
    assert Entry.objects.get(act=events.RETURNED).reason == "Định mức cao"


def test_an_approval_needs_a_signed_decision() -> None:
    made = rows.collated()
    for said, words in (
        ({"paper": "", "decided_on": DAY}, "số quyết định"),
        ({"paper": "1/QĐ", "decided_on": None}, "ngày quyết định"),
        ({"paper": "1/QĐ", "decided_on": date(2025, 8, 2)}, "sau hôm nay"),
    ):
        with pytest.raises(BudgetRefused, match=words):
            rows.taken(made, workflow.APPROVE, rows.leader(), **said)
    made.refresh_from_db()
    assert made.state == "collated"


def test_the_approved_edition_holds_until_the_decision_on_the_amended_one() -> None:
    made = rows.approved(TRIPS)
    rows.taken(made, workflow.AMEND, rows.drafter(), reason="Thêm hội nghị")
    made.refresh_from_db()
    assert (made.state, made.number) == ("draft", 3)
    made = actions.save_lines(made, made.version, [TRIPS, MEETING], acting=rows.drafter())
    (book,) = books_on([made], LATER)
    assert (book.whole.planned, book.whole.approved) == (26_075_000, 8_000_000)
    rows.taken(made, workflow.SUBMIT, rows.drafter())
    rows.taken(made, workflow.COLLATE, rows.office())
    rows.taken(made, workflow.APPROVE, rows.leader(), paper="900/QĐ-UBND", decided_on=LATER)
    of_days = [books_on([made], day)[0].whole.approved for day in (DAY, DECIDED, date(2025, 7, 31), LATER)]
    assert of_days == [0, 8_000_000, 8_000_000, 26_075_000]


def test_money_is_spent_to_the_last_dong_of_its_source_and_no_further() -> None:
    made = rows.approved()
    rows.allocated(made, 10_000_000)
    rows.allocated(made, 99_000_000, source=FUND)
    with pytest.raises(BudgetRefused, match="còn 10.000.000 đồng đã bố trí"):
        rows.spent(made, 10_000_001)
    rows.spent(made, 4_000_000)
    rows.spent(made, 6_000_000, position=2)
    with pytest.raises(BudgetRefused, match="còn 0 đồng"):
        rows.spent(made, 1)
    sums = {one.code: (one.allocated, one.spent, one.left) for one in books_on([made], LATER)[0].sources}
    assert sums == {NTM.code: (10_000_000, 10_000_000, 0), FUND.code: (99_000_000, 0, 99_000_000)}
    assert (told(events.SPENT), told(events.SPENT_BEYOND), told(events.ALLOCATED)) == (2, 0, 2)


def test_money_is_not_spent_before_the_decision_nor_before_it_came() -> None:
    made = rows.approved()
    rows.allocated(made, on=date(2025, 7, 25))
    with pytest.raises(BudgetRefused, match="chưa được phê duyệt vào ngày chi"):
        rows.spent(made, 1, on=DAY)
    with pytest.raises(BudgetRefused, match="còn 0 đồng"):
        rows.spent(made, 1, on=date(2025, 7, 24))
    assert rows.spent(made, 1, on=date(2025, 7, 25)).beyond == ""


def test_the_leader_lets_spending_go_beyond_by_name_and_with_a_reason() -> None:
    made = rows.approved()
    with pytest.raises(BudgetRefused, match="lãnh đạo UBND tỉnh"):
        rows.spent(made, 5, reason="gấp")
    with pytest.raises(BudgetRefused, match="hãy ghi lý do"):
        rows.spent(made, 5, acting=rows.leader())
    paid = rows.spent(made, 5, acting=rows.leader(), reason="Khắc phục lũ")
    assert "còn 0 đồng" in paid.beyond and paid.reason == "Khắc phục lũ"
    entry = Entry.objects.get(act=events.SPENT_BEYOND)
    assert (entry.actor, entry.reason) == ("province_leader-vpub", "Khắc phục lũ")
    assert books_on([made], LATER)[0].whole.left == -5


def test_what_is_wrong_is_taken_back_once_by_a_counter_entry_and_stays() -> None:
    made = rows.approved()
    given, paid = rows.allocated(made), rows.spent(made, 9_000_000)
    by = {"reason": "Ghi nhầm số", "acting": rows.drafter()}
    made.refresh_from_db()
    with pytest.raises(BudgetRefused, match="Đã chi từ số này"):
        actions.counter_allocation(made, made.version, entry=given, **by)
    with pytest.raises(BudgetRefused, match="Chưa ghi lý do"):
        actions.counter_spending(made, made.version, entry=paid, reason="", acting=rows.drafter())
    back = actions.counter_spending(made, made.version, entry=paid, **by)
    made.refresh_from_db()
    for wrong in (paid, back):
        with pytest.raises(BudgetRefused, match="ghi đảo"):
            actions.counter_spending(made, made.version, entry=wrong, **by)
    actions.counter_allocation(made, made.version, entry=given, **by)
    assert [one.amount for one in Spending.objects.all()] == [9_000_000, -9_000_000]
    assert [one.amount for one in Allocation.objects.all()] == [10_000_000, -10_000_000]
    assert (told(events.SPENDING_COUNTERED), told(events.ALLOCATION_COUNTERED)) == (1, 1)
    assert books_on([made], LATER)[0].whole.left == 0


def test_an_entry_of_money_has_a_day_an_amount_and_a_document() -> None:
    made = rows.approved()
    said = {"source": NTM, "amount": Decimal(5), "on": DECIDED, "document": "VB 1"}
    for wrong in ({"amount": Decimal(0)}, {"amount": Decimal("1.5")}, {"on": date(2025, 8, 2)}, {"document": " "}):
        with pytest.raises(BudgetRefused):
            actions.allocate(made, made.version, acting=rows.office(), **{**said, **wrong})
    other = rows.drafted(year=2024)
    with pytest.raises(BudgetRefused, match="không thuộc dự toán"):
        actions.spend(
            made,
            made.version,
            line=rows.current_line(other),
            amount=Decimal(1),
            on=LATER,
            document="x",
            acting=rows.leader(),
        )
    assert not Allocation.objects.exists() and not Spending.objects.exists()


def test_whoever_saw_an_older_state_is_told_and_writes_nothing() -> None:
    made = rows.submitted()
    seen = made.version
    rows.taken(made, workflow.TAKE_BACK, rows.drafter())
    with pytest.raises(Stale):
        actions.take(made, workflow.COLLATE, seen, acting=rows.office())
    with pytest.raises(Stale):
        actions.save_lines(made, seen, [TRIPS], acting=rows.drafter())
    with pytest.raises(Stale):
        actions.allocate(made, seen, source=NTM, amount=Decimal(1), on=DAY, document="x", acting=rows.office())
    made.refresh_from_db()
    assert made.state == "draft" and not Allocation.objects.exists()


def test_money_for_a_purpose_says_what_is_missing_until_it_is_approved_and_allocated() -> None:
    made = rows.collated()
    assert "Chưa có nguồn kinh phí được duyệt cho sơ kết, tổng kết năm 2025" in money_for(REVIEW, LATER).missing
    rows.taken(made, workflow.APPROVE, rows.leader(), paper=rows.PAPER, decided_on=DECIDED)
    assert "chưa được bố trí" in money_for(REVIEW, LATER).missing
    rows.allocated(made, 7)
    found = money_for(REVIEW, LATER)
    assert (found.approved, found.allocated, found.ready) == (18_075_000, 7, True)
    assert money_for(INSPECTION, DAY).ready is False and money_for(AWARD, LATER).ready is False


def test_the_next_step_stands_in_the_work_of_whose_turn_it_is() -> None:
    def asked(person: Any) -> list[str]:
        return [one.text for one in answer(estimates_at_hand(person))]

    people = (rows.drafter(), rows.office(), rows.leader(), rows.inspector())
    made = rows.drafted()
    assert [len(asked(one)) for one in people] == [1, 0, 0, 0]
    rows.taken(made, workflow.SUBMIT, rows.drafter())
    assert [len(asked(one)) for one in people] == [0, 1, 0, 0]
    rows.taken(made, workflow.COLLATE, rows.office())
    assert [len(asked(one)) for one in people] == [0, 0, 1, 0]
    assert asked(rows.leader()) == ["Dự toán kinh phí năm 2025: ghi quyết định phê duyệt"]


def test_the_books_of_three_estimates_ask_as_much_as_the_book_of_one(django_assert_num_queries: Any) -> None:
    for year in (2023, 2024, 2025):
        rows.allocated(rows.drafted(year=year))
    every = list(Estimate.objects.all())
    for some in (every[:1], every):
        with django_assert_num_queries(4):
            assert len(books_on(some, LATER)) == len(some)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_who_spend_the_last_money_at_once_one_does(tmp_path: Path) -> None:
    made = rows.approved()
    rows.allocated(made, 5)
    row, (one, other) = rows.current_line(made), (rows.drafter(), rows.office())
    said = {"line": row, "amount": Decimal(5), "on": LATER, "document": "Phiếu chi"}
    with on_file(tmp_path / "two.sqlite3"):
        found = at_once(
            lambda: actions.spend(made, made.version, acting=one, **said),
            lambda: actions.spend(made, made.version, acting=other, **said),
            refused=(BudgetRefused,),
        )
        assert sorted(type(each).__name__ for each in found) == ["Spending", "Stale"]
        assert Spending.objects.count() == 1
