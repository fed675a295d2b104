"""Certificates: printed in batches, each with a number of its series and a code that anybody may check."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chungsuc.organisations.models import Unit

from ..queries import CertificateQuerySet
from ..workflow import BATCH_STATES, CERTIFICATE_STATES, NUMBERED, PRINTED, VALID
from .files import KeptFile
from .numbers import SeriesNumber
from .papers import Paper


class Blank(models.Model):
    """A pre-printed blank on one printer: where each field goes (millimetres from the top left, letters in points).

    `dx`, `dy` are how far this printer is off, right and down. `fields` are rows of `typesetting.overlays.Field`.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="certificate_blanks")
    name = models.CharField("tên phôi, máy in", max_length=200)
    width = models.DecimalField("rộng, mm", max_digits=6, decimal_places=1)
    height = models.DecimalField("cao, mm", max_digits=6, decimal_places=1)
    dx = models.DecimalField("lệch sang phải, mm", max_digits=5, decimal_places=1, default=0)
    dy = models.DecimalField("lệch xuống dưới, mm", max_digits=5, decimal_places=1, default=0)
    fields: models.JSONField = models.JSONField("vị trí các trường")
    version = models.PositiveIntegerField("lần ghi", default=1)
    kept_by = models.CharField("người ghi", max_length=150)
    kept_at = models.DateTimeField("ghi lúc")

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_blank_a_body_and_name", fields=["unit", "name"]),
            models.CheckConstraint(name="a_blank_has_a_size", condition=Q(width__gt=0, height__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name


class CertificateBatch(models.Model):
    """Certificates that are prepared, numbered and printed together, in one file.

    `entries` are [{"recipient", "detail", "reason"}, …] as they were given, with the "key" by which an upper room knows
    each of them where it has one; `common` is what all of them say
    (issuer, verb, decision, place, signature …). A blank: only the fields are printed, on pre-printed paper.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="certificate_batches")
    kind = models.CharField("mã loại bằng", max_length=40)
    kind_name = models.CharField("loại bằng", max_length=100)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="certificate_batches")
    day = models.DateField("ngày ký bằng")
    common: models.JSONField = models.JSONField("phần chung")
    entries: models.JSONField = models.JSONField("danh sách")
    blank = models.ForeignKey(Blank, on_delete=models.PROTECT, null=True, related_name="batches")
    blank_as: models.JSONField = models.JSONField("phôi như lúc in", null=True)
    size = models.CharField("khổ giấy", max_length=2, choices=[("A4", "A4 ngang"), ("A3", "A3 ngang")], default="A4")
    source = models.CharField("lập từ", max_length=60, blank=True)
    source_key = models.CharField("việc", max_length=60, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=[(s.code, s.label) for s in BATCH_STATES.values()])
    file = models.ForeignKey(KeptFile, on_delete=models.PROTECT, null=True, related_name="+")
    job = models.UUIDField("việc in", null=True)
    prepared_by = models.CharField("người lập", max_length=150)
    prepared_at = models.DateTimeField("lập lúc")
    numbered_by = models.CharField("người cấp số", max_length=150, blank=True)
    numbered_at = models.DateTimeField("cấp số lúc", null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_printed_batch_has_its_file", condition=Q(state=PRINTED, file__isnull=False) | ~Q(state=PRINTED)
            ),
            models.CheckConstraint(
                name="a_numbered_batch_says_by_whom",
                condition=~Q(state__in=(NUMBERED, PRINTED)) | (~Q(numbered_by="") & Q(numbered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_name}: {len(self.entries)} bằng"

    @property
    def state_label(self) -> str:
        return BATCH_STATES[self.state].label


class Certificate(models.Model):
    """One certificate that was given its number: what is printed on it is public by its code, nothing else is."""

    batch = models.ForeignKey(CertificateBatch, on_delete=models.PROTECT, related_name="certificates")
    order = models.PositiveIntegerField("thứ tự trong đợt")
    recipient = models.TextField("người hoặc đơn vị nhận")
    detail = models.TextField("chức vụ, đơn vị", blank=True)
    reason = models.TextField("thành tích", blank=True)
    key = models.CharField("việc", max_length=60, blank=True)
    number = models.OneToOneField(SeriesNumber, on_delete=models.PROTECT, related_name="certificate")
    code = models.CharField("mã tra cứu", max_length=20, unique=True)
    state = models.CharField(
        "trạng thái", max_length=10, default=VALID, choices=[(s.code, s.label) for s in CERTIFICATE_STATES.values()]
    )
    ended_on = models.DateField("hết giá trị từ ngày", null=True)
    ended_paper = models.CharField("theo văn bản", max_length=200, blank=True)
    ended_reason = models.TextField("lý do", blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replacements")

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["batch_id", "order"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_certificate_a_batch_and_place", fields=["batch", "order"]),
            models.CheckConstraint(
                name="an_ended_certificate_says_when",
                condition=Q(state=VALID, ended_on=None) | (~Q(state=VALID) & Q(ended_on__isnull=False)),
            ),
            models.UniqueConstraint(name="one_certificate_in_place_of_another", fields=["replaces"]),
            models.CheckConstraint(
                name="no_certificate_replaces_itself", condition=Q(replaces=None) | ~Q(replaces=models.F("id"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number_id}: {self.recipient}"[:200]

    @property
    def state_label(self) -> str:
        return CERTIFICATE_STATES[self.state].label
