"""Decisions of award: drawn from announced dossiers, given up, taken once, entered into the register with their bonus."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from chungsuc.audit.models import Entry
from chungsuc.awards.actions import AwardRefused, Stale
from chungsuc.awards.actions.deciding import drop_decision, prepare_decision, take_decision
from chungsuc.awards.conditions.deciding import forwarded_first, in_a_decision
from chungsuc.awards.facts.law import bonus_on
from chungsuc.awards.facts.outcome import entries_of
from chungsuc.awards.facts.register import award_money, outcome_asked
from chungsuc.awards.models import AchievementUse, Award, Bar, Decision, Dossier
from chungsuc.exemplars.tests.rows import person
from chungsuc.organisations.models import Unit
from chungsuc.questions.asking import answer

from .decided import DECIDED, RECEIVED, TODAY, awarded, emulation, leader, prepared, province, signed, somebody, waiting

pytestmark = pytest.mark.usefixtures("bare_province")


def acts(subject: str = "awards.decision") -> list[str]:
    return list(Entry.objects.filter(subject_type=subject).order_by("seq").values_list("act", flat=True))


def test_a_decision_is_drawn_taken_and_entered_with_everything_it_says() -> None:
    one, unit = waiting(), waiting(of=somebody("", kind="xa"), merit="Đạt chuẩn năm 2024")
    made = prepared(one, unit)
    assert (made.state, made.dossiers, acts()) == ("prepared", [one.pk, unit.pk], ["awards.decision_prepared"])
    rows = take_decision(made, 1, signed(works={unit.pk: "Đường thôn 3"}), acting=leader())
    made.refresh_from_db()
    assert (made.state, made.version, made.number, made.decided_on) == ("taken", 2, "45/QĐ-UBND", DECIDED)
    first, second = rows
    assert (first.name, first.place, first.collective) == ("Điểu K'Bé", first.subject.unit.identities.get().name, False)
    assert (first.merit, first.regime, first.since, first.until) == (one.merit, "R2022B", 2023, 2025)
    assert (second.name, second.place, second.collective, second.works) == (first.place, "", True, "Đường thôn 3")
    assert [row.form_name for row in rows] == ["Bằng khen của Chủ tịch UBND tỉnh"] * 2
    for row in rows:
        kind = "collective" if row.collective else "individual"
        found = bonus_on("BK_TINH", kind, DECIDED, RECEIVED)
        assert (row.bonus, row.coefficient) == (found.bonus.amount, found.bonus.coefficient)
        assert row.base_salary == 2340000 and "Mức lương cơ sở" in row.bonus_words
    assert [row.bonus for row in rows] == [3510000, 7020000]
    assert acts() == ["awards.decision_prepared", "awards.decision_taken"]
    one.refresh_from_db()
    step = one.steps.get()
    assert (one.state, step.act, step.on, step.paper) == (
        "awarded", "award", DECIDED, "Quyết định số 45/QĐ-UBND ngày 15/12/2025",
    )  # fmt: skip
    assert award_money(2025, TODAY).amount == 10530000 and award_money(2025, TODAY).decisions == 1
    assert award_money(2024, TODAY).decisions == 0


def test_no_name_of_a_person_gets_into_the_journal() -> None:
    awarded(waiting("Điểu K'Lung Bé"))
    told = "".join(f"{e.subject_label}{e.details}{e.reason}{e.paper}" for e in Entry.objects.all())
    assert "Lung" not in told


def test_only_the_receiving_office_prepares_and_only_who_decides_takes() -> None:
    dossier = waiting()
    for acting in (leader(), person("department", "SXD", TODAY), person("commune", "ld-24751", TODAY)):
        with pytest.raises(PermissionDenied):
            prepare_decision(dossier.body, "BK_TINH", [dossier], acting=acting)
    made = prepared(dossier)
    for acting in (emulation(), person("department", "SXD", TODAY), person("inspector", "TTT", TODAY)):
        with pytest.raises(PermissionDenied):
            take_decision(made, 1, signed(), acting=acting)
    assert not Award.objects.exists() and Decision.objects.get().state == "prepared"


def test_a_department_prepares_and_takes_its_own_giấy_khen_and_nobody_elses() -> None:
    body = Unit.objects.get(code="SXD")
    dossier = waiting(body=body, form="GK_SO")
    own, other = person("department", "SXD", TODAY), person("department", "STC", TODAY)
    with pytest.raises(PermissionDenied):
        prepare_decision(body, "GK_SO", [dossier], acting=other)
    made = prepare_decision(body, "GK_SO", [dossier], acting=own)
    [row] = take_decision(made, 1, signed("7/QĐ-SXD"), acting=own)
    assert (row.form_name, row.bonus) == ("Giấy khen của Thủ trưởng sở, ban, ngành, đoàn thể tỉnh", 710000)


@pytest.mark.parametrize("state", ["draft", "appraised", "passed", "awarded", "failed"])
def test_a_dossier_that_waits_for_no_decision_is_not_drawn(state: str) -> None:
    dossier = waiting(state=state)
    with pytest.raises(AwardRefused, match="chưa chờ quyết định"):
        prepared(dossier)
    assert not Decision.objects.exists()


def test_a_dossier_of_another_form_and_one_in_another_list_are_not_drawn_and_an_empty_list_is_refused() -> None:
    one, other = waiting(), waiting("Điểu Hai", form="GK_XA")
    with pytest.raises(AwardRefused, match=f"Hồ sơ số {other.pk} thuộc cơ quan hoặc hình thức khác"):
        prepared(one, other)
    with pytest.raises(AwardRefused, match="Chưa chọn hồ sơ nào"):
        prepare_decision(one.body, "BK_TINH", [], acting=emulation())
    prepared(one)
    with pytest.raises(AwardRefused, match="đã có trong một quyết định đang lập"):
        prepared(waiting("Điểu Ba"), one)
    assert Decision.objects.count() == 1


def test_a_dropped_decision_frees_its_dossiers_and_a_taken_one_is_not_dropped() -> None:
    dossier = waiting()
    made = prepared(dossier)
    with pytest.raises(AwardRefused, match="Chưa ghi lý do"):
        drop_decision(made, 1, reason=" ", acting=emulation())
    with pytest.raises(PermissionDenied):
        drop_decision(made, 1, reason="Lập lại.", acting=leader())
    drop_decision(made, 1, reason="Lập lại danh sách.", acting=emulation())
    assert list(in_a_decision(dossier, TODAY)) != []
    again = prepared(dossier)
    assert list(in_a_decision(dossier, TODAY)) == []
    with pytest.raises(Stale):
        take_decision(made, 1, signed(), acting=leader())
    take_decision(again, 1, signed(), acting=leader())
    with pytest.raises(AwardRefused, match="Chỉ bỏ được quyết định đang lập"):
        drop_decision(again, 2, reason="x", acting=emulation())
    assert acts() == [
        "awards.decision_prepared", "awards.decision_dropped", "awards.decision_prepared", "awards.decision_taken",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"number": " "}, "number", "Chưa ghi số quyết định"),
        ({"on": date(2025, 12, 17)}, "on", "sau hôm nay"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field_and_nothing_is_written(
    said: dict[str, Any], field: str, words: str
) -> None:
    made = prepared()
    with pytest.raises(AwardRefused, match=words) as refused:
        take_decision(made, 1, signed(**said), acting=leader())
    assert refused.value.field == field
    assert not Award.objects.exists() and Dossier.objects.get().state == "announced"


def test_a_number_is_used_once_a_year_and_again_the_year_after() -> None:
    awarded(waiting())
    again = prepared(waiting("Điểu Hai"))
    with pytest.raises(AwardRefused, match="Số quyết định 45/QĐ-ubnd đã dùng cho quyết định ký ngày 15/12/2025"):
        take_decision(again, 1, signed("45/QĐ-ubnd"), acting=leader())
    next_year = date(2026, 1, 15)
    take_decision(again, 1, signed(on=next_year), acting=leader(next_year))
    assert Award.objects.count() == 2


def test_what_is_decided_above_is_recorded_after_it_was_sent_up_and_one_number_may_give_two_forms() -> None:
    early = waiting(form="HCLD_3")
    assert next(iter(forwarded_first(early, TODAY))) == (
        "Chủ tịch nước quyết định hình thức này. Hãy ghi đã trình cấp trên trước."
    )
    with pytest.raises(AwardRefused, match="Chủ tịch nước quyết định hình thức này"):
        awarded(early, number="900/QĐ-CTN")
    Dossier.objects.filter(pk=early.pk).update(state="forwarded")
    made = Decision.objects.get()
    [row] = take_decision(made, 1, signed("900/QĐ-CTN"), acting=leader())
    assert (row.form_name, row.bonus) == ("Huân chương Lao động hạng Ba", 10530000)
    other = waiting("Điểu Hai", form="BK_TTG", state="forwarded")
    assert awarded(other, number="900/QĐ-CTN")[0].number == "900/QĐ-CTN"


def test_where_a_rule_of_the_bonus_is_missing_the_register_says_so_and_makes_up_nothing() -> None:
    late = date(2026, 10, 5)
    made = prepared(waiting(received_on=late, regime="R2026"))
    [row] = take_decision(made, 1, signed(on=late), acting=leader(late))
    assert (row.bonus, row.coefficient) == (None, None)
    assert row.bonus_words.startswith("Chưa đủ căn cứ để tính tiền thưởng: Chưa có «Hệ số thưởng Bằng khen")


def test_the_same_award_differs_by_the_day_its_dossier_was_received() -> None:
    old = waiting(received_on=date(2023, 12, 31), regime="R2003", stamp_year=2023)
    new = waiting("Điểu Hai", received_on=date(2024, 1, 2), regime="R2022A", stamp_year=2024, body=old.body)
    on = date(2024, 3, 1)
    made = prepared(old, new, acting=emulation(on))
    rows = take_decision(made, 1, signed(on=on), acting=leader(on))
    assert [(row.regime, row.bonus) for row in rows] == [("R2003", 1800000), ("R2022A", 2700000)]


def test_the_panel_of_a_dossier_tells_the_decision_being_prepared_and_then_the_award() -> None:
    dossier = waiting()
    assert answer(outcome_asked(dossier)).empty
    made = prepared(dossier)
    assert answer(outcome_asked(dossier)).prepared == made
    [row] = take_decision(made, 1, signed(), acting=leader())
    dossier.refresh_from_db()
    told = answer(outcome_asked(dossier))
    assert (told.award, told.prepared) == (row, None)


def test_an_achievement_for_which_money_was_paid_already_is_told_and_a_person_decides() -> None:
    """Only the highest sum for one achievement: written from memory, so nothing is taken off by itself."""
    first = waiting()
    [given] = awarded(first)
    second = waiting(of=first.subject, form="BK_TTG", state="forwarded")
    key = first.uses.order_by("pk")[0].key
    AchievementUse.objects.create(dossier=second, key=key, words="x", year=2023, level="nha_nuoc", live=True, by="x")
    told = entries_of([second], DECIDED)[second.pk]
    assert told.bonus == 8_190_000
    assert told.doubt.startswith(
        "Cùng thành tích đã được thưởng 3.510.000 đồng (Bằng khen của Chủ tịch UBND tỉnh, Quyết định 45/QĐ-UBND). Một thành "
        "tích được khen nhiều hình thức thì chỉ nhận mức tiền thưởng cao nhất. Cần người quyết số tiền chi ("
    )
    assert told.bonus_words.endswith(told.doubt)
    Award.objects.filter(pk=given.pk).update(state="revoked")
    assert entries_of([second], DECIDED)[second.pk].doubt == ""
    assert entries_of([waiting("Lê Văn Tám")], DECIDED).popitem()[1].doubt == ""


def test_a_case_that_came_up_after_the_vote_stops_the_list_of_a_decision_where_the_law_bars_it() -> None:
    """NĐ 152/2025: chưa xét khen; before July 2025 nothing in the data bars it."""
    new, old = waiting(), waiting("Lê Văn Tám", received_on=date(2025, 6, 20), regime="R2022A", body=province())
    for one in (new, old):
        Bar.objects.create(subject=one.subject, kind="inspection", source="Thanh tra tỉnh", since=TODAY, by="x")
    with pytest.raises(AwardRefused, match=f"Hồ sơ số {new.pk}: Có việc đang làm rõ") as refused:
        prepared(new)
    assert refused.value.field == "dossiers" and not Decision.objects.exists()
    assert prepared(old).dossiers == [old.pk]
    Bar.objects.filter(subject=new.subject).update(lifted_on=TODAY, lifted_by="a", lift_reason="x", lift_paper="KL 5")
    assert prepared(new).dossiers == [new.pk]
