"""A dossier: who is proposed for what, on which achievements, with which papers, and every step it took."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chungsuc.documents.models import Paper
from chungsuc.evidence.models import Document
from chungsuc.imports.models import Batch
from chungsuc.organisations.models import Unit

from ..queries import DossierQuerySet
from ..rules.naming import MERIT_KINDS
from ..workflow.dossiers import DRAFT, ENDED, RECEIVED, STATES
from .rounds import Listing, Round
from .subjects import Achievement, AwardSubject

SUBJECT = "awards.dossier"
CODE, SIGNED = "code", "paper"


class Dossier(models.Model):
    """One proposal of one subject for one form. Every move of `state` is a conditional UPDATE on `version`.

    `body` decides (the province for what goes further up too) and receives; `proposer` is the unit that proposes.
    `regime` is fixed by the day on which it was received, with the stamp's number in the body's book of that year.
    `merit` is what the award is for, as the decision will say it; `merit_kind` its kind, "" while nobody said it.
    """

    subject = models.ForeignKey(AwardSubject, on_delete=models.PROTECT, related_name="dossiers")
    form = models.CharField("hình thức", max_length=60)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, related_name="dossiers")
    listing = models.OneToOneField(Listing, on_delete=models.PROTECT, null=True, related_name="dossier")
    imported = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="award_dossiers")
    passed_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="passed_on")
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="award_dossiers_received")
    proposer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="award_dossiers_proposed")
    merit = models.TextField("thành tích đề nghị khen")
    merit_kind = models.CharField("khen theo", max_length=20, blank=True, choices=list(MERIT_KINDS.items()))
    woman = models.BooleanField("người được đề nghị là nữ", null=True)  # None: not told, and of whoever is no person
    state = models.CharField("bước", max_length=20, default=DRAFT, choices=[(s.code, s.label) for s in STATES.values()])
    version = models.PositiveIntegerField("lần thay đổi", default=1)
    drafted_on = models.DateField("lập ngày")
    by = models.CharField("người lập", max_length=150)
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)
    received_on = models.DateField("nhận ngày", null=True)
    stamp_year = models.PositiveSmallIntegerField("năm của sổ đến", null=True)
    stamp = models.PositiveIntegerField("số đến", null=True)
    regime = models.CharField("thời kỳ pháp luật", max_length=20, blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(name="award_dossier_state", fields=["body", "state", "-id"]),
            models.Index(name="award_dossier_proposer", fields=["proposer", "state", "-id"]),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_standing_dossier_a_round_subject_form",
                fields=["round", "subject", "form"],
                condition=~Q(state__in=ENDED),
            ),
            models.UniqueConstraint(
                name="one_standing_dossier_a_body_subject_form",
                fields=["body", "subject", "form"],
                condition=Q(round=None) & ~Q(state__in=[*ENDED, "awarded"]),
            ),
            models.UniqueConstraint(name="one_stamp_a_body_and_year", fields=["body", "stamp_year", "stamp"]),
            models.CheckConstraint(name="a_dossier_is_in_a_known_state", condition=Q(state__in=list(STATES))),
            models.CheckConstraint(
                name="a_received_dossier_has_its_stamp_and_regime",
                condition=~Q(state__in=RECEIVED)
                | Q(received_on__isnull=False, stamp__isnull=False, stamp_year__isnull=False) & ~Q(regime=""),
            ),
            models.CheckConstraint(
                name="no_dossier_passed_from_itself", condition=Q(passed_from=None) | ~Q(passed_from=models.F("id"))
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Hồ sơ đề nghị khen thưởng số {self.pk}"

    @property
    def key(self) -> str:
        """How other rooms (rulings, councils, papers) name this dossier."""
        return f"{SUBJECT}:{self.pk}"

    @property
    def state_label(self) -> str:
        return STATES[self.state].label


class AchievementUse(models.Model):
    """An achievement that a dossier rests on. `live` from the submission on: then nothing else of the level may use it.

    `key`: "achievement:7" of a file, or what another room answers for ("recognition:5", "assessment:12", …), the same
    key as in `facts.file`.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="uses")
    key = models.CharField("thành tích", max_length=60)
    achievement = models.ForeignKey(Achievement, on_delete=models.PROTECT, null=True, related_name="uses")
    words = models.CharField("bằng lời", max_length=400)
    year = models.PositiveSmallIntegerField("năm")
    level = models.CharField("cấp khen", max_length=20)
    live = models.BooleanField("đang làm căn cứ", default=False)
    by = models.CharField("người chọn", max_length=150)
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["dossier_id", "year", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_use_a_dossier_and_achievement", fields=["dossier", "key"]),
            models.UniqueConstraint(
                name="one_achievement_one_award_a_level", fields=["key", "level"], condition=Q(live=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.key}"


class DossierPaper(models.Model):
    """A component of a dossier: a document of the unit, or a paper made here. `part` is the pack's own word for it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="papers")
    part = models.CharField("thành phần", max_length=300)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="award_dossiers")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="award_dossiers")
    by = models.CharField("người thêm", max_length=150)
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)
    removed_on = models.DateField("bỏ ngày", null=True)
    removed_by = models.CharField("người bỏ", max_length=150, blank=True)

    class Meta:
        ordering: ClassVar = ["dossier_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_component_is_a_document_or_a_paper",
                condition=Q(document__isnull=False, paper=None) | Q(document=None, paper__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_standing_component_a_document",
                fields=["dossier", "part", "document"],
                condition=Q(removed_on=None, document__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.part}"


class DossierStep(models.Model):
    """One step taken: never changed, never removed. `on` is the day it happened, `recorded_at` when it was written."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="steps")
    seq = models.PositiveIntegerField("thứ tự")
    act = models.CharField("việc", max_length=30)
    from_state = models.CharField("từ bước", max_length=20, blank=True)
    to_state = models.CharField("đến bước", max_length=20)
    on = models.DateField("ngày")
    by = models.CharField("người làm", max_length=150)
    by_name = models.CharField("họ tên", max_length=200, blank=True)
    by_post = models.CharField("chức vụ", max_length=300, blank=True)
    reason = models.TextField("lý do", blank=True)
    paper = models.CharField("văn bản", max_length=300, blank=True)
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["dossier_id", "seq"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_award_step_a_dossier_and_number", fields=["dossier", "seq"])
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.act}"


class NomineeConsent(models.Model):
    """The word of a nominee who has no account: by a code that was handed over, or by a signed paper.

    Of the code only its hash is kept. A new code replaces the former; the answer stays.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="consents")
    code_hash = models.CharField("mã băm của mã", max_length=128, blank=True)
    made_on = models.DateField("cấp mã ngày")
    made_by = models.CharField("người cấp", max_length=150)
    valid_until = models.DateField("mã dùng đến hết ngày", null=True)
    answered_on = models.DateField("trả lời ngày", null=True)
    agrees = models.BooleanField("đồng ý", null=True)
    way = models.CharField("bằng", max_length=10, blank=True, choices=[(CODE, "mã"), (SIGNED, "giấy có chữ ký")])
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="award_consents")
    replaced = models.BooleanField("đã thay", default=False)
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["dossier_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_present_consent_a_dossier", fields=["dossier"], condition=Q(replaced=False)
            ),
            models.UniqueConstraint(name="one_consent_a_code", fields=["code_hash"], condition=~Q(code_hash="")),
            models.CheckConstraint(
                name="an_answered_consent_says_how",
                condition=Q(answered_on=None, agrees=None, way="") | Q(answered_on__isnull=False, agrees__isnull=False)
                & ~Q(way=""),
            ),
            models.CheckConstraint(
                name="a_signed_consent_has_its_paper", condition=~Q(way=SIGNED) | Q(document__isnull=False)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.way}"
