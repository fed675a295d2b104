"""Taking tables out and in again, and emptying the province in between."""

from pathlib import Path
from typing import Any

from django.db import connection

from chungsuc.cli.import_file import take_in
from chungsuc.criteria.models import Assessment, Value, Verdict
from chungsuc.criteria.papers import values_csv, values_paper, values_sheets
from chungsuc.organisations.access import EVERYWHERE
from chungsuc.workbooks.text_tables import write_csv
from chungsuc.workbooks.writing import write_xlsx


def contents() -> dict[tuple, tuple]:
    """What every current value says, by unit, measure, year and sex."""
    rows = Value.objects.current().select_related("unit", "measure")
    return {(v.unit.code, v.measure.code, v.year, v.sex): v.figures for v in rows}


def exported(folder: Path, set_code: str, year: int, ending: str) -> Path:
    """The table of a set and a year as a file."""
    paper = values_paper(set_code, year, EVERYWHERE)
    path = folder / f"bieu.{ending}"
    with path.open("wb") as stream:
        if ending == "csv":
            write_csv(stream, *values_csv(paper))
        else:
            write_xlsx(stream, values_sheets(paper))
    return path


def empty_values() -> None:
    """The province as if no value had ever come in."""
    for model in (Verdict, Assessment, Value):
        with connection.cursor() as cursor:
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')


def imported(path: Path, set_code: str, year: int | None) -> dict[str, Any]:
    """Takes a table in; every cell has to be understood."""
    kind = "criterion-results" if "2016" in set_code else "indicator-values"
    told = take_in(path, kind=kind, set_code=set_code, year=year)
    assert [m for m in told["messages"] if m["level"] == "error"] == []
    return told
