"""Guidance documents with their versions, and which unit read which version."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chungsuc.evidence.models import Document
from chungsuc.organisations.models import Unit

from .plan import Plan


class Guidance(models.Model):
    """A guidance document for audiences of the plan; `to` are their codes. It ends, it is not deleted."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="guidance")
    by = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="guidance")
    title = models.CharField("tên văn bản", max_length=300)
    to: models.JSONField = models.JSONField("gửi đến", default=list)
    made_at = models.DateTimeField("lập lúc")
    made_by = models.CharField("người lập", max_length=150)
    ended_on = models.DateField("thôi áp dụng từ ngày", null=True)
    ended_by = models.CharField("người ghi", max_length=150, blank=True)
    end_reason = models.TextField("lý do", blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="guidance_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="ended_guidance_says_who_and_why",
                condition=Q(ended_on=None) | (~Q(ended_by="") & ~Q(end_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class GuidanceVersion(models.Model):
    """One version of a guidance document: its number, its file, what changed. A newer one asks to be read again."""

    guidance = models.ForeignKey(Guidance, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("lần")
    paper = models.CharField("số, ký hiệu", max_length=100)
    issued_on = models.DateField("ngày văn bản")
    change = models.TextField("nội dung sửa đổi", blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="guidance_versions")
    sent_on = models.DateField("ngày gửi")
    due = models.DateField("hạn xác nhận đã đọc", null=True)
    added_by = models.CharField("người gửi", max_length=150)
    added_by_name = models.CharField("họ tên", max_length=200)
    added_at = models.DateTimeField("gửi lúc")

    class Meta:
        ordering: ClassVar = ["guidance_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_version_a_guidance_and_number", fields=["guidance", "number"]),
            models.UniqueConstraint(name="one_version_a_guidance_and_file", fields=["guidance", "document"]),
            models.CheckConstraint(
                name="later_guidance_says_what_changed", condition=Q(number=1) | (Q(number__gt=1) & ~Q(change=""))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guidance}, lần {self.number}"


class GuidanceRead(models.Model):
    """That somebody of a unit read a version."""

    version = models.ForeignKey(GuidanceVersion, on_delete=models.PROTECT, related_name="reads")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="guidance_reads")
    by = models.CharField("người đọc", max_length=150)
    by_name = models.CharField("họ tên", max_length=200)
    at = models.DateTimeField("lúc")

    class Meta:
        ordering: ClassVar = ["version_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_read_a_version_and_unit", fields=["version", "unit"])
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.unit}"
