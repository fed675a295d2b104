"""A round of reports, which is at the same time the province's own report of that round."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chungsuc.law.procedures import State

from ..queries import RoundQuerySet
from ..workflow import PROVINCE_STATES
from .recorded import Recorded


class ReportRound(models.Model):
    """A round as it was opened: its days are copied from the pack and stay, whatever the pack says later.

    `state` is the state of the province's report of the round and always the replay of its events; `version` counts
    them, so that of two who act at once one is told.
    """

    code = models.CharField("mã", max_length=60, unique=True)
    kind = models.CharField("loại báo cáo", max_length=60)
    name = models.CharField("tên", max_length=200)
    year = models.PositiveSmallIntegerField("năm")
    opens_on = models.DateField("mở từ ngày")
    due = models.DateField("hạn gửi")
    cut_off = models.DateField("ngày chốt số liệu")
    award_round = models.CharField("đợt xét khen thưởng", max_length=60, blank=True)
    opened_on = models.DateField("đã mở ngày")
    paper = models.CharField("văn bản yêu cầu báo cáo", max_length=200, blank=True)
    state = models.CharField("bước", max_length=20, choices=[(s.code, s.label) for s in PROVINCE_STATES.values()])
    version = models.PositiveIntegerField("số việc đã ghi", default=0)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-year", "-due", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_report_round_a_kind_and_year", fields=["kind", "year"]),
            models.CheckConstraint(name="report_round_is_due_after_it_opens", condition=Q(due__gte=F("opens_on"))),
            models.CheckConstraint(name="report_round_state_is_known", condition=Q(state__in=list(PROVINCE_STATES))),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        """The name inside a sentence: "báo cáo năm 2023"."""
        return self.name[:1].lower() + self.name[1:]

    @property
    def standing(self) -> State:
        return PROVINCE_STATES[self.state]


class RoundEvent(Recorded):
    """One step of the province's report."""

    round = models.ForeignKey(ReportRound, on_delete=models.PROTECT, related_name="events")

    class Meta:
        ordering: ClassVar = ["round_id", "seq"]
        constraints: ClassVar = [models.UniqueConstraint(name="one_event_a_round_and_number", fields=["round", "seq"])]

    def __str__(self) -> str:
        return f"{self.round_id}.{self.seq} {self.act}"
