"""What an award is for (merit, a theme, a sudden feat, long service), and what the law makes of it."""

from datetime import date
from typing import Any

import pytest

from chungsuc.awards.actions import AwardRefused
from chungsuc.awards.actions import dossiers as acts
from chungsuc.awards.actions.dossiers import told_kind
from chungsuc.awards.facts.dossiers import contents_of
from chungsuc.awards.facts.eligibility import eligibility
from chungsuc.awards.models import AwardSubject, Dossier, Round
from chungsuc.awards.reading.words import merit_kind_of
from chungsuc.awards.tests import rows
from chungsuc.awards.tests.test_eligibility import _dossier, farmer

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("province")]
LAST = date(2023, 12, 31)


def line(one: AwardSubject, kind: str | None, rule: str = "two_state_awards", **more: Any) -> Any:
    asked = {"form": "BK_TTG", "received": LAST, "merit_kind": kind} | more
    return next(row for row in eligibility(one, **asked).lines if row.rule == rule)


@pytest.mark.parametrize(
    ("own", "other", "result", "missing"),
    [
        ("cong_trang", "cong_trang", "not_met", ""),
        ("chuyen_de", "cong_trang", "not_met", ""),
        ("dot_xuat", "cong_trang", "met", ""),
        ("cong_hien", "cong_trang", "met", ""),
        ("cong_trang", "dot_xuat", "met", ""),
        ("cong_trang", "cong_hien", "met", ""),
        ("", "dot_xuat", "met", ""),
        ("", "cong_trang", "needs_human", "Hồ sơ này chưa ghi khen theo"),
        ("cong_trang", "", "needs_human", "Khen thưởng kia chưa ghi khen theo gì."),
        (None, "", "needs_human", "Hồ sơ này chưa ghi khen theo"),
    ],
)
def test_two_state_awards_in_a_year_but_for_sudden_feats_and_long_service(
    own: str | None, other: str, result: str, missing: str
) -> None:
    """Thông tư 08/2017/TT-BNV: trừ khen đột xuất, quá trình cống hiến."""
    one = farmer()
    _dossier(one, "HCLD_3", merit_kind=other)
    found = line(one, own)
    assert found.result == result
    assert missing in found.reason


def test_an_award_of_the_register_counts_as_one_that_is_proposed() -> None:
    one = farmer()
    given = rows.former(one, form="HCLD_3", form_name="HCLĐ", decided_on=date(2023, 5, 5), merit_kind="cong_trang")
    assert line(one, "chuyen_de").result == "not_met"
    given.merit_kind = "dot_xuat"
    given.save()
    assert line(one, "chuyen_de").result == "met"
    given.merit_kind = ""
    given.save()
    assert line(one, "chuyen_de").result == "needs_human"


def test_an_award_counts_in_the_year_in_which_it_was_proposed_where_its_dossier_is_here() -> None:
    one = farmer()
    dossier = _dossier(
        one, "HCLD_3", "awarded", received_on=date(2022, 12, 1), stamp=1, stamp_year=2022, regime="R2003"
    )
    rows.former(
        one, form="HCLD_3", form_name="HCLĐ", decided_on=date(2023, 2, 5), merit_kind="cong_trang", dossier=dossier
    )
    assert line(one, "cong_trang").result == "met"
    assert line(one, "cong_trang", received=date(2022, 12, 31)).result == "not_met"


def test_a_state_award_that_only_a_file_tells_of_or_that_a_namesake_was_given_is_looked_at() -> None:
    one = farmer()
    written = rows.achievement(
        of=one,
        kind="reward",
        form="HCLD_3",
        paper="12/QĐ-CTN",
        on=date(2023, 3, 3),
        title="HCLĐ",
        merit_kind="cong_trang",
    )
    found = line(one, "cong_trang")
    assert found.result == "needs_human"
    assert "Hãy xem khen thưởng kia" in found.reason
    rows.judged(written, "confirm", rows.commune(name="khac"))
    assert line(one, "cong_trang").result == "not_met"
    other = farmer(name="Lê Văn Tám")
    rows.former(rows.subject("dn-24751", name="Lê Văn Tám"), form="HCLD_3", decided_on=date(2023, 5, 5),
                merit_kind="cong_trang")  # fmt: skip
    assert line(other, "cong_trang").result == "needs_human"


def test_thematic_rewards_are_no_ground_for_an_award_for_merit_from_july_2025() -> None:
    """NĐ 152/2025/NĐ-CP."""
    one, day = rows.subject(name="Y Wang"), {"received": date(2025, 7, 1), "form": "BK_TINH"}
    said = {"kind": "reward", "form": "GK_XA", "paper": "3/QĐ-UBND", "on": date(2024, 2, 1), "title": "Giấy khen"}
    given = rows.achievement(of=one, **said, merit_kind="chuyen_de")
    rows.judged(given, "confirm", rows.commune(name="khac"))
    assert line(one, "chuyen_de", "thematic", **day).result == "met"
    assert line(one, "cong_trang", "thematic", **day).result == "not_met"
    rows.judged(rows.achievement(of=one), "confirm", rows.commune(name="khac"))
    assert line(one, "cong_trang", "thematic", **day).result == "needs_human"  # land was given beside
    given.merit_kind = ""
    given.save()
    assert "chưa ghi khen theo gì" in line(one, "cong_trang", "thematic", **day).reason
    given.merit_kind = "cong_trang"
    given.save()
    assert line(one, "cong_trang", "thematic", **day).result == "met"
    with pytest.raises(StopIteration):
        line(one, "cong_trang", "thematic", form="BK_TINH", received=date(2025, 6, 30))


def test_a_dossier_of_a_round_of_the_movement_is_thematic_unless_it_says_otherwise() -> None:
    assert [told_kind("", Round()), told_kind("dot_xuat", Round()), told_kind("", None)] == [
        "chuyen_de",
        "dot_xuat",
        "",
    ]
    one, acting = farmer(), rows.commune()
    first = acts.draft(one, "GK_XA", proposer=one.unit, acting=acting, merit_kind="dot_xuat")
    assert first.merit_kind == "dot_xuat"
    acts.edit(first, first.version, merit="x", keys=[use.key for use in first.uses.all()], acting=acting)
    assert Dossier.objects.get(pk=first.pk).merit_kind == "dot_xuat"
    with pytest.raises(AwardRefused, match="khen theo gì"):
        acts.draft(one, "GK_XA", proposer=one.unit, acting=acting, merit_kind="khac")


@pytest.mark.parametrize(
    ("kind", "number"),
    [("", "mẫu số 07"), ("chuyen_de", "mẫu số 07"), ("dot_xuat", "mẫu số 06"), ("cong_trang", "mẫu số 02")],
)
def test_the_sheet_of_the_report_follows_what_the_award_is_for(kind: str, number: str) -> None:
    """NĐ 91/2017/NĐ-CP, phụ lục."""
    one = farmer()
    dossier = _dossier(one, "BK_TINH", "draft", merit_kind=kind)
    [report] = [row for row in contents_of(dossier, LAST).components if row.part.startswith("báo cáo")]
    assert report.sheet.startswith(number)
    later = contents_of(dossier, date(2024, 3, 1))
    [report] = [row for row in later.components if row.part.startswith("báo cáo")]
    assert report.sheet.startswith("mẫu số 03") is (kind != "dot_xuat")
    assert any("Chưa rõ mẫu báo cáo" in gap for gap in later.gaps) is (kind == "dot_xuat")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Khen thưởng theo công trạng", "cong_trang"), ("công trạng và thành tích", None), ("Đột xuất", "dot_xuat"),
        ("theo đợt, theo chuyên đề", "chuyen_de"), ("đợt, chuyên đề", "chuyen_de"), ("Quá trình cống hiến", "cong_hien"),
        ("chuyen_de", "chuyen_de"), ("thành tích đột xuất", "dot_xuat"), ("niên hạn", None), ("", None),
    ],
)  # fmt: skip
def test_the_words_of_lists_say_what_an_award_is_for(written: str, code: str | None) -> None:
    assert merit_kind_of(written) == code
