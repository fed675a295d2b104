"""Values and verdicts. A value is never changed: a correction is a new row that says what it replaces."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chungsuc.imports.models import Batch
from chungsuc.law.verdicts import Outcome
from chungsuc.organisations.models import Unit

from ..queries import AssessmentQuerySet, ValueQuerySet
from .figures import BOTH_OR_NONE, NUMBER_OR_FLAG, Figures
from .sets import CriteriaSet, Measure

OUTCOMES = [(o.value, o.label) for o in Outcome]
SEXES = [("", "chung"), ("m", "nam"), ("f", "nữ")]


class Value(Figures):
    """One version of one value: a unit's measure in a year (of one sex where it is counted apart).

    state: "given" (a number or yes/no), "not_applicable", or "withdrawn" (an undone import left no earlier value).
    Both numbers of a share are kept where they were given; a percentage that came alone has none and is `bare`.
    """

    GIVEN, NOT_APPLICABLE, WITHDRAWN = "given", "not_applicable", "withdrawn"
    STATES: ClassVar = [(GIVEN, "có số liệu"), (NOT_APPLICABLE, "không áp dụng"), (WITHDRAWN, "đã rút")]

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="values")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="values")
    year = models.PositiveSmallIntegerField("năm")
    sex = models.CharField("giới", max_length=1, choices=SEXES, blank=True)
    state = models.CharField("trạng thái", max_length=20, choices=STATES, default=GIVEN)
    bare = models.BooleanField("chỉ có tỷ lệ", default=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="values")
    sheet = models.CharField("trang tính", max_length=100, blank=True)
    cell = models.CharField("ô", max_length=12, blank=True)
    raw = models.CharField("như trong tệp", max_length=200, blank=True)
    entered_by = models.CharField("người nhập", max_length=150)
    entered_at = models.DateTimeField("nhập lúc")
    reason = models.TextField("lý do", blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by", db_index=False
    )  # "value_replaced" below: nearly all values replace none
    is_current = models.BooleanField("đang dùng", default=True)

    objects = ValueQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(name="value_replaced", fields=["replaces"], condition=Q(replaces__isnull=False)),
        ]
        constraints: ClassVar = [
            # also the way to a year, unit by unit: every further index costs a nation's import half a second
            models.UniqueConstraint(
                name="one_current_value", fields=["year", "unit", "measure", "sex"], condition=Q(is_current=True)
            ),
            models.CheckConstraint(name="a_given_value_is_a_number_or_a_flag", condition=NUMBER_OR_FLAG),
            models.CheckConstraint(name="both_numbers_of_a_share_or_none", condition=BOTH_OR_NONE),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.measure_id}/{self.year}{self.sex}"


class Assessment(models.Model):
    """How a unit stands in a year by a set: counts and the verdicts below it. Derived; always equal to its values."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assessments")
    set = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="assessments")
    year = models.PositiveSmallIntegerField("năm")
    region = models.CharField("vùng áp dụng", max_length=60, blank=True)
    met = models.PositiveSmallIntegerField("số tiêu chí đạt")
    not_met = models.PositiveSmallIntegerField("số tiêu chí chưa đạt")
    undetermined = models.PositiveSmallIntegerField("số tiêu chí chưa đủ căn cứ")
    judged_at = models.DateTimeField("đánh giá lúc")

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["set_id", "year", "unit_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_assessment_a_set_year_unit", fields=["set", "year", "unit"])
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.set_id}/{self.year}"


class Verdict(models.Model):
    """The outcome of one criterion in an assessment, with the compact reasons that `rules.explain` puts into words."""

    # found by one_verdict_an_assessment_and_criterion
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="verdicts", db_index=False)
    no = models.PositiveSmallIntegerField("tiêu chí")
    outcome = models.CharField("kết luận", max_length=20, choices=OUTCOMES)
    findings: models.JSONField = models.JSONField("căn cứ", default=list)

    class Meta:
        ordering: ClassVar = ["assessment_id", "no"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_verdict_an_assessment_and_criterion", fields=["assessment", "no"])
        ]

    def __str__(self) -> str:
        return f"{self.no}: {self.outcome}"
