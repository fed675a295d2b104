"""What must never be false is refused by the database itself, on both kinds."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from chungsuc.criteria.models import (
    Assessment,
    CriteriaSet,
    Criterion,
    ExactField,
    Indicator,
    Measure,
    Owner,
    Threshold,
    Value,
    Verdict,
)
from chungsuc.organisations.models import Unit


@pytest.fixture
def unit(db) -> Unit:
    return Unit.objects.create(code="x-1", kind="commune", since=date(2020, 1, 1))


@pytest.fixture
def measure(db) -> Measure:
    return Measure.objects.create(code="thu_nhap", name="Thu nhập", kind="number", unit="triệu đồng")


@pytest.fixture
def criteria_set(db) -> CriteriaSet:
    return CriteriaSet.objects.create(
        code="bo",
        name="Bộ",
        level="xa_ntm",
        detail="indicator",
        document="qd",
        since=date(2022, 1, 1),
        status="verified",
    )


@pytest.fixture
def indicator(criteria_set, measure) -> Indicator:
    criterion = Criterion.objects.create(set=criteria_set, no=10, name="Thu nhập")
    return Indicator.objects.create(
        criterion=criterion, code="10", position=1, name="Thu nhập", text="Thu nhập", kind="number", operator=">=",
        measure=measure, status="verified",
    )  # fmt: skip


def value(unit: Unit, measure: Measure, **changes) -> Value:
    fields = {"year": 2023, "number": Decimal("47.5"), "entered_by": "an", "entered_at": timezone.now()}
    return Value.objects.create(unit=unit, measure=measure, **{**fields, **changes})


def refused(make) -> str:
    """The name of the constraint that refuses it."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make()
    return str(error.value)


@pytest.mark.parametrize("number", ["0", "-3.5", "0.000001", "72000000000.5"])
def test_a_number_comes_back_exactly(unit, measure, number) -> None:
    kept = value(unit, measure, number=Decimal(number))
    kept.refresh_from_db()
    assert kept.number == Decimal(number)


def test_numbers_are_compared_as_numbers(unit, measure) -> None:
    value(unit, measure, number=Decimal(9))
    value(unit, measure, number=Decimal("47.5"), year=2022)
    assert Value.objects.filter(number__gt=Decimal("10.5")).get().year == 2022


def test_more_than_six_decimals_are_refused_not_rounded(unit, measure) -> None:
    with pytest.raises(ValueError, match="more than six decimals"):
        value(unit, measure, number=Decimal("0.0000001"))


def test_written_numbers_are_read_exactly() -> None:
    field = ExactField()
    assert field.to_python("47.5") == Decimal("47.5")
    assert field.to_python(None) is None
    assert field.get_prep_value(None) is None


def test_a_value_has_one_current_version(unit, measure) -> None:
    value(unit, measure)
    assert "UNIQUE" in refused(lambda: value(unit, measure)).upper()


def test_former_versions_and_other_years_and_sexes_stand_beside_it(unit, measure) -> None:
    value(unit, measure, is_current=False)
    value(unit, measure, is_current=False)
    value(unit, measure)
    value(unit, measure, sex="m")
    value(unit, measure, year=2022)
    assert Value.objects.filter(is_current=True).count() == 3


WRONG = {
    "có số liệu mà không có số": {"number": None},
    "vừa là số vừa là đạt": {"flag": True},
    "không áp dụng mà có số": {"state": "not_applicable"},
    "đã rút mà có số": {"state": "withdrawn"},
    "có tử số mà không có mẫu số": {"numerator": Decimal(45)},
    "có mẫu số mà không có tử số": {"denominator": Decimal(50)},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_a_value_that_contradicts_itself_is_refused(unit, measure, wrong) -> None:
    said = refused(lambda: value(unit, measure, **wrong))
    assert "a_given_value_is_a_number_or_a_flag" in said or "both_numbers_of_a_share_or_none" in said


@pytest.mark.parametrize(
    "right",
    [
        {"flag": False, "number": None},
        {"state": "not_applicable", "number": None},
        {"state": "withdrawn", "number": None},
        {"numerator": Decimal(45), "denominator": Decimal(50)},
    ],
    ids=["không đạt", "không áp dụng", "đã rút", "đủ hai số"],
)
def test_a_value_that_says_one_thing_is_kept(unit, measure, right) -> None:
    assert value(unit, measure, **right).figures[0] == right.get("state", "given")


def test_a_threshold_is_a_number_or_a_yes(indicator) -> None:
    said = refused(
        lambda: Threshold.objects.create(
            indicator=indicator, figure="k", number=Decimal(1), flag=True, status="verified"
        )
    )
    assert "threshold_is_number_or_flag" in said


def test_an_indicator_has_one_threshold_a_region_and_year(indicator) -> None:
    Threshold.objects.create(indicator=indicator, year=2023, figure="k", number=Decimal(1), status="verified")
    again = Threshold(indicator=indicator, year=2023, figure="k2", number=Decimal(2), status="verified")
    assert "UNIQUE" in refused(again.save).upper()


def test_a_set_has_each_criterion_once(indicator, criteria_set) -> None:
    assert "UNIQUE" in refused(lambda: Criterion.objects.create(set=criteria_set, no=10, name="Khác")).upper()


def test_a_criterion_has_each_indicator_once(indicator) -> None:
    indicator.pk = None
    indicator._state.adding = True
    assert "UNIQUE" in refused(indicator.save).upper()


def test_an_owner_does_not_end_before_it_starts(criteria_set, unit) -> None:
    period = {"since": date(2023, 1, 2), "until": date(2023, 1, 1)}
    said = refused(lambda: Owner.objects.create(set=criteria_set, part="10", body=unit, status="verified", **period))
    assert "owner_ends_after_it_starts" in said


def test_a_unit_is_assessed_once_a_set_and_year(criteria_set, unit) -> None:
    fields = {"unit": unit, "set": criteria_set, "year": 2023, "met": 1, "not_met": 0, "undetermined": 0}
    Assessment.objects.create(**fields, judged_at=timezone.now())
    assert "UNIQUE" in refused(lambda: Assessment.objects.create(**fields, judged_at=timezone.now())).upper()


def test_an_assessment_has_one_verdict_a_criterion(criteria_set, unit) -> None:
    assessment = Assessment.objects.create(
        unit=unit, set=criteria_set, year=2023, met=1, not_met=0, undetermined=0, judged_at=timezone.now()
    )
    Verdict.objects.create(assessment=assessment, no=1, outcome="met")
    assert "UNIQUE" in refused(lambda: Verdict.objects.create(assessment=assessment, no=1, outcome="met")).upper()


def test_assessments_are_asked_by_how_they_stand(criteria_set, unit) -> None:
    fields = {"unit": unit, "set": criteria_set, "judged_at": timezone.now()}
    Assessment.objects.create(**fields, year=2021, met=19, not_met=0, undetermined=0)
    Assessment.objects.create(**fields, year=2022, met=18, not_met=1, undetermined=0)
    Assessment.objects.create(**fields, year=2023, met=18, not_met=0, undetermined=1)
    assert Assessment.objects.all_met().get().year == 2021
    assert sorted(Assessment.objects.complete().values_list("year", flat=True)) == [2021, 2022]
    assert Assessment.objects.of("bo", 2023).get().undetermined == 1


def test_every_row_says_what_it_is(indicator, criteria_set, measure, unit) -> None:
    said = value(unit, measure, sex="f")
    owner = Owner(set=criteria_set, part="10", body=unit)
    assert [str(each) for each in (measure, criteria_set, indicator.criterion, indicator, said, owner)] == [
        "Thu nhập",
        "Bộ",
        "Tiêu chí 10. Thu nhập",
        "10 Thu nhập",
        f"{unit.pk}/{measure.pk}/2023f",
        "10: x-1",
    ]
    assert str(Threshold(figure="threshold:bo:10:*:*")) == "threshold:bo:10:*:*"
    assert str(Assessment(unit=unit, set=criteria_set, year=2023)) == f"{unit.pk}/{criteria_set.pk}/2023"
    assert str(Verdict(no=10, outcome="met")) == "10: met"
