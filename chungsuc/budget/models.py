"""Estimates with their editions and steps; money allocated by source and spent by line. Rows are added, never changed:
only an estimate's state moves. What is wrong is taken back by a counter-entry with its reason.
"""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from chungsuc.organisations.models import Unit

from .queries import EstimateQuerySet, MoneyQuerySet, StepQuerySet
from .rules import PURPOSE_CHOICES, PURPOSES, Line, Source
from .workflow import ACTS, STATES


class Estimate(models.Model):
    """The estimate of a year that a unit drafts. `number` is the current edition's; `version` counts every write."""

    year = models.PositiveSmallIntegerField("năm")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="estimates")
    state = models.CharField("trạng thái", max_length=12, choices=[(s.code, s.label) for s in STATES.values()])
    version = models.PositiveIntegerField("lần", default=1)
    number = models.PositiveIntegerField("bản đang dùng", default=1)
    started_by = models.CharField("người lập", max_length=150)
    started_at = models.DateTimeField("lập lúc")

    objects = EstimateQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-year", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_estimate_a_year_and_unit", fields=["year", "unit"]),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"

    @property
    def state_label(self) -> str:
        return STATES[self.state].label

    @property
    def sign(self) -> str:
        return STATES[self.state].sign


class EstimateEdition(models.Model):
    """One wording of an estimate; what is written anew is the next one."""

    estimate = models.ForeignKey(Estimate, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField("bản")
    reason = models.CharField("lý do điều chỉnh", max_length=500, blank=True)
    by = models.CharField("người ghi", max_length=150)
    by_name = models.CharField("họ tên", max_length=200)
    at = models.DateTimeField("ghi lúc")

    class Meta:
        ordering: ClassVar = ["estimate_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="editions_of_an_estimate_are_numbered", fields=["estimate", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.estimate_id}/{self.number}"


class EstimateLine(models.Model):
    """A line of an edition; `norm` in đồng for one `measure`."""

    edition = models.ForeignKey(EstimateEdition, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField("dòng")
    purpose = models.CharField("mục chi", max_length=12, choices=PURPOSE_CHOICES)
    what = models.CharField("nội dung chi", max_length=400)
    norm = models.DecimalField("định mức, đồng", max_digits=15, decimal_places=0)
    basis = models.CharField("căn cứ định mức", max_length=400, blank=True)
    quantity = models.DecimalField("số lượng", max_digits=12, decimal_places=3)
    measure = models.CharField("đơn vị tính", max_length=60)
    source = models.CharField("mã nguồn", max_length=40)
    source_name = models.CharField("nguồn", max_length=200)

    class Meta:
        ordering: ClassVar = ["edition_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="lines_of_an_edition_are_numbered", fields=["edition", "position"]),
            models.CheckConstraint(name="a_line_of_an_estimate_costs", condition=Q(norm__gt=0, quantity__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}.{self.position}"

    @property
    def said(self) -> Line:
        """The line as rules read it."""
        return Line(
            self.purpose, self.what, self.norm, self.quantity, self.measure, Source(self.source, self.source_name),
            self.basis,
        )  # fmt: skip

    @property
    def amount(self) -> Decimal:
        """Norm × quantity in đồng, exact."""
        return self.said.amount

    @property
    def purpose_name(self) -> str:
        return PURPOSES[self.purpose]


class EstimateStep(models.Model):
    """A step that was taken with an edition; an approval with the number and day of its decision."""

    estimate = models.ForeignKey(Estimate, on_delete=models.PROTECT, related_name="steps")
    edition = models.ForeignKey(EstimateEdition, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField("việc", max_length=12, choices=[(act.code, act.label) for act in ACTS.values()])
    reason = models.CharField("lý do", max_length=500, blank=True)
    paper = models.CharField("số quyết định", max_length=100, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True)
    by = models.CharField("người làm", max_length=150)
    by_name = models.CharField("họ tên", max_length=200)
    at = models.DateTimeField("lúc")

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_approved_estimate_has_its_decision",
                condition=~Q(act="approve") | (~Q(paper="") & Q(decided_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.estimate_id} {self.act}"


class MoneyEntry(models.Model):
    """Money of a day in đồng, with its document; a counter-entry takes the whole of another back, on that one's day."""

    on = models.DateField("ngày")
    amount = models.DecimalField("số tiền, đồng", max_digits=15, decimal_places=0)
    document = models.CharField("chứng từ, văn bản", max_length=200)
    reason = models.CharField("lý do", max_length=500, blank=True)
    by = models.CharField("người ghi", max_length=150)
    by_name = models.CharField("họ tên", max_length=200)
    at = models.DateTimeField("ghi lúc")

    objects = MoneyQuerySet.as_manager()

    class Meta:
        abstract = True


class Allocation(MoneyEntry):
    """Money that a document gives to a source of an estimate."""

    estimate = models.ForeignKey(Estimate, on_delete=models.PROTECT, related_name="allocations")
    source = models.CharField("mã nguồn", max_length=40)
    source_name = models.CharField("nguồn", max_length=200)
    counters = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="countered_by")

    class Meta:
        ordering: ClassVar = ["on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="only_a_counter_entry_takes_an_allocation_back",
                condition=Q(counters=None, amount__gt=0) | (Q(counters__isnull=False, amount__lt=0) & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.estimate_id} {self.amount}"


class Spending(MoneyEntry):
    """Money spent on a line. `beyond`: in words, why it would not have been allowed; then `reason` says why it was."""

    estimate = models.ForeignKey(Estimate, on_delete=models.PROTECT, related_name="spendings")
    line = models.ForeignKey(EstimateLine, on_delete=models.PROTECT, related_name="spendings")
    beyond = models.CharField("vượt ở chỗ nào", max_length=400, blank=True)
    counters = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="countered_by")

    class Meta:
        ordering: ClassVar = ["on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="only_a_counter_entry_takes_a_spending_back",
                condition=Q(counters=None, amount__gt=0) | (Q(counters__isnull=False, amount__lt=0) & ~Q(reason="")),
            ),
            models.CheckConstraint(name="spending_beyond_says_why", condition=Q(beyond="") | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.amount}"
