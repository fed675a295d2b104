"""A session: what it is about, its papers, who came, whose interest stands in the way, who signed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from chungsuc.organisations.models import Unit

from ..queries import ItemQuerySet, SessionQuerySet
from ..workflow import STATES
from .roll import Council, Member

PRESENT, ABSENT, LETTER = "present", "absent", "letter"
ATTENDANCES = [(PRESENT, "dự họp"), (ABSENT, "vắng mặt"), (LETTER, "vắng mặt, gửi phiếu bằng thư")]
DETECTED, DECLARED = "detected", "declared"
INTERESTS = [
    ("own_unit", "công tác tại đơn vị được xét"),
    ("related_unit", "công tác tại đơn vị cấp trên, cấp dưới hoặc đơn vị trước, sau sáp nhập của đơn vị được xét"),
    ("sponsor", "được phân công phụ trách, đỡ đầu đơn vị được xét"),
    ("relative", "có người thân công tác hoặc có lợi ích tại đơn vị được xét"),
    ("other", "liên quan khác"),
]


class Session(models.Model):
    """One session of a council about one kind of matter. Every move of `state` is a conditional UPDATE."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="sessions")
    matter = models.CharField("loại việc", max_length=40)
    number = models.PositiveIntegerField("phiên số")
    convened_on = models.DateField("triệu tập ngày")
    held_on = models.DateField("họp ngày")
    quorum_key = models.CharField("khóa tỷ lệ dự họp", max_length=160)
    place = models.CharField("địa điểm", max_length=300, blank=True)
    state = models.CharField(
        "trạng thái", max_length=12, default="convened", choices=[(s.code, s.label) for s in STATES.values()]
    )
    papers_sent_on = models.DateField("gửi tài liệu ngày", null=True)
    convened_by = models.CharField("người triệu tập", max_length=150)
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="sessions_to_recount"
    )
    papers_counted = models.BooleanField("đã kiểm phiếu giấy", default=False)
    closed_on = models.DateField("kiểm phiếu ngày", null=True)
    cancelled_reason = models.TextField("lý do hủy", blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-held_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_session_a_council_and_number", fields=["council", "number"]),
            models.CheckConstraint(name="a_session_is_convened_first", condition=Q(held_on__gte=F("convened_on"))),
            models.CheckConstraint(
                name="a_session_meets_after_its_papers",
                condition=Q(papers_sent_on=None) | Q(papers_sent_on__lte=F("held_on")),
            ),
            models.CheckConstraint(
                name="a_counted_session_has_its_day",
                condition=~Q(state__in=("closed", "signed")) | Q(closed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Phiên số {self.number}, {self.council}"

    @property
    def state_label(self) -> str:
        return STATES[self.state].label

    @property
    def subject(self) -> str:
        """How a ruling names this session."""
        return f"councils.session:{self.pk}"


class Item(models.Model):
    """One question of a session. `live` until counted or cancelled: nothing is asked twice at once."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="items")
    order = models.PositiveSmallIntegerField("thứ tự")
    subject = models.CharField("loại đối tượng", max_length=60)
    key = models.CharField("khóa đối tượng", max_length=60)
    label = models.CharField("nội dung", max_length=300)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="council_items")
    share_key = models.CharField("khóa tỷ lệ", max_length=160)
    of_key = models.CharField("khóa mẫu số", max_length=160)
    live = models.BooleanField("đang xét", default=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["session_id", "order"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_item_a_session_and_place", fields=["session", "order"]),
            models.UniqueConstraint(
                name="one_live_item_a_subject_and_key", fields=["subject", "key"], condition=Q(live=True)
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Paper(models.Model):
    """A paper that goes to the members before the session."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="papers")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="papers")
    title = models.CharField("tên tài liệu", max_length=300)
    number = models.CharField("số, ngày văn bản", max_length=200, blank=True)
    added_by = models.CharField("người thêm", max_length=150)

    class Meta:
        ordering: ClassVar = ["session_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_paper_a_session_and_title", fields=["session", "title", "number"])
        ]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Whether a member of the roll came, stayed away, or is absent and votes by letter."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="attendances")
    state = models.CharField("dự họp", max_length=8, choices=ATTENDANCES)
    marked_by = models.CharField("người điểm danh", max_length=150)

    class Meta:
        ordering: ClassVar = ["session_id", "member_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_attendance_a_session_and_member", fields=["session", "member"])
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.state}"


class Interest(models.Model):
    """What may bias a member towards an item. `recused`: None undecided, True takes no part, False may vote."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="interests")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="interests")
    kind = models.CharField("loại", max_length=16, choices=INTERESTS)
    source = models.CharField("nguồn", max_length=10, choices=[(DETECTED, "hệ thống phát hiện"), (DECLARED, "tự khai")])
    label = models.CharField("nội dung", max_length=300, blank=True)
    recused = models.BooleanField("không biểu quyết", null=True)
    decided_by = models.CharField("người quyết định", max_length=200, blank=True)
    decided_on = models.DateField("quyết định ngày", null=True)
    reason = models.TextField("lý do", blank=True)

    class Meta:
        ordering: ClassVar = ["item_id", "member_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_interest_an_item_member_kind_and_source", fields=["item", "member", "kind", "source"]
            ),
            models.CheckConstraint(
                name="a_decided_interest_names_who_decided", condition=Q(recused=None) | ~Q(decided_by="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.kind}"


class Signature(models.Model):
    """A signature under the minutes: of whoever presided and of the secretary, two different people."""

    CHAIR, SECRETARY = "chair", "secretary"
    CAPACITIES: ClassVar = [(CHAIR, "Người chủ trì"), (SECRETARY, "Thư ký")]

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="signatures")
    capacity = models.CharField("với tư cách", max_length=10, choices=CAPACITIES)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="council_signatures")
    name = models.CharField("họ và tên", max_length=200)
    signed_on = models.DateField("ký ngày")

    class Meta:
        ordering: ClassVar = ["session_id", "capacity"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_signature_a_session_and_capacity", fields=["session", "capacity"]),
            models.UniqueConstraint(name="one_signature_a_session_and_account", fields=["session", "account"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.capacity})"
