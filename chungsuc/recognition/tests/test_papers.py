"""The register taken out and in again is the same."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from chungsuc.cli.import_file import take_in
from chungsuc.organisations.access import EVERYWHERE, Scope
from chungsuc.recognition.actions import revoke
from chungsuc.recognition.models import Recognition
from chungsuc.recognition.papers import COLUMNS, register_columns, register_entries, register_rows, register_sheet
from chungsuc.workbooks.reading import read_workbook
from chungsuc.workbooks.text_tables import write_csv
from chungsuc.workbooks.writing import write_xlsx
from tests.province import PACK, Province


def said() -> set[tuple]:
    rows = Recognition.objects.standing().select_related("unit", "level")
    return {
        (r.unit.code, r.level.code, r.for_year, r.decision_number, r.signed_on, r.announced_on, r.note) for r in rows
    }


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


def test_a_revoked_entry_says_by_which_decision(province: Province, tmp_path: Path) -> None:
    entry = Recognition.objects.first()
    revoke(entry, decision_number="99/QĐ-UBND", signed_on=date(2024, 5, 1), reason="không giữ được", by="bài thử")
    entries = register_entries(EVERYWHERE)
    assert register_columns(entries)[-1] == "Thu hồi theo quyết định"
    assert [row[-1] for row in register_rows(entries) if len(row) == 10] == ["99/QĐ-UBND"]
    assert take_in(exported(tmp_path, "xlsx"), kind="recognitions")["state"] == "unchanged"


def test_only_units_of_the_scope_are_listed(province: Province) -> None:
    entry = Recognition.objects.first()
    listed = register_entries(Scope(frozenset({entry.unit_id})))
    assert {e.recognition.unit_id for e in listed} == {entry.unit_id}
    assert register_entries(Scope(frozenset())) == []
