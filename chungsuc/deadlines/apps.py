from django.apps import AppConfig


class Room(AppConfig):
    name = "chungsuc.deadlines"
    verbose_name = "Hạn việc"
