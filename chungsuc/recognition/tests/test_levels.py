"""What the other levels ask: a model commune, a district, a village; missing criteria stay undetermined."""

from datetime import date

import pytest

from chungsuc.law.verdicts import Outcome
from chungsuc.organisations.models import Placement, Unit
from chungsuc.recognition.casefile import CaseFile
from chungsuc.recognition.conditions import examining, standing
from chungsuc.recognition.models import Case, Level
from chungsuc.recognition.outlook import outlook
from chungsuc.rulebook.actions import record_ruling

pytestmark = pytest.mark.usefixtures("province")
DAY = date(2024, 9, 1)


def case_of(code: str, level: str, year: int = 2023) -> CaseFile:
    unit = Unit.objects.get(code=code)
    given = {"state": "appraising", "state_since": DAY, "version": 1, "opened_by": "bài thử", "holder": unit}
    case = Case.objects.create(unit=unit, level=Level.objects.get(code=level), year=year, **given)
    return CaseFile(case, DAY)


def village() -> Unit:
    commune = Unit.objects.get(code="dn-24751")
    made = Unit.objects.create(code="thon-1", kind="village", since=date(2004, 1, 1))
    Placement.objects.create(unit=made, parent=commune, since=date(2004, 1, 1))
    return made


def test_a_village_is_undetermined_until_its_criteria_are_ruled_on() -> None:
    village()
    file = case_of("thon-1", "khu_dan_cu_kieu_mau")
    assert file.regime == "three_tier"
    assert examining.set_met(file).outcome is Outcome.UNDETERMINED
    assert "Bộ tiêu chí khu dân cư nông thôn kiểu mẫu" in examining.set_met(file).reasons[0].text
    ruling = {"paper": "TB 3", "reason": "Chưa ban hành.", "by": "a", "by_name": "Chủ tịch", "on": DAY}
    record_ruling("rule:village_criteria", file.case.subject, value=True, **ruling)
    again = CaseFile(file.case, DAY)
    assert examining.set_met(again).outcome is Outcome.MET
    assert "TB 3" in str(examining.set_met(again).reasons[0].citation)


def test_a_village_is_told_by_name_what_its_province_has_not_ruled_yet() -> None:
    village()
    missing = outlook(case_of("thon-1", "khu_dan_cu_kieu_mau").case, DAY).missing
    assert {one.outcome for one in missing} == {Outcome.UNDETERMINED}
    told = " ".join(one.what for one in missing)
    for rule in ("Bộ tiêu chí khu dân cư nông thôn kiểu mẫu của tỉnh", "Điều kiện của khu dân cư phải có xác nhận"):
        assert f"Chưa có quy định «{rule}" in told
    assert "Mặt trận Tổ quốc chưa lấy ý kiến" in told and "Cơ quan thẩm định khu dân cư" in told
    assert "khu_dan_cu" not in told and "rule:" not in told


def test_a_model_commune_needs_the_higher_set_its_income_and_a_smart_village() -> None:
    file = case_of("dn-24751", "xa_ntm_kieu_mau")
    assert file.set_code == "xa_ntm_nang_cao_2021_2025"
    assert {item["code"] for item in examining.demanded_statements(file)} >= {"no_debt", "smart_villages"}
    verdict = examining.level_conditions(file)
    assert verdict.outcome is Outcome.UNDETERMINED
    assert any("thôn thông minh" in reason.text for reason in verdict.reasons)


def test_a_district_counts_its_communes_and_needs_its_own_criteria() -> None:
    verdict = examining.level_conditions(case_of("dn-666", "huyen_ntm"))
    told = [reason.text for reason in verdict.reasons]
    assert any("Tỷ lệ xã đạt chuẩn trong huyện nông thôn mới: " in text and "cần 100 %" in text for text in told)
    assert any("cần 10 %" in text for text in told)
    assert any("Kết quả chín tiêu chí huyện nông thôn mới" in text for text in told)
    assert verdict.outcome is not Outcome.MET


def test_a_ward_does_not_belong_to_the_programme() -> None:
    ward = Unit.objects.get(code="dn-24612")
    case = Case(unit=ward, holder=ward, level=Level.objects.get(code="xa_ntm"), year=2023)
    assert standing.unit_fits_level(CaseFile(case, DAY)).outcome is Outcome.NOT_MET


def test_the_assessed_unit_is_the_successor_when_the_unit_ended_within_the_year() -> None:
    unit, holder = Unit.objects.get(code="dn-24673"), Unit.objects.get(code="ld-24670")
    level = Level.objects.get(code="xa_ntm")
    before = Case(unit=unit, holder=holder, level=level, year=2024)
    within = Case(unit=unit, holder=holder, level=level, year=2025)
    assert CaseFile(before, date(2025, 8, 1)).assessed == unit
    assert CaseFile(within, date(2025, 8, 1)).assessed == holder


def test_a_dossier_is_sent_on_the_units_own_figures_and_judged_on_the_verified_ones() -> None:
    file = case_of("dn-24673", "xa_ntm")
    assert examining.self_met(file).outcome is Outcome.MET  # nothing declared: the official figures speak
    file.__dict__["declared"] = {no: "met" for no in range(1, 19)} | {19: "not_met"}
    told = examining.self_met(file)
    assert (told.outcome, told.reasons[0].text) == (Outcome.NOT_MET, "Tự khai năm 2023: chưa đạt tiêu chí 19.")
    assert examining.set_met(file).outcome is Outcome.MET
    both = examining.self_assessed(file).reasons[0].text
    assert "Tự khai: 18 tiêu chí đạt, 1 chưa đạt" in both and "Số liệu chính thức: 19 tiêu chí đạt" in both
