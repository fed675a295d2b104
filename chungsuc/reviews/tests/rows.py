"""Reports as rows for tests of other rooms: made once, whatever the present day."""

from typing import Any

from chungsuc.accounts.models import User
from chungsuc.organisations.actions import give_post
from chungsuc.organisations.models import Unit
from tests.province import POSTS, Province

from ..models import ReportRound, ReviewProgramme, UnitReport
from ..outline import planned_round
from .office import CUT_OFF, YEARLY, Office


class Others(Province):
    """People of the same roles with accounts of their own, so that a test's people stay to be made."""

    def account(self, name: str) -> Any:
        username = f"bc-{name}"
        found = User.objects.filter(username=username).first()
        if found is None:
            role, unit, since, until = POSTS[name]
            found = User.objects.create(username=username, full_name=f"Người {name}", must_change_password=False)
            about = Unit.objects.get(code=unit)
            give_post(account=found, role=str(role), unit=about, since=since, until=until, by="bài thử")
        return found


def yearly(code: str = YEARLY) -> ReportRound | None:
    """An opened round; None where the pack plans none. The frozen one of 2023 has a received report."""
    if planned_round(code) is None:
        return None
    known = ReportRound.objects.filter(code=code).first()
    return known or _opened(code)


def _opened(code: str) -> ReportRound:
    planned: Any = planned_round(code)
    days = {name: getattr(planned, name) for name in ("opens_on", "due", "cut_off")}
    return ReportRound.objects.create(
        code=code, kind=planned.kind, name=planned.name, year=planned.year, opened_on=planned.opens_on, state="drafting",
        version=1, **days,
    )  # fmt: skip


def report(unit: str, code: str = "hang-nam-2025") -> UnitReport | None:
    """A unit's report that is being written; None where the pack plans no such round."""
    round = yearly(code)
    if round is None:
        return None
    about = Unit.objects.get(code=unit)
    return UnitReport.objects.get_or_create(round=round, unit=about, defaults={"state": "draft", "version": 1})[0]


def frozen() -> ReportRound:
    """The round of 2023 with a received report, its figures frozen, its text edited, the paper approved."""
    known = ReportRound.objects.filter(code=YEARLY, freezes__number=1).first()
    if known is not None:
        return known
    return Office(Others()).approved()


def programme() -> ReportRound:
    """The review of 2023 with its conference."""
    round = yearly("so-ket-2023")
    assert round is not None
    fields = {
        "held_on": CUT_OFF,
        "starts_at": "08:00",
        "place": "Hội trường",
        "chair": "Chủ trì",
        "guests": ["UBND các huyện"],
    }
    ReviewProgramme.objects.get_or_create(round=round, defaults=fields)
    return round
