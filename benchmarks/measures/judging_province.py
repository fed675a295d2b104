"""N1: a province over five years, from values in the database to verdicts with reasons in the database."""

import tempfile
from pathlib import Path

from benchmarks import nation, office
from benchmarks.board import Line, against, at_most, in_turns, seconds
from benchmarks.surroundings import collect, service

WHAT = "tỉnh 60 xã × 57 chỉ tiêu × 5 năm: từ số liệu đến kết luận kèm lý do, ghi lại"
COMMUNES = 60
ROUNDS = 5


def measure(quick: bool) -> list[Line]:
    years = range(nation.FIRST_YEAR, nation.FIRST_YEAR + (1 if quick else 5))
    rounds = 1 if quick else ROUNDS
    with service():
        nation.make_country(COMMUNES, len(years))
        collect()
        _judge(years)  # the second and later times replace what is there, which is more work than the first
        if office.MISSING or quick:
            took = sorted(seconds(lambda: _judge(years)) for _ in range(rounds))
            return [
                at_most(
                    "N1", WHAT, took[len(took) // 2], None, "s", office.MISSING and f"không có mốc: {office.MISSING}"
                )
            ]
        with tempfile.TemporaryDirectory() as folder:
            book = Path(folder, "so.xlsx")
            office.write_assessment(book, COMMUNES, years)
            ours, theirs = in_turns(
                lambda: seconds(lambda: _judge(years)),
                lambda: office.convert([book], Path(folder, "out")).seconds,
                rounds,
            )
            if office.counted(Path(folder, "out", book.name), years) != _counts(years):
                raise RuntimeError("LibreOffice counts other criteria as met than we do")
    return [against("N1", WHAT, ours, theirs, anchor_name="LibreOffice", limit=0.25)]


def _judge(years: range) -> None:
    from django.db import transaction

    from chungsuc.criteria.actions import judge

    for year in years:
        with transaction.atomic():
            assert judge(nation.CODE, year) == COMMUNES


def _counts(years: range) -> list[list[int]]:
    from chungsuc.criteria.models import Assessment

    rows = Assessment.objects.order_by("unit__code")
    return [list(rows.filter(year=year).values_list("met", flat=True)) for year in years]
