from django.apps import AppConfig


class Room(AppConfig):
    name = "chungsuc.budget"
    verbose_name = "Kinh phí"
