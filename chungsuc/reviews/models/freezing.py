"""Figures as they stood at the end of the cut-off day. Rows are added, never changed: later data alter no report."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chungsuc.organisations.models import Unit

from ..queries import FrozenFigureQuerySet
from .rounds import ReportRound


class Freeze(models.Model):
    """One freezing of a round's figures, as of its cut-off day; a later one has a reason, and then counts."""

    round = models.ForeignKey(ReportRound, on_delete=models.PROTECT, related_name="freezes")
    number = models.PositiveSmallIntegerField("lần")
    day = models.DateField("tính đến ngày")
    on = models.DateField("chốt ngày")
    at = models.DateTimeField("chốt lúc")
    by = models.CharField("người chốt", max_length=150)
    by_name = models.CharField("họ tên", max_length=200, blank=True)
    reason = models.TextField("lý do chốt lại", blank=True)

    class Meta:
        ordering: ClassVar = ["round_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_freeze_a_round_and_number", fields=["round", "number"]),
            models.CheckConstraint(name="a_second_freeze_has_its_reason", condition=Q(number=1) | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} lần {self.number}"


class FrozenFigure(models.Model):
    """One figure: its number and what is printed, and where it is asked again. `unit` None: the province's own.

    `number` None: it could not be said; `text` then says so.
    """

    freeze = models.ForeignKey(Freeze, on_delete=models.PROTECT, related_name="figures")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="frozen_figures")
    position = models.PositiveIntegerField("thứ tự")
    key = models.CharField("khóa", max_length=160)
    label = models.CharField("tên", max_length=300)
    number = models.DecimalField("số", max_digits=24, decimal_places=6, null=True)
    text = models.CharField("in ra", max_length=200)
    measure = models.CharField("đơn vị tính", max_length=60, blank=True)
    source = models.TextField("nguồn", blank=True)
    href = models.CharField("địa chỉ nguồn", max_length=300, blank=True)
    table = models.CharField("bảng", max_length=60, blank=True)

    objects = FrozenFigureQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["freeze_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_province_figure_a_freeze_and_key", fields=["freeze", "key"], condition=Q(unit=None)
            ),
            models.UniqueConstraint(
                name="one_unit_figure_a_freeze_and_key",
                fields=["freeze", "unit", "key"],
                condition=Q(unit__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.text}"


class FrozenTable(models.Model):
    """A table of the annexes. A cell is a text, or {"f": key} for a figure of the same freeze."""

    freeze = models.ForeignKey(Freeze, on_delete=models.PROTECT, related_name="tables")
    code = models.CharField("mã", max_length=60)
    position = models.PositiveSmallIntegerField("thứ tự")
    title = models.CharField("tên", max_length=300)
    columns: models.JSONField = models.JSONField("cột", default=list)
    rows: models.JSONField = models.JSONField("dòng", default=list)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        ordering: ClassVar = ["freeze_id", "position"]
        constraints: ClassVar = [models.UniqueConstraint(name="one_table_a_freeze_and_code", fields=["freeze", "code"])]

    def __str__(self) -> str:
        return self.title
