from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "chungsuc.accounts"
    label = "accounts"
    verbose_name = "Tài khoản"

    def ready(self) -> None:
        from chungsuc.accounts import sessions

        sessions.listen()
