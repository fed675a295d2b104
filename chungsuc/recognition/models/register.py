"""The register: which unit was recognised at which level, for which year, by which decision; three dates apart."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chungsuc.imports.models import Batch
from chungsuc.organisations.models import Unit

from ..queries import RecognitionQuerySet


class Level(models.Model):
    """A level of recognition. A holder counts as a holder of every level it `includes`."""

    code = models.CharField("mã", max_length=60, unique=True)
    name = models.CharField("tên", max_length=200)
    aliases: models.JSONField = models.JSONField("cách gọi trong sổ", default=list)
    unit_kind = models.CharField("cấp", max_length=30)
    rank = models.PositiveSmallIntegerField("bậc")
    includes: models.JSONField = models.JSONField("bao gồm", default=list)
    set_code = models.CharField("bộ tiêu chí", max_length=60, blank=True)
    since = models.DateField("từ ngày", null=True)
    until = models.DateField("đến ngày", null=True)
    document = models.CharField("văn bản", max_length=60, blank=True)
    source = models.TextField("nguồn", blank=True)
    status = models.CharField("tình trạng", max_length=20)

    class Meta:
        ordering: ClassVar = ["unit_kind", "rank"]

    def __str__(self) -> str:
        return self.name


class Recognition(models.Model):
    """One entry of the register. A mistaken import is withdrawn, never deleted."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="recognitions")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="recognitions")
    for_year = models.PositiveSmallIntegerField("công nhận cho năm")
    decision_number = models.CharField("số quyết định", max_length=100)
    signed_on = models.DateField("ngày ký")
    announced_on = models.DateField("ngày công bố", null=True)
    certificate_number = models.CharField("số Bằng công nhận", max_length=100, blank=True)
    note = models.TextField("ghi chú", blank=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="recognitions")
    sheet = models.CharField("trang tính", max_length=100, blank=True)
    cell = models.CharField("ô", max_length=12, blank=True)
    recorded_by = models.CharField("người ghi", max_length=150)
    recorded_at = models.DateTimeField("ghi lúc")
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    withdrawn_by = models.CharField("người rút", max_length=150, blank=True)
    withdrawn_at = models.DateTimeField("rút lúc", null=True)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["signed_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_entry_a_unit_level_and_decision",
                fields=["unit", "level", "decision_number"],
                condition=Q(withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="announced_after_signing", condition=Q(announced_on=None) | Q(announced_on__gte=F("signed_on"))
            ),
            models.CheckConstraint(name="signed_not_before_its_year", condition=Q(signed_on__year__gte=F("for_year"))),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.level} {self.decision_number}"


class Revocation(models.Model):
    """The end of a recognition, by its own decision."""

    recognition = models.OneToOneField(Recognition, on_delete=models.PROTECT, related_name="revocation")
    decision_number = models.CharField("số quyết định", max_length=100)
    signed_on = models.DateField("ngày ký")
    reason = models.TextField("lý do")
    recorded_by = models.CharField("người ghi", max_length=150)
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["signed_on"]

    def __str__(self) -> str:
        return f"{self.decision_number}"
