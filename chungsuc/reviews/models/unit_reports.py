"""What a unit writes in a round, and each version of it that was sent."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chungsuc.law.procedures import State
from chungsuc.organisations.models import Unit

from ..queries import UnitReportQuerySet
from ..workflow import RECEIVED, UNIT_STATES
from .recorded import Recorded
from .rounds import ReportRound


class UnitReport(models.Model):
    """A unit's report in a round. Its state is the replay of its events; `version` counts them."""

    round = models.ForeignKey(ReportRound, on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="upward_reports")
    state = models.CharField("bước", max_length=20, choices=[(s.code, s.label) for s in UNIT_STATES.values()])
    version = models.PositiveIntegerField("số việc đã ghi", default=0)
    first_sent_on = models.DateField("gửi lần đầu", null=True)
    sent_on = models.DateField("gửi ngày", null=True)
    received_on = models.DateField("nhận ngày", null=True)
    arrival = models.PositiveIntegerField("thứ tự nhận trong kỳ", null=True)
    saved_at = models.DateTimeField("lưu lúc", null=True)

    objects = UnitReportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["round_id", "id"]
        indexes: ClassVar = [models.Index(name="unit_report_state", fields=["state"])]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_report_a_round_and_unit", fields=["round", "unit"]),
            models.UniqueConstraint(name="one_arrival_number_a_round", fields=["round", "arrival"]),
            models.CheckConstraint(name="unit_report_state_is_known", condition=Q(state__in=list(UNIT_STATES))),
            models.CheckConstraint(
                name="a_received_report_has_its_stamp",
                condition=~Q(state=RECEIVED) | Q(received_on__isnull=False, arrival__isnull=False),
            ),
            models.CheckConstraint(
                name="a_sent_report_has_its_day",
                condition=Q(state__in=["draft", "returned"]) | Q(sent_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.unit_id}: {self.state}"

    @property
    def standing(self) -> State:
        return UNIT_STATES[self.state]


class Paragraph(models.Model):
    """What the unit has written in a section so far; what was sent is kept in a version."""

    report = models.ForeignKey(UnitReport, on_delete=models.PROTECT, related_name="paragraphs")
    section = models.CharField("mục", max_length=60)
    text = models.TextField("nội dung", blank=True)
    author = models.CharField("người viết", max_length=150)
    saved_at = models.DateTimeField("lưu lúc")

    class Meta:
        ordering: ClassVar = ["report_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_paragraph_a_report_and_section", fields=["report", "section"])
        ]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.section}"


class ReportVersion(models.Model):
    """A report as it was sent: its texts and figures, who approved it, and what the office answered."""

    report = models.ForeignKey(UnitReport, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("bản")
    texts: models.JSONField = models.JSONField("nội dung", default=dict)
    figures: models.JSONField = models.JSONField("số liệu khi gửi", default=list)
    approver = models.CharField("người duyệt", max_length=200, blank=True)
    approver_post = models.CharField("chức vụ người duyệt", max_length=200, blank=True)
    paper = models.CharField("số, ngày văn bản đã ký", max_length=200, blank=True)
    sent_on = models.DateField("gửi ngày")
    sent_by = models.CharField("người gửi", max_length=150)
    sent_at = models.DateTimeField("gửi lúc")

    class Meta:
        ordering: ClassVar = ["report_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_version_a_report_and_number", fields=["report", "number"]),
            models.CheckConstraint(name="a_sent_report_names_its_approval", condition=~Q(approver="") | ~Q(paper="")),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} bản {self.number}"


class ReportEvent(Recorded):
    """One step of a unit's report."""

    report = models.ForeignKey(UnitReport, on_delete=models.PROTECT, related_name="events")

    class Meta:
        ordering: ClassVar = ["report_id", "seq"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_event_a_unit_report_and_number", fields=["report", "seq"])
        ]

    def __str__(self) -> str:
        return f"{self.report_id}.{self.seq} {self.act}"
