"""What an indicator asks, in words, with its citation; and which body answers for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from chungsuc.law.citations import Citation, Status
from chungsuc.organisations.models import Identity
from chungsuc.organisations.queries import holds_on
from chungsuc.rulebook.citing import document_words, with_documents
from chungsuc.rulebook.models import Figure

from ..models import Indicator, Owner, Threshold
from ..rules import MILLION, Wording, demand

ANY_REGION = "*"


def unit_of(words: str) -> str:
    """The unit of measure as written beside a number; yes/no has none."""
    return "" if words == "đạt/không đạt" else words


@dataclass(frozen=True)
class Demand:
    """What an indicator asks in one region and year, in words, with its citation and how far it may be trusted."""

    region: str
    year: int | None
    text: str
    status: str
    source: str
    citation: Citation


@dataclass(frozen=True)
class Body:
    """A body that answers for a part of a set, with its period."""

    part: str
    id: int
    code: str
    name: str
    since: date
    until: date | None
    status: str


def bodies(set_code: str, no: int, day: date | None = None) -> list[Body]:
    """Who answers for a criterion and its indicators, on a day or (None) at any time. One query."""
    name = Identity.objects.filter(unit_id=OuterRef("body_id")).order_by("-since").values("name")[:1]
    rows = (
        Owner.objects.filter(Q(part=str(no)) | Q(part__startswith=f"{no}."), set__code=set_code)
        .select_related("body")
        .annotate(body_name=Subquery(name))
        .order_by("part", "since")
    )
    kept = rows if day is None else rows.filter(holds_on(day))
    return [
        Body(row.part, row.body_id, row.body.code, row.body_name or row.body.code, row.since, row.until, row.status)
        for row in kept
    ]


def figures_of(thresholds: Iterable[Threshold], document: str) -> dict[str, tuple[Figure, str]]:
    """(figure, its document in words) by key; `document` is the set's own. One query."""
    keys = {threshold.figure for threshold in thresholds}
    found: dict[str, tuple[Figure, str]] = {}
    rows = Figure.objects.current().keyed(keys).with_standing()
    for figure in with_documents(rows, document):
        found[figure.key] = (figure, document_words(figure))
    return found


def with_figures(thresholds: Any, document: str) -> Any:
    """Adds to thresholds how their figure stands, its source and its document in words; `document` is the set's own.

    `demand_beside` reads them. No query of its own.
    """
    figures = Figure.objects.current().filter(key=OuterRef("figure")).order_by("-since")
    rows = thresholds.annotate(
        **{f"figure_{name}": Subquery(figures.values(name)[:1]) for name in ("status", "source")},
        document=Subquery(figures.values("document")[:1]),
        figure_confirmed=Subquery(figures.annotate(times=Count("confirmations")).values("times")[:1]),
    )
    return with_documents(rows, document)


def demand_beside(threshold: Any, wording: Wording, regions: Mapping[str, str]) -> Demand:
    """A threshold row from `with_figures` in words."""
    standing = threshold.figure_status or threshold.status
    if threshold.figure_status and threshold.figure_confirmed:
        standing = Status.CONFIRMED.value
    words = document_words(threshold) if threshold.figure_status else ""
    return _demand(threshold, wording, standing, threshold.figure_source or "", words, regions)


def demand_of(
    threshold: Threshold, wording: Wording, figures: Mapping[str, tuple[Figure, str]], regions: Mapping[str, str]
) -> Demand:
    """A threshold row in words."""
    figure, document = figures.get(threshold.figure, (None, ""))
    standing = figure.standing if figure else threshold.status
    return _demand(threshold, wording, standing, figure.source if figure else "", document, regions)


def _demand(
    threshold: Threshold, wording: Wording, standing: str, source: str, document: str, regions: Mapping[str, str]
) -> Demand:
    value = threshold.flag if threshold.flag is not None else _millionths(threshold.number)
    return Demand(
        "mọi vùng" if threshold.region == ANY_REGION else regions.get(threshold.region, threshold.region),
        threshold.year,
        "chưa có mức" if value is None else demand(wording, value),
        standing,
        source,
        Citation(document, f"chỉ tiêu {wording.code},", source, Status(standing)),
    )


def _millionths(number: Decimal | None) -> int | None:
    return None if number is None else int(number * MILLION)


def wording_of(indicator: Indicator) -> Wording:
    """What `explain` needs of an indicator."""
    return Wording(indicator.code, indicator.name, indicator.unit, indicator.operator, indicator.by_sex)


def applying(rows: Iterable[Threshold], region: str, year: int) -> Threshold | None:
    """The threshold row that applies: the most particular for this region and year (as the engine chooses)."""
    by_key = {(row.region, row.year): row for row in rows}
    keys = ((region, year), (region, None), (ANY_REGION, year), (ANY_REGION, None))
    return next((by_key[key] for key in keys if key in by_key), None)
