from django.apps import AppConfig


class Room(AppConfig):
    name = "chungsuc.locks"
    verbose_name = "Khóa số liệu"
