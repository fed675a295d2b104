from django.apps import AppConfig


class Room(AppConfig):
    name = "chungsuc.recognition"
    verbose_name = "Công nhận"
