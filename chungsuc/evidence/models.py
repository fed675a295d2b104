"""Documents of a unit. A file is kept once by its content; nothing is deleted, a document is withdrawn."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chungsuc.organisations.models import Unit

from .queries import DocumentQuerySet, LinkQuerySet


class DocumentKind(models.Model):
    """A kind of proof from the pack: who issues it, what it looks like, how long it holds (months, None: for good)."""

    code = models.CharField("mã", max_length=60, unique=True)
    name = models.CharField("tên", max_length=300)
    issuer = models.CharField("cơ quan cấp", max_length=300, blank=True)
    example = models.TextField("ví dụ", blank=True)
    valid_months = models.PositiveSmallIntegerField("hiệu lực, tháng", null=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    source = models.TextField("nguồn")
    status = models.CharField("tình trạng", max_length=20)
    is_current = models.BooleanField("đang dùng", default=True)

    class Meta:
        ordering: ClassVar = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class Proof(models.Model):
    """That a kind of document proves an indicator of a set; `needed` when nothing else will do."""

    set_code = models.CharField("bộ tiêu chí", max_length=60)
    indicator_code = models.CharField("chỉ tiêu", max_length=20)
    kind = models.ForeignKey(DocumentKind, on_delete=models.PROTECT, related_name="proofs")
    needed = models.BooleanField("bắt buộc", default=False)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    is_current = models.BooleanField("đang dùng", default=True)

    class Meta:
        ordering: ClassVar = ["set_code", "indicator_code", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_proof_an_indicator_and_kind", fields=["set_code", "indicator_code", "kind"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.set_code} {self.indicator_code}: {self.kind}"


class StoredFile(models.Model):
    """Bytes kept under their hash in the data folder. The file is on the disk before the row is."""

    sha256 = models.CharField("mã băm", max_length=64, unique=True)
    size = models.PositiveBigIntegerField("dung lượng, byte")
    media_type = models.CharField("loại", max_length=100)
    extension = models.CharField("đuôi", max_length=8)
    width = models.PositiveIntegerField("rộng, điểm ảnh", null=True)
    height = models.PositiveIntegerField("cao, điểm ảnh", null=True)
    stored_at = models.DateTimeField("lưu lúc")

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.sha256

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")


class Document(models.Model):
    """A document of a unit: a kind, a file, what is printed on it. `received_sha256` is the hash of what was sent,
    which differs from the file's where a picture was drawn anew.
    """

    DECLARED, FROM_PHOTO = "declared", "photo"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="documents")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="documents")
    kind = models.ForeignKey(DocumentKind, on_delete=models.PROTECT, related_name="documents")
    received_sha256 = models.CharField("mã băm lúc nhận", max_length=64, db_index=True)
    title = models.CharField("tên tài liệu", max_length=300)
    number = models.CharField("số", max_length=100, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=300, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True)
    expires_on = models.DateField("hết hiệu lực sau ngày", null=True)
    place_lat = models.DecimalField("vĩ độ", max_digits=8, decimal_places=5, null=True)
    place_lon = models.DecimalField("kinh độ", max_digits=8, decimal_places=5, null=True)
    place_from = models.CharField(
        "nơi chụp do", max_length=10, blank=True, choices=[(DECLARED, "người gửi khai"), (FROM_PHOTO, "máy ảnh ghi")]
    )
    taken_on = models.DateField("chụp ngày", null=True)
    uploaded_by = models.CharField("người gửi", max_length=150)
    uploaded_at = models.DateTimeField("gửi lúc")
    client_id = models.UUIDField("mã của máy gửi", null=True, unique=True)
    withdrawn_at = models.DateTimeField("rút lúc", null=True)
    withdrawn_by = models.CharField("người rút", max_length=150, blank=True)
    withdrawal_reason = models.TextField("lý do rút", blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(name="document_unit_and_order", fields=["unit", "-id"]),
            models.Index(name="document_lapse", fields=["expires_on"], condition=Q(withdrawn_at=None)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_document_a_unit_kind_and_file",
                fields=["unit", "kind", "file"],
                condition=Q(withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="document_lapses_after_it_was_issued",
                condition=Q(issued_on=None) | Q(expires_on=None) | Q(expires_on__gte=F("issued_on")),
            ),
            models.CheckConstraint(
                name="a_place_has_both_numbers_and_an_origin",
                condition=Q(place_lat=None, place_lon=None, place_from="")
                | (
                    Q(place_lat__gte=-90, place_lat__lte=90, place_lon__gte=-180, place_lon__lte=180)
                    & ~Q(place_from="")
                ),
            ),
            models.CheckConstraint(
                name="a_withdrawn_document_says_who_and_why",
                condition=Q(withdrawn_at=None) | (~Q(withdrawn_by="") & ~Q(withdrawal_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Link(models.Model):
    """That a document is used for something of an upper room, in a year. A link is ended, never deleted."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="links")
    subject = models.CharField("loại việc", max_length=60)
    key = models.CharField("việc", max_length=200)
    year = models.PositiveSmallIntegerField("năm", null=True)
    linked_by = models.CharField("người gắn", max_length=150)
    linked_at = models.DateTimeField("gắn lúc")
    unlinked_by = models.CharField("người gỡ", max_length=150, blank=True)
    unlinked_at = models.DateTimeField("gỡ lúc", null=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(name="link_subject_and_key", fields=["subject", "key"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_live_link_a_document_and_use",
                fields=["document", "subject", "key"],
                condition=Q(unlinked_at=None),
            ),
            models.CheckConstraint(name="an_ended_link_says_who", condition=Q(unlinked_at=None) | ~Q(unlinked_by="")),
        ]

    def __str__(self) -> str:
        return f"{self.document} → {self.subject}:{self.key}"
