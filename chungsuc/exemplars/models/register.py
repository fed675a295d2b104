"""The register of exemplars, from discovery to replication. Stories, verdicts and results are added, never changed."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chungsuc.organisations.models import Unit

from ..queries import ExemplarQuerySet
from ..rules.candidates import SORTS
from ..rules.naming import KINDS
from ..workflow import ENDED, STATES
from ..workflow import FOUND as FIRST_STATE


class Exemplar(models.Model):
    """A person, household, collective, enterprise or way of doing that others may learn from.

    `unit` is where it is, `finder` the unit of whoever found it, as of the day. `name_key` is for searching by whoever
    may see the name. `version` grows with every act: a form that is older is refused.
    """

    kind = models.CharField("loại", max_length=20, choices=list(KINDS.items()))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="exemplars")
    name = models.CharField("tên", max_length=300)
    name_key = models.CharField("tên để tìm", max_length=400)
    finder = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="exemplars_found")
    found_by = models.CharField("người phát hiện", max_length=150)
    found_post = models.CharField("với tư cách", max_length=300, blank=True)
    found_on = models.DateField("ngày phát hiện")
    recorded_at = models.DateTimeField("ghi lúc")
    state = models.CharField("trạng thái", max_length=20, default=FIRST_STATE)
    version = models.PositiveIntegerField("lần thay đổi", default=1)
    ended_on = models.DateField("thôi nêu gương ngày", null=True)
    end_reason = models.TextField("lý do thôi nêu gương", blank=True)

    objects = ExemplarQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-found_on", "-id"]
        indexes: ClassVar = [
            models.Index(name="exemplar_unit_and_day", fields=["unit", "-found_on"]),
            models.Index(name="exemplar_state", fields=["state"]),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="exemplar_kind_is_known", condition=Q(kind__in=list(KINDS))),
            models.CheckConstraint(name="exemplar_state_is_known", condition=Q(state__in=list(STATES))),
            models.CheckConstraint(name="exemplar_has_a_name", condition=~Q(name="") & ~Q(name_key="")),
            models.CheckConstraint(
                name="an_ended_exemplar_says_when_and_why",
                condition=(Q(state=ENDED) & Q(ended_on__isnull=False) & ~Q(end_reason=""))
                | (~Q(state=ENDED) & Q(ended_on=None, end_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Điển hình số {self.pk}"


class Story(models.Model):
    """What an exemplar did, as written once; a new writing is a new row. Neither title nor text names a person."""

    exemplar = models.ForeignKey(Exemplar, on_delete=models.PROTECT, related_name="stories")
    number = models.PositiveSmallIntegerField("bản")
    title = models.CharField("việc làm được", max_length=300)
    text = models.TextField("nội dung")
    key = models.TextField("chữ để tìm")
    written_by = models.CharField("người viết", max_length=150)
    written_at = models.DateTimeField("viết lúc")

    class Meta:
        ordering: ClassVar = ["exemplar_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_story_an_exemplar_and_number", fields=["exemplar", "number"])
        ]

    def __str__(self) -> str:
        return self.title


class Verification(models.Model):
    """Who looked at it on the spot and what was found, about which writing. `finder` is copied from the exemplar."""

    CONFIRMED, REFUTED = "confirmed", "refuted"
    OUTCOMES: ClassVar = [(CONFIRMED, "đúng như đã ghi"), (REFUTED, "không đúng như đã ghi")]

    exemplar = models.ForeignKey(Exemplar, on_delete=models.PROTECT, related_name="verifications")
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="verifications")
    outcome = models.CharField("kết quả", max_length=12, choices=OUTCOMES)
    reason = models.TextField("lý do, cách xác minh")
    on = models.DateField("ngày xác minh")
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="exemplars_verified")
    by = models.CharField("người xác minh", max_length=150)
    capacity = models.CharField("với tư cách", max_length=300, blank=True)
    finder = models.CharField("người phát hiện", max_length=150)
    recorded_at = models.DateTimeField("ghi lúc")

    class Meta:
        ordering: ClassVar = ["exemplar_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="the_finder_does_not_verify", condition=~Q(by=F("finder"))),
            models.CheckConstraint(name="a_verification_says_why", condition=~Q(reason="")),
            models.UniqueConstraint(name="one_verification_an_exemplar_and_story", fields=["exemplar", "story"]),
        ]

    def __str__(self) -> str:
        return f"{self.exemplar}: {self.get_outcome_display()}"


class Copy(models.Model):
    """That a unit took an exemplar over, since when, and by when its result is to be told (None: no rule says it)."""

    exemplar = models.ForeignKey(Exemplar, on_delete=models.PROTECT, related_name="copies")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="exemplars_copied")
    since = models.DateField("từ ngày")
    due = models.DateField("hạn ghi kết quả", null=True)
    recorded_by = models.CharField("người ghi", max_length=150)
    recorded_at = models.DateTimeField("ghi lúc")

    class Meta:
        ordering: ClassVar = ["exemplar_id", "since", "id"]
        indexes: ClassVar = [models.Index(name="copy_due", fields=["due"])]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_copy_an_exemplar_and_unit", fields=["exemplar", "unit"]),
            models.CheckConstraint(
                name="a_result_is_due_after_the_copy", condition=Q(due=None) | Q(due__gt=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exemplar} → {self.unit}"


class CopyResult(models.Model):
    """What came of a copy, told once or again later."""

    SPREAD, KEPT, STOPPED = "spread", "kept", "stopped"
    OUTCOMES: ClassVar = [(SPREAD, "có kết quả, đang mở rộng"), (KEPT, "đang duy trì"), (STOPPED, "đã dừng")]

    copy = models.ForeignKey(Copy, on_delete=models.PROTECT, related_name="results")
    number = models.PositiveSmallIntegerField("lần")
    outcome = models.CharField("kết quả", max_length=12, choices=OUTCOMES)
    text = models.TextField("kết quả cụ thể")
    on = models.DateField("tính đến ngày")
    by = models.CharField("người ghi", max_length=150)
    at = models.DateTimeField("ghi lúc")

    class Meta:
        ordering: ClassVar = ["copy_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_result_a_copy_and_number", fields=["copy", "number"]),
            models.CheckConstraint(name="a_copy_result_says_what", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.copy}: {self.get_outcome_display()}"


class CandidateAnswer(models.Model):
    """What became of a candidate that the data proposed: taken up as an exemplar, or set aside with a reason."""

    key = models.CharField("đề xuất", max_length=200, unique=True)
    sort = models.CharField("loại đề xuất", max_length=20, choices=list(SORTS.items()))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="candidate_answers")
    why = models.TextField("căn cứ lúc trả lời")
    exemplar = models.ForeignKey(Exemplar, on_delete=models.PROTECT, null=True, related_name="candidate_answers")
    reason = models.TextField("lý do để lại", blank=True)
    by = models.CharField("người trả lời", max_length=150)
    at = models.DateTimeField("trả lời lúc")

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_candidate_is_taken_up_or_set_aside_with_a_reason",
                condition=(Q(exemplar=None) & ~Q(reason="")) | Q(exemplar__isnull=False, reason=""),
            )
        ]

    def __str__(self) -> str:
        return self.key
