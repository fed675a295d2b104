"""A round in which awards are considered, and the list that it opens with."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chungsuc.organisations.models import Unit

from .subjects import AwardSubject

SUBJECT = "awards.round"
OPEN, CLOSED = "open", "closed"
ROUND_STATES = [(OPEN, "đang nhận hồ sơ"), (CLOSED, "đã đóng")]
WAITING, TAKEN, ASIDE = "waiting", "taken", "aside"
LISTING_STATES = [(WAITING, "chờ xem"), (TAKEN, "đã lập hồ sơ"), (ASIDE, "để lại, có lý do")]


class Round(models.Model):
    """A round of a deciding body. `code`: the award round that a review round names; "" for a yearly one."""

    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="award_rounds")
    code = models.CharField("mã đợt", max_length=60, blank=True)
    year = models.PositiveSmallIntegerField("năm")
    name = models.CharField("tên đợt", max_length=200)
    forms: models.JSONField = models.JSONField("các hình thức")
    paper = models.CharField("văn bản hướng dẫn", max_length=300, blank=True)
    opened_on = models.DateField("mở ngày")
    nominate_until = models.DateField("nhận hồ sơ đến hết ngày")
    state = models.CharField("tình trạng", max_length=10, choices=ROUND_STATES, default=OPEN)
    version = models.PositiveIntegerField("lần thay đổi", default=1)
    closed_on = models.DateField("đóng ngày", null=True)
    by = models.CharField("người mở", max_length=150)
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-opened_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_award_round_a_body_and_name", fields=["body", "year", "name"]),
            models.UniqueConstraint(name="one_award_round_a_code", fields=["code"], condition=~Q(code="")),
            models.CheckConstraint(
                name="an_award_round_takes_dossiers_after_it_opened", condition=Q(nominate_until__gte=F("opened_on"))
            ),
            models.CheckConstraint(
                name="a_closed_award_round_has_its_day", condition=~Q(state=CLOSED) | Q(closed_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Listing(models.Model):
    """One line of the list that a round opens with: somebody, a form, and what the file said on the day it was built.

    `outcome`: what the rules made of it ("met", "not_met", "undetermined", "needs_human"); `lines` are the answers of
    the rules as `facts.eligibility.Line` writes them; `evidence` what they rest on, each [key, words].
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="listings")
    subject = models.ForeignKey(AwardSubject, on_delete=models.PROTECT, related_name="listings")
    form = models.CharField("hình thức", max_length=60)
    outcome = models.CharField("kết quả soát", max_length=20)
    lines: models.JSONField = models.JSONField("từng quy tắc")
    evidence: models.JSONField = models.JSONField("căn cứ")
    built_on = models.DateField("lập ngày")
    state = models.CharField("tình trạng", max_length=10, choices=LISTING_STATES, default=WAITING)
    version = models.PositiveIntegerField("lần thay đổi", default=1)
    reason = models.TextField("lý do để lại", blank=True)
    by = models.CharField("người xem", max_length=150, blank=True)
    on = models.DateField("xem ngày", null=True)

    class Meta:
        ordering: ClassVar = ["round_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_listing_a_round_subject_form", fields=["round", "subject", "form"]),
            models.CheckConstraint(
                name="a_listing_set_aside_says_why", condition=~Q(state=ASIDE) | ~Q(reason="") & ~Q(by="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.subject_id}, {self.form}"
