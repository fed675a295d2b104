import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0005_press_posts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Exemplar",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "cá nhân"),
                            ("household", "hộ gia đình"),
                            ("collective", "tập thể"),
                            ("business", "doanh nghiệp, hợp tác xã"),
                            ("model", "mô hình, cách làm"),
                        ],
                        max_length=20,
                        verbose_name="loại",
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="tên")),
                ("name_key", models.CharField(max_length=400, verbose_name="tên để tìm")),
                ("found_by", models.CharField(max_length=150, verbose_name="người phát hiện")),
                ("found_post", models.CharField(blank=True, max_length=300, verbose_name="với tư cách")),
                ("found_on", models.DateField(verbose_name="ngày phát hiện")),
                ("recorded_at", models.DateTimeField(verbose_name="ghi lúc")),
                ("state", models.CharField(default="found", max_length=20, verbose_name="trạng thái")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="lần thay đổi")),
                ("ended_on", models.DateField(null=True, verbose_name="thôi nêu gương ngày")),
                ("end_reason", models.TextField(blank=True, verbose_name="lý do thôi nêu gương")),
                (
                    "finder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exemplars_found",
                        to="organisations.unit",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exemplars", to="organisations.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["-found_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Copy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="từ ngày")),
                ("due", models.DateField(null=True, verbose_name="hạn ghi kết quả")),
                ("recorded_by", models.CharField(max_length=150, verbose_name="người ghi")),
                ("recorded_at", models.DateTimeField(verbose_name="ghi lúc")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exemplars_copied",
                        to="organisations.unit",
                    ),
                ),
                (
                    "exemplar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="copies", to="exemplars.exemplar"
                    ),
                ),
            ],
            options={
                "ordering": ["exemplar_id", "since", "id"],
            },
        ),
        migrations.CreateModel(
            name="CandidateAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200, unique=True, verbose_name="đề xuất")),
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("riser", "Tiến nhanh nhất"),
                            ("first", "Đi đầu ở tiêu chí khó"),
                            ("steady", "Giữ vững lâu năm"),
                        ],
                        max_length=20,
                        verbose_name="loại đề xuất",
                    ),
                ),
                ("why", models.TextField(verbose_name="căn cứ lúc trả lời")),
                ("reason", models.TextField(blank=True, verbose_name="lý do để lại")),
                ("by", models.CharField(max_length=150, verbose_name="người trả lời")),
                ("at", models.DateTimeField(verbose_name="trả lời lúc")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidate_answers",
                        to="organisations.unit",
                    ),
                ),
                (
                    "exemplar",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidate_answers",
                        to="exemplars.exemplar",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Story",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="bản")),
                ("title", models.CharField(max_length=300, verbose_name="việc làm được")),
                ("text", models.TextField(verbose_name="nội dung")),
                ("key", models.TextField(verbose_name="chữ để tìm")),
                ("written_by", models.CharField(max_length=150, verbose_name="người viết")),
                ("written_at", models.DateTimeField(verbose_name="viết lúc")),
                (
                    "exemplar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stories", to="exemplars.exemplar"
                    ),
                ),
            ],
            options={
                "ordering": ["exemplar_id", "number"],
            },
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("confirmed", "đúng như đã ghi"), ("refuted", "không đúng như đã ghi")],
                        max_length=12,
                        verbose_name="kết quả",
                    ),
                ),
                ("reason", models.TextField(verbose_name="lý do, cách xác minh")),
                ("on", models.DateField(verbose_name="ngày xác minh")),
                ("by", models.CharField(max_length=150, verbose_name="người xác minh")),
                ("capacity", models.CharField(blank=True, max_length=300, verbose_name="với tư cách")),
                ("finder", models.CharField(max_length=150, verbose_name="người phát hiện")),
                ("recorded_at", models.DateTimeField(verbose_name="ghi lúc")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exemplars_verified",
                        to="organisations.unit",
                    ),
                ),
                (
                    "exemplar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verifications",
                        to="exemplars.exemplar",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="verifications", to="exemplars.story"
                    ),
                ),
            ],
            options={
                "ordering": ["exemplar_id", "id"],
            },
        ),
        migrations.CreateModel(
            name="CopyResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="lần")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("spread", "có kết quả, đang mở rộng"),
                            ("kept", "đang duy trì"),
                            ("stopped", "đã dừng"),
                        ],
                        max_length=12,
                        verbose_name="kết quả",
                    ),
                ),
                ("text", models.TextField(verbose_name="kết quả cụ thể")),
                ("on", models.DateField(verbose_name="tính đến ngày")),
                ("by", models.CharField(max_length=150, verbose_name="người ghi")),
                ("at", models.DateTimeField(verbose_name="ghi lúc")),
                (
                    "copy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="results", to="exemplars.copy"
                    ),
                ),
            ],
            options={
                "ordering": ["copy_id", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("copy", "number"), name="one_result_a_copy_and_number"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="a_copy_result_says_what"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="exemplar",
            index=models.Index(fields=["unit", "-found_on"], name="exemplar_unit_and_day"),
        ),
        migrations.AddIndex(
            model_name="exemplar",
            index=models.Index(fields=["state"], name="exemplar_state"),
        ),
        migrations.AddConstraint(
            model_name="exemplar",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["person", "household", "collective", "business", "model"])),
                name="exemplar_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="exemplar",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["found", "verified", "refuted", "ended"])),
                name="exemplar_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="exemplar",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("name_key", ""), _negated=True)),
                name="exemplar_has_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="exemplar",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "ended"), ("ended_on__isnull", False), models.Q(("end_reason", ""), _negated=True)
                    ),
                    models.Q(models.Q(("state", "ended"), _negated=True), ("end_reason", ""), ("ended_on", None)),
                    _connector="OR",
                ),
                name="an_ended_exemplar_says_when_and_why",
            ),
        ),
        migrations.AddIndex(
            model_name="copy",
            index=models.Index(fields=["due"], name="copy_due"),
        ),
        migrations.AddConstraint(
            model_name="copy",
            constraint=models.UniqueConstraint(fields=("exemplar", "unit"), name="one_copy_an_exemplar_and_unit"),
        ),
        migrations.AddConstraint(
            model_name="copy",
            constraint=models.CheckConstraint(
                condition=models.Q(("due", None), ("due__gt", models.F("since")), _connector="OR"),
                name="a_result_is_due_after_the_copy",
            ),
        ),
        migrations.AddConstraint(
            model_name="candidateanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("exemplar", None), models.Q(("reason", ""), _negated=True)),
                    models.Q(("exemplar__isnull", False), ("reason", "")),
                    _connector="OR",
                ),
                name="a_candidate_is_taken_up_or_set_aside_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="story",
            constraint=models.UniqueConstraint(fields=("exemplar", "number"), name="one_story_an_exemplar_and_number"),
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=models.CheckConstraint(
                condition=models.Q(("by", models.F("finder")), _negated=True), name="the_finder_does_not_verify"
            ),
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="a_verification_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=models.UniqueConstraint(
                fields=("exemplar", "story"), name="one_verification_an_exemplar_and_story"
            ),
        ),
    ]
