"""The same case on the days around each change of law; what one changed rule changes; what stands in the way."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chungsuc.awards.facts.eligibility import eligibility, eligibility_many
from chungsuc.awards.models import AchievementUse, AwardSubject, Bar, Dossier, Round
from chungsuc.awards.tests import rows
from chungsuc.organisations.models import Unit

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("province")]

DAYS = {
    "31/12/2023": date(2023, 12, 31), "01/01/2024": date(2024, 1, 1),
    "30/06/2025": date(2025, 6, 30), "01/07/2025": date(2025, 7, 1),
}  # fmt: skip
PLAN = "Mục V.2.b Quyết định 137/QĐ-UBND / 1337/QĐ-UBND (chờ đính chính)"
REGIMES = {"31/12/2023": "R2003", "01/01/2024": "R2022A", "30/06/2025": "R2022A", "01/07/2025": "R2022B"}


def farmer(on: date = date(2023, 5, 1), name: str = "Điểu K'Bé", unit: str = "dn-24673") -> AwardSubject:
    """Somebody with one confirmed gift of land."""
    made = rows.achievement(unit, name=name, on=on)
    rows.judged(made, "confirm", rows.commune(unit, name="khac"))
    found: AwardSubject = AwardSubject.objects.select_related("unit").get(pk=made.subject_id)
    return found


def told(found: Any) -> dict[str, tuple[str, str]]:
    """Rule → result and the document that it cites, in order."""
    return {line.rule: (line.result, line.citation.split(" (")[0]) for line in found.lines}


def _expected(form: str, day: str) -> dict[str, tuple[str, str]]:
    """What a farmer with one confirmed gift of 2023 is told; what differs between the days, and nothing else."""
    decree = {"R2003": "91/2017", "R2022A": "98/2023", "R2022B": "152/2025"}[REGIMES[day]]
    law = "Luật 15/2003/QH11" if day == "31/12/2023" else "Điều 5.2.c Luật 06/2022/QH15"
    name = {
        "BK_TINH": "Hình thức khen thưởng: Bằng khen của Chủ tịch UBND tỉnh",
        "GK_SO": "Hình thức khen thưởng: Giấy khen của Thủ trưởng sở, ban, ngành, đoàn thể tỉnh",
        "GK_HUYEN": "Hình thức khen thưởng: Giấy khen của Chủ tịch UBND huyện, thành phố",
        "BK_TTG": "Hình thức khen thưởng: Bằng khen của Thủ tướng Chính phủ",
    }[form]
    kind = "Đối tượng khen thưởng: Người lao động, thành viên hợp tác xã"
    gone, merged = form == "GK_HUYEN" and day == "01/07/2025", day == "01/07/2025"
    lines = {
        "regime": ("met", f"Nghị định {decree}/NĐ-CP"),
        "form": ("met", name),
        "subject": ("met", kind),
    }
    if gone:
        lines["form"] = ("not_met", "Kế hoạch ngày 13/7/2022, mục V.1.a, V.2.b")
    if merged:
        lines["unit_stands"] = ("met", "Lịch sử đơn vị đã ghi trong hệ thống")
    if form == "BK_TINH":
        plan = PLAN.split(" (", maxsplit=1)[0]
        lines["review_rounds"] = ("not_met" if day == "01/01/2024" else "met", plan)
    elif not gone:
        lines["season"] = ("needs_human" if form == "BK_TTG" else "met", name)
    lines["achievements"] = ("met", "Kế hoạch ngày 13/7/2022, mục V.1.a, V.2.b" if gone else name)
    lines["criterion_2"] = ("met", f"Mục IV.e {kind}")
    lines["one_award_an_achievement"] = ("met", law)
    if form == "BK_TTG" and day == "31/12/2023":
        lines["two_state_awards"] = (
            "met",
            "Thông tư 08/2017/TT-BNV Quy tắc xét khen thưởng: Trong một năm không đề nghị hai hình thức cấp Nhà nước cho "
            "một đối tượng, trừ khen đột xuất, quá trình cống hiến.",
        )
    if merged:
        lines["thematic"] = ("met", "Nghị định 152/2025/NĐ-CP")
    cases = "Nghị định 152/2025/NĐ-CP" if merged else "dữ liệu chưa có quy định nào của thời kỳ này"
    lines["open_case"] = ("met", cases)
    lines["former_awards"] = ("met", "Soát khen thưởng trước đây trong bao nhiêu năm")
    if day != "31/12/2023":
        lines["revoked"] = ("met", "Chương VII Luật 06/2022/QH15")
    if form == "BK_TTG":
        lines["quota"] = ("undetermined", "Số cá nhân được đề nghị khen thưởng cấp Nhà nước")
    return lines


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("form", ["BK_TINH", "GK_SO", "GK_HUYEN", "BK_TTG"])
def test_the_same_case_differs_between_the_days_exactly_as_the_rules_say(form: str, day: str) -> None:
    found = eligibility(farmer(), form, DAYS[day])
    assert list(told(found).items()) == list(_expected(form, day).items())
    assert found.regime == REGIMES[day]
    outcomes = {("BK_TINH", "01/01/2024"): "not_met", ("GK_HUYEN", "01/07/2025"): "not_met"}
    usual = "undetermined" if form == "BK_TTG" else "met"
    assert found.outcome == outcomes.get((form, day), usual)


def test_a_provincial_award_received_in_2024_is_refused_with_the_clause_of_the_plan() -> None:
    [line] = [one for one in eligibility(farmer(), "BK_TINH", date(2024, 5, 6)).lines if one.rule == "review_rounds"]
    assert line.result == "not_met"
    assert line.citation.startswith(PLAN)
    assert line.reason == (
        "Năm 2024 (nhận hồ sơ) không xét Bằng khen của Chủ tịch UBND tỉnh; chỉ xét trong các năm 2023, 2025. Bằng khen "
        "của Chủ tịch UBND tỉnh không xét hằng năm; thành tích được cộng dồn, khen vào dịp sơ kết năm 2023, tổng kết "
        "năm 2025."
    )


def _round(year: int, opened: date) -> Round:
    province = Unit.objects.filter(kind="province").order_by("since")[0]
    made: Round = Round.objects.create(
        body=province, year=year, name=f"Đợt {year}", forms=["BK_TINH"], opened_on=opened,
        nominate_until=date(year + 1, 3, 31), by="emulation",
    )  # fmt: skip
    return made


def test_a_dossier_of_the_round_of_2023_may_arrive_in_january_2024() -> None:
    one = farmer()
    in_round = eligibility(one, "BK_TINH", date(2024, 1, 15), round=_round(2023, date(2023, 10, 2)))
    assert told(in_round)["review_rounds"][0] == "met"
    assert in_round.outcome == "met"
    yearly = eligibility(one, "BK_TINH", date(2024, 1, 15), round=_round(2024, date(2024, 1, 2)))
    assert told(yearly)["review_rounds"][0] == "not_met"


def test_no_law_is_known_of_a_day_before_the_first_regime() -> None:
    found = eligibility(farmer(), "BK_TINH", date(2016, 5, 6))
    assert found.regime == ""
    assert told(found)["regime"] == ("undetermined", "dữ liệu chưa có quy định nào của thời kỳ này")
    assert told(found)["form"][0] == "undetermined"


def test_achievements_that_nobody_confirmed_leave_it_undetermined_and_are_named() -> None:
    made = rows.achievement(on=date(2023, 5, 1))
    one = AwardSubject.objects.select_related("unit").get(pk=made.subject_id)
    [line] = [row for row in eligibility(one, "GK_XA", date(2023, 6, 1)).lines if row.rule == "achievements"]
    assert (line.result, line.evidence) == ("undetermined", (f"achievement:{made.pk}",))
    assert "Hiến đất làm đường thôn" in line.reason
    nobody = rows.subject(name="Chưa Có Gì")
    assert told(eligibility(nobody, "GK_XA", date(2023, 6, 1)))["achievements"][0] == "not_met"


def _dossier(of: AwardSubject, form: str, state: str = "submitted", **more: Any) -> Dossier:
    province = Unit.objects.filter(kind="province").order_by("since")[0]
    made: Dossier = Dossier.objects.create(
        subject=of, form=form, body=province, proposer=of.unit, merit="x", state=state, by="x",
        **({"drafted_on": date(2023, 6, 1)} | more),
    )  # fmt: skip
    return made


def test_an_achievement_is_the_ground_of_one_award_of_a_level_only() -> None:
    """Luật Thi đua, khen thưởng 2022, Điều 5.2.c; of the law of 2003 only recalled, so somebody has to read it."""
    one = farmer(date(2023, 5, 1))
    key = eligibility(one, "BK_TINH", date(2025, 6, 1)).lines[4].evidence[0]
    other = _dossier(one, "BK_TINH")
    AchievementUse.objects.create(dossier=other, key=key, words="x", year=2023, level="tinh", live=True, by="x")
    rule = "one_award_an_achievement"
    assert told(eligibility(one, "BK_TINH", date(2025, 6, 1)))[rule][0] == "not_met"
    assert told(eligibility(one, "BK_TINH", date(2023, 12, 31)))[rule][0] == "needs_human"
    assert told(eligibility(one, "BK_TINH", date(2025, 6, 1), but=other))[rule][0] == "met"
    assert told(eligibility(one, "GK_XA", date(2025, 6, 1)))[rule][0] == "met"  # another level
    more = rows.achievement(of=one, on=date(2024, 2, 1), title="Góp công")
    rows.judged(more, "confirm", rows.commune(name="khac"))
    [line] = [row for row in eligibility(one, "BK_TINH", date(2025, 6, 1)).lines if row.rule == rule]
    assert (line.result, line.evidence) == ("met", (f"achievement:{more.pk}",))


def test_two_awards_of_the_state_in_a_year_were_barred_under_the_first_regime_only() -> None:
    """Thông tư 08/2017/TT-BNV."""
    one = farmer()
    _dossier(one, "HCLD_3", merit_kind="cong_trang")
    last, kind = date(2023, 12, 31), {"merit_kind": "cong_trang"}
    assert told(eligibility(one, "BK_TTG", last, **kind))["two_state_awards"][0] == "not_met"
    assert told(eligibility(one, "HCLD_3", last, **kind))["two_state_awards"][0] == "met"  # this very proposal
    assert "two_state_awards" not in told(eligibility(one, "BK_TTG", date(2024, 1, 1), **kind))


def test_an_open_case_bars_from_july_2025_and_is_looked_at_before() -> None:
    one = farmer()
    bar = Bar.objects.create(
        subject=one, kind="complaint", source="Thanh tra tỉnh", since=date(2023, 1, 1), note="bí mật", by="x"
    )
    assert told(eligibility(one, "BK_TINH", date(2025, 6, 30)))["open_case"][0] == "needs_human"
    found = eligibility(one, "BK_TINH", date(2025, 7, 1))
    assert told(found)["open_case"] == ("not_met", "Nghị định 152/2025/NĐ-CP")
    [line] = [row for row in found.lines if row.rule == "open_case"]
    assert "từ ngày 01/01/2023, nguồn: Thanh tra tỉnh" in line.reason
    assert "bí mật" not in line.reason
    Bar.objects.filter(pk=bar.pk).update(
        lifted_on=date(2025, 7, 20), lifted_by="a", lift_reason="xong", lift_paper="Kết luận 5"
    )
    assert told(eligibility(one, "BK_TINH", date(2025, 7, 1)))["open_case"][0] == "not_met"
    assert told(eligibility(one, "BK_TINH", date(2025, 7, 1), on=date(2025, 7, 20)))["open_case"][0] == "met"


def test_a_thousand_subjects_cost_as_many_queries_as_one() -> None:
    def asked(subjects: list[AwardSubject]) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert len(eligibility_many(subjects, "BK_TTG", date(2023, 12, 31))) == len(subjects)
        return len(queries)

    one = farmer()
    AwardSubject.objects.bulk_create(
        AwardSubject(
            kind="ca_nhan_can_bo", unit=one.unit, itself=False, private=True, name=f"Người {n}", name_key=f"nguoi {n}",
            registered_by="x", registered_on=rows.DAY, recorded_at="2024-03-01T00:00:00Z",
        )
        for n in range(1000)
    )  # fmt: skip
    everybody = list(AwardSubject.objects.select_related("unit"))
    assert asked([one]) == asked(everybody) <= 8


# what was given before: revoked, its years counted from the decision


def _former_lines(found: Any) -> dict[str, str]:
    return {line.rule: line.result for line in found.lines if line.rule in FORMER}


FORMER = ("former_awards", "counted_from_decision", "revoked")
GIVEN = {"decided_on": date(2023, 12, 20), "number": "1999/QĐ-UBND"}


@pytest.mark.parametrize(
    ("years", "day", "expected"),
    [
        # what is new was achieved in 2023; the former decision speaks of other years, of that year, of none
        ((2021, 2022), "30/06/2025", {"former_awards": "needs_human", "counted_from_decision": "met", "revoked": "met"}),
        (
            (2022, 2023), "30/06/2025",
            {"former_awards": "needs_human", "counted_from_decision": "not_met", "revoked": "met"},
        ),
        (
            (None, None), "30/06/2025",
            {"former_awards": "needs_human", "counted_from_decision": "needs_human", "revoked": "met"},
        ),
        # the rule stands in NĐ 98 only
        ((2022, 2023), "31/12/2023", {"former_awards": "needs_human"}),
        ((2022, 2023), "01/07/2025", {"former_awards": "needs_human", "revoked": "met"}),
    ],
)  # fmt: skip
def test_the_period_runs_from_the_years_in_the_former_decision_not_from_its_day(
    years: tuple[int | None, int | None], day: str, expected: dict[str, str]
) -> None:
    """NĐ 98/2023/NĐ-CP, Điều 30.9."""
    one = farmer()
    rows.former(one, since=years[0], until=years[1], **GIVEN)
    found = eligibility(one, "BK_TINH", DAYS[day])
    assert _former_lines(found) == expected
    line = next((row for row in found.lines if row.rule == "counted_from_decision"), None)
    assert line is None or line.citation.startswith("Điều 30.9 Nghị định 98/2023/NĐ-CP")


def test_a_namesakes_former_award_refuses_nobody_until_somebody_looked() -> None:
    one, other = farmer(), rows.subject("dn-24751")
    rows.former(other, since=2022, until=2023, **GIVEN)
    found = eligibility(one, "BK_TINH", DAYS["30/06/2025"])
    assert _former_lines(found)["counted_from_decision"] == "needs_human"
    [line] = [row for row in found.lines if row.rule == "counted_from_decision"]
    assert "cùng tên" in line.reason and line.reason.endswith("Hãy xem có đúng là một không.")


def test_a_former_award_that_was_revoked_counts_for_nothing_and_is_named() -> None:
    """Luật Thi đua, khen thưởng 2022, Chương VII."""
    one = farmer()
    rows.former(one, since=2022, until=2023, state="revoked", **GIVEN)
    found = eligibility(one, "BK_TINH", DAYS["30/06/2025"])
    assert _former_lines(found) == {"former_awards": "met", "revoked": "needs_human"}
    [line] = [row for row in found.lines if row.rule == "revoked"]
    assert line.citation.startswith("Chương VII Luật 06/2022/QH15")
    assert "Quyết định 1999/QĐ-UBND ngày 20/12/2023" in line.reason
    before = eligibility(one, "BK_TINH", DAYS["31/12/2023"])
    assert _former_lines(before) == {"former_awards": "met", "revoked": "needs_human"}
    assert told(before)["revoked"] == ("needs_human", "dữ liệu chưa có quy định nào của thời kỳ này")


# what the plan asks of a Giấy khen


@pytest.mark.parametrize(
    ("form", "result", "reason"),
    [
        ("GK_XA", "needs_human", "mục V.2.b"),
        ("GK_SO", "needs_human", "mục V.2.b"),
        ("BK_TINH", "not_met", "Chưa được công nhận"),
        ("BK_TTG", "not_met", "Chưa được công nhận"),
    ],
)
def test_a_commune_without_a_level_may_be_given_a_giay_khen_by_its_head_and_nothing_higher(
    form: str, result: str, reason: str
) -> None:
    """Plan, V.2.b: the heads give Giấy khen as circumstances allow; section IV measures the awards above."""
    unit = rows.subject("dn-24673", kind="xa", name="")
    found = eligibility(unit, form, DAYS["31/12/2023"])
    [line] = [one for one in found.lines if one.rule == "recognised_level"]
    assert line.result == result
    assert reason in line.reason
