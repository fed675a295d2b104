"""What every row that a case holds says of itself: who wrote it and when; whether a later one took its place."""

from django.db import models


class Recorded(models.Model):
    """Something that was written down once, by whom and when."""

    by = models.CharField("người ghi", max_length=150)
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        abstract = True


class Replaceable(Recorded):
    """Something of which the newest holds: a new row replaces the former, which stays to be read."""

    is_current = models.BooleanField("đang dùng", default=True)

    class Meta:
        abstract = True
