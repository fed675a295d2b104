import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exemplars", "0002_showing"),
        ("imports", "0003_covering_paper"),
        ("organisations", "0005_press_posts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Outlet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                ("name_key", models.CharField(max_length=200, unique=True, verbose_name="tên để so")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("newspaper", "báo"),
                            ("broadcaster", "đài phát thanh, truyền hình"),
                            ("portal", "cổng, trang thông tin điện tử"),
                            ("loudspeaker", "truyền thanh cơ sở"),
                            ("other", "khác"),
                        ],
                        max_length=20,
                        verbose_name="loại",
                    ),
                ),
                ("since", models.DateField(verbose_name="từ ngày")),
                ("until", models.DateField(null=True, verbose_name="đến ngày")),
                ("recorded_by", models.CharField(max_length=150, verbose_name="người ghi")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outlets", to="organisations.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["name_key"],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                ("name_key", models.CharField(max_length=200, verbose_name="tên để so")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("page", "chuyên trang"),
                            ("column", "chuyên mục"),
                            ("show", "chương trình phát sóng"),
                        ],
                        max_length=20,
                        verbose_name="loại",
                    ),
                ),
                ("rhythm", models.CharField(blank=True, max_length=200, verbose_name="định kỳ")),
                ("since", models.DateField(verbose_name="từ ngày")),
                ("until", models.DateField(null=True, verbose_name="đến ngày")),
                ("recorded_by", models.CharField(max_length=150, verbose_name="người ghi")),
                (
                    "outlet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="programmes", to="exemplars.outlet"
                    ),
                ),
            ],
            options={
                "ordering": ["outlet_id", "name_key"],
            },
        ),
        migrations.CreateModel(
            name="Coverage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="ngày")),
                ("title", models.CharField(max_length=300, verbose_name="tiêu đề")),
                ("title_key", models.CharField(max_length=400, verbose_name="tiêu đề để so")),
                ("seconds", models.PositiveIntegerField(null=True, verbose_name="thời lượng, giây")),
                ("pieces", models.PositiveSmallIntegerField(default=1, verbose_name="số tin, bài")),
                ("words", models.PositiveIntegerField(null=True, verbose_name="số chữ")),
                ("link", models.CharField(blank=True, max_length=500, verbose_name="đường dẫn")),
                ("entered_by", models.CharField(max_length=150, verbose_name="người ghi")),
                ("entered_at", models.DateTimeField(verbose_name="ghi lúc")),
                ("sheet", models.CharField(blank=True, max_length=100, verbose_name="trang tính")),
                ("cell", models.CharField(blank=True, max_length=12, verbose_name="ô")),
                ("withdrawn_by", models.CharField(blank=True, max_length=150, verbose_name="người rút")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="rút lúc")),
                ("withdrawal_reason", models.TextField(blank=True, verbose_name="lý do rút")),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coverage",
                        to="imports.batch",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="exemplars.coverage",
                    ),
                ),
                (
                    "exemplar",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coverage",
                        to="exemplars.exemplar",
                    ),
                ),
                (
                    "outlet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="coverage", to="exemplars.outlet"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coverage",
                        to="exemplars.programme",
                    ),
                ),
            ],
            options={
                "ordering": ["-day", "-id"],
            },
        ),
        migrations.AddConstraint(
            model_name="outlet",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                name="outlet_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="outlet",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("name_key", ""), _negated=True)),
                name="outlet_has_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                name="programme_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.UniqueConstraint(fields=("outlet", "name_key"), name="one_programme_an_outlet_and_name"),
        ),
        migrations.AddIndex(
            model_name="coverage",
            index=models.Index(fields=["-day", "-id"], name="coverage_day"),
        ),
        migrations.AddConstraint(
            model_name="coverage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("outlet", "day", "title_key"),
                name="a_piece_is_counted_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="coverage",
            constraint=models.CheckConstraint(condition=models.Q(("pieces__gte", 1)), name="coverage_has_pieces"),
        ),
        migrations.AddConstraint(
            model_name="coverage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("seconds", None), ("seconds__gt", 0), _connector="OR"),
                    models.Q(("words", None), ("words__gt", 0), _connector="OR"),
                ),
                name="coverage_of_no_length_has_none",
            ),
        ),
        migrations.AddConstraint(
            model_name="coverage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawal_reason", ""), ("withdrawn_at", None), ("withdrawn_by", "")),
                    models.Q(
                        models.Q(("withdrawn_by", ""), _negated=True),
                        models.Q(("withdrawal_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="withdrawn_coverage_says_who_and_why",
            ),
        ),
    ]
