"""Quotas of state awards beside what is counted: none set, a number, a percentage; by kind and cluster; the shares."""

import json
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chungsuc.awards.facts.eligibility import eligibility
from chungsuc.awards.facts.law import law_on
from chungsuc.awards.facts.quotas import NO_GROUP, proposed_in, quota_for, quota_of
from chungsuc.awards.models import AwardSubject, Dossier, Round
from chungsuc.organisations.models import Unit
from chungsuc.rulebook.models import Figure
from tests.access_matrix import text_of

from . import rows

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("province")]
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
COMMUNES = ("dn-24673", "dn-24751", "dn-24616")


def in_round(day: date = BEFORE) -> Round:
    at = Unit.objects.on(day).get(kind="province")
    return Round.objects.get_or_create(
        body=at, year=day.year, name="Tổng kết", defaults={
            "forms": ["BK_TTG", "HCLD_3", "BK_TINH"], "opened_on": day, "nominate_until": day, "by": "x",
        },
    )[0]  # fmt: skip


def proposed(of: AwardSubject, form: str = "BK_TTG", *, state: str = "submitted", **more: Any) -> Dossier:
    day = more.pop("day", BEFORE)
    round = in_round(day)
    said = {"round": round, "body": round.body, "proposer": of.unit, "merit": "x", "drafted_on": day, "by": "x"}
    return Dossier.objects.create(subject=of, form=form, state=state, **{**said, **more})


def unit_subject(code: str) -> AwardSubject:
    return rows.subject(code, kind="xa", name="")


def allotted(key: str, value: str, unit: str = "%") -> None:
    """The missing quota is written down, as an officer would."""
    row = Figure.objects.current().get(key=key)
    Figure.objects.filter(pk=row.pk).update(value_json=json.dumps(value), unit=unit, status="confirmed")


def quota(key: str, day: date = BEFORE) -> Any:
    wanted = {"quota:xa": "Tỷ lệ xã", "quota:ca_nhan": "Số cá nhân"}[key]
    return next(one for one in quota_of(in_round(day), day) if one.label.startswith(wanted))


@pytest.mark.parametrize("many", [0, 1, 3])
def test_with_no_quota_set_it_counts_and_guesses_nothing(many: int) -> None:
    for code in COMMUNES[:many]:
        proposed(unit_subject(code))
    found = quota("quota:xa")
    assert (found.allotted, found.counted, found.how) == (None, many, "")
    one = unit_subject("dn-24664")
    [line] = [row for row in eligibility(one, "BK_TTG", BEFORE, round=in_round()).lines if row.rule == "quota"]
    told = f"Chưa có hạn mức; đã đề nghị {many}."
    assert (line.result, line.reason) == ("undetermined", told)


def test_drafts_withdrawn_dossiers_other_forms_and_other_rounds_are_not_counted() -> None:
    one = unit_subject(COMMUNES[0])
    proposed(one, state="draft")
    proposed(unit_subject(COMMUNES[1]), state="withdrawn")
    proposed(unit_subject(COMMUNES[2]), "BK_TINH")
    proposed(unit_subject("dn-24664"), round=None)
    assert quota("quota:xa").counted == 0


@pytest.mark.parametrize(
    ("day", "percent", "every", "most"),
    [(BEFORE, "5", 60, 3), (BEFORE, "3", 60, 1), (AFTER, "5", 25, 1), (AFTER, "3", 25, 0)],
)
def test_a_percentage_is_of_the_communes_of_the_day_and_rounds_down(
    day: date, percent: str, every: int, most: int
) -> None:
    """60 xã (of 71 units) until 30/06/2025, 25 xã (of 28) from 01/07/2025: wards and townships are none."""
    allotted("quota:xa", percent)
    found = quota("quota:xa", day)
    assert (found.allotted, found.how) == (most, f" ({percent} % của {every} đơn vị, bỏ phần lẻ)")


def test_the_quota_is_met_until_it_is_used_up_and_the_own_dossier_does_not_count_against_itself() -> None:
    allotted("quota:xa", "3.4")  # 2,04 of 60: two
    first, second, third = (unit_subject(code) for code in COMMUNES)

    def line(of: AwardSubject, but: Any = None) -> Any:
        found = eligibility(of, "BK_TTG", BEFORE, round=in_round(), but=but)
        return next(row for row in found.lines if row.rule == "quota")

    proposed(first)
    assert line(second).result == "met"
    own = proposed(second)
    assert line(second, own).result == "met"
    assert (line(third).result, line(third).reason) == (
        "not_met",
        "Tỷ lệ xã được đề nghị khen thưởng cấp Nhà nước: hạn mức 2 (3,4 % của 60 đơn vị, bỏ phần lẻ), đã đề nghị 2.",
    )


def test_persons_share_one_quota_whatever_their_kind_and_families_have_none() -> None:
    allotted("quota:ca_nhan", "5", "người")
    for kind in ("ca_nhan_can_bo", "ca_nhan_nguoi_lao_dong", "ca_nhan_khac", "gia_dinh"):
        proposed(rows.subject(kind=kind, name=f"Người {kind}"))
    found = quota("quota:ca_nhan")
    assert (found.allotted, found.counted, found.how) == (5, 3, "")
    assert quota_for(rows.subject(kind="gia_dinh", name="Hộ khác"), law_on(BEFORE)) is None
    one = quota_for(rows.subject(kind="ca_nhan_khac", name="Hai"), law_on(BEFORE))
    assert one is not None and (one.allotted, one.counted) == (5, 3)


def test_the_districts_quota_ends_with_the_districts() -> None:
    assert any(one.label.startswith("Số huyện") for one in quota_of(in_round(), BEFORE))
    assert Unit.objects.on(AFTER).filter(kind="district").count() == 0


def test_what_is_proposed_is_counted_by_kind_and_by_cluster_of_the_unit_or_the_one_above() -> None:
    proposed(unit_subject(COMMUNES[0]))
    proposed(unit_subject(COMMUNES[1]), "BK_TINH")
    proposed(rows.subject("SNV", kind="so_ban_nganh", name=""), "BK_TINH")
    told = proposed_in(in_round(), BEFORE)
    assert ("Xã, phường, thị trấn", 2, 1) in told.kinds
    block = ("Khối thi đua các sở văn hóa - xã hội - nội chính", 1, 0)
    assert told.groups == (("Cụm thi đua các huyện, thành phố", 2, 1), block)
    later = proposed_in(in_round(), AFTER)  # the cluster of districts is gone
    assert later.groups == (block, (NO_GROUP, 2, 1))


def test_the_shares_count_persons_and_say_of_how_many_nothing_was_told() -> None:
    for number, (kind, woman) in enumerate(
        [("ca_nhan_can_bo", True), ("ca_nhan_nguoi_lao_dong", False), ("ca_nhan_khac", True), ("ca_nhan_can_bo", None),
         ("gia_dinh", None)],
    ):  # fmt: skip
        proposed(rows.subject(kind=kind, name=f"Người {number}"), woman=woman)
    told = proposed_in(in_round(), BEFORE)
    assert (told.women.part, told.women.counted, str(told.women.percent), told.untold) == (2, 3, "66.7", 1)
    assert (told.direct.part, told.direct.counted, str(told.direct.percent)) == (2, 5, "40.0")


def test_with_nobody_proposed_there_is_no_share() -> None:
    told = proposed_in(in_round(), BEFORE)
    assert (told.women.percent, told.direct.percent, told.kinds, told.groups, told.untold) == (None, None, (), (), 0)


def test_the_page_of_a_round_and_that_of_a_new_dossier_show_the_quota(client_as: Any, settings: Any) -> None:
    settings.TODAY = BEFORE.isoformat()
    allotted("quota:ca_nhan", "1", "người")
    one = rows.subject(name="Điểu K'Bé")
    proposed(one, woman=True)
    office = client_as(rows.emulation(BEFORE).account)
    page = text_of(office.get(reverse("award_round_quotas", args=[in_round().pk])))
    assert "đã đề nghị <b>1</b>; được <b>1</b>" in page and "Đã hết hạn mức" in page
    assert "<b>1</b> trên <b>1</b> cá nhân: <b>100 %</b>" in page
    assert "Cụm thi đua các huyện, thành phố" in page
    new = text_of(client_as(rows.commune(day=BEFORE).account).get(reverse("award_dossier_new", args=[one.pk])))
    assert "đã đề nghị <b>1</b>; được <b>1</b>" in new and "Giới tính" in new
    unit = text_of(
        client_as(rows.commune(day=BEFORE).account).get(
            reverse("award_dossier_new", args=[unit_subject(COMMUNES[0]).pk])
        )
    )
    assert "Giới tính" not in unit


def test_it_costs_the_same_with_one_dossier_and_with_three() -> None:
    round = in_round()

    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            quota_of(round, BEFORE), proposed_in(round, BEFORE)
        return len(made)

    proposed(unit_subject(COMMUNES[0]))
    one = queries()
    for code in COMMUNES[1:]:
        proposed(unit_subject(code))
    assert one == queries() == 8
