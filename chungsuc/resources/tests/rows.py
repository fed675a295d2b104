"""Rows of this room for tests: people of every side, contributions, pairs that may be one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from chungsuc.exemplars.tests.rows import person
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.resources import actions, workflow
from chungsuc.resources.models import Contribution, Twin
from chungsuc.resources.rules.giving import GOODS, LABOUR, LAND, MONEY, Gift, Source

DAY, LATER = date(2024, 3, 1), date(2024, 4, 1)
OLD, NEW = "dn-24751", "ld-24751"  # Nhân Cơ before and after 01/07/2025
PEOPLE, STATE = Source("nguoi-dan", "Người dân", "Một hộ dân"), Source("tinh", "Ngân sách tỉnh")
NAME = "Điểu K'Lung Bé"
GIFT = Gift(DAY, PEOPLE, MONEY, Decimal(5_000_000), giver=f"Hộ ông {NAME}", purpose="đường trục thôn 3")


def gift(**fields: Any) -> Gift:
    """A contribution of a household, with some things said otherwise."""
    return replace(GIFT, **fields)


def commune(unit: str = OLD, day: date = LATER, name: str = "") -> Person:
    """The official of the commune that receives."""
    return person("commune", unit, day, name)


def department(day: date = LATER) -> Person:
    """Somebody of a department that gives."""
    return person("department", "SXD", day)


def office(day: date = LATER) -> Person:
    """Somebody of the coordination office."""
    return person("ntm_coordinator", "VPDP", day)


def recorded(said: Gift = GIFT, unit: str = OLD, by: Person | None = None) -> Contribution:
    """A contribution that a department recorded and that waits for the commune."""
    return actions.record_gift(Unit.objects.get(code=unit), said, acting=by or department(max(LATER, said.given_on)))


def confirmed(said: Gift = GIFT, unit: str = OLD) -> Contribution:
    """A contribution that its receiver confirmed."""
    made = recorded(said, unit)
    kind = Unit.objects.get(code=unit).kind
    day = max(LATER, said.given_on)
    return actions.confirm(made, made.version, acting=person(kind, unit, day, name=f"nhan-{unit}"))


def agreed(made: Contribution, day: date = LATER) -> Contribution:
    """The giver agreed to be named, before a witness."""
    made.refresh_from_db()
    said = {"given_on": day, "witness": "Trưởng thôn", "document": None}
    actions.give_consent(made, made.version, acting=department(day), **said)
    made.refresh_from_db()
    return made


KINDS = (
    gift(),
    gift(kind=LABOUR, quantity=Decimal("12.5"), purpose="làm kênh"),
    gift(kind=LAND, quantity=Decimal(300), value=Decimal(90_000_000), basis="QĐ 05/2024/QĐ-UBND", purpose="mở đường"),
    gift(kind=GOODS, quantity=Decimal(40), measure="bao xi măng", purpose="đổ sân"),
    gift(source=STATE, giver="", quantity=Decimal(200_000_000), purpose="trường học"),
)


def plain_gift(unit: str) -> Contribution:
    """A contribution that the unit itself recorded on one of its own days, made when first asked for."""
    at = Unit.objects.get(code=unit)
    kept = Contribution.objects.filter(unit=at).order_by("pk").first()
    if kept is not None:
        return kept
    day = min(max(DAY, at.since), at.until or date.max)
    return recorded(gift(given_on=day), unit, person(at.kind, unit, day))


def plain_twin(unit: str) -> Twin:
    """A pair of contributions of the unit that may be one."""
    one = plain_gift(unit)
    other = Contribution.objects.filter(unit=one.unit).exclude(pk=one.pk).first()
    if other is None:
        day = one.terms.get(number=1).given_on
        other = recorded(gift(given_on=day), unit, person(one.unit.kind, unit, day))
    kept = Twin.objects.filter(one=one, other=other).first()
    return kept or Twin.objects.create(
        one=one, other=other, signs=["Cùng một đơn vị."], found_on=LATER, state=workflow.UNDECIDED
    )
