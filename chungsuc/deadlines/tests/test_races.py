"""Two who act at once: one digest a person, one mail, one answer, one wish; the other is told. With real transactions."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core import mail

from chungsuc.accounts.models import User
from chungsuc.audit.verification import verify_chain
from chungsuc.deadlines import actions
from chungsuc.deadlines.actions import Stale
from chungsuc.deadlines.digests import send_digests
from chungsuc.deadlines.models import Excuse, Feed
from chungsuc.deadlines.tests.planted import obligation, planted
from chungsuc.notices.actions import deliver, set_preferences
from chungsuc.notices.models import Delivery, Message
from chungsuc.organisations.access import person_on
from chungsuc.web.day import now
from tests.at_once import at_once
from tests.province import Province, load_province

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
DAY, LONGER = date(2024, 3, 6), date(2024, 3, 20)


@pytest.fixture
def office(many_connections: None, settings: Any) -> Iterator[Province]:
    settings.TODAY = DAY.isoformat()
    settings.EMAIL_HOST = "127.0.0.1"
    yield load_province(samples=False)


def test_two_workers_tell_and_write_to_everybody_once(office: Province) -> None:
    account = office.account("department")
    User.objects.filter(pk=account.pk).update(email="sxd@vi-du.vn")
    with planted(obligation("SXD")):
        assert sorted(at_once(*[send_digests] * 4)) == [0, 0, 0, 1]
    assert Message.objects.count() == Delivery.objects.count() == 1
    at = now().replace(hour=23, minute=59)
    set_preferences(account, by_mail=True, digest=True, quiet_since=1, quiet_until=2)
    assert sorted(at_once(*[lambda: deliver(at)] * 4)) == [0, 0, 0, 1]
    assert len(mail.outbox) == 1 and verify_chain() is None


def test_of_many_wishes_and_many_answers_one_counts_and_the_others_are_told(office: Province) -> None:
    people = {name: person_on(office.account(name), DAY) for name in ("department", "emulation", "coordinator")}
    with planted(obligation("SXD")) as key:
        asks = [lambda: actions.ask_excuse(key, reason="Bận", wanted_until=LONGER, by=people["department"])] * 4
        told = at_once(*asks, refused=(Stale,))
        assert sum(isinstance(one, Excuse) for one in told) == 1 and sum(isinstance(one, Stale) for one in told) == 3
        pk = Excuse.objects.get().pk

        def grant() -> Excuse:
            return actions.grant_excuse(Excuse.objects.get(pk=pk), until=LONGER, by=people["emulation"])

        def refuse() -> Excuse:
            return actions.refuse_excuse(Excuse.objects.get(pk=pk), answer="Không", by=people["coordinator"])

        told = at_once(grant, refuse, grant, refuse, refused=(Stale,))
    assert sum(isinstance(one, Excuse) for one in told) == 1 and verify_chain() is None


def test_of_many_calendar_addresses_made_at_once_one_lives(office: Province) -> None:
    by = person_on(office.account("department"), DAY)
    told = at_once(*[lambda: actions.make_feed(by)] * 4, refused=(Stale,))
    assert any(isinstance(one, str) for one in told) and Feed.objects.living().count() == 1
