"""A village is recognised by its province's own criteria once a pack brings them: data, no code. A small made-up province."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from chungsuc.cli.load_pack import load
from chungsuc.criteria import actions
from chungsuc.criteria.actions import Entry, EntryRefused
from chungsuc.criteria.facts import sets_for_year, tier_on
from chungsuc.criteria.facts.heads import entry_head
from chungsuc.criteria.facts.overview import entries_of
from chungsuc.criteria.models import Assessment, Check, CriteriaSet, Indicator, Report
from chungsuc.law.verdicts import Outcome
from chungsuc.organisations.models import Unit
from chungsuc.recognition import actions as recognition
from chungsuc.recognition.actions.saying import Said
from chungsuc.recognition.casefile import CaseFile
from chungsuc.recognition.conditions import examining
from chungsuc.recognition.models import Case, Level, Recognition
from chungsuc.recognition.refusals import StepRefused
from chungsuc.recognition.tests.casework import Office, Walk, met, provided
from chungsuc.reports.days import newest_day

PACK = Path(__file__).parent / "packs" / "tinh_co_thon"
COMMUNE, VILLAGE, YEAR = "tt-01", "tt-01-a", 2023
FIGURES: dict[str, Any] = {"1.1": Decimal(95), "2.1": True}


@pytest.fixture
def tinh_co_thon(db: None, settings: Any) -> None:
    settings.TODAY = "2024-02-01"
    load(str(PACK))


class VillageWalk(Walk):
    """A case of the village: its commune acts for it."""

    def register(self, level: str = "thon_mau", year: int = YEAR) -> Case:
        unit, own = Unit.objects.get(code=VILLAGE), Level.objects.get(code=level)
        self.case = recognition.register_case(unit, own, year, said=Said(self.day), **self.hand())
        return self.case

    def declare(self, **figures: Any) -> Report:
        """The village's figures on their whole way: declared, checked by the district, verified, concluded."""
        unit, judged_by = Unit.objects.get(code=VILLAGE), CriteriaSet.objects.get(code="bo_thon")
        commune, district = (self.office.person(who, self.day) for who in ("commune", "district"))
        given = {**FIGURES, **figures}
        actions.declare(
            unit, judged_by, YEAR, [entry("bo_thon", code, said) for code, said in given.items()], acting=commune
        )
        report = actions.send(Report.objects.get(unit=unit), 0, acting=commune)
        report = actions.forward(report, report.version, acting=district)
        for check in Check.objects.filter(report=report).select_related("body"):
            assert check.body is not None
            actions.verify(check, check.version, acting=self.office.person(f"department:{check.body.code}", self.day))
        report.refresh_from_db()
        return actions.conclude(report, report.version, acting=self.office.person("ntm_coordinator", self.day))

    def fill_dossier(self) -> None:
        recognition.put_in(self.case, code="to_trinh", paper="Tờ trình 3", on=self.day, **self.hand())


def entry(set_code: str, code: str, said: Any) -> Entry:
    measure = Indicator.objects.get(criterion__set__code=set_code, code=code).measure_id
    return Entry(measure, flag=said) if isinstance(said, bool) else Entry(measure, number=said, bare=True)


def test_a_set_is_for_the_kind_of_unit_that_its_level_is_given_to(tinh_co_thon: None) -> None:
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=(COMMUNE, VILLAGE))}
    offered = entries_of([unit.pk for unit in units.values()], date(2024, 2, 1))
    assert {(one.unit_code, one.set_code) for one in offered} == {(COMMUNE, "bo_xa"), (VILLAGE, "bo_thon")}
    assert entry_head(COMMUNE, "bo_thon", YEAR) is None and entry_head(VILLAGE, "bo_xa", YEAR) is None
    person = Office(COMMUNE).person("commune", date(2024, 2, 1))
    for code, wrong in ((COMMUNE, "bo_thon"), (VILLAGE, "bo_xa")):
        given = [entry(wrong, "1.1", Decimal(95))]
        with pytest.raises(EntryRefused, match="không dùng để khai năm 2023 cho đơn vị này"):
            actions.declare(units[code], CriteriaSet.objects.get(code=wrong), YEAR, given, acting=person)
    assert not Report.objects.exists()


def test_a_villages_report_goes_to_the_district_of_its_commune(tinh_co_thon: None) -> None:
    units = Unit.objects.filter(code__in=(COMMUNE, VILLAGE))
    assert {tier_on(unit.pk, date(2024, 2, 1)) for unit in units} == {"three_tier"}


def test_a_village_goes_from_registration_to_announced_recognition(tinh_co_thon: None) -> None:
    walk = VillageWalk(Office(COMMUNE))
    walk.register()
    told = examining.set_met(CaseFile(walk.case, walk.day))
    assert (told.outcome, told.reasons[0].text) == (
        Outcome.UNDETERMINED, "Chưa có kết quả đánh giá chính thức năm 2023.",
    )  # fmt: skip
    walk.declare()
    assert examining.set_met(CaseFile(walk.case, walk.day)).reasons[0].text == "Năm 2023: đạt 2/2 tiêu chí."
    with provided(satisfaction=met(), council_vote=met()):
        walk.to("recognised")
        walk.pass_days(10)
        walk.take("announce", "district")
    assert walk.case.state == "announced"
    row = Recognition.objects.get(unit__code=VILLAGE, level__code="thon_mau")
    assert (row.for_year, row.decision_number) == (YEAR, "123/QĐ-UBND")
    assert set(walk.case.appraisals.filter(is_current=True).values_list("part", "body__code")) == {
        ("1", "SNN"), ("2", "SVH"),
    }  # fmt: skip


def test_a_village_that_misses_a_criterion_is_told_which_and_does_not_reach_the_council(tinh_co_thon: None) -> None:
    walk = VillageWalk(Office(COMMUNE))
    walk.register()
    walk.declare(**{"1.1": Decimal("89.9")})
    told = examining.set_met(CaseFile(walk.case, walk.day))
    assert (told.outcome, told.reasons[0].text) == (Outcome.NOT_MET, "Năm 2023: chưa đạt tiêu chí 1.")
    walk.take("assess")
    walk.take("report")
    walk.post()
    walk.hear_front()
    walk.take("complete")
    walk.fill_dossier()
    with pytest.raises(StepRefused, match="chưa đạt tiêu chí 1"):
        walk.take("submit")


def test_a_villages_figures_are_no_figures_of_the_provinces_communes(tinh_co_thon: None) -> None:
    """The day that pages speak of, the sets that workbooks and comparisons offer, stay those of communes."""
    VillageWalk(Office(COMMUNE)).declare()
    assert Assessment.objects.get().set.code == "bo_thon"
    assert newest_day() == date(2024, 2, 1)
    assert [one.code for one in CriteriaSet.objects.of_communes()] == ["bo_xa"]
    assert {one.code for one in sets_for_year(YEAR)} == {"bo_xa", "bo_thon"}


def test_the_commune_declares_for_its_village_on_the_usual_page(tinh_co_thon: None, client_as: Any) -> None:
    client = client_as(Office(COMMUNE).account("commune"))
    home = client.get("/khai/").content.decode()
    assert "Thôn Đầu" in home and "Bộ tiêu chí thôn nông thôn mới kiểu mẫu" in home
    screen = client.get(f"/khai/{VILLAGE}/bo_thon/{YEAR}/1/").content.decode()
    assert "Thôn Đầu" in screen and "Tỷ lệ đường thôn được cứng hóa" in screen
    levels = client.get("/cong-nhan/moi/").content.decode()
    assert "Thôn nông thôn mới kiểu mẫu" in levels and "Thôn Đầu" in levels
