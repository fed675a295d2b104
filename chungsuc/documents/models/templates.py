"""Templates that officers edit in Word. A version is never changed: a better file is the next version."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chungsuc.organisations.models import Unit

from .files import KeptFile


class Template(models.Model):
    """A body's own way of setting a kind of paper, under a name."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="paper_templates")
    kind = models.CharField("mã loại văn bản", max_length=40)
    kind_name = models.CharField("loại văn bản", max_length=100)
    name = models.CharField("tên mẫu", max_length=200)
    retired_by = models.CharField("người cho thôi dùng", max_length=150, blank=True)
    retired_at = models.DateTimeField("thôi dùng lúc", null=True)
    reason = models.TextField("lý do thôi dùng", blank=True)

    class Meta:
        ordering: ClassVar = ["kind_name", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_template_a_body_kind_and_name", fields=["unit", "kind", "name"]),
            models.CheckConstraint(
                name="a_retired_template_says_why", condition=Q(retired_at=None) | (~Q(retired_by="") & ~Q(reason=""))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TemplateVersion(models.Model):
    """One file of a template; it was checked when it came in."""

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("phiên bản")
    file = models.ForeignKey(KeptFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField("tên tệp", max_length=255)
    note = models.CharField("điểm thay đổi", max_length=500, blank=True)
    since = models.DateField("dùng từ ngày")
    uploaded_by = models.CharField("người đưa lên", max_length=150)
    uploaded_at = models.DateTimeField("đưa lên lúc")

    class Meta:
        ordering: ClassVar = ["template_id", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_version_a_template_and_number", fields=["template", "number"]),
            models.UniqueConstraint(name="one_version_a_template_and_file", fields=["template", "file"]),
            models.CheckConstraint(name="versions_begin_with_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.template}, phiên bản {self.number}"
