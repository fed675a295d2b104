"""What a commune itself declares, version by version, and the checks of plausibility that a pack brings."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chungsuc.organisations.models import Unit

from ..queries import DeclaredQuerySet
from .figures import BOTH_OR_NONE, NUMBER_OR_FLAG, Figures
from .sets import CriteriaSet, Measure
from .values import SEXES


class Declared(Figures):
    """One version of what a unit declared: a measure in a year (of one sex where it is counted apart).

    state: "given" (a number or yes/no), "not_applicable", or "blank" (taken back: a blank is no zero).
    `client_id` is made on the device that entered it: sent twice it is written once. Never changed, only replaced.
    """

    GIVEN, NOT_APPLICABLE, BLANK = "given", "not_applicable", "blank"
    STATES: ClassVar = [(GIVEN, "có số liệu"), (NOT_APPLICABLE, "không áp dụng"), (BLANK, "chưa khai")]

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="declared")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="declared")
    year = models.PositiveSmallIntegerField("năm")
    sex = models.CharField("giới", max_length=1, choices=SEXES, blank=True)
    state = models.CharField("trạng thái", max_length=20, choices=STATES, default=GIVEN)
    bare = models.BooleanField("chỉ có tỷ lệ", default=False)
    source_document = models.CharField("văn bản nguồn", max_length=300, blank=True)
    note = models.TextField("ghi chú", blank=True)
    entered_by = models.CharField("người khai", max_length=150)
    entered_at = models.DateTimeField("khai lúc")
    client_id = models.UUIDField("mã của máy khai", null=True, unique=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    is_current = models.BooleanField("đang dùng", default=True)

    objects = DeclaredQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_current_declared", fields=["unit", "year", "measure", "sex"], condition=Q(is_current=True)
            ),
            models.CheckConstraint(name="a_given_declaration_is_a_number_or_a_flag", condition=NUMBER_OR_FLAG),
            models.CheckConstraint(name="both_numbers_of_a_declared_share_or_none", condition=BOTH_OR_NONE),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.measure_id}/{self.year}{self.sex}"

    @property
    def content(self) -> tuple:
        """All that its author wrote."""
        return (*self.figures, self.source_document, self.note)


class CheckRule(models.Model):
    """A check of plausibility of a set, from its pack: range, jump against last year, relation of two measures.

    An error blocks the sending of a report; a warning asks for a reason that is kept. What `params` holds is said in
    `plausibility`. A rule that left the pack is `retired`, never deleted: reasons given for it stay.
    """

    ERROR, WARNING = "error", "warning"
    LEVELS: ClassVar = [(ERROR, "lỗi"), (WARNING, "cảnh báo")]

    set = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="check_rules")
    code = models.CharField("mã", max_length=60)
    kind = models.CharField("kiểu", max_length=20)
    level = models.CharField("mức", max_length=10, choices=LEVELS)
    params: models.JSONField = models.JSONField("tham số", default=dict)
    words = models.TextField("lời báo")
    source = models.TextField("nguồn")
    status = models.CharField("tình trạng", max_length=20)
    retired = models.BooleanField("không còn dùng", default=False)

    class Meta:
        ordering: ClassVar = ["set_id", "code"]
        constraints: ClassVar = [models.UniqueConstraint(name="one_check_rule_a_set_and_code", fields=["set", "code"])]

    def __str__(self) -> str:
        return self.code
