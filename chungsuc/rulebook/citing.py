"""Documents in words and figures of a day beside other rows, in those rows' own query."""

from datetime import date
from typing import Any

from django.db.models import IntegerField, OuterRef, Subquery
from django.db.models.functions import Cast

from .models import Figure, LegalDocument


def with_documents(rows: Any, document: str = "") -> Any:
    """Adds the parts of the document's name to rows that have `document`; `document` stands in where it is empty."""
    own = LegalDocument.objects.filter(code=OuterRef("document"))
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


def whole_on(key: str, day: date) -> Subquery:
    """A figure that counts something (days, times) on a day, beside other rows; null while it is missing."""
    counted = Figure.objects.on(day).keyed([key]).exclude(value_json="null")
    return Subquery(counted.annotate(whole=Cast("value_json", IntegerField())).values("whole")[:1])
