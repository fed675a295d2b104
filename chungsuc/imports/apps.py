from django.apps import AppConfig


class Room(AppConfig):
    name = "chungsuc.imports"
    verbose_name = "Nhập số liệu"
