"""Surveys of households. Turnout is tied to a household, an answer never.

A ballot box is one row: the list of its ballots, sorted by random codes and rewritten as a whole with each ballot. So
no order, no time and no key is left that would lead from a ballot back to a household (see docs/decisions).
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chungsuc.organisations.models import Unit

from .queries import SurveyQuerySet
from .workflow import PREPARED, STATES

ALL, DRAWN = "all", "drawn"
PHONE, PAPER = "phone", "paper"


class Survey(models.Model):
    """One survey about one unit, for one matter of another room (`subject`, `subject_key`), or for none."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="surveys")
    level = models.CharField("mức công nhận", max_length=60)
    year = models.PositiveSmallIntegerField("năm đánh giá")
    subject = models.CharField("việc", max_length=60, blank=True)
    subject_key = models.CharField("mã việc", max_length=60, blank=True)
    address = models.CharField("địa chỉ phiếu", max_length=20, unique=True)
    state = models.CharField("trạng thái", max_length=20, default=PREPARED)
    mode = models.CharField("hộ được hỏi", max_length=10, choices=[(ALL, "mọi hộ"), (DRAWN, "hộ được chọn ngẫu nhiên")])
    seed = models.CharField("chuỗi gieo khi chọn hộ", max_length=64, blank=True)
    opened_on = models.DateField("bắt đầu", null=True)
    closes_on = models.DateField("hạn cuối", null=True)
    closed_on = models.DateField("kết thúc", null=True)
    concluded_on = models.DateField("công bố", null=True)
    paper = models.CharField("văn bản công bố", max_length=200, blank=True)
    prepared_by = models.CharField("người lập", max_length=150)
    prepared_at = models.DateTimeField("lập lúc", auto_now_add=True)
    end_reason = models.TextField("lý do hủy", blank=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="survey_state_is_known", condition=Q(state__in=list(STATES))),
            models.CheckConstraint(
                name="survey_closes_after_it_opens", condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on"))
            ),
            models.UniqueConstraint(
                name="one_living_survey_a_matter",
                fields=["subject", "subject_key"],
                condition=~Q(subject="") & ~Q(state="abandoned"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.level} {self.year}"


class SurveyHamlet(models.Model):
    """A hamlet (thôn, bon, buôn) of the survey with the number of its households."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="hamlets")
    name = models.CharField("thôn", max_length=200)
    position = models.PositiveSmallIntegerField("thứ tự")
    households = models.PositiveIntegerField("số hộ")

    class Meta:
        ordering: ClassVar = ["survey_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_hamlet_a_survey_and_name", fields=["survey", "name"]),
            models.CheckConstraint(name="a_hamlet_has_households", condition=Q(households__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name


class SurveyHousehold(models.Model):
    """A household that is asked: its number in the hamlet's list, and whether it has answered. No name is kept."""

    hamlet = models.ForeignKey(SurveyHamlet, on_delete=models.PROTECT, related_name="asked")
    number = models.PositiveIntegerField("số thứ tự hộ")
    code_hash = models.CharField("mã phiếu (băm)", max_length=64, blank=True)
    turned_out = models.BooleanField("đã nộp phiếu", default=False)
    channel = models.CharField(
        "cách nộp", max_length=10, blank=True, choices=[(PHONE, "điện thoại"), (PAPER, "phiếu giấy")]
    )

    class Meta:
        ordering: ClassVar = ["hamlet_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_household_a_hamlet_and_number", fields=["hamlet", "number"]),
            models.UniqueConstraint(name="one_household_a_code", fields=["code_hash"], condition=~Q(code_hash="")),
            models.CheckConstraint(
                name="turnout_has_a_channel",
                condition=Q(turned_out=True, channel__in=[PHONE, PAPER]) | Q(turned_out=False, channel=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hamlet} {self.number}"


class SurveyBox(models.Model):
    """The ballots of one hamlet and one kind: a list of {"code", "answers"} sorted by the random code."""

    hamlet = models.ForeignKey(SurveyHamlet, on_delete=models.PROTECT, related_name="boxes")
    kind = models.CharField("loại phiếu", max_length=40)
    ballots: models.JSONField = models.JSONField("phiếu", default=list)

    class Meta:
        ordering: ClassVar = ["hamlet_id", "kind"]
        constraints: ClassVar = [models.UniqueConstraint(name="one_box_a_hamlet_and_kind", fields=["hamlet", "kind"])]

    def __str__(self) -> str:
        return f"{self.hamlet} {self.kind}"


class PaperEntry(models.Model):
    """A paper ballot as one of two people typed it. It goes once both agree; the ballot is then only in the box."""

    hamlet = models.ForeignKey(SurveyHamlet, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField("loại phiếu", max_length=40)
    sheet = models.PositiveIntegerField("số trên phiếu giấy")
    round = models.PositiveSmallIntegerField("lượt nhập", choices=[(1, "lượt một"), (2, "lượt hai")])
    answers: models.JSONField = models.JSONField("trả lời")
    entered_by = models.CharField("người nhập", max_length=150)

    class Meta:
        ordering: ClassVar = ["hamlet_id", "kind", "sheet", "round"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_entry_a_sheet_and_round", fields=["hamlet", "kind", "sheet", "round"])
        ]

    def __str__(self) -> str:
        return f"{self.hamlet} {self.sheet}/{self.round}"
