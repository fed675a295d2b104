"""A case of recognition or revocation. Its state is always the replay of its events."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chungsuc.organisations.models import Unit

from ..queries import CaseQuerySet
from ..workflow import GIVEN_UP, RECOGNITION, REVOCATION, STATES
from .register import Level, Recognition

PROCEDURES = [(RECOGNITION, "công nhận"), (REVOCATION, "thu hồi")]
SUBJECT = "recognition.case"


class Case(models.Model):
    """A unit's way to a level for an assessment year, or to its revocation.

    `unit` is the unit that is assessed and never changes; `holder` carries the case on (the successor after a merger).
    `version` counts the events: whoever acts names the version seen, so that of two who act at once one fails.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="cases")
    holder = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="held_cases")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="cases")
    procedure = models.CharField("thủ tục", max_length=20, choices=PROCEDURES, default=RECOGNITION)
    year = models.PositiveSmallIntegerField("năm đánh giá")
    state = models.CharField("bước", max_length=20, choices=[(s.code, s.label) for s in STATES.values()])
    state_since = models.DateField("ở bước này từ ngày")
    version = models.PositiveIntegerField("số việc đã ghi", default=0)
    recognition = models.ForeignKey(Recognition, on_delete=models.PROTECT, null=True, related_name="cases")
    opened_by = models.CharField("người lập", max_length=150)
    opened_at = models.DateTimeField("lập lúc", auto_now_add=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(name="case_state", fields=["state", "year"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_standing_case_a_unit_level_year",
                fields=["unit", "level", "year", "procedure"],
                condition=~Q(state__in=GIVEN_UP),
            ),
            models.CheckConstraint(
                name="a_revocation_names_its_recognition",
                condition=Q(procedure=RECOGNITION) | Q(recognition__isnull=False),
            ),
            models.CheckConstraint(
                name="a_recognised_case_has_its_entry",
                condition=~Q(state__in=["recognised", "announced"]) | Q(recognition__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.level_id}/{self.year}: {self.state}"

    @property
    def subject(self) -> str:
        """How other rooms (rulings, documents, councils, surveys) name this case."""
        return f"{SUBJECT}:{self.pk}"

    @property
    def state_label(self) -> str:
        return STATES[self.state].label


class CaseEvent(models.Model):
    """One step taken: never changed, never removed. `on` is the day it happened, `recorded_at` when it was written."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField("thứ tự")
    act = models.CharField("việc", max_length=30)
    from_state = models.CharField("từ bước", max_length=20, blank=True)
    to_state = models.CharField("đến bước", max_length=20)
    on = models.DateField("ngày")
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)
    by = models.CharField("người làm", max_length=150)
    by_name = models.CharField("họ tên", max_length=200, blank=True)
    by_post = models.CharField("chức vụ", max_length=300, blank=True)
    reason = models.TextField("lý do", blank=True)
    paper = models.CharField("văn bản", max_length=200, blank=True)
    details: models.JSONField = models.JSONField("chi tiết", default=dict)

    class Meta:
        ordering: ClassVar = ["case_id", "seq"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_event_a_case_and_number", fields=["case", "seq"]),
            models.CheckConstraint(name="first_event_starts_from_nothing", condition=Q(seq__gt=1) | Q(from_state="")),
            models.CheckConstraint(name="later_events_start_somewhere", condition=Q(seq=1) | ~Q(from_state="")),
            models.CheckConstraint(name="events_count_from_one", condition=Q(seq__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}.{self.seq} {self.act}"
