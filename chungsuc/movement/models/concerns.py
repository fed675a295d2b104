"""What units find difficult or propose, with every step to the answer."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chungsuc.organisations.models import Unit

from ..workflow import ACTS, STATES, TRANSFER
from .plan import Plan


class Concern(models.Model):
    """A difficulty or proposal of a unit, at the office that has to answer. `due` None: no rule gives a clock."""

    KINDS: ClassVar = [
        ("difficulty", "khó khăn, vướng mắc"),
        ("proposal", "kiến nghị"),
        ("change", "đề nghị điều chỉnh kế hoạch"),
    ]

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="concerns")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="concerns")
    kind = models.CharField("loại", max_length=20, choices=KINDS)
    title = models.CharField("về việc", max_length=200)
    text = models.TextField("nội dung")
    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="concerns_to_answer")
    raised_on = models.DateField("ngày gửi")
    raised_by = models.CharField("người gửi", max_length=150)
    raised_by_name = models.CharField("họ tên", max_length=200)
    counted_from = models.DateField("tính hạn từ ngày")
    due = models.DateField("hạn trả lời", null=True)
    state = models.CharField("tình trạng", max_length=20, choices=[(s.code, s.label) for s in STATES.values()])
    version = models.PositiveIntegerField("lần ghi", default=1)
    answered_on = models.DateField("ngày trả lời", null=True)

    class Meta:
        ordering: ClassVar = ["-raised_on", "-id"]
        indexes: ClassVar = [models.Index(name="concern_unit_and_state", fields=["unit", "state"])]
        constraints: ClassVar = [
            models.CheckConstraint(name="concern_says_something", condition=~Q(title="") & ~Q(text="")),
            models.CheckConstraint(name="concern_state_known", condition=Q(state__in=list(STATES))),
            models.CheckConstraint(name="concern_is_not_its_own_office", condition=~Q(unit=F("office"))),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        """How people refer to it."""
        return f"KN-{self.pk:04d}"


class ConcernStep(models.Model):
    """One step of a concern: what was done, by whom, of which unit, to which office. Append-only."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField("việc", max_length=20, choices=[(a.code, a.label) for a in ACTS.values()])
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField("nội dung", blank=True)
    on = models.DateField("ngày")
    by = models.CharField("người ghi", max_length=150)
    by_name = models.CharField("họ tên", max_length=200)
    at = models.DateTimeField("lúc")

    class Meta:
        ordering: ClassVar = ["concern_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="transfer_names_the_office", condition=~Q(act=TRANSFER) | Q(to__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.concern}: {self.act}"
