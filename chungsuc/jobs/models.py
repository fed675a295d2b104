"""One long piece of work, from asked-for to finished."""

import uuid
from typing import Any

from django.db import models

from chungsuc.jobs import workflow
from chungsuc.jobs.queries import JobQuerySet


class Job(models.Model):
    """The truth about a piece of work; `payload` holds numbers of rows, never people's data."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("loại việc", max_length=60)
    state = models.CharField(
        "trạng thái", max_length=10, choices=list(workflow.LABELS.items()), default=workflow.QUEUED
    )
    share = models.PositiveSmallIntegerField("phần trăm đã làm", default=0)
    message = models.CharField("đang làm gì", max_length=500, blank=True)
    error = models.CharField("mã lỗi", max_length=60, blank=True)
    attempts = models.PositiveSmallIntegerField("số lần chạy", default=0)
    heartbeat = models.DateTimeField("dấu hiệu sống gần nhất")
    created_at = models.DateTimeField("yêu cầu lúc", auto_now_add=True)
    created_by = models.CharField("người yêu cầu", max_length=150, blank=True)
    started_at = models.DateTimeField("bắt đầu lúc", null=True, blank=True)
    finished_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    payload: Any = models.JSONField("đầu vào", default=dict)
    result: Any = models.JSONField("kết quả", default=dict)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "việc chạy nền"
        verbose_name_plural = "việc chạy nền"
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "heartbeat"], name="jobs_job_state_heartbeat")]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=list(workflow.LABELS)), name="jobs_job_state_known"),
            models.CheckConstraint(condition=models.Q(share__lte=100), name="jobs_job_share_at_most_100"),
            models.CheckConstraint(
                condition=models.Q(finished_at__isnull=False) ^ ~models.Q(state__in=sorted(workflow.FINISHED)),
                name="jobs_job_finished_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def is_finished(self) -> bool:
        return self.state in workflow.FINISHED

    @property
    def label(self) -> str:
        """The state in words."""
        return workflow.LABELS[self.state]
