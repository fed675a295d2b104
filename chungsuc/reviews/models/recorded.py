"""What every act leaves behind: the day it happened, who did it in what capacity, why, on whose paper."""

from django.db import models


class Recorded(models.Model):
    """One step taken: never changed, never removed. `on` is the day it happened, `recorded_at` when it was written."""

    seq = models.PositiveIntegerField("thứ tự")
    act = models.CharField("việc", max_length=30)
    from_state = models.CharField("từ bước", max_length=20, blank=True)
    to_state = models.CharField("đến bước", max_length=20)
    on = models.DateField("ngày")
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)
    by = models.CharField("người làm", max_length=150)
    by_name = models.CharField("họ tên", max_length=200, blank=True)
    by_post = models.CharField("chức vụ", max_length=300, blank=True)
    reason = models.TextField("lý do", blank=True)
    paper = models.CharField("văn bản", max_length=200, blank=True)
    details: models.JSONField = models.JSONField("chi tiết", default=dict)

    class Meta:
        abstract = True
