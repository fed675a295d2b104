import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=60, verbose_name="loại việc")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "đang chờ"),
                            ("running", "đang chạy"),
                            ("done", "đã xong"),
                            ("failed", "không làm được"),
                            ("parked", "đã dừng sau nhiều lần lỗi"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                ("share", models.PositiveSmallIntegerField(default=0, verbose_name="phần trăm đã làm")),
                ("message", models.CharField(blank=True, max_length=500, verbose_name="đang làm gì")),
                ("error", models.CharField(blank=True, max_length=60, verbose_name="mã lỗi")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="số lần chạy")),
                ("heartbeat", models.DateTimeField(verbose_name="dấu hiệu sống gần nhất")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="yêu cầu lúc")),
                ("created_by", models.CharField(blank=True, max_length=150, verbose_name="người yêu cầu")),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="bắt đầu lúc")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="kết thúc lúc")),
                ("payload", models.JSONField(default=dict, verbose_name="đầu vào")),
                ("result", models.JSONField(default=dict, verbose_name="kết quả")),
            ],
            options={
                "verbose_name": "việc chạy nền",
                "verbose_name_plural": "việc chạy nền",
                "ordering": ["-created_at"],
                "indexes": [models.Index(fields=["state", "heartbeat"], name="jobs_job_state_heartbeat")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["queued", "running", "done", "failed", "parked"])),
                        name="jobs_job_state_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("share__lte", 100)), name="jobs_job_share_at_most_100"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("finished_at__isnull", False),
                            models.Q(("state__in", ["done", "failed", "parked"]), _negated=True),
                            _connector="XOR",
                        ),
                        name="jobs_job_finished_has_a_time",
                    ),
                ],
            },
        ),
    ]
