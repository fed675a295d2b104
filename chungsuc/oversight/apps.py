from django.apps import AppConfig


class Room(AppConfig):
    name = "chungsuc.oversight"
    verbose_name = "Giám sát, lấy ý kiến"
