"""A file on its way in. A batch remembers every row, every message and what became of it; nothing is deleted."""

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from chungsuc.law.periods import show_day
from chungsuc.organisations.models import Unit

from .packing import Item, Items
from .queries import BatchQuerySet
from .workflow import STATES


class Batch(models.Model):
    """One file given once: read, previewed, then confirmed or left; a confirmed one can be undone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("loại biểu", max_length=40)
    filename = models.CharField("tên tệp", max_length=255)
    sha256 = models.CharField("mã băm", max_length=64, db_index=True)
    size = models.PositiveBigIntegerField("dung lượng, byte")
    stored_as = models.CharField("nơi lưu", max_length=255)
    set_code = models.CharField("bộ tiêu chí", max_length=60, blank=True)
    year = models.PositiveSmallIntegerField("năm", null=True)
    state = models.CharField("trạng thái", max_length=20, choices=[(s.code, s.label) for s in STATES.values()])
    refusal = models.TextField("lý do không nhận", blank=True)
    title = models.TextField("tiêu đề trong tệp", blank=True)
    notes: models.JSONField = models.JSONField("ghi chú", default=list)
    counts: models.JSONField = models.JSONField("số lượng", default=dict)
    columns: models.JSONField = models.JSONField("các cột đã nhận ra", default=list)
    paper_number = models.CharField("số văn bản kèm biểu", max_length=100, blank=True)
    paper_date = models.DateField("ngày văn bản kèm biểu", null=True)
    paper_issuer = models.CharField("cơ quan gửi biểu", max_length=200, blank=True)
    job = models.UUIDField("việc nền", null=True)
    received_by = models.CharField("người tải lên", max_length=150)
    received_at = models.DateTimeField("tải lên lúc")
    confirmed_by = models.CharField("người xác nhận", max_length=150, blank=True)
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True)
    undone_by = models.CharField("người hoàn tác", max_length=150, blank=True)
    undone_at = models.DateTimeField("hoàn tác lúc", null=True)
    undo_reason = models.TextField("lý do hoàn tác", blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-received_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_undone_batch_was_confirmed", condition=Q(undone_at=None) | Q(confirmed_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.filename

    @property
    def paper(self) -> str:
        """On whose paper the file came: "45/BC-UBND ngày 12/01/2024, UBND huyện Đắk Mil"; "" when nobody said."""
        day = f"ngày {show_day(self.paper_date)}" if self.paper_date else ""
        named = " ".join(part for part in (self.paper_number, day) if part)
        return ", ".join(part for part in (named, self.paper_issuer) if part)

    @property
    def state_label(self) -> str:
        return STATES[self.state].label


class BatchRow(models.Model):
    """One row of the file that speaks of a unit, with what was understood of it.

    `payload` is the kind's own list of items, kept as `lines`; every item knows the cell it came from.
    """

    MATCHED, QUESTIONED, WRONG = "matched", "questioned", "wrong"
    STATUSES: ClassVar = [(MATCHED, "khớp"), (QUESTIONED, "cần hỏi"), (WRONG, "sai")]

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField("trang tính", max_length=100)
    number = models.PositiveIntegerField("dòng")
    label = models.TextField("đơn vị như trong tệp")
    label_cell = models.CharField("ô tên", max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True)
    unit_name = models.CharField("đơn vị khớp", max_length=3000, blank=True)
    status = models.CharField("kết quả", max_length=12, choices=STATUSES)
    question: models.JSONField = models.JSONField("câu hỏi", default=dict)
    lines = models.TextField("nội dung", blank=True, default="")
    changed = models.PositiveIntegerField("số ô thay đổi", default=0)
    unchanged = models.PositiveIntegerField("số ô như cũ", default=0)

    class Meta:
        ordering: ClassVar = ["batch_id", "sheet", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_row_a_batch_sheet_and_number", fields=["batch", "sheet", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.number} {self.label}"

    @property
    def payload(self) -> Items:
        return Items.kept(self.lines, self.number)

    @payload.setter
    def payload(self, items: Iterable[Item]) -> None:
        self.lines = Items.of(items, self.number).text


class BatchMessage(models.Model):
    """What is to be said about one cell: an error keeps the cell out, a warning lets it in."""

    ERROR, WARNING = "error", "warning"

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="messages")
    row = models.ForeignKey(BatchRow, on_delete=models.CASCADE, null=True, related_name="messages")
    sheet = models.CharField("trang tính", max_length=100, blank=True)
    cell = models.CharField("ô", max_length=40)
    level = models.CharField("mức", max_length=8, choices=[(ERROR, "sai"), (WARNING, "lưu ý")])
    code = models.CharField("mã", max_length=40)
    text = models.TextField("nội dung")
    raw = models.CharField("như trong tệp", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.cell}: {self.text}"

    def as_json(self, with_sheet: bool = False) -> dict[str, Any]:
        """The shape that scripts read; in a file of several sheets the sentence says which one."""
        text = f"Trang “{self.sheet}”: {self.text}" if with_sheet and self.sheet else self.text
        return {"cell": self.cell, "level": self.level, "message": text}
