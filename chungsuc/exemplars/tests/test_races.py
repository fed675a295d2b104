"""Two verify, or take a consent back while it is shown: one is written, the others are told. On both engines."""

from collections.abc import Callable
from typing import Any

import pytest

from chungsuc.audit.models import Entry
from chungsuc.audit.verification import verify_chain
from chungsuc.exemplars import actions, events
from chungsuc.exemplars.actions import ExemplarRefused, Stale
from chungsuc.exemplars.models import Consent, Exemplar, Verification
from chungsuc.exemplars.tests import rows
from tests.at_once import at_once
from tests.province import load_province

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def province(many_connections: None) -> None:
    load_province(samples=False)


def lost(*acts: Callable[[], Any]) -> list[type]:
    """How the acts that were not written were refused."""
    return [type(one) for one in at_once(*acts, refused=(ExemplarRefused,)) if isinstance(one, ExemplarRefused)]


def test_of_those_who_confirm_and_refute_an_exemplar_exactly_one_is_written() -> None:
    made = rows.exemplar()
    people = [rows.person("department", code, rows.LATER) for code in ("SXD", "SYT")]
    said = {"on": made.found_on, "reason": "Đã xem tại thôn."}
    told = lost(
        *(
            lambda p=p, o=outcome: actions.verify(Exemplar.objects.get(), made.version, outcome=o, acting=p, **said)
            for p in people
            for outcome in ("confirmed", "refuted")
        )
    )
    assert told == [Stale] * 3
    [verification] = Verification.objects.all()
    entries = Entry.objects.filter(act__in=[events.VERIFIED, events.REFUTED])
    assert [one.act for one in entries] == [events.VERIFIED if verification.outcome == "confirmed" else events.REFUTED]
    assert Exemplar.objects.get().version == made.version + 1 and verify_chain() is None


def test_a_consent_taken_back_twice_while_the_page_is_open_is_taken_back_once_and_hides_the_name(
    client_as: Callable[[Any], Any], settings: Any
) -> None:
    settings.TODAY = rows.LATER.isoformat()
    made = rows.verified(rows.exemplar())
    consent = rows.agreed(made)
    by, reader = rows.emulation(), client_as(rows.person("press", "BAO").account)
    page, back = f"/dien-hinh/{made.pk}/", {"on": rows.LATER, "how": "Báo trực tiếp", "acting": by}
    assert rows.NAME in reader.get(page).content.decode().replace("&#x27;", "'")
    statuses: list[int] = []

    def look() -> None:
        statuses.append(reader.get(page).status_code)

    told = lost(*[lambda: actions.withdraw_consent(Consent.objects.select_related("exemplar").get(), **back)] * 3, look)
    assert len(told) == 2 and set(statuses) <= {200, 404}
    assert Entry.objects.filter(act=events.WITHDRAWN).count() == 1
    consent.refresh_from_db()
    assert consent.withdrawn_on == rows.LATER and verify_chain() is None
    assert rows.NAME not in reader.get(page).content.decode().replace("&#x27;", "'")


def test_a_consent_taken_back_while_a_photograph_is_added_leaves_each_written_once_or_told() -> None:
    made = rows.verified(rows.exemplar())
    rows.agreed(made, "photo")
    document = rows.picture(made.unit.code)
    by = rows.emulation()
    seen = Exemplar.objects.get().version
    told = lost(
        lambda: actions.withdraw_consent(
            Consent.objects.select_related("exemplar").get(), on=rows.LATER, how="Báo trực tiếp", acting=by
        ),
        lambda: actions.add_photo(Exemplar.objects.get(), seen, document, caption="Đường thôn", acting=by),
    )
    added = Entry.objects.filter(act=events.PHOTO_ADDED).count()
    assert Entry.objects.filter(act=events.WITHDRAWN).count() == 1
    assert (added, told) in [(1, []), (0, [Stale])]
    assert verify_chain() is None
