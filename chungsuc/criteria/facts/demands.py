"""What an indicator asks, in words, with its citation; and which body answers for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from chungsuc.law.citations import Citation, Status
from chungsuc.organisations.models import Identity
from chungsuc.organisations.queries import holds_on
from chungsuc.rulebook.models import Figure, LegalDocument

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


def with_documents(rows: Any, document: str = "") -> Any:
    """Adds the parts of the document's name to rows that have `document`; `document` stands in where it is empty."""
    own = LegalDocument.objects.filter(Q(code=OuterRef("document")))
    fallback = LegalDocument.objects.filter(code=document)
    return rows.annotate(
        **{
            f"{prefix}_{name}": Subquery(documents.values(name)[:1])
            for prefix, documents in (("own", own), ("set", fallback))
            for name in ("kind", "numbers_printed", "number_confirmed")
        }
    )


def document_words(row: Any) -> str:
    """The document of a row from `with_documents`, as people cite it; "" when none is known."""
    for prefix in ("own", "set"):
        kind = getattr(row, f"{prefix}_kind")
        if kind:
            return str(
                LegalDocument(
                    kind=kind,
                    numbers_printed=getattr(row, f"{prefix}_numbers_printed") or [],
                    number_confirmed=getattr(row, f"{prefix}_number_confirmed") or "",
                )
            )
    return ""


def demand_of(
    threshold: Threshold, wording: Wording, figures: Mapping[str, tuple[Figure, str]], regions: Mapping[str, str]
) -> Demand:
    """A threshold row in words."""
    figure, document = figures.get(threshold.figure, (None, ""))
    standing = figure.standing if figure else threshold.status
    value = threshold.flag if threshold.flag is not None else _millionths(threshold.number)
    return Demand(
        "mọi vùng" if threshold.region == ANY_REGION else regions.get(threshold.region, threshold.region),
        threshold.year,
        "chưa có mức" if value is None else demand(wording, value),
        standing,
        figure.source if figure else "",
        Citation(document, f"chỉ tiêu {wording.code},", figure.source if figure else "", Status(standing)),
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
