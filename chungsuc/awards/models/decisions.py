"""Decisions of award and the register of awards. What was given is never overwritten: what follows is a step."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chungsuc.documents.models import CertificateBatch, Paper
from chungsuc.imports.models import Batch
from chungsuc.organisations.models import Unit

from ..queries import AwardQuerySet
from ..rules.naming import MERIT_KINDS
from .dossiers import Dossier
from .rounds import Round
from .subjects import AwardSubject

AWARD, DECISION = "awards.award", "awards.decision"
PREPARED, TAKEN, DROPPED = "prepared", "taken", "dropped"
DECISION_STATES = [(PREPARED, "đang lập"), (TAKEN, "đã ký"), (DROPPED, "đã bỏ")]
STANDING, REVOKED, REPLACED, UNDONE = "standing", "revoked", "replaced", "undone"
AWARD_STATES = [
    (STANDING, "còn giá trị"), (REVOKED, "đã thu hồi, hủy bỏ"), (REPLACED, "đã thay bằng quyết định khác"),
    (UNDONE, "đã hoàn tác lần nhập"),
]  # fmt: skip


class Decision(models.Model):
    """A decision of award about one form, drawn from the list that the council passed (`dossiers`, as drawn)."""

    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="award_decisions")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, related_name="decisions")
    form = models.CharField("hình thức", max_length=60)
    dossiers: models.JSONField = models.JSONField("hồ sơ trong danh sách")
    state = models.CharField("tình trạng", max_length=10, choices=DECISION_STATES, default=PREPARED)
    version = models.PositiveIntegerField("lần thay đổi", default=1)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="award_decisions")
    batch = models.ForeignKey(CertificateBatch, on_delete=models.PROTECT, null=True, related_name="award_decisions")
    decided_on = models.DateField("ký ngày", null=True)
    number = models.CharField("số quyết định", max_length=100, blank=True)
    signer = models.CharField("người ký", max_length=300, blank=True)
    by = models.CharField("người lập", max_length=150)
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_taken_decision_has_number_and_day",
                condition=~Q(state=TAKEN) | Q(decided_on__isnull=False) & ~Q(number="") & ~Q(signer=""),
            )
        ]

    def __str__(self) -> str:
        return f"Quyết định khen thưởng số {self.number or 'chưa có'}"


class Award(models.Model):
    """One entry of the register of awards: given by a decision here, or known from a list that was brought in.

    `name`, `place` are as the decision says them. `bonus` in đồng with the coefficient and base salary it was worked
    out from; None with the reason in `bonus_words` where a rule was missing. `since`, `until`: the years it is for.
    """

    subject = models.ForeignKey(AwardSubject, on_delete=models.PROTECT, related_name="awards")
    form = models.CharField("hình thức", max_length=60)
    form_name = models.CharField("hình thức, bằng lời", max_length=300)
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, null=True, related_name="award")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="awards")
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    imported = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="awards")
    name = models.CharField("tên trong quyết định", max_length=300)
    name_key = models.CharField("tên để tìm", max_length=400)
    place = models.CharField("chức vụ, đơn vị", max_length=400, blank=True)
    collective = models.BooleanField("tập thể")
    merit = models.TextField("thành tích", blank=True)
    merit_kind = models.CharField("khen theo", max_length=20, blank=True, choices=list(MERIT_KINDS.items()))
    decided_on = models.DateField("ký ngày")
    number = models.CharField("số quyết định", max_length=100)
    signer = models.CharField("người ký", max_length=300, blank=True)
    regime = models.CharField("thời kỳ pháp luật", max_length=20, blank=True)
    since = models.PositiveSmallIntegerField("thành tích từ năm", null=True)
    until = models.PositiveSmallIntegerField("đến năm", null=True)
    bonus = models.PositiveBigIntegerField("tiền thưởng, đồng", null=True)
    coefficient = models.DecimalField("hệ số", max_digits=8, decimal_places=3, null=True)
    base_salary = models.PositiveBigIntegerField("lương cơ sở, đồng", null=True)
    bonus_words = models.TextField("căn cứ tính tiền thưởng", blank=True)
    works = models.CharField("công trình được thưởng", max_length=300, blank=True)
    state = models.CharField("tình trạng", max_length=10, choices=AWARD_STATES, default=STANDING)
    version = models.PositiveIntegerField("lần thay đổi", default=1)
    by = models.CharField("người ghi", max_length=150)
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-decided_on", "-id"]
        indexes: ClassVar = [
            models.Index(name="award_name", fields=["name_key"]),
            # With the state a page and its count are told from the index alone, however long the register.
            models.Index(name="award_day_state", fields=["-decided_on", "-id", "state"]),
            models.Index(name="award_form_day_state", fields=["form", "-decided_on", "-id", "state"]),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="an_award_names_its_decision", condition=~Q(number="") & ~Q(name="")),
            models.UniqueConstraint(
                name="one_standing_award_a_subject_form_number",
                fields=["subject", "form", "number", "decided_on"],
                condition=Q(state=STANDING),
            ),
        ]

    def __str__(self) -> str:
        return f"Khen thưởng số {self.pk}"

    @property
    def state_label(self) -> str:
        return str(dict(AWARD_STATES)[self.state])


class AwardStep(models.Model):
    """What became of an award after it was given: corrected, revoked, replaced. `before` holds what was changed."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="award_steps")
    act = models.CharField("việc", max_length=20)
    paper = models.CharField("văn bản", max_length=300)
    reason = models.TextField("lý do")
    on = models.DateField("ngày")
    before: models.JSONField = models.JSONField("trước khi đổi", default=dict)
    by = models.CharField("người ghi", max_length=150)
    by_name = models.CharField("họ tên", max_length=200, blank=True)
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["award_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="an_award_change_has_its_paper", condition=~Q(paper="") & ~Q(reason=""))
        ]

    def __str__(self) -> str:
        return f"{self.award_id}: {self.act}"
