"""Rows of this room for tests: people of every desk, subjects and achievements, written by the room's own acts."""

from datetime import date
from decimal import Decimal
from typing import Any

from chungsuc.awards import actions
from chungsuc.awards.actions import Achieved
from chungsuc.awards.actions.bars import Case, set_bar
from chungsuc.awards.facts import law_on
from chungsuc.awards.models import Achievement, Award, AwardSubject, Bar
from chungsuc.awards.rules.naming import subject_key
from chungsuc.exemplars.tests.rows import person
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit

DAY, LATER = date(2024, 3, 1), date(2024, 4, 1)


def law_loaded() -> bool:
    """Whether the pack knows subjects of awards."""
    return "xa" in law_on(LATER).subjects


def _day_of(unit: Unit) -> date:
    return max(LATER, unit.since) if unit.until is None or unit.until >= LATER else unit.until


def commune(unit: str = "dn-24673", day: date = LATER, name: str = "") -> Person:
    """An official of a commune."""
    return person("commune", unit, day, name)


def emulation(day: date = LATER) -> Person:
    """Somebody who keeps every file."""
    return person("emulation_officer", "SNV", day)


def subject(unit: str = "dn-24673", *, kind: str = "ca_nhan_nguoi_lao_dong", name: str = "Điểu K'Bé") -> AwardSubject:
    """A subject that the commune itself entered; the unit itself where the kind is one of units."""
    at = Unit.objects.get(code=unit)
    known = AwardSubject.objects.filter(unit=at, kind=kind, name=name).first()
    acting = person("commune", unit, _day_of(at))
    return known or actions.register(kind=kind, unit=at, name=name, acting=acting)


def achievement(
    unit: str = "dn-24673", *, of: AwardSubject | None = None, name: str = "Điểu K'Bé", office: str = "", **said: Any
) -> Achievement:
    """An achievement that the commune recorded: land given, to be confirmed by the commune or by `office`."""
    owner = of or subject(unit, name=name)
    at = Unit.objects.get(pk=owner.unit_id)
    acting = person("commune", at.code, _day_of(at))
    told = {"kind": "land", "on": min(max(DAY, at.since), acting.day), "title": "Hiến đất làm đường thôn"} | said
    if told["kind"] in ("land", "money", "labour"):
        told.setdefault("amount", Decimal(300))
    named = Unit.objects.get(code=office) if office else at
    return actions.record_achievement(owner, Achieved(**told), office=named, acting=acting)


def judged(made: Achievement, act: str, acting: Person, reason: str = "Đã xem biên bản bàn giao.") -> Achievement:
    """The achievement after an act on it."""
    made.refresh_from_db()
    return actions.judge_achievement(made, act, made.version, reason=reason, acting=acting)


def bar(of: AwardSubject, **said: Any) -> Bar:
    """An open case about a subject, written down by an inspector."""
    told = {"kind": "complaint", "source": "Thanh tra tỉnh", "since": DAY} | said
    found = Bar.objects.filter(subject=of, **told).first()
    return found or set_bar(of, Case(**told), acting=person("inspector", "TTT", LATER))


def former(of: AwardSubject, **said: Any) -> Award:
    """An award of the register, as a list brought in tells it."""
    told = {
        "form": "BK_TINH", "form_name": "Bằng khen của Chủ tịch UBND tỉnh", "name": of.name, "collective": of.itself,
        "decided_on": date(2018, 11, 20), "number": "1789/QĐ-UBND", "by": "emulation",
    } | said  # fmt: skip
    told["name_key"] = subject_key(str(told["name"]))
    return Award.objects.filter(subject=of, **told).first() or Award.objects.create(subject=of, **told)
