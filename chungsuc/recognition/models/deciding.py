"""The decision that ends a case: its number is used once in a year, or by one paper that recognises several units."""

from typing import ClassVar

from django.db import models

from .cases import Case
from .recorded import Recorded

RECOGNISE, REVOKE = "recognise", "revoke"


class Decision(Recorded):
    """A signed decision. Three days are kept apart: the assessment year, `signed_on`, and `announced_on`."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="decision")
    kind = models.CharField("loại", max_length=20, choices=[(RECOGNISE, "công nhận"), (REVOKE, "thu hồi")])
    number = models.CharField("số quyết định", max_length=100)
    year = models.PositiveSmallIntegerField("năm ký")
    signed_on = models.DateField("ngày ký")
    signer = models.CharField("người ký", max_length=200)
    certificate_number = models.CharField("số Bằng công nhận", max_length=100, blank=True)
    joint = models.BooleanField("chung với đơn vị khác", default=False)

    class Meta:
        ordering: ClassVar = ["-signed_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_decision_a_number_and_year", fields=["number", "year"], condition=models.Q(joint=False)
            ),
            models.CheckConstraint(
                name="only_recognitions_are_joint", condition=models.Q(joint=False) | models.Q(kind=RECOGNISE)
            ),
            models.UniqueConstraint(
                name="one_certificate_a_number",
                fields=["certificate_number"],
                condition=~models.Q(certificate_number=""),
            ),
            models.CheckConstraint(
                name="decision_year_is_of_its_signing", condition=models.Q(signed_on__year=models.F("year"))
            ),
        ]

    def __str__(self) -> str:
        return self.number
