"""The register as pages, commands and other rooms read it: one award with what became of it, money, a dossier's end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from chungsuc.budget.registry import AwardMoney
from chungsuc.councils.facts import ItemResult, result_asked
from chungsuc.documents.models import Certificate, CertificateBatch
from chungsuc.law.figures import show_money
from chungsuc.organisations.lineage import past_of
from chungsuc.organisations.models import Placement, Unit
from chungsuc.questions.asking import Asking, rows_of, together

from ..models import Award, AwardStep, Decision
from ..models.decisions import DECISION, PREPARED, REPLACED, REVOKED, STANDING
from ..models.dossiers import SUBJECT
from ..rules.decisions import span_said
from ..rules.naming import MERIT_KINDS
from ..workflow.dossiers import ANNOUNCED, APPRAISED, AWARDED, FAILED, FORWARDED, PASSED

STEPS = {"correct": "Đính chính", "revoke": "Thu hồi, hủy bỏ", "replace": "Thay bằng quyết định khác"}
VOTED = (APPRAISED, PASSED, ANNOUNCED, FORWARDED, AWARDED, FAILED)
PARTS = {
    "name": "tên", "place": "chức vụ, đơn vị", "merit": "thành tích", "number": "số quyết định", "signer": "người ký",
    "works": "công trình được thưởng", "merit_kind": "khen theo",
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
            tuple(
                (PARTS[name], MERIT_KINDS.get(text, str(text)) or "để trống")
                for name, text in row.before.items()
                if name in PARTS
            ),
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


def outcome_asked(dossier: Any) -> Asking[Outcome]:
    """What came of a dossier, for its page. One round, none before it is appraised."""
    waits = dossier.state in (ANNOUNCED, FORWARDED)
    given = Award.objects.filter(dossier=dossier) if dossier.state == AWARDED else Award.objects.none()
    lists = Decision.objects.filter(body_id=dossier.body_id, form=dossier.form, state=PREPARED)
    askings: list[Asking[Any]] = [rows_of(given), rows_of(lists if waits else lists.none())]
    if dossier.state in VOTED:
        askings.append(result_asked(SUBJECT, str(dossier.pk)))
    awards, rows, *votes = yield from together(askings)
    prepared = next((row for row in rows if dossier.pk in row.dossiers), None)
    return Outcome(next(iter(votes), None), prepared, next(iter(awards), None))


def award_money(year: int, day: date) -> AwardMoney:
    """The award money of a year by decisions taken here: what was paid with an award that was replaced since stays with
    its first decision, what was revoked does not count. One query.
    """
    paid = Award.objects.until(day).filter(decided_on__year=year, state__in=(STANDING, REPLACED))
    rows = paid.exclude(decision=None).exclude(superseded_by__state=REVOKED)
    found = rows.aggregate(money=Sum("bonus"), decisions=Count("decision", distinct=True))
    return AwardMoney(Decimal(found["money"] or 0), found["decisions"])


def units_within(unit: Any) -> frozenset[int]:
    """A unit with everything that went into it and whatever was ever placed under one of these. Few queries."""
    past = Unit.objects.filter(pk__in=past_of(unit.pk)).values_list("pk", flat=True)
    found = frozenset(past) | {unit.pk}
    level = found
    while level:
        level = frozenset(Placement.objects.filter(parent_id__in=level).values_list("unit_id", flat=True)) - found
        found |= level
    return found


def effects_of(award: Any, act: str) -> list[str]:
    """What an act on an award brings about, told before it is done. One query."""
    if act == "correct":
        return [
            "Sổ hiện nội dung mới; nội dung cũ còn ở lịch sử của khen thưởng này.",
            "Bằng đã in sai thì đề nghị cấp lại ở trang Văn bản, Bằng, giấy khen.",
        ]
    valid = [one for one in certificates_of(award) if one.state == "valid"]
    numbers = ", ".join(one.number.printed for one in valid)
    told = f"Bằng số {numbers} hết giá trị; trang tra cứu công khai báo ngay."
    ended = told if valid else "Không có bằng nào hết giá trị."
    money = f"{show_money(award.bonus)} " if award.bonus else ""
    if act == "revoke":
        return [
            "Khen thưởng mang tình trạng “đã thu hồi, hủy bỏ”, không còn tính khi xét khen lần sau.",
            ended,
            f"Tiền thưởng {money}không còn tính vào kinh phí khen thưởng của năm; việc thu hồi tiền làm theo văn bản.",
            "Không hoàn tác được; ghi nhầm thì phải ghi lại khen thưởng theo văn bản khác.",
        ]
    return [
        "Khen thưởng này mang tình trạng “đã thay bằng quyết định khác”; sổ có thêm một dòng theo quyết định mới.",
        ended,
        f"Tiền thưởng {money}chỉ tính một lần, theo quyết định cũ.",
    ]
