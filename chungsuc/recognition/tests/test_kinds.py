"""The register's way in: what is read, what is asked, what is taken back."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from chungsuc.imports import actions
from chungsuc.imports.models import Batch
from chungsuc.recognition.models import Recognition
from chungsuc.recognition.papers import COLUMNS
from chungsuc.workbooks.writing import SheetSpec, plain_header, write_xlsx
from tests.province import Province

GOOD = [1, "Xã Nhân Cơ", "Huyện Đắk R'Lấp", "Nông thôn mới", 2022, "1/QĐ-UBND", date(2023, 3, 1), date(2023, 4, 1), "a"]


def batch_of(folder: Path, *rows: list[Any], header: tuple[str, ...] = COLUMNS) -> Batch:
    path = folder / "so.xlsx"
    write_xlsx(path, [SheetSpec("Sổ", plain_header(header), rows)])
    with path.open("rb") as stream:
        batch = actions.receive(stream, filename="so.xlsx", kind="recognitions", by="hương")
    return actions.read(batch)


def changed(**fields: Any) -> list[Any]:
    places = {"unit": 1, "district": 2, "level": 3, "year": 4, "number": 5, "signed": 6, "announced": 7, "note": 8}
    row = list(GOOD)
    for name, value in fields.items():
        row[places[name]] = value
    return row


def test_a_good_row_is_entered_with_its_three_dates(bare_province: Province, tmp_path: Path) -> None:
    actions.confirm(batch_of(tmp_path, GOOD), by="hương")
    entry = Recognition.objects.get()
    assert (entry.for_year, entry.signed_on, entry.announced_on) == (2022, date(2023, 3, 1), date(2023, 4, 1))
    assert (entry.level.code, entry.decision_number, entry.cell, entry.note) == ("xa_ntm", "1/QĐ-UBND", "B2", "a")


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        (changed(level="Nông thôn rất mới"), "D2", "Không có mức công nhận “Nông thôn rất mới”. Các mức:"),
        (changed(year="năm kia"), "E2", "không phải là năm công nhận"),
        (changed(number=None), "F2", "Thiếu số quyết định."),
        (changed(signed=None), "G2", "Thiếu ngày ký. Hãy ghi ngày/tháng/năm."),
        (changed(signed=45000), "G2", "là số, không phải ngày"),
        (changed(signed="31/02/2023"), "G2", "không có trong lịch"),
        (changed(announced=date(2023, 2, 1)), "H2", "Ngày công bố trước ngày ký quyết định."),
        (changed(signed=date(2021, 3, 1), announced=None), "G2", "Ngày ký trước năm được công nhận."),
        (changed(level=None, signed=None), "G2", "Thiếu ngày ký."),
        (changed(level="Huyện nông thôn mới"), "D2", "là của cấp huyện, không dùng cho Xã Nhân Cơ"),
        (changed(unit="Xã Không Có"), "B2", "Không có đơn vị nào tên “Xã Không Có” vào ngày ký."),
        (changed(unit=None), "B2", "Ô này để trống. Hãy chọn đúng đơn vị"),
    ],
)
def test_a_fault_is_told_at_its_cell(
    bare_province: Province, tmp_path: Path, row: list[Any], cell: str, words: str
) -> None:
    batch = batch_of(tmp_path, row)
    told = [(message.cell, message.text) for message in batch.messages.all()]
    assert [found for found, _ in told][-1:] == [cell] and len(told) <= 2
    assert words in told[-1][1]
    assert batch.counts["matched"] == 0


def book_of(folder: Path, **sheets: list[list[Any]]) -> Batch:
    path = folder / "so.xlsx"
    write_xlsx(path, [SheetSpec(name, plain_header(COLUMNS), rows) for name, rows in sheets.items()])
    with path.open("rb") as stream:
        return actions.read(actions.receive(stream, filename="so.xlsx", kind="recognitions", by="hương"))


def test_every_sheet_of_a_register_is_read_and_an_entry_on_two_of_them_is_told(
    bare_province: Province, tmp_path: Path
) -> None:
    other = changed(unit="Xã Đắk Wer", number="2/QĐ-UBND")
    batch = book_of(tmp_path, Sổ=[GOOD], Thêm=[other, GOOD])
    assert (batch.counts["rows"], batch.counts["matched"]) == (3, 2)
    assert "ở ô B2, trang “Sổ”" in batch.messages.get().text


def test_totals_repeated_headings_and_lines_of_those_who_sign_are_no_entries(
    bare_province: Province, tmp_path: Path
) -> None:
    blank = [None] * 9
    batch = batch_of(
        tmp_path,
        GOOD,
        list(COLUMNS),
        changed(unit="Xã Đắk Wer", number="2/QĐ-UBND"),
        [None, "Tổng cộng: 2", None, 2, *blank[4:]],
        [None, "Người lập biểu", *blank[2:6], "Đắk Nông, ngày 15 tháng 01 năm 2024", *blank[7:]],
        [None, "Nguyễn Văn A", *blank[2:6], "Trần Thị B", *blank[7:]],
    )
    assert (batch.counts["matched"], batch.counts["rows"], batch.messages.count()) == (2, 2, 0)


def test_a_name_without_form_means_the_kind_of_unit_that_the_level_is_for(
    bare_province: Province, tmp_path: Path
) -> None:
    batch = batch_of(tmp_path, changed(unit="Đắk Mil", level="Huyện nông thôn mới"))
    assert [row.unit_name for row in batch.rows.all()] == ["Huyện Đắk Mil"]
    batch = batch_of(tmp_path, changed(unit="Thị trấn Đắk Mil"))
    assert [m.code for m in batch.messages.all()] == ["out_of_scope"]


def test_a_register_without_entries_is_refused(bare_province: Province, tmp_path: Path) -> None:
    assert "không có mục nào" in batch_of(tmp_path).refusal


def test_the_same_entry_on_two_rows_is_told(bare_province: Province, tmp_path: Path) -> None:
    batch = batch_of(tmp_path, GOOD, changed(note="lần nữa"))
    assert [(m.cell, m.code) for m in batch.messages.all()] == [("B3", "twice")]


def test_one_unit_may_have_two_levels(bare_province: Province, tmp_path: Path) -> None:
    batch = batch_of(tmp_path, GOOD, changed(level="Nông thôn mới nâng cao", number="2/QĐ-UBND", year=2023,
                                             signed=date(2024, 1, 1), announced=None))  # fmt: skip
    assert actions.confirm(batch, by="hương").written == 2


def test_a_district_is_found_among_districts(bare_province: Province, tmp_path: Path) -> None:
    row = changed(unit="Thành phố Gia Nghĩa", district=None, level="Thành phố hoàn thành nhiệm vụ")
    actions.confirm(batch_of(tmp_path, row), by="hương")
    assert Recognition.objects.get().unit.kind == "district"


def test_mending_a_day_so_that_it_contradicts_another_is_refused(bare_province: Province, tmp_path: Path) -> None:
    batch = batch_of(tmp_path, changed(announced="mai"))
    row = batch.rows.get()
    assert actions.mend_cell(row, "H2", "01/01/2023", by="hương").startswith("Ngày công bố trước ngày ký")
    assert actions.mend_cell(row, "H2", "02/03/2023", by="hương") == ""
    actions.confirm(batch, by="hương")
    assert Recognition.objects.get().announced_on == date(2023, 3, 2)


def test_rows_that_became_equal_by_choosing_are_told_not_written(bare_province: Province, tmp_path: Path) -> None:
    batch = batch_of(tmp_path, GOOD, changed(unit="Xã Không Có"))
    good, asking = batch.rows.order_by("number")
    actions.choose_unit(asking, good.unit_id, by="hương")
    with pytest.raises(actions.ImportRefused, match="ô B2 và ô B3"):
        actions.confirm(batch, by="hương")
    assert not Recognition.objects.exists()


def test_undoing_brings_the_former_entry_back_and_leaves_newer_ones(bare_province: Province, tmp_path: Path) -> None:
    actions.confirm(batch_of(tmp_path, GOOD, changed(unit="Xã Đắk Wer")), by="một")
    second = batch_of(tmp_path, changed(note="sửa"), changed(unit="Xã Đắk Wer", note="sửa"))
    actions.confirm(second, by="hai")
    third = batch_of(tmp_path, changed(unit="Xã Đắk Wer", note="mới nhất"))
    actions.confirm(third, by="ba")
    applied = actions.undo(second, by="hai", reason="nhầm")
    assert (applied.written, applied.kept) == (1, ("1 mục đã được thay bằng mục mới hơn nên giữ nguyên.",))
    assert set(Recognition.objects.standing().values_list("note", flat=True)) == {"a", "mới nhất"}


def test_undoing_a_first_register_leaves_none_standing(bare_province: Province, tmp_path: Path) -> None:
    batch = batch_of(tmp_path, GOOD)
    actions.confirm(batch, by="một")
    actions.undo(batch, by="một", reason="nhầm")
    assert not Recognition.objects.standing().exists() and Recognition.objects.count() == 1


def test_a_table_that_is_no_register_is_refused_with_the_columns_it_needs(
    bare_province: Province, tmp_path: Path
) -> None:
    batch = batch_of(tmp_path, ["a", "b"], header=("Một", "Hai"))
    assert batch.state == "refused"
    assert "Đơn vị, Mức công nhận, Công nhận cho năm, Số quyết định, Ngày ký" in batch.refusal


def test_columns_may_stand_in_any_order_and_a_day_may_be_text(bare_province: Province, tmp_path: Path) -> None:
    header = ("Ngày ký", "Số QĐ", "Tên xã", "Thêm", "Danh hiệu", "Năm công nhận")
    row = ["01/03/2023", "1/QĐ-UBND", "nhân cơ", "gì đó", "nông thôn mới", "2022"]
    actions.confirm(batch_of(tmp_path, row, header=header), by="hương")
    assert Recognition.objects.get().signed_on == datetime(2023, 3, 1).date()  # noqa: DTZ001
