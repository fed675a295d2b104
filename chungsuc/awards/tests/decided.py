"""Rows for decisions and the register: dossiers that wait for a decision, made as rows, and what the acts make of them.

The way of a dossier to its announcement is walked by the tests of its own steps.
"""

from datetime import date
from typing import Any

from chungsuc.awards import actions
from chungsuc.awards.actions.deciding import Signed, prepare_decision, take_decision
from chungsuc.awards.models import AchievementUse, Award, AwardSubject, Decision, Dossier
from chungsuc.exemplars.tests.rows import person
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit

RECEIVED, DECIDED, TODAY = date(2025, 8, 1), date(2025, 12, 15), date(2025, 12, 16)
COMMUNE, FORM, REGIME = "ld-24751", "BK_TINH", "R2022B"


def emulation(day: date = TODAY) -> Person:
    return person("emulation_officer", "SNV", day)


def leader(day: date = TODAY) -> Person:
    return person("province_leader", "VPUB", day)


def province(day: date = RECEIVED) -> Unit:
    """The province of a day."""
    found: Unit = Unit.objects.on(day).get(kind="province")
    return found


def somebody(name: str = "Điểu K'Bé", kind: str = "ca_nhan_nguoi_lao_dong", unit: str = COMMUNE) -> AwardSubject:
    """A subject of a commune; the unit itself where the kind is one of units."""
    at = Unit.objects.get(code=unit)
    found = AwardSubject.objects.filter(unit=at, kind=kind)
    known = (found.filter(name=name) if name else found).first()
    return known or actions.register(kind=kind, unit=at, name=name, acting=emulation(max(RECEIVED, at.since)))


def waiting(name: str = "Điểu K'Bé", *, of: AwardSubject | None = None, **more: Any) -> Dossier:
    """A dossier whose result was announced: it waits for its decision."""
    owner = of or somebody(name)
    body = more.pop("body", None) or province(more.get("received_on", RECEIVED))
    number = 9000 + Dossier.objects.count()
    given: dict[str, Any] = {
        "form": FORM, "proposer": owner.unit, "merit": "Hiến 300 m² đất làm đường thôn", "state": "announced",
        "drafted_on": RECEIVED, "by": "bài thử", "received_on": RECEIVED, "stamp_year": 2025, "stamp": number,
        "regime": REGIME,
    }  # fmt: skip
    made = Dossier.objects.create(subject=owner, body=body, **given | more)
    for year in (2023, 2025):
        AchievementUse.objects.create(
            dossier=made, key=f"achievement:{made.pk}-{year}", words="Hiến đất", year=year, level="tinh", live=True,
            by="bài thử",
        )  # fmt: skip
    return made


def prepared(*dossiers: Dossier, acting: Person | None = None) -> Decision:
    """A decision that is being prepared about these dossiers, or about one."""
    listed = list(dossiers) or [waiting()]
    return prepare_decision(listed[0].body, listed[0].form, listed, acting=acting or emulation())


def signed(number: str = "45/QĐ-UBND", on: date = DECIDED, **works: Any) -> Signed:
    return Signed(number, on, "Hồ Văn M, Chủ tịch", works.get("works", {}))


def awarded(*dossiers: Dossier, number: str = "45/QĐ-UBND", acting: Person | None = None) -> list[Award]:
    """The awards of a decision that was taken."""
    made = prepared(*dossiers)
    return take_decision(made, made.version, signed(number), acting=acting or leader())
