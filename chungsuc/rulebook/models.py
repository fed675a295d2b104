"""The register of law and plan: documents, figures, confirmations, days off. Nothing here is ever overwritten."""

import json
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from chungsuc.law.citations import Status

from .queries import FigureQuerySet, LegalDocumentQuerySet

STATUSES = [(s.value, s.label) for s in Status if s is not Status.CONFIRMED]


NUMBER_ROOM = "……"
"""Stands in a paper where the number of a document that it cites is not settled."""


class LegalDocument(models.Model):
    """A legal document; while its printed numbers contradict each other `number_confirmed` stays empty."""

    code = models.CharField("mã", max_length=60, unique=True)
    kind = models.CharField("loại", max_length=60)
    numbers_printed: models.JSONField = models.JSONField("số như in", default=list)
    number_confirmed = models.CharField("số đã xác nhận", max_length=60, blank=True)
    title = models.TextField("trích yếu")
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True)
    since = models.DateField("hiệu lực từ", null=True)
    until = models.DateField("hết hiệu lực", null=True)
    role = models.CharField("vai trò", max_length=40, blank=True)
    source = models.TextField("nguồn", blank=True)
    status = models.CharField("tình trạng", max_length=20, choices=STATUSES)
    note = models.TextField("ghi chú", blank=True)

    objects = LegalDocumentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["issued_on", "code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="document_ends_after_it_starts", condition=Q(until=None) | Q(until__gte=F("since"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip()

    @property
    def number(self) -> str:
        """The number to show: the confirmed one, else every printed one and that it awaits correction."""
        if self.number_confirmed or not self.numbers_printed:
            return self.number_confirmed
        printed = " / ".join(self.numbers_printed)
        return f"{printed} (chờ đính chính)" if len(self.numbers_printed) > 1 else printed

    @property
    def number_in_papers(self) -> str:
        """The number as a paper prints it: the confirmed or only one, else room before the letters that all agree on.

        A paper is signed: neither two readings nor a remark may stand in it, and none is picked in silence.
        """
        if number := self.number_confirmed or self.number_as_loaded:
            return number
        letters = {printed.partition("/")[2] for printed in self.numbers_printed}
        only = letters.pop() if len(letters) == 1 else ""
        return f"{NUMBER_ROOM}/{only}" if only else NUMBER_ROOM

    @property
    def number_as_loaded(self) -> str:
        """The number that needs no officer: the only one that was printed; "" where several or none were."""
        return self.numbers_printed[0] if len(self.numbers_printed) == 1 else ""

    @property
    def awaits_correction(self) -> bool:
        """Whether its printed numbers contradict each other and nobody has confirmed one yet."""
        return not self.number_confirmed and len(self.numbers_printed) > 1

    @property
    def printed_words(self) -> str:
        """What the prints say where that is not the number shown: "bản in ghi 137/QĐ-UBND và 1337/QĐ-UBND", else ""."""
        if not self.number_confirmed or list(self.numbers_printed) in ([], [self.number_confirmed]):
            return ""
        return f"bản in ghi {' và '.join(self.numbers_printed)}"


class Word(models.Model):
    """A named officer's word: whose it is, on which day it was given, when it was written down."""

    by = models.CharField("người xác nhận", max_length=150)
    by_name = models.CharField("họ tên", max_length=200)
    on = models.DateField("ngày xác nhận")
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        abstract = True


class NumberConfirmation(Word):
    """A named officer's word on a document's right number; the newest one holds, none is ever changed.

    Without a number it takes the former one back, for a reason.
    """

    document = models.ForeignKey(LegalDocument, on_delete=models.PROTECT, related_name="number_confirmations")
    number = models.CharField("số đúng", max_length=60, blank=True)
    paper = models.TextField("đọc từ văn bản", blank=True)
    reason = models.TextField("lý do rút", blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="number_has_a_paper_and_its_withdrawal_a_reason",
                condition=(~Q(number="") & ~Q(paper="")) | (Q(number="") & ~Q(reason="")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.number or 'rút'}"


class Figure(models.Model):
    """One version of one figure. A changed figure is a new row; the former keeps the moment it was replaced."""

    key = models.CharField("khóa", max_length=160)
    label = models.TextField("tên")
    value_json = models.TextField("giá trị")
    unit = models.CharField("đơn vị tính", max_length=60, blank=True)
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True)
    source = models.TextField("nguồn")
    status = models.CharField("tình trạng", max_length=20, choices=STATUSES)
    document = models.CharField("văn bản", max_length=60, blank=True)
    note = models.TextField("ghi chú", blank=True)
    pack = models.CharField("gói dữ liệu", max_length=60)
    file = models.CharField("tệp", max_length=120, blank=True)
    line = models.PositiveIntegerField("dòng", default=0)
    version = models.PositiveIntegerField("lần", default=1)
    replaced_at = models.DateTimeField("bị thay lúc", null=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["key", "since"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_current_figure_a_key_and_day", fields=["key", "since"], condition=Q(replaced_at=None)
            ),
            models.CheckConstraint(
                name="figure_ends_after_it_starts", condition=Q(until=None) | Q(until__gte=F("since"))
            ),
            models.CheckConstraint(
                name="missing_figure_has_no_value",
                condition=Q(status="missing", value_json="null") | ~Q(status="missing"),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def value(self) -> Any:
        """The value with exact numbers: Decimal, bool, str, list, dict, or None when missing."""
        return json.loads(self.value_json, parse_float=Decimal, parse_int=Decimal)

    @property
    def standing(self) -> str:
        """Its status as shown: confirmed when a named officer confirmed this version, else the pack's own word."""
        confirmations = getattr(self, "confirmation_count", None)
        if confirmations is None:
            confirmations = self.confirmations.filter(withdrawal=None).count()
        return Status.CONFIRMED.value if confirmations else self.status


class Confirmation(Word):
    """A named officer's word that a figure is right, with the paper it was read from."""

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="confirmations")
    source = models.TextField("đọc từ văn bản")

    class Meta:
        ordering: ClassVar = ["recorded_at"]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.figure}"

    @property
    def holds(self) -> bool:
        """Whether nobody took it back."""
        return getattr(self, "withdrawal", None) is None


class Withdrawal(Word):
    """A confirmation of a figure that was taken back, by whom and why. The confirmation itself stays told."""

    confirmation = models.OneToOneField(Confirmation, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField("lý do")
    by = models.CharField("người rút", max_length=150)
    on = models.DateField("ngày rút")

    class Meta:
        ordering: ClassVar = ["recorded_at"]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.reason}"


class Ruling(models.Model):
    """A named officer's written decision for one matter where a rule is missing. It binds that matter only."""

    key = models.CharField("khóa", max_length=160)
    subject = models.CharField("việc", max_length=200)
    value_json = models.TextField("giá trị")
    paper = models.CharField("văn bản", max_length=200)
    reason = models.TextField("lý do")
    by = models.CharField("người ghi", max_length=150)
    by_name = models.CharField("người quyết định", max_length=200)
    on = models.DateField("ngày quyết định")
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_ruling_a_rule_and_matter", fields=["key", "subject"])
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.subject}"

    @property
    def value(self) -> Any:
        """The value with exact numbers, as of a figure."""
        return json.loads(self.value_json, parse_float=Decimal, parse_int=Decimal)


class DayOff(models.Model):
    """A public holiday, or a Saturday that is worked instead."""

    HOLIDAY, WORKING_SATURDAY = "holiday", "working_saturday"
    day = models.DateField("ngày", unique=True)
    kind = models.CharField("loại", max_length=20, choices=[(HOLIDAY, "nghỉ lễ"), (WORKING_SATURDAY, "thứ bảy làm bù")])
    source = models.TextField("nguồn", blank=True)
    status = models.CharField("tình trạng", max_length=20, choices=STATUSES)

    class Meta:
        ordering: ClassVar = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.get_kind_display()}"
