"""The certificates of a decision: what `documents.actions.prepare_batch` needs, drawn from the register's own rows."""

from collections.abc import Sequence
from typing import Any

from chungsuc.documents.facts import LetterheadFact, Office
from chungsuc.law.periods import show_day

from ..models import Award, Decision
from ..models.decisions import DECISION
from ..rules.naming import merit_said
from .decision import plan_name

MOST = 1000
KINDS = {"GK": "giay-khen", "BK": "bang-khen"}


def kind_of(form: str) -> str:
    """The kind of certificate of a form of ours; "" for what is printed by whoever decides above the province."""
    return KINDS.get(form.split("_")[0], "")


def office_of(head: LetterheadFact, position: str) -> Office:
    """In which capacity the decision was signed, which is how its certificates are: "Phó Chủ tịch" signs for the head.

    The head's own where no position was recorded; a position that the pack does not know stands as it was recorded.
    """
    if not position:
        return head.offices[0]
    wanted = position.casefold()
    known = (office for office in head.offices if office.office.casefold() == wanted)
    return next(known, Office("", position.upper()))


def batch_of(decision: Decision, awards: Sequence[Award], head: LetterheadFact) -> dict[str, Any]:
    """What the batch of these awards says; each entry is known again by its award. One query."""
    name, _, position = decision.signer.partition(",")
    office, movement = office_of(head, position.strip()), plan_name()
    common = {
        "issuer": head.authority_line,
        "verb": "TẶNG",
        "decision": f"Quyết định số {decision.number} ngày {show_day(decision.decided_on)}"
        if decision.decided_on
        else f"Quyết định số {decision.number}",
        "place": head.place,
        "authority": office.authority,
        "of": office.of,
        "office": office.office,
        "name": name.strip(),
    }
    return {
        "day": decision.decided_on,
        "common": common,
        "entries": [
            {
                "recipient": award.name,
                "detail": award.place,
                "reason": merit_said(award.merit, movement),
                "key": str(award.pk),
            }
            for award in awards
        ],
        "source": DECISION,
        "source_key": str(decision.pk),
    }
