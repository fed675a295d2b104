from django.apps import AppConfig


class Room(AppConfig):
    name = "chungsuc.organisations"
    verbose_name = "Tổ chức, đơn vị"
