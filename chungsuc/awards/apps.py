from django.apps import AppConfig


class Room(AppConfig):
    name = "chungsuc.awards"
    verbose_name = "Khen thưởng"
