"""The people of the movement on a day, and a launch that went out: what the tests of the room share."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import pytest

from chungsuc.movement import actions
from chungsuc.movement.actions.launches import Told
from chungsuc.movement.models import Concern, Dispatch, Launch, Plan
from chungsuc.organisations.access import Person, person_on
from chungsuc.organisations.models import Unit
from tests.province import Province

LAUNCHED, READ, LATER = date(2022, 7, 20), date(2022, 7, 22), date(2022, 8, 1)
LAST, MERGED = date(2025, 6, 30), date(2025, 7, 1)
PAPER = Told("1337/QĐ-UBND", "Ban hành Kế hoạch phong trào thi đua", date(2022, 7, 13), "Toàn tỉnh chung sức.")


@dataclass
class Movers:
    """Accounts of the province and what they do on days of their choosing."""

    province: Province
    monkeypatch: Any = field(repr=False)

    def on(self, day: date) -> None:
        """Makes it that day for the acts that ask the clock."""
        from django.conf import settings

        self.monkeypatch.setattr(settings, "TODAY", day.isoformat())

    def person(self, name: str, day: date) -> Person:
        return person_on(self.province.account(name), day)

    def official(self, role: str, code: str, day: date) -> Person:
        """Somebody with a post of a role at a unit since 2021, made when first asked."""
        from chungsuc.accounts.models import User
        from chungsuc.organisations.actions import give_post

        name = f"{role}-{code}".lower()
        user = User.objects.filter(username=name).first()
        if user is None:
            user = User.objects.create(username=name, full_name=f"Người {code}", must_change_password=False)
            unit = self.unit(code)
            give_post(
                account=user,
                role=role,
                unit=unit,
                since=max(unit.since, date(2021, 1, 1)),
                until=unit.until,
                by="bài thử",
            )
        return person_on(user, day)

    @cached_property
    def plan(self) -> Plan:
        return Plan.objects.get()

    def unit(self, code: str) -> Unit:
        return Unit.objects.get(code=code)

    def launched(self, day: date = LAUNCHED) -> Launch:
        """The province's launch of a day."""
        self.on(day)
        by = self.unit("dn-67" if day < MERGED else "ld-68")
        return actions.launch(self.plan, PAPER, unit=by, by=self.person("emulation", day), on=day)

    def opened(self, launch: Launch, role: str, code: str, day: date = READ) -> Dispatch:
        """An official of a unit says that the launch was read."""
        self.on(day)
        sent = Dispatch.objects.get(launch=launch, unit__code=code)
        return actions.open_dispatch(sent, by=self.official(role, code, day))

    def raised(
        self, *, role: str = "commune", unit: str = "dn-24751", office: str = "SNV", day: date = READ
    ) -> Concern:
        """A unit's concern."""
        from chungsuc.movement.actions.concerns import Told as Said

        self.on(day)
        said = Said("difficulty", "Thiếu kinh phí tuyên truyền", "Xã chưa có kinh phí in pano.")
        return actions.raise_concern(
            self.plan, said, unit=self.unit(unit), office=self.unit(office), by=self.official(role, unit, day), on=day
        )


@pytest.fixture
def movers(bare_province: Province, monkeypatch: Any) -> Movers:
    return Movers(bare_province, monkeypatch)
