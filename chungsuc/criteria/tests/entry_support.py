"""People and figures for the tests of entry and verification: a commune that declares everything, bodies that check."""

from datetime import date
from decimal import Decimal
from typing import Any

from chungsuc.accounts.models import User
from chungsuc.criteria import actions
from chungsuc.criteria.actions import Entry
from chungsuc.criteria.facts.sheets import sexes_of
from chungsuc.criteria.models import Check, CriteriaSet, Declared, Indicator, Report
from chungsuc.organisations.access import Person, person_on
from chungsuc.organisations.models import Post, Unit

SET, YEAR = "xa_ntm_2021_2025", 2024
OLD, NEW, DISTRICT = "dn-24751", "ld-24751", "dn-666"
BEFORE, AFTER = date(2025, 2, 10), date(2025, 8, 1)
START, END_OF_DISTRICTS = date(2021, 1, 1), date(2025, 6, 30)


def person(role: str, unit: str, day: date, name: str = "") -> Person:
    """Somebody who holds this role at this unit for as long as the unit exists, as of `day`."""
    username = name or f"{role}-{unit}".lower()
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User.objects.create(username=username, full_name=f"Người {username}", must_change_password=False)
    at = Unit.objects.get(code=unit)
    Post.objects.get_or_create(account=user, role=role, unit=at, since=max(START, at.since), until=at.until)
    return person_on(user, day)


def commune(day: date) -> Person:
    return person("commune", OLD if day <= END_OF_DISTRICTS else NEW, day)


def coordinator(day: date) -> Person:
    return person("ntm_coordinator", "VPDP", day)


def district(day: date) -> Person:
    return person("district", DISTRICT, day)


def body(check: Check, day: date) -> Person:
    """Whoever answers for the check's part on the day."""
    from chungsuc.criteria.facts import bodies_now

    row = Check.objects.select_related("body", "report__set").get(pk=check.pk)
    body_id = bodies_now([row], row.report.set.code, day)[row.pk]
    return person("department", Unit.objects.get(pk=body_id).code, day)


def the_set() -> CriteriaSet:
    return CriteriaSet.objects.get(code=SET)


def unit(code: str = OLD) -> Unit:
    return Unit.objects.get(code=code)


def indicator(code: str) -> Indicator:
    return Indicator.objects.get(criterion__set__code=SET, code=code)


def entry(code: str, figure: Any, sex: str = "", **more: Any) -> Entry:
    """An entry for an indicator: a bool, a number as text, or None for blank."""
    fields: dict[str, Any] = {"measure_id": indicator(code).measure_id, "sex": sex, **more}
    if figure is None:
        return Entry(state=Declared.BLANK, **fields)
    if isinstance(figure, bool):
        return Entry(flag=figure, **fields)
    return Entry(number=Decimal(figure), bare=True, **fields)


FIGURES = {"10": "60", "11": "3", "12.1": "75", "12.2": "30", "9.1": "0", "17.1": "60", "15.3": "10", "17.4": "3"}


def everything(figures: dict[str, str] | None = None) -> list[Entry]:
    """A figure for every place of the set."""
    found = []
    for row in Indicator.objects.filter(criterion__set__code=SET).order_by("criterion__no", "position"):
        for sex in sexes_of(row):
            said: Any = True if row.kind == "boolean" else {**FIGURES, **(figures or {})}.get(row.code, "95")
            number = None if said is True else Decimal(said)
            found.append(
                Entry(row.measure_id, sex, number=number, flag=True if said is True else None, bare=number is not None)
            )
    return found


def declared(code: str, sex: str = "", at: str = OLD, year: int = YEAR) -> Declared:
    return Declared.objects.get(unit__code=at, year=year, measure=indicator(code).measure, sex=sex, is_current=True)


def filled(day: date = BEFORE, figures: dict[str, str] | None = None) -> Report:
    """A report in which everything is declared."""
    actions.declare(unit(), the_set(), YEAR, everything(figures), acting=commune(day))
    return Report.objects.get(unit__code=OLD, set__code=SET, year=YEAR)


def verifying(day: date = BEFORE) -> Report:
    """A report that its district passed on: every body has its part."""
    report = filled(day)
    sent = actions.send(report, 0, acting=commune(day))
    return actions.forward(sent, sent.version, acting=district(day))


def check(report: Report, part: str) -> Check:
    return Check.objects.get(report=report, part=part)


def verify_all(report: Report, day: date = BEFORE) -> None:
    for row in Check.objects.filter(report=report).exclude(state="verified"):
        actions.verify(row, row.version, acting=body(row, day))


def plain_report(code: str, year: int = YEAR, state: str = "verifying") -> Report:
    """A report of a unit at its bodies, without figures: something to open and to be refused at."""
    report, made = Report.objects.get_or_create(
        unit=unit(code),
        set=the_set(),
        year=year,
        defaults={"state": state, "sent_on": BEFORE, "started_at": "2025-01-01T00:00:00Z", "version": 1},
    )
    if made:
        Check.objects.create(report=report, part="10", body=unit("CTK"), state="waiting", opened_on=BEFORE)
    return report
