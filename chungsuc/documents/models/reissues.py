"""What is asked when a certificate was lost, damaged or misprinted: another one in its place, decided once."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ..workflow import ASKED, GRANTED, REISSUE_STATES
from .certificates import Certificate


class Reissue(models.Model):
    """One request that a certificate be given again, as it was or corrected, and what became of it.

    `why` is a code of the rule `rule:reissue_reasons`, `why_name` how the rule called it that day; `recipient`,
    `detail` and `achievement` are what the new certificate is to say.
    """

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="reissues")
    why = models.CharField("mã lý do", max_length=40)
    why_name = models.CharField("lý do", max_length=200)
    reason = models.TextField("trình bày")
    recipient = models.TextField("người hoặc đơn vị nhận")
    detail = models.TextField("chức vụ, đơn vị", blank=True)
    achievement = models.TextField("thành tích", blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=[(s.code, s.label) for s in REISSUE_STATES.values()])
    asked_by = models.CharField("người đề nghị", max_length=150)
    asked_at = models.DateTimeField("đề nghị lúc")
    decided_by = models.CharField("người quyết định hoặc rút", max_length=150, blank=True)
    decided_at = models.DateTimeField("quyết định lúc", null=True)
    answer = models.TextField("vì sao không cấp lại", blank=True)
    given = models.OneToOneField(Certificate, on_delete=models.PROTECT, null=True, related_name="reissue")

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_open_reissue_a_certificate", fields=["certificate"], condition=Q(state=ASKED)
            ),
            models.CheckConstraint(
                name="a_granted_reissue_has_its_certificate",
                condition=Q(state=GRANTED, given__isnull=False) | (~Q(state=GRANTED) & Q(given=None)),
            ),
            models.CheckConstraint(
                name="a_decided_reissue_says_by_whom",
                condition=Q(state=ASKED, decided_by="", decided_at=None)
                | (~Q(state=ASKED) & ~Q(decided_by="") & Q(decided_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.why_name}: {self.recipient}"[:200]

    @property
    def state_label(self) -> str:
        return REISSUE_STATES[self.state].label
