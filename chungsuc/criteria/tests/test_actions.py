"""Writing values: versions, verdicts that follow, one event each, and what is left alone."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chungsuc.audit.models import Entry
from chungsuc.criteria import events
from chungsuc.criteria.actions import (
    NewValue,
    current_values,
    judge,
    judged_units,
    load_sets,
    record_value,
    undo_batch,
    write_batch,
    write_values,
)
from chungsuc.criteria.facts import set_facts
from chungsuc.criteria.models import Assessment, CriteriaSet, Indicator, Owner, Threshold, Value, Verdict
from chungsuc.imports.models import Batch
from chungsuc.law.packs import read_pack
from chungsuc.organisations.models import Unit
from chungsuc.rulebook.actions import amend_figure
from chungsuc.rulebook.models import Figure
from tests.province import PACK

SET, ADVANCED = "xa_ntm_2021_2025", "xa_ntm_nang_cao_2021_2025"
INCOME = "10"


def measure_of(code: str) -> int:
    return Indicator.objects.get(criterion__set__code=SET, code=code).measure_id


def outcome_of(unit: Unit, no: int, year: int = 2023) -> str:
    return Verdict.objects.get(assessment__unit=unit, assessment__set__code=SET, assessment__year=year, no=no).outcome


def income(unit: Unit, number: str) -> NewValue:
    return NewValue(unit.pk, measure_of(INCOME), number=Decimal(number))


def versions(unit: Unit) -> list[Value]:
    return list(Value.objects.history(unit.pk, measure_of(INCOME), 2023))


@pytest.fixture
def commune(province) -> Unit:
    """Xã Nhân Cơ: every criterion met in 2023."""
    return Unit.objects.get(code="dn-24751")


@pytest.fixture
def other(province) -> Unit:
    return Unit.objects.get(code="dn-24643")


def made_batch(**changes) -> Batch:
    fields = {"kind": "indicator-values", "filename": "sua.xlsx", "sha256": "0" * 64, "size": 1, "stored_as": "x"}
    moment = timezone.now()
    return Batch.objects.create(
        **{**fields, "set_code": SET, "year": 2023, "state": "confirmed", "received_by": "an", "received_at": moment}
        | changes
    )


# --- one value by hand --------------------------------------------------------------------------------------------


def test_a_corrected_value_changes_the_verdict_and_is_journalled_once(commune) -> None:
    before = Entry.objects.count()
    assert outcome_of(commune, 10) == "met"
    written = record_value(income(commune, "30"), year=2023, by="an", reason="Số cũ nhầm", paper="CV 12/UBND")
    entry = Entry.objects.newest_first().first()
    assert written == 1
    assert outcome_of(commune, 10) == "not_met"
    assert Assessment.objects.get(unit=commune, set__code=SET, year=2023).met == 18
    assert Entry.objects.count() == before + 1
    assert (entry.act, entry.actor, entry.unit_code) == (events.VALUE_RECORDED, "an", commune.code)
    assert (entry.reason, entry.paper) == ("Số cũ nhầm", "CV 12/UBND")
    assert entry.details["after"] == "30"


def test_a_round_number_is_journalled_as_people_write_it(commune) -> None:
    record_value(income(commune, "100"), year=2023, by="an")
    assert Entry.objects.newest_first().first().details["after"] == "100"


def test_the_same_value_again_writes_nothing(commune) -> None:
    (known,) = versions(commune)
    before = Entry.objects.count()
    assert record_value(income(commune, str(known.number)), year=2023, by="an") == 0
    assert len(versions(commune)) == 1
    assert Entry.objects.count() == before


def test_a_first_value_of_a_year_is_no_correction_and_judges_nothing_by_itself(commune) -> None:
    assert record_value(NewValue(commune.pk, measure_of(INCOME), number=Decimal(50)), year=2024, by="an") == 1
    assert Entry.objects.newest_first().first().details == {"before": None, "after": "50"}
    assert not Assessment.objects.filter(unit=commune, year=2024).exists()


@pytest.mark.parametrize(
    ("state", "flag", "said"), [("not_applicable", None, "not_applicable"), ("given", True, "True")]
)
def test_what_is_not_a_number_is_journalled_as_such(commune, state, flag, said) -> None:
    record_value(NewValue(commune.pk, measure_of("1.1"), state=state, flag=flag), year=2024, by="an")
    assert Entry.objects.newest_first().first().details["after"] == said


def test_only_the_unit_of_the_value_is_judged_again(commune) -> None:
    record_value(income(commune, "30"), year=2023, by="an")
    others = Assessment.objects.filter(set__code=SET, year=2023).exclude(unit=commune)
    judged = Assessment.objects.get(set__code=SET, year=2023, unit=commune).judged_at
    assert others.count() == 59
    assert not others.filter(judged_at__gte=judged).exists()


def test_one_value_costs_the_same_however_many_units_there_are(province, commune) -> None:
    def queries(number: str) -> int:
        with CaptureQueriesContext(connection) as found:
            record_value(income(commune, number), year=2023, by="an")
        return len(found)

    with_sixty = queries("30")
    spared = Assessment.objects.filter(set__code=SET, year=2023).exclude(unit=commune)
    Verdict.objects.filter(assessment__in=spared).delete()
    spared.delete()
    Value.objects.exclude(unit=commune).delete()
    assert queries("31") == with_sixty <= 30


def test_a_value_that_the_old_set_does_not_use_leaves_its_verdicts_alone(commune) -> None:
    old = Assessment.objects.get(unit=commune, set__code="xa_ntm_2016_2020", year=2021).judged_at
    record_value(income(commune, "30"), year=2023, by="an")
    assert Assessment.objects.get(unit=commune, set__code="xa_ntm_2016_2020", year=2021).judged_at == old


# --- versions -----------------------------------------------------------------------------------------------------


def test_versions_follow_each_other_and_nothing_is_overwritten(commune) -> None:
    for number in ("30", "60"):
        record_value(income(commune, number), year=2023, by="an")
    newest, middle, first = versions(commune)
    assert [v.number for v in (newest, middle)] == [Decimal(60), Decimal(30)]
    assert (newest.replaces_id, middle.replaces_id, first.replaces_id) == (middle.pk, first.pk, None)
    assert [v.is_current for v in (newest, middle, first)] == [True, False, False]
    assert outcome_of(commune, 10) == "met"


def test_only_what_differs_is_written(commune) -> None:
    known = current_values(2023, [commune.pk])
    same = [
        NewValue(v.unit_id, v.measure_id, v.sex, v.state, v.number, v.flag, v.numerator, v.denominator)
        for v in known.values()
    ]
    changed = [v._replace(number=Decimal(30)) if v.measure_id == measure_of(INCOME) else v for v in same]
    assert write_values(same, year=2023, by="an") == 0
    assert write_values(changed, year=2023, by="an") == 1


def test_what_was_never_given_cannot_be_withdrawn(commune) -> None:
    nothing = NewValue(commune.pk, measure_of(INCOME), state=Value.WITHDRAWN)
    assert write_values([nothing], year=2024, by="an") == 0


def test_a_number_finer_than_a_millionth_is_refused(commune) -> None:
    with pytest.raises(ValueError, match="more than six decimals"), transaction.atomic():
        write_values([income(commune, "1.0000001")], year=2023, by="an")
    assert len(versions(commune)) == 1


def test_a_withdrawn_value_leaves_the_criterion_undetermined(commune) -> None:
    record_value(NewValue(commune.pk, measure_of(INCOME), state=Value.WITHDRAWN), year=2023, by="an")
    assert outcome_of(commune, 10) == "undetermined"
    assert not Value.objects.current().filter(unit=commune, measure_id=measure_of(INCOME), year=2023).exists()


# --- a batch and its undoing --------------------------------------------------------------------------------------


def test_a_batch_judges_its_units_and_is_journalled_once(commune, other) -> None:
    before = Entry.objects.count()
    batch = made_batch()
    assert write_batch(batch, [income(commune, "30"), income(other, "30")], set_code=SET, year=2023, by="an") == 2
    assert {outcome_of(commune, 10), outcome_of(other, 10)} == {"not_met"}
    entry = Entry.objects.newest_first().first()
    assert Entry.objects.count() == before + 1
    assert (entry.act, entry.subject_id) == (events.VALUES_IMPORTED, str(batch.pk))
    assert (entry.details["written"], entry.details["units"]) == (2, 2)


def test_a_batch_that_changes_nothing_says_nothing(commune) -> None:
    known = versions(commune)[0]
    before = Entry.objects.count()
    assert write_batch(made_batch(), [income(commune, str(known.number))], set_code=SET, year=2023, by="an") == 0
    assert Entry.objects.count() == before


def test_an_undone_batch_brings_the_version_before_back(commune) -> None:
    first = versions(commune)[0]
    batch = made_batch()
    write_batch(batch, [income(commune, "30")], set_code=SET, year=2023, by="an")
    assert undo_batch(batch, by="bình", reason="Nhầm tệp") == (1, 0)
    newest = versions(commune)[0]
    assert (newest.number, newest.cell, newest.raw) == (first.number, first.cell, first.raw)
    assert newest.reason == "Nhầm tệp"
    assert outcome_of(commune, 10) == "met"
    assert Entry.objects.newest_first().first().details == {"left": 0, "taken_back": 1}


def test_an_undone_first_value_is_withdrawn_and_the_unit_no_longer_judged(commune) -> None:
    batch = made_batch(year=2024)
    write_batch(batch, [income(commune, "60")], set_code=SET, year=2024, by="an")
    assert Assessment.objects.filter(unit=commune, year=2024).exists()
    assert undo_batch(batch, by="an", reason="") == (1, 0)
    assert Value.objects.get(unit=commune, year=2024, is_current=True).state == Value.WITHDRAWN
    assert not Assessment.objects.filter(unit=commune, year=2024).exists()


def test_another_set_that_judged_the_same_value_judges_it_again_both_ways(commune, other) -> None:
    def advanced() -> dict:
        rows = Verdict.objects.filter(assessment__set__code=ADVANCED, assessment__year=2023, no=4)
        return dict(rows.values_list("assessment__unit_id", "outcome"))

    def power(unit: Unit, share: str) -> NewValue:
        return NewValue(unit.pk, measure_of("4.2"), number=Decimal(share))

    record_value(power(commune, "99.5"), year=2023, by="an")
    judge(ADVANCED, 2023, [commune.pk])
    assert advanced() == {commune.pk: "met"}
    batch = made_batch()
    write_batch(batch, [power(commune, "1"), power(other, "1")], set_code=SET, year=2023, by="an")
    assert advanced() == {commune.pk: "not_met"}  # the other commune was never judged by it, and is not now
    undo_batch(batch, by="an", reason="Nhầm tệp")
    assert advanced() == {commune.pk: "met"}


def test_what_was_corrected_after_the_batch_is_left_alone(commune, other) -> None:
    batch = made_batch()
    write_batch(batch, [income(commune, "30"), income(other, "30")], set_code=SET, year=2023, by="an")
    record_value(income(commune, "55"), year=2023, by="an")
    assert undo_batch(batch, by="an", reason="Nhầm tệp") == (1, 1)
    assert versions(commune)[0].number == Decimal(55)


def test_a_value_withdrawn_before_the_batch_is_withdrawn_again(commune) -> None:
    record_value(NewValue(commune.pk, measure_of(INCOME), state=Value.WITHDRAWN), year=2023, by="an")
    batch = made_batch()
    write_batch(batch, [income(commune, "60")], set_code=SET, year=2023, by="an")
    undo_batch(batch, by="an", reason="Nhầm tệp")
    assert versions(commune)[0].state == Value.WITHDRAWN


# --- sets and their thresholds ------------------------------------------------------------------------------------


def test_judging_a_year_again_gives_the_same_verdicts(province) -> None:
    def verdicts() -> list[tuple]:
        rows = Verdict.objects.filter(assessment__set__code=SET, assessment__year=2023)
        return sorted(rows.values_list("assessment__unit_id", "no", "outcome"))

    before = verdicts()
    assert judge(SET, 2023) == 60
    assert verdicts() == before
    assert len(before) == 60 * 19


def test_trying_another_set_stores_nothing(province) -> None:
    before = (Assessment.objects.count(), Verdict.objects.count(), Entry.objects.count())
    judged = judged_units(set_facts("xa_ntm_nang_cao_2021_2025"), 2023)
    assert len(judged) == 60
    assert (Assessment.objects.count(), Verdict.objects.count(), Entry.objects.count()) == before


def amend(threshold_key: str, value) -> None:
    figure = Figure.objects.current().get(key=threshold_key)
    amend_figure(figure, value=value, source="QĐ 99/QĐ-UBND", by="an", by_name="Người An", on=date(2024, 1, 2))


def test_an_amended_threshold_judges_again_what_it_touches(province, commune) -> None:
    key = f"threshold:{SET}:10:tay_nguyen:2023"
    before = set(Assessment.objects.values_list("unit_id", "met"))
    amend(key, Decimal(1000))
    threshold = Threshold.objects.get(figure=key)
    assert (threshold.number, threshold.status) == (Decimal(1000), "verified")
    assert outcome_of(commune, 10) == "not_met"
    assert set(Assessment.objects.values_list("unit_id", "met")) != before
    entry = Entry.objects.filter(act=events.REJUDGED).get()
    assert (entry.details["year"], entry.details["units"]) == (2023, 60)


def test_a_threshold_of_every_year_judges_every_year_again(province) -> None:
    amend(f"threshold:{SET}:3.1:*:*", Decimal(101))
    judged = Verdict.objects.filter(assessment__set__code=SET, assessment__year=2023, no=3)
    assert set(judged.values_list("outcome", flat=True)) == {"not_met"}


def test_an_amended_threshold_of_a_year_without_values_judges_nothing(province) -> None:
    amend(f"threshold:{SET}:10:tay_nguyen:2025", Decimal(1000))
    assert not Entry.objects.filter(act=events.REJUDGED).exists()


def test_a_set_that_no_value_was_judged_by_changes_without_verdicts(bare_province) -> None:
    amend(f"threshold:{SET}:1.1:*:*", False)
    assert Threshold.objects.get(figure=f"threshold:{SET}:1.1:*:*").flag is False
    assert Verdict.objects.count() == 0


def test_loading_the_same_sets_again_writes_nothing(bare_province) -> None:
    pack = read_pack(PACK).pack
    before = (CriteriaSet.objects.count(), Threshold.objects.count(), Owner.objects.count(), Entry.objects.count())
    assert not load_sets(pack, by="an")
    after = (CriteriaSet.objects.count(), Threshold.objects.count(), Owner.objects.count(), Entry.objects.count())
    assert after == before
