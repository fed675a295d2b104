"""What is heard before a dossier is complete: the public posting, broadcasts, objections, written opinions."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from .cases import Case
from .recorded import Recorded, Replaceable


class Posting(Recorded):
    """One public posting of a case's report. A new one replaces the former, whose days then count for nothing."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="postings")
    opened_on = models.DateField("niêm yết từ ngày")
    places: models.JSONField = models.JSONField("nơi niêm yết", default=list)
    proof = models.TextField("căn cứ đã niêm yết", blank=True)
    replaced_on = models.DateField("thay bằng lần khác ngày", null=True)

    class Meta:
        ordering: ClassVar = ["case_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_running_posting_a_case", fields=["case"], condition=Q(replaced_on=None)),
            models.CheckConstraint(
                name="posting_replaced_after_it_began",
                condition=Q(replaced_on=None) | Q(replaced_on__gte=F("opened_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} từ {self.opened_on:%d/%m/%Y}"


class Broadcast(Recorded):
    """One announcement on the commune's loudspeakers."""

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="broadcasts")
    on = models.DateField("ngày phát")
    at = models.CharField("buổi, giờ", max_length=60, blank=True)

    class Meta:
        ordering: ClassVar = ["on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_broadcast_a_day_and_time", fields=["posting", "on", "at"])
        ]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y} {self.at}".strip()


class Objection(Recorded):
    """What somebody objected while the report was posted, and the answer that has to be given."""

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="objections")
    received_on = models.DateField("ngày nhận")
    text = models.TextField("nội dung")
    answered_on = models.DateField("ngày trả lời", null=True)
    answer = models.TextField("trả lời", blank=True)
    answered_by = models.CharField("người trả lời", max_length=150, blank=True)

    class Meta:
        ordering: ClassVar = ["received_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="answered_after_it_was_received",
                condition=Q(answered_on=None) | Q(answered_on__gte=F("received_on")),
            ),
            models.CheckConstraint(name="an_answer_has_words", condition=Q(answered_on=None) | ~Q(answer="")),
        ]

    def __str__(self) -> str:
        return f"{self.received_on:%d/%m/%Y}"


class Opinion(Replaceable):
    """The written opinion of the Fatherland Front or another body, or a unit's own explanation; a new one replaces."""

    AGREES, DISAGREES = "agrees", "disagrees"
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="opinions")
    body = models.CharField("nơi cho ý kiến", max_length=60)
    outcome = models.CharField("ý kiến", max_length=20, choices=[(AGREES, "nhất trí"), (DISAGREES, "chưa nhất trí")])
    on = models.DateField("ngày văn bản")
    paper = models.CharField("số văn bản", max_length=200)
    text = models.TextField("nội dung", blank=True)

    class Meta:
        ordering: ClassVar = ["case_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_current_opinion_a_case_and_body", fields=["case", "body"], condition=Q(is_current=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.body}"
