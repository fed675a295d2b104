"""Sets of criteria as data: what is measured, what is asked, by which threshold, and which body answers."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q

from chungsuc.organisations.models import Unit

from ..queries import CriteriaSetQuerySet
from ..rules import MILLION

if TYPE_CHECKING:
    _WholeNumbers = models.BigIntegerField[Decimal | None, Decimal | None]
else:
    _WholeNumbers = models.BigIntegerField


class ExactField(_WholeNumbers):
    """An exact decimal kept as a whole number of millionths: equal on every database, sortable, without floats."""

    def from_db_value(self, value: int | None, expression: Any, connection: Any) -> Decimal | None:
        return None if value is None else Decimal(value) / MILLION

    def to_python(self, value: Any) -> Decimal | None:
        return value if value is None or isinstance(value, Decimal) else Decimal(str(value))

    def get_prep_value(self, value: Any) -> int | None:
        if value is None:
            return None
        scaled = Decimal(str(value)) * MILLION
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value}: more than six decimals")
        return super().get_prep_value(int(scaled))


class Measure(models.Model):
    """What is measured, whatever set asks for it; values belong to measures, so that several sets can judge them."""

    code = models.CharField("mã", max_length=80, unique=True)
    name = models.CharField("tên", max_length=300)
    kind = models.CharField("kiểu", max_length=20)
    unit = models.CharField("đơn vị tính", max_length=60, blank=True)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name


class CriteriaSet(models.Model):
    """A set of criteria with the decision that issued it and the years whose results it judges.

    `unit_kind` is the kind of unit that its level is given to: communes, or the villages of a province's own set.
    """

    code = models.CharField("mã", max_length=60, unique=True)
    name = models.CharField("tên", max_length=300)
    level = models.CharField("mức công nhận", max_length=60)
    unit_kind = models.CharField("loại đơn vị được xét", max_length=20, default="commune")
    detail = models.CharField(
        "chi tiết đến", max_length=20, choices=[("indicator", "chỉ tiêu"), ("criterion", "tiêu chí")]
    )
    document = models.CharField("văn bản", max_length=60)
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True)
    years: models.JSONField = models.JSONField("các năm đánh giá", default=list)
    region_default = models.CharField("vùng mặc định", max_length=60, blank=True)
    region_rule: models.JSONField = models.JSONField("quy tắc vùng", default=dict)
    region_names: models.JSONField = models.JSONField("tên các vùng", default=dict)
    source = models.TextField("nguồn", blank=True)
    status = models.CharField("tình trạng", max_length=20)

    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["since", "code"]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """One criterion (tiêu chí) of a set."""

    set = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="criteria")
    no = models.PositiveSmallIntegerField("số")
    name = models.CharField("tên", max_length=300)
    group = models.CharField("nhóm", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["set_id", "no"]
        constraints: ClassVar = [models.UniqueConstraint(name="one_criterion_a_set_and_number", fields=["set", "no"])]

    def __str__(self) -> str:
        return f"Tiêu chí {self.no}. {self.name}"


class Indicator(models.Model):
    """One indicator (chỉ tiêu) of a criterion: what is asked, how it is compared."""

    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="indicators")
    code = models.CharField("số", max_length=20)
    position = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("tên", max_length=300)
    text = models.TextField("nội dung")
    kind = models.CharField("kiểu", max_length=20)
    unit = models.CharField("đơn vị tính", max_length=60, blank=True)
    operator = models.CharField("phép so", max_length=2)
    by_sex = models.BooleanField("tách nam, nữ", default=False)
    not_applicable_allowed = models.BooleanField("được không áp dụng", default=False)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="indicators")
    set_by = models.CharField("do ai quy định", max_length=30, blank=True)
    note = models.TextField("ghi chú", blank=True)
    source = models.TextField("nguồn", blank=True)
    status = models.CharField("tình trạng", max_length=20)

    class Meta:
        ordering: ClassVar = ["criterion_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_indicator_a_criterion_and_code", fields=["criterion", "code"])
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Threshold(models.Model):
    """What an indicator must reach, for a region ("*": any) and a year (None: any). `figure` leads to its source."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="thresholds")
    region = models.CharField("vùng", max_length=60, default="*")
    year = models.PositiveSmallIntegerField("năm", null=True)
    figure = models.CharField("số liệu quy định", max_length=160)
    number = ExactField("mức", null=True)
    flag = models.BooleanField("đạt", null=True)
    status = models.CharField("tình trạng", max_length=20)

    class Meta:
        ordering: ClassVar = ["indicator_id", "region", "year"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_threshold_an_indicator_region_year", fields=["indicator", "region", "year"]
            ),
            models.CheckConstraint(name="threshold_is_number_or_flag", condition=Q(number=None) | Q(flag=None)),
        ]

    def __str__(self) -> str:
        return self.figure


class Owner(models.Model):
    """The body that answers for a criterion ("17") or one of its indicators ("17.1") of a set, in a period."""

    set = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="owners")
    part = models.CharField("phần", max_length=20)
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="owned_criteria")
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True)
    source = models.TextField("nguồn", blank=True)
    status = models.CharField("tình trạng", max_length=20)

    class Meta:
        ordering: ClassVar = ["set_id", "part", "since"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_owner_a_part_and_first_day", fields=["set", "part", "since"]),
            models.CheckConstraint(
                name="owner_ends_after_it_starts", condition=Q(until=None) | Q(until__gte=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part}: {self.body}"
