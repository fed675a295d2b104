"""Units over time. Every dated row says the first and the last day on which it holds; nothing is overwritten."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .queries import DatedQuerySet, IdentityQuerySet, UnitQuerySet
from .rules import ROLES

KINDS = [
    ("province", "tỉnh"),
    ("district", "cấp huyện"),
    ("commune", "cấp xã"),
    ("village", "thôn, bon, buôn"),
    ("department", "sở, ban, ngành"),
    ("coordination_office", "văn phòng điều phối"),
    ("central_body", "cơ quan trung ương tại địa phương"),
    ("armed_forces", "lực lượng vũ trang"),
    ("fatherland_front", "Mặt trận Tổ quốc"),
    ("mass_organisation", "tổ chức chính trị - xã hội"),
    ("press", "báo chí"),
    ("enterprise", "doanh nghiệp"),
    ("cooperative", "hợp tác xã"),
    ("household", "hộ gia đình"),
    ("person", "cá nhân"),
]
TERRITORIAL = ("province", "district", "commune")
STATUS_LENGTH = 20


def ends_after_start(name: str) -> models.CheckConstraint:
    """A named constraint: the last day is not before the first."""
    return models.CheckConstraint(name=name, condition=Q(until=None) | Q(until__gte=F("since")))


class Unit(models.Model):
    """A unit of any kind, for as long as it exists. `code` is ours and unique over all time; a GSO code is not."""

    code = models.CharField("mã", max_length=60, unique=True)
    kind = models.CharField("loại", max_length=30, choices=KINDS)
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True)
    source = models.TextField("nguồn", blank=True)
    status = models.CharField("tình trạng", max_length=STATUS_LENGTH, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["code"]
        indexes: ClassVar = [models.Index(name="unit_kind_period", fields=["kind", "since", "until"])]
        constraints: ClassVar = [ends_after_start("unit_ends_after_it_starts")]

    def __str__(self) -> str:
        return self.code


class LegalEvent(models.Model):
    """A merge, split, rename or move, by its resolution. It takes effect at the start of `effective_on`."""

    code = models.CharField("mã", max_length=60, unique=True)
    kind = models.CharField(
        "loại",
        max_length=20,
        choices=[("merge", "sáp nhập"), ("split", "chia tách"), ("rename", "đổi tên"), ("move", "điều chuyển")],
    )
    effective_on = models.DateField("hiệu lực từ")
    document = models.CharField("văn bản", max_length=60)
    title = models.TextField("nội dung")
    source = models.TextField("nguồn", blank=True)
    status = models.CharField("tình trạng", max_length=STATUS_LENGTH, blank=True)
    recorded_by = models.CharField("người ghi", max_length=150)
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["effective_on", "code"]

    def __str__(self) -> str:
        return self.title


class Identity(models.Model):
    """What a unit is officially called, and its GSO code, in a period. A rename is a new row."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="identities")
    name = models.CharField("tên", max_length=3000)
    form = models.CharField("hình thức", max_length=30, blank=True)
    gso_code = models.CharField("mã đơn vị hành chính", max_length=10, blank=True)
    name_key = models.CharField("tên để so", max_length=3000, db_index=True)
    sort_key = models.CharField("tên để xếp", max_length=4000, blank=True)
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True)
    event = models.ForeignKey(LegalEvent, on_delete=models.PROTECT, null=True)

    objects = IdentityQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["unit_id", "since"]
        indexes: ClassVar = [models.Index(name="identity_gso", fields=["gso_code"])]
        constraints: ClassVar = [
            ends_after_start("identity_ends_after_it_starts"),
            models.UniqueConstraint(name="one_identity_a_unit_and_first_day", fields=["unit", "since"]),
        ]

    def __str__(self) -> str:
        return self.name


class Spelling(models.Model):
    """Another way a unit's name is written somewhere; matching knows it, pages do not show it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="spellings")
    name = models.CharField("cách viết", max_length=3000)
    name_key = models.CharField("tên để so", max_length=3000, db_index=True)
    source = models.CharField("nguồn", max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["unit_id", "name"]
        constraints: ClassVar = [models.UniqueConstraint(name="one_spelling_a_unit_and_name", fields=["unit", "name"])]

    def __str__(self) -> str:
        return self.name


class Lineage(models.Model):
    """One unit that flowed, wholly or in part, into another by a legal event."""

    event = models.ForeignKey(LegalEvent, on_delete=models.PROTECT, related_name="lineage")
    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="succession")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="ancestry")
    share_area = models.DecimalField("phần diện tích, %", max_digits=6, decimal_places=3, null=True)
    share_people = models.DecimalField("phần dân số, %", max_digits=6, decimal_places=3, null=True)

    class Meta:
        ordering: ClassVar = ["event_id", "successor_id", "predecessor_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_lineage_an_event_and_pair", fields=["event", "predecessor", "successor"]),
            models.CheckConstraint(name="no_unit_follows_itself", condition=~Q(predecessor=F("successor"))),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class Placement(models.Model):
    """Which unit a unit belongs to, in a period."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="members")
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True)
    event = models.ForeignKey(LegalEvent, on_delete=models.PROTECT, null=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["unit_id", "since"]
        constraints: ClassVar = [
            ends_after_start("placement_ends_after_it_starts"),
            models.UniqueConstraint(name="one_placement_a_unit_and_first_day", fields=["unit", "since"]),
            models.CheckConstraint(name="no_unit_in_itself", condition=~Q(unit=F("parent"))),
        ]

    def __str__(self) -> str:
        return f"{self.unit} ∈ {self.parent}"


class Attribute(models.Model):
    """A dated property: region, special_difficulty, border, commune_group, in_ntm_scope, role, point, neighbours."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="attributes")
    key = models.CharField("thuộc tính", max_length=40)
    value = models.TextField("giá trị")
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True)
    source = models.TextField("nguồn", blank=True)
    status = models.CharField("tình trạng", max_length=STATUS_LENGTH, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["unit_id", "key", "since"]
        constraints: ClassVar = [
            ends_after_start("attribute_ends_after_it_starts"),
            models.UniqueConstraint(name="one_attribute_a_unit_key_and_first_day", fields=["unit", "key", "since"]),
        ]

    def __str__(self) -> str:
        return f"{self.key}={self.value}"


class Group(models.Model):
    """A cluster or block of units that compete with each other (cụm, khối thi đua)."""

    code = models.CharField("mã", max_length=60, unique=True)
    name = models.CharField("tên", max_length=300)
    kind = models.CharField("loại", max_length=20, choices=[("cluster", "cụm"), ("block", "khối")])
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True)
    source = models.TextField("nguồn", blank=True)
    status = models.CharField("tình trạng", max_length=STATUS_LENGTH, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [ends_after_start("group_ends_after_it_starts")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A unit's dated membership of a group."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["group_id", "unit_id", "since"]
        constraints: ClassVar = [
            ends_after_start("membership_ends_after_it_starts"),
            models.UniqueConstraint(
                name="one_membership_a_group_unit_and_first_day", fields=["group", "unit", "since"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} ∈ {self.group}"


class Post(models.Model):
    """What a person may do, for which unit, in which period. Without a post there is no access."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField("vai trò", max_length=40, choices=[(role.code, role.name) for role in ROLES.values()])
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True)
    paper = models.CharField("theo văn bản", max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["account_id", "since"]
        constraints: ClassVar = [
            ends_after_start("post_ends_after_it_starts"),
            models.UniqueConstraint(
                name="one_post_an_account_role_unit_and_first_day", fields=["account", "role", "unit", "since"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.role} {self.unit}"


class Boundary(models.Model):
    """An outline of a unit, for drawing only; it decides nothing. `rings` are lists of [longitude, latitude]."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="boundaries")
    rings: models.JSONField = models.JSONField("đường bao")
    source = models.CharField("nguồn", max_length=300)
    imported_by = models.CharField("người nhập", max_length=150)
    imported_at = models.DateTimeField("nhập lúc", auto_now_add=True)
    is_current = models.BooleanField("đang dùng", default=True)

    class Meta:
        ordering: ClassVar = ["unit_id", "-imported_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_current_boundary_a_unit", fields=["unit"], condition=Q(is_current=True))
        ]

    def __str__(self) -> str:
        return f"{self.unit}"
