"""Open cases, former awards and who sees which subject: permitted, forbidden, too late, recorded."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from chungsuc.audit.models import Entry
from chungsuc.awards.access import subjects_of
from chungsuc.awards.actions import AwardRefused, Stale
from chungsuc.awards.actions.bars import Case, lift_bar, set_bar
from chungsuc.awards.actions.matches import dismiss_match, restore_match
from chungsuc.awards.facts.eligibility import eligibility, former_awards
from chungsuc.awards.models import AwardSubject, Bar, MatchDismissal
from chungsuc.awards.rules.matching import Rewarded, Sought, formers, why_same
from chungsuc.awards.tests import rows
from chungsuc.exemplars.tests.rows import person
from chungsuc.organisations.models import Lineage
from chungsuc.rulebook.models import Figure

database = pytest.mark.database
MERGED = date(2025, 7, 1)


def _inspector(name: str = "") -> Any:
    return person("inspector", "TTT", rows.LATER, name)


@database
@pytest.mark.usefixtures("province")
def test_an_open_case_is_lifted_by_another_person_on_a_paper_and_both_are_recorded_without_names() -> None:
    one = rows.subject()
    with pytest.raises(PermissionDenied):
        set_bar(one, Case("complaint", "Thanh tra tỉnh", rows.DAY), acting=rows.commune())
    made = set_bar(one, Case("complaint", "Thanh tra tỉnh", rows.DAY, note="đơn ngày 1/3"), acting=_inspector())
    with pytest.raises(AwardRefused, match="không tự gỡ"):
        lift_bar(made, 1, reason="Xong.", paper="Kết luận 5/KL-TTr", acting=_inspector())
    with pytest.raises(AwardRefused, match="Chưa ghi văn bản"):
        lift_bar(made, 1, reason="Xong.", paper="", acting=rows.emulation())
    lifted = lift_bar(made, 1, reason="Đơn sai.", paper="Kết luận 5/KL-TTr", acting=rows.emulation())
    assert (lifted.lifted_on, lifted.version) == (rows.LATER, 2)
    with pytest.raises(Stale):
        lift_bar(Bar.objects.get(pk=made.pk), 1, reason="Xong.", paper="Kết luận 5", acting=rows.emulation())
    told = Entry.objects.filter(subject_type="awards.bar", subject_id=str(made.pk)).order_by("seq")
    assert [event.act for event in told] == ["awards.bar_set", "awards.bar_lifted"]
    assert all(one.name not in f"{event.subject_label}{event.reason}{event.details}" for event in told)


@database
@pytest.mark.usefixtures("province")
@pytest.mark.parametrize(
    ("case", "field"),
    [
        (Case("complaint", "", rows.DAY), "source"),
        (Case("gossip", "ai đó", rows.DAY), "kind"),
        (Case("complaint", "Thanh tra tỉnh", date(2024, 4, 2)), "since"),
        (Case("complaint", "Thanh tra tỉnh", rows.DAY, until=date(2024, 2, 1)), "until"),
    ],
)
def test_an_open_case_without_source_kind_or_fitting_days_is_refused(case: Case, field: str) -> None:
    with pytest.raises(AwardRefused) as refused:
        set_bar(rows.subject(), case, acting=_inspector())
    assert refused.value.field == field
    assert not Bar.objects.exists()


@database
@pytest.mark.usefixtures("province")
def test_a_commune_rewarded_in_2018_and_merged_in_2025_is_flagged_until_somebody_says_why_not() -> None:
    old = rows.subject("dn-24751", kind="xa", name="")
    given = rows.former(old)
    heir = rows.subject("ld-24751", kind="xa", name="")
    [found] = former_awards(heir, MERGED)
    assert found.award.key == f"award:{given.pk}"
    assert found.why.startswith("đơn vị trước khi sáp nhập ngày 01/07/2025: ")

    def line() -> Any:
        return next(one for one in eligibility(heir, "BK_TINH", MERGED).lines if one.rule == "former_awards")

    assert line().result == "needs_human"
    acting = person("emulation_officer", "SNV", MERGED)
    with pytest.raises(PermissionDenied):
        dismiss_match(heir, found.award.key, reason="x", acting=person("commune", "ld-24751", MERGED))
    with pytest.raises(AwardRefused, match="Chưa ghi lý do"):
        dismiss_match(heir, found.award.key, reason=" ", acting=acting)
    judged = dismiss_match(heir, found.award.key, reason="Khen về phòng cháy rừng.", acting=acting)
    assert line().result == "met"
    assert "đã kết luận không tính: Khen về phòng cháy rừng." in line().reason
    with pytest.raises(Stale):
        dismiss_match(heir, found.award.key, reason="Lần nữa.", acting=acting)
    restore_match(judged, reason="Đọc lại quyết định.", acting=acting)
    with pytest.raises(Stale):
        restore_match(judged, reason="Lần nữa.", acting=acting)
    assert line().result == "needs_human"
    kept = MatchDismissal.objects.get(pk=judged.pk)
    assert (kept.reason, kept.undone_reason) == ("Khen về phòng cháy rừng.", "Đọc lại quyết định.")
    acts = Entry.objects.filter(act__startswith="awards.match").order_by("seq").values_list("act", flat=True)
    assert list(acts) == ["awards.match_dismissed", "awards.match_restored"]


@database
@pytest.mark.usefixtures("province")
def test_what_was_concluded_of_a_commune_stays_with_the_one_it_went_into_but_not_about_another_that_went_in_too() -> (
    None
):
    heir = rows.subject("ld-24751", kind="xa", name="")
    came = Lineage.objects.filter(successor_id=heir.unit_id).order_by("pk").values_list("predecessor__code", flat=True)
    one, two = (rows.subject(code, kind="xa", name="") for code in list(came)[:2])
    own, beside = rows.former(one), rows.former(two, name=one.name, number="2/QĐ-UBND")
    namesake = rows.former(rows.subject("dn-24673", name=heir.name, kind="to_chuc_khac"), number="3/QĐ-UBND")
    before = date(2025, 6, 30)
    acting = person("emulation_officer", "SNV", before)
    rows.former(rows.subject("dn-24673", name=one.name, kind="to_chuc_khac"), number="4/QĐ-UBND")
    dismiss_match(one, f"award:{own.pk}", reason="Khen phòng cháy rừng.", acting=acting)
    dismiss_match(one, f"award:{beside.pk}", reason="Xã khác trùng tên.", acting=acting)
    told = {found.award.key: found.dismissed for found in former_awards(heir, MERGED)}
    assert told[f"award:{own.pk}"] == f"Khen phòng cháy rừng. (kết luận khi là {one.name})"
    assert told[f"award:{beside.pk}"] == ""  # it went into the new commune too: of that one nothing was concluded
    assert told[f"award:{namesake.pk}"] == ""
    restore_match(MatchDismissal.objects.get(key=f"award:{own.pk}"), reason="Đọc lại.", acting=acting)
    assert {found.award.key: found.dismissed for found in former_awards(heir, MERGED)}[f"award:{own.pk}"] == ""


@database
@pytest.mark.usefixtures("province")
def test_an_award_older_than_the_years_looked_back_is_not_found() -> None:
    one = rows.subject()
    rows.former(one, decided_on=date(2014, 3, 31))
    assert former_awards(one, rows.LATER) == ()
    rows.former(one, decided_on=date(2014, 4, 1), number="2/QĐ-UBND")
    assert [found.award.paper for found in former_awards(one, rows.LATER)] == ["Quyết định 2/QĐ-UBND"]


def _award(name: str, subject_id: int = 9) -> Rewarded:
    return Rewarded("award:1", "BK_TINH", "Bằng khen", name, "", date(2018, 1, 1), "Quyết định 1", subject_id)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Điểu K'Lửng", "cùng tên"),
        ("Dieu K’Lung", "cùng tên khác dấu"),
        ("§iÓu K'Löng", "cùng tên, viết bằng phông chữ cũ (TCVN3)"),
        ("Điểu K' Bé Em", "cùng tên khác ghi ở Quyết định 12/QĐ-UBND"),
        ("Điểu Lung", ""),
    ],
)
def test_a_former_award_is_found_under_every_writing_of_a_name_and_says_which(name: str, why: str) -> None:
    sought = Sought(1, "Điểu K'Lửng", (("Điểu K' Bé Em", "Quyết định 12/QĐ-UBND"),))
    assert why_same(sought, _award(name)) == (why, False)


def test_an_own_entry_needs_no_name() -> None:
    assert why_same(Sought(9, "A"), _award("B")) == ("khen thưởng của chính đối tượng này", True)


@pytest.mark.parametrize(
    ("own", "written", "why"),
    [
        ("Nguyễn Thị Lý", "Nguyễn Thị Lí", "cùng tên, viết i hay y"),
        ("Hồ Quý Ly", "Hồ Quí Li", "cùng tên, viết i hay y"),
        ("Nguyễn Văn An", "N.V. An", "cùng tên, viết tắt họ, tên đệm"),
        ("Nguyễn Văn An", "Nguyễn V. An", "cùng tên, viết tắt họ, tên đệm"),
        ("Điểu K'Bé", "Điểu K’ Bé", "cùng tên, viết liền hay rời"),
        ("H Hen Niê", "H'Hen Niê", "cùng tên, viết liền hay rời"),
        ("H'Hen Niê", "H Hen Niê", "cùng tên, viết liền hay rời"),
        ("Điểu K'Bé", "Ông Điểu K'Bé", "cùng tên, thêm hoặc bớt chữ xưng hô"),
        ("Bà Nguyễn Thị Lý", "Nguyễn Thị Lý", "cùng tên, thêm hoặc bớt chữ xưng hô"),
        ("Nguyễn Văn Đức", "Nguyeãn Vaên Ñöùc", "cùng tên, viết bằng phông chữ cũ (VNI)"),
        ("Nguyễn Văn Đức", "NguyÔn V¨n §øc", "cùng tên, viết bằng phông chữ cũ (TCVN3)"),
        ("Công ty TNHH Lý Sơn", "Cty trách nhiệm hữu hạn Lý Sơn", ""),
        ("Công ty trách nhiệm hữu hạn Lý Sơn", "Công ty TNHH Lý Sơn", "cùng tên, viết tắt"),
        ("Hợp tác xã Nâm Nung", "HTX Nâm Nung", "cùng tên, viết tắt"),
        ("HTX Nâm Nung", "Hợp tác xã Nâm Nung", "cùng tên, viết tắt"),
        ("Nguyễn Văn Khá", "Nguyễn Văn K Há", ""),
        ("Nguyễn Văn An", "Trần Văn An", ""),
        ("Nguyễn Thị Lý", "Nguyễn Thị Lịch", ""),
        ("Nguyễn Văn An", "An", ""),
    ],
)
def test_other_spellings_are_matches_with_their_reason_and_other_names_are_none(
    own: str, written: str, why: str
) -> None:
    assert why_same(Sought(1, own), _award(written)) == (why, False)
    other = Sought(1, "Người khác", ((own, "Quyết định 12/QĐ-UBND"),))
    told = why.replace("cùng tên", "cùng tên khác ghi ở Quyết định 12/QĐ-UBND", 1)
    assert why_same(other, _award(written)) == (told, False)


def test_an_award_of_a_namesake_that_was_dismissed_hides_no_award_in_the_own_file() -> None:
    namesake = _award("Điểu K'Bé", subject_id=5)
    own = Rewarded("achievement:7", "BK_TINH", "Bằng khen", "Điểu K'Bé", "", date(2018, 1, 1), "Quyết định 1", 1)
    sought = Sought(1, "Điểu K'Bé")
    assert [one.award.key for one in formers(sought, [namesake, own], {})] == ["award:1"]
    told = formers(sought, [namesake, own], {"award:1": "Người khác, ở xã khác."})
    assert [(one.award.key, one.dismissed) for one in told] == [
        ("achievement:7", ""), ("award:1", "Người khác, ở xã khác."),
    ]  # fmt: skip


@database
@pytest.mark.usefixtures("province")
def test_changing_one_rule_changes_cases_after_its_day_and_none_before() -> None:
    """The clause V.2.b is rewritten from 01/01/2025: 2024 may be considered, 2025 not."""
    made = rows.achievement(on=date(2023, 5, 1))
    one = AwardSubject.objects.select_related("unit").get(pk=made.subject_id)
    days = [date(2023, 12, 31), date(2024, 12, 31), date(2025, 1, 1), date(2025, 6, 30)]
    before = [eligibility(one, "BK_TINH", day).lines for day in days]
    rule = Figure.objects.current().get(key="award-rule:review_rounds")
    Figure.objects.filter(pk=rule.pk).update(until=date(2024, 12, 31))
    Figure.objects.create(
        **{
            field.attname: getattr(rule, field.attname)
            for field in Figure._meta.concrete_fields
            if field.attname not in ("id", "since", "until", "value_json", "line")
        },
        since=date(2025, 1, 1), until=date(2025, 12, 31), line=rule.line + 1, value_json=_years(rule, [2023]),
    )  # fmt: skip
    after = [eligibility(one, "BK_TINH", day).lines for day in days]
    assert after[:2] == before[:2]
    assert [_result(lines, "review_rounds") for lines in before] == ["met", "not_met", "met", "met"]
    assert [_result(lines, "review_rounds") for lines in after] == ["met", "not_met", "not_met", "not_met"]
    others = [[line for line in lines if line.rule != "review_rounds"] for lines in (*before[2:], *after[2:])]
    assert others[:2] == others[2:]


def _years(rule: Figure, years: list[int]) -> str:
    import json

    return json.dumps({**json.loads(rule.value_json), "years": years}, ensure_ascii=False)


def _result(lines: Any, rule: str) -> str:
    return next(str(line.result) for line in lines if line.rule == rule)


@database
@pytest.mark.usefixtures("province")
def test_a_person_is_seen_by_who_keeps_confirms_or_examines_and_a_unit_by_every_reader() -> None:
    made = rows.achievement(office="SXD")
    unit = rows.subject("dn-24673", kind="xa", name="")

    def seen(role: str, at: str) -> set[int]:
        return set(subjects_of(person(role, at, rows.LATER)).values_list("pk", flat=True))

    both, only_unit = {made.subject_id, unit.pk}, {unit.pk}
    assert seen("commune", "dn-24673") == both
    assert seen("emulation_officer", "SNV") == both
    assert seen("inspector", "TTT") == both
    assert seen("department", "SXD") == both  # named to confirm
    assert seen("department", "STC") == only_unit
    assert seen("fatherland_front", "MTTQ") == only_unit


@database
@pytest.mark.usefixtures("province")
def test_who_keeps_the_file_reads_that_there_is_a_case_and_not_what_it_is(client_as: Callable[[Any], Client]) -> None:
    made = rows.bar(rows.subject("ld-24751"), note="nội dung đơn tố cáo")
    address = reverse("award_bars", args=[made.subject_id])
    kept = client_as(rows.commune("ld-24751", MERGED).account).get(address).content.decode()
    assert "Có việc đang làm rõ" in kept
    assert "Thanh tra tỉnh" in kept
    assert "nội dung đơn tố cáo" not in kept
    assert "đơn thư" not in kept
    assert "nội dung đơn tố cáo" in client_as(_inspector().account).get(address).content.decode()
    lift = reverse("award_bar_lift", args=[made.pk])
    office = client_as(rows.emulation().account)
    said = {"version": 1, "reason": "Đơn sai sự thật.", "paper": ""}
    assert office.post(lift, said).status_code == 422
    assert office.post(lift, {**said, "paper": "Kết luận 5/KL-TTr"}).status_code == 303
    assert office.post(lift, {**said, "paper": "Kết luận 5/KL-TTr"}).status_code == 409


@database
@pytest.mark.usefixtures("province")
def test_the_lines_of_eligibility_tell_nobody_what_a_case_is_about_and_other_readers_not_that_there_is_one(
    client_as: Callable[[Any], Client],
) -> None:
    unit = rows.subject("ld-24751", kind="xa", name="")
    rows.bar(unit, kind="complaint", note="nội dung đơn tố cáo")
    address, asked = reverse("award_eligibility", args=[unit.pk]), {"hinh_thuc": "GK_XA", "nhan": "02/07/2025"}

    def page(reader: Any) -> str:
        return client_as(reader.account).get(address, asked).content.decode()

    for reader in (rows.commune("ld-24751", MERGED), rows.emulation(MERGED), _inspector()):
        told = page(reader)
        assert "nguồn: Thanh tra tỉnh" in told
        assert "khiếu nại" not in told and "tố cáo" not in told
    for reader in (person("department", "SXD", MERGED), person("fatherland_front", "MTTQ", MERGED)):
        told = page(reader)
        assert "Mức công nhận" in told
        assert "Thanh tra tỉnh" not in told and "đang làm rõ" not in told


@database
@pytest.mark.usefixtures("province")
def test_the_page_shows_every_line_with_its_citation_and_refuses_an_unknown_form(
    client_as: Callable[[Any], Client],
) -> None:
    one = rows.subject()
    office = client_as(rows.emulation().account)
    address = reverse("award_eligibility", args=[one.pk])
    page = office.get(address, {"hinh_thuc": "BK_TINH", "nhan": "06/05/2024"})
    assert page.status_code == 200
    text = page.content.decode()
    assert "Mục V.2.b" in text
    assert "Năm 2024 (nhận hồ sơ) không xét" in text
    assert "review_rounds" not in text
    assert office.get(address, {"hinh_thuc": "HUAN_CHUONG", "nhan": ""}).status_code == 422
    assert office.get(address, {"hinh_thuc": "GK_HUYEN", "nhan": "01/07/2025"}).status_code == 200
