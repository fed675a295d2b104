from django.apps import AppConfig


class Room(AppConfig):
    name = "chungsuc.resources"
    verbose_name = "Nguồn lực"
