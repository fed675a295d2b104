"""Who sits on a council, from when to when. No fixed number: whoever is on the roll of a day."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from chungsuc.organisations.models import Unit, ends_after_start
from chungsuc.organisations.queries import DatedQuerySet

from ..queries import MemberQuerySet

ROLES = [("chair", "Chủ tịch"), ("deputy", "Phó Chủ tịch"), ("secretary", "Thư ký"), ("member", "Thành viên")]
TIES = [
    ("relative", "người thân công tác hoặc có lợi ích tại đơn vị"),
    ("sponsor", "được phân công phụ trách, đỡ đầu đơn vị"),
    ("other", "liên quan khác"),
]


class Council(models.Model):
    """A council set up by a decision, for as long as it exists."""

    code = models.SlugField("mã", max_length=60, unique=True)
    name = models.CharField("tên", max_length=300)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="councils")
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True)
    paper = models.CharField("quyết định thành lập", max_length=200)
    recorded_by = models.CharField("người ghi", max_length=150)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [ends_after_start("council_ends_after_it_starts")]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A place on the roll. Who has no account votes on paper. A change of role is an end and a new row."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="members")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="seats")
    full_name = models.CharField("họ và tên", max_length=200)
    sort_key = models.CharField("tên để xếp", max_length=300, blank=True)
    position = models.CharField("chức vụ", max_length=300, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="council_members")
    role = models.CharField("vai trò", max_length=12, choices=ROLES, default="member")
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True)
    paper = models.CharField("theo văn bản", max_length=200, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["council_id", "since", "id"]
        constraints: ClassVar = [
            ends_after_start("council_member_ends_after_joining"),
            models.UniqueConstraint(
                name="one_open_seat_a_council_and_account",
                fields=["council", "account"],
                condition=Q(until=None, account__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_open_chair_a_council", fields=["council"], condition=Q(until=None, role="chair")
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class Tie(models.Model):
    """What binds a member to a unit or a matter: a relative, a commune the member looks after, something else."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="ties")
    kind = models.CharField("loại", max_length=12, choices=TIES)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="council_ties")
    label = models.CharField("nội dung", max_length=300, blank=True)
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True)
    declared_by = models.CharField("người khai", max_length=150)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["member_id", "id"]
        constraints: ClassVar = [
            ends_after_start("tie_ends_after_it_starts"),
            models.CheckConstraint(
                name="a_tie_names_a_unit_or_says_what", condition=Q(unit__isnull=False) | ~Q(label="")
            ),
            models.UniqueConstraint(
                name="one_open_tie_a_member_kind_and_unit",
                fields=["member", "kind", "unit"],
                condition=Q(until=None, unit__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.kind} {self.unit}"
