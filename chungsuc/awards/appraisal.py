"""The appraisal of a dossier as its page shows it to somebody: clocks, findings, opinions, posting, visits, acts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from chungsuc.organisations.access import Person
from chungsuc.questions.asking import Asking, answer, together

from .access import NTM, PROVINCE, examines, receives
from .actions.appraising import OWN_DRAFT
from .facts.appraisal import Found, appraised_asked, untold
from .facts.clocks import Clocks, Timing
from .facts.criteria import texts_asked
from .models import Dossier
from .models import appraisal as checks
from .workflow.dossiers import ACTS, CONTENT, DRAFT, FORMAL, RECEIVES

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


CHECKED = {
    FORMAL: ("the-thuc", "Kiểm tra thể thức", checks.FORMAL),
    CONTENT: ("noi-dung", "Thẩm định nội dung", checks.CONTENT),
}
"""The check of each step: the last part of its address, its words, its kind."""


@dataclass(frozen=True)
class Panel:
    """What the page of a dossier says of its appraisal. `acts`: address part and words of what this person may do now.

    `check`: address part and words of the check of this step, for who judges; `checked`: something of it was found.
    `own`: why the person, who receives, does not judge this one; `judges`: the person receives for the body;
    `confirms`: answers for results of the programme; `sees_opinions`: also what was answered.
    """

    clocks: Clocks
    stop: Any
    found: tuple[Found, ...]
    opinions: tuple[Any, ...]
    posting: Any
    visits: tuple[Any, ...]
    told: tuple[str, ...]
    acts: tuple[tuple[str, str], ...]
    check: tuple[str, str] | None
    checked: bool
    own: str
    judges: bool
    confirms: bool
    sees_opinions: bool


def panel(dossier: Dossier, person: Person, day: date) -> Panel | None:
    """The appraisal of a dossier that was handed in; None before. One query.

    Opinions and visits are for who examines: the unit that proposes reads that they were asked, not what was said.
    """
    return answer(panel_asked(dossier, person, day))


def panel_asked(dossier: Dossier, person: Person, day: date) -> Asking[Panel | None]:
    """`panel` for whoever asks more in the same query. One round, none for a dossier that was not handed in."""
    if dossier.state == DRAFT:
        return None
    askings: list[Asking[Any]] = [appraised_asked(dossier), Timing.asked(), texts_asked(dossier.received_on or day)]
    known, timing, texts = yield from together(askings)
    judges = receives(person, dossier.body)
    kind = CHECKED.get(dossier.state)
    return Panel(
        clocks=timing.of(known.timed, day),
        stop=known.stop,
        found=tuple(replace(one, texts=texts.get(dossier.subject.kind, ())) for one in known.found),
        opinions=known.opinions,
        posting=known.posting,
        visits=known.visits,
        told=tuple(untold(known.visits, known.samples)),
        acts=tuple(_acts(dossier)) if judges else (),
        check=(kind[0], kind[1]) if judges and kind else None,
        checked=kind is not None and any(one.row.kind == kind[2] for one in known.found),
        own=OWN_DRAFT if judges and dossier.by == person.username else "",
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
