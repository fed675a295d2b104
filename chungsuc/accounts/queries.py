"""Questions about accounts."""

from typing import Any

from django.contrib.auth.base_user import BaseUserManager

from chungsuc.accounts.rules import folded_username


class UserManager(BaseUserManager[Any]):
    """Finds accounts whatever way their name was typed."""

    def get_by_natural_key(self, username: str | None) -> Any:
        """The account of that name; raises `User.DoesNotExist`."""
        return self.get(username=folded_username(username or ""))
