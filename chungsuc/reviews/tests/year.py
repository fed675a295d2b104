"""A year of the movement as other rooms have it: a plan with tasks, a helped commune, a ranking, an exemplar, the media."""

from datetime import date
from decimal import Decimal

from chungsuc.exemplars.models import Exemplar
from chungsuc.exemplars.tests import rows as exemplars
from chungsuc.pledges.models import Task, Visit
from chungsuc.pledges.tests import pledging
from chungsuc.resources.rules.giving import LABOUR, LAND
from chungsuc.resources.tests import rows as gifts
from chungsuc.scoring.tests.group import Block
from chungsuc.web.day import now

APPROVED, DONE, LATER = date(2023, 2, 10), date(2023, 9, 20), date(2024, 1, 5)


def pledged() -> None:
    """Sở Xây dựng: a target, a task done in time, one late, one that is done after the year's end."""
    told = {"place_unit": pledging.COMMUNE, "place": "", "responsible": "Phòng Quy hoạch", "serves": "movement"}
    tasks = [
        {**told, "what": what, "result": "01 đồ án", "due": due}
        for what, due in (("Lập quy hoạch", "2023-09-30"), ("Xây nhà", "2023-11-30"), ("Làm đường", "2023-12-31"))
    ]
    targets = [{**pledging.TARGETS[0], "due": "2023-12-31"}]
    edition = pledging.approved("SXD", 2023, APPROVED, tasks=tasks, targets=targets)
    first, _, third = Task.objects.filter(plan=edition.plan).order_by("line")
    for task, day in ((first, DONE), (third, LATER)):
        Task.objects.filter(pk=task.pk).update(done_on=day)


def helped() -> None:
    """Sở Xây dựng helps a commune, which confirmed one visit by the year's end and another afterwards."""
    help_ = pledging.helps("SXD", since=date(2023, 1, 15))
    said = {"people": "Lãnh đạo", "by": "x", "by_name": "X", "recorded_at": now(), "state": "confirmed"}
    for on, answered in ((DONE, date(2023, 10, 2)), (date(2023, 12, 20), LATER)):
        Visit.objects.create(sponsorship=help_, on=on, content="Làm việc với xã", answered_on=answered, **said)


def ranked() -> Block:
    """The technical departments' result of 2022, closed early in 2023, everybody with the same points."""
    return Block(year=2022, day=date(2023, 1, 20)).to("closed")


def exemplary(unit: str = pledging.COMMUNE) -> Exemplar:
    """A household of a commune (Đắk Gằn) that agreed to its name: verified, told of once, copied by one body."""
    made = exemplars.verified(exemplars.exemplar(unit, found_on=date(2023, 3, 1)))
    exemplars.agreed(made)
    exemplars.copied(made)
    exemplars.piece(made, day=date(2023, 6, 1), title=f"Hiến đất làm đường {unit}", seconds=90, exemplar=made)
    exemplars.piece(day=date(2024, 1, 2), title=f"Tin của năm sau {unit}")
    return made


def given(unit: str = pledging.COMMUNE) -> None:
    """What a commune received in 2023: money, labour days without a known worth, land with one; one row unconfirmed."""
    on = date(2023, 5, 4)
    said = (
        gifts.gift(given_on=on, quantity=Decimal(5_000_000)),
        gifts.gift(given_on=on, kind=LABOUR, quantity=Decimal("12.5"), purpose="làm kênh"),
        gifts.gift(
            given_on=on, kind=LAND, quantity=Decimal(300), value=Decimal(90_000_000), basis="QĐ 05", purpose="mở đường"
        ),
    )
    for one in said:
        gifts.confirmed(one, unit)
    gifts.recorded(gifts.gift(given_on=on, purpose="sân bóng"), unit)


def played() -> Exemplar:
    """All of it."""
    pledged()
    helped()
    ranked()
    given()
    return exemplary()
