from django.apps import AppConfig


class Room(AppConfig):
    name = "chungsuc.notices"
    verbose_name = "Thông báo"
