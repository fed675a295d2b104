"""The account: who signs in, and nothing about units or roles."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models.functions import Lower

from chungsuc.accounts.queries import UserManager
from chungsuc.accounts.rules import LONGEST_USERNAME, folded_username


class User(AbstractBaseUser):
    """A person who signs in. Never deleted: a person who left is switched off, so the journal keeps its names."""

    username = models.CharField("tên đăng nhập", max_length=LONGEST_USERNAME)
    full_name = models.CharField("họ và tên", max_length=200)
    email = models.EmailField("thư điện tử", blank=True)
    is_active = models.BooleanField("đang dùng", default=True)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)
    password_changed_at = models.DateTimeField("đổi mật khẩu lúc", null=True, blank=True)
    created_at = models.DateTimeField("lập lúc", auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(fields=["username"], name="accounts_user_username_unique"),
            models.CheckConstraint(  # with the line above: unique whatever the case
                condition=models.Q(username=Lower("username")), name="accounts_user_username_lower_case"
            ),
            models.CheckConstraint(condition=~models.Q(username=""), name="accounts_user_username_given"),
            models.CheckConstraint(condition=~models.Q(full_name=""), name="accounts_user_full_name_given"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @classmethod
    def normalize_username(cls, username: str) -> str:  # type: ignore[override]
        """Django's hook for the stored spelling of a name."""
        return folded_username(username)

    @property
    def is_staff(self) -> bool:
        """Nobody: Django's own administration pages are not installed."""
        return False

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split()[-1] if self.full_name else self.username
