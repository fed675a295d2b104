"""What confirming, mending and undoing a workbook of results writes, exactly."""

from decimal import Decimal
from functools import partial
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from chungsuc.criteria.actions import NewValue, record_value
from chungsuc.criteria.facts import set_facts
from chungsuc.criteria.models import Assessment, Value
from chungsuc.imports import actions
from chungsuc.imports.models import Batch
from tests.province import PACK, Province

from .sheets import SET, YEAR, columns, only_row, plain_book, read, read_path

NAME, OTHER = "Xã Đắk Nia", "Xã Quảng Sơn"


def standing() -> dict[tuple, tuple]:
    rows = Value.objects.current().select_related("unit", "measure")
    return {(v.unit.code, v.measure.code, v.year, v.sex): v.figures for v in rows}


def judged() -> dict[tuple, tuple]:
    rows = Assessment.objects.values_list("unit_id", "set_id", "year", "met", "not_met", "undetermined")
    return {row[:3]: row[3:] for row in rows}


def confirmed(batch: Batch) -> Batch:
    actions.confirm(batch, by="hương")
    return batch


def test_undoing_restores_every_former_value_and_verdict(province: Province, tmp_path: Path) -> None:
    before, verdicts = standing(), judged()
    batch = confirmed(read(plain_book((NAME, {"2.1": 1, "1.1": "K", "10": 5}), (OTHER, {"2.1": 2})), tmp_path))
    assert standing() != before and judged() != verdicts
    applied = actions.undo(batch, by="hương", reason="nhầm")
    assert (applied.written, applied.kept) == (4, ())
    assert (standing(), judged()) == (before, verdicts)


def test_undoing_leaves_newer_values_alone_and_says_so(bare_province: Province, tmp_path: Path) -> None:
    batch = confirmed(read(plain_book((NAME, {"2.1": 70, "10": 50})), tmp_path))
    measure = set_facts(SET).by_code["2.1"].measure_id
    record_value(NewValue(batch.rows.get().unit_id, measure, number=Decimal(99)), year=YEAR, by="tâm", reason="mới")
    applied = actions.undo(batch, by="hương", reason="nhầm")
    assert applied.kept == ("1 số liệu đã được thay bằng số mới hơn nên giữ nguyên.",)
    assert [content[1] for content in standing().values()] == [Decimal(99)]


def test_a_batch_has_no_savepoint_of_its_own(bare_province: Province, tmp_path: Path) -> None:
    batch = read(plain_book((NAME, {"2.1": 70}), (OTHER, {"2.1": 2})), tmp_path)
    for act in (actions.confirm, partial(actions.undo, reason="nhầm")):
        with CaptureQueriesContext(connection) as asked:
            act(batch, by="hương")
        opened = [query["sql"] for query in asked.captured_queries if query["sql"].startswith("SAVEPOINT")]
        assert len(opened) == 1, opened  # the act's own, which is one only because a test is a transaction


def test_what_a_first_import_brought_is_withdrawn_not_deleted(bare_province: Province, tmp_path: Path) -> None:
    batch = confirmed(read(plain_book((NAME, {"2.1": 70})), tmp_path))
    actions.undo(batch, by="hương", reason="nhầm")
    assert standing() == {} and not Assessment.objects.exists()
    assert list(Value.objects.order_by("pk").values_list("state", "is_current")) == [
        ("given", False), ("withdrawn", True),
    ]  # fmt: skip


def test_the_same_file_after_an_undo_comes_in_again(bare_province: Province, tmp_path: Path) -> None:
    book = plain_book((NAME, {"2.1": 70}))
    actions.undo(confirmed(read(book, tmp_path)), by="hương", reason="nhầm")
    again = confirmed(read(book, tmp_path))
    assert (again.state, again.counts["written"], len(standing())) == ("confirmed", 1, 1)


def test_a_differing_reported_count_is_a_warning_that_lets_the_row_in(bare_province: Province, tmp_path: Path) -> None:
    batch = read(plain_book((NAME, {"1.1": "Đ", "1.2": "Đ", "Số tiêu chí đạt": 7})), tmp_path)
    message = batch.messages.get()
    assert (message.level, message.code) == ("warning", "count_differs")
    assert message.text.startswith("Biểu ghi 7 tiêu chí đạt, tính từ các ô của dòng này được 1 và 18 tiêu chí")
    assert message.text.endswith("Hãy đối chiếu lại.") and batch.rows.get().status == "matched"


def test_a_share_typed_as_a_fraction_is_asked_about_and_can_be_mended(bare_province: Province, tmp_path: Path) -> None:
    batch = read(plain_book((NAME, {"17.10": 0.967, "11": 0.5, "2.1": "0,9%"})), tmp_path)
    message = batch.messages.get()  # poverty may well be half a per cent, and who writes the sign means it
    assert (message.level, message.code) == ("warning", "maybe_a_fraction")
    assert message.text.startswith("Đang đọc là 0,967 %. Nếu ý muốn nói là 96,7 %")
    assert batch.rows.get().status == "matched"
    assert actions.mend_cell(batch.rows.get(), message.cell, "96,7", by="hương") == ""
    assert only_row(batch)["17.10"] == "96.7" and not batch.messages.exists()


def test_one_sex_alone_is_told_and_can_be_mended(bare_province: Province, tmp_path: Path) -> None:
    batch = read(plain_book((NAME, {"12.1 (nam)": 80})), tmp_path)
    message = batch.messages.get()
    assert (message.level, message.code) == ("warning", "one_sex_missing") and "của nữ" in message.text
    row = batch.rows.get()
    assert actions.mend_cell(row, message.cell, "75,5", by="hương") == ""
    assert only_row(batch) == {"12.1m": "80", "12.1f": "75.5"} and not batch.messages.exists()


def test_a_mended_cell_counts_among_the_changes(bare_province: Province, tmp_path: Path) -> None:
    batch = read(plain_book((NAME, {"2.1": "abc", "2.2": 50})), tmp_path)
    row, cell = batch.rows.get(), batch.messages.get().cell
    assert (batch.counts["wrong"], batch.counts["changed"]) == (1, 0)
    assert "không phải là số" in actions.mend_cell(row, cell, "vẫn chữ", by="hương")
    assert actions.mend_cell(row, cell, "45/50", by="hương") == ""
    batch.refresh_from_db()
    assert (batch.counts["matched"], batch.counts["changed"]) == (1, 2)
    confirmed(batch)
    value = Value.objects.get(measure=set_facts(SET).by_code["2.1"].measure_id)
    assert (value.numerator, value.denominator, value.number, value.cell) == (45, 50, 90, cell)


def test_a_cell_may_be_mended_to_a_blank(bare_province: Province, tmp_path: Path) -> None:
    batch = read(plain_book((NAME, {"2.1": "abc", "2.2": 50})), tmp_path)
    assert actions.mend_cell(batch.rows.get(), batch.messages.get().cell, "", by="hương") == ""
    assert (only_row(batch), batch.rows.get().status) == ({"2.2": "50"}, "matched")


def _ticks(*rows: tuple[str, str, int | None]) -> Workbook:
    book = Workbook()
    for place, text in enumerate(["TT", "Đơn vị", *range(1, 20), "Số tiêu chí đạt"], start=1):
        book.active.cell(1, place, str(text))
    for number, (name, marks, count) in enumerate(rows, start=2):
        book.active.cell(number, 2, name)
        for place, mark in enumerate(marks, start=3):
            book.active.cell(number, place, mark if mark != "." else None)
        book.active.cell(number, 22, count)
    return book


def _read_ticks(folder: Path, *rows: tuple[str, str, int | None]) -> Batch:
    return read(_ticks(*rows), folder, "criterion-results", 2021, "xa_ntm_2016_2020")


def test_a_blank_means_not_met_only_where_the_count_says_so(bare_province: Province, tmp_path: Path) -> None:
    batch = _read_ticks(tmp_path, (NAME, "xxx................", 3), (OTHER, "xxx................", None))
    first, second = batch.rows.order_by("number")
    assert [sum("k" in item for item in row.payload) for row in (first, second)] == [19, 3]


def test_blanks_beside_a_written_not_met_stay_open(bare_province: Province, tmp_path: Path) -> None:
    batch = _read_ticks(tmp_path, (NAME, "xxxK...............", 3))
    assert sum("k" in item for item in batch.rows.get().payload) == 4


def test_blanks_of_a_row_that_is_mended_are_read_like_any_other(bare_province: Province, tmp_path: Path) -> None:
    batch = _read_ticks(tmp_path, (NAME, "xx?................", 3), ("Xã Không Có", "x..................", 1))
    faulty, unknown = batch.rows.order_by("number")
    actions.mend_cell(faulty, "E2", "x", by="hương")
    assert sum("k" in item for item in faulty.payload) == 19
    assert sum("k" in item for item in unknown.payload) == 19


def test_reading_tells_its_progress_in_steps_that_never_go_back(bare_province: Province) -> None:
    told: list[tuple[int, str]] = []
    with (PACK / "samples" / "bieu-tong-hop-2023.xlsx").open("rb") as stream:
        batch = actions.receive(stream, filename="b.xlsx", kind="indicator-values", by="hương")
    actions.read(batch, lambda share, message: told.append((share, message)))
    shares = [share for share, _ in told]
    assert shares == sorted(shares) and shares[-1] == 85 and len(told) >= 3
    assert {"Đang mở tệp", "Đang ghi bản xem trước"} <= {message for _, message in told}
    assert any(message.startswith("Đang đọc dòng") for _, message in told)


def test_the_set_is_recognised_by_itself(bare_province: Province, tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    plain_book((NAME, {"2.1": 70})).save(path)
    assert read_path(path, set_code="").set_code == SET
    assert len(columns()) == 61
