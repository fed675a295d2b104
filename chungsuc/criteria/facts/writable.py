"""Where a unit may write its own figures, and figures in the words of the journal."""

from collections.abc import Iterable
from typing import Any

from chungsuc.law.figures import show_decimal

from .. import workflow
from ..models import CheckReturn, Declared, Indicator, Report

Place = tuple[int, str]


def open_to_question(unit_id: int, year: int, measures: Iterable[int]) -> list[Report]:
    """The reports of a unit's year whose set asks any of the measures."""
    asking = Report.objects.filter(unit_id=unit_id, year=year, set__criteria__indicators__measure_id__in=list(measures))
    return list(asking.distinct())


def report_measures(report: Report, measures: Iterable[int]) -> set[int]:
    """Those of the measures that the report's set asks."""
    rows = Indicator.objects.filter(criterion__set_id=report.set_id, measure_id__in=list(measures))
    return set(rows.values_list("measure_id", flat=True))


def returned_places(report: Report) -> set[Place]:
    """Where a report that is being verified came back to its unit."""
    if report.state != workflow.VERIFYING:
        return set()
    rows = CheckReturn.objects.filter(
        report=report, answered_at=None, check_of__state=workflow.CHECK_RETURNED
    ).values_list("measure_id", "sex")
    return set(rows)


def said(row: Any) -> str | None:
    """A declared, verified or official figure for the journal: as people write it, or its state; None for none."""
    if row is None:
        return None
    if row.state != Declared.GIVEN:
        return str(row.state)
    figure = show_decimal(row.number) if row.number is not None else ("đạt" if row.flag else "không đạt")
    if row.numerator is None:
        return figure
    return f"{figure} ({show_decimal(row.numerator)}/{show_decimal(row.denominator)})"
