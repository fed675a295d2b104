"""Dossiers for tests, by the room's own acts: a round as a row, a confirmed achievement, a dossier on its way."""

from datetime import date
from typing import Any

from chungsuc.awards.actions import consents, dossiers, handing
from chungsuc.awards.models import AwardSubject, Dossier, Listing, Round
from chungsuc.evidence.tests.documents import put
from chungsuc.exemplars.tests.rows import person
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit

from . import rows

COMMUNE = "dn-24673"
DAY = date(2023, 11, 1)  # in the review year 2023, under the law of 2003
YEARLY = date(2024, 5, 2)


def round_of(body: str = "", *, forms: tuple[str, ...] = ("BK_TINH",), day: date = DAY, name: str = "") -> Round:
    """A round as a row, without its list: of the province, or of the body with this code."""
    unit = Unit.objects.get(code=body) if body else Unit.objects.on(day).filter(kind="province")[0]
    called = name or f"Đợt năm {day.year}"
    said = {"forms": list(forms), "opened_on": day, "nominate_until": date(day.year, 12, 31), "by": "bài thử"}
    return Round.objects.get_or_create(body=unit, year=day.year, name=called, defaults=said)[0]


def line_of(round: Round, subject: AwardSubject) -> Listing:
    """A line of the round's list about a subject, as a row."""
    said = {"outcome": "met", "lines": [], "evidence": [], "built_on": round.opened_on}
    return Listing.objects.get_or_create(round=round, subject=subject, form=round.forms[0], defaults=said)[0]


def worthy(name: str = "Điểu K'Bé", *, day: date = DAY, unit: str = COMMUNE, times: int = 1) -> AwardSubject:
    """Somebody of a commune with confirmed achievements, told on `day`."""
    found = rows.subject(unit, name=name)
    for number in range(times):
        said = {"on": date(day.year, 3, 2), "title": f"Hiến đất làm đường thôn, lần {number + 1}"}
        made = rows.achievement(unit, of=found, office="SXD", **said)
        rows.judged(made, "confirm", person("department", "SXD", rows.LATER))
    return found


def drafted(subject: AwardSubject | None = None, *, form: str = "BK_TINH", day: date = DAY, **more: Any) -> Dossier:
    """A dossier that the commune is writing; of a form of the province in a round of that day."""
    about = subject or worthy(day=day)
    if form == "BK_TINH":
        more.setdefault("round", round_of(day=day))
    acting = rows.commune(day=day)
    at = Unit.objects.get(code=COMMUNE)
    return dossiers.draft(about, form, proposer=at, acting=acting, **more)


def agreed(made: Dossier, *, agrees: bool = True, day: date | None = None) -> Dossier:
    """The dossier with the nominee's word on a signed paper."""
    acting = rows.commune(day=day or made.drafted_on)
    made.refresh_from_db()
    paper = put(COMMUNE, f"Giấy đồng ý, hồ sơ {made.pk}, lần {made.consents.count()}")
    consents.record_signed(made, made.version, agrees=agrees, document=paper, acting=acting)
    made.refresh_from_db()
    return made


def submitted(subject: AwardSubject | None = None, *, day: date = DAY, **more: Any) -> Dossier:
    """A dossier that was handed in."""
    made = agreed(drafted(subject, day=day, **more))
    handing.submit(made, made.version, acting=rows.commune(day=day))
    made.refresh_from_db()
    return made


def reader(role: str, unit: str, day: date = DAY) -> Person:
    """Somebody of another desk on that day."""
    return person(role, unit, day)


def at_commune(unit: str, day: date, *, name: str = "", handed_in: bool = False) -> Dossier:
    """A dossier for a state award that the commune with this code writes on `day`, or handed in."""
    at, called = Unit.objects.get(code=unit), name or f"Người {unit}"
    day = max(day, at.since)
    acting = rows.commune(unit, day)
    known = Dossier.objects.filter(subject__unit=at, subject__name=called).first()
    if known is not None:
        return known
    about = rows.subject(unit, name=called)
    made = rows.achievement(unit, of=about, office="SXD", on=max(at.since, min(date(day.year, 1, 5), rows.LATER)))
    rows.judged(made, "confirm", person("department", "SXD", day))
    row = dossiers.draft(about, "BK_TTG", proposer=at, acting=acting)
    if handed_in:
        paper = put(unit, f"Giấy đồng ý {row.pk}")
        consents.record_signed(row, row.version, agrees=True, document=paper, acting=acting)
        handing.submit(row, row.version, acting=acting)
        row.refresh_from_db()
    return row
