"""Documents of this room: what proves a posting, and the papers of a case."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.urls import reverse

from chungsuc.evidence.facts import DocumentFact, document_choices, documents_for
from chungsuc.evidence.registry import Use

from .models import Case
from .models.cases import SUBJECT

POSTING = "recognition.posting"


def posting_documents(case: Case) -> tuple[DocumentFact, ...]:
    """The documents that prove the posting of a case. One query."""
    return documents_for(POSTING, [str(case.pk)])[str(case.pk)]


def offered_documents(case: Case, day: date) -> list[tuple[str, str]]:
    """What the system already holds of the unit, to be chosen as proof: (id, words)."""
    return document_choices({case.unit_id, case.holder_id}, day)


def case_documents(case: Case) -> tuple[DocumentFact, ...]:
    """The documents attached to a case's dossier. One query."""
    return documents_for(SUBJECT, [str(case.pk)])[str(case.pk)]


def _named(keys: Iterable[str], address: str) -> Mapping[str, Use]:
    ids = [int(key) for key in keys if key.isdecimal()]
    rows = Case.objects.filter(pk__in=ids).named()
    return {
        str(case.pk): Use(
            f"{case.unit_name}: {case.level.name}, năm {case.year}",  # type: ignore[attr-defined]
            reverse(address, args=[case.pk]),
        )
        for case in rows
    }


def cases_named(keys: Iterable[str]) -> Mapping[str, Use]:
    """Cases in words, for pages of documents."""
    return _named(keys, "case")


def postings_named(keys: Iterable[str]) -> Mapping[str, Use]:
    """Postings of cases in words, for pages of documents."""
    return _named(keys, "case_posting")


SUBJECTS = ((SUBJECT, "hồ sơ xét công nhận", cases_named), (POSTING, "niêm yết công khai", postings_named))
