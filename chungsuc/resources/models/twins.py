"""Two contributions that may be one, and what was decided about them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ..workflow import TWIN_ACTS, TWIN_STATES
from .gifts import Contribution


class Twin(models.Model):
    """A pair that may be one contribution recorded twice, the older first; `signs` are the reasons in words."""

    one = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="twins_after")
    other = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="twins_before")
    signs: models.JSONField = models.JSONField("dấu hiệu", default=list)
    found_on = models.DateField("thấy ngày")
    state = models.CharField("kết luận", max_length=12, choices=[(s.code, s.label) for s in TWIN_STATES.values()])
    version = models.PositiveIntegerField("lần", default=1)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="a_pair_of_contributions_is_told_once", fields=["one", "other"]),
            models.CheckConstraint(name="a_pair_of_contributions_is_two", condition=Q(one_id__lt=F("other_id"))),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id}"

    @property
    def state_label(self) -> str:
        return TWIN_STATES[self.state].label

    @property
    def sign(self) -> str:
        return TWIN_STATES[self.state].sign


class TwinDecision(models.Model):
    """A decision about a pair, with its reason; decisions stay when they are looked at again."""

    twin = models.ForeignKey(Twin, on_delete=models.PROTECT, related_name="decisions")
    act = models.CharField("việc", max_length=12, choices=[(act.code, act.label) for act in TWIN_ACTS.values()])
    kept = models.ForeignKey(Contribution, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField("lý do")
    on = models.DateField("ngày")
    by = models.CharField("người kết luận", max_length=150)
    by_name = models.CharField("họ tên", max_length=200)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="a_decision_on_a_pair_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.twin_id} {self.act}"
