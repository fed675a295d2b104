"""The register taken out and in again is the same."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chungsuc.audit.models import Entry
from chungsuc.cli.import_file import take_in
from chungsuc.imports.actions import undo
from chungsuc.imports.models import Batch
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import EVERYWHERE, Scope
from chungsuc.recognition.actions import Revoked, revoke
from chungsuc.recognition.models import Recognition, Revocation
from chungsuc.recognition.papers import COLUMNS, register_columns, register_entries, register_rows, register_sheet
from chungsuc.workbooks.reading import read_workbook
from chungsuc.workbooks.text_tables import write_csv
from chungsuc.workbooks.writing import write_xlsx
from tests.province import PACK, Province


def said() -> set[tuple]:
    rows = Recognition.objects.standing().select_related("unit", "level", "revocation")
    return {
        (r.unit.code, r.level.code, r.for_year, r.decision_number, r.signed_on, r.announced_on, r.note,
         r.certificate_number, *_ending(r))
        for r in rows
    }  # fmt: skip


def _ending(entry: Recognition) -> tuple:
    end = getattr(entry, "revocation", None)
    return (end.decision_number, end.signed_on, end.reason) if end else ()


def exported(folder: Path, ending: str) -> Path:
    entries, path = register_entries(EVERYWHERE), folder / f"so.{ending}"
    with path.open("wb") as stream:
        if ending == "csv":
            write_csv(stream, register_columns(entries), register_rows(entries))
        else:
            write_xlsx(stream, [register_sheet(entries)])
    return path


def empty_register() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM recognition_revocation")
        cursor.execute("DELETE FROM recognition_recognition")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_register_taken_out_and_in_again_is_the_same(province: Province, tmp_path: Path, ending: str) -> None:
    before, path = said(), exported(tmp_path, ending)
    assert len(before) == 39
    assert take_in(path, kind="recognitions")["state"] == "unchanged"
    empty_register()
    assert take_in(path, kind="recognitions")["counts"]["refused"] == 0
    assert said() == before


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("note", ["=1+1", "+84 909", "-5", "@x", "'=a", 'có "ngoặc", phẩy; chấm', "<b>x</b>"])
def test_a_hostile_note_survives_unharmed(province: Province, tmp_path: Path, ending: str, note: str) -> None:
    Recognition.objects.filter(pk=Recognition.objects.first().pk).update(note=note, decision_number=f"{note}/QĐ")
    before, path = said(), exported(tmp_path, ending)
    assert not any(c.formula for row in read_workbook(path).sheets[0].rows for c in row.cells.values())
    empty_register()
    take_in(path, kind="recognitions")
    assert said() == before


def test_the_headings_are_those_of_the_sample(province: Province) -> None:
    sheet = read_workbook(PACK / "samples" / "so-cong-nhan.xlsx").sheets[0]
    head = next(row for row in sheet.rows if row.cell(1).value == "TT")
    assert tuple(cell.value for cell in head.cells.values()) == COLUMNS


def end(entry: Recognition, **changed: Any) -> Revoked:
    given: dict[str, Any] = {"decision_number": "99/QĐ-UBND", "signed_on": date(2025, 5, 1), "reason": "không giữ được"}
    revoke(entry, by="bài thử", **given | changed)
    return Revoked(**given | changed)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_revocation_and_a_certificate_survive_the_way_out_and_in(
    province: Province, tmp_path: Path, ending: str
) -> None:
    first, second = Recognition.objects.order_by("pk")[:2]
    end(first)
    Recognition.objects.filter(pk=second.pk).update(certificate_number="B-15")
    entries = register_entries(EVERYWHERE)
    assert register_columns(entries)[-4:] == [
        "Số Bằng công nhận", "Thu hồi theo quyết định", "Ngày ký thu hồi", "Lý do thu hồi",
    ]  # fmt: skip
    before, path = said(), exported(tmp_path, ending)
    assert take_in(path, kind="recognitions")["state"] == "unchanged"
    empty_register()
    assert take_in(path, kind="recognitions")["counts"]["refused"] == 0
    assert said() == before
    assert Revocation.objects.count() == 1


def test_a_file_brings_a_revocation_and_undoing_it_brings_the_entry_back_in_force(
    province: Province, tmp_path: Path
) -> None:
    before, entry = said(), Recognition.objects.order_by("pk")[0]
    end(entry)
    path, revoked = exported(tmp_path, "xlsx"), said()
    Revocation.objects.all().delete()
    told = take_in(path, kind="recognitions", by="an")
    assert (told["counts"]["written"], said()) == (1, revoked)
    assert Entry.objects.get(act="recognition.register_imported", actor="an").details["revoked"] == 1
    undo(Batch.objects.get(pk=told["batch"]), by="an", reason="nhầm tệp")
    assert said() == before
    assert not Recognition.objects.standing().exclude(revocation=None).exists()


def test_a_file_that_says_nothing_of_a_revocation_leaves_it(province: Province, tmp_path: Path) -> None:
    path, entry = exported(tmp_path, "csv"), Recognition.objects.order_by("pk")[0]
    end(entry)
    revoked = said()
    assert take_in(path, kind="recognitions")["state"] == "unchanged"
    text = path.read_text("utf-8-sig").replace(entry.decision_number, f"{entry.decision_number}", 1)
    path.write_text(text.replace(entry.note or "…", "ghi chú mới", 1), "utf-8-sig")
    take_in(path, kind="recognitions")
    assert [said_of[8:] for said_of in said() if len(said_of) > 8] == [one[8:] for one in revoked if len(one) > 8]


@pytest.mark.parametrize(
    ("column", "typed", "words"),
    [
        ("Lý do thu hồi", "", "cần đủ số quyết định thu hồi"),
        ("Ngày ký thu hồi", "", "cần đủ số quyết định thu hồi"),
        ("Ngày ký thu hồi", "2001-01-01", "trước ngày ký công nhận"),
        ("Ngày ký thu hồi", "hôm qua", "hôm qua"),
    ],
)
def test_half_a_revocation_is_wrong_at_its_cell(
    province: Province, tmp_path: Path, column: str, typed: str, words: str
) -> None:
    end(Recognition.objects.order_by("pk")[0])
    path = exported(tmp_path, "csv")
    lines = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    at = lines[0].index(column)
    [row] = [n for n, line in enumerate(lines) if line[-1] == "không giữ được"]
    lines[row][at] = typed
    with path.open("w", newline="", encoding="utf-8-sig") as out:
        csv.writer(out).writerows(lines)
    told = take_in(path, kind="recognitions")
    assert told["counts"]["wrong"] == 1
    assert any(words in one["message"] for one in told["messages"]), told["messages"]


texts = (
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12)
    .map(nfc)
    .filter(bool)
)
ends = st.none() | st.builds(Revoked, texts, st.dates(date(2025, 1, 1), date(2030, 1, 1)), texts)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(ended=st.lists(ends, min_size=6, max_size=6), numbers=st.lists(texts | st.just(""), min_size=6, max_size=6),
       notes=st.lists(texts, min_size=6, max_size=6), ending=st.sampled_from(["xlsx", "csv"]))  # fmt: skip
def test_any_register_taken_out_and_in_again_is_the_same(
    province: Province, tmp_path: Path, ended: list, numbers: list[str], notes: list[str], ending: str
) -> None:
    with transaction.atomic():
        for entry, over, number, note in zip(
            Recognition.objects.order_by("pk")[:6], ended, numbers, notes, strict=True
        ):
            Recognition.objects.filter(pk=entry.pk).update(certificate_number=number, note=note)
            if over is not None:
                revoke(entry, by="bài thử", **over._asdict())
        before, path = said(), exported(tmp_path, ending)
        empty_register()
        assert take_in(path, kind="recognitions")["counts"]["refused"] == 0
        assert said() == before
        transaction.set_rollback(True)


def test_only_units_of_the_scope_are_listed(province: Province) -> None:
    entry = Recognition.objects.first()
    listed = register_entries(Scope(frozenset({entry.unit_id})))
    assert {e.recognition.unit_id for e in listed} == {entry.unit_id}
    assert register_entries(Scope(frozenset())) == []
