"""The register as pages, commands and other rooms read it: one award with what became of it, money, a dossier's end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from chungsuc.budget.registry import AwardMoney
from chungsuc.councils.facts import ItemResult, result_of
from chungsuc.documents.models import Certificate, CertificateBatch

from ..models import Award, AwardStep, Decision
from ..models.decisions import DECISION, PREPARED, REPLACED, REVOKED, STANDING
from ..models.dossiers import SUBJECT
from ..rules.decisions import span_said

STEPS = {"correct": "Đính chính", "revoke": "Thu hồi, hủy bỏ", "replace": "Thay bằng quyết định khác"}
PARTS = {
    "name": "tên", "place": "chức vụ, đơn vị", "merit": "thành tích", "number": "số quyết định", "signer": "người ký",
    "works": "công trình được thưởng",
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """What became of an award, with what was written before it."""

    row: AwardStep
    label: str
    before: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AwardRecord:
    """One award with its steps, its certificates and the awards before and after it."""

    row: Any
    steps: tuple[Step, ...]
    certificates: tuple[Certificate, ...]
    former: Award | None
    later: Award | None

    @property
    def years(self) -> str:
        """The years that it is for, in words."""
        return span_said(self.row.since, self.row.until)


def record_of(award: Any) -> AwardRecord:
    """Everything that the register knows of an award. At most four queries."""
    steps = tuple(
        Step(
            row,
            STEPS.get(row.act, row.act),
            tuple((PARTS[name], str(text) or "để trống") for name, text in row.before.items() if name in PARTS),
        )
        for row in award.award_steps.all()
    )
    later = Award.objects.filter(supersedes=award).first()
    former = Award.objects.filter(pk=award.supersedes_id).first() if award.supersedes_id else None
    return AwardRecord(award, steps, tuple(certificates_of(award)), former, later)


def certificates_of(award: Award) -> Sequence[Certificate]:
    """The certificates that were given for an award, the newest first. One query, none without a decision."""
    if award.decision_id is None:
        return ()
    found = Certificate.objects.about(DECISION, str(award.decision_id)).filter(key=str(award.pk))
    return list(found.select_related("number", "batch").order_by("-pk"))


def batches_of(decision: Decision) -> list[CertificateBatch]:
    """The batches of certificates of a decision that were not dropped, the oldest first. One query."""
    rows = CertificateBatch.objects.filter(source=DECISION, source_key=str(decision.pk)).exclude(state="dropped")
    return list(rows.order_by("pk"))


@dataclass(frozen=True)
class Outcome:
    """What came of a dossier: the council's vote, the decision that is being prepared, the award."""

    vote: ItemResult | None
    prepared: Decision | None
    award: Award | None

    @property
    def empty(self) -> bool:
        """Whether nothing came of it yet."""
        return self.vote is None and self.prepared is None and self.award is None


def panel(dossier: Any, person: Any, day: date) -> Outcome:
    """What came of a dossier, for its page. At most five queries, fewer before the council."""
    award = Award.objects.filter(dossier=dossier).first()
    rows = Decision.objects.filter(body_id=dossier.body_id, form=dossier.form, state=PREPARED) if not award else []
    prepared = next((row for row in rows if dossier.pk in row.dossiers), None)
    return Outcome(result_of(SUBJECT, str(dossier.pk)), prepared, award)


def award_money(year: int, day: date) -> AwardMoney:
    """The award money of a year by decisions taken here: what was paid with an award that was replaced since stays with
    its first decision, what was revoked does not count. One query.
    """
    paid = Award.objects.until(day).filter(decided_on__year=year, state__in=(STANDING, REPLACED))
    rows = paid.exclude(decision=None).exclude(superseded_by__state=REVOKED)
    found = rows.aggregate(money=Sum("bonus"), decisions=Count("decision", distinct=True))
    return AwardMoney(Decimal(found["money"] or 0), found["decisions"])


__all__ = [
    "PARTS",
    "STEPS",
    "AwardRecord",
    "Outcome",
    "Step",
    "award_money",
    "batches_of",
    "certificates_of",
    "panel",
    "record_of",
]
