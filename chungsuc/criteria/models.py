"""Sets, values and verdicts. A value is never changed: a correction is a new row that says what it replaces."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q

from chungsuc.imports.models import Batch
from chungsuc.law.verdicts import Outcome
from chungsuc.organisations.models import Unit

from .queries import AssessmentQuerySet, ValueQuerySet
from .rules import MILLION

OUTCOMES = [(o.value, o.label) for o in Outcome]
SEXES = [("", "chung"), ("m", "nam"), ("f", "nữ")]


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
    """A set of criteria with the decision that issued it and the years whose results it judges."""

    code = models.CharField("mã", max_length=60, unique=True)
    name = models.CharField("tên", max_length=300)
    level = models.CharField("mức công nhận", max_length=60)
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


class Value(models.Model):
    """One version of one value: a unit's measure in a year (of one sex where it is counted apart).

    state: "given" (a number or yes/no), "not_applicable", or "withdrawn" (an undone import left no earlier value).
    Both numbers of a share are kept where they were given; a percentage that came alone has none and is `bare`.
    """

    GIVEN, NOT_APPLICABLE, WITHDRAWN = "given", "not_applicable", "withdrawn"
    STATES: ClassVar = [(GIVEN, "có số liệu"), (NOT_APPLICABLE, "không áp dụng"), (WITHDRAWN, "đã rút")]

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="values")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="values")
    year = models.PositiveSmallIntegerField("năm")
    sex = models.CharField("giới", max_length=1, choices=SEXES, blank=True)
    state = models.CharField("trạng thái", max_length=20, choices=STATES, default=GIVEN)
    number = ExactField("số", null=True)
    flag = models.BooleanField("đạt", null=True)
    numerator = ExactField("tử số", null=True)
    denominator = ExactField("mẫu số", null=True)
    bare = models.BooleanField("chỉ có tỷ lệ", default=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="values")
    sheet = models.CharField("trang tính", max_length=100, blank=True)
    cell = models.CharField("ô", max_length=12, blank=True)
    raw = models.CharField("như trong tệp", max_length=200, blank=True)
    entered_by = models.CharField("người nhập", max_length=150)
    entered_at = models.DateTimeField("nhập lúc")
    reason = models.TextField("lý do", blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    is_current = models.BooleanField("đang dùng", default=True)

    objects = ValueQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(name="value_of_year", fields=["year", "measure", "unit"], condition=Q(is_current=True)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_current_value", fields=["unit", "year", "measure", "sex"], condition=Q(is_current=True)
            ),
            models.CheckConstraint(
                name="a_given_value_is_a_number_or_a_flag",
                condition=(
                    Q(state="given", number=None, flag__isnull=False)
                    | Q(state="given", number__isnull=False, flag=None)
                )
                | (~Q(state="given") & Q(number=None, flag=None)),
            ),
            models.CheckConstraint(
                name="both_numbers_of_a_share_or_none",
                condition=Q(numerator=None, denominator=None) | Q(numerator__isnull=False, denominator__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.measure_id}/{self.year}{self.sex}"

    @property
    def content(self) -> tuple:
        """What it says, to be compared with another version."""
        return (self.state, self.number, self.flag, self.numerator, self.denominator)


class Assessment(models.Model):
    """How a unit stands in a year by a set: counts and the verdicts below it. Derived; always equal to its values."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assessments")
    set = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="assessments")
    year = models.PositiveSmallIntegerField("năm")
    region = models.CharField("vùng áp dụng", max_length=60, blank=True)
    met = models.PositiveSmallIntegerField("số tiêu chí đạt")
    not_met = models.PositiveSmallIntegerField("số tiêu chí chưa đạt")
    undetermined = models.PositiveSmallIntegerField("số tiêu chí chưa đủ căn cứ")
    judged_at = models.DateTimeField("đánh giá lúc")

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["set_id", "year", "unit_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_assessment_a_set_year_unit", fields=["set", "year", "unit"])
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.set_id}/{self.year}"


class Verdict(models.Model):
    """The outcome of one criterion in an assessment, with the compact reasons that `rules.explain` puts into words."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="verdicts")
    no = models.PositiveSmallIntegerField("tiêu chí")
    outcome = models.CharField("kết luận", max_length=20, choices=OUTCOMES)
    findings: models.JSONField = models.JSONField("căn cứ", default=list)

    class Meta:
        ordering: ClassVar = ["assessment_id", "no"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_verdict_an_assessment_and_criterion", fields=["assessment", "no"])
        ]

    def __str__(self) -> str:
        return f"{self.no}: {self.outcome}"
