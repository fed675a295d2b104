"""The plan of the movement as its decision printed it: targets, subjects, milestones."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Plan(models.Model):
    """One movement of one province. Its number is its document's; contradictions there are shown, not settled.

    `audiences` are those whom it binds, as the pack writes them (code, name, kinds, units, but, since, until, source,
    status); milestones, subjects and instructions name them by code, `recipients` say who is told by a launch of whom.
    """

    code = models.CharField("mã", max_length=60, unique=True)
    name = models.TextField("tên")
    short_name = models.CharField("tên gọi", max_length=300)
    document = models.CharField("văn bản", max_length=60)
    province = models.CharField("đơn vị chủ trì", max_length=60)
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày")
    samples: models.JSONField = models.JSONField("tệp mẫu", default=list)
    published: models.JSONField = models.JSONField("số liệu đã công bố", default=list)
    contents: models.JSONField = models.JSONField("tên mọi thứ trong gói", default=dict)
    audiences: models.JSONField = models.JSONField("đối tượng giao việc", default=list)
    recipients: models.JSONField = models.JSONField("nơi nhận phát động", default=list)

    class Meta:
        ordering: ClassVar = ["since"]
        constraints: ClassVar = [
            models.CheckConstraint(name="plan_ends_after_it_starts", condition=Q(until__gte=F("since")))
        ]

    def __str__(self) -> str:
        return self.short_name


class Target(models.Model):
    """A target of the plan. What it asks is a figure of the rulebook; how it is counted is `measure` and `params`."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="targets")
    code = models.CharField("mã", max_length=60)
    position = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("tên", max_length=300)
    text = models.TextField("nội dung")
    operator = models.CharField("phép so", max_length=2)
    figure = models.CharField("số liệu quy định", max_length=160)
    unit = models.CharField("đơn vị tính", max_length=60, blank=True)
    measure = models.CharField("cách tính", max_length=40)
    params: models.JSONField = models.JSONField("tham số", default=dict)
    due = models.DateField("hạn")
    basis_until = models.DateField("đơn vị được giao còn đến", null=True)
    after_basis = models.CharField("sau đó", max_length=20, blank=True)
    after_basis_source = models.TextField("căn cứ", blank=True)

    class Meta:
        ordering: ClassVar = ["plan_id", "position"]
        constraints: ClassVar = [models.UniqueConstraint(name="one_target_a_plan_and_code", fields=["plan", "code"])]

    def __str__(self) -> str:
        return self.name


class Subject(models.Model):
    """A group of those who take part, with its criteria as printed in section IV."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="subjects")
    code = models.CharField("mã", max_length=60)
    letter = models.CharField("điểm", max_length=4)
    name = models.TextField("tên")
    criteria: models.JSONField = models.JSONField("tiêu chí", default=list)
    binds: models.JSONField = models.JSONField("đối tượng giao việc", default=list)

    class Meta:
        ordering: ClassVar = ["plan_id", "id"]
        constraints: ClassVar = [models.UniqueConstraint(name="one_subject_a_plan_and_code", fields=["plan", "code"])]

    def __str__(self) -> str:
        return self.name


class Milestone(models.Model):
    """Something due by the plan, with the article that says so."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="milestones")
    code = models.CharField("mã", max_length=60)
    name = models.TextField("việc")
    who = models.TextField("ai")
    due = models.DateField("hạn")
    every_year = models.BooleanField("hằng năm", default=False)
    article = models.CharField("mục", max_length=100)
    status = models.CharField("tình trạng", max_length=20)
    binds: models.JSONField = models.JSONField("đối tượng giao việc", default=list)
    opens = models.DateField("làm được từ ngày", null=True)

    class Meta:
        ordering: ClassVar = ["plan_id", "due"]
        constraints: ClassVar = [models.UniqueConstraint(name="one_milestone_a_plan_and_code", fields=["plan", "code"])]

    def __str__(self) -> str:
        return self.name


class Instruction(models.Model):
    """What the plan tells an audience to do, word for word, with its article."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="instructions")
    code = models.CharField("mã", max_length=60)
    position = models.PositiveSmallIntegerField("thứ tự")
    article = models.CharField("mục", max_length=100)
    text = models.TextField("nội dung")
    binds: models.JSONField = models.JSONField("đối tượng giao việc", default=list)

    class Meta:
        ordering: ClassVar = ["plan_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_instruction_a_plan_and_code", fields=["plan", "code"])
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.text[:80]}"


class Phase(models.Model):
    """A phase of the movement as the plan tells it; the last one is the plan's own."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="phases")
    code = models.CharField("mã", max_length=60)
    name = models.CharField("tên", max_length=200)
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày")
    text = models.TextField("nội dung")
    source = models.TextField("nguồn")
    status = models.CharField("tình trạng", max_length=20)

    class Meta:
        ordering: ClassVar = ["plan_id", "since"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_phase_a_plan_and_code", fields=["plan", "code"]),
            models.CheckConstraint(name="phase_ends_after_it_starts", condition=Q(until__gte=F("since"))),
        ]

    def __str__(self) -> str:
        return self.name
