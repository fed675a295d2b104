"""What stands in the way of an award: open cases, and former awards that somebody has judged not to count."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chungsuc.law.pack_awards import BARS

from ..queries import BarQuerySet
from .subjects import AwardSubject


class Bar(models.Model):
    """A matter that is being looked into (discipline, inspection …), from `since` until it ends or is lifted.

    `until`: the day on which it ends by itself, None while nobody knows. Lifted by a named person only, never silently.
    """

    subject = models.ForeignKey(AwardSubject, on_delete=models.PROTECT, related_name="bars")
    kind = models.CharField("loại việc", max_length=20)
    source = models.CharField("nguồn", max_length=300)
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True)
    note = models.TextField("nội dung", blank=True)
    version = models.PositiveIntegerField("lần thay đổi", default=1)
    by = models.CharField("người ghi", max_length=150)
    by_name = models.CharField("họ tên người ghi", max_length=200, blank=True)
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)
    lifted_on = models.DateField("gỡ ngày", null=True)
    lifted_by = models.CharField("người gỡ", max_length=150, blank=True)
    lifted_by_name = models.CharField("họ tên người gỡ", max_length=200, blank=True)
    lift_reason = models.TextField("lý do gỡ", blank=True)
    lift_paper = models.CharField("văn bản gỡ", max_length=300, blank=True)

    objects = BarQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["subject_id", "since", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="a_bar_is_of_a_known_kind", condition=Q(kind__in=BARS)),
            models.CheckConstraint(name="a_bar_names_its_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="a_bar_ends_after_it_began", condition=Q(until=None) | Q(until__gte=F("since"))
            ),
            models.CheckConstraint(
                name="a_lifted_bar_names_who_and_why",
                condition=Q(lifted_on=None) | ~Q(lifted_by="") & ~Q(lift_reason="") & ~Q(lift_paper=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Vướng mắc số {self.pk}"


class MatchDismissal(models.Model):
    """That a former award found for a subject is not its own, or does not count: the reason stays.

    `key` names what was found: "award:12" of the register, "achievement:7" of a file. Taken back, it stands as history.
    """

    subject = models.ForeignKey(AwardSubject, on_delete=models.PROTECT, related_name="dismissals")
    key = models.CharField("khen thưởng được soát", max_length=60)
    words = models.CharField("khen thưởng, bằng lời", max_length=400)
    reason = models.TextField("lý do bỏ qua")
    on = models.DateField("ngày")
    by = models.CharField("người kết luận", max_length=150)
    by_name = models.CharField("họ tên", max_length=200, blank=True)
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)
    undone_on = models.DateField("bỏ kết luận ngày", null=True)
    undone_by = models.CharField("người bỏ kết luận", max_length=150, blank=True)
    undone_reason = models.TextField("lý do bỏ kết luận", blank=True)

    class Meta:
        ordering: ClassVar = ["subject_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_standing_dismissal_a_match", fields=["subject", "key"], condition=Q(undone_on=None)
            ),
            models.CheckConstraint(name="a_dismissal_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="a_dismissal_taken_back_says_why",
                condition=Q(undone_on=None) | ~Q(undone_by="") & ~Q(undone_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id}: {self.key}"
