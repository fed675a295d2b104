from django.apps import AppConfig


class Room(AppConfig):
    name = "chungsuc.movement"
    verbose_name = "Phong trào"
