"""A paper's life: drafted, edited, submitted, returned, numbered, superseded; what it was stays what it was."""

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from chungsuc.audit.models import Entry
from chungsuc.documents import actions, events, storage
from chungsuc.documents.actions import Asked, PaperRefused, Stale
from chungsuc.documents.models import KeptFile, Paper, SeriesNumber
from chungsuc.documents.tests.desk import Desk, sheet
from chungsuc.typesetting.content import Annex, Paragraph, Signature
from chungsuc.typesetting.frozen import sheet_of

TODAY = date(2026, 3, 2)


def acts(paper: Paper) -> list[str]:
    entries = Entry.objects.filter(subject_type="documents.paper", subject_id=str(paper.pk)).order_by("seq")
    return list(entries.values_list("act", flat=True))


def test_a_draft_takes_the_bodys_letterhead_and_leaves_room_for_its_number(desk: Desk) -> None:
    kept = sheet_of(desk.drafted().sheet)
    assert kept.letterhead.body.endswith("SỞ NỘI VỤ")
    assert (kept.number, kept.day, kept.draft, kept.kind_name) == ("/BC-SNV", None, True, "BÁO CÁO")


def test_an_issued_paper_has_number_day_files_and_their_hashes(desk: Desk) -> None:
    paper = desk.issued()
    assert paper.number is not None and paper.docx is not None and paper.pdf is not None
    assert (paper.state, paper.number.printed, paper.number.state, paper.day) == ("issued", "01/BC-SNV", "used", TODAY)
    for kept, start in ((paper.docx, b"PK"), (paper.pdf, b"%PDF-")):
        content = storage.path_of(kept.sha256).read_bytes()
        assert content.startswith(start)
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (kept.sha256, kept.size)
    frozen = sheet_of(paper.sheet)
    assert (frozen.number, frozen.day, frozen.draft) == ("01/BC-SNV", TODAY, False)
    assert acts(paper) == [events.DRAFTED, events.SUBMITTED, events.ISSUED]
    told = Entry.objects.filter(act=events.ISSUED).get()
    assert (told.paper, told.details["docx"], told.unit_code) == ("01/BC-SNV", paper.docx.sha256, "SNV")


def test_the_same_paper_set_again_has_the_same_bytes(desk: Desk) -> None:
    from chungsuc.documents.rendering import rendered

    paper = desk.issued()
    made = rendered(sheet_of(paper.sheet))
    assert hashlib.sha256(made.docx).hexdigest() == paper.docx.sha256  # type: ignore[union-attr]
    assert hashlib.sha256(made.pdf or b"").hexdigest() == paper.pdf.sha256  # type: ignore[union-attr]


def test_editing_keeps_the_letterhead_and_says_what_changed(desk: Desk) -> None:
    paper, by = desk.drafted(), desk.person("emulation")
    edited = actions.edit(paper, replace(sheet(), subject="Kết quả sáu tháng"), version=0, by=by)
    assert (edited.version, Paper.objects.get().subject) == (1, "Kết quả sáu tháng")
    assert Entry.objects.filter(act=events.EDITED).get().details == {"changed": ["subject"], "version": 1}


def test_who_comes_second_is_told_and_writes_nothing(desk: Desk) -> None:
    paper, by = desk.drafted(), desk.person("emulation")
    actions.edit(Paper.objects.get(), sheet(subject="Lần một"), version=0, by=by)
    with pytest.raises(Stale, match="vừa được người khác sửa hoặc chuyển bước"):
        actions.edit(paper, sheet(subject="Lần hai"), version=0, by=by)
    assert Paper.objects.get().subject == "Lần một"


def test_what_is_missing_is_told_before_it_is_submitted(desk: Desk) -> None:
    bare = sheet("quyet-dinh", bases=(), blocks=(), signatures=(), recipients=())
    paper = actions.draft(bare, unit=desk.unit(), by=desk.person("emulation"))
    with pytest.raises(PaperRefused) as refused:
        actions.submit(paper, version=0, by=desk.person("emulation"))
    assert str(refused.value) == (
        "Chưa trình được: Văn bản chưa có nội dung. Hãy ghi phần nội dung. "
        "Loại văn bản này phải có căn cứ ban hành. Hãy ghi từng căn cứ, mỗi căn cứ một dòng. "
        "Chưa ghi người ký. Hãy chọn chức vụ và ghi họ tên người ký. "
        "Chưa ghi nơi nhận. Hãy ghi từng nơi nhận, mỗi nơi một dòng; dòng cuối là nơi lưu."
    )


def test_a_paper_is_returned_with_the_reason_and_submitted_again(desk: Desk) -> None:
    by = desk.person("emulation")
    paper = actions.send_back(desk.submitted(), reason="Thiếu phụ lục", version=1, by=by)
    assert (paper.state, paper.note) == ("draft", "Thiếu phụ lục")
    again = actions.submit(paper, version=2, by=by)
    assert (again.state, again.note) == ("submitted", "")


def test_the_committees_papers_are_drafted_by_its_offices_and_numbered_by_the_leaders_office(desk: Desk) -> None:
    committee = desk.unit("ld-68")
    signature = (Signature("CHỦ TỊCH", "Hồ Văn M"),)
    offices = {}
    from chungsuc.documents.facts import letterhead_of

    head = letterhead_of(committee, TODAY)
    assert head is not None
    offices = {one.office: one for one in head.offices}
    signature = (offices["CHỦ TỊCH"].signed("Hồ Văn M"),)
    paper = actions.draft(sheet("quyet-dinh", signatures=signature), unit=committee, by=desk.person("coordinator"))
    actions.submit(paper, version=0, by=desk.person("emulation"))
    for name in ("coordinator", "emulation", "front", "inspector"):
        with pytest.raises(PermissionDenied):
            actions.issue(paper, day=TODAY, version=1, by=desk.person(name))
    issued = actions.issue(paper, day=TODAY, version=1, by=desk.person("leader"))
    assert issued.number is not None and issued.number.printed == "01/QĐ-UBND"
    assert "LÂM ĐỒNG" in sheet_of(issued.sheet).letterhead.body


def test_who_may_not_sign_on_that_day_stands_in_the_way(desk: Desk) -> None:
    paper = desk.submitted(signatures=(Signature("TRƯỞNG BAN", "Nguyễn Văn A"),))
    with pytest.raises(PaperRefused, match="Ngày 02/03/2026 cơ quan không có chức vụ ký “TRƯỞNG BAN”"):
        actions.issue(paper, day=TODAY, version=1, by=desk.person("emulation"))
    assert not SeriesNumber.objects.exists()


def test_an_annex_names_its_paper_with_number_and_day(desk: Desk) -> None:
    annex = Annex("DANH SÁCH", (Paragraph("Một"),), "PHỤ LỤC", "Kèm theo Báo cáo số …")
    paper = desk.issued(annexes=(annex,))
    note = sheet_of(paper.sheet).annexes[0].note
    assert note.startswith("Kèm theo Báo cáo số 01/BC-SNV ngày 02 tháng 3 năm 2026 của ")


def test_a_held_number_brings_its_own_day(desk: Desk) -> None:
    by = desk.person("emulation")
    held = actions.reserve_number(desk.unit(), "bao-cao", day=date(2026, 2, 5), purpose="Báo cáo", by=by)[0]
    paper = desk.submitted()
    issued = actions.issue(paper, day=TODAY, version=1, by=by, reserved=held)
    assert (issued.day, issued.number_id) == (date(2026, 2, 5), held.pk)
    assert SeriesNumber.objects.get().state == "used"
    with pytest.raises(Stale, match="Số 01/BC-SNV đã dùng"):
        actions.issue(desk.submitted(), day=TODAY, version=1, by=by, reserved=held)


def test_a_held_number_takes_the_unit_that_drafted_the_letter(desk: Desk) -> None:
    by = desk.person("emulation")
    held = actions.reserve_number(desk.unit(), "cong-van", day=TODAY, purpose="Công văn", by=by)[0]
    letter = desk.submitted(kind="cong-van", to=("UBND các xã",), drafter="TĐKT")
    issued = actions.issue(letter, day=TODAY, version=1, by=by, reserved=held)
    held.refresh_from_db()
    assert (held.printed, sheet_of(issued.sheet).number) == ("01/SNV-TĐKT", "01/SNV-TĐKT")


def test_several_papers_get_their_numbers_together_or_not_at_all(desk: Desk) -> None:
    by = desk.person("emulation")
    papers = [desk.submitted(subject=f"Báo cáo {n}") for n in range(3)]
    with pytest.raises(Stale):
        actions.issue_many([Asked(p, 1 if p is not papers[2] else 0) for p in papers], day=TODAY, by=by)
    assert not SeriesNumber.objects.exists()
    given = actions.issue_many([Asked(paper, 1) for paper in papers], day=TODAY, by=by)
    assert [paper.number.printed for paper in given] == ["01/BC-SNV", "02/BC-SNV", "03/BC-SNV"]  # type: ignore[union-attr]


def test_a_number_that_differs_from_the_one_shown_is_not_given(desk: Desk) -> None:
    by = desk.person("emulation")
    paper = desk.submitted()
    actions.reserve_number(desk.unit(), "bao-cao", day=TODAY, purpose="khác", by=by)
    with pytest.raises(Stale, match="Số 01/BC-SNV vừa được cấp cho văn bản khác"):
        actions.issue_many([Asked(paper, 1, expected="01/BC-SNV")], day=TODAY, by=by)


def test_a_correction_supersedes_and_the_old_paper_says_so_only_once_it_is_issued(desk: Desk) -> None:
    by, old = desk.person("emulation"), desk.issued()
    files = (old.docx_id, old.pdf_id, old.sheet)
    new = actions.supersede(old, version=old.version, by=by)
    with pytest.raises(PaperRefused, match="Đã có dự thảo thay thế"):
        actions.supersede(old, version=old.version, by=by)
    assert Paper.objects.get(pk=old.pk).state == "issued"
    actions.submit(new, version=0, by=by)
    actions.issue(new, day=TODAY, version=1, by=by)
    kept = Paper.objects.get(pk=old.pk)
    assert (kept.state, kept.successors.get().number.printed) == ("superseded", "02/BC-SNV")
    assert (kept.docx_id, kept.pdf_id, kept.sheet) == files
    assert acts(kept)[-1] == events.SUPERSEDED


def test_a_dropped_correction_leaves_room_for_another(desk: Desk) -> None:
    by, old = desk.person("emulation"), desk.issued()
    actions.drop(actions.supersede(old, version=2, by=by), reason="Làm lại", version=0, by=by)
    assert actions.supersede(old, version=2, by=by).supersedes_id == old.pk


@pytest.mark.parametrize("act", ["edit", "submit", "drop"])
def test_an_issued_paper_is_never_changed(desk: Desk, act: str) -> None:
    paper, by = desk.issued(), desk.person("emulation")
    before = (paper.sheet, paper.docx_id, KeptFile.objects.count())
    does: dict[str, Any] = {
        "edit": lambda: actions.edit(paper, sheet(subject="Khác"), version=2, by=by),
        "submit": lambda: actions.submit(paper, version=2, by=by),
        "drop": lambda: actions.drop(paper, reason="x", version=2, by=by),
    }
    with pytest.raises(PaperRefused, match="Văn bản đang ở trạng thái “đã ban hành”"):
        does[act]()
    kept = Paper.objects.get()
    assert (kept.sheet, kept.docx_id, KeptFile.objects.count()) == before


HOSTILE = (
    "<b>&amp;</b> {{ 7*7 }}",
    "#eval(1) $x$ @ref",
    "\u202eabc\u202c",
    "😀" * 20,
    "=HYPERLINK(1)",
    "“”'\"\\",
    "Ẩ" * 3000,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_typed_is_text_whatever_it_looks_like(desk: Desk, text: str) -> None:
    paper = desk.issued(subject=text, blocks=(Paragraph(text, lead=text),), recipients=(text,))
    assert paper.docx is not None and paper.pdf is not None
    assert storage.path_of(paper.docx.sha256).exists() and storage.path_of(paper.pdf.sha256).exists()


@pytest.mark.parametrize("name", ["leader", "inspector", "department", "commune", "nobody", "council", "front"])
def test_nobody_drafts_for_a_body_that_is_not_theirs(desk: Desk, name: str) -> None:
    with pytest.raises(PermissionDenied):
        desk.drafted(by=name)
    assert not Paper.objects.exists()


def test_a_kind_or_a_body_without_its_rules_is_told_and_nothing_is_made(desk: Desk) -> None:
    with pytest.raises(PaperRefused, match="Chưa đủ căn cứ: gói dữ liệu không có loại văn bản này"):
        desk.drafted(kind="khong-co")
    assert not Paper.objects.exists()


@pytest.mark.parametrize("demonstration", [True, False])
def test_a_paper_made_of_demonstration_data_says_so_for_ever(desk: Desk, settings: Any, demonstration: bool) -> None:
    settings.DEMONSTRATION = demonstration
    paper = desk.issued()
    settings.DEMONSTRATION = False
    assert sheet_of(Paper.objects.get(pk=paper.pk).sheet).demonstration is demonstration
