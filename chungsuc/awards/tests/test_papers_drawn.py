"""Every paper that is drawn from a dossier, its appraisal, a decision and the register, line by line and linted."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from chungsuc.awards.actions.deciding import Signed, prepare_decision, take_decision
from chungsuc.awards.drawing.decisions import draw_certificates, draw_decision, draw_submission, draw_summary
from chungsuc.awards.drawing.dossiers import draw_letter, draw_minutes, draw_notice, draw_proposal, draw_report
from chungsuc.awards.drawing.register import draw_undoing
from chungsuc.awards.models import Award, Dossier, DossierStep
from chungsuc.awards.papers.decision import plan_name
from chungsuc.documents import actions
from chungsuc.documents.actions import PaperRefused
from chungsuc.documents.facts import letterhead_of
from chungsuc.documents.models import Blank, CertificateBatch, Paper
from chungsuc.exemplars.tests.rows import person
from chungsuc.organisations.models import Unit
from chungsuc.typesetting.frozen import sheet_of
from tests.province import Province

from . import papered
from .decided import emulation, leader, province, somebody, waiting
from .rows import commune

pytestmark = pytest.mark.usefixtures("bare_province")
BEFORE, AFTER = date(2023, 12, 20), date(2025, 12, 24)
OLD, NEW, DISTRICT = "dn-24673", "ld-24751", "dn-664"
SIDES = pytest.mark.parametrize("day", [BEFORE, AFTER], ids=["truoc", "sau"])


def code_of(day: date) -> str:
    return OLD if day == BEFORE else NEW


def cases(day: date, count: int = 2, **more: Any) -> list[Dossier]:
    """A commune and so many people of it, less one."""
    early = {"received_on": date(2023, 11, 6), "regime": "R2003", "stamp_year": 2023, "drafted_on": date(2023, 11, 1)}
    given = (early if day == BEFORE else {}) | more
    if given.get("received_on", day) is None:
        given["body"] = province(day)
    found = []
    if count > 1:
        unit = somebody("", kind="xa", unit=code_of(day))
        found.append(waiting(of=unit, **{"merit": "Đạt chuẩn nông thôn mới năm 2023"} | given))
    while len(found) < count:
        name = "Điểu K'Bé" if len(found) < 2 else f"Nguyễn Thị Ngọc Hoàng Phương Thảo {len(found):02d}"
        found.append(waiting(of=somebody(name, unit=code_of(day)), **given))
    return found


def decision_of(day: date, rows: Sequence[Dossier]) -> Any:
    return prepare_decision(rows[0].body, rows[0].form, rows, acting=emulation(day))


@pytest.mark.parametrize("count", [1, 37])
@SIDES
def test_the_decision_its_submission_and_its_summary(day: date, count: int, settings: Any, request: Any) -> None:
    settings.TODAY = day.isoformat()
    made, at = decision_of(day, cases(day, count)), request.node.callspec.id
    for name, draw, number in (
        ("to-trinh", draw_submission, "12/TTr-SNV"), ("tom-tat", draw_summary, "13/BC-SNV"),
        ("quyet-dinh", draw_decision, "45/QĐ-UBND"),
    ):  # fmt: skip
        papered.held(f"{name}-{at}", papered.final(draw(made, emulation(day)), day, number), day)


def test_the_decision_names_the_issued_submission_and_the_list_names_the_decision(settings: Any) -> None:
    settings.TODAY = AFTER.isoformat()
    made, by = decision_of(AFTER, cases(AFTER)), emulation(AFTER)
    sent = draw_submission(made, by)
    assert sheet_of(sent.sheet).to == ("Chủ tịch UBND tỉnh Lâm Đồng",)
    issued(sent, by)
    paper = draw_decision(made, by)
    assert sheet_of(paper.sheet).bases[-1] == (
        "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 01/TTr-SNV ngày 24 tháng 12 năm 2025"
    )
    issued(paper, by, number_by=leader(AFTER))
    paper.refresh_from_db()
    assert sheet_of(paper.sheet).annexes[0].note == (
        "Kèm theo Quyết định số 01/QĐ-UBND ngày 24 tháng 12 năm 2025 của Chủ tịch UBND tỉnh Lâm Đồng"
    )


def issued(paper: Paper, by: Any, number_by: Any = None) -> Paper:
    """The paper signed by the first office of its body and numbered."""
    from dataclasses import replace

    head = letterhead_of(paper.unit, by.day)
    assert head is not None
    signed = replace(sheet_of(paper.sheet), signatures=(head.offices[0].signed("Nguyễn Văn Bình"),))
    paper = actions.submit(actions.edit(paper, signed, version=0, by=by), version=1, by=by)
    return actions.issue(paper, day=by.day, version=2, by=number_by or by)


def test_a_giay_khen_of_a_district_before_and_of_a_commune_after_names_its_own_head(settings: Any) -> None:
    day = date(2024, 12, 20)
    settings.TODAY = day.isoformat()
    body = Unit.objects.get(code=DISTRICT)
    early = {"received_on": date(2024, 11, 6), "regime": "R2022A", "stamp_year": 2024, "form": "GK_HUYEN", "body": body}
    row = waiting(of=somebody("Điểu K'Bé", unit=OLD), **early)
    DossierStep.objects.create(
        dossier=row, seq=1, act="minutes_pass", from_state="appraised", to_state="announced", on=day, by="thử",
        paper="Biên bản số 03/BB-HĐTĐKT ngày 12/12/2024",
    )  # fmt: skip
    by = person("district", DISTRICT, day)
    made = prepare_decision(body, "GK_HUYEN", [row], acting=by)
    papered.held("giay-khen-huyen", papered.final(draw_decision(made, by), day, "08/QĐ-UBND"), day)
    settings.TODAY = AFTER.isoformat()
    at = Unit.objects.get(code=NEW)
    late = waiting(of=somebody("Điểu K'Hai", unit=NEW), form="GK_XA", body=at)
    by = person("commune", NEW, AFTER)
    made = prepare_decision(at, "GK_XA", [late], acting=by)
    papered.held("giay-khen-xa", papered.final(draw_decision(made, by), AFTER, "08/QĐ-UBND"), AFTER)


@pytest.mark.parametrize("count", [1, 37])
@SIDES
def test_the_submission_of_the_unit_that_proposes(day: date, count: int, settings: Any, request: Any) -> None:
    settings.TODAY = day.isoformat()
    rows = cases(day, count, state="draft", received_on=None, regime="", stamp=None, stamp_year=None)
    by = commune(code_of(day), day)
    paper = draw_proposal(rows[0], by)
    assert draw_proposal(rows[-1], by).pk == paper.pk  # one list, whichever dossier shows it
    papered.held(f"to-trinh-don-vi-{request.node.callspec.id}", papered.final(paper, day, "05/TTr-UBND"), day)


@pytest.mark.parametrize(
    ("received", "regime", "kind", "merit_kind"),
    [(date(2023, 11, 6), "R2003", "ca-nhan", "chuyen_de"), (date(2023, 11, 6), "R2003", "tap-the", ""),
     (date(2024, 11, 6), "R2022A", "ca-nhan", ""), (date(2024, 11, 6), "R2022A", "tap-the", "cong_trang"),
     (date(2023, 11, 6), "R2003", "tap-the", "cong_trang"), (date(2023, 11, 6), "R2003", "ca-nhan", "cong_hien")],
    ids=["mau-07-ca-nhan", "mau-07-tap-the", "mau-03", "mau-02", "mau-01-nd-91", "mau-02-nd-91"],
)  # fmt: skip
def test_the_report_of_achievements_by_the_form_of_its_regime(
    received: date, regime: str, kind: str, merit_kind: str, settings: Any, request: Any
) -> None:
    settings.TODAY = date(received.year, 12, 20).isoformat()
    name, sort = ("Điểu K'Bé", "ca_nhan_nguoi_lao_dong") if kind == "ca-nhan" else ("", "xa")
    owner = somebody(name, kind=sort, unit=OLD)
    said = {"received_on": received, "regime": regime, "stamp_year": received.year, "merit_kind": merit_kind}
    row = waiting(of=owner, **said)
    Award.objects.create(
        subject=owner, form="GK_HUYEN", form_name="Giấy khen của Chủ tịch UBND huyện Đắk Mil", name="Điểu K'Bé",
        name_key="dieu k'be", collective=not name, decided_on=date(2022, 5, 5), number="77/QĐ-UBND", by="thử",
    )  # fmt: skip
    day = date(received.year, 12, 20)
    paper = draw_report(row, commune(OLD, day))
    papered.held(f"bao-cao-thanh-tich-{request.node.callspec.id}", papered.final(paper, day, "06/BC-UBND"), day)


def test_no_report_is_drawn_for_a_regime_whose_form_nobody_knows(settings: Any) -> None:
    settings.TODAY = AFTER.isoformat()
    with pytest.raises(PaperRefused, match="Chưa rõ mẫu báo cáo thành tích của hồ sơ nhận ngày 01/08/2025"):
        draw_report(cases(AFTER, 1)[0], commune(NEW, AFTER))
    assert not Paper.objects.exists()


def test_a_form_whose_parts_nobody_wrote_down_is_named(settings: Any) -> None:
    settings.TODAY = BEFORE.isoformat()
    [row] = cases(BEFORE, 1, merit_kind="dot_xuat")
    with pytest.raises(
        PaperRefused, match=r"nhận ngày 06/11/2023 dùng mẫu số 06 nhưng .* chưa ghi mẫu ấy có những phần"
    ):
        draw_report(row, commune(OLD, BEFORE))
    assert not Paper.objects.exists()


@pytest.mark.parametrize("count", [1, 37])
@SIDES
def test_the_letter_and_the_notice(day: date, count: int, settings: Any, request: Any) -> None:
    settings.TODAY = day.isoformat()
    rows, at = cases(day, count, state="content", form="HCLD_3"), request.node.callspec.id
    asked = [papered.opinion(row, "STC", day.replace(day=1)) for row in rows]
    letter = draw_letter(asked[-1], emulation(day))
    assert draw_letter(asked[0], emulation(day)).pk == letter.pk  # one letter for all that were asked about the same
    papered.held(f"cong-van-{at}", papered.final(letter, day, "88/SNV-TĐKT"), day)
    notice = draw_notice(papered.posted(rows, day.replace(day=1), day), emulation(day))
    papered.held(f"thong-bao-{at}", papered.final(notice, day, "21/TB-SNV"), day)


@SIDES
def test_the_minutes_of_a_visit(day: date, settings: Any, request: Any) -> None:
    settings.TODAY = day.isoformat()
    row = cases(day, 1, state="content")[0]
    visit = papered.visited(row, day.replace(day=5), signed=day == BEFORE)
    paper = draw_minutes(visit, emulation(day))
    papered.held(f"bien-ban-kiem-tra-{request.node.callspec.id}", papered.final(paper, day, "02/BB-SNV"), day)


@pytest.mark.parametrize("act", ["correct", "revoke", "replace"])
@SIDES
def test_the_decision_that_corrects_revokes_or_replaces(day: date, act: str, settings: Any, request: Any) -> None:
    settings.TODAY = day.isoformat()
    made = decision_of(day, cases(day, 1))
    [award] = take_decision(
        made, made.version, Signed("45/QĐ-UBND", day, "Hồ Văn Mười, Chủ tịch", {}), acting=leader(day)
    )
    says = {"name": "Điểu K'Bế", "place": award.place, "merit": award.merit}
    paper = draw_undoing(award, act, says, "Ghi sai họ tên trong hồ sơ", emulation(day))
    assert Award.objects.get().state == "standing"  # nothing becomes of the award until the decision is recorded
    papered.held(f"quyet-dinh-{request.node.callspec.id}", papered.final(paper, day, "51/QĐ-UBND"), day)


def test_the_pages_draw_each_paper_and_lead_to_it(
    settings: Any, bare_province: Province, client_as: Callable[[Any], Any]
) -> None:
    settings.TODAY = AFTER.isoformat()
    row = cases(AFTER, 1, state="content")[0]
    question, visit = papered.opinion(row, "STC", date(2025, 12, 1)), papered.visited(row, date(2025, 12, 5))
    posting = papered.posted([row], date(2025, 12, 1), AFTER)
    client = client_as(bare_province.account("emulation"))
    page = client.get(reverse("award_appraisal", args=[row.pk])).content.decode()
    for name, about, kind in (
        ("award_opinion_paper", question, "cong-van"), ("award_visit_paper", visit, "bien-ban"),
        ("award_posted_paper", posting, "thong-bao"),
    ):  # fmt: skip
        address = reverse(name, args=[about.pk])
        assert name == "award_posted_paper" or address in page
        assert client.post(address).status_code == 404 and not Paper.objects.filter(kind=kind).exists()
        answer = client.post(address, {"viec": "lap"})
        paper = Paper.objects.get(kind=kind)
        assert answer["Location"] == reverse("paper", args=[paper.pk])
        assert client.post(address, {"viec": "lap"})["Location"] == answer["Location"]
        assert client.get(answer["Location"]).status_code == 200
        assert client_as(bare_province.account("leader")).post(address).status_code == 403
        assert client_as(bare_province.account("other_commune")).post(address).status_code == 404
    assert Paper.objects.count() == 3


def test_the_unit_draws_its_submission_from_the_page_of_a_dossier(
    settings: Any, bare_province: Province, client_as: Callable[[Any], Any]
) -> None:
    settings.TODAY = AFTER.isoformat()
    row = cases(AFTER, 1, state="draft", received_on=None, regime="", stamp=None, stamp_year=None)[0]
    client, address = client_as(bare_province.account("commune")), reverse("award_dossier_paper", args=[row.pk])
    page = reverse("award_dossier", args=[row.pk])
    assert "Lập tờ trình đề nghị khen thưởng" in client.get(page).content.decode()
    answer = client.post(address, {"viec": "to-trinh"})
    assert answer["Location"] == reverse("paper", args=[Paper.objects.get().pk])
    assert reverse("paper", args=[Paper.objects.get().pk]) in client.get(page).content.decode()
    assert client.post(address, {"viec": "bao-cao"})["Location"] == page  # no form is known for 2025
    assert client.post(address, {"viec": "khac"}).status_code == 404
    assert client_as(bare_province.account("emulation")).post(address, {"viec": "to-trinh"}).status_code == 404


def test_a_draft_about_an_award_needs_its_reason_and_changes_nothing_yet(
    settings: Any, bare_province: Province, client_as: Callable[[Any], Any]
) -> None:
    settings.TODAY = AFTER.isoformat()
    made = decision_of(AFTER, cases(AFTER, 1))
    [award] = take_decision(made, made.version, Signed("45/QĐ-UBND", AFTER, "Hồ Văn Mười", {}), acting=leader(AFTER))
    client, address = client_as(bare_province.account("emulation")), reverse("award_act", args=[award.pk, "thu-hoi"])
    said = {"version": award.version, "du-thao": "1"}
    assert client.post(address, said).status_code == 422 and not Paper.objects.exists()
    answer = client.post(address, {**said, "reason": "Thành tích không đúng"})
    assert answer["Location"] == reverse("paper", args=[Paper.objects.get().pk])
    award.refresh_from_db()
    assert (award.state, award.version) == ("standing", 1)
    assert answer["Location"] in client.get(reverse("award", args=[award.pk])).content.decode()
    assert client_as(bare_province.account("leader")).post(address, {**said, "reason": "x"}).status_code == 403


@pytest.mark.parametrize(
    ("signer", "signed"),
    [
        ("Hồ Văn Mười", ("", "", "CHỦ TỊCH", "Hồ Văn Mười")),
        ("Hồ Văn Mười, Chủ tịch", ("", "", "CHỦ TỊCH", "Hồ Văn Mười")),
        ("Lê Trọng Yên, Phó Chủ tịch", ("KT.", "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Trọng Yên")),
        ("Lê Trọng Yên, Quyền Chủ tịch", ("", "", "QUYỀN CHỦ TỊCH", "Lê Trọng Yên")),
    ],
)
def test_a_certificate_is_signed_in_the_capacity_of_its_decision(
    settings: Any, signer: str, signed: tuple[str, ...]
) -> None:
    settings.TODAY = AFTER.isoformat()
    made = decision_of(AFTER, cases(AFTER, 1))
    take_decision(made, made.version, Signed("45/QĐ-UBND", AFTER, signer, {}), acting=leader(AFTER))
    made.refresh_from_db()
    batch = draw_certificates(made, emulation(AFTER))
    assert tuple(batch.common[name] for name in ("authority", "of", "office", "name")) == signed
    assert batch.common["issuer"] == "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"
    assert [(one["recipient"], one["detail"], one["reason"]) for one in batch.entries] == [
        ("Điểu K'Bé", "Xã Nhân Cơ", f"Đã có thành tích trong {plan_name()}: hiến 300 m² đất làm đường thôn")
    ]


def test_certificates_go_onto_a_blank_of_the_body_and_onto_no_other(
    settings: Any, bare_province: Province, client_as: Callable[[Any], Any]
) -> None:
    settings.TODAY = AFTER.isoformat()
    made = decision_of(AFTER, cases(AFTER, 1))
    take_decision(made, made.version, Signed("45/QĐ-UBND", AFTER, "Hồ Văn Mười", {}), acting=leader(AFTER))
    said = {"width": 420, "height": 297, "fields": [], "kept_by": "thử", "kept_at": timezone.now()}
    own = Blank.objects.create(unit=made.body, name="Phôi Bằng khen, máy phòng TĐKT", **said)
    other = Blank.objects.create(unit=Unit.objects.get(code="SXD"), name="Phôi của Sở Xây dựng", **said)
    client = client_as(bare_province.account("emulation"))
    page = client.get(reverse("award_decision", args=[made.pk])).content.decode()
    assert own.name in page and other.name not in page
    address = reverse("award_decision_paper", args=[made.pk])
    client.post(address, {"viec": "bang", "phoi": str(own.pk)})
    batch = CertificateBatch.objects.get()
    assert batch.blank == own
    batch.delete()
    client.post(address, {"viec": "bang", "phoi": str(other.pk)})
    assert CertificateBatch.objects.get().blank is None
