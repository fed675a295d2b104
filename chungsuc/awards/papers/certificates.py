"""The certificates of a decision: what `documents.actions.prepare_batch` needs, drawn from the register's own rows."""

from collections.abc import Sequence
from typing import Any

from chungsuc.documents.facts import LetterheadFact
from chungsuc.law.periods import show_day

from ..models import Award, Decision
from ..models.decisions import DECISION

MOST = 1000
KINDS = {"GK": "giay-khen", "BK": "bang-khen"}


def kind_of(form: str) -> str:
    """The kind of certificate of a form of ours; "" for what is printed by whoever decides above the province."""
    return KINDS.get(form.split("_")[0], "")


def batch_of(decision: Decision, awards: Sequence[Award], head: LetterheadFact) -> dict[str, Any]:
    """What the batch of these awards says; each entry is known again by its award."""
    office = head.offices[0]
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
        "name": decision.signer.split(",")[0].strip(),
    }
    return {
        "day": decision.decided_on,
        "common": common,
        "entries": [
            {
                "recipient": award.name,
                "detail": award.place,
                "reason": " ".join(award.merit.split()),
                "key": str(award.pk),
            }
            for award in awards
        ],
        "source": DECISION,
        "source_key": str(decision.pk),
    }
