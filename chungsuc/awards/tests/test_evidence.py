"""What awards may rest on, for many subjects at once: keys that stay, former units, a fixed number of queries."""

from datetime import date

import pytest
from django.test.utils import CaptureQueriesContext

from chungsuc.awards.facts import Evidence, evidence_of
from chungsuc.awards.models import AwardSubject
from chungsuc.awards.tests import rows
from chungsuc.organisations.models import Unit
from chungsuc.recognition.models import Recognition

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("province")]


def test_an_achievement_is_evidence_once_its_office_confirmed_it() -> None:
    made = rows.achievement()
    key = f"achievement:{made.pk}"
    words = "Hiến đất làm đường thôn (hiến đất, 01/03/2024)"

    def found() -> tuple[Evidence, ...]:
        return evidence_of([AwardSubject.objects.get(pk=made.subject_id)], rows.LATER)[made.subject_id]

    assert found() == (Evidence(key, 2024, words, confirmed=False, kind="land"),)
    rows.judged(made, "confirm", rows.commune(name="khac"))
    assert found() == (Evidence(key, 2024, words, confirmed=True, kind="land"),)
    rows.judged(made, "contest", rows.commune(name="khac"))
    assert found() == (Evidence(key, 2024, words, confirmed=False, kind="land"),)


def test_a_unit_rests_on_what_was_recognised_of_those_it_was_made_of() -> None:
    """dn-24751 went into ld-24751 on 01/07/2025."""
    heir = rows.subject("ld-24751", kind="xa", name="")
    known = Recognition.objects.standing().filter(unit__code="dn-24751")
    found = {one.key: one for one in evidence_of([heir], date(2025, 7, 1))[heir.pk]}
    assert {f"recognition:{entry.pk}" for entry in known} <= set(found)
    assert all("khi là" in found[f"recognition:{entry.pk}"].words for entry in known)
    assert known.count() > 0


def test_the_number_of_queries_does_not_grow_with_the_subjects() -> None:
    from django.db import connection

    def asked(subjects: list[AwardSubject]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            evidence_of(subjects, rows.LATER)
        return len(queries)

    one = rows.subject()
    unit = Unit.objects.get(code="dn-24673")
    many = [
        AwardSubject(
            kind="ca_nhan_can_bo", unit=unit, itself=False, private=True, name=f"Người {n}", name_key=f"nguoi {n}",
            registered_by="x", registered_on=rows.DAY, recorded_at="2024-03-01T00:00:00Z",
        )
        for n in range(1000)
    ]  # fmt: skip
    AwardSubject.objects.bulk_create(many)
    everybody = list(AwardSubject.objects.select_related("unit"))
    assert len(everybody) > 1000
    assert asked([AwardSubject.objects.select_related("unit").get(pk=one.pk)]) == asked(everybody) <= 4
