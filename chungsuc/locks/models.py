"""Locks, requests to open one, and timed exceptions. Nothing is deleted: a lock is lifted, an opening ends."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chungsuc.organisations.models import Unit

from .queries import LockQuerySet, OpeningQuerySet
from .rules import WHATS, Reach


class Lock(models.Model):
    """Something that may not be written from a moment on. Without a unit (year, set, part) it holds for all of them."""

    what = models.CharField("khóa gì", max_length=20, choices=list(WHATS.items()))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="locks")
    year = models.PositiveSmallIntegerField("năm", null=True)
    set_code = models.CharField("bộ tiêu chí", max_length=60, blank=True)
    part = models.CharField("tiêu chí, chỉ tiêu", max_length=20, blank=True)
    reason = models.TextField("lý do")
    how_to_ask = models.TextField("cách đề nghị mở")
    paper = models.CharField("theo văn bản", max_length=200, blank=True)
    since = models.DateTimeField("từ lúc")
    set_by = models.CharField("người khóa", max_length=150)
    set_by_name = models.CharField("họ tên", max_length=200)
    set_at = models.DateTimeField("ghi lúc")
    lifted_at = models.DateTimeField("gỡ lúc", null=True)
    lifted_by = models.CharField("người gỡ", max_length=150, blank=True)
    lift_reason = models.TextField("lý do gỡ", blank=True)

    objects = LockQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-since", "-id"]
        indexes: ClassVar = [models.Index(name="lock_what_and_time", fields=["what", "lifted_at", "since"])]
        constraints: ClassVar = [
            models.CheckConstraint(name="a_lock_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="a_lock_says_how_to_ask", condition=~Q(how_to_ask="")),
            models.CheckConstraint(
                name="a_lifted_lock_says_who_and_why",
                condition=Q(lifted_at=None) | (~Q(lifted_by="") & ~Q(lift_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """How people refer to it."""
        return f"KS-{self.pk:04d}"

    @property
    def reach(self) -> Reach:
        return Reach(self.what, self.unit_id, self.year, self.set_code, self.part)


class OpeningRequest(models.Model):
    """A unit that asks for a lock to be opened, and the answer."""

    lock = models.ForeignKey(Lock, on_delete=models.PROTECT, related_name="requests")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="opening_requests")
    reason = models.TextField("lý do")
    wanted_until = models.DateField("xin mở đến hết ngày", null=True)
    by = models.CharField("người đề nghị", max_length=150)
    by_name = models.CharField("họ tên", max_length=200)
    at = models.DateTimeField("đề nghị lúc")
    answered_at = models.DateTimeField("trả lời lúc", null=True)
    answered_by = models.CharField("người trả lời", max_length=150, blank=True)
    granted = models.BooleanField("đồng ý", null=True)
    answer = models.TextField("ý kiến", blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_open_request_a_lock_and_unit", fields=["lock", "unit"], condition=Q(answered_at=None)
            ),
            models.CheckConstraint(
                name="an_answered_request_has_an_answer",
                condition=Q(answered_at=None, granted=None) | Q(answered_at__isnull=False, granted__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lock}: {self.unit}"


class Opening(models.Model):
    """A timed exception from a lock: until when, who approved it, by which paper. No unit: everyone the lock holds."""

    lock = models.ForeignKey(Lock, on_delete=models.PROTECT, related_name="openings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="openings")
    request = models.OneToOneField(OpeningRequest, on_delete=models.PROTECT, null=True, related_name="opening")
    since = models.DateTimeField("từ lúc")
    until = models.DateTimeField("đến lúc")
    approver = models.CharField("người duyệt", max_length=200)
    paper = models.CharField("theo văn bản", max_length=200)
    reason = models.TextField("lý do")
    recorded_by = models.CharField("người ghi", max_length=150)
    ended_at = models.DateTimeField("kết thúc sớm lúc", null=True)
    ended_by = models.CharField("người kết thúc", max_length=150, blank=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-since", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="an_opening_ends_after_it_starts", condition=Q(until__gt=F("since"))),
            models.CheckConstraint(
                name="an_opening_has_approver_and_paper", condition=~Q(approver="") & ~Q(paper="") & ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lock} → {self.until:%d/%m/%Y}"
