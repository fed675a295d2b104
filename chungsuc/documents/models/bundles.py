"""Papers that were drafted in one act, so that they can be undone in one."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chungsuc.organisations.models import Unit

from ..workflow import BUNDLE_STATES, STANDING, UNDONE


class Bundle(models.Model):
    """Drafts of a body that were made together from a list; each is a paper like any other."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="paper_bundles")
    title = models.CharField("làm gì", max_length=300)
    count = models.PositiveIntegerField("số văn bản")
    state = models.CharField("trạng thái", max_length=10, choices=[(s.code, s.label) for s in BUNDLE_STATES.values()])
    made_by = models.CharField("người lập", max_length=150)
    made_at = models.DateTimeField("lập lúc")
    undone_by = models.CharField("người bỏ", max_length=150, blank=True)
    undone_at = models.DateTimeField("bỏ lúc", null=True)
    reason = models.TextField("lý do bỏ", blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="a_bundle_holds_papers", condition=Q(count__gte=1)),
            models.CheckConstraint(
                name="an_undone_bundle_says_why",
                condition=Q(state=STANDING, undone_by="", undone_at=None)
                | (Q(state=UNDONE, undone_at__isnull=False) & ~Q(undone_by="") & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Lô {self.count} văn bản: {self.title}"[:200]

    @property
    def state_label(self) -> str:
        return BUNDLE_STATES[self.state].label
