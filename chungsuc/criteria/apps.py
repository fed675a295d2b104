from django.apps import AppConfig


class Room(AppConfig):
    name = "chungsuc.criteria"
    verbose_name = "Bộ tiêu chí"
