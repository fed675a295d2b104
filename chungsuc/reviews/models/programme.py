"""The conference of a review round: when and where, what is done by whom, who is invited."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from .rounds import ReportRound


class ReviewProgramme(models.Model):
    """The conference of a round; `version` counts its writings. Results and lessons are sections of the report."""

    round = models.OneToOneField(ReportRound, on_delete=models.PROTECT, related_name="programme")
    held_on = models.DateField("ngày họp")
    starts_at = models.TimeField("giờ bắt đầu")
    place = models.CharField("địa điểm", max_length=300)
    chair = models.CharField("chủ trì", max_length=200)
    guests: models.JSONField = models.JSONField("thành phần mời", default=list)
    award_round = models.CharField("đợt xét khen thưởng", max_length=60, blank=True)
    version = models.PositiveIntegerField("lần ghi", default=0)

    class Meta:
        ordering: ClassVar = ["round_id"]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.held_on}"


class ProgrammeItem(models.Model):
    """One item of the programme: from when, what, by whom."""

    programme = models.ForeignKey(ReviewProgramme, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField("thứ tự")
    starts_at = models.TimeField("từ lúc", null=True)
    what = models.CharField("nội dung", max_length=500)
    who = models.CharField("người thực hiện", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["programme_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_item_a_programme_and_position", fields=["programme", "position"]),
            models.CheckConstraint(name="a_programme_item_says_what", condition=~Q(what="")),
        ]

    def __str__(self) -> str:
        return self.what
