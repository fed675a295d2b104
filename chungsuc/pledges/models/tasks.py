"""Tasks of approved plans: what each says in a period, what was done for it, to whom it was given, its likely twins."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chungsuc.organisations.models import Unit

from ..queries import OverlapQuerySet, TermsQuerySet
from ..rules.content import SERVES
from ..workflow import OVERLAP_STATES, UNDECIDED
from .plans import Edition, UnitPlan

TASK = "pledges.task"


class Task(models.Model):
    """One task of a plan, the same through every edition. What it says is its `Terms` of a day.

    Who answers for it: `given_to`, else the plan's unit, else the one unit that this went into. `merged_into`: the same
    thing was registered twice and the other one is kept.
    """

    plan = models.ForeignKey(UnitPlan, on_delete=models.PROTECT, related_name="tasks")
    line = models.PositiveIntegerField("dòng")
    given_to = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="given_tasks")
    done_on = models.DateField("hoàn thành ngày", null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    version = models.PositiveIntegerField("số lần ghi", default=0)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_task_a_plan_and_line", fields=["plan", "line"]),
            models.CheckConstraint(name="no_task_stands_for_itself", condition=~Q(merged_into=F("id"))),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}.{self.line}"


class Terms(models.Model):
    """What a task says from `since` to `until`: what, where, with which concrete result, by when, by whom."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="terms")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="terms")
    what = models.TextField("nhiệm vụ")
    place_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tasks_here")
    place = models.CharField("chỗ cụ thể", max_length=300, blank=True)
    result = models.TextField("kết quả cụ thể")
    due = models.DateField("hạn")
    responsible = models.CharField("người, bộ phận chịu trách nhiệm", max_length=200)
    money = models.DecimalField("kinh phí, đồng", max_digits=20, decimal_places=0, null=True)
    serves = models.CharField("phục vụ", max_length=10, choices=list(SERVES.items()))
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True)
    is_last = models.BooleanField("là bản cuối", default=True)

    objects = TermsQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due", "id"]
        verbose_name_plural = "terms"
        indexes: ClassVar = [models.Index(name="terms_due", fields=["due"], condition=Q(is_last=True))]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_last_terms_a_task", fields=["task"], condition=Q(is_last=True)),
            models.UniqueConstraint(name="one_terms_a_task_and_edition", fields=["task", "edition"]),
            models.CheckConstraint(
                name="a_task_has_a_concrete_result", condition=~Q(what="") & ~Q(result="") & ~Q(responsible="")
            ),
        ]

    def __str__(self) -> str:
        return self.what


class Progress(models.Model):
    """What the unit that answers for a task says was done: append-only. Kinds: progress, result, reopened."""

    PROGRESS, RESULT, REOPENED = "progress", "result", "reopened"
    KINDS: ClassVar = [(PROGRESS, "tiến độ"), (RESULT, "hoàn thành"), (REOPENED, "mở lại")]

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="progress")
    kind = models.CharField("loại", max_length=10, choices=KINDS)
    on = models.DateField("ngày")
    text = models.TextField("nội dung")
    share = models.PositiveSmallIntegerField("phần đã làm, %", null=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="told_progress")
    by = models.CharField("người ghi", max_length=150)
    by_name = models.CharField("họ tên", max_length=200)
    recorded_at = models.DateTimeField("ghi lúc")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="progress_says_something", condition=~Q(text="")),
            models.CheckConstraint(name="progress_is_a_share", condition=Q(share=None) | Q(share__lte=100)),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.kind} {self.on}"


class Handover(models.Model):
    """That a task was given to another unit by a paper: append-only, the newest counts."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="handovers")
    to = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="received_tasks")
    on = models.DateField("từ ngày")
    paper = models.CharField("theo văn bản", max_length=200)
    reason = models.TextField("lý do", blank=True)
    by = models.CharField("người giao", max_length=150)
    by_name = models.CharField("họ tên", max_length=200)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.CheckConstraint(name="a_handover_has_a_paper", condition=~Q(paper=""))]

    def __str__(self) -> str:
        return f"{self.task_id} → {self.to_id}"


class Overlap(models.Model):
    """Two tasks of one unit that may be the same thing, with what speaks for it. `one` is the older of both."""

    one = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="overlaps")
    other = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="overlapped")
    signs: models.JSONField = models.JSONField("dấu hiệu", default=list)
    found_on = models.DateField("thấy ngày")
    state = models.CharField(
        "kết luận", max_length=20, choices=[(s.code, s.label) for s in OVERLAP_STATES.values()], default=UNDECIDED
    )
    version = models.PositiveIntegerField("số lần ghi", default=0)

    objects = OverlapQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_overlap_a_pair", fields=["one", "other"]),
            models.CheckConstraint(name="an_overlap_is_told_once", condition=Q(one__lt=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} ~ {self.other_id}: {self.state}"

    @property
    def state_label(self) -> str:
        return OVERLAP_STATES[self.state].label

    @property
    def sign(self) -> str:
        return OVERLAP_STATES[self.state].sign


class OverlapDecision(models.Model):
    """What was decided about a pair, by whom and why: append-only, so the reason stays when it is opened again."""

    overlap = models.ForeignKey(Overlap, on_delete=models.PROTECT, related_name="decisions")
    act = models.CharField("việc", max_length=20)
    kept = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField("lý do")
    on = models.DateField("ngày")
    by = models.CharField("người quyết", max_length=150)
    by_name = models.CharField("họ tên", max_length=200)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="an_overlap_decision_has_a_reason", condition=~Q(reason=""))
        ]

    def __str__(self) -> str:
        return f"{self.overlap_id}: {self.act}"
