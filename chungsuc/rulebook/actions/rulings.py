"""A named officer's written decision for one matter whose rule is missing."""

from datetime import date
from typing import Any

from django.db import transaction

from chungsuc.audit.actions import record

from .. import events
from ..models import Ruling
from ..rule_facts import rule_on
from .values import FigureRefused, as_json


@transaction.atomic
def record_ruling(
    key: str,
    subject: str,
    *,
    value: Any,
    paper: str,
    reason: str,
    by: str,
    by_name: str,
    on: date,
    post: str = "",
    lacking: date | None = None,
) -> Ruling:
    """Records a named officer's written decision of the day `on` for one matter whose rule is missing.

    `lacking`: the day of which the rule is missing, where that is not the day of the decision. Writes a Ruling and one
    event; FigureRefused where the rule is known, was ruled already, or paper or reason lack.
    """
    rule = rule_on(key, lacking or on, subject)
    if not rule.missing or Ruling.objects.filter(key=key, subject=subject).exists():
        raise FigureRefused(f"Đã có quy định «{rule.label}» cho ngày này. Hãy theo quy định ấy.")
    if not paper.strip() or not reason.strip():
        raise FigureRefused("Hãy ghi số văn bản và lý do của quyết định.")
    ruling = Ruling.objects.create(
        key=key,
        subject=subject,
        value_json=as_json(value),
        paper=paper.strip(),
        reason=reason.strip(),
        by=by,
        by_name=by_name,
        on=on,
    )
    record(
        events.RULING_RECORDED,
        actor=by,
        subject_type="rulebook.ruling",
        subject_id=f"{key}/{subject}"[:200],
        subject_label=rule.label[:200],
        details={"value": ruling.value_json, "subject": subject, "decided_by": by_name},
        reason=reason.strip(),
        paper=paper.strip(),
        actor_post=post,
    )
    return ruling
