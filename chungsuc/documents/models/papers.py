"""Papers. Once a paper has its number neither its content nor its files change: a correction is another paper."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chungsuc.organisations.models import Unit

from ..queries import PaperQuerySet
from ..workflow import DROPPED, GIVEN, OPEN, STATES
from .bundles import Bundle
from .files import KeptFile
from .numbers import SeriesNumber
from .templates import TemplateVersion


class Paper(models.Model):
    """One paper of a body. `sheet` is its content as `typesetting.frozen` writes it down.

    `source` and `source_key` say of what an upper room made it ("recognition.case", "12"). `version` counts the acts:
    whoever acts names the version seen, so that of two who act at once one is told. No template: the standard setting.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField("mã loại văn bản", max_length=40)
    kind_name = models.CharField("loại văn bản", max_length=100)
    subject = models.TextField("trích yếu")
    sheet: models.JSONField = models.JSONField("nội dung")
    template = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, null=True, related_name="papers")
    source = models.CharField("lập từ", max_length=60, blank=True)
    source_key = models.CharField("việc", max_length=60, blank=True)
    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, null=True, related_name="papers")
    state = models.CharField("trạng thái", max_length=12, choices=[(s.code, s.label) for s in STATES.values()])
    version = models.PositiveIntegerField("số việc đã ghi", default=0)
    note = models.TextField("lý do trả lại hoặc bỏ", blank=True)
    day = models.DateField("ngày ban hành", null=True)
    number = models.OneToOneField(SeriesNumber, on_delete=models.PROTECT, null=True, related_name="paper")
    docx = models.ForeignKey(KeptFile, on_delete=models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey(KeptFile, on_delete=models.PROTECT, null=True, related_name="+")
    supersedes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="successors")
    drafted_by = models.CharField("người soạn", max_length=150)
    drafted_by_name = models.CharField("họ tên người soạn", max_length=200, blank=True)
    drafted_at = models.DateTimeField("soạn lúc")
    issued_by = models.CharField("người cấp số", max_length=150, blank=True)
    issued_at = models.DateTimeField("cấp số lúc", null=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(name="paper_unit_and_state", fields=["unit", "state", "-id"]),
            models.Index(name="paper_source", fields=["source", "source_key"]),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_paper_has_its_number_once_issued",
                condition=Q(state__in=GIVEN, number__isnull=False, day__isnull=False, docx__isnull=False)
                & ~Q(issued_by="")
                | Q(state__in=(*OPEN, DROPPED), number=None, docx=None, pdf=None),
            ),
            models.UniqueConstraint(name="one_successor_a_paper", fields=["supersedes"], condition=~Q(state=DROPPED)),
            models.CheckConstraint(
                name="no_paper_supersedes_itself", condition=Q(supersedes=None) | ~Q(supersedes=models.F("id"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_name}: {self.subject}"[:200]

    @property
    def state_label(self) -> str:
        return STATES[self.state].label


class SignedCopy(models.Model):
    """A PDF of the paper as it came back signed from the office's own system, and what its signatures are worth.

    `signers` are [{"name", "issuer", "at", "whole", "intact", "chain", "why"}, …] as `typesetting.signed` found them.
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="signed_copies")
    file = models.ForeignKey(KeptFile, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField("kết quả kiểm tra", max_length=12)
    signers: models.JSONField = models.JSONField("chữ ký", default=list)
    added_by = models.CharField("người đưa lên", max_length=150)
    added_at = models.DateTimeField("đưa lên lúc")

    class Meta:
        ordering: ClassVar = ["paper_id", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_signed_copy_a_paper_and_file", fields=["paper", "file"])
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.outcome}"
