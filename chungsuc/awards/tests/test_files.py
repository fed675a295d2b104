"""Achievement files: who is in them, who confirms what, what crosses a merger, and what nobody reads in the journal."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from chungsuc.audit.models import Entry
from chungsuc.awards import actions, workflow
from chungsuc.awards.actions import Achieved, AwardRefused, Stale
from chungsuc.awards.facts import ended, file_of
from chungsuc.awards.models import Achievement, AchievementStep, AwardSubject
from chungsuc.awards.work import achievements_to_confirm
from chungsuc.evidence.models import Link
from chungsuc.evidence.tests.documents import put
from chungsuc.exemplars.tests.rows import person
from chungsuc.organisations.models import Unit
from chungsuc.organisations.tests.events_support import text_of
from chungsuc.questions.asking import answer
from chungsuc.recognition.models import Level, Recognition
from chungsuc.resources.tests import rows as gifts
from tests.province import Province

from . import rows

pytestmark = pytest.mark.usefixtures("bare_province")


def acts() -> list[str]:
    return list(Entry.objects.filter(subject_type="awards.subject").order_by("seq").values_list("act", flat=True))


def test_each_of_the_seven_groups_has_its_subject_and_a_unit_goes_by_its_own_name() -> None:
    officer = rows.emulation()
    wanted = {
        "so_ban_nganh": ("SXD", "Sở Xây dựng"),
        "huyen_thanh_pho": ("dn-664", "Huyện Đắk Mil"),
        "xa": ("dn-24673", None),
        "doanh_nghiep": ("dn-24673", "Công ty Cà phê Thử"),
        "ca_nhan_can_bo": ("SNV", "Nguyễn Văn Thử"),
        "ca_nhan_nguoi_lao_dong": ("dn-24673", "Điểu K'Bé"),
        "to_chuc_khac": ("SNV", "Tổ chức Phi chính phủ Thử"),
    }
    for kind, (code, name) in wanted.items():
        unit = Unit.objects.filter(code=code).first() or Unit.objects.filter(kind="district", since__lte=rows.LATER)[0]
        actions.register(kind=kind, unit=unit, name=name or "", acting=officer)
    itself = dict(AwardSubject.objects.values_list("kind", "itself"))
    assert itself == {kind: kind in ("so_ban_nganh", "huyen_thanh_pho", "xa") for kind in wanted}
    private = set(AwardSubject.objects.filter(private=True).values_list("kind", flat=True))
    assert private == {"ca_nhan_can_bo", "ca_nhan_nguoi_lao_dong"}
    assert acts() == ["awards.subject_registered"] * len(wanted)


def test_a_unit_of_another_kind_a_second_entry_and_a_foreign_commune_are_refused() -> None:
    officer, at = rows.emulation(), Unit.objects.get(code="dn-24673")
    with pytest.raises(AwardRefused, match="không thuộc loại «Huyện, thành phố»"):
        actions.register(kind="huyen_thanh_pho", unit=at, acting=officer)
    actions.register(kind="xa", unit=at, acting=officer)
    with pytest.raises(AwardRefused, match="đã có trong hồ sơ"):
        actions.register(kind="xa", unit=at, acting=officer)
    with pytest.raises(AwardRefused, match="Chưa ghi tên"):
        actions.register(kind="doanh_nghiep", unit=at, acting=officer)
    with pytest.raises(PermissionDenied):
        actions.register(kind="doanh_nghiep", unit=at, name="Công ty", acting=rows.commune("dn-24620"))
    rows.subject(name="Điểu K'Bé")
    with pytest.raises(AwardRefused, match="đã có trong hồ sơ"):
        actions.register(kind="ca_nhan_nguoi_lao_dong", unit=at, name="điểu k'bé", acting=officer)
    actions.register(kind="ca_nhan_nguoi_lao_dong", unit=at, name="Điểu K'Bé", told_apart="thôn 3", acting=officer)


def test_a_giver_finds_what_was_given_under_its_names_and_not_what_a_namesake_elsewhere_gave() -> None:
    made = rows.subject(name="Điểu K'Bé")
    on = date(2023, 5, 4)
    for unit, quantity in (("dn-24673", 5), ("dn-24620", 7)):
        gifts.confirmed(gifts.gift(given_on=on, giver="Hộ ông Điểu K'Bé", quantity=Decimal(quantity * 1_000_000)), unit)
    gifts.recorded(gifts.gift(given_on=on, giver="Điểu K'Bé", quantity=Decimal(9_000_000)), "dn-24673")
    [year] = file_of(made, date(2024, 12, 31))
    assert year.year == 2023 and [one.what for one in year.results] == ["Đóng góp 5.000.000 đồng: đường trục thôn 3"]
    assert "khớp theo tên" in year.results[0].source
    assert file_of(made, date(2023, 5, 3)) == ()


def test_the_journal_never_names_a_person() -> None:
    made = rows.achievement(name="Điểu K'Lung Bé")
    rows.judged(made, workflow.CONFIRM, rows.commune(name="can-bo-hai"))
    told = "".join(
        f"{e.subject_label}{e.details}{e.reason}" for e in Entry.objects.filter(subject_type="awards.subject")
    )
    assert "Lung" not in told and f"Đối tượng khen thưởng số {made.subject_id}" in told


def test_who_recorded_it_does_not_confirm_it_and_a_colleague_of_the_named_office_does() -> None:
    made = rows.achievement()
    with pytest.raises(AwardRefused, match="Người ghi không tự xác nhận"):
        rows.judged(made, workflow.CONFIRM, rows.commune())
    with pytest.raises(AwardRefused, match="Chỉ cơ quan xác nhận"):
        rows.judged(made, workflow.CONFIRM, rows.commune("dn-24620"))
    rows.judged(made, workflow.CONFIRM, rows.commune(name="can-bo-hai"))
    made.refresh_from_db()
    step = AchievementStep.objects.get()
    assert (made.state, made.version, step.act, step.body_id) == ("confirmed", 2, "confirm", made.office_id)
    assert acts() == ["awards.subject_registered", "awards.achievement_recorded", "awards.achievement_confirmed"]


def test_a_unit_does_not_confirm_itself() -> None:
    itself = rows.subject(kind="xa", name="")
    with pytest.raises(AwardRefused, match="không tự xác nhận thành tích của mình"):
        rows.achievement(of=itself)
    assert rows.achievement(of=itself, office="SNV").state == "unverified"


def test_what_is_withdrawn_can_be_put_back_and_what_is_confirmed_is_contested_first() -> None:
    made, colleague = rows.achievement(), rows.commune(name="can-bo-hai")
    rows.judged(made, workflow.WITHDRAW, rows.commune())
    rows.judged(made, workflow.RESTORE, rows.commune())
    rows.judged(made, workflow.CONFIRM, colleague)
    with pytest.raises(AwardRefused, match="“đã xác nhận”; chỉ rút thành tích được khi"):
        rows.judged(made, workflow.WITHDRAW, rows.commune())
    rows.judged(made, workflow.CONTEST, colleague)
    rows.judged(made, workflow.WITHDRAW, rows.commune())
    assert list(AchievementStep.objects.values_list("state", flat=True)) == [
        "withdrawn", "unverified", "confirmed", "contested", "withdrawn",
    ]  # fmt: skip


def test_an_old_page_writes_nothing_and_no_reason_writes_nothing() -> None:
    made = rows.achievement()
    with pytest.raises(Stale):
        actions.judge_achievement(made, workflow.WITHDRAW, 7, reason="x", acting=rows.commune())
    with pytest.raises(AwardRefused, match="Chưa ghi căn cứ"):
        rows.judged(made, workflow.WITHDRAW, rows.commune(), reason="  ")
    assert not AchievementStep.objects.exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"on": date(2024, 4, 2)}, "Ngày sau hôm nay"),
        ({"amount": None}, "Hãy ghi bao nhiêu m²"),
        ({"kind": "initiative", "amount": Decimal(3)}, "không có số lượng"),
        ({"kind": "reward", "amount": None}, "Chưa ghi số, ngày quyết định"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_to_do(said: dict[str, Any], words: str) -> None:
    owner = rows.subject()
    told = Achieved(**({"kind": "land", "on": rows.DAY, "title": "Hiến đất", "amount": Decimal(300)} | said))
    with pytest.raises(AwardRefused, match=words):
        actions.record_achievement(owner, told, office=owner.unit, acting=rows.commune())
    assert not Achievement.objects.exists()


def test_the_file_of_a_merged_commune_holds_what_its_parts_achieved_and_what_other_rooms_know() -> None:
    old = Unit.objects.get(code="dn-24637")
    new = Unit.objects.get(code="ld-24637")
    before = rows.achievement(of=rows.subject("dn-24637", kind="xa", name=""), office="SNV")
    Recognition.objects.create(
        unit=old, level=Level.objects.get(code="xa_ntm"), for_year=2022, decision_number="11/QĐ-UBND",
        signed_on=date(2023, 3, 1), recorded_by="x", recorded_at=before.recorded_at,
    )  # fmt: skip
    heir = actions.register(kind="xa", unit=new, acting=rows.emulation(date(2025, 8, 1)))
    years = {year.year: year for year in file_of(heir, date(2025, 8, 1))}
    assert list(years) == [2024, 2022]
    name = years[2024].lines[0].of
    assert [(line.row.pk, line.of == "") for line in years[2024].lines] == [(before.pk, False)]
    assert [(one.what, one.source, one.of) for one in years[2022].results] == [
        ("Được công nhận Xã nông thôn mới", "Quyết định 11/QĐ-UBND ngày 01/03/2023", name)
    ]
    assert file_of(heir, date(2023, 1, 1)) == ()
    gone = ended(before.subject, date(2025, 8, 1))
    assert gone.startswith("Đơn vị đã kết thúc ngày 30/06/2025, nay thuộc ") and ended(heir, date(2025, 8, 1)) == ""


def test_evidence_is_linked_once_and_shown_in_the_file() -> None:
    paper, owner = put("dn-24673"), rows.subject()
    told = Achieved("land", rows.DAY, "Hiến đất", Decimal(300))
    made = actions.record_achievement(owner, told, office=owner.unit, acting=rows.commune(), document=paper)
    assert [(one.subject, one.key, one.year) for one in Link.objects.all()] == [
        ("awards.achievement", str(made.pk), 2024)
    ]
    (year,) = file_of(owner, rows.LATER)
    assert [one.id for one in year.lines[0].documents] == [paper.pk]


def test_the_named_office_finds_it_in_its_work_and_others_do_not() -> None:
    made = rows.achievement(office="SXD")
    (line,) = answer(achievements_to_confirm(person("department", "SXD", rows.LATER)))
    assert line.href == f"/thanh-tich/viec/{made.pk}/xac-nhan/" and "hiến đất, năm 2024" in line.text
    assert list(answer(achievements_to_confirm(person("department", "STC", rows.LATER)))) == []


def test_a_file_costs_the_same_queries_with_one_achievement_and_with_many(django_assert_max_num_queries: Any) -> None:
    owner = rows.subject(kind="xa", name="")
    rows.achievement(of=owner, office="SNV")
    with django_assert_max_num_queries(8):
        assert len(file_of(owner, rows.LATER)[0].lines) == 1
    for number in range(12):
        rows.achievement(of=owner, office="SNV", title=f"Việc {number}")
    with django_assert_max_num_queries(8):
        assert len(file_of(owner, rows.LATER)[0].lines) == 13


# --- pages -------------------------------------------------------------------------------------------------------


def test_a_subject_and_an_achievement_are_entered_and_confirmed_through_the_pages(
    bare_province: Province, client_as: Any, settings: Any
) -> None:
    settings.TODAY = "2025-08-01"
    commune, office = (client_as(bare_province.account(role)) for role in ("commune", "emulation"))
    typed = {"kind": "doanh_nghiep", "unit": "Xã Nhân Cơ", "name": "Hợp tác xã Thử Một"}
    answer = commune.post(reverse("award_subject_new"), typed)
    made = AwardSubject.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/thanh-tich/{made.pk}/")
    given = {"kind": "money", "on": "10/07/2025", "title": "Góp tiền làm đường", "amount": "1.234,5", "office": "SNV"}
    assert commune.post(reverse("achievement_new", args=[made.pk]), given).status_code == 303
    page = text_of(commune.get(f"/thanh-tich/{made.pk}/"))
    assert "Chưa làm căn cứ được." in page and "1.234,5 đồng" in page and "Chưa xác nhận thành tích được" in page
    row = Achievement.objects.get()
    said = {"version": row.version, "reason": "Đã xem chứng từ."}
    assert office.post(reverse("achievement_act", args=[row.pk, "xac-nhan"]), said).status_code == 303
    page = text_of(commune.get(f"/thanh-tich/{made.pk}/"))
    assert "1 thành tích đã xác nhận, 0 chưa xác nhận" in page and "Đã xem chứng từ." in page
    assert office.post(reverse("achievement_act", args=[row.pk, "y-kien-khac"]), said).status_code == 409


def test_what_was_typed_comes_back_with_the_error_at_its_place(
    bare_province: Province, client_as: Any, settings: Any
) -> None:
    settings.TODAY = "2025-08-01"
    client = client_as(bare_province.account("commune"))
    answer = client.post(reverse("award_subject_new"), {"kind": "doanh_nghiep", "unit": "Xã Nhân Cơ"})
    assert answer.status_code == 422 and "Chưa ghi tên." in text_of(answer) and "Xã Nhân Cơ" in answer.content.decode()
    answer = client.post(reverse("award_subject_new"), {"kind": "doanh_nghiep", "unit": "Xã Không Có", "name": "A"})
    assert answer.status_code == 422 and "Xã Không Có" in answer.content.decode()


def test_the_list_is_searched_without_accents_and_by_former_names(
    bare_province: Province, client_as: Any, settings: Any
) -> None:
    settings.TODAY = rows.LATER.isoformat()
    owner = rows.subject(name="Điểu K'Bé")
    actions.add_name(owner, name="Điểu Krông", source="Quyết định 5/QĐ-UBND", acting=rows.commune())
    client = client_as(bare_province.account("emulation"))
    for words, count in (("dieu kbe", 1), ("krong", 1), ("khong co ai", 0)):
        assert f"{count} đối tượng" in text_of(client.get("/thanh-tich/", {"q": words}))
