"""The province's report: the officer's words apart from the figures, each version that was approved, where it went."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ..queries import SectionEditQuerySet, SendingQuerySet
from .freezing import Freeze
from .rounds import ReportRound


class SectionEdit(models.Model):
    """What the officer made of a section. Figures stand in it as [[key]]; the newest edit is the section's text.

    `dropped` names the figures that the edit took out, which the officer said expressly; `merged` the versions of the
    units' reports whose paragraphs were in the text that was edited.
    """

    round = models.ForeignKey(ReportRound, on_delete=models.PROTECT, related_name="edits")
    section = models.CharField("mục", max_length=60)
    seq = models.PositiveIntegerField("lần sửa")
    text = models.TextField("nội dung", blank=True)
    dropped: models.JSONField = models.JSONField("số liệu đã bỏ", default=list)
    merged: models.JSONField = models.JSONField("bản báo cáo đã ghép", default=list)
    by = models.CharField("người sửa", max_length=150)
    by_name = models.CharField("họ tên", max_length=200, blank=True)
    on = models.DateField("ngày")
    at = models.DateTimeField("lúc")

    objects = SectionEditQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["round_id", "section", "seq"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_edit_a_round_section_and_number", fields=["round", "section", "seq"])
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.section} lần {self.seq}"


class ProvinceVersion(models.Model):
    """The province's report as it was approved: the whole paper, and the freeze whose figures it shows."""

    round = models.ForeignKey(ReportRound, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("bản")
    freeze = models.ForeignKey(Freeze, on_delete=models.PROTECT, related_name="versions")
    sheet: models.JSONField = models.JSONField("văn bản", default=dict)
    approver = models.CharField("người duyệt", max_length=200)
    approver_post = models.CharField("chức vụ người duyệt", max_length=200, blank=True)
    paper = models.CharField("số, ngày văn bản", max_length=200, blank=True)
    on = models.DateField("duyệt ngày")
    by = models.CharField("người ghi", max_length=150)
    at = models.DateTimeField("ghi lúc")

    class Meta:
        ordering: ClassVar = ["round_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_province_version_a_round_and_number", fields=["round", "number"]),
            models.CheckConstraint(name="a_province_version_names_who_approved", condition=~Q(approver="")),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} bản {self.number}"


class Sending(models.Model):
    """A version that went to somebody above, and when that one said it had arrived."""

    version = models.ForeignKey(ProvinceVersion, on_delete=models.PROTECT, related_name="sendings")
    addressee = models.CharField("nơi nhận", max_length=200)
    paper = models.CharField("số, ngày văn bản", max_length=200)
    on = models.DateField("gửi ngày")
    by = models.CharField("người ghi", max_length=150)
    receipt_on = models.DateField("nhận ngày", null=True)
    receipt_note = models.CharField("theo", max_length=300, blank=True)
    receipt_by = models.CharField("người ghi nhận", max_length=150, blank=True)

    objects = SendingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["version_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_sending_a_version_and_addressee", fields=["version", "addressee"]),
            models.CheckConstraint(name="a_sending_names_its_paper", condition=~Q(paper="")),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} → {self.addressee}"
