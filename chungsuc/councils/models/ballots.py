"""Who took part in a vote, and what was voted: two tables that nothing links (decision 0013).

`Turnout` rows exist for every entitled member from the moment the vote opens, so that no row's place tells when it
came; a vote rewrites all of them. `Box` is one row an item: a list of {code, choice} sorted by random code, rewritten
as a whole.
Neither has a time, an order or a key towards the other.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from chungsuc.law.verdicts import Outcome

from ..rules import DECIDED, said
from .roll import Member
from .sessions import Item, Session

# One byte each: a row that is longer once voted would lie elsewhere on its page and so tell when it came.
WAITING, PHONE, ROOM, POST = "-", "p", "r", "l"
CHANNELS = [
    (WAITING, "chưa bỏ phiếu"),
    (PHONE, "trên điện thoại"),
    (ROOM, "phiếu giấy tại phòng họp"),
    (POST, "phiếu gửi thư"),
]


class Turnout(models.Model):
    """That an entitled member's ballot on an item is in, and by which way. Never what it says, never when it came."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="turnout")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="turnout")
    channel = models.CharField("cách bỏ phiếu", max_length=1, choices=CHANNELS, default=WAITING)

    class Meta:
        ordering: ClassVar = ["item_id", "member_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_ballot_an_item_and_member", fields=["item", "member"]),
            models.CheckConstraint(
                name="a_ballot_comes_by_a_known_way", condition=Q(channel__in=(WAITING, PHONE, ROOM, POST))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}"


class Box(models.Model):
    """The ballots of one item: [{"code": …, "choice": …}, …], sorted by code. Published to the roll after closing."""

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="box", primary_key=True)
    ballots: models.JSONField = models.JSONField("phiếu", default=list)

    def __str__(self) -> str:
        return f"Hòm phiếu của nội dung {self.item_id}"


class PaperCount(models.Model):
    """What the first counter found in the paper ballots, until a second one finds the same; then it goes away.

    Kept apart it would tell how those few voted who voted on paper.
    """

    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="paper_count", primary_key=True)
    counts: models.JSONField = models.JSONField("số phiếu theo nội dung")
    counted_by = models.CharField("người kiểm thứ nhất", max_length=150)

    def __str__(self) -> str:
        return f"Kiểm phiếu giấy lần một của phiên {self.session_id}"


class Result(models.Model):
    """What the vote on an item came to: the numbers, the rules they were held against, and the reasons."""

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="result", primary_key=True)
    roll = models.PositiveIntegerField("tổng số thành viên")
    present = models.PositiveIntegerField("số dự họp")
    letters = models.PositiveIntegerField("số phiếu gửi thư")
    recused = models.PositiveIntegerField("số không biểu quyết do liên quan")
    turnout = models.PositiveIntegerField("số phiếu thu về")
    yes = models.PositiveIntegerField("đồng ý")
    no = models.PositiveIntegerField("không đồng ý")
    abstain = models.PositiveIntegerField("không có ý kiến")
    invalid = models.PositiveIntegerField("không hợp lệ")
    denominator = models.PositiveIntegerField("mẫu số", null=True)
    share = models.DecimalField("tỷ lệ đồng ý, %", max_digits=7, decimal_places=4, null=True)
    threshold = models.DecimalField("mức yêu cầu, %", max_digits=7, decimal_places=4, null=True)
    outcome = models.CharField("kết luận", max_length=16)
    reasons: models.JSONField = models.JSONField("lý do", default=list)
    concluded_on = models.DateField("kết luận ngày")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="every_ballot_is_counted_once",
                condition=Q(turnout=models.F("yes") + models.F("no") + models.F("abstain") + models.F("invalid")),
            ),
            models.CheckConstraint(
                name="a_vote_is_concluded_in_three_values", condition=Q(outcome__in=("met", "not_met", "undetermined"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.outcome}"

    @property
    def decided(self) -> str:
        """What the council decided, in words."""
        return DECIDED[Outcome(self.outcome)]

    @property
    def share_said(self) -> str:
        """The share in favour in words, cut to two places; "" without one."""
        return "" if self.share is None else said(self.share)


class Recount(models.Model):
    """A neutral clerk counted the published list again and says whether it agrees with the result."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="recounts")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="recounts")
    name = models.CharField("họ và tên", max_length=200)
    agrees = models.BooleanField("khớp")
    note = models.TextField("ghi chú", blank=True)
    counted_on = models.DateField("kiểm lại ngày")

    class Meta:
        ordering: ClassVar = ["session_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_recount_a_session_and_clerk", fields=["session", "account"])
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.agrees}"
