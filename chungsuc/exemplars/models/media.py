"""Outlets, their columns and programmes, and what they told. A piece is withdrawn or replaced, never changed."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chungsuc.imports.models import Batch
from chungsuc.organisations.models import Unit

from ..queries import CoverageQuerySet
from .register import Exemplar

OUTLET_KINDS = [
    ("newspaper", "báo"),
    ("broadcaster", "đài phát thanh, truyền hình"),
    ("portal", "cổng, trang thông tin điện tử"),
    ("loudspeaker", "truyền thanh cơ sở"),
    ("other", "khác"),
]
PROGRAMME_KINDS = [
    ("page", "chuyên trang"),
    ("column", "chuyên mục"),
    ("show", "chương trình phát sóng"),
]


def ends_after_start(name: str) -> models.CheckConstraint:
    """A named constraint: the last day is not before the first."""
    return models.CheckConstraint(name=name, condition=Q(until=None) | Q(until__gte=F("since")))


class Outlet(models.Model):
    """A newspaper, broadcaster, portal or loudspeaker network. `unit` is who runs it, or who keeps the record of it."""

    name = models.CharField("tên", max_length=200)
    name_key = models.CharField("tên để so", max_length=200, unique=True)
    kind = models.CharField("loại", max_length=20, choices=OUTLET_KINDS)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="outlets")
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True)
    recorded_by = models.CharField("người ghi", max_length=150)

    class Meta:
        ordering: ClassVar = ["name_key"]
        constraints: ClassVar = [
            ends_after_start("outlet_ends_after_it_starts"),
            models.CheckConstraint(name="outlet_has_a_name", condition=~Q(name="") & ~Q(name_key="")),
        ]

    def __str__(self) -> str:
        return self.name


class Programme(models.Model):
    """A page, column or programme about the movement that an outlet opened, for as long as it runs."""

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="programmes")
    name = models.CharField("tên", max_length=200)
    name_key = models.CharField("tên để so", max_length=200)
    kind = models.CharField("loại", max_length=20, choices=PROGRAMME_KINDS)
    rhythm = models.CharField("định kỳ", max_length=200, blank=True)
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True)
    recorded_by = models.CharField("người ghi", max_length=150)

    class Meta:
        ordering: ClassVar = ["outlet_id", "name_key"]
        constraints: ClassVar = [
            ends_after_start("programme_ends_after_it_starts"),
            models.UniqueConstraint(name="one_programme_an_outlet_and_name", fields=["outlet", "name_key"]),
        ]

    def __str__(self) -> str:
        return self.name


class Coverage(models.Model):
    """What an outlet told on a day: airtime in seconds, or pieces and words; the address as text, never fetched."""

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="coverage")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, related_name="coverage")
    day = models.DateField("ngày")
    title = models.CharField("tiêu đề", max_length=300)
    title_key = models.CharField("tiêu đề để so", max_length=400)
    seconds = models.PositiveIntegerField("thời lượng, giây", null=True)
    pieces = models.PositiveSmallIntegerField("số tin, bài", default=1)
    words = models.PositiveIntegerField("số chữ", null=True)
    link = models.CharField("đường dẫn", max_length=500, blank=True)
    exemplar = models.ForeignKey(Exemplar, on_delete=models.PROTECT, null=True, related_name="coverage")
    entered_by = models.CharField("người ghi", max_length=150)
    entered_at = models.DateTimeField("ghi lúc")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="coverage")
    sheet = models.CharField("trang tính", max_length=100, blank=True)
    cell = models.CharField("ô", max_length=12, blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    withdrawn_by = models.CharField("người rút", max_length=150, blank=True)
    withdrawn_at = models.DateTimeField("rút lúc", null=True)
    withdrawal_reason = models.TextField("lý do rút", blank=True)

    objects = CoverageQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-day", "-id"]
        indexes: ClassVar = [models.Index(name="coverage_day", fields=["-day", "-id"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="a_piece_is_counted_once", fields=["outlet", "day", "title_key"], condition=Q(withdrawn_at=None)
            ),
            models.CheckConstraint(name="coverage_has_pieces", condition=Q(pieces__gte=1)),
            models.CheckConstraint(
                name="coverage_of_no_length_has_none", 
                condition=(Q(seconds=None) | Q(seconds__gt=0)) & (Q(words=None) | Q(words__gt=0)),
            ),
            models.CheckConstraint(
                name="withdrawn_coverage_says_who_and_why",
                condition=Q(withdrawn_at=None, withdrawn_by="", withdrawal_reason="")
                | (~Q(withdrawn_by="") & ~Q(withdrawal_reason="")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.outlet} {self.day}"
