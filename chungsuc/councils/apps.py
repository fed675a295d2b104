from django.apps import AppConfig


class Room(AppConfig):
    name = "chungsuc.councils"
    verbose_name = "Hội đồng"
