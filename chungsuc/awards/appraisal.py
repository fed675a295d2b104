"""The appraisal of a dossier as its page shows it to somebody: clocks, findings, opinions, posting, visits, acts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from chungsuc.organisations.access import Person

from .access import NTM, PROVINCE, examines, receives
from .facts.appraisal import Found, last_found, opinions_of, posting_of, running_stop, untold
from .facts.clocks import Clocks, Timing
from .models import Dossier
from .workflow.dossiers import ACTS, APPRAISING, DRAFT, RECEIVES, SUBMITTED

QUEUED = (SUBMITTED, *APPRAISING)
SLUGS = {
    "nhan": "receive",
    "dat-the-thuc": "pass_formal",
    "du-dieu-kien": "appraise",
    "hop-xet": "minutes_pass",
    "trinh-cap-tren": "forward",
    "bo-sung-the-thuc": "stop_formal",
    "bo-sung-noi-dung": "stop_content",
    "cap-tren-khong-khen": "decline",
    "khong-du-dieu-kien": "refuse",
}
"""The acts of who receives, by the last part of their address, what leads on first; announcing is done for many at
once on its own page."""


@dataclass(frozen=True)
class Panel:
    """What the page of a dossier says of its appraisal. `acts`: address part and words of what this person may do now.

    `judges`: the person receives for the body; `confirms`: answers for results of the
    programme; `sees_opinions`: also what was answered.
    """

    clocks: Clocks
    stop: Any
    found: tuple[Found, ...]
    opinions: tuple[Any, ...]
    posting: Any
    visits: tuple[Any, ...]
    told: tuple[str, ...]
    acts: tuple[tuple[str, str], ...]
    judges: bool
    confirms: bool
    sees_opinions: bool


def panel(dossier: Dossier, person: Person, day: date) -> Panel | None:
    """The appraisal of a dossier that was handed in; None before. At most eight queries, one more with a round.

    Opinions and visits are for who examines: the unit that proposes reads that they were asked, not what was said.
    """
    if dossier.state == DRAFT:
        return None
    judges = receives(person, dossier.body)
    row: Any = Dossier.objects.timed().get(pk=dossier.pk)
    visits = tuple(dossier.visits.all()) if dossier.received_on else ()
    return Panel(
        clocks=Timing.read().of(row, day),
        stop=running_stop(dossier),
        found=last_found(dossier),
        opinions=tuple(opinions_of(dossier)),
        posting=posting_of(dossier),
        visits=visits,
        told=tuple(untold(dossier, visits)),
        acts=tuple(_acts(dossier)) if judges else (),
        judges=judges,
        confirms=person.may(NTM) and dossier.body.kind == PROVINCE,
        sees_opinions=judges or examines(person),
    )


def _acts(dossier: Dossier) -> Iterable[tuple[str, str]]:
    for slug, code in SLUGS.items():
        act = ACTS[code]
        if code == "minutes_pass" and dossier.body.kind == PROVINCE:
            continue  # the province's council votes here
        if act.actor == RECEIVES and dossier.state in act.before:
            yield slug, act.label
