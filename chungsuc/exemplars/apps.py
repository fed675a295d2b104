from django.apps import AppConfig


class Room(AppConfig):
    name = "chungsuc.exemplars"
    verbose_name = "Điển hình, truyền thông"
