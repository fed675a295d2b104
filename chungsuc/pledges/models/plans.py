"""A unit's plan: its editions, the steps of each, and what the edition in force registers."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chungsuc.movement.models import Plan
from chungsuc.organisations.models import Unit

from ..queries import EditionQuerySet, UnitPlanQuerySet
from ..rules.content import KINDS_OF_TARGETS
from ..workflow import APPROVED, OPEN, STATES, SUPERSEDED

PERIOD = 0
"""The year of a plan that is for the movement's whole period."""
SUBJECT = "pledges.plan"
_STATES = [(state.code, state.label) for state in STATES.values()]


class UnitPlan(models.Model):
    """What a unit plans for a movement in a year, or (`year` 0) in its whole period. Its content is its editions'."""

    movement = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="unit_plans")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="unit_plans")
    year = models.PositiveSmallIntegerField("năm", default=PERIOD)

    objects = UnitPlanQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_plan_a_unit_and_year", fields=["movement", "unit", "year"])
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.year}"

    @property
    def period_words(self) -> str:
        """ "năm 2024", or "giai đoạn 2021 - 2025"."""
        if self.year != PERIOD:
            return f"năm {self.year}"
        return f"giai đoạn {self.movement.since.year} - {self.movement.until.year}"


class Edition(models.Model):
    """One edition of a plan: the first, or an amendment with its reason. Once submitted its content stands still.

    `version` counts its steps and writes: whoever acts names the version seen. In force from `since` to `until`.
    """

    plan = models.ForeignKey(UnitPlan, on_delete=models.PROTECT, related_name="editions")
    no = models.PositiveSmallIntegerField("bản số")
    state = models.CharField("trạng thái", max_length=20, choices=_STATES)
    version = models.PositiveIntegerField("số lần ghi", default=0)
    content: models.JSONField = models.JSONField("nội dung", default=dict)
    reason = models.TextField("lý do điều chỉnh", blank=True)
    started_on = models.DateField("lập ngày")
    submitted_on = models.DateField("trình ngày", null=True)
    since = models.DateField("có hiệu lực từ ngày", null=True)
    until = models.DateField("có hiệu lực đến ngày", null=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["plan_id", "no"]
        indexes: ClassVar = [models.Index(name="edition_state", fields=["state"])]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_edition_a_plan_and_number", fields=["plan", "no"]),
            models.UniqueConstraint(name="one_open_edition_a_plan", fields=["plan"], condition=Q(state__in=OPEN)),
            models.UniqueConstraint(name="one_edition_in_force_a_plan", fields=["plan"], condition=Q(state=APPROVED)),
            models.CheckConstraint(
                name="an_approved_edition_has_its_day",
                condition=~Q(state__in=[APPROVED, SUPERSEDED]) | Q(since__isnull=False),
            ),
            models.CheckConstraint(name="an_amendment_has_a_reason", condition=Q(no=1) | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}.{self.no}: {self.state}"

    @property
    def state_label(self) -> str:
        return STATES[self.state].label

    @property
    def sign(self) -> str:
        return STATES[self.state].sign


class Step(models.Model):
    """One step of an edition: never changed, never removed. `on` is the day on which it was taken."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="steps")
    seq = models.PositiveIntegerField("thứ tự")
    act = models.CharField("việc", max_length=20)
    from_state = models.CharField("từ trạng thái", max_length=20, blank=True)
    to_state = models.CharField("đến trạng thái", max_length=20)
    on = models.DateField("ngày")
    recorded_at = models.DateTimeField("ghi lúc")
    by = models.CharField("người làm", max_length=150)
    by_name = models.CharField("họ tên", max_length=200)
    by_post = models.CharField("chức vụ", max_length=300, blank=True)
    reason = models.TextField("lý do", blank=True)
    paper = models.CharField("văn bản", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["edition_id", "seq"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_step_an_edition_and_number", fields=["edition", "seq"])
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}.{self.seq} {self.act}"


class PledgedTarget(models.Model):
    """A target that an approved edition registers: a target of the movement, an indicator of a set, or in own words."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="targets")
    line = models.PositiveIntegerField("dòng")
    kind = models.CharField("cách đo", max_length=20, choices=list(KINDS_OF_TARGETS.items()))
    code = models.CharField("mã", max_length=120, blank=True)
    name = models.CharField("chỉ tiêu", max_length=300)
    about = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="pledged_targets")
    operator = models.CharField("phép so", max_length=2)
    amount = models.DecimalField("mức đăng ký", max_digits=20, decimal_places=6)
    unit = models.CharField("đơn vị tính", max_length=60, blank=True)
    due = models.DateField("hạn")

    class Meta:
        ordering: ClassVar = ["edition_id", "line"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_target_an_edition_and_line", fields=["edition", "line"]),
            models.CheckConstraint(name="a_measured_target_says_what", condition=Q(kind="free") | ~Q(code="")),
        ]

    def __str__(self) -> str:
        return self.name


class OwnCriterion(models.Model):
    """A criterion of a district's own, fitting its place, by which it judges the movement (plan, section II.2)."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="criteria")
    line = models.PositiveIntegerField("dòng")
    name = models.CharField("tiêu chí", max_length=300)
    required = models.TextField("yêu cầu")
    how = models.TextField("cách đánh giá", blank=True)
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày")

    class Meta:
        ordering: ClassVar = ["edition_id", "line"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_own_criterion_an_edition_and_line", fields=["edition", "line"]),
            models.CheckConstraint(name="an_own_criterion_ends_after_it_starts", condition=Q(until__gte=F("since"))),
        ]

    def __str__(self) -> str:
        return self.name


class Money(models.Model):
    """An amount that an approved edition plans from one source, in đồng."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="money")
    line = models.PositiveIntegerField("dòng")
    source = models.CharField("nguồn", max_length=40)
    source_name = models.CharField("tên nguồn", max_length=200)
    amount = models.DecimalField("số tiền, đồng", max_digits=20, decimal_places=0)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["edition_id", "line"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_amount_an_edition_and_line", fields=["edition", "line"]),
            models.CheckConstraint(name="planned_money_is_above_zero", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.amount}"


class YearResult(models.Model):
    """What the unit says of one registered target at a year's end: what was reached where nobody measures it, and why.

    Append-only; the newest counts. `line` is that of the target, the same in every edition of the plan.
    """

    plan = models.ForeignKey(UnitPlan, on_delete=models.PROTECT, related_name="results")
    line = models.PositiveIntegerField("dòng")
    year = models.PositiveSmallIntegerField("năm")
    reached = models.DecimalField("kết quả", max_digits=20, decimal_places=6, null=True)
    why = models.TextField("lý do", blank=True)
    on = models.DateField("ngày")
    by = models.CharField("người ghi", max_length=150)
    by_name = models.CharField("họ tên", max_length=200)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="a_year_result_says_something", condition=Q(reached__isnull=False) | ~Q(why=""))
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}.{self.line}/{self.year}"
