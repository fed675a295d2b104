"""What a day says of certificates given again, and what is asked, for the pages and the acts."""

from datetime import date
from typing import Any

from chungsuc.organisations.lineage import future_of, last_name_of
from chungsuc.organisations.models import Unit
from chungsuc.rulebook.rule_facts import RuleFact, rule_on, rules_on

from .models import Certificate, Reissue
from .rules.reissuing import Why
from .workflow import ASKED, CERTIFICATE_STATES, REPLACED, VALID

WHYS, MARK = "rule:reissue_reasons", "rule:reissue_mark"


def whys_on(day: date) -> tuple[Why, ...]:
    """The reasons for which a certificate is given again that day; none while the rule is missing. One query."""
    rule = rule_on(WHYS, day)
    return () if rule.missing else tuple(Why(one["code"], one["name"], bool(one["corrects"])) for one in rule.value)


def mark_on(day: date) -> str:
    """How the new certificate says that it stands in another's place; "" while the rule is missing. One query."""
    rule = rule_on(MARK, day)
    return "" if rule.missing else str(rule.value)


def rules_of_reissue(day: date) -> list[RuleFact]:
    """Both rules with their sources, for the page. One query."""
    return list(rules_on([WHYS, MARK], day).values())


def said_on(certificate: Certificate) -> dict[str, str]:
    """What is printed on a certificate, and may be corrected; the batch's common achievement counts as its own."""
    reason = certificate.reason or certificate.batch.common.get("reason", "")
    return {"recipient": certificate.recipient, "detail": certificate.detail, "achievement": reason}


def why_no_reissue(state: str, later: str = "") -> str:
    """Why a certificate in a state cannot be given again, "" when it can. `later`: number of the one in its place."""
    if state == VALID:
        return ""
    if state == REPLACED:
        return f"Bằng này đã được cấp lại bằng số {later}. Nếu cần, hãy đề nghị cấp lại chính bằng ấy."
    return f"Bằng này {CERTIFICATE_STATES[state].label} nên không cấp lại được."


def body_that_reissues(unit: Unit, day: date) -> Unit | None:
    """The body itself while it stands, later the only one that it went into; else None. One query."""
    found = list(Unit.objects.on(day).filter(pk__in=future_of(unit.pk, day))[:2])
    return found[0] if len(found) == 1 else None


def reissues_of(certificate: Certificate) -> list[Reissue]:
    """The requests about a certificate, the newest first, with what was given. One query."""
    rows = Reissue.objects.filter(certificate=certificate)
    return list(rows.select_related("certificate__batch__unit", "certificate__number", "given__number"))


def reissues_to_decide(unit_ids: Any) -> Any:
    """The requests of some bodies that wait for a decision, the oldest first, with the body's name. Adds no query."""
    rows = Reissue.objects.filter(state=ASKED, certificate__state=VALID, certificate__batch__unit_id__in=list(unit_ids))
    named = rows.select_related("certificate__batch", "certificate__number")
    return named.annotate(body=last_name_of("certificate__batch__unit_id")).order_by("id")
