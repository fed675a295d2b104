from django.apps import AppConfig


class Room(AppConfig):
    name = "chungsuc.evidence"
    verbose_name = "Minh chứng"
