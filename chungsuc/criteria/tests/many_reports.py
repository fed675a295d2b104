"""A desk full of reports, as rows: what a province's office has before it on the busiest day."""

from datetime import date

from chungsuc.criteria.facts.judging import owners_on
from chungsuc.criteria.models import Check, CriteriaSet, Report
from chungsuc.organisations.models import Unit

SENT = date(2024, 1, 10)
BODY = "SXD"


def reports(number: int, *, first: int = 0) -> None:
    """Reports of communes year by year, from the one in place `first` on, each with every part of its set before its body.

    A third of the parts are verified, a few came back; every part of the first criterion waits for `BODY`.
    """
    chosen = CriteriaSet.objects.get(code="xa_ntm_2021_2025")
    parts = [(part, owner.body_id) for part, owner in owners_on(chosen.code, SENT).items()]
    desk = Unit.objects.get(code=BODY).pk
    communes = list(Unit.objects.filter(kind="commune", code__startswith="dn-").order_by("code"))
    for place in range(first, first + number):
        unit, year = communes[place % len(communes)], 2010 + place // len(communes)
        report = Report.objects.create(
            unit=unit, set=chosen, year=year, state="verifying", sent_on=SENT, version=1, started_at="2024-01-01T00:00Z"
        )
        Check.objects.bulk_create(_check(report, part, body, desk, place) for part, body in parts)


def _check(report: Report, part: str, body: int, desk: int, place: int) -> Check:
    turn = (place + int(part.partition(".")[0])) % 6
    state = "waiting" if part == "1" else {0: "verified", 1: "verified", 2: "returned"}.get(turn, "waiting")
    decided = {"decided_on": SENT, "decided_by": "bài thử"} if state == "verified" else {}
    return Check(
        report=report, part=part, body_id=desk if part == "1" else body, state=state, opened_on=SENT, **decided
    )
