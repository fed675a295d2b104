"""Exemplars as frozen values. A name stands in none of them without consent in force at the present moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.urls import reverse

from chungsuc.organisations.lineage import last_name_of
from chungsuc.web.day import today

from ..models import Consent, Copy, CopyResult, Exemplar, Photo, Verification
from ..rules.naming import KINDS, needs_consent, public_label


@dataclass(frozen=True)
class ExemplarFact:
    """An exemplar for reports: what it is called (a person by name only with consent), where, what it did.

    `told` pieces tell of it, `copies` units took it over, of which `results` have told what came of it.

    Never freeze `label` of a person: keep `number` and ask again, so that a consent taken back is gone everywhere.
    """

    number: int
    kind: str
    kind_label: str
    label: str
    title: str
    unit_id: int
    unit_name: str
    found_on: date
    verified_on: date | None
    told: int
    copies: int
    href: str
    unit_until: date | None = None
    results: int = 0

    @property
    def public_label(self) -> str:
        """What it is called on a paper that stays as it is: a person never by name, for a consent may be taken back."""
        return public_label(self.kind, self.unit_name) if needs_consent(self.kind) else self.label


def exemplars_of(day: date, units: Iterable[int] | None = None) -> list[ExemplarFact]:
    """The exemplars of some units (None: all) that stood verified at the end of `day`, the newest first. One query."""
    rows = Exemplar.objects.told(today()).good_on(day)
    if units is not None:
        rows = rows.filter(unit_id__in=list(units))
    confirmed = Q(verifications__outcome=Verification.CONFIRMED, verifications__on__lte=day)
    counted = rows.annotate(
        verified_on=Max("verifications__on", filter=confirmed),
        told_count=Count("coverage", filter=Q(coverage__withdrawn_at=None, coverage__day__lte=day), distinct=True),
        copy_count=Count("copies", filter=Q(copies__since__lte=day), distinct=True),
        result_count=Count("copies", filter=Q(copies__results__on__lte=day), distinct=True),
    )
    return [_fact(row) for row in counted.order_by("-found_on", "-pk")]


def _fact(row: Any) -> ExemplarFact:
    shown = not needs_consent(row.kind) or row.name_agreed
    return ExemplarFact(
        number=row.pk,
        kind=row.kind,
        kind_label=KINDS[row.kind],
        label=row.name if shown else public_label(row.kind, row.unit_name or ""),
        title=row.title,
        unit_id=row.unit_id,
        unit_name=row.unit_name or row.unit.code,
        found_on=row.found_on,
        verified_on=row.verified_on,
        told=row.told_count,
        copies=row.copy_count,
        href=reverse("exemplar", args=[row.pk]),
        unit_until=row.unit.until,
        results=row.result_count,
    )


@dataclass(frozen=True)
class Record:
    """Everything that was added to one exemplar, in order; photographs only those that were not removed."""

    verifications: tuple[Any, ...]
    consents: tuple[Any, ...]
    photos: tuple[Any, ...]
    copies: tuple[Any, ...]

    @property
    def standing(self) -> tuple[Any, ...]:
        """The consents in force."""
        return tuple(consent for consent in self.consents if consent.withdrawn_at is None)


def record_of(exemplar: Exemplar) -> Record:
    """What was added to an exemplar. Four queries."""
    verifications = Verification.objects.filter(exemplar=exemplar).annotate(body_name=last_name_of("body_id"))
    newest = CopyResult.objects.filter(copy=OuterRef("pk")).order_by("-number")
    copies = (
        Copy.objects.filter(exemplar=exemplar)
        .select_related("unit")
        .annotate(
            unit_name=last_name_of("unit_id"),
            result=Subquery(newest.values("outcome")[:1]),
            result_text=Subquery(newest.values("text")[:1]),
            result_on=Subquery(newest.values("on")[:1]),
        )
    )
    return Record(
        tuple(verifications.select_related("story")),
        tuple(Consent.objects.filter(exemplar=exemplar)),
        tuple(Photo.objects.filter(exemplar=exemplar, removed_at=None).select_related("document__file")),
        tuple(copies),
    )
