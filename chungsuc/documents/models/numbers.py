"""Numbers of papers: one series a body, kind and year, without a gap.

A number can stand only where the one before it stands: each row refers to its predecessor by a key that says series and
number, and the database checks that the key says what it should. So no gap can be written, by whatever path.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Concat

from chungsuc.organisations.models import Unit

from ..queries import NumberQuerySet
from ..workflow import CANCELLED, NUMBER_STATES


class Series(models.Model):
    """The numbers of a body's papers of one kind in one year. `last` is the last number given, 0 before the first."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="paper_series")
    kind = models.CharField("mã loại văn bản", max_length=40)
    kind_name = models.CharField("loại văn bản", max_length=100)
    year = models.PositiveSmallIntegerField("năm")
    last = models.PositiveIntegerField("số cuối đã cấp", default=0)

    class Meta:
        ordering: ClassVar = ["-year", "unit_id", "kind"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_series_a_body_kind_and_year", fields=["unit", "kind", "year"])
        ]

    def __str__(self) -> str:
        return f"{self.kind_name} năm {self.year}"


def key_of(series_id: int, number: int) -> str:
    """What a number is referred to by."""
    return f"{series_id}-{number}"


def _key(number: F | models.expressions.CombinedExpression) -> Concat:
    return Concat(Cast("series_id", models.CharField()), Value("-"), Cast(number, models.CharField()))


class SeriesNumber(models.Model):
    """One number of a series. `printed` is what stands on the paper; `confirmed` is what the body's own register says,
    which may differ: both are kept.
    """

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField("số")
    key = models.CharField("khóa", max_length=40, unique=True)
    after = models.OneToOneField(
        "self", on_delete=models.PROTECT, to_field="key", null=True, related_name="following", verbose_name="số trước"
    )
    state = models.CharField("trạng thái", max_length=10, choices=[(s.code, s.label) for s in NUMBER_STATES.values()])
    printed = models.CharField("số như in", max_length=100)
    confirmed = models.CharField("số đã xác nhận", max_length=100, blank=True)
    confirmed_by = models.CharField("người xác nhận", max_length=150, blank=True)
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True)
    purpose = models.CharField("dùng cho", max_length=300, blank=True)
    reason = models.TextField("lý do hủy", blank=True)
    given_on = models.DateField("ngày cấp")
    given_by = models.CharField("người cấp", max_length=150)
    given_at = models.DateTimeField("cấp lúc")
    changed_by = models.CharField("người dùng hoặc hủy", max_length=150, blank=True)
    changed_at = models.DateTimeField("dùng hoặc hủy lúc", null=True)

    objects = NumberQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["series_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_row_a_series_and_number", fields=["series", "number"]),
            models.CheckConstraint(name="numbers_begin_with_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="a_number_is_keyed_by_itself", condition=Q(key=_key(F("number")))),
            models.CheckConstraint(
                name="a_number_follows_the_one_before",
                condition=Q(number=1, after__isnull=True)
                | Q(number__gt=1, after__isnull=False, after=_key(F("number") - 1)),
            ),
            models.CheckConstraint(
                name="a_cancelled_number_says_why", condition=~Q(state=CANCELLED) | (~Q(reason="") & ~Q(changed_by=""))
            ),
            models.CheckConstraint(
                name="a_confirmed_number_says_by_whom",
                condition=Q(confirmed="", confirmed_by="", confirmed_at=None)
                | (~Q(confirmed="") & ~Q(confirmed_by="") & Q(confirmed_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.printed

    @property
    def state_label(self) -> str:
        return NUMBER_STATES[self.state].label

    @property
    def differs(self) -> bool:
        """Whether the confirmed number is another than the printed one."""
        return bool(self.confirmed) and self.confirmed != self.printed
