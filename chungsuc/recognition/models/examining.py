"""What is examined: items of the dossier, statements of responsible bodies, appraisals; the yearly re-check."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chungsuc.organisations.models import Unit

from .cases import Case
from .recorded import Replaceable
from .register import Recognition

MET, NOT_MET = "met", "not_met"
OUTCOMES = [(MET, "đạt"), (NOT_MET, "chưa đạt")]


class DossierItem(Replaceable):
    """A paper that the dossier must hold, as it was put in: its number and day. A new one replaces the former."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="items")
    code = models.CharField("thành phần", max_length=60)
    paper = models.CharField("số, tên văn bản", max_length=200)
    on = models.DateField("ngày văn bản")

    class Meta:
        ordering: ClassVar = ["case_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_current_item_a_case_and_code", fields=["case", "code"], condition=Q(is_current=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.code}"


class Statement(Replaceable):
    """A responsible body's written word on one condition: no debt, no complex security case, "bốn tại chỗ" …"""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="statements")
    kind = models.CharField("điều kiện", max_length=60)
    outcome = models.CharField("kết luận", max_length=20, choices=OUTCOMES)
    number = models.PositiveIntegerField("số lượng", null=True)
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    paper = models.CharField("số văn bản", max_length=200)
    on = models.DateField("ngày văn bản")
    text = models.TextField("nội dung", blank=True)

    class Meta:
        ordering: ClassVar = ["case_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_current_statement_a_case_and_kind", fields=["case", "kind"], condition=Q(is_current=True)
            ),
            models.CheckConstraint(name="a_statement_has_a_paper", condition=~Q(paper="")),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class Appraisal(Replaceable):
    """What the body responsible for a part of the set ("17" or "17.1") found; a new one replaces the former."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="appraisals")
    part = models.CharField("tiêu chí hoặc chỉ tiêu", max_length=20)
    outcome = models.CharField("kết luận", max_length=20, choices=OUTCOMES)
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    paper = models.CharField("số văn bản", max_length=200, blank=True)
    on = models.DateField("ngày")
    text = models.TextField("nhận xét", blank=True)

    class Meta:
        ordering: ClassVar = ["case_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_current_appraisal_a_case_and_part", fields=["case", "part"], condition=Q(is_current=True)
            ),
            models.CheckConstraint(name="a_failing_appraisal_says_why", condition=Q(outcome=MET) | ~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.part}"


class Recheck(Replaceable):
    """Whether a recognised unit still meets its set in a year: derived from that year's verdicts, judged again freely.

    "Recognised" and "still meets" are two facts: this never changes the register.
    """

    HOLDS, WARNING, REVOKE, UNDETERMINED = "holds", "warning", "revoke", "undetermined"
    RESULTS = [
        (HOLDS, "còn đạt"),
        (WARNING, "cảnh báo"),
        (REVOKE, "có căn cứ thu hồi"),
        (UNDETERMINED, "chưa đủ căn cứ"),
    ]
    recognition = models.ForeignKey(Recognition, on_delete=models.PROTECT, related_name="rechecks")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rechecks")
    year = models.PositiveSmallIntegerField("năm")
    result = models.CharField("kết quả", max_length=20, choices=RESULTS)
    failed: models.JSONField = models.JSONField("tiêu chí không đạt", default=list)
    unknown: models.JSONField = models.JSONField("tiêu chí chưa đủ căn cứ", default=list)
    total = models.PositiveSmallIntegerField("số tiêu chí")
    reasons: models.JSONField = models.JSONField("căn cứ", default=list)
    on = models.DateField("rà soát ngày")
    by = models.CharField("người rà soát", max_length=150)

    class Meta:
        ordering: ClassVar = ["-year", "unit_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_current_recheck_a_recognition_and_year",
                fields=["recognition", "year"],
                condition=Q(is_current=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.recognition_id} {self.year}: {self.result}"
