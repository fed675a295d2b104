import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0001_initial"),
        ("exemplars", "0001_register"),
    ]

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "about",
                    models.CharField(
                        choices=[("name", "nêu tên"), ("photo", "dùng ảnh")], max_length=10, verbose_name="đồng ý việc"
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[("inside", "trong cơ quan nhà nước, báo cáo"), ("public", "công khai cho mọi người")],
                        max_length=10,
                        verbose_name="phạm vi",
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[("paper", "giấy có chữ ký"), ("word", "bằng lời")],
                        max_length=10,
                        verbose_name="cách đồng ý",
                    ),
                ),
                ("witness", models.CharField(blank=True, max_length=200, verbose_name="người chứng kiến")),
                ("given_on", models.DateField(verbose_name="đồng ý ngày")),
                ("recorded_by", models.CharField(max_length=150, verbose_name="người ghi")),
                ("recorded_at", models.DateTimeField(verbose_name="ghi lúc")),
                ("withdrawn_on", models.DateField(null=True, verbose_name="rút ngày")),
                ("withdrawn_how", models.TextField(blank=True, verbose_name="rút bằng cách nào")),
                ("withdrawn_by", models.CharField(blank=True, max_length=150, verbose_name="người ghi việc rút")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="ghi việc rút lúc")),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exemplar_consents",
                        to="evidence.document",
                    ),
                ),
                (
                    "exemplar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="exemplars.exemplar"
                    ),
                ),
            ],
            options={
                "ordering": ["exemplar_id", "id"],
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("caption", models.CharField(max_length=300, verbose_name="chú thích")),
                ("added_by", models.CharField(max_length=150, verbose_name="người thêm")),
                ("added_at", models.DateTimeField(verbose_name="thêm lúc")),
                ("removed_by", models.CharField(blank=True, max_length=150, verbose_name="người gỡ")),
                ("removed_at", models.DateTimeField(null=True, verbose_name="gỡ lúc")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exemplar_photos",
                        to="evidence.document",
                    ),
                ),
                (
                    "exemplar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="photos", to="exemplars.exemplar"
                    ),
                ),
            ],
            options={
                "ordering": ["exemplar_id", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("exemplar", "about"),
                name="one_standing_consent_an_exemplar_and_matter",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("how", "paper"), ("document__isnull", False)),
                    models.Q(("how", "word"), models.Q(("witness", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_consent_has_its_proof",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("withdrawn_at", None), ("withdrawn_by", ""), ("withdrawn_how", ""), ("withdrawn_on", None)
                    ),
                    models.Q(
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_on__gte", models.F("given_on")),
                        models.Q(("withdrawn_by", ""), _negated=True),
                        models.Q(("withdrawn_how", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_withdrawn_consent_says_when_how_and_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at", None)),
                fields=("exemplar", "document"),
                name="one_photo_an_exemplar_and_document",
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("removed_at", None), ("removed_by", "")),
                    models.Q(("removed_by", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_removed_photo_says_who",
            ),
        ),
    ]
