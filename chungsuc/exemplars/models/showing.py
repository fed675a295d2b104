"""What may be shown of a person: consent to the name and to photographs apart, and the photographs."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chungsuc.evidence.models import Document

from ..queries import INSIDE, NAME, PHOTO, PUBLIC
from .register import Exemplar

ABOUT = [(NAME, "nêu tên"), (PHOTO, "dùng ảnh")]
SCOPES = [(INSIDE, "trong cơ quan nhà nước, báo cáo"), (PUBLIC, "công khai cho mọi người")]
PAPER, WORD = "paper", "word"


class Consent(models.Model):
    """That whoever is told about agrees to the name or the photographs. Taken back, it stays without being in force.

    Given on a signed paper that is kept as a document, or by word before a witness.
    """

    exemplar = models.ForeignKey(Exemplar, on_delete=models.PROTECT, related_name="consents")
    about = models.CharField("đồng ý việc", max_length=10, choices=ABOUT)
    scope = models.CharField("phạm vi", max_length=10, choices=SCOPES)
    how = models.CharField("cách đồng ý", max_length=10, choices=[(PAPER, "giấy có chữ ký"), (WORD, "bằng lời")])
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="exemplar_consents")
    witness = models.CharField("người chứng kiến", max_length=200, blank=True)
    given_on = models.DateField("đồng ý ngày")
    recorded_by = models.CharField("người ghi", max_length=150)
    recorded_at = models.DateTimeField("ghi lúc")
    withdrawn_on = models.DateField("rút ngày", null=True)
    withdrawn_how = models.TextField("rút bằng cách nào", blank=True)
    withdrawn_by = models.CharField("người ghi việc rút", max_length=150, blank=True)
    withdrawn_at = models.DateTimeField("ghi việc rút lúc", null=True)

    class Meta:
        ordering: ClassVar = ["exemplar_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_standing_consent_an_exemplar_and_matter",
                fields=["exemplar", "about"],
                condition=Q(withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="a_consent_has_its_proof",
                condition=(Q(how=PAPER) & Q(document__isnull=False)) | (Q(how=WORD) & ~Q(witness="")),
            ),
            models.CheckConstraint(
                name="a_withdrawn_consent_says_when_how_and_by_whom",
                condition=Q(withdrawn_at=None, withdrawn_on=None, withdrawn_by="", withdrawn_how="")
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_on__gte=F("given_on"))
                    & ~Q(withdrawn_by="")
                    & ~Q(withdrawn_how="")
                ),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.exemplar}: {self.get_about_display()}"


class Photo(models.Model):
    """A photograph of an exemplar, kept as a document that only opens with consent or with the right."""

    exemplar = models.ForeignKey(Exemplar, on_delete=models.PROTECT, related_name="photos")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="exemplar_photos")
    caption = models.CharField("chú thích", max_length=300)
    added_by = models.CharField("người thêm", max_length=150)
    added_at = models.DateTimeField("thêm lúc")
    removed_by = models.CharField("người gỡ", max_length=150, blank=True)
    removed_at = models.DateTimeField("gỡ lúc", null=True)

    class Meta:
        ordering: ClassVar = ["exemplar_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_photo_an_exemplar_and_document", fields=["exemplar", "document"], condition=Q(removed_at=None)
            ),
            models.CheckConstraint(
                name="a_removed_photo_says_who", condition=Q(removed_at=None, removed_by="") | ~Q(removed_by="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exemplar}: {self.caption}"
