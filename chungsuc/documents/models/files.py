"""Bytes of papers, kept for ever under their hash in the data folder. The file is on the disk before the row is."""

from typing import ClassVar

from django.db import models


class KeptFile(models.Model):
    """A file that was rendered or taken in: never changed, never removed while its row stands."""

    sha256 = models.CharField("mã băm", max_length=64, unique=True)
    size = models.PositiveBigIntegerField("dung lượng, byte")
    extension = models.CharField("đuôi", max_length=8)
    kept_at = models.DateTimeField("lưu lúc")

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.sha256
