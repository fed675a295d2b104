import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(max_length=150, verbose_name="tên đăng nhập")),
                ("full_name", models.CharField(max_length=200, verbose_name="họ và tên")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="thư điện tử")),
                ("is_active", models.BooleanField(default=True, verbose_name="đang dùng")),
                ("must_change_password", models.BooleanField(default=False, verbose_name="phải đổi mật khẩu")),
                ("password_changed_at", models.DateTimeField(blank=True, null=True, verbose_name="đổi mật khẩu lúc")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lập lúc")),
            ],
            options={
                "verbose_name": "tài khoản",
                "verbose_name_plural": "tài khoản",
                "ordering": ["username"],
                "constraints": [
                    models.UniqueConstraint(fields=("username",), name="accounts_user_username_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("username", django.db.models.functions.text.Lower("username"))),
                        name="accounts_user_username_lower_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("username", ""), _negated=True), name="accounts_user_username_given"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("full_name", ""), _negated=True), name="accounts_user_full_name_given"
                    ),
                ],
            },
        ),
    ]
