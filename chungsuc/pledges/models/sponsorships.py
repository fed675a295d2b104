"""Who helps which commune by which decision, what was promised, and what the commune says of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chungsuc.organisations.models import Unit, ends_after_start

from ..queries import SponsorshipQuerySet
from ..workflow import TOLD_STATES, WAITING, WITHDRAWN

SPONSORSHIP = "pledges.sponsorship"


class Sponsorship(models.Model):
    """A department (body, mass organisation) assigned by a decision to help a commune in a period."""

    helper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="helps")
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="helped_by")
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True)
    decision = models.CharField("quyết định phân công", max_length=200)
    decision_on = models.DateField("ngày của quyết định")
    end_reason = models.TextField("lý do kết thúc", blank=True)
    end_paper = models.CharField("văn bản kết thúc", max_length=200, blank=True)
    by = models.CharField("người ghi", max_length=150)
    by_name = models.CharField("họ tên", max_length=200)

    objects = SponsorshipQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-since", "id"]
        constraints: ClassVar = [
            ends_after_start("sponsorship_ends_after_it_starts"),
            models.UniqueConstraint(
                name="one_open_sponsorship_a_pair", fields=["helper", "commune"], condition=Q(until=None)
            ),
            models.CheckConstraint(name="a_sponsorship_names_its_decision", condition=~Q(decision="")),
        ]

    def __str__(self) -> str:
        return f"{self.helper_id} → {self.commune_id}"


class Commitment(models.Model):
    """What the helper promises a commune: what, with which concrete result, by when."""

    sponsorship = models.ForeignKey(Sponsorship, on_delete=models.PROTECT, related_name="commitments")
    what = models.TextField("việc giúp")
    result = models.TextField("kết quả cụ thể")
    amount = models.DecimalField("kinh phí, đồng", max_digits=20, decimal_places=0, null=True)
    due = models.DateField("hạn")
    on = models.DateField("ghi ngày")
    by = models.CharField("người ghi", max_length=150)
    by_name = models.CharField("họ tên", max_length=200)

    class Meta:
        ordering: ClassVar = ["due", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="a_commitment_has_a_concrete_result", condition=~Q(what="") & ~Q(result=""))
        ]

    def __str__(self) -> str:
        return self.what


class Told(models.Model):
    """What the helper tells of its help, and what the commune says of that."""

    state = models.CharField(
        "trạng thái", max_length=20, choices=[(s.code, s.label) for s in TOLD_STATES.values()], default=WAITING
    )
    version = models.PositiveIntegerField("số lần ghi", default=0)
    answered_on = models.DateField("trả lời ngày", null=True)
    answered_by = models.CharField("người trả lời", max_length=150, blank=True)
    answered_by_name = models.CharField("họ tên người trả lời", max_length=200, blank=True)
    answer = models.TextField("lý do", blank=True)
    by = models.CharField("người ghi", max_length=150)
    by_name = models.CharField("họ tên", max_length=200)
    recorded_at = models.DateTimeField("ghi lúc")

    class Meta:
        abstract = True

    @property
    def state_label(self) -> str:
        return TOLD_STATES[self.state].label

    @property
    def pk_text(self) -> str:
        return str(self.pk)

    @property
    def sign(self) -> str:
        return TOLD_STATES[self.state].sign


def _answered(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(state=WAITING) | (Q(answered_on__isnull=False) & (Q(state="confirmed") | ~Q(answer=""))),
    )


class Visit(Told):
    """A day on which the helper went to the commune."""

    sponsorship = models.ForeignKey(Sponsorship, on_delete=models.PROTECT, related_name="visits")
    on = models.DateField("ngày xuống xã")
    people = models.CharField("thành phần", max_length=300)
    content = models.TextField("nội dung làm việc")

    class Meta:
        ordering: ClassVar = ["-on", "-id"]
        constraints: ClassVar = [
            _answered("an_answered_visit_says_when_and_why"),
            models.CheckConstraint(name="a_visit_says_what", condition=~Q(content="")),
            models.UniqueConstraint(
                name="one_visit_a_day_and_content", fields=["sponsorship", "on", "content"],
                condition=~Q(state=WITHDRAWN),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.sponsorship_id}: {self.on}"


class HelpOutcome(Told):
    """What the help brought about, of one commitment or by itself."""

    sponsorship = models.ForeignKey(Sponsorship, on_delete=models.PROTECT, related_name="outcomes")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, null=True, related_name="outcomes")
    on = models.DateField("ngày có kết quả")
    what = models.TextField("kết quả")
    amount = models.DecimalField("trị giá, đồng", max_digits=20, decimal_places=0, null=True)

    class Meta:
        ordering: ClassVar = ["-on", "-id"]
        constraints: ClassVar = [
            _answered("an_answered_outcome_says_when_and_why"),
            models.CheckConstraint(name="an_outcome_says_what", condition=~Q(what="")),
        ]

    def __str__(self) -> str:
        return self.what
