"""A unit's report of a set and year on its way: steps, checks by the responsible bodies, returns, remarks."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chungsuc.organisations.models import Unit

from ..workflow import CHECK_STATES, STATES
from .declaring import CheckRule, Declared
from .figures import Figures
from .sets import CriteriaSet, Measure
from .values import SEXES


class Report(models.Model):
    """What a unit declares by a set for a year. Its state is always the replay of its steps; `version` counts them."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    set = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField("năm")
    state = models.CharField("trạng thái", max_length=20, choices=[(s.code, s.label) for s in STATES.values()])
    version = models.PositiveIntegerField("số bước", default=0)
    returns = models.PositiveSmallIntegerField("số lần huyện trả lại", default=0)
    sent_on = models.DateField("ngày trình", null=True)
    concluded_on = models.DateField("ngày kết luận", null=True)
    started_at = models.DateTimeField("bắt đầu lúc")

    class Meta:
        ordering: ClassVar = ["-year", "unit_id"]
        indexes: ClassVar = [models.Index(name="report_by_state", fields=["state", "year"])]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_report_a_unit_set_and_year", fields=["unit", "set", "year"]),
            models.CheckConstraint(
                name="a_report_under_way_was_sent", condition=Q(state="draft") | Q(sent_on__isnull=False)
            ),
            models.CheckConstraint(
                name="a_concluded_report_has_its_day", condition=~Q(state="concluded") | Q(concluded_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.set_id}/{self.year}"

    @property
    def sign(self) -> str:
        """The shape beside its state."""
        return STATES[self.state].sign


class ReportStep(models.Model):
    """One act on a report: who, in what capacity, on which day, from which state to which."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="steps")
    seq = models.PositiveIntegerField("bước")
    act = models.CharField("việc", max_length=20)
    from_state = models.CharField("từ trạng thái", max_length=20)
    to_state = models.CharField("đến trạng thái", max_length=20)
    on = models.DateField("ngày")
    at = models.DateTimeField("lúc")
    by = models.CharField("người thực hiện", max_length=150)
    by_post = models.CharField("chức vụ", max_length=200, blank=True)
    reason = models.TextField("lý do", blank=True)

    class Meta:
        ordering: ClassVar = ["report_id", "seq"]
        constraints: ClassVar = [models.UniqueConstraint(name="one_step_a_report_and_number", fields=["report", "seq"])]

    def __str__(self) -> str:
        return f"{self.report_id}.{self.seq} {self.act}"

    @property
    def reached(self) -> str:
        """The state that it led to, as people call it."""
        return STATES[self.to_state].label


class Explanation(models.Model):
    """Why a warning does not hold a report back: the reason its unit gave when it sent the report."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="explanations")
    rule = models.ForeignKey(CheckRule, on_delete=models.PROTECT, related_name="explanations")
    said = models.TextField("cảnh báo")
    reason = models.TextField("lý do")
    by = models.CharField("người ghi", max_length=150)
    at = models.DateTimeField("ghi lúc")

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.rule_id}"


class Check(models.Model):
    """A part of a report ("17", or "17.1" where an indicator has its own body) before its responsible body."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="checks")
    part = models.CharField("phần", max_length=20)
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="checks")
    state = models.CharField("trạng thái", max_length=20, choices=[(s.code, s.label) for s in CHECK_STATES.values()])
    version = models.PositiveIntegerField("số bước", default=0)
    returns = models.PositiveSmallIntegerField("số lần trả lại", default=0)
    opened_on = models.DateField("chuyển đến ngày")
    decided_on = models.DateField("ngày quyết định", null=True)
    decided_by = models.CharField("người quyết định", max_length=150, blank=True)

    class Meta:
        ordering: ClassVar = ["report_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_check_a_report_and_part", fields=["report", "part"]),
            models.CheckConstraint(
                name="a_verified_check_has_its_day", condition=~Q(state="verified") | Q(decided_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.part}"

    @property
    def sign(self) -> str:
        """The shape beside its state."""
        return CHECK_STATES[self.state].sign


class Verified(Figures):
    """The figure that a responsible body gives in place of the declared one, with its reason."""

    check_of = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="verified")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="verified")
    sex = models.CharField("giới", max_length=1, choices=SEXES, blank=True)
    declared = models.ForeignKey(Declared, on_delete=models.PROTECT, related_name="verified")
    state = models.CharField("trạng thái", max_length=20, choices=Declared.STATES, default=Declared.GIVEN)
    reason = models.TextField("lý do")
    by = models.CharField("người ghi", max_length=150)
    at = models.DateTimeField("ghi lúc")
    is_current = models.BooleanField("đang dùng", default=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_current_verified", fields=["check_of", "measure", "sex"], condition=Q(is_current=True)
            ),
            models.CheckConstraint(name="a_verified_figure_has_its_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.check_of_id}/{self.measure_id}{self.sex}"


class CheckReturn(models.Model):
    """One place sent back with its reason: a value, or one document of it. Without `check_of` the district sent it."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="returned_places")
    check_of = models.ForeignKey(Check, on_delete=models.PROTECT, null=True, related_name="returned_places")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="returned_places")
    sex = models.CharField("giới", max_length=1, choices=SEXES, blank=True)
    document = models.PositiveBigIntegerField("tài liệu", null=True)
    declared = models.ForeignKey(Declared, on_delete=models.PROTECT, null=True, related_name="returned_places")
    reason = models.TextField("lý do")
    by = models.CharField("người trả lại", max_length=150)
    by_post = models.CharField("chức vụ", max_length=200, blank=True)
    on = models.DateField("ngày")
    at = models.DateTimeField("lúc")
    answer = models.TextField("trả lời", blank=True)
    answered_by = models.CharField("người trả lời", max_length=150, blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="a_return_has_its_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.measure_id}{self.sex}"


class Remark(models.Model):
    """One contribution to the thread of a value. Commenting is not deciding: only `is_decision` closes the thread."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="remarks")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="remarks")
    year = models.PositiveSmallIntegerField("năm")
    sex = models.CharField("giới", max_length=1, choices=SEXES, blank=True)
    text = models.TextField("nội dung")
    is_decision = models.BooleanField("kết luận trao đổi", default=False)
    by = models.CharField("người viết", max_length=150)
    by_name = models.CharField("họ tên", max_length=200)
    by_post = models.CharField("chức vụ", max_length=200, blank=True)
    at = models.DateTimeField("lúc")

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(name="remarks_of_a_value", fields=["unit", "year", "measure"])]
        constraints: ClassVar = [models.CheckConstraint(name="a_remark_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.measure_id}/{self.year}{self.sex}"
