"""Other state awards of a year, given or proposed, that the rule about two of them in a year may count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from ..models import Award, Dossier
from ..models.decisions import STANDING
from ..rules.eligibility_facts import StateAward
from ..rules.eligibility_lines import STATE_LEVEL
from ..rules.matching import Former
from ..workflow.dossiers import AWARDED, DRAFT
from .results import Known

if TYPE_CHECKING:
    from .eligibility import Asked, LawRead


def state_awards_asked(own: Q, asked: Asked, read: LawRead) -> dict[str, Any]:
    """The querysets of state awards of the subjects in the year of receipt, by name.

    The rule speaks of what is proposed in a year: an award whose dossier is here counts in the year of its receipt, one
    that a list told of in the year of its decision.
    """
    states = [code for code, level in read.form.levels.items() if level == STATE_LEVEL]
    year = asked.received.year
    proposed = Q(received_on__year=year) | Q(received_on=None, drafted_on__year=year)
    here = Q(dossier=None, decided_on__year=year) | Q(dossier__received_on__year=year)
    dossiers = Dossier.objects.standing().exclude(state__in=(DRAFT, AWARDED)).exclude(pk__in=asked.but)
    given = Award.objects.filter(here, state=STANDING, form__in=states).exclude(dossier_id__in=asked.but)
    return {
        "given": given.filter(own).select_related("subject"),
        "proposed": dossiers.filter(own, proposed, form__in=states).select_related("subject"),
    }


def state_awards(
    known: Known, rows: Mapping[str, Any], former: Mapping[int, tuple[Former, ...]], asked: Asked, read: LawRead
) -> dict[int, tuple[StateAward, ...]]:
    """By subject: those given or proposed to it, then those that a file tells of or that bear its name only."""
    found: dict[int, list[StateAward]] = {one.pk: [] for one in known.subjects}
    for row in rows["given"]:
        for pk in known.owners(row.subject):
            found[pk].append(StateAward(f"{row.form_name}, Quyết định {row.number}", row.merit_kind))
    for row in rows["proposed"]:
        if row.form == asked.form and row.round_id == (asked.round.pk if asked.round else None):
            continue  # this very proposal
        for pk in known.owners(row.subject):
            words = f"hồ sơ đề nghị số {row.pk}, {read.names.get(row.form, row.form)}"
            found[pk].append(StateAward(words, row.merit_kind))
    in_register = {f"award:{row.pk}" for row in rows["given"]}
    for pk, matches in former.items():
        found[pk] += [
            StateAward(f"{one.award.words} ({one.why})", one.award.merit_kind, one.own and not one.award.unconfirmed)
            for one in matches
            if _of_the_year(one, asked.received.year) and one.award.key not in in_register
        ]
    return {pk: tuple(of) for pk, of in found.items()}


def _of_the_year(one: Former, year: int) -> bool:
    """Whether a match may be another state award of the year: an own award of the register was counted already."""
    award = one.award
    counted = one.own and award.key.startswith("award:")
    stands = not (counted or award.revoked or one.dismissed)
    return stands and award.level == STATE_LEVEL and award.decided_on.year == year
