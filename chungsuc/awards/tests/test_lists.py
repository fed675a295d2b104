"""Lists of awards come in: previewed cell by cell, mended, asked about, let in once, taken back."""

from pathlib import Path

import pytest

from chungsuc.audit.models import Entry
from chungsuc.awards import events
from chungsuc.awards.models import Award, AwardSubject
from chungsuc.imports import actions
from chungsuc.imports.actions import ImportRefused
from chungsuc.imports.facts import possible_units, unit_list
from chungsuc.organisations.models import Unit

from . import lists, rows

pytestmark = pytest.mark.usefixtures("bare_province")


def test_a_list_comes_in_with_whom_it_names_and_goes_out_again(tmp_path: Path) -> None:
    batch = lists.received(lists.xlsx(tmp_path / "a.xlsx", [lists.PERSON, lists.COMMUNE]))
    assert (batch.counts, lists.said(batch)) == (
        {"rows": 2, "matched": 2, "questioned": 0, "wrong": 0, "changed": 2, "unchanged": 0}, [],
    )  # fmt: skip
    applied = actions.confirm(batch, by="snv")
    assert (applied.written, applied.unchanged) == (2, 0)
    person, commune = Award.objects.order_by("decided_on")
    assert (person.form, person.number, person.bonus, person.collective, person.subject.unit.code, person.subject.private) == (
        "BK_TINH", "1800/QĐ-UBND", 1800000, False, "dn-24697", True,
    )  # fmt: skip
    assert (commune.form, commune.subject.itself, commune.subject.kind, commune.since, commune.until) == (
        "HCLD_3", True, "xa", 2016, 2023,
    )  # fmt: skip
    told = Entry.objects.filter(act=events.AWARD_ENTERED)
    assert [(one.details, "K'Bé" in str(one.__dict__)) for one in told] == [({"written": 2, "subjects": 2}, False)]
    undone = actions.undo(batch, by="snv", reason="Nhầm tệp")
    assert undone.written == 2
    assert set(Award.objects.values_list("state", flat=True)) == {"undone"}
    assert AwardSubject.objects.count() == 2


def test_the_same_list_again_changes_nothing_and_another_word_is_refused(tmp_path: Path) -> None:
    actions.confirm(lists.received(lists.xlsx(tmp_path / "a.xlsx", [lists.PERSON])), by="snv")
    again = lists.received(lists.xlsx(tmp_path / "b.xlsx", [lists.PERSON]))
    assert (again.counts["changed"], again.counts["unchanged"]) == (0, 1)
    assert actions.confirm(again, by="snv").written == 0
    other = (*lists.PERSON[:-1], 900000)
    batch = lists.received(lists.xlsx(tmp_path / "c.xlsx", [other]))
    assert batch.counts["wrong"] == 1
    assert "đính chính" in lists.said(batch)[0][2]


@pytest.mark.parametrize(
    ("column", "written", "cell", "told"),
    [
        (0, "", "A2", "Thiếu tên"),
        (1, "xã Không Có", "A2", "Không rõ “xã Không Có” ở đơn vị nào"),
        (2, "cá nhân", "C2", "Không rõ “cá nhân” là loại đối tượng nào"),
        (2, "", "C2", "Thiếu loại đối tượng"),
        (3, "Bằng khen", "D2", "Không rõ “Bằng khen” là hình thức nào"),
        (4, "", "E2", "Thiếu số quyết định"),
        (5, "31/02/2023", "F2", ""),
        (5, "01/01/2100", "F2", "Ngày quyết định sau hôm nay"),
        (8, "hai nghìn", "I2", "không phải là năm"),
        (9, 2020, "J2", "Đến năm trước Từ năm"),
        (10, "nhiều", "K2", "không phải là số tiền"),
    ],
)
def test_what_is_wrong_is_said_at_its_cell(tmp_path: Path, column: int, written: str, cell: str, told: str) -> None:
    row = [*lists.PERSON[:column], written, *lists.PERSON[column + 1 :]]
    batch = lists.received(lists.xlsx(tmp_path / "a.xlsx", [row, lists.COMMUNE]))
    assert [(at, level) for at, level, _ in lists.said(batch)] == [(cell, "error")]
    assert told in lists.said(batch)[0][2]
    assert batch.counts["matched"] == 1


def test_a_cell_is_mended_and_a_unit_chosen_and_the_journal_names_nobody(tmp_path: Path) -> None:
    row = ["", "xã Không Có", "Người lao động", *lists.PERSON[3:]]
    batch = lists.received(lists.xlsx(tmp_path / "a.xlsx", [row]))
    with pytest.raises(ImportRefused):
        actions.confirm(batch, by="snv")
    line = batch.rows.get()
    assert actions.mend_cell(line, "A2", "Điểu K'Bé", by="snv") == ""
    assert "K'Bé" not in str(Entry.objects.latest("seq").__dict__)
    line = batch.rows.get()
    made = rows.subject("dn-24697")
    actions.choose_unit(line, made.unit_id, by="snv")
    batch.refresh_from_db()
    assert actions.confirm(batch, by="snv").written == 1
    assert Award.objects.get().subject == made


def test_an_office_can_be_chosen_where_a_row_is_asked_about(tmp_path: Path) -> None:
    row = [lists.PERSON[0], "Phó Giám đốc", "Cán bộ", *lists.PERSON[3:]]
    batch = lists.received(lists.xlsx(tmp_path / "a.xlsx", [row]))
    line = batch.rows.get()
    office = Unit.objects.get(code="SNV")
    assert (line.status, office.pk in possible_units(line)) == ("questioned", True)
    assert (office.pk, "Sở Nội vụ") in unit_list(line).units
    actions.choose_unit(line, office.pk, by="snv")
    batch.refresh_from_db()
    actions.confirm(batch, by="snv")
    assert Award.objects.get().subject.unit == office


def test_namesakes_are_asked_about_and_told_apart(tmp_path: Path) -> None:
    from chungsuc.awards.actions import register

    first = rows.subject("dn-24697")
    register(kind=first.kind, unit=first.unit, name=first.name, told_apart="thôn 3", acting=rows.commune("dn-24697"))
    batch = lists.received(lists.xlsx(tmp_path / "a.xlsx", [lists.PERSON]))
    assert "Có 2 người cùng tên" in lists.said(batch)[0][2]
    header = (*lists.HEADER, "Để phân biệt")
    batch = lists.received(lists.xlsx(tmp_path / "b.xlsx", [(*lists.PERSON, "Thôn 3")], header))
    actions.confirm(batch, by="snv")
    assert Award.objects.get().subject.told_apart == "thôn 3"


def test_two_rows_of_one_award_and_a_unit_of_the_wrong_kind_are_refused(tmp_path: Path) -> None:
    batch = lists.received(lists.xlsx(tmp_path / "a.xlsx", [lists.PERSON, lists.PERSON]))
    assert batch.counts["wrong"] == 1
    assert "Đã có ở ô A2" in lists.said(batch)[0][2]


def test_what_something_rests_on_stays_when_a_batch_is_undone(tmp_path: Path) -> None:
    from chungsuc.awards.models import MatchDismissal

    batch = lists.received(lists.xlsx(tmp_path / "a.xlsx", [lists.PERSON, lists.COMMUNE]))
    actions.confirm(batch, by="snv")
    kept = Award.objects.get(form="BK_TINH")
    MatchDismissal.objects.create(
        subject=kept.subject, key=f"award:{kept.pk}", words="x", reason="người khác", on=rows.LATER, by="snv"
    )
    undone = actions.undo(batch, by="snv", reason="Nhầm")
    kept.refresh_from_db()
    assert (undone.written, undone.kept, kept.state) == (
        1, ("1 khen thưởng đã được đính chính, thay hoặc kết luận nên giữ nguyên.",), "standing",
    )  # fmt: skip


def test_a_word_list_says_its_decision_once_and_its_cells_by_table_row_and_column(tmp_path: Path) -> None:
    from chungsuc.workbooks.tests import making_word as w

    header = ["STT", "Họ và tên", "Chức vụ, nơi công tác", "Loại", "Hình thức khen thưởng"]
    row = ["1", "Lê Thị Mỹ Hạnh", "Giáo viên, xã Nam Đà", "giáo viên", "Giấy khen của Chủ tịch UBND huyện"]
    above = ["DANH SÁCH", "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05 tháng 01 năm 2024 của UBND huyện Krông Nô)"]
    batch = lists.received(w.plain_docx(tmp_path / "a.docx", [header, row], above=above))
    assert lists.items(batch, 2) | {} == {
        "name": "Lê Thị Mỹ Hạnh", "place": "Giáo viên, xã Nam Đà", "kind": None, "form": "GK_HUYEN",
        "number": "12/QĐ-UBND", "day": "2024-01-05",
    }  # fmt: skip
    assert [(cell, level) for cell, level, _ in lists.said(batch)] == [("bảng 1, dòng 2, cột 4", "error")]
    assert actions.mend_cell(batch.rows.get(), "bảng 1, dòng 2, cột 4", "Cán bộ", by="snv") == ""
    batch.refresh_from_db()
    assert actions.confirm(batch, by="snv").written == 1


def test_names_that_look_like_formulas_are_kept_as_text(tmp_path: Path) -> None:
    from chungsuc.workbooks.reading import read_workbook

    names = [f"{'=+-@'[n % 4]}{n}+1 <b>Điểu" for n in range(1000)]
    every = [(name, *lists.PERSON[1:]) for name in names]
    batch = lists.received(lists.xlsx(tmp_path / "a.xlsx", every))
    assert actions.confirm(batch, by="snv").written == 1000
    path = lists.xlsx(tmp_path / "b.xlsx", [(one.name,) for one in Award.objects.order_by("pk")], header=["Tên"])
    cells = [row.cell(1) for row in read_workbook(path).sheets[0].rows[1:]]
    assert [(cell.value, cell.kind) for cell in cells] == [(name, "text") for name in names]
