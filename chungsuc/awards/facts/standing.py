"""Where dossiers of a list stand: who has each in hand, since when, and what its unit still lacks."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import OuterRef, Subquery

from chungsuc.law.pack_awards import DOSSIER
from chungsuc.questions.together import rows_together
from chungsuc.rulebook.rule_facts import RuleFact

from ..models import AchievementUse, ClockStop, Dossier, DossierPaper, DossierStep, NomineeConsent
from ..workflow import dossiers as ways

PROPOSER, BODY = "proposer", "body"
HOLDERS: Mapping[str, str] = {
    ways.DRAFT: PROPOSER,
    ways.SUBMITTED: BODY,
    ways.FORMAL: BODY,
    ways.FORMAL_STOPPED: PROPOSER,
    ways.CONTENT: BODY,
    ways.CONTENT_STOPPED: PROPOSER,
    ways.APPRAISED: "Hội đồng",
    ways.PASSED: BODY,
    ways.ANNOUNCED: "người ký quyết định",
    ways.FORWARDED: "cấp trên",
}


def holder_of(row: Any) -> str:
    """Who has a dossier (with its names, `told()`) in hand now, in words; "" when it has ended."""
    who = HOLDERS.get(row.state, "")
    if who == PROPOSER:
        return str(row.proposer_name)
    return str(row.body_name) if who == BODY else who


def with_since(rows: Any) -> Any:
    """Adds the day of each dossier's last step (`since`). No query more."""
    steps = DossierStep.objects.filter(dossier=OuterRef("pk")).order_by("-seq")
    return rows.annotate(since=Subquery(steps.values("on")[:1]))


def lacking(rows: Sequence[Dossier], rules: Mapping[str, RuleFact]) -> dict[int, tuple[str, ...]]:
    """What the unit that has each dossier in hand still lacks, in few words each; nothing for the others.

    `rules`: the components of the day by their key. At most two queries, for any number of dossiers (with subjects).
    """
    drafts = [row for row in rows if row.state == ways.DRAFT]
    stopped = [row.pk for row in rows if row.state in ways.STOPPED]
    found: dict[int, tuple[str, ...]] = {}
    if stopped:
        asked = ClockStop.objects.filter(dossier_id__in=stopped, until=None).values_list("dossier_id", "asked")
        found |= {pk: (f"bổ sung: {words}",) for pk, words in asked}
    if not drafts:
        return found
    ids = [row.pk for row in drafts]
    parts = rows_together({
        "papers": DossierPaper.objects.filter(dossier_id__in=ids, removed_on=None).values_list("dossier_id", "part"),
        "words": NomineeConsent.objects.filter(dossier_id__in=ids, replaced=False).values_list("dossier_id", "agrees"),
        "uses": AchievementUse.objects.filter(dossier_id__in=ids).values_list("dossier_id", flat=True),
    })  # fmt: skip
    there: dict[int, set[str]] = {}
    for pk, part in parts["papers"]:
        there.setdefault(pk, set()).add(part)
    words, used = dict(parts["words"]), set(parts["uses"])
    for row in drafts:
        rule = rules.get(f"{DOSSIER}{row.form}")
        told = [] if row.pk in used else ["thành tích làm căn cứ"]
        if not row.subject.itself and words.get(row.pk) is None:
            told.append("xác nhận của người được đề nghị")
        elif words.get(row.pk) is False:
            told.append("người được đề nghị không đồng ý")
        asked_for = rule.value["documents"] if rule else ()
        found[row.pk] = (*told, *(part for part in asked_for if part not in there.get(row.pk, ())))
    return found
