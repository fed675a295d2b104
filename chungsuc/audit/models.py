"""Tables of the journal. The database refuses to change them (`triggers.py`); nothing here points at another table,
so an entry outlives its subject, its actor and its unit."""

import json
from typing import Any

from django.db import models
from django.db.models import Q

from chungsuc.audit.queries import EntryQuerySet
from chungsuc.audit.rules import GENESIS, details_text


class CanonicalJSONField(models.TextField):
    """A dict kept as its canonical JSON text.

    Not a JSONField: PostgreSQL's jsonb reorders keys, so each verification would have to parse and write again what
    was hashed; a text column keeps the very characters, on both engines alike.
    """

    def from_db_value(self, value: str, expression: object, connection: object) -> Any:
        return json.loads(value)

    def to_python(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> str:
        return value if isinstance(value, str) else details_text(value)

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))


class Entry(models.Model):
    """One act, once. Texts have no length limit: no act may fail because its journal line is long."""

    seq = models.BigIntegerField("số thứ tự", primary_key=True)
    recorded_at = models.DateTimeField("thời điểm ghi")
    actor = models.CharField("người thực hiện")
    actor_post = models.CharField("với tư cách", blank=True)
    act = models.CharField("việc")
    subject_type = models.CharField("loại đối tượng")
    subject_id = models.CharField("mã đối tượng")
    subject_label = models.CharField("đối tượng")
    unit_code = models.CharField("mã đơn vị", blank=True)
    details = CanonicalJSONField("chi tiết", default=dict)
    reason = models.TextField("lý do", blank=True)
    paper = models.CharField("căn cứ văn bản", blank=True)
    previous_hash = models.CharField("mã băm của mục trước", max_length=64)
    hash = models.CharField("mã băm", max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "mục nhật ký"
        verbose_name_plural = "nhật ký"
        ordering = ["seq"]
        constraints = [
            models.CheckConstraint(condition=Q(seq__gte=1), name="audit_entry_counts_from_one"),
            models.CheckConstraint(condition=~Q(act=""), name="audit_entry_names_its_act"),
            models.CheckConstraint(condition=~Q(actor=""), name="audit_entry_names_its_actor"),
            models.CheckConstraint(condition=~Q(subject_type=""), name="audit_entry_names_its_subject_type"),
        ]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "seq"], name="audit_entry_subject"),
            models.Index(fields=["unit_code", "seq"], name="audit_entry_unit"),
            models.Index(fields=["actor", "seq"], name="audit_entry_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.seq}. {self.subject_label}"


class ChainHead(models.Model):
    """Where the chain ends: one row, made with the first entry, moved only forwards."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField("số thứ tự cuối", default=0)
    hash = models.CharField("mã băm cuối", max_length=64, default=GENESIS)

    class Meta:
        verbose_name = "dấu cuối của nhật ký"
        verbose_name_plural = "dấu cuối của nhật ký"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="audit_chain_has_one_head")]

    def __str__(self) -> str:
        return str(self.seq)
