from django.apps import AppConfig


class Room(AppConfig):
    name = "chungsuc.documents"
    verbose_name = "Văn bản"
