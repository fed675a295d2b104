"""Contributions: who received, who recorded, how far it is; what is told of them in numbered terms; consents."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chungsuc.evidence.models import Document
from chungsuc.imports.models import Batch
from chungsuc.organisations.models import Unit

from ..queries import GiftTermsQuerySet
from ..rules.giving import KIND_CHOICES
from ..workflow import STATES


class Contribution(models.Model):
    """One contribution. `by_receiver`: the receiving unit recorded it itself, so somebody else confirms."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="contributions")
    recorder = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="recorded_contributions")
    by_receiver = models.BooleanField("nơi nhận tự ghi")
    state = models.CharField("trạng thái", max_length=12, choices=[(s.code, s.label) for s in STATES.values()])
    version = models.PositiveIntegerField("lần", default=1)
    answer_reason = models.TextField("lý do không xác nhận", blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    recorded_by = models.CharField("người ghi", max_length=150)
    recorded_at = models.DateTimeField("ghi lúc")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="contributions")

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(name="contribution_state", fields=["state", "unit"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="only_a_merged_contribution_points_elsewhere",
                condition=Q(state="merged", merged_into__isnull=False) | (~Q(state="merged") & Q(merged_into=None)),
            ),
            models.CheckConstraint(
                name="a_contested_contribution_says_why", condition=~Q(state="contested") | ~Q(answer_reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def state_label(self) -> str:
        return STATES[self.state].label

    @property
    def sign(self) -> str:
        return STATES[self.state].sign


class GiftTerms(models.Model):
    """What is told of a contribution; a correction is a new row with the next number. `value` is in đồng, NULL where
    no basis says the worth. `unnamed` is what the giver is called without consent, "" where the name is open.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveIntegerField("lần ghi")
    is_current = models.BooleanField("đang dùng", default=True)
    given_on = models.DateField("ngày đóng góp")
    source = models.CharField("mã nguồn", max_length=40)
    source_name = models.CharField("nguồn", max_length=200)
    unnamed = models.CharField("gọi khi chưa đồng ý nêu tên", max_length=100, blank=True)
    giver = models.CharField("người, đơn vị đóng góp", max_length=300, blank=True)
    giver_key = models.CharField("tên để so", max_length=400, blank=True)
    kind = models.CharField("loại", max_length=10, choices=KIND_CHOICES)
    quantity = models.DecimalField("số lượng", max_digits=17, decimal_places=3)
    measure = models.CharField("đơn vị tính", max_length=60)
    value = models.DecimalField("giá trị, đồng", max_digits=15, decimal_places=0, null=True)
    basis = models.CharField("căn cứ quy đổi", max_length=400, blank=True)
    purpose = models.CharField("công trình, nhiệm vụ", max_length=400)
    purpose_key = models.CharField("công trình để so", max_length=500)
    reason = models.CharField("lý do sửa", max_length=500, blank=True)
    by = models.CharField("người ghi", max_length=150)
    at = models.DateTimeField("ghi lúc")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="contribution_terms")
    sheet = models.CharField("trang tính", max_length=100, blank=True)
    cell = models.CharField("ô", max_length=12, blank=True)

    objects = GiftTermsQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["contribution_id", "number"]
        indexes: ClassVar = [
            models.Index(name="terms_day", fields=["-given_on", "-id"]),
            models.Index(name="terms_giver", fields=["giver_key"]),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(name="terms_are_numbered", fields=["contribution", "number"]),
            models.UniqueConstraint(
                name="one_current_terms_a_contribution", fields=["contribution"], condition=Q(is_current=True)
            ),
            models.CheckConstraint(name="a_contribution_is_more_than_nothing", condition=Q(quantity__gt=0)),
            models.CheckConstraint(
                name="a_worth_has_its_basis", condition=Q(value=None) | Q(kind="money") | ~Q(basis="")
            ),
            models.CheckConstraint(
                name="money_is_worth_itself", condition=~Q(kind="money") | Q(value=models.F("quantity"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id}/{self.number}"


class NameConsent(models.Model):
    """That the giver of a contribution agreed to be named, by a signed paper or by word before a witness."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="consents")
    given_on = models.DateField("ngày đồng ý")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="giver_consents")
    witness = models.CharField("người chứng kiến", max_length=200, blank=True)
    recorded_by = models.CharField("người ghi", max_length=150)
    recorded_at = models.DateTimeField("ghi lúc")
    withdrawn_on = models.DateField("ngày rút", null=True)
    withdrawn_how = models.CharField("rút bằng cách nào", max_length=500, blank=True)
    withdrawn_by = models.CharField("người ghi việc rút", max_length=150, blank=True)
    withdrawn_at = models.DateTimeField("ghi việc rút lúc", null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_standing_consent_a_giver", fields=["contribution"], condition=Q(withdrawn_at=None)
            ),
            models.CheckConstraint(
                name="a_givers_consent_has_its_proof", condition=Q(document__isnull=False) | ~Q(witness="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.given_on}"
